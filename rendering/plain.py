"""A briefing as plain text for a terminal."""

from textwrap import fill

from domain.archive import StoredRelease
from domain.facts import Figure, Quote
from rendering.citation import cite
from rendering.escape import one_line
from rendering.statements import (
    NOT_ENGLISH,
    RELATION_WORDS,
    UNKNOWN_SPEAKER,
    office_of,
    speaker_of,
    subject_of,
    summary_sentences,
)

WIDTH = 88


def brief_text(release: StoredRelease, *, width: int = WIDTH) -> str:
    """The briefing as lines of at most `width` columns: title, summary, key figures, all quotes."""
    head, analysis = release.head, release.analysis
    published = analysis.published_at
    date = f"{published.day} {published:%B %Y}" if published else "no date given"
    marks = ["sample release, all invented"] if head.is_sample else []
    byline = " · ".join(filter(None, [one_line(head.agency or ""), date, *marks]))
    parts = [fill(one_line(head.title), width), byline]
    if analysis.language != "en":
        return "\n".join([*parts, *filter(None, [head.url]), "", fill(NOT_ENGLISH, width)])
    parts += _section("Summary", summary_sentences(release), width)
    figures = [_figure(release, figure) for figure in analysis.key_figures]
    parts += _section("Key figures", figures, width)
    parts += _section("Quotes", [_quote(release, quote) for quote in analysis.quotes], width)
    return "\n".join([*parts, *(["", head.url] if head.url else [])])


def _section(title: str, entries: list[str], width: int) -> list[str]:
    lines = ["", title]
    for entry in entries:
        for i, line in enumerate(entry.splitlines()):
            indent = "    " if i else "  - "
            lines.append(fill(line, width, initial_indent=indent, subsequent_indent="    "))
    return lines if entries else [*lines, "  none found"]


def _figure(release: StoredRelease, figure: Figure) -> str:
    words = RELATION_WORDS[figure.relation] + cite(release, figure.span)
    subject = subject_of(release, figure)
    claims = [cite(release, claim.span) for claim in figure.claims]
    return " · ".join([words, *([subject] if subject else []), *claims])


def _quote(release: StoredRelease, quote: Quote) -> str:
    name = speaker_of(release, quote)
    speaker = ", ".join([name, *office_of(quote)]) if name else UNKNOWN_SPEAKER
    return f"“{cite(release, quote.span)}”\n— {speaker}"
