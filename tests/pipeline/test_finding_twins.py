"""Watches held against forms made of the kept lists: each finds its group, and not the next one."""

from collections.abc import Sequence
from datetime import UTC, datetime
from unicodedata import normalize

import pytest

from domain.archive import ReleaseHead, StoredRelease
from domain.documents import Document
from pipeline.finding import Held, find
from pipeline.understanding import understand
from processing import analyse, lexicon

NOW = datetime(2026, 11, 20, tzinfo=UTC)
# Every so-manieth group is tried: all of them say the same of the rule.
_STEP = 5


def groups(name: str) -> list[list[str]]:
    """The groups of a kept list with words of one part, those that others share a word with out."""
    found = [line.split() for line in lexicon.ordered_words(name)]
    seen = [word for group in found for word in set(group)]
    return [g for g in found if len(g) > 1 and all(seen.count(w) == 1 and w.isalpha() for w in g)]


def pairs(name: str) -> list[tuple[list[str], list[str]]]:
    """Groups with a neighbour that is far from them."""
    found = groups(name)
    return [(g, found[n - len(found) // 2]) for n, g in enumerate(found)][::_STEP]


def holds(text: str, **wanted: str) -> bool:
    document = Document("r", text, None)
    head = ReleaseHead(1, "A notice", None, None, NOW, None, False)
    release = StoredRelease(head, document, analyse(document))
    return find(understand(**wanted), Held(release)) is not None


def of(name: str) -> pytest.MarkDecorator:
    return pytest.mark.parametrize(
        "group, other", pairs(name), ids=lambda group: "-".join(group[:2])
    )


def accented(word: str) -> str:
    """The word with an accent on each vowel that can have one."""
    return "".join(normalize("NFC", c + "\u0301") if c in "aeiou" else c for c in word)


@of("words_spellings")
def test_each_spelling_finds_the_other(group: Sequence[str], other: Sequence[str]) -> None:
    for wanted, written in ((group[0], group[-1]), (group[-1], group[0])):
        assert holds(f"The word was {written} there.", words=wanted)
        assert holds(f"The word was {accented(written)} there.", words=wanted)
        assert holds(f"The word was {written} there.", words=accented(wanted))
        assert not holds(f"The word was {other[0]} there.", words=wanted)
        assert not holds(f"The word was {written}xy there.", words=wanted)


@of("words_families")
def test_each_of_a_family_finds_the_other(group: Sequence[str], other: Sequence[str]) -> None:
    assert holds(f"The word was {group[-1]} there.", words=group[0])
    assert not holds(f"The word was {other[-1]} there.", words=group[0])
    assert not holds(f"The word was {group[-1]} there.", words=f'"{group[0]} zinc"')


@of("names_nicknames")
def test_a_short_name_is_found_by_the_long_one(group: Sequence[str], other: Sequence[str]) -> None:
    long, short, stranger = (name.title() for name in (group[0], group[1], other[0]))
    for wanted, written in ((long, short), (short, long)):
        assert holds(f"{written} Menlow, the warden, spoke.", person=f"{wanted} Menlow")
        assert not holds(f"{written} Arbery, the warden, spoke.", person=f"{wanted} Menlow")
    assert not holds(f"{stranger} Menlow, the warden, spoke.", person=f"{long} Menlow")
