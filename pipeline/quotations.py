"""Checking a quotation against the archive: verbatim, altered, or not found."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum

from domain.archive import StoredRelease
from domain.documents import Span
from domain.facts import Quote
from storage import Storage

# Below this share of words in common two quotations are two, not one misquoted. Chosen so that a
# changed word in five is found and two sentences of one speaker on one subject are not.
_ALIKE = 0.6
_WORD = re.compile(r"\w+(?:['’]\w+)*")
# What stands in marks, of three words or more: fewer are a title or a word in doubt.
_MARKED = re.compile(r"[“\"„«]([^“”\"„«»]{12,1500})[”\"“»]")
_FEWEST_WORDS = 3
# Where words are left out, or put in by the one who quotes.
_ELISION = re.compile(r"…|\.\.\.|\[[^\]]*\]")


class Verdict(StrEnum):
    """What became of a quotation that was looked up."""

    VERBATIM = "verbatim"
    ALTERED = "altered"
    NOT_A_QUOTE = "not a quote"
    NOT_FOUND = "not found"


@dataclass(frozen=True, slots=True)
class Piece:
    """Words "kept", "left_out" of the original, or "put_in" by the one who quotes."""

    words: str
    change: str = "kept"


@dataclass(frozen=True, slots=True)
class Finding:
    """What the archive says of a quotation. `pieces` show the difference where it is altered."""

    quotation: str
    verdict: Verdict
    release: StoredRelease | None = None
    quote: Quote | None = None
    span: Span | None = None
    pieces: tuple[Piece, ...] = ()


def quotations_in(text: str) -> list[str]:
    """What a message quotes: what stands in marks, else the whole of it."""
    marked = [found[1].strip() for found in _MARKED.finditer(text)]
    long_enough = [words for words in marked if len(_words(words)) >= _FEWEST_WORDS]
    if long_enough:
        return long_enough
    whole = " ".join(line.lstrip("> ") for line in text.splitlines()).strip()
    return [whole] if len(_words(whole)) >= _FEWEST_WORDS else []


async def check_quotation(storage: Storage, quotation: str) -> Finding:
    """Look a quotation up: among the quotes first, then in the texts of the releases."""
    hits = await storage.quotations.alike(quotation)
    best = max(hits, key=lambda hit: likeness(quotation, hit.text), default=None)
    if best is not None and likeness(quotation, best.text) >= _ALIKE:
        release = await storage.releases.get(best.release_id)
        quote = release.analysis.quotes[best.position]
        pieces = tuple(compare(quotation, quote.span.text))
        verdict = Verdict.VERBATIM if is_verbatim(quotation, quote.span.text) else Verdict.ALTERED
        return Finding(quotation, verdict, release, quote, quote.span, pieces)
    return await _find_in_texts(storage, quotation)


def is_verbatim(quotation: str, original: str) -> bool:
    """Whether the words stand in the original as they are, in order, shortened only where said."""
    have = [word.casefold() for word in _words(original)]
    at = 0
    for part in _ELISION.split(quotation):
        wanted = [word.casefold() for word in _words(part)]
        found = _find(wanted, have, at)
        if found is None:
            return False
        at = found + len(wanted)
    return True


def likeness(quotation: str, original: str) -> float:
    """The share of the quotation's words that stand in the original, in order."""
    said = [word.casefold() for word in _words(quotation)]
    have = [word.casefold() for word in _words(original)]
    if not said:
        return 0.0
    matched = SequenceMatcher(None, said, have, autojunk=False).get_matching_blocks()
    return sum(block.size for block in matched) / len(said)


def compare(quotation: str, original: str) -> Iterator[Piece]:
    """What is kept, left out of the original within the quotation, and put in, in order."""
    said, have = _words(quotation), _words(original)
    matcher = SequenceMatcher(
        None, [w.casefold() for w in have], [w.casefold() for w in said], autojunk=False
    )
    codes = matcher.get_opcodes()
    for i, (kind, start, end, first, last) in enumerate(codes):
        gone, come = " ".join(have[start:end]), " ".join(said[first:last])
        # What stands before or after the quotation in the original was not left out of it.
        is_edge = i in (0, len(codes) - 1) and kind == "delete"
        if kind == "equal":
            yield Piece(gone)
            continue
        if gone and not is_edge:
            yield Piece(gone, "left_out")
        if come:
            yield Piece(come, "put_in")


async def _find_in_texts(storage: Storage, quotation: str) -> Finding:
    """Whether the words stand in a release, though not as a quote there."""
    phrase = " ".join(_words(quotation))
    page = await storage.search.find(f'"{phrase}"', limit=1)
    if not page.hits:
        return Finding(quotation, Verdict.NOT_FOUND)
    release = await storage.releases.get(page.hits[0].head.release_id)
    pattern = r"\W+".join(map(re.escape, _words(quotation)))
    found = re.search(pattern, release.document.text, re.IGNORECASE)
    if found is None:
        return Finding(quotation, Verdict.NOT_FOUND)
    span = Span.of(release.document.text, found.start(), found.end())
    return Finding(quotation, Verdict.NOT_A_QUOTE, release, None, span)


def _words(text: str) -> list[str]:
    return [word.replace("’", "'") for word in _WORD.findall(text)]


def _find(wanted: list[str], have: list[str], start: int) -> int | None:
    """Where `wanted` stands in `have` from `start` on."""
    last = len(have) - len(wanted)
    return next((i for i in range(start, last + 1) if have[i : i + len(wanted)] == wanted), None)
