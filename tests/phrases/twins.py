"""Numbers that are none: ordinals, scores, dates, times, names and references, by the hundred."""

import random
from collections.abc import Iterator
from datetime import date, time

from babel.dates import format_date, format_time
from num2words import num2words

_NAMES = (
    "A spokesman of 3M declined to comment.", "The 3M plant will close.", "A 2M report is due.",
    "The Boeing 737 landed safely.", "The Airbus A320 took off late.", "The 5G network is new.",
    "It is barred by Section 230 of the act.", "They met at a 7-Eleven store.",
    "The F-150 was stolen.", "Agents found an AK-47 there.", "The MS-13 gang was named.",
    "The COVID-19 ward reopened.", "He was seen near Pier 39 again.", "The Route 66 sign fell.",
    "The S&P 500 fell again.", "It is a 5K run for charity.", "The 4K camera was new.",
    "The team of Sector 12 arrived.", "The H1N1 virus spread.", "Camp 14 was closed.",
    "The G20 summit ended.", "Area 51 was closed.", "The band U2 played.", "Formula 1 returns.",
    "The B-52 bombers left.", "The Model 3 recall went on.", "The M16 rifle was sold.",
    "Windows 11 was installed.", "Channel 4 aired the film.", "Chapter 11 protection was granted.",
    "Title IX and Title 18 apply.", "Building 7 was cleared.", "Engine 9 responded.",
    "Interstate 95 was shut.", "Flight 370 vanished.", "Apollo 11 landed.", "Highway 101 is open.",
    "A 24/7 hotline was set up.", "They work nine-to-five.", "It is a one-way street.",
)  # fmt: skip
_STREETS = ("Oak Street", "North Harbor Road", "N. Sixth Avenue", "W Locust", "E. 5th", "Elm Ave.")
_FILES = (
    "The file number is {}.", "See Release No. {} for more.", "The case is Docket No. {}.",
    "The court heard Case No. {} again.", "Reference: No. {}.", "Bill No. {} passed.",
)  # fmt: skip
_NOUNS = ("order", "veto", "meeting", "anniversary", "district", "case", "woman", "floor")


def twins(seed: int, count: int) -> Iterator[tuple[str, str]]:
    """So many sentences without any figure, each with the kind of number that it holds."""
    rng = random.Random(seed)
    kinds = (_ordinal, _ordinal_digits, _score, _date, _time, _name, _street, _file, _decade, _year)
    for index in range(count):
        kind = kinds[index % len(kinds)]
        yield kind(rng), kind.__name__.strip("_")


def every_ordinal() -> Iterator[str]:
    """The ordinals to 99, in words and in digits, each in a sentence."""
    for number in range(1, 100):
        for written in (num2words(number, to="ordinal"), num2words(number, to="ordinal_num")):
            yield f"The governor signed her {written} order of the term."
            yield f"It was the {written} veto."


def _ordinal(rng: random.Random) -> str:
    written = num2words(rng.randint(1, 99), to="ordinal")
    return f"The office marked its {written} {rng.choice(_NOUNS)} in the spring."


def _ordinal_digits(rng: random.Random) -> str:
    written = num2words(rng.randint(1, 199), to="ordinal_num")
    return f"The {written} {rng.choice(_NOUNS)} of the county was named."


def _score(rng: random.Random) -> str:
    high, low = rng.randint(21, 90), rng.randint(0, 20)
    dash = rng.choice("-–")
    carrier = rng.choice(
        (
            "The team won {}.", "The council voted {}.", "The motion passed {}.",
            "It lost {} on Sunday.",
            "The bill passed by a vote of {}.", "The final score was {}.", "A {} decision came.",
            "It was a {} vote.",
        )
    )  # fmt: skip
    return carrier.format(f"{high}{dash}{low}")


def _day(rng: random.Random) -> date:
    return date(rng.randint(1995, 2029), rng.randint(1, 12), rng.randint(1, 28))


def _date(rng: random.Random) -> str:
    style = rng.choice(("short", "medium", "long", "full"))
    written = format_date(_day(rng), style, locale=rng.choice(("en", "en_GB")))
    return f"The hearing was held on {written}."


def _time(rng: random.Random) -> str:
    written = format_time(
        time(rng.randint(0, 23), rng.choice((0, 5, 15, 30, 45))), "short",
        locale=rng.choice(("en", "en_GB")),
    )  # fmt: skip
    return f"Officers arrived at {written} that night."


def _name(rng: random.Random) -> str:
    return rng.choice(_NAMES)


def _street(rng: random.Random) -> str:
    return f"Crews were sent to {rng.randint(1, 9999)} {rng.choice(_STREETS)} at noon."


def _file(rng: random.Random) -> str:
    number = rng.choice(
        (f"{rng.randint(1, 99999)}", f"{rng.randint(19, 26)}-{rng.randint(1, 999)}")
    )
    return rng.choice(_FILES).format(number)


def _decade(rng: random.Random) -> str:
    written = rng.choice((f"{rng.randint(190, 202)}0s", f"mid-{rng.randint(190, 202)}0s", "’90s"))
    return f"The mill dates from the {written}."


def _year(rng: random.Random) -> str:
    year = rng.randint(1900, 2040)
    carrier = rng.choice(
        (
            "Since {} the pier has been closed.", "It will open around {}.", "By {} it was gone.",
            "The {} election was quiet.", "The season of {} ended.",
        )
    )  # fmt: skip
    return carrier.format(year if rng.random() < 0.8 else f"{year}-{(year + 1) % 100:02}")
