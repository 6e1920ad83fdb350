"""Who speaks each quotation: an attribution of its own, or the voice that goes on."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from processing.names.labels import Label
from processing.names.tokens import label_of
from processing.quotes.attribution import Attribution, find_attributions
from processing.quotes.clause_subjects import clause_subject
from processing.quotes.cue_linking import link_cues
from processing.quotes.following_cues import last_sign
from processing.quotes.marks import QuotedSpan
from processing.quotes.phrases_forward import read_forward
from processing.quotes.quote_contexts import QuoteContext, QuoteContexts
from processing.quotes.title_heads import is_head
from processing.quotes.word_kinds import (
    CLAUSE_OPENERS,
    ENDS_SENTENCE_CUE,
    MARKS_OR_QUOTATION,
    PRONOUNS,
    WordKind,
)
from processing.quotes.words import Word, listed


@dataclass(frozen=True, slots=True)
class SpeakerAttribution:
    """An attribution and the words it was read from."""

    attribution: Attribution
    words: Sequence[Word]

    @property
    def is_relative(self) -> bool:
        """Whether "who" speaks: the one who goes on speaking is named elsewhere."""
        speaker = self.attribution.speaker
        return speaker is not None and self.words[speaker.last].kind is WordKind.RELATIVE

    @property
    def names_someone(self) -> bool:
        """Whether there is a speaker, and no "anything" or "nothing"."""
        speaker = self.attribution.speaker
        return speaker is not None and self.words[speaker.last].low not in _NOBODY

    @property
    def is_speechless(self) -> bool:
        """Whether a thing stands for the speaker that says nothing: "the celebration"."""
        return self._head() in listed("speechless")

    @property
    def is_of_words(self) -> bool:
        """Whether words themselves stand for the speaker."""
        return self._head() in listed("wordings")

    @property
    def is_silent(self) -> bool:
        """Whether a thing or a place stands there, which does not go on speaking."""
        head = self._head()
        is_place = label_of(head.capitalize()) is Label.PLACE
        return is_place or head in listed("speechless") | listed("works")

    def _head(self) -> str:
        speaker = self.attribution.speaker
        if speaker is None:
            return ""
        head = speaker.last
        for i in range(speaker.first + 1, speaker.last):
            if self.words[i].kind is WordKind.ADPOSITION:
                head = i - 1  # "information | of the paper"
                break
        return self.words[head].low

    @property
    def is_person(self) -> bool:
        """Whether the speaker is somebody by name, pronoun or office, and no body or thing."""
        speaker = self.attribution.speaker
        if speaker is None:
            return False
        word = self.words[speaker.last]
        is_body = word.mention < 0 and self.words[speaker.outer_first].low == "the"
        is_named = word.kind is WordKind.NAME and word.mention != -2 and not is_body
        return is_named or word.kind in PRONOUNS or is_head(word.low)

    @property
    def is_certain(self) -> bool:
        """Whether the one who goes on speaking is a person, as only people do unnamed."""
        speaker = self.attribution.speaker
        if speaker is None:
            return False
        word = self.words[speaker.last]
        return (
            word.kind is not WordKind.NAME
            or word.mention >= 0
            or self.attribution.order == "statement"
        )


_CONTINUED = frozenset({"continued-paragraph", "continued-speaker"})
# Words of one who speaks for themselves: no body that is only told of says "my".
_SINGULAR = re.compile(r"\b(?:I|my|me|myself)\b")
_TOLD_OF = frozenset({"fragment", "according-to", "clause-subject", "continued-speaker"})
_NOBODY = frozenset({"anything", "everything", "nothing", "something", "what"})


@dataclass(frozen=True, slots=True)
class AttributedQuote:
    """One quotation with its voice (None where the text names none) and the rule that found it."""

    quoted_span: QuotedSpan
    context: QuoteContext
    place: int
    source: SpeakerAttribution | None
    rule: str
    stands_alone: bool

    @property
    def is_of_words(self) -> bool:
        """Whether "the words" or "terms" stand for a speaker."""
        return self.source is not None and self.source.is_of_words

    @property
    def is_speechless(self) -> bool:
        """Whether the words are woven into what is told of a thing that says nothing."""
        if self.rule not in _TOLD_OF or self.source is None or not self.source.is_speechless:
            return False
        attribution = self.source.attribution
        return attribution.order == "according" or not attribution.is_speech


class _LastSpeaker:
    """Whose voice the text goes on with; sentences without quotations are read only if need be."""

    def __init__(self) -> None:
        self._source: SpeakerAttribution | None = None
        self._unread: list[QuoteContext] = []

    def pass_over(self, context: QuoteContext) -> None:
        """Go past a sentence without a quotation, which may bring up another voice."""
        self._unread.append(context)

    def spoke(self, source: SpeakerAttribution) -> None:
        """Note who speaks; "who" is only someone else's stand-in."""
        if not source.is_relative or self.source() is None:
            self._source = source
            self._unread.clear()

    def source(self) -> SpeakerAttribution | None:
        """The voice of the last sentence that has one."""
        is_last = True
        while self._unread:
            told = _told(self._unread.pop().words)
            if told is not None and not told.is_silent:
                # An organization goes on speaking in the next sentence, not further down.
                self._source = told if is_last or told.is_certain else None
                self._unread.clear()
            is_last = False
        return self._source


