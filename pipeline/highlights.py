"""The number and the quote of the day: of a leading story, and its news."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from domain.archive import StoredRelease
from domain.briefings import Story
from domain.documents import Span
from domain.facts import Figure, Quote, Sentence
from domain.quotations import ends_sentence, is_named, is_remark
from pipeline.ranking import STANDS_OUT
from pipeline.worth import read_weights

# The number and the quote are of one of the first stories, which a reader sees first.
_LEADING = 3
# A sentence of more characters is several that were run together.
_LONGEST = 400
# What only announces that something is said: behind it so many sentences are looked at, of which
# one that tells something has as many characters at least.
_ANNOUNCES = re.compile(
    r"\bfollowing (?:[\w-]+ )?(?:(?:updates?|information|facts)\b|"
    r"(?:statement|remarks|comments?|message)\b"
    r"(?: (?:today|on (?:mon|tues|wednes|thurs|fri|satur|sun)day))?\W*$)",
    re.IGNORECASE,
)
_FOLLOWING, _SHORTEST = 5, 40
_MARKS = re.compile(r"[\s:“\"'‘.]*")
_ENDS = re.compile(r"[.!?][”\"’']?$")
# A quote of more characters buries the rest.
_QUOTE = 300
# Words this long are a subject's own; so many of them in common tie a quote to its story.
_OWN_WORD, _SHARED = 5, 1
_OPENING = 700
_WORD = re.compile(rf"[^\W\d_]{{{_OWN_WORD},}}")
# A line that goes on in small letters was only wrapped.
_END = re.compile(r"[.!?][”\"’']?\s|\n(?!\s*[a-z])")
# How old somebody is, that there is one of something, or how many counts a charge has, is no news.
# "1/4 percent", "1 to 1-1/4 percent", "1 3/4 percent", "1,500 people" and "one million" begin with
# a one and are more than one.
_AGE = re.compile(
    r"\bold\b|^(?:one|1|a)(?![\w/.,–-]|\s+(?:to|or|and)\b|\s*[\d½¼¾⅓⅔⅛⅜⅝⅞]|\s(?:\w+-?)?"
    r"(?:hundred|thousand|[mb]illion|trillion|dozen|lakh|crore)\b)|\bcounts?\b",
    re.IGNORECASE,
)
# "Five years and older", "those aged 65": an age, though a number of years.
_AGE_AFTER = re.compile(
    r"\s+(?:of age\b|(?:and|or) (?:old|young|ov|und)er\b|(?:and|or) (?:up|above)\b)", re.IGNORECASE
)
_AGE_BEFORE = re.compile(
    r"\b(?:ages?|aged) (?:(?:of|from|at least|between|under|over) )*$", re.IGNORECASE
)
# What the law sets is the same in every such case: the alcohol that is allowed, a speed limit.
_STANDING = re.compile(r"\bblood[ -]alcohol\b|\bBAC\b|\b(?:legal|speed) limit\b", re.IGNORECASE)
# Words before a figure, or of what it counts, that tell of what was before the news; and the years
# that a sentence names.
_EARLIER = re.compile(
    r"\b(?:prior|previous(?:ly)?|earlier|past|former|already|last (?:year|month|week)|"
    r"in recent years|since (?:19|20)\d\d|priors?)\b",
    re.IGNORECASE,
)
# A rate that a bank leaves where it was.
_KEPT = re.compile(
    r"\b(?:keep\w*|kept|maintain\w*|leav\w+|left|h[oe]ld\w*|retain\w*|remain\w*|unchanged|continu\w+)\b",
    re.IGNORECASE,
)
# How many died or were arrested stands beside the words that say so; farther on others are counted.
_BESIDE = 35
_HURTS = re.compile(r"\b(?:injur|wound|hurt|sicken)\w*", re.IGNORECASE)
_ARE_HURT = re.compile(
    r"\s+(?:(?:was|were|is|are|has|have|been|seriously|critically|also)\s+)*(?:injured|wounded|hurt|ill)\b",
    re.IGNORECASE,
)
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_NEAR = 60
# What a group of reasons is told in: the units of its figure, None for a count.
_UNITS = {
    "policy": frozenset({"percent"}),
    "sentence": frozenset({"year", "month"}),
    "court": frozenset({"year", "month", "day", None}),
    "death": frozenset({None}),
    "aggravating": frozenset({None}),
}
# What else a bank or a charge sheet names is a forecast, a purchase, a bail, what might be.
_TOLD_ALONE = ("policy", "court", "death")
# A charge sheet's lengths and a suspect's age are no counts of people.
_PEOPLE = re.compile(
    r"people|persons?|arrests?|suspects?|defendants?|members?|m[ae]n\b|wom[ae]n|girls?|boys?|child|"
    r"victims?|residents?|officers?|workers?|employees?|sailors?|guards?|drivers?|migrants?|"
    r"personnel|students?|deaths?|dead|cases|passengers?|soldiers?",
    re.IGNORECASE,
)


def number_of_the_day(stories: Sequence[Story]) -> tuple[StoredRelease, Figure] | None:
    """Of the first stories' figures the first that is the news of its story.

    The rate that was set, the sentence, the dead; then a rate that stays where it was; else the
    figure that leads the release.
    """
    leading = list(_leading(stories))
    # A story whose news a figure tells goes before one that only has figures.
    for find in (_new_figure, _other_figure, told_figure):
        for story in leading:
            figure = find(story)
            if figure is not None:
                return story.release, figure
    return None


def _other_figure(story: Story) -> Figure | None:
    """The figure of a story that tells of no rate."""
    return None if _is_of(story, "policy") else news_figure(story)


def news_figure(story: Story) -> Figure | None:
    """The figure in which the news of a story is told; None where no figure tells it."""
    told = told_figure(story)
    if told is not None or _is_of(story, *_TOLD_ALONE):
        return told
    return _leading_figure(story.release)


def to_show(stories: Iterable[Story]) -> tuple[Story, ...]:
    """The stories, each with the sentence that tells it and the figure that may be shown of it."""
    told = (replace(story, sentence=_decision(story) or _announced(story)) for story in stories)
    return tuple(replace(story, figure=_shown_figure(story)) for story in told)


def _decision(story: Story) -> Sentence | None:
    """The sentence of a bank's decision, where the summary has none of it: that is the news."""
    policy = read_weights().groups["policy"]
    span = next((r.span for r in story.worth.reasons if r.name in policy), None)
    summary = story.release.analysis.summary
    if span is None or any(s.span.start <= span.start < s.span.end for s in summary):
        return None
    return _whole_sentence(story, *_sentence(story.release.document.text, span))


