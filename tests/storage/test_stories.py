"""Releases of one story by several agencies: joined, and still each its own record."""

from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from benchmarks.stories import score_pairs
from domain.archive import Outcome
from domain.documents import Document, Span
from domain.facts import Analysis, Figure, Operation, Person, Quote
from storage import Storage
from storage.signatures import Signature, marks_of, sign
from storage.stories import is_same_story

NOW = datetime(2026, 5, 20, 9, 30, tzinfo=UTC)
DAY = date(2026, 5, 12)
WORDS = (
    "Harbor officers looked in every crate on the north pier and found stolen tin beneath a cargo "
    "of onions while two boats waited outside the breakwater for a signal that never came"
)
OTHER = "Dogs of the customs service were praised for their patience by all who saw them at work"
SPAN = Span(0, 6, "Harbor")


def document(agency: str, text: str = WORDS, title: str = "Tin found", **values) -> Document:
    url = f"https://{agency}.example/{title.replace(' ', '-')}"
    return Document(url, text, title, values.pop("day", DAY), url, agency, **values)


def analysis(
    operations: str = "", people: str = "", figures: tuple[float, ...] = (), quote: str = ""
) -> Analysis:
    return Analysis(
        "a", None, None, None, None, "en",
        operations=tuple(Operation(name, (SPAN,)) for name in operations.split(",") if name),
        people=tuple(Person(name, (SPAN,)) for name in people.split(",") if name),
        figures=tuple(Figure(SPAN, value) for value in figures),
        quotes=(Quote(Span(0, len(quote), quote), "direct"),) if quote else (),
    )  # fmt: skip


def signature(agency: str, text: str = WORDS, *, title: str = "Tin found", **named) -> Signature:
    day = named.pop("day", DAY)
    one = document(agency, text, title, day=day)
    return sign(one, analysis(**named), title, first_seen=NOW)


def test_the_same_words_of_two_agencies_within_days_are_one_story() -> None:
    one = signature("harbor")
    assert is_same_story(one, signature("customs", "Together with us: " + WORDS))
    assert is_same_story(one, signature("customs", day=date(2026, 5, 15)))
    assert not is_same_story(one, signature("customs", day=date(2026, 5, 16)))
    assert not is_same_story(one, signature("customs", OTHER))


@pytest.mark.parametrize(
    "one, other",
    [
        ({"people": "Aldous Prew"}, {"people": "Benedikt Roe"}),
        ({"figures": (510_000, 31)}, {"figures": (88_000, 24)}),
        ({"operations": "Low Tide"}, {"operations": "High Wall", "title": "Copper found"}),
    ],
)
def test_two_fillings_of_one_form_are_two_stories(one: dict, other: dict) -> None:
    assert is_same_story(signature("harbor", **one), signature("customs", **one))
    assert not is_same_story(signature("harbor", **one), signature("customs", **other))


SAID = "We looked in every crate on that pier"


@pytest.mark.parametrize(
    "named, is_one",
    [
        ({"operations": "Low Tide", "figures": (412,)}, True),
        ({"quote": SAID, "people": "Ilse Brandt"}, True),
        ({"figures": (63, 4_800), "people": "Ada Nwosu"}, True),
        ({"operations": "Low Tide"}, False),
        ({"people": "Ilse Brandt,Odo Varga"}, False),
        ({"people": "Ilse Brandt", "figures": (412,)}, False),
        # Small counts are the same everywhere.
        ({"figures": (14, 3), "people": "Ilse Brandt,Odo Varga"}, False),
    ],
)
def test_other_words_are_one_story_by_what_both_name(named: dict, is_one: bool) -> None:
    one = signature("harbor", title="Pier searched", **named)
    other = signature("customs", OTHER, title="Dogs find onions", **named)
    assert is_same_story(one, other) is is_one
    if is_one:
        assert set(marks_of(one)) & set(marks_of(other))


