"""From a release to its quotes, step by step."""

from collections.abc import Sequence

from domain.documents import Span
from domain.facts import Quote, QuoteMarks
from processing.names.found import Names
from processing.quotes.frames import Frames
from processing.quotes.marks import Stretch, find_stretches
from processing.quotes.shapes import is_quotation, kind_of
from processing.quotes.speakers import Speakers
from processing.quotes.statements import Statement, Statements
from processing.quotes.voices import Spoken, Voice, find_voices
from processing.quotes.words import NameIndex
from processing.reading import Reading
from processing.words.layer import WordLayer


def find_quotes(
    reading: Reading, names: Names, words: WordLayer | None = None
) -> tuple[Quote, ...]:
    """Every quote of a release with its cue and its speaker, in order and disjoint.

    `words` is the layer of words of the release, where one was built already.
    """
    stretches = find_stretches(reading)
    layer = words or WordLayer(reading, names.spans)
    frames = Frames(reading, stretches, NameIndex(names.mentions), layer)
    statements = list(Statements(reading, stretches, frames).find())
    if not stretches and not statements:
        return ()
    speakers = Speakers(reading, names, stretches, layer)
    found: list[Statement | Spoken] = [*statements]
    found += (
        spoken
        for spoken in find_voices(frames, stretches, reading.flat)
        if not _is_within(spoken.stretch, statements) and is_quotation(reading.flat, spoken)
    )
    # In the order of the text, since each speaker may be the one that a pronoun after means.
    found.sort(key=_place_of)
    return tuple(
        _statement_quote(reading, one, speakers)
        if isinstance(one, Statement)
        else _quote(reading, one, speakers)
        for one in found
    )


def _place_of(found: Statement | Spoken) -> int:
    return found.start if isinstance(found, Statement) else found.stretch.outer_start


def _is_within(stretch: Stretch, statements: Sequence[Statement]) -> bool:
    return any(s.start < stretch.outer_end and stretch.outer_start < s.end for s in statements)


def _rule(spoken: Spoken) -> str:
    """The rule that found the speaker, and what was odd about the marks."""
    if spoken.stretch.is_reopened:
        return f"{spoken.rule}, reopened-paragraphs"
    if spoken.stretch.is_damaged:
        return f"{spoken.rule}, lost-mark"
    return f"{spoken.rule}, single-marks" if spoken.stretch.is_single else spoken.rule


def _quote(reading: Reading, spoken: Spoken, speakers: Speakers) -> Quote:
    span = reading.span(spoken.stretch.start, spoken.stretch.end)
    kind = kind_of(reading.flat, spoken)
    marks: QuoteMarks = "single" if spoken.stretch.is_single else "double"
    if spoken.voice is None and spoken.rule == "interview":
        person = speakers.interviewed()
        if person is not None:
            return Quote(
                span=span,
                kind=kind,
                speaker_name=person.name,
                speaker_role=person.role,
                speaker_org=person.organization,
                marks=marks,
                rule=_rule(spoken),
            )
    if spoken.voice is None or not spoken.voice.names_someone:
        return Quote(span=span, kind=kind, marks=marks, rule=_rule(spoken))
    speaker = speakers.identify(spoken.voice, span.text)
    return Quote(
        span=span,
        kind=kind,
        speaker=reading.span(speaker.start, speaker.end),
        speaker_name=speaker.name,
        speaker_role=speaker.role,
        speaker_org=speaker.organization,
        cue=_cue(reading, spoken.voice),
        marks=marks,
        rule=_rule(spoken),
    )


def _cue(reading: Reading, voice: Voice) -> Span | None:
    attribution, words = voice.attribution, voice.words
    if attribution.cue_first < 0:
        return None
    return reading.span(words[attribution.cue_first].start, words[attribution.cue_last].end)


def _statement_quote(reading: Reading, statement: Statement, speakers: Speakers) -> Quote:
    cue = None
    if statement.voice is not None:
        speaker = speakers.identify(statement.voice)
        cue = _cue(reading, statement.voice)
    else:
        assert statement.signature is not None
        speaker = speakers.signed(*statement.signature)
    return Quote(
        span=reading.span(statement.start, statement.end),
        kind="direct",
        speaker=reading.span(speaker.start, speaker.end),
        speaker_name=speaker.name,
        speaker_role=speaker.role,
        speaker_org=speaker.organization,
        cue=cue,
        marks="none",
        rule=statement.rule,
    )
