"""Attributions in a sentence: which word reports, and who is its subject."""

from dataclasses import dataclass
from functools import cache

from processing.lexicon import table
from processing.quotes.phrases import Phrase, read_backward, read_forward
from processing.quotes.words import Word, chain_verbs


@dataclass(frozen=True, slots=True)
class Attribution:
    """A cue (words `cue_first..cue_last`, -1 where there is none) with its speaker.

    `first` is the first word of the whole ("the sheriff said" begins at "the"). `order` is "SV",
    "VS", "according", "owner" (his promise), "joined" (…, adding), "subject" or "colon".
    """

    order: str
    cue_first: int
    cue_last: int
    speaker: Phrase | None
    first: int
    is_speech: bool
    is_passive: bool = False


def find_attributions(words: list[Word]) -> list[Attribution]:
    """Every attribution of a sentence, in the order of its cues."""
    found: list[Attribution] = []
    i = 0
    while i < len(words):
        word = words[i]
        attribution = None
        if word.low == "according" and i + 2 < len(words) and words[i + 1].low == "to":
            attribution = _according(words, i)
        elif word.kind in "VW":
            attribution = _finite(words, i, found)
        elif word.kind in "vw":
            attribution = _participle(words, i, found)
        elif word.kind == "O":
            attribution = _owner(words, i)
        if attribution is not None:
            found.append(attribution)
            i = max(i, attribution.cue_last)
        i += 1
    return found


def _according(words: list[Word], i: int) -> Attribution | None:
    speaker = read_forward(words, i + 2)
    if speaker is None:
        return None
    return Attribution("according", i, i + 1, speaker, i, is_speech=True)


def _finite(words: list[Word], i: int, found: list[Attribution]) -> Attribution | None:
    is_speech = words[i].kind == "V"
    if is_speech and _may_invert(words, i):
        speaker = read_forward(words, i + 1)
        if speaker is not None and not _is_clause(words, speaker):
            return Attribution("VS", i, i, speaker, i, is_speech=True)
    subject_end, passive = _back_over_auxiliaries(words, i)
    if passive:
        return Attribution("SV", i, i, _agent(words, i), i, is_speech, is_passive=True)
    speaker = read_backward(words, subject_end, 0) if subject_end >= 0 else None
    if speaker is not None:
        if words[i].low.endswith("ed") and i + 1 < len(words) and words[i + 1].low == "by":
            return None  # "a statement released by the agency"
        return Attribution("SV", i, i, speaker, speaker.outer_first, is_speech)
    if is_speech and i > 0 and words[i - 1].kind == "," and words[i].low in _PLAIN:
        speaker = _inverted_at_end(words, i)
        if speaker is not None:
            return Attribution("VS", i, i, speaker, i, is_speech=True)
    return _joined(words, i, found, is_speech)


def _is_clause(words: list[Word], speaker: Phrase) -> bool:
    """Whether a verb follows at once: "said | the port would reopen" reports, it names no speaker."""
    end = speaker.last + 1
    return end < len(words) and words[end].kind in "XE" and words[end].low not in ("following",)


# Verbs plain enough to stand before their speaker after a whole clause: "…, said the mayor".
_PLAIN = frozenset({"said", "says", "wrote", "writes", "added", "adds", "explained", "noted"})


def _inverted_at_end(words: list[Word], i: int) -> Phrase | None:
    speaker = read_forward(words, i + 1)
    if speaker is None or words[i + 1].kind not in "NDSn":
        return None
    end = speaker.outer_last + 1
    if end >= len(words) or words[end].kind in ",-IQ":
        return speaker
    return None


def _joined(
    words: list[Word], i: int, found: list[Attribution], is_speech: bool
) -> Attribution | None:
    """A verb without a subject of its own shares that of the verb it is joined to."""
    for earlier in reversed(found):
        speaker = earlier.speaker
        if speaker is None or earlier.order not in ("SV", "VS", "joined") or earlier.is_passive:
            continue
        if earlier.order == "SV" and not earlier.is_speech and _is_nested(words, earlier.first):
            continue
        return Attribution("joined", i, i, speaker, i, is_speech)
    subject = clause_subject(words, i, is_main=True) or clause_subject(words, i)
    if subject is None:
        return None
    return Attribution("joined", i, i, subject, i, is_speech)


def _is_nested(words: list[Word], first: int) -> bool:
    """Whether a clause that begins at `first` depends on another: "that the port …"."""
    return first > 0 and (words[first - 1].kind in "BRI" or words[first].kind == "R")


def _participle(words: list[Word], i: int, found: list[Attribution]) -> Attribution | None:
    is_speech = words[i].kind == "v"
    if i > 0 and words[i - 1].kind == "X":
        subject_end, _ = _back_over_auxiliaries(words, i)
        speaker = read_backward(words, subject_end, 0) if subject_end >= 0 else None
        if speaker is not None:
            return Attribution("SV", i, i, speaker, speaker.outer_first, is_speech)
    if (
        i > 1
        and words[i - 1].low in ("for", "of")
        and words[i - 2].kind in "Nn"
        or (
            i > 1
            and words[i - 1].low in ("for", "of")
            and words[i - 2].low in ("him", "her", "them")
        )
    ):
        blamed = read_backward(words, i - 2, 0) or Phrase(i - 2, i - 2, i - 2, i - 2)
        return Attribution("joined", i, i, blamed, i, is_speech)
    return _joined(words, i, found, is_speech)