def attribute_quotes(
    contexts: QuoteContexts, quoted_spans: Sequence[QuotedSpan], flat: str
) -> Iterator[AttributedQuote]:
    """Every quotation in order, with who speaks it."""
    last: tuple[int, _LastSpeaker] | None = None  # the last paragraph of a region, and its voices
    for region in contexts.regions():
        told = _LastSpeaker()
        for number, context in enumerate(region):
            if not context.has_quote:
                told.pass_over(context)
                continue
            assigned = link_cues(context.words, flat)
            following = region[number + 1] if number + 1 < len(region) else None
            stands_alone = _stands_alone(context)
            for place, word in enumerate(context.words):
                if word.kind is not WordKind.QUOTATION:
                    continue
                got = assigned.get(word.quotation)
                rule = "unattributed"
                spoken: SpeakerAttribution | None = None
                if got is not None:
                    spoken, rule = SpeakerAttribution(got.attribution, context.words), got.rule
                elif (after := _said_after(context, place, following, flat)) is not None:
                    spoken, rule = after, "cue-in-next-sentence"
                elif stands_alone and following is None and (signed := _signed(contexts, context)):
                    spoken, rule = signed, "signed"
                elif (source := told.source()) is not None:
                    spoken, rule = source, "continued-speaker"
                elif stands_alone and (before := _before_paragraph(contexts, region, last)):
                    spoken, rule = before, "continued-paragraph"
                elif stands_alone and contexts.asks(context.paragraph - 1):
                    rule = "interview"
                elif (
                    stands_alone
                    and following is None
                    and (later := _pointed_back(contexts, context))
                ):
                    spoken, rule = later, "cue-in-next-paragraph"
                if spoken is not None and rule in _CONTINUED and not spoken.is_person:
                    said = flat[word.start : word.end]
                    is_own = _SINGULAR.search(said) is not None and not spoken.attribution.is_speech
                    spoken, rule = (None, "unattributed") if is_own else (spoken, rule)
                if spoken is not None and rule == "continued-paragraph":
                    is_damaged = quoted_spans[word.quotation].is_damaged
                    spoken = None if is_damaged and not spoken.is_certain else spoken
                if spoken is not None:
                    told.spoke(spoken)
                yield AttributedQuote(
                    quoted_spans[word.quotation], context, place, spoken, rule, stands_alone
                )
        last = (contexts.block_at(region[-1].end - 1), told) if region else last


def _stands_alone(context: QuoteContext) -> bool:
    return all(word.kind in MARKS_OR_QUOTATION for word in context.words)


