"""From numbers to quantities: signs, units, rates, counted things; ranges and shared units."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from processing.figures import excluded, nouns, units
from processing.figures.nouns import Phrase
from processing.figures.numerals import CANDIDATE, Numeral, read_numeral
from processing.figures.units import Unit

# A sentence or row with more numbers than this is a data dump, not prose: the rest is left unread.
_MOST_IN_STRETCH = 200


@dataclass(frozen=True, slots=True)
class Stretch:
    """The part of the flat text that is read at once: a sentence, a headline, a table row."""

    text: str
    start: int
    end: int
    is_title: bool = False
    is_row: bool = False


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number with its unit or counted phrase; `start:end` takes in both.

    `number_start:number_end` is the number alone, `unit_start:unit_end` the unit as written.
    """

    start: int
    end: int
    number_start: int
    number_end: int
    value: float | None
    numeral: Numeral
    low: float | None = None
    high: float | None = None
    unit: str | None = None
    kind: str | None = None
    unit_text: str | None = None
    counted: Phrase | None = None
    is_age: bool = False
    is_signed: bool = False
    is_partitive: bool = False
    is_attributive: bool = False
    rule: str = ""

    @property
    def is_bare(self) -> bool:
        """Whether neither a unit nor a counted phrase stands beside the number."""
        return self.unit is None and self.counted is None


_SIGN = re.compile(r"(?:^|[\s(\[:;,])([-−–]|minus[ -]|negative |plus )$", re.IGNORECASE)
_SPACED_SIGN = re.compile(r"(?:^|\s)[-−–] $")
_PARTITIVE = re.compile(
    r" of (?:(?:the|these|those|its|their|his|her|our|my|your|all|them|whom|which|that)\b"
    r"(?: (?:two|three|four|five|six|seven|eight|nine|ten|\d{1,3}(?:,\d{3})*)\b)?)?",
    re.IGNORECASE,
)
_OF_DETERMINER = re.compile(
    r" (?:of )?(?:(?:the|a|an|all|its|their|his|her|our|my|your|these|those|that)\b)?",
    re.IGNORECASE,
)
_AGE_TAIL = re.compile(r"[ -]old\b| of age\b|[ -]olds\b", re.IGNORECASE)
# "28-year-old Ann Poe": the age of a name is no figure.
_NAME_AFTER = re.compile(r" (?:[A-Z][\w'’.-]+ ){1,3}?[A-Z][a-z]|,? [A-Z][a-z]+ [A-Z][a-z]")
# "Over the age of 21": a measure, whereas "aged 21" and "Ann Poe, 21," tell of somebody.
_AGE_BEFORE = re.compile(
    r"\bages? of (?:about )?$|\b(?:over|under|above|below) (?:the )?age (?:of )?$|\bof age $",
    re.IGNORECASE,
)
_YO = re.compile(r"[ -]?(?:yo|y/o|y\.o\.)\b")
_TRAILING_US = re.compile(r" (?:US|USD|CAD|AUD|Canadian|U\.S\.|dollars?)\b(?! [A-Z])")
_PRONOUN_ONE_BEFORE = re.compile(
    r"\b(?:no|any|every|each|which|this|that|another|such|only|the|square|day|number|loved|a|an|other|big|good|new|great|right"
    r"|wrong|first|last|next|latest|only|someone|than|as|from|ground|level|category|phase|title|count) $",
    re.IGNORECASE,
)
_ONE_FIXED = re.compile(
    r"(?:-(?:time|way|on|of|size|stop|sided|off|man|woman|by|to|third|half|quarter)\b| another\b| by one\b| and only\b| and the same\b"
    r"| more time\b| or more\b| thing\b| way\b| hand\b(?= side)| on one\b| who\b| day(?! of\b)(?= (?:will|I|we|he|she|they|soon|be)\b))",
    re.IGNORECASE,
)
_FIXED = re.compile(
    r"(?:/7\b|-tolerance\b|-sum\b|-to-(?:one|five)\b|-way\b|-dimensional\b|-fifths\b|-minded\b|-handed\b)",
    re.IGNORECASE,
)
_COMPOUND_WORD = re.compile(r"(-)([a-z]{3,})(?:\b|(?=-))")
# "Four-, five- and six-storey": the hyphen waits for its word.
_HYPHEN_LIST = re.compile(r"-(?:, | (?:and|or|to) )")
_SCALE_AFTER_CODE = re.compile(r" (million|billion|trillion)\b")
_BARE = "bare"
_BARE_CUE = re.compile(
    r"\b(?:to|at|from|by|than|about|around|nearly|almost|over|approximately|roughly|least|most|of"
    r"|was|were|is|are|reached|total(?:ed|ing)?|numbered|with|up|down|versus|vs\.?|against|some"
    r"|additional|another|other|exceed(?:ed|s|ing)?|estimated|averaged?|only|just) (?:a |an )?$",
    re.IGNORECASE,
)