# Invented lists and bills, as offices of one delegation announce them.
BILL = (
    "Senators of both coasts today introduced the Ferry Safety and Lanterns Act, which would put "
    "lanterns and radios on every ferry. Captains asked for it after the winter in which three "
    "boats ran aground below the breakwater at Port Anselm, and pilots had no light to steer by."
)
SAME_BILL = (
    "A bipartisan bill introduced this morning asks of ferries what pilots have long wished for. "
    "The Ferry Safety and Lanterns Act answers the groundings of last winter. Port Anselm, where "
    "boats ran aground in the dark, would see the first lanterns on its breakwater and its ferries."
)
SHARE = (
    "The delegation announced today that harbor funding for {place} is part of the maritime bill. "
    "The bill has ${sum} for {place}, to dredge {work}. “This bill keeps our harbors open, and "
    "our people at work,” the delegation said. The bill now goes to a conference."
)


def test_one_law_at_the_same_step_is_one_story() -> None:
    one, other = signature("senator one", BILL), signature("senator two", SAME_BILL)
    assert one.laws == other.laws
    assert is_same_story(one, other)
    passed = SAME_BILL.replace("bill introduced this morning", "bill passed this morning")
    assert not is_same_story(one, signature("senator two", passed))


def test_another_town_s_share_is_another_story() -> None:
    one = SHARE.format(place="Anselm County", sum="1,231,550", work="the basin at the old mill")
    other = SHARE.format(place="Varga County", sum="846,310", work="a channel past the two reefs")
    first = signature("senator one", one, title="Harbor funding for Anselm County")
    second = signature("senator two", other, title="Harbor funding for Varga County")
    assert not is_same_story(first, second)
    assert is_same_story(first, replace(first, agency="senator two"))


def test_a_list_within_another_is_one_story() -> None:
    sums = (97_372.0, 114_050.0, 217_766.0)
    small = signature("senator two", BILL, title="Grants for three airports", figures=sums)
    large = signature(
        "senator one", BILL + " " + OTHER, title="Eighteen grants", figures=(*sums, 325_890.0)
    )
    assert is_same_story(small, large)
    assert set(small.sums) < set(large.sums)


def test_more_counties_are_another_step() -> None:
    one = signature("senator one", BILL, title="Disaster declared for counties")
    more = signature(
        "senator two", BILL + " " + OTHER, title="Disaster declared for additional counties"
    )
    assert not one.is_further
    assert more.is_further


def test_text_without_punctuation_is_not_held_to_its_figures() -> None:
    whole, bare = BILL * 3, BILL.replace(".", " ").replace(",", " ") * 3
    one = signature("senator one", whole, figures=(2_976_074.0, 41.0))
    other = signature("senator two", bare, figures=(976_074.0, 57.0))
    assert other.is_bare
    assert not one.is_bare
    assert is_same_story(one, other)


def test_a_bank_s_next_statement_with_another_target_is_another_story() -> None:
    def statement(
        bank: str, low: float, high: float, *, title: str = "Board statement"
    ) -> Signature:
        target = Figure(SPAN, None, low, high, unit="percent", key=True)
        one = document(bank, title=title)
        return sign(one, replace(analysis(), figures=(target,)), title, first_seen=NOW)

    held = statement("bank", 3.5, 3.75)
    assert not is_same_story(held, statement("reserve", 3.25, 3.5))
    assert is_same_story(held, statement("reserve", 3.5, 3.75))


def test_what_one_agency_says_in_other_words_is_an_update() -> None:
    def told(agency: str, text: str) -> Signature:
        return signature(agency, text, operations="Low Tide", figures=(412.0, 1_900.0))

    assert is_same_story(told("harbor", WORDS), told("customs", OTHER))
    assert not is_same_story(told("harbor", WORDS), told("harbor", OTHER))


def test_a_sample_never_joins_a_release() -> None:
    one = signature("harbor")
    assert not is_same_story(one, replace(one, agency="customs", is_sample=True))


