"""What a card says of a release that is no plain one."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from domain.archive import StoredRelease
from domain.documents import Document, Span
from domain.facts import Embargo, Head, Label
from processing import analyse
from rendering.cards import brief_card
from rendering.heads import head_lines
from rendering.language import language
from rendering.plain import brief_text
from tests.rendering.releases import release_of
from tests.rendering.test_cards import shown

ENGLISH = language("en")
ADVISORY = (
    "MEDIA ADVISORY\n\nMayor to open bridge\n\nWHAT: Opening of the bridge at Low Ferry\n"
    "WHEN: Tuesday, May 5, 2026, 10:30 a.m.\nWHERE: East landing\n\n"
    "Reporters are asked to arrive at ten, the mayor's office said on Monday."
)


def stated(text: str) -> StoredRelease:
    """The release of a text, with what its head says."""
    release = release_of(text)
    return replace(release, analysis=analyse(Document("1", text)))


async def test_an_advisory_is_shown_as_an_event() -> None:
    text = shown(brief_card(ENGLISH, stated(ADVISORY)))
    assert "**Media advisory**" in text
    assert "**What** [Opening of the bridge at Low Ferry](" in text
    assert "**When** [Tuesday, May 5, 2026, 10" in text
    assert "**Where** [East landing](" in text
    assert "Who" not in text


def test_the_terminal_shows_the_event_too() -> None:
    text = brief_text(stated(ADVISORY))
    assert "Media advisory\nWhat: Opening of the bridge at Low Ferry\n" in text


def test_an_embargo_is_said_with_its_moment_and_its_words() -> None:
    text = "Embargoed until 10:00 GMT on 5 May 2026\n\nHarbour fees fall by 4 percent from June."
    (line,) = head_lines(ENGLISH, stated(text))
    assert line.startswith("Not to be published before <t:1777975200:f>: “[Embargoed until")


def test_the_terminal_says_when_an_embargo_ends() -> None:
    text = "{} 5 May 2026\n\nHarbour fees fall by 4 percent from June."
    told = brief_text(stated(text.format("Embargoed until 10:00 GMT on")))
    assert "\nNot to be published before 5 May 2026, 10:00 UTC: “Embargoed until 10:00" in told
    assert "\nEmbargo: Embargoed until delivery" in brief_text(
        stated("Embargoed until delivery\n\nHarbour fees fall by 4 percent from June.")
    )


def test_an_embargo_without_a_moment_is_said_in_its_own_words() -> None:
    text = "EMBARGOED UNTIL DELIVERY"
    release = release_of(text)
    embargo = Embargo(None, Span.of(text, 0, len(text)))
    release = replace(release, analysis=replace(release.analysis, head=Head(embargo=embargo)))
    (line,) = head_lines(ENGLISH, release)
    assert line.startswith("Embargoed: “[EMBARGOED UNTIL DELIVERY](")


def test_a_correction_is_kept_and_shown() -> None:
    text = "The notice of Monday incorrectly stated that the fine was $5 million. It is $500,000."
    (line,) = head_lines(ENGLISH, stated(text))
    assert line.startswith("Corrects an earlier release: “[The notice of Monday incorrectly stated")


@pytest.mark.parametrize("kind", ["release", "update"])
def test_the_plain_label_is_not_shown(
    make_release: Callable[..., StoredRelease], kind: str
) -> None:
    release = make_release()
    label = Label(kind, Span.of(release.document.text, 0, 6))  # type: ignore[arg-type]
    release = replace(release, analysis=replace(release.analysis, head=Head(label=label)))
    assert head_lines(ENGLISH, release) == ([] if kind == "release" else ["**Update**"])


def test_moments_are_shown_in_the_local_time_of_each_reader() -> None:
    moment = datetime(2026, 5, 5, 10, tzinfo=UTC)
    text = "Under embargo"
    release = release_of(text)
    head = Head(embargo=Embargo(moment, Span.of(text, 0, len(text))))
    release = replace(release, analysis=replace(release.analysis, head=head))
    assert "<t:1777975200:f>" in head_lines(ENGLISH, release)[0]
