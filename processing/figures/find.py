"""From a reading to its figures, in the order of the text."""

from collections.abc import Iterator

from domain.facts import Figure, Relation
from processing.figures.quantities import Quantity, Stretch, read_quantities
from processing.figures.relations import relations_of
from processing.figures.subjects import Subject, subjects_of
from processing.names.found import Names
from processing.reading import BlockKind, Reading

_READ_KINDS = frozenset(
    {
        BlockKind.HEADLINE,
        BlockKind.SUBHEAD,
        BlockKind.BODY,
        BlockKind.LIST_ITEM,
        BlockKind.TABLE_ROW,
    }
)


def find_figures(reading: Reading, names: Names) -> tuple[Figure, ...]:
    """Find the figures of a release, ordered by place, the key ones ranked.

    Never raises for any text; spans do not overlap; linear in the length of the text.
    """
    figures = []
    for stretch in _stretches(reading):
        found = read_quantities(stretch)
        relations = relations_of(stretch, found)
        figures += [
            _figure(reading, quantity, relation, subject)
            for quantity, (relation, _), subject in zip(
                found, relations, subjects_of(stretch, found), strict=True
            )
        ]
    return tuple(figures)


def _stretches(reading: Reading) -> Iterator[Stretch]:
    """Sentences of the release and rows of its tables, in the order of the text."""
    sentences = iter(reading.sentences)
    pending = next(sentences, None)
    for index, block in enumerate(reading.blocks):
        while pending is not None and pending.block < index:
            pending = next(sentences, None)
        if block.kind not in _READ_KINDS:
            continue
        if block.kind is BlockKind.TABLE_ROW:
            yield Stretch(reading.flat, block.start, block.end)
            continue
        while pending is not None and pending.block == index:
            is_title = block.kind in (BlockKind.HEADLINE, BlockKind.SUBHEAD)
            yield Stretch(reading.flat, pending.start, pending.end, is_title)
            pending = next(sentences, None)


def _figure(
    reading: Reading, quantity: Quantity, relation: Relation, subject: Subject | None
) -> Figure:
    counted = quantity.counted
    return Figure(
        span=reading.span(quantity.start, quantity.end),
        value=quantity.value,
        low=quantity.low,
        high=quantity.high,
        relation=relation,
        unit=quantity.unit,
        unit_text=quantity.unit_text,
        counted=reading.text[counted.start : counted.end] if counted else None,
        subject=reading.text[subject.start : subject.end] if subject else None,
        rule=quantity.rule,
    )
