"""Words that nobody said, or that another than the subject did: what a sentence denies of them."""

from processing.quotes.attribution import Attribution
from processing.quotes.word_kinds import COMMON_NOUNS, VERB_GROUP, WordKind
from processing.quotes.words import Word, listed

_NEGATING = frozenset({"not", "n't", "never", "neither", "nor", "cannot", "nobody", "no"})
_CONDITIONAL = frozenset({"if", "whether"})
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
    return is_modal and _is_conditional(words, attribution, i)


def _has_negative_subject(words: list[Word], attribution: Attribution) -> bool:
    """As in "Neither Lund nor Ortiz said", "no officer said"."""
    speaker = attribution.speaker
    if speaker is None or attribution.order not in ("SV", "VS"):
        return False
    low = max(0, speaker.outer_first - 1)
    if words[speaker.outer_first].low in _NEGATING or words[low].low in ("neither", "nor"):
        return True
    return any(word.low == "neither" for word in words[max(0, low - _REACH) : low])


def _is_conditional(words: list[Word], attribution: Attribution, verb: int) -> bool:
    """Whether it is only asked if somebody would say it: "asked if he would say"."""
    first = attribution.first
    return first > 0 and words[first - 1].low in _CONDITIONAL and first <= verb


def is_anothers(words: list[Word], i: int, attribution: Attribution) -> bool:
    """Whether a fragment belongs to calls or claims that its subject turns down.

    As in "rejected calls that he “step down”": the words are those of whoever called.
    """
    cue = attribution.cue_last
    if cue < 0 or cue >= i or words[cue].low not in listed("turns_down"):
        return False
    nouns = listed("spoken_nouns")
    return any(
        word.kind in COMMON_NOUNS and word.low in nouns and not _is_own(words, at)
        for at, word in enumerate(words[cue + 1 : i], cue + 1)
    )


def _is_own(words: list[Word], noun: int) -> bool:
    """Whether what was said is owned: "rejected Lund's call" is Lund's."""
    before = words[noun - 1]
    return before.owns or before.kind is WordKind.POSSESSIVE
