"""What somebody wrote of a release themselves, held against it. Pure."""

import re
from collections.abc import Iterator
from dataclasses import replace

from domain.archive import StoredRelease
from domain.documents import Span
from domain.errors import UnreadableInputError
from domain.facts import Figure, Quote
from domain.practice import Attempt, FigureTried, LeadTried, Practice, QuoteTried
from domain.quotations import is_named, is_remark
from domain.watches import WatchCriteria
from pipeline.finding import Held, find
from pipeline.quotations import Finding, check_within
from pipeline.quoted import Quoted, quoted_in
from pipeline.understanding import understand
from processing.words.spelling import fold

# Of what one form holds so much is looked at, and so many of the release's own are named.
FIGURES, QUOTES = 12, 5
_MISSED_QUOTES, _INSTEAD = 3, 3
_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
_WORD = re.compile(r"[^\W\d_][\w’'-]*")
# Where a sentence begins a capital says nothing.
_OPENS = re.compile(r"(?:^|[.!?:][”\"’)]*)\s*[“\"‘(]*$")
# "Ann Poe: We looked in every crate" and "We looked in every crate - Ann Poe", without marks.
_MARKS = re.compile(r"[“”\"„«»]|(?<!\w)['‘]")
_NAME = r"(?P<name>[A-Z][\w.’'-]*(?: [\w.’'-]+){0,5})"
_NAMED_FIRST = re.compile(rf"{_NAME}:\s+(?P<words>.+)")
_NAMED_LAST = re.compile(
    rf"(?P<words>.+?)[\s,]+(?:[-–—~]+|(?:said|says|by|according to)\b)\s*{_NAME}[.,]?"
)
# A name of an agency counts as given with so many of its words.
_ENOUGH = 0.5


def hold_against(release: StoredRelease, attempt: Attempt) -> Practice:
    """What of an attempt stands in the release, what does not, and what it lacks."""
    held = Held(release)
    figures = tuple(_try_figure(held, line) for line in attempt.figures[:FIGURES])
    findings = [_try_quote(release, line) for line in attempt.quotes[:QUOTES]]
    hit = [figure.span for one in figures for figure in one.figures]
    told = [one.span for one in findings if one.span is not None]
    return Practice(
        release,
        _try_lead(release, attempt.lead),
        figures,
        tuple(map(_quote_tried, findings)),
        tuple(f for f in release.analysis.key_figures if f.span not in hit),
        tuple(
            quote
            for quote in _telling(release)
            if not any(s.start < quote.span.end and quote.span.start < s.end for s in told)
        )[:_MISSED_QUOTES],
    )


def parted_lines(typed: str) -> tuple[str, ...]:
    """What was typed a line each, without the marks of a list."""
    lines = (line.strip().removeprefix("-").removeprefix("•").strip() for line in typed.split("\n"))
    return tuple(line for line in lines if line)


def _try_lead(release: StoredRelease, lead: str) -> LeadTried:
    text = f"{release.head.title}\n{release.document.text}"
    known = {_plain(number) for number in _NUMBER.findall(text)}
    words = {fold(word) for word in _words(text)}
    numbers = tuple(n for n in dict.fromkeys(_NUMBER.findall(lead)) if _plain(n) not in known)
    names = tuple(n for n in dict.fromkeys(_names(lead)) if fold(n) not in words)
    return LeadTried(
        lead,
        len(lead.split()),
        numbers,
        names,
        _has_agency(release, lead),
        _has_figure(release, lead),
    )


def _has_agency(release: StoredRelease, lead: str) -> bool | None:
    agency = release.head.agency
    if not agency:
        return None
    said = {fold(word) for word in _words(lead)}
    acronyms = {fold(o.acronym) for o in release.analysis.organizations if o.acronym}
    named = [fold(word) for word in _words(agency) if word[:1].isupper()]
    return bool(said & acronyms) or sum(w in said for w in named) >= _ENOUGH * len(named)


def _has_figure(release: StoredRelease, lead: str) -> bool | None:
    keys = release.analysis.key_figures
    if not keys:
        return None
    said = {_plain(number) for number in _NUMBER.findall(lead)}
    return any(said & {_plain(n) for n in _NUMBER.findall(f.span.text)} for f in keys)


def _try_figure(held: Held, written: str) -> FigureTried:
    try:
        criteria = understand(figure=written)
    except UnreadableInputError:
        return FigureTried(written, understood=False)
    found = find(criteria, held)
    if found is not None:
        return FigureTried(written, True, found.figures)
    instead = tuple(_instead(held, criteria, written))[:_INSTEAD]
    return FigureTried(written, True, (), instead, _place(held.release, written))


def _place(release: StoredRelease, written: str) -> Span | None:
    """Where the number stands in the text, whatever it counts there."""
    text, numbers = release.document.text, {_plain(n) for n in _NUMBER.findall(written)}
    places = (m for m in _NUMBER.finditer(text) if _plain(m[0]) in numbers)
    return next((Span.of(text, *m.span()) for m in places), None)


def _instead(held: Held, criteria: WatchCriteria, written: str) -> Iterator[Figure]:
    """The same number, as of an earlier year or of a part; else another one of the same thing."""
    numbers = {_plain(number) for number in _NUMBER.findall(written)}
    figures = held.release.analysis.figures
    same = [f for f in figures if numbers & {_plain(n) for n in _NUMBER.findall(f.span.text)}]
    yield from same
    threshold = criteria.threshold
    if same or threshold is None or not threshold.words:
        return
    any_number = replace(threshold, low=0.0, high=None, is_open=False)
    alike = find(replace(criteria, threshold=any_number), held)
    yield from alike.figures if alike else ()


def _try_quote(release: StoredRelease, written: str) -> Finding:
    """The verdict on the first quotation of a line; without marks the line is one."""
    marked = _marked(written)
    quoted = next(iter(quoted_in(marked)), None) or Quoted(marked, 0)
    return check_within(release, replace(quoted, words=quoted.words[:1000]))


def _marked(written: str) -> str:
    """A line of a quote and its speaker with marks about the quote, where it has none."""
    if _MARKS.search(written):
        return written
    if named := _NAMED_FIRST.fullmatch(written):
        return f"{named['name']}: “{named['words']}”"
    if named := _NAMED_LAST.fullmatch(written):
        return f"“{named['words']}” — {named['name']}"
    return written


def _quote_tried(found: Finding) -> QuoteTried:
    is_another = bool(found.is_another and found.quote)
    return QuoteTried(
        found.quotation,
        found.verdict.value,
        found.quote,
        found.span,
        tuple((piece.words, piece.change) for piece in found.pieces),
        ", ".join(found.claimed) if is_another else None,
        (found.quote.speaker_name if found.quote else None) if is_another else None,
    )


def _telling(release: StoredRelease) -> list[Quote]:
    """The quotes that say something by themselves, of somebody the text names."""
    return [q for q in release.analysis.quotes if is_named(q) and not is_remark(q)]


def _names(text: str) -> Iterator[str]:
    """Words with a capital where none is due."""
    for found in _WORD.finditer(text):
        word = found[0].removesuffix("’s").removesuffix("'s")
        if word[:1].isupper() and not _OPENS.search(text[: found.start()]):
            yield word


def _words(text: str) -> list[str]:
    return [word.removesuffix("’s").removesuffix("'s") for word in _WORD.findall(text)]


def _plain(number: str) -> str:
    return number.replace(",", "")
