"""Write the table of units that Lede keeps: `python -m benchmarks.kept_units`.

Names and symbols are facts of two kept lists: the unit names of the Unicode CLDR, as Babel carries
them (English of America and of Britain), and the registry of pint (its prefixes and the units of
trade and science named below). What figures_units.toml already names by hand stands there alone.
A test holds the file against what this writes.
"""

import re
import tomllib
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

import pint
from babel import Locale
from babel.numbers import get_currency_name, list_currencies

from benchmarks.data import ROOT

LEXICON = ROOT / "processing" / "lexicon"
KEPT = LEXICON / "figures_units_kept.toml"

_KIND_OF_CLDR = {
    "acceleration": "energy", "angle": "angle", "area": "area", "concentr": "share",
    "consumption": "speed", "digital": "data", "duration": "duration", "electric": "energy",
    "energy": "energy", "force": "energy", "frequency": "energy", "graphics": "data",
    "length": "length", "light": "energy", "mass": "mass", "power": "energy",
    "pressure": "energy", "speed": "speed", "temperature": "temperature", "torque": "energy",
    "volume": "volume",
}  # fmt: skip
# Units whose names mean something else in a release: "12 points", "two drops", "the first quarter".
_LEFT_OUT = frozenset(
    {
        "length-point", "concentr-item", "duration-quarter", "graphics-em", "graphics-dot",
        "volume-drop", "volume-pinch", "volume-jigger", "temperature-generic", "speed-light-speed",
        "pressure-atmosphere", "pressure-bar", "concentr-mole", "mass-grain", "speed-beaufort",
        "concentr-portion-per-1e9", "angle-revolution", "pressure-gasoline-energy-density",
        "angle-arc-minute", "angle-arc-second", "volume-dram",
        "consumption-liter-per-100-kilometer", "force-kilowatt-hour-per-100-kilometer",
        "concentr-milligram-ofglucose-per-deciliter",
    }
)  # fmt: skip

# Prefixes of the metric system, by what takes them: nobody says "hectobyte".
_FINE = ("pico", "nano", "micro", "milli")
_PARTS = ("centi", "deci", "hecto")
_LARGE = ("kilo", "mega", "giga", "tera")
_HUGE = ("peta", "exa")
# What the table made by hand calls these; of gallons and the like the American one goes unmarked.
_OURS = {
    "per cent": "percent", "pound": "pound-mass", "degree celsius": "celsius",
    "degree fahrenheit": "fahrenheit", "kilowatt-hour": "kilowatt hour",
    "light year": "light-year", "us gallon": "gallon", "us quart": "quart",
    "us fluid ounce": "fluid ounce", "mile per us gallon": "mile per gallon",
    "pound-force per square inch": "pound per square inch",
    "pound-force-foot": "foot pound-force", "us dessertspoon": "dessertspoon", "us therm": "therm",
}  # fmt: skip
# Units of pint that are used with prefixes, with the kind they are of.
_METRIC = {
    "gram": ("mass", _FINE + _PARTS[:2] + _LARGE), "metre": ("length", _FINE + _PARTS + ("kilo",)),
    "litre": ("volume", (*_FINE, *_PARTS, *_LARGE)), "tonne": ("mass", ("kilo", "mega", "giga")),
    "watt": ("energy", (*_FINE, *_LARGE, "peta")), "watt-hour": ("energy", (*_LARGE, "peta")),
    "volt": ("energy", _FINE + _LARGE[:2]), "ampere": ("energy", (*_FINE, "kilo")),
    "ohm": ("energy", ("milli", "micro", *_LARGE[:3])), "farad": ("energy", _FINE),
    "tesla": ("energy", _FINE), "coulomb": ("energy", _FINE), "siemens": ("energy", _FINE),
    "joule": ("energy", _FINE + _LARGE + _HUGE), "newton": ("energy", ("milli", *_LARGE[:2])),
    "pascal": ("energy", ("hecto", *_LARGE[:3])), "hertz": ("energy", ("milli", *_LARGE)),
    "becquerel": ("energy", ("milli", *_LARGE, "peta")), "gray": ("energy", ("milli", "centi")),
    "sievert": ("energy", ("nano", "micro", "milli")), "lumen": ("energy", ("kilo",)),
    "curie": ("energy", _FINE), "mole": ("energy", _FINE), "henry": ("energy", _FINE[1:]),
    "electronvolt": ("energy", ("milli", *_LARGE)), "volt-ampere": ("energy", _LARGE[:2]),
    "second": ("duration", _FINE), "byte": ("data", _LARGE + _HUGE),
    "bit": ("data", _LARGE + _HUGE), "pixel": ("data", _LARGE[1:3]),
    "parsec": ("length", _LARGE[:3]),
}  # fmt: skip
# "Gray", "mole" and "henry" by themselves are a colour, an animal and a name.
_NEEDS_PREFIX = frozenset({"gray", "mole", "henry", "bit"})
_PLAIN = {
    "angstrom": "length", "furlong": "length", "fathom": "length", "nautical_mile": "length",
    "troy_ounce": "mass", "pennyweight": "mass", "hogshead": "volume", "board_foot": "volume",
    "therm": "energy", "dyne": "energy", "gauss": "energy", "roentgen": "energy", "torr": "energy",
    "baud": "data", "cubic_centimeter": "volume", "fortnight": "duration", "hundredweight": "mass",
    "katal": "energy", "oersted": "energy",
}  # fmt: skip
_LENGTHS = (
    "millimetre", "centimetre", "decimetre", "metre", "kilometre", "inch", "foot", "yard", "mile",
)  # fmt: skip
_IRREGULAR = {"foot": "feet", "inch": "inches", "henry": "henries", "siemens": "siemens"}
# Their codes are read too; of the rest, which are no longer money anywhere, the names alone.
_IN_USE = frozenset(
    {
        "AOA", "AWG", "BIF", "BMD", "CVE", "DJF", "ERN", "FKP", "GIP", "GNF", "KMF", "KYD",
        "LSL", "SBD", "SHP", "SRD", "STN", "SYP", "SZL", "TMT", "VUV", "WST",
    }
)  # fmt: skip


