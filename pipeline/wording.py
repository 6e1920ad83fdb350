"""Words of a text in whatever grammatical form: "gang" stands in "two gangs", not in "gangway"."""

import re
from bisect import bisect_right
from collections.abc import Iterator
from functools import cached_property
from itertools import accumulate

from domain.documents import Span
from processing.words.stemming import stem

_WORD = re.compile(r"\w+")
_MARKS = "\"“”„'‘’«»"


class Wording:
    """The words of a text, in which phrases are found. A phrase in quotation marks is exact."""

    def __init__(self, text: str) -> None:
        self._text = text

    def holds(self, phrase: str) -> bool:
        """Whether the words of the phrase stand in the text one after another."""
        line, wanted = self._line_for(phrase)
        return bool(wanted.strip()) and wanted in line

    def find(self, phrase: str) -> Iterator[Span]:
        """The places of the phrase, in order."""
        line, wanted = self._line_for(phrase)
        if not wanted.strip():
            return
        words = line.split()
        starts = list(accumulate((len(word) + 1 for word in words), initial=1))
        size = len(wanted.split())
        at = line.find(wanted)
        while at >= 0:
            first = bisect_right(starts, at + 1) - 1
            places = self._places[first : first + size]
            yield Span.of(self._text, places[0][0], places[-1][1])
            at = line.find(wanted, at + 1)

    def _line_for(self, phrase: str) -> tuple[str, str]:
        words = _WORD.findall(phrase.casefold())
        is_exact = phrase[:1] in _MARKS and phrase[-1:] in _MARKS
        if is_exact:
            return self._exact, _line(words)
        return self._stemmed, _line([stem(word) for word in words])

    @cached_property
    def _places(self) -> list[tuple[int, int]]:
        return [found.span() for found in _WORD.finditer(self._text)]

    @cached_property
    def _words(self) -> list[str]:
        return [self._text[start:end].casefold() for start, end in self._places]

    @cached_property
    def _exact(self) -> str:
        return _line(self._words)

    @cached_property
    def _stemmed(self) -> str:
        return _line([stem(word) for word in self._words])


def _line(words: list[str]) -> str:
    return f" {' '.join(words)} "
