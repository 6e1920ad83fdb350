"""Noun phrases that follow a number or a preposition, read as what a figure measures."""

import re
from typing import NamedTuple

from processing.figures.patterns import listed
from processing.figures.quantities import Stretch
from processing.words.sentences import ParsedSentence
from processing.words.tags import MODIFIERS, NOUNS, PartOfSpeech


class Subject(NamedTuple):
    """Offsets of the words that say what is measured, and the rule that found them.

    `clause` names the rule of the layer of words that read the clause they were found by, `verb`
    those that read its verb group, parted by "+".
    """

    start: int
    end: int
    head_start: int
    rule: str
    clause: str = ""
    verb: str = ""


# A subject longer than this is a list or a misreading.
LONGEST = 10

_TAIL = re.compile(
    r" (?:laced|mixed|contaminated|filled|bound|destined|intended|hidden|concealed) (?:with"
    r"|for|in|inside)"
    r" (?:(?:the|a|an) )?[\w-]+(?: [\w-]+s\b)?"
)
# What ties a second phrase to the first: "gains for investors", "food and medicine".
_TIES = frozenset({"and", "for", "on", "from", "of"})


def noun_phrase(stretch: Stretch, start: int, rule: str, parsed: ParsedSentence) -> Subject | None:
    """The noun phrase that begins at `start`, with what "of", "for" and "and" tie to it."""
    first = parsed.token_at(start)
    number = parsed.phrase_of(first) if first >= 0 else -1
    if number < 0 or parsed.tokens[first].start != start:
        return None
    # "Of the port's outstanding shares" is of shares, whoever owns them.
    while (
        number + 1 < len(parsed.noun_phrases)
        and parsed.noun_phrases[number + 1].possessor == number
    ):
        number += 1
    while _goes_on(parsed, number):
        number += 1
    phrase = parsed.noun_phrases[number]
    head = _head(parsed, phrase.first if phrase.first > first else first, phrase.end)
    if head < 0 or parsed.tokens[head].lower in listed("not_heads"):
        return None
    last = _last(parsed, number, first, head)
    end = parsed.tokens[last].end
    if tail := _TAIL.match(stretch.text, end, stretch.end):
        end = tail.end()
    return Subject(start, end, parsed.tokens[head].start, rule)


def _goes_on(parsed: ParsedSentence, number: int) -> bool:
    """As in "agency | mortgage-backed securities": a noun before what is hyphened is no phrase."""
    if number + 1 >= len(parsed.noun_phrases):
        return False
    following = parsed.noun_phrases[number + 1]
    first = parsed.tokens[following.first]
    is_beside = following.first == parsed.noun_phrases[number].end
    return is_beside and "-" in first.lower and first.part_of_speech is PartOfSpeech.ADJECTIVE


def _head(parsed: ParsedSentence, first: int, end: int) -> int:
    """The last noun of the phrase, -1 where there is none: "few", "which"."""
    for index in range(end - 1, first - 1, -1):
        if parsed.tokens[index].part_of_speech in NOUNS:
            return index
    return -1


def _last(parsed: ParsedSentence, number: int, first: int, head: int) -> int:
    """The last token of the phrase and of those tied to it, within bounds."""
    last = head
    for following in range(number + 1, len(parsed.noun_phrases)):
        phrase = parsed.noun_phrases[following]
        between = [parsed.tokens[index].lower for index in range(last + 1, phrase.first)]
        is_tied = len(between) == 1 and between[0] in _TIES
        is_noun = parsed.tokens[phrase.head].part_of_speech in NOUNS and _is_plain(
            parsed, phrase.first
        )
        if not is_tied or not is_noun or phrase.is_time or phrase.head - first >= LONGEST - 3:
            break
        last = phrase.head
    return last


def _is_plain(parsed: ParsedSentence, index: int) -> bool:
    """Whether a phrase opens with a word and no number: a number opens a figure of its own."""
    token = parsed.tokens[index]
    is_word = token.part_of_speech in MODIFIERS or token.part_of_speech is PartOfSpeech.DETERMINER
    return is_word and token.part_of_speech is not PartOfSpeech.NUMERAL
