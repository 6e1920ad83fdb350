"""What the archive adds to a story's worth, from the archive as it was then alone."""

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from domain.briefings import Story
from domain.documents import Document
from pipeline.comparing import compare
from pipeline.reasons import reason_words
from pipeline.worth import weigh
from processing import analyse
from storage import Storage
from storage.opening import open_storage

ARCHIVE = ("largest", "repeated", "said-before", "usual-sum", "unusual-sum")
NOW = datetime(2026, 5, 20, 9, 30, tzinfo=UTC)


def haul(day: date, kilograms: int, title: str | None = None) -> Document:
    named = title or f"Customs of Anselm: haul at pier {day.toordinal() % 97} of {day:%d %B}"
    text = f"Customs officers seized {kilograms} kilograms of tin at the north pier on Monday."
    return Document(f"haul-{day}-{kilograms}", text, named, day, None, "Customs of Anselm")


async def keep(storage: Storage, *documents: Document, now: datetime = NOW) -> list[int]:
    pairs = [(document, analyse(document)) for document in documents]
    return [saved.release_id for saved in await storage.releases.save_many(pairs, now=now)]


async def names(storage: Storage, number: int, until: datetime = NOW) -> dict[str, str]:
    release = await storage.releases.get(number)
    (story,) = await compare(storage, [Story(release, (), weigh(release))], until)
    archive = [r for r in story.worth.reasons if r.name in ARCHIVE]
    return {reason.name: str(reason_words(reason)) for reason in archive}


def earlier(*kilograms: int) -> list[Document]:
    day = date(2026, 1, 5)
    return [haul(day + timedelta(days=9 * n), weight) for n, weight in enumerate(kilograms)]


DAY = date(2026, 5, 19)


async def test_largest_of_its_kind_is_said_with_the_day_since(empty_archive: Path) -> None:
    async with open_storage(empty_archive.with_name("largest.db")) as storage:
        await keep(storage, *earlier(120, 310, 95, 240), now=NOW - timedelta(days=9))
        (number,) = await keep(storage, haul(date(2026, 5, 19), 900, "Tin at pier"))
        said = await names(storage, number)
        assert said["largest"] == (
            "The largest figure of its kind from this agency since 2026-01-05."
        )
        (smaller,) = await keep(storage, haul(date(2026, 5, 18), 300, "Less tin at pier"))
        assert "largest" not in await names(storage, smaller)


async def test_few_figures_before_make_no_largest(empty_archive: Path) -> None:
    async with open_storage(empty_archive.with_name("few.db")) as storage:
        await keep(storage, *earlier(120, 310), now=NOW - timedelta(days=9))
        (number,) = await keep(storage, haul(date(2026, 5, 19), 900, "Tin at pier"))
        assert await names(storage, number) == {}


async def test_what_came_later_changes_nothing(empty_archive: Path) -> None:
    async with open_storage(empty_archive.with_name("later.db")) as storage:
        await keep(storage, *earlier(120, 310, 95, 240), now=NOW - timedelta(days=9))
        (number,) = await keep(storage, haul(date(2026, 5, 19), 900, "Tin at pier"))
        before = await names(storage, number)
        late = haul(date(2026, 3, 1), 5_000, "More tin at pier, told late")
        await keep(storage, late, now=NOW + timedelta(days=1))
        assert await names(storage, number) == before


async def test_row_of_one_title_is_repeated(empty_archive: Path) -> None:
    async with open_storage(empty_archive.with_name("row.db")) as storage:
        row = [
            haul(date(2026, 5, n), 90 + n, f"May {n}, 2026: weekly haul at the pier")
            for n in range(1, 5)
        ]
        await keep(storage, *row, now=NOW - timedelta(days=9))
        title = "May 19, 2026: weekly haul at the pier"
        (number,) = await keep(storage, haul(date(2026, 5, 19), 91, title))
        assert "repeated" in await names(storage, number)
        (other,) = await keep(storage, haul(date(2026, 5, 19), 92, "Pier closes for winter"))
        assert "repeated" not in await names(storage, other)


def notice(day: date, towns: str, boats: int = 14) -> Document:
    text = (
        "The Harbor Office of Anselm reminds all who keep boats at the north pier that the winter "
        "moorings are to be paid at its window before the first storm of the season comes in, and "
        f"that {boats} boats were towed from the pier in autumn because nobody had paid for them. "
        f"The office asks the people of {towns} to tell their neighbours, who may not read this."
    )
    return Document(f"notice-{day}", text, "Winter moorings", day, None, "Harbor Office of Anselm")


