"""What is left of a quotation that lost one of its marks: its words up to where they surely end.

The words of two people must never be taken for one speech. So a pair of marks that holds an
attribution is no pair, and paragraphs are one speech only where nobody else is named as its
speaker.
"""

import re
from functools import cache

from processing.lexicon import words as entries
from processing.words.sentence_ends import split_sentences

# Characters of words without an end that are read.
_LONGEST = 600
# Characters behind a closing mark in which its speaker is named.
_BESIDE = 120
_SHORTEST = 3
# The end of an attribution that is one of its sentence too, with another sentence behind.
_FULL_STOP = re.compile(r"[^.]?\.\s+\w")
_ENDS = frozenset(".?!…,;")
_FINAL = frozenset(".?!…")
_LONGEST_PARAGRAPH = 1_500


def sure_end(flat: str, start: int, limit: int) -> int:
    """Where words end whose closing mark is lost: at their attribution, else with a sentence.

    The first sentence is surely spoken, and those behind it that say "we". `start` where no end is
    sure.
    """
    limit = min(limit, start + _LONGEST)
    said = _attribution().search(flat, start, limit)
    if said is not None:
        return said.end("before")
    end = start
    for number, (begin, stop) in enumerate(split_sentences(flat, start, limit)):
        if number and not _FIRST_PERSON.search(flat, begin, stop):
            break
        end = stop
    is_whole = end > start + _SHORTEST and flat[end - 1] in _ENDS and flat[start].isupper()
    return end if is_whole else start


def reopens_within(flat: str, start: int, end: int) -> bool:
    """Whether words between two opening marks of one line are a paragraph of a speech.

    Pages that lost their paragraphs set "… the sea. “We went on." in one line.
    """
    is_sentence = end - start < _LONGEST_PARAGRAPH and flat[start:end].rstrip()[-1:] in _FINAL
    if not is_sentence or attribution_within(flat, start, end):
        return False
    return may_lead_on(flat, start, end)


def holds_attribution(flat: str, start: int, end: int) -> int | None:
    """Where an attribution begins within marks that hold a whole sentence behind it, else None."""
    said = _attribution().search(flat, start, min(end, start + _LONGEST))
    if said is None or not _FULL_STOP.match(flat, said.end() - 1):
        return None
    return said.end("before")


def attribution_within(flat: str, start: int, end: int) -> bool:
    """Whether somebody is named as a speaker between two places."""
    return _attribution().search(flat, start, end) is not None


def names_beside(flat: str, place: int, limit: int) -> frozenset[str]:
    """The capitalised words of an attribution right behind a closing mark, none for a pronoun."""
    said = _beside().match(flat, place, min(limit, place + _BESIDE))
    return frozenset(_NAME.findall(said.group())) if said is not None else frozenset()


def said_by_pronoun(flat: str, start: int, end: int) -> bool:
    """Whether a paragraph ends with words that a pronoun speaks: “…,” he said."""
    return _by_pronoun().search(flat, max(start, end - _BESIDE), end) is not None


def may_lead_on(flat: str, start: int, end: int) -> bool:
    """Whether a paragraph left open may be the first of a speech that the next one credits.

    It is one sentence, or says "we" to its end; else its last sentences may be the reporter's.
    """
    sentences = list(split_sentences(flat, start, end))
    return len(sentences) == 1 or _FIRST_PERSON.search(flat, *sentences[-1]) is not None


_FIRST_PERSON = re.compile(r"\b(?:I|[Ww]e|[Oo]urs?|us|[Mm]y|me|[Yy]ou|[Yy]our)\b")
_NAME = re.compile(r"[A-Z][\w'’-]+")


# What has a full stop within a name.
_SHORT = r"(?:Sgt|Lt|Col|Gen|Capt|Maj|Cpl|Dr|Mr|Mrs|Ms|Sen|Rep|Gov|Rev|Prof|Hon|St|Jr|Sr|[A-Z])\."


@cache
def _verbs() -> str:
    return "|".join(sorted(entries("sentences_attribution")))


@cache
def _attribution() -> re.Pattern[str]:
    """A comma and an attribution: "…, said attorney Gus Merrin.", "…, he said."."""
    name = rf"(?:[a-z][\w'’-]*,? ){{0,5}}(?:(?:{_SHORT}|[A-Z][\w'’-]*)(?: |(?=[.,]))){{1,6}}"
    speaker = rf"(?:he|she|(?:(?:{_SHORT}|[A-Z][\w'’-]*) ){{0,4}}[A-Z][\w'’-]*)"
    # Behind a speaker who stands first, the clause is at its end: else it may be a tale's own.
    after = r"(?=[.,;]|\s*\Z|\s(?:on|in|at|during|while|adding|after|today|yesterday)\b)"
    return re.compile(
        rf"(?P<before>[,?!])\s(?:(?:{_verbs()})\s{name}|{speaker}\s(?:{_verbs()}){after})"
    )


@cache
def _by_pronoun() -> re.Pattern[str]:
    after = r"(?:\s[a-z][\w'’-]*){0,3}\s*\.?\s*\Z"
    return re.compile(
        rf"[”\"’»]\s*,?\s*(?:(?:he|she)\s(?:{_verbs()})|(?:{_verbs()})\s(?:he|she)){after}"
    )


@cache
def _beside() -> re.Pattern[str]:
    name = r"(?:[a-z][\w'’-]*,? ){0,4}(?:[A-Z][\w.'’-]*,? |(?:of|the|for|in) ){1,8}"
    after = rf"(?:{_verbs()})\s(?:[a-z][\w'’-]*,? ){{0,4}}[A-Z][\w.'’-]*(?: [A-Z][\w.'’-]*)*"
    return re.compile(rf"\s*,?\s*(?:{after}|{name}(?:{_verbs()})\b)")
