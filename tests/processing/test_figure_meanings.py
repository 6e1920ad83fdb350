"""Numbers that look like a fact or like two: goals, plans of others, hedges that are none, rows."""

import pytest

from domain.documents import Document
from domain.facts import Figure
from processing import analyse


def figures(text: str) -> dict[str, Figure]:
    return {f.span.text: f for f in analyse(Document("meaning", text)).figures}


@pytest.mark.parametrize(
    "sentence, relation",
    [
        ("The plan is built around three pillars.", "="),
        ("The plan revolves around three pillars.", "="),
        ("The school is centred around three pillars.", "="),
        ("They talked about three pillars.", "="),
        ("It has information about three pillars.", "="),
        ("The mill has around three pillars.", "~"),
        ("They built about three pillars.", "~"),
        ("What about the three pillars?", "="),
        ("The owner sold about three pillars.", "~"),
    ],
)
def test_what_turns_around_a_number_is_no_hedge(sentence: str, relation: str) -> None:
    assert figures(sentence)["three pillars"].relation == relation


@pytest.mark.parametrize(
    "sentence, number, status",
    [
        ("The bank seeks to achieve inflation at the rate of 2 percent.", "2 percent", "expected"),
        ("The bank returned inflation to its 2 percent objective.", "2 percent", "expected"),
        ("Inflation is above the 2 percent longer-run goal.", "2 percent", "expected"),
        ("The bank kept its 2 percent target range.", "2 percent", "stated"),
        ("The 2 percent levy is a goal.", "2 percent", "stated"),
        ("It spent $3 million on sheds proposed by 33 towns.", "33 towns", "stated"),
        ("It may spend $3 million on a proposed 33 sheds.", "33 sheds", "expected"),
        ("The 500 sheds to be taxed may now be 400.", "500 sheds", "stated"),
        ("The 500 sheds may be sold.", "500 sheds", "stated"),
        ("It has 70 ports including 40 ports and 500 sheds.", "500 sheds", "part"),
        ("It has 70 ports including 8 here and 500 sheds were sold.", "500 sheds", "stated"),
        ("After more than 500 sheds the town cannot move.", "500 sheds", "stated"),
        ("It has 500 sheds now, so keeping them would cost a lot.", "500 sheds", "stated"),
        ("More than 500 sheds would cost a lot.", "500 sheds", "expected"),
        ("It has set targets, including aid for 500 sheds.", "500 sheds", "expected"),
        ("It has set a target and had 500 sheds.", "500 sheds", "stated"),
        ("The mill targets sales of $500 million.", "$500 million", "expected"),
        ("Thieves targeted sales of $500 million.", "$500 million", "stated"),
        ("Up to 500 sheds may be sold.", "500 sheds", "expected"),
    ],
)
def test_goal_is_no_fact_and_what_others_plan_is_one(
    sentence: str, number: str, status: str
) -> None:
    assert figures(sentence)[number].status == status


@pytest.mark.parametrize(
    "sentence, number, relation",
    [
        ("The port cut tolls by $20 for boats and $10 for cars.", "$10", "down"),
        ("The port raised tolls by $20 for boats and by $10 for cars.", "$10", "up"),
        ("The port cut tolls by $20 for boats while cars pay $10.", "$10", "="),
        ("The port cut tolls by $20 and paid $10 for cars.", "$10", "="),
        ("Arrivals rose 17 percent, 9 percent from Elm.", "9 percent", "up"),
        ("Arrivals rose 17 percent, 9 percent from Elm and 4 percent from Oak.", "4 percent", "up"),
        ("Arrivals rose 17 percent, 9 percent of them from Elm.", "9 percent", "="),
        ("It compiled a record of 90 wins over 17 seasons.", "17 seasons", "="),
        ("It compiled a record of over 17 seasons.", "17 seasons", ">"),
    ],
)
def test_change_goes_on_to_the_second_number(sentence: str, number: str, relation: str) -> None:
    assert figures(sentence)[number].relation == relation


