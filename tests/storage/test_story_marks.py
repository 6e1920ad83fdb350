"""What stands under marks is the newest within their days, on both databases."""

from datetime import timedelta

from sqlalchemy import insert

from storage import Storage
from storage.story_marks import Asked, newest_under
from storage.tables import STORY_MARKS
from tests.storage.conftest import NOW, MakeAnalysis, MakeDocument

LARGEST = 2**63 - 1


async def test_the_newest_under_each_mark_within_its_days(
    storage: Storage, document: MakeDocument, analysis: MakeAnalysis
) -> None:
    some = [
        document(f"d{n}", f"{n} boats.", published_at=NOW + timedelta(60 * n)) for n in range(55)
    ]
    saved = await storage.releases.save_many([(d, analysis(d)) for d in some], now=NOW)
    numbers = [one.release_id for one in saved]
    asked = [
        Asked(LARGEST, 3, 5), Asked(7, 3, 5), Asked(LARGEST, 5, 5), Asked(8, 1, 9),
        Asked(LARGEST, 3, 5),
    ]  # fmt: skip
    rows = [{"mark": LARGEST, "day": 3 + (n == numbers[0]), "release_id": n} for n in numbers]
    rows += [{"mark": 7, "day": day, "release_id": numbers[day]} for day in (2, 4, 6)]
    async with storage._database.writing() as connection:
        await connection.execute(insert(STORY_MARKS), rows)
        found = await newest_under(connection, asked)
        assert await newest_under(connection, []) == []
    # Fifty at most: the one of the later day, and the last of the others.
    most = {numbers[0], *numbers[-49:]}
    assert [set(one) for one in found] == [most, {numbers[4]}, set(), set(), most]
