"""/practice: the release first, one's own lead, figures and quotes, then what of them holds."""

import pytest

from sandbox.reply import Reply
from tests.cogs.conftest import Stage

LEAD = "The Harbor Office arrested 41 people in Operation Low Tyde, said Director Ann Poe."
FIGURES = "- 120 kilograms of tin\n15 arrests\nquite a lot"
QUOTES = "“We looked into every crate” - Ann Poe\n“Nobody was hurt, @everyone” said Bo Lind"


async def practise(stage: Stage, lead: str, figures: str = "", quotes: str = "") -> list[Reply]:
    """The three answers to an attempt at the tin."""
    shown = await stage.member.run("practice", {"release": "tin"})
    opened = await stage.member.click(shown, "Write yours")
    assert opened.modal is not None
    labels = [field.label for field in opened.modal.fields]
    values = dict(zip(labels, (lead, figures, quotes), strict=True))
    answer = await stage.member.submit(opened, values)
    return [answer, await answer.followup(1), await answer.followup(2)]


async def test_the_release_comes_first_and_nothing_of_lede(stage: Stage) -> None:
    shown = await stage.member.run("practice", {"release": "tin"})
    assert shown.is_ephemeral
    assert "arrested 14 people on Monday" in shown.text
    assert "receipt" not in shown.text
    assert [button.label for button in shown.buttons] == ["Write yours"]


async def test_slips_are_told_and_what_was_left_out(stage: Stage) -> None:
    lead, figures, quotes = await practise(stage, LEAD, FIGURES, QUOTES)
    assert all(answer.is_ephemeral for answer in (lead, figures, quotes))
    assert "✗ “41” stands nowhere in the release." in lead.text
    assert "✗ “Tyde” stands nowhere in the release." in lead.text
    assert "✗ It has none of the key figures." in lead.text
    assert "who says so" not in lead.text
    assert "The lead of Lede" in lead.text
    assert "receipt" in lead.text
    assert "✓ “120 kilograms of tin”: " in figures.text
    assert "✗ “15 arrests”: the release has " in figures.text
    assert "✗ “quite a lot”: no number" in figures.text
    left_out = figures.text.partition("What you left out")[2]
    assert "14 people" in left_out
    assert "120 kilograms" not in left_out
    assert "[put in: into]" in quotes.text
    assert "the release credits Ann Poe, not Bo Lind" in quotes.text


async def test_what_is_right_is_said_to_be(stage: Stage) -> None:
    """The twin: no slip, nothing left out."""
    lead, figures, quotes = await practise(
        stage,
        "The Harbor Office seized 120 kilograms of tin and arrested 14 people, it said Monday.",
        "120 kilograms of tin\n14 people arrested",
        "“We looked in every crate,” said Ann Poe, the director.",
    )
    assert "✓ Every number and name in it stands in the release." in lead.text
    for answer in (lead, figures, quotes):
        assert "✗" not in answer.text
    assert "Nothing is missing." in figures.text
    assert "✓ Word for word." in quotes.text


@pytest.mark.parametrize(
    "written",
    ["Bo Lind: We looked in every crate", "We looked in every crate - Bo Lind",
     "We looked in every crate, said Bo Lind."],
)  # fmt: skip
async def test_a_quote_without_marks_is_held_without_its_name(stage: Stage, written: str) -> None:
    _, _, quotes = await practise(stage, "Tin was seized.", quotes=written)
    assert "✓ Word for word." in quotes.text
    assert "the release credits Ann Poe, not Bo Lind" in quotes.text
    _, _, twin = await practise(stage, "Tin.", quotes=written.replace("Bo Lind", "Ann Poe"))
    assert "✓ Word for word." in twin.text
    assert "✗" not in twin.text


async def test_a_number_that_stands_there_is_not_called_wrong(stage: Stage) -> None:
    _, figures, _ = await practise(stage, "Tin was seized.", "3 November 2026\n14 boats")
    assert "“14 boats”: the release has 14 people" in figures.text.replace("*", "")


async def test_releases_in_other_languages_are_refused(stage: Stage) -> None:
    refused = await stage.member.run("practice", {"release": "oficina"})
    assert "Choose another." in refused.text
