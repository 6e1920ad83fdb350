"""Sources and polls in words, for the terminal and for Discord alike."""

from datetime import datetime

from domain.archive import Outcome
from domain.documents import Published
from domain.sources import Condition, SourceState


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


def sighting_lines(
    name: str,
    *,
    listed: int,
    whole: int,
    newest_title: str | None,
    newest_at: Published | None,
    problems: tuple[str, ...],
) -> list[str]:
    """What a look at a source found."""
    if not listed:
        return [f"{name} answers and lists nothing."]
    texts = "all with their text" if whole == listed else f"{whole} of them with their text"
    when = "no date" if newest_at is None else _day(newest_at)
    lines = [f"{name} lists {listed} items, {texts}; the first is “{newest_title}” ({when})."]
    return [*lines, *problems[:5]]


def poll_line(
    name: str,
    *,
    health: str,
    reason: str | None,
    outcomes: dict[Outcome, int],
    announced: int,
    is_baseline: bool,
    passed: int,
    waiting: int,
) -> str:
    """What a poll came to, on one line."""
    if reason and health not in (Condition.OK.value, Condition.QUIET.value):
        return f"{name}: {health}. {reason}"
    parts = [f"{number} {outcome.value}" for outcome, number in outcomes.items()]
    if is_baseline:
        parts.append("kept as the beginning, nothing announced")
    elif announced:
        parts.append(f"{announced} announced")
    if passed:
        parts.append(f"{passed} older ones only remembered")
    if waiting:
        parts.append(f"{waiting} could not be read yet and are tried again")
    return f"{name}: {', '.join(parts) or 'nothing new'}."


def _minute(moment: datetime) -> str:
    return f"{moment:%Y-%m-%d %H:%M} UTC"


def _day(published: Published) -> str:
    return f"{published:%Y-%m-%d %H:%M}" if isinstance(published, datetime) else f"{published}"
