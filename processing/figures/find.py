"""From a reading to its figures, in the order of the text."""

from collections.abc import Iterator

from domain.facts import Figure
from processing.figures.quantities import Quantity, Stretch, read_quantities
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
        figures += [_figure(reading, quantity) for quantity in read_quantities(stretch)]
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


def _figure(reading: Reading, quantity: Quantity) -> Figure:
    counted = quantity.counted
    return Figure(
        span=reading.span(quantity.start, quantity.end),
        value=quantity.value,
        low=quantity.low,
        high=quantity.high,
        unit=quantity.unit,
        unit_text=quantity.unit_text,
        counted=reading.text[counted.start : counted.end] if counted else None,
        rule=quantity.rule,
    )
