"""Phrases of quantities with what they say, in carrier sentences of ours: the whole product of
numeral, unit, range, rate, sign, hedge and change, drawn from a seed.
"""

import random
from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple

from num2words import num2words

from tests.phrases import numbers, units
from tests.phrases.numbers import Written


class Said(NamedTuple):
    """A figure that a phrase says, as Lede must read it."""

    value: Decimal | None
    low: Decimal | None = None
    high: Decimal | None = None
    unit: str | None = None
    relation: str = "="
    counted: str | None = None


class Phrase(NamedTuple):
    """A sentence, all the figures in it, and the shapes that made it."""

    text: str
    said: tuple[Said, ...]
    shape: str


# The slot stands for the whole quantity, its hedge included.
_COUNTING = (
    "The agency counted {} on Monday.", "Officials said {} were affected by the storm.",
    "The report lists {} in the county.", "Crews reached {} before noon.",
    "{} were moved from the valley.", "The office has seen {} since the spring.",
    "Inspectors visited {} in the region, the board said.", "That leaves {} without help.",
    "According to the mayor, {} were involved.", "The plan covers {} and their families.",
)  # fmt: skip
_MEASURING = (
    "The new line measured {} in the test.", "Engineers recorded {} at the site.",
    "The meter showed {} on Monday.", "The report puts it at {} for the county.",
    "The sample came to {}, the laboratory said.", "It was {} at the old dam.",
    "The device is rated at {} by its maker.", "The limit was set at {} last spring.",
)  # fmt: skip
_PAYING = (
    "The board paid {} for the repair.", "The grant is worth {}, the mayor said.",
    "He was fined {} on Monday.", "The project will cost {} in all.",
    "The city set aside {} for new pipes.", "Damage was put at {} by the insurer.",
    "The agency awarded {} to the college.", "A total of {} was stolen, police said.",
)  # fmt: skip
_HEDGES = (
    ("about {}", "~"), ("around {}", "~"), ("nearly {}", "~"), ("almost {}", "~"),
    ("roughly {}", "~"), ("approximately {}", "~"), ("an estimated {}", "~"), ("close to {}", "~"),
    ("more than {}", ">"), ("at least {}", ">"), ("over {}", ">"), ("no fewer than {}", ">"),
    ("upwards of {}", ">"), ("up to {}", "<"), ("less than {}", "<"), ("fewer than {}", "<"),
    ("under {}", "<"), ("at most {}", "<"), ("as many as {}", "<"), ("no more than {}", "<"),
    ("exactly {}", "="), ("a total of {}", "="),
)  # fmt: skip
_TAILS = (
    ("{}-plus", ">"), ("{}-odd", "~"), ("{} or so", "~"), ("{} or more", ">"), ("{}+", ">"),
    ("{}-some", "~"),
)  # fmt: skip


def phrases(seed: int, count: int) -> Iterator[Phrase]:
    """So many phrases, always the same of a seed; each kind comes as often as another."""
    rng = random.Random(seed)
    kinds = (
        _count, _measure, _money, _money_range, _count_range, _measure_range, _rate, _based_rate,
        _signed, _change, _levels, _compound, _ratio, _tailed, _attributive, _listed,
        _elided, _series, _unlike_range, _unlike_money_range,
    )  # fmt: skip
    for index in range(count):
        yield kinds[index % len(kinds)](rng)


def _hedged(rng: random.Random, text: str, written: Written, kind: str = "") -> tuple[str, str]:
    """The quantity with a hedge before it; "over ten hours" may say when, and is left out."""
    if written.is_about:
        return text, "~"
    if rng.random() < 0.5:
        return text, "="
    hedge, relation = rng.choice(_HEDGES)
    while hedge == "over {}" and kind == "duration":
        hedge, relation = rng.choice(_HEDGES)
    return hedge.format(text), relation


