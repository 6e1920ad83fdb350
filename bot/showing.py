"""What the page of `lede try` offers besides Discord: people, a clock, an agency, the process."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta

from bot.stage import Stage
from sandbox.browser.controls import Control, Offer, Person, Suggestion
from sandbox.problems import SandboxError

# When the briefing that is suggested comes, and how long after it the clock stops.
_MORNING = time(7)
_AFTER = timedelta(seconds=5)
_CLOCK, _AGENCY, _BOT = "Clock", "The agency", "The bot"


@dataclass(slots=True)
class StageControls:
    """The clock, the agency and the bot's process, by name."""

    stage: Stage
    _deeds: dict[str, tuple[str, str, Callable[[], Awaitable[str]]]] = field(init=False)

    def __post_init__(self) -> None:
        self._deeds = {
            "hour": (_CLOCK, "One hour on", lambda: self._move(timedelta(hours=1))),
            "morning": (_CLOCK, "To the next morning", self._to_morning),
            "week": (_CLOCK, "A week on", lambda: self._move(timedelta(days=7))),
            "publish": (_AGENCY, "Publish a release", self._publish),
            "correct": (_AGENCY, "Correct the last one", self._correct),
            "withdraw": (_AGENCY, "Withdraw the last one", self._withdraw),
            "kill": (_BOT, "Kill the bot", self._kill),
            "start": (_BOT, "Start the bot", self._start),
        }

    def listed(self) -> Sequence[Control]:
        """Every control; what cannot be done now is disabled."""
        return [
            Control(name, label, group, self._is_possible(name))
            for name, (group, label, _) in self._deeds.items()
        ]

    def _is_possible(self, name: str) -> bool:
        if name in ("correct", "withdraw"):
            return bool(self.stage.published)
        if name in ("kill", "start"):
            return self.stage.is_running == (name == "kill")
        return True

    async def use(self, name: str) -> str:
        """Carry one out and say what happened; raises SandboxError."""
        if name not in self._deeds:
            raise SandboxError(f"There is no control {name!r}.")
        return await self._deeds[name][2]()

    async def _move(self, by: timedelta) -> str:
        return await self._move_to(self.stage.now() + by)

    async def _move_to(self, moment: datetime) -> str:
        await self.stage.advance_to(moment)
        return f"It is {self.stage.now():%A, %-d %B, %H:%M} UTC now."

    async def _to_morning(self) -> str:
        now = self.stage.now()
        morning = datetime.combine(now.date(), _MORNING, now.tzinfo)
        if morning <= now:
            morning += timedelta(days=1)
        return await self._move_to(morning + _AFTER)

    async def _publish(self) -> str:
        return f"Published: {await self.stage.publish()}."

    async def _correct(self) -> str:
        return f"Corrected: {await self.stage.correct()}."

    async def _withdraw(self) -> str:
        return f"Withdrawn: {await self.stage.withdraw()}."

    async def _kill(self) -> str:
        await self.stage.kill()
        return "The bot is dead. Its messages stay, and nobody answers."

    async def _start(self) -> str:
        await self.stage.start()
        return "The bot is back, on the database it left."


def make_offer(stage: Stage) -> Offer:
    """The page over a stage: four members, the controls, what to click first."""
    sandbox = stage.sandbox
    sandbox.add_channel("daily-news", announcement=True)
    sandbox.add_forum("press", "news", "harbor")
    college = sandbox.add_guild("Riverside College", "newsroom", "general")
    owner = sandbox.actor("Olivia", owner=True)
    manager = sandbox.actor("Mateo", permissions=("manage_guild",), locale="es-ES")
    member = sandbox.actor("Mia", locale="de")
    stranger = sandbox.actor("Camille", locale="fr", guild=college)
    people = (
        Person(owner.id, "owner, English"),
        Person(manager.id, "manager, Spanish"),
        Person(member.id, "member, German"),
        Person(stranger.id, "another server, French"),
    )
    releases = str(sandbox.channel("releases").id)
    return Offer(
        people, StageControls(stage), _suggestions(releases), "Lede, tried on this machine"
    )


def _suggestions(releases: str) -> tuple[Suggestion, ...]:
    setup = {"channel": releases, "time": "07:00", "zone": "UTC"}
    steps = (
        {"do": "go", "name": "releases"},
        {"do": "slash", "name": "briefing setup", "options": setup},
        {"do": "click", "message": "newest", "custom_id": "Save"},
        {"do": "use", "name": "publish"},
        {"do": "use", "name": "publish"},
        {"do": "use", "name": "publish"},
        {"do": "use", "name": "morning"},
    )
    return (
        Suggestion(
            "Brief a release",
            "/brief – what it says, each line with its receipt",
            ({"do": "slash", "name": "brief", "options": {}},),
        ),
        Suggestion(
            "See how a number moved",
            "/trend – one measure over the releases of an archive",
            ({"do": "slash", "name": "trend", "options": {"measure": "people arrested"}},),
        ),
        Suggestion(
            "See tomorrow's briefing",
            "Sets it up, lets the agency publish, moves the clock",
            steps,
        ),
    )
