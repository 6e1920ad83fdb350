"""The text cut into tokens, once a release: where each begins, and how it is written.

A possessive "'s" and the endings of contractions ("n't", "'re") are tokens of their own, as in the
Penn Treebank; initials, abbreviations with their full stop and hyphened words are one.
"""

import re
from bisect import bisect_left
from dataclasses import dataclass
from functools import cache
from itertools import accumulate, chain, compress
from typing import Any

from processing.parsed_text import Block, BlockKind, ParsedText

UPPER = "A-ZÀ-ÖØ-Þ" + "".join(chr(c) for c in range(0x100, 0x250) if chr(c).isupper())
_ABBREVIATIONS = (
    "Mr|Mrs|Ms|Mx|Dr|Smt|Kum|Prof|Rev|Hon|Sen|Sens|Rep|Reps|Gov|Govs|Lt|Col|Gen|Maj|Capt|Cmdr|Cpl|Sgt|Pvt|"
    "Adm|Det|Insp|Supt|Atty|Asst|Pres|Sec|Messrs|Amb|Jr|Sr|Esq|St|Ft|Mt|Inc|Corp|Co|Ltd|Bros|Dept|"
    "Ala|Ariz|Ark|Calif|Colo|Conn|Del|Fla|Ga|Ill|Ind|Kan|Ky|La|Mass|Md|Mich|Minn|Miss|Mo|Mont|Neb|"
    "Nev|Okla|Ore|Pa|Tenn|Tex|Va|Vt|Wash|Wis|Wyo|SSgt|Spc|Pfc|Ph\\.D|M\\.D"
)
_CONTRACTED = r"['’](?:s|re|ve|ll|d|m)(?!\w)"
_NOT = r"n['’]t(?!\w)"
_TOKEN = re.compile(
    # One group around all: a split by it yields the tokens and what lies between them.
    r"([a-z]+(?![\w&'’-])"  # most words are plain and need none of what follows
    r"|[A-Z][a-z]*+(?![\w&'’.-])"  # and so are most names; only a capital opens what is dotted
    rf"|(?=[{UPPER}])(?:(?:[{UPPER}]\.-?){{2,12}}(?:[{UPPER}](?![\w.]))?"  # U.S., P.J., J.-P.
    rf"|[{UPPER}]\.(?=[ ,)]|$)"  # the C. of Todd C. Smith
    rf"|(?:{_ABBREVIATIONS})\.(?!\w))"
    rf"|{_CONTRACTED}|{_NOT}"
    rf"|[^\W\d_](?:(?!{_NOT})\w|[&-](?=\w)|(?!{_CONTRACTED})['’](?=[^\W\d_]))*+"
    r"(?:(?<=s)['’](?= [A-Z]))?"  # Veterans' Affairs
    r"|[$€£]?\d(?:[\d,.]*\d)?(?:\w+)?(?:-(?:[a-z]+-)*(?:old|olds)(?!\w))?"  # 56-year-old
    r"|(?<!(?<!\w)[A-Z]) {3,}|\S)"  # a gap, but not within "Richard C  Poe" nor between lines
)
# Most of a megabyte of prose; what stands further down in a longer text is not read.
MOST_TOKENS = 150_000
_UNREAD = (BlockKind.FURNITURE, BlockKind.CONTACT, BlockKind.BOILERPLATE)


@dataclass(frozen=True, slots=True)
class Tokens:
    """The tokens of the blocks that are read, in order, as columns.

    `starts` are offsets into the text, `texts` the tokens as they are written. After each block
    stands an empty one at the block's end. `ranges` has a (block, first, last) for each block that
    was read: its tokens are `first` to `last`, exclusive, without the empty one. `has_gaps` says
    whether some tokens are the wide gaps within lines.
    """

    reading: ParsedText
    starts: list[int]
    texts: list[str]
    ranges: list[tuple[int, int, int]]

    has_gaps: bool

    def end(self, last: int) -> int:
        """Where the token before `last` ends."""
        return self.starts[last - 1] + len(self.texts[last - 1])

    def between(self, start: int, end: int) -> tuple[list[str], list[int]]:
        """The tokens of `flat[start:end]` and where they begin, as `cut` gives them.

        Cut anew only where the stretch begins or ends within a token, or was not read.
        """
        first, last = bisect_left(self.starts, start), bisect_left(self.starts, end)
        is_known = (
            not self.has_gaps
            and first < last < len(self.starts)
            and (first == 0 or self.end(first) <= start)
            and self.end(last) <= end
        )
        texts = self.texts[first:last] if is_known else []
        if not is_known or "" in texts:
            return cut(self.reading.flat, start, end)
        return texts, self.starts[first:last]