def _placed(rng: random.Random, carriers: tuple[str, ...], slot: str) -> str:
    carrier = rng.choice(carriers)
    text = carrier.format(slot)
    return text[0].upper() + text[1:]


def _count(rng: random.Random) -> Phrase:
    written, noun = rng.choice(numbers.OF_THINGS)(rng), units.counted(rng)
    slot, relation = _hedged(rng, f"{written.text} {noun}", written)
    said = Said(written.value, relation=relation, counted=noun)
    return Phrase(_placed(rng, _COUNTING, slot), (said,), f"count/{written.shape}")


def _measure(rng: random.Random) -> Phrase:
    written, unit = rng.choice(numbers.ANYWHERE)(rng), units.measured(rng)
    while unit.name == "pound-mass" and written.value >= 10**6:
        # Millions of pounds are money.
        unit = units.measured(rng)
    slot, relation = _hedged(rng, unit.text.format(written.text), written, unit.kind)
    said = Said(written.value, unit=unit.name, relation=relation)
    return Phrase(_placed(rng, _MEASURING, slot), (said,), f"measure/{written.shape}")


def _money(rng: random.Random) -> Phrase:
    place = rng.choice((units.signed_money, units.coded_money, units.named_money))
    unit = place(rng)
    shapes = numbers.ANYWHERE if place is units.named_money else numbers.WITH_SIGN
    written = rng.choice(shapes)(rng)
    slot, relation = _hedged(rng, unit.text.format(written.text), written)
    said = Said(written.value, unit=unit.name, relation=relation)
    return Phrase(_placed(rng, _PAYING, slot), (said,), f"money/{place.__name__}/{written.shape}")


def _is_readable(low: Written, joint: str) -> bool:
    """Whether the end of the first number shows: "ninety-eight hundred" could be one number."""
    if low.shape != "words" or joint not in ("{}-{}", "between {} and {}"):
        return True
    return low.value < 20 or bool(low.value % (10 if joint == "{}-{}" else 100))


_JOINTS = ("{}-{}", "{}–{}", "{} – {}", "{} to {}", "between {} and {}", "{} through {}")


def _money_range(rng: random.Random) -> Phrase:
    """The sign and the scale on both ends or on one."""
    low, high = numbers.small_and_large(rng)
    while low.shape in ("words", "mixed"):
        low, high = numbers.small_and_large(rng)
    unit = units.signed_money(rng)
    sign = unit.text.removesuffix("{}")
    joint = rng.choice(_JOINTS[:5])
    scale, power = rng.choice((("", 0), (" million", 6), (" billion", 9), ("m", 6), ("bn", 9)))
    if low.shape == "grouped":
        scale, power = "", 0
    both_scaled = rng.random() < 0.5
    first = sign + low.text + (scale if both_scaled else "")
    second = rng.choice((sign, "")) + high.text + scale
    said = Said(None, low.value * 10**power, high.value * 10**power, unit.name)
    text = _placed(rng, _PAYING, joint.format(first, second))
    return Phrase(text, (said,), f"money-range/{low.shape}{scale}/{joint}")


def _count_range(rng: random.Random) -> Phrase:
    low, high = numbers.small_and_large(rng)
    while low.shape in ("decimal", "mixed"):
        low, high = numbers.small_and_large(rng)
    noun = units.counted(rng)
    joint = rng.choice([each for each in _JOINTS if _is_readable(low, each)])
    scale, power = rng.choice((("", 0), (" million", 6), (" thousand", 3)))
    if low.value >= 1000 or " " in low.text or "hundred" in high.text:
        scale, power = "", 0
    slot = f"{joint.format(low.text, high.text + scale)} {noun}"
    said = Said(None, low.value * 10**power, high.value * 10**power, counted=noun)
    return Phrase(_placed(rng, _COUNTING, slot), (said,), f"count-range/{low.shape}{scale}/{joint}")


