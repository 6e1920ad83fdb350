"""Checking a quotation against the archive: verbatim, shortened, altered, another's, unknown."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from itertools import islice

from domain.archive import StoredRelease, TextHit
from domain.documents import Span
from domain.facts import Quote
from pipeline.alignment import (
    Mark,
    Piece,
    Word,
    breaks_in,
    compare,
    plain_words,
    read_quotation,
    said_words,
    turning_part,
    turns,
)
from pipeline.quoted import Quoted
from processing.names.variants import PersonName, read_name
from processing.names.vocabulary import given_names
from storage import Storage
from storage.quotations import telling_starts

# Below this share of words in common two quotations are two, not one misquoted. Chosen so that a
# changed word in five is found and two sentences of one speaker on one subject are not.
_ALIKE = 0.6
# Fewer words than this many people have said: which of them is quoted cannot be told.
_FEWEST_WORDS = 4
# An ellipsis may leave out so many words; brackets may stand for so many.
_LEFT_OUT, _REPLACED = 200, 8
# "…," she said, the head of the office in Elm, "…": so long at most.
_ATTRIBUTION = 500
_MARKS = '“”„‟"«»‘’'
_WHEN = frozenset(
    """
    january february march april june july august september october november december monday tuesday
    wednesday thursday friday saturday sunday
    """.split()  # noqa: SIM905
)
# Runs of so many words anchor a quotation in a text; of each so many places are looked at, and so
# many characters beside them.
_RUN, _FEWEST = 3, 2
_MOST_PLACES = 20
_BESIDE, _LETTERS = 80, 6


class Verdict(StrEnum):
    """What became of a quotation that was looked up."""

    VERBATIM = "verbatim"
    SHORTENED = "verbatim_with_omission"
    COMMENTED = "verbatim_with_insertion"
    ALTERED = "altered"
    NOT_A_QUOTE = "not_a_quote"
    NOT_FOUND = "not_found"
    TOO_SHORT = "too_short"


@dataclass(frozen=True, slots=True)
class Finding:
    """What the archive says of a quotation.

    `pieces` show every difference. `claimed` is who the words are credited to; `is_another` says
    whether the release credits somebody else, None where the two cannot be compared.
    """

    quotation: str
    verdict: Verdict
    release: StoredRelease | None = None
    quote: Quote | None = None
    span: Span | None = None
    pieces: tuple[Piece, ...] = ()
    claimed: tuple[str, ...] = ()
    is_another: bool | None = None


@dataclass(frozen=True, slots=True)
class Laid:
    """A quotation laid beside a text: the pieces, their place, the share of words that is kept."""

    pieces: tuple[Piece, ...]
    start: int
    end: int
    share: float


async def check_quotation(storage: Storage, quoted: Quoted) -> Finding:
    """Look a quotation up in the texts of the releases."""
    quotation = read_quotation(quoted.words)
    if len(said_words(quotation)) < _FEWEST_WORDS:
        return Finding(quoted.words, Verdict.TOO_SHORT, claimed=quoted.claimed)
    hits = await storage.quotations.texts_like(
        [one.text for one in quotation if isinstance(one, Word)], breaks_in(quotation)
    )
    best = _nearest(quotation, hits)
    if best is None:
        return Finding(quoted.words, Verdict.NOT_FOUND, claimed=quoted.claimed)
    number, laid = best
    return judge(quoted, laid, await storage.releases.get(number))


def check_within(release: StoredRelease, quoted: Quoted) -> Finding:
    """Look a quotation up in one release alone."""
    quotation = read_quotation(quoted.words)
    if len(said_words(quotation)) < _FEWEST_WORDS:
        return Finding(quoted.words, Verdict.TOO_SHORT, claimed=quoted.claimed)
    laid = lay(quotation, release.document.text)
    if laid is None or laid.share < _ALIKE:
        return Finding(quoted.words, Verdict.NOT_FOUND, claimed=quoted.claimed)
    return judge(quoted, laid, release)


def judge(quoted: Quoted, laid: Laid, release: StoredRelease) -> Finding:
    """The verdict on a quotation that lies beside the text of a release."""
    text = release.document.text
    span = Span.of(text, laid.start, laid.end)
    inside = [
        q for q in release.analysis.quotes if q.span.start < laid.end and laid.start < q.span.end
    ]
    pieces = tuple(p for p in laid.pieces if not _is_attribution(p, text, release.analysis.quotes))
    verdict = _verdict(pieces, text)
    if len(_voices(pieces, inside)) > 1:
        verdict = Verdict.ALTERED  # the words of two, as if one had said them
    if verdict is not Verdict.ALTERED and not inside and not _is_marked(text, laid):
        verdict = Verdict.NOT_A_QUOTE
    quote = max(inside, key=lambda q: min(q.span.end, laid.end) - max(q.span.start, laid.start),
                default=None)  # fmt: skip
    return Finding(
        quoted.words,
        verdict,
        release,
        quote,
        span,
        pieces,
        quoted.claimed,
        _is_another(quoted.claimed, inside),
    )


def lay(quotation: Sequence[Word | Mark], text: str) -> Laid | None:
    """The quotation beside the part of a text that is most like it; None where none is like it."""
    said = [one for one in quotation if isinstance(one, Word)]
    window = _window(said, text, breaks_in(quotation))
    if window is None:
        return None
    start, end = window
    pieces = compare(quotation, plain_words(text[start:end], start))
    places = [p for p in pieces if p.change in ("kept", "left_out") and p.end]
    kept = sum(len(plain_words(p.words)) for p in pieces if p.change in ("kept", "moved"))
    if not places:
        return None
    return Laid(tuple(pieces), places[0].start, places[-1].end, kept / max(1, len(said)))


def _nearest(quotation: Sequence[Word | Mark], hits: Iterable[TextHit]) -> tuple[int, Laid] | None:
    """The release whose text is most like the quotation, and how they lie."""
    best: tuple[int, Laid] | None = None
    for hit in hits:
        laid = lay(quotation, hit.text)
        if laid is None or laid.share < _ALIKE:
            continue
        if best is None or _order(laid) > _order(best[1]):
            best = hit.release_id, laid
    return best


def _order(laid: Laid) -> tuple[float, int]:
    """Better is what keeps more, then what has fewer differences."""
    return laid.share, -sum(p.change != "kept" for p in laid.pieces)


def _window(said: Sequence[Word], text: str, breaks: tuple[int, ...]) -> tuple[int, int] | None:
    """Where in a text most runs of the quotation lie together: first and last character."""
    for size in (_RUN, _FEWEST):
        places = [
            (found.start(), found.end(), number, run)
            for number, run in enumerate(_patterns(tuple(word.text for word in said), size, breaks))
            for found in islice(run.pattern.finditer(text), _MOST_PLACES)
        ]
        if places:
            break
    else:
        return None
    places.sort(key=lambda place: place[:2])
    reach = (said[-1].end - said[0].start) * 2 + _BESIDE + len(breaks) * _LEFT_OUT * _LETTERS
    best: tuple[int, int, int] = (0, 0, 0)
    first = 0
    for last, place in enumerate(places):
        while place[0] - places[first][0] > reach:
            first += 1
        held = len({number for _, _, number, _ in places[first : last + 1]})
        best = max(best, (held, -first, last))
    chosen = places[-best[1] : best[2] + 1]
    before = said[chosen[0][3].at].start - said[0].start
    after = said[-1].end - said[chosen[-1][3].at].start
    start = max(0, chosen[0][0] - before - _BESIDE)
    return start, min(len(text), chosen[-1][0] + after + _BESIDE)


@dataclass(frozen=True, slots=True)
class _Run:
    """A run of words of a quotation: the number of the first, and what finds it in a text."""

    at: int
    pattern: re.Pattern[str]


@lru_cache(maxsize=64)
def _patterns(said: tuple[str, ...], size: int, breaks: tuple[int, ...]) -> tuple[_Run, ...]:
    found = []
    for at in sorted(telling_starts(said, size, breaks)):
        words = (
            re.escape(w).replace("'", "['’]?").replace("’", "['’]?") for w in said[at : at + size]
        )
        found.append(
            _Run(at, re.compile(r"(?<!\w)" + r"\W{1,6}".join(words) + r"(?!\w)", re.IGNORECASE))
        )
    return tuple(found)


def _verdict(pieces: Sequence[Piece], text: str) -> Verdict:
    """Verbatim only where every difference is shown by who quotes, and turns nothing round."""
    changed = [piece for piece in pieces if piece.change != "kept"]
    if not changed:
        return Verdict.VERBATIM
    if any(not piece.is_told for piece in changed if not _is_replaced(piece, pieces)):
        return Verdict.ALTERED
    for piece in changed:
        words = plain_words(piece.words)
        if piece.change == "put_in" and (turns(words) or _has_number(words)):
            return Verdict.ALTERED
        if piece.change == "left_out" and turns(turning_part(text, piece.start, piece.end)):
            return Verdict.ALTERED
        is_replaced = piece.change == "left_out" and _is_replaced(piece, pieces)
        if is_replaced and (len(words) > _REPLACED or _has_number(words)):
            return Verdict.ALTERED
    is_inserted = any(piece.change == "put_in" for piece in changed)
    return Verdict.COMMENTED if is_inserted else Verdict.SHORTENED


def _is_replaced(piece: Piece, pieces: Sequence[Piece]) -> bool:
    """Whether brackets stand in the place of words that are left out."""
    if piece.change != "left_out":
        return False
    at = pieces.index(piece)
    following = pieces[at + 1] if at + 1 < len(pieces) else None
    return following is not None and following.change == "put_in" and following.is_told


def _voices(pieces: Sequence[Piece], quotes: Sequence[Quote]) -> set[str]:
    """Who says the words that are kept."""
    return {
        quote.speaker_name
        for quote in quotes
        for piece in pieces
        if quote.speaker_name
        and piece.change == "kept"
        and quote.span.start < piece.end
        and piece.start < quote.span.end
    }


def _has_number(words: Sequence[Word]) -> bool:
    """Whether words say how many or when."""
    return any(word.key[:1].isdigit() or word.key in _WHEN for word in words)


def _is_attribution(piece: Piece, text: str, quotes: Sequence[Quote]) -> bool:
    """Whether words left out stand between two quoted parts and say who speaks: no part of them."""
    if piece.change != "left_out" or piece.end - piece.start > _ATTRIBUTION:
        return False
    if any(q.span.start < piece.end and piece.start < q.span.end for q in quotes):
        return False
    before = text[max(0, piece.start - 4) : piece.start]
    after = text[piece.end : piece.end + 4]
    is_marked = any(m in before for m in _MARKS) and any(m in after for m in _MARKS)
    ends = any(q.span.end <= piece.start <= q.span.end + 4 for q in quotes)
    begins = any(piece.end <= q.span.start <= piece.end + 4 for q in quotes)
    return (is_marked or (ends and begins)) and _is_one_voice(piece, quotes)


def _is_one_voice(piece: Piece, quotes: Sequence[Quote]) -> bool:
    last = [q for q in quotes if q.span.end <= piece.start][-1:]
    following = [q for q in quotes if q.span.start >= piece.end][:1]
    names = {q.speaker_name for q in (*last, *following) if q.speaker_name}
    return len(names) < 2


def _is_marked(text: str, laid: Laid) -> bool:
    """Whether the words stand between marks in the text, whoever says them."""
    start = text.rfind("\n\n", 0, laid.start) + 1
    before = text[start : laid.start]
    opened = max(before.rfind("“"), before.rfind("«"), before.rfind("„"))
    if opened >= 0 and not any(mark in before[opened + 1 :] for mark in "”»"):
        return True
    return before.count('"') % 2 == 1


def _is_another(claimed: Sequence[str], quotes: Iterable[Quote]) -> bool | None:
    """Whether the release credits somebody else; None where either is not known."""
    names = [name for one in claimed if (name := read_name(one)) is not None]
    said = [q.speaker_name for q in quotes if q.speaker_name]
    if not names or not said:
        return None
    return not any(_may_be(name, one) for name in names for one in said)


def _may_be(name: PersonName, said: str) -> bool:
    """Whether the one claimed may be the one who speaks, who may be several at once."""
    words = {word.key for word in plain_words(said)}
    found = read_name(said)
    if name.last.replace("'", "") not in words:
        return False
    if found is None or not name.first or not found.first or found.last != name.last:
        return True
    from processing.names.variants import may_be

    is_given = name.first in given_names() and found.first in given_names()
    return may_be(name, found) or not is_given
