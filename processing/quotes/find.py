"""From a release to its quotes, step by step."""

from domain.facts import Quote
from processing.names.found import Names
from processing.quotes.frames import Frames
from processing.quotes.marks import find_stretches
from processing.quotes.shapes import is_quotation, kind_of
from processing.quotes.speakers import Speakers
from processing.quotes.voices import Spoken, find_voices
from processing.quotes.words import NameIndex
from processing.reading import Reading


def find_quotes(reading: Reading, names: Names) -> tuple[Quote, ...]:
    """Every quote of a release with its cue and its speaker, in order and disjoint."""
    stretches = find_stretches(reading)
    if not stretches:
        return ()
    frames = Frames(reading, stretches, NameIndex(names.mentions))
    speakers = Speakers(reading, names, stretches)
    return tuple(
        _quote(reading, spoken, speakers)
        for spoken in find_voices(frames, stretches, reading.flat)
        if is_quotation(reading.flat, spoken)
    )


def _rule(spoken: Spoken) -> str:
    """The rule that found the speaker, and what was odd about the marks."""
    if spoken.stretch.is_reopened:
        return f"{spoken.rule}, reopened-paragraphs"
    return f"{spoken.rule}, single-marks" if spoken.stretch.is_single else spoken.rule


def _quote(reading: Reading, spoken: Spoken, speakers: Speakers) -> Quote:
    span = reading.span(spoken.stretch.start, spoken.stretch.end)
    kind = kind_of(reading.flat, spoken)
    if spoken.voice is None and spoken.rule == "interview":
        person = speakers.interviewed()
        if person is not None:
            return Quote(
                span=span,
                kind=kind,
                speaker_name=person.name,
                speaker_role=person.role,
                speaker_org=person.organization,
                rule=_rule(spoken),
            )
    if spoken.voice is None or spoken.voice.attribution.speaker is None:
        return Quote(span=span, kind=kind, rule=_rule(spoken))
    attribution, words = spoken.voice.attribution, spoken.voice.words
    speaker = speakers.identify(spoken.voice)
    cue = None
    if attribution.cue_first >= 0:
        cue = reading.span(words[attribution.cue_first].start, words[attribution.cue_last].end)
    return Quote(
        span=span,
        kind=kind,
        speaker=reading.span(speaker.start, speaker.end),
        speaker_name=speaker.name,
        speaker_role=speaker.role,
        speaker_org=speaker.organization,
        cue=cue,
        rule=_rule(spoken),
    )
