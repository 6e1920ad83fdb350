"""The summary of a release: whole sentences and clauses of its own text, about sixty words."""

from domain.facts import Figure, Head, Quote, Sentence
from processing.names.found import Names
from processing.parsed_text import ParsedText
from processing.summary.candidates import find_choices
from processing.summary.choice import choose
from processing.summary.topics import find_topics
from processing.summary.turns import find_answers
from processing.summary.worth import title_above
from processing.words.layer import WordLayer

__all__ = ["summarise"]


def summarise(
    reading: ParsedText,
    quotes: tuple[Quote, ...],
    figures: tuple[Figure, ...],
    words: WordLayer | None = None,
    head: Head | None = None,
    names: Names | None = None,
) -> tuple[Sentence, ...]:
    """Choose what happened, who, how much and what next, in the order of the text.

    What a central bank decides stands first.

    Every sentence is a span of the text; together they hold about 60 words and never over 75.
    Never raises; a text without a fitting sentence has no summary. Of a transcript the subjects are
    told that it names, and answers behind the labels of those who give them. Names are asked only
    who is pointed back to: who is named where told no more, over annotated releases, than place,
    cues and figures tell. `words` is the layer of words of the release, where one was built
    already; the corrections of its `head` are the sentences that withdraw what was issued before.
    """
    if head is not None and head.label is not None and head.label.kind == "transcript":
        topics = find_topics(reading)
        answers = find_answers(reading, quotes, topics, title_above(reading))
        told = (Sentence(topics, "topics"),) if topics else ()
        return (*told, *(Sentence(answer, "answer") for answer in answers))
    layer = WordLayer(reading) if words is None else words
    corrections = head.corrections if head else ()
    choices = find_choices(reading, quotes, figures, layer, corrections, names)
    return tuple(
        Sentence(reading.span(candidate.start, candidate.end), candidate.rule)
        for candidate in choose(choices, _above(reading, head))
    )


def _above(reading: ParsedText, head: Head | None) -> str:
    """What stands over a summary, in small letters: the title, and who issues the release."""
    title = title_above(reading)
    return f"{title} {head.agency.value.lower()}" if head and head.agency else title
