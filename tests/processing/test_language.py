import json
from pathlib import Path

import pytest

from domain.documents import Document
from processing.language import detect_language, is_foreign
from processing.layout import read_layout

CASES = Path(__file__).parents[1] / "cases" / "layout" / "language.json"


@pytest.mark.parametrize(("language", "text"), json.loads(CASES.read_text("utf-8")))
def test_language(language: str | None, text: str) -> None:
    assert detect_language(text) == language


def test_running_text_of_an_unknown_language_has_no_language() -> None:
    text = " ".join(f"{'bcdfgh'[i % 6]}orul{'klmn'[i % 4]}e{'pqrst'[i % 5]}ux" for i in range(60))
    assert detect_language(text) is None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("El condado abrió el puente el lunes, dijo el alguacil, después de las obras.", True),
        ("The sheriff opened the bridge “El Puente de los Santos y de la Paz” on Monday.", False),
        ("Juan de la Cruz, Maria Santos, Pedro Ruiz", False),
    ],
)
def test_foreign_paragraphs(text: str, expected: bool) -> None:
    assert is_foreign(text) is expected


def test_an_english_lead_above_a_translation_stays_english() -> None:
    lead = "The county opened the bridge at Low Ferry on Monday, and the sheriff said it is safe."
    foreign = (
        "El condado abrió el puente de Low Ferry el lunes, dijo el alguacil, y es seguro. " * 4
    )
    assert read_layout(Document("1", f"{lead}\n\n{foreign}")).language == "en"
    assert read_layout(Document("1", foreign)).language == "es"
