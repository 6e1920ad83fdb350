"""Verb groups: a verb with its auxiliaries and adverbs, its tense, voice, negation and modality."""

from collections.abc import Callable, Sequence
from typing import NamedTuple

from processing.words import tags as t
from processing.words.dictionary import closed
from processing.words.inflection import verb_lemma
from processing.words.tags import VERBAL, PartOfSpeech, Tense, VerbForm


class VerbGroup(NamedTuple):
    """Tokens `first` to `end` (exclusive), of which `head` is the verb that names the event.

    `form` is that of the first verb: it says whether the group is finite. `modality` is the lemma
    of the modal ("may", "will"), None for none. An infinitive begins with its "to". `rules` names
    what linked its verbs, what negates it and what it shares with the verb before.
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
    rules: tuple[str, ...] = ()

    @property
    def is_finite(self) -> bool:
        """Whether it may have a subject of its own in the nominative."""
        return self.form in (t.PRESENT, t.PAST, t.MODAL)


# Words that negate by themselves.
_NEGATING = frozenset({"not", "n't", "n’t", "never", "hardly", "scarcely", "barely"})
_TO, _INVERTED = "to-and-base", "subject-within"


class LinkRule(NamedTuple):
    """A rule by which a verb goes on from its auxiliary: what that one is, and the verb's forms."""

    name: str
    is_auxiliary: Callable[[str, VerbForm | None], bool]
    forms: frozenset[VerbForm]


class NegationRule(NamedTuple):
    """A rule by which the words at `first:end` negate their verb; it may look behind them."""

    name: str
    negates: Callable[[Sequence[str], int, int], bool]


class SharingRule(NamedTuple):
    """A rule by which a verb has the auxiliaries of the one before: when, and what it becomes.

    `forms` are those of the verb and of the one before.
    """

    name: str
    forms: tuple[VerbForm, VerbForm]
    fits: Callable[[VerbGroup], bool]
    share: Callable[[VerbGroup, VerbGroup], VerbGroup]


def _is_modal(_: str, form: VerbForm | None) -> bool:
    """As in "will | report"."""
    return form is t.MODAL


def _is_do(low: str, _: VerbForm | None) -> bool:
    """As in "did not | report"."""
    return verb_lemma(low) == "do"


def _is_have(low: str, _: VerbForm | None) -> bool:
    """As in "has | reported"."""
    return verb_lemma(low) == "have"


def _is_be(low: str, _: VerbForm | None) -> bool:
    """As in "was | reported", "is | reporting"."""
    return low in ("'s", "’s") or verb_lemma(low) == "be"


_BASES = frozenset({t.BASE, t.PRESENT})
_DONE = frozenset({t.PAST_PARTICIPLE, t.PAST})
# In the order in which they are asked.
LINK_RULES = (
    LinkRule("modal-and-base", _is_modal, _BASES),
    LinkRule("do-and-base", _is_do, _BASES),
    LinkRule("have-and-participle", _is_have, _DONE),
    LinkRule("be-and-participle", _is_be, _DONE | {t.PRESENT_PARTICIPLE}),
)


def _says_not(lows: Sequence[str], first: int, end: int) -> bool:
    """As in "did | not report"; not in "not only reported"."""
    for k in range(first, end):
        if lows[k] in _NEGATING and not (lows[k] == "not" and lows[k + 1 : k + 2] == ["only"]):
            return True
    return False


def _says_cannot(lows: Sequence[str], first: int, end: int) -> bool:
    """As in "cannot report"."""
    return "cannot" in lows[first:end]


def _says_no_longer(lows: Sequence[str], first: int, end: int) -> bool:
    """As in "will no longer report", "reports no longer"."""
    inner = lows[first:end]
    return ("no" in inner and "longer" in inner) or list(lows[end : end + 2]) == ["no", "longer"]


NO_LONGER = NegationRule("no-longer", _says_no_longer)
NEGATION_RULES = (
    NegationRule("not", _says_not),
    NegationRule("cannot", _says_cannot),
    NO_LONGER,
)


def _share_modal(group: VerbGroup, before: VerbGroup) -> VerbGroup:
    """As in "will serve | and pay"."""
    tense = _tense(t.MODAL, before.modality, is_infinitive=False)
    return group._replace(modality=before.modality, tense=tense)


def _share_perfect(group: VerbGroup, _: VerbGroup) -> VerbGroup:
    """As in "has lied | and cheated": the second is no passive either."""
    return group._replace(is_passive=False)


SHARING_RULES = (
    SharingRule(
        "modal-of-both", (t.BASE, t.BASE), lambda before: before.modality is not None, _share_modal
    ),
    SharingRule(
        "perfect-of-both",
        (t.PAST_PARTICIPLE, t.PAST_PARTICIPLE),
        lambda before: not before.is_passive and before.head > before.first,
        _share_perfect,
    ),
)
# The names of all rules; a test walks them.
RULES = (
    *(rule.name for rule in LINK_RULES),
    *(rule.name for rule in NEGATION_RULES),
    *(rule.name for rule in SHARING_RULES),
    _TO,
    _INVERTED,
)


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
                group = _sharing(group, found[-1], forms)
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


