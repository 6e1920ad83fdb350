"""The card of a briefing: its stories, its number, who was asked, and what an admin is told."""

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import pytest

from domain.archive import Changes, ReleaseHead, StoredRelease, Version
from domain.briefings import Briefing, Correction, Coverage, Story, Trouble
from domain.facts import Figure
from domain.subscriptions import (
    LONGEST,
    BriefingSettings,
    ReleaseFilter,
    Schedule,
    Subscription,
    SubscriptionStatus,
)
from rendering.daily import (
    beat_words,
    daily_card,
    daily_title,
    number_chart,
    schedule_words,
    subscription_line,
)
from rendering.language import language
from rendering.limits import COMPONENTS, TEXT_TOTAL
from tests.rendering.releases import place, release_of
from tests.rendering.test_cards import labels, shown

ENGLISH = language("en")
UNTIL = datetime(2026, 11, 20, 6, 0, tzinfo=UTC)
DAY = timedelta(days=1)
QUIET_DAY = Briefing(date(2026, 11, 20), UNTIL - timedelta(days=1), UNTIL)
SETTINGS = BriefingSettings(7, Schedule(time(7, 30), "Europe/Berlin"))


def story_of(release: StoredRelease, others: tuple[ReleaseHead, ...] = ()) -> Story:
    """A story with its first key figure."""
    return Story(release, others, figure=next(iter(release.analysis.key_figures), None))


def test_a_day_without_news_says_so_and_who_was_asked() -> None:
    text = shown(daily_card(ENGLISH, QUIET_DAY))
    assert text.startswith("## Briefing · 20 November 2026\n-# since <t:")
    assert "Nothing new since the last briefing." in text
    assert "sources answer" not in text
    assert "Nothing that stands out" not in text
    assert "late, Lede was not running" not in text
    late = shown(daily_card(ENGLISH, replace(QUIET_DAY, is_late=True, is_quiet=True)))
    assert "late, Lede was not running" in late
    assert "Nothing that stands out." in late


def test_sources_in_trouble_are_named_and_the_rest_counted() -> None:
    troubles = tuple(
        Trouble(name, "gone", UNTIL if name == "a" else None) for name in ("a", "b", "c", "d", "e")
    )
    text = shown(daily_card(ENGLISH, replace(QUIET_DAY, coverage=Coverage(9, troubles))))
    assert f"4 of 9 sources answer as usual; a gone since <t:{UNTIL.timestamp():.0f}:f>" in text
    assert text.endswith(", b gone, c gone, 2 more")
    three = shown(daily_card(ENGLISH, replace(QUIET_DAY, coverage=Coverage(9, troubles[:3]))))
    assert three.endswith("b gone, c gone")
    well = shown(daily_card(ENGLISH, replace(QUIET_DAY, coverage=Coverage(9))))
    assert well.endswith("-# 9 of 9 sources answer as usual")


def test_stories_are_told_with_who_issued_them(release: StoredRelease) -> None:
    others = tuple(replace(release.head, agency=name) for name in ("Customs", "Harbor Office"))
    briefing = replace(QUIET_DAY, stories=(story_of(release, others),), passed=(story_of(release),))
    view = daily_card(ENGLISH, briefing, mark="#3", role_id=9)
    text = shown(view)
    assert text.startswith("<@&9>")
    assert "**1. [Tin seized in Harbor City](<https://harbor.example/1>)**" in text
    assert "The Harbor Office seized 120 kilograms of tin" in text
    assert "-# Harbor Office, Customs" in text
    assert "1 story was left out." in text
    assert labels(view) == ["Brief 1", "Left out", "Why this?"]
    assert labels(daily_card(ENGLISH, briefing)) == ["Brief 1"]


def test_the_number_of_the_day_is_told_in_its_own_place_alone(release: StoredRelease) -> None:
    figure = release.analysis.key_figures[0]
    stories = (story_of(release), story_of(release_of(title="Another")))
    briefing = replace(QUIET_DAY, stories=stories, number=(release, figure))
    text = shown(daily_card(ENGLISH, briefing))
    assert text.count("**120 kilograms of tin**") == 1
    assert text.index("Number of the day") < text.index("**120 kilograms of tin**")
    assert text.split("Number of the day")[1].split("\n")[2] == "-# of story 1"
    second = replace(briefing, stories=stories[::-1])
    assert "\n-# of story 2" in shown(daily_card(ENGLISH, second))
    without = shown(daily_card(ENGLISH, replace(briefing, number=None)))
    assert "Number of the day" not in without
    assert without.count("**120 kilograms of tin**") == 1


