"""What processing makes of a document: the processed release and its parts.

Every part carries its receipts (`Span`) and the name of the rule that made it.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from domain.documents import Published, Span

Relation = Literal["=", "~", "<", ">", "up", "down"]
# Whether the text stands by a number: what it denies, withdraws (corrects), says on a condition, or
# says of another time or event, of a part of another number, or as planned or possible, is carried
# with it.
FigureStatus = Literal[
    "stated", "denied", "withdrawn", "hypothetical", "earlier", "part", "expected"
]
ClaimKind = Literal["record", "ratio", "difference", "rank", "first"]
QuoteKind = Literal["direct", "mixed"]
QuoteMarks = Literal["double", "single", "none"]
# What a release calls itself; "release" is the plain case.
LabelKind = Literal[
    "release",
    "statement",
    "advisory",
    "correction",
    "update",
    "transcript",
    "speech",
    "factsheet",
    "opinion",
]


@dataclass(frozen=True, slots=True)
class Claim:
    """A comparison the text makes of a figure: a record, a ratio, a difference, a rank, a first."""

    kind: ClaimKind
    span: Span
    value: float | None = None
    relation: Relation | None = None
    rule: str = ""


@dataclass(frozen=True, slots=True)
class Figure:
    """A number of the text with what it counts or measures.

    `value` is the number in full (53.4 million is 53400000); a range has `low` and `high` and no
    `value`. `unit` is the canonical lower-case singular name of a measured unit, None for a count,
    whose noun phrase is then `counted`. `measure` is a stable key under which the same measure of
    other releases lines up, `label` what it is called in this one, without its unit. `rank` counts
    from 1 among the key figures and is None for the others. `status` says whether the text stands
    by the number, `scope` are the words that limit it to another time or event, to a part or to a
    condition ("last year", "in the east", "if convicted"), or that make it a plan, a rate or a
    change ("will invest", "each year", "a growth of"). `context` is the sentence it is to be shown
    with, or the clauses of it that tell what it means, None where it stands in none. `rule` is the
    production that read the number, `rules` those of its parts, by their names in the record.
    """

    span: Span
    value: float | None
    low: float | None = None
    high: float | None = None
    relation: Relation = "="
    unit: str | None = None
    unit_text: str | None = None
    counted: str | None = None
    subject: str | None = None
    measure: str | None = None
    label: str | None = None
    key: bool = False
    rank: int | None = None
    claims: tuple[Claim, ...] = ()
    status: FigureStatus = "stated"
    scope: Span | None = None
    context: Span | None = None
    rule: str = ""
    rules: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Quote:
    """Words of a speaker, marks excluded; the speaker is None where the text does not say.

    `marks` is "none" for a statement that is set as a paragraph of its own without marks. `rule`
    names what linked the words to their speaker, `rules` what resolved the name and the role.
    """

    span: Span
    kind: QuoteKind
    speaker: Span | None = None
    speaker_name: str | None = None
    speaker_role: str | None = None
    speaker_org: str | None = None
    cue: Span | None = None
    rule: str = ""
    marks: QuoteMarks = "double"
    rules: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Person:
    """A person under the fullest name the release gives, with role and organization as given.

    `rule` is the one that found the name, `rules` those that read the "role" and "organization".
    """

    name: str
    mentions: tuple[Span, ...]
    role: str | None = None
    organization: str | None = None
    rule: str = ""
    rules: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Organization:
    """An organization, with the acronym the release introduces or uses for it."""

    name: str
    mentions: tuple[Span, ...]
    acronym: str | None = None
    rule: str = ""


@dataclass(frozen=True, slots=True)
class Operation:
    """A named operation, initiative or investigation ("Operation Quiet Harbor")."""

    name: str
    mentions: tuple[Span, ...]
    rule: str = ""


@dataclass(frozen=True, slots=True)
class Place:
    """A place the release names."""

    name: str
    mentions: tuple[Span, ...]
    rule: str = ""


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence (or whole clause) of the summary, with the rule that chose it."""

    span: Span
    rule: str = ""