class KeptUnit(NamedTuple):
    """A unit by its name in British spelling, with what else it is written as."""

    name: str
    kind: str
    words: tuple[str, ...]
    symbols: tuple[str, ...] = ()


@cache
def kept_units() -> list[KeptUnit]:
    """Every unit of the two lists, each name once, in the order of the alphabet."""
    found: dict[str, KeptUnit] = {}
    for unit in (*_of_cldr(), *_of_pint(), *_powers()):
        if not unit.kind:
            continue
        before = found.get(unit.name)
        if before is not None:
            unit = unit._replace(
                kind=before.kind,
                words=tuple(dict.fromkeys((*before.words, *unit.words))),
                symbols=tuple(dict.fromkeys((*before.symbols, *unit.symbols))),
            )
        found[unit.name] = unit
    return [found[name] for name in sorted(found)]


@cache
def cldr_units() -> dict[str, tuple[str, str]]:
    """The name and kind of each unit of the CLDR that is kept, by its identifier there."""
    british = {
        identifier: (_bare(_forms(identifier, "en_GB", "long")["one"]), kind)
        for identifier, kind in _cldr_kinds()
    }
    return {
        identifier: (_OURS.get(name, name), kind) for identifier, (name, kind) in british.items()
    }


def _cldr_kinds() -> Iterator[tuple[str, str]]:
    for identifier in sorted(Locale("en")._data["unit_patterns"]):
        kind = _KIND_OF_CLDR[identifier.partition("-")[0]]
        if identifier not in _LEFT_OUT and not identifier.endswith(("-person", "-imperial")):
            yield identifier, kind


def _forms(identifier: str, locale: str, width: str) -> dict[str, str]:
    forms = dict(Locale.parse(locale)._data["unit_patterns"][identifier].get(width) or {})
    return {"one": forms.get("one", forms.get("other", "")), "other": forms.get("other", "")}


def _bare(pattern: str) -> str:
    return pattern.replace("{0}", "").strip().lower()


def _of_cldr() -> Iterator[KeptUnit]:
    for identifier, (name, kind) in cldr_units().items():
        words = {
            _bare(form)
            for locale in ("en", "en_GB", "en_CA", "en_AU")
            for form in _forms(identifier, locale, "long").values()
        }
        symbols = {
            form.replace("{0}", "").strip() for form in _forms(identifier, "en", "short").values()
        }
        yield KeptUnit(name, kind, tuple(sorted(words)), tuple(sorted(filter(_is_symbol, symbols))))


def _is_symbol(text: str) -> bool:
    """Whether it is no word and no initials that could stand after a number by chance."""
    is_mixed = text[:1].islower() and any(map(str.isupper, text[1:]))
    is_long = len(text) > 2 and not text.isupper() and not text.istitle() and text != text.lower()
    return " " not in text and (bool(re.search(r"[/²³°]", text)) or is_mixed or is_long)


def _of_pint() -> Iterator[KeptUnit]:
    registry: pint.UnitRegistry = pint.UnitRegistry()
    for name, (kind, prefixes) in _METRIC.items():
        if name not in _NEEDS_PREFIX:
            yield KeptUnit(name, kind, _spellings(name))
        for prefix in prefixes:
            whole = f"{prefix}{name}"
            symbol = _symbol(registry, prefix, name)
            yield KeptUnit(whole, kind, _spellings(whole), tuple(filter(_is_symbol, (symbol,))))
    for name, kind in _PLAIN.items():
        assert name in registry, name
        yield KeptUnit(name.replace("_", " "), kind, _spellings(name.replace("_", " ")))


