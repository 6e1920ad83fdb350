"""The page in a real browser: Chromium, driven by Playwright; skipped where it is missing."""

import os
import shutil
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Literal

import pytest
from playwright.async_api import Browser, Page, TimeoutError, ViewportSize, async_playwright

from bot.showing import make_offer
from bot.stage import Stage, open_stage
from sandbox.browser.controls import Offer
from sandbox.browser.server import open_page

BROWSERS = ("chromium", "chromium-browser", "google-chrome")
# Nothing is fetched, updated or reported by the browser itself.
QUIET = (
    *("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"),
    *("--disable-background-networking", "--disable-component-update", "--disable-sync"),
)
# Milliseconds; machines that run the tests are slow.
PATIENCE = 30_000
AFTERNOON = datetime(2026, 5, 19, 14, 3, tzinfo=UTC)
WIDE, PHONE = ViewportSize(width=1280, height=860), ViewportSize(width=360, height=740)


@dataclass
class Tab:
    """A tab at the page, with what its console said."""

    page: Page
    stage: Stage
    address: str
    said: list[str] = field(default_factory=list)

    async def use(self, label: str) -> None:
        """Press a button of the workshop."""
        await self.page.locator("#panel").get_by_role("button", name=label).click()

    async def run(self, line: str) -> None:
        """Type a whole slash command and send it; one with options is shown with them first."""
        await self.page.fill("#line", line)
        await self.page.keyboard.press("Escape")
        await self.page.locator("#line").press("Enter")
        if ":" not in line:
            send = self.page.locator("#composer .command").get_by_role("button", name="Send")
            await send.or_(self.page.locator("dialog[open], article").last).first.wait_for()
            if await send.is_visible():
                # What came late may have sent it meanwhile: then there is nothing to press.
                with suppress(TimeoutError):
                    await send.click(timeout=5_000)

    async def choose(self, name: str) -> None:
        """Choose another member to be."""
        labels = await self.page.locator("#member option").all_inner_texts()
        await self.page.select_option("#member", label=next(x for x in labels if name in x))

    async def become(self, name: str) -> None:
        """Be another member, whose commands have come."""
        async with self.page.expect_response(lambda answer: "commands?" in answer.url):
            await self.choose(name)
        # The page draws the member's own composer when it has read their commands.
        await self.page.wait_for_load_state("networkidle")


@pytest.fixture
async def stage() -> AsyncIterator[Stage]:
    """The bot at work, on an afternoon whenever the tests run."""
    async with open_stage(at=AFTERNOON) as running:
        yield running


@pytest.fixture
def offer(stage: Stage) -> Offer:
    """What the page is opened with, as `lede try` does."""
    return make_offer(stage)


@pytest.fixture
async def chromium() -> AsyncIterator[Browser]:
    """A browser with an empty profile."""
    path = next(filter(None, map(shutil.which, BROWSERS)), None)
    if path is None:
        if os.environ.get("CI") and shutil.which("apt-get"):
            pytest.fail("no Chromium to test with; .ci/run installs it")
        pytest.skip(f"no browser to test with: none of {', '.join(BROWSERS)} is installed")
    async with async_playwright() as driver:
        browser = await driver.chromium.launch(executable_path=path, args=list(QUIET))
        yield browser
        await browser.close()


@pytest.fixture
async def tab(stage: Stage, offer: Offer, chromium: Browser) -> AsyncIterator[Tab]:
    """A wide window at the page; what its console says is a failure."""
    async with opened(stage, offer, chromium) as one:
        yield one


@asynccontextmanager
async def opened(
    stage: Stage,
    offer: Offer,
    browser: Browser,
    *,
    size: ViewportSize = WIDE,
    scheme: Literal["dark", "light"] = "dark",
) -> AsyncIterator[Tab]:
    """A window of a size at a page over the stage."""
    async with open_page(stage.sandbox, offer) as served:
        context = await browser.new_context(viewport=size, color_scheme=scheme, locale="en-GB")
        context.set_default_timeout(PATIENCE)
        page = await context.new_page()
        tab = Tab(page, stage, served.address)
        page.on("console", lambda message: tab.said.append(message.text))
        page.on("pageerror", lambda error: tab.said.append(str(error)))
        await page.goto(served.address)
        await page.wait_for_selector("#line")
        yield tab
        assert tab.said == []
        await context.close()