def _measure_range(rng: random.Random) -> Phrase:
    """The unit on both ends or on the last alone."""
    low, high = numbers.small_and_large(rng)
    unit = units.measured(rng)
    joint = rng.choice([each for each in _JOINTS if _is_readable(low, each)])
    first = unit.text.format(low.text) if rng.random() < 0.3 else low.text
    slot = joint.format(first, unit.text.format(high.text))
    said = Said(None, low.value, high.value, unit.name)
    return Phrase(_placed(rng, _MEASURING, slot), (said,), f"measure-range/{low.shape}/{joint}")


_PER = (
    ("{} a month", "month"), ("{} per household", "household"), ("{} an hour", "hour"),
    ("{} a gallon", "gallon"), ("{} per share", "share"), ("{} a day", "day"),
    ("{} per tonne", "tonne"), ("{} a year", "year"), ("{} per student", "student"),
    ("{} a barrel", "barrel"), ("{} per square foot", "square foot"), ("{}/hour", "hour"),
    ("{} per kilowatt hour", "kilowatt hour"),
)  # fmt: skip


def _rate(rng: random.Random) -> Phrase:
    unit, written = units.signed_money(rng), rng.choice(numbers.WITH_SIGN)(rng)
    rate, base = rng.choice(_PER)
    slot, relation = _hedged(rng, rate.format(unit.text.format(written.text)), written)
    said = Said(written.value, unit=f"{unit.name} per {base}", relation=relation)
    return Phrase(_placed(rng, _PAYING, slot), (said,), f"rate/{written.shape}/{rate}")


def _based_rate(rng: random.Random) -> Phrase:
    """As in "12.4 deaths per 100,000 residents": the base is no figure."""
    written = rng.choice((numbers.plain, numbers.decimal))(rng)
    noun = rng.choice(("", " deaths", " cases", " crashes"))
    base = rng.choice(("100,000", "1,000", "10,000", "million"))
    of = rng.choice(("residents", "people", "births", "households"))
    number = {"million": "1,000,000"}.get(base, base)
    single = {"": "", " deaths": "death ", " cases": "case ", " crashes": "crash "}[noun]
    said = Said(written.value, unit=f"{single}per {number} {of}")
    carrier = rng.choice(("The rate was {} in the county.", "It fell to {}, the office said."))
    return Phrase(carrier.format(f"{written.text}{noun} per {base} {of}"), (said,), "based-rate")


def _signed(rng: random.Random) -> Phrase:
    number = Decimal(rng.randint(2, 400)) / rng.choice((1, 10))
    sign, factor = rng.choice((("-", -1), ("−", -1), ("minus ", -1)))
    what, name = rng.choice(
        (
            (" degrees Celsius", "celsius"), ("°C", "celsius"), ("%", "percent"),
            (" percent", "percent"), ("°F", "fahrenheit"),
            (" percentage points", "percentage point"),
        )
    )  # fmt: skip
    relation = "down" if "per" in name and sign != "minus " else "="
    said = Said(number * factor, unit=name, relation=relation)
    carrier = rng.choice(("The reading was {} at dawn.", "The index stood at {} on Monday."))
    return Phrase(carrier.format(f"{sign}{number}{what}"), (said,), f"signed/{name}")


_UP = ("rose", "increased", "grew", "climbed", "jumped")
_DOWN = ("fell", "dropped", "declined", "decreased", "slipped")


def _change(rng: random.Random) -> Phrase:
    """As in "Rose by 18 degrees", "fell 3 to 5 feet"."""
    verbs, relation = rng.choice(((_UP, "up"), (_DOWN, "down")))
    unit, by = units.measured(rng), rng.choice(("by ", ""))
    verb = rng.choice(verbs)
    if rng.random() < 0.5:
        written = rng.choice((numbers.plain, numbers.decimal, numbers.grouped))(rng)
        said, slot = Said(written.value, unit=unit.name, relation=relation), written.text
    else:
        low, high = numbers.small_and_large(rng)
        said = Said(None, low.value, high.value, unit.name, relation)
        joint = rng.choice([j for j in ("{} to {}", "{}-{}") if _is_readable(low, j)])
        slot = joint.format(low.text, high.text)
    text = f"The level {verb} {by}{unit.text.format(slot)} in the spring."
    return Phrase(text, (said,), f"change/{verb}/{by}{'range' if said.low else 'one'}")