@dataclass(frozen=True, slots=True)
class HeadFact:
    """What the head says of the release: the value shown, and where it stands.

    `span` is None where the source gave the value and the text does not repeat it.
    """

    value: str
    span: Span | None = None
    rule: str = ""


@dataclass(frozen=True, slots=True)
class HeadLine:
    """One line above the first paragraph and its kind ("masthead", "label", "date", …)."""

    kind: str
    span: Span


@dataclass(frozen=True, slots=True)
class Label:
    """What the release calls itself ("Media advisory"), and the kind that means.

    `span` is None where only the title that the source gave says so.
    """

    kind: LabelKind
    span: Span | None = None
    rule: str = ""


@dataclass(frozen=True, slots=True)
class Embargo:
    """The words that forbid publication before a moment.

    `until` is an aware datetime, None where the words do not say when.
    """

    until: datetime | None
    span: Span
    rule: str = ""


@dataclass(frozen=True, slots=True)
class Event:
    """What an advisory announces: the words for what, when, where and who, each None if missing.

    `starts` is the day or, naive and in the event's own time, the moment that `when` says.
    """

    what: Span | None = None
    when: Span | None = None
    where: Span | None = None
    who: Span | None = None
    starts: date | datetime | None = None
    rule: str = ""


@dataclass(frozen=True, slots=True)
class Correction:
    """A sentence in which the release corrects or replaces what was issued before."""

    span: Span
    rule: str = ""


@dataclass(frozen=True, slots=True)
class Head:
    """What the release says of itself, each statement with its place in the text."""

    lines: tuple[HeadLine, ...] = ()
    title: HeadFact | None = None
    agency: HeadFact | None = None
    place: HeadFact | None = None
    date: HeadFact | None = None
    label: Label | None = None
    embargo: Embargo | None = None
    event: Event | None = None
    corrections: tuple[Correction, ...] = ()

    def receipts(self) -> Iterator[Span]:
        """Every span of the head."""
        yield from (line.span for line in self.lines)
        for fact in (self.title, self.agency, self.place, self.date, self.label):
            if fact is not None and fact.span is not None:
                yield fact.span
        for part in (self.embargo, *self.corrections):
            if part is not None:
                yield part.span
        if self.event is not None:
            parts = (self.event.what, self.event.when, self.event.where, self.event.who)
            yield from (span for span in parts if span is not None)


@dataclass(frozen=True, slots=True)
class Analysis:
    """The processed release. `language` is an ISO 639-1 code, None where it cannot be told."""

    id: str
    title: str | None
    url: str | None
    agency: str | None
    published_at: Published | None
    language: str | None
    summary: tuple[Sentence, ...] = ()
    figures: tuple[Figure, ...] = ()
    quotes: tuple[Quote, ...] = ()
    people: tuple[Person, ...] = ()
    organizations: tuple[Organization, ...] = ()
    operations: tuple[Operation, ...] = ()
    places: tuple[Place, ...] = ()
    head: Head = Head()

    @property
    def key_figures(self) -> tuple[Figure, ...]:
        """The figures a reader would want in a briefing, the most newsworthy first."""
        return tuple(sorted((f for f in self.figures if f.key), key=lambda f: f.rank or 0))

    def receipts(self) -> Iterator[Span]:
        """Every span of the record, so that each can be held against the text."""
        yield from self.head.receipts()
        yield from (sentence.span for sentence in self.summary)
        for figure in self.figures:
            yield figure.span
            yield from (claim.span for claim in figure.claims)
            yield from (s for s in (figure.scope, figure.context) if s is not None)
        for quote in self.quotes:
            yield from (s for s in (quote.span, quote.speaker, quote.cue) if s is not None)
        for entities in (self.people, self.organizations, self.operations, self.places):
            for entity in entities:
                yield from entity.mentions
