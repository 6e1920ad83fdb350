"""From a release to its quotes, step by step."""

from domain.documents import Span
from domain.facts import Quote
from processing.names.found import Names
from processing.quotes.assign import Assigned, assign
from processing.quotes.frames import Frame, Frames
from processing.quotes.marks import Stretch, find_stretches
from processing.quotes.words import NameIndex
from processing.reading import Reading


def find_quotes(reading: Reading, names: Names) -> tuple[Quote, ...]:
    """Every quote of a release with its cue and its speaker, in order and disjoint."""
    stretches = find_stretches(reading)
    if not stretches:
        return ()
    index = NameIndex(names.mentions)
    frames = Frames(reading, stretches, index)
    quotes: list[Quote] = []
    last: tuple[int, Frame, Assigned] | None = None
    for region in frames.regions():
        current = None
        for frame in region:
            assigned = assign(frame.words, reading.flat)
            for word in frame.words:
                if word.kind != "Q":
                    continue
                stretch = stretches[word.stretch]
                got = assigned.get(word.stretch)
                if got is not None:
                    current = (frame, got)
                    rule = got.rule
                elif current is not None:
                    rule = "continued"
                else:
                    rule = "none"
                quotes.append(_quote(reading, stretch, current, rule))
    return tuple(quotes)


def _quote(reading: Reading, stretch: Stretch, current, rule: str) -> Quote:
    speaker = cue = None
    if current is not None:
        frame, got = current
        a = got.attribution
        if a.speaker is not None:
            f, l = frame.words[a.speaker.first], frame.words[a.speaker.last]
            end = l.end
            speaker = reading.span(f.start, end)
        if a.cue_first >= 0:
            cue = reading.span(frame.words[a.cue_first].start, frame.words[a.cue_last].end)
    return Quote(span=reading.span(stretch.start, stretch.end), kind="direct", speaker=speaker, cue=cue, rule=rule)
