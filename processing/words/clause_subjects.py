"""Where the subject of a verb stands: what opens its clause, what is free before it."""

from collections.abc import Sequence

from processing.words import tags as t
from processing.words.completion import HANGING, Clause
from processing.words.noun_phrase import NONE, NounPhrase
from processing.words.phrase_row import PhraseRow
from processing.words.tags import NOMINAL, PartOfSpeech
from processing.words.verb_groups import VerbGroup, is_reporting

_RELATIVES = frozenset({"who", "which", "whom", "that", "whose"})
# Pronouns that may be subject or object of the clause they open: "found what | appeared".
ASKED = frozenset({"what", "who", "which"})
PLACES = frozenset({"where", "when"})
# Verbs whose object is a hearer, and never the subject of what is said.
_RECIPIENT = frozenset({"tell", "inform", "assure", "remind", "notify", "convince"})
# Marks that no subject reaches over.
EDGES = frozenset({";", ":", "“", "”", '"', "—", "–", "|", "«", "»", "?", "!"})
# Verbs behind which their own subject may stand: "…,” said the mayor".
INVERTING = frozenset(
    {
        "say", "add", "write", "note", "explain", "state", "announce", "report", "comment", "warn",
        "tell", "ask", "declare", "continue", "conclude", "remark",
    }
)  # fmt: skip