_TWO_FACTORS = {"watt-hour": "Wh", "volt-ampere": "VA"}


def _symbol(registry: pint.UnitRegistry, prefix: str, name: str) -> str:
    """As in "kWh": the sign of the prefix and that of the unit."""
    letter = f"{registry.parse_units(f'{prefix}metre'):~C}".removesuffix("m")
    base = _TWO_FACTORS.get(name) or f"{registry.parse_units(name):~C}"
    return f"{letter}{base}"


def _spellings(name: str) -> tuple[str, ...]:
    """British and American, one and many: "kilometre", "kilometers"."""
    american = re.sub(r"(met|lit)re", r"\1er", name)
    words = []
    for spelled in dict.fromkeys((name, american, name.replace("-", " "))):
        last = re.split("[- ]", spelled)[-1]
        plural = _IRREGULAR.get(last, last if last.endswith(("z", "s")) else f"{last}s")
        words += [spelled, spelled.removesuffix(last) + plural]
    return tuple(dict.fromkeys(words))


def _powers() -> Iterator[KeptUnit]:
    for name in _LENGTHS:
        for word, kind in (("square", "area"), ("cubic", "volume")):
            yield KeptUnit(f"{word} {name}", kind, _spellings(f"{word} {name}"))


def render() -> str:
    """The file: what the table made by hand has no name for, by kind."""
    by_hand = tomllib.loads((LEXICON / "figures_units.toml").read_text("utf-8"))
    known = {
        form
        for units in by_hand.values()
        for name, forms in units.items()
        for form in (name, *forms["words"], *(f"{word}s" for word in forms["words"]),
                     *forms.get("symbols", ()), *forms.get("glued", ()))
    }  # fmt: skip
    names = {
        word: name for units in by_hand.values() for name, forms in units.items()
        for word in (name, *forms["words"])
    }  # fmt: skip
    lines = [
        "# Written by `python -m benchmarks.kept_units` out of the unit names of the Unicode CLDR",
        "# and of pint; what figures_units.toml has by hand is not said again. Do not edit.",
    ]
    kinds = sorted({unit.kind for unit in kept_units()})
    for kind in kinds:
        entries: list[str] = []
        for unit in kept_units():
            words = [word for word in unit.words if word not in known]
            symbols = [symbol for symbol in unit.symbols if symbol not in known]
            if unit.kind == kind and (words or symbols):
                name = names.get(unit.name, unit.name)
                entries.append(
                    _wrapped(
                        f'"{name}" = {{ words = {_listed(words)}, symbols = {_listed(symbols)} }}'
                    )
                )
        if entries:
            lines += ["", f"[{kind}]", *entries]
    lines += ["", "[money]", *_currencies()]
    return "\n".join(lines) + "\n"


def _currencies() -> Iterator[str]:
    """The currencies that figures_currencies.toml lacks, and the names it lacks of others."""
    by_hand = tomllib.loads((LEXICON / "figures_currencies.toml").read_text("utf-8"))
    names = {code: name for name, forms in by_hand.items() for code in forms["codes"]}
    known = {
        form for forms in by_hand.values() for word in forms["words"] for form in (word, f"{word}s")
    }
    for code in sorted(list_currencies(), key=lambda code: names.get(code, code)):
        single, plural = (get_currency_name(code, count, "en").lower() for count in (1, 2))
        words = [word for word in dict.fromkeys((single, plural)) if word not in known]
        if code[0] != "X" and words and not re.search(r"[\d(]", single):
            codes = [code] if code not in names and code in _IN_USE else []
            forms = f"words = {_listed(words)}, symbols = {_listed(codes)}"
            yield _wrapped(f'"{names.get(code, single)}" = {{ {forms} }}')


# No line of a table is longer.
_LINE_MOST = 117


def _wrapped(line: str) -> str:
    """An entry on lines of its own where it is long, broken between the items of a list."""
    if len(line) <= _LINE_MOST:
        return line
    at = line.rindex('", "', 0, _LINE_MOST - 2) + 2
    return f"{line[:at]}\n{_wrapped(f'    {line[at + 1 :]}')}"


def _listed(items: list[str]) -> str:
    return "[" + ", ".join(f'"{item}"' for item in items) + "]"


if __name__ == "__main__":
    KEPT.write_text(render(), "utf-8")
    print(f"wrote {KEPT.relative_to(ROOT)}: {render().count(' = {')} units")
