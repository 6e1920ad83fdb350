"""The words of a reporter's sentence around its quotations, each with its kind."""

import re
from bisect import bisect_right
from collections.abc import Sequence
from enum import StrEnum
from functools import cache
from typing import NamedTuple

from processing.lexicon import ordered_words, table
from processing.names.found import Mention
from processing.quotes.marks import Stretch


class Kind(StrEnum):
    """What a word is in the sentence; one letter each, so that sets of kinds read as strings."""

    QUOTE = "Q"
    NAME = "N"
    NOUN = "n"  # any other word: mostly nouns and adjectives
    VERB = "E"  # a verb that reports nothing
    SAYS = "V"  # a verb of saying, finite or in its base form
    SAYING = "v"
    CALLS = "W"  # a verb that frames a fragment, finite or in its base form
    CALLING = "w"
    AUXILIARY = "X"
    ADVERB = "A"
    PRONOUN = "P"
    RELATIVE = "R"
    POSSESSIVE = "S"
    DETERMINER = "D"
    PREPOSITION = "I"
    AND = "K"
    WHILE = "B"
    SPOKEN = "O"  # a noun for what was said
    TIME = "T"
    NUMBER = "#"
    COMMA = ","
    COLON = ":"
    DASH = "-"
    OPEN = "("
    CLOSE = ")"


class Word(NamedTuple):
    """A word or a whole quotation: its place, its lower-case form, its kind.

    `owns` says that it ends in a possessive ("Rivera's"); `mention` is the index of the person's
    name it belongs to among all mentions, -1 for none, -2 for a name of anything else; `stretch`
    is the number of the quotation, -1 for none.
    """

    start: int
    end: int
    low: str
    kind: str
    owns: bool = False
    mention: int = -1
    lead: int = -1
    stretch: int = -1


_TOKEN = re.compile(r"[^\W_](?:\w|['’.&/-](?=\w))*['’]?|--|[,:;()\[\]—–―-]")
_SIGNS = {
    ",": ",",
    ":": ":",
    ";": ",",
    "(": "(",
    ")": ")",
    "[": "(",
    "]": ")",
    "—": "-",
    "–": "-",
    "―": "-",
    "--": "-",
    "-": "-",
}
_TABLES = {
    "subject_pronouns": Kind.PRONOUN,
    "relative_pronouns": Kind.RELATIVE,
    "possessives": Kind.POSSESSIVE,
    "determiners": Kind.DETERMINER,
    "prepositions": Kind.PREPOSITION,
    "conjunctions": Kind.AND,
    "subordinators": Kind.WHILE,
    "auxiliaries": Kind.AUXILIARY,
    "adverbs": Kind.ADVERB,
    "times": Kind.TIME,
}

# Later files win: a verb of saying is one even where it also frames fragments.
_VERB_FILES = {
    "quotes_verbs": (Kind.VERB, Kind.VERB),
    "quotes_cues_stance": (Kind.CALLS, Kind.CALLING),
    "quotes_cues_speech": (Kind.SAYS, Kind.SAYING),
}


@cache
def kinds() -> dict[str, str]:
    """The kind of every word the lexicon knows."""
    known: dict[str, str] = {}
    for name, (finite, participle) in _VERB_FILES.items():
        for line in ordered_words(name):
            for form in inflect(line):
                known[form] = str(participle if form.endswith("ing") else finite)
    for noun in listed("spoken_nouns"):
        known.setdefault(noun, str(Kind.SPOKEN))
    for name, kind in _TABLES.items():
        known.update(dict.fromkeys(listed(name), str(kind)))
    return known


@cache
def listed(name: str) -> frozenset[str]:
    """The words of one table of the lexicon."""
    return frozenset(table("quotes_words")[name]["words"])


@cache
def base_forms() -> frozenset[str]:
    """Base forms that are no past tense too: "report", but not "put" or "read"."""
    lines = [line.split() for name in _VERB_FILES for line in ordered_words(name)]
    return frozenset(line[0] for line in lines if line[0] not in line[1:])


@cache
def _not_adverbs() -> frozenset[str]:
    return frozenset(table("quotes_words")["adverbs"]["not_adverbs"])


def inflect(line: str) -> tuple[str, ...]:
    """All forms of a verb: those given, or the regular ones of a base form that stands alone."""
    forms = tuple(line.split())
    if len(forms) > 1:
        return forms
    base = forms[0]
    if base.endswith("e"):
        return (base, f"{base}s", f"{base}d", f"{base[:-1]}ing")
    if base.endswith("y") and base[-2] not in "aeiou":
        return (base, f"{base[:-1]}ies", f"{base[:-1]}ied", f"{base}ing")
    plural = "es" if base.endswith(("s", "sh", "ch", "x", "z")) else "s"
    return (base, f"{base}{plural}", f"{base}ed", f"{base}ing")


