"""Subjects found among the words before a number: what is sold for it, what rose to it, its label.

All walk back over the words of the clause; the parsed clauses are asked elsewhere (`clause_roles`).
"""

from processing.figures.clause_roles import NOBODY
from processing.figures.clause_words import Part, Word
from processing.figures.patterns import listed
from processing.figures.subject_phrases import LONGEST, Subject


def since_parted(words: list[Word]) -> list[Word]:
    """The words behind the last semicolon: what stands before it is another statement."""
    for index in range(len(words) - 1, -1, -1):
        if words[index].low == ";":
            return words[index + 1 :]
    return words


def measured_before(words: list[Word], *, is_count: bool) -> Subject | None:
    """As in "An interest rate of 1.38 percent": the noun before "of"; of a count that alone."""
    index = len(words) - 1
    while index >= 0 and not (
        words[index].low in ("of", "at", "worth") or words[index].low.startswith("total")
    ):
        index -= 1
    # "A gift for Norland, | totalling $3": what stands right before the comma may be any part.
    is_loose = index > 0 and words[index].low.startswith("total") and words[index - 1].low == ","
    while index >= 0 and (
        words[index].part
        in (Part.PREPOSITION, Part.VERB, Part.ADVERB, Part.MARK, Part.NONFINITE, Part.RELATIVE)
    ):
        index -= 1
    if words[index].low in _PACES and index > 2 and words[index - 2].low == "at":
        index -= 3  # "inflation at the rate of 2 percent"
        start = _base_start(words, index)
        is_noun = words[index].part is Part.NOUN
        at = words[start].start, words[index].end, words[index].start
        return Subject(*at, "measure-before") if is_noun else None
    # "A pact of the two for a contribution of $3": the sum itself is what is measured.
    is_sum = words[index].low in _SUMS
    keep = () if is_count or is_sum else ("of", "for", "in", "on")
    subject = _phrase_ending(words, index, "measure-before", keep=keep)
    if subject is None or words[index].low in listed("vague_heads"):
        return None
    if is_loose and _is_placed(words, index):
        return None
    return subject


def _is_placed(words: list[Word], index: int) -> bool:
    """Whether a noun stands under a preposition."""
    before = _base_start(words, index) - 1
    return before >= 0 and words[before].part is Part.PREPOSITION


_SUMS = frozenset({"contribution", "donation", "gift", "investment", "commitment", "grant"})
_PACES = frozenset({"rate", "pace", "level", "speed"})


def _sold(words: list[Word]) -> Subject | None:
    """As in "Sold the tower for $9 million": the thing before "for"."""
    index = _skip(words, len(words) - 1, (Part.ADVERB, Part.DETERMINER))
    if index < 1 or words[index].low != "for":
        return None
    return _phrase_ending(words, index - 1, "sold-for", keep=("of", "for", "in", "at"))


_BOUNDS = frozenset({"over", "above", "exceeding", "below", "under"})


def _bounded(words: list[Word]) -> Subject | None:
    """As in "investments over $35 million": the noun right before the bound."""
    index = _skip(words, len(words) - 1, (Part.ADVERB, Part.DETERMINER))
    if index < 1 or words[index].low not in _BOUNDS or words[index - 1].part is not Part.NOUN:
        return None
    return _phrase_ending(words, index - 1, "bounded", keep=("of",))


_OF_AGE = ["the", "age", "of"]


def _aged(words: list[Word]) -> Subject | None:
    """As in "Players over the age of 21": who is so old."""
    if [word.low for word in words[-3:]] != _OF_AGE or words[-4:-3] == []:
        return None
    if words[-4].low not in _BOUNDS or len(words) < len(_OF_AGE) + 2:
        return None
    return _phrase_ending(words, len(words) - 5, "bounded", keep=())


def _moved(words: list[Word]) -> Subject | None:
    """As in "Acme up 9 percent", "and Zenith, down 4": the name before the word of change."""
    index = len(words) - 1
    while (
        index >= 0 and words[index].part is Part.ADVERB and words[index].low not in ("up", "down")
    ):
        index -= 1
    if index < 1 or words[index].low not in ("up", "down"):
        return None
    return (
        _phrase_ending(
            words, index - (2 if words[index - 1].low == "," else 1), "moved", keep=("of",)
        )
        if _is_name(words, index)
        else None
    )


def _is_name(words: list[Word], index: int) -> bool:
    before = words[index - 1]
    if before.low != ",":
        return before.part is Part.NOUN
    return index > 1 and words[index - 2].part is Part.NOUN and words[index - 2].is_capital


BEFORE = (_sold, _moved, _bounded, _aged)


def object_before(words: list[Word]) -> Subject | None:
    """As in "It will boost the range by 35 miles": the object, where the subject is a pronoun."""
    index = _skip(words, len(words) - 1, (Part.ADVERB, Part.DETERMINER, Part.PREPOSITION))
    if index == len(words) - 1 or (index >= 0 and words[index].low in listed("vague_heads")):
        return None
    return _phrase_ending(words, index, "object", keep=("of",))