def read_quantities(stretch: Stretch) -> list[Quantity]:
    """Every quantity of a stretch in the order of the text; spans do not overlap."""
    singles = list(_read_singles(stretch))
    joined = _share_units(stretch, _join_ranges(stretch, _join_parts(stretch, singles)))
    joined = _inherit(stretch, joined)
    return [quantity for quantity in joined if not _is_idle(stretch, quantity)]


_COMPARED = re.compile(
    r"\b(?:compared (?:with|to)|up from|down from|versus|from|including) (?:about |only |just )?$",
    re.IGNORECASE,
)
_RELATED_AFTER = re.compile(
    r" (?:in|who|were|of (?:whom|which)|during|the (?:previous|prior|year|month)|last|a year|from)\b"
)


def _inherit(stretch: Stretch, found: list[Quantity]) -> list[Quantity]:
    """Let "up from 120" and "95,800 who" count what the number before them counts."""
    text = stretch.text
    done: list[Quantity] = []
    for quantity in found:
        before = done[-1] if done else None
        if before is not None and quantity.is_bare and quantity.rule == _BARE:
            gap = text[before.end : quantity.start]
            floor = max(stretch.start, quantity.start - 24)
            if (
                gap == " to "
                and before.kind in ("money", "share")
                and before.unit in ("point", before.unit)
                and before.unit != "percent"
            ):
                quantity = replace(
                    quantity,
                    unit=before.unit,
                    kind=before.kind,
                    unit_text=None,
                    rule="inherited-unit",
                )
            elif before.counted is not None and (
                _COMPARED.search(text, floor, quantity.start)
                or quantity.value is not None
                and quantity.value >= 100
                and _RELATED_AFTER.match(text, quantity.end)
            ):
                quantity = replace(quantity, counted=before.counted, rule="inherited-count")
        done.append(quantity)
    return done


def _is_idle(stretch: Stretch, quantity: Quantity) -> bool:
    """A bare number that nothing shows to be a quantity; "compared with 63" is one."""
    if not quantity.is_bare or quantity.rule != _BARE:
        return False
    numeral, text = quantity.numeral, stretch.text
    if quantity.value == 1:
        return True
    if quantity.is_signed or numeral.is_grouped or numeral.scale > 1:
        return False
    if "." in text[numeral.start : numeral.end]:
        return False
    floor = max(stretch.start, quantity.number_start - 20)
    return _BARE_CUE.search(text, floor, quantity.number_start) is None


def _read_singles(stretch: Stretch) -> Iterator[Quantity]:
    reached, seen = stretch.start, 0
    for match in CANDIDATE.finditer(stretch.text, stretch.start, stretch.end):
        if match.start() < reached:
            continue
        seen += 1
        if seen > _MOST_IN_STRETCH:
            return
        quantity = _read_one(stretch, match.start(), match.end(), reached)
        if quantity is None:
            run = (
                re.compile(r"[\w.,'’/-]*").match(stretch.text, match.end(), stretch.end)
                if match[0][:1].isdigit()
                else None
            )
            reached = match.end() if run is None else match.end()
            continue
        reached = max(
            quantity.number_end, quantity.end if quantity.counted is None else quantity.number_end
        )
        yield quantity


