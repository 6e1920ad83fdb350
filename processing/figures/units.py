"""Find the unit that stands beside a number: money before or after it, measures after it."""

import re
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

from processing.figures import nouns
from processing.figures.number_words import GLYPH
from processing.figures.patterns import listed
from processing.lexicon import table
from processing.lexicon.patterns import any_word

# The longest name of the tables has five words; looking further finds nothing.
_LONGEST_NAME = 5
_LOOK_BACK = 8


class Unit(NamedTuple):
    """A unit of the tables; `kind` is its table ("mass", "duration"), "money" for currencies."""

    name: str
    kind: str


class UnitPlace(NamedTuple):
    """A unit where it stands; `scale` is other than 1 for "MUSD" and the like."""

    unit: Unit
    start: int
    end: int
    scale: int = 1


@dataclass(frozen=True, slots=True)
class _Tables:
    words: dict[str, Unit]
    beginnings: frozenset[str]
    symbols: dict[str, Unit]
    glued: dict[str, Unit]
    codes: dict[str, Unit]
    signs: dict[str, Unit]
    symbol_pattern: re.Pattern[str]
    before_pattern: re.Pattern[str]
    last_letters: frozenset[str]


def _plurals(name: str) -> set[str]:
    words = name.split(" ")
    forms = {name}
    for place in {0, len(words) - 1}:
        word = words[place]
        plural = word + ("es" if word.endswith(("ch", "x", "s")) else "s")
        forms.add(" ".join((*words[:place], plural, *words[place + 1 :])))
    return forms


@cache
def _tables() -> _Tables:
    words: dict[str, Unit] = {}
    symbols: dict[str, Unit] = {}
    glued: dict[str, Unit] = {}
    codes: dict[str, Unit] = {}
    signs: dict[str, Unit] = {}
    for kind, units in table("figures_units").items():
        for name, forms in units.items():
            unit = Unit(name, kind)
            for word in forms["words"]:
                words |= dict.fromkeys(_plurals(word), unit)
            symbols |= dict.fromkeys(forms.get("symbols", ()), unit)
            glued |= dict.fromkeys(forms.get("glued", ()), unit)
    for name, forms in table("figures_currencies").items():
        unit = Unit(name, "money")
        for word in forms["words"]:
            words |= dict.fromkeys(_plurals(word), unit)
        codes |= dict.fromkeys(forms["codes"], unit)
        words |= {code.lower(): unit for code in forms["codes"] if code in _LOWER_CODES}
        signs |= dict.fromkeys(forms["signs"], unit)
        glued |= dict.fromkeys(forms.get("glued", ()), unit)
    # What is made by hand comes first; the kept table has its plurals written out.
    for kind, units in table("figures_units_kept").items():
        for name, forms in units.items():
            words = dict.fromkeys(forms["words"], Unit(name, kind)) | words
            kept = dict.fromkeys(forms["symbols"], Unit(name, kind))
            if kind == "money":
                codes = kept | codes
            else:
                symbols = kept | symbols
    after = {**symbols, **glued, **codes, **{s: u for s, u in signs.items() if s != "R"}}
    return _Tables(
        words, frozenset(map(_beginning, words)), symbols, glued, codes, signs,
        _symbol_pattern(after), _before_pattern(codes, signs),
        frozenset(name[-1].lower() for name in (*codes, *signs)),
    )  # fmt: skip


def _beginning(name: str) -> str:
    return re.split(r"[\W\d_]", name, maxsplit=1)[0]


# Codes that people also write small; most others are common words in small letters ("all", "pen").
_LOWER_CODES = (
    "USD", "EUR", "GBP", "RMB", "CNY", "JPY", "INR", "CAD", "AUD", "NZD", "CHF", "MXN", "HKD",
    "SGD", "MYR",
)  # fmt: skip
# Codes that in capitals are words of a headline: they need a sum beside them to count.
_WORDLIKE_CODES = frozenset(
    {
        "ALL",
        "TRY",
        "TOP",
        "COP",
        "MAD",
        "BOB",
        "CUP",
        "PEN",
        "SOS",
        "GEL",
        "RON",
        "MOP",
        "Sh",
        "STG",
        "BAM",
    }
)


def _symbol_pattern(names: dict[str, Unit]) -> re.Pattern[str]:
    return re.compile(rf"(M(?=[A-Z]{{3}}\b))?({any_word(names)})(?![^\W_]|(?<=\$)\d)")


