"""Read each number of a stretch by itself: what it is no number for, its sign and its unit."""

import re
from collections.abc import Iterator
from decimal import Decimal

from processing.figures import excluded, nouns, units
from processing.figures.compounds import add_inches
from processing.figures.counting import count
from processing.figures.number_words import CANDIDATE, PARTS, SCALES, WORDED
from processing.figures.numerals import Numeral
from processing.figures.quantities import Quantity, Stretch
from processing.figures.rates import end_of_rate
from processing.figures.ratios import read_numeral
from processing.figures.spaced import end_of_groups, is_torn_off
from processing.figures.units import Unit, UnitPlace

# A sentence or row with more numbers than this is a data dump, not prose: the rest is left unread.
_MOST_IN_STRETCH = 200

# "plus or minus 0.2" is no sign but a margin.
# An en dash is a minus only where a number must follow: behind a word it is a dash.
_SIGN = re.compile(
    r"(?:^|[\s(\[:;,/])([-−+]|(?<!plus or )minus[ -]|negative )$"
    r"|(?:^|\(|\b(?:of|at|to|from|by|was|were|is|are|and|between) )(–)$",
    re.IGNORECASE,
)
# "Approved projects -$671,635": behind a word a hyphen before a sign of money is a dash, too.
_DASHED_MONEY = re.compile(
    r"(?<!\bof)(?<!\bat)(?<!\bto)(?<!\bby)(?<!\bfrom)(?<!\bwas)(?<!\bis)(?<!\band)(?<=[A-Za-z]) -$",
    re.IGNORECASE,
)
_SPACED_SIGN = re.compile(r"(?:^|\s)([-−–]) $")
_OLD = re.compile(r"[ -]old\b| - old\b| of age\b|[ -]olds\b", re.IGNORECASE)
# "28-year-old Ann Poe": the age of a name is no figure.
_NAME_AFTER = re.compile(r",? [A-Z][\w'’.-]* (?:[A-Z]\. )?[A-Z][\w'’]")
_TRAILING_US = re.compile(r" (?:US|USD|CAD|AUD|Canadian|U\.S\.|dollars?)\b(?! [A-Z])")
_SCALE_AFTER_CODE = re.compile(r" (million|billion|trillion|crore|lakh)\b")
# What hangs on the number and says how exact it is: "10-plus hours", "300-odd", "a dozen or so".
_TAIL = re.compile(
    r"(?:-(?:plus|odd|some|ish|strong|or-so|or-more)|\+| (?:odd|plus)(?= [a-z]{3,}s\b)"
    r"|  ?or  ?(?:so|more|less|fewer)(?= [a-z]))(?![\w-])",
    re.IGNORECASE,
)
# "$2-2.5m": what stands before the first number of a range stands before the second, too.
_RANGE_BEFORE = re.compile(
    r"(?:\d|[kKmMbB]n?|million|billion)(?: ?[-–—] ?| to | and )$", re.IGNORECASE
)
_VAGUE_LEAD = re.compile(r" (?:of )?(?:an? )?(?=[a-z])")
_STUFF = re.compile(r" of (?:[a-z]+ ){0,3}[a-z]+(?= (?:a|per) )")
_AT_ONE_POINT = re.compile(r"\bat one point$", re.IGNORECASE)
# After a full stop, a colon or an opening quotation mark any word has a capital.
_OPENING = re.compile(r"(?:^|[.:?!•–—-] ?|[“\"‘'(] ?)$")


def read_singles(stretch: Stretch) -> Iterator[Quantity]:
    """The quantities of a stretch one by one, ranges and lists still in pieces."""
    reached, seen = stretch.start, 0
    before: Quantity | None = None
    for start, end in _candidates(stretch):
        if start < reached:
            continue
        seen += 1
        if seen > _MOST_IN_STRETCH:
            return
        quantity = _read_one(stretch, start, end, reached, before)
        if quantity is None:
            reached = end
        else:
            # A counted phrase may hold the next number ("four of the five watches").
            reached = quantity.number_end if quantity.counted else quantity.end
            before = quantity
            yield quantity