def test_the_number_of_the_only_story_stands_in_the_story(release: StoredRelease) -> None:
    key = release.analysis.key_figures[0]
    briefing = replace(QUIET_DAY, stories=(story_of(release),), number=(release, key))
    text = shown(daily_card(ENGLISH, briefing))
    assert "Number of the day" not in text
    # What is claimed of it does not stand in the sentence.
    assert text.count("120 kilograms of tin**") == text.count("a record for the port") == 1
    plain = replace(release, analysis=replace(release.analysis, figures=(replace(key, claims=()),)))
    briefing = replace(
        QUIET_DAY, stories=(story_of(plain),), number=(plain, plain.analysis.figures[0])
    )
    text = shown(daily_card(ENGLISH, briefing))
    assert text.count("120 kilograms") == 1


def test_the_quote_of_the_day_stands_under_its_story(release: StoredRelease) -> None:
    stories = (story_of(release), story_of(release_of(title="Another")))
    quote = release.analysis.quotes[0]
    briefing = replace(QUIET_DAY, stories=stories, quote=(release, quote))
    first, second = shown(daily_card(ENGLISH, briefing)).split("**2. ")
    words = quote.span.text
    assert [words in part for part in (first, second)] == [True, False]
    assert first.index(words) < first.index("-# Harbor Office")
    other = replace(briefing, quote=(stories[1].release, quote))
    first, second = shown(daily_card(ENGLISH, other)).split("**2. ")
    assert [words in part for part in (first, second)] == [False, True]


def test_a_figure_of_another_sentence_has_words_around_it(
    make_release: Callable[..., StoredRelease],
) -> None:
    volunteers = Figure(place("40 volunteers"), 40, counted="volunteers", key=True, rank=1)
    release = make_release(figures=(volunteers,))
    text = shown(daily_card(ENGLISH, replace(QUIET_DAY, stories=(story_of(release),))))
    assert "She thanked at least" in text


def test_many_long_stories_fit_one_message(release: StoredRelease) -> None:
    long = replace(release, head=replace(release.head, title="Tin " * 40, agency="Office " * 20))
    briefing = replace(QUIET_DAY, stories=(story_of(long),) * 8)
    text = shown(daily_card(ENGLISH, briefing))
    assert len(text) <= TEXT_TOTAL
    assert text.count("**8. ") == 1


def full(release: StoredRelease, number: int) -> Briefing:
    """A briefing with everything that one can have."""
    figure, quote = release.analysis.key_figures[0], release.analysis.quotes[0]
    heads = [replace(release.head, release_id=n, url=f"https://a.example/{n}") for n in range(99)]
    stories = tuple(story_of(replace(release, head=head)) for head in heads[1 : number + 1])
    first = stories[0].release
    return replace(
        QUIET_DAY,
        stories=stories,
        passed=stories,
        number=(first, figure),
        trend=((first, figure, 1.0),) * 3,
        quote=(first, quote),
        corrections=(Correction(release, UNTIL, Changes(figures_gone=("120",))),),
        coverage=Coverage(9),
    )


@pytest.mark.parametrize("days", [1, 7])
def test_the_fullest_briefing_is_one_message(release: StoredRelease, days: int) -> None:
    """Discord takes forty components, and every text, line and button is one."""
    briefing = replace(full(release, LONGEST * (2 if days > 1 else 1)), since=UNTIL - days * DAY)
    view = daily_card(ENGLISH, briefing, mark="#3", role_id=9, is_own=True)
    assert view.total_children_count <= COMPONENTS
    assert labels(view)[-3:] == ["Left out", "Why this?", "Unsubscribe"]
    assert f"Brief {len(briefing.stories)}" in labels(view)


def test_a_week_is_told_with_more_room(release: StoredRelease) -> None:
    week = replace(full(release, 5), since=UNTIL - timedelta(days=7))
    text = shown(daily_card(ENGLISH, week))
    assert text.startswith("## Briefing of the week · 20 November 2026\n")
    assert "Number of the week" in text
    leading, others = text.split("**Also this week**\n")
    assert leading.count("seized 120 kilograms of tin") == 3
    title, issuer, *_ = others.split("\n")
    assert title == "4. [Tin seized in Harbor City](<https://a.example/4>)"
    assert issuer == "-# Harbor Office · 3 November 2026"
    # Three stories need no list; five days are none.
    assert "Also this week" not in shown(
        daily_card(ENGLISH, replace(full(release, 3), since=week.since))
    )
    assert "week" not in shown(daily_card(ENGLISH, replace(week, since=UNTIL - timedelta(days=5))))


def test_the_last_stories_give_up_figure_and_sentence_where_there_is_no_room(
    release: StoredRelease,
) -> None:
    """Addresses count as text, and those of agencies are long."""
    url = "https://harbor.example/" + "press-release-" * 17
    head = replace(release.head, url=url)
    long = replace(release, head=head, document=replace(release.document, url=url))
    briefing = replace(QUIET_DAY, stories=(story_of(long),) * 6)
    text = shown(daily_card(ENGLISH, briefing))
    assert len(text) <= TEXT_TOTAL
    parts = re.split(r"\*\*\d\. ", text)[1:]
    told = ["The Harbor Office seized" in part for part in parts]
    figures = ["**120 kilograms of tin**" in part for part in parts]
    # None is told behind one that is not, and no figure stands where its sentence had to go.
    assert told == sorted(told, reverse=True)
    assert figures == sorted(figures, reverse=True)
    assert 1 <= sum(told) < 6
    assert sum(figures) <= sum(told)


