"""Status, exports, watches, filters, shortened paragraphs: small texts, exact to the letter."""

import csv
import io
import json
import math
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

import pytest

from domain.archive import Filters, SearchHit, Term, TermKind
from domain.documents import Span
from domain.list_queries import ListQuery
from domain.subscriptions import SubscriptionStatus
from domain.watches import (
    AlertSchedule,
    QuietHours,
    Threshold,
    Watch,
    WatchCriteria,
    WatchSettings,
)
from rendering.alerts import alert_schedule_words, watch_line
from rendering.buttons import ButtonId, pager
from rendering.citation import Statement
from rendering.exports import export
from rendering.language import language
from rendering.lists import query_line
from rendering.plain import brief_text
from rendering.statements import evidence_entries
from rendering.status import BotStatus, readable_duration, readable_size, status_lines
from rendering.understood import criteria_words
from tests.rendering.releases import place, release_of

ENGLISH = language("en")
NOON = datetime(2026, 5, 20, 12, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    "size, said",
    [
        (0, "0 bytes"), (999, "999 bytes"), (1000, "1 kB"), (999_499, "999 kB"),
        (1_000_000, "1 MB"), (2_340_000_000, "2.3 GB"), (5_000_000_000_000, "5000.0 GB"),
    ],
)  # fmt: skip
def test_sizes(size: int, said: str) -> None:
    assert readable_size(size) == said


@pytest.mark.parametrize(
    "seconds, said",
    [
        (59, "less than a minute"), (60, "1 min"), (3600, "1 h"), (3_660, "1 h 1 min"),
        (86_400, "1 d"), (2 * 86_400 + 3 * 3600 + 240, "2 d 3 h 4 min"),
    ],
)  # fmt: skip
def test_durations(seconds: int, said: str) -> None:
    assert readable_duration(timedelta(seconds=seconds)) == said


def test_status_of_the_bot() -> None:
    status = BotStatus(3, NOON, 1000, ("brief",), (), 2, 0.0421, timedelta(minutes=5))
    assert status_lines(status) == [
        "Archive: 3 releases, 1 kB, last added 20 May 2026, 12:00 UTC",
        "Cogs: brief",
        "Servers: 2; gateway latency 42 ms",
        "Running for 5 min",
    ]
    other = replace(status, newest_at=None, latency=math.nan, missing_cogs=("figures", "quotes"))
    lines = status_lines(other)
    assert lines[0].endswith("last added never")
    assert lines[2].endswith("latency unknown")
    assert lines[4] == "Not loaded: figures, quotes"


def test_what_a_search_found_is_a_file_without_formulas() -> None:
    release = release_of(title='=HYPERLINK("x")')
    passage = place("120 kilograms", release.document.text)
    hits = [SearchHit(release.head, passage, (passage,)), SearchHit(release.head, None, ())]
    rows = json.loads(export("json", hits))
    assert rows[0] == {
        "number": 7, "title": '=HYPERLINK("x")', "agency": "Harbor Office",
        "published_at": "2026-11-03", "url": "https://harbor.example/1",
        "passage": "120 kilograms", "start": passage.start, "end": passage.end,
    }  # fmt: skip
    assert (rows[1]["passage"], rows[1]["start"], rows[1]["end"]) == (None, None, None)
    written = export("csv", hits).decode("utf-8-sig")
    table = list(csv.DictReader(io.StringIO(written)))
    assert len(table) == 2
    assert table[0]["title"] == '\'=HYPERLINK("x")'
    assert table[0]["agency"] == "Harbor Office"
    assert table[0]["start"] == str(passage.start)


CRITERIA = WatchCriteria(
    ("tin", "ore"),
    "Ann Poe",
    "Pier",
    "Op A",
    Threshold("x", 5.0, unit="kilogram", words=("tin", "ore")),
)


def test_what_a_watch_is_about() -> None:
    said = "“tin” or “ore” · Ann Poe · Pier · Op A · tin ore: 5 kilograms or more"
    assert criteria_words(ENGLISH, CRITERIA) == said
    assert criteria_words(ENGLISH, WatchCriteria(person="Ann Poe")) == "Ann Poe"