def _skip(words: list[Word], index: int, tags: tuple[Part, ...]) -> int:
    while index >= 0 and (words[index].part in tags or words[index].low in listed("degrees")):
        index -= 1
    return index


_LABEL_MARKS = frozenset({":", "|"})


def is_label(words: list[Word]) -> bool:
    """Whether a mark behind a label stands right before the number."""
    return bool(words) and words[-1].low in _LABEL_MARKS


def clause_subject(words: list[Word]) -> Subject | None:
    """The subject of the clause: "Revenue in the quarter rose to $7.36 billion"."""
    index, is_first = len(words) - 1, True
    while index >= 0:
        if words[index].part is Part.VERB:
            if not is_first and _is_reporting(words, index):
                # "Acme says it will cost $9 million": whoever says so is not what is measured.
                return None
            is_first = False
            verb = index
            while index >= 0 and words[index].part in (Part.VERB, Part.ADVERB):
                index -= 1
            if index < 0:
                break
            subject = _subject_before(words, index)
            if subject is not None:
                return subject
            if words[index].low in NOBODY:
                return None
            index = min(index, verb - 1)
            continue
        index -= 1
    return fragment_subject(words)


_FORMS_OF_BE = frozenset({"is", "are", "was", "were", "be", "been", "being"})


def _is_reporting(words: list[Word], index: int) -> bool:
    """Whether a verb says what somebody says; "the fee is expected to be" speaks of the fee."""
    is_passive = index > 0 and words[index - 1].low in _FORMS_OF_BE
    return words[index].low in listed("reporting") and not is_passive


def _subject_before(words: list[Word], index: int) -> Subject | None:
    """The noun phrase that ends at `index`; a relative pronoun stands for the one before it."""
    if words[index].part is Part.RELATIVE:
        index -= 1
        if index >= 0 and words[index].low == ",":
            index -= 1
    elif words[index].low == ")":
        while index > 0 and words[index].low != "(":
            index -= 1
        index -= 1
    elif words[index].low == ",":
        # "Acme, a maker of tins, sold": step over the words between the commas.
        opening = index - 1
        while opening >= max(0, index - LONGEST) and words[opening].low != ",":
            opening -= 1
        index = opening - 1 if opening > 0 and words[opening].low == "," else -1
    return _phrase_ending(
        words,
        index,
        "clause-subject",
        keep=("of", "for", "in", "on", "from", "with", "between", "by", "to", "at"),
    )


def _phrase_ending(
    words: list[Word], index: int, rule: str, keep: tuple[str, ...]
) -> Subject | None:
    """The noun phrase whose last word is `words[index]`, with prepositions of `keep` inside."""
    if index < 0 or words[index].part not in (Part.NOUN, Part.NUMBER):
        return None
    if words[index].part is Part.NUMBER and (
        index == 0 or words[index - 1].part not in (Part.NOUN, Part.PREPOSITION)
    ):
        return None
    last, start = index, index
    while index >= 0 and last - index < LONGEST:
        word = words[index]
        if word.part is Part.NOUN:
            start = index
        elif not (
            word.part is Part.DETERMINER
            or word.low == "and"
            or word.low in keep
            or word.part is Part.NUMBER
        ):
            break
        index -= 1
    # "In the quarter revenue": a phrase that opens with a preposition is no subject but its end.
    if index < 0 or words[index].part in (Part.MARK, Part.CONJUNCTION, Part.RELATIVE):
        lead = start - 1
        while lead > index and words[lead].part is Part.DETERMINER:
            lead -= 1
        if lead > index and words[lead].part is Part.PREPOSITION and words[lead].low != "of":
            start = _base_start(words, last)
    if words[start].part is not Part.NOUN or words[last].low in listed("empty_heads"):
        return None
    if start > 1 and words[start - 1].low == "/" and words[start - 2].end + 1 == words[start].start:
        start -= 2  # "Elm City/Port Ansel"
    head = start
    while head < last and words[head + 1].part is Part.NOUN:
        head += 1
    return Subject(words[start].start, words[last].end, words[head].start, rule)


def _base_start(words: list[Word], last: int) -> int:
    start = last
    while start > 0 and words[start - 1].part is Part.NOUN:
        start -= 1
    return start


def fragment_subject(words: list[Word]) -> Subject | None:
    """Without a verb, the words right before the number: "Total cost: $720"."""
    index = _skip(words, len(words) - 1, (Part.PREPOSITION, Part.ADVERB, Part.DETERMINER))
    if index >= 0 and words[index].low in (":", "(", "—", "–", "|"):
        index = _skip(words, index - 1, (Part.PREPOSITION,))
    return _phrase_ending(words, index, "label", keep=("of", "for"))
