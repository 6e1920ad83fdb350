"""Attributions in a sentence: which word reports, and who is its subject."""

from dataclasses import dataclass
from typing import Literal

from processing.quotes.appositions import name_before_role, named_in_row, with_another
from processing.quotes.clause_subjects import (
    back_over_auxiliaries,
    clause_subject,
    is_nested,
    opens_clause,
)
from processing.quotes.joint_speakers import find_joint
from processing.quotes.phrases import Phrase, name_start, named_before, read_backward
from processing.quotes.phrases_forward import read_forward
from processing.quotes.word_kinds import (
    BEARERS,
    COMMON_NOUNS,
    CUE_PARTICIPLES,
    CUES,
    ENDS_INVERTED_CLAUSE,
    ENDS_RELATIVE,
    FINITE_VERBS,
    INVERTED_OPENERS,
    LEADS_IN,
    NAMING,
    NOUNS,
    PAUSES,
    PHRASE_OPENERS,
    PRONOUNS,
    VERBAL,
    WordKind,
)
from processing.quotes.words import Word, listed

Order = Literal[
    "SV",  # the sheriff said
    "VS",  # said the sheriff
    "according",  # according to the sheriff
    "owner",  # his promise to
    "blamed",  # fined him for calling it
    "joined",  # …, adding
    "statement",  # issued the following statement
    "subject",  # no cue: the subject of the clause
    "colon",  # Lund:
    "signed",  # — Ada Lund
]


@dataclass(frozen=True, slots=True)
class Attribution:
    """A cue (words `cue_first..cue_last`, -1 where there is none) with its speaker.

    `first` is the first word of the whole ("the sheriff said" begins at "the").
    """

    order: Order
    cue_first: int
    cue_last: int
    speaker: Phrase | None
    first: int
    is_speech: bool
    is_passive: bool = False


@dataclass(frozen=True, slots=True)
class LinkedCue:
    """The attribution of one quotation, with the name of the rule that chose it."""

    attribution: Attribution
    rule: str


def find_attributions(words: list[Word]) -> list[Attribution]:
    """Every attribution of a sentence, in the order of its cues."""
    found: list[Attribution] = []
    i = 0
    while i < len(words):
        word = words[i]
        attribution = None
        if word.low == "according" and i + 2 < len(words) and words[i + 1].low == "to":
            attribution = _according(words, i)
        elif word.low == "words" and i > 1 and words[i - 2].low == "in":
            attribution = _in_words_of(words, i)
        elif word.kind in CUES or _goes_on(words, i):
            attribution = _finite(words, i, found)
        elif word.kind in CUE_PARTICIPLES:
            attribution = _participle(words, i, found)
        elif word.kind is WordKind.SPOKEN_NOUN:
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


def _in_words_of(words: list[Word], i: int) -> Attribution | None:
    """Whose words the reporter uses: "in the | words | of Ada Lund, “…”"."""
    if i + 2 >= len(words) or words[i + 1].low != "of":
        return None
    speaker = read_forward(words, i + 2)
    if speaker is None or words[speaker.last].mention < 0:
        return None
    return Attribution("according", i, i + 1, speaker, i - 2, is_speech=True)


def _finite(words: list[Word], i: int, found: list[Attribution]) -> Attribution | None:
    if words[i].low in ("read", "reads") and i + 1 < len(words) and words[i + 1].low == "as":
        return None  # "reads as dull as"
    if words[i].low == "continued" and _describes(words, i):
        return None
    is_speech = words[i].kind is WordKind.REPORTING or _goes_on(words, i) or _puts_it(words, i)
    is_told = words[i].kind is WordKind.REPORTING or words[i].low in ("shared", "shares")
    if is_told and _may_invert(words, i):
        speaker = read_forward(words, i + 1)
        if speaker is not None and not _is_clause(words, speaker):
            return Attribution("VS", i, i, speaker, i, is_speech=True)
    subject_end, is_passive = back_over_auxiliaries(words, i)
    agent = _agent(words, i)
    if is_passive or agent is not None:
        return Attribution("SV", i, i, agent, i, is_speech, is_passive=True)
    speaker = read_backward(words, subject_end, 0) if subject_end >= 0 else None
    if speaker is None:
        speaker = _made_to(words, i)
    if speaker is not None:
        speaker = (
            _who_is_to(words, speaker)
            or _who_did(words, speaker)
            or _what_does(words, speaker)
            or speaker
        )
        speaker = name_before_role(words, speaker, i) or speaker
        if words[subject_end].kind is WordKind.COMMA:
            speaker = named_before(words, speaker) or speaker
            speaker = named_in_row(words, speaker, subject_end) or speaker
        speaker = with_another(words, speaker)
        joint = find_joint(words, speaker.first, speaker.last, i)
        first = speaker.outer_first if joint is None else joint.outer_first
        return Attribution("SV", i, i, speaker, min(first, speaker.outer_first), is_speech)
    if (
        is_speech
        and i > 0
        and words[i - 1].kind is WordKind.COMMA
        and words[i].low in listed("inverts_after_clause")
    ):
        speaker = _inverted_at_end(words, i)
        if speaker is not None:
            return Attribution("VS", i, i, speaker, i, is_speech=True)
    return _joined(words, i, found, is_speech)


