"""Which attribution a quotation belongs to."""

from dataclasses import replace

from processing.quotes.attribution import Attribution, LinkedCue, find_attributions
from processing.quotes.clause_subjects import clause_subject
from processing.quotes.denial import denies_inner, is_anothers, is_denied
from processing.quotes.following_cues import as_said, reports_on, runs_on, said_after
from processing.quotes.phrases import Phrase, name_start
from processing.quotes.phrases_forward import read_forward
from processing.quotes.word_kinds import (
    BEFORE_CLOSING_CUE,
    ENDS_CUE_OR_QUOTES,
    ENDS_INVERTED,
    LEADS_IN,
    MARKS,
    PARTS_CLAUSES,
    UNNAMED,
    WordKind,
)
from processing.quotes.words import Word, listed


def link_cues(words: list[Word], flat: str) -> dict[int, LinkedCue]:
    """The attribution of every quotation of a sentence that has one, by number of quoted span."""
    attributions = find_attributions(words)
    assigned: dict[int, LinkedCue] = {}
    for i, word in enumerate(words):
        is_last = word.kind is WordKind.QUOTATION and runs_on(flat, word.end)
        if word.kind is not WordKind.QUOTATION or (i == 0 and is_last):
            continue
        choice = (
            (None if is_last else _after(words, i, attributions, flat))
            or _read_out(words, i)
            or _shown(words, i, attributions)
            or _beside(words, i, attributions)
            or _sentence_end(words, i, attributions)
            or _before(words, i, attributions)
            or _according(attributions)
            or _colon(words, i)
            or _signed(words, i, flat)
            or _trailing(words, i, attributions)
            or _subject(words, i)
        )
        if choice is not None:
            assigned[word.quotation] = _unless_denied(words, i, choice, attributions)
    return assigned


def _after(
    words: list[Word], i: int, attributions: list[Attribution], flat: str
) -> LinkedCue | None:
    return said_after(words, i, attributions, flat) or as_said(words, i, attributions)


def _unless_denied(
    words: list[Word], i: int, choice: LinkedCue, attributions: list[Attribution]
) -> LinkedCue:
    """A choice without its speaker where the sentence says that they did not say it."""
    attribution = choice.attribution
    if is_denied(words, attribution) or denies_inner(words, i, attribution, attributions):
        return LinkedCue(replace(attribution, speaker=None), "denied")
    if is_anothers(words, i, attribution):
        return LinkedCue(replace(attribution, speaker=None), "anothers-words")
    return choice


def _read_out(words: list[Word], i: int) -> LinkedCue | None:
    """The one whose statement another reads: Lund read a statement from | Bo Ortiz: “…”.

    And the one by whom a thing is spoken of: "the port, as reviewed by | Bo Ortiz: “…”".
    """
    if i < 4 or words[i - 1].kind is not WordKind.COLON or words[i - 2].mention < 0:
        return None
    first = name_start(words, i - 2, 0)
    opens = first
    while opens > 2 and words[opens - 1].start >= words[first].lead:
        opens -= 1
    noun, tie = words[opens - 2], words[opens - 1]
    is_statement = noun.low in listed("spoken_nouns") | listed("statements")
    is_told = tie.low == "by" and noun.low in listed("told_by")
    if not is_told and not (is_statement and tie.low in ("from", "by", "of")):
        return None
    role = (opens, first - 1) if opens < first else (0, -1)
    speaker = Phrase(first, i - 2, opens, i - 2, *role)
    return LinkedCue(Attribution("statement", -1, -1, speaker, i - 2, is_speech=True), "read-out")


def _shown(words: list[Word], i: int, attributions: list[Attribution]) -> LinkedCue | None:
    """The one who closes a sentence in which a thing only shows something: "…, said Ada Lund"."""
    for attribution in attributions:
        speaker = attribution.speaker
        if attribution.cue_last != i - 1 or speaker is None:
            continue
        if words[i - 1].low in listed("shows") and words[speaker.last].kind is WordKind.NOUN:
            return _sentence_end(words, i, attributions)
    return None


def _beside(words: list[Word], i: int, attributions: list[Attribution]) -> LinkedCue | None:
    """A cue directly before the opening mark: X said, “…”; adding that “…”."""
    j = i - 1
    while j >= 0 and (words[j].kind in MARKS or words[j].low in ("that", "as", "is", "was")):
        j -= 1
    for attribution in reversed(attributions):
        if attribution.cue_last < j:
            break
        if attribution.cue_last != j or attribution.speaker is None or attribution.order == "VS":
            continue
        if attribution.order == "owner" and words[i - 1].low not in ("that", ":"):
            continue
        if not attribution.is_speech:
            continue
        attribution = _owned_by_subject(words, attributions, attribution) or attribution
        attribution = _said_of(words, attributions, attribution) or attribution
        if words[i - 1].low == "that":
            attribution = _outermost(words, attributions, attribution)
        return LinkedCue(attribution, "cue-before")
    return None


