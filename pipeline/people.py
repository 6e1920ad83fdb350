"""Who is named in a release, under whichever form of the name."""

import re
from collections.abc import Iterator, Sequence
from functools import cached_property

from domain.archive import StoredRelease
from domain.documents import Span
from processing.names.variants import PersonName, is_title, may_be, read_name
from processing.words.spelling import fold

_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*\.?")
# "the Menendez brothers", "Nelson County", "the Clinton administration" are not the person.
_OTHERS = frozenset(
    """
    act administration airport amendment avenue bill boulevard bridge brothers building campus case
    center centre clan college county court creek drive estate family foundation hall highway
    hospital house island lake law library memorial mountain park parkway plan river road school
    siblings sisters square stadium station street twins university valley
    """.split()  # noqa: SIM905
)
_LETTER = re.compile(r"[A-Z]\.?")


class People:
    """The people of a release, read once."""

    def __init__(self, release: StoredRelease) -> None:
        self._release = release
        self._found: dict[tuple[str, bool], tuple[Span, ...] | None] = {}

    def places_of(self, wanted: str, shared: Sequence[str] = ()) -> tuple[Span, ...] | None:
        """Where the person is named, empty where only the title does; None for nowhere.

        A last name alone is the person's where nobody else in the release has it with another
        first name, and unless it is one of those `shared` by several people of the archive.
        """
        name = read_name(wanted)
        if name is None:
            return None
        is_shared = name.last in shared and bool(name.given)
        key = (wanted, is_shared)
        if key not in self._found:
            self._found[key] = self._look_for(name, is_shared=is_shared)
        return self._found[key]

    def _look_for(self, name: PersonName, *, is_shared: bool) -> tuple[Span, ...] | None:
        alike = [(p, n) for p, n in self._named if n.last == name.last]
        full = [p for p, n in alike if n.given and name.given and may_be(name, n)]
        if full or (alike and not name.given):
            people = full or [p for p, _ in alike]
            return tuple(span for person in people for span in person.mentions)
        mentions = list(self._mentions(name.last))
        if name.given:
            whole = [
                s
                for s, first in mentions
                if first and may_be(name, PersonName((first,), name.last))
            ]
            if whole:
                return tuple(whole)
            is_another = any(n.given for _, n in alike) or any(first for _, first in mentions)
            if is_another or is_shared:
                return None
        bare = [span for span, first in mentions if first is None or not name.given]
        return tuple(bare) or None

    @cached_property
    def _named(self) -> list[tuple]:  # type: ignore[type-arg]
        read = [(person, read_name(person.name)) for person in self._release.analysis.people]
        return [(person, name) for person, name in read if name is not None]

    @cached_property
    def _words(self) -> list[tuple[int, int]]:
        return [found.span() for found in _WORD.finditer(self._release.document.text)]

    @cached_property
    def _by_name(self) -> dict[str, list[int]]:
        """Numbers of the words that begin with a capital, by what they are without endings."""
        text = self._release.document.text
        found: dict[str, list[int]] = {}
        for number, (start, end) in enumerate(self._words):
            if text[start].isupper():
                found.setdefault(_plain(text[start:end]), []).append(number)
        return found

    def _mentions(self, last: str) -> Iterator[tuple[Span, str | None]]:
        """The places of a last name and the first name before each, None where none stands."""
        text = self._release.document.text
        for number in self._by_name.get(last, ()):
            start, end = self._words[number]
            if self._is_another(number):
                continue
            first = self._first_before(number)
            begin = self._words[number - 1][0] if first and not _LETTER.fullmatch(first) else start
            yield Span.of(text, begin, end), first and fold(first)

    def _is_another(self, number: int) -> bool:
        """Whether what follows makes it the name of something else."""
        text = self._release.document.text
        if number + 1 >= len(self._words):
            return False
        start, end = self._words[number + 1]
        gap = text[self._words[number][1] : start]
        if gap.strip() or len(gap) > 2:
            return False
        return text[start:end].casefold() in _OTHERS

    def _first_before(self, number: int) -> str | None:
        """The first name right before a last name, a middle letter passed over."""
        text = self._release.document.text
        for back in (1, 2):
            if number < back:
                return None
            start, end = self._words[number - back]
            word, gap = text[start:end], text[end : self._words[number - back + 1][0]]
            if not text[start].isupper() or len(gap) > 2 or gap.strip():
                return None
            if back == 1 and _LETTER.fullmatch(word):
                continue
            return None if is_title(word) or not _is_given(word) else word
        return None


def _is_given(word: str) -> bool:
    from processing.names.vocabulary import given_names, nicknames

    return fold(word) in given_names() or fold(word) in nicknames()


def _plain(word: str) -> str:
    return fold(re.sub(r"['’]s$", "", word.rstrip("."))).replace("’", "'")
