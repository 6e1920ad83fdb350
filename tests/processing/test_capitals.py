"""Names and offices in capitals are spelled as a sentence writes them; others stay as they are."""

import pytest

from processing.names.capitals import spell_name, spell_office


@pytest.mark.parametrize(
    ("name", "spelled"),
    [
        ("ADA LUND", "Ada Lund"),
        ("ADA McNALLY", "ADA McNALLY"),
        ("ADA MCNALLY", "Ada McNally"),
        ("BO O'HARA", "Bo O'Hara"),
        ("BO O’HARA-LUND", "Bo O’Hara-Lund"),
        ("MARIA DE LA CRUZ", "Maria de la Cruz"),
        ("PIET VAN DER BERG", "Piet van der Berg"),
        ("VAN NGUYEN", "Van Nguyen"),
        ("JD LUND", "JD Lund"),
        ("P.J. LUND", "P.J. Lund"),
        ("ADA NG", "Ada Ng"),
        ("ADA LUND III", "Ada Lund III"),
        ("ADA LUND JR.", "Ada Lund Jr."),
        ("Ada Lund", "Ada Lund"),
        ("LUC", "LUC"),
        ("Ada Hall\u2010Lund", "Ada Hall-Lund"),
    ],
)
def test_name_in_capitals(name: str, spelled: str) -> None:
    assert spell_name(name, "QUESTION: Will it hold?") == spelled


def test_what_the_release_writes_in_small_letters_is_taken() -> None:
    text = "ADA MACDONALD: It holds.\nMr Van Dyk thanked Ada MacDonald and Piet Van Dyk."
    assert spell_name("ADA MACDONALD", text) == "Ada MacDonald"
    assert spell_name("PIET VAN DYK", text) == "Piet Van Dyk"


@pytest.mark.parametrize(
    ("office", "spelled"),
    [
        ("MINISTER FOR PORTS AND THE COAST", "Minister for Ports and the Coast"),
        ("CEO OF ELM FERRIES", "CEO of Elm Ferries"),
        ("DIRECTOR OF ICE", "Director of ICE"),
        ("CEO", "CEO"),
        ("Minister for ICT", "Minister for ICT"),
    ],
)
def test_office_in_capitals(office: str, spelled: str) -> None:
    assert spell_office(office, "Agents of ICE searched the house.") == spelled
