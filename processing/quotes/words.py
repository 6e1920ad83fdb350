"""The words of a reporter's sentence around its quotations, each with its kind."""

from bisect import bisect_right
from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

from processing.lexicon import ordered_words, table
from processing.names.found import Mention
from processing.quotes.marks import QuotedSpan
from processing.quotes.word_kinds import (
    COMMON_NOUNS,
    DETERMINERS,
    ENDS_INVERTED,
    NOMINAL,
    OPEN_CLASSES,
    PHRASE_WITH_TIES,
    WordKind,
)
from processing.words.sentences import ParsedSentence, Token
from processing.words.tags import PartOfSpeech


class Word(NamedTuple):
    """A word or a whole quotation: its place, its lower-case form, its kind.

    `owns` says that it ends in a possessive ("Rivera's"); `mention` is the index of the person's
    name it belongs to among all mentions, -1 for none, -2 for a name of anything else; `quotation`
    is the number of the quoted span, -1 for none.
    """

    start: int
    end: int
    low: str
    kind: WordKind
    owns: bool = False
    mention: int = -1
    lead: int = -1
    quotation: int = -1


_SIGNS = {
    ",": WordKind.COMMA,
    ":": WordKind.COLON,
    ";": WordKind.COMMA,
    "(": WordKind.OPENING,
    ")": WordKind.CLOSING,
    "[": WordKind.OPENING,
    "]": WordKind.CLOSING,
    "—": WordKind.DASH,
    "–": WordKind.DASH,
    "―": WordKind.DASH,
    "--": WordKind.DASH,
    "-": WordKind.DASH,
}
_TABLES = {
    "subject_pronouns": WordKind.PRONOUN,
    "relative_pronouns": WordKind.RELATIVE,
    "possessives": WordKind.POSSESSIVE,
    "determiners": WordKind.DETERMINER,
    "prepositions": WordKind.ADPOSITION,
    "conjunctions": WordKind.COORDINATOR,
    "subordinators": WordKind.SUBORDINATOR,
    "auxiliaries": WordKind.AUXILIARY,
    "adverbs": WordKind.ADVERB,
    "times": WordKind.TIME,
}

# Later files win: a verb of saying is one even where it also contexts fragments.
_VERB_FILES = {
    "quotes_verbs": (WordKind.VERB, WordKind.VERB),
    "quotes_cues_stance": (WordKind.FRAMING, WordKind.FRAMING_PARTICIPLE),
    "quotes_cues_speech": (WordKind.REPORTING, WordKind.REPORTING_PARTICIPLE),
}


@cache
def kinds() -> dict[str, WordKind]:
    """The kind of every word the lexicon knows."""
    known: dict[str, WordKind] = {}
    for name, (finite, participle) in _VERB_FILES.items():
        for line in ordered_words(name):
            for form in inflect(line):
                known[form] = participle if form.endswith("ing") else finite
    for noun in listed("spoken_nouns"):
        known.setdefault(noun, WordKind.SPOKEN_NOUN)
    for name, kind in _TABLES.items():
        known.update(dict.fromkeys(listed(name), kind))
    return known


@cache
def listed(name: str) -> frozenset[str]:
    """The words of one table of the lexicon."""
    return frozenset(table("quotes_words")[name]["words"])


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

    def people_between(self, start: int, end: int) -> int:
        """How many people are named in a quoted span of the text."""
        low, high = bisect_right(self._starts, start - 1), bisect_right(self._starts, end - 1)
        named = (m for m in self._mentions[low:high] if m.kind == "person")
        return len({mention.entity for mention in named})

    def lead(self, number: int) -> int:
        """Where a person's name begins with its titles, -1 for no person."""
        return self._mentions[number].full_start if number >= 0 else -1