def read_tokens(reading: ParsedText) -> Tokens:
    """Cut the prose, headlines and table rows of a text; never raises, linear in its length."""
    starts: list[int] = []
    texts: list[str] = []
    ranges: list[tuple[int, int, int]] = []
    for number, block in enumerate(reading.blocks):
        if block.kind in _UNREAD:
            continue
        first = len(texts)
        if first > MOST_TOKENS:
            break
        block_texts, block_starts = _cut(reading, block)
        texts += block_texts
        starts += block_starts
        ranges.append((number, first, len(texts)))
        starts.append(block.end)
        texts.append("")
    return Tokens(reading, starts, texts, ranges, any(map(str.isspace, texts)))


def cut(flat: str, start: int, end: int) -> tuple[list[str], list[int]]:
    """The tokens of `flat[start:end]` and where they begin, gaps left out."""
    text = flat[start:end]
    if not any(map(text.__contains__, _ODD_SPACES)) and "\n" not in text:
        kept = text.lstrip(" ")
        start += len(text) - len(kept)
        kept = kept.rstrip(" ")
        if not kept:
            return [], []
        read = list(chain.from_iterable(map(_known_runs().__getitem__, kept.split(" "))))
        return read[::2], list(accumulate(read[1:-2:2], initial=start))
    texts: list[str] = []
    starts: list[int] = []
    for match in _TOKEN.finditer(flat, start, end):
        if match[0][0] != " ":
            texts.append(match[0])
            starts.append(match.start())
    return texts, starts


def _cut(reading: ParsedText, block: Block) -> tuple[list[str], list[int]]:
    """Cut a block into its tokens and their places, with no step for each token."""
    text = reading.flat[block.start : block.end]
    is_odd = any(map(text.__contains__, _ODD_SPACES))
    runs = _APART.split(text) if is_odd else text.split(" ")
    read = list(chain.from_iterable(map(_known_runs().__getitem__, runs)))[: 2 * MOST_TOKENS]
    texts = read[::2]
    starts = list(accumulate(read[1:-2:2], initial=block.start))
    if not is_odd or reading.text.find("\n", block.start, block.end) < 0:
        return texts, starts
    kept = [not _is_line_end(reading.text, *token) for token in zip(texts, starts, strict=True)]
    return list(compress(texts, kept)), list(compress(starts, kept))


# A release is cut into runs of what stands between spaces, most of which it shares with others.
# Only where a token is a gap itself, or asks what stands behind one, does a run hold a space.
_ODD_SPACES = ("  ", "s' ", "s’ ")
_APART = re.compile(r" (?! )(?<!s['’] )")

# Runs that are kept, and how long: what is longer is an address or no text.
_MOST_RUNS = 32_768
_LONGEST_RUN = 100
# Of each token the word and how far it is to the next, in one row: a run is found, and joined to
# the others, in one piece.
_Run = tuple[Any, ...]


class _Runs(dict[str, _Run]):
    """Runs as they were read. A dictionary, as it answers in half the time of an `lru_cache`."""

    def __missing__(self, run: str) -> _Run:
        read = _read_run(run)
        if len(run) <= _LONGEST_RUN:
            if len(self) >= _MOST_RUNS:
                self.clear()
            self[run] = read
        return read


@cache
def _known_runs() -> _Runs:
    return _Runs()


def _read_run(run: str) -> _Run:
    if run.isalpha():
        return run, len(run) + 1
    if run.endswith((",", ";", ":")) and run[:-1].isalpha():
        return run[:-1], len(run) - 1, run[-1], 2
    _, *parts = _TOKEN.split(f"{run} ")
    row: list[Any] = []
    for word, gap in zip(parts[::2], parts[1::2], strict=True):
        row += (word, len(word) + len(gap))
    return tuple(row)


def _is_line_end(text: str, word: str, start: int) -> bool:
    """Say whether a gap is only where a line broke."""
    end = start + len(word)
    return word[0] == " " and text[end - 1].isspace() and "\n" in text[start:end]
