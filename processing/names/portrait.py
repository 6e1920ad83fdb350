"""A person as the release shows them: the fullest name, the fullest role, every mention."""

from dataclasses import replace

from domain.facts import Person
from processing.names.found import Mention
from processing.names.merge import Draft
from processing.names.office_lines import first_office
from processing.names.roles import Role
from processing.names.tokens import Tokens

_LONGEST_ROLE = 14
# What somebody is in a case; any office says more.
_PARTS = frozenset(("defendant", "suspect", "victim", "witness", "resident", "plaintiff"))


def portray(tokens: Tokens, draft: Draft, entity: int) -> tuple[Person, list[Mention]]:
    """Make the person of a draft and their mentions, which carry the number `entity`."""
    assert draft.best is not None
    mentions = []
    for candidate in sorted(draft.candidates, key=lambda c: c.first):
        start, end = tokens.starts[candidate.first], tokens.end(candidate.last)
        full = tokens.starts[candidate.full_first]
        mentions.append(Mention(start, end, full, end, "person", entity))
    role, organization, rules = _best_role(draft)
    spans = tuple(tokens.reading.span(m.start, m.end) for m in mentions)
    name = tokens.text(draft.best.first, draft.best.last)
    rule = next((c.rule for c in draft.candidates if c.rule), "")
    return Person(name, spans, role, organization, rule, rules), mentions


_Rules = tuple[tuple[str, str], ...]


def _best_role(draft: Draft) -> tuple[str | None, str | None, _Rules]:
    """Choose the fullest role; an organization or a district given elsewhere completes it.

    The rules say on which side of the name each stands.
    """
    placed = [
        (_trimmed(r), "before-name" if r.first < c.first else "behind-name")
        for c in sorted(draft.candidates, key=lambda c: c.first)
        for r in c.roles
    ]
    sides = {id(role): side for role, side in placed}
    roles = [role for role, _ in placed]
    best = max((r for r in roles if r.role and not _is_home(r.role)), key=_weight, default=None)
    giving = best if best and best.organization else None
    giving = giving or next((r for r in roles if r.organization), None)
    organization = giving.organization if giving else None
    rules: _Rules = (("organization", sides[id(giving)]),) if giving else ()
    if best is None:
        return None, organization, rules
    role, side = best.role, sides[id(best)]
    district = next((r.district for r in roles if r.district), None)
    if district is not None and best.is_office and " District of " not in (best.role or ""):
        role, side = f"{role} {district}", f"{side}+district"
    return role, organization, (("role", side), *rules)


def _trimmed(role: Role) -> Role:
    """The first of the offices that a line prints; the office of another is no organization."""
    organization = role.organization
    if organization is not None and not _HOLDERS.isdisjoint(organization.casefold().split()):
        organization = None
    return replace(role, role=role.role and first_office(role.role), organization=organization)


# Of a parliament or a government: no organization is called after them.
_HOLDERS = frozenset({"minister", "minister,", "senator", "member", "premier", "speaker"})


def _weight(role: Role) -> tuple[bool, int]:
    """Rank roles: those of a calling above mere parts in the case, then the fuller."""
    assert role.role is not None
    words = role.role.split()
    # A longer wording is a sentence about the person rather than a role.
    length = len(words) + (2 if role.organization else 0) if len(words) <= _LONGEST_ROLE else 0
    return words[-1].casefold() not in _PARTS and not words[-1].endswith("."), length


def _is_home(role: str) -> bool:
    """Say whether the words only tell where somebody lives."""
    return role.startswith("resident") or " resident" in role
