"""A briefing as plain text for a terminal."""

from collections.abc import Iterator
from datetime import datetime
from textwrap import fill

from domain.archive import StoredRelease
from domain.facts import Quote
from rendering.citation import cite
from rendering.contexts import FigureGroup, group_figures
from rendering.escape import one_line
from rendering.exactness import figure_words
from rendering.heads import head_spans, label_name, mixed_line
from rendering.language import language
from rendering.speech import spoken_words
from rendering.statements import (
    in_marks,
    not_english,
    office_of,
    speaker_of,
    summary_sentences,
    unknown_speaker,
)

WIDTH = 88


def brief_text(release: StoredRelease, *, width: int = WIDTH) -> str:
    """The briefing: title, summary, key figures, all quotes.

    No line is longer than `width` columns, but for an address, which would break.
    """
    head, analysis = release.head, release.analysis
    published = analysis.published_at
    date = f"{published.day} {published:%B %Y}" if published else "no date given"
    marks = ["sample release, all invented"] if head.is_sample else []
    byline = " · ".join(filter(None, [one_line(head.agency or ""), date, *marks]))
    parts = [fill(one_line(head.title), width), fill(byline, width)]
    others = [one_line(other.agency or other.title) for other in release.also_issued]
    if others:
        parts.append(fill(f"Also issued by {', '.join(others)}.", width))
    parts += [fill(line, width) for line in _stated(release)]
    address = [one_line(head.url)] if head.url else []
    if analysis.language != "en":
        return "\n".join([*parts, *address, "", fill(not_english(language("en")), width)])
    parts += _section("Summary", summary_sentences(release), width)
    told = [*head_spans(release), *(sentence.span for sentence in analysis.summary)]
    groups = group_figures(release, analysis.key_figures, told)
    figures = ["\n".join(_group(release, group)) for group in groups]
    parts += _section("Key figures", figures, width)
    parts += _section("Quotes", [_quote(release, quote) for quote in analysis.quotes], width)
    return "\n".join([*parts, *(["", *address] if address else [])])


def _stated(release: StoredRelease) -> Iterator[str]:
    """Label, embargo, event and corrections of a release, a line each."""
    head, say = release.analysis.head, language("en")
    if head.label is not None and (name := label_name(say, head.label.kind)):
        yield name
    if release.document.mixes_columns:
        yield mixed_line(say)
    if head.embargo is not None:
        words = cite(release, head.embargo.span)
        until = head.embargo.until
        # In the zone that the text names, as a terminal knows none of its reader's.
        yield (
            f"Not to be published before {moment_words(until)}: “{words}”"
            if until
            else f"Embargo: {words}"
        )
    if head.event is not None:
        for part in ("what", "when", "where", "who"):
            span = getattr(head.event, part)
            if span is not None:
                yield f"{part.capitalize()}: {cite(release, span)}"
    for correction in head.corrections:
        yield f"Corrects an earlier release: {cite(release, correction.span)}"


def moment_words(moment: datetime) -> str:
    """A moment with its day, hour and zone: "5 May 2026, 10:00 UTC"."""
    zone = moment.tzname() or "without zone"
    return f"{moment.day} {moment:%B %Y, %H:%M} {zone}"


def _section(title: str, entries: list[str], width: int) -> list[str]:
    lines = ["", title]
    for entry in entries:
        for i, line in enumerate(entry.splitlines()):
            indent = "    " if i else "  - "
            lines.append(fill(line, width, initial_indent=indent, subsequent_indent="    "))
    return lines if entries else [*lines, "  none found"]


def _group(release: StoredRelease, group: FigureGroup) -> Iterator[str]:
    """Figures, then the words around them where the summary has them not."""
    for figure in group.figures:
        claims = [cite(release, claim.span) for claim in figure.claims]
        yield " · ".join([figure_words(release, figure), *claims])
    if group.around:
        yield group.around


def _quote(release: StoredRelease, quote: Quote) -> str:
    name = speaker_of(release, quote)
    speaker = ", ".join([name, *office_of(quote)]) if name else unknown_speaker(language("en"))
    return f"{in_marks(quote, spoken_words(release, quote))}\n— {speaker}"
