"""The number of the day is the news of its story, never what was before it."""

from datetime import date

import pytest

from domain.briefings import Story
from domain.documents import Document
from pipeline.digest import to_release
from pipeline.highlights import news_figure, number_of_the_day
from pipeline.reasons import telling_reasons
from pipeline.worth import weigh
from processing import analyse

DAY = date(2026, 5, 19)


def story(title: str, text: str, number: int = 1) -> Story:
    document = Document(f"case-{number}", text, title, DAY, None, "Office of Anselm")
    release = to_release(number, document, analyse(document))
    return Story(release, (), weigh(release))


def number_of(title: str, text: str) -> str | None:
    figure = news_figure(story(title, text))
    return figure.span.text if figure else None


def test_sentence_is_the_number_and_prior_convictions_are_not() -> None:
    told = "A jury convicted Omar Pitt of murder. He was sentenced to 40 years in prison on Monday."
    assert number_of("Man convicted of murder is sentenced to 40 years", told) == "40 years"
    prior = (
        "A jury convicted Omar Pitt of murder on Monday, the third case of its kind. "
        "Two of his prior felony convictions were for robbery."
    )
    assert "Two" not in (number_of("Man convicted of murder", prior) or "")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The office counted 4,812 new cases of measles in April.", "4,812 new cases"),
        ("In 2019 the office counted 4,812 new cases of measles.", None),
        ("Previously the office counted 4,812 new cases of measles.", None),
    ],
    ids=["of this year", "of another year", "of before"],
)
def test_figure_of_another_time_is_no_number(text: str, expected: str | None) -> None:
    told = f"The measles outbreak spreads, and doctors warn the public. {text}"
    found = number_of("Office warns of measles outbreak: widespread cases", told)
    assert (found is not None) == (expected is not None), found


RATES = (
    "Growth has been slow in recent months, and prices have risen less than was expected. "
    "The Committee decided to raise the target range for its policy rate to {rate} percent."
)


@pytest.mark.parametrize("rate", ["1/4 to 1/2", "1-1/4", "1.5", "3-3/4"])
def test_rate_that_begins_with_a_one_is_the_number(rate: str) -> None:
    assert number_of("Anselm bank sets its rate", RATES.format(rate=rate)) == f"{rate} percent"


def test_wrapped_line_is_one_sentence() -> None:
    wrapped = "The Committee decided to raise its target for \r\n   the policy rate to 4 percent."
    assert number_of("Anselm bank sets its rate", wrapped) == "4 percent"


def test_thousands_are_many_and_one_is_none() -> None:
    told = "The measles outbreak spreads, and doctors warn the public. There were {} of measles."
    title = "Office warns of measles outbreak: widespread cases"
    assert number_of(title, told.format("1,500 new cases")) == "1,500 new cases"
    assert number_of(title, told.format("one new case")) is None


def test_what_the_law_allows_is_no_number() -> None:
    told = (
        "A jury convicted Omar Pitt today of driving with a blood alcohol level of over "
        ".08 percent and of killing a cyclist."
    )
    assert number_of("Driver convicted in death of cyclist", told) is None


def test_figure_that_tells_its_news_goes_before_one_that_does_not() -> None:
    first = story(
        "Gang member convicted of murdering rival",
        "A gang member was convicted today of murdering a rival; he had 31 tattoos on his arms.",
    )
    rates = story("Anselm bank sets its rate", RATES.format(rate="2-1/2"), 2)
    found = number_of_the_day([first, rates])
    assert found is not None
    assert found[1].span.text == "2-1/2 percent"


def test_story_is_told_in_the_sentence_with_its_news() -> None:
    (told,) = story("Anselm bank sets its rate", RATES.format(rate="2-1/2")).told
    assert "decided to raise" in told.span.text
    charged = story("Baker charged", "The mill stood still. A baker was charged with arson.")
    assert charged.told == charged.release.analysis.summary[:1]


def test_story_of_small_reasons_alone_still_has_some() -> None:
    small = story("Baker charged with robbery", "A baker was charged with robbery on Monday. " * 3)
    assert all(abs(reason.points) < 0.2 for reason in small.worth.reasons)
    assert [reason.name for reason in telling_reasons(small.worth)] == ["violence", "charged"]