def _read_one(stretch: Stretch, start: int, end: int, floor: int) -> Quantity | None:
    text, limit = stretch.text, stretch.end
    is_digits = text[start] in ".0123456789"
    money = _money_before(text, start, floor) if is_digits else None
    if is_digits and money is None:
        if start > stretch.start and text[start - 1].isalpha() or _is_excluded(stretch, start, end):
            return None
    if not is_digits and (
        excluded.is_reference(text, start, end, stretch.start, limit)
        or _is_word_of_name(stretch, start, end)
    ):
        return None
    numeral = read_numeral(text, start, end, limit, money is not None)
    if numeral is None:
        return None
    return _measured(stretch, numeral, money, floor)


def _is_word_of_name(stretch: Stretch, start: int, end: int) -> bool:
    """ "At One Safe Place": a capital within a sentence makes the word a name."""
    text = stretch.text
    if stretch.is_title or not text[start].isupper() or start == stretch.start:
        return False
    return (
        text[start - 2 : start] not in (". ", ": ", "“ ", "? ", "! ")
        and text[start - 1] not in "“\"‘('•"
        and (text[end : end + 2][1:].isupper())
    )


def _money_before(text: str, start: int, floor: int) -> units.UnitPlace | None:
    """The currency before a number, a sign between them ("$-50.8bn") passed over."""
    if start - 1 > floor and text[start - 1] in "-−" and text[start - 2] in "$£€¥":
        return units.money_before(text, start - 1, floor)
    return units.money_before(text, start, floor)


def _is_excluded(stretch: Stretch, start: int, end: int) -> bool:
    text, floor = stretch.text, stretch.start
    return (
        excluded.is_ordinal(text, end)
        or excluded.is_date_or_time(text, start, end, floor)
        or excluded.is_reference(text, start, end, floor, stretch.end)
        or excluded.is_list_mark(text, start, end, floor)
        or excluded.is_age_of_name(text, start, end, floor)
        or excluded.is_age_word(text, start, floor)
    )


def _measured(
    stretch: Stretch, numeral: Numeral, money: units.UnitPlace | None, floor: int
) -> Quantity | None:
    text, limit = stretch.text, stretch.end
    start, value, is_signed = _signed(stretch, numeral, money, floor)
    end = numeral.end
    scale = money.scale if money else 1.0
    place = money or _unit_after(text, numeral, limit)
    if place is not None and money is None and _is_year_and_name(stretch, numeral, place):
        return None
    if place is None and _is_unmeasured_name(stretch, numeral):
        return None
    quantity = Quantity(start, end, start, end, value * scale, numeral, is_signed=is_signed)
    if numeral.low is not None and numeral.high is not None:
        quantity = replace(quantity, value=None, low=numeral.low, high=numeral.high)
    if place is None:
        return _counted(stretch, quantity)
    if money is None:
        factor = place.scale
        if place.unit.kind == "money" and (word := _SCALE_AFTER_CODE.match(text, place.end, limit)):
            factor, place = (
                {"m": 1e6, "b": 1e9, "t": 1e12}[word[1][0]],
                replace(place, end=word.end()),
            )
        quantity = replace(quantity, value=value * factor if quantity.value is not None else None)
    whole = _with_unit(stretch, quantity, place, is_before=money is not None)
    return (
        None
        if whole.is_age and _NAME_AFTER.match(text, whole.end, limit) and not stretch.is_title
        else whole
    )


def _signed(
    stretch: Stretch, numeral: Numeral, money: units.UnitPlace | None, floor: int
) -> tuple[int, float, bool]:
    text = stretch.text
    start = money.start if money else numeral.start
    if numeral.form == "digits":
        if money and money.end < numeral.start:
            return start, -numeral.value, True
        if sign := _SIGN.search(text, max(floor, start - 10), start):
            factor = 1.0 if sign[1].lower().startswith("plus") else -1.0
            return sign.start(1), factor * numeral.value, True
        if _SPACED_SIGN.search(text, max(floor, start - 3), start):
            unit = units.unit_after(text, numeral.end, stretch.end)
            if unit is not None and unit.unit.kind == "temperature":
                return text.rindex(text[start - 2], 0, start), -numeral.value, True
    return start, numeral.value, False


