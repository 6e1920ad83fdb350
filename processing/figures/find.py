"""From a reading to its figures, in the order of the text."""

from bisect import bisect_right
from collections.abc import Iterator
from decimal import Decimal

from domain.facts import Claim, Figure
from processing.figures.candidates import Candidate, elsewhere
from processing.figures.claims import FoundClaim, claims_in, live_patterns, owner_of
from processing.figures.former import is_former
from processing.figures.joining import read_quantities
from processing.figures.measures import measure_of
from processing.figures.quantities import Quantity, Stretch
from processing.figures.ranking import rank
from processing.figures.relations import relations_of
from processing.figures.singles import count_numbers
from processing.figures.subjects import subjects_of
from processing.names.found import Names
from processing.reading import BlockKind, Reading
from processing.words.layer import WordLayer

_READ_KINDS = frozenset(
    {
        BlockKind.HEADLINE,
        BlockKind.SUBHEAD,
        BlockKind.BODY,
        BlockKind.LIST_ITEM,
        BlockKind.TABLE_ROW,
    }
)
# A release says what matters in its first two sentences.
_LEAD = 2
# More figures than this are a data dump that no reader wants listed.
_MOST_FIGURES = 3000
# Numbers that are looked at, whatever becomes of them: a second's work. Of "5 < 6 5 < 6 …" none is
# a figure, and each takes as long as one that is.
_MOST_NUMBERS = 30_000


def find_figures(
    reading: Reading, names: Names, words: WordLayer | None = None
) -> tuple[Figure, ...]:
    """Find the figures of a release, ordered by place, the key ones ranked.

    Never raises for any text; spans do not overlap; linear in the length of the text. `words` is
    the layer of words of the release, where one was built already.
    """
    candidates: list[Candidate] = []
    read: list[tuple[Stretch, int]] = []
    mentions = [(m.start, m.end) for m in names.mentions]
    prose = numbers = 0
    for order, stretch in enumerate(_stretches(reading)):
        prose += not stretch.is_title
        read.append((stretch, len(candidates)))
        found = _read(stretch, order, is_lead=not stretch.is_title and prose <= _LEAD)
        candidates += [c for c in found if not _is_in_name(c.quantity, mentions)]
        numbers += count_numbers(stretch)
        if len(candidates) > _MOST_FIGURES or numbers > _MOST_NUMBERS:
            break
    if not candidates:
        return ()
    _claim(reading, read, candidates)
    ranks = rank(candidates, reading)
    return tuple(
        _figure(reading, candidate, ranks.get(index)) for index, candidate in enumerate(candidates)
    )


def _claim(reading: Reading, read: list[tuple[Stretch, int]], candidates: list[Candidate]) -> None:
    """Give the comparisons of the text to their figures; `read` has the first of each stretch."""
    patterns = live_patterns(reading.low)
    loose: list[tuple[FoundClaim, int]] = []
    ends = [first for _, first in read[1:]] + [len(candidates)]
    for order, ((stretch, first), end) in enumerate(zip(read, ends, strict=True)):
        claims = claims_in(stretch, patterns)
        if claims:
            _mark_compared(candidates, first, end, claims)
        for claim in claims:
            owner = owner_of(claim, stretch, [c.quantity for c in candidates[first:end]])
            if owner is None:
                loose.append((claim, order))
            else:
                _add_claim(candidates, first + owner, claim)
    for claim, order in loose:
        index = elsewhere(claim, order, candidates, reading)
        if index is not None:
            _add_claim(candidates, index, claim)


def _is_in_name(quantity: Quantity, mentions: list[tuple[int, int]]) -> bool:
    """Whether the number belongs to a name: the "Station 19" of a fire company."""
    index = bisect_right(mentions, (quantity.number_start, 0)) - 1
    return index >= 0 and quantity.number_end <= mentions[index][1]


def _stretches(reading: Reading) -> Iterator[Stretch]:
    """Sentences of the release and rows of its tables, in the order of the text."""
    flat, low = reading.flat, reading.low
    sentences = iter(reading.sentences)
    pending = next(sentences, None)
    for index, block in enumerate(reading.blocks):
        while pending is not None and pending.block < index:
            pending = next(sentences, None)
        if block.kind not in _READ_KINDS:
            continue
        if block.kind is BlockKind.TABLE_ROW:
            yield Stretch(flat, low, block.start, block.end, is_row=True)
            continue
        while pending is not None and pending.block == index:
            is_title = block.kind in (BlockKind.HEADLINE, BlockKind.SUBHEAD)
            yield Stretch(flat, low, pending.start, pending.end, is_title)
            pending = next(sentences, None)


def _read(stretch: Stretch, order: int, *, is_lead: bool) -> list[Candidate]:
    found = read_quantities(stretch)
    if not found:
        return []
    subjects = subjects_of(stretch, found)
    return [
        Candidate(
            stretch,
            order,
            quantity,
            relation,
            subject,
            measure=measure_of(stretch, quantity, subject),
            is_compared_with=is_former(stretch, quantity),
            is_lead=is_lead,
        )
        for quantity, (relation, _), subject in zip(
            found, relations_of(stretch, found), subjects, strict=True
        )
    ]


def _mark_compared(
    candidates: list[Candidate], first: int, end: int, claims: list[FoundClaim]
) -> None:
    """Mark the figures inside a comparison: they are what another one is held against."""
    for index in range(first, end):
        place = candidates[index].quantity.start
        if any(c.start < place < c.end and not c.is_after for c in claims):
            candidates[index] = candidates[index]._replace(is_compared_with=True)


def _add_claim(candidates: list[Candidate], index: int, claim: FoundClaim) -> None:
    """Give a figure a claim, one of each kind at most: the first is the one it is known for."""
    candidate = candidates[index]
    if all(claim.kind != other.kind for other in candidate.claims):
        candidates[index] = candidate._replace(claims=(*candidate.claims, claim))


def _figure(reading: Reading, candidate: Candidate, place: int | None) -> Figure:
    quantity, subject = candidate.quantity, candidate.subject
    counted = quantity.counted
    return Figure(
        span=reading.span(quantity.start, quantity.end),
        value=_plain(quantity.value),
        low=_plain(quantity.low),
        high=_plain(quantity.high),
        relation=candidate.relation,
        unit=quantity.unit,
        unit_text=quantity.unit_text,
        counted=reading.flat[counted.start : counted.end] if counted else None,
        subject=reading.flat[subject.start : subject.end] if subject else None,
        measure=candidate.measure,
        key=place is not None,
        rank=place,
        claims=tuple(
            Claim(c.kind, reading.span(c.start, c.end), c.value, c.relation, c.rule)
            for c in candidate.claims
        ),
        rule=quantity.rule,
    )


def _plain(value: Decimal | None) -> float | None:
    """The nearest floating point number: figures are exact decimals until here."""
    return None if value is None else float(value)
