"""What a release says differently from before, and whether that matters. Pure."""

import re
from collections import Counter
from collections.abc import Iterable

from domain.archive import Changes
from domain.documents import Document, Span
from domain.facts import Analysis, Figure, Quote
from storage.steady import restless_spans, steady_text

# Letters and digits, and the signs that make another number of the same digits.
_WORD = re.compile(r"(?<![^\s(])[-−](?=\d)|[^\W_]+(?:[.,:/\u2019'-][^\W_]+)*%?|[$€£¥]")
# In an event and in a message the longest list says no more than its first hundred.
_LISTED = 100


def compare(
    old: Document,
    old_analysis: Analysis,
    new: Document,
    new_analysis: Analysis,
    *,
    by_same_rules: bool = True,
) -> Changes:
    """The figures, quotes, names and words that differ between two texts of one release.

    Where the words are the same and the rules that read them are not, what is read differently is
    no change of the release.
    """
    title = _title(old.title, new.title)
    has_other_words = _words(old.text) != _words(new.text)
    if not has_other_words and not by_same_rules:
        return Changes(title=title)
    old_figures, old_quotes = _statements(old, old_analysis)
    new_figures, new_quotes = _statements(new, new_analysis)
    figures = _gone_and_new(map(_figure, old_figures), map(_figure, new_figures))
    quotes = _gone_and_new(map(_quote, old_quotes), map(_quote, new_quotes))
    names = _gone_and_new(_names(old_analysis), _names(new_analysis))
    return Changes(
        *figures,
        *quotes,
        *names,
        title=title,
        has_other_words=has_other_words,
    )


def _statements(document: Document, analysis: Analysis) -> tuple[list[Figure], list[Quote]]:
    """The figures and quotes of a text without those of counters and of teasers of other texts."""
    restless = restless_spans(document.text)

    def is_steady(span: Span) -> bool:
        return not any(start <= span.start < end for start, end in restless)

    return (
        [figure for figure in analysis.figures if is_steady(figure.span)],
        [quote for quote in analysis.quotes if is_steady(quote.span)],
    )


def _figure(figure: Figure) -> str:
    return " ".join(figure.span.text.split())


def _quote(quote: Quote) -> str:
    # A quotation put into another mouth is another one.
    words = " ".join(_words(quote.span.text))
    return f"{words} ({quote.speaker_name})" if quote.speaker_name else words


def _names(analysis: Analysis) -> Iterable[str]:
    for named in (analysis.people, analysis.organizations, analysis.operations, analysis.places):
        yield from (one.name for one in named)


def _gone_and_new(
    old: Iterable[str], new: Iterable[str]
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    before, after = Counter(old), Counter(new)
    return tuple((before - after).elements())[:_LISTED], tuple((after - before).elements())[
        :_LISTED
    ]


def _title(old: str | None, new: str | None) -> tuple[str, str] | None:
    if old is None or new is None or _words(old) == _words(new):
        return None
    return old, new


def _words(text: str) -> list[str]:
    return _WORD.findall(steady_text(text).casefold().replace("\u2019", "'"))