def test_what_an_agency_changed_is_told_with_the_story_only_after_it_was_sent(
    release: StoredRelease,
) -> None:
    changes = Changes(figures_gone=("120",), figures_new=("130",))
    for moment, is_told in ((UNTIL, False), (UNTIL + timedelta(seconds=1), True)):
        changed = replace(release, versions=(Version(moment, changes),))
        text = shown(daily_card(ENGLISH, replace(QUIET_DAY, stories=(story_of(changed),))))
        assert ("**Corrected**" in text) == is_told
    briefing = replace(QUIET_DAY, corrections=(Correction(release, UNTIL, changes),))
    text = shown(daily_card(ENGLISH, briefing))
    assert "**Corrections**\n[Tin seized in Harbor City]" in text
    assert "Nothing new" not in text


def test_a_number_has_a_chart_and_a_briefing_without_one_has_none(release: StoredRelease) -> None:
    figure = release.analysis.key_figures[0]
    trend = ((release, figure, 90.0), (release, figure, 120.0))
    briefing = replace(
        QUIET_DAY, stories=(story_of(release),), number=(release, figure), trend=trend
    )
    assert number_chart(ENGLISH, briefing).startswith(b"\x89PNG")
    with pytest.raises(ValueError, match="no chart"):
        number_chart(ENGLISH, QUIET_DAY)


def test_title_and_weekdays_are_said() -> None:
    assert daily_title(ENGLISH, QUIET_DAY) == "Briefing · 20 November 2026"
    days = {
        frozenset(range(7)): "every day",
        frozenset(range(5)): "Monday to Friday",
        frozenset({4, 0}): "Mon, Fri",
    }
    for chosen, said in days.items():
        schedule = Schedule(time(7, 30), "Europe/Berlin", chosen)
        assert schedule_words(ENGLISH, schedule) == rf"07:30 Europe\/Berlin, {said}"


def test_a_beat_is_said() -> None:
    assert beat_words(ENGLISH, SETTINGS) == "everything"
    beat = ReleaseFilter(("Pier",), ("Op A",), ("Ann Poe",), ("Elm",), ("tin",), ("zinc", "ore"))
    said = beat_words(ENGLISH, replace(SETTINGS, beat=beat))
    assert said == "Pier, Op A, Ann Poe, Elm, “tin” · without “zinc”, “ore”"


def test_how_a_briefing_is_told_is_said_where_it_is_not_as_usual() -> None:
    def told(**changes: Any) -> str:
        settings, active = replace(SETTINGS, **changes), SubscriptionStatus.ACTIVE
        subscription = Subscription(3, 1, 5, settings, active, UNTIL.date(), UNTIL)
        return subscription_line(ENGLISH, subscription)

    usual = told()
    assert "-# <@&77>\n" in told(role_id=77)
    assert "-# German · 3 stories at most · also when there is nothing new\n" in told(
        language="de", length=3, speaks_when_empty=True
    )
    for unsaid in ("<@&", "English", "at most", "also when"):
        assert unsaid not in usual


@pytest.mark.parametrize(
    "status, said",
    [
        (SubscriptionStatus.ACTIVE, f"-# next <t:{UNTIL.timestamp():.0f}:f>"),
        (SubscriptionStatus.DRAFT, f"-# next <t:{UNTIL.timestamp():.0f}:f>"),
        (SubscriptionStatus.PAUSED, "-# paused"),
        (SubscriptionStatus.SUSPENDED, "-# suspended: The channel is gone."),
    ],
)
def test_how_a_subscription_stands_is_said(status: SubscriptionStatus, said: str) -> None:
    subscription = Subscription(
        3, 1, 5, SETTINGS, status, UNTIL.date(), UNTIL, reason="The channel is gone."
    )
    lines = subscription_line(ENGLISH, subscription).splitlines()
    assert lines == [r"**3** · <#7> · 07:30 Europe\/Berlin, every day", "-# everything", said]


def test_a_release_in_another_language_is_named_and_not_summed_up() -> None:
    release = release_of(language="es")
    text = shown(daily_card(ENGLISH, replace(QUIET_DAY, stories=(story_of(release),))))
    assert "**1. [Tin seized" in text
    assert "summary" not in text


def test_long_titles_are_cut_to_their_room(release: StoredRelease) -> None:
    long = replace(release, head=replace(release.head, title="x" * 200, url=None))
    text = shown(daily_card(ENGLISH, replace(QUIET_DAY, stories=(story_of(long),))))
    (title,) = [line for line in text.splitlines() if line.startswith("**1. ")]
    assert title == f"**1. {'x' * 109}…**"
