"""No card says a thing twice: over the records of all our samples."""

import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from functools import cache

import discord
import pytest

from domain.archive import NO_FILTERS, ReleaseHead, StoredRelease
from domain.briefings import Briefing, Story
from domain.list_queries import ListQuery
from pipeline.highlights import number_of_the_day, quote_of_the_day
from processing import analyse
from rendering.across import figures_across_card
from rendering.cards import brief_card, figures_card, quotes_card
from rendering.daily import daily_card
from rendering.language import language
from rendering.plain import brief_text
from tests.rendering.test_cards import shown
from tests.seeds.samples import all_samples

ENGLISH = language("en")
SEEN = datetime(2026, 11, 20, 6, tzinfo=UTC)
# So many words in a row are a thing said, and not a name or a phrase.
RUN = 7
_LINK = re.compile(r"\[((?:\\.|[^\]\\])*)\]\(<[^>]*>\)")
_MARKS = re.compile(r"[*>\\▸#…]|^-", re.MULTILINE)


@cache
def releases() -> tuple[StoredRelease, ...]:
    """Our samples, as they are kept."""
    found = []
    for number, sample in enumerate(all_samples(), 1):
        document = sample.document()
        analysis = analyse(document)
        head = ReleaseHead(
            number,
            analysis.title or "",
            analysis.agency,
            analysis.published_at,
            SEEN,
            document.url,
            is_sample=True,
        )
        found.append(StoredRelease(head, document, analysis))
    return tuple(found)


def said_twice(text: str, *of: StoredRelease) -> list[str]:
    """Runs of words that a card has oftener than the releases it is made of.

    A figure stands in its line and in its sentence: lines of figures, of titles and of speakers are
    not looked at.
    """
    known = Counter(run for release in of for run in runs(release.document.text))
    lines = [line for line in text.splitlines() if not is_apart(line)]
    found = Counter(run for line in lines for run in runs(line))
    return [" ".join(run) for run, times in found.items() if times > max(1, known[run])]


def is_apart(line: str) -> bool:
    return line.startswith(("**", "[**", "▸", "#", "—", "1\\."))


def runs(text: str) -> Iterator[tuple[str, ...]]:
    words = _MARKS.sub(" ", _LINK.sub(r"\1", text)).split()
    words = [word for word in words if word != "receipt"]
    return zip(*(words[n:] for n in range(RUN)), strict=False)


def entries(text: str) -> Counter[str]:
    """The lines of a card that name a figure."""
    return Counter(line for line in text.splitlines() if line.startswith(("[**", "▸")))


@pytest.mark.parametrize("make", [brief_card, figures_card, quotes_card])
def test_the_cards_of_a_release(make: Callable[..., discord.ui.LayoutView]) -> None:
    for release in releases():
        text = shown(make(ENGLISH, release))
        assert said_twice(text, release) == [], release.document.id


def test_a_briefing_on_the_terminal() -> None:
    for release in releases():
        text = brief_text(release, width=10_000)
        summary, _, rest = text.partition("Key figures")
        figures = rest.partition("Quotes")[0].replace("  - ", "**")
        assert said_twice(summary.partition("Summary")[2] + figures, release) == []


def test_a_briefing_of_one_story_has_its_figure_once() -> None:
    for release in releases():
        story = Story(release)
        briefing = day((story,))
        text = shown(daily_card(ENGLISH, briefing))
        assert said_twice(text, release) == [], release.document.id
        assert "Number of the day" not in text
        assert max(entries(text).values(), default=1) == 1
        number = number_of_the_day([story])
        if number is not None and number[1] in release.analysis.key_figures:
            assert sum(line.startswith("[**") for line in text.splitlines()) <= 1


def test_a_briefing_of_many_stories() -> None:
    every = releases()
    for first in range(0, len(every), 5):
        chosen = every[first : first + 5]
        text = shown(daily_card(ENGLISH, day(tuple(map(Story, chosen)))))
        assert said_twice(text, *chosen) == []


def test_lists_of_figures() -> None:
    asked = ListQuery(NO_FILTERS)
    for release in releases():
        text = shown(
            figures_across_card(ENGLISH, [(release, release.analysis.figures)], 0, False, asked)
        )
        assert said_twice(text, release) == []


def day(stories: tuple[Story, ...]) -> Briefing:
    """A briefing of stories, its number and its quote chosen as ever."""
    number, quote = number_of_the_day(stories), quote_of_the_day(stories)
    briefing = Briefing(date(2026, 11, 20), SEEN, SEEN, stories)
    return replace(briefing, number=number, quote=quote)
