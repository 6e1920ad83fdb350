"""Where the subject of a verb stands: what opens its clause, what is free before it."""

from collections.abc import Callable, Sequence
from typing import NamedTuple

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
        self.lows = lows
        self.pos = pos
        self.phrases = phrases
        self.groups = groups
        self.row = PhraseRow(lows, pos, phrases)
        self.clauses: list[Clause] = []
        self.taken: set[int] = set()

    def is_reported(self, number: int) -> bool:
        """Whether the verb group before that of the number reports something."""
        return number > 0 and is_reporting(self.groups[number - 1])

    def before(self, place: int, floor: int) -> int:
        """The token before `place` that is no adverb."""
        at = place - 1
        while at >= floor and self.pos[at] in (t.ADVERB, t.PARTICLE):
            at -= 1
        return at

    def introducer(self, floor: int, place: int) -> int:
        """The relative pronoun or subordinator that opens the clause of the verb at `place`."""
        for at in range(place - 1, floor - 1, -1):
            low, pos = self.lows[at], self.pos[at]
            if low in EDGES:
                return NONE
            if pos is t.SUBORDINATOR:
                return NONE if self._is_clipped(at, place) else at
            if pos is t.PRONOUN and low in _RELATIVES and at > 0:
                return at if self.is_relative(at) or low in ASKED else NONE
            if (pos is t.PRONOUN and low in ASKED and at > 0) or low == "whose":
                return at
        return NONE

    def _is_clipped(self, at: int, place: int) -> bool:
        """Whether a subordinator has no clause: "While in jail, | he cannot travel"."""
        opens = self.pos[at + 1] if at + 1 < place else None
        if opens not in (t.ADPOSITION, t.ADJECTIVE):
            return False
        return any(self.lows[k] == "," for k in range(at + 1, place))

    def is_relative(self, at: int) -> bool:
        """Whether a word stands for a noun before it: "who", "whose", "where"."""
        low = self.lows[at]
        if low == "whose":
            return True
        if low not in _RELATIVES or self.pos[at] is not t.PRONOUN:
            return low in PLACES and at > 0 and self._follows_noun(at, is_time=low == "when")
        if low in ("who", "which"):
            return at > 0 and self.pos[at - 1] is not t.VERB
        return low != "that" or (at > 0 and self.pos[at - 1] in NOMINAL)

    def _follows_noun(self, at: int, *, is_time: bool) -> bool:
        at -= self.lows[at - 1] == ","
        if at < 1 or self.pos[at - 1] not in (t.NOUN, t.PROPER_NOUN, t.NUMERAL):
            return False
        number = self.row.before(at)
        phrase = self.phrases[number] if number >= 0 else None
        is_year = self.pos[at - 1] is t.NUMERAL
        return (is_year or (phrase is not None and phrase.is_time)) is is_time

    def coordinator(self, floor: int, place: int) -> int:
        """The last coordinator between the verb before and the one at `place`."""
        for at in range(place - 1, floor - 1, -1):
            if self.pos[at] is t.COORDINATOR:
                return at
            if self.lows[at] in EDGES:
                return NONE
        return NONE

    def last_free(self, floor: int, place: int, number: int, coordinator: int = NONE) -> int:
        """The phrase between `floor` and `place` that may be the subject of the verb at `place`."""
        best = NONE
        for at in range(len(self.phrases) - 1, -1, -1):
            phrase = self.phrases[at]
            if phrase.first < floor:
                break
            if (
                phrase.end > place
                or at in self.taken
                or not phrase.is_free
                or self.row.is_owner(at)
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
        if not number or self.lows[place - 1] != ",":
            return False
        is_relative = self.clauses[number - 1].kind is t.RELATIVE
        return is_relative and self.row.at(self.groups[number - 1].end) == at

    def _tells_when(self, phrase: NounPhrase, number: int) -> bool:
        """As in "funds raised | last year | were": a time that is no subject."""
        low = self.lows[phrase.first]
        return number > 0 and (phrase.determiner < 0 or low in ("this", "each", "every"))

    def _has_free(self, floor: int, place: int) -> bool:
        return any(
            floor <= phrase.first < place and phrase.is_free and not phrase.is_time
            and at not in self.taken and not self.row.is_owner(at)
            for at, phrase in enumerate(self.phrases)
        )  # fmt: skip

    def _is_right_before(self, phrase: NounPhrase, place: int) -> bool:
        return self.before(place, phrase.full_end) == phrase.full_end - 1

    def _is_parted(self, start: int, place: int) -> bool:
        return any(self.lows[at] in EDGES for at in range(start, place))

    def _leads(self, at: int, floor: int, coordinator: int, number: int) -> int:
        """The first phrase of the list or the apposition that the phrase at `at` ends."""
        phrase = self.phrases[at]
        while phrase.describes >= 0 or phrase.joined_to >= 0:
            leading = phrase.describes if phrase.describes >= 0 else phrase.joined_to
            first = self.phrases[leading]
            if first.first < floor or leading in self.taken:
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
        return self.row.at(self.groups[number - 1].end) == phrase

    def _hands_over(self, number: int) -> bool:
        """Whether the verb before reports: what follows it is then the subject of the next."""
        return is_reporting(self.groups[number - 1])

    def pending(self, place: int, number: int) -> int:
        """The last phrase before clauses that only describe it: "the man who fled | was found"."""
        for at in range(len(self.phrases) - 1, -1, -1):
            phrase = self.phrases[at]
            if phrase.end > place or self.row.is_owner(at) or not phrase.is_free or phrase.is_time:
                continue
            if at in self.taken and not self._is_antecedent(at):
                continue
            if self._closes_relative(at, place, number) or self._is_within_relative(phrase, number):
                continue  # "both of whom were present, | declined"
            return self._leads(at, 0, NONE, 0)
        return NONE

    def _is_within_relative(self, phrase: NounPhrase, number: int) -> bool:
        return any(
            clause.kind is t.RELATIVE
            and clause.start <= phrase.first < self.groups[clause.verb].first
            for clause in self.clauses[:number]
        )

    def _is_antecedent(self, phrase: int) -> bool:
        """Whether a phrase was taken by clauses that hang on it, and by no other."""
        return all(
            clause.kind in HANGING and clause.object_ < 0
            for clause in self.clauses
            if clause.subject == phrase
        ) and not any(
            self.groups[clause.verb].end <= self.phrases[phrase].first
            and self.row.at(self.groups[clause.verb].end) == phrase
            and not is_reporting(self.groups[clause.verb])
            for clause in self.clauses
        )

    def take(self, number: int) -> None:
        """Keep a phrase, and what describes it, from being the subject of a later verb."""
        self.taken.add(number)
        self.taken.update(self.row.depending_on(number))

    def take_object(self, group: VerbGroup) -> None:
        """What a verb acts on is no subject of a later one, unless the verb reports."""
        at = self.row.at(group.end)
        if at < 0 or not self.phrases[at].is_free or self.phrases[at].is_time:
            return
        if is_reporting(group) and group.lemma not in _RECIPIENT:
            return
        if group.lemma in INVERTING and group.is_finite:
            return
        self.take(at)


class Verb:
    """A verb group whose clause is looked for, and what stands before it; -1 for what is not there.

    `floor` is where the verb group before it ends, `parent` the clause of that one. `before` is the
    last token before the verb that is no adverb, `introducer` the token that opens the clause of a
    finite verb, `coordinator` the last one behind the verb group before. Where nothing opens the
    clause, `free` is the phrase that may be the subject, `subject` that or the one before clauses
    that only describe it, and `start` its first token.
    """

    __slots__ = (
        "before", "coordinator", "floor", "free", "group", "introducer", "number", "parent",
        "start", "subject",
    )  # fmt: skip

    def __init__(self, finder: SubjectFinder, number: int) -> None:
        group = finder.groups[number]
        self.number, self.group = number, group
        self.parent = number - 1 if number else NONE
        self.floor = finder.groups[number - 1].end if number else 0
        self.before = finder.before(group.first, 0)
        self.introducer = self.coordinator = self.free = self.subject = self.start = NONE
        if group.is_finite:
            self.introducer = finder.introducer(self.floor, group.first)
        if self.introducer < 0:
            self.coordinator = finder.coordinator(self.floor, group.first)
            if group.is_finite:
                self._find_subject(finder)

    def _find_subject(self, finder: SubjectFinder) -> None:
        first, number = self.group.first, self.number
        self.free = finder.last_free(self.floor, first, number, self.coordinator)
        self.subject = self.free if self.free >= 0 else finder.pending(first, number)
        if self.subject >= 0:
            self.start = finder.row.start_of(self.subject)


class ClauseRule(NamedTuple):
    """A rule of clauses: its name, and what it reads of a verb, None where it does not fit."""

    name: str
    read: Callable[[SubjectFinder, Verb], Clause | None]
