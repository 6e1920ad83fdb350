import re

from hypothesis import example, given, settings
from hypothesis import strategies as st

from domain.documents import Document
from processing.head import find_head
from processing.layout import read_layout
from processing.parsed_text import ParsedText

# Lines that each part of the reading looks for, so that random texts are more than noise.
LINES = st.sampled_from(
    [
        "###",
        "– 30 –",
        "Latest News",
        "Home",
        "FOR IMMEDIATE RELEASE",
        "May 4, 2026",
        "Date: February 31, 2026",
        "MARLOW",
        "– The board voted on Tuesday to rebuild the mole.",
        "“Why now?” he asked.",
        "said Sheriff Renn",
        ". “It is time.”",
        "the workers’ union of the",
        "• two pilot boats",
        "2015 31 12",
        "555-010-2230",
        "press@marlow.example",
        "Two Men Charged After Fire in Low Ferry",
        "El condado abrió el puente el lunes, dijo el alguacil, después de once meses de obras.",
        "An indictment is merely an allegation.",
        "(Marlow – July 30, 2024) –",
        "",
    ]
)
PAGES = st.lists(LINES | st.text(max_size=40), max_size=30).map("\n".join)
TITLES = st.none() | st.text(max_size=40) | LINES | st.just("A Headline | Marsh County Office")

PLAIN_SPACE = re.compile(r"[\s\u200b\u200e\u200f\u202a-\u202e\ufeff\x00-\x1f\x7f]")


def is_allowed(old: str, new: str) -> bool:
    if old == new:
        return True
    if old in "’ʼ":
        return new == "'"
    return new in " \n" and PLAIN_SPACE.fullmatch(old) is not None


def check(reading: ParsedText) -> None:
    text, flat = reading.text, reading.flat
    assert len(flat) == len(text)
    assert all(is_allowed(old, new) for old, new in zip(text, flat, strict=True))
    last = 0
    for block in reading.blocks:
        assert last <= block.start < block.end <= len(flat)
        words = flat[block.start : block.end]
        assert "\n" not in words
        assert words == words.strip()
        assert not flat[last : block.start].strip()
        last = block.end
    assert not flat[last:].strip()
    last = 0
    for sentence in reading.sentences:
        block = reading.blocks[sentence.block]
        assert max(last, block.start) <= sentence.start < sentence.end <= block.end
        assert not flat[sentence.start].isspace()
        last = sentence.end
    prose = {i for i, block in enumerate(reading.blocks) if block.kind.is_prose}
    assert prose <= {sentence.block for sentence in reading.sentences}


@settings(max_examples=300, deadline=None)
@given(text=st.text(max_size=200) | PAGES, title=TITLES)
@example(text="a" + " " * 300 + "b", title=None)
@example(text="\r\n\r\r\n", title="")
@example(text="…" * 40 + "x.", title=None)
@example(text="\u0130\u0130 an indictment is merely an allegation.", title=None)
def test_any_text_is_read(text: str, title: str | None) -> None:
    reading = read_layout(Document("1", text, title=title))
    check(reading)
    head = find_head(reading, None)
    assert head.title is None or head.title.value.strip() or not (title or "").strip()
