"""Verb groups: a verb with its auxiliaries and adverbs, its tense, voice, negation and modality."""

from collections.abc import Sequence
from typing import NamedTuple

from processing.words import tags as t
from processing.words.dictionary import closed
from processing.words.inflection import verb_lemma
from processing.words.tags import VERBAL, PartOfSpeech, Tense, VerbForm


class VerbGroup(NamedTuple):
    """Tokens `first` to `end` (exclusive), of which `head` is the verb that names the event.

    `form` is that of the first verb: it says whether the group is finite. `modality` is the lemma
    of the modal ("may", "will"), None for none. An infinitive begins with its "to".
    """

    first: int
    end: int
    head: int
    lemma: str
    form: VerbForm
    tense: Tense
    is_passive: bool = False
    is_negated: bool = False
    is_infinitive: bool = False
    modality: str | None = None

    @property
    def is_finite(self) -> bool:
        """Whether it may have a subject of its own in the nominative."""
        return self.form in (t.PRESENT, t.PAST, t.MODAL)


_NEGATING = frozenset({"not", "n't", "n’t", "never", "hardly", "scarcely", "barely"})
_BE_LIKE = frozenset({"be", "get", "become"})


def find_verb_groups(
    lows: Sequence[str], pos: Sequence[PartOfSpeech], forms: Sequence[VerbForm | None]
) -> list[VerbGroup]:
    """The verb groups of a tagged sentence, in order."""
    found: list[VerbGroup] = []
    i, count = 0, len(pos)
    while i < count:
        if pos[i] in VERBAL:
            group = _read(lows, pos, forms, i, floor=found[-1].end if found else 0)
            if found and _is_coordinated(lows, pos, group.first):
                group = _sharing(group, found[-1], lows, forms)
            found.append(group)
            i = group.end
        else:
            i += 1
    return found


def _is_coordinated(lows: Sequence[str], pos: Sequence[PartOfSpeech], first: int) -> bool:
    """Whether a verb goes on from one before it: "has lied | and cheated"."""
    j = first - 1
    while j >= 0 and pos[j] is t.ADVERB:
        j -= 1
    return j >= 0 and (pos[j] is t.COORDINATOR or lows[j] == ",")


def _sharing(
    group: VerbGroup,
    before: VerbGroup,
    lows: Sequence[str],
    forms: Sequence[VerbForm | None],
) -> VerbGroup:
    """A verb without auxiliaries has those of the one before: "will serve | and pay"."""
    if group.end - group.first > 1 or group.is_infinitive:
        return group
    if group.form is t.BASE and before.modality and forms[before.head] is t.BASE:
        tense = _tense(t.MODAL, before.modality, is_infinitive=False)
        return group._replace(modality=before.modality, tense=tense)
    is_perfect = forms[before.head] is t.PAST_PARTICIPLE and not before.is_passive
    if group.form is t.PAST_PARTICIPLE and is_perfect and before.head > before.first:
        return group._replace(is_passive=False)
    return group


