"""A span is a place with words, or nothing."""

import pytest

from domain.documents import Span
from domain.errors import MissingReceiptError


def test_span_holds_the_words_of_its_place() -> None:
    span = Span.of("seven crates", 6, 12)
    assert span == Span(6, 12, "crates")
    assert span.stands_in("seven crates")
    assert not span.stands_in("seven  crates")


@pytest.mark.parametrize("start, end", [(3, 3), (4, 2), (-1, 2), (0, 6)])
def test_span_of_no_words_is_refused(start: int, end: int) -> None:
    with pytest.raises(MissingReceiptError):
        Span.of("tin!!", start, end)
