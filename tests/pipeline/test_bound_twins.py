"""Twins of bounds: for each way to say one, figures that reach it and figures that do not."""

from functools import cache
from itertools import product

import pytest

from domain.errors import UnreadableInputError
from pipeline.bounds import read_threshold
from pipeline.thresholds import Numbers, reaching
from tests.pipeline.test_thresholds import told

# How a bound is said, and which of 39, 40 and 41 reach it.
SAID = {
    "at least {}": (40, 41),
    "no fewer than {}": (40, 41),
    "a minimum of {}": (40, 41),
    "not below {}": (40, 41),
    ">= {}": (40, 41),
    "mindestens {}": (40, 41),
    "au moins {}": (40, 41),
    "al menos {}": (40, 41),
    "more than {}": (41,),
    "over {}": (41,),
    "above {}": (41,),
    "exceeding {}": (41,),
    "in excess of {}": (41,),
    "upwards of {}": (41,),
    "north of {}": (41,),
    "> {}": (41,),
    "mehr als {}": (41,),
    "plus de {}": (41,),
    "más de {}": (41,),
    "fewer than {}": (39,),
    "under {}": (39,),
    "below {}": (39,),
    "south of {}": (39,),
    "weniger als {}": (39,),
    "moins de {}": (39,),
    "menos de {}": (39,),
    "at most {}": (39, 40),
    "no more than {}": (39, 40),
    "up to {}": (39, 40),
    "a maximum of {}": (39, 40),
    "höchstens {}": (39, 40),
    "exactly {}": (40,),
}
BEHIND = {"{} or more": (40, 41), "{}+": (40, 41), "{} or fewer": (39, 40), "{} at most": (39, 40)}
BETWEEN = (
    "between {} and 45",
    "from {} to 45",
    "{} to 45",
    "{}–45",
    "between {} and forty-five",
)
# The number and the thing in each form: how it is typed, how a release says it.
ARRESTS = ("{} arrests", "Officers made {} arrests in the port on Monday.")
TIN = ("{} kilograms of tin", "Crews weighed {} kilograms of tin on Monday.")
FINES = ("${} million in fines", "The board imposed ${} million in fines on Monday.")
SHARE = ("{} percent of votes", "She won {} percent of votes on Monday.")


@cache
def numbers(text: str) -> Numbers:
    return Numbers(told(text))


def reached(phrase: str, text: str) -> tuple[int, ...]:
    """Which of three neighbours reach a bound."""
    bound = read_threshold(phrase)
    return tuple(n for n in (39, 40, 41) if reaching(bound, numbers(text.format(n))))


@pytest.mark.parametrize(
    "said, of",
    [*product(SAID, (ARRESTS, TIN, FINES, SHARE)), *product(BEHIND, (ARRESTS, TIN, SHARE))],
)
def test_figures_on_the_right_side_of_a_bound_reach_it(said: str, of: tuple[str, str]) -> None:
    typed, text = of
    number, _, thing = typed.partition("{}")
    phrase = said.format(f"{number}40") + thing
    if said in BEHIND:
        thing = thing.removeprefix(" kilograms").removeprefix(" percent")
        unit = typed.partition("{}")[2].removesuffix(thing)
        phrase = said.format(f"40{unit}") + thing
    assert reached(phrase, text) == (SAID | BEHIND)[said], phrase


@pytest.mark.parametrize("said", BETWEEN)
def test_figures_between_two_ends_reach_them(said: str) -> None:
    assert reached(f"{said.format(40)} arrests", ARRESTS[1]) == (40, 41)
    assert not reaching(
        read_threshold(f"{said.format(40)} arrests"), numbers(ARRESTS[1].format(46))
    )


@pytest.mark.parametrize("written", ["40", "forty"])
def test_a_number_in_words_is_the_number(written: str) -> None:
    assert reached(f"more than {written} arrests", ARRESTS[1]) == (41,)
    forty = numbers("Officers made forty arrests in the port on Monday.")
    assert reaching(read_threshold(f"at least {written} arrests"), forty)
    assert not reaching(read_threshold(f"over {written} arrests"), forty)


@pytest.mark.parametrize("said", SAID)
def test_a_figure_of_another_kind_never_reaches_a_bound(said: str) -> None:
    for text in (TIN[1], FINES[1], SHARE[1]):
        assert reached(f"{said.format(40)} arrests", text) == ()


@pytest.mark.parametrize(
    "phrase, low, high, unit",
    [
        ("more than 1903 arrests", 1903, None, None),  # no year
        ("2000 or more jobs", 2000, None, None),
        ("half a million jobs or more", 500_000, None, None),
        ("grants over three quarters of a million dollars", 750_000, None, "dollar"),
        ("a six-figure settlement", 100_000, 999_999, None),
        ("settlement of seven figures", 1_000_000, 9_999_999, None),
        ("fines between $1 and 2 million", 1_000_000, 2_000_000, "dollar"),
        ("between a hundred and two hundred cases", 100, 200, None),
        ("fines greater than 1.000.000 €", 1_000_000, None, "euro"),
    ],
)
def test_numbers_in_other_dress(
    phrase: str, low: float, high: float | None, unit: str | None
) -> None:
    bound = read_threshold(phrase)
    assert (bound.low, bound.high, bound.unit) == (low, high, unit)


@pytest.mark.parametrize(
    "phrase, direction, words",
    [
        ("prices up more than 10%", "up", ("prices",)),
        ("increase in rents over 5 percent", "up", ("rents",)),
        ("drop in prices of at least 3 percent", "down", ("prices",)),
        ("rate hike of at least 25 basis points", "up", ("rate",)),
        ("prices over 10%", None, ("prices",)),
        ("upstairs rooms over 10", None, ("upstairs", "rooms")),
    ],
)
def test_a_rise_is_asked_for_before_and_behind_its_thing(
    phrase: str, direction: str | None, words: tuple[str, ...]
) -> None:
    bound = read_threshold(phrase)
    assert (bound.direction, bound.words) == (direction, words)


@pytest.mark.parametrize(
    "phrase",
    [
        "arrests 2026",
        "1984 arrests",
        "seniors older than 65",
        "sentences longer than 20",
        "at least 1 in 5 schools",
        "half-figure deaths",
        "about 50 arrests",
        "thousands of layoffs",
        "twice as many arrests",
        "between 9 and 5 arrests",
    ],
)
def test_what_may_mean_two_things_is_asked_back(phrase: str) -> None:
    with pytest.raises(UnreadableInputError):
        read_threshold(phrase)