def count_numbers(stretch: Stretch) -> int:
    """How many numbers of a stretch are looked at: a measure of the work it makes."""
    found = CANDIDATE.findall(stretch.low, max(0, stretch.start - 1), stretch.end)
    return min(len(found), _MOST_IN_STRETCH)


def _candidates(stretch: Stretch) -> Iterator[tuple[int, int]]:
    """Where something stands that may be a number."""
    low, start, end = stretch.low, stretch.start, stretch.end
    if start == 0 and (opening := WORDED.match(low, 0, end)):
        yield opening.span()
    for match in CANDIDATE.finditer(low, max(0, start - 1), end):
        begin, finish = match.span("worded") if match.lastindex else match.span()
        # "Rs.450" and a lost space ("in May.450 homes"): the full stop belongs to the word before.
        is_stopped = low[begin] == "." and begin > start and low[begin - 1].isalpha()
        yield (begin + 1, finish) if is_stopped else (begin, finish)


_UNPARTED = re.compile(r"(?<![./@-])\b[A-Za-z]{3,}\.$")
_THINGS_AFTER = re.compile(r" [a-z][a-z-]+\b")


def _read_one(
    stretch: Stretch, start: int, end: int, floor: int, before: Quantity | None
) -> Quantity | None:
    text, limit = stretch.text, stretch.end
    money = None
    # "Five kilometres–ten kilometres": what stands before the dash is a number, no part of a word.
    is_second = before is not None and before.end == start - 1 and text[start - 1] in "-–—"
    if text[start - 1 : start] == "¿":
        return None  # "ï¿½": the rest of a mark that was written in another encoding
    if not text[start].isalpha():
        money = _money_before(text, start, floor)
        if money is None and (
            _is_glued(stretch, start, end) or _is_excluded(stretch, start, end, is_second)
        ):
            return None
        end = end_of_groups(stretch, start, end)
    elif _is_no_amount(stretch, start, end, is_second):
        return None
    elif half := _unit_and_half(stretch, start, floor):
        return half
    currency = money.unit.name if money else _currency_of_range(stretch, before, start)
    numeral = read_numeral(text, start, end, limit, currency)
    return _measured(stretch, numeral, money, floor) if numeral else None


def _is_glued(stretch: Stretch, start: int, end: int) -> bool:
    """Whether letters right before the digits make them part of a word; a lost space does not."""
    text = stretch.text
    if text[start - 1 : start] == "." and text[start - 2 : start - 1].isalpha():
        is_new = _UNPARTED.search(stretch.before(start, 24)) is not None
        return not is_new or not _THINGS_AFTER.match(text, end, stretch.end)
    return text[start - 1 : start].isalpha()


def _currency_of_range(stretch: Stretch, before: Quantity | None, start: int) -> str | None:
    """The currency whose sign stands before the first number of a range that this one ends."""
    if before is None or before.kind != "money" or before.unit is None:
        return None
    lead = stretch.text[before.start : before.numeral.start]
    if (before.unit_text or "?") not in lead or start - before.end > 5:
        return None
    return before.unit if _RANGE_BEFORE.search(stretch.before(start, 16)) else None


_UNIT_AND = re.compile(r"\b(an?|one) ([a-z]+) and (?:an? |one[ -])$", re.IGNORECASE)


def _unit_and_half(stretch: Stretch, start: int, floor: int) -> Quantity | None:
    """As in "a ton and a half", "an hour and a quarter": one unit and a part of it."""
    text = stretch.text
    word = stretch.low[start : start + 7].partition(" ")[0].rstrip(",.;:")
    if word not in ("half", "quarter", "third"):
        return None
    lead = _UNIT_AND.search(text, max(floor, start - 30), start)
    place = units.unit_after(text, lead.end(1), stretch.end) if lead else None
    if lead is None or place is None or place.end != lead.end(2):
        return None
    value = 1 + Decimal(1) / PARTS[word]
    end = start + len(word)
    numeral = Numeral(lead.start(), end, value, "words", value, "unit-and-a-half")
    quantity = Quantity(lead.start(), end, lead.start(), end, value, numeral)
    return quantity._replace(
        unit=place.unit.name, kind=place.unit.kind, unit_text=lead[2], rule="unit-and-a-half"
    )