def _unit_after(text: str, numeral: Numeral, limit: int) -> units.UnitPlace | None:
    place = units.unit_after(text, numeral.end, limit)
    if place is None and numeral.form in ("vague", "fraction"):
        lead = re.match(r" (?:of )?(?:an? )?(?=[a-z])", text[numeral.end : numeral.end + 8])
        if lead and lead[0] != " ":
            place = units.unit_after(text, numeral.end + lead.end() - 1, limit)
    if place is None or place.unit.name != "pound-mass":
        return place
    is_sum = numeral.scale >= 1e6 and not text.startswith(" of ", place.end)
    return (
        replace(place, unit=Unit("pound sterling", "money"))
        if is_sum and text[place.start : place.end].lower().startswith("pound")
        else place
    )


def _is_year_and_name(stretch: Stretch, numeral: Numeral, place: units.UnitPlace) -> bool:
    """ "During 2016 Stone spoke": the word after the year is somebody's name."""
    first = stretch.text[place.start]
    return (
        first.isupper() and place.unit.kind in ("mass", "money", "volume", "length")
        and excluded.is_year(stretch.text, numeral.start, numeral.end, stretch.start, has_noun=False)
    )  # fmt: skip


def _is_unmeasured_name(stretch: Stretch, numeral: Numeral) -> bool:
    """A year, or the number of a name ("Route 50", "Boeing 737"): no unit follows it."""
    text, start, end = stretch.text, numeral.start, numeral.end
    if numeral.form != "digits" or numeral.scale != 1.0:
        return False
    counted = nouns.read_counted(
        text, end, stretch.end, is_one=numeral.value == 1, is_title=stretch.is_title
    )
    if excluded.is_year(text, start, end, stretch.start, has_noun=counted is not None):
        return True
    if numeral.is_grouped or stretch.is_title:
        return False
    name = excluded.name_before(text, start, stretch.start)
    return (
        name is not None
        and start - len(name) - 1 > stretch.start
        and not (counted and text[counted.start].islower())
    )


def _with_unit(
    stretch: Stretch, quantity: Quantity, place: units.UnitPlace, *, is_before: bool
) -> Quantity:
    text, limit = stretch.text, stretch.end
    if is_before:
        start, end = min(quantity.start, place.start), quantity.number_end
        if text[place.start : place.end].strip().endswith("$") and (
            tail := _TRAILING_US.match(text, end, limit)
        ):
            end = tail.end()
    else:
        start, end = quantity.start, max(place.end, quantity.number_end)
    name, kind = place.unit.name, place.unit.kind
    is_age = False
    if kind == "duration" and (age := _AGE_TAIL.match(text, end, limit)):
        end, is_age = age.end(), True
    elif rate := units.rate_after(text, end, limit) or _rate_after_stuff(stretch, end):
        name, end = f"{name} per {rate[0]}", rate[1]
    return replace(
        quantity, start=start, end=end, unit=name, kind=kind,
        unit_text=text[place.start : place.end].strip(), is_age=is_age,
        is_attributive=not is_before and text[quantity.number_end : quantity.number_end + 1] == "-",
        rule="money" if kind == "money" else f"unit-{kind}",
    )  # fmt: skip


_STUFF = re.compile(r" of (?:[a-z]+ ){0,3}[a-z]+(?= (?:a|per) )")


def _rate_after_stuff(stretch: Stretch, end: int) -> tuple[str, int] | None:
    """The rate behind what is measured: "2.4 billion gallons of fuel a year"."""
    stuff = _STUFF.match(stretch.text, end, min(stretch.end, end + 50))
    return units.rate_after(stretch.text, stuff.end(), stretch.end) if stuff else None