def _sentence_end(words: list[Word], i: int, attributions: list[Attribution]) -> LinkedCue | None:
    """An attribution of the whole sentence, set off at its end: … “…” …, the lawsuit says."""
    for attribution in reversed(attributions):
        if attribution.first <= i:
            break
        if attribution.order == "according":
            return LinkedCue(attribution, "according-to")
        if not attribution.is_speech or attribution.order not in ("SV", "VS"):
            continue
        if attribution.speaker is None or words[attribution.speaker.last].kind is WordKind.RELATIVE:
            continue
        if attribution.first > 0 and words[attribution.first - 1].kind in BEFORE_CLOSING_CUE:
            rest = words[attribution.cue_last + 1 :]
            if (
                attribution.order == "VS"
                or not rest
                or rest[0].kind in ENDS_INVERTED
                or (
                    rest[0].kind is WordKind.ADVERB
                    and (len(rest) < 2 or rest[1].kind in ENDS_CUE_OR_QUOTES)
                )
                or rest[0].low in ("reporters",)
            ):
                return LinkedCue(attribution, "cue-at-end")
    return None


def _before(words: list[Word], i: int, attributions: list[Attribution]) -> LinkedCue | None:
    """The nearest cue before the quotation, or the one that reports the clause it stands in."""
    for attribution in reversed(attributions):
        if attribution.cue_first > i or attribution.speaker is None:
            continue
        if attribution.order == "owner" and (
            not _complement(words, attribution, i)
            or (attribution.cue_last + 1 == i and attributions[0] is not attribution)
        ):
            continue
        attribution = _owned_by_subject(words, attributions, attribution) or attribution
        if words[i - 1].kind in LEADS_IN and attribution.is_speech:
            outer = attribution  # "said in a letter: “…”" leads to whole speech
        else:
            outer = _outermost(words, attributions, attribution)
        return LinkedCue(outer, _BEFORE.get(outer.order, "fragment"))
    return None


def _owned_by_subject(
    words: list[Word], attributions: list[Attribution], owned: Attribution
) -> Attribution | None:
    """The verb whose subject owns what was said: "repeated her claim", "said in her letter"."""
    if owned.order != "owner" or words[owned.first].low not in ("his", "her", "their", "its"):
        return None
    for attribution in reversed(attributions):
        if attribution.cue_last >= owned.first or attribution.order not in ("SV", "VS", "joined"):
            continue
        between = [word.low for word in words[attribution.cue_last + 1 : owned.first]]
        renews = words[attribution.cue_last].low in listed("renews") and not between
        if attribution.is_passive or not (renews or between == ["in"]):
            return None
        speaker = attribution.speaker
        is_someone = speaker is not None and (
            words[speaker.last].mention >= 0 or words[speaker.last].kind in UNNAMED
        )
        return attribution if is_someone else None
    return None


def _said_of(
    words: list[Word], attributions: list[Attribution], owned: Attribution
) -> Attribution | None:
    """The one who speaks of what another said: "Lund | said | of Ortiz's request: “…”"."""
    if owned.order != "owner" or owned.speaker is None or owned.speaker.outer_first < 2:
        return None
    before = owned.speaker.outer_first - 1
    if words[before].low not in ("of", "about"):
        return None
    return next((a for a in attributions if a.cue_last == before - 1 and a.is_speech), None)


_BEFORE = {"owner": "spoken-noun", "according": "according-to"}


def _complement(words: list[Word], attribution: Attribution, i: int) -> bool:
    after = attribution.cue_last + 1
    return after == i or words[after].low in ("that", "to", "of", ":", ",")


def _outermost(
    words: list[Word], attributions: list[Attribution], inner: Attribution
) -> Attribution:
    """Climb from a reported clause to the one who reports it: "X said Y wants “…”" is X's."""
    current = inner
    for attribution in reversed(attributions):
        if attribution.cue_first >= current.first or attribution.speaker is None:
            continue
        if attribution.order in ("owner", "according") or attribution.is_passive:
            continue
        if not _is_within(words, attribution, current):
            break
        if attribution.is_speech or words[current.first - 1].low in _OPENS_REPORT:
            current = attribution
    return current


_OPENS_REPORT = frozenset({"that", "whether", "if", "how", "why"})
_PARTS_CLAUSES = frozenset({"but", "while", "although", "though", "whereas", "because", ";"})


