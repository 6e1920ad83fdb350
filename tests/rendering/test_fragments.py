"""Addresses that open a page at a sentence: the words that name it, encoded as specified."""

from urllib.parse import unquote

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.documents import Span
from rendering.fragments import fragment_address

URL = "https://harbor.example/1"
TEXT = (
    "The port was closed on Monday. The port was closed on Friday, too, by the Harbor Office, "
    "which said so twice.\n"
    "Tin, copper & well-kept zinc were found.\n"
    "The end of it all came on Sunday.\n"
)


def directive(words: str, url: str = URL, text: str = TEXT) -> str:
    start = text.index(words)
    return fragment_address(url, text, Span.of(text, start, start + len(words)))


@pytest.mark.parametrize(
    "words, fragment",
    [
        ("The port was closed on Monday.", "The%20port%20was%20closed%20on%20Monday."),
        # A comma parts the start from the end, an ampersand directives, a hyphen ends a prefix.
        (
            "Tin, copper & well-kept zinc were found.",
            "Tin%2C%20copper%20%26%20well%2Dkept%20zinc%20were%20found.",
        ),
        # Its first words stand before, so more of them are taken.
        (
            "The port was closed on Friday, too, by the Harbor Office, which said so twice.",
            "The%20port%20was%20closed%20on%20Friday%2C,said%20so%20twice.",
        ),
    ],
)
def test_sentence_is_named_by_its_words(words: str, fragment: str) -> None:
    assert directive(words) == f"{URL}#:~:text={fragment}"


def test_words_that_stand_before_are_named_by_what_precedes_them() -> None:
    text = "Closed on Monday.\nAfter a storm it was closed on Monday.\n"
    at = text.rindex("closed")
    address = fragment_address(URL, text, Span.of(text, at, at + len("closed on Monday.")))
    assert address == f"{URL}#:~:text=storm%20it%20was-,closed%20on%20Monday."


def test_statement_over_lines_is_named_by_its_ends() -> None:
    words = TEXT[TEXT.index("Tin") : TEXT.index("Sunday.") + 7]
    assert unquote(directive(words)).endswith("=Tin, copper &,came on Sunday.")


def test_address_with_a_fragment_of_its_own_keeps_it() -> None:
    address = directive("The end of it all came on Sunday.", URL + "#main")
    assert address.startswith(URL + "#main:~:text=The")


@settings(deadline=None)
@given(st.text("ab -,&\n.é", min_size=1, max_size=80), st.data())
def test_no_text_breaks_the_directive(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    address = fragment_address(URL, text, Span.of(text, start, end))
    named = address.partition("#:~:text=")[2]
    assert " " not in named
    assert "&" not in named
    assert named.count(",") <= 2
