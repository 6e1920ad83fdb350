"""What a watch is about, in words: as it was understood, not as it was typed."""

import re
from collections.abc import Callable, Iterable

from domain.errors import UnreadableInputError
from domain.expressions import Expression, Phrase, joined, read_expression
from domain.watches import Threshold, WatchCriteria
from rendering.escape import escape
from rendering.language import Language
from rendering.limits import cut

_WORDS = 300


Shown = Callable[[str], str]


def criteria_words(say: Language, criteria: WatchCriteria, shown: Shown = escape) -> str:
    """What a watch is about: “theft” and “fraud”, without “tax” · Ann Poe · fines: 5 or more.

    `shown` makes harmless what was typed; for a terminal that is `rendering.escape.one_line`.
    """
    parts = [
        _words(say, criteria, shown),
        _names(say, criteria.person, criteria, shown),
        _names(say, criteria.agency, criteria, shown),
        shown(criteria.operation or ""),
        threshold_words(say, criteria, shown),
    ]
    return cut(" · ".join(part for part in parts if part), _WORDS)


def threshold_words(say: Language, criteria: WatchCriteria, shown: Shown = escape) -> str:
    """A bound as it was understood: fines: more than $1,000,000."""
    bound = criteria.threshold
    if bound is None:
        return ""
    words = shown(_as_typed(bound)) or say("any amount")
    if bound.direction is not None:
        moved = say("{words}, a rise") if bound.direction == "up" else say("{words}, a fall")
        words = moved.format(words=words)
    if bound.low is None or bound.high is None:
        return _one_sided(say, bound, words)
    if bound.low == bound.high:
        return say("{words}: exactly {amount}", words=words, amount=_amount(say, bound, bound.low))
    low, high = _amount(say, bound, bound.low), _amount(say, bound, bound.high)
    return say("{words}: from {low} to {high}", words=words, low=low, high=high)


def _as_typed(bound: Threshold) -> str:
    """The words of a bound with the small words that were typed between: "homes lost to fire"."""
    pattern = r"(?:\W+[a-z]{1,4}){0,2}?\W+".join(map(re.escape, bound.words))
    found = re.search(rf"(?<!\w){pattern}(?!\w)", bound.phrase, re.IGNORECASE)
    is_whole = bound.words and found and not any(map(str.isdigit, found[0]))
    return found[0] if found and is_whole else " ".join(bound.words)


def _one_sided(say: Language, bound: Threshold, words: str) -> str:
    end = bound.low if bound.low is not None else bound.high
    amount = _amount(say, bound, end or 0.0)
    if bound.low is None:
        if bound.is_open:
            return say("{words}: less than {amount}", words=words, amount=amount)
        return say("{words}: {amount} or less", words=words, amount=amount)
    if bound.is_open:
        return say("{words}: more than {amount}", words=words, amount=amount)
    return say("{words}: {amount} or more", words=words, amount=amount)


def _amount(say: Language, bound: Threshold, number: float) -> str:
    if not bound.is_money:
        return say.amount(number, bound.unit)
    if bound.unit is None:
        return say("{number} of any currency", number=say.number(number))
    return say.money(number, bound.unit)


def _words(say: Language, criteria: WatchCriteria, shown: Shown) -> str:
    if not criteria.words:
        return ""
    try:
        wanted = joined(criteria.words)
    except UnreadableInputError:  # kept by an older Lede, which took any words
        return ", ".join(f"“{shown(word)}”" for word in criteria.words)
    return _expressed(say, wanted, criteria, lambda text: f"“{shown(text)}”")


def _names(say: Language, typed: str | None, criteria: WatchCriteria, shown: Shown) -> str:
    if typed is None:
        return ""
    try:
        return _expressed(say, read_expression(typed, has_commas=False), criteria, shown)
    except UnreadableInputError:
        return shown(typed)


def _expressed(say: Language, wanted: Expression, criteria: WatchCriteria, shown: Shown) -> str:
    """Alternatives, what they need together, and what must not be there."""

    def named(phrase: Phrase) -> str:
        also = "" if phrase.is_exact else ", ".join(map(shown, _aliases(criteria, phrase)))
        said = shown(phrase.text)
        return f"{said} ({also})" if also else said

    alternatives = [_all_of(say, map(named, one.phrases)) for one in wanted.alternatives]
    said = alternatives[0]
    for other in alternatives[1:]:
        said = say("{one} or {other}", one=said, other=other)
    if wanted.excluded:
        without = ", ".join(shown(phrase.text) for phrase in wanted.excluded)
        said = say("{wanted}, without {excluded}", wanted=said, excluded=without)
    return said


def _all_of(say: Language, names: Iterable[str]) -> str:
    said = ""
    for name in names:
        said = say("{one} and {other}", one=said, other=name) if said else name
    return said


def _aliases(criteria: WatchCriteria, phrase: Phrase) -> list[str]:
    """Other names of what a phrase names, without those that differ only in capitals."""
    found = {phrase.text.casefold(): ""}
    for group in criteria.aliases:
        if group[0] == phrase.text:
            for name in group[1:]:
                found.setdefault(name.casefold(), name)
    return [name for name in found.values() if name]
