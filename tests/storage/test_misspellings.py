"""A word no release has is mended by those they have, on both databases, and said to be."""

import pytest

from storage import Storage
from tests.storage.conftest import NOW, MakeAnalysis, MakeDocument


@pytest.fixture
async def filled(storage: Storage, document: MakeDocument, analysis: MakeAnalysis) -> Storage:
    releases = [
        document("a", "The harbour is open.", title="Second pier opens"),
        document("b", "The harbour is closed. The armour is old.", title="Fees rise"),
    ]
    await storage.releases.save_many([(d, analysis(d)) for d in releases], now=NOW)
    return storage


@pytest.mark.parametrize(
    "query, mended, found",
    [
        ("harbuor", (("harbuor", "harbour"),), 2),  # changed round
        ("harbur open", (("harbur", "harbour"),), 2),  # one less, and some of the words
        ("harbouur", (("harbouur", "harbour"),), 2),  # one more
        ("harboor", (("harboor", "harbour"),), 2),  # another
        ("harbour", (), 2),
        ('"harbuor"', (), 0),  # insisted on
        ("hrabuor", (("hrabuor", "harbour"),), 2),  # changed round twice
        ("harbr", (), 0),  # too short for two letters wrong
        ("hbour", (), 0),
        ("harrbouurr", (), 0),  # three letters away
        ("hqrbpur", (("hqrbpur", "harbour"),), 2),  # two others
        ("harboursid", (), 0),
        ("zarboor", (), 0),  # another beginning
        ("pire", (), 0),  # too short to tell
        ("closed -harbuor", (), 1),
    ],
)
async def test_word_no_release_has_is_mended(
    filled: Storage, query: str, mended: tuple[tuple[str, str], ...], found: int
) -> None:
    page = await filled.search.find(query, limit=5)
    assert (page.mended, len(page.hits)) == (mended, found)
