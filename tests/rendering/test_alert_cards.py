"""Alerts, dry runs and lists of watches as cards."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from domain.archive import Changes, StoredRelease, Version
from domain.subscriptions import SubscriptionStatus
from domain.watches import Hit, Watch, WatchCriteria, WatchSettings
from rendering.alerts import Alerted, alert_card, alert_title, dry_run_card, watches_card
from rendering.card import accent, fitted
from rendering.language import language
from rendering.limits import TEXT_TOTAL
from tests.rendering.releases import place
from tests.rendering.test_cards import labels, shown

ENGLISH = language("en")
SENT = datetime(2026, 11, 3, 15, 0, tzinfo=UTC)
WATCH = Watch(3, 1, 5, WatchSettings(7, WatchCriteria(words=("tin",))), SubscriptionStatus.ACTIVE)


def hit(release: StoredRelease, *, figures: bool = False) -> Hit:
    found = release.analysis.key_figures if figures else ()
    return Hit(release, (place("tin"), place("Ann Poe"), place("Nobody was hurt")), found)


def test_an_alert_names_what_it_is_about_and_two_places(release: StoredRelease) -> None:
    view = alert_card(ENGLISH, WATCH, [Alerted(release, hit(release), SENT)], mark="#4")
    text = shown(view)
    assert text.startswith("## Alert · “tin”\n**1.** ")
    assert "[Tin seized in Harbor City](<https://harbor.example/1>)" in text
    assert "Nobody was hurt**" not in text
    assert labels(view) == ["Brief 1", "Why this?"]
    assert alert_title(ENGLISH, WATCH) == "Alert · “tin”"


def test_a_figure_that_reaches_a_bound_is_shown_in_place_of_places(release: StoredRelease) -> None:
    alerted = [Alerted(release, hit(release, figures=True), SENT)]
    text = shown(alert_card(ENGLISH, WATCH, alerted, mark="#4"))
    assert "**120 kilograms of tin**" in text


def test_what_changed_after_it_was_sent_is_told(release: StoredRelease) -> None:
    for seconds, is_told in ((0, False), (1, True)):
        version = Version(SENT + timedelta(seconds=seconds), Changes(figures_new=("130",)))
        changed = replace(release, versions=(version,))
        text = shown(alert_card(ENGLISH, WATCH, [Alerted(changed, hit(changed), SENT)], mark="#4"))
        assert ("**Corrected**" in text) == is_told
        assert "no longer says" not in text
        gone = shown(alert_card(ENGLISH, WATCH, [Alerted(changed, None, SENT)], mark="#4"))
        assert ("It no longer says what this watch is about." in gone) == is_told


def test_a_dry_run_shows_three_and_counts_all(
    make_release: Callable[..., StoredRelease],
) -> None:
    hits = [hit(make_release(title=f"Release {n}")) for n in range(5)]
    text = shown(dry_run_card(ENGLISH, WATCH, hits, 2, is_partial=False))
    assert [n for n in range(5) if f"Release {n}" in text] == [0, 1, 2]
    assert "5 releases, 2 of the last thirty days" in text
    nothing = shown(dry_run_card(ENGLISH, WATCH, [], 0, is_partial=False))
    assert "Nothing in the archive is like that so far." in nothing
    assert "at least 5 releases" in shown(dry_run_card(ENGLISH, WATCH, hits, 2, is_partial=True))


def test_a_list_of_watches_has_ten_a_page() -> None:
    watches = [replace(WATCH, watch_id=n) for n in range(1, 22)]
    for page, first, last in ((0, 1, 10), (1, 11, 20), (2, 21, 21)):
        view = watches_card(ENGLISH, watches, page)
        lines = [line for line in shown(view).splitlines() if line.startswith("**")]
        assert (lines[0].split()[0], lines[-1].split()[0]) == (f"**{first}**", f"**{last}**")
        assert labels(view) == ["◀ Back", "More ▶"]
    assert labels(watches_card(ENGLISH, watches[:10], 0)) == []
    assert "Nothing is watched yet." in shown(watches_card(ENGLISH, [], 0))


def test_a_card_that_is_too_long_loses_whole_lines_of_its_longest_text_first() -> None:
    lines = "\n".join("x" * 99 for _ in range(60))
    head, long = fitted(["head", lines])
    assert head == "head"
    assert len(str(head)) + len(str(long)) <= TEXT_TOTAL
    assert set(map(len, str(long).splitlines())) == {99}
    assert len(str(long)) > TEXT_TOTAL - 110
    (one_line,) = fitted(["y" * (TEXT_TOTAL + 50)])
    assert len(str(one_line)) <= TEXT_TOTAL
    assert len(str(one_line)) > TEXT_TOTAL - 5
    # Where the last line is half of the text, a part of it says more than nothing.
    (halved,) = fitted(["x" * 3000 + "\n" + "y" * 3000])
    assert len(str(halved)) > TEXT_TOTAL - 5
    assert fitted(["a", "b"]) == ["a", "b"]


def test_an_agency_keeps_its_colour() -> None:
    assert accent("Harbor Office") == accent("harbor OFFICE")
    assert accent(None) == accent("")
    assert len({accent(f"Agency {n}") for n in range(40)}) > 3