def test_texts_without_words_have_no_marks_of_words() -> None:
    empty = signature("harbor", "—")
    assert marks_of(empty) == ()
    assert not is_same_story(empty, signature("customs", "…"))


def test_the_set_written_for_it() -> None:
    scored = score_pairs()
    assert scored.precision == 1
    assert scored.recall >= 0.75


async def test_members_stay_separate_and_name_each_other(storage: Storage) -> None:
    pairs = [(document(a), analysis()) for a in ("harbor", "customs", "county")]
    pairs.append((document("parks", OTHER), analysis()))
    numbers = [saved.release_id for saved in await storage.releases.save_many(pairs, now=NOW)]
    assert len(set(numbers)) == 4
    releases = [await storage.releases.get(number) for number in numbers]
    others = [tuple(o.agency for o in release.also_issued) for release in releases]
    assert others == [
        ("customs", "county"), ("harbor", "county"), ("harbor", "customs"), (),
    ]  # fmt: skip


async def test_a_later_release_joins_and_one_that_changes_leaves(storage: Storage) -> None:
    first = await storage.releases.save(document("harbor"), analysis(), now=NOW)
    assert (await storage.releases.get(first.release_id)).also_issued == ()
    second = await storage.releases.save(document("customs"), analysis(), now=NOW)
    (other,) = (await storage.releases.get(first.release_id)).also_issued
    assert other.release_id == second.release_id
    changed = await storage.releases.save(document("customs", OTHER), analysis(), now=NOW)
    assert changed.outcome is Outcome.CHANGED
    assert (await storage.releases.get(first.release_id)).also_issued == ()


async def test_one_release_makes_one_story_of_two(storage: Storage) -> None:
    named = analysis(operations="Low Tide", figures=(412.0,))
    pairs = [(document(agency), analysis()) for agency in ("harbor", "customs")]
    pairs += [(document("dogs", OTHER), named), (document("court", OTHER[::-1]), named)]
    await storage.releases.save_many(pairs, now=NOW)
    heads = await storage.releases.latest(limit=9)
    counts = [len((await storage.releases.get(h.release_id)).also_issued) for h in heads]
    assert counts == [1, 1, 1, 1]
    saved = await storage.releases.save(document("county"), named, now=NOW)
    assert len((await storage.releases.get(saved.release_id)).also_issued) == 4


async def test_one_that_left_takes_no_other_into_the_story_it_left(storage: Storage) -> None:
    pairs = [(document(agency), analysis()) for agency in ("harbor", "customs", "county")]
    first, *_ = await storage.releases.save_many(pairs, now=NOW)
    await storage.releases.save(document("harbor", OTHER), analysis(), now=NOW)
    await storage.releases.save(document("dogs", OTHER), analysis(), now=NOW)
    (other,) = (await storage.releases.get(first.release_id)).also_issued
    assert other.agency == "dogs"


async def test_the_search_uses_its_index(file_storage: Storage, database: Path) -> None:
    import aiosqlite

    query = (
        "SELECT release_id FROM story_marks WHERE mark IN (1, 2) AND day BETWEEN 1 AND 2 "
        "GROUP BY release_id"
    )
    async with aiosqlite.connect(database) as connection:
        rows = await connection.execute_fetchall(f"EXPLAIN QUERY PLAN {query}")
    assert any("mark=? AND day>? AND day<?" in str(row) for row in rows)


async def test_a_card_names_ten_of_the_others(storage: Storage) -> None:
    releases = [document(f"agency{n}") for n in range(12)]
    for release in releases:
        await storage.releases.save(release, analysis("Op A", "Ann Poe"), now=NOW)
    (first, *_) = await storage.releases.latest(limit=1)
    others = (await storage.releases.get(first.release_id)).also_issued
    assert len(others) == 10
    assert len(set(await storage.releases.stories(range(1, 13)))) == 12
