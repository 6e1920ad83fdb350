"""What a line or a title calls the text it heads: "Media advisory", "Statement", "Correction"."""

import re
from functools import cache

from processing.layout.dates import is_date_line
from processing.lexicon import table

# Letters set apart: "N E W S  R E L E A S E".
_SPACED = re.compile(r"[^\W\d_](?: +(?:[^\W\d_]|[&.,'’-])(?!\w)){3,}")
EDGES = " \t*_~=#|:;,.–—-[]()<>«»“”\"'•"
NUMBER = re.compile(
    r"(?:(?:media |news |press )?release (?:number|no\.?|nr\.?|#)\s*[:.]?\s*|(?:no|nr|ref|number"
    r"|reference)\.?\s*[:.#]?\s*|#)?"
    r"(?=[\w/ .-]*\d)[A-Z]{0,6}[ -]?\d{1,5}(?:[ /.-]\d{1,5}){0,2}[A-Z]?"
    r"|(?:media |news |press )?release (?:number|no\.?|nr\.?|#)\s*[:.]?\s*\w{3,12}"
    r"|[A-Z]{2,6}[ -]?\d{1,4}[/-]\d{2,4}|[A-Z]\d{1,3}/\d{2,4}|\d{2,4}-\d{2,5}|\d{2}/\d{2,4}",
    re.I,
)


def plain_line(text: str) -> str:
    """A line without marks at its edges, letters set apart drawn together ("M E D I A")."""
    if spaced := _SPACED.match(text):
        text = _drawn_together(spaced.group()) + text[spaced.end() :]
    return " ".join(text.strip(EDGES).split())


def is_letter_spaced(text: str) -> bool:
    """Say whether all letters of a line are set apart: "N E W S  R E L E A S E"."""
    return _SPACED.fullmatch(text.strip()) is not None


def _drawn_together(spaced: str) -> str:
    """Words of letters set apart: a wider gap than between letters parts them."""
    least = min(map(len, re.findall(" +", spaced)))
    words = re.split(rf" {{{least + 1},}}", spaced)
    return " ".join(word.replace(" ", "") for word in words)


# "Fire Press Release": a word or two may stand before.
_LABEL_LAST = re.compile(r"(?<!\w)(?:press|media|news)\s+(?:releases?|statement|advisory)\Z")
_LABEL_WORDS = 4


@cache
def _labels() -> dict[str, str]:
    return {
        phrase: kind for kind, entry in table("head_labels").items() for phrase in entry["phrases"]
    }


@cache
def _label_pattern() -> re.Pattern[str]:
    longest_first = sorted(map(re.escape, _labels()), key=len, reverse=True)
    return re.compile(rf"(?:{'|'.join(longest_first)})(?![\w-])", re.I)


def label_kind(text: str) -> str | None:
    """The kind of label a line is as a whole: "statement" of "Media Statement", None if none."""
    key = plain_line(text).casefold()
    if key in _labels():
        return _labels()[key]
    if (ending := _LABEL_LAST.search(key)) and key.count(" ") <= _LABEL_WORDS:
        return _labels()[" ".join(ending.group().split())]
    found = _label_pattern().match(key)
    if found is None:
        return None
    rest = key[found.end() :].strip(EDGES)
    # "News Release from Region 7", "Media release no. 12", "Media Release 18 June 2014".
    if not rest or (
        re.fullmatch(r"(?:from|of|by) (?:the )?[\w ]{2,24}", rest) and len(rest.split()) <= 4
    ):
        return _labels()[found.group()]
    if NUMBER.fullmatch(rest) or is_date_line(rest):
        return _labels()[found.group()]
    return None


def label_begun(text: str) -> str | None:
    """The kind of label that a line begins with, whatever follows; None if none."""
    found = _label_pattern().match(plain_line(text))
    return _labels()[found.group().casefold()] if found else None


def label_prefix(text: str) -> tuple[str, int] | None:
    """The label a title begins with, parted from it by a colon, a dash or a bar, and its length."""
    found = _label_pattern().match(text)
    if found is None:
        return None
    joint = re.compile(r"\s*(?:#?\d{1,2})?\s*(?:[:|│]|\s[–—-]+\s|--)\s*").match(text, found.end())
    return (_labels()[found.group().casefold()], joint.end()) if joint else None