class NameIndex:
    """Finds the mention that a place of the text belongs to."""

    def __init__(self, mentions: Sequence[Mention]) -> None:
        self._mentions = mentions
        self._starts = [mention.start for mention in mentions]

    def at(self, start: int) -> int:
        """The index of the person's mention that covers `start`, -2 for another's, -1 for none."""
        number = bisect_right(self._starts, start) - 1
        if number < 0 or start >= self._mentions[number].end:
            return -1
        return number if self._mentions[number].kind == "person" else -2

    def lead(self, number: int) -> int:
        """Where a person's name begins with its titles, -1 for no person."""
        return self._mentions[number].full_start if number >= 0 else -1


def read_words(
    flat: str, start: int, end: int, stretches: Sequence[Stretch], first: int, index: NameIndex
) -> list[Word]:
    """The words of `flat[start:end]`, each stretch of it one word.

    `stretches` are those that begin within the range, `first` is the number of the first of them.
    """
    words: list[Word] = []
    known = kinds()
    position = start
    for number, stretch in enumerate(stretches, first):
        _read_plain(flat, position, stretch.outer_start, words, index, known)
        words.append(Word(stretch.outer_start, stretch.outer_end, "", "Q", stretch=number))
        position = stretch.outer_end
    _read_plain(flat, position, end, words, index, known)
    _settle(words)
    return words


def _read_plain(
    flat: str, start: int, end: int, words: list[Word], index: NameIndex, known: dict[str, str]
) -> None:
    for match in _TOKEN.finditer(flat, start, end):
        text = match.group()
        place, word_end = match.span()
        kind = known.get(text)
        if kind is not None:  # most words by far: lower-case and known
            words.append(Word(place, word_end, text, kind))
            continue
        if (sign := _SIGNS.get(text)) is not None:
            words.append(Word(place, word_end, text, sign))
            continue
        low, owns = _bare(text)
        is_capital = text[0].isupper()
        mention = index.at(place) if is_capital else -1
        if mention != -1:
            kind = "N"
        else:
            kind = known.get(low) or _shape(low, text, is_capital)
            may_be_name = is_capital and len(text) > 1 and kind not in "XPRSDIKBT"
            if may_be_name and words and _joined(words):
                kind = "N"
        words.append(Word(place, word_end, low, kind, owns, mention, index.lead(mention)))


def _bare(text: str) -> tuple[str, bool]:
    """A word in lower case without its possessive ending, and whether it had one."""
    low = text.lower()
    if "'" not in low and "’" not in low:
        return low, False
    low = low.replace("’", "'")
    if low in kinds():  # "it's" and "he's" own nothing
        return low, False
    owns = low.endswith(("'s", "s'"))
    return low.removesuffix("'s").rstrip("'"), owns


def _joined(words: list[Word]) -> bool:
    """Whether a capital here is a name's and not that of a sentence's first word."""
    return words[-1].kind not in "Q:-"


def _shape(low: str, text: str, is_capital: bool) -> str:
    if text[0].isdigit():
        return "#"
    if is_capital:
        return "N"
    if low.endswith("ly") and low not in _not_adverbs():
        return "A"
    if low.endswith("ed") and len(low) > 4:
        return "E"
    return "n"


def _settle(words: list[Word]) -> None:
    """Tell the noun from the verb where a form may be either ("his claims", "he claims")."""
    if len(words) > 1 and _is_opening_noun(words[0], words[1]):
        words[0] = words[0]._replace(kind="n")
    nouns = listed("spoken_nouns")
    bases, doubtful = base_forms(), listed("noun_forms")
    for i, word in enumerate(words):
        if word.kind in "vw" and (_is_amid_nouns(words, i) or _is_owned(words, i)):
            words[i] = word._replace(kind="n")
        if word.kind not in "VWE":
            continue
        before = words[i - 1] if i else None
        if before is not None and before.kind == "Q" and _opens_compound(words, i, nouns):
            words[i] = word._replace(kind="n")
        if before is None or before.kind in ",:-Q(":
            continue
        if _is_counted(words, i):
            words[i] = word._replace(kind="O" if word.low in nouns else "n")
            continue
        after_owner = before.owns or before.kind == "S" or before.low in _ARTICLES
        if before.low == "another" and word.low not in bases | doubtful | nouns:
            continue  # "another | wrote"
        in_phrase = after_owner or _in_phrase(words, i)
        if word.low in nouns and (after_owner or (in_phrase and not _takes_clause(words, i))):
            words[i] = word._replace(kind="O")
        elif (
            after_owner
            or (word.low in bases and not _may_be_base(words, i))
            or (word.low in doubtful and in_phrase and not _takes_clause(words, i))
        ):
            words[i] = word._replace(kind="O" if word.low in nouns else "n")


