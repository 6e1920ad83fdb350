"""The passes of name finding, in order."""

from dataclasses import replace

from domain.documents import Span
from domain.facts import Operation, Organization, Person, Place
from processing.names.capitals import spell_name, spell_office
from processing.names.datelines import add_datelines
from processing.names.found import Mention, MentionKind, Names
from processing.names.headlines import find_again, find_signed, find_titled
from processing.names.labels import Label
from processing.names.letterheads import Letterhead
from processing.names.lowercase import LowerWords
from processing.names.merge import Draft, merge
from processing.names.named import Named, collect_operations, collect_organizations, collect_places
from processing.names.office_lines import first_office
from processing.names.organizations import mark_operations, mark_organizations
from processing.names.people import Candidate, find_candidates
from processing.names.places import mark_places
from processing.names.portrait import portray
from processing.names.tokens import Tokens, label_tokens
from processing.parsed_text import ParsedText
from processing.words import tokens as words


def find_names(reading: ParsedText, cut: words.Tokens | None = None) -> Names:
    """Find the people, organizations, operations and places a release names; never raises.

    `cut` are the tokens of the release, where it was cut already.
    """
    tokens = label_tokens(cut or words.read_tokens(reading))
    operations = mark_operations(tokens)
    acronyms = mark_organizations(tokens)
    mark_places(tokens)
    candidates = find_candidates(tokens, LowerWords(reading.flat))
    letterhead = Letterhead(reading)
    for candidate in candidates:
        if candidate.is_hinted and not candidate.is_sure and len(candidate.parts) > 1:
            _trust_letterhead(tokens, candidate, letterhead)
    drafts = merge(find_titled(tokens, find_signed(tokens, candidates)))
    find_again(tokens, drafts)
    for draft in drafts:
        for candidate in draft.candidates:
            tokens.mark(candidate.first, candidate.last, Label.PERSON)
    return _assemble(
        tokens,
        drafts,
        collect_organizations(tokens, acronyms),
        collect_operations(tokens, operations),
        collect_places(tokens),
        letterhead,
    )


def _trust_letterhead(tokens: Tokens, candidate: Candidate, letterhead: Letterhead) -> None:
    """Be sure of who speaks where the head of the release is in their name."""
    if letterhead.is_headed_by(tokens.text(candidate.first, candidate.last)):
        candidate.is_sure = True
        candidate.rule = candidate.rule or "letterhead"


_SEATS = ("member for ", "federal member for ", "senator for ", "member of ")


def _with_letterhead(person: Person, letterhead: Letterhead) -> Person:
    """The person with the office that the head of the release gives, where it says more."""
    if " " not in person.name:
        person = replace(person, name=letterhead.full_name_of(person.name))
    if person.role is not None and " " in person.role:
        # "LEADER OF THE HOUSE / THE HON ADA LUND MP / MEMBER FOR KELL": the seat says less.
        is_seat = person.role.casefold().startswith(_SEATS)
        if not is_seat or letterhead.office_above(person.name) is None:
            return person
    role = letterhead.role_of(person.name)
    if role is None:
        return person
    rules = tuple(one for one in person.rules if one[0] != "role")
    return replace(person, role=first_office(role), rules=(("role", "letterhead"), *rules))


def _spelled(person: Person, text: str) -> Person:
    """The person with the name and the office as a sentence writes them, where capitals do."""
    role = person.role and spell_office(person.role, text)
    return replace(person, name=spell_name(person.name, text), role=role)


def _assemble(
    tokens: Tokens,
    drafts: list[Draft],
    organizations: list[Named],
    operations: list[Named],
    places: list[Named],
    letterhead: Letterhead,
) -> Names:
    reading = tokens.reading
    mentions: list[Mention] = []
    people: list[Person] = []
    for draft in sorted(drafts, key=lambda d: min(c.first for c in d.candidates)):
        person, placed = portray(tokens, draft, len(people))
        person = _with_letterhead(person, letterhead)
        people.append(_spelled(person, reading.flat))
        mentions += placed
    entities = (*organizations, *operations, *places)
    others = [place for one in entities for place in one.places]
    others += [(mention.start, mention.end) for mention in mentions]
    add_datelines(reading, places, others)
    groups: tuple[tuple[MentionKind, list[Named]], ...] = (
        ("organization", organizations),
        ("operation", operations),
        ("place", places),
    )
    for kind, group in groups:
        for entity, named in enumerate(group):
            for start, end in named.places:
                mentions.append(Mention(start, end, start, end, kind, entity))
    mentions.sort(key=lambda m: m.start)

    def spans(named: Named) -> tuple[Span, ...]:
        return tuple(reading.span(start, end) for start, end in named.places)

    return Names(
        people=tuple(people),
        organizations=tuple(
            Organization(n.name, spans(n), n.acronym, n.rule) for n in organizations
        ),
        operations=tuple(Operation(n.name, spans(n), n.rule) for n in operations),
        places=tuple(Place(n.name, spans(n), n.rule) for n in places),
        mentions=tuple(mentions),
    )
