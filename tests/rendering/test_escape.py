"""Release text can neither format, link, ping nor pretend."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rendering.escape import escape, escape_lines, one_line, plain


@pytest.mark.parametrize(
    "text, shown",
    [
        ("**bold** and _thin_", r"\*\*bold\*\* and \_thin\_"),
        ("<@123> @everyone <#4>", r"\<\@123\> \@everyone \<\#4\>"),
        ("<t:0:R>", r"\<t\:0\:R\>"),
        ("[a](https://b.example)", r"\[a\]\(https\:\/\/b.example\)"),
        ("# head", r"\# head"),
        ("> quoted", r"\> quoted"),
        ("||hidden||", r"\|\|hidden\|\|"),
        ("3. third", r"3\. third"),
        ("+ more", r"\+ more"),
        ("2+2 is 4", "2+2 is 4"),
        ("version 3.14", "version 3.14"),
        ("a\\*b", r"a\\\*b"),
        ("plain words, 5% of them", "plain words, 5% of them"),
    ],
)
def test_escape_makes_marks_plain(text: str, shown: str) -> None:
    assert escape(text) == shown


def test_one_line_folds_breaks_and_spaces() -> None:
    assert one_line(" a\u00a0 b\n\nc\t d ") == "a b c d"


def test_plain_drops_what_cannot_be_seen() -> None:
    assert plain("a\u200bb\u202ecd\x1b[31m\ufeff") == "abcd[31m"
    assert plain("\u3164\u115f\U000e0041 x\u034f") == "x"


def test_plain_keeps_accents_but_not_towers_of_them() -> None:
    assert plain("e\u0301" + "o" + "\u0301" * 30) == "e\u0301o" + "\u0301" * 3


def test_escape_lines_keeps_line_breaks() -> None:
    assert escape_lines("one\n- two") == "one\n\\- two"


@given(st.text(alphabet="*_~|`>[]()#@<:/-\\ \nab1.", max_size=200))
def test_every_mark_stands_behind_a_backslash(text: str) -> None:
    shown = escape_lines(text)
    unescaped = re.sub(r"\\[^A-Za-z0-9\s]", "", shown)
    assert not re.search(r"[*_~|`>\[\]()#@<:/\\-]", unescaped)
