"""What a newcomer does on the page, in a real browser."""

import asyncio
import re
from datetime import UTC, datetime
from pathlib import Path

from playwright.async_api import Route, expect

from bot.showing import StageControls
from bot.stage import open_stage
from tests.browser.conftest import PATIENCE, Tab

expect.set_options(timeout=PATIENCE)


async def test_release_is_briefed_paged_and_its_receipt_followed(tab: Tab) -> None:
    page = tab.page
    await page.get_by_role("button", name="Brief a release").click()
    card = page.locator("article").last
    await expect(card).to_contain_text("Operation Quiet Harbor")
    async with page.context.expect_page() as opening:
        await card.get_by_role("link", name="receipt").first.click()
    source = await opening.value
    await source.wait_for_load_state()
    # The fragment is taken out of the address by the browser once it has been followed.
    assert re.fullmatch(r"http://127\.0\.0\.1:\d+/news/quiet-harbor(#.*)?", source.url)
    assert "Officers of the Valdane Customs" in await source.inner_text("article")
    # What is marked is drawn in the colour of the mark; Chromium tells no script where it is.
    assert await _is_marked(source)
    await source.close()
    await tab.run("/quotes release:copper lantern")
    quotes = page.locator("article", has_text="page 1 of 2").last
    await quotes.get_by_role("button", name="More").click()
    await expect(page.locator("article", has_text="page 2 of 2").last).to_be_visible()


async def _is_marked(source: object) -> bool:
    from io import BytesIO

    from matplotlib import image

    picture = image.imread(BytesIO(await source.screenshot()), format="png")  # type: ignore[attr-defined]
    red, green, blue = picture[..., 0], picture[..., 1], picture[..., 2]
    return bool(((red > 0.97) & (green > 0.87) & (blue < 0.6)).sum() > 500)


async def test_command_is_left_while_its_completion_is_waited_for(tab: Tab) -> None:
    page = tab.page
    left = asyncio.Event()

    async def hold(route: Route) -> None:
        if (route.request.post_data_json or {}).get("typed") == "quiet":
            await left.wait()
        await route.continue_()

    await page.route("**/act", hold)
    await page.locator("#line").press_sequentially("/brief ")
    await page.keyboard.press("Enter")
    await page.locator(".option input").first.fill("quiet")
    await page.keyboard.press("Escape")
    await expect(page.locator(".option")).to_have_count(0)
    left.set()
    # What was asked last is asked after what had been left: no offer of that comes any more.
    await page.locator("#line").press_sequentially("/brief ")
    await page.keyboard.press("Enter")
    await page.locator(".option input").first.press_sequentially("copper")
    await expect(page.locator(".offers li").first).to_contain_text("Copper Lantern")


async def test_what_one_stepped_to_stays_chosen_when_a_later_answer_comes(tab: Tab) -> None:
    page = tab.page
    stepped = asyncio.Event()

    async def hold(route: Route) -> None:
        if (route.request.post_data_json or {}).get("typed") == "quiet":
            await stepped.wait()
        await route.continue_()

    await page.route("**/act", hold)
    await page.locator("#line").press_sequentially("/brief ")
    await page.keyboard.press("Enter")
    field = page.locator(".option input").first
    await field.fill("qui")
    await expect(page.locator(".offers li").first).to_contain_text("Quiet Harbor")
    async with page.expect_response(lambda answer: "quiet" in (answer.request.post_data or "")):
        await field.fill("quiet")
        await page.keyboard.press("ArrowDown")
        chosen = page.locator('.offers li[aria-selected="true"]')
        await expect(chosen).to_contain_text("Quiet Harbor")
        stepped.set()
    await expect(chosen).to_contain_text("Quiet Harbor")
    await page.keyboard.press("Enter")
    await expect(field).to_have_value(re.compile("Quiet Harbor"))


async def test_what_is_typed_for_a_list_and_is_not_in_it_is_said_and_not_dropped(tab: Tab) -> None:
    page = tab.page
    await page.fill("#line", "/briefing setup channel:releases time:08:00 zone:UTC role:nobody")
    await page.keyboard.press("Escape")
    await page.keyboard.press("Enter")
    await expect(page.locator(".problem")).to_have_text("There is no “nobody” to choose here.")
    assert await page.locator("article").count() == 0
    # Chosen anew, it goes.
    await page.locator(".option select").last.select_option("")
    await page.locator("#composer").get_by_role("button", name="Send").click()
    await expect(page.locator("article").last).to_contain_text("This is how it would come")


async def test_command_is_typed_with_completion_and_its_errors_stand_beside_it(tab: Tab) -> None:
    page = tab.page
    await page.locator("#line").press_sequentially("/tre")
    await expect(page.locator(".offers li")).to_have_count(1)
    await page.keyboard.press("ArrowDown")
    await page.keyboard.press("Enter")
    await page.keyboard.press("Enter")
    await expect(page.locator(".problem")).to_contain_text("is required")
    await page.locator(".option input").first.press_sequentially("arrest")
    await expect(page.locator(".offers li").first).to_contain_text("arrested")
    await page.keyboard.press("ArrowDown")
    await page.keyboard.press("Enter")
    await page.keyboard.press("Enter")
    picture = page.locator("article img").last
    await expect(picture).to_be_visible()
    assert await picture.get_attribute("alt")
    assert await picture.evaluate("image => image.decode().then(() => image.naturalWidth)")


