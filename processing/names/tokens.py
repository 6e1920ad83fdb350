"""The text as a row of tokens, each with a one-letter label that says what the word may be.

Name finding is a cascade of patterns over the row of labels (the finite-state cascade of FASTUS,
Hobbs et al. 1997): each pass recognises units and writes their label over their words, so that
the next pass sees "Kk" where the text says "Police Department".
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from processing.names.vocabulary import phrases, vocabulary
from processing.reading import Block, BlockKind, Reading

_UPPER = "A-ZÀ-ÖØ-Þ" + "".join(chr(c) for c in range(0x100, 0x250) if chr(c).isupper())
_ABBREVIATIONS = (
    "Mr|Mrs|Ms|Mx|Dr|Prof|Rev|Hon|Sen|Sens|Rep|Reps|Gov|Govs|Lt|Col|Gen|Maj|Capt|Cmdr|Cpl|Sgt|Pvt|"
    "Adm|Det|Insp|Supt|Atty|Asst|Pres|Sec|Messrs|Amb|Jr|Sr|Esq|St|Ft|Mt|Inc|Corp|Co|Ltd|Bros|Dept|"
    "Ala|Ariz|Ark|Calif|Colo|Conn|Del|Fla|Ga|Ill|Ind|Kan|Ky|La|Mass|Md|Mich|Minn|Miss|Mo|Mont|Neb|"
    "Nev|Okla|Ore|Pa|Tenn|Tex|Va|Vt|Wash|Wis|Wyo|SSgt|Spc|Pfc|Ph\\.D|M\\.D"
)
_TOKEN = re.compile(
    rf"(?:[{_UPPER}]\.-?){{2,12}}(?:[{_UPPER}](?![\w.]))?"  # U.S., P.J., J.-P.
    rf"|[{_UPPER}]\.(?=[ ,)]|$)"  # the C. of Todd C. Smith
    rf"|(?:{_ABBREVIATIONS})\.(?!\w)"
    r"|['’]s(?!\w)"
    r"|[^\W\d_](?:\w|[&-](?=\w)|['’](?!s(?!\w))(?=[^\W\d_]))*"
    r"|[$€£]?\d(?:[\d,.]*\d)?(?:\w+)?"
    r"| {2,}|\S"
)
# A word longer than any name is no name ("AAAA…"); it is read as a common word.
_LONGEST_WORD = 40
_MARKS = {
    ",": ",",
    ";": ";",
    ":": ":",
    "(": "(",
    ")": ")",
    "[": "(",
    "]": ")",
    "“": '"',
    "”": '"',
    '"': '"',
    "„": '"',
    "«": '"',
    "»": '"',
    "‘": '"',
    "’": '"',
    "'": '"',
    ".": ".",
    "!": ".",
    "?": ".",
    "…": ".",
    "—": "-",
    "–": "-",
    "-": "-",
    "―": "-",
    "&": "&",
    "'s": "'",
    "’s": "'",
}
_UNREAD = (BlockKind.FURNITURE, BlockKind.CONTACT, BlockKind.BOILERPLATE)
# A line in which nearly every word is capitalised is written as a headline is.
_HEADLINE_SHARE = 0.7
_SMALL_WORD = 4


@dataclass(frozen=True, slots=True)
class Tokens:
    """The tokens of the blocks that are read, in order; a block ends with a token labelled "/".

    `starts`, `ends` are offsets into the text. `labels` is one byte a token and is rewritten by
    the passes. `shouting` holds token ranges of lines whose capitals say nothing.
    """

    reading: Reading
    starts: list[int]
    ends: list[int]
    words: list[str]
    labels: bytearray
    headlines: list[tuple[int, int]]

    def text(self, first: int, last: int) -> str:
        """The words of tokens `first` to `last` (exclusive) as they stand, spaces made single."""
        return " ".join(self.reading.text[self.starts[first] : self.ends[last - 1]].split())

    def mark(self, first: int, last: int, label: str) -> None:
        """Write a unit over its tokens: its label, then the same in lower case."""
        self.labels[first:last] = (label + label.lower() * (last - first - 1)).encode()


def read_tokens(reading: Reading) -> Tokens:
    """Cut the prose and headlines of a reading into labelled tokens."""
    starts: list[int] = []
    ends: list[int] = []
    words: list[str] = []
    labels: list[str] = []
    headlines: list[tuple[int, int]] = []
    flat = reading.flat
    for block in reading.blocks:
        if block.kind in _UNREAD:
            continue
        first = len(words)
        for token in _TOKEN.finditer(flat, block.start, block.end):
            word = token.group()
            starts.append(token.start())
            ends.append(token.end())
            words.append(word)
            labels.append(label_of(word))
        if _is_headline(block, words[first:]):
            headlines.append((first, len(words)))
        starts.append(block.end)
        ends.append(block.end)
        words.append("")
        labels.append("/")
    tokens = Tokens(reading, starts, ends, words, bytearray("".join(labels).encode()), headlines)
    for begin, end in headlines:
        _hush(tokens, begin, end)
    _mark_phrases(tokens)
    return tokens


@lru_cache(maxsize=65536)
def label_of(word: str) -> str:
    """What a word may be, as one letter; the table stands in `vocabulary`."""
    mark = _MARKS.get(word)
    if mark is not None:
        return mark
    first = word[0]
    if first == " ":
        return "|"
    if not first.isalpha():
        return "#" if first.isdigit() or word[-1].isdigit() else "_"
    if len(word) > _LONGEST_WORD:
        return "x"
    if first.islower() or not first.isupper():
        return vocabulary().lower.get(word, "x")
    return _label_capital(word)


def _label_capital(word: str) -> str:
    known = vocabulary()
    label = known.exact.get(word)
    if label is not None:
        return label
    key = word.casefold()
    if word[-1] == ".":
        label = known.upper.get(key) or known.upper.get(key[:-1])
        return label if label is not None and len(word) > 2 else "I"
    if len(word) > 1 and word.isupper():
        label = known.upper.get(key)
        return label if label is not None and label in "GDEBTMSOLF" else "A"
    if "-" in word and word[word.rindex("-") + 1].islower() and key not in known.upper:
        return "x"
    label = known.upper.get(key)
    if label is None and "-" in word:
        # "Anne-Marie", "Miami-Dade": the first half tells.
        label = known.upper.get(key.partition("-")[0])
        label = label if label == "G" else None
    return label or "N"


def _is_headline(block: Block, words: list[str]) -> bool:
    if block.kind in (BlockKind.HEADLINE, BlockKind.SUBHEAD):
        floor = 0.5
    elif len(words) > 40:
        return False
    else:
        floor = _HEADLINE_SHARE
    long = [word for word in words if len(word) >= _SMALL_WORD and word[0].isalpha()]
    if len(long) < 3:
        return block.kind in (BlockKind.HEADLINE, BlockKind.SUBHEAD) and bool(long)
    if words[-1] in {".", "”"} and block.kind.is_prose:
        return False
    capital = sum(word[0].isupper() for word in long)
    return capital / len(long) > floor


def _hush(tokens: Tokens, begin: int, end: int) -> None:
    """Take the labels from a headline, where capitals say nothing; known names keep theirs."""
    shouts = all(word.isupper() for word in tokens.words[begin:end] if word[:1].isalpha())
    for at in range(begin, end):
        if shouts or tokens.labels[at] not in b"KL'":
            tokens.labels[at] = ord("_")


def _mark_phrases(tokens: Tokens) -> None:
    """Write the labels of known names of several words ("New York", "Wells Fargo")."""
    known = phrases()
    words = tokens.words
    at = 0
    for at_next, word in _openers(words, known):
        if at_next < at:
            continue
        for phrase, label in known[word]:
            end = at_next + len(phrase)
            if words[at_next:end] != phrase:
                continue
            if label != "T":
                tokens.mark(at_next, end, label)
            elif at_next and tokens.labels[at_next - 1] in b"Tt":
                case = b"T" if tokens.labels[at_next - 1] == ord("T") else b"t"
                tokens.labels[at_next:end] = case * len(phrase)
            else:
                continue
            at = end
            break


def _openers(
    words: list[str], known: dict[str, list[tuple[list[str], str]]]
) -> Iterator[tuple[int, str]]:
    return ((at, word) for at, word in enumerate(words) if word in known)