def _is_excluded(stretch: Stretch, start: int, end: int, is_second: bool) -> bool:
    text, floor = stretch.text, stretch.start
    return (
        excluded.is_ordinal(text, end)
        or excluded.is_torn(text, start, end)
        or (not stretch.is_row and is_torn_off(stretch, start, end))
        or excluded.is_date_or_time(text, start, end, floor)
        or excluded.is_reference(text, start, end, floor, stretch.end, is_second=is_second)
        or excluded.is_list_mark(text, start, end, floor)
        or excluded.is_age_of_name(text, start, end, floor)
        or excluded.is_age_word(text, start, floor)
    )


def _is_in_name(stretch: Stretch, start: int, end: int) -> bool:
    """As in "At One Safe Place": a capital within a sentence makes the word a name."""
    text = stretch.text
    if text[start].isupper() and text[start - 1 : start] == "-" and text[start - 2].isdigit():
        return True  # "a 7-Eleven"
    if not stretch.is_title and text[end : end + 1] == "-" and text[start].isupper():
        return text[end + 1 : end + 2].isupper()  # "Five-Pin Bowling"
    if stretch.is_title or not text[start].isupper() or not text[end + 1 : end + 2].isupper():
        return False
    return text[end] in " -" and _OPENING.search(stretch.before(start, 3)) is None


def _is_no_amount(stretch: Stretch, start: int, end: int, is_second: bool) -> bool:
    """Whether a number in words belongs to a name, an ordinal or an age, or points at something."""
    text, floor = stretch.text, stretch.start
    return (
        (text.startswith("two", start, end) and stretch.low.endswith("no ", floor, start))
        or _is_worded_ordinal(stretch, start, end)
        or excluded.is_age_word(text, start, floor)
        or _is_in_name(stretch, start, end)
        or (not is_second and excluded.is_reference(text, start, end, floor, stretch.end))
    )


_ORDINAL_GOES_ON = re.compile(
    r" (?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth) (?P<noun>[a-z]+)\b"
)


def _is_worded_ordinal(stretch: Stretch, start: int, end: int) -> bool:
    """As in "The twenty first century"; "twenty first graders" are twenty."""
    if not stretch.text.startswith("ty", end - 2):
        return False
    more = _ORDINAL_GOES_ON.match(stretch.text, end, stretch.end)
    return more is not None and not nouns.is_plural(more["noun"])


def _money_before(text: str, start: int, floor: int) -> UnitPlace | None:
    """The currency before a number, a sign between them ("$-50.8bn") passed over."""
    if start - 1 > floor and text[start - 1] in "-−" and text[start - 2] in "$£€¥":
        return units.money_before(text, start - 1, floor)
    return units.money_before(text, start, floor)


def _measured(
    stretch: Stretch, numeral: Numeral, money: UnitPlace | None, floor: int
) -> Quantity | None:
    text = stretch.text
    tail = _TAIL.match(text, numeral.end, stretch.end)
    end = tail.end() if tail else numeral.end
    place = money or _unit_after(text, numeral, end, stretch.end)
    is_free = floor == stretch.start or floor < numeral.start - 1
    if money is None and _is_name_or_year(stretch, numeral, place, is_free=is_free):
        return None
    if place and _is_no_unit(stretch, place):
        return None
    if place and place.unit.name == "point" and _AT_ONE_POINT.search(stretch.before(place.end, 14)):
        return None
    start, factor = _signed(stretch, numeral, money, place, floor)
    is_signed = start < (money.start if money else numeral.start) or factor < 0
    quantity = Quantity(
        start, end, start, end, numeral.value * factor, numeral, is_signed=is_signed,
        tail=tail[0] if tail else "",
    )  # fmt: skip
    if numeral.low is not None:
        quantity = quantity._replace(value=None, low=numeral.low, high=numeral.high)
    if place is None:
        return count(stretch, quantity)
    whole = _with_unit(stretch, quantity, place, is_before=money is not None)
    if whole.is_age and not stretch.is_title and _NAME_AFTER.match(text, whole.end, stretch.end):
        return None
    return whole