def _levels(rng: random.Random) -> Phrase:
    """As in "Fell from 40 feet to 31": two levels, the unit said of both or of one."""
    low, high = numbers.small_and_large(rng)
    unit, (verbs, is_up) = units.measured(rng), rng.choice(((_UP, True), (_DOWN, False)))
    first, second = (low, high) if is_up else (high, low)
    both = [unit.text.format(first.text), unit.text.format(second.text)]
    text = f"The level {rng.choice(verbs)} from {both[0]} to {both[1]} in the spring."
    said = tuple(Said(each.value, unit=unit.name) for each in (first, second))
    return Phrase(text, said, f"levels/{first.shape}")


def _elided(rng: random.Random) -> Phrase:
    """As in "From 208 pounds to 193": the second level goes without its unit."""
    low, high = numbers.small_and_large(rng)
    unit, (verbs, is_up) = units.measured(rng), rng.choice(((_UP, True), (_DOWN, False)))
    first, second = (low, high) if is_up else (high, low)
    end = rng.choice(("", " in the spring", ", the office said", " by Monday"))
    text = (
        f"The level {rng.choice(verbs)} from {unit.text.format(first.text)} to {second.text}{end}."
    )
    said = tuple(Said(each.value, unit=unit.name) for each in (first, second))
    return Phrase(text, said, f"elided/{first.shape}{end}")


def _series(rng: random.Random) -> Phrase:
    """As in "From 3 to 5 percent, and 7 in March": a third level goes without its unit too."""
    first, second, third = (Decimal(rng.randint(2, 99)) for _ in range(3))
    while first >= second or third in (first, second):
        first, second, third = (Decimal(rng.randint(2, 99)) for _ in range(3))
    unit, name = rng.choice(
        (("percent", "percent"), ("miles", "mile"), ("tonnes", "tonne"), ("degrees", "degree"))
    )
    months = rng.sample(("March", "April", "June", "October"), 2)
    text = f"It rose from {first} to {second} {unit} in {months[0]}, and {third} in {months[1]}."
    said = tuple(Said(value, unit=name) for value in (first, second, third))
    return Phrase(text, said, "series")


def _unlike_range(rng: random.Random) -> Phrase:
    """The two ends in unlike shapes: "five to 10", "eight hundred to 1,200", "9 to two dozen"."""
    low, high = numbers.of_two_shapes(rng, numbers.ENDS)
    noun = units.counted(rng)
    joint = rng.choice([each for each in _JOINTS[3:] if _is_readable(low, each)])
    slot = f"{joint.format(low.text, high.text)} {noun}"
    said = Said(None, low.value, high.value, counted=noun)
    return Phrase(
        _placed(rng, _COUNTING, slot), (said,), f"unlike/{low.shape}/{high.shape}/{joint}"
    )


def _unlike_money_range(rng: random.Random) -> Phrase:
    """A sign or a code on both ends, each with its own scale: "$900 million to $1.2 billion"."""
    low, high = numbers.of_two_shapes(rng, numbers.MONEY_ENDS)
    unit = rng.choice((units.signed_money, units.coded_before))(rng)
    joint = rng.choice(_JOINTS[:5])
    slot = joint.format(unit.text.format(low.text), unit.text.format(high.text))
    said = Said(None, low.value, high.value, unit.name)
    return Phrase(
        _placed(rng, _PAYING, slot), (said,), f"unlike-money/{low.shape}/{high.shape}/{joint}"
    )


