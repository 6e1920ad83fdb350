"""What the running bot sends by itself: planned, composed, sent; finished before it stops."""

import asyncio
from dataclasses import dataclass, field

from bot.client import LedeBot
from bot.composing import Composer
from bot.posting import DiscordTransport
from bot.wiring import Services
from pipeline.budget import Budget, Pace
from pipeline.delivery import Hold, Sender, Transport
from pipeline.planning import Planner
from rendering.daily import Post

# What is being sent when the bot is told to stop may take so long to end: with the last answers to
# commands and the closing of the connection it stays under the ten seconds a host waits.
_LAST_SECONDS = 6.0


@dataclass(slots=True)
class Dispatch:
    """Plans and sends briefings, alerts and corrections, step by step."""

    services: Services
    transport: Transport[Post]
    budget: Pace = field(default_factory=Budget)
    hold: Hold | None = None
    last_seconds: float = _LAST_SECONDS
    _turn: asyncio.Lock = field(default_factory=asyncio.Lock)
    _planning: asyncio.Lock = field(default_factory=asyncio.Lock)
    _sender: Sender[Post] | None = None
    _is_stopping: bool = False
    _is_aligned: bool = False

    async def plan(self) -> int:
        """Plan what is due; also while a long sending goes on."""
        planner = Planner(self.services.storage, self.services.now)
        async with self._planning:
            if not self._is_aligned:
                await planner.realign()
                self._is_aligned = True
            return await planner.plan_due()

    async def step(self) -> int:
        """Plan what is due and send it; gives how many messages went out."""
        async with self._turn:
            services = self.services
            await self.plan()
            if self._is_stopping:
                return 0
            # What it composes is kept for one step: the archive may say something else in the next.
            composer = Composer(services)
            self._sender = Sender(
                services.storage,
                self.transport,
                composer.prepare,
                services.now,
                self.budget,
                self.hold,
            )
            sent = await self._sender.deliver_due()
            services.meter.sent(sent)
            await self._sender.publish_sent()
            await self._sender.update_sent()
            return sent

    @property
    def is_busy(self) -> bool:
        """Whether a step is being taken."""
        return self._turn.locked()

    async def finish(self) -> None:
        """Send nothing new and wait, for a moment, for what is being sent."""
        self._is_stopping = True
        if self._sender is not None:
            self._sender.stop()
        try:
            async with asyncio.timeout(self.last_seconds):
                await self._turn.acquire()
        except TimeoutError:
            pass


def dispatch_of(services: Services, bot: LedeBot) -> Dispatch:
    """The dispatch over the bot's own client."""
    return Dispatch(services, DiscordTransport(bot), Budget(services.settings.send_rate))
