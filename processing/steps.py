"""The steps from a document to its processed release, in order."""

from dataclasses import replace

from domain.documents import Document
from domain.errors import AnalysisError
from domain.facts import Analysis, Head
from domain.record import parse_published
from processing.figures import find_figures
from processing.head import find_head
from processing.layout import read_layout
from processing.names import find_names
from processing.parsed_text import ParsedText
from processing.quotes import find_quotes
from processing.summary import summarise
from processing.words.layer import WordLayer
from processing.words.tokens import read_tokens


def analyse(document: Document) -> Analysis:
    """Read a release: its summary, figures, quotes and names, each with its receipt.

    Raises AnalysisError (a rule of ours is broken) or MemoryError and nothing else, whatever the
    text. A text that is not English yields a record with its title and language and nothing else:
    what cannot be read is not guessed.
    """
    try:
        return _analyse(document)
    except MemoryError:
        raise
    except Exception as error:
        raise AnalysisError(
            "“{name}” could not be analysed: Lede failed on it ({kind}). Please report it.",
            name=(document.title or document.id)[:80],
            kind=type(error).__name__,
        ) from error


def _analyse(document: Document) -> Analysis:
    reading = read_layout(document)
    is_read = reading.language == "en"
    # Cut into words once a release, and a sentence is parsed when the first part asks for it.
    tokens = read_tokens(reading) if is_read else None
    names = find_names(reading, tokens) if is_read else None
    described = _describe(document, reading, find_head(reading, names))
    if names is None:
        return described
    words = WordLayer(reading, names.spans, tokens)
    quotes = find_quotes(reading, names, words)
    figures = find_figures(reading, names, words)
    return replace(
        described,
        summary=summarise(reading, quotes, figures, words, described.head, names),
        figures=figures,
        quotes=quotes,
        people=names.people,
        organizations=names.organizations,
        operations=names.operations,
        places=names.places,
    )


def _describe(document: Document, reading: ParsedText, head: Head) -> Analysis:
    """The record of what the head says, before anything else is read."""
    return Analysis(
        id=document.id,
        title=head.title.value if head.title else None,
        url=document.url,
        agency=head.agency.value if head.agency else None,
        published_at=document.published_at
        or (parse_published(head.date.value) if head.date else None),
        language=reading.language,
        head=head,
    )
