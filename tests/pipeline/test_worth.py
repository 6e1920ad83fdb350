"""What a story is worth: reasons that add up, kinds that take away, a table that holds."""

import tomllib
from importlib.resources import files

import pytest

from domain.documents import Document
from domain.news import NewsValue, Worth
from pipeline.digest import to_release
from pipeline.reasons import known_reasons, reason_words, telling_reasons
from pipeline.worth import read_weights, to_weights, weigh, worth_of
from processing import analyse
from processing.news.find import rules


def worth(title: str, text: str) -> Worth:
    document = Document(title, text, title, agency="Office of the Harbor")
    return weigh(to_release(1, document, analyse(document)))


def test_table_names_only_what_is_found() -> None:
    weights = read_weights()
    found = {rule.name for rule in rules()} | {"fragment", "nothing"}
    assert weights.names - found == set()
    assert {name for kind in weights.kinds for name in kind.any | kind.never} - found == set()
    assert not weights.kinds[-1].any, "the last kind is what is left"


def test_every_reason_has_words() -> None:
    weights = read_weights()
    kinds = {kind.name for kind in weights.kinds if kind.weight}
    assert (weights.names | kinds) - set(known_reasons()) == set()


def test_table_is_read_as_it_stands() -> None:
    text = files("pipeline").joinpath("worth.toml").read_text("utf-8")
    assert to_weights(tomllib.loads(text)) == read_weights()


def test_worth_is_the_sum_of_its_reasons() -> None:
    found = worth(
        "Man sentenced to life in prison for killing two women", "He was sentenced today."
    )
    assert found.value == pytest.approx(read_weights().base + sum(r.points for r in found.reasons))
    assert {"sentenced", "several-killed", "life-sentence"} <= {r.name for r in found.reasons}
    assert list(found.reasons) == sorted(found.reasons, key=lambda r: -abs(r.points))


def test_of_a_group_the_gravest_counts_alone() -> None:
    values = [NewsValue("killed"), NewsValue("several-killed"), NewsValue("death")]
    names = [r.name for r in worth_of(values, read_weights()).reasons]
    assert names == ["several-killed"]


def test_that_something_is_a_first_makes_no_news_alone() -> None:
    first = worth_of([NewsValue("first")], read_weights())
    assert first.kind == "unremarkable"
    assert worth_of([NewsValue("first"), NewsValue("charged")], read_weights()).kind == "report"


def test_what_an_advertisement_tells_counts_little() -> None:
    told = [NewsValue("violence"), NewsValue("disaster")]
    plain = worth_of(told, read_weights())
    advertised = worth_of([*told, NewsValue("promotion")], read_weights())
    assert advertised.kind == "promotion"
    assert advertised.value < plain.value - 1


def test_news_outweighs_ceremony_whatever_its_sums() -> None:
    verdict = worth(
        "Ferry captain convicted of manslaughter", "A jury convicted him on Monday. " * 4
    )
    medals = worth(
        "Commissioner honours 2,000 volunteers at $900 million festival",
        "The ceremony drew a crowd. Medals were presented to 2,000 people. " * 4,
    )
    assert verdict.value > 1.5 > medals.value
    assert medals.kind == "ceremony"


def test_two_or_three_reasons_are_told_what_speaks_for_it_first() -> None:
    values = [NewsValue("passed"), NewsValue("several-killed"), NewsValue("opinion")]
    told = telling_reasons(worth_of(values, read_weights()))
    assert [str(reason_words(r)) for r in told] == [
        "Several people died.",
        "A parliament voted on it.",
        "Less: an opinion or a demand.",
    ]


def test_other_languages_are_not_judged() -> None:
    german = (
        "Der Angeklagte wurde wegen Mordes verurteilt. Das Gericht sah es als erwiesen an. " * 3
    )
    assert worth("Urteil", german).reasons == worth_of([], read_weights()).reasons
