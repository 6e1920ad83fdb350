"""What a list is asked for survives the id of a button."""

from datetime import date

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from domain.archive import Filters, Term, TermKind
from domain.errors import UnreadableInputError
from domain.list_queries import SUBJECT, WORDS, ListQuery, read_subject

numbers = st.none() | st.integers(1, 36**4)
days = st.none() | st.dates(date(2000, 1, 1), date(2100, 1, 1))


def term(kind: TermKind, number: int | None) -> Term | None:
    return None if number is None else Term(number, kind, "name", 1)


@example(".", None, None, None, None)
@example("~a1.", None, None, None, None)
@given(st.text(max_size=40), numbers, numbers, days, days)
def test_what_is_written_is_read_back(
    words: str, agency: int | None, speaker: int | None, since: date | None, until: date | None
) -> None:
    filters = Filters(
        agency=term(TermKind.AGENCY, agency),
        speaker=term(TermKind.SPEAKER, speaker),
        since=since,
        until=until,
    )
    subject = ListQuery(filters, words).subject
    assert len(subject) <= SUBJECT
    read = read_subject(subject)
    terms = {"agency": agency, "speaker": speaker}
    assert read.terms == {name: number for name, number in terms.items() if number is not None}
    wanted = {"since": since, "until": until}
    assert read.days == {name: day for name, day in wanted.items() if day is not None}
    assert read.words == words


@given(st.text(max_size=80))
def test_any_subject_can_be_read(subject: str) -> None:
    read_subject(subject)


def test_what_is_too_long_is_refused_with_how_much() -> None:
    large = Term(36**5, TermKind.AGENCY, "name", 1)
    filters = Filters(agency=large, operation=large, speaker=large)
    with pytest.raises(UnreadableInputError, match="5 characters more"):
        _ = ListQuery(filters, "w" * WORDS).subject
    assert ListQuery(filters, "w" * (WORDS - 5)).subject
