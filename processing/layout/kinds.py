"""What each piece of a text is: headline, body, contact lines, furniture and the rest."""

import re
from collections.abc import Sequence
from functools import cache

from processing.layout.joining import Piece
from processing.layout.lines import Role, is_final
from processing.lexicon import ordered_words
from processing.reading import BlockKind

_PLAIN = re.compile(r"[\W_]+")
_LOWER_WORD = re.compile(r"(?<![\w'’])[a-z]")
_ANY_WORD = re.compile(r"(?<![\w'’])\w")
_SITE_SUFFIX = re.compile(r"\s+(?:[|>»•·]|[-–—])\s+[^|>»•·]{3,80}\Z")
_TEASER_END = re.compile(r"(?:…|\.\.\.|\[…\]|read more)\W*\Z", re.I)
_ROW = re.compile(r"(?:\S+\s+)+\d[\d.,%$]*(?:st|nd|rd|th)?(?:\s+\d[\d.,%$]*(?:st|nd|rd|th)?)+")

# A paragraph of so many characters is prose whatever it ends with; a menu or headline is shorter.
_LONG = 140
# Two paragraphs that agree in so many letters are one text given twice.
_SAME_LEAST = 60

_FIXED = {
    Role.NAVIGATION: BlockKind.FURNITURE,
    Role.RELATED: BlockKind.FURNITURE,
    Role.END: BlockKind.FURNITURE,
    Role.MARK: BlockKind.FURNITURE,
    Role.NUMBER: BlockKind.FURNITURE,
    Role.CONTACT: BlockKind.CONTACT,
    Role.DATE: BlockKind.CONTACT,
    Role.ADDRESS: BlockKind.CONTACT,
    Role.TABLE: BlockKind.TABLE_ROW,
}


@cache
def _boilerplate() -> re.Pattern[str]:
    phrases = ordered_words("layout_boilerplate")
    opening = "|".join(re.escape(p[1:]) for p in phrases if p.startswith("^"))
    within = "|".join(re.escape(p) for p in phrases if not p.startswith("^"))
    return re.compile(rf"\A(?:{opening})|{within}", re.I)


def bare(text: str) -> str:
    """The letters and digits of a text alone, to compare lines that differ in marks or case."""
    return _PLAIN.sub("", text).casefold()


def title_key(title: str | None) -> str:
    """What a headline line must look like to repeat the title; site names are cut off."""
    return bare(_SITE_SUFFIX.sub("", title)) if title else ""


def tell_kinds(flat: str, pieces: Sequence[Piece], title: str | None) -> list[BlockKind]:
    """Tell the kind of every piece."""
    texts = [flat[piece.start : piece.end] for piece in pieces]
    kinds = [_first_look(piece.role, text) for piece, text in zip(pieces, texts, strict=True)]
    if BlockKind.BODY not in kinds:
        _promote(kinds, texts)
    first = kinds.index(BlockKind.BODY) if BlockKind.BODY in kinds else len(kinds)
    _name_headlines(kinds, texts, first, title_key(title))
    _name_short_lines(kinds, texts, first)
    _close_tail(kinds, pieces, texts, first)
    _drop_repeats(kinds, texts)
    return kinds


def _first_look(role: Role, text: str) -> BlockKind:
    """BODY for what reads as sentences; SUBHEAD stands for a short line not yet understood."""
    fixed = _FIXED.get(role)
    if fixed is not None:
        return fixed
    if role is Role.BULLET:
        return BlockKind.LIST_ITEM
    if _boilerplate().search(text):
        return BlockKind.BOILERPLATE
    if is_prose(text):
        return BlockKind.BODY
    if _ROW.fullmatch(text):
        return BlockKind.TABLE_ROW
    return BlockKind.SUBHEAD


def is_prose(text: str) -> bool:
    """Say whether a paragraph reads as sentences: it ends as one, or is long, mostly lower case."""
    if len(text) >= _LONG and len(text) > 3 * text.count("  "):
        return len(_LOWER_WORD.findall(text, 0, 400)) * 5 >= 2 * len(
            _ANY_WORD.findall(text, 0, 400)
        )
    return is_final(text) and not _TEASER_END.search(text) and " " in text


def _promote(kinds: list[BlockKind], texts: Sequence[str]) -> None:
    """Where nothing reads as a sentence, the longest unknown line is all there is to read."""
    unknown = [i for i, kind in enumerate(kinds) if kind is BlockKind.SUBHEAD]
    if unknown:
        kinds[max(unknown, key=lambda i: len(texts[i]))] = BlockKind.BODY


def _name_headlines(kinds: list[BlockKind], texts: Sequence[str], first: int, key: str) -> None:
    """Name the lines that repeat the title, or else the best line of the head."""
    found = False
    for i, text in enumerate(texts):
        if kinds[i] is BlockKind.SUBHEAD and key and len(text) < 400:
            line = bare(_SITE_SUFFIX.sub("", text)) or bare(text)
            if line and (
                line == key or (len(line) > 20 and (line.startswith(key) or key.startswith(line)))
            ):
                kinds[i] = BlockKind.HEADLINE
                found = found or i < first
    if not found:
        head = [
            i for i in range(first) if kinds[i] is BlockKind.SUBHEAD and texts[i].count(" ") >= 3
        ]
        if head:
            kinds[head[-1] if len(head) < 3 else max(head, key=lambda i: len(texts[i]))] = (
                BlockKind.HEADLINE
            )


def _name_short_lines(kinds: list[BlockKind], texts: Sequence[str], first: int) -> None:
    """Short lines: before the headline furniture; after a colon a list; else subheads."""
    headline = next((i for i, kind in enumerate(kinds) if kind is BlockKind.HEADLINE), first)
    listing = False
    for i, kind in enumerate(kinds):
        if kind is BlockKind.SUBHEAD and i < headline:
            kinds[i] = BlockKind.FURNITURE
        elif kind is BlockKind.SUBHEAD and i > first and (listing or texts[i - 1].endswith(":")):
            kinds[i] = BlockKind.LIST_ITEM
            listing = True
        else:
            listing = False


def _close_tail(
    kinds: list[BlockKind], pieces: Sequence[Piece], texts: Sequence[str], first: int
) -> None:
    """After an end mark or a list of other releases, nothing is prose."""
    ended = False
    for i, piece in enumerate(pieces):
        if i <= first:
            continue
        if ended:
            if kinds[i] in (
                BlockKind.BODY,
                BlockKind.LIST_ITEM,
                BlockKind.SUBHEAD,
                BlockKind.HEADLINE,
            ):
                kinds[i] = BlockKind.FURNITURE
        elif piece.role in (Role.END, Role.RELATED):
            ended = True


def _drop_repeats(kinds: list[BlockKind], texts: Sequence[str]) -> None:
    """Mark the second copy of a paragraph: what is said twice is read once."""
    seen: set[str] = set()
    for i, kind in enumerate(kinds):
        if kind.is_prose and len(texts[i]) >= _SAME_LEAST:
            key = bare(texts[i])
            if key in seen:
                kinds[i] = BlockKind.FURNITURE
            seen.add(key)
