"""Sources and polls in words, for the terminal and for Discord alike."""

from collections.abc import Sequence
from datetime import datetime

from domain.archive import Outcome
from domain.documents import Published
from domain.sources import Condition, PollReport, Sighting, SourceState
from rendering.language import Language

# Reasons of single items that are named with their source, and the signs of each.
_UNREAD = 3
_REASON = 300


def source_line(say: Language, state: SourceState, folder: str | None = None) -> str:
    """A source on one line: its folder and name, how it is doing, where it is."""
    condition = state.health.condition
    how = say("not polled yet") if condition is Condition.NEW else say(condition.value)
    agency = f", {state.source.agency}" if state.source.agency else ""
    name = f"{folder} / {state.source.name}" if folder else state.source.name
    return f"{name}: {how} ({state.source.kind.value}{agency}) {state.source.address}"


def state_lines(
    say: Language, state: SourceState, unread: Sequence[str] = (), *, folder: str | None = None
) -> list[str]:
    """A source with its reason and its times, a fact a line.

    `unread` are the reasons of its items that could not be read, the newest first.
    """
    lines = [source_line(say, state, folder)]
    health = state.health
    if state.is_limited:
        lines.append(f"  {say('told only to those who have added it')}")
    if health.reason:
        lines.append(f"  {health.reason}")
    lines += [f"  - {' '.join(reason.split())[:_REASON]}" for reason in unread[:_UNREAD]]
    if len(unread) > _UNREAD:
        lines.append(f"  - {say('and {number} more', number=len(unread) - _UNREAD)}")
    if health.polled_at:
        parts = [say("polled {when}", when=_minute(health.polled_at))]
        parts.append(say("lists {number}", number=health.listed))
        if health.since:
            parts.append(say("so since {when}", when=_minute(health.since)))
        if health.next_poll_at:
            parts.append(say("next {when}", when=_minute(health.next_poll_at)))
        lines.append(f"  {', '.join(parts)}")
    return lines


def sighting_lines(say: Language, sighting: Sighting) -> list[str]:
    """What a look at a source found."""
    name, listed, whole = sighting.source.name, sighting.listed, sighting.whole
    if not listed:
        return [say("{name} answers and lists nothing.", name=name)]
    when = say("no date") if sighting.newest_at is None else _day(sighting.newest_at)
    first = {"title": sighting.newest_title, "when": when}
    if whole == listed:
        found = say(
            "{name} lists {listed} items, all with their text; the first is “{title}” ({when}).",
            name=name,
            listed=listed,
            **first,
        )
    else:
        found = say(
            "{name} lists {listed} items, {whole} of them with their text; the first is “{title}” "
            "({when}).",
            name=name,
            listed=listed,
            whole=whole,
            **first,
        )
    return [found, *sighting.problems[:5]]


def poll_line(say: Language, report: PollReport) -> str:
    """What a poll came to, on one line."""
    if report.reason and report.health not in (Condition.OK.value, Condition.QUIET.value):
        return f"{report.source}: {say(report.health)}. {report.reason}"
    parts = [f"{number} {_outcome(say, outcome)}" for outcome, number in report.outcomes.items()]
    if report.is_baseline:
        parts.append(say("kept as the beginning, nothing announced"))
    elif report.announced:
        parts.append(say("{number} announced", number=report.announced))
    if report.passed:
        parts.append(say("{number} older ones only remembered", number=report.passed))
    if report.waiting:
        parts.append(
            say("{number} could not be read yet and are tried again", number=report.waiting)
        )
    if report.embargoed:
        parts.append(say("{number} embargoed, told when they may be", number=report.embargoed))
    return f"{report.source}: {', '.join(parts) or say('nothing new')}."


def _outcome(say: Language, outcome: Outcome) -> str:
    return {
        Outcome.NEW: say("new"),
        Outcome.SAME: say("same"),
        Outcome.CHANGED: say("changed"),
        Outcome.TOUCHED: say("touched"),
        Outcome.DUPLICATE: say("duplicate"),
    }[outcome]


def _minute(moment: datetime) -> str:
    return f"{moment:%Y-%m-%d %H:%M} UTC"


def _day(published: Published) -> str:
    return f"{published:%Y-%m-%d %H:%M}" if isinstance(published, datetime) else f"{published}"
