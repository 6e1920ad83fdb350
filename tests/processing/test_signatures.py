"""Lines that name a speaker, and lines like them that do not."""

import pytest

from processing.names.signatures import read_signature


@pytest.mark.parametrize(
    "line, name, role, organization",
    [
        ("Minister of Trade Ada Lund", "Ada Lund", "Minister of Trade", None),
        (
            "Minister of Energy, Mines and Roads Bo Ortiz",
            "Bo Ortiz",
            "Minister of Energy, Mines and Roads",
            None,
        ),
        ("Premier Sandy Silver", "Sandy Silver", "Premier", None),
        (
            "Kell Housing Society executive director Vishnu Vijay",
            "Vishnu Vijay",
            "Kell Housing Society executive director",
            None,
        ),
        ("Chief Doris Bell, Tarn First Nation", "Doris Bell", "Chief", "Tarn First Nation"),
        (
            "The Honourable Ada Lund, Member of Parliament for Kell",
            "Ada Lund",
            "Member of Parliament for Kell",
            None,
        ),
        (
            "Ada Lund, Executive Director, Centre for Ports, Kell College",
            "Ada Lund",
            "Executive Director",
            "Centre for Ports, Kell College",
        ),
        (
            "Commissioner of Kell, Angélique Bernard",
            "Angélique Bernard",
            "Commissioner of Kell",
            None,
        ),
        ("Dän Nätthe Äda (Chief Steve Smith)", "Steve Smith", "Chief", None),
        (
            "Tarn Council Grand Chief Simon Mervyn, Sr.",
            "Simon Mervyn",
            "Tarn Council Grand Chief",
            None,
        ),
        (
            "Acting Chief Medical Officer Dr. Andy Delli Pizzi",
            "Andy Delli Pizzi",
            "Acting Chief Medical Officer",
            None,
        ),
        (
            "Ada Lund, MP for Kell, on behalf of Bo Ortiz, Minister of Roads",
            "Ada Lund",
            "MP for Kell",
            None,
        ),
        ("Dr. Scott Westberg", "Scott Westberg", None, None),
        ("— Jane Roe", "Jane Roe", None, None),
    ],
)
def test_the_name_and_the_office_of_a_signature_are_told_apart(
    line: str, name: str, role: str | None, organization: str | None
) -> None:
    signature = read_signature(line)
    assert signature is not None
    assert signature.is_sure
    found = (signature.name, signature.role, signature.organization)
    assert [place and line[slice(*place)] for place in found] == [name, role, organization]


@pytest.mark.parametrize(
    "line",
    [
        "Minister of Trade Ada Lund opens the pier",
        "The mayor was there with Ada Lund",
        "About Director Ada Lund",
        "Sincerely, Senator Ada Lund",
        "2004 United States Senator Ada Lund",
        "Kell County Sheriff's Office",
        "Examples of surcharge changes",
        "Minister of Trade Ada Lund:",
        "Lund",
    ],
)
def test_other_lines_are_no_signatures(line: str) -> None:
    assert read_signature(line) is None


def test_a_name_without_an_office_is_doubtful() -> None:
    signature = read_signature("Carver Nation Haa Shaa du Hen Lynda Dickson")
    assert signature is not None
    assert not signature.is_sure
