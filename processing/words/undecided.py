"""A sentence while its words are tagged, and what a rule of tagging is."""

from collections.abc import Callable, Sequence
from typing import NamedTuple

from processing.words import dictionary as d
from processing.words import tags as t
from processing.words.tags import FINITE_FORMS, VERBAL, PartOfSpeech, VerbForm

Decision = tuple[PartOfSpeech, VerbForm | None]
_RELATIVE_PRONOUNS = frozenset({"who", "which", "that", "whom"})
_OPENING_PRONOUNS = _RELATIVE_PRONOUNS | {"what"}
_BEFORE_RELATIVE = frozenset({t.NOUN, t.PROPER_NOUN, t.NUMERAL, t.PRONOUN, t.ADPOSITION})
_CLAUSE_EDGES = frozenset({t.SUBORDINATOR, t.QUOTATION, t.COORDINATOR})
_FORMS = (
    (d.BASE, t.BASE),
    (d.PRESENT, t.PRESENT),
    (d.PAST, t.PAST),
    (d.PAST_PARTICIPLE, t.PAST_PARTICIPLE),
    (d.PRESENT_PARTICIPLE, t.PRESENT_PARTICIPLE),
)


class Words:
    """The words of one sentence while they are tagged.

    When a rule is asked for a word, those before it are decided; it looks at none behind it but by
    its senses.
    """

    __slots__ = ("forms", "is_title", "lows", "pos", "rules", "senses")

    def __init__(self, lows: Sequence[str], senses: list[int], *, is_title: bool = False) -> None:
        self.lows = lows
        self.is_title = is_title
        self.senses = senses
        self.pos: list[PartOfSpeech] = []
        self.forms: list[VerbForm | None] = []
        self.rules: list[str] = []

    def before(self, i: int) -> int:
        """The word before `i` that is no adverb and no negation, -1 for none."""
        i -= 1
        while i >= 0 and (self.pos[i] is t.ADVERB or self.senses[i] == d.NEGATION):
            i -= 1
        return i

    def has_any_finite(self, i: int) -> bool:
        """Whether any finite verb stands before `i`."""
        return any(form in FINITE_FORMS for form in self.forms[:i])

    def follows_relative(self, i: int) -> bool:
        """Whether the last finite verb is that of a relative clause, and the clause has none."""
        for k in range(i - 1, -1, -1):
            if self.forms[k] in FINITE_FORMS:
                return self._relative_before(k) >= 0 and not self.has_finite(i)
        return False

    def has_finite(self, i: int) -> bool:
        """Whether the clause that `i` stands in has a finite verb before `i`.

        One behind a comma counts only where no subordinator opened its clause: "After her mother
        died, the defendant | failed".
        """
        has_comma = False
        for j in range(i - 1, -1, -1):
            pos = self.pos[j]
            if pos is t.VERB or pos is t.AUXILIARY:
                if self.forms[j] in FINITE_FORMS:
                    if has_comma and self._is_subordinate(j):
                        return False
                    opener = self._relative_before(j)
                    return opener < 0 or self.has_finite(opener)
            elif pos in _CLAUSE_EDGES or self.lows[j] in (";", ":", "who", "which"):
                return False
            elif self.lows[j] == ",":
                has_comma = True
        return False

    def _relative_before(self, j: int) -> int:
        """The relative pronoun that opens the clause of the finite verb at `j`, -1 for none."""
        for k in range(j - 1, 0, -1):
            pos = self.pos[k]
            if pos in VERBAL and self.forms[k] is not t.MODAL:
                return -1
            if pos is t.COORDINATOR or pos is t.SUBORDINATOR or self.lows[k] in (";", ":"):
                return -1
            low = self.lows[k]
            if low == "whose" or (pos is t.PRONOUN and low in _RELATIVE_PRONOUNS):
                is_relative = self.pos[k - 1] in _BEFORE_RELATIVE or self.lows[k - 1] == ","
                return k if is_relative else -1
        return -1

    def is_open(self, i: int, pronouns: frozenset[str] | None = None) -> bool:
        """Whether the clause at `i` was opened by a small word and has no finite verb yet.

        "which the city | funds", "unless the company | appeals": only a noun phrase stands between.
        With `pronouns` it must be one of these.
        """
        k = phrase_start(self, i) - 1
        while k > 0 and self.pos[k] is t.PARTICLE:
            k = phrase_start(self, k) - 1
        if k < 0:
            return False
        if pronouns is not None:
            return self.pos[k] is t.PRONOUN and self.lows[k] in pronouns
        if self.pos[k] is t.SUBORDINATOR:
            return True
        return self.pos[k] is t.PRONOUN and self.lows[k] in _OPENING_PRONOUNS

    def _is_subordinate(self, i: int) -> bool:
        """Whether a subordinator opens the clause of the finite verb at `i`."""
        for j in range(i - 1, -1, -1):
            if self.pos[j] is t.SUBORDINATOR:
                return self.lows[j] != "that"
            if self.pos[j] in (t.VERB, t.COORDINATOR, t.QUOTATION):
                return False
        return False


class Rule(NamedTuple):
    """A rule of tagging: which senses it may decide between, and what it decides, None for no."""

    name: str
    concerns: int
    decide: Callable[[Words, int], Decision | None]


def form_of(sense: int) -> VerbForm | None:
    """The form a word has by its senses alone, the most finite where it may have several."""
    if sense & d.MODAL:
        return t.MODAL
    for bit, form in _FORMS:
        if sense & bit and not (bit == d.BASE and sense & d.PRESENT):
            return form
    return None


def phrase_start(words: Words, j: int) -> int:
    """Where the words before a noun at `j` begin that belong to its phrase."""
    while j > 0 and words.pos[j - 1] in _IN_PHRASE:
        j -= 1
    return j


_IN_PHRASE = frozenset({t.NOUN, t.PROPER_NOUN, t.ADJECTIVE, t.DETERMINER, t.NUMERAL})