def _counted(stretch: Stretch, quantity: Quantity) -> Quantity | None:
    text, limit, numeral = stretch.text, stretch.end, quantity.numeral
    end = quantity.number_end
    if _AGE_BEFORE.search(
        text, max(stretch.start, quantity.number_start - 16), quantity.number_start
    ):
        return replace(quantity, unit="year", kind="duration", is_age=True, rule="age-of")
    if yo := _YO.match(text, end, limit):
        return replace(
            quantity,
            end=yo.end(),
            unit="year",
            kind="duration",
            unit_text=yo[0].strip(),
            is_age=True,
            rule="age-yo",
        )
    if numeral.form == "fold":
        return replace(
            quantity, unit="fold", kind="share", unit_text=text[end - 4 : end], rule="fold"
        )
    if text.startswith(" times", end) and not text.startswith(" times ", end + 6):
        phrase = Phrase(end + 1, end + 6, end + 1)
        return replace(quantity, end=phrase.end, counted=phrase, rule="times")
    if _FIXED.match(text, end, limit):
        return None
    is_one = numeral.value == 1 and numeral.form in ("words", "digits")
    if (
        is_one
        and numeral.form == "words"
        and text[end : end + 1] != "-"
        and _is_pronoun(stretch, numeral)
    ):
        return None
    if numeral.form == "fraction":
        return _part_of(stretch, quantity)
    if text.startswith("-", end):
        return _hyphenated(stretch, quantity)
    phrase = nouns.read_counted(text, end, limit, is_one=is_one, is_title=stretch.is_title)
    if phrase is not None:
        if rate := units.rate_after(text, phrase.end, limit):
            unit = f"{nouns.lemma(text[phrase.start : phrase.end])} per {rate[0]}"
            return replace(
                quantity,
                end=rate[1],
                unit=unit,
                kind="rate",
                unit_text=text[phrase.start : rate[1]],
                rule="count-rate",
            )
        return replace(quantity, end=phrase.end, counted=phrase, rule="count")
    if numeral.form == "vague" and text.startswith(" of ", end):
        phrase = nouns.read_counted(text, end + 3, limit, is_one=False, is_title=stretch.is_title)
        if phrase is not None:
            return replace(quantity, end=phrase.end, counted=phrase, rule="count-vague")
    if part := _PARTITIVE.match(text, end, limit):
        phrase = nouns.read_counted(
            text, part.end(), limit, is_one=False, is_title=stretch.is_title
        )
        if phrase is not None:
            return replace(
                quantity, end=phrase.end, counted=phrase, is_partitive=True, rule="count-of"
            )
        return None if is_one else replace(quantity, is_partitive=True, rule="count-of-them")
    return _bare(stretch, quantity)


def _is_pronoun(stretch: Stretch, numeral: Numeral) -> bool:
    text = stretch.text
    before = text[max(stretch.start, numeral.start - 12) : numeral.start]
    if _PRONOUN_ONE_BEFORE.search(before) or _ONE_FIXED.match(text, numeral.end, stretch.end):
        return True
    return False


def _part_of(stretch: Stretch, quantity: Quantity) -> Quantity | None:
    """A fraction and what it is part of: "half the homes", "two-thirds of residents"."""
    text, limit, end = stretch.text, stretch.end, quantity.number_end
    lead = _OF_DETERMINER.match(text, end, limit)
    place = lead.end() if lead else end
    phrase = nouns.read_counted(text, place, limit, is_one=False, is_title=stretch.is_title)
    phrase = phrase or nouns.read_counted(
        text, place, limit, is_one=True, is_title=stretch.is_title
    )
    if phrase is None:
        return replace(quantity, rule="fraction")
    return replace(quantity, end=phrase.end, counted=phrase, is_partitive=True, rule="fraction-of")