def _before_pattern(codes: dict[str, Unit], signs: dict[str, Unit]) -> re.Pattern[str]:
    lower = {code.lower(): codes[code] for code in _LOWER_CODES}
    return re.compile(
        r"(?<![^\W_])"
        rf"(?:(M)?({any_word(codes)})|({any_word(lower)})|({any_word(signs)}))"
        r"(?:(?<=[a-z])\.)?[ ]?$"
    )


def money_before(text: str, start: int, floor: int) -> UnitPlace | None:
    """The currency sign or code that ends right before `start`, not reaching before `floor`."""
    if start <= floor:
        return None
    last = text[start - 1]
    if last == " " and start - 1 > floor:
        last = text[start - 2] if text[start - 2] != " " else text[start - 3]
        if last.islower() and last not in _tables().last_letters:
            return None
    if last.isdigit() or last in ",;:!?()-":
        return None
    tables = _tables()
    match = tables.before_pattern.search(text, max(floor, start - _LOOK_BACK), start)
    if match is None:
        return None
    # Letters after a hyphen are part of a word, unless a number ends there: "5 million-NZ$6".
    lead = text[max(0, match.start() - 2) : match.start()]
    if lead[:1].isalpha() and lead[1:] == "-" and match.start() - 1 != floor:
        return None
    scale = 10**6 if match[1] else 1
    if match[2]:
        unit = tables.codes[match[2]]
        if match[2] in _WORDLIKE_CODES and not _is_sum(text, start):
            return None
    elif match[3]:
        unit = tables.words[match[3]]
    else:
        unit = tables.signs[match[4]]
        if _ARTICLE_AND_SIGN.search(text, match.start(), start):
            # "A $64 million package": an article and a sign, no code.
            place = match.start(4) + match[4].index("$") if "$" in match[4] else match.start(4)
            return UnitPlace(tables.signs["$"], place, start, scale)
        if match[4] in ("R", "PS", "S/") and (text[start - 1] == " "):
            return None
        if match[4] == "R" and _ONE_DIGIT.match(text, start):
            return None  # "R2 certified"
    return UnitPlace(unit, match.start(), start, scale)


_ARTICLE_AND_SIGN = re.compile(r"(?<!\w)A \$ ?$")
_ONE_DIGIT = re.compile(r"\d(?![\d.,]*\d| ?(?:[mbk]n?\b|million|billion))")
_SUM = re.compile(r"\d{1,3}(?:,\d{3})+|\d{4,}|\d+(?:\.\d+)? ?(?:[mbk]n?\b|million|billion)")


def _is_sum(text: str, start: int) -> bool:
    return _SUM.match(text, start, start + 24) is not None


_GAP = re.compile(r" ?[(\[{<](?=[A-Za-zµμ°]{1,3}[)\]}>])| - (?=[a-z]+\b)|-?  ?|-|")
_WORD = re.compile(r"[^\W\d_]{1,30}+(?:-[^\W\d_]{1,30}+){0,2}(?!\d)\.?")
_CLOSERS = {"(": ")", "[": "]", "{": "}", "<": ">"}


def unit_after(text: str, end: int, limit: int) -> UnitPlace | None:
    """The unit that follows a number ending at `end`: "kg", "-year", " (km)", " US dollars"."""
    gap = _GAP.match(text, end, limit)
    pos = gap.end() if gap else end
    if pos >= limit:
        return None
    by_word = _word_unit(text, pos, limit)
    tables = _tables()
    match = tables.symbol_pattern.match(text, pos, limit)
    if by_word is not None and _is_named(text, pos, by_word.end):
        by_word = None
    if (
        match
        and (by_word is None or match.end() > by_word.end)
        and _symbol_counts(text, end, pos, match)
    ):
        name = match[2]
        unit = (
            tables.symbols.get(name)
            or tables.glued.get(name)
            or tables.codes.get(name)
            or tables.signs[name]
        )
        close = _CLOSERS.get(text[pos - 1], "") if pos > end else ""
        finish = match.end() + (1 if close and text[match.end() : match.end() + 1] == close else 0)
        return UnitPlace(unit, pos, finish, 10**6 if match[1] else 1)
    return by_word


# "1,881 Gram Panchayats", "two Stone Age tools": a capital on the unit and on the next word.
_CAPITALISED = re.compile(r" [A-Z][a-z]+")


