"""Numbers that a text uses as names: "a 457 visa", so that "457 visas" are no 457."""

from collections.abc import Iterable

from processing.figures import nouns
from processing.figures.quantities import Quantity

_ONE = frozenset({"a", "an", "each", "every", "any", "subclass", "class"})
# "A 12 member board", "a 300 seat hall": the size of one thing.
_SIZES = frozenset(
    {
        "person", "people", "man", "woman", "member", "seat", "bed", "bedroom", "storey", "story",
        "page", "lane", "point", "room", "unit", "team", "strong", "odd", "plus", "million",
    }
)  # fmt: skip
# Behind the noun of such a name stands whoever has it, or no noun at all.
_HOLDERS = frozenset(
    {
        "holder", "holders", "program", "programme", "scheme", "applicant", "applicants", "system",
        "category", "application", "applications", "worker", "workers", "is", "was", "and", "or",
        "to", "for", "in", "can", "will", "has", "which", "that", "under", "on", "from", "by",
    }
)  # fmt: skip
_LONGEST = 4
# Visas of Australia go by the number of their subclass (Migration Regulations 1994, Schedule 2).
_SUBCLASS = 3


def designations(low: str, found: Iterable[Quantity]) -> frozenset[str]:
    """Those numbers of a text in small letters, as written, that it uses as a name somewhere.

    Only what is written in two to four plain digits can be one.
    """
    asked = {low[q.number_start : q.number_end] for q in found if q.unit is None}
    return frozenset(
        n for n in asked if 2 <= len(n) <= _LONGEST and n.isdigit() and _is_one(n, low)
    )


def _is_one(number: str, low: str) -> bool:
    if len(number) == _SUBCLASS and low.count(f" {number} visas") > 1:
        return True  # nobody counts the same visas twice
    place = low.find(f" {number} ")
    while place >= 0:
        before = low[max(0, place - 12) : place].replace("\n", " ").rpartition(" ")[2]
        after = low[place + len(number) + 2 : place + 60].split(" ", 2)
        if len(number) == _SUBCLASS and after[0].rstrip(".,;:)") == "visa":
            return True
        if before in _ONE and after and _names(after):
            return True
        place = low.find(f" {number} ", place + 1)
    return False


def _names(after: list[str]) -> bool:
    noun = after[0].rstrip(".,;:)")
    if not noun.isalpha() or nouns.is_plural(noun) or noun in _SIZES or nouns.is_stop(noun):
        return False
    return noun != after[0] or (len(after) > 1 and after[1].rstrip(".,;:)") in _HOLDERS)
