"""The summary of a release: whole sentences and clauses of its own text, about sixty words."""

from domain.facts import Correction, Figure, Quote, Sentence
from processing.parsed_text import ParsedText
from processing.summary.candidates import find_choices
from processing.summary.choice import choose
from processing.words.layer import WordLayer

__all__ = ["summarise"]


def summarise(
    reading: ParsedText,
    quotes: tuple[Quote, ...],
    figures: tuple[Figure, ...],
    words: WordLayer | None = None,
    corrections: tuple[Correction, ...] = (),
) -> tuple[Sentence, ...]:
    """Choose what happened, who, how much and what next, in the order of the text.

    Every sentence is a span of the text; together they hold about 60 words and never over 75.
    Never raises; a text without a fitting sentence has no summary. Names are not asked: who is
    named where told no more, over annotated releases, than place, cues and figures tell. `words`
    is the layer of words of the release, where one was built already; `corrections` are the
    sentences that withdraw what was issued before.
    """
    layer = WordLayer(reading) if words is None else words
    choices = find_choices(reading, quotes, figures, layer, corrections)
    return tuple(
        Sentence(reading.span(candidate.start, candidate.end), candidate.rule)
        for candidate in choose(choices)
    )