def read_words(
    parsed: ParsedSentence,
    flat: str,
    quoted_spans: Sequence[QuotedSpan],
    first: int,
    index: NameIndex,
) -> list[Word]:
    """The words of a parsed sentence, each of its quotations one word.

    `quoted spans` are those that it was parsed with, `first` is the number of the first of them. A
    possessive ending is part of its word.
    """
    words: list[Word] = []
    number = first
    for at, token in enumerate(parsed.tokens):
        if token.part_of_speech is PartOfSpeech.QUOTATION:
            words.append(Word(token.start, token.end, "", WordKind.QUOTATION, quotation=number))
            number += 1
            continue
        low = token.lower.replace("’", "'")
        if low == "," and _before_ending(parsed.tokens, at):
            continue  # "Harbour Tools | , Ltd."
        if (sign := _SIGNS.get(low)) is not None:
            is_hyphen = low == "-" and not flat[token.start - 1 : token.end + 1].count(" ")
            if not is_hyphen:  # "a 52-count complaint"
                words.append(Word(token.start, token.end, low, sign))
        elif low in _ENDINGS and token.part_of_speech is not PartOfSpeech.AUXILIARY:
            if words and words[-1].end == token.start:
                words[-1] = words[-1]._replace(end=token.end, owns=True)
        elif low[0].isalnum() or low in _CONTRACTED:
            is_capital = flat[token.start].isupper()
            mention = index.at(token.start) if is_capital else -1
            kind = WordKind.NAME if mention != -1 else _kind(token, low)
            lead = index.lead(mention)
            words.append(Word(token.start, token.end, low, kind, False, mention, lead))
    _settle(words, flat)
    return words


def _settle(words: list[Word], flat: str) -> None:
    """Decide anew what stands beside a quotation or a colon, which the parser does not look at."""
    known = kinds()
    for i, word in enumerate(words):
        if word.kind not in COMMON_NOUNS:
            continue
        if (
            i + 1 < len(words)
            and words[i + 1].kind is WordKind.COLON
            and flat[word.start].isupper()
        ):
            words[i] = word._replace(kind=WordKind.NAME)  # "Rivera: “…”"
        elif known.get(word.low) is WordKind.REPORTING and _closes_quote(words, i):
            words[i] = word._replace(kind=WordKind.REPORTING)


# Words of a speaker between the marks and a verb that could be a noun.
_LONGEST_CLOSING = 9


def _closes_quote(words: list[Word], i: int) -> bool:
    """Whether a word ends the few words behind a quotation: “…,” the lawsuit reads."""
    if i + 1 < len(words) and words[i + 1].kind not in ENDS_INVERTED:
        return False
    j = i - 1
    while j > 0 and words[j].kind in PHRASE_WITH_TIES and i - j < _LONGEST_CLOSING:
        j -= 1
    begins = j >= 0 and words[j].kind is WordKind.QUOTATION and words[j + 1].kind in DETERMINERS
    return begins and j < i - 2 and words[i - 1].kind in NOMINAL


_FIRM_ENDINGS = frozenset({"ltd", "inc", "llc", "corp", "l.l.c", "plc"})


def _before_ending(tokens: Sequence[Token], comma: int) -> bool:
    """Whether the ending of a firm's name stands behind a comma, which then parts nothing."""
    if comma == 0 or comma + 1 >= len(tokens):
        return False
    return tokens[comma + 1].lower.rstrip(".") in _FIRM_ENDINGS


_ENDINGS = frozenset({"'s", "'"})
_CONTRACTED = frozenset({"'s", "n't", "'re", "'ve", "'d", "'ll", "'m", "&"})
_OPEN_CLASSES = {
    PartOfSpeech.PROPER_NOUN: WordKind.NAME,
    PartOfSpeech.ADVERB: WordKind.ADVERB,
    PartOfSpeech.PARTICLE: WordKind.ADVERB,
    PartOfSpeech.NUMERAL: WordKind.NUMERAL,
    PartOfSpeech.AUXILIARY: WordKind.AUXILIARY,
}


def _kind(token: Token, low: str) -> WordKind:
    """What a word is: that of the tables for small words, else by its part of speech."""
    known = kinds().get(low)
    if known is not None and known not in OPEN_CLASSES:
        return known
    pos = token.part_of_speech
    if pos is PartOfSpeech.VERB or (pos is PartOfSpeech.AUXILIARY and known is not None):
        if known is not None and known is not WordKind.SPOKEN_NOUN:
            return known
        return WordKind.NOUN if low.endswith("ing") else WordKind.VERB
    other = _OPEN_CLASSES.get(pos)
    if other is not None:
        return other
    return WordKind.SPOKEN_NOUN if low in listed("spoken_nouns") else WordKind.NOUN