def _hyphenated(stretch: Stretch, quantity: Quantity) -> Quantity | None:
    """ "An eight-count indictment": the hyphened noun is what is counted."""
    compound = _COMPOUND_WORD.match(stretch.text, quantity.number_end, stretch.end)
    if (
        compound is None
        or quantity.numeral.value == 1
        and compound[2].lower() not in ("count", "bedroom", "story", "page")
    ):
        return None
    phrase = Phrase(compound.start(2), compound.end(2), compound.start(2))
    return replace(
        quantity, end=compound.end(2), counted=phrase, is_attributive=True, rule="count-hyphened"
    )


def _bare(stretch: Stretch, quantity: Quantity) -> Quantity | None:
    """A number with nothing beside it is kept until ranges and lists are joined."""
    if quantity.numeral.form == "vague":
        return None
    return replace(quantity, rule=_BARE)


# ---- joining

_COMPOUND_JOINT = re.compile(r",? (?:and )?")
_LARGER = {
    "year": ("month", 12.0),
    "hour": ("minute", 60.0),
    "dollar": ("cent", 100.0),
    "week": ("day", 7.0),
    "minute": ("second", 60.0),
}


def _join_parts(stretch: Stretch, singles: list[Quantity]) -> list[Quantity]:
    """Make one of "10 years and eight months" and "3 dollars 50 cents"."""
    joined: list[Quantity] = []
    for quantity in singles:
        before = joined[-1] if joined else None
        if before is not None and (whole := _compound(stretch.text, before, quantity)) is not None:
            joined[-1] = whole
        else:
            joined.append(quantity)
    return joined


def _compound(text: str, large: Quantity, small: Quantity) -> Quantity | None:
    if large.unit is None or large.value is None or small.value is None or large.is_age:
        return None
    gap = text[large.end : small.start]
    if not _COMPOUND_JOINT.fullmatch(gap) or large.is_attributive:
        return None
    if large.unit in _LARGER and small.unit == _LARGER[large.unit][0]:
        parts = _LARGER[large.unit][1]
    elif (
        large.kind == "money"
        and large.unit_text
        and large.unit_text[0].isalpha()
        and small.is_bare
        and gap.strip() != ","
    ):
        parts = 100.0
    else:
        return None
    if not 0 < small.value < parts or not float(large.value).is_integer():
        return None
    return replace(
        large, end=small.end, number_end=small.number_end, value=large.value + small.value / parts,
        is_age=small.is_age, rule="compound",
    )  # fmt: skip


_RANGE_JOINT = re.compile(
    r" ?[-–—] ?|,? (?:up )?to (?:about |nearly |as much as )?| to-| (?:and|through|until) |-to-",
    re.IGNORECASE,
)
_BETWEEN = re.compile(r"\bbetween (?:about |around |approximately |roughly )?$", re.IGNORECASE)
# "Rose 5 points to 70" and "fell from 9 to 6" tell two levels; "priced from 6 to 9" is a range.
_CHANGE_BEFORE = re.compile(
    r"\b(?:rose|rise[sn]?|rising|increas(?:e|ed|es|ing)|grew|grown|grow(?:s|ing)?|gain(?:ed|s|ing)?"
    r"|climb(?:ed|s|ing)?|jump(?:ed|s|ing)?|added|surg(?:ed|es|ing)|up|fell|fall(?:s|en|ing)?"
    r"|dropp(?:ed|ing)|drops?|declin(?:ed|es?|ing)|decreas(?:ed?|es|ing)|down|lost|slipp(?:ed|ing)|cut"
    r"|reduced|lowered|slid|sank|shed|raised|revised|went|moved|doubled|tripled|shrank|shrunk|changed"
    r"|expanded|boost(?:ed|ing)?) (?:[a-z]+ly )?(?:by |from )?"
    r"(?:about |nearly |almost |another |an additional |more than |just |only )?$",
    re.IGNORECASE,
)


