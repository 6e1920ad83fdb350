"""/read and the message menus: what somebody points at, read on the spot."""

from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import pytest

from bot.config import Settings
from bot.wiring import Services, open_services
from sandbox.options import Upload
from sandbox.server import Sandbox
from sources.pace import Pace
from tests.cogs.conftest import Stage
from tests.cogs.releases import LOW_TIDE, NOW
from tests.sources.site import Site, open_site, reply

PAGE = """<html><head><title>Mill Board fines two mills</title></head><body><article>
<h1>Mill Board fines two mills $40,000</h1>
<p>MILL TOWN – The Mill Board fined two mills $40,000 on Friday for dust, it said.</p>
<p>“The air was grey for a week,” said Eva Lund, the chair of the Mill Board.</p>
<p>The Mill Board, which has twelve members, meets again in May to hear what the mills have done
about it, and whether a third mill is to be looked at as well.</p>
</article></body></html>"""


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


async def test_address_is_briefed_and_not_kept(stage: Stage, site: Site) -> None:
    address = site.on("/mills", reply(PAGE, content_type="text/html"))
    answer = await stage.member.slash("read", address=address)
    assert answer.is_ephemeral
    assert "$40,000" in answer.text
    assert "**Eva Lund**" in answer.text
    assert "The air was grey" in (await stage.member.click(answer, "Quotes")).text
    assert await stage.services.storage.releases.count() == 3
    assert "No stored release matches" in (await stage.member.slash("search", query="mills")).text


async def test_address_of_a_stored_release_is_that_release(stage: Stage) -> None:
    answer = await stage.member.slash("read", address="http://www.harbor.example/low-tide/")
    assert "120 kilograms" in answer.text
    assert "Keep in the archive" not in [b.label for b in answer.buttons]


async def test_manager_keeps_what_an_address_gave_and_a_member_does_not(
    stage: Stage, site: Site
) -> None:
    address = site.on("/mills", reply(PAGE, content_type="text/html"))
    answer = await stage.member.slash("read", address=address)
    refused = await stage.member.click(answer, "Keep in the archive")
    assert "only members with Manage Server" in refused.text
    again = await stage.admin.slash("read", address=address)
    kept = await stage.admin.click(again, "Keep in the archive")
    assert "Kept in the archive" in kept.text
    assert "Mill Board" in (await stage.member.slash("search", query="mills")).text


async def test_guarded_addresses_are_not_read(stage: Stage) -> None:
    answer = await stage.member.slash("read", address="http://169.254.169.254/latest")
    assert "private or special network" in answer.text


async def test_file_is_read(stage: Stage) -> None:
    upload = Upload("tide.txt", LOW_TIDE.replace("120", "77").encode(), "text/plain")
    answer = await stage.member.slash("read", file=upload)
    assert "77 kilograms" in answer.text
    refused = await stage.member.click(answer, "Keep in the archive")
    assert "only Lede's own admins a file" in refused.text


async def test_file_that_is_no_text_is_told(stage: Stage) -> None:
    upload = Upload("a.png", b"\x89PNG\r\n\x1a\n" + b"\0" * 50, "image/png")
    answer = await stage.member.slash("read", file=upload)
    assert "cannot be read" in answer.text


async def test_pasted_text_is_read(stage: Stage) -> None:
    form = await stage.member.run("read", {})
    assert form.modal is not None
    assert [field.label for field in form.modal.fields] == ["Title, if it has one", "Text"]
    answer = await stage.member.submit(
        form, {"Title, if it has one": "Tin again", "Text": LOW_TIDE.replace("120", "66")}
    )
    assert "Tin again" in answer.text
    assert "66 kilograms" in answer.text
    blank = await stage.member.submit(await stage.member.run("read", {}), {"Text": " \n "})
    assert "The text is empty." in blank.text


async def test_reading_is_forgotten_after_a_day(stage: Stage, site: Site) -> None:
    address = site.on("/mills", reply(PAGE, content_type="text/html"))
    answer = await stage.member.slash("read", address=address)
    stage.services.now = lambda: NOW.replace(day=22)
    await stage.member.slash("read", address=address)
    assert "forgotten by now" in (await stage.member.click(answer, "Figures")).text


async def test_brief_this_reads_the_link_of_a_message(stage: Stage, site: Site) -> None:
    address = site.on("/mills", reply(PAGE, content_type="text/html"))
    message = stage.admin.say(f"have you seen this ({address})?")
    answer = await stage.member.context_menu("Brief this", message)
    assert answer.is_ephemeral
    assert "$40,000" in answer.text
    nothing = await stage.member.context_menu("Brief this", stage.admin.say("good morning"))
    assert "no link and no file" in nothing.text


@pytest.mark.parametrize(
    "quoted, verdict",
    [
        ("He said “We looked in every crate,” I swear", "✓ Verbatim"),
        ("“we looked in EVERY crate”", "✓ Verbatim"),
        ("“We looked … every crate”", "✓ Verbatim"),
        ("“We looked in nearly every crate”", "≠ Altered"),
        ("“We looked in every box”", "≠ Altered"),
        ("“The Harbor Office seized 120 kilograms of tin”", "not as a quote of anybody"),
        ("“Nothing at all was ever looked at”", "Not found"),
    ],
)
async def test_quote_is_checked(stage: Stage, quoted: str, verdict: str) -> None:
    answer = await stage.member.context_menu("Check this quote", stage.admin.say(quoted))
    assert verdict in answer.text, answer.text


async def test_difference_of_an_altered_quote_is_marked(stage: Stage) -> None:
    message = stage.admin.say("“We looked in nearly every box”")
    answer = await stage.member.context_menu("Check this quote", message)
    assert "**[put in: nearly]**" in answer.text
    assert "**[left out: crate]**" in answer.text
    assert "**Ann Poe**" in answer.text
    assert "120 kilograms" in (await stage.member.click(answer, "Briefing")).text


async def test_message_that_quotes_nothing_is_told(stage: Stage) -> None:
    answer = await stage.member.context_menu("Check this quote", stage.admin.say("hm"))
    assert "quotes nothing that could be looked up" in answer.text


async def test_evidence_of_a_card_of_ours(stage: Stage) -> None:
    card = await stage.admin.slash("brief", release="lake county")
    answer = await stage.member.context_menu("Show evidence", card)
    assert "> LAKE CITY" in answer.text
    assert "**Lake County will give $2.5 million to 31 schools next year" in answer.text


async def test_evidence_button_marks_the_words_in_their_paragraph(stage: Stage) -> None:
    card = await stage.member.slash("brief")
    opened = await stage.member.click(card, "Evidence")
    assert "arrested **14 people** on Monday" in opened.text
