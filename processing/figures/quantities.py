"""What is read of a number before it becomes a figure: its value, unit, counted thing."""

from decimal import Decimal
from typing import NamedTuple

from processing.figures.nouns import Phrase
from processing.figures.numerals import Numeral

# The rule of a number with neither unit nor noun: it is dropped unless something shows its sense.
BARE = "bare"


class Stretch(NamedTuple):
    """The part of the flat text that is read at once: a sentence, a headline, a table row.

    `low` is the whole flat text in small letters, place for place. A tuple, as every sentence is
    made one, most of them without a figure.
    """

    text: str
    low: str
    start: int
    end: int
    is_title: bool = False
    is_row: bool = False

    def before(self, place: int, length: int) -> str:
        """At most `length` characters of the stretch that end at `place`."""
        return self.text[max(self.start, place - length) : place]

    def low_before(self, place: int, length: int) -> str:
        """What `before` gives, in small letters."""
        return self.low[max(self.start, place - length) : place]


class Quantity(NamedTuple):
    """A number with its unit or counted phrase; `start:end` takes in both.

    `number_start:number_end` is the number alone. `kind` is the kind of its unit ("money",
    "mass"). A partitive counts a part of its phrase ("four of the five watches"), an attributive
    stands before its noun ("a ten-year sentence"). `tail` is what is hung on the number itself
    ("-plus", "-odd") and lies within `number_end`.
    """

    start: int
    end: int
    number_start: int
    number_end: int
    value: Decimal | None
    numeral: Numeral
    low: Decimal | None = None
    high: Decimal | None = None
    unit: str | None = None
    kind: str | None = None
    unit_text: str | None = None
    counted: Phrase | None = None
    is_age: bool = False
    is_signed: bool = False
    is_partitive: bool = False
    is_attributive: bool = False
    tail: str = ""
    rule: str = BARE

    @property
    def is_bare(self) -> bool:
        """Whether neither a unit nor a counted phrase stands beside the number."""
        return self.unit is None and self.counted is None