def _describes(words: list[Word], i: int) -> bool:
    """Whether a participle stands before its noun: "wished the port | continued success"."""
    is_noun = i + 1 < len(words) and words[i + 1].kind in COMMON_NOUNS
    return is_noun and i > 0 and words[i - 1].kind is not WordKind.QUOTATION


def _puts_it(words: list[Word], i: int) -> bool:
    """Whether someone finds words: "as Lund put it, “…”"."""
    if words[i].low not in ("put", "puts") or i + 2 >= len(words) or words[i + 1].low != "it":
        return False
    return (
        words[i + 2].kind in LEADS_IN
        and i + 3 < len(words)
        and words[i + 3].kind is WordKind.QUOTATION
    )


def _goes_on(words: list[Word], i: int) -> bool:
    """Whether someone goes on speaking: “…,” she went on."""
    if words[i].low != "went" or i + 1 >= len(words) or words[i + 1].low != "on":
        return False
    return i + 2 == len(words) or words[i + 2].kind in LEADS_IN


# Words of a clause with "who" that may stand between a speaker and the cue.
_WHO_REACH = 15


def _who_did(words: list[Word], object_: Phrase) -> Phrase | None:
    """The one who did something first: "an aide who knew the plan | said" is the aide's."""
    if words[object_.last].kind in PRONOUNS:
        return None
    has_verb = False
    for i in range(object_.outer_first - 1, max(0, object_.outer_first - _WHO_REACH), -1):
        if words[i].kind in ENDS_RELATIVE:
            return None
        has_verb = has_verb or words[i].kind in VERBAL
        if words[i].low == "who":
            if not has_verb or words[i - 1].kind is WordKind.COMMA:
                return None
            doer = read_backward(words, i - 1, 0)
            return doer and (named_before(words, doer) or doer)
    return None


def _who_is_to(words: list[Word], object_: Phrase) -> Phrase | None:
    """The one whose infinitive has an object: "the first clerk to visit Elm Island | said".

    And the name that it says who is: "Ada Lund | the first clerk to visit Elm Island | said".
    """
    to = object_.outer_first - 2
    if to < 1 or words[to].low != "to" or words[to + 1].kind not in FINITE_VERBS:
        return None
    if words[object_.last].kind in PRONOUNS or words[to - 1].kind not in NOUNS:
        return None
    opens = to - 1
    while opens > 0 and words[opens - 1].kind in _DESCRIBED:
        opens -= 1
    if opens == 0 or words[opens - 1].kind is not WordKind.DETERMINER:
        return None
    doer = Phrase(opens, to - 1, opens - 1, object_.outer_last)
    named = opens - 2
    if named < 0 or words[named].mention < 0 or words[named].owns:
        return doer
    first = name_start(words, named, 0)
    return Phrase(first, named, first, object_.outer_last, opens - 1, to - 1)


# "the | only, first, new | clerk".
_DESCRIBED = frozenset({WordKind.NOUN, WordKind.ADVERB, WordKind.NUMERAL})


def _what_does(words: list[Word], relative: Phrase) -> Phrase | None:
    """What "that" stands for, since the word itself names nobody: "a banner that read"."""
    if words[relative.last].low != "that" or relative.first == 0:
        return None
    return read_backward(words, relative.first - 1, 0)


