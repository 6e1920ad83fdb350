"""Sources as cards: trouble first, times in the reader's zone, pages within limits."""

from dataclasses import replace
from datetime import UTC, datetime

import discord

from domain.sources import Condition, Health, Kind, Source, SourceState
from rendering.language import language
from rendering.limits import TEXT_TOTAL
from rendering.source_cards import Known, source_entry, sources_card

ENGLISH = language("en")
NOON = datetime(2026, 5, 20, 12, 0, tzinfo=UTC)
SOURCE = Source("harbor", Kind.FEED, "https://harbor.example/feed", "Harbor Office")
STATE = SourceState(SOURCE, Health(), NOON)
STAMP = int(NOON.timestamp())


def texts(known: list[Known], page: int = 0) -> list[str]:
    view = sources_card(ENGLISH, known, page)
    return [i.content for i in view.walk_children() if isinstance(i, discord.ui.TextDisplay)]


def being(name: str, condition: Condition) -> SourceState:
    health = Health(condition, polled_at=None if condition is Condition.NEW else NOON)
    return replace(STATE, source=replace(SOURCE, name=name), health=health)


def test_an_entry_says_how_a_source_is_why_and_when_it_is_asked() -> None:
    name = "[harbor](<https://harbor.example/feed>) · Harbor Office"
    assert source_entry(ENGLISH, STATE) == name
    health = Health(
        Condition.GONE, "Nothing is there.", NOON, NOON, NOON, NOON, NOON, failures=2, listed=7
    )
    entry = source_entry(ENGLISH, replace(STATE, health=health), ["a\n b", "x" * 400, "c", "d"])
    assert entry.split("\n") == [
        name,
        f"**gone** since <t:{STAMP}:f>",
        "Nothing is there.",
        "-# – a b",
        f"-# – {'x' * 199}…",
        "-# – c",
        "-# – and 1 more",
        f"-# asked <t:{STAMP}:R> · next <t:{STAMP}:R>",
    ]
    well = replace(STATE, health=replace(health, condition=Condition.OK, reason=None))
    times = f"-# last new <t:{STAMP}:R> · next <t:{STAMP}:R>"
    assert source_entry(ENGLISH, well) == f"{name}\n{times}"


async def test_trouble_stands_first_and_what_is_well_last() -> None:
    known: list[Known] = [
        (being("calm", Condition.QUIET), ()),
        (being("well", Condition.OK), ()),
        (being("young", Condition.NEW), ()),
        (being("ill", Condition.FAILING), ()),
    ]
    head, *groups = texts(known)
    assert head == "### Sources\n-# 2 of 3 sources answer as usual · 1 is not polled yet"
    assert [group.split("\n")[0] for group in groups] == [
        "**In trouble**", "**Quieter than usual**", "**Not polled yet**", "**As usual**",
    ]  # fmt: skip
    named = ("ill", "calm", "young", "well")
    assert all(f"[{name}]" in group for name, group in zip(named, groups, strict=True))


async def test_pages_hold_each_source_once_and_fit_whatever_they_are_called() -> None:
    worst = replace(
        STATE,
        source=Source("s" * 40, Kind.FEED, "https://a.example/" + "(" * 160, "*" * 200),
        health=Health(Condition.FAILING, "*" * 500, NOON, NOON, NOON, NOON, NOON),
    )
    known: list[Known] = [(worst, ("_" * 300,) * 5)] * 7
    pages = [texts(known, page) for page in range(8)]
    assert all(len("".join(page)) <= TEXT_TOTAL for page in pages)
    counts = ["".join(page).count("s" * 40) for page in pages]
    assert counts == [1] * 8, "one a page, and the last page for a number beyond it"


async def test_sources_that_were_not_asked_yet_are_said_to_be_so() -> None:
    head, group = texts([(being("a", Condition.NEW), ()), (being("b", Condition.NEW), ())])
    assert head == "### Sources\n-# 2 are not polled yet"
    assert group.startswith("**Not polled yet**\n[a]")


async def test_no_source_is_said() -> None:
    assert texts([])[1] == "No source is added yet. /source add names one."