class SubjectFinder:
    """Looks around among the tokens of a sentence of which the clauses so far are known."""

    def __init__(
        self,
        lows: Sequence[str],
        pos: Sequence[PartOfSpeech],
        phrases: Sequence[NounPhrase],
        groups: Sequence[VerbGroup],
    ) -> None:
        self._lows = lows
        self._pos = pos
        self._phrases = phrases
        self._groups = groups
        self._row = PhraseRow(lows, pos, phrases)
        self._clauses: list[Clause] = []
        self._taken: set[int] = set()

    def _before(self, place: int, floor: int) -> int:
        """The token before `place` that is no adverb."""
        at = place - 1
        while at >= floor and self._pos[at] in (t.ADVERB, t.PARTICLE):
            at -= 1
        return at

    def _introducer(self, floor: int, place: int) -> int:
        """The relative pronoun or subordinator that opens the clause of the verb at `place`."""
        for at in range(place - 1, floor - 1, -1):
            low, pos = self._lows[at], self._pos[at]
            if low in EDGES:
                return NONE
            if pos is t.SUBORDINATOR:
                return NONE if self._is_clipped(at, place) else at
            if pos is t.PRONOUN and low in _RELATIVES and at > 0:
                return at if self._is_relative(at) or low in ASKED else NONE
            if (pos is t.PRONOUN and low in ASKED and at > 0) or low == "whose":
                return at
        return NONE

    def _is_clipped(self, at: int, place: int) -> bool:
        """Whether a subordinator has no clause: "While in jail, | he cannot travel"."""
        opens = self._pos[at + 1] if at + 1 < place else None
        if opens not in (t.ADPOSITION, t.ADJECTIVE):
            return False
        return any(self._lows[k] == "," for k in range(at + 1, place))

    def _is_relative(self, at: int) -> bool:
        low = self._lows[at]
        if low == "whose":
            return True
        if low not in _RELATIVES or self._pos[at] is not t.PRONOUN:
            return low in PLACES and at > 0 and self._follows_noun(at, is_time=low == "when")
        if low in ("who", "which"):
            return at > 0 and self._pos[at - 1] is not t.VERB
        return low != "that" or (at > 0 and self._pos[at - 1] in NOMINAL)

    def _follows_noun(self, at: int, *, is_time: bool) -> bool:
        at -= self._lows[at - 1] == ","
        if at < 1 or self._pos[at - 1] not in (t.NOUN, t.PROPER_NOUN, t.NUMERAL):
            return False
        number = self._row.before(at)
        phrase = self._phrases[number] if number >= 0 else None
        is_year = self._pos[at - 1] is t.NUMERAL
        return (is_year or (phrase is not None and phrase.is_time)) is is_time

    def _coordinator(self, floor: int, place: int) -> int:
        """The last coordinator between the verb before and the one at `place`."""
        for at in range(place - 1, floor - 1, -1):
            if self._pos[at] is t.COORDINATOR:
                return at
            if self._lows[at] in EDGES:
                return NONE
        return NONE

    def _last_free(self, floor: int, place: int, number: int, coordinator: int = NONE) -> int:
        """The phrase between `floor` and `place` that may be the subject of the verb at `place`."""
        best = NONE
        for at in range(len(self._phrases) - 1, -1, -1):
            phrase = self._phrases[at]
            if phrase.first < floor:
                break
            if (
                phrase.end > place
                or at in self._taken
                or not phrase.is_free
                or self._row.is_owner(at)
            ):
                continue
            if self._is_parted(phrase.full_end, place):
                break
            if self._closes_relative(at, place, number):
                break
            if phrase.is_time and (best >= 0 or not self._is_right_before(phrase, place)):
                continue
            if phrase.is_time and (
                self._tells_when(phrase, number) or self._has_free(floor, phrase.first)
            ):
                continue
            best = self._leads(at, floor, coordinator, number)
            break
        return best

    def _closes_relative(self, at: int, place: int, number: int) -> bool:
        """As in "which did not admit wrongdoing, | agreed": the comma ends the relative clause."""
        if not number or self._lows[place - 1] != ",":
            return False
        is_relative = self._clauses[number - 1].kind is t.RELATIVE
        return is_relative and self._row.at(self._groups[number - 1].end) == at

    def _tells_when(self, phrase: NounPhrase, number: int) -> bool:
        """As in "funds raised | last year | were": a time that is no subject."""
        low = self._lows[phrase.first]
        return number > 0 and (phrase.determiner < 0 or low in ("this", "each", "every"))

    def _has_free(self, floor: int, place: int) -> bool:
        return any(
            floor <= phrase.first < place and phrase.is_free and not phrase.is_time
            and at not in self._taken and not self._row.is_owner(at)
            for at, phrase in enumerate(self._phrases)
        )  # fmt: skip

    def _is_right_before(self, phrase: NounPhrase, place: int) -> bool:
        return self._before(place, phrase.full_end) == phrase.full_end - 1

    def _is_parted(self, start: int, place: int) -> bool:
        return any(self._lows[at] in EDGES for at in range(start, place))

    def _leads(self, at: int, floor: int, coordinator: int, number: int) -> int:
        """The first phrase of the list or the apposition that the phrase at `at` ends."""
        phrase = self._phrases[at]
        while phrase.describes >= 0 or phrase.joined_to >= 0:
            leading = phrase.describes if phrase.describes >= 0 else phrase.joined_to
            first = self._phrases[leading]
            if first.first < floor or leading in self._taken:
                break
            if (
                number
                and self._is_object_of_before(leading, number)
                and not self._hands_over(number)
            ):
                break
            at, phrase = leading, first
        return at

    def _is_object_of_before(self, phrase: int, number: int) -> bool:
        return self._row.at(self._groups[number - 1].end) == phrase

    def _hands_over(self, number: int) -> bool:
        """Whether the verb before reports: what follows it is then the subject of the next."""
        return is_reporting(self._groups[number - 1])

    def _pending(self, place: int, number: int) -> int:
        """The last phrase before clauses that only describe it: "the man who fled | was found"."""
        for at in range(len(self._phrases) - 1, -1, -1):
            phrase = self._phrases[at]
            if phrase.end > place or self._row.is_owner(at) or not phrase.is_free or phrase.is_time:
                continue
            if at in self._taken and not self._is_antecedent(at):
                continue
            if self._closes_relative(at, place, number) or self._is_within_relative(phrase, number):
                continue  # "both of whom were present, | declined"
            return self._leads(at, 0, NONE, 0)
        return NONE

    def _is_within_relative(self, phrase: NounPhrase, number: int) -> bool:
        return any(
            clause.kind is t.RELATIVE
            and clause.start <= phrase.first < self._groups[clause.verb].first
            for clause in self._clauses[:number]
        )

    def _is_antecedent(self, phrase: int) -> bool:
        """Whether a phrase was taken by clauses that hang on it, and by no other."""
        return all(
            clause.kind in HANGING and clause.object_ < 0
            for clause in self._clauses
            if clause.subject == phrase
        ) and not any(
            self._groups[clause.verb].end <= self._phrases[phrase].first
            and self._row.at(self._groups[clause.verb].end) == phrase
            and not is_reporting(self._groups[clause.verb])
            for clause in self._clauses
        )

    def _take(self, number: int) -> None:
        self._taken.add(number)
        self._taken.update(self._row.depending_on(number))

    def _take_object(self, group: VerbGroup) -> None:
        """What a verb acts on is no subject of a later one, unless the verb reports."""
        at = self._row.at(group.end)
        if at < 0 or not self._phrases[at].is_free or self._phrases[at].is_time:
            return
        if is_reporting(group) and group.lemma not in _RECIPIENT:
            return
        if group.lemma in INVERTING and group.is_finite:
            return
        self._take(at)
