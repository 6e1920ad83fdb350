"""Who speaks each quotation: an attribution of its own, or the voice that goes on."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from processing.quotes.after_marks import last_sign
from processing.quotes.assign import assign
from processing.quotes.attribution import Attribution, find_attributions
from processing.quotes.clauses import clause_subject
from processing.quotes.frames import Frame, Frames
from processing.quotes.marks import Stretch
from processing.quotes.phrases_after import read_forward
from processing.quotes.word_kinds import ENDS_SENTENCE_CUE, MARKS_OR_QUOTATION, WordKind
from processing.quotes.words import Word, listed


@dataclass(frozen=True, slots=True)
class Voice:
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


_NOBODY = frozenset({"anything", "everything", "nothing", "something", "what"})


@dataclass(frozen=True, slots=True)
class Spoken:
    """One quotation with its voice (None where the text names none) and the rule that found it."""

    stretch: Stretch
    frame: Frame
    place: int
    voice: Voice | None
    rule: str
    stands_alone: bool


class _Told:
    """Whose voice the text goes on with; sentences without quotations are read only if need be."""

    def __init__(self) -> None:
        self._voice: Voice | None = None
        self._unread: list[Frame] = []

    def pass_over(self, frame: Frame) -> None:
        """Go past a sentence without a quotation, which may bring up another voice."""
        self._unread.append(frame)

    def spoke(self, voice: Voice) -> None:
        """Note who speaks; "who" is only someone else's stand-in."""
        if not voice.is_relative or self.voice() is None:
            self._voice = voice
            self._unread.clear()

    def voice(self) -> Voice | None:
        """The voice of the last sentence that has one."""
        is_last = True
        while self._unread:
            told = _told(self._unread.pop().words)
            if told is not None:
                # An organization goes on speaking in the next sentence, not further down.
                self._voice = told if is_last or told.is_certain else None
                self._unread.clear()
            is_last = False
        return self._voice


def find_voices(frames: Frames, stretches: Sequence[Stretch], flat: str) -> Iterator[Spoken]:
    """Every quotation in order, with who speaks it."""
    last: tuple[int, _Told] | None = None  # the last paragraph of a region, and its voices
    for region in frames.regions():
        told = _Told()
        for number, frame in enumerate(region):
            if not frame.has_quote:
                told.pass_over(frame)
                continue
            assigned = assign(frame.words, flat)
            following = region[number + 1] if number + 1 < len(region) else None
            stands_alone = _stands_alone(frame)
            for place, word in enumerate(frame.words):
                if word.kind is not WordKind.QUOTATION:
                    continue
                got = assigned.get(word.stretch)
                rule = "unattributed"
                spoken: Voice | None = None
                if got is not None:
                    spoken, rule = Voice(got.attribution, frame.words), got.rule
                elif (after := _said_after(frame, place, following, flat)) is not None:
                    spoken, rule = after, "cue-in-next-sentence"
                elif stands_alone and following is None and (signed := _signed(frames, frame)):
                    spoken, rule = signed, "signed"
                elif (voice := told.voice()) is not None:
                    spoken, rule = voice, "continued-speaker"
                elif stands_alone and (before := _before_paragraph(frames, region, last)):
                    spoken, rule = before, "continued-paragraph"
                elif stands_alone and frames.asks(frame.paragraph - 1):
                    rule = "interview"
                elif stands_alone and following is None and (later := _pointed_back(frames, frame)):
                    spoken, rule = later, "cue-in-next-paragraph"
                if spoken is not None and rule == "continued-paragraph":
                    is_damaged = stretches[word.stretch].is_damaged
                    spoken = None if is_damaged and not spoken.is_certain else spoken
                if spoken is not None:
                    told.spoke(spoken)
                yield Spoken(stretches[word.stretch], frame, place, spoken, rule, stands_alone)
        last = (frames.block_at(region[-1].end - 1), told) if region else last