def _is_counted(words: list[Word], i: int) -> bool:
    """Whether a form in -s has a number before it: "44 emails", "22 Lund emails"."""
    if words[i].low not in listed("noun_forms"):
        return False
    before = i - 1
    if words[before].kind == "N" and not words[before].owns:
        before -= 1
    if before < 0 or words[before].kind != "#":
        return False
    return before == 0 or words[before - 1].kind not in "Nn"  # but "Article 33 reads"


def _is_amid_nouns(words: list[Word], i: int) -> bool:
    """Whether a participle belongs to a compound: "port planning director"."""
    return 0 < i < len(words) - 1 and words[i - 1].kind == "n" and words[i + 1].kind == "n"


_PLURAL_DETERMINERS = frozenset(
    {"others", "some", "many", "most", "few", "all", "both", "several", "two", "three", "four"}
)


def _opens_compound(words: list[Word], i: int, nouns: frozenset[str]) -> bool:
    """Whether a noun behind the marks goes on with another: “top secret” | email chains."""
    is_noun = words[i].low in nouns or words[i].low in ("e-mail", "text")
    return is_noun and i + 1 < len(words) and words[i + 1].kind == "n"


def _is_owned(words: list[Word], i: int) -> bool:
    """Whether a participle is a noun that someone owns: "close to the mayor's thinking | said"."""
    is_owned = i > 0 and (words[i - 1].owns or words[i - 1].kind == "S")
    return is_owned and (i + 1 == len(words) or words[i + 1].kind in "VWEX,I")


def _is_opening_noun(word: Word, after: Word) -> bool:
    """Whether a first word has its capital from the sentence: "Attorneys for the union …"."""
    is_unknown = word.kind == "N" and word.mention == -1 and not word.owns
    return is_unknown and after.kind not in "N:"


_ARTICLES = frozenset({"a", "an", "the", "this", "these", "no", "another", "each", "every", "any"})


def _in_phrase(words: list[Word], i: int) -> bool:
    """Whether the words before belong to a noun phrase with a determiner, or none stands there."""
    j = i - 1
    while j >= 0 and words[j].kind in "n#" and i - j < 4:
        j -= 1
    if j == i - 1:
        return words[j].kind in "ID" or words[j].low == "that" or words[j].owns
    return j < 0 or words[j].kind in "SDIK,:EXVWvw" or words[j].owns


def _takes_clause(words: list[Word], i: int) -> bool:
    """Whether what follows shows a verb of reporting: a quotation, "that", a colon."""
    if _closes_quote(words, i):
        return True
    if i + 1 >= len(words):
        return words[i - 1].kind in "NP"
    after = words[i + 1]
    if after.kind == "," and i + 2 < len(words):
        return words[i + 2].kind == "Q"
    if after.kind == "Q" and any(w.low in listed("called") for w in words[max(0, i - 8) : i]):
        return False  # "called the mayor's plans “…”"
    return after.kind in "Q:P" or after.low in ("that", "reporters")


def _closes_quote(words: list[Word], i: int) -> bool:
    """Whether a word ends the few words behind a quotation: “…,” the lawsuit reads."""
    if i + 1 < len(words) and words[i + 1].kind not in ",IQT-":
        return False
    j = i - 1
    while j > 0 and words[j].kind in "nNDSOI" and i - j < _LONGEST_CLOSING:
        j -= 1
    begins = words[j].kind == "Q" and words[j + 1].kind in "DS"
    return begins and j < i - 2 and words[i - 1].kind in "nNO"


# Words of a speaker between the marks and a verb that could be a noun.
_LONGEST_CLOSING = 9


def _may_be_base(words: list[Word], i: int) -> bool:
    """Whether a base form ("report") may be a verb here: after a plural, an auxiliary or "to"."""
    j = i - 1
    while j > 0 and words[j].kind == "A":
        j -= 1
    before = words[j]
    if before.low == "that" and words[i].low in listed("spoken_nouns"):
        return False
    if before.kind in "XRK" or before.low in ("to", "not"):
        return True
    if before.kind == "P":
        return before.low in ("they", "we", "I", "you")
    if before.kind == "D":
        return before.low in _PLURAL_DETERMINERS
    if before.kind in "NnO)":
        return before.low.endswith("s") or before.low in ("people", "police", "women", "men")
    return False
