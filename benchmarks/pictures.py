"""Pictures of the main cards, made of what the bot really sends: `make pictures`.

Each command is typed over the stand-in with the samples stored; the message is laid out as
Discord lays it out, and Chromium takes the picture.
"""

import asyncio
import shutil
import subprocess
import tempfile
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

from bot.client import LedeBot
from bot.config import Settings
from bot.dispatch import dispatch_of
from bot.logs import set_up_logging
from bot.wiring import Services, open_services
from domain.documents import Document
from pipeline.seeds import load_seeds
from processing import analyse
from sandbox.actor import Actor
from sandbox.connect import redirected
from sandbox.page import page
from sandbox.reply import Reply
from sandbox.server import Sandbox, open_sandbox

FOLDER = Path(__file__).parents[1] / "docs" / "pictures"
_BROWSERS = ("chromium", "chromium-browser", "google-chrome")
_NOW = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
_WIDTH, _TALLEST = 602, 2400


def main() -> int:
    """Take all pictures; 1 where there is no browser."""
    browser = next(filter(None, map(shutil.which, _BROWSERS)), None)
    if browser is None:
        print(f"pictures: skipped, none of {', '.join(_BROWSERS)} is installed")
        return 1
    FOLDER.mkdir(exist_ok=True)
    for name, html in asyncio.run(_pages()).items():
        _take(browser, html, FOLDER / f"{name}.png")
        print(f"pictures: {name}.png")
    return 0


async def _pages() -> dict[str, str]:
    set_up_logging("ERROR")
    async with _stage() as stage:
        replies = await _replies(stage.sandbox.actor("Ben")) | await _sent(stage)
        return {name: page(reply) for name, reply in replies.items()}


async def _replies(member: Actor) -> dict[str, Reply]:
    brief = await member.slash("brief", release="quiet harbor")
    (_, measure), *_ = await member.autocomplete("trend", "measure", "people arrested")
    quoted = member.say("“We were looking into nearly every pallet that crossed our quays.”")
    return {
        "brief": brief,
        "evidence": await member.click(brief, "Evidence"),
        "quotes": await member.slash("quotes", release="quiet harbor"),
        "search": await member.slash("search", query="cocaine"),
        "trend": await member.slash("trend", measure=measure),
        "check": await member.context_menu("Check this quote", quoted),
    }


async def _sent(stage: "_Stage") -> dict[str, Reply]:
    """What Lede sends by itself: a briefing of the morning, an alert."""
    admin, channel = stage.sandbox.actor("Ada", owner=True), stage.sandbox.channel("releases")
    options = {"channel": channel, "time": "07:00", "zone": "Europe/Berlin"}
    asked = await admin.run("briefing setup", options)
    await admin.click(await asked.followup(), "Save")
    asked = await admin.slash("watch add", figure="more than 300 arrests")
    await admin.click(await asked.followup(), "Save")
    releases = stage.services.storage.releases
    for document in _news():
        assert isinstance(document.published_at, date)
        seen = datetime.combine(document.published_at, time(18), UTC)
        await releases.save_many([(document, analyse(document))], now=seen, announce=True)
    stage.moment = _NOW.replace(hour=6) + timedelta(days=1)
    await dispatch_of(stage.services, stage.bot).step()
    return {"daily": channel.messages[-1], "alert": stage.sandbox.direct(admin).messages[-1]}


def _news() -> Iterator[Document]:
    """Invented releases of four months; the last one is of the day."""
    agency = "Valdane Coast Guard"
    for month, number, place in (
        (8, 188, "Fellmouth"),
        (9, 231, "Port Amsel"),
        (10, 205, "Gull Sound"),
        (11, 342, "Three Capes"),
    ):
        text = (
            f"The {agency} made {number} arrests off {place} this month and seized {number // 9} "
            "boats, it said on Monday.\n\n“The smugglers have moved further out. So have we, "
            "and we will be there tomorrow.” said Captain Odile Brandt, who commands the fleet.\n"
        )
        title = f"Coast Guard makes {number} arrests off {place}"
        url = f"https://coast-guard.example/news/2026-{month:02}"
        yield Document(url, text, title, date(2026, month, 24), url, agency, is_sample=True)


@dataclass
class _Stage:
    """The bot at work, and the moment it takes for now."""

    sandbox: Sandbox
    services: Services
    bot: LedeBot
    moment: datetime = field(default=_NOW)


@asynccontextmanager
async def _stage() -> AsyncIterator[_Stage]:
    with tempfile.TemporaryDirectory(prefix="lede-") as folder:
        async with open_sandbox() as sandbox:
            settings = Settings(token=sandbox.token, database=str(Path(folder) / "lede.db"))
            async with open_services(
                settings, now=lambda: _NOW, reread=lambda: settings
            ) as services:
                await load_seeds(services.storage, settings.seeds, now=_NOW)
                with redirected(sandbox):
                    async with LedeBot(services, guild_ready_timeout=0.05) as bot:
                        running = asyncio.create_task(bot.start(sandbox.token))
                        await sandbox.wait_for_commands("brief")
                        stage = _Stage(sandbox, services, bot)
                        services.now = lambda: stage.moment
                        yield stage
                        await bot.close()
                        await running


def _take(browser: str, html: str, target: Path) -> None:
    """Photograph a page, then cut off what is empty below the card."""
    with tempfile.TemporaryDirectory(prefix="lede-") as folder:
        source = Path(folder) / "page.html"
        source.write_text(html, "utf-8")
        options = ["--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars"]
        size = f"--window-size={_WIDTH},{_TALLEST}"
        subprocess.run(
            [browser, *options, size, f"--screenshot={target}", source.as_uri()],
            check=True,
            capture_output=True,
            timeout=120,
        )
    _trim(target)


def _trim(target: Path) -> None:
    from matplotlib import image

    pixels = image.imread(target)
    ground = pixels[-1, 0]
    rows = (abs(pixels - ground) > 0.02).any(axis=(1, 2)).nonzero()[0]
    image.imsave(target, pixels[: min(int(rows[-1]) + 20, len(pixels))])


if __name__ == "__main__":
    raise SystemExit(main())
