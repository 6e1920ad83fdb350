"""Words that nobody said, or that another than the subject did: what a sentence denies of them."""

from processing.quotes.attribution import Attribution
from processing.quotes.word_kinds import VERB_GROUP, WordKind
from processing.quotes.words import Word, listed

_NEGATING = frozenset({"not", "n't", "never", "neither", "nor", "cannot", "nobody", "no"})
_SUPPOSES = frozenset({"if", "unless"})
_MODALS = frozenset({"would", "could", "should", "might", "will", "can"})
# Words back from a verb in which its negation or its condition stands.
_REACH = 12


def is_denied(words: list[Word], attribution: Attribution) -> bool:
    """Whether a sentence says that something was not said: "never said", "refused to say"."""
    cue = attribution.cue_first
    if cue < 0 or attribution.order in ("owner", "according", "statement", "colon", "signed"):
        return False
    if _has_negative_subject(words, attribution):
        return True
    i = cue - 1
    is_modal = False
    while i >= 0 and (words[i].kind in VERB_GROUP or words[i].low in ("to", "say", "saying")):
        if words[i].low in _NEGATING:
            return True
        is_modal = is_modal or words[i].low in _MODALS
        i -= 1
    if words[i].low in listed("refuses") and i + 1 < cue and words[i + 1].low == "to":
        return True
    if words[i].low == "yet" and i + 1 < cue and words[i + 1].low == "to":
        return True  # "has yet to say"
    if _is_unsaid(words, i, cue):
        return True
    return _is_conditional(words, attribution, is_modal=is_modal)


def _has_negative_subject(words: list[Word], attribution: Attribution) -> bool:
    """As in "Neither Lund nor Ortiz said", "no officer said"."""
    speaker = attribution.speaker
    if speaker is None or attribution.order not in ("SV", "VS"):
        return False
    low = max(0, speaker.outer_first - 1)
    if words[speaker.outer_first].low in _NEGATING or words[low].low in ("neither", "nor"):
        return True
    return any(word.low == "neither" for word in words[max(0, low - _REACH) : low])


def _is_unsaid(words: list[Word], before: int, cue: int) -> bool:
    """Whether a participle is what somebody does not do: "denied saying", "short of saying"."""
    if before != cue - 1 or not words[cue].low.endswith("ing"):
        return False
    low = words[before].low
    if low in ("of", "from", "than") and before > 0:
        low = words[before - 1].low
    return low in listed("leaves_unsaid")


def _is_conditional(words: list[Word], attribution: Attribution, *, is_modal: bool) -> bool:
    """Whether it is only supposed or asked that somebody says it: "asked if he would say"."""
    first = attribution.first
    if first == 0 or attribution.order != "SV":
        return False
    before = words[first - 1].low
    return before in _SUPPOSES or (is_modal and before == "whether")


def denies_inner(
    words: list[Word], i: int, outer: Attribution, attributions: list[Attribution]
) -> bool:
    """Whether the words are what somebody denies to have called or said: "denied he called it"."""
    if outer.cue_last < 0 or words[outer.cue_last].low not in listed("leaves_unsaid"):
        return False
    return any(outer.cue_last < inner.cue_first < i for inner in attributions if inner is not outer)


def is_anothers(words: list[Word], i: int, attribution: Attribution) -> bool:
    """Whether a fragment belongs to calls or claims that its subject turns down.

    As in "rejected calls that he “step down”": the words are those of whoever called.
    """
    cue = attribution.cue_last
    if cue < 0 or cue >= i or words[cue].low not in listed("turns_down"):
        return False
    if words[i - 1].low == "as":
        return False  # "dismissed the reports as “nonsense”"
    nouns = listed("spoken_nouns") | listed("claimed_nouns")
    return any(
        word.low in nouns and not _is_own(words, at)
        for at, word in enumerate(words[cue + 1 : i], cue + 1)
    )


def _is_own(words: list[Word], noun: int) -> bool:
    """Whether what was said is owned: "rejected Lund's call" is Lund's."""
    before = words[noun - 1]
    return before.owns or before.kind is WordKind.POSSESSIVE
