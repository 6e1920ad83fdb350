"""Pictures of the main cards, made of what the bot really sends: `make pictures`.

Each command is typed over the stand-in with the samples stored; the message is laid out as
Discord lays it out, and Chromium takes the picture.
"""

import asyncio
import shutil
import subprocess
import tempfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from pathlib import Path

from bot.client import LedeBot
from bot.config import Settings
from bot.logs import set_up_logging
from bot.wiring import open_services
from pipeline.seeds import load_seeds
from sandbox.actor import Actor
from sandbox.connect import redirected
from sandbox.page import page
from sandbox.reply import Reply
from sandbox.server import open_sandbox

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
    async with _member() as member:
        replies = await _replies(member)
        return {name: page(reply) for name, reply in replies.items()}


async def _replies(member: Actor) -> dict[str, Reply]:
    brief = await member.slash("brief", release="quiet harbor")
    (_, measure), *_ = await member.autocomplete("trend", "measure", "arrest")
    quoted = member.say("“We were looking into nearly every pallet that crossed our quays.”")
    return {
        "brief": brief,
        "evidence": await member.click(brief, "Evidence"),
        "quotes": await member.slash("quotes", release="quiet harbor"),
        "search": await member.slash("search", query="cocaine"),
        "trend": await member.slash("trend", measure=measure),
        "check": await member.context_menu("Check this quote", quoted),
    }


@asynccontextmanager
async def _member() -> AsyncIterator[Actor]:
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
                        yield sandbox.actor("Ben")
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