def _is_named(text: str, pos: int, end: int) -> bool:
    is_title_case = text[pos].isupper() and text[pos + 1 : pos + 2].islower()
    return is_title_case and " " not in text[pos:end] and _CAPITALISED.match(text, end) is not None


# One letter symbols that may stand apart from the number: no word or initial looks like them.
_SPACED = frozenset({"m", "V", "W", "F", "L", "g", "t", "p"})
# "512 W Locust": a direction, and a house before it.
_DIRECTIONS = frozenset({"W", "N", "E", "S", "F"})
_INITIALS = re.compile(r"\.[A-Z]\.")
_CAPITAL_AFTER = re.compile(r"\.? (?:[A-Z]|\d+(?:st|nd|rd|th)\b)")
_NEXT_NUMBER = re.compile(r" ?\d(?![\d.,]* cents?\b)")
_FOOT_MARKS = frozenset({"'", "’"})
# "Two C-17 planes": a name of letter and number, no unit.
_NUMBERED = re.compile(rf"-\d[\d.,/ {GLYPH}-]{{0,12}}(?<! ) ?")
_DIMENSION = re.compile(r" (?:long|wide|tall|deep|thick|high|across)\b")
_FEET = re.compile(r"(?:ft|feet|foot)\.?,?(?: and)? \d{1,2}$")


def _symbol_counts(text: str, end: int, pos: int, match: re.Match[str]) -> bool:
    """A glued symbol must touch the number, but for the few that no word looks like."""
    tables, name = _tables(), match[2]
    if name == "US" or (len(name) == 1 and _INITIALS.match(text, match.end())):
        return False  # "35 C.D.": initials
    # "4.48 crore ₹ 5.65 lakh": the sign stands before the next number.
    if name in tables.signs and not name[-1:].isalpha() and _NEXT_NUMBER.match(text, match.end()):
        return False
    if name in _FOOT_MARKS and not text[end - 1].isdigit():
        return False  # "when I was ninety’"
    # "‘Clean Coast 2026’": a closing mark, no feet.
    if name in _FOOT_MARKS and text[max(0, end - 3) : end].isdigit() and end >= 3:
        return False
    is_apart = pos > end
    if is_apart and (second := _NUMBERED.match(text, match.end())):
        return text.startswith(name, second.end())
    if is_apart and name in _DIRECTIONS and _CAPITAL_AFTER.match(text, match.end()):
        return False
    # "The “Rules of 2012"": a mark that closes what another has opened, no inches.
    if name == '"' and _closes_quotation(text, match.start()):
        return False
    if pos == end or name in tables.symbols or name in tables.codes:
        return True
    if name not in tables.glued:
        return True
    if text.startswith((".m", "'", "’"), match.end()):
        return False
    if name == '"':
        return _DIMENSION.match(text, match.end()) is not None
    return name in _SPACED or (
        name == "in" and _FEET.search(text, max(0, end - 14), end) is not None
    )


# Nothing is quoted at greater length before a number that ends it.
_QUOTED_MOST = 300


def _closes_quotation(text: str, place: int) -> bool:
    floor = max(text.rfind("\n", 0, place) + 1, place - _QUOTED_MOST)
    return len(_MARK_OF_QUOTATION.findall(text, floor, place)) % 2 == 1


# One behind a digit is of inches as often.
_MARK_OF_QUOTATION = re.compile(r'(?<!\d)"')


def _word_unit(text: str, pos: int, limit: int) -> UnitPlace | None:
    words, beginnings = _tables().words, _tables().beginnings
    found: UnitPlace | None = None
    name, place = "", pos
    for _ in range(_LONGEST_NAME):
        token = _WORD.match(text, place, limit)
        if token is None:
            break
        bare = token[0].rstrip(".").lower()
        if place == pos and bare.partition("-")[0] not in beginnings:
            # Most words after a number begin no unit.
            return None
        name = f"{name} {bare}" if name else bare
        if unit := words.get(name) or words.get(name.replace("-", " ")):
            found = UnitPlace(unit, pos, token.start() + len(token[0].rstrip(".")))
        elif "-" in bare and (cut := _before_hyphen(words, name, bare)):
            found = UnitPlace(words[cut], pos, token.start() + len(bare) - len(name) + len(cut))
        elif (dotted := words.get(name.replace(" ", ". ") + ".")) is not None:
            found = UnitPlace(dotted, pos, token.end())
        place = token.end()
        if not text.startswith((" ", "-"), place) or place + 1 >= limit:
            break
        if bare == "u" or (token[0].endswith(".") and len(bare) > 3):
            break
        place += 2 if text.startswith("  ", place) else 1
    return found


