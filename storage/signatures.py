"""What is kept of a release to tell whether another tells the same story. Pure.

A signature has the words that tell the release from others, what it names (operation, laws, speech,
people, figures, sums, places of its title) and the step it reports (introduced, passed, charged).
"""

import hashlib
import heapq
import math
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import cache
from importlib.resources import files
from itertools import combinations

from domain.documents import Document
from domain.facts import Analysis, Figure

# 64 permutations tell the likeness to about a sixteenth; they never change, or every stored digest
# would have to be made anew.
_PERMUTATIONS, _SEED, _SHINGLE = 64, 1, 3
# Bands of two of the first 32: texts of which two fifths are alike share a band in 94 of 100 cases.
_BANDS, _ROWS = 16, 2
_QUOTED_WORDS = 6
# Lengths of time and shares are the same in many stories.
# Between the two ends of a figure that is a range.
RANGE = " to "
_TIMES = frozenset({"year", "month", "week", "day", "hour", "minute"})
_COMMON_UNITS = _TIMES | {"percent", "percentage"}
_FEWEST, _LEAST_MEASURED = 20, 10
# Smaller and rounder sums stand in many lists of sums.
_LEAST_SUM, _OWN_DIGITS, _SUMS = 10_000, 3, 40
# A long release names many; so many of each tell it from the rest.
_AT_MOST = 12
# Words kept with their weight: of the whole text, and of its opening of so many words.
_TERMS, _OPENING_TERMS, _OPENING = 60, 30, 120
# Every two of so many words that weigh most are a mark.
_MARKING = 6
_HEAD = 700
_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)?")
# A law or motion by its name, of which the words before the last count, or by its number.
_LAW = re.compile(
    r"((?:(?:[A-Z][\w'’-]*|of|and|for|the|in|to|on|from|with)\s+){1,8})(?:Act|Amendments?|Resolution)\b"
)
_LAWS = ("Act", "Amendment", "Resolution")
_LAW_NUMBER = re.compile(
    r"\b(S|H\. ?R|HR|S\. ?Res|H\. ?Res|S\. ?J\. ?Res|S\. ?Con\. ?Res)\.? (\d{1,4})\b"
)
_LAW_WORDS = 3
_NO_NAME = frozenset(("The", "This", "A", "An", "Senate", "House", "Congress", "Sen", "U", "S"))
# The step a release reports, the furthest of those its opening names: two steps are two stories.
_STEPS: Mapping[str, re.Pattern[str]] = {
    name: re.compile(rf"\b(?:{words})\b", re.IGNORECASE)
    for name, words in {
        "sentenced": r"sentenced",
        "convicted": r"plead\w* guilty|pleads guilty|pled guilty|convict\w+|found guilty",
        "accused": r"charged|charges|indict\w+|arrest\w*|arraign\w*|seiz\w+",
        "signed": r"signed into law|signs|became law|becomes law|now law|enacted",
        "passed": r"pass(?:es|ed|age)|approv(?:es|ed|al)|adopt(?:s|ed)|clears|confirm(?:s|ed)",
        "introduced": r"introduc\w+|co-?sponsor\w*|unveil\w*|reintroduc\w+",
        "dead": r"passing of|death of|died|dies|mourns?",
        "urged": r"letter|urg(?:es|ed|ing)|call(?:s|ed|ing)? (?:for|on)|demand\w*",
    }.items()
}
_FURTHER = re.compile(r"\b(?:additional|another|further|update)\b", re.IGNORECASE)
# Fewer stops and commas a word than any prose has.
_BARE = 0.02
# Too few words to judge that by.
_JUDGED = 60
_DIRECTIONS = frozenset(
    (
        *("north", "south", "east", "west", "northern", "southern", "eastern", "western"),
        *("northeast", "northwest", "southeast", "southwest", "central", "upper", "lower"),
    )
)