def _stands_alone(frame: Frame) -> bool:
    return all(word.kind in MARKS_OR_QUOTATION for word in frame.words)


def _before_paragraph(
    frames: Frames, region: list[Frame], last: tuple[int, _Told] | None
) -> Voice | None:
    """The voice of the paragraph before, for a quotation that stands there alone."""
    if not region[0].words or region[0].words[0].kind is not WordKind.QUOTATION:
        return None
    paragraph = region[0].paragraph
    voice = last[1].voice() if last is not None else None
    if last is not None and voice is not None:
        if last[0] == frames.prose_before(paragraph):
            return voice
        if last[0] == paragraph - 2 and frames.asks(paragraph - 1):
            return voice  # an interview: the one who answered goes on answering
    frame = frames.last_before(paragraph)
    before = _told(frame.words) if frame is not None else None
    is_told = before is not None and before.attribution.order != "subject"
    return before if is_told or frames.people_before(paragraph) < 2 else None


def _pointed_back(frames: Frames, frame: Frame) -> Voice | None:
    """The one whose words the next paragraph says they were: "Those words came from Ada Lund"."""
    words = frames.first_sentence_after(frame.end)
    if len(words) < _SHORTEST_POINTER or words[0].low not in _POINTING:
        return None
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
        return Voice(Attribution("statement", -1, -1, speaker, 0, is_speech=True), words)
    return None


_POINTING = frozenset({"those", "these", "that", "this", "so", "such"})
_SHORTEST_POINTER, _POINTER_REACH = 4, 14


def _signed(frames: Frames, frame: Frame) -> Voice | None:
    """The name on a line of its own below a quotation: — Ada Lund, harbor master."""
    line = frames.line_after(frame.end)
    if line is None or len(line.words) < 2 or line.words[0].kind is not WordKind.DASH:
        return None
    speaker = read_forward(line.words, 1) if line.words[1].kind is WordKind.NAME else None
    if speaker is None:
        return None
    return Voice(Attribution("signed", -1, -1, speaker, 0, is_speech=True), line.words)


def told_statement(words: list[Word]) -> Attribution | None:
    """The one whose statement a sentence announces: "issued the following statement"."""
    return _statement(words) or _owned_statement(words)


def _told(words: list[Word]) -> Voice | None:
    """The voice of a sentence without quotations: the one it reports, else its subject."""
    statement = _statement(words)
    if statement is not None:
        return Voice(statement, words)
    for attribution in find_attributions(words):
        if (
            attribution.is_speech
            and attribution.speaker is not None
            and attribution.order in ("SV", "VS", "joined", "according")
        ):
            return Voice(attribution, words)
    owner = _owned_statement(words)
    if owner is not None:
        return Voice(owner, words)
    subject = clause_subject(words, len(words), is_main=True)
    if subject is None or not _may_go_on(words[subject.last]):
        return None
    if words[subject.last].kind is WordKind.NAME and _names_two(words):
        return None
    return Voice(
        Attribution("subject", -1, -1, subject, subject.outer_first, is_speech=False), words
    )


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


def _said_after(frame: Frame, place: int, following: Frame | None, flat: str) -> Voice | None:
    """The attribution in a sentence of its own: “Who else?” | Rivera said."""
    if following is None or place != len(frame.words) - 1 or not following.words:
        return None
    is_open = last_sign(flat, frame.words[place].end) != "."
    for attribution in find_attributions(following.words):
        if attribution.first != 0 or not attribution.is_speech or attribution.is_passive:
            return None
        rest = following.words[attribution.cue_last + 1 :]
        is_plain = following.words[attribution.cue_last].low in listed("inverts_after_clause")
        if not (is_open or is_plain):
            return None  # “We will build.” The mayor agreed.
        if attribution.order == "VS" or not rest or rest[0].kind in ENDS_SENTENCE_CUE:
            return Voice(attribution, following.words)
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