def _owner(words: list[Word], i: int) -> Attribution | None:
    """A noun for what was said, with its owner: "Rivera's promise", "her words"."""
    for j in range(i - 1, max(-1, i - 4), -1):
        word = words[j]
        if word.kind == "S" and word.low != "whose":
            return Attribution("owner", i, i, Phrase(j, j, j, j), j, is_speech=True)
        if word.owns and word.kind in "Nn":
            speaker = read_backward(words[:j] + [word._replace(owns=False)], j, 0)
            if speaker is not None:
                return Attribution("owner", i, i, speaker, j, is_speech=True)
        if word.kind not in "nND":
            break
    return None


def _may_invert(words: list[Word], i: int) -> bool:
    """Whether a verb stands before its subject: after a quotation, or opening the sentence."""
    if i + 1 >= len(words) or words[i].low.endswith("ing"):
        return False
    after = words[i + 1]
    if after.kind not in "NDSn#O" or after.low in ("that", "this", "it", "her"):
        return False
    if i == 0 or words[i - 1].kind == "Q":
        return True
    return words[i - 1].kind in ",-" and (i == 1 or words[i - 2].kind == "Q")


def _back_over_auxiliaries(words: list[Word], i: int) -> tuple[int, bool]:
    """The word before a verb's adverbs, auxiliaries and chain verbs; whether it is passive."""
    j = i - 1
    passive = False
    low = words[i].low
    looks_passive = low.endswith(("ed", "en", "told", "quoted", "said", "known"))
    while j >= 0:
        word = words[j]
        if word.kind == "X":
            if looks_passive and word.low in _BE:
                passive = True
            j -= 1
        elif word.kind == "A":
            j -= 1
        elif word.kind == "T":
            j -= 2 if j > 0 and words[j - 1].low in ("on", "in", "late", "early") else 1
        elif word.low in _spans_of_time() and j > 0 and words[j - 1].low in _WHICH_TIME:
            j -= 3 if j > 1 and words[j - 2].kind == "I" else 2
        elif word.low == "to" and j > 0 and _is_chain(words, j):
            j -= 2
        else:
            break
    return j, passive


_WHICH_TIME = frozenset({"this", "last", "next", "one", "that", "the"})


@cache
def _spans_of_time() -> frozenset[str]:
    return frozenset(table("quotes_words")["spans_of_time"]["words"])


_BE = frozenset({"is", "are", "was", "were", "be", "been", "being", "am"})


def _is_chain(words: list[Word], to: int) -> bool:
    before = words[to - 1]
    if before.low in chain_verbs():
        return True
    return before.low == "on" and to > 1 and words[to - 2].low in chain_verbs()


def _agent(words: list[Word], i: int) -> Phrase | None:
    """The speaker of a passive: "described by the sheriff as"."""
    if i + 2 < len(words) and words[i + 1].low == "by":
        return read_forward(words, i + 2)
    return None


def clause_subject(words: list[Word], before: int, *, is_main: bool = False) -> Phrase | None:
    """The nearest subject before a word: a pronoun, or a noun phrase with a verb after it.

    With `is_main`, subjects of dependent clauses are passed over.
    """
    for i in range(before - 1, -1, -1):
        kind = words[i].kind
        if is_main and i > 0 and (words[i - 1].kind in "BR" or words[i - 1].low == "what"):
            continue
        if kind == "P" and words[i].low not in ("it", "you"):
            return Phrase(i, i, i, i)
        if kind in "NnO)" and i + 1 < before and not words[i].owns:
            comma = words[i + 1].kind == ","
            if _verb_follows(words, i, before):
                phrase = read_backward(words, i, 0)
                if phrase is not None and not _after_preposition(words, phrase):
                    if not (is_main and _is_nested(words, phrase.outer_first)):
                        return phrase
            elif kind == "N" and not comma and words[i + 1].kind == "n" and i + 2 < before:
                phrase = read_backward(words, i, 0)
                if phrase is not None and _opens_clause(words, phrase):
                    return phrase
    return _first_name(words, before)


def _first_name(words: list[Word], before: int) -> Phrase | None:
    """The name a sentence opens with, where an aside parts it from its verb."""
    end = 0
    while end < before and words[end].kind in "DNn":
        end += 1
    if 0 < end < before and words[end].kind == "," and words[end - 1].kind == "N":
        return read_backward(words, end - 1, 0)
    return None


def _opens_clause(words: list[Word], phrase: Phrase) -> bool:
    first = phrase.outer_first
    return first == 0 or words[first - 1].kind in ",QB-" or words[first - 1].low in ("that", "but")


def _after_preposition(words: list[Word], phrase: Phrase) -> bool:
    return phrase.outer_first > 0 and words[phrase.outer_first - 1].kind == "I"


def _verb_follows(words: list[Word], i: int, before: int) -> bool:
    j = i + 1
    while j < before and (
        words[j].kind in "AT"
        or (words[j].kind == "I" and j + 1 < before and words[j + 1].kind == "T")
    ):
        j += 1
    return j < before and words[j].kind in "XVWE"
