"""What the program reads in the sample releases, against what a careful reader found."""

from functools import cache
from typing import Any

import pytest

from domain.facts import Analysis, Claim, Figure
from processing import analyse
from tests.seeds.samples import MARK, Sample, all_expected, all_samples

SAMPLES = {sample.head["id"]: sample for sample in all_samples()}
EXPECTED = all_expected()

each_sample = pytest.mark.parametrize("sample", SAMPLES.values(), ids=list(SAMPLES))
each_reading = pytest.mark.parametrize("release", EXPECTED)


@cache
def analysis_of(release: str) -> Analysis:
    return analyse(SAMPLES[release].document())


@each_reading
def test_quotes_are_found_to_the_letter_with_their_speakers(release: str) -> None:
    found = {(quote.span.text, bare(quote.speaker_name)) for quote in analysis_of(release).quotes}
    assert found == {(q["text"], q["speaker"]) for q in EXPECTED[release]["quotes"]}


@each_reading
def test_quotes_are_known_as_whole_or_woven_in(release: str) -> None:
    found = {quote.span.text: quote.kind for quote in analysis_of(release).quotes}
    assert found == {q["text"]: q["kind"] for q in EXPECTED[release]["quotes"]}


@each_reading
def test_speakers_have_their_roles(release: str) -> None:
    found = {quote.span.text: quote.speaker_role for quote in analysis_of(release).quotes}
    missing = [
        (quote["speaker"], quote["roles"], found.get(quote["text"]))
        for quote in EXPECTED[release]["quotes"]
        if quote["roles"] and not names_any(found.get(quote["text"]), quote["roles"])
    ]
    assert missing == []


@each_reading
def test_key_figures_of_the_reader_are_among_the_figures(release: str) -> None:
    figures = analysis_of(release).figures
    missing = [e for e in EXPECTED[release]["figures"] if not any(is_same(f, e) for f in figures)]
    assert missing == []


@each_reading
def test_the_three_foremost_figures_are_key(release: str) -> None:
    key = analysis_of(release).key_figures
    top = [expected for expected in EXPECTED[release]["figures"] if expected.get("top")]
    assert [e for e in top if not any(is_same(figure, e) for figure in key)] == []


@each_reading
def test_figures_say_what_they_count_or_measure(release: str) -> None:
    figures = analysis_of(release).figures
    missing = [
        e
        for e in EXPECTED[release]["figures"]
        if e["what"] and not any(is_same(f, e) and is_about(f, e["what"]) for f in figures)
    ]
    assert missing == []


@each_reading
def test_comparisons_are_claims_of_a_figure(release: str) -> None:
    claims = [claim for figure in analysis_of(release).figures for claim in figure.claims]
    wanted = EXPECTED[release]["claims"]
    assert [e for e in wanted if not any(is_same_claim(claim, e) for claim in claims)] == []


@each_reading
def test_organizations_and_operations_are_named(release: str) -> None:
    analysis, expected = analysis_of(release), EXPECTED[release]
    organizations = {(plain(o.name), o.acronym) for o in analysis.organizations}
    wanted = {(plain(o["name"]), o["acronym"]) for o in expected["organizations"]}
    assert wanted - organizations == set()
    assert [operation.name for operation in analysis.operations] == expected["operations"]


@each_sample
def test_every_statement_has_its_receipt(sample: Sample) -> None:
    analysis = analysis_of(sample.head["id"])
    assert all(span.stands_in(sample.text) for span in analysis.receipts())


@each_sample
def test_mark_of_a_sample_is_no_statement_of_the_release(sample: Sample) -> None:
    start = sample.text.index(MARK)
    analysis = analysis_of(sample.head["id"])
    statements = (*analysis.summary, *analysis.figures, *analysis.quotes)
    spans = [statement.span for statement in statements]
    assert [span for span in spans if span.start < start + len(MARK) and span.end > start] == []


@pytest.mark.parametrize("release", [r for r in SAMPLES if r != "sample-alerta-sarampion"])
def test_english_release_has_a_summary(release: str) -> None:
    analysis = analysis_of(release)
    assert analysis.language == "en"
    assert analysis.summary


def test_release_without_figures_or_quotes_yields_none() -> None:
    analysis = analysis_of("sample-polling-policy")
    assert (analysis.figures, analysis.quotes) == ((), ())
    assert {person.name for person in analysis.people} == {
        "Philippa Nakagawa-Stowe",
        "Warren Dilley",
    }


def test_release_in_spanish_is_told_plainly() -> None:
    analysis = analysis_of("sample-alerta-sarampion")
    assert analysis.language == "es"
    assert list(analysis.receipts()) == []


@pytest.mark.parametrize(
    "release, words",
    [
        ("sample-storm-rescue", ["Share this page", "Site map", "14 cutters", "press@"]),
        ("sample-comet-arrival", ["For schools", "Related stories", "Last updated"]),
        ("sample-clinic-verdict", ["FOR IMMEDIATE RELEASE", "felonies", "press@"]),
    ],
)
def test_page_furniture_is_not_in_a_summary(release: str, words: list[str]) -> None:
    summary = " ".join(sentence.span.text for sentence in analysis_of(release).summary)
    assert [word for word in words if word in summary] == []


def is_same(figure: Figure, expected: dict[str, Any]) -> bool:
    places = ("value", "low", "high")
    return figure.unit == expected["unit"] and all(
        getattr(figure, place) == pytest.approx(expected[place], rel=1e-9)
        if place in expected
        else place != "value" or figure.value is None
        for place in places
    )


def is_same_claim(claim: Claim, expected: dict[str, Any]) -> bool:
    same_value = "value" not in expected or claim.value == expected["value"]
    return claim.kind == expected["kind"] and expected["text"] in claim.span.text and same_value


def is_about(figure: Figure, any_of: list[str]) -> bool:
    words = " ".join(filter(None, (figure.span.text, figure.counted, figure.subject)))
    return any(what.casefold() in words.casefold() for what in any_of)


def names_any(found: str | None, roles: list[str]) -> bool:
    return found is not None and any(plain(role) in plain(found) for role in roles)


def plain(words: str) -> str:
    return words.replace("’", "'").casefold().removeprefix("the ")


def bare(name: str | None) -> str | None:
    return name and name.removeprefix("Sir ")
