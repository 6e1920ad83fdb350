"""How exact a figure is, in the words of the release wherever they stand right before it."""

from typing import get_args

import pytest

from domain.facts import Figure, FigureStatus, Relation
from rendering.exactness import figure_words
from tests.rendering.releases import place, release_of


@pytest.mark.parametrize(
    "text, number, relation, shown",
    [
        ("They paid more than $4 million.", "$4 million", ">", "more than $4 million"),
        ("They paid nearly $4 million.", "$4 million", "~", "nearly $4 million"),
        ("It never took more than 4 tons.", "4 tons", "<", "never took more than 4 tons"),
        ("It didn't take more than 4 tons.", "4 tons", "<", "didn't take more than 4 tons"),
        ("No fewer than 12 boats sank.", "12 boats", ">", "No fewer than 12 boats"),
        ("It ran for over 14 months.", "14 months", ">", "over 14 months"),
        ("Prices rose last year by 3 percent.", "3 percent", "up", "up 3 percent"),
        ("It may last as long as 3 days.", "3 days", "<", "at most 3 days"),
        ("They paid $4 million.", "$4 million", "=", "$4 million"),
        ("It is about time that 4 boats left.", "4 boats", "=", "4 boats"),
        ("The port has 4+ boats.", "4+ boats", ">", "4+ boats"),
        ("It sold 4 or more boats.", "4 or more boats", ">", "4 or more boats"),
        ("It lies beyond 4 miles.", "4 miles", ">", "beyond 4 miles"),
        ("It has ~4 boats.", "4 boats", "~", "~4 boats"),
        ("It surpassed $4 million.", "$4 million", ">", "surpassed $4 million"),
        ("The fee is $4 or more.", "$4", ">", "$4 or more"),
        ("The fee is estimated at $4.", "$4", "~", "estimated at $4"),
        ("The fee is in the region of $4.", "$4", "~", "in the region of $4"),
        ("Three of four boats sank.", "four boats", "=", "Three of four boats"),
        ("All but 2 of the 4 boats sank.", "4 boats", "=", "All but 2 of the 4 boats"),
        ("At least 2 of about 4 boats sank.", "4 boats", "~", "At least 2 of about 4 boats"),
        ("Half of its 4 boats sank.", "4 boats", "=", "Half of its 4 boats"),
        ("The crew of 4 boats sank.", "4 boats", "=", "4 boats"),
        ("A tenth of 1.2 of 4 boats sank.", "4 boats", "=", "4 boats"),
    ],
)
def test_figure_is_shown_in_the_words_before_it(
    text: str, number: str, relation: Relation, shown: str
) -> None:
    figure = Figure(place(number, text), 4.0, relation=relation)
    assert figure_words(release_of(text), figure) == shown


def test_range_is_shown_as_one() -> None:
    text = "It cost between $2 million and $3 million in all."
    figure = Figure(place("$2 million and $3 million", text), None, 2e6, 3e6)
    assert figure_words(release_of(text), figure) == "between $2 million and $3 million"


def test_measured_thing_is_shown_where_it_follows_at_once() -> None:
    text = "They took 85 kilograms of tin and 7 boats."
    weighed = Figure(place("85 kilograms", text), 85.0, subject="tin")
    counted = Figure(place("7 boats", text), 7.0, subject="tin")
    assert figure_words(release_of(text), weighed) == "85 kilograms of tin"
    assert figure_words(release_of(text), counted) == "7 boats"
    text = "They pay a 4 percent tax and a $4 fee."
    taxed = Figure(place("4 percent", text), 4.0, subject="tax")
    other = Figure(place("$4", text), 4.0, subject="tax")
    text_of_two = "They pay $4 the port asked and a 4 kW engine and the boat."
    apart = Figure(place("$4", text_of_two), 4.0, subject="the port")
    joined = Figure(place("4 kW", text_of_two), 4.0, subject="engine and the boat")
    assert figure_words(release_of(text_of_two), apart) == "$4"
    assert figure_words(release_of(text_of_two), joined) == "4 kW"
    assert figure_words(release_of(text), taxed) == "4 percent tax"
    assert figure_words(release_of(text), other) == "$4"
    text = "It had a $4 million blow out."
    overspent = Figure(place("$4 million", text), 4e6, subject="blow")
    assert figure_words(release_of(text), overspent) == "$4 million"
    text = "It is 4 percent of the planning area."
    shared = Figure(place("4 percent", text), 4.0, subject="planning area")
    assert figure_words(release_of(text), shared) == "4 percent of the planning area"
    text = "They made a two-day visit."
    lasting = Figure(place("two-day", text), 2.0, subject="visit")
    assert figure_words(release_of(text), lasting) == "two-day visit"


@pytest.mark.parametrize(
    "text, number, scope, status, relation, shown",
    [
        ("It will cost about $4 million.", "$4 million", "will cost", "expected", "~",
         "will cost about $4 million"),
        ("It pays $4 million in aid each year.", "$4 million", "each year", "stated", "=",
         "$4 million in aid each year"),
        ("It pays about $4 million in aid each year.", "$4 million", "each year", "stated", "~",
         "about $4 million in aid each year"),
        ("It rose by 4 percent a day each year.", "4 percent a day", "each year", "stated", "up",
         "up 4 percent a day (each year)"),
        ("They reach an annual income of $4 or more.", "$4", "annual", "stated", ">",
         "annual income of $4 or more"),
        ("It saw a growth of 4 percent.", "4 percent", "growth of", "stated", "=",
         "growth of 4 percent"),
        ("It could, it said, take 4 boats.", "4 boats", "could", "expected", "=",
         "4 boats (could)"),
        ("It can earn 26 points and 4 boats.", "4 boats", "can earn", "expected", "=",
         "4 boats (can earn)"),
        ("It took 4 boats last year.", "4 boats", "last year", "earlier", "=",
         "4 boats (last year)"),
        ("It will pay $4 million a shed each year.", "$4 million", "will pay $4 million a shed",
         "expected", "=", "will pay $4 million a shed"),
    ],
)  # fmt: skip
def test_figure_is_shown_with_the_words_that_limit_it(
    text: str, number: str, scope: str, status: FigureStatus, relation: Relation, shown: str
) -> None:
    figure = Figure(
        place(number, text), 4.0, relation=relation, status=status, scope=place(scope, text)
    )
    assert figure_words(release_of(text), figure) == shown


def test_every_relation_has_words() -> None:
    text = "Here stand 4 boats."
    for relation in get_args(Relation):
        figure = Figure(place("4 boats", text), 4.0, relation=relation)
        assert figure_words(release_of(text), figure).endswith("4 boats")