def _read(
    lows: Sequence[str],
    pos: Sequence[PartOfSpeech],
    forms: Sequence[VerbForm | None],
    i: int,
    floor: int,
) -> VerbGroup:
    first, is_infinitive, is_negated = _lead(lows, pos, i, floor)
    if first == i and pos[i] is t.VERB:
        return _single(lows, forms[i] or t.BASE, i, is_negated=is_negated)
    head = i
    members = [i]
    j = i + 1
    while j < len(pos) and pos[head] is t.AUXILIARY:
        if pos[j] is t.ADVERB or lows[j] in _NEGATING:
            j += 1
        elif pos[j] in VERBAL and _may_follow(lows[head], forms[head], forms[j]):
            head = j
            members.append(j)
            j += 1
        elif len(members) == 1 and i == 0 and pos[j] is t.PRONOUN:
            j += 1  # "did they vote"
        else:
            break
    end = head + 1
    if pos[head] is t.AUXILIARY:
        # "is not", "is simply not"
        last = end
        while last < len(pos) and pos[last] is t.ADVERB and lows[last] not in _NEGATING:
            last += 1
        if last < len(pos) and lows[last] in _NEGATING:
            end = last + 1
    is_negated = is_negated or any(
        lows[k] in _NEGATING and tuple(lows[k : k + 2]) != ("not", "only")
        for k in range(first, end)
    )
    is_negated = (
        is_negated
        or "cannot" in lows[first:end]
        or ("no" in lows[first:end] and "longer" in lows[first:end])
    )
    if end + 1 < len(lows) and lows[end] == "no" and lows[end + 1] == "longer":
        is_negated = True
    is_passive = (
        len(members) > 1
        and forms[head] is t.PAST_PARTICIPLE
        and (verb_lemma(lows[members[-2]]) in _BE_LIKE)
    )
    form = forms[i] or t.BASE
    if len(members) == 1 and form is t.PAST_PARTICIPLE:
        is_passive = True
    modality = verb_lemma(lows[i]) if form is t.MODAL else None
    return VerbGroup(
        first, end, head, verb_lemma(lows[head]), t.BASE if is_infinitive else form,
        _tense(form, modality, is_infinitive=is_infinitive),
        is_passive, is_negated, is_infinitive, modality,
    )  # fmt: skip


def _single(lows: Sequence[str], form: VerbForm, i: int, *, is_negated: bool) -> VerbGroup:
    """A verb without auxiliaries, as most are; "no longer" before or behind it negates it."""
    if i + 2 < len(lows) and lows[i + 1] == "no" and lows[i + 2] == "longer":
        is_negated = True
    tense = _tense(form, None, is_infinitive=False)
    is_passive = form is t.PAST_PARTICIPLE
    return VerbGroup(i, i + 1, i, verb_lemma(lows[i]), form, tense, is_passive, is_negated)


def _lead(
    lows: Sequence[str], pos: Sequence[PartOfSpeech], i: int, floor: int
) -> tuple[int, bool, bool]:
    """What stands before the first verb and belongs to it: "to", adverbs, "never"."""
    first = i
    is_infinitive = is_negated = False
    j = i - 1
    while j >= floor and (
        pos[j] is t.ADVERB or lows[j] in _NEGATING or (pos[j] is t.PARTICLE and lows[j] == "to")
    ):
        if lows[j] == "to":
            is_infinitive = True
            first = j
            if j - 1 >= floor and lows[j - 1] in _NEGATING:
                is_negated = True
                first = j - 1
            break
        if lows[j] in _NEGATING:
            is_negated = is_negated or lows[j + 1] != "only"
            first = j
        elif lows[j] == "longer" and j - 1 >= floor and lows[j - 1] == "no":
            is_negated = True
        j -= 1
    return first, is_infinitive, is_negated


def _may_follow(low: str, before: VerbForm | None, form: VerbForm | None) -> bool:
    """Whether a form goes on from an auxiliary: "has" with a participle, "will" with a base."""
    lemma = verb_lemma(low)
    if before is t.MODAL or lemma == "do":
        return form in (t.BASE, t.PRESENT)
    if lemma == "have":
        return form in (t.PAST_PARTICIPLE, t.PAST)
    if lemma == "be" or low in ("'s", "’s"):
        return form in (t.PAST_PARTICIPLE, t.PRESENT_PARTICIPLE, t.PAST)
    return False


def _tense(form: VerbForm, modality: str | None, *, is_infinitive: bool) -> Tense:
    if is_infinitive:
        return Tense.NONE
    if form is t.MODAL:
        return Tense.FUTURE if modality in ("will", "shall") else Tense.PRESENT
    if form is t.PAST:
        return Tense.PAST
    return Tense.PRESENT if form is t.PRESENT else Tense.NONE


def is_reporting(group: VerbGroup) -> bool:
    """Whether the clause after the verb is what somebody says, thinks or finds."""
    return group.lemma in closed()["reporting"]
