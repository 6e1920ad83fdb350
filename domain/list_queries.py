"""What somebody asks a list for, small enough for the id of a button."""

import re
from dataclasses import dataclass, replace
from datetime import date, timedelta

from domain.archive import NO_FILTERS, Filters
from domain.errors import UnreadableInputError

# Days are counted from here, numbers written in base 36: three letters are enough for a century.
_FIRST_DAY = date(2000, 1, 1)
_DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"
_TERMS = {"a": "agency", "o": "operation", "s": "speaker", "m": "measure"}
_DAYS = {"f": "since", "t": "until"}
_MARK = "~"
_PART = re.compile(r"([aosmft])([0-9a-z]+)\.")
# A custom id holds 100 characters; 80 are left for a subject after action, page and mode.
SUBJECT = 80
# Of these, words may have so many; the rest is for a term or two and the days.
WORDS = 60


@dataclass(frozen=True, slots=True)
class ListQuery:
    """Filters, and words that are searched for."""

    filters: Filters = NO_FILTERS
    words: str = ""

    @property
    def subject(self) -> str:
        """`a1z.f3k2.~words` for the id of a button: the numbers of terms, the days, the words.

        Raises UnreadableInputError where that is too long for one.
        """
        filters = self.filters
        terms = {letter: getattr(filters, name) for letter, name in _TERMS.items()}
        days = {letter: getattr(filters, name) for letter, name in _DAYS.items()}
        parts = [f"{letter}{_written(term.term_id)}." for letter, term in terms.items() if term]
        parts += [f"{x}{_written((day - _FIRST_DAY).days)}." for x, day in days.items() if day]
        subject = "".join(parts) + _MARK + self.words
        if len(subject) > SUBJECT:
            raise UnreadableInputError(
                "That is {over} characters more than a list can be asked for. Use fewer words.",
                over=len(subject) - SUBJECT,
            )
        return subject


@dataclass(frozen=True, slots=True)
class Numbers:
    """A query as the id of a button has it: terms as their numbers, by name of the filter."""

    terms: dict[str, int]
    days: dict[str, date]
    words: str


def read_subject(subject: str) -> Numbers:
    """Read `ListQuery.subject` back, but for the terms, which stand in the archive."""
    # The first mark is ours: what stands before it are letters, digits and full stops.
    head, _, words = subject.partition(_MARK)
    parts = {letter: int(number, 36) for letter, number in _PART.findall(head)}
    return Numbers(
        terms={name: parts[x] for x, name in _TERMS.items() if x in parts},
        days={
            name: _FIRST_DAY + timedelta(days=min(parts[x], 40_000))
            for x, name in _DAYS.items()
            if x in parts
        },
        words=words,
    )


def days_back(filters: Filters, today: date, days: int) -> Filters:
    """The filters for the last so many days, today counted."""
    return replace(filters, since=today - timedelta(days=days - 1))


def _written(number: int) -> str:
    """A number in base 36; none is less than nought."""
    number = max(number, 0)
    digits = ""
    while True:
        number, digit = divmod(number, 36)
        digits = _DIGITS[digit] + digits
        if number == 0:
            return digits
