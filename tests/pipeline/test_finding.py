"""Words, people and agencies as people type them: each form with a twin that must not match."""

from datetime import UTC, datetime

import pytest

from domain.archive import ReleaseHead, StoredRelease
from domain.documents import Document
from domain.errors import UnreadableInputError
from domain.expressions import read_expression
from pipeline.finding import Held, find, may_hold
from pipeline.understanding import learned, understand, understand_line
from processing import analyse

NOW = datetime(2026, 11, 20, tzinfo=UTC)


def told(text: str, agency: str | None = None) -> StoredRelease:
    document = Document("r", text, None, None, None, agency)
    analysis = analyse(document)
    head = ReleaseHead(1, "A notice", agency or analysis.agency, None, NOW, None, False)
    return StoredRelease(head, document, analysis)


def holds(text: str, issuer: str | None = None, **wanted: str) -> bool:
    release = told(text, issuer)
    criteria = learned(understand(**wanted), [release.analysis])
    found = find(criteria, Held(release)) is not None
    assert may_hold(criteria, release.document) or not found
    return found


@pytest.mark.parametrize(
    "words, text",
    [
        ("embezzlement", "The clerk embezzled the fees of the harbor."),
        ("calves", "A calf was found on the pier."),
        ("stealing", "The crates were stolen on Monday."),
        ("Québec", "The boat came from Quebec's north shore."),
        ("quebec", "The boat came from Québec."),
        ("harbour", "The harbor is closed."),
        ("theater", "A theatre on the pier is closed."),
        ("organised crime", "She fought organized crime."),
        ("counselling", "A counselor met the children."),
        ("day care", "The daycare is closed."),
        ("wheelchairs", "He uses a wheel-chair."),
        ("hit and run", "It was a hit-and-run."),
        ('"stem cell"', "Stem cells were found."),
        ("FBI", "The Federal Bureau of Investigation helped."),
        ("Drug Enforcement Administration", "The D.E.A. helped, and so did others."),
        ("drones", "Unmanned aerial vehicles flew over it."),
        ("vehicle theft", "The theft of a motor vehicle was told."),
        ("Apple", "She had an Apple phone with her."),
        ("robbery -bank", "A robbery was told at the pier."),
        ("theft AND pier", "A theft was told at the pier."),
        ("zinc OR tin", "Tin was found."),
        ("zinc, tin", "Tin was found."),
        ("(zinc OR tin) AND pier", "Tin was found on the pier."),
    ],
)
def test_words_are_found_in_every_form(words: str, text: str) -> None:
    assert holds(text, words=words)


@pytest.mark.parametrize(
    "words, text",
    [
        ("counselling", "Legal counsel spoke for the children."),
        ("trafficking", "Traffic on the pier was slow."),
        ("department", "The boat departed at nine."),
        ("calves", "He calved the text in two parts."),
        ("customs", "The customers were angry."),
        ("ICE", "The ice on the pier is thin."),
        ("Apple", "She ate an apple and drove to Apple Valley."),
        ('"stem cell"', "The stem of the cell was found."),
        ("hit and run", "He hit the wall and would run."),
        ("vehicle theft", "The theft of money from a vehicle was told."),
        ("robbery -bank", "A robbery was told at the bank."),
        ("theft AND pier", "A theft was told at the mill."),
        ("therapist", "The rapist was found."),
        ("Drug Enforcement Administration",
         "The Department of Economic Affairs (DEA) said so. The DEA will meet on Monday."),
    ],
)  # fmt: skip
def test_other_words_are_passed_over(words: str, text: str) -> None:
    assert not holds(text, words=words)


def test_an_acronym_is_learned_from_the_records() -> None:
    known = told("The Harbor Rescue Service Agency (HRSA) met on Monday. The HRSA has 12 boats.")
    other = told("The Harbor Rescue Service Agency met on Tuesday, it said.")
    criteria = understand(words="HRSA")
    criteria = learned(criteria, [known.analysis])
    assert find(criteria, Held(other))


@pytest.mark.parametrize(
    "person, text",
    [
        ("Minister Ann Poe", "Mayor Ann Poe spoke on Monday."),
        ("Bob Roe", "Robert Roe, the warden, spoke on Monday."),
        ("Chuck Vale", "The plan is by Senators Arbery, Vale and Doe."),
        ("Vale", "Corin Vale spoke on Monday."),
        ("Ann Poe", "Mr. Doe and Ms. Poe spoke on Monday."),
        ("Ann Poe OR Al Doe", "Al Doe spoke on Monday."),
        ("Ann Poe", "ANN POE speaks on Monday at the pier."),
    ],
)
def test_a_person_is_found_under_each_name(person: str, text: str) -> None:
    assert holds(text, person=person)


@pytest.mark.parametrize(
    "person, text",
    [
        ("Bill Roe", "Benjamin Roe, the warden, spoke on Monday. Roe was angry."),
        ("Robert Menlow", "The Menlow brothers were convicted on Monday."),
        ("Ann Poe", "The Poe family spoke on Monday."),
        ("Vale -Corin Vale", "Corin Vale spoke on Monday."),
        ("Ann Poe AND Al Doe", "Al Doe spoke on Monday."),
    ],
)
def test_another_person_is_passed_over(person: str, text: str) -> None:
    assert not holds(text, person=person)


def test_a_last_name_of_several_people_alone_is_nobodys() -> None:
    records = [told(f"{first} Roe spoke on Monday, it said.").analysis for first in ("Ben", "Bill")]
    alone = told("Senator Roe spoke on Monday.")
    assert find(understand(person="Bill Roe"), Held(alone))
    assert not find(learned(understand(person="Bill Roe"), records), Held(alone))


@pytest.mark.parametrize(
    "wanted, agency, is_it",
    [
        ("Harbor DA", "Harbor County District Attorney's Office", True),
        ("Senator Vale's office", "Office of Senator Vale", True),
        ("FBI", "Federal Bureau of Investigation", True),
        ("HCDA", "Harbor County District Attorney", True),
        ("Fed", "Federal Reserve", True),
        ("Treasury", "U.S. Department of the Treasury", True),
        ("Fed OR FBI", "Federal Bureau of Investigation", True),
        ("Harbor", "Harbor Office", False),
        ("Senator Roe's office", "Office of Senator Vale", False),
        ("Harbor DA", "Elm County District Attorney's Office", False),
        ("Fed -FBI", "Federal Bureau of Investigation", False),
    ],
)
def test_an_agency_is_told_by_what_it_is_called(wanted: str, agency: str, is_it: bool) -> None:
    assert holds("Tin was found.", agency, agency=wanted) is is_it


@pytest.mark.parametrize("typed", ["-bank", "((", "theft AND", "-(a AND b)", "  ", '""'])
def test_what_cannot_be_understood_is_asked_back(typed: str) -> None:
    if typed == "theft AND":
        assert read_expression(typed) == read_expression("theft")
        return
    with pytest.raises(UnreadableInputError):
        understand(words=typed)


def test_parentheses_cannot_multiply_without_end() -> None:
    with pytest.raises(UnreadableInputError):
        understand(words=" AND ".join(["(a OR b OR c OR d)"] * 8))
    with pytest.raises(UnreadableInputError):
        understand(words="(" * 50 + "a" + ")" * 50)


def test_a_line_is_a_figure_where_it_has_a_bound() -> None:
    assert understand_line("arrests > 50").threshold
    assert understand_line("route 66").words == ("route 66",)
    assert understand_line("robbery -bank").words == ("robbery -bank",)
