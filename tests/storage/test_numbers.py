"""Numbers that people type are looked for, however large: nothing stands there, nothing fails."""

import pytest

from domain.errors import NotFoundError
from storage import Storage

LARGE = [2**31, 2**40, 2**53]


@pytest.mark.parametrize("number", LARGE)
async def test_nothing_is_stored_under_a_large_number(storage: Storage, number: int) -> None:
    for looked_for in (
        storage.releases.get(number),
        storage.watches.get(number, 1, 1),
        storage.subscriptions.get(number, 1),
        storage.feedback.get(number),
        storage.deliveries.get(number),
    ):
        with pytest.raises(NotFoundError, match=r"number|feedback|message"):
            await looked_for
