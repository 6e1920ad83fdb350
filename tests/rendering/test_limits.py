"""Cutting and paging lose nothing that they should not."""

import re

from hypothesis import given
from hypothesis import strategies as st

from rendering.limits import cut, paginate, split


def test_cut_ends_at_a_word() -> None:
    assert cut("seven releases were stored", 18) == "seven releases…"


def test_cut_leaves_short_text_alone() -> None:
    assert cut("short", 5) == "short"


@given(st.text(alphabet="ab *\\", max_size=80), st.integers(2, 40))
def test_cut_is_never_longer_than_asked(text: str, limit: int) -> None:
    assert len(cut(text, limit)) <= limit


@given(st.text(alphabet="ab \n", max_size=200), st.integers(1, 40))
def test_split_keeps_every_word(text: str, limit: int) -> None:
    pieces = split(text, limit)
    assert all(len(piece) <= limit for piece in pieces)
    assert "".join("".join(pieces).split()) == "".join(text.split())


@given(st.text(alphabet="a\\*", max_size=60), st.integers(2, 9))
def test_split_parts_no_escape(text: str, limit: int) -> None:
    escaped = text.replace("\\", r"\\").replace("*", r"\*")
    for piece in split(escaped, limit):
        assert not re.search(r"[*\\]", re.sub(r"\\[*\\]", "", piece))


@given(st.lists(st.text(alphabet="ab ", max_size=60), max_size=20), st.integers(10, 50))
def test_pages_hold_every_item_within_the_limit(items: list[str], limit: int) -> None:
    pages = paginate(items, limit)
    assert pages
    assert all(len("\n".join(page)) <= limit for page in pages)
    kept = "".join("".join(page) for page in pages)
    assert kept.replace(" ", "") == "".join(items).replace(" ", "")
