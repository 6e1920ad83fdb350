"""The number of the day is the news of its story, never what was before it."""

from datetime import date

import pytest

from domain.briefings import Story
from domain.documents import Document
from pipeline.digest import to_release
from pipeline.highlights import news_figure
from pipeline.worth import weigh
from processing import analyse

DAY = date(2026, 5, 19)


def number_of(title: str, text: str) -> str | None:
    document = Document("case", text, title, DAY, None, "Office of Anselm")
    release = to_release(1, document, analyse(document))
    figure = news_figure(Story(release, (), weigh(release)))
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
