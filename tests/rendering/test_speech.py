"""A quotation over several paragraphs is shown without marks in the middle; all else stays."""

import pytest

from domain.facts import Quote, QuoteMarks
from rendering.plain import brief_text
from rendering.speech import spoken_words
from tests.rendering.releases import place, release_of

REOPENED = "continued-paragraph, reopened-paragraphs"


@pytest.mark.parametrize(
    ("said", "shown"),
    [
        ("It held.\n\n“Nobody was hurt.\n\n“We go on.", "It held. Nobody was hurt. We go on."),
        ('It held.\n\n"Nobody was hurt.', "It held. Nobody was hurt."),
        # Paragraphs that a page set on one line.
        ("It held.  “Nobody was hurt.", "It held. Nobody was hurt."),
        # Pairs within the speech stay, also where one begins a paragraph or a line.
        ("It held.\n\n“We need a “firm hand” now.", "It held. We need a “firm hand” now."),
        ('It held.\n\n"We need a "firm hand" now.', 'It held. We need a "firm hand" now.'),
        ("It held.\n\n““Firm hands” won.\n\n“We go on.", "It held. “Firm hands” won. We go on."),
        ('It had a\n\n"firm hand" then.\n\n"We go on.', 'It had a "firm hand" then. We go on.'),
    ],
)
def test_marks_that_open_a_paragraph_again_are_not_shown(said: str, shown: str) -> None:
    text = f"“{said}” Warden Ann Poe said."
    quote = Quote(place(said, text), "direct", speaker_name="Ann Poe", rule=REOPENED)
    assert spoken_words(release_of(text), quote) == shown


def test_single_marks_open_a_paragraph_again_and_apostrophes_stay() -> None:
    said = "It’s held.\n\n‘Nobody’s hurt, and the crews’ work is done."
    text = f"‘{said}’ Warden Ann Poe said."
    quote = Quote(place(said, text), "direct", marks="single", rule=REOPENED)
    shown = "It’s held. Nobody’s hurt, and the crews’ work is done."
    assert spoken_words(release_of(text), quote) == shown


@pytest.mark.parametrize(
    ("marks", "rule"), [("double", "cue-after"), ("none", "transcript"), ("double", "lost-mark")]
)
def test_other_words_are_shown_as_they_stand(marks: QuoteMarks, rule: str) -> None:
    said = "We read: “It held.\n\n“Nobody was hurt"
    text = f"“{said}” Warden Ann Poe said."
    quote = Quote(place(said, text), "direct", marks=marks, rule=rule)
    assert spoken_words(release_of(text), quote) == "We read: “It held. “Nobody was hurt"


def test_the_receipt_points_at_the_exact_words() -> None:
    said = "It held.\n\n“Nobody was hurt."
    text = f"“{said}” Warden Ann Poe said."
    quote = Quote(place(said, text), "direct", speaker_name="Ann Poe", rule=REOPENED)
    release = release_of(text, quotes=(quote,))
    assert quote.span.text == said
    assert "“It held. Nobody was hurt.”" in brief_text(release)