@pytest.mark.parametrize(
    "dash",
    [" \xad ", "\xad", " \x96 ", "\x96", " \u2012 ", "\u2015", " \ufffd ", " -", "\uff0d"],
)
def test_any_dash_makes_a_range(dash: str) -> None:
    (figure,) = figures(f"The lock will cost $30{dash}$40 million.").values()
    assert (figure.value, figure.low, figure.high) == (None, 3e7, 4e7)


def test_negative_number_stays_negative() -> None:
    found = figures("The yard made a profit of $30 million in 2024 and of -$40 million in 2025.")
    assert found["-$40 million"].value == -4e7


@pytest.mark.parametrize(
    "text, kept",
    [
        ("Boats by district\n\n8 Elmtown\n\n9 Ashford", []),
        ("Schools are in 8 Elmtown 9 Ashford 10 Oakham as the list says.", []),
        ("The port sold 8 Viking boats and 12 Saxon boats.", ["8 Viking boats", "12 Saxon boats"]),
    ],
)
def test_number_of_a_row_counts_nothing(text: str, kept: list[str]) -> None:
    assert [t for t in figures(text) if t[0].isdigit()] == kept


@pytest.mark.parametrize(
    "sentence, subject",
    [
        ("It bought $3 million of agency mortgage-backed notes.", "agency mortgage-backed notes"),
        ("It bought $3 million of agency notes.", "agency notes"),
    ],
)
def test_hyphened_adjective_parts_no_noun_phrase(sentence: str, subject: str) -> None:
    assert figures(sentence)["$3 million"].subject == subject


@pytest.mark.parametrize(
    "text, is_figure",
    [
        ("It spoke of 457 visas. Workers on 457 visas stay.", False),
        ("It spoke of 457 visas. The 457 visa is for workers.", False),
        ("It gave out 457 visas in May.", True),
        ("Call the health line at 457.", False),
        ("The line has 457 callers.", True),
    ],
)
def test_number_that_is_a_name_is_no_figure(text: str, is_figure: bool) -> None:
    assert bool(figures(text)) is is_figure


def test_words_of_change_reach_over_no_preposition() -> None:
    found = figures("It is built for a speed of 100 kmph with an average speed of 80 kmph.")
    assert found["100 kmph"].scope is None


def test_what_opens_with_a_participle_of_time_is_no_subject() -> None:
    text = "Following the successful end of Stage 1, which saw $3 million raised, Stage 2 is open."
    assert not (figures(text)["$3 million"].subject or "").startswith("Following")


def test_condition_is_not_cut_within_a_year() -> None:
    sentence = "If rates hold through 2013-14, the costs could rise by $3 million."
    scope = figures(sentence)["$3 million"].scope
    assert scope is not None
    assert scope.text == "If rates hold through 2013-14"


def test_subject_holds_no_other_number() -> None:
    text = "It had a catch of 90 tonnes and fish exports worth $3 million in May."
    assert "catch" not in (figures(text)["$3 million"].subject or "")


@pytest.mark.parametrize(
    "small, is_key",
    [
        ("It has two halls and a five-course menu.", False),
        ("It has 40 halls.", True),
        ("Two sailors were killed.", True),
    ],
)
def test_small_talk_is_not_key(small: str, is_key: bool) -> None:
    lead = "The port opened a school. The mayor spoke. "
    more = " The fee is $4 million. It paid $3 million in May. It saved 40 percent."
    found = analyse(Document("talk", f"{lead}{more} Many came. {small}")).figures
    assert any(f.key for f in found if f.span.start > len(lead + more)) is is_key


@pytest.mark.parametrize(
    "sentence, told",
    [
        ("It took in 400 sailors and their families.", "400 sailors and their families"),
        ("It is for 400 sailors and others in need.", "400 sailors and others"),
        ("It is for 400 sailors or other seafarers.", "400 sailors or other seafarers"),
        ("The port hired 400 sailors and their captains left.", "400 sailors"),
        ("It is for 400 sailors and their 12 captains.", "400 sailors"),
        ("It is for 400 sailors and the captain.", "400 sailors"),
    ],
)
def test_those_counted_along_are_told_with_the_number(sentence: str, told: str) -> None:
    assert figures(sentence)[told].counted == "sailors"
