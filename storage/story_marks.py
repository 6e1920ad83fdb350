"""The newest releases under many marks at once: each database has its own words for it."""

import json
from collections.abc import Sequence
from typing import NamedTuple

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncConnection

# Under one mark the newest so many are looked at: a page that stands in the way of all releases of
# a site, and is kept for each, must not make the next one slower.
_UNDER_MARK = 50
_NEWEST = (
    "SELECT release_id FROM story_marks WHERE mark = {mark} AND day BETWEEN {first} AND {last} "
    f"ORDER BY day DESC, release_id DESC LIMIT {_UNDER_MARK}"
)
# A statement of one value, however many marks there are: they are prepared once.
_SQLITE = text(
    "SELECT asked.key AS number, (SELECT group_concat(release_id) FROM ("
    + _NEWEST.format(
        mark="json_extract(asked.value, '$[0]')",
        first="json_extract(asked.value, '$[1]')",
        last="json_extract(asked.value, '$[2]')",
    )
    + ")) AS found FROM json_each(:asked) AS asked"
)
_POSTGRESQL = text(
    "SELECT asked.number - 1 AS number, string_agg(CAST(newest.release_id AS text), ',') AS found "
    "FROM unnest(CAST(:marks AS bigint[]), CAST(:firsts AS integer[]), CAST(:lasts AS integer[])) "
    "WITH ORDINALITY AS asked (mark, first, last, number) CROSS JOIN LATERAL ("
    + _NEWEST.format(mark="asked.mark", first="asked.first", last="asked.last")
    + ") AS newest GROUP BY asked.number"
)


class Asked(NamedTuple):
    """A mark, and the first and last day between which a release under it may be."""

    mark: int
    first: int
    last: int


async def newest_under(
    connection: AsyncConnection, asked: Sequence[Asked]
) -> list[tuple[int, ...]]:
    """The numbers of the newest releases under each mark within its days, in no order."""
    if not asked:
        return []
    if connection.dialect.name == "postgresql":
        marks, firsts, lasts = (list(values) for values in zip(*asked, strict=True))
        values = {"marks": marks, "firsts": firsts, "lasts": lasts}
        rows = await connection.execute(_POSTGRESQL, values)
    else:
        rows = await connection.execute(_SQLITE, {"asked": json.dumps(asked)})
    found: list[tuple[int, ...]] = [()] * len(asked)
    for number, numbers in rows:
        found[number] = tuple(map(int, numbers.split(","))) if numbers else ()
    return found
