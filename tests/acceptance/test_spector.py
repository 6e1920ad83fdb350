"""The first real input: a news report of an agency's release, read as a reporter would."""

from pathlib import Path

import pytest

from domain.documents import Document
from domain.facts import Analysis, Figure
from processing import analyse

pytestmark = pytest.mark.shared


@pytest.fixture(scope="module")
def analysis(shared: Path) -> Analysis:
    text = (shared / "seeds" / "operation-spector.txt").read_text("utf-8")
    return analyse(Document("operation-spector", text))


def figure(analysis: Analysis, value: float) -> Figure:
    (found,) = [f for f in analysis.key_figures if f.value == value]
    return found


def test_summary_names_the_operation_and_its_arrests(analysis: Analysis) -> None:
    summary = " ".join(sentence.span.text for sentence in analysis.summary)
    assert "Operation SpecTor" in summary
    assert "288 arrests" in summary


def test_key_figures_are_the_five_results(analysis: Analysis) -> None:
    assert sorted(f.value or 0 for f in analysis.key_figures) == [64, 117, 288, 850, 53_400_000]


def test_arrests_are_a_record_and_about_twice_the_previous(analysis: Analysis) -> None:
    arrests = figure(analysis, 288)
    assert (arrests.counted, arrests.measure, arrests.rank) == ("arrests", "people arrested", 1)
    claims = {claim.kind: claim for claim in arrests.claims}
    assert claims["record"].span.text.startswith("a record")
    ratio = claims["ratio"]
    assert (ratio.value, ratio.relation) == (2, "~")
    assert "twice as many as the previous operation" in ratio.span.text


def test_figures_say_what_they_measure(analysis: Analysis) -> None:
    assert figure(analysis, 117).counted == "guns"
    for value, words in ((850, "drugs"), (64, "drugs laced with fentanyl")):
        weighed = figure(analysis, value)
        assert weighed.unit == "kilogram"
        assert words in f"{weighed.span.text} {weighed.subject}"
    assert figure(analysis, 53_400_000).unit == "dollar"


def test_quotes_have_their_speakers(analysis: Analysis) -> None:
    names = [quote.speaker_name for quote in analysis.quotes]
    assert names == ["Merrick Garland"] * 2 + ["P.J. Lechleitner"] * 3


def test_anaphoric_attributions_are_resolved(analysis: Analysis) -> None:
    spoken = [quote.speaker.text if quote.speaker else None for quote in analysis.quotes]
    assert spoken[1] == spoken[4] == "he"


def test_speakers_have_their_offices(analysis: Analysis) -> None:
    assert {quote.speaker_role for quote in analysis.quotes[:2]} == {"Attorney General"}
    for quote in analysis.quotes[2:]:
        office = f"{quote.speaker_role} {quote.speaker_org}"
        assert "senior official performing the duties of deputy director" in office
        assert "ICE" in office


def test_organizations_and_operation_are_named(analysis: Analysis) -> None:
    known = {o.acronym for o in analysis.organizations} | {o.name for o in analysis.organizations}
    assert {"ICE", "HSI", "DOJ", "J-CODE", "Europol", "EC3"} <= known
    assert "Operation SpecTor" in {operation.name for operation in analysis.operations}


def test_every_receipt_is_true(analysis: Analysis, shared: Path) -> None:
    text = (shared / "seeds" / "operation-spector.txt").read_text("utf-8")
    assert all(span.stands_in(text) for span in analysis.receipts())
