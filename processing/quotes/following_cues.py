"""Attributions right behind the closing mark: “…,” said X; “…,” X said; “…,” as X put it."""

from dataclasses import replace

from processing.quotes.attribution import Attribution, LinkedCue
from processing.quotes.phrases_forward import read_forward
from processing.quotes.word_kinds import (
    CLAUSE_OPENERS,
    COMMON_NOUNS,
    DESCRIPTION,
    ENDS_CUE,
    LEADS_IN,
    MAY_BE_VERB,
    PASSIVE_SUBJECT,
    PAUSES,
    SUBJECT_OPENERS,
    WordKind,
)
from processing.quotes.words import Word, listed

# Marks and stops at the end of a quotation after which its attribution follows directly.
_LEADS_ON = frozenset(",?!—–-…;")


def said_after(
    words: list[Word], i: int, attributions: list[Attribution], flat: str
) -> LinkedCue | None:
    """The attribution directly after the closing mark: “…,” said X; “…,” X said."""
    after = i + 1
    comma = after < len(words) and words[after].kind in PAUSES
    if comma:
        after += 1
    leads_on = comma or last_sign(flat, words[i].end) in _LEADS_ON
    if not leads_on and i > 0 and not _goes_on_low(words, after, attributions, flat):
        return None
    inverted = _inverted(words, i, after, flat) if leads_on else None
    if inverted is not None:
        return inverted
    for attribution in attributions:
        if attribution.first == after and (
            attribution.is_speech or (i == 0 and attribution.order == "SV")
        ):
            if words[after].kind is WordKind.RELATIVE:
                return None  # the “switches,” that are said to work
            if _leads_to_quote(words, attribution.cue_last) and _led_to(words, i, attributions):
                return None  # “No,” when X said, “A,” Y answered, “B”: A is X's
            if attribution.order == "VS":
                return LinkedCue(attribution, "cue-after-inverted")
            if attribution.order == "SV" and not attribution.is_passive:
                quoted = _quoted_by(words, attribution, attributions)
                if quoted is not None:
                    return LinkedCue(quoted, "quoted-by-another")
                if not comma and reports_on(words, attribution) and _ends(flat, words[i].end):
                    return None  # “Who was it?” Lund said she did not know.
                if _says_something(words, attribution) and _is_told(words, i, attributions):
                    return None  # As X claimed “A,” Y said the port was open: A is X's
                return LinkedCue(attribution, "cue-after")
            if attribution.order == "according":
                return LinkedCue(attribution, "according-to")
    if i > 0 or not leads_on or after >= len(words):
        return None
    heard = _heard(words, after, attributions)
    if heard is not None:
        return heard
    return _unlisted(words, after) or _described(words, after, attributions)


def _goes_on_low(words: list[Word], after: int, attributions: list[Attribution], flat: str) -> bool:
    """Whether a verb in small letters goes on behind a full stop: “It holds.” said Ada Lund."""
    return any(
        one.order == "VS" and one.first == after and flat[words[after].start].islower()
        for one in attributions
    )


def _inverted(words: list[Word], i: int, after: int, flat: str) -> LinkedCue | None:
    """Any verb before a person's name, right after speech: “…,” recalls Ada Lund.

    Many verbs in the present are nouns as well ("notes", "recalls"); nothing else stands there.
    """
    if i > 0 and words[i - 1].kind not in LEADS_IN:
        return None
    if after + 1 >= len(words) or not flat[words[after].start].islower():
        return None
    verb, last = words[after], after
    if words[after + 1].low in ("out", "up", "on") and after + 2 < len(words):
        last += 1  # "points out | Ada Lund"
    is_verb = verb.kind in MAY_BE_VERB and verb.low.endswith(("s", "ed")) and not verb.owns
    if not is_verb or not _begins_person(words, last + 1):
        return None
    speaker = read_forward(words, last + 1)
    if speaker is None or words[speaker.last].mention < 0:
        return None
    attribution = Attribution("VS", after, last, speaker, after, is_speech=True)
    return LinkedCue(attribution, "cue-after-inverted")


def _begins_person(words: list[Word], start: int) -> bool:
    """Whether a person's name stands at a place, behind titles at most."""
    for word in words[start : start + _MOST_TITLES]:
        if word.mention >= 0:
            return not word.owns
        if word.kind is not WordKind.NAME and word.kind not in COMMON_NOUNS:
            return False
    return False


_MOST_TITLES = 5
# Forms of verbs in "as reviewed by Ada Lund".
_PASSIVES = ("ed", "told", "put", "written", "said")


def runs_on(flat: str, outer_end: int) -> bool:
    """Whether a whole sentence in marks is followed by a word without a space: a new paragraph.

    “We agree.”Lund's choice shows it: nothing behind the mark is told of the words before.
    """
    return flat[outer_end : outer_end + 1].isupper() and _ends(flat, outer_end)


def _heard(words: list[Word], after: int, attributions: list[Attribution]) -> LinkedCue | None:
    """Words that somebody hears, and nobody is said to speak: “…,” Lund was told."""
    for attribution in attributions:
        if attribution.is_passive and words[attribution.cue_last].low in listed("hears"):
            between = words[after : attribution.cue_first]
            if between and all(word.kind in PASSIVE_SUBJECT for word in between):
                return LinkedCue(replace(attribution, speaker=None), "told-to")
    return None


