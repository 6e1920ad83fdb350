"""Bounds for figures, as people type them: "fentanyl seizures over 100 kg".

They are read by what reads releases, so that a bound and the figures that reach it are
understood alike.
"""

import re

from domain.archive import StoredRelease
from domain.documents import Document, Span
from domain.errors import UnreadableInputError
from domain.facts import Figure
from domain.watches import Threshold
from pipeline.units import converted, is_currency
from processing import analyse
from processing.words.stemming import stem

_SIGNS = {">=": " at least ", "≥": " at least ", "<=": " at most ", "≤": " at most ",
          ">": " over ", "<": " below "}  # fmt: skip
_SIGN = re.compile(r"\s*(>=|<=|[><≥≤])\s*")
_WORD = re.compile(r"[^\W\d_]{2,}")
# Words that say how a bound is meant, not what it is of.
_BOUNDING = frozenset(
    """
    about above almost and any at below beyond by exceeding fewer for in least less maximum minimum
    more most nearly no not of or over than the to under up with
    """.split()  # noqa: SIM905
)
# What a verb and the noun made of it have behind their common root: seized and seizures,
# recovered and recoveries, convicted and convictions.
_ENDINGS = frozenset({"", "i", "er", "eri", "ur", "ion", "ment", "al", "or"})
_SHORTEST_ROOT = 4
# "100 kg of tin or less": the bound is said behind what is counted.
_OR_LESS = re.compile(r"\bor (?:less|fewer|below|under)\b", re.IGNORECASE)
# So many words before a figure say what was done, "seized more than 120 kilograms", so many behind
# it what it is of where nothing else does: "sentenced to 15 years in prison".
_NEAR = 4
_SENTENCE_END = re.compile(r"[.!?]\s+(?=[A-Z“\"])|\n\s*\n")
_PARTED = re.compile(r"[,;]|\b(?:and|or)\b")
_FAR = 400


def read_threshold(phrase: str) -> Threshold:
    """The bound in a phrase; raises UnreadableInputError where it has not exactly one number."""
    text = _SIGN.sub(lambda found: _SIGNS[found[1]], " ".join(phrase.split())).strip()
    figures = analyse(Document("threshold", f"{text}.", None, None, None, None)).figures
    bounds = [figure for figure in figures if figure.value is not None]
    if len(bounds) != 1 or len(figures) != 1:
        raise UnreadableInputError(
            "“{phrase}” has no bound Lede can read. Write it with one number, as “fentanyl over "
            "100 kg” or “at least 500 arrests”.",
            phrase=phrase[:80],
        )
    (bound,) = bounds
    words = [w for w in _WORD.findall(_without_unit(text, bound).casefold()) if w not in _BOUNDING]
    if any(_is_unit(word) for word in words):
        raise UnreadableInputError(
            "“{phrase}” has more than one unit, as Lede reads it. Write the number in full and its "
            "unit behind it, as “fines over 5 million euros”.",
            phrase=phrase[:80],
        )
    if not words:
        raise UnreadableInputError(
            "“{phrase}” does not say what is counted. Write it as “fentanyl over 100 kg”.",
            phrase=phrase[:80],
        )
    return Threshold(
        phrase=" ".join(phrase.split()),
        value=bound.value or 0.0,
        unit=bound.unit,
        words=tuple(dict.fromkeys(words)),
        is_upper=bound.relation == "<" or bool(_OR_LESS.search(text)),
    )


def reaching(threshold: Threshold, release: StoredRelease) -> tuple[Figure, ...]:
    """The key figures of a release that reach the bound for certain, the most newsworthy first."""
    return tuple(
        figure
        for figure in release.analysis.key_figures
        if reaches(threshold, figure) and _is_of(threshold, figure, release)
    )