_CAPITAL = re.compile(r"\s+(?=[A-ZÀ-Þ0-9“\"$])")
_NUMBER_LAST = re.compile(
    r" (?:[A-Z]{2,6} ?\d{1,4}/\d{2,4}|[A-Z]\d{1,3}/\d{2,4}|\(\d{2}/\d{2,4}\))\Z"
)
_GOES_ON = re.compile(r"(?:by|from|of|on|to|for|with|regarding|and|in|at)\b", re.I)


def label_edges(text: str) -> tuple[int | None, int | None]:
    """Where a label at the beginning of a line ends, and where one at its end begins: a space each.

    "MEDIA RELEASE Senator Nick Bolkus"; not "Statement by the Premier".
    """
    first = last = None
    if found := _FIRST_LABEL.match(text):
        space = _CAPITAL.match(text, found.end())
        if space and not _GOES_ON.match(text, space.end()):
            first = found.end()
    if (found := _LAST_LABEL.search(text)) and found.start() > 0:
        last = found.start()
    return first, last


_FIRST_LABEL = re.compile(
    r"(?:(?i:(?:joint\s+)?(?:media|press|news)\s+(?:release|statement|centre|center|advisory|alert))"
    r"|(?i:news room)|STATEMENT|TRANSCRIPT|CORRECTION|UPDATED?)(?=\s)"
)
_LAST_LABEL = re.compile(r"\s+(?i:(?:media|press|news)\s+(?:release|statement))\s*\Z")


def number_last(text: str) -> int | None:
    """Where the number of a release at the end of a line begins: its space."""
    found = _NUMBER_LAST.search(text)
    return found.start() if found else None


_TITLE_LABEL = re.compile(
    r"(?P<statement>(?:(?:joint|media|press|public|official)\s+)*statement\s+(?:from|by|of|on|regarding|in"
    r"|about|attributed)\b|(?:\S+\s+){0,8}(?:issues?|releases?)\s+(?:\w+\s+)?statement\b|.{3,80}\bstatement\Z)"
    r"|(?P<transcript>(?:edited\s+|full\s+)?transcript\s+(?:of|from)\b|.{3,90}:\s+transcript\b"
    r"|(?:e\W{0,2}&\W{0,2}o\W{0,2}e\W+)?transcripts?(?:[:,–-]|\s+(?-i:[A-Z]{4,}|\d))|doorstop(?:\s+interview)?"
    r"(?:\s+with|\s*[,:–-])|.{3,60}\stranscripts?\Z)"
    r"|(?P<speech>(?:(?:full\s+)?text\s+of\s+(?:the\s+)?)?(?:(?:opening|keynote|closing|valedictory|inaugural|welcome"
    r"|concluding)\s+)*(?:speech|remarks|address|testimony)\s+(?:by|of|to|at|from|made|delivered)\b)"
    r"|(?P<advisory>(?:media|press|news)\s+(?:advisory|alert|availability|conference|opportunity|invitation)\b"
    r"|invitation\s+to\s+(?:media|the\s+media)\b)"
    r"|(?P<correction>(?:correction|corrected|corrigendum|erratum)\b(?!s|al))"
    r"|(?P<update>updated?\s*(?:\d+\s*)?[:–—-]|(?:.{3,80}[\s:])?(?:monthly|weekly|daily|operational|covid-19"
    r"|cases?|case\s+count|situation|status|service)\s+update(?:\s*[:–—-].*)?\Z|.{3,60}\sprovides\s+update\s+on\b)"
    r"|(?P<factsheet>fact\s?sheet\b|backgrounder\b)",
    re.I,
)


_JOINT = re.compile(
    r"\W*(?:this is a )?joint (?:(?:media|press|news|ministerial) )?(?P<kind>release|statement)"
    r" (?:with|by|from|between)\b",
    re.I,
)


def joint_label(text: str) -> str | None:
    """The kind of text that several issue together: "Joint news release with Low Ferry"."""
    found = _JOINT.match(text)
    return found["kind"].lower() if found else None


def title_label(text: str) -> str | None:
    """The kind of text a title says it heads: "Statement from the Premier on …" is a statement."""
    found = _TITLE_LABEL.match(text.lstrip(EDGES))
    return found.lastgroup if found else None


_ISSUES = re.compile(
    r"[^.“”\"]{3,200}\b(?:issued|released|made|gave) (?:the following|this) (?:\w+ )?statement\b"
    r"[^.“”\"]{0,140}[:.]?"
)


def issues_statement(text: str) -> bool:
    """Say whether a text is "The premier released the following statement:" and no more."""
    return _ISSUES.fullmatch(text) is not None