def _quoted_by(
    words: list[Word], outer: Attribution, attributions: list[Attribution]
) -> Attribution | None:
    """The one whom a speaker quotes: “…,” Lund recalled | Ortiz saying."""
    for inner in attributions:
        if inner.first != outer.cue_last + 1 or inner.order != "SV" or not inner.is_speech:
            continue
        rest = words[inner.cue_last + 1 :]
        if inner.speaker is not None and (not rest or rest[0].kind in ENDS_CUE):
            return inner
    return None


# Words between the marks and the name of a speaker: "another friend of the family, | Ada Lund".
_LONGEST_DESCRIPTION = 10


def _described(words: list[Word], after: int, attributions: list[Attribution]) -> LinkedCue | None:
    """A name with a verb of saying behind a description that does not read as its title."""
    for attribution in attributions:
        speaker = attribution.speaker
        if speaker is None or attribution.order != "SV" or not attribution.is_speech:
            continue
        between = words[after : attribution.first]
        is_near = 0 < len(between) < _LONGEST_DESCRIPTION
        if is_near and words[speaker.last].mention >= 0 and not attribution.is_passive:
            is_plain = all(word.kind in DESCRIPTION for word in between)
            return LinkedCue(attribution, "cue-after") if is_plain else None
        return None
    return None


def _unlisted(words: list[Word], after: int) -> LinkedCue | None:
    """A verb no list holds, right after speech: “…,” an angry Lund retaliated."""
    if words[after].kind not in SUBJECT_OPENERS:
        return None
    speaker = read_forward(words, after)
    if speaker is None:
        return None
    verb = speaker.outer_last + 1
    if verb < len(words) and words[verb].kind is WordKind.VERB and words[verb].low.endswith("ed"):
        attribution = Attribution("SV", verb, verb, speaker, after, is_speech=True)
        return LinkedCue(attribution, "cue-after")
    return None


def reports_on(words: list[Word], attribution: Attribution) -> bool:
    """Whether a cue goes on with what it reports: "said she would"."""
    after = attribution.cue_last + 1
    return after < len(words) and (
        words[after].kind is WordKind.PRONOUN or words[after].low == "that"
    )


def _says_something(words: list[Word], attribution: Attribution) -> bool:
    """Whether a cue goes on with a clause: "said the cases were different"."""
    after = attribution.cue_last + 1
    if after >= len(words) or words[attribution.cue_last].low not in listed("says_that"):
        return False
    if any(word.low in listed("spans_of_time") for word in words[after : after + 3]):
        return False  # "said the next day"
    return words[after].kind in CLAUSE_OPENERS or words[after].low == "that"


def _is_told(words: list[Word], i: int, attributions: list[Attribution]) -> bool:
    """Whether a quotation has a cue of saying before it in its own clause."""
    return any(
        a.cue_last < i
        and a.speaker is not None
        and a.order == "SV"
        and not any(word.kind is WordKind.QUOTATION for word in words[a.cue_last + 1 : i])
        for a in attributions
    )


def as_said(words: list[Word], i: int, attributions: list[Attribution]) -> LinkedCue | None:
    """A clause with "as" right behind the marks: “…,” as Ada Lund said, as Lund put it."""
    place = i + 1
    if place < len(words) and words[place].kind is WordKind.COMMA:
        place += 1
    if place + 1 >= len(words) or words[place].low != "as":
        return None
    if place + 3 < len(words) and words[place + 2].low == "by":
        verb, speaker = words[place + 1], read_forward(words, place + 3)
        if speaker is None or not verb.low.endswith(_PASSIVES):
            return None
        at = place + 1
        return LinkedCue(
            Attribution("SV", at, at, speaker, at, is_speech=True, is_passive=True), "cue-after"
        )
    for attribution in attributions:
        if attribution.first != place + 1 or attribution.order != "SV":
            continue
        rest = words[attribution.cue_last + 1 :]
        if attribution.is_speech and (not rest or rest[0].kind in ENDS_CUE):
            return LinkedCue(attribution, "cue-after")
        if words[attribution.cue_last].low in ("put", "puts") and rest and rest[0].low == "it":
            return LinkedCue(attribution, "cue-after")
    return None


def _ends(flat: str, outer_end: int) -> bool:
    return last_sign(flat, outer_end) in ".?!"


def _leads_to_quote(words: list[Word], cue: int) -> bool:
    """Whether a cue goes on to a quotation of its own: X said, “…”."""
    j = cue + 1
    while j < len(words) and words[j].kind in LEADS_IN:
        j += 1
    return j < len(words) and words[j].kind is WordKind.QUOTATION


def _led_to(words: list[Word], i: int, attributions: list[Attribution]) -> bool:
    """Whether a cue before a quotation leads to it: X said, | “…”."""
    if i == 0 or words[i - 1].kind not in LEADS_IN:
        return False
    return any(a.cue_last == i - 2 and a.is_speech and a.order != "VS" for a in attributions)


def last_sign(flat: str, outer_end: int) -> str:
    """The last sign within the marks."""
    i = outer_end - 1
    while i > 0 and flat[i] in "”\"'’» ":
        i -= 1
    return flat[i]
