"""Quotations that nothing credits, in a release in which one person alone speaks."""

from collections.abc import Sequence
from dataclasses import replace

from domain.facts import Quote
from processing.parsed_text import ParsedText

# Quotations that are credited to the only voice, at least.
_FEWEST_CREDITED = 2
_SHORTEST = 40  # characters of a paragraph of speech
_OPENING = '“"‘«„'


def with_only_voice(reading: ParsedText, quotes: Sequence[Quote]) -> list[Quote]:
    """The quotes; paragraphs of speech that nobody is named for are given to the only voice.

    A member of a parliament goes on in paragraphs of which only some say that it is them. Where
    anybody else is quoted too, or a colon before the paragraph leads to other words, nobody speaks.
    """
    credited = [quote for quote in quotes if quote.speaker is not None]
    names = {quote.speaker_name for quote in credited}
    loose = [quote for quote in quotes if quote.speaker is None]
    if len(credited) < _FEWEST_CREDITED or len(names) != 1 or None in names or not loose:
        return list(quotes)
    voice = credited[0]
    return [
        replace(
            quote,
            speaker_name=voice.speaker_name,
            speaker_role=voice.speaker_role,
            speaker_org=voice.speaker_org,
            rules=(("name", "only-voice"), *(one for one in voice.rules if one[0] == "role")),
        )
        if quote in loose and _is_theirs(reading, quote, credited)
        else quote
        for quote in quotes
    ]


def _is_theirs(reading: ParsedText, quote: Quote, credited: Sequence[Quote]) -> bool:
    """Whether a quotation is a paragraph of its own behind or right before credited words."""
    span = quote.span
    if quote.rule.partition(",")[0] != "unattributed" or span.end - span.start < _SHORTEST:
        return False
    number = next(
        (n for n, block in enumerate(reading.blocks) if block.start <= span.start < block.end), -1
    )
    block = reading.blocks[number]
    if number < 1 or not block.kind.is_prose or reading.flat[block.start] not in _OPENING:
        return False
    is_first = (
        block.start + 1 >= span.start or not reading.flat[block.start + 1 : span.start].strip()
    )
    ends = max(b.end for b in reading.blocks if b.start < span.end)
    is_alone = not reading.flat[span.end : ends].strip('”"’» .')
    before = reading.flat[reading.blocks[number - 1].end - 1]
    is_near = (
        any(one.span.start < span.start for one in credited)
        or reading.blocks[number - 1].kind.is_prose
    )
    return is_first and is_alone and before != ":" and is_near
