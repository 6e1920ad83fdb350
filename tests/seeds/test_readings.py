"""What the program reads in the sample releases, against what a careful reader found.

Each check lists its misses. They must be those of `known_misses.toml`: a new one fails, and so does
one that is no longer missed, so that the list only ever shrinks.
"""

import tomllib
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from domain.facts import Analysis, Claim, Figure
from processing import analyse
from tests.seeds.samples import MARK, Sample, all_expected, all_samples

SAMPLES = {sample.head["id"]: sample for sample in all_samples()}
EXPECTED = all_expected()
KNOWN = tomllib.loads((Path(__file__).parent / "known_misses.toml").read_text("utf-8"))

each_sample = pytest.mark.parametrize("sample", SAMPLES.values(), ids=list(SAMPLES))
each_reading = pytest.mark.parametrize("release", EXPECTED)


@cache
def analysis_of(release: str) -> Analysis:
    return analyse(SAMPLES[release].document())


def known(release: str, check: str) -> set[str]:
    return set(KNOWN.get(release, {}).get(check, []))


@each_reading
def test_quotes_are_found_to_the_letter_with_their_speakers(release: str) -> None:
    found = {(quote.span.text, bare(quote.speaker_name)) for quote in analysis_of(release).quotes}
    wanted = {(quote["text"], quote["speaker"]) for quote in EXPECTED[release]["quotes"]}
    missing = {f"{short(text)} by {speaker}" for text, speaker in wanted - found}
    wrong = {f"not {short(text)} by {speaker}" for text, speaker in found - wanted}
    assert missing | wrong == known(release, "quotes")


@each_reading
def test_quotes_are_known_as_whole_or_woven_in(release: str) -> None:
    found = {quote.span.text: quote.kind for quote in analysis_of(release).quotes}
    wanted = {quote["text"]: quote["kind"] for quote in EXPECTED[release]["quotes"]}
    misses = {short(text) for text, kind in found.items() if kind != wanted.get(text, kind)}
    assert misses == known(release, "kinds")


@each_reading
def test_speakers_have_their_roles(release: str) -> None:
    found = {quote.span.text: quote for quote in analysis_of(release).quotes}
    misses = {
        quote["speaker"]
        for quote in EXPECTED[release]["quotes"]
        if quote["roles"]
        and (reading := found.get(quote["text"]))
        and reading.speaker_name == quote["speaker"]
        and not names_any(reading.speaker_role, quote["roles"])
    }
    assert misses == known(release, "roles")


@each_reading
def test_figures_of_the_reader_are_among_the_figures(release: str) -> None:
    figures = analysis_of(release).figures
    wanted = EXPECTED[release]["figures"]
    misses = {told(e) for e in wanted if not any(is_same(figure, e) for figure in figures)}
    assert misses == known(release, "figures")


@each_reading
def test_the_three_foremost_figures_are_key(release: str) -> None:
    key = analysis_of(release).key_figures
    top = [expected for expected in EXPECTED[release]["figures"] if expected.get("top")]
    misses = {told(e) for e in top if not any(is_same(figure, e) for figure in key)}
    assert misses == known(release, "key")


@each_reading
def test_figures_say_what_they_count_or_measure(release: str) -> None:
    figures = analysis_of(release).figures
    misses = {
        told(e)
        for e in EXPECTED[release]["figures"]
        if (same := [figure for figure in figures if is_same(figure, e)])
        and e["what"]
        and not any(is_about(figure, e["what"]) for figure in same)
    }
    assert misses == known(release, "subjects")


@each_reading
def test_comparisons_are_claims_of_their_figure(release: str) -> None:
    claims = [(f, claim) for f in analysis_of(release).figures for claim in f.claims]
    misses = {
        expected["text"]
        for expected in EXPECTED[release]["claims"]
        if not any(is_claim_of(figure, claim, expected) for figure, claim in claims)
    }
    assert misses == known(release, "claims")


@each_reading
def test_people_are_those_of_the_text_and_no_others(release: str) -> None:
    found = {bare(person.name) for person in analysis_of(release).people}
    wanted = set(EXPECTED[release]["people"])
    misses = (wanted - found) | {f"not {name}" for name in found - wanted}
    assert misses == known(release, "people")