async def test_briefing_is_set_up_read_and_corrected(tab: Tab) -> None:
    page = tab.page
    await page.get_by_role("button", name="See tomorrow's briefing").click()
    daily = page.locator("article", has_text="Two dead after a barge capsizes").last
    await expect(daily).to_contain_text("two", ignore_case=True)
    await expect(page.locator("#where")).to_have_text("#releases")
    posted = page.locator("article:not(.ephemeral)").last
    await expect(posted).to_contain_text("Harbor officers arrest 23 people")
    await page.get_by_role("button", name="Workshop").click()
    await tab.use("Correct the last one")
    await expect(page.locator("article", has_text="eleven others").last).to_be_visible()
    await expect(page.locator("#panel")).to_contain_text("POST")


async def test_clock_before_seven_is_moved_to_seven() -> None:
    """The next morning is that of the day where it has not come yet."""
    async with open_stage(at=datetime(2026, 5, 19, 3, 6, tzinfo=UTC)) as stage:
        assert "Tuesday, 19 May, 07:00" in await StageControls(stage).use("morning")
        assert "Wednesday, 20 May, 07:00" in await StageControls(stage).use("morning")


async def test_member_is_refused_and_speaks_their_own_language(tab: Tab) -> None:
    page = tab.page
    await tab.become("Mia")
    await page.locator("#line").press_sequentially("/")
    await expect(page.locator(".offers li").first).to_be_visible()
    offered = await page.locator(".offers li").all_inner_texts()
    assert offered
    assert not [line for line in offered if line.startswith(("/admin", "/quelle "))]
    await page.locator("#line").fill("")
    held = asyncio.Event()

    async def hold(route: Route) -> None:
        await held.wait()
        await route.continue_()

    # The commands of the next member are on their way while one types.
    await page.route("**/commands?*", hold)
    await tab.choose("Mateo")
    await page.locator("#line").press_sequentially("/fuente")
    await expect(page.locator(".offers li")).to_have_count(0)
    held.set()
    await expect(page.locator(".offers li").first).to_contain_text("/fuente ")
    await expect(page.locator("#line")).to_be_focused()
    await page.keyboard.type(" a")
    await expect(page.locator(".offers li").first).to_contain_text("/fuente agregar")


async def test_menu_of_a_message_and_a_file_for_reading(tab: Tab, tmp_path: Path) -> None:
    page = tab.page
    await page.locator("#line").fill(
        "“We were looking into every pallet of fruit that crossed our quays.”"
    )
    await page.keyboard.press("Enter")
    said = page.locator("article").last
    await said.locator("summary").click()
    await said.get_by_role("button", name="Check this quote").click()
    await expect(page.locator("article.ephemeral").last).to_contain_text("Ilse Marwick")
    release = tmp_path / "release.txt"
    release.write_text("The Ferry Office fined 14 captains on Monday, it said.\n" * 3, "utf-8")
    await page.locator("#line").press_sequentially("/read")
    await page.keyboard.press("ArrowDown")
    await page.keyboard.press("Enter")
    await page.get_by_role("button", name="+ file").click()
    await page.locator("input[type=file]").set_input_files(release)
    await page.locator("#composer").get_by_role("button", name="Send").click()
    await expect(page.locator("article").last).to_contain_text("14 captains")


async def test_form_opens_and_is_sent(tab: Tab) -> None:
    page = tab.page
    await tab.run("/feedback")
    dialog = page.get_by_role("dialog")
    await expect(dialog).to_be_visible()
    await dialog.locator("textarea, input[type=text]").first.fill("The card is too long.")
    await dialog.get_by_role("button", name="Submit").click()
    await expect(dialog).not_to_be_visible()
    await expect(page.locator("article.ephemeral").last).to_be_visible()


async def test_gateway_is_cut_the_bot_killed_and_an_old_button_still_works(tab: Tab) -> None:
    page = tab.page
    await page.get_by_role("button", name="Brief a release").click()
    card = page.locator("article", has_text="Operation Quiet Harbor").first
    await expect(card).to_contain_text("receipt")
    await page.get_by_role("button", name="Workshop").click()
    await tab.use("Cut the gateway")
    await expect(page.locator("#panel")).to_contain_text("RESUME")
    await card.get_by_role("button", name="Figures").click()
    await expect(page.locator("article").last).to_contain_text("1,150")
    await tab.use("Kill the bot")
    await expect(page.locator("#panel")).to_contain_text("not connected")
    await card.get_by_role("button", name="Quotes").click()
    await expect(page.locator(".notice.error").last).to_contain_text("no bot")
    await tab.use("Start the bot")
    await expect(page.locator("#panel")).to_contain_text("The bot is connected")
    await card.get_by_role("button", name="Quotes").click()
    await expect(page.locator("article").last).to_contain_text("Ilse Marwick")