_COMPOUNDS = (
    (("feet", "inches"), "foot", 12, 9), (("pounds", "ounces"), "pound-mass", 16, 40),
    (("hours", "minutes"), "hour", 60, 30), (("years", "months"), "year", 12, 40),
    (("ft", "in"), "foot", 12, 9), (("lb", "oz"), "pound-mass", 16, 40),
    (("minutes", "seconds"), "minute", 60, 50), (("weeks", "days"), "week", 7, 20),
    (("gallons", "pints"), "gallon", 8, 40), (("metres", "centimetres"), "metre", 100, 40),
)  # fmt: skip


def _compound(rng: random.Random) -> Phrase:
    (large, small), name, parts, most = rng.choice(_COMPOUNDS)
    whole, part = rng.randint(2, most), rng.randint(2, parts - 1)
    joint = rng.choice((" ", ", ", " and "))
    spell = rng.choice((str, num2words)) if len(large) > 2 else str
    slot = f"{spell(whole)} {large}{joint}{spell(part)} {small}"
    said = Said(whole + Decimal(part) / parts, unit=name)
    return Phrase(_placed(rng, _MEASURING[:4], slot), (said,), f"compound/{large}{joint}")


def _ratio(rng: random.Random) -> Phrase:
    top = rng.choice((1, 1, 2, 3))
    whole = rng.choice([number for number in (4, 5, 8, 10, 20, 100) if number > top])
    spell = rng.choice((str, num2words))
    joint = rng.choice((" in ", " out of ", " out of every ", " of every "))
    noun = rng.choice(("households", "tenants", "children", "adults", "homes"))
    carrier = rng.choice(("{} {} had no heat.", "Officials said {} {} had no heat."))
    text = carrier.format(f"{spell(top)}{joint}{spell(whole)}", noun)
    said = Said(Decimal(top) / whole, counted=noun)
    return Phrase(text[0].upper() + text[1:], (said,), f"ratio{joint}/{spell.__name__}")


def _tailed(rng: random.Random) -> Phrase:
    """As in "10-plus residents", "300-odd homes", "a dozen or so boats"."""
    written = rng.choice((numbers.plain, numbers.grouped))(rng)
    tail, relation = rng.choice(_TAILS)
    if rng.random() < 0.2:
        written, tail, relation = Written("a dozen", Decimal(12), "dozen"), "{} or so", "~"
    noun = units.counted(rng)
    slot = f"{tail.format(written.text)} {noun}"
    said = Said(written.value, relation=relation, counted=noun)
    return Phrase(_placed(rng, _COUNTING, slot), (said,), f"tail/{tail}")


def _attributive(rng: random.Random) -> Phrase:
    """As in "A 40-mile road", "a $3 million grant", "a 10-12-foot wall"."""
    unit, name = rng.choice(
        (
            ("mile", "mile"), ("foot", "foot"), ("year", "year"), ("acre", "acre"), ("day", "day"),
            ("pound", "pound-mass"), ("gallon", "gallon"), ("megawatt", "megawatt"),
        )
    )  # fmt: skip
    low, high = sorted(rng.sample(range(3, 99), 2))
    slot, said = f"{low}-{unit}", Said(Decimal(low), unit=name)
    if rng.random() < 0.5:
        joint = rng.choice(("-", "- to ", "-to-", "–"))
        slot, said = f"{low}{joint}{high}-{unit}", Said(None, Decimal(low), Decimal(high), name)
    noun = rng.choice(("plan", "project", "zone", "tank", "trial"))
    return Phrase(f"The board approved the {slot} {noun} on Monday.", (said,), "attributive")


def _listed(rng: random.Random) -> Phrase:
    """As in "2, 3 and 5 kilograms": one unit for all."""
    found = sorted(rng.sample(range(2, 900), 3))
    unit, name = rng.choice((("kilograms", "kilogram"), ("miles", "mile"), ("percent", "percent")))
    text = f"The bags held {found[0]}, {found[1]} and {found[2]} {unit} of sand."
    return Phrase(text, tuple(Said(Decimal(value), unit=name) for value in found), "list")