def reaches(threshold: Threshold, figure: Figure) -> bool:
    """Whether a figure is beyond the bound, or at it, whatever the units of both.

    Of a range the nearer end counts. "Up to 120" is not known to be over 100, "nearly 100" not to
    be 100, and by how much something rose is not how much there is. A bound without a unit holds
    for money too: "fines over 10 million".
    """
    is_change = figure.relation in ("up", "down")
    is_open = figure.relation == (">" if threshold.is_upper else "<")
    value = figure.value
    if value is None:
        value = figure.high if threshold.is_upper else figure.low
    if value is None or is_change or is_open:
        return False
    is_money = threshold.unit is None and is_currency(figure.unit)
    amount = value if is_money else converted(value, figure.unit, threshold.unit)
    if amount is None or (figure.relation == "~" and amount == threshold.value):
        return False
    return amount <= threshold.value if threshold.is_upper else amount >= threshold.value


def _is_of(threshold: Threshold, figure: Figure, release: StoredRelease) -> bool:
    """Whether the figure is of what the bound is of.

    One of the words must be of the thing counted, the others of its sentence; or all of them stand
    right before the figure, as "fines" do in "fined the company $12 million", and not beyond
    another one. So neither "2 kilograms of fentanyl and 120 kilograms of cocaine" nor a case
    "against dealers of fentanyl" makes the cocaine a seizure of fentanyl.
    """
    sentence = _sentence(release.document.text, figure.span)
    before, after = _beside(figure, release)
    is_named = figure.counted or figure.subject
    own = [figure.counted, figure.subject, figure.measure, *(() if is_named else after)]
    thing = _roots(" ".join(part for part in own if part))
    wanted = [stem(word) for word in threshold.words]
    if any(_is_among(word, thing) for word in wanted):
        around = thing | _roots(sentence)
        return all(_is_among(word, around) for word in wanted)
    done = _roots(" ".join(before))
    return all(_is_among(word, done) for word in wanted)


def _beside(figure: Figure, release: StoredRelease) -> tuple[list[str], list[str]]:
    """The words right before and right behind a figure.

    Up to the end of the sentence, or where another figure stands in it, to what parts the two:
    "fentanyl" belongs to the first of "2 kilograms of fentanyl and 120 kilograms".
    """
    text, span = release.document.text, figure.span
    others = [other.span for other in release.analysis.figures if other.span != span]
    first = max((o.end for o in others if o.end <= span.start), default=0)
    last = min((o.start for o in others if o.start >= span.end), default=len(text))
    before = _SENTENCE_END.split(text[max(first, span.start - _FAR) : span.start])
    if len(before) == 1 and first:
        before = _PARTED.split(before[0])
    after = _SENTENCE_END.split(text[span.end : min(last, span.end + _FAR)])[0]
    return _WORD.findall(before[-1])[-_NEAR:], _WORD.findall(after)[:_NEAR]


def _is_unit(word: str) -> bool:
    """Whether a word is a unit of something, so that it must stand behind its number."""
    figures = analyse(Document("unit", f"It was 5 {word}.", None, None, None, None)).figures
    return any(figure.unit is not None for figure in figures)


def _is_among(word: str, roots: set[str]) -> bool:
    return any(_is_related(word, root) for root in roots)


def _is_related(first: str, second: str) -> bool:
    """Whether two stems are of one root: "seiz" and "seizur"."""
    size = min(len(first), len(second))
    while size >= _SHORTEST_ROOT and first[:size] != second[:size]:
        size -= 1
    is_long = size >= _SHORTEST_ROOT and {first[size:], second[size:]} <= _ENDINGS
    return first == second or is_long


def _roots(words: str) -> set[str]:
    return {stem(word) for word in _WORD.findall(words.casefold())}


def _sentence(text: str, span: Span) -> str:
    start, end = max(0, span.start - _FAR), min(len(text), span.end + _FAR)
    starts = [found.end() for found in _SENTENCE_END.finditer(text, start, span.start)]
    stop = _SENTENCE_END.search(text, span.end, end)
    return text[starts[-1] if starts else start : stop.start() if stop else end]


def _without_unit(text: str, bound: Figure) -> str:
    """The phrase without its unit and scale; what is counted stays."""
    rest = text[: bound.span.start] + " " + text[bound.span.end :]
    return f"{rest} {bound.counted or ''}"
