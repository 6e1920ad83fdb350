"""The number of the day is the news of its story, never what was before it."""

from dataclasses import replace
from datetime import date

import pytest

from domain.briefings import Story
from domain.documents import Document
from pipeline.digest import to_release
from pipeline.highlights import news_figure, number_of_the_day, to_show
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


@pytest.mark.parametrize("rate", ["1/4 to 1/2", "1-1/4", "1.5", "3-3/4", "1 to 1-1/4", "1 3/4"])
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


def test_rate_that_was_kept_is_the_number_where_no_other_story_has_one() -> None:
    kept = RATES.replace("raise the target range", "keep the target range")
    held = story("Anselm bank keeps its rate", kept.format(rate="2-1/2"))
    quays = story(
        "Anselm ministry approves 412 new quays",
        "The ministry approved 412 new quays on Monday. They are to be built by next summer, "
        "where the old ones were taken by the sea in the storms of the winter.",
        2,
    )
    numbers = [number_of_the_day(stories) for stories in ([held, quays], [held])]
    assert [found and found[1].span.text for found in numbers] == ["412 new quays", "2-1/2 percent"]


def test_story_is_told_in_the_sentence_with_its_news() -> None:
    (told,) = story("Anselm bank sets its rate", RATES.format(rate="2-1/2")).told
    assert "decided to raise" in told.span.text
    charged = story("Baker charged", "The mill stood still. A baker was charged with arson.")
    assert charged.told == charged.release.analysis.summary[:1]


def test_story_of_small_reasons_alone_still_has_some() -> None:
    small = story("Baker charged with robbery", "A baker was charged with robbery on Monday. " * 3)
    assert all(abs(reason.points) < 0.2 for reason in small.worth.reasons)
    assert [reason.name for reason in telling_reasons(small.worth)] == ["violence", "charged"]


@pytest.mark.parametrize(
    ("title", "text", "expected"),
    [
        (
            "Two men in court over explosion that killed two and injured another",
            "Two men were in court on Monday over an explosion that killed two employees and "
            "injured another.",
            "two employees",
        ),
        (
            "Driver convicted of murder in crash that injured four others",
            "A driver was convicted of murder on Monday for killing a mother and injuring four "
            "others in a crash.",
            None,
        ),
        (
            "Man sentenced to 30 years for killing two men",
            "A man was sentenced on Monday to 30 years in prison for killing two men.",
            "30 years",
        ),
        (
            "Guard arrests 342 people off Three Capes",
            "The guard arrested 342 people off Three Capes this month, it said.",
            "342 people",
        ),
        (
            "Man charged with arson of boat shed",
            "A man was charged on Monday with arson of a boat shed. His bail is $250,000.",
            None,
        ),
    ],
    ids=["the dead", "not the hurt", "the sentence before the dead", "the arrested", "no bail"],
)
def test_people_are_counted_beside_the_words_of_the_news(
    title: str, text: str, expected: str | None
) -> None:
    (told,) = to_show([story(title, f"{text} The mill stands by the river.")])
    assert (told.figure.span.text if told.figure else None) == expected
    assert number_of(title, text) == expected


def test_a_rate_that_did_not_move_goes_behind_what_is_new() -> None:
    kept = "The Committee decided to keep the target range for its policy rate at 2 percent."
    unmoved = story("Anselm bank keeps its rate", kept, 2)
    told = "A man was sentenced to 40 years on Monday. He had stolen the takings of the fair. " * 2
    sentenced = story("Man sentenced to 40 years", told)
    for leading, expected in (([unmoved, sentenced], "40 years"), ([unmoved], "2 percent")):
        found = number_of_the_day(leading)
        assert found is not None
        assert found[1].span.text == expected


def test_a_figure_that_is_shown_stands_in_the_summary_and_of_a_bank_is_its_rate() -> None:
    text = (
        "The ministry banned night fishing on Monday for 1,900 boats. The order takes effect in "
        "May.\n\nIts hall was built for 340 guests by two architects, who also drew the pier."
    )
    (told,) = to_show([story("Ministry bans night fishing", text)])
    assert told.figure is not None
    assert told.figure.span.text == "1,900 boats"
    bank = (
        "The Committee decided to continue its asset purchases. Inflation runs below its objective "
        "of 2 percent."
    )
    assert to_show([story("Anselm bank sets its course", bank)])[0].figure is None


@pytest.mark.parametrize(
    ("rule", "expected"),
    [
        ("by all who are five years and older", None),
        ("for five years", "five years"),
    ],
)
def test_an_age_from_which_a_rule_holds_is_no_number(rule: str, expected: str | None) -> None:
    assert number_of("Life vests now mandatory", f"Life vests are to be worn {rule}.") == expected


def test_a_figure_of_the_title_is_shown_as_its_sentence_has_it() -> None:
    title = "MAN SENTENCED TO 35 YEARS FOR FRAUD"
    text = f"{title}\n\nA man was sentenced to 35 years in prison for fraud on Monday, it was said."
    (told,) = to_show([story(title, f"{text} The mill stands by the river, where it stood.")])
    assert told.figure is not None
    assert told.figure.span.text == "35 years"
    assert number_of_the_day([told]) == (told.release, told.figure)


def test_a_bank_is_told_in_the_sentence_of_its_decision() -> None:
    opening = "Growth has been slow, and prices have risen less than was expected by most. "
    decided = "The Committee decided to keep the target range for its policy rate at 2 percent."
    plain = story("Anselm bank sets its course", opening + decided)
    release = plain.release
    without = tuple(s for s in release.analysis.summary if "decided" not in s.span.text)
    analysis = replace(release.analysis, summary=without)
    (told,) = to_show([replace(plain, release=replace(release, analysis=analysis))])
    assert [sentence.span.text for sentence in told.told] == [decided]
    (summarised,) = to_show([plain])
    assert summarised.sentence is None


@pytest.mark.parametrize(
    ("announced", "told"),
    [
        ("Premier Ruth Hall released the following statement:\n\n", "Nine"),
        ("Premier Ruth Hall released the following statement today:\n\n“", "Nine"),
        ("The town has the following updates on the ferries.\n\nFerries\n\n", "Nine"),
        # It says what of.
        (
            "Premier Ruth Hall issued the following statement on the ferries of the town.\n\n",
            "Prem",
        ),
    ],
)
def test_story_is_told_in_what_follows_its_announcement(announced: str, told: str) -> None:
    text = (
        f"{announced}Nine ferries of the town will be sold to Low Island this summer. It is late."
    )
    (shown,) = to_show([story("Statement on ferries", text)])
    assert [sentence.span.text[:4] for sentence in shown.told] == [told]
    assert all(sentence.span.stands_in(text) for sentence in shown.told)
    assert shown.told[0].span.text.endswith((".", "town"))
