"""Words of a text in whatever form: "gang" stands in "two gangs", not in "gangway".

A text is cut once into keys (`processing.words.forms`), each with its places; a phrase is made into
patterns of keys once (`pipeline.patterns`). So a thousand watches are held against a release in
some milliseconds.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property

from domain.documents import Span
from domain.expressions import Phrase
from pipeline.patterns import Pattern, plain_patterns
from processing.words.forms import key_of_word
from processing.words.spelling import fold

_WORD = re.compile(r"\w+")
_MARKS = "\"“”„'‘’«»"
# "stole money from a vehicle" is no theft of it.
_PARTING = frozenset(
    [
        "about",
        "after",
        "against",
        "and",
        "at",
        "because",
        "before",
        "but",
        "by",
        "for",
        "from",
        "if",
        "in",
        "into",
        "nor",
        "on",
        "or",
        "than",
        "that",
        "to",
        "when",
        "which",
        "while",
        "who",
        "with",
        "without",
    ]
)
_BETWEEN = re.compile(r"[\s\-‐‑–'’&/.,]*")


class Wording:
    """The words of a text, in which phrases are found.

    `acronyms` says what the text itself means by one, so that it is taken for nothing else.
    """

    def __init__(self, text: str, acronyms: Mapping[str, str] | None = None) -> None:
        self._text = text
        self._acronyms = acronyms or {}

    def holds(self, phrase: str) -> bool:
        """Whether the words of the phrase, in any form, stand in the text one after another."""
        return next(self._matches(_plain(phrase)), None) is not None

    def find(self, phrase: str) -> Iterator[Span]:
        """The places of the phrase, in order."""
        return self.spans_of(_plain(phrase))

    def holds_any(self, patterns: Iterable[Pattern]) -> bool:
        """Whether one of the patterns stands in the text."""
        return next(self._matches(patterns), None) is not None

    def spans_of(self, patterns: Iterable[Pattern]) -> Iterator[Span]:
        """The places of the patterns, in the order of the text."""
        for first, last in sorted(set(self._matches(patterns))):
            yield Span.of(self._text, self._places[first][0], self._places[last][1])

    def has_key(self, keys: Iterable[str]) -> bool:
        """Whether a word of one of these keys stands in the text."""
        return not self._index.keys().isdisjoint(keys)

    def _matches(self, patterns: Iterable[Pattern]) -> Iterator[tuple[int, int]]:
        """Numbers of the first and the last word of each match."""
        for pattern in patterns:
            if all(not self._index.keys().isdisjoint(keys) for keys in pattern.words):
                for match in self._found(pattern):
                    if self._is_meant(pattern, *match):
                        yield match

    def _found(self, pattern: Pattern) -> Iterator[tuple[int, int]]:
        starts = sorted(n for key in pattern.words[0] for n in self._index.get(key, ()))
        for start in starts:
            at = start
            for keys in pattern.words[1:]:
                nearest = self._next(at, keys, pattern.gap)
                if nearest is None:
                    break
                at = nearest
            else:
                yield start, at

    def _next(self, at: int, keys: frozenset[str], gap: int) -> int | None:
        """The number of the word behind that of `at`, what goes with it between them left out."""
        for number in range(at + 1, min(at + 2 + gap, len(self._keys))):
            between = self._text[self._places[number - 1][1] : self._places[number][0]]
            if not _BETWEEN.fullmatch(between):
                return None
            if self._keys[number] in keys:
                return number
            if self._words[number] in _PARTING:
                return None
        return None

    def _is_meant(self, pattern: Pattern, first: int, last: int) -> bool:
        """Whether what stands there is written as what is wanted is."""
        if pattern.refused and self._words[first] in pattern.refused:
            return False
        if pattern.is_split and not self._is_close(first):
            return False
        if pattern.is_company:
            return self._is_company(first)
        if pattern.acronym is None:
            return True
        written = "".join(self._written(n) for n in range(first, last + 1))
        written = written.removesuffix("s") if pattern.acronym[-1] != "s" else written
        size = len(pattern.acronym)
        is_so = written == pattern.acronym or (size >= 4 and written == pattern.acronym.title())
        if not is_so and not (size >= 6 and written.casefold() == pattern.acronym.casefold()):
            return False
        own = self._acronyms.get(pattern.acronym)
        return own is None or not pattern.meant or fold(own) in pattern.meant

    def _is_close(self, first: int) -> bool:
        """Whether only a space or a hyphen parts two words that are written as one elsewhere."""
        between = self._text[self._places[first][1] : self._places[first + 1][0]]
        return between in (" ", "-", "‑", "‐")

    def _is_company(self, number: int) -> bool:
        """Whether a word is a name by itself: not the fruit, nor part of a longer name."""
        if not self._is_capital(number) or self._written(number).isupper():
            return False
        if number and self._gap(number) == " " and self._is_capital(number - 1):
            return False
        follows = number + 1 < len(self._words) and self._gap(number + 1) == " "
        if not follows or not self._is_capital(number + 1):
            return not self._begins_sentence(number) or self._has_other_capital(number)
        after = self._written(number + 1)
        return after in _OF_COMPANIES or not after[1:].islower()

    def _has_other_capital(self, number: int) -> bool:
        same = self._index.get(self._keys[number], ())
        return not any(self._written(n).islower() for n in same)

    def _begins_sentence(self, number: int) -> bool:
        start = self._places[number][0]
        return self._text[:start].rstrip()[-1:] in ("", ".", "!", "?", "\n", "“", '"')

    def _gap(self, number: int) -> str:
        return self._text[self._places[number - 1][1] : self._places[number][0]]

    def _is_capital(self, number: int) -> bool:
        return self._written(number)[:1].isupper()

    def _written(self, number: int) -> str:
        start, end = self._places[number]
        return self._text[start:end]

    @cached_property
    def _places(self) -> list[tuple[int, int]]:
        return [found.span() for found in _WORD.finditer(self._text)]

    @cached_property
    def _words(self) -> list[str]:
        return [fold(self._text[start:end]) for start, end in self._places]

    @cached_property
    def _keys(self) -> list[str]:
        return [key_of_word(word) for word in self._words]

    @cached_property
    def _index(self) -> dict[str, list[int]]:
        index: dict[str, list[int]] = {}
        for number, key in enumerate(self._keys):
            index.setdefault(key, []).append(number)
        return index


# What stands behind the name of a company and belongs to it.
_OF_COMPANIES = frozenset(
    """
    App CEO Card Cash Co Company Computer Computers Corp Corporation Corporations Devices Gift
    Group Inc Incorporated Limited Ltd Maps Music News Pay Platforms Prime Store Stores Watch
    """.split()  # noqa: SIM905
)


def _plain(phrase: str) -> tuple[Pattern, ...]:
    is_exact = phrase[:1] in _MARKS and phrase[-1:] in _MARKS
    return plain_patterns(Phrase(phrase.strip(_MARKS), is_exact))
