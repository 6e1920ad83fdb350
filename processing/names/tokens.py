"""The text as a row of tokens, each with a label that says what the word may be.

Name finding is a cascade of patterns over the row of labels (the finite-state cascade of FASTUS,
Hobbs et al. 1997): each pass recognises units and writes their label over their words, so that
the next pass sees an organization where the text says "Police Department".
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import compress

from processing.lexicon import table
from processing.lexicon import words as lexicon_words
from processing.names.labels import Label, codes, pattern
from processing.names.vocabulary import phrases, vocabulary
from processing.parsed_text import Block, BlockKind, ParsedText
from processing.words import tokens as words
from processing.words.tokens import UPPER

# A word longer than any name is no name ("AAAA…"); it is read as a common word.
_LONGEST_WORD = 40
_BEFORE_TITLES = ("then-", "ex-", "vice-", "co-", "now-", "longtime-")
_ARTICLE_NAME = re.compile(rf"(?:al|el|ash|as|ul|ur|bin)-[{UPPER}]")
# "SaveMyPort", but not "VanDerBeek".
_BRAND = re.compile(r"(?!Van|De|Mc|Mac|La|Le|Di)[A-Z][a-z]+(?:[A-Z][a-z]+){2,}")
_MARKS: dict[str, Label] = {
    ",": Label.COMMA,
    ";": Label.SEMICOLON,
    ":": Label.COLON,
    "(": Label.BRACKET,
    ")": Label.BRACKET_END,
    "[": Label.BRACKET,
    "]": Label.BRACKET_END,
    "“": Label.QUOTE,
    "”": Label.QUOTE,
    '"': Label.QUOTE,
    "„": Label.QUOTE,
    "«": Label.QUOTE,
    "»": Label.QUOTE,
    "‘": Label.QUOTE,
    "’": Label.QUOTE,
    "'": Label.QUOTE,
    ".": Label.STOP,
    "!": Label.STOP,
    "?": Label.STOP,
    "…": Label.STOP,
    "—": Label.DASH,
    "–": Label.DASH,
    "-": Label.DASH,
    "―": Label.DASH,
    "&": Label.AMPERSAND,
    "'s": Label.OWNER,
    "’s": Label.OWNER,
}
# A common word right after a given name, and the name ends there: "Doris Day".
_AFTER_GIVEN = pattern(
    r"(?<= [GIVEN INITIAL]) (?: CAPITALISED (?= COMMON))? ([MEANINGFUL PLACE_OPENER]) (?! "
    r"[GOING_ON])"
)
# With an office or a courtesy before the given name any common word is the surname: "Premier Sandy
# Silver".
_TITLED_COMMON = pattern(r"(?<= [ANY_TITLE COURTESY] [ANY_GIVEN]) COMMON (?! [GOING_ON])")
# The same of a word for a place, where the name speaks or a mark closes it: "Officer Grace Park".
_TITLED_PLACE = pattern(
    r"(?<= [ANY_TITLE COURTESY] [GIVEN GIVEN_COMMON]) [PLACE_HEAD STREET PLACE_OPENER] (?= "
    r"[SAYING AND LOWER,.;:)'])"
)
_SURELY_PLACES = frozenset({"County", "City", "Street", "Avenue", "Township", "Parish", "Province"})
# What opens the name of a place is a given name behind a short title: "Rep. Rio Tilton".
_TITLED_GIVEN = pattern(
    r"(?<= [TITLE COURTESY]) PLACE_OPENER (?= CAPITALISED [SAYING LOWER,.;:)'])"
)
# "Head of Strategy", but not "Hilton Head of …".
_HEAD_OF = pattern(r"(?<! [NAME_WORD ANY_PLACE]) COMMON (?= OF)")
# A rank or its state in brackets between a rank and the name: "Col. (Ret.) Omar Pitt".
_RANK_IN_BRACKETS = pattern(
    r"(?<= [ANY_TITLE COURTESY RANK TITLE_MODIFIER])\([^()/]{1,3}\) (?= [NAME_WORD INITIAL])"
)
# Whatever stands between a name and its suffix is a surname: "Robert Lee Elder III".
_BEFORE_SUFFIX = pattern(
    r"(?<= [GIVEN CAPITALISED GIVEN_COMMON]) [MEANINGFUL PLACE_OPENER] (?=,? SUFFIX)"
)
# "WHO: Ada Lund", which is no health organization
_HEADING = pattern(r"ORGANIZATION:")
# Between a title and a word that can only be a name, "Sunday" is a given name, as in Nigeria.
_DAY_AFTER_TITLE = pattern(
    r"(?<= [ANY_TITLE ORGANIZATION_HEAD ]) BOUNDARY (?= CAPITALISED (?! [CAPITALISED GIVEN "
    r"GIVEN_PLACE TITLE]))"
)
_DAYS_OF_BIRTH = frozenset({"Sunday", "Monday", "Friday"})
# A line in which nearly every word is capitalised is written as a headline is.
_HEADLINE_SHARE = 0.7
_SMALL_WORD = 4
# "Jane Roe, Elm City" is no headline.
_FEW_WORDS = 5


@dataclass(frozen=True, slots=True)
class Tokens:
    """The tokens of the blocks that are read, in order; each block ends with one more.

    `starts` are offsets into the text. `labels` is one byte a token and is rewritten by
    the passes. `headlines` holds the token ranges of lines whose capitals say nothing.
    """

    reading: ParsedText
    starts: list[int]
    words: list[str]
    labels: bytearray
    headlines: list[tuple[int, int]]

    def end(self, last: int) -> int:
        """Where the token before `last` ends."""
        return self.starts[last - 1] + len(self.words[last - 1])

    def text(self, first: int, last: int) -> str:
        """The words of tokens `first` to `last` (exclusive) as they stand, spaces made single."""
        words = self.reading.text[self.starts[first] : self.end(last)]
        return words if last - first == 1 else " ".join(words.split())

    def mark(self, first: int, last: int, label: Label) -> None:
        """Write a unit over its tokens: its label, then the same in lower case."""
        rest = chr(label).lower().encode()
        self.labels[first:last] = bytes((label,)) + rest * (last - first - 1)


def find_headed(
    headed: re.Pattern[bytes], labels: bytearray, head: Label
) -> Iterator[re.Match[bytes]]:
    """The matches of a pattern that ends in the label `head` and has it nowhere else.

    What `finditer` finds, but only what stands before a head in its block is looked at.
    """
    done = 0
    while (at := labels.find(head, done)) >= 0:
        begin = labels.rfind(codes("BLOCK_END"), done, at) + 1
        # One label more, for what a pattern says of the one behind its head.
        match = headed.search(labels, max(begin, done), at + 2)
        if match is not None:
            yield match
        done = at + 1


def label_tokens(cut: words.Tokens) -> Tokens:
    """Label the tokens of a text's prose and headlines."""
    reading = cut.reading
    starts, texts = cut.starts, cut.texts
    labels = bytearray(map(_known_labels().__getitem__, texts))
    headlines = [
        (first, last)
        for number, first, last in cut.ranges
        if _is_headline(reading.blocks[number], texts[first:last])
    ]
    tokens = Tokens(reading, starts, texts, labels, headlines)
    for begin, end in headlines:
        _hush(tokens, begin, end)
    _mark_phrases(tokens)
    for remark in _RANK_IN_BRACKETS.finditer(bytes(tokens.labels)):
        inner = texts[remark.start() + 1]
        is_state = inner.casefold().rstrip(".") in lexicon_words("names_rank_states")
        if is_state or label_of(inner) in codes("ANY_TITLE COURTESY"):
            tokens.labels[remark.start() : remark.end()] = codes("TITLE") * len(remark.group())
    for head in _HEAD_OF.finditer(bytes(tokens.labels)):
        if texts[head.start()] == "Head":
            tokens.labels[head.start()] = Label.TITLE
    for given in _TITLED_GIVEN.finditer(bytes(tokens.labels)):
        if texts[given.start() - 1].endswith("."):
            tokens.labels[given.start()] = Label.GIVEN
    for place in _AFTER_GIVEN.finditer(bytes(tokens.labels)):
        if texts[place.start(1)] in _surname_words():
            tokens.labels[place.start(1)] = Label.CAPITALISED
    for surname in (_TITLED_COMMON, _BEFORE_SUFFIX):
        for place in surname.finditer(bytes(tokens.labels)):
            tokens.labels[place.start()] = Label.CAPITALISED
    for place in _TITLED_PLACE.finditer(bytes(tokens.labels)):
        if texts[place.start()] not in _SURELY_PLACES:
            tokens.labels[place.start()] = Label.CAPITALISED
    for day in _DAY_AFTER_TITLE.finditer(bytes(tokens.labels)):
        if texts[day.start()] in _DAYS_OF_BIRTH:
            tokens.labels[day.start()] = Label.GIVEN
    for heading in _HEADING.finditer(bytes(tokens.labels)):
        # "WHO:" opens a line of a media advisory.
        if texts[heading.start()] == "WHO":
            tokens.labels[heading.start()] = Label.BOUNDARY
    return tokens


