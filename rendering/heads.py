"""What a release says of itself, as lines of a card: label, embargo, event, corrections."""

from collections.abc import Iterator

from domain.archive import StoredRelease
from domain.documents import Span
from domain.facts import Embargo, Event
from rendering.addresses import linked
from rendering.citation import Statement
from rendering.escape import escape
from rendering.language import Language
from rendering.limits import cut

# Of the words for what, where and who so many characters are shown.
_PART = 200
_CORRECTION = 300
# Corrections named on a card.
_CORRECTIONS = 2
# The parts of an event, in the order in which they are told.
_EVENT = ("what", "when", "where", "who")


def head_lines(say: Language, release: StoredRelease) -> list[str]:
    """The lines under the heading of a card, none for a plain release."""
    head = release.analysis.head
    lines = []
    if head.label is not None and (name := label_name(say, head.label.kind)):
        lines.append(f"**{name}**")
    if release.document.mixes_columns:
        lines.append(mixed_line(say))
    if head.embargo is not None:
        lines.append(embargo_line(say, release, head.embargo))
    if head.event is not None:
        lines += event_lines(say, release, head.event)
    for correction in head.corrections[:_CORRECTIONS]:
        words = f"“{_linked(release, correction.span, _CORRECTION)}”"
        lines.append(say("Corrects an earlier release: {words}", words=words))
    return lines


def mixed_line(say: Language) -> str:
    """That what was read of a print may be two columns as one."""
    return say(
        "Printed in columns that could not be told apart: sentences may run into each other. Hold "
        "figures and quotes against the original."
    )


def head_spans(release: StoredRelease) -> list[Span]:
    """What these lines say of the text."""
    head = release.analysis.head
    event = [getattr(head.event, part) for part in _EVENT] if head.event is not None else []
    places = [*event, head.embargo and head.embargo.span]
    places += [correction.span for correction in head.corrections[:_CORRECTIONS]]
    return [span for span in places if span is not None]


def label_name(say: Language, kind: str) -> str | None:
    """What a release calls itself, in the reader's language; None for the plain case."""
    return {
        "statement": say("Statement"),
        "advisory": say("Media advisory"),
        "correction": say("Correction"),
        "update": say("Update"),
        "transcript": say("Transcript"),
        "speech": say("Speech"),
        "factsheet": say("Fact sheet"),
        "opinion": say("Opinion piece"),
    }.get(kind)


def embargo_line(say: Language, release: StoredRelease, embargo: Embargo) -> str:
    """Until when a release may not be published; its own words where they name no moment."""
    words = _linked(release, embargo.span, _PART)
    if embargo.until is None:
        return say("Embargoed: “{words}”", words=words)
    # Imported late: the command line prints heads without it.
    from discord.utils import format_dt

    when = format_dt(embargo.until, "f")
    return say("Not to be published before {when}: “{words}”", when=when, words=words)


def event_lines(say: Language, release: StoredRelease, event: Event) -> Iterator[str]:
    """The event of an advisory: what, when, where, who."""
    named = {
        "what": say("What"),
        "when": say("When"),
        "where": say("Where"),
        "who": say("Who"),
    }
    for part, name in named.items():
        span: Span | None = getattr(event, part)
        if span is not None:
            yield f"**{name}** {_linked(release, span, _PART)}"


def _linked(release: StoredRelease, span: Span, most: int) -> str:
    statement = Statement(release, span)
    return linked(escape(cut(statement.words, most)), statement.address)
