"""Figures with the words around them, none of the words twice on one card."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from domain.archive import StoredRelease
from domain.documents import Span
from domain.facts import Figure
from rendering.citation import CONTEXT, Statement, cite, words_between


@dataclass(frozen=True, slots=True)
class FigureGroup:
    """Figures of one sentence and the words around them, said once.

    `around` is empty where the words are told already, or where none were asked for.
    """

    figures: tuple[Figure, ...]
    around: str = ""


def group_figures(
    release: StoredRelease,
    figures: Iterable[Figure],
    told: Sequence[Span] = (),
    *,
    has_context: bool = True,
) -> list[FigureGroup]:
    """The figures in their order, those of a sentence that is yet to be told together.

    `told` is what the card says of the text elsewhere: a figure that stands there needs no words,
    and of another none of these. Without `has_context` none has any.
    """
    groups: dict[tuple[int, int], list[Figure]] = {}
    for figure in figures:
        span = figure.span
        sentence = Statement(release, span).sentence
        needs_words = has_context and not any(_overlap(span, one) for one in told)
        key = (sentence.start, -1) if needs_words else (span.start, span.end)
        groups.setdefault(key, []).append(figure)
    return [
        FigureGroup(tuple(group), around(release, group, told))
        if end < 0
        else FigureGroup(tuple(group))
        for (_, end), group in groups.items()
    ]


def around(release: StoredRelease, figures: Sequence[Figure], told: Sequence[Span] = ()) -> str:
    """The words around figures of one sentence as plain text, an ellipsis where some are left out.

    Empty where nothing is left to say beside the figures themselves.
    """
    spans = [figure.span for figure in figures]
    contexts = [figure.context for figure in figures if figure.context is not None]
    if len(contexts) == len(figures):
        said = _context_words(release, spans, contexts, told)
    else:
        said = sentence_words(release, spans, CONTEXT, told)
    own = {word for span in spans for word in span.text.split()}
    return said if set(said.split()) - own - {"…"} else ""


def _context_words(
    release: StoredRelease, spans: Sequence[Span], contexts: Sequence[Span], told: Sequence[Span]
) -> str:
    """The contexts of figures as one piece of the text without what is told elsewhere."""
    text = release.document.text
    for context in contexts:
        cite(release, context)
    first, last = min(span.start for span in spans), max(span.end for span in spans)
    whole = min(c.start for c in contexts), max(c.end for c in contexts)
    start = max([whole[0], *(t.end for t in told if t.end <= first)])
    end = min([whole[1], *(t.start for t in told if t.start >= last)])
    while start < end and text[start] in _LEFT_OVER:
        start += 1
    words = cite(release, Span.of(text, start, end)).strip()
    before, behind = text[:start].rstrip()[-1:], text[end:].lstrip()[:1]
    is_begun = before in _PARTING or (before.isalnum() and words[:1].islower())
    is_cut = words[-1:].isalnum() and (behind in _PARTING or behind.islower())
    return f"{'… ' if is_begun else ''}{words}{' …' if is_cut else ''}"


# What stays of a clause that is told elsewhere.
_LEFT_OVER = frozenset(",;–— \n")
# What parts the clauses of a sentence.
_PARTING = frozenset(",;–—")


def sentence_words(
    release: StoredRelease, spans: Sequence[Span], context: int, told: Sequence[Span] = ()
) -> str:
    """Places of one sentence with what stands around them, an ellipsis where words are left out."""
    windows: list[tuple[int, int, list[Span]]] = []
    for span in sorted(spans, key=lambda span: span.start):
        first, last = _window(release.document.text, span, context, told)
        if windows and first <= windows[-1][1]:
            start, before, within = windows.pop()
            windows.append((start, max(last, before), [*within, span]))
        else:
            windows.append((first, last, [span]))
    pieces = [
        words_between(release, first, _covering(release, within), last)
        for first, last, within in windows
    ]
    return " ".join(pieces).replace("… …", "…")


def _covering(release: StoredRelease, spans: Sequence[Span]) -> Span:
    text = release.document.text
    return Span.of(text, spans[0].start, max(span.end for span in spans))


def _overlap(one: Span, other: Span) -> bool:
    return one.start < other.end and other.start < one.end


def _window(text: str, span: Span, context: int, told: Sequence[Span]) -> tuple[int, int]:
    """Between which places of the text words around a span are shown."""
    room = max(0, context - (span.end - span.start)) // 2
    first = max([0, span.start - room, *(t.end for t in told if t.end <= span.start)])
    last = min([len(text), span.end + room, *(t.start for t in told if t.start >= span.end)])
    return first, last
