"""The page for whoever uses it by keyboard, by a screen reader or on a phone."""

from collections.abc import Awaitable, Callable

from axe_playwright_python.async_playwright import Axe
from playwright.async_api import Browser, expect

from bot.stage import Stage
from sandbox.browser.controls import Offer
from tests.browser.conftest import PHONE, WIDE, Tab, opened

SERIOUS = ("serious", "critical")


async def _first(tab: Tab) -> None:
    """Nothing done yet."""


async def _card(tab: Tab) -> None:
    await tab.run("/brief")
    await expect(tab.page.locator("article").last).to_contain_text("receipt")


async def _command(tab: Tab) -> None:
    await tab.page.locator("#line").press_sequentially("/trend")
    await tab.page.keyboard.press("ArrowDown")
    await tab.page.keyboard.press("Enter")
    await expect(tab.page.locator(".offers li").first).to_be_visible()


async def _form(tab: Tab) -> None:
    await tab.run("/feedback")
    await expect(tab.page.get_by_role("dialog")).to_be_visible()


async def _workshop(tab: Tab) -> None:
    await tab.page.get_by_role("button", name="Workshop").click()
    await tab.page.get_by_text("Requests (").click()
    await expect(tab.page.locator(".entry").first).to_be_visible()


async def _stranger(tab: Tab) -> None:
    await tab.become("Camille")
    await expect(tab.page.locator("#places")).to_contain_text("Riverside College")


STATES: tuple[Callable[[Tab], Awaitable[None]], ...] = (
    *(_first, _card, _command, _form, _workshop, _stranger),
)


async def test_no_serious_finding_in_six_states(
    stage: Stage, offer: Offer, chromium: Browser
) -> None:
    found: dict[str, list[str]] = {}
    for reach in STATES:
        # One state is looked at in the light, on a phone; the others in the dark, on a desk.
        is_light = reach is _card
        async with opened(
            stage,
            offer,
            chromium,
            size=PHONE if is_light else WIDE,
            scheme="light" if is_light else "dark",
        ) as tab:
            await reach(tab)
            violations = (await Axe().run(tab.page)).response["violations"]
        found[reach.__name__] = [
            f"{one['id']}: {one['nodes'][0]['html']}"
            for one in violations
            if one["impact"] in SERIOUS
        ]
    assert found == {reach.__name__: [] for reach in STATES}


async def test_everything_by_keyboard_alone(tab: Tab) -> None:
    page = tab.page
    # From anywhere "/" leads to the field; a command is chosen, filled in and sent.
    await page.locator("body").press("/")
    await page.keyboard.type("brief")
    await page.keyboard.press("ArrowDown")
    await page.keyboard.press("Enter")
    await page.keyboard.type("copper lantern")
    await expect(page.locator(".offers li").first).to_contain_text("Copper Lantern")
    await page.keyboard.press("ArrowDown")
    await page.keyboard.press("Enter")
    await page.keyboard.press("Enter")
    card = page.locator("article").last
    await expect(card).to_contain_text("312 victims")
    # Back from the field to the last button of the card, and on to what it opens.
    await _walk_to(tab, "Evidence", "Shift+Tab")
    await page.keyboard.press("Enter")
    await expect(page.locator("article").last).to_contain_text("Only you can see this")
    # To another channel and to another member.
    await _walk_to(tab, "releases", "Shift+Tab")
    await page.keyboard.press("Enter")
    await expect(page.locator("#where")).to_have_text("#releases")
    await expect(page.locator("#line")).to_be_focused()
    await _walk_to(tab, "Workshop", "Shift+Tab")
    await page.keyboard.press("Enter")
    await expect(page.locator("#panel")).to_be_visible()


async def _walk_to(tab: Tab, text: str, key: str) -> None:
    for _ in range(80):
        await tab.page.keyboard.press(key)
        focused: str = await tab.page.evaluate("document.activeElement.textContent.trim()")
        if focused.endswith(text):
            return
    raise AssertionError(f"{text!r} is not reached by {key}")


async def test_phone_shows_one_thing_at_a_time_and_nothing_is_cut_off(
    stage: Stage, offer: Offer, chromium: Browser
) -> None:
    async with opened(stage, offer, chromium, size=PHONE, scheme="light") as tab:
        page = tab.page
        await page.get_by_role("button", name="Brief a release").click()
        await expect(page.locator("article").last).to_contain_text("receipt")
        wide = await page.evaluate("document.documentElement.scrollWidth")
        assert wide <= PHONE["width"]
        inside = await page.locator("#messages").evaluate(
            "log => [log.scrollWidth, log.clientWidth]"
        )
        assert inside[0] <= inside[1]
        await page.get_by_role("button", name="Channels").click()
        await page.get_by_role("button", name="releases").click()
        await expect(page.locator("#where")).to_have_text("#releases")
        await expect(page.locator("#places")).not_to_be_visible()
