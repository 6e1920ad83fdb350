"""Clauses: each verb group with its subject and object, and how the clauses are embedded.

A shallow parser in one pass from left to right: the subject of a finite verb is the last phrase
before it that is free (under no preposition, not taken already) and no time; a clause that was
opened by a relative pronoun, a subordinator or a coordinator looks no further back than that.
"""

from collections.abc import Sequence
from typing import NamedTuple

from processing.words.phrase_row import PhraseRow
from processing.words.phrases import NONE, NounPhrase
from processing.words.tags import ClauseKind, PartOfSpeech, VerbForm
from processing.words.verb_groups import VerbGroup, is_reporting

_P = PartOfSpeech
_F = VerbForm


class Clause(NamedTuple):
    """A clause by the numbers of its parts in the sentence, -1 for what it has not.

    `verb` is a verb group; `subject`, `object_` and `agent` (of a passive) are noun phrases.
    `introducer` is the token that opens it ("that", "who", "after"), `parent` the clause that it is
    embedded in or coordinated with. `start` is its first token. After "be", `object_` is what the
    subject is said to be. `is_inverted` tells that the subject stands behind its verb.
    """

    verb: int
    kind: ClauseKind
    start: int
    subject: int = NONE
    object_: int = NONE
    agent: int = NONE
    introducer: int = NONE
    parent: int = NONE
    is_inverted: bool = False


_RELATIVES = frozenset({"who", "which", "whom", "that", "whose"})
_CONTENT = frozenset({"that", "whether", "if", "how", "why", "what"})
_EDGES = frozenset({";", ":", "“", "”", '"', "—", "–", "|", "«", "»", "?", "!"})
_INVERTING = frozenset(
    {
        "say", "add", "write", "note", "explain", "state", "announce", "report", "comment", "warn",
        "tell", "ask", "declare", "continue", "conclude", "remark",
    }
)  # fmt: skip


_CLOSES_SPEECH = frozenset({",", "”", '"', "’", "'", "»", "?", "!", "…", "—", "–"})


