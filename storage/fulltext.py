"""Full text: what the storage asks of an index, whichever database keeps it.

The number of a row in an index of releases is the sort key of a release, so that the newest matches
come first out of the index itself and a limit bounds the work, whatever the size of the archive.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from sqlalchemy import Select
from sqlalchemy.ext.asyncio import AsyncConnection

from domain.documents import Span
from storage.query import Match

# A word of the title says more than one of the text, and that of an agency a little more.
TITLE_WEIGHT, AGENCY_WEIGHT, TEXT_WEIGHT = 8.0, 2.0, 1.0
# Of those that pass filters the newest so many are looked at: more than anybody turns to.
NEWEST = 2000


@dataclass(frozen=True, slots=True)
class Scope:
    """Which releases a search is among: those under all of `term_ids`, between two sort keys."""

    term_ids: tuple[int, ...] = ()
    first: int | None = None
    end: int | None = None

    def conditions(self, column: str) -> str:
        """The scope as SQL that goes on from a WHERE, `column` being that of the sort keys."""
        parts = [
            "AND EXISTS (SELECT 1 FROM release_terms WHERE release_terms.place = "
            f"{column} AND release_terms.term_id = {int(number)})"
            for number in self.term_ids
        ]
        if self.first is not None:
            parts.append(f"AND {column} >= {int(self.first)}")
        if self.end is not None:
            parts.append(f"AND {column} < {int(self.end)}")
        return " ".join(parts)


class FullText(Protocol):
    """An index of titles, agencies, texts and quotes. Words match in any grammatical form."""

    async def newest_titles(
        self, connection: AsyncConnection, match: Match, limit: int
    ) -> Sequence[int]:
        """The sort keys of the newest releases whose title or agency matches."""
        ...

    def sort_keys_of(self, match: Match) -> Select[tuple[int]]:
        """A statement of the sort keys of the `NEWEST` releases that match."""
        ...

    async def newest_quotes(
        self, connection: AsyncConnection, match: Match, limit: int
    ) -> Sequence[int]:
        """The numbers of the last stored quotes whose words match."""
        ...

    async def most_relevant(
        self, connection: AsyncConnection, match: Match, scope: Scope, *, limit: int
    ) -> list[int]:
        """The sort keys of the matches in scope, the most relevant first.

        Relevance is BM25 (Robertson and Zaragoza 2009, k1 = 1.2, b = 0.75) over title, agency and
        text with their weights; of equals the newest comes first. Where very many match only the
        newest are ranked, which bounds the work.
        """
        ...

    async def matching_words(
        self, connection: AsyncConnection, match: Match, texts: Mapping[int, str]
    ) -> dict[int, list[Span]]:
        """The words of the texts, by sort key, that match, each as a receipt."""
        ...

    async def index_releases(self, connection: AsyncConnection, numbers: Sequence[int]) -> None:
        """Take in what releases say now; they are given by their number."""
        ...

    async def index_quotes(self, connection: AsyncConnection, sort_keys: Sequence[int]) -> None:
        """Take in the quotes of releases, given by their sort key."""
        ...