@dataclass(frozen=True, slots=True)
class Signature:
    """What of a release tells its story from others; `day` is an ordinal as `date` counts them.

    `terms` and `opening` are words by weight. One that was kept before there were terms has none.
    `is_further` says that it adds to something told before, `is_bare` that the text has lost its
    punctuation, and with it most figures.
    """

    agency: str | None
    day: int
    is_sample: bool
    title: str
    digest: tuple[int, ...]
    operations: tuple[str, ...] = ()
    quotes: tuple[str, ...] = ()
    people: tuple[str, ...] = ()
    figures: tuple[str, ...] = ()
    terms: Mapping[str, int] = field(default_factory=dict)
    opening: Mapping[str, int] = field(default_factory=dict)
    laws: tuple[str, ...] = ()
    sums: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    step: str | None = None
    is_further: bool = False
    is_bare: bool = False


def sign(document: Document, analysis: Analysis, title: str, *, first_seen: datetime) -> Signature:
    """The signature of a release under the title it is listed by."""
    published = document.published_at or first_seen
    quotes = (words_of(quote.span.text) for quote in analysis.quotes)
    own = words_of(document.text)
    words = [*words_of(title), *own] if own else []
    head = f"{title}. {document.text[:_HEAD]}"
    return Signature(
        agency=fold(document.agency or "") or None,
        day=published.toordinal(),
        is_sample=document.is_sample,
        title=fold(title),
        digest=_digest(own),
        operations=_some(fold(operation.name) for operation in analysis.operations),
        quotes=_some(
            " ".join(words[:_QUOTED_WORDS]) for words in quotes if len(words) >= _QUOTED_WORDS
        ),
        people=_some(fold(p.name) for p in analysis.people if len(words_of(p.name)) > 1),
        figures=_some(_figure(f) for f in analysis.figures if _is_telling(f)),
        terms=_weighed(words, _TERMS),
        opening=_weighed(words[:_OPENING], _OPENING_TERMS),
        laws=_some(laws_of(head)),
        sums=_some((_figure(f) for f in analysis.figures if _is_own_sum(f)), _SUMS),
        places=_some(_places(document.title or "", analysis)),
        step=next((step for step, words in _STEPS.items() if words.search(head)), None),
        is_further=bool(_FURTHER.search(title)),
        is_bare=_is_bare(document.text),
    )


def marks_of(signature: Signature) -> tuple[int, ...]:
    """Numbers of 63 bits under which releases of one story find each other: any one in common."""
    return tuple(dict.fromkeys(_number(mark) for mark in _marks(signature)))


def words_of(text: str) -> list[str]:
    """The words of a text in small letters, without the 's of owners."""
    folded = text.casefold().encode("utf-8", "replace").decode().replace("’", "'")
    words = _WORD.findall(folded)
    # Few texts have no such ending, but nearly no word has one.
    return [word.removesuffix("'s") if "'" in word else word for word in words]


def laws_of(text: str) -> Iterator[str]:
    """Laws and motions that are named: the last words of the name, or kind and number."""
    flat = " ".join(text.split())
    # Every capital letter may begin a name: looked for only where there is one to find.
    found = _LAW.finditer(flat) if any(word in flat for word in _LAWS) else ()
    for match in found:
        named = [w for w in match[1].split() if w[:1].isupper() and w not in _NO_NAME]
        if named:
            yield fold(" ".join(named[-_LAW_WORDS:]))
    for match in _LAW_NUMBER.finditer(flat):
        yield f"{re.sub(r'[^a-z]', '', match[1].lower())} {match[2]}"


def fold(text: str) -> str:
    """What two spellings of one name have in common."""
    return " ".join(words_of(text))


def common_words() -> list[str]:
    """The words that are in many releases, the most common first."""
    return sorted(_rarity(), key=lambda word: (_rarity()[word], word))


def is_common(word: str) -> bool:
    """Whether a word is one of those that many releases have."""
    return word.casefold() in _rarity()


def rarity_of(word: str) -> int:
    """By how many halvings a word is rarer than one that every release has."""
    return _rarity().get(word, _rarest())


