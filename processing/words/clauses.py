"""Clauses: each verb group with its subject and object, and how the clauses are embedded.

A shallow parser in one pass from left to right: the subject of a finite verb is the last phrase
before it that is free (under no preposition, not taken already) and no time; a clause that was
opened by a relative pronoun, a subordinator or a coordinator looks no further back than that.
"""

from collections.abc import Sequence

from processing.words import tags as t
from processing.words.clause_subjects import ASKED, EDGES, INVERTING, PLACES, SubjectFinder
from processing.words.completion import Clause, complete
from processing.words.dictionary import closed
from processing.words.noun_phrase import NONE, NounPhrase
from processing.words.tags import PartOfSpeech
from processing.words.verb_groups import VerbGroup, is_reporting

__all__ = ["Clause", "read_clauses"]


_CONTENT = frozenset({"that", "whether", "if", "how", "why", "what", "who", "which"})
# Verbs whose object may be told the clause behind it: "told reporters it was".
_TELLING = frozenset(
    {
        "tell", "inform", "advise", "warn", "assure", "remind", "notify", "promise", "convince",
        "ask", "show",
    }
)  # fmt: skip


_CLOSES_SPEECH = frozenset({",", "”", '"', "’", "'", "»", "?", "!", "…", "—", "–"})


def read_clauses(
    lows: Sequence[str],
    pos: Sequence[PartOfSpeech],
    phrases: Sequence[NounPhrase],
    groups: Sequence[VerbGroup],
) -> list[Clause]:
    """The clauses of a tagged sentence, one for each of its verb groups, in their order."""
    return _ClauseReader(lows, pos, phrases, groups).read()