def _announced(story: Story) -> Sentence | None:
    """What follows a sentence that only announces it: "released the following statement"."""
    told = next(iter(story.told), None)
    if told is None or not _ANNOUNCES.search(told.span.text):
        return None
    text, at = story.release.document.text, told.span.end
    for _ in range(_FOLLOWING):
        start = at + len(_MARKS.match(text, at)[0])  # type: ignore[index]
        match = _END.search(text, start)
        at = match.end() if match else len(text)
        said = _whole_sentence(story, start, at)
        # A line without its mark is a heading.
        if said is not None and _ENDS.search(said.span.text) and len(said.span.text) >= _SHORTEST:
            return said
    return None


def _whole_sentence(story: Story, start: int, end: int) -> Sentence | None:
    """The words from place to place, unless they are several sentences that were run together."""
    text = story.release.document.text
    said = text[start:end].rstrip()
    return Sentence(Span.of(text, start, start + len(said))) if len(said) <= _LONGEST else None


def _shown_figure(story: Story) -> Figure | None:
    """The figure in which its news is told, else the first that its summary has."""
    told = told_figure(story)
    if told is not None or _is_of(story, *_TOLD_ALONE):
        return told
    summary = [sentence.span for sentence in story.release.analysis.summary]
    return next(
        (
            figure
            for figure in story.release.analysis.key_figures
            if any(span.start <= figure.span.start < span.end for span in summary)
            and not _is_small(story.release, figure)
            and not _is_background(story.release, figure)
        ),
        None,
    )


def _new_figure(story: Story) -> Figure | None:
    """The figure in which news is told, unless that is a rate which did not move."""
    policy = read_weights().groups["policy"]
    kept = (r.span for r in story.worth.reasons if r.name in policy)
    if any(span is not None and _KEPT.search(span.text) for span in kept):
        return None
    return told_figure(story)


def told_figure(story: Story) -> Figure | None:
    """The figure in the sentence that a reason of the story rests on, of the kind it is told in.

    Of a sentence it is how long, not how many had died: that was news when it happened.
    """
    groups = read_weights().groups
    held = {name: group for group in _UNITS for name in groups[group]}
    reasons = [r for r in story.worth.reasons if r.name in held and r.points > 0]
    if _is_of(story, "sentence") or any(r.name == "sentenced" for r in reasons):
        reasons.sort(key=lambda reason: held[reason.name] == "death")
    for reason in reasons:
        group = held[reason.name]
        figure = _told_in(story.release, reason.span, _UNITS[group])
        if figure is not None:
            return _in_prose(story, figure)
    return None


def _in_prose(story: Story, figure: Figure) -> Figure:
    """The same figure in the sentence that is told, where a title has it too: FIVE WOMEN."""
    told = [sentence.span for sentence in story.told]

    def amount(one: Figure) -> tuple[object, ...]:
        return one.value, one.low, one.high, one.unit, (one.counted or "").casefold()

    same = (
        other
        for other in story.release.analysis.figures
        if amount(other) == amount(figure)
        and any(span.start <= other.span.start < span.end for span in told)
    )
    return next(same, figure)


def _is_of(story: Story, *groups: str) -> bool:
    """Whether a reason of one of the groups speaks for a story."""
    names = {name for group in groups for name in read_weights().groups[group]}
    return any(reason.name in names for reason in story.worth.reasons)