@pytest.mark.parametrize(
    "typed, said",
    [
        ("robbery -bank", "“robbery”, without “bank”"),
        ("(theft OR fraud) AND tax", "“theft” and “tax” or “fraud” and “tax”"),
        ("FBI", "“FBI” (“Federal Bureau of Investigation”)"),
    ],
)
def test_words_are_shown_as_they_are_understood(typed: str, said: str) -> None:
    aliases = (("FBI", "Federal Bureau of Investigation", "fbi"),)
    assert criteria_words(ENGLISH, WatchCriteria((typed,), aliases=aliases)) == said


@pytest.mark.parametrize(
    "bound, said",
    [
        (Threshold("x", None, 5.0, words=("fires",)), "fires: 5 or less"),
        (Threshold("x", None, 5.0, is_open=True, words=("fires",)), "fires: less than 5"),
        (Threshold("x", 5.0, is_open=True, words=("fires",)), "fires: more than 5"),
        (Threshold("x", 5.0, 9.0, words=("fires",)), "fires: from 5 to 9"),
        (Threshold("x", 5.0, 5.0, words=("fires",)), "fires: exactly 5"),
        (
            Threshold("x", 1e6, is_open=True, unit="dollar", is_money=True, words=("fine",)),
            "fine: more than $1,000,000",
        ),
        (Threshold("x", 2.5, unit="euro", is_money=True), "any amount: €2.50 or more"),
        (Threshold("x", 7.0, is_money=True, words=("fine",)), "fine: 7 of any currency or more"),
        (
            Threshold("x", 25.0, 25.0, unit="percent", words=("rate",), direction="up"),
            "rate, a rise: exactly 25 percent",
        ),
        (Threshold("x", 2.0, words=("rate",), direction="down"), "rate, a fall: 2 or more"),
        (
            Threshold("40 homes lost to fire", 4.0, words=("homes", "lost", "fire")),
            "homes lost to fire: 4 or more",
        ),
        (
            Threshold("eggs", 4.0, unit="dollar per dozen", words=("eggs",)),
            "eggs: $4/dozen or more",
        ),
        (
            Threshold("x", 0.5, unit="percentage point", words=("rate",)),
            "rate: 0.5 percentage points or more",
        ),
    ],
)
def test_a_bound_is_shown_as_it_is_understood(bound: Threshold, said: str) -> None:
    assert criteria_words(ENGLISH, WatchCriteria(threshold=bound)) == said


@pytest.mark.parametrize(
    "schedule, said",
    [
        (AlertSchedule(), "at once"),
        (AlertSchedule(time(18), None, "Europe/Berlin"), r"bundled at 18:00 Europe\/Berlin"),
        (
            AlertSchedule(None, QuietHours(time(22), time(7, 30)), "UTC"),
            "at once, quiet 22:00–07:30 UTC",
        ),
    ],
)
def test_when_a_watch_tells(schedule: AlertSchedule, said: str) -> None:
    assert alert_schedule_words(ENGLISH, schedule) == said


@pytest.mark.parametrize(
    "status, guild, lines",
    [
        (SubscriptionStatus.ACTIVE, 1, ["-# <#7> · at once"]),
        (SubscriptionStatus.PAUSED, None, ["-# direct message · at once", "-# paused"]),
        (
            SubscriptionStatus.SUSPENDED,
            1,
            ["-# <#7> · at once", "-# suspended: The channel is gone."],
        ),
    ],
)
def test_how_a_watch_stands(
    status: SubscriptionStatus, guild: int | None, lines: list[str]
) -> None:
    settings = WatchSettings(7, WatchCriteria(words=("tin",)))
    watch = Watch(3, guild, 5, settings, status, "The channel is gone.")
    assert watch_line(ENGLISH, watch).splitlines() == ["**3** · “tin”", *lines]


