"""A server's taste: more, less and never of agencies, topics and kinds of news."""

from dataclasses import replace

import pytest

from domain.briefings import Story
from domain.documents import Document
from domain.subscriptions import Leaning, Preference, PreferenceKind, Taste
from pipeline.digest import to_release
from pipeline.reasons import reason_words
from pipeline.taste import NEWS, news_of_story, season
from pipeline.worth import read_weights, weigh
from processing import analyse

VERDICT = (
    "A jury convicted a ferry captain of manslaughter today. He was led away in the rain. " * 2
)
MEDALS = "Medals were presented to volunteers at a ceremony in the harbor on Friday evening. " * 2
FERRIES = "The ferry office warns residents of ice on all piers and asks them to stay off. " * 2


def story(number: int, title: str, text: str, agency: str) -> Story:
    document = Document(str(number), text, title, agency=agency)
    release = to_release(number, document, analyse(document))
    return Story(release, (), weigh(release))


def day() -> list[Story]:
    return [
        story(1, "Ferry captain convicted of manslaughter", VERDICT, "Coast Prosecutor"),
        story(2, "Ferry office warns residents of ice", FERRIES, "Ferry Office"),
        story(3, "Volunteers honoured at ceremony", MEDALS, "Harbor Board"),
    ]


def numbers(stories: tuple[Story, ...]) -> list[int]:
    return [s.release.head.release_id for s in stories]


def of(kind: PreferenceKind, name: str, leaning: Leaning) -> Taste:
    return Taste((Preference(kind, name, leaning),))


def test_no_taste_changes_nothing() -> None:
    stories = day()
    assert season(stories, Taste()) == tuple(stories)


@pytest.mark.parametrize(
    "kind, name, number",
    [
        (PreferenceKind.NEWS, "crime", 1),
        (PreferenceKind.AGENCY, "coast prosecutor", 1),
        (PreferenceKind.TOPIC, "manslaughter", 1),
        (PreferenceKind.NEWS, "ceremonies", 3),
        (PreferenceKind.NEWS, "warnings", 2),
    ],
)
def test_more_less_and_never(kind: PreferenceKind, name: str, number: int) -> None:
    before = {s.release.head.release_id: s.worth.value for s in day()}
    for leaning, points in ((Leaning.MORE, 1.0), (Leaning.LESS, -1.0)):
        after = {
            s.release.head.release_id: s.worth.value for s in season(day(), of(kind, name, leaning))
        }
        changed = {n: round(after[n] - before[n], 6) for n in before if after[n] != before[n]}
        assert changed == {number: points}
    assert number not in numbers(season(day(), of(kind, name, Leaning.NEVER)))
    assert len(season(day(), of(kind, name, Leaning.NEVER))) == 2


def test_order_follows_taste_and_says_so() -> None:
    first, *_ = season(day(), of(PreferenceKind.NEWS, "ceremonies", Leaning.MORE))
    told = season(day(), Taste((
        Preference(PreferenceKind.NEWS, "ceremonies", Leaning.MORE),
        Preference(PreferenceKind.AGENCY, "Coast Prosecutor", Leaning.LESS),
    )))  # fmt: skip
    reasons = {s.release.head.release_id: [str(reason_words(r)) for r in s.worth.reasons]
               for s in told}  # fmt: skip
    assert "This server wants more of “ceremonies”." in reasons[3]
    assert "Less: this server wants less of “Coast Prosecutor”." in reasons[1]
    assert first.worth.value >= told[-1].worth.value


def test_newer_preference_takes_the_place_of_the_older() -> None:
    taste = of(PreferenceKind.NEWS, "crime", Leaning.MORE)
    changed = taste.changed(Preference(PreferenceKind.NEWS, "Crime", Leaning.NEVER))
    assert [p.leaning for p in changed.preferences] == [Leaning.NEVER]
    assert changed.without(Leaning.NEVER) == Taste()


def test_ready_made_beats_are_topics() -> None:
    fraud = story(
        4, "Clerk charged", "A clerk was charged with wire fraud on Monday. " * 4, "Court"
    )
    topic = of(PreferenceKind.TOPIC, "fraud", Leaning.NEVER)
    assert season([fraud], topic) == ()


def test_every_part_of_the_table_is_of_a_kind_people_can_name() -> None:
    weights = read_weights()
    named = {part for parts in NEWS.values() for part in parts}
    known = set(weights.groups) | {kind.name for kind in weights.kinds}
    assert named - known == set()
    assert "crime" in news_of_story(day()[0])
    assert replace(day()[2]).worth.kind == "ceremony"
