"""UTF-8 that somebody before us read as Latin-1 or Windows-1252: "Lundâ€™s pier".

A library (ftfy) mends more kinds by what whole lines look like; it takes longer than all the rest
of reading a release, and what is broken so in releases are signs and accents, told apart by their
bytes alone. What could be meant as it stands is left: "santé »" is no Chinese.
"""

import re
from dataclasses import replace
from functools import cache

from domain.documents import Document
from domain.sources import Item, Listed


def mended_document(document: Document) -> Document:
    """The document with its text and its title as they were meant."""
    text, title = mend_mojibake(document.text), mend_mojibake(document.title or "")
    return replace(document, text=text, title=title or document.title)


def mended_listing(listed: Listed) -> Listed:
    """The items of an answer with their texts and titles as they were meant."""
    return replace(listed, items=tuple(map(_mended_item, listed.items)))


def _mended_item(item: Item) -> Item:
    text, title = mend_mojibake(item.text or ""), mend_mojibake(item.title or "")
    return replace(item, text=text or item.text, title=title or item.title)


def mend_mojibake(text: str) -> str:
    """The text with signs that were torn into their bytes put together again.

    Signs of symbol fonts, which no other font has, become those they look like.
    """
    if _MAY_BE_TORN.search(text):
        text = _torn().sub(_put_together, text)
    text = _SYMBOLS.sub(lambda sign: _SHOWN.get(sign[0], sign[0]), text)
    if _APOSTROPHE.search(text):
        text = text.translate(_AS_MARKS)
    return text


# The first byte of a torn sign: of letters (Ã, Â), of punctuation and symbols (â, ï), of pictures.
_MAY_BE_TORN = re.compile("[\u00c2\u00c3\u00cd\u00e2\u00ef\u00f0][\u0080-\u00bf\u0152-\u2122]")
# Windows' signs for the bytes from 0x80 to 0x9f.
_OF_WINDOWS = {
    bytes([byte]).decode("cp1252"): byte
    for byte in range(0x80, 0xA0)
    if byte not in (0x81, 0x8D, 0x8F, 0x90, 0x9D)
}


@cache
def _torn() -> re.Pattern[str]:
    """The signs whose first two bytes say what they were; no other word begins or ends so.

    Behind "â" and "ï" stands a control or a sign of Windows', never a space or a mark that French
    has behind a letter.
    """
    windows = "".join(map(re.escape, _OF_WINDOWS))
    low, byte = f"[\u0080-\u009f{windows}]", f"[\u0080-\u00bf{windows}]"
    return re.compile(
        f"\u00e2\u20ac(?!{byte})"  # U+2010 or U+201D: programs drop 0x90 and 0x9d
        f"|\u00e2{low}{byte}"  # U+2000 to U+27FF: punctuation, symbols
        f"|\u00ef(?:[\u00b8\u00bb\u00bf]{byte}|[\u0080-\u0083{windows}]{byte})"  # U+F000, U+FE00
        f"|\u00f0[\u009f\u0178]{byte}{byte}"  # U+1F000: pictures
        # Letters with accents, spaces and signs; a capital may stand before a space or a mark.
        f"|(?<![A-Z])\u00c3{byte}|\u00c3[\u0080-\u009f\u00a1-\u00aa\u00ac-\u00ba\u00bc-\u00bf{windows}]"
        "|\u00c2[\u00a0-\u00bf]"
        "|\u00cd\u00be"  # the Greek question mark, which looks like a semicolon
    )


def _put_together(torn: re.Match[str]) -> str:
    if torn[0] == "\u00e2\u20ac":
        around = torn.string[max(0, torn.start() - 1) : torn.end() + 1].replace(torn[0], "")
        return "\u2010" if len(around) == 2 and around.isalpha() else "\u201d"
    written = bytes(_OF_WINDOWS.get(sign) or ord(sign) for sign in torn[0])
    try:
        sign = written.decode("utf-8")
    except UnicodeDecodeError:
        return torn[0]
    if sign in _NOTHING:
        return ""
    if sign.isprintable() or sign.isspace() or sign in _SHOWN:
        return ";" if sign == "\u037e" else sign
    return torn[0]


# Marks at the beginnings of files and of notes between lines: nobody reads them.
_NOTHING = frozenset("\ufeff\ufff9\ufffa\ufffb\u200b\u200e\u200f\u2060")
# Bullets of Symbol and Wingdings, at which Word leaves the places that are anybody's to use.
_SHOWN = {
    "\uf0b7": "•",
    "\uf0a7": "▪",
    "\uf0a8": "◻",
    "\uf0d8": "➢",
    "\uf0fc": "✓",
    "\uf02d": "-",
    "\uf0e0": "→",
}
_SYMBOLS = re.compile(f"[{''.join(_SHOWN)}]")
# Some fonts have U+201F for the apostrophe, and its fellow for the mark that opens.
_APOSTROPHE = re.compile("[^\\W\\d_]\u201f[^\\W\\d_]")
_AS_MARKS = str.maketrans("\u201e\u201f", "\u2018\u2019")