def _sharing(group: VerbGroup, before: VerbGroup, forms: Sequence[VerbForm | None]) -> VerbGroup:
    """A verb without auxiliaries has those of the one before."""
    if group.end - group.first > 1 or group.is_infinitive:
        return group
    for rule in SHARING_RULES:
        if rule.forms == (group.form, forms[before.head]) and rule.fits(before):
            return rule.share(group, before)._replace(rules=(*group.rules, rule.name))
    return group


def _read(
    lows: Sequence[str],
    pos: Sequence[PartOfSpeech],
    forms: Sequence[VerbForm | None],
    i: int,
    floor: int,
) -> VerbGroup:
    first, is_infinitive, is_denied = _lead(lows, pos, i, floor)
    if first == i and pos[i] is t.VERB:
        return _single(lows, forms[i] or t.BASE, i, is_denied=is_denied)
    rules = [_TO] if is_infinitive else []
    members = _linked(lows, pos, forms, i, rules)
    head = members[-1]
    end = head + 1
    if pos[head] is t.AUXILIARY:
        # "is not", "is simply not"
        last = end
        while last < len(pos) and pos[last] is t.ADVERB and lows[last] not in _NEGATING:
            last += 1
        if last < len(pos) and lows[last] in _NEGATING:
            end = last + 1
    negating = [rule.name for rule in NEGATION_RULES if rule.negates(lows, first, end)]
    if is_denied and not negating:
        negating = [NO_LONGER.name]
    form = forms[i] or t.BASE
    is_passive = form is t.PAST_PARTICIPLE
    if len(members) > 1:
        is_passive = forms[head] is t.PAST_PARTICIPLE and verb_lemma(lows[members[-2]]) == "be"
    modality = verb_lemma(lows[i]) if form is t.MODAL else None
    return VerbGroup(
        first, end, head, verb_lemma(lows[head]), t.BASE if is_infinitive else form,
        _tense(form, modality, is_infinitive=is_infinitive),
        is_passive, bool(negating), is_infinitive, modality, (*rules, *negating),
    )  # fmt: skip


def _linked(
    lows: Sequence[str],
    pos: Sequence[PartOfSpeech],
    forms: Sequence[VerbForm | None],
    i: int,
    rules: list[str],
) -> list[int]:
    """The verbs that go on from the one at `i`, that one first; `rules` takes what linked them."""
    members = [i]
    j = i + 1
    while j < len(pos) and pos[members[-1]] is t.AUXILIARY:
        if pos[j] is t.ADVERB or lows[j] in _NEGATING:
            j += 1
        elif pos[j] in VERBAL and (link := _link(lows, forms, members[-1], j)):
            members.append(j)
            rules.append(link)
            j += 1
        elif len(members) == 1 and i == 0 and pos[j] is t.PRONOUN:
            rules.append(_INVERTED)
            j += 1  # "did they vote"
        else:
            break
    return members


def _link(lows: Sequence[str], forms: Sequence[VerbForm | None], auxiliary: int, j: int) -> str:
    """The name of the rule by which the verb at `j` goes on from an auxiliary, or nothing."""
    for rule in LINK_RULES:
        if forms[j] in rule.forms and rule.is_auxiliary(lows[auxiliary], forms[auxiliary]):
            return rule.name
    return ""


def _single(lows: Sequence[str], form: VerbForm, i: int, *, is_denied: bool) -> VerbGroup:
    """A verb without auxiliaries, as most are; "no longer" before or behind it negates it."""
    is_denied = is_denied or (lows[i + 1 : i + 3] == _NO_LONGER)
    tense = _tense(form, None, is_infinitive=False)
    is_passive = form is t.PAST_PARTICIPLE
    return VerbGroup(
        i, i + 1, i, verb_lemma(lows[i]), form, tense, is_passive, is_denied,
        rules=(NO_LONGER.name,) if is_denied else (),
    )  # fmt: skip


_NO_LONGER = ["no", "longer"]


def _lead(
    lows: Sequence[str], pos: Sequence[PartOfSpeech], i: int, floor: int
) -> tuple[int, bool, bool]:
    """What stands before the first verb and belongs to it: "to", adverbs, "never".

    Where it begins, whether "to" is of it, and whether "no longer" stands before it.
    """
    first = i
    is_infinitive = is_denied = False
    j = i - 1
    while j >= floor and (
        pos[j] is t.ADVERB or lows[j] in _NEGATING or (pos[j] is t.PARTICLE and lows[j] == "to")
    ):
        if lows[j] == "to":
            is_infinitive = True
            first = j
            if j - 1 >= floor and lows[j - 1] in _NEGATING:
                first = j - 1
            break
        if lows[j] in _NEGATING:
            first = j
        elif lows[j] == "longer" and j - 1 >= floor and lows[j - 1] == "no":
            is_denied = True
        j -= 1
    return first, is_infinitive, is_denied


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
