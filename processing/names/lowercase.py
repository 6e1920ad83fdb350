"""The words that a text also writes in small letters: hardly a name is one of them."""

import re

# The first letter comes before what is looked back at: so the search leaps over all others.
_LOWER = "a-zß-öø-ɏ"
_WORD = re.compile(rf"[{_LOWER}](?<![\w'’-].)[{_LOWER}]{{2,}}+(?![\w-])")

# A release asks for a handful of words, and it is searched for each. So many are gathered at once
# instead: else the time of a long text would grow with its names and with its length.
_FEW = 100


class LowerWords:
    """The words of a text in small letters, found when they are asked for."""

    def __init__(self, flat: str) -> None:
        self._flat = flat
        self._asked: dict[str, bool] = {}
        self._all: frozenset[str] | None = None

    def __contains__(self, word: str) -> bool:
        if self._all is not None:
            return word in self._all
        known = self._asked.get(word)
        if known is None:
            known = self._asked[word] = self._holds(word)
        if len(self._asked) == _FEW:
            self._all = frozenset(_WORD.findall(self._flat))
        return known

    def _holds(self, word: str) -> bool:
        place = self._flat.find(word)
        while place >= 0:
            found = _WORD.match(self._flat, place)
            if found is not None and found[0] == word:
                return True
            place = self._flat.find(word, place + 1)
        return False
