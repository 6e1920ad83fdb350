"""Which short lines name the speaker of a statement beside them."""

from collections.abc import Sequence

from processing.layout.lines import is_final
from processing.names.signatures import read_signature
from processing.reading import BlockKind

_BODY, _SUBHEAD, _SIGNATURE = BlockKind.BODY, BlockKind.SUBHEAD, BlockKind.SIGNATURE
# A statement is a paragraph; what is shorter is a line of a list of names.
_STATEMENT_LEAST = 40


def mark_signatures(kinds: list[BlockKind], texts: Sequence[str], first: int) -> None:
    """Mark the lines below the lead `first` that give an office and a name under a paragraph.

    A name without an office counts where another paragraph with its signature stands beside.
    """
    doubtful: list[int] = []
    for i in range(first + 1, len(kinds)):
        if kinds[i] is not _SUBHEAD or not _is_statement(kinds, texts, i - 1):
            continue
        if i + 1 < len(kinds) and _is_listed(kinds[i + 1], texts[i + 1]):
            continue
        signature = read_signature(texts[i])
        if signature is None:
            continue
        if signature.is_sure:
            kinds[i] = _SIGNATURE
        else:
            doubtful.append(i)
    for i in doubtful:
        if kinds[i - 2] is _SIGNATURE or (i + 2 < len(kinds) and kinds[i + 2] is _SIGNATURE):
            kinds[i] = _SIGNATURE


def _is_statement(kinds: Sequence[BlockKind], texts: Sequence[str], i: int) -> bool:
    return kinds[i] is _BODY and len(texts[i]) >= _STATEMENT_LEAST and is_final(texts[i])


def _is_listed(kind: BlockKind, below: str) -> bool:
    """Whether a line goes on below: those who sign a letter, a sentence broken in two."""
    if below[0].islower():
        return True
    return kind is _SUBHEAD and read_signature(below) is not None
