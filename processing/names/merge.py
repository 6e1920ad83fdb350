"""Who is who: candidates of one person brought together, surnames given to whom they name."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from processing.names.people import Candidate
from processing.names.roles import Role
from processing.names.vocabulary import gendered_names, given_names, nicknames

_PARTICLES = frozenset(
    [
        "de",
        "la",
        "las",
        "los",
        "del",
        "della",
        "di",
        "da",
        "dos",
        "van",
        "von",
        "der",
        "den",
        "bin",
        "al",
        "el",
        "st.",
    ]
)
# More people of one surname than any release names; looking at the latest keeps time linear.
_MOST_SHARERS = 30
_OFTEN = 2
_PRINCIPAL_SHARE = 0.6
_MALE = frozenset(("mr", "sir", "mister"))
_FEMALE = frozenset(("mrs", "ms", "miss", "dame", "madam"))


@dataclass(slots=True)
class Draft:
    """A person in the making: the parts of the name, what names them, what is said of them."""

    parts: tuple[str, ...]
    suffix: str | None
    nickname: str | None = None
    candidates: list[Candidate] = field(default_factory=list)
    best: Candidate | None = None

    @property
    def surname(self) -> str:
        """The last word of the name, plain."""
        return self.parts[-1]

    def take(self, candidate: Candidate) -> None:
        """Count a candidate as naming this person; the fuller form becomes the name."""
        self.candidates.append(candidate)
        self.nickname = self.nickname or candidate.nickname
        self.suffix = self.suffix or candidate.suffix
        if self.best is None or _fullness(candidate) > _fullness(self.best):
            self.best = candidate
            self.parts = candidate.parts


def _fullness(candidate: Candidate) -> tuple[int, int, int]:
    spelled = sum(len(part.rstrip(".")) > 1 for part in candidate.parts)
    return min(spelled, 2), len(candidate.parts), candidate.suffix is not None


def merge(candidates: Sequence[Candidate]) -> list[Draft]:
    """Group candidates into people; those that stay without one are nobody's."""
    drafts: list[Draft] = []
    by_surname: dict[str, list[Draft]] = {}
    held: list[Candidate] = []
    for candidate in candidates:
        if candidate.is_sure and len(_core(candidate.parts)) > 1:
            _place_full(candidate, drafts, by_surname)
        else:
            held.append(candidate)
    alone: dict[str, bool] = {}
    for candidate in held:
        if len(_core(candidate.parts)) == 1:
            surname = candidate.parts[-1]
            alone[surname] = alone.get(surname, False) or candidate.is_sure or candidate.speaks
    _release_announcements(drafts, by_surname)
    waiting: list[Candidate] = []
    for candidate in held:
        if len(_core(candidate.parts)) > 1:
            _place_held(candidate, drafts, by_surname, alone)
        else:
            waiting.append(candidate)
    _place_single(waiting, drafts, by_surname)
    return drafts


def _release_announcements(drafts: list[Draft], by_surname: dict[str, list[Draft]]) -> None:
    """Undo "Casey Announces" where Casey is a surname: a line of capitals is no second person."""
    for draft in [d for d in drafts if len(d.candidates) == 1 and len(d.parts) == 2]:
        candidate = draft.candidates[0]
        bearers = [d for d in by_surname.get(draft.parts[0], ()) if d is not draft]
        is_line = candidate.rule == "given-name" and candidate.opens_line
        if len(bearers) != 1 or not (is_line or candidate.rule == "title-and-given-name"):
            continue
        drafts.remove(draft)
        by_surname[draft.surname].remove(draft)
        if not by_surname[draft.surname]:
            del by_surname[draft.surname]
        candidate.last = candidate.first + 1
        candidate.parts = candidate.parts[:1]
        bearers[0].take(candidate)


def _core(parts: tuple[str, ...]) -> list[str]:
    return [part for part in parts if part not in _PARTICLES]


def _place_full(
    candidate: Candidate, drafts: list[Draft], by_surname: dict[str, list[Draft]]
) -> None:
    sharers = by_surname.get(candidate.parts[-1], [])[-_MOST_SHARERS:]
    fitting = [d for d in sharers if is_same(d, candidate)]
    if len(fitting) == 1:
        fitting[0].take(candidate)
        return
    if len(fitting) > 1:
        exact = [d for d in fitting if d.parts[0] == candidate.parts[0]]
        (exact or fitting)[-1].take(candidate)
        return
    _open(candidate, drafts, by_surname)


def _open(candidate: Candidate, drafts: list[Draft], by_surname: dict[str, list[Draft]]) -> Draft:
    draft = Draft(candidate.parts, candidate.suffix)
    draft.take(candidate)
    drafts.append(draft)
    by_surname.setdefault(candidate.parts[-1], []).append(draft)
    return draft


def is_same(draft: Draft, candidate: Candidate) -> bool:
    """Say whether a full name may be a form of a person's name with the same surname."""
    if draft.suffix and candidate.suffix and draft.suffix != candidate.suffix:
        return False
    if _is_compound_of(candidate.parts, draft.parts) or _is_compound_of(
        draft.parts, candidate.parts
    ):
        return True
    first, other = draft.parts[0], candidate.parts[0]
    firsts = {first, draft.nickname} if draft.nickname else {first}
    others = {other, candidate.nickname} if candidate.nickname else {other}
    if any(_same_given(a, b) for a in firsts for b in others if a and b):
        return _middles_fit(draft.parts[1:-1], candidate.parts[1:-1])
    # "A. Brian Poe" and "Brian Poe"
    return (_is_initial(first) and len(draft.parts) > 2 and draft.parts[1] == other) or (
        _is_initial(other) and len(candidate.parts) > 2 and candidate.parts[1] == first
    )


