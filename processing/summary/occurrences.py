"""Where a noun stands in a text, as a singular or a plural."""


def holds(low: str, word: str, end: int | None = None) -> bool:
    """Whether a word stands in a text in small letters, as a singular or a plural."""
    return find_word(low, word, 0, len(low) if end is None else end) >= 0


def find_word(low: str, word: str, start: int, end: int) -> int:
    """The first place of a word within `start:end`, as a singular or a plural; -1 for none."""
    places = [_find(low, way, start, end) for way in _ways(word)]
    return min((place for place in places if place >= 0), default=-1)


def _ways(word: str) -> tuple[str, ...]:
    if word.endswith("y"):
        return word, f"{word[:-1]}ies"
    irregular = {"man": "men", "woman": "women", "child": "children", "person": "people"}
    return (word, irregular[word]) if word in irregular else (word,)


def _find(low: str, way: str, start: int, end: int) -> int:
    at = low.find(way, start, end)
    while at >= 0:
        after = at + len(way)
        is_begun = at == 0 or not low[at - 1].isalnum()
        if is_begun and any(_ends(low, after, plural) for plural in ("", "s", "es")):
            return at
        at = low.find(way, at + 1, end)
    return -1


def _ends(low: str, after: int, plural: str) -> bool:
    over = after + len(plural)
    return low.startswith(plural, after) and not low[over : over + 1].isalnum()
