"""Sources and polls in words, for the terminal and for Discord alike."""

from datetime import datetime

from domain.documents import Published
from domain.sources import Condition, PollReport, Sighting, SourceState


def source_line(state: SourceState) -> str:
    """A source on one line: its name, how it is doing, where it is."""
    condition = state.health.condition
    how = "not polled yet" if condition is Condition.NEW else condition.value
    agency = f", {state.source.agency}" if state.source.agency else ""
    return f"{state.source.name}: {how} ({state.source.kind.value}{agency}) {state.source.address}"


def state_lines(state: SourceState) -> list[str]:
    """A source with its reason and its times, a fact a line."""
    lines = [source_line(state)]
    health = state.health
    if health.reason:
        lines.append(f"  {health.reason}")
    if health.polled_at:
        polled = f"  polled {_minute(health.polled_at)}, lists {health.listed}"
        since = f", so since {_minute(health.since)}" if health.since else ""
        upcoming = f", next {_minute(health.next_poll_at)}" if health.next_poll_at else ""
        lines.append(polled + since + upcoming)
    return lines


def sighting_lines(sighting: Sighting) -> list[str]:
    """What a look at a source found."""
    name, listed, whole = sighting.source.name, sighting.listed, sighting.whole
    if not listed:
        return [f"{name} answers and lists nothing."]
    texts = "all with their text" if whole == listed else f"{whole} of them with their text"
    when = "no date" if sighting.newest_at is None else _day(sighting.newest_at)
    first = f"the first is “{sighting.newest_title}” ({when})"
    return [f"{name} lists {listed} items, {texts}; {first}.", *sighting.problems[:5]]


def poll_line(report: PollReport) -> str:
    """What a poll came to, on one line."""
    if report.reason and report.health not in (Condition.OK.value, Condition.QUIET.value):
        return f"{report.source}: {report.health}. {report.reason}"
    parts = [f"{number} {outcome.value}" for outcome, number in report.outcomes.items()]
    if report.is_baseline:
        parts.append("kept as the beginning, nothing announced")
    elif report.announced:
        parts.append(f"{report.announced} announced")
    if report.passed:
        parts.append(f"{report.passed} older ones only remembered")
    if report.waiting:
        parts.append(f"{report.waiting} could not be read yet and are tried again")
    return f"{report.source}: {', '.join(parts) or 'nothing new'}."


def _minute(moment: datetime) -> str:
    return f"{moment:%Y-%m-%d %H:%M} UTC"


def _day(published: Published) -> str:
    return f"{published:%Y-%m-%d %H:%M}" if isinstance(published, datetime) else f"{published}"