def _is_compound_of(short: Sequence[str], full: Sequence[str]) -> bool:
    """Whether the one is a surname of two words of the other: "Senator | Birch Venn"."""
    is_end = 1 < len(short) < len(full) and tuple(full[-len(short) :]) == tuple(short)
    return is_end and short[0] not in given_names()


def _is_initial(part: str) -> bool:
    return len(part.rstrip(".")) == 1 or part.endswith(".")


def _same_given(one: str, other: str) -> bool:
    if one == other:
        return True
    if _is_initial(one) or _is_initial(other):
        spelled = one[1:2] not in ("", ".") and other[1:2] not in ("", ".")
        return one[0] == other[0] and (not spelled or one[:2] == other[:2])
    return bool(nicknames().get(one, frozenset()) & nicknames().get(other, frozenset()))


def _middles_fit(one: Sequence[str], other: Sequence[str]) -> bool:
    if not one or not other:
        return True
    return one[0][0] == other[0][0] or len(one) != len(other)


def _place_held(
    candidate: Candidate,
    drafts: list[Draft],
    by_surname: dict[str, list[Draft]],
    alone: dict[str, bool],
) -> None:
    """Place a name of two words without evidence: a known person, a compound surname, a hint."""
    parts = candidate.parts
    known = by_surname.get(parts[-1], [])[-_MOST_SHARERS:]
    for draft in known:
        if draft.parts[-len(parts) :] == parts or is_same(draft, candidate):
            draft.take(candidate)
            return
    if known and _is_opener(candidate):
        candidate.first, candidate.full_first = candidate.first + 1, candidate.first + 1
        candidate.parts, candidate.roles = parts[1:], []
        chosen = choose(candidate, known)
        if chosen is not None:
            chosen.take(candidate)
        return
    # The surname by itself with a title or a verb of saying shows whose name it is.
    if alone.get(parts[-1]) or (candidate.is_hinted and (parts[-1] in alone or known)):
        candidate.is_sure = True
        candidate.rule = candidate.rule or "surname-again"
        _open(candidate, drafts, by_surname)


def _is_opener(candidate: Candidate) -> bool:
    """Whether the capital of a first word may be its sentence's: "Chasing Poe were two others"."""
    return (
        candidate.opens_sentence
        and not candidate.speaks
        and len(candidate.parts) == 2
        and candidate.nickname is None
        and candidate.parts[0] not in given_names()
    )


def _place_single(
    waiting: Sequence[Candidate], drafts: list[Draft], by_surname: dict[str, list[Draft]]
) -> None:
    by_given: dict[str, list[Draft]] = {}
    for draft in drafts:
        by_given.setdefault(draft.parts[0], []).append(draft)
        if draft.nickname:
            by_given.setdefault(draft.nickname, []).append(draft)
        if len(draft.parts) > 2 and _is_initial(draft.parts[0]):
            by_given.setdefault(draft.parts[1], []).append(draft)
    for candidate in waiting:
        word = candidate.parts[-1]
        sharers = by_surname.get(word, [])[-_MOST_SHARERS:]
        if not sharers and word.endswith("s"):
            # Pages that lost their apostrophes write "Bushs" for "Bush's".
            sharers = by_surname.get(word[:-1], [])[-_MOST_SHARERS:]
        chosen = choose(candidate, sharers)
        if chosen is None and not sharers and not candidate.is_sure:
            named = by_given.get(word, [])
            chosen = named[0] if len(named) == 1 else None
        if chosen is not None:
            chosen.take(candidate)
        elif candidate.is_sure and not _fitting(candidate, sharers):
            # Nobody known, or "Mrs. Poe" where the only Poe is a man.
            _open(candidate, drafts, by_surname)


def choose(candidate: Candidate, sharers: Sequence[Draft]) -> Draft | None:
    """Say which of the people of one surname a bare mention names; None where it is not plain."""
    sharers = _fitting(candidate, sharers)
    if len(sharers) < 2:
        return sharers[0] if sharers else None
    if candidate.roles and candidate.is_sure:
        words = _role_words(candidate.roles)
        fitting = [d for d in sharers if words & _role_words(_roles_of(d))]
        if len(fitting) == 1:
            return fitting[0]
    return _principal(sharers)


def _fitting(candidate: Candidate, sharers: Sequence[Draft]) -> Sequence[Draft]:
    """Keep those whom the courtesy of a mention may name."""
    gender = _courtesy_gender(candidate.courtesy)
    if gender is None:
        return sharers
    return [draft for draft in sharers if _draft_gender(draft) in (gender, None)]


def _principal(sharers: Sequence[Draft]) -> Draft | None:
    """Find the one whom the text keeps naming in full while the others are passed by."""
    counts = [sum(len(c.parts) > 1 for c in draft.candidates) for draft in sharers]
    most = max(counts)
    if most < _OFTEN or most < _PRINCIPAL_SHARE * sum(counts):
        return None
    return sharers[counts.index(most)]


def _courtesy_gender(courtesy: str | None) -> str | None:
    if courtesy in _MALE:
        return "m"
    return "f" if courtesy in _FEMALE else None


def _draft_gender(draft: Draft) -> str | None:
    for candidate in draft.candidates:
        gender = _courtesy_gender(candidate.courtesy)
        if gender:
            return gender
    return gendered_names().get(draft.parts[0])


def _roles_of(draft: Draft) -> Iterable[Role]:
    return (role for candidate in draft.candidates for role in candidate.roles)


def _role_words(roles: Iterable[Role]) -> set[str]:
    return {word.casefold().rstrip(".") for r in roles if r.role for word in r.role.split()}