class ClauseReader:
    """Reads the clauses of one tagged sentence; `read` is called once."""

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

    def read(self) -> list[Clause]:
        """The clauses, one for each verb group, in their order."""
        for number, group in enumerate(self._groups):
            if group.is_finite:
                clause = self._finite(number, group)
            elif group.is_infinitive:
                clause = self._infinitive(number, group)
            elif group.form is _F.BASE:
                clause = self._bare(number, group)
            else:
                clause = self._participle(number, group)
            self._clauses.append(clause)
            if clause.subject >= 0:
                self._take(clause.subject)
            self._take_object(group)
        return [self._completed(number) for number in range(len(self._clauses))]

    # ---- finite clauses

    def _finite(self, number: int, group: VerbGroup) -> Clause:
        floor = self._groups[number - 1].end if number else 0
        before = self._before(group.first, floor)
        introducer = self._introducer(floor, group.first)
        if introducer >= 0 and self._is_relative(introducer):
            return self._relative(number, group, introducer, before)
        if introducer >= 0:
            subject = self._last_free(introducer + 1, group.first, number)
            low = self._lows[introducer]
            kind = ClauseKind.COMPLEMENT if low in _CONTENT and number else ClauseKind.ADVERBIAL
            if subject < 0 and low == "what":
                return Clause(
                    number,
                    ClauseKind.COMPLEMENT,
                    introducer,
                    introducer=introducer,
                    parent=number - 1,
                )
            parent = number - 1 if number else NONE
            return Clause(number, kind, introducer, subject, introducer=introducer, parent=parent)
        coordinator = self._coordinator(floor, group.first)
        subject = self._last_free(floor if number else 0, group.first, number, coordinator)
        if subject < 0 and coordinator >= 0 and coordinator >= before:
            return self._shared(number, group, coordinator)
        if subject < 0:
            inverted = self._inverted(number, group)
            if inverted is not None:
                return inverted
            subject = self._pending(group.first, number)
        if subject < 0:
            return self._shared(number, group, NONE)
        return self._with_subject(number, group, subject, coordinator)

    def _with_subject(
        self, number: int, group: VerbGroup, subject: int, coordinator: int
    ) -> Clause:
        start = self._row.start_of(subject)
        bare = self._row.before(start)
        if bare >= 0 and self._may_be_antecedent(bare, number):
            # "The program | he created | is": a relative clause without its pronoun.
            return Clause(
                number,
                ClauseKind.RELATIVE,
                start,
                subject,
                bare,
                parent=number - 1 if number else NONE,
            )
        if coordinator >= 0 and coordinator < start:
            # Only a coordinator between two clauses joins them, not one within a list of nouns.
            parent = self._level(number)
            kind = ClauseKind.COORDINATE if parent >= 0 else ClauseKind.MAIN
            return Clause(number, kind, start, subject, introducer=coordinator, parent=parent)
        if number and self._is_content(number, start):
            return Clause(number, ClauseKind.COMPLEMENT, start, subject, parent=number - 1)
        return Clause(number, ClauseKind.MAIN, start, subject)

    def _is_content(self, number: int, start: int) -> bool:
        """Whether a clause without "that" is what the verb before it reports: "said | it was"."""
        group = self._groups[number - 1]
        between = range(group.end, start)
        return is_reporting(group) and not any(
            self._lows[i] == "," or self._lows[i] in _EDGES for i in between
        )

    def _level(self, number: int) -> int:
        """The clause that a coordinated one goes on from: the last finite one, not a relative."""
        for at in range(number - 1, -1, -1):
            clause = self._clauses[at]
            if self._groups[at].is_finite and clause.kind is not ClauseKind.RELATIVE:
                return at
        return NONE

    def _shared(self, number: int, group: VerbGroup, coordinator: int) -> Clause:
        """A verb that shares the subject of one before it: "arrested two men | and seized"."""
        for at in range(number - 1, -1, -1):
            other = self._groups[at]
            clause = self._clauses[at]
            if other.is_finite and (coordinator >= 0 or clause.kind is not ClauseKind.RELATIVE):
                return Clause(
                    number, ClauseKind.COORDINATE, group.first, clause.subject,
                    introducer=coordinator, parent=at,
                )  # fmt: skip
        kind = ClauseKind.MAIN
        return Clause(number, kind, group.first, parent=NONE)

    def _relative(self, number: int, group: VerbGroup, introducer: int, before: int) -> Clause:
        own = self._last_free(introducer + 1, group.first, number)
        antecedent = self._antecedent(introducer)
        parent = number - 1 if number else NONE
        if own >= 0 and self._lows[introducer] != "whose":
            return Clause(
                number, ClauseKind.RELATIVE, introducer, own, antecedent,
                introducer=introducer, parent=parent,
            )  # fmt: skip
        subject = own if own >= 0 else antecedent
        return Clause(
            number, ClauseKind.RELATIVE, introducer, subject, introducer=introducer, parent=parent
        )

    def _may_be_antecedent(self, phrase: int, number: int) -> bool:
        """Whether the phrase right before a clause is what the clause describes."""
        one = self._phrases[phrase]
        if one.is_time or one.in_brackets:
            return False
        if not number:
            return one.is_free
        group = self._groups[number - 1]
        is_told = is_reporting(group) and self._row.at(group.end) == phrase
        return not is_told and group.end <= one.first

    def _antecedent(self, introducer: int) -> int:
        """The phrase that a relative pronoun stands for."""
        at = introducer - 1
        while at >= 0 and (self._lows[at] == "," or self._pos[at] is _P.ADPOSITION):
            at -= 1
        for number in range(len(self._phrases) - 1, -1, -1):
            phrase = self._phrases[number]
            if phrase.end <= at + 1 and not phrase.is_time:
                if self._lows[introducer] == "who" and phrase.adposition >= 0:
                    owner = self._row.tied_to(number)
                    if owner >= 0 and self._phrases[owner].is_plural is not phrase.is_plural:
                        return number
                return (
                    phrase.describes if phrase.describes >= 0 and self._lows[at] == "," else number
                )
        return NONE

    def _inverted(self, number: int, group: VerbGroup) -> Clause | None:
        """As in "…,” said the mayor": the subject behind a verb of saying."""
        if group.lemma not in _INVERTING or group.end - group.first > 1:
            return None
        at = group.first - 1
        if at >= 0 and self._pos[at] is not _P.QUOTATION and self._lows[at] not in _CLOSES_SPEECH:
            return None
        subject = self._row.at(group.end)
        if subject < 0 or self._phrases[subject].is_time:
            return None
        return Clause(number, ClauseKind.MAIN, group.first, subject, is_inverted=True)

    # ---- clauses without a finite verb

    def _infinitive(self, number: int, group: VerbGroup) -> Clause:
        parent = number - 1 if number else NONE
        subject = self._row.before(group.first)
        if subject >= 0:
            adposition = self._phrases[subject].adposition
            if adposition >= 0 and self._lows[adposition] == "for":
                return Clause(number, ClauseKind.INFINITIVAL, group.first, subject, parent=parent)
        if parent >= 0:
            governing = self._groups[parent]
            between = self._row.at(governing.end)
            is_object = between >= 0 and (
                between == subject or (subject >= 0 and self._phrases[subject].joined_to == between)
            )
            keeps = governing.is_passive or governing.lemma in _SUBJECT_KEEPS
            subject = between if is_object and not keeps else self._clauses[parent].subject
        return Clause(number, ClauseKind.INFINITIVAL, group.first, subject, parent=parent)

    def _bare(self, number: int, group: VerbGroup) -> Clause:
        """A base form alone: asked for ("Call us"), or made to happen ("helped it grow")."""
        floor = self._groups[number - 1].end if number else 0
        subject = self._last_free(floor, group.first, number) if number else NONE
        if subject < 0 and number and (made := self._row.at(floor)) >= 0:
            subject = made if self._phrases[made].full_end == group.first else NONE
        parent = number - 1 if number else NONE
        kind = ClauseKind.COMPLEMENT if subject >= 0 else ClauseKind.MAIN
        if subject < 0 and self._coordinator(floor, group.first) >= 0 and parent >= 0:
            other = self._clauses[parent]
            return Clause(number, other.kind, group.first, other.subject, parent=parent)
        return Clause(number, kind, group.first, subject, parent=parent)

    def _participle(self, number: int, group: VerbGroup) -> Clause:
        parent = number - 1 if number else NONE
        at = group.first - 1
        subject = NONE
        if (
            at >= 0
            and self._lows[at] not in (",", "and", "or")
            and self._pos[at] is not _P.ADPOSITION
        ):
            for candidate in range(len(self._phrases) - 1, -1, -1):
                if self._phrases[candidate].end == at + 1:
                    subject = candidate
                    break
            if subject >= 0 and (owner := self._row.whole_of(subject)) >= 0:
                subject = owner
        elif parent >= 0:
            subject = self._clauses[parent].subject
        return Clause(number, ClauseKind.PARTICIPIAL, group.first, subject, parent=parent)

    # ---- looking around

    def _before(self, place: int, floor: int) -> int:
        """The token before `place` that is no adverb."""
        at = place - 1
        while at >= floor and self._pos[at] in (_P.ADVERB, _P.PARTICLE):
            at -= 1
        return at

    def _introducer(self, floor: int, place: int) -> int:
        """The relative pronoun or subordinator that opens the clause of the verb at `place`."""
        for at in range(place - 1, floor - 1, -1):
            low, pos = self._lows[at], self._pos[at]
            if low in _EDGES:
                return NONE
            if pos is _P.SUBORDINATOR or (pos is _P.PRONOUN and low in _RELATIVES and at > 0):
                if pos is _P.PRONOUN and low == "that" and not self._is_relative(at):
                    return NONE
                return at
            if pos is _P.PRONOUN and low == "what":
                return at
            if low == "whose":
                return at
        return NONE

    def _is_relative(self, at: int) -> bool:
        low = self._lows[at]
        if low == "whose":
            return True
        if low not in _RELATIVES or self._pos[at] is not _P.PRONOUN:
            return low in ("where", "when") and at > 0 and self._follows_noun(at)
        return low != "that" or (
            at > 0 and self._pos[at - 1] in (_P.NOUN, _P.PROPER_NOUN, _P.PRONOUN, _P.NUMERAL)
        )

    def _follows_noun(self, at: int) -> bool:
        return self._pos[at - 1] in (_P.NOUN, _P.PROPER_NOUN)

    def _coordinator(self, floor: int, place: int) -> int:
        """The last coordinator between the verb before and the one at `place`."""
        for at in range(place - 1, floor - 1, -1):
            if self._pos[at] is _P.COORDINATOR:
                return at
            if self._lows[at] in _EDGES:
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
            if phrase.is_time and (best >= 0 or not self._is_right_before(phrase, place)):
                continue
            if phrase.is_time and self._has_free(floor, phrase.first):
                continue
            best = self._leads(at, floor, coordinator, number)
            break
        return best

    def _has_free(self, floor: int, place: int) -> bool:
        return any(
            floor <= phrase.first < place and phrase.is_free and not phrase.is_time
            and at not in self._taken and not self._row.is_owner(at)
            for at, phrase in enumerate(self._phrases)
        )  # fmt: skip

    def _is_right_before(self, phrase: NounPhrase, place: int) -> bool:
        return self._before(place, phrase.full_end) == phrase.full_end - 1

    def _is_parted(self, start: int, place: int) -> bool:
        return any(self._lows[at] in _EDGES for at in range(start, place))

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
            return self._leads(at, 0, NONE, 0)
        return NONE

    def _is_antecedent(self, phrase: int) -> bool:
        """Whether a phrase was taken by clauses that hang on it, and by no other."""
        return all(
            clause.kind in _HANGING and clause.object_ < 0
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
        for at, phrase in enumerate(self._phrases):
            if phrase.describes == number or phrase.joined_to == number:
                self._taken.add(at)

    def _take_object(self, group: VerbGroup) -> None:
        """What a verb acts on is no subject of a later one, unless the verb reports."""
        at = self._row.at(group.end)
        if at < 0 or not self._phrases[at].is_free or self._phrases[at].is_time:
            return
        if is_reporting(group) and not (group.is_passive and group.lemma == "call"):
            return
        if group.lemma in _INVERTING and group.is_finite:
            return
        self._take(at)

    # ---- objects, when all subjects are known

    def _completed(self, number: int) -> Clause:
        clause = self._clauses[number]
        group = self._groups[clause.verb]
        subjects = {other.subject for other in self._clauses if other.verb > clause.verb}
        if group.is_passive:
            return clause._replace(agent=self._agent(group))
        if clause.object_ >= 0:
            return clause
        at = self._row.at(group.end)
        if clause.is_inverted:
            return clause
        if at < 0 or self._phrases[at].is_time or not self._phrases[at].is_free:
            return clause
        is_subject = at in subjects and not any(
            other.subject == at and other.kind in _HANGING for other in self._clauses
        )
        return clause if is_subject else clause._replace(object_=at)

    def _agent(self, group: VerbGroup) -> int:
        for at, phrase in enumerate(self._phrases):
            if phrase.adposition >= group.end and self._lows[phrase.adposition] == "by":
                is_near = phrase.adposition - group.end < _AGENT_REACH
                return at if is_near and not phrase.is_time else NONE
        return NONE


_SUBJECT_KEEPS = frozenset(
    {
        "promise",
        "vow",
        "threaten",
        "agree",
        "use",
        "take",
        "spend",
        "sign",
        "launch",
        "hold",
        "form",
    }
)
_HANGING = frozenset({ClauseKind.RELATIVE, ClauseKind.PARTICIPIAL, ClauseKind.INFINITIVAL})
_AGENT_REACH = 8