class _ClauseReader(SubjectFinder):
    """Reads the clauses of one tagged sentence; `read` is called once."""

    def read(self) -> list[Clause]:
        """The clauses, one for each verb group, in their order."""
        for number, group in enumerate(self._groups):
            if group.is_finite:
                clause = self._finite(number, group)
            elif group.is_infinitive:
                clause = self._infinitive(number, group)
            elif group.form is t.BASE:
                clause = self._bare(number, group)
            else:
                clause = self._participle(number, group)
            self._clauses.append(clause)
            if clause.subject >= 0:
                self._take(clause.subject)
            self._take_object(group)
        return complete(self._clauses, self._groups, self._row)

    # ---- finite clauses

    def _finite(self, number: int, group: VerbGroup) -> Clause:
        floor = self._groups[number - 1].end if number else 0
        before = self._before(group.first, floor)
        introducer = self._introducer(floor, group.first)
        if introducer >= 0 and self._is_relative(introducer):
            return self._relative(number, group, introducer, before)
        if introducer >= 0:
            return self._introduced(number, group, introducer)
        coordinator = self._coordinator(floor, group.first)
        if coordinator >= 0 and coordinator == before and number:
            return self._shared(number, group, coordinator)  # "found the gun | and | had thrown"
        subject = self._last_free(floor if number else 0, group.first, number, coordinator)
        if subject < 0:
            inverted = self._inverted(number, group)
            if inverted is not None:
                return inverted
            subject = self._pending(group.first, number)
        if subject < 0:
            return self._shared(number, group, NONE)
        return self._with_subject(number, group, subject, coordinator)

    def _introduced(self, number: int, group: VerbGroup, introducer: int) -> Clause:
        """A clause behind "that", "whether", "what", "after": content, or when and why."""
        low = self._lows[introducer]
        is_asked = low in ASKED
        subject = self._last_free(introducer + (not is_asked), group.first, number)
        is_content = low in _CONTENT and not (low == "if" and not self._is_reported(number))
        if low in PLACES and self._is_reported(number):
            is_content = self._groups[number - 1].end == introducer  # "has not said when"
        if is_asked and subject < 0:
            subject = self._row.at(introducer)  # "of | what is likely"
        object_ = NONE
        if is_asked and subject >= 0 and (asked := self._row.at(introducer)) not in (subject, NONE):
            object_ = asked  # "what | he did"
        kind = t.COMPLEMENT if is_content else t.ADVERBIAL
        parent = self._sibling_parent(number, introducer)
        return Clause(
            number, kind, introducer, subject, object_, introducer=introducer, parent=parent
        )

    def _is_reported(self, number: int) -> bool:
        return number > 0 and is_reporting(self._groups[number - 1])

    def _sibling_parent(self, number: int, introducer: int) -> int:
        """What a clause hangs on: "said A and that B" has both under "said"."""
        if not number:
            return NONE
        if introducer and self._pos[introducer - 1] is t.COORDINATOR:
            for at in range(number - 1, -1, -1):
                sibling = self._clauses[at]
                if sibling.kind is t.COMPLEMENT and sibling.parent >= 0:
                    return sibling.parent
        return number - 1

    def _with_subject(
        self, number: int, group: VerbGroup, subject: int, coordinator: int
    ) -> Clause:
        start = self._row.start_of(subject)
        opens = self._before(start, 0)
        if number and opens >= 0 and self._pos[opens] is t.SUBORDINATOR:
            # "when | a bus carrying students | struck": the subject is parted from its verb.
            kind = t.COMPLEMENT if self._lows[opens] in _CONTENT else t.ADVERBIAL
            parent = self._governor(number, opens)
            return Clause(number, kind, opens, subject, introducer=opens, parent=parent)
        bare = self._row.before(start)
        if bare >= 0 and self._may_be_antecedent(bare, number):
            # "The program | he created | is": a relative clause without its pronoun.
            is_content = self._lows[self._phrases[bare].head] in closed()["content_nouns"]
            kind = t.COMPLEMENT if is_content else t.RELATIVE
            parent = number - 1 if number else NONE
            return Clause(number, kind, start, subject, NONE if is_content else bare, parent=parent)
        if coordinator >= 0 and coordinator < start and not self._is_in_list(coordinator, start):
            # Only a coordinator between two clauses joins them, not one within a list of nouns.
            parent = self._level(number)
            kind = t.COORDINATE if parent >= 0 else t.MAIN
            return Clause(number, kind, start, subject, introducer=coordinator, parent=parent)
        governor = self._governor(number, start)
        if governor >= 0 and self._is_content(governor, start):
            return Clause(number, t.COMPLEMENT, start, subject, parent=governor)
        return Clause(number, t.MAIN, start, subject)

    def _is_in_list(self, coordinator: int, start: int) -> bool:
        """Whether a coordinator joins what stands before a subject: "told A and B | it was"."""
        number = self._row.before(start)
        while number >= 0 and self._phrases[number].first > coordinator:
            if self._phrases[number].joined_to >= 0:
                return True
            number -= 1
        return False

    def _governor(self, number: int, start: int) -> int:
        """The verb group that stands last before the subject at `start`."""
        while number > 0 and self._groups[number - 1].end > start:
            number -= 1
        return number - 1

    def _is_content(self, governor: int, start: int) -> bool:
        """Whether a clause without "that" is what the verb before it reports: "said | it was"."""
        group = self._groups[governor]
        if group.is_passive and group.lemma not in _TELLING:
            return False
        between = range(group.end, start)
        if any(self._lows[i] == "," or self._lows[i] in EDGES for i in between):
            return False
        if is_reporting(group):
            return True
        # "It is clear | we need"
        return group.lemma == "be" and len(between) == 1 and self._pos[group.end] is t.ADJECTIVE

    def _level(self, number: int) -> int:
        """The clause that a coordinated one goes on from: the last finite one, not a relative."""
        for at in range(number - 1, -1, -1):
            clause = self._clauses[at]
            is_late = clause.kind is t.ADVERBIAL and clause.parent >= 0
            is_late = is_late or clause.kind is t.RELATIVE
            if clause.kind is t.COMPLEMENT and clause.introducer >= 0:
                is_late = is_late or self._lows[clause.introducer] != "that"
            if self._groups[at].is_finite and not is_late:
                return at
        return NONE

    def _shared(self, number: int, group: VerbGroup, coordinator: int) -> Clause:
        """A verb that shares the subject of one before it: "arrested two men | and seized"."""
        for at in range(number - 1, -1, -1):
            other = self._groups[at]
            clause = self._clauses[at]
            if other.is_finite and (coordinator >= 0 or clause.kind is not t.RELATIVE):
                return Clause(
                    number, t.COORDINATE, group.first, clause.subject,
                    introducer=coordinator, parent=at,
                )  # fmt: skip
        kind = t.MAIN
        return Clause(number, kind, group.first, parent=NONE)

    def _relative(self, number: int, group: VerbGroup, introducer: int, before: int) -> Clause:
        low = self._lows[introducer]
        is_owner = low == "whose"
        own = self._last_free(introducer + (not is_owner), group.first, number)
        antecedent = self._antecedent(introducer)
        parent = number - 1 if number else NONE
        start = introducer
        if introducer and self._pos[introducer - 1] is t.ADPOSITION:
            # "in which the gun was found", "both of whom were"
            start = introducer - 1
            if (part := self._row.before(start)) >= 0 and self._lows[start] == "of":
                start = self._phrases[part].first
                own = part if own < 0 else own
            antecedent = NONE if own >= 0 else antecedent
        if own >= 0:
            has_object = not is_owner and low not in PLACES and antecedent != own
            return Clause(
                number, t.RELATIVE, start, own, antecedent if has_object else NONE,
                introducer=introducer, parent=parent,
            )  # fmt: skip
        return Clause(number, t.RELATIVE, start, antecedent, introducer=introducer, parent=parent)

    def _may_be_antecedent(self, phrase: int, number: int) -> bool:
        """Whether the phrase right before a clause is what the clause describes."""
        one = self._phrases[phrase]
        if one.is_time or one.in_brackets:
            return False
        if not number:
            return one.is_free
        group = self._groups[number - 1]
        told = self._row.at(group.end)
        is_told = group.lemma in _TELLING and told in (phrase, one.joined_to) and told >= 0
        return not is_told and group.end <= one.first

    def _antecedent(self, introducer: int) -> int:
        """The phrase that a relative pronoun stands for."""
        at = introducer - 1
        while at >= 0 and (self._lows[at] == "," or self._pos[at] is t.ADPOSITION):
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
        if group.lemma not in INVERTING or group.end - group.first > 1:
            return None
        at = group.first - 1
        if at >= 0 and self._pos[at] is not t.QUOTATION and self._lows[at] not in _CLOSES_SPEECH:
            return None
        subject = self._row.at(group.end)
        if subject < 0 or self._phrases[subject].is_time:
            return None
        if number + 1 < len(self._groups):
            following = self._groups[number + 1]
            is_own = following.is_finite and following.first == self._phrases[subject].full_end
            if is_own:
                return None  # "The firm, as alleged, announced | it would"
        return Clause(number, t.MAIN, group.first, subject, is_inverted=True)

    # ---- clauses without a finite verb

    def _infinitive(self, number: int, group: VerbGroup) -> Clause:
        parent = number - 1 if number else NONE
        subject = self._row.before(group.first)
        if subject >= 0:
            adposition = self._phrases[subject].adposition
            if adposition >= 0 and self._lows[adposition] == "for":
                return Clause(number, t.INFINITIVAL, group.first, subject, parent=parent)
        if parent >= 0:
            governing = self._groups[parent]
            between = self._row.at(governing.end)
            is_object = between >= 0 and (
                between == subject or (subject >= 0 and self._phrases[subject].joined_to == between)
            )
            hands_on = not governing.is_passive and governing.lemma in closed()["object_control"]
            subject = between if is_object and hands_on else self._clauses[parent].subject
            if self._is_expletive(subject, governing):
                subject = NONE
        return Clause(number, t.INFINITIVAL, group.first, subject, parent=parent)

    def _is_expletive(self, subject: int, group: VerbGroup) -> bool:
        """As in "it is illegal | to sell": "it" stands for what follows."""
        if subject < 0 or self._lows[self._phrases[subject].head] not in ("it", "there"):
            return False
        follows = self._pos[group.end] if group.end < len(self._pos) else None
        return group.lemma == "be" and follows is t.ADJECTIVE

    def _bare(self, number: int, group: VerbGroup) -> Clause:
        """A base form alone: asked for ("Call us"), or made to happen ("helped it grow")."""
        floor = self._groups[number - 1].end if number else 0
        subject = self._last_free(floor, group.first, number) if number else NONE
        if subject < 0 and number and (made := self._row.at(floor)) >= 0:
            subject = made if self._phrases[made].full_end == group.first else NONE
        parent = number - 1 if number else NONE
        kind = t.COMPLEMENT if subject >= 0 else t.MAIN
        if subject < 0 and self._coordinator(floor, group.first) >= 0 and parent >= 0:
            other = self._clauses[parent]
            is_finite = self._groups[parent].is_finite
            kind = t.COORDINATE if is_finite else other.kind
            return Clause(number, kind, group.first, other.subject, parent=parent)
        return Clause(number, kind, group.first, subject, parent=parent)

    def _participle(self, number: int, group: VerbGroup) -> Clause:
        parent = number - 1 if number else NONE
        at = self._before(group.first, 0)
        low = self._lows[at] if at >= 0 else ""
        if group.form is t.PAST_PARTICIPLE and (low == "," or self._pos[at] is t.COORDINATOR):
            shared = self._sharing_auxiliary(number)
            if shared >= 0 and (low != "," or self._goes_on_in_list(number)):
                subject = self._clauses[shared].subject
                return Clause(number, t.COORDINATE, group.first, subject, parent=shared)
        subject = self._described(number, group, at)
        return Clause(number, t.PARTICIPIAL, group.first, subject, parent=parent)

    def _sharing_auxiliary(self, number: int) -> int:
        """The clause whose auxiliary a participle shares: "was arrested, | charged and tried"."""
        before = self._groups[number - 1] if number else None
        if before is None or not (before.is_passive or before.head > before.first):
            return NONE
        clause = self._clauses[number - 1]
        is_led = before.is_finite and before.head > before.first
        if is_led or clause.kind is t.COORDINATE:
            return number - 1
        return NONE

    def _goes_on_in_list(self, number: int) -> bool:
        """Whether another verb of a list follows with its coordinator."""
        if number + 1 >= len(self._groups):
            return False
        at = self._before(self._groups[number + 1].first, 0)
        return self._pos[at] is t.COORDINATOR

    def _described(self, number: int, group: VerbGroup, at: int) -> int:
        """The phrase that a participle describes, where `at` is the word before it."""
        parent = number - 1 if number else NONE
        is_apart = at < 0 or self._lows[at] == "," or self._pos[at] is t.COORDINATOR
        if is_apart and at >= 0 and self._lows[at] == "," and parent < 0:
            return self._row.before(at)  # "The agency, citing privacy, declined"
        if not is_apart and self._pos[at] is not t.ADPOSITION:
            for candidate in range(len(self._phrases) - 1, -1, -1):
                if self._phrases[candidate].end == at + 1:
                    owner = self._row.whole_of(candidate)
                    return owner if owner >= 0 else candidate
        if parent < 0:
            return NONE
        governing = self._groups[parent]
        if at >= 0 and self._lows[at] == "from" and (acted := self._row.at(governing.end)) >= 0:
            return acted  # "bans owners from selling"
        return self._clauses[parent].subject
