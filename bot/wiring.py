"""What is opened once and handed down: settings, storage, the clock."""

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime

from bot import logs
from bot.config import Settings, read_settings
from storage import Storage, open_storage

# Used once when the bot starts.
_AT_START = frozenset({"token", "database"})
Clock = Callable[[], datetime]


def utc_now() -> datetime:
    """The present moment, aware."""
    return datetime.now(UTC)


@dataclass(slots=True)
class Services:
    """What the bot works with. `settings` is replaced as a whole when they are read again."""

    settings: Settings
    storage: Storage
    now: Clock
    read_settings: Callable[[], Settings]
    started_at: datetime

    def reread_settings(self) -> list[str]:
        """Read the settings again and say what changed; raises SettingsError, the old then hold."""
        fresh = self.read_settings()
        changed = self.settings.changes(fresh)
        self.settings = fresh
        logs.set_level(fresh.log_level)
        if not changed:
            return ["The settings were read again; nothing has changed."]
        lines = [f"Changed: {', '.join(changed)}."]
        if waiting := [name for name in changed if name in _AT_START]:
            lines.append(f"Only a restart brings in: {', '.join(waiting)}.")
        return lines


@asynccontextmanager
async def open_services(
    settings: Settings,
    *,
    now: Clock = utc_now,
    reread: Callable[[], Settings] = read_settings,
) -> AsyncIterator[Services]:
    """Open everything in order and close it in reverse; raises StorageError or SettingsError."""
    async with open_storage(settings.database) as storage:
        yield Services(settings, storage, now, reread, now())
