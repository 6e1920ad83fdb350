"""The key under which one measure of many releases lines up."""

import re
from functools import cache

from processing.figures import nouns
from processing.figures.patterns import listed
from processing.figures.phrases_after import Subject
from processing.figures.quantities import Quantity, Stretch
from processing.lexicon import table

# The verb of "arrested 412 people" or "12 people were killed" stands this near to the number.
_NEAR = 40
_WORD = re.compile("[a-z]+")
_WORD_OR_MARK = re.compile("[a-z]+|[,.;]")


def measure_of(stretch: Stretch, quantity: Quantity, subject: Subject | None) -> str | None:
    """The lemma of what is counted, or the unit with the head of its subject: "kilogram:drug"."""
    text = stretch.text
    if quantity.unit is not None:
        if subject is None:
            return quantity.unit
        return f"{quantity.unit}:{_head_lemma(text, subject)}"
    if quantity.counted is None:
        return _head_lemma(text, subject) if subject else None
    head = nouns.lemma(text[quantity.counted.head_start : quantity.counted.end])
    if head in _persons():
        return _event(stretch, quantity) or head
    return head


def _head_lemma(text: str, subject: Subject) -> str:
    end = text.find(" ", subject.head_start, subject.end)
    return nouns.lemma(text[subject.head_start : end if end > 0 else subject.end])


def _event(stretch: Stretch, quantity: Quantity) -> str | None:
    """What happened to counted people: "arrested 412 people" counts arrests."""
    events: dict[str, str] = table("figures_measures")["events"]
    before = stretch.text[max(stretch.start, quantity.start - _NEAR) : quantity.start]
    after = stretch.text[quantity.end : min(stretch.end, quantity.end + _NEAR)]
    last = [word for word in _WORD.findall(before.lower()) if word not in listed("before_people")]
    if last and last[-1] in events:
        return events[last[-1]]
    following = [
        word for word in _WORD_OR_MARK.findall(after.lower()) if word not in listed("after_people")
    ]
    return events.get(following[0]) if following else None


@cache
def _persons() -> frozenset[str]:
    return frozenset(table("figures_measures")["persons"])