# Labels that a word keeps where it stands in capitals.
_IN_CAPITALS = codes("ANY_GIVEN BOUNDARY TITLE TITLE_MODIFIER SUFFIX ORGANIZATION_HEAD PLACE RANK")
_NAME_WORDS = codes("NAME_WORD")


@cache
def _surname_words() -> frozenset[str]:
    callings = {calling.capitalize() for calling in lexicon_words("names_callings")}
    return frozenset(table("names_words")["surname_words"]) | callings


class _Labels(dict[str, Label]):
    """Words with their labels: a dictionary, as every word of every text is asked."""

    def __missing__(self, word: str) -> Label:
        label = _read_label(word)
        if len(self) >= _MOST_LABELS:
            self.clear()
        self[word] = label
        return label


_MOST_LABELS = 32_768


@cache
def _known_labels() -> _Labels:
    return _Labels()


def label_of(word: str) -> Label:
    """What a word may be."""
    return _known_labels()[word]


def _read_label(word: str) -> Label:
    mark = _MARKS.get(word)
    if mark is not None:
        return mark
    if not word:
        return Label.BLOCK_END
    first = word[0]
    if first == " ":
        return Label.GAP
    if not first.isalpha():
        if word.endswith(("-old", "-olds")) or (first in "'’" and word[1:].isalpha()):
            return Label.LOWER  # "24-year-old", the end of "they're"
        return Label.NUMBER if first.isdigit() or word[-1].isdigit() else Label.SILENT
    if len(word) > _LONGEST_WORD:
        return Label.LOWER
    if first.islower() or not first.isupper():
        label = vocabulary().lower.get(word)
        if label is None and word.startswith(_BEFORE_TITLES):
            label = vocabulary().lower.get(word.partition("-")[2].casefold())
        elif label is None and _ARTICLE_NAME.match(word):
            return Label.CAPITALISED
        return label or Label.LOWER
    return _label_capital(word)