def _before_paragraph(
    contexts: QuoteContexts, region: list[QuoteContext], last: tuple[int, _LastSpeaker] | None
) -> SpeakerAttribution | None:
    """The voice of the paragraph before, for a quotation that stands there alone."""
    if not region[0].words or region[0].words[0].kind is not WordKind.QUOTATION:
        return None
    paragraph = region[0].paragraph
    source = last[1].source() if last is not None else None
    if last is not None and source is not None:
        if last[0] == contexts.prose_before(paragraph):
            return source
        if last[0] == paragraph - 2 and contexts.asks(paragraph - 1):
            return source  # an interview: the one who answered goes on answering
    if last is not None and last[0] == contexts.prose_before(paragraph):
        return None  # the paragraph before is speech itself: "we" in it names nobody
    context = contexts.last_before(paragraph)
    before = _told(context.words) if context is not None else None
    before = None if before is not None and before.is_silent else before
    is_told = before is not None and before.attribution.order != "subject"
    return before if is_told or contexts.people_before(paragraph) < 2 else None


def _pointed_back(contexts: QuoteContexts, context: QuoteContext) -> SpeakerAttribution | None:
    """The one whose words the next paragraph says they were: "Those words came from Ada Lund"."""
    words = contexts.first_sentence_after(context.end)
    if len(words) < _SHORTEST_POINTER or words[0].low not in _POINTING:
        return None
    if words[0].low == "so" and words[1].kind is WordKind.REPORTING:  # "So said Ada Lund"
        said = read_forward(words, 2)
        cue = Attribution("VS", 1, 1, said, 0, is_speech=True)
        return SpeakerAttribution(cue, words) if said is not None else None
    for i in range(1, min(len(words), _POINTER_REACH)):
        if words[i].mention < 0 or words[i].owns:
            continue
        first = i
        while first > 1 and words[first - 1].start >= words[i].lead:
            first -= 1
        before = words[first - 1]
        names_words = any(
            word.low in listed("wordings") | listed("statements") for word in words[:i]
        )
        is_theirs = names_words and before.low in ("from", "of", "by", "to")
        if not is_theirs and before.low not in ("how", "what"):
            return None
        speaker = read_forward(words, first)
        if speaker is None:
            return None
        return SpeakerAttribution(
            Attribution("statement", -1, -1, speaker, 0, is_speech=True), words
        )
    return None


_POINTING = frozenset({"those", "these", "that", "this", "so", "such"})
_SHORTEST_POINTER, _POINTER_REACH = 4, 14


def _signed(contexts: QuoteContexts, context: QuoteContext) -> SpeakerAttribution | None:
    """The name on a line of its own below a quotation: — Ada Lund, harbor master.

    Without a dash an office or a courtesy stands beside the name, and none above the quotation.
    """
    line = contexts.line_after(context.end)
    if line is None or len(line.words) < 2:
        return None
    if line.words[0].kind is WordKind.DASH:
        at = 1 if line.words[1].kind is WordKind.NAME else None
    else:
        at = contexts.signer(line) if contexts.opens_paragraph(context) else None
    speaker = read_forward(line.words, at) if at is not None else None
    if speaker is None:
        return None
    return SpeakerAttribution(Attribution("signed", -1, -1, speaker, 0, is_speech=True), line.words)


def reported_statement(words: list[Word]) -> Attribution | None:
    """The one whose statement a sentence announces: "issued the following statement"."""
    return _statement(words) or _owned_statement(words)


def _told(words: list[Word]) -> SpeakerAttribution | None:
    """The voice of a sentence without quotations: the one it reports, else its subject."""
    statement = _statement(words)
    if statement is not None:
        return SpeakerAttribution(statement, words)
    reported = [
        one
        for one in find_attributions(words)
        if (one.is_speech or _leads_on(words, one))
        and one.speaker is not None
        and one.order in ("SV", "VS", "joined", "according")
        and not _keeps_up(words, one)
    ]
    if reported:
        closing = (one for one in reversed(reported) if _closes(words, one))
        return SpeakerAttribution(next(closing, reported[0]), words)
    owner = _owned_statement(words)
    if owner is not None:
        return SpeakerAttribution(owner, words)
    subject = clause_subject(words, len(words), is_main=True)
    if subject is None or not _may_go_on(words[subject.last]):
        return None
    if words[subject.last].kind is WordKind.NAME and _names_two(words):
        return None
    return SpeakerAttribution(
        Attribution("subject", -1, -1, subject, subject.outer_first, is_speech=False), words
    )