def _made_to(words: list[Word], i: int) -> Phrase | None:
    """The one whom something makes speak: "the win led | Ada Lund | to say"."""
    if i < 3 or words[i - 1].low != "to":
        return None
    made = read_backward(words, i - 2, 0)
    if words[i - 2].low in ("him", "her", "them"):
        made = Phrase(i - 2, i - 2, i - 2, i - 2)
    if made is None or made.outer_first == 0:
        return None
    return made if words[made.outer_first - 1].low in listed("makes_speak") else None


def _may_invert(words: list[Word], i: int) -> bool:
    """Whether a verb stands before its subject: after a quotation, or opening the sentence."""
    if i + 1 >= len(words) or words[i].low.endswith("ing"):
        return False
    after = words[i + 1]
    if after.kind is WordKind.VERB:
        if i + 2 >= len(words) or words[i + 2].kind not in NOUNS:
            return False  # but "said | retired captain Lund"
    elif after.kind not in PHRASE_OPENERS or after.low in ("that", "this", "it", "her"):
        return False
    if i == 0 or words[i - 1].kind is WordKind.QUOTATION:
        return True
    return words[i - 1].kind in PAUSES and (i == 1 or words[i - 2].kind is WordKind.QUOTATION)


def _is_clause(words: list[Word], speaker: Phrase) -> bool:
    """Whether a verb follows at once: "said | the port would reopen" names no speaker."""
    end = speaker.last + 1
    return end < len(words) and words[end].kind is WordKind.AUXILIARY


def _inverted_at_end(words: list[Word], i: int) -> Phrase | None:
    speaker = read_forward(words, i + 1)
    if speaker is None or words[i + 1].kind not in INVERTED_OPENERS:
        return None
    end = speaker.outer_last + 1
    if end >= len(words) or words[end].kind in ENDS_INVERTED_CLAUSE:
        return speaker
    return None


def _agent(words: list[Word], i: int) -> Phrase | None:
    """The speaker of a passive: "described by the sheriff as"."""
    if not words[i].low.endswith(("ed", "en", "told", "sung")):
        return None
    if i + 2 < len(words) and words[i + 1].low == "by":
        return read_forward(words, i + 2)
    return None


def _joined(
    words: list[Word], i: int, found: list[Attribution], is_speech: bool
) -> Attribution | None:
    """A verb without a subject of its own shares that of the verb it is joined to."""
    for earlier in reversed(found):
        speaker = earlier.speaker
        if speaker is None or earlier.order not in ("SV", "VS", "joined") or earlier.is_passive:
            continue
        if earlier.order == "SV" and not earlier.is_speech and is_nested(words, earlier.first):
            continue
        if _speaks_of(words, i) and _is_reported(words, earlier, found):
            continue
        nearer = _nearer_subject(words, i, earlier)
        return Attribution("joined", i, i, nearer or speaker, i, is_speech)
    subject = clause_subject(words, i, is_main=True) or clause_subject(words, i)
    if subject is None:
        return None
    return Attribution("joined", i, i, subject, i, is_speech)


def _speaks_of(words: list[Word], i: int) -> bool:
    """Whether a participle has somebody for its object: "…, calling | him a “Paper Tiger”"."""
    has_object = i + 1 < len(words) and words[i + 1].low in ("him", "her")
    return has_object and words[i].kind in CUE_PARTICIPLES and words[i - 1].kind is WordKind.COMMA


def _is_reported(words: list[Word], inner: Attribution, found: list[Attribution]) -> bool:
    """Whether somebody else says what a clause tells: "Lund said that | Ortiz repeats | it".

    Who is called something behind it is the inner one, and the outer one calls them so.
    """
    if inner.first == 0 or words[inner.first - 1].low != "that":
        return False
    return any(a.cue_last < inner.first and a.speaker is not None for a in found)


def _nearer_subject(words: list[Word], i: int, earlier: Attribution) -> Phrase | None:
    """The one who acts between two cues: "when X asked, | he | looked up and said"."""
    if (
        words[i - 1].kind is not WordKind.COORDINATOR
        or words[earlier.first - 1].kind is not WordKind.SUBORDINATOR
    ):
        return None
    subject = clause_subject(words, i, is_main=True)
    is_nearer = subject is not None and subject.first > earlier.cue_last
    return subject if is_nearer else None


