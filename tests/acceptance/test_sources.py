"""`lede sources` in processes of their own, against a real server."""

import asyncio
import os
import sys
from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.pipeline.test_polling import entry, feed
from tests.sources.site import Site, open_site, reply


@dataclass
class Command:
    """The command line in a folder of its own."""

    folder: Path
    site: Site

    async def run(self, *arguments: str) -> tuple[int, str]:
        """Its exit status and all it printed."""
        env = os.environ | {
            "LEDE_ALLOWED_HOSTS": self.site.host,
            "LEDE_DATABASE": str(self.folder / "lede.db"),
        }
        process = await asyncio.create_subprocess_exec(
            sys.executable, "-m", "bot", "sources", *arguments,
            stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.STDOUT, env=env,
        )  # fmt: skip
        printed, _ = await process.communicate()
        return process.returncode or 0, printed.decode()


@pytest.fixture
async def command(tmp_path: Path) -> AsyncIterator[Command]:
    async with open_site() as site:
        yield Command(tmp_path, site)


async def test_a_source_from_its_address_to_its_removal(command: Command) -> None:
    url = command.site.on("/feed", feed(entry("b"), entry("a")))
    moved = command.site.on("/moved", feed(entry("c"), entry("b"), entry("a")))
    status, printed = await command.run("list")
    assert status == 0
    assert "No source is added yet" in printed
    assert "ice, justice, fbi" in printed
    status, printed = await command.run("add", "harbor", url, "--agency", "Harbor Office")
    assert (status, "harbor lists 2 items" in printed) == (0, True)
    status, printed = await command.run("poll")
    assert (status, printed.strip()) == (
        0, "harbor: 2 new, kept as the beginning, nothing announced.",
    )  # fmt: skip
    status, printed = await command.run("check", "harbor")
    assert (status, "the first is “Release b” (2026-05-20 09:30)" in printed) == (0, True)
    _, printed = await command.run("list")
    assert f"harbor: ok (feed, Harbor Office) {url}" in printed
    status, printed = await command.run("edit", "harbor", "--address", moved, "--folder", "Ports")
    assert (status, "harbor lists 3 items" in printed) == (0, True)
    _, printed = await command.run("list")
    assert f"Ports / harbor: not polled yet (feed, Harbor Office) {moved}" in printed
    # Of what it lists there one is new since the last poll, and its day is older.
    assert (await command.run("poll"))[1].strip() == "harbor: 1 new."
    status, printed = await command.run("remove", "harbor")
    assert (status, "Its releases stay" in printed) == (0, True)


async def test_what_cannot_be_done_is_one_sentence_and_a_status(command: Command) -> None:
    for arguments, why in (
        (("add", "a", "http://169.254.169.254/"), "private or special network"),
        (("add", "nothing"), "There is no preset “nothing”"),
        (("remove", "nothing"), "no source named"),
        (("poll", "nothing"), "no source named"),
        (("check", "nothing"), "no source or preset named"),
        (("edit", "nothing", "--agency", "Pier"), "no source named"),
        (("edit", "nothing"), "Say what is to change"),
        (("add", "a", command.site.url("/none")), "leads nowhere"),
    ):
        status, printed = await command.run(*arguments)
        assert status == 1, arguments
        assert why in printed
        assert "Traceback" not in printed


async def test_a_check_and_a_poll_of_what_is_broken_say_so(command: Command) -> None:
    url = command.site.on("/feed", feed(entry("a")), reply(status=403))
    await command.run("add", "harbor", url)
    for verb in ("check", "poll"):
        status, printed = await command.run(verb, "harbor")
        assert (status, "keeps Lede out (status 403)" in printed) == (1, True)


async def test_a_listing_is_added_from_a_file_of_its_own(command: Command) -> None:
    items = "".join(f"<li><a href=/{name}>Pier {name}</a></li>" for name in "ba")
    page = f"<html><body><ul>{items}</ul></body></html>"
    url = command.site.on("/news", reply(page, content_type="text/html"))
    file = command.folder / "mine.toml"
    file.write_text(
        f'[harbor]\naddress = "{url}"\nkind = "listing"\nagency = "Harbor Office"\n'
        'options = { item = "li" }\n'
    )
    status, printed = await command.run("add", "pier", "--from", str(file))
    assert (status, "There is no preset “pier”" in printed) == (1, True)
    status, printed = await command.run("add", "harbor", "--from", str(file))
    assert (status, "the first is “Pier b”" in printed) == (0, True)
    _, printed = await command.run("list")
    assert f"harbor: not polled yet (listing, Harbor Office) {url}" in printed
    status, printed = await command.run("add", "dock", url, "--kind", "listing")
    assert (status, "lede sources add dock --from FILE" in printed) == (1, True)


async def test_feeds_of_another_reader_come_in_and_go_out(command: Command) -> None:
    listed, written = command.folder / "in.opml", command.folder / "out.opml"
    listed.write_text(
        '<opml version="2.0"><body><outline text="Ports"><outline text="Pier Office"'
        ' xmlUrl="https://pier.example/f"/></outline>'
        '<outline text="Gulls" xmlUrl="https://gulls.example/f"/></body></opml>'
    )
    assert await command.run("import", str(listed)) == (0, "2 added, 0 known already.\n")
    assert await command.run("import", str(listed)) == (0, "0 added, 2 known already.\n")
    assert (await command.run("export", str(written)))[0] == 0
    assert 'title="pier-office" xmlUrl="https://pier.example/f"' in written.read_text()
    assert '<outline text="Ports" title="Ports">' in written.read_text()
    assert "Ports / pier-office: not polled yet" in (await command.run("list"))[1]
    status, printed = await command.run("import", str(command.folder / "none.opml"))
    assert (status, "No such file" in printed) == (1, True)


async def test_a_check_of_everything_goes_on_where_it_stopped(
    command: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    seeds, report = command.folder / "seeds", command.folder / "check.tsv"
    seeds.mkdir()
    monkeypatch.setenv("LEDE_SEEDS", str(seeds))
    command.site.on("/feed/1", feed(entry("b"), entry("a")))
    url = command.site.url("/feed")
    (seeds / "sources.toml").write_text(f'[dock]\naddress = "{url}/none"\nagency = "Dock"\n')
    (seeds / "catalogue.toml").write_text(
        f'[pier]\naddress = "{url}/{{part}}"\ncountry = "UK"\nlanguage = "en"\n'
        f'found_at = "{url}"\nagencies = {{ "Ports" = ["1 | One", "2 | Two"] }}\n'
    )
    # One row was written whole and one broken off, before the first check was ended.
    report.write_text("pier-2\t7\tOf before\thttps://a.example\ndock\t-")
    status, printed = await command.run("check", "--all", "--report", str(report))
    assert status == 1
    assert "2 of 3 answer with releases" in printed
    assert command.site.paths() == ["/feed/none", "/feed/1"]
    rows = [line.split("\t")[:2] for line in report.read_text().splitlines()]
    assert ["pier-1", "2"] in rows