def _marks(signature: Signature) -> Iterator[str]:
    for band in range(_BANDS if signature.digest else 0):
        rows = signature.digest[band * _ROWS : (band + 1) * _ROWS]
        yield f"band {band} {rows}"
    for kind in ("operations", "quotes", "people", "figures", "laws", "sums"):
        yield from (f"{kind} {value}" for value in getattr(signature, kind))
    heaviest = list(signature.terms)[:_MARKING]
    yield from (f"terms {' '.join(sorted(pair))}" for pair in combinations(heaviest, 2))


def _number(mark: str) -> int:
    digest = hashlib.blake2b(mark.encode("utf-8", "surrogatepass"), digest_size=8).digest()
    return int.from_bytes(digest, "big") >> 1


def _digest(words: Sequence[str]) -> tuple[int, ...]:
    from rensa import RMinHash

    shingles = [" ".join(words[at : at + _SHINGLE]) for at in range(len(words) - _SHINGLE + 1)]
    if not shingles:
        return ()
    minhash = RMinHash(num_perm=_PERMUTATIONS, seed=_SEED)
    minhash.update(shingles)
    return tuple(minhash.digest())


def _weighed(words: Iterable[str], number: int) -> dict[str, int]:
    """The words that weigh most, by how often they stand there and how rare they are elsewhere.

    Term frequency times inverse document frequency (Spärck Jones 1972), the first damped.
    """
    rarity, rarest = _rarity(), _rarest()
    weighed = []
    for word, times in Counter(words).items():
        weight = round(8 * (1 + math.log(times)) * rarity.get(word, rarest))
        if weight and (len(word) > 2 or not word.isdigit()):
            weighed.append((-weight, word))
    return {word: -weight for weight, word in heapq.nsmallest(number, weighed)}


@cache
def _rarity() -> dict[str, int]:
    """How rare common words are: a halving of their share of releases is one more."""
    found: dict[str, int] = {}
    band = 0
    for line in files(__package__).joinpath("common_words.txt").read_text("utf-8").splitlines():
        words = line.partition("#")[0]
        if words.rstrip().endswith(":"):
            band = int(words.strip().removesuffix(":"))
        else:
            found |= dict.fromkeys(words.split(), band)
    return found


@cache
def _rarest() -> int:
    return max(_rarity().values()) + 1


def _is_bare(text: str) -> bool:
    """Whether hardly a stop or comma is left between the words."""
    marks = sum(text.count(mark) for mark in (". ", ", ", ".\n"))
    words = text.count(" ")
    return words >= _JUDGED and marks < _BARE * words


def _places(title: str, analysis: Analysis) -> Iterator[str]:
    """The places and directions that the title names."""
    folded = f" {fold(title)} "
    yield from (fold(p.name) for p in analysis.places if f" {fold(p.name)} " in folded)
    yield from (word for word in folded.split() if word in _DIRECTIONS)


def _is_telling(figure: Figure) -> bool:
    if figure.low is not None and figure.high is not None:
        # A range is chosen: the target of a rate is what one decision has and the next has not.
        return figure.key and figure.unit not in _TIMES
    if figure.value is None or figure.unit in _COMMON_UNITS:
        return False
    return abs(figure.value) >= (_FEWEST if figure.unit is None else _LEAST_MEASURED)


def _is_own_sum(figure: Figure) -> bool:
    """Whether a figure is a sum of its own: not small, not round."""
    value = figure.value
    if value is None or value < _LEAST_SUM or figure.unit in _COMMON_UNITS:
        return False
    return len(f"{value:.0f}".rstrip("0")) >= _OWN_DIGITS


def _figure(figure: Figure) -> str:
    unit = figure.unit or ""
    if figure.low is not None and figure.high is not None:
        return f"{figure.low:.12g}{RANGE}{figure.high:.12g} {unit}".rstrip()
    return f"{figure.value:.12g} {unit}".rstrip()


def _some(values: Iterator[str], number: int = _AT_MOST) -> tuple[str, ...]:
    return tuple(dict.fromkeys(value for value in values if value))[:number]
