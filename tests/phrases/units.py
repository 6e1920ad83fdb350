"""Units and money beside a number, rendered by Babel from the CLDR, with the name Lede gives."""

import random
from typing import NamedTuple

from babel import Locale
from babel.numbers import get_currency_name, get_currency_symbol

from benchmarks.kept_units import cldr_units

# The short form of these is another word of English or a sign of something else ("12 in there",
# "12 pm", "12 A"); they are rendered in full.
_IN_FULL = frozenset(
    {
        "acceleration-g-force", "concentr-karat", "concentr-permille", "concentr-permyriad",
        "digital-gigabit", "consumption-liter-per-100-kilometer",
        "consumption-liter-per-kilometer", "digital-kilobit", "digital-terabit",
        "duration-century", "duration-decade", "electric-ampere", "energy-foodcalorie",
        "energy-joule", "force-newton", "force-pound-force", "graphics-dot-per-centimeter",
        "graphics-dot-per-inch", "graphics-pixel-per-centimeter", "graphics-pixel-per-inch",
        "length-astronomical-unit", "length-earth-radius", "length-fathom", "length-furlong",
        "length-inch", "length-light-year", "length-mile-scandinavian", "length-parsec",
        "length-picometer", "length-solar-radius", "light-candela", "light-lux",
        "light-solar-luminosity", "mass-carat", "mass-dalton", "mass-earth-mass",
        "mass-ounce-troy", "mass-solar-mass", "mass-stone", "mass-ton", "temperature-kelvin",
        "torque-pound-force-foot", "volume-cup", "volume-cup-metric", "volume-dessert-spoon",
        "volume-megaliter", "volume-pint-metric", "concentr-millimole-per-liter",
        "pressure-inch-ofhg", "digital-byte", "speed-knot",
    }
)  # fmt: skip


class Unit(NamedTuple):
    """A unit after its number: `{}` in `text` stands for the number."""

    text: str
    name: str
    kind: str


def measured(rng: random.Random) -> Unit:
    """A unit of the CLDR, in full or short, British or American."""
    units = cldr_units()
    identifier = rng.choice(sorted(units))
    width = "long" if identifier in _IN_FULL else rng.choice(("long", "long", "short"))
    locale = rng.choice(("en", "en_GB")) if width == "long" else "en"
    forms = Locale.parse(locale)._data["unit_patterns"][identifier][width]
    name, kind = units[identifier]
    return Unit(forms["other"].replace("{0}", "{}"), name, kind)


# Lede's names of the currencies that have a sign or code here.
MONEY = {
    "USD": "dollar", "EUR": "euro", "GBP": "pound sterling", "JPY": "yen", "INR": "indian rupee",
    "CAD": "canadian dollar", "AUD": "australian dollar", "KRW": "won", "BRL": "brazilian real",
    "ILS": "shekel", "VND": "dong", "MXN": "mexican peso", "NZD": "new zealand dollar",
    "CHF": "franc", "SEK": "swedish krona", "NOK": "norwegian krone", "DKK": "danish krone",
    "PLN": "polish zloty", "KES": "kenyan shilling", "BDT": "taka", "PKR": "pakistani rupee",
    "ZAR": "south african rand", "NGN": "naira", "SGD": "singapore dollar", "THB": "baht",
}  # fmt: skip
_DOTTED = {
    "Rs.": "indian rupee", "Rs": "indian rupee", "Tk.": "taka", "Tk": "taka",
    "Ksh.": "kenyan shilling", "kr.": "krone", "Kr.": "krone", "Rp": "indonesian rupiah",
}  # fmt: skip


_DOTTED_BEHIND = {"kr.": "krone", "Kr.": "krone", "Rs.": "indian rupee", "Tk.": "taka"}
_RARELY = 0.15


def signed_money(rng: random.Random) -> Unit:
    """A sign before the number, as the CLDR has it ("$", "CA$", "₹"), or a dotted one of trade."""
    if rng.random() < 0.25:
        sign, name = rng.choice(list(_DOTTED.items()))
        return Unit(sign + rng.choice(("{}", " {}")), name, "money")
    code = rng.choice([code for code in MONEY if get_currency_symbol(code, "en") != code])
    return Unit(get_currency_symbol(code, "en") + "{}", MONEY[code], "money")


def coded_money(rng: random.Random) -> Unit:
    """The code of a currency beside the number, behind it also a dotted one ("500 kr.")."""
    if rng.random() < _RARELY:
        sign, name = rng.choice(list(_DOTTED_BEHIND.items()))
        return Unit(f"{{}} {sign}", name, "money")
    code = rng.choice(list(MONEY))
    return Unit(rng.choice((f"{code} {{}}", f"{code}{{}}", f"{{}} {code}")), MONEY[code], "money")


def coded_before(rng: random.Random) -> Unit:
    """The code of a currency before the number."""
    code = rng.choice(list(MONEY))
    return Unit(rng.choice((f"{code} {{}}", f"{code}{{}}")), MONEY[code], "money")


def named_money(rng: random.Random) -> Unit:
    """The name of a currency after the number ("Swiss francs", "US dollars")."""
    code = rng.choice([code for code in MONEY if code != "GBP"])
    return Unit(f"{{}} {get_currency_name(code, 2, 'en')}", MONEY[code], "money")


def counted(rng: random.Random) -> str:
    """The plural of something to be counted."""
    return rng.choice(
        (
            "residents", "homes", "arrests", "children", "people", "boats", "jobs", "oak trees",
            "flood victims", "school buses", "new homes", "police officers", "women", "companies",
            "permits", "burned cars", "sheep", "nurses", "complaints", "charging stations",
        )
    )  # fmt: skip
