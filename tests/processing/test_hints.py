"""What is asked before a long pattern is tried stands in all that the pattern can match."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from processing.figures import changes, expectations, rates
from processing.head import labels, published
from processing.layout import embargoes

HINTED = (
    *expectations.LEADS,
    *rates.LEADS,
    (changes.BEFORE, changes.HINTS),
    (changes.ROUGHLY_BEFORE, changes.ROUGHLY),
    (labels.CHANGED, labels.CHANGE_HINTS),
    (labels.WE_CHANGED, labels.CHANGE_HINTS),
    (published.ENDS, published.END_HINTS),
    (embargoes.EMBARGO, embargoes.EMBARGO_HINTS),
)


@pytest.mark.parametrize(("pattern", "hints"), HINTED)
def test_no_match_of_a_pattern_is_without_its_hints(
    pattern: re.Pattern[str], hints: tuple[str, ...]
) -> None:
    @settings(max_examples=15, derandomize=True, database=None, deadline=None)
    @given(st.from_regex(pattern, alphabet=st.characters(max_codepoint=0x7F)))
    def check(text: str) -> None:
        assert any(hint in text.lower() for hint in hints)

    check()