def _before_hyphen(words: dict[str, Unit], name: str, last: str) -> str | None:
    """The longest name of a unit before a hyphen in its last word: "cubic yards-one hundred"."""
    cut = name
    while "-" in last:
        last, _, gone = last.rpartition("-")
        cut = cut[: -len(gone) - 1]
        if cut in words:
            return cut
    return None


# "A year earlier" dates a sum; it is no rate.
_PER_START = re.compile(
    r" {1,3}per {1,3}|-an?-| - an? - | ?/ ?"
    r"| {1,3}an? {1,2}(?!\w+ (?:earlier|ago|later|before|after|prior|old)\b)",
    re.IGNORECASE,
)


# What a rate is reckoned on: "per 100,000 residents", "per thousand", "/1,000".
_BASE = re.compile(
    r"(?P<digits>\d{1,3}(?:,\d{3})+|[1-9]0{1,6}|100[kK])"
    r"(?: (?P<scale>thousand|million))?(?![\d.,]*\d)"
    r"|(?:one |an? )?(?P<words>hundred thousand|ten thousand|hundred|thousand|million)\b",
    re.IGNORECASE,
)
_BASE_WORDS = {
    "hundred thousand": 100_000, "ten thousand": 10_000, "hundred": 100, "thousand": 1_000,
    "million": 1_000_000,
}  # fmt: skip
_BASE_NOUN = re.compile(r" (?:of )?(?:the )?(population|head|cattle|live births?)\b", re.IGNORECASE)


def rate_after(text: str, end: int, limit: int, *, is_bare: bool = False) -> tuple[str, int] | None:
    """The denominator of a rate that follows at `end` ("a month", "/hour"): its name and end.

    `is_bare` says that the number before has no unit: then only "per" tells a rate.
    """
    start = _PER_START.match(text, end, limit)
    if start is None:
        return None
    lead = start[0].strip().lower()
    if is_bare and lead != "per":
        return None
    if (lead == "per" or start[0] == "/") and (based := _base_after(text, start.end(), limit)):
        return based
    place = _word_unit(text, start.end(), limit)
    if (
        place is not None
        and place.unit.kind not in ("money", "share")
        and place.unit.name != "second"
    ):
        return place.unit.name, place.end
    if lead == "/":
        tables = _tables()
        symbol = tables.symbol_pattern.match(text, start.end(), limit)
        unit = symbol and (tables.symbols.get(symbol[2]) or tables.glued.get(symbol[2]))
        if symbol and unit and unit.kind not in ("money", "share"):
            return unit.name, symbol.end()
        return None
    word = _WORD.match(text, start.end(), limit)
    if word is None:
        return None
    name = word[0].rstrip(".").lower()
    if name == "annum":
        return "year", word.start() + len(name)
    if nouns.is_stop(name) or name in ("cent", "capita"):
        return None  # "as per the plan", "19 per  cent"
    if (lead == "per" and name.isalpha()) or name in listed("denominators"):
        return name, word.start() + len(name)
    return None


def _base_after(text: str, pos: int, limit: int) -> tuple[str, int] | None:
    """As in "100,000 residents" after "per": how many of what a rate is reckoned on."""
    base = _BASE.match(text, pos, limit)
    if base is None:
        return None
    number, end = _base_value(base), base.end()
    if unit := unit_after(text, end, limit):
        return f"{number:,} {unit.unit.name}", unit.end
    if noun := _BASE_NOUN.match(text, end, limit):
        return f"{number:,} {noun[1].lower()}", noun.end()
    phrase = nouns.read_counted(text, end, limit, is_one=False, is_title=False)
    if phrase is None:
        return f"{number:,}", end
    return f"{number:,} {text[phrase.start : phrase.end].lower()}", phrase.end


def _base_value(base: re.Match[str]) -> int:
    if base["words"]:
        return _BASE_WORDS[base["words"].lower()]
    number = int(base["digits"].lower().replace(",", "").replace("k", "000"))
    scale = (base["scale"] or "").lower()
    return number * {"": 1, "thousand": 1_000, "million": 1_000_000}[scale]