# "A five point plan", "its 12-point agenda": what is listed in it.
_OF_POINTS = re.compile(
    r" (?:plan|agenda|programme|program|strategy|charter|formula|blueprint|proposal|manifesto"
    r"|package|action plan|checklist|framework|resolution|scale|font)\b",
    re.IGNORECASE,
)
# "6.19 -2.35 | g Other oilseeds": the letter of the next row of a table.
_ROW_LETTER = re.compile(r"[a-z](?= [A-Z][a-z])")
_NUMBER_BEFORE = re.compile(r"\d[\d.,]* [-−+]?[\d.,]+ $")


def _is_no_unit(stretch: Stretch, place: UnitPlace) -> bool:
    """Whether a unit names a list of so many points, or is the letter of a row."""
    text = stretch.text
    if place.unit.name == "point":
        return _OF_POINTS.match(text, place.end, stretch.end) is not None
    is_letter = place.end - place.start == 1 and _ROW_LETTER.match(text, place.start) is not None
    return is_letter and _NUMBER_BEFORE.search(stretch.before(place.start, 30)) is not None


def _signed(
    stretch: Stretch, numeral: Numeral, money: UnitPlace | None, place: UnitPlace | None, floor: int
) -> tuple[int, int]:
    """Where the quantity begins, its sign and currency included, and 1 or -1."""
    text = stretch.text
    start = money.start if money else numeral.start
    if numeral.form != "digits":
        return start, 1
    if money and money.end < numeral.start:
        return start, -1
    if sign := _SIGN.search(text, max(floor, start - 16), start):
        if money and _DASHED_MONEY.search(text, max(floor, start - 16), start):
            return start, 1
        place_of_sign = sign.start(1) if sign[1] else sign.start(2)
        return place_of_sign, 1 if sign[1] == "+" else -1
    # "- 20 degrees": a dash apart from its number is a minus only before a temperature.
    apart = _SPACED_SIGN.search(text, max(floor, start - 3), start)
    if apart and place and place.unit.kind == "temperature" and apart.start() > floor:
        return apart.start(1), -1
    return start, 1


def _unit_after(text: str, numeral: Numeral, end: int, limit: int) -> UnitPlace | None:
    place = units.unit_after(text, end, limit)
    if place is None and numeral.form in ("vague", "fraction"):
        lead = _VAGUE_LEAD.match(text, end, limit)
        if lead and lead[0] != " ":
            place = units.unit_after(text, lead.end() - 1, limit)
    if place is None or place.unit.name != "pound-mass":
        return place
    # Millions of pounds are money, unless they are pounds of something.
    is_money = numeral.scale >= 10**6 and not text.startswith(" of ", place.end)
    is_spelled = text[place.start : place.end].lower().startswith("pound")
    return (
        place._replace(unit=Unit("pound sterling", "money")) if is_money and is_spelled else place
    )


