"""How the bot is doing, in words."""

import math
from dataclasses import dataclass
from datetime import datetime, timedelta

_UNITS = ("bytes", "kB", "MB", "GB")


@dataclass(frozen=True, slots=True)
class BotStatus:
    """What /admin status tells. `size` is in bytes; `latency` in seconds, NaN where unknown."""

    releases: int
    newest_at: datetime | None
    size: int
    cogs: tuple[str, ...]
    missing_cogs: tuple[str, ...]
    servers: int
    latency: float
    uptime: timedelta


def status_lines(status: BotStatus) -> list[str]:
    """The status, a fact a line."""
    newest = f"{status.newest_at:%d %B %Y, %H:%M} UTC" if status.newest_at else "never"
    latency = f"{status.latency * 1000:.0f} ms" if math.isfinite(status.latency) else "unknown"
    lines = [
        f"Archive: {status.releases} releases, {readable_size(status.size)}, last added {newest}",
        f"Cogs: {', '.join(status.cogs)}",
        f"Servers: {status.servers}; gateway latency {latency}",
        f"Running for {readable_duration(status.uptime)}",
    ]
    if status.missing_cogs:
        lines.append(f"Not loaded: {', '.join(status.missing_cogs)}")
    return lines


def readable_size(size: float) -> str:
    """Bytes in the unit that needs the fewest digits."""
    for unit in _UNITS[:-1]:
        if size < 1000:
            return f"{size:.0f} {unit}"
        size /= 1000
    return f"{size:.1f} {_UNITS[-1]}"


def readable_duration(duration: timedelta) -> str:
    """Days, hours and minutes, the empty ones left out."""
    minutes = int(duration.total_seconds()) // 60
    days, minutes = divmod(minutes, 24 * 60)
    hours, minutes = divmod(minutes, 60)
    parts = [f"{n} {unit}" for n, unit in ((days, "d"), (hours, "h"), (minutes, "min")) if n]
    return " ".join(parts) or "less than a minute"
