"""/sources and /source, with a real site behind them."""

from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import pytest

from bot.config import Settings
from bot.wiring import Services, open_services
from domain.sources import Kind, Source
from sandbox.server import Sandbox
from sources.pace import Pace
from tests.cogs.conftest import Stage
from tests.cogs.releases import NOW
from tests.pipeline.test_polling import entry, feed
from tests.sources.site import Site, open_site, reply


@pytest.fixture
async def site() -> AsyncIterator[Site]:
    async with open_site() as site:
        yield site


@pytest.fixture
async def services(tmp_path: Path, sandbox: Sandbox, site: Site) -> AsyncIterator[Services]:
    """As of the other tests, with a site that may be asked although it is on this machine."""
    settings = Settings(
        token=sandbox.token,
        database=str(tmp_path / "lede.db"),
        allowed_hosts=frozenset({site.host}),
    )
    async with open_services(
        settings, now=lambda: NOW, reread=lambda: replace(settings), pace=Pace(0)
    ) as opened:
        yield opened


async def test_a_source_is_added_polled_shown_and_removed(empty_stage: Stage, site: Site) -> None:
    admin, member = empty_stage.admin, empty_stage.member
    assert "No source is added yet" in (await member.run("sources", {})).text
    site.on("/feed", feed(entry("b"), entry("a")))
    options = {"name": "harbor", "address": site.url("/feed"), "agency": "Harbor Office"}
    added = await admin.run("source add", options)
    assert "harbor lists 2 items, all with their text; the first is “Release b”" in added.text
    assert added.is_ephemeral
    polled = await admin.run("source poll", {"name": "harbor"})
    assert "harbor: 2 new, kept as the beginning, nothing announced." in polled.text
    assert "Release b" in (await member.run("latest", {})).text
    shown = (await member.run("sources", {})).text
    assert "· Harbor Office\nlast new 2026-" in shown.partition("**As usual**")[2]
    assert (await empty_stage.services.storage.sources.get("harbor")).added_by == admin.id
    assert await admin.autocomplete("source check", "name", "har") == [("harbor", "harbor")]
    assert "harbor lists 2 items" in (await admin.run("source check", {"name": "harbor"})).text
    removed = await admin.run("source remove", {"name": "harbor"})
    assert "Its releases stay" in removed.text
    assert await empty_stage.services.storage.releases.count() == 2


async def test_source_commands_are_hidden_from_members(empty_stage: Stage) -> None:
    assert "source" in empty_stage.sandbox.visible_commands(empty_stage.admin)
    assert "source" not in empty_stage.sandbox.visible_commands(empty_stage.member)
    assert "sources" in empty_stage.sandbox.visible_commands(empty_stage.member)


@pytest.mark.parametrize(
    "options, why",
    [
        ({"name": "a", "address": "http://169.254.169.254/latest"}, "private or special network"),
        ({"name": "a", "address": "http://localhost/"}, "a name within a network"),
        ({"name": "a", "address": "ftp://a.example/"}, "only http"),
        ({"name": "A b", "address": "https://a.example/"}, "cannot name a source"),
        ({"name": "a", "address": "SITE/gone"}, "leads nowhere"),
        ({"name": "a", "address": "SITE/empty"}, "it is empty"),
    ],
)
async def test_what_cannot_be_a_source_is_told_why(
    empty_stage: Stage, site: Site, options: dict[str, str], why: str
) -> None:
    site.on("/empty", reply("", content_type="text/html"))
    options = options | {"address": options["address"].replace("SITE", site.url(""))}
    answer = await empty_stage.admin.run("source add", options)
    assert why in answer.text
    assert "Reference" in answer.text
    assert await empty_stage.services.storage.sources.list() == ()


async def test_a_page_that_names_a_feed_gives_the_feed(empty_stage: Stage, site: Site) -> None:
    head = '<link rel="alternate" type="application/rss+xml" href="/rss">'
    site.on("/news", reply(f"<html><head>{head}</head><body><p>News</p></body></html>"))
    site.on("/rss", feed(entry("a")))
    await empty_stage.admin.run("source add", {"name": "a", "address": site.url("/news")})
    (state,) = await empty_stage.services.storage.sources.list()
    assert (state.source.kind.value, state.source.address) == ("feed", site.url("/rss"))


async def test_a_broken_source_is_shown_first_with_its_reason(
    empty_stage: Stage, site: Site
) -> None:
    site.on("/a", feed(entry("a")))
    site.on("/b", feed(entry("b")), feed(entry("b")), reply(status=403))
    for name in "ab":
        await empty_stage.admin.run("source add", {"name": name, "address": site.url(f"/{name}")})
        await empty_stage.admin.run("source poll", {"name": name})
    polled = await empty_stage.admin.run("source poll", {"name": "b"})
    assert "b: blocked by site." in polled.text
    shown = (await empty_stage.member.run("sources", {})).text
    broken, well = shown.split("**As usual**")
    assert [("/a)" in part, "/b)" in part) for part in (broken, well)] == [
        (False, True),
        (True, False),
    ]
    assert "**blocked by site** since 2026-11-20" in broken
    assert "1 of 2 sources answer as usual" in broken
    assert "keeps Lede out (status 403)" in broken


async def test_many_sources_are_turned_over_page_by_page(empty_stage: Stage) -> None:
    sources = empty_stage.services.storage.sources
    for number in range(20):
        source = Source(f"s{number}", Kind.FEED, f"https://s{number}.example/feed", "An Agency")
        await sources.put(source, now=NOW)
    first = await empty_stage.member.run("sources", {})
    second = await empty_stage.member.click(first, "More ▶")
    assert (second.message_id, second.is_ephemeral) == (first.message_id, True)
    named = [[n for n in range(20) if f"s{n} (" in page] for page in (first.text, second.text)]
    assert [len(page) for page in named] == [12, 8]
    assert sorted(named[0] + named[1]) == list(range(20))


async def test_agencies_of_the_catalogue_are_picked_by_topic_and_country(
    empty_stage: Stage,
) -> None:
    offered = await empty_stage.admin.autocomplete("source add", "name", "public health, UK")
    assert (
        "Public health, UK: UK Health Security Agency",
        "uk-uk-health-security-agency",
    ) in offered
    assert all(name.startswith("Public health, UK: ") for name, _ in offered)
    assert len(offered) >= 5
    assert (
        await empty_stage.admin.autocomplete("source add", "name", "public health, Ruritania") == []
    )


async def test_source_that_comes_with_lede_is_added_by_its_name(
    empty_stage: Stage, site: Site, tmp_path: Path
) -> None:
    address = site.on("/feed", feed(entry("a")))
    preset = f'[harbor]\naddress = "{address}"\nagency = "Harbor Office"\n'
    (tmp_path / "sources.toml").write_text(preset, "utf-8")
    services = empty_stage.services
    services.settings = replace(services.settings, seeds=tmp_path)
    offered = await empty_stage.admin.autocomplete("source add", "name", "harbor off")
    assert offered == [("harbor (Harbor Office)", "harbor")]
    added = await empty_stage.admin.run("source add", {"name": "harbor"})
    assert "harbor lists 1 items" in added.text
    assert await empty_stage.admin.autocomplete("source add", "name", "") == []
    unknown = await empty_stage.admin.run("source add", {"name": "lake"})
    assert "There is no preset “lake”. Give an address, or one of: harbor." in unknown.text
