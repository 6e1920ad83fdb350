"""From a document to its reading: lines, blocks, kinds, language, sentences."""

from collections.abc import Iterator, Sequence

from domain.documents import Document
from processing.language import detect_language, is_foreign
from processing.layout.datelines import read_dateline
from processing.layout.flat import flatten
from processing.layout.gaps import has_lost_stops, split_at_gaps
from processing.layout.joining import Piece, bare, join_lines
from processing.layout.kinds import tell_kinds
from processing.layout.lines import read_lines, strip_release_mark
from processing.layout.parting import part_head
from processing.layout.titles import read_title
from processing.parsed_text import Block, BlockKind, ParsedText, SentenceSpan
from processing.words.sentence_ends import split_sentences

# A dateline opens a release; further down "ATLANTA – " is the reporter's own dash.
_DATELINE_BLOCKS = 3
# A title of a letter or two matches anything.
_TITLE_LEAST = 3
# Too few words to tell a foreign paragraph from a list of foreign names.
_FOREIGN_LEAST = 50


def read_layout(document: Document) -> ParsedText:
    """Cut a document into blocks and sentences, and tell its language; never raises."""
    titles = _title_keys(document.title)
    flat = part_head(flatten(document.text), next(reversed(titles), ""))
    pieces = join_lines(tuple(read_lines(flat)), next(reversed(titles), ""))
    flat = _close_blocks(flat, pieces)
    kinds = tell_kinds(flat, pieces, titles)
    blocks = _make_blocks(pieces, kinds)
    language = detect_language(flat, blocks)
    if language == "en":
        read = [_unless_foreign(flat, block) for block in blocks]
        blocks = blocks if read == kinds else _make_blocks(pieces, read)
    return ParsedText(
        document=document,
        flat=flat,
        blocks=blocks,
        sentences=tuple(_read_sentences(flat, blocks)),
        language=language,
    )


def _make_blocks(pieces: Sequence[Piece], kinds: Sequence[BlockKind]) -> tuple[Block, ...]:
    return tuple(
        Block(piece.start, piece.end, kind) for piece, kind in zip(pieces, kinds, strict=True)
    )


def _unless_foreign(flat: str, block: Block) -> BlockKind:
    """A translation or a notice in another language is not read with an English release."""
    asked = block.end - block.start >= _FOREIGN_LEAST and block.kind.is_prose
    if asked and is_foreign(flat[block.start : block.end]):
        return BlockKind.FURNITURE
    return block.kind


def _title_keys(title: str | None) -> dict[str, BlockKind]:
    """The bare forms under which a line of the text may repeat the title, and what it is then.

    The headline within the title comes last; a title that is a path of menus is furniture.
    """
    if title is None:
        return {}
    headline = read_title(title).headline
    whole = bare(strip_release_mark(title))
    keys = {whole: BlockKind.HEADLINE if headline else BlockKind.FURNITURE}
    if headline:
        key = bare(headline)
        keys[key] = keys.pop(key, BlockKind.HEADLINE)
    return {key: kind for key, kind in keys.items() if len(key) >= _TITLE_LEAST}


def _close_blocks(flat: str, pieces: Sequence[Piece]) -> str:
    """Make the line breaks within pieces spaces; those between them stay."""
    parts: list[str] = []
    last = 0
    for piece in pieces:
        inside = flat[piece.start : piece.end]
        if "\n" in inside:
            parts += (flat[last : piece.start], inside.replace("\n", " "))
            last = piece.end
    parts.append(flat[last:])
    return "".join(parts)


def _read_sentences(flat: str, blocks: Sequence[Block]) -> Iterator[SentenceSpan]:
    bodies = 0
    for number, block in enumerate(blocks):
        if block.kind.is_prose:
            start = block.start
            if block.kind is BlockKind.BODY and bodies < _DATELINE_BLOCKS:
                bodies += 1
                dateline = read_dateline(flat, start, block.end)
                start = dateline.end if dateline else start
            is_gapped = has_lost_stops(flat, start, block.end)
            split = split_at_gaps if is_gapped else split_sentences
            for begin, end in split(flat, start, block.end):
                yield SentenceSpan(begin, end, number)
        elif block.kind in (BlockKind.HEADLINE, BlockKind.SUBHEAD):
            yield SentenceSpan(block.start, block.end, number)
