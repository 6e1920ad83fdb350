"""The languages Lede speaks: its own fixed sentences, never those of a release.

A sentence is written in English where it is used, `say("No quotes found.")`, and looked up under
these very words in the catalogues of `rendering/locales`, which are gettext's PO files. A test
extracts the sentences from the code and fails where a catalogue lacks one.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from pathlib import Path

from babel.core import Locale
from babel.dates import format_date, get_day_names
from babel.messages.pofile import read_po
from babel.numbers import format_currency, format_decimal
from babel.units import UnknownUnitError, format_unit

from domain.measures import several
from domain.sentences import Translatable

_LOCALES = Path(__file__).with_name("locales")
# The codes of the catalogues; English is the language of the code and has none.
CODES = ("en", "es", "de", "fr")
# The context under which a catalogue keeps names of commands and options, which Discord wants in
# small letters and without spaces.
NAMES = "name"
# Currencies that people bound by their sign.
_CURRENCIES = {
    "dollar": "USD", "euro": "EUR", "pound sterling": "GBP", "indian rupee": "INR", "yen": "JPY",
    "australian dollar": "AUD", "canadian dollar": "CAD", "new zealand dollar": "NZD",
}  # fmt: skip

_Plural = tuple[str, ...]


@dataclass(frozen=True)
class Language:
    """One language. Called with an English sentence and its facts, it says it."""

    code: str
    sentences: Mapping[tuple[str | None, str], str | _Plural] = field(repr=False)

    def __call__(self, sentence: str, /, **facts: object) -> str:
        """Say a sentence, with `{facts}` filled in; in English where the catalogue lacks it."""
        said = str(self.sentences.get((None, sentence), sentence))
        if not facts:
            return said
        # A part of a sentence ("because …") is a sentence to be said too.
        parts = {
            name: self(fact.sentence, **fact.facts) if isinstance(fact, Translatable) else fact
            for name, fact in facts.items()
        }
        return said.format(**parts)

    def count(self, one: str, many: str, number: int, **facts: object) -> str:
        """Say how many: the first sentence of one, the second of any other `{number}`."""
        forms = self.sentences.get((None, one), (one, many))
        # All languages here have two forms; in French nought is singular too.
        is_one = number < 2 if self.code == "fr" else number == 1
        said = forms[0 if is_one else 1] if isinstance(forms, tuple) else forms
        return said.format(number=self.number(number), **facts)

    def name(self, name: str) -> str:
        """A name of a command or an option."""
        return str(self.sentences.get((NAMES, name), name))

    def language(self, code: str) -> str:
        """The name of a language: German, in English."""
        return Locale.parse(code).get_display_name(self.code) or code

    def day(self, day: date) -> str:
        """A day as it is written out: 3 November 2026."""
        return format_date(day, "d MMMM y" if self.code == "en" else "long", locale=self.code)

    def weekday(self, day: int) -> str:
        """The name of a day of the week, Monday being 0."""
        return str(get_day_names("abbreviated", locale=self.code)[day])

    def weekday_name(self, day: int) -> str:
        """The whole name of a day of the week, Monday being 0."""
        return str(get_day_names("wide", locale=self.code)[day])

    def number(self, number: float) -> str:
        """A number with the marks of the language: 12,500."""
        return str(format_decimal(number, locale=self.code))

    def amount(self, number: float, unit: str | None) -> str:
        """A number with its unit, by one of our names: 2.5 kilograms; as it is where unknown."""
        if unit is None:
            return self.number(number)
        unit, _, each = unit.partition(" per ")
        if each:
            # "$4/dozen": the stroke is read in every language.
            whole = self.money(number, unit) if unit in _CURRENCIES else self.amount(number, unit)
            return f"{whole}/{each}"
        is_several = number != 1 and self.code == "en"
        name = unit.replace("metre", "meter").replace("litre", "liter").replace(" ", "-")
        try:
            return format_unit(number, name.removesuffix("-mass"), locale=self.code)
        except UnknownUnitError:
            return f"{self.number(number)} {several(unit) if is_several else unit}"

    def money(self, number: float, unit: str) -> str:
        """An amount of a currency, by one of our names: $1,000,000; as it is where unknown."""
        code = _CURRENCIES.get(unit)
        if code is None:
            return f"{self.number(number)} {unit}"
        pattern = Locale.parse(self.code).currency_formats["standard"].pattern
        if number.is_integer():
            pattern = pattern.replace(".00", "")
        return str(format_currency(number, code, pattern, locale=self.code, currency_digits=False))

    def knows(self, sentence: str, context: str | None = None) -> bool:
        """Whether the catalogue has the sentence."""
        return (context, sentence) in self.sentences


@cache
def language(code: str) -> Language:
    """The language of a code or a locale such as "es-419"; English for one that is not spoken."""
    code = code.partition("-")[0].lower()
    if code == "en" or code not in CODES:
        return Language("en", {})
    with (_LOCALES / f"{code}.po").open("rb") as file:
        catalogue = read_po(file, locale=code, abort_invalid=True)
    sentences: dict[tuple[str | None, str], str | _Plural] = {}
    for message in catalogue:
        if not message.id or not message.string:
            continue
        plural = isinstance(message.id, tuple)
        key = message.id[0] if plural else str(message.id)
        sentences[message.context, key] = tuple(message.string) if plural else str(message.string)
    return Language(code, sentences)