def _join_ranges(stretch: Stretch, singles: list[Quantity]) -> list[Quantity]:
    joined: list[Quantity] = []
    for quantity in singles:
        before = joined[-1] if joined else None
        if before is None:
            joined.append(quantity)
            continue
        whole = _range(stretch, before, quantity)
        if whole is not None:
            joined[-1] = whole
        elif quantity.start < before.end:
            joined[-1] = _cut_back(before)
            joined.append(quantity)
        else:
            joined.append(quantity)
    return [q for q in joined if not _is_score(stretch, q)]


def _cut_back(quantity: Quantity) -> Quantity:
    """Give up a counted phrase that reaches into the next number."""
    return replace(quantity, end=quantity.number_end, counted=None)


def _range(stretch: Stretch, low: Quantity, high: Quantity) -> Quantity | None:
    text = stretch.text
    if (
        low.value is None
        or high.value is None
        or low.counted is not None
        and not low.is_attributive
    ):
        return None
    joint = text[low.end : high.start]
    is_bare_low = low.is_bare
    if (
        is_bare_low
        and high.kind == "money"
        and text[high.number_start : high.number_start + 1]
        and not _RANGE_JOINT.fullmatch(joint)
    ):
        return None
    if not _RANGE_JOINT.fullmatch(joint):
        return None
    word = joint.strip().lower()
    before = text[max(stretch.start, low.start - 30) : low.start]
    if word in ("and",) and not _BETWEEN.search(before):
        return None
    if word.endswith(("to", "to-")) and _CHANGE_BEFORE.search(before):
        return None
    if (
        not is_bare_low
        and low.unit != high.unit
        and not (low.unit and high.unit and high.unit.startswith(low.unit))
    ):
        if not (low.kind == "money" and high.is_bare):
            return None
    return _ranged(text, low, high, is_bare_low)


def _ranged(text: str, low: Quantity, high: Quantity, is_bare_low: bool) -> Quantity | None:
    first, last = low.value, high.value
    assert first is not None and last is not None
    factor = high.numeral.scale if high.numeral.scale > 1 and high.numeral.form == "digits" else 1.0
    if high.numeral.scale > 1 and high.numeral.raw:
        factor = abs(high.numeral.value / high.numeral.raw)
    if (
        low.numeral.scale == 1
        and factor > 1
        and abs(first) < 1000
        and abs(first) < high.numeral.raw
    ):
        first *= factor
    if first == last:
        return None
    owner = low if high.is_bare and not low.is_bare else high
    return replace(
        high, start=low.start, number_start=low.number_start, value=None,
        low=min(first, last), high=max(first, last), unit=owner.unit, kind=owner.kind,
        unit_text=owner.unit_text, is_age=high.is_age, rule="range",
    )  # fmt: skip


def _is_score(stretch: Stretch, quantity: Quantity) -> bool:
    """ "Won 9-2", "a 5-4 vote": small bare numbers about a hyphen are no range."""
    if quantity.rule != "range" or quantity.unit is not None:
        return False
    number = stretch.text[quantity.number_start : quantity.number_end]
    return bool(re.fullmatch(r"\d{1,2}[-–]\d{1,2}", number)) and quantity.counted is None


_LIST_JOINT = re.compile(r",? (?:and|or|&) |, | ?/ ?|-?,? (?:and |or )?", re.IGNORECASE)


def _share_units(stretch: Stretch, found: list[Quantity]) -> list[Quantity]:
    """Give "2, 3 and 5 kilograms" and "four-, five- and six-storey" one unit for all."""
    shared = list(found)
    for index in range(len(shared) - 2, -1, -1):
        quantity, following = shared[index], shared[index + 1]
        if not quantity.is_bare or following.is_bare or quantity.is_partitive:
            continue
        joint = stretch.text[quantity.end : following.start]
        if (
            _LIST_JOINT.fullmatch(joint)
            and joint.strip()
            and (
                following.kind != "money"
                or not following.unit_text
                or following.unit_text.isalpha()
            )
        ):
            shared[index] = replace(
                quantity, unit=following.unit, kind=following.kind, unit_text=following.unit_text,
                counted=following.counted, rule="shared",
            )  # fmt: skip
    return shared
