"""Pictures of the main cards, made of what the bot really sends: `make pictures`.

Each command is typed over the stand-in with the samples stored; the page of `lede try` draws the
message, and Chromium takes the picture. `python -m benchmarks.pictures FOLDER` takes all cards
there, each as wide as a phone and a window, light and dark, to be looked at before and after a
change of how they are drawn.
"""

import argparse
import asyncio
import io
import shutil
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import Literal

from PIL import Image
from playwright.async_api import Browser, ViewportSize, async_playwright

from benchmarks.command_pages import FOLDER as FOLDER_OF_COMMANDS
from benchmarks.command_pages import take_all
from benchmarks.invented import add_sources, news
from bot.logs import set_up_logging
from bot.showing import make_offer
from bot.stage import Stage, open_stage
from processing import analyse
from sandbox.actor import Actor
from sandbox.browser.controls import Person
from sandbox.browser.server import open_page
from sandbox.reply import Reply

FOLDER = Path(__file__).parents[1] / "docs" / "pictures"
_BROWSERS = ("chromium", "chromium-browser", "google-chrome")
_OPTIONS = ["--no-sandbox", "--disable-gpu"]
_NOW = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
_HEIGHT = 2400
# Pixels of a picture from its top, and colours that tell a card's text from its ground.
_TALLEST, _COLOURS = 760, 64


@dataclass(frozen=True)
class Look:
    """How a picture is taken: the window's width in CSS pixels, the theme, its name's end.

    One that is cut has the first part of a long card alone.
    """

    width: int
    theme: Literal["dark", "light"]
    ending: str = ""
    is_cut: bool = True


KEPT = (Look(760, "dark"),)
# Beside a command: as wide as text is there.
BESIDE = (Look(560, "dark"),)
ALL = tuple(
    Look(width, theme, f"-{width}-{theme}", is_cut=False)
    for width in (360, 700)
    for theme in ("light", "dark")
)  # fmt: skip


def main() -> int:
    """Take all pictures; 1 where there is no browser."""
    parser = argparse.ArgumentParser(prog="pictures", description=__doc__)
    parser.add_argument("folder", nargs="?", type=Path, help="where all cards go, in all looks")
    folder: Path | None = parser.parse_args().folder
    browser = next(filter(None, map(shutil.which, _BROWSERS)), None)
    if browser is None:
        print(f"pictures: skipped, none of {', '.join(_BROWSERS)} is installed")
        return 1
    (folder or FOLDER).mkdir(exist_ok=True, parents=True)
    set_up_logging("ERROR")
    asyncio.run(_take_all(browser, folder))
    if folder is None:
        asyncio.run(_take_commands(browser))
    return 0


async def _take_all(path: str, folder: Path | None) -> None:
    async with open_stage(at=_NOW) as stage, async_playwright() as driver:
        browser = await driver.chromium.launch(executable_path=path, args=_OPTIONS)
        camera = Camera(browser, stage, folder or FOLDER, ALL if folder else KEPT)
        member = stage.sandbox.actor("Ben")
        await camera.take(member, await _replies(member))
        admin = stage.sandbox.actor("Ada", owner=True)
        await camera.take(admin, await _sent(stage, admin))
        if folder:
            await camera.take(member, await _lists(stage, member))
        await browser.close()


async def _take_commands(path: str) -> None:
    """Every command beside its words, in pages of the documentation."""
    async with open_stage(at=_NOW) as stage, async_playwright() as driver:
        browser = await driver.chromium.launch(executable_path=path, args=_OPTIONS)
        FOLDER_OF_COMMANDS.mkdir(exist_ok=True)
        camera = Camera(browser, stage, FOLDER_OF_COMMANDS, BESIDE)
        await take_all(stage, camera.take)
        await browser.close()