def _is_name_or_year(
    stretch: Stretch, numeral: Numeral, place: UnitPlace | None, *, is_free: bool
) -> bool:
    """A year, or the number of a name ("Route 50", "Boeing 737"), unless a unit follows it.

    `is_free` tells that no other number stands right before it.
    """
    text, start, end = stretch.text, numeral.start, numeral.end
    if numeral.form != "digits" or numeral.scale != 1 or numeral.is_grouped:
        return False
    if place is not None:
        if _is_model(stretch, numeral, place):
            return True
        # "During 2016 Stone spoke": with a capital the unit is somebody's name.
        is_name = text[place.start].isupper() and place.unit.kind in _NAMELIKE_KINDS
        # "A 2019 year in review": nothing lasts two thousand years, said in the singular.
        is_name = is_name or (place.unit.name == "year" and text[place.start : place.end] == "year")
        return is_name and excluded.is_year(text, start, end, stretch.start, has_noun=False)
    name = (
        None
        if stretch.is_title or not is_free
        else excluded.name_before(text, start, stretch.start)
    )
    is_named = name is not None and start - len(name) - 1 > stretch.start
    # What is counted is read only where it decides: of most numbers it does not.
    if not is_named and end - start != excluded.YEAR_DIGITS:
        return False
    is_one = numeral.value == 1
    phrase = nouns.read_counted(text, end, stretch.end, is_one=is_one, is_title=stretch.is_title)
    if excluded.is_year(text, start, end, stretch.start, has_noun=phrase is not None):
        return True
    # "Industry 4.0 standards", "Web 3.0": nobody counts to a tenth of nothing.
    if is_named and text[start:end].endswith(".0"):
        return True
    return is_named and not (phrase and text[phrase.start].islower())


_CAPITAL_NEXT = re.compile(r" [A-Z][A-Za-z]*\b(?! \d)")


def _is_model(stretch: Stretch, numeral: Numeral, place: UnitPlace) -> bool:
    """As in "Elm 356A Coupe", "the Boss 900L Crew": one letter between two names is no unit."""
    text = stretch.text
    is_letter = place.end - place.start == 1 and text[place.start].isupper()
    if not is_letter or place.start != numeral.end or stretch.is_title:
        return False
    name = excluded.name_before(text, numeral.start, stretch.start)
    return name is not None and _CAPITAL_NEXT.match(text, place.end) is not None


_NAMELIKE_KINDS = frozenset({"mass", "money", "volume", "length"})


def _with_unit(
    stretch: Stretch, quantity: Quantity, place: UnitPlace, *, is_before: bool
) -> Quantity:
    text, limit = stretch.text, stretch.end
    name, kind, scale = place.unit.name, place.unit.kind, place.scale
    start, end = quantity.start, max(place.end, quantity.number_end)
    unit_text = text[place.start : place.end].strip()
    if is_before:
        start, end = min(start, place.start), quantity.number_end
        if unit_text.endswith("$") and (tail := _TRAILING_US.match(text, end, limit)):
            end = tail.end()
    elif kind == "money" and (word := _SCALE_AFTER_CODE.match(text, end, limit)):
        scale, end = SCALES[word[1]], word.end()
    value = quantity.value * scale if quantity.value is not None else None
    is_age = False
    if kind == "duration" and (age := _OLD.match(text, end, limit)):
        end, is_age = age.end(), True
    elif rate := (
        units.rate_after(text, end, limit)
        or _rate_after_stuff(stretch, end)
        # "100 kW+ per pier"
        or (units.rate_after(text, end + 1, limit) if text.startswith("+", end) else None)
    ):
        name, end = f"{name} per {rate[0]}", rate[1]
        # "$300 per patient per year", "2 kg per person a day"
        if more := units.rate_after(text, end, limit):
            name, end = f"{name} per {more[0]}", more[1]
    else:
        end = end_of_rate(text, end, limit)
    measured = quantity._replace(
        start=start, end=end, value=value, unit=name, kind=kind, unit_text=unit_text,
        is_age=is_age, rule="money" if kind == "money" else f"unit-{kind}",
        is_attributive=not is_before and text[quantity.number_end : quantity.number_end + 1] == "-",
    )  # fmt: skip
    return add_inches(stretch, measured) if name == "foot" else measured


def _rate_after_stuff(stretch: Stretch, end: int) -> tuple[str, int] | None:
    """The rate behind what is measured: "2.4 billion gallons of fuel a year"."""
    stuff = _STUFF.match(stretch.text, end, min(stretch.end, end + 50))
    return units.rate_after(stretch.text, stuff.end(), stretch.end) if stuff else None