@pytest.mark.parametrize(
    "filters, words, said",
    [
        (Filters(), "", ""),
        (Filters(), "tin", "\n-# “tin”"),
        (Filters(agency=Term(1, TermKind.AGENCY, "Pier", 9)), "tin", "\n-# “tin” · Pier"),
        (Filters(since=date(2026, 5, 1)), "", "\n-# since 1 May 2026"),
        (Filters(until=date(2026, 5, 1)), "", "\n-# until 1 May 2026"),
        (
            Filters(since=date(2026, 5, 1), until=date(2026, 5, 9)),
            "",
            "\n-# 1 May 2026 to 9 May 2026",
        ),
    ],
)
def test_what_a_list_was_asked_for(filters: Filters, words: str, said: str) -> None:
    assert query_line(ENGLISH, ListQuery(filters, words)) == said


def test_pages_turn_back_and_forth_to_their_ends() -> None:
    assert pager(ENGLISH, "text", "#1", 0, 1) == []
    for page, disabled, leads_to in (
        (0, [True, False], [0, 1]),
        (1, [False, False], [0, 2]),
        (2, [False, True], [1, 3]),
    ):
        turning = pager(ENGLISH, "text", "#1", page, 3)
        assert [button.disabled for button in turning] == disabled
        read = [ButtonId.parse(str(button.custom_id)) for button in turning]
        assert [button.page for button in read] == leads_to
        assert all(button.replaces and button.subject == "#1" for button in read)


def test_a_long_paragraph_is_shown_around_its_statements() -> None:
    words = " ".join(f"word{n}" for n in range(60))
    text = f"{words} The pier opened. {words} It cost 5 million. {words}"
    release = release_of(text)
    spans = [place("The pier opened.", text), place("5 million", text)]
    (entry,) = evidence_entries([Statement(release, span) for span in spans], 40)
    assert entry.startswith("> …")
    assert entry.endswith("…\n")
    assert "word59 **The pier opened.** word0" in entry
    assert r"word59 It cost **5 million**\. word0" in entry
    assert entry.count("…") == 3
    short = "The pier opened. It cost 5 million."
    release = release_of(short)
    spans = [place("The pier", short), place("pier opened", short), place("5 million", short)]
    (entry,) = evidence_entries([Statement(release, span) for span in spans], 40)
    assert entry == "> **The pier opened**\\. It cost **5 million**.\n"


def test_paragraphs_are_shown_once_and_in_order() -> None:
    text = "First the tin.\n\nThen the ore and the zinc."
    release = release_of(text)
    spans = [place("zinc", text), place("tin", text), place("ore", text)]
    entries = evidence_entries(
        [Statement(release, Span.of(text, s.start, s.end)) for s in spans], 40
    )
    assert entries == ["> First the **tin**.\n", "> Then the **ore** and the **zinc**.\n"]


def test_a_briefing_in_the_terminal_says_when_and_whose_it_is() -> None:
    release = release_of()
    lines = brief_text(release).splitlines()
    assert lines[0] == "Tin seized in Harbor City"
    assert lines[1] == "Harbor Office · 3 November 2026 · sample release, all invented"
    assert lines[2:4] == ["", "Summary"]
    assert lines.count("  none found") == 3
    assert lines[-2:] == ["", "https://harbor.example/1"]
    undated = replace(
        release,
        analysis=replace(release.analysis, published_at=None),
        head=replace(release.head, agency=None, is_sample=False, url=None),
        also_issued=(replace(release.head, agency="Customs"), replace(release.head, agency=None)),
    )
    lines = brief_text(undated).splitlines()
    assert lines[1:3] == [
        "no date given",
        "Also issued by Customs, Tin seized in Harbor City.",
    ]
    assert lines[-1] == "  none found"


def test_a_release_in_another_language_has_its_address_and_the_reason() -> None:
    lines = brief_text(release_of(language="es")).splitlines()
    assert lines[2] == "https://harbor.example/1"
    assert "Summary" not in lines


def test_no_line_in_the_terminal_is_wider_than_it() -> None:
    wide = release_of(title="Tin " * 60)
    assert all(len(line) <= 40 for line in brief_text(wide, width=40).splitlines())
