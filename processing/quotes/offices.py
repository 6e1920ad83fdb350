"""Whose office a text speaks of: "the sheriff", "the Minister", "the Union Minister"."""

import re
from collections.abc import Sequence

from domain.facts import Person

# With these before it an office is another: a deputy director is not "the director".
_LESSER = frozenset(
    {
        *("deputy", "assistant", "associate", "vice", "former", "acting", "retired", "under"),
        *("prime", "chief", "shadow", "parliamentary", "lieutenant", "ex", "then", "late"),
    }
)
_ENDS = re.compile(r"\s+(?:of|for|at|in|with|on)\s+|,|\s+and\s+")


def holder_of(office: str, people: Sequence[Person]) -> int | None:
    """The number of the only person whose role it is, None where several or none hold it."""
    holders = [
        number
        for number, person in enumerate(people)
        if person.role is not None and holds(person.role, office)
    ]
    if len(holders) > 1:
        exact = [number for number in holders if _parts(people[number].role or "")[0] == office]
        holders = exact or holders
    return holders[0] if len(holders) == 1 else None


def holds(role: str, office: str) -> bool:
    """Whether a role is an office, or one kind of it: "Transport Minister" and "minister"."""
    return any(_is_kind_of(part, office) for part in _parts(role))


def _parts(role: str) -> list[str]:
    """The offices of a role without their fields: "Premier and Minister of Finance"."""
    parts = (part.strip() for part in re.split(r",|\sand\s", role.casefold()))
    named = [_ENDS.split(part, maxsplit=1)[0].strip() for part in parts]
    return [part.removeprefix("the ") for part in named if part] or [""]


def _is_kind_of(part: str, office: str) -> bool:
    if part == office:
        return True
    rest = part.removesuffix(f" {office}")
    return rest != part and not (_LESSER & set(rest.split()))
