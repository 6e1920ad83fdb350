"""Names of people as others write them: without their title, with a short first name."""

import re
from dataclasses import dataclass
from functools import cache, lru_cache

from processing.lexicon import table, words
from processing.names.vocabulary import nicknames
from processing.words.spelling import fold

_WORD = re.compile(r"[^\W_]+(?:[.'’-][^\W_]+)*\.?")
# "Bill Nelson D FL", "(R-Maine)": the party behind the name of a member.
_PARTY = re.compile(r"[\s,(]+(?:[DRIL]|Rep|Dem)(?:[\s-]+[A-Z][A-Za-z.]{0,8})?[\s)]*$")
_COURTESIES = frozenset(
    [
        "mr",
        "mrs",
        "ms",
        "mx",
        "miss",
        "dr",
        "prof",
        "professor",
        "sir",
        "dame",
        "lord",
        "lady",
        "shri",
        "smt",
        "kumari",
        "hon",
        "honourable",
        "honorable",
        "rev",
        "reverend",
        "his",
        "her",
        "the",
        "senator",
        "sen",
        "rep",
        "congressman",
        "congresswoman",
        "mp",
        "gov",
        "governor",
    ]
)
_SHORTEST = 2


@dataclass(frozen=True, slots=True)
class PersonName:
    """The words of a name, folded: given ones, which may be missing, and the last."""

    given: tuple[str, ...]
    last: str

    @property
    def first(self) -> str | None:
        """The first given name or its letter."""
        return self.given[0] if self.given else None


@lru_cache(maxsize=8192)
def read_name(written: str) -> PersonName | None:
    """A name without titles, suffixes and party; None where no name is left."""
    text = _PARTY.sub("", written)
    parts = [part.rstrip(".") for part in _WORD.findall(text)]
    kept = [part for part in (re.sub(r"['’]s$", "", part) for part in parts) if part]
    while len(kept) > 1 and _is_title(kept[0]):
        kept = kept[1:]
    while len(kept) > 1 and fold(kept[-1]) in _suffixes():
        kept = kept[:-1]
    folded = [fold(part).replace("’", "'") for part in kept]
    if not folded or len(folded[-1]) < _SHORTEST or not any(map(str.isalpha, folded[-1])):
        return None
    return PersonName(tuple(folded[:-1]), folded[-1])


def may_be(wanted: PersonName, found: PersonName) -> bool:
    """Whether two names may be of one person: one last name, and no first names that differ."""
    if wanted.last != found.last:
        return False
    if not wanted.given or not found.given:
        return True
    return any(_is_one(wanted.given[0], other) for other in found.given[:2]) or (
        len(wanted.given) > 1 and any(_is_one(wanted.given[1], other) for other in found.given[:1])
        and not _is_letter(wanted.given[1]) and not _is_letter(found.given[0])
    )  # fmt: skip


def is_title(word: str) -> bool:
    """Whether a word stands before names as a title or a form of address."""
    return _is_title(word.rstrip("."))


def _is_one(one: str, other: str) -> bool:
    if one == other or _is_letter(one) or _is_letter(other):
        return one[0] == other[0]
    groups = nicknames()
    return bool(groups.get(one, frozenset()) & groups.get(other, frozenset()))


def _is_letter(name: str) -> bool:
    return len(name) == 1


def _is_title(word: str) -> bool:
    return fold(word) in _titles()


@cache
def _titles() -> frozenset[str]:
    groups = table("names_words")
    listed = {
        *words("names_titles"),
        *groups["title_modifiers"],
        *groups["ranks"],
        *groups["time_modifiers"],
        *groups["courtesies"],
        *groups["title_modifiers_lower"],
    }
    return frozenset(fold(word.rstrip(".")) for word in listed if " " not in word) | _COURTESIES


@cache
def _suffixes() -> frozenset[str]:
    listed = table("names_words")["suffixes"]
    return frozenset(fold(word.rstrip(".")) for word in listed) | {"mp", "esq", "md", "phd"}
