"""What is opened once and handed down: settings, storage, the clock."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import ParamSpec

from bot import logs
from bot.config import Settings, read_settings
from bot.metrics import Meter, NoMeter
from pipeline.analysis_pool import AnalysisPool, open_analysis_pool
from pipeline.discovery import Discovery
from pipeline.polling import Poller
from pipeline.reading import Reader
from pipeline.reanalysis import Reanalysis
from pipeline.turns import person
from sources.fetching import Fetcher, FetchSettings, open_fetcher
from sources.pace import Pace
from storage import Storage, open_storage

# Used once when the bot starts.
_AT_START = frozenset(
    {"token", "database", "contact", "allowed_hosts", "send_rate", "log_format", "metrics"}
)
Drawn = ParamSpec("Drawn")
Clock = Callable[[], datetime]


def utc_now() -> datetime:
    """The present moment, aware."""
    return datetime.now(UTC)


@dataclass(slots=True)
class Services:
    """What the bot works with. `settings` is replaced as a whole when they are read again."""

    settings: Settings
    storage: Storage
    fetcher: Fetcher
    pool: AnalysisPool
    now: Clock
    read_settings: Callable[[], Settings]
    started_at: datetime
    meter: Meter = field(default_factory=NoMeter)
    # One picture at a time: the library that draws is not made for several.
    _drawing: asyncio.Lock = field(default_factory=asyncio.Lock)

    @property
    def poller(self) -> Poller:
        """What polls sources."""
        return Poller(
            self.storage,
            self.fetcher,
            self.now,
            self.pool,
            keeps_embargoes=self.settings.keeps_embargoes,
        )

    @property
    def reader(self) -> Reader:
        """What reads an address, a file or a text on the spot."""
        return Reader(self.storage, self.fetcher, self.pool, self.now)

    def discovery(self, *, by: int | None = None) -> Discovery:
        """What looks at addresses, on behalf of a member or of whoever is at the terminal."""
        return Discovery(self.fetcher, self.pool, person(by or 0))

    def reanalysis(self) -> Reanalysis:
        """A pass over the releases that an older Lede read."""
        return Reanalysis(self.storage, self.now, pool=self.pool)

    async def draw(
        self, chart: Callable[Drawn, bytes], *drawn: Drawn.args, **named: Drawn.kwargs
    ) -> bytes:
        """Draw a picture beside the event loop."""
        async with self._drawing:
            return await asyncio.to_thread(chart, *drawn, **named)

    def reread_settings(self) -> list[str]:
        """Read the settings again and say what changed; raises SettingsError, the old then hold."""
        fresh = self.read_settings()
        changed = self.settings.changes(fresh)
        self.settings = fresh
        logs.set_level(fresh.log_level)
        if not changed:
            return ["The settings were read again; nothing has changed.", *fresh.notes]
        lines = [f"Changed: {', '.join(changed)}."]
        if waiting := [name for name in changed if name in _AT_START]:
            lines.append(f"Only a restart brings in: {', '.join(waiting)}.")
        return [*lines, *fresh.notes]


@asynccontextmanager
async def open_services(
    settings: Settings,
    *,
    now: Clock = utc_now,
    reread: Callable[[], Settings] = read_settings,
    pace: Pace | None = None,
) -> AsyncIterator[Services]:
    """Open everything in order and close it in reverse; raises StorageError or SettingsError.

    `pace` is that of requests to one host, a second apart where it is not given.
    """
    fetching = FetchSettings(contact=settings.contact, allowed_hosts=settings.allowed_hosts)
    async with (
        open_storage(settings.database) as storage,
        open_fetcher(fetching, now=now, pace=pace) as fetcher,
        # What is started is started as this program is, by its command line.
        open_analysis_pool(preloaded=("bot.cli",)) as pool,
    ):
        yield Services(settings, storage, fetcher, pool, now, reread, now())