async def test_text_that_repeats_an_earlier_one_is_said_before(empty_archive: Path) -> None:
    async with open_storage(empty_archive.with_name("said.db")) as storage:
        await keep(storage, notice(date(2026, 4, 19), "Elm and Ash"), now=NOW - timedelta(days=31))
        (number,) = await keep(storage, notice(date(2026, 5, 19), "Oak and Ash"))
        said = await names(storage, number)
        assert said["said-before"] == "Less: the agency said the same already, on 2026-04-19."


async def test_a_text_is_said_before_whatever_else_was_issued_since(empty_archive: Path) -> None:
    """A busy agency: fifty other releases stand between the two."""
    async with open_storage(empty_archive.with_name("busy.db")) as storage:
        await keep(storage, notice(date(2026, 4, 19), "Elm and Ash"), now=NOW - timedelta(days=31))
        agency = notice(date(2026, 4, 19), "").agency
        others = [
            Document(
                f"other-{n}", f"The pier {n} is closed.", f"Pier {n} closed", DAY, None, agency
            )
            for n in range(50)
        ]
        await keep(storage, *others, now=NOW - timedelta(days=9))
        (number,) = await keep(storage, notice(DAY, "Oak and Ash"))
        assert "said-before" in await names(storage, number)


async def test_other_numbers_in_the_same_words_are_news(empty_archive: Path) -> None:
    async with open_storage(empty_archive.with_name("fresh.db")) as storage:
        await keep(storage, notice(date(2026, 4, 19), "Elm and Ash"), now=NOW - timedelta(days=31))
        (number,) = await keep(storage, notice(date(2026, 5, 19), "Elm and Ash", boats=93))
        assert "said-before" not in await names(storage, number)


async def test_what_was_said_long_ago_is_not_said_before(empty_archive: Path) -> None:
    async with open_storage(empty_archive.with_name("ago.db")) as storage:
        long_ago = notice(date(2025, 4, 19), "Elm and Ash")
        await keep(storage, long_ago, now=NOW - timedelta(days=396))
        (number,) = await keep(storage, notice(date(2026, 5, 19), "Oak and Ash"))
        assert "said-before" not in await names(storage, number)


def purchase(day: date, millions: int, sign: str = "$") -> Document:
    title = (
        f"Anselm Treasury buys bonds for {sign}{millions} million in week {day.toordinal() % 89}"
    )
    text = f"The Treasury of Anselm bought bonds for {sign}{millions} million on the market."
    return Document(f"buy-{day}-{millions}{sign}", text, title, day, None, "Treasury of Anselm")


async def test_sum_that_is_usual_for_its_agency_counts_for_nothing(empty_archive: Path) -> None:
    async with open_storage(empty_archive.with_name("usual.db")) as storage:
        days = [date(2026, 3, 2) + timedelta(days=7 * n) for n in range(6)]
        row = [purchase(day, 700 + n) for n, day in enumerate(days)]
        await keep(storage, *row, now=NOW - timedelta(days=9))
        (usual,) = await keep(storage, purchase(date(2026, 5, 19), 650))
        assert (await names(storage, usual))["usual-sum"] == (
            "Less: such sums are usual for this agency."
        )
        (larger,) = await keep(storage, purchase(date(2026, 5, 18), 990))
        assert "usual-sum" not in await names(storage, larger)
        (other,) = await keep(storage, purchase(date(2026, 5, 17), 650, "€"))
        assert "usual-sum" not in await names(storage, other)


async def test_sum_far_above_those_of_its_agency_is_told(empty_archive: Path) -> None:
    async with open_storage(empty_archive.with_name("unusual.db")) as storage:
        days = [date(2026, 3, 2) + timedelta(days=7 * n) for n in range(6)]
        row = [purchase(day, 2 + n) for n, day in enumerate(days)]
        await keep(storage, *row, now=NOW - timedelta(days=9))
        (unusual,) = await keep(storage, purchase(date(2026, 5, 19), 60))
        assert (await names(storage, unusual))["unusual-sum"] == (
            "A sum this large is unusual for this agency."
        )
        # Its largest was 7 million; of euros it has named none.
        (larger,) = await keep(storage, purchase(date(2026, 5, 18), 9))
        assert "unusual-sum" not in await names(storage, larger)
        (other,) = await keep(storage, purchase(date(2026, 5, 17), 60, "€"))
        assert "unusual-sum" not in await names(storage, other)