def quote_of_the_day(stories: Sequence[Story]) -> tuple[StoredRelease, Quote] | None:
    """The first whole statement of a named speaker that says something of its story."""
    for story in _leading(stories):
        quotes = [quote for quote in story.release.analysis.quotes if is_telling(quote)]
        subject = _subject(story)
        said = [(len(subject & _words(q.span.text)), -q.span.start, q) for q in quotes]
        best = max(said, key=lambda found: found[:2], default=None)
        if best is not None and best[0] >= _SHARED and not _is_told(story, best[2]):
            return story.release, best[2]
    return None


def is_telling(quote: Quote) -> bool:
    """Whether a quote can stand alone: a whole sentence of a named speaker, not a long one."""
    text = quote.span.text
    is_whole = ends_sentence(quote) and text[:1].isupper()
    return is_named(quote) and is_whole and not is_remark(quote) and len(text) <= _QUOTE


def _leading(stories: Sequence[Story]) -> Iterable[Story]:
    found = (s for s in stories[:_LEADING] if s.worth.value >= STANDS_OUT)
    # What may have run together is no number and no quote of a day.
    return (s for s in found if not s.release.document.mixes_columns)


def _told_in(
    release: StoredRelease, span: Span | None, units: frozenset[str | None]
) -> Figure | None:
    """The first figure of such a unit in the sentence that the reason rests on."""
    text = release.document.text
    if span is None:
        return None
    start, end = _sentence(text, span)
    found = [
        figure
        for figure in release.analysis.figures
        if start <= figure.span.start < end
        and figure.unit in units
        and not _is_small(release, figure)
        and _counts(figure)
        and not _is_background(release, figure)
        and (figure.unit is not None or _is_beside(text, span, figure.span))
    ]
    # What a rate is set to stands behind what it was, and behind the step.
    after = [figure for figure in found if figure.span.start >= span.start]
    return next(iter(sorted(after or found, key=lambda figure: figure.span.start)), None)


def _is_beside(text: str, span: Span, counted: Span) -> bool:
    """Whether people are counted right beside the words of a reason, and none who were hurt."""
    if not span.start - _BESIDE <= counted.start < span.end + _BESIDE:
        return False
    before = text[min(span.end, counted.start) : counted.start]
    return not _HURTS.search(before) and not _ARE_HURT.match(text, counted.end)


def _is_small(release: StoredRelease, figure: Figure) -> bool:
    """Whether a figure is an age of somebody or of a rule, or one of something."""
    text, span = release.document.text, figure.span
    if _AGE.search(span.text):
        return True
    before = text[max(0, span.start - _NEAR) : span.start]
    is_time = figure.unit in {"year", "month"}
    return is_time and bool(_AGE_AFTER.match(text, span.end) or _AGE_BEFORE.search(before))


def _counts(figure: Figure) -> bool:
    """Whether a figure measures the news or counts people."""
    return figure.unit is not None or bool(_PEOPLE.search(figure.counted or ""))


def _is_background(release: StoredRelease, figure: Figure) -> bool:
    """Whether a figure is of an earlier time: a prior conviction, the sum of another year."""
    text, span = release.document.text, figure.span
    start, end = _sentence(text, span)
    near = text[max(start, span.start - _NEAR) : min(end, span.end + _NEAR)]
    counted = text[span.start : min(end, span.end + _NEAR)].split(",")[0]
    before = text[max(start, span.start - _NEAR) : span.start]
    if _STANDING.search(near):
        return True
    if _EARLIER.search(counted) or _EARLIER.search(before.rpartition(",")[2]):
        return True
    published = release.head.published_at
    years = [int(year) for year in _YEAR.findall(near)]
    return published is not None and bool(years) and max(years) < published.year - 1


def _leading_figure(release: StoredRelease) -> Figure | None:
    """The most newsworthy figure that stands where the release opens."""
    opening = _opening(release)
    for figure in release.analysis.key_figures:
        opens = opening[0] <= figure.span.start < opening[1]
        if opens and not _is_small(release, figure) and not _is_background(release, figure):
            return figure
    return None


def _opening(release: StoredRelease) -> tuple[int, int]:
    """Where the release's own words begin, and where its opening ends."""
    spans = [s.span.start for s in release.analysis.summary]
    start = min(spans, default=0)
    return 0, start + _OPENING


def _sentence(text: str, span: Span) -> tuple[int, int]:
    before = [match.end() for match in _END.finditer(text, 0, span.start)]
    after = _END.search(text, span.end)
    return (before[-1] if before else 0), (after.end() if after else len(text))


def _subject(story: Story) -> set[str]:
    """The words a story is about: those of its title and of the sentence that tells it."""
    told = [story.release.head.title, *(s.span.text for s in story.told)]
    return _words(" ".join(told))


def _words(text: str) -> set[str]:
    return set(_stems(_WORD.findall(text.casefold())))


def _stems(words: Iterable[str]) -> Iterable[str]:
    return (word[:_OWN_WORD] for word in words)


def _is_told(story: Story, quote: Quote) -> bool:
    """Whether the sentence that is shown of the story has the quote in it."""
    return any(s.span.start <= quote.span.start < s.span.end for s in story.told)