def _participle(words: list[Word], i: int, found: list[Attribution]) -> Attribution | None:
    is_speech = words[i].kind is WordKind.REPORTING_PARTICIPLE
    if i == 0:
        return _joined(words, i, found, is_speech)
    before = words[i - 1]
    if before.kind is WordKind.AUXILIARY:
        subject_end, _ = back_over_auxiliaries(words, i)
        speaker = read_backward(words, subject_end, 0) if subject_end >= 0 else None
        if speaker is not None:
            return Attribution("SV", i, i, speaker, speaker.outer_first, is_speech)
    if (
        before.low in ("for", "of")
        and i > 1
        and (is_speech or words[i].low in listed("blamed_for"))
    ):
        blamed = words[i - 2]
        if blamed.kind is WordKind.NAME or blamed.low in ("him", "her", "them"):
            speaker = read_backward(words, i - 2, 0) or Phrase(i - 2, i - 2, i - 2, i - 2)
            return Attribution("blamed", i, i, speaker, i, is_speech)
    quoted = _quoted_as(words, i)
    if quoted is not None:
        return Attribution("SV", i, i, quoted, quoted.outer_first, is_speech)
    bearer = _bearer(words, i) or _heard(words, i)
    if bearer is not None:
        return Attribution("SV", i, i, bearer, bearer.outer_first, is_speech)
    return _joined(words, i, found, is_speech)


def _quoted_as(words: list[Word], i: int) -> Phrase | None:
    """The one whom others quote: "Lund is quoted as | saying", "quoted Lund as | saying"."""
    if i < 2 or words[i].low != "saying" or words[i - 1].low != "as":
        return None
    if words[i - 2].low != "quoted":
        return read_backward(words, i - 2, 0) if _is_quoted(words, i - 2) else None
    subject_end, is_passive = back_over_auxiliaries(words, i - 2)
    return read_backward(words, subject_end, 0) if is_passive and subject_end >= 0 else None


def _is_quoted(words: list[Word], end: int) -> bool:
    """Whether "quoted" stands before a noun phrase that ends here."""
    phrase = read_backward(words, end, 0)
    if phrase is None:
        return False
    quotes = words[phrase.outer_first - 1].low if phrase.outer_first else ""
    return quotes in ("quoted", "quotes", "quote", "quoting")


def _bearer(words: list[Word], i: int) -> Phrase | None:
    """What a participle stands right behind: "a sign saying", "with the mayor calling it"."""
    end = i - 1
    while end > 0 and words[end].kind is WordKind.ADVERB:
        end -= 1
    if words[end].kind not in BEARERS:
        return None
    phrase = read_backward(words, end, 0)
    if phrase is None:
        return None
    first = phrase.outer_first
    if words[end].low in listed("bearers") or (first > 0 and words[first - 1].low == "with"):
        return phrase
    return phrase if first > 0 and opens_clause(words, phrase) else None


def _heard(words: list[Word], i: int) -> Phrase | None:
    """The one whom another tells of as speaking: "Lund recalled | Ortiz | saying"."""
    if words[i].low not in ("saying", "telling", "adding", "shouting", "asking"):
        return None
    if words[i - 1].mention < 0 or words[i - 1].owns:
        return None
    phrase = read_backward(words, i - 1, 0)
    if phrase is None or phrase.outer_first == 0:
        return None
    verb = words[phrase.outer_first - 1]
    return phrase if verb.kind in FINITE_VERBS or verb.low == "of" else None


def _owner_alone(words: list[Word], phrase: Phrase, last: int) -> Phrase:
    """The name that owns, without what it is tied to: "the truth of | Ada Lund's | words"."""
    if words[phrase.first].mention == words[last].mention:
        return phrase
    first = name_start(words, last, phrase.first)
    return Phrase(first, last, first, last)


def _owner(words: list[Word], i: int) -> Attribution | None:
    """A noun for what was said, with its owner: "Rivera's promise", "her words"."""
    for j in range(i - 1, max(-1, i - 4), -1):
        word = words[j]
        if word.kind is WordKind.POSSESSIVE and word.low != "whose":
            return Attribution("owner", i, i, Phrase(j, j, j, j), j, is_speech=True)
        if word.owns and word.kind in NOUNS:
            speaker = read_backward(words, j, 0, may_own=True)
            if speaker is not None and word.mention >= 0:
                speaker = _owner_alone(words, speaker, j)
            if speaker is not None:
                return Attribution("owner", i, i, speaker, j, is_speech=True)
        if word.kind not in NAMING:
            break
    return None