def _keeps_up(words: list[Word], attribution: Attribution) -> bool:
    """Whether a participle has a thing for its object: "is maintaining | its strong stance"."""
    after = attribution.cue_last + 1
    if words[attribution.cue_last].low not in listed("keeps_up") or after >= len(words):
        return False
    return words[after].kind in CLAUSE_OPENERS - PRONOUNS and words[after].low != "that"


def _closes(words: list[Word], attribution: Attribution) -> bool:
    """Whether an attribution set off by a comma ends its sentence: "…, Lund said today."."""
    if attribution.order != "SV" or attribution.is_passive or attribution.first == 0:
        return False
    rest = words[attribution.cue_last + 1 :]
    is_last = all(word.kind is WordKind.TIME for word in rest)
    return is_last and words[attribution.first - 1].kind is WordKind.COMMA


def _leads_on(words: list[Word], attribution: Attribution) -> bool:
    """Whether a sentence ends in a verb and a colon, and so leads to words: "Lund shared:"."""
    is_last = attribution.cue_last == len(words) - 2 and not attribution.is_passive
    return is_last and words[-1].kind is WordKind.COLON


def _names_two(words: list[Word]) -> bool:
    """Whether a sentence that reports nothing names two people: either may speak then."""
    return len({word.mention for word in words if word.mention >= 0 and not word.owns}) > 1


def _may_go_on(subject: Word) -> bool:
    """Whether a subject that reports nothing may be the voice of what follows.

    A known name or a pronoun, but not "they" and no other capitalised thing ("Veterans Day").
    """
    if subject.kind is WordKind.PRONOUN:
        return subject.low != "they"
    return subject.kind is WordKind.NAME and subject.mention != -1


def _said_after(
    context: QuoteContext, place: int, following: QuoteContext | None, flat: str
) -> SpeakerAttribution | None:
    """The attribution in a sentence of its own: “Who else?” | Rivera said."""
    if following is None or place != len(context.words) - 1 or not following.words:
        return None
    is_open = last_sign(flat, context.words[place].end) != "."
    for attribution in find_attributions(following.words):
        if attribution.first != 0 or not attribution.is_speech or attribution.is_passive:
            return None
        rest = following.words[attribution.cue_last + 1 :]
        is_plain = following.words[attribution.cue_last].low in listed("inverts_after_clause")
        if not (is_open or is_plain):
            return None  # “We will build.” The mayor agreed.
        if attribution.order == "VS" or not rest or rest[0].kind in ENDS_SENTENCE_CUE:
            return SpeakerAttribution(attribution, following.words)
        return None
    return None


def _owned_statement(words: list[Word]) -> Attribution | None:
    """A heading over a statement: "Chair Lund's statement:"."""
    if len(words) < 3 or words[-1].kind is not WordKind.COLON:
        return None
    if words[0].low in listed("statements") and words[1].low in ("of", "by", "from"):
        speaker = read_forward(words, 2)  # "Statement of Chair Lund on the ferry:"
        if speaker is not None and words[speaker.last].mention >= 0:
            return Attribution("statement", 0, 0, speaker, 0, is_speech=True)
    for attribution in find_attributions(words):
        if attribution.order == "owner" and attribution.cue_last == len(words) - 2:
            return attribution
    return None


def _statement(words: list[Word]) -> Attribution | None:
    """The one who put out "the following statement"; the noun is the cue."""
    for i, word in enumerate(words):
        if word.low not in listed("statements") or i == 0:
            continue
        verb = next(
            (j for j in range(i - 1, max(-1, i - 5), -1) if words[j].low in listed("put_out")), None
        )
        if verb is None:
            continue
        subject = clause_subject(words, verb + 1, is_main=True)
        if subject is not None:
            return Attribution("statement", i, i, subject, subject.outer_first, is_speech=True)
    return None