@each_reading
def test_organizations_and_operations_are_named(release: str) -> None:
    analysis, expected = analysis_of(release), EXPECTED[release]
    organizations = {(plain(o.name), o.acronym) for o in analysis.organizations}
    misses = {
        o["name"]
        for o in expected["organizations"]
        if (plain(o["name"]), o["acronym"]) not in organizations
    }
    operations = {operation.name for operation in analysis.operations}
    misses |= operations ^ set(expected["operations"])
    assert misses == known(release, "names")


@each_sample
def test_nothing_is_named_that_the_text_does_not_name(sample: Sample) -> None:
    analysis, text = analysis_of(sample.head["id"]), plain(sample.text)
    names = {person.name for person in analysis.people}
    names |= {organization.name for organization in analysis.organizations}
    names |= {o.acronym for o in analysis.organizations if o.acronym}
    names |= {operation.name for operation in analysis.operations}
    names |= {place.name for place in analysis.places}
    misses = {name for name in names if plain(name) not in " ".join(text.split())}
    assert misses == known(sample.head["id"], "invented")


@each_sample
def test_every_statement_has_its_receipt(sample: Sample) -> None:
    analysis = analysis_of(sample.head["id"])
    assert all(span.stands_in(sample.text) for span in analysis.receipts())


@each_sample
def test_mark_of_a_sample_is_no_statement_of_the_release(sample: Sample) -> None:
    start = sample.text.index(MARK)
    analysis = analysis_of(sample.head["id"])
    spans = [sentence.span for sentence in analysis.summary]
    spans += [figure.span for figure in analysis.figures]
    spans += [quote.span for quote in analysis.quotes]
    assert [span for span in spans if span.start < start + len(MARK) and span.end > start] == []


@pytest.mark.parametrize("release", [r for r in SAMPLES if r != "sample-alerta-sarampion"])
def test_english_release_has_a_summary(release: str) -> None:
    analysis = analysis_of(release)
    assert analysis.language == "en"
    assert analysis.summary


def test_release_without_figures_or_quotes_yields_none() -> None:
    analysis = analysis_of("sample-polling-policy")
    assert (analysis.figures, analysis.quotes) == ((), ())
    wanted = {"Philippa Nakagawa-Stowe", "Warren Dilley"}
    misses = wanted ^ {person.name for person in analysis.people}
    assert misses == known("sample-polling-policy", "people")


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


def test_known_misses_are_of_releases_that_are_read() -> None:
    assert set(KNOWN) <= set(SAMPLES)


def is_same(figure: Figure, expected: dict[str, Any]) -> bool:
    places = ("value", "low", "high")
    return figure.unit == expected["unit"] and all(
        getattr(figure, place) == pytest.approx(expected[place], rel=1e-9)
        if place in expected
        else place != "value" or figure.value is None
        for place in places
    )


def is_claim_of(figure: Figure, claim: Claim, expected: dict[str, Any]) -> bool:
    same_value = "value" not in expected or claim.value == expected["value"]
    same_figure = expected["of"] in (figure.value, figure.low)
    same_words = expected["text"] in claim.span.text
    return claim.kind == expected["kind"] and same_words and same_value and same_figure


def is_about(figure: Figure, any_of: list[str]) -> bool:
    words = " ".join(filter(None, (figure.span.text, figure.counted, figure.subject)))
    return any(what.casefold() in words.casefold() for what in any_of)


def names_any(found: str | None, roles: list[str]) -> bool:
    return found is not None and any(plain(role) in plain(found) for role in roles)


def plain(words: str) -> str:
    return words.replace("’", "'").casefold().removeprefix("the ")


def bare(name: str | None) -> str | None:
    return name and name.removeprefix("Sir ")


def short(text: str) -> str:
    """Enough of a quote to tell it by: its first five words."""
    return " ".join(text.split()[:5])


def told(expected: dict[str, Any]) -> str:
    number = expected.get("value") or f"{expected.get('low')} to {expected.get('high')}"
    return f"{number} {expected['unit'] or 'count'}"