@dataclass(frozen=True)
class Camera:
    """What photographs messages: each in all looks, into a folder."""

    browser: Browser
    stage: Stage
    folder: Path
    looks: tuple[Look, ...]

    async def take(self, viewer: Actor, replies: Mapping[str, Reply]) -> None:
        """Photograph each message as this member sees it."""
        offer = replace(make_offer(self.stage), people=(Person(viewer.id, "reader"),))
        async with open_page(self.stage.sandbox, offer) as served:
            for look in self.looks:
                await self._look(look, served.address, replies)

    async def _look(self, look: Look, address: str, replies: Mapping[str, Reply]) -> None:
        context = await self.browser.new_context(
            viewport=ViewportSize(width=look.width, height=_HEIGHT),
            color_scheme=look.theme,
            locale="en-GB",
            timezone_id="UTC",
        )
        for name, reply in replies.items():
            page = await context.new_page()
            await page.goto(f"{address}#{reply.message_id}")
            message = page.locator(f"#message-{reply.message_id}")
            await message.wait_for()
            path = self.folder / name.replace(".", f"{look.ending}.")
            tallest = _TALLEST if look.is_cut else _HEIGHT
            keep_picture(await message.screenshot(), path, tallest)
            await page.close()
            print(f"pictures: {path.name}")
        await context.close()


def keep_picture(taken: bytes, path: Path, tallest: int) -> None:
    """Write a picture small: so few colours are enough for cards, and its first part tells."""
    with Image.open(io.BytesIO(taken)) as picture:
        kept = picture.convert("RGB")
    kept = kept.crop((0, 0, kept.width, min(kept.height, tallest)))
    few = kept.quantize(_COLOURS, dither=Image.Dither.NONE)
    if path.suffix == ".webp":
        few.convert("RGB").save(path, lossless=True, method=6)
    else:
        few.save(path, optimize=True)


async def _lists(stage: Stage, member: Actor) -> dict[str, Reply]:
    """What the README has no room for."""
    assert stage.services is not None
    await add_sources(stage.services.storage, stage.now())
    return {
        "figures.png": await member.slash("figures", release="quiet harbor"),
        "figures-across.png": await member.slash("figures", measure="people arrested"),
        "quotes-across.png": await member.slash("quotes", about="people"),
        "latest.png": await member.slash("latest"),
        "sources.png": await member.slash("sources"),
        "compare.png": await member.slash("compare", first="quiet harbor", second="copper lantern"),
    }


async def _replies(member: Actor) -> dict[str, Reply]:
    brief = await member.slash("brief", release="quiet harbor")
    (_, measure), *_ = await member.autocomplete("trend", "measure", "people arrested")
    quoted = member.say("“We were looking into nearly every pallet that crossed our quays.”")
    return {
        "brief.png": brief,
        "evidence.png": await member.click(brief, "Evidence"),
        "quotes.png": await member.slash("quotes", release="quiet harbor"),
        "search.png": await member.slash("search", query="cocaine"),
        "trend.png": await member.slash("trend", measure=measure),
        "check.png": await member.context_menu("Check this quote", quoted),
    }


async def _sent(stage: Stage, admin: Actor) -> dict[str, Reply]:
    """What Lede sends by itself: briefings of a morning and of a week, an alert."""
    assert stage.services is not None
    daily, weekly = stage.sandbox.channel("releases"), stage.sandbox.channel("general")
    for channel, days in ((daily, {}), (weekly, {"on": "Wednesday"})):
        options = {"channel": channel, "time": "07:00", "zone": "Europe/Berlin", **days}
        asked = await admin.run("briefing setup", options)
        await admin.click(await asked.followup(), "Save")
    asked = await admin.slash("watch add", figure="more than 300 arrests")
    await admin.click(await asked.followup(), "Save")
    releases = stage.services.storage.releases
    for document in news():
        assert isinstance(document.published_at, date)
        seen = datetime.combine(document.published_at, time(18), UTC)
        await releases.save_many([(document, analyse(document))], now=seen, announce=True)
    await stage.advance_to(_NOW.replace(hour=6) + timedelta(days=1))
    return {
        "daily.png": daily.messages[-1],
        "weekly.png": weekly.messages[-1],
        "alert.png": stage.sandbox.direct(admin).messages[-1],
    }


if __name__ == "__main__":
    raise SystemExit(main())
