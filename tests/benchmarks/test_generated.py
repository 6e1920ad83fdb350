"""The generated archive: receipts hold, words are as common as in real releases, parts are one."""

import re
from collections import Counter

from benchmarks.generated import rare_word, release, releases
from storage.signatures import common_words, rarity_of

_SOME = 150


def test_every_receipt_stands_in_its_text() -> None:
    for document, analysis in releases(20):
        assert all(span.stands_in(document.text) for span in analysis.receipts())
        assert analysis.quotes or len(document.text) < 4_000


def test_a_part_of_an_archive_is_the_same_whoever_makes_it() -> None:
    assert [*releases(4), *releases(3, first=4)][5] == release(5)
    assert release(5) != release(5, seed=2)


def test_common_words_stand_in_more_texts_than_rare_ones() -> None:
    found = Counter(
        word for document, _ in releases(_SOME) for word in set(re.findall(r"\w+", document.text))
    )
    bands = {band: [w for w in common_words() if rarity_of(w) == band] for band in (1, 3, 5)}
    means = [sum(found[w] for w in words) / len(words) for words in bands.values()]
    assert means[0] > 2 * means[1] > 4 * means[2] > 0
    assert 0 < sum(found[rare_word(n)] for n in range(9)) / 9 < means[2]