def _is_within(words: list[Word], outer: Attribution, inner: Attribution) -> bool:
    """Whether a clause belongs to what an earlier cue reports: nothing parts the two."""
    if inner.order in ("joined", "owner", "according") or inner.first == 0:
        return False
    before = words[inner.first - 1]
    if _is_aside(words, outer):
        return True
    if before.low in _OPENS_REPORT or inner.first - 1 == outer.cue_last:
        return True
    speaker = inner.speaker
    if speaker is not None and words[speaker.last].kind is WordKind.RELATIVE:
        return before.kind is not WordKind.COMMA
    if (
        before.kind is WordKind.COORDINATOR
        and words[inner.first - 2].kind is WordKind.PRONOUN
        and inner.first > 1
    ):
        return True  # "said he and the council want": one subject
    if before.low == "with":
        return False  # "…, with Ada Lund telling": a clause of its own
    if before.kind in PARTS_CLAUSES and not (
        speaker is not None and words[speaker.last].kind is WordKind.PRONOUN
    ):
        return False
    return not any(words[i].low in _PARTS_CLAUSES for i in range(outer.cue_last, inner.first))


def _is_aside(words: list[Word], attribution: Attribution) -> bool:
    """Whether an attribution is set off by commas, and so covers the whole sentence."""
    after = attribution.cue_last + 1
    return (
        attribution.is_speech
        and attribution.order == "SV"
        and attribution.first > 0
        and words[attribution.first - 1].kind is WordKind.COMMA
        and after < len(words)
        and words[after].kind is WordKind.COMMA
    )


def _according(attributions: list[Attribution]) -> LinkedCue | None:
    for attribution in attributions:
        if attribution.order == "according":
            return LinkedCue(attribution, "according-to")
    return None


def _colon(words: list[Word], i: int) -> LinkedCue | None:
    """A name and a colon: the form of transcripts (Rivera: “…”)."""
    if i < 2 or words[i - 1].kind is not WordKind.COLON:
        return None
    last = _before_bracket(words, i - 2)
    j = last
    while j >= 0 and words[j].kind is WordKind.NAME:
        j -= 1
    if j == -1 or words[j].kind is WordKind.QUOTATION:  # an interview may run on in one line
        label = j + 1
        if label > last or (label == last and words[last].low in listed("headings")):
            return None
        first = name_start(words, last, label) if words[last].mention >= 0 else label
        role = (label, first - 1) if first > label else (0, -1)
        speaker = Phrase(first, last, label, last, *role)
        return LinkedCue(Attribution("colon", -1, -1, speaker, label, is_speech=True), "colon")
    return None


def _before_bracket(words: list[Word], last: int) -> int:
    """The word before a bracket that ends at `last`: "Rep. Lund | (D-Ohio): “…”"."""
    if words[last].kind is not WordKind.CLOSING:
        return last
    opening = last
    while opening > 0 and words[opening].kind is not WordKind.OPENING:
        opening -= 1
    return opening - 1


def _signed(words: list[Word], i: int, flat: str) -> LinkedCue | None:
    """A dash and a name after the quotation: “…” — Ada Lund, director; “…”: Ada Lund."""
    j = i + 1
    if i > 0 or j + 1 >= len(words):
        return None
    if words[j].kind is WordKind.NAME and "~" in flat[words[i].end : words[j].start]:
        j -= 1  # which is no word
    elif words[j].kind is not WordKind.DASH and not _names_after_colon(words, j):
        return None
    if j + 2 >= len(words):
        return None
    if words[j + 1].low == "the" and words[j + 2].low in ("honourable", "honorable", "hon", "rt"):
        j += 1
    if words[j + 1].kind is not WordKind.NAME:
        return None
    speaker = read_forward(words, j + 1)
    if speaker is None:
        return None
    return LinkedCue(Attribution("signed", -1, -1, speaker, j, is_speech=True), "signed")


def _names_after_colon(words: list[Word], colon: int) -> bool:
    """Whether a colon leads to a person and what they are, and to nothing else."""
    if words[colon].kind is not WordKind.COLON:
        return False
    speaker = read_forward(words, colon + 1)
    is_all = speaker is not None and speaker.outer_last == len(words) - 1
    return is_all and speaker is not None and words[speaker.last].mention >= 0


def _trailing(words: list[Word], i: int, attributions: list[Attribution]) -> LinkedCue | None:
    for attribution in attributions:
        if (
            attribution.first > i
            and attribution.speaker is not None
            and attribution.is_speech
            and attribution.order != "owner"
            and not reports_on(words, attribution)
        ):
            return LinkedCue(attribution, "cue-later")
    return None


def _subject(words: list[Word], i: int) -> LinkedCue | None:
    """No cue at all: the subject of the clause the fragment is woven into."""
    subject = clause_subject(words, i)
    if subject is None:
        return None
    named = words[subject.last]
    hands_over = words[i - 1].kind is WordKind.COLON  # "Lund's letter makes it plain: “…”"
    is_named = named.mention >= 0 and words[subject.first].mention == named.mention
    if not is_named and named.low not in ("he", "she", "they", "who") and not hands_over:
        return None  # what things are said to do in marks is nobody's speech
    attribution = Attribution("subject", -1, -1, subject, subject.outer_first, is_speech=False)
    return LinkedCue(attribution, "clause-subject")