def _label_capital(word: str) -> Label:
    known = vocabulary()
    label = known.exact.get(word)
    if label is not None:
        return label
    key = word.casefold()
    if word[-1] == ".":
        label = known.upper.get(key) or known.upper.get(key[:-1])
        return label if label is not None and len(word) > 2 else Label.INITIAL
    if len(word) > 1 and word.isupper():
        label = known.upper.get(key)
        return label if label is not None and label in _IN_CAPITALS else Label.ACRONYM
    if word[-1] in "'’":
        label = _label_capital(word[:-1])
        return Label.COMMON if label in _NAME_WORDS else label  # "Farmers' Welfare"
    if len(word) > 2 and word[-1] == "s" and word[:-1].isupper():
        return Label.ACRONYM
    # What ends in its hyphen was cut there, at the end of a line: "Smith-" of "Smith-Jones".
    is_elect = key.endswith(("-elect", "-designate", "-emeritus"))
    is_office = known.lower.get(key.partition("-")[2]) is Label.TITLE_LOWER
    if is_office and key.startswith(_BEFORE_TITLES) and key not in known.upper:
        return Label.TITLE  # "Co-anchor", "Ex-mayor"
    if (
        "-" in word
        and word.rpartition("-")[2][:1].islower()
        and key not in known.upper
        and (not is_elect)
    ):
        is_given = key.rpartition("-")[2] in table("names_words")["second_syllables"]
        return Label.GIVEN if is_given and key.count("-") == 1 else Label.LOWER  # "Kim Jong-su"
    if _BRAND.fullmatch(word):
        return Label.THING
    label = known.upper.get(key)
    if label is None and "-" in word:
        # "Anne-Marie", "Secretary-Treasurer": one half tells.
        first, _, last = key.partition("-")
        if known.upper.get(first) is Label.GIVEN:
            return Label.GIVEN
        is_title = known.upper.get(last) is Label.TITLE or (
            known.upper.get(first) is Label.TITLE and last in ("elect", "designate", "emeritus")
        )
        label = Label.TITLE if is_title else None
    return label or Label.CAPITALISED


def _is_headline(block: Block, words: list[str]) -> bool:
    if block.kind is BlockKind.SIGNATURE:
        return True
    if block.kind in (BlockKind.HEADLINE, BlockKind.SUBHEAD):
        floor = 0.5
    elif len(words) > 40:
        return False
    else:
        floor = _HEADLINE_SHARE
    long = [word for word in words if len(word) >= _SMALL_WORD and word[0].isalpha()]
    if len(long) < _FEW_WORDS:
        return block.kind in (BlockKind.HEADLINE, BlockKind.SUBHEAD) and bool(long)
    if words[-1] in {".", "”"} and block.kind.is_prose:
        return False
    capital = sum(word[0].isupper() for word in long)
    return capital / len(long) > floor


def _hush(tokens: Tokens, begin: int, end: int) -> None:
    """Take the labels from a headline, where capitals say nothing; known names keep theirs."""
    shouts = all(word.isupper() for word in tokens.words[begin:end] if word[:1].isalpha())
    for at in range(begin, end):
        if shouts or tokens.labels[at] not in codes("ORGANIZATION PLACE OWNER"):
            tokens.labels[at] = Label.SILENT


def _mark_phrases(tokens: Tokens) -> None:
    """Write the labels of known names of several words ("New York", "Wells Fargo")."""
    known = phrases()
    words, labels = tokens.words, tokens.labels
    done = 0
    for at in compress(range(len(words) - 1), map(known.__contains__, words)):
        if at < done:
            continue
        for phrase, label in known[words[at]].get(words[at + 1], ()):
            end = at + len(phrase)
            if words[at:end] != phrase:
                continue
            if label is not Label.TITLE:
                tokens.mark(at, end, label)
            elif at and labels[at - 1] in codes("ANY_TITLE"):
                labels[at:end] = bytes((labels[at - 1],)) * len(phrase)
            else:
                continue
            done = end
            break
