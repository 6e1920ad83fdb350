"""Buttons, menus, modals and cards, clicked by a user and answered by the real client."""

import io
import re
from typing import Any

import discord
import pytest
from discord import ui

from sandbox.options import Upload
from sandbox.problems import SandboxError

PNG = (
    b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x00\x02\x00\x00\x00\x03\x08\x02\x00\x00\x00"
    + b"\0" * 16
)


class Pager(ui.View):
    def __init__(self) -> None:
        super().__init__(timeout=None)

    @ui.button(label="Figures", custom_id="figures")
    async def figures(self, interaction: discord.Interaction, button: ui.Button) -> None:
        await interaction.response.edit_message(content="12 bridges", view=self)

    @ui.button(label="Quietly", custom_id="quietly")
    async def quietly(self, interaction: discord.Interaction, button: ui.Button) -> None:
        await interaction.response.defer()
        await interaction.followup.send("for you alone", ephemeral=True)

    @ui.button(label="Slowly", custom_id="slowly")
    async def slowly(self, interaction: discord.Interaction, button: ui.Button) -> None:
        await interaction.response.defer()
        await interaction.edit_original_response(content="edited later")

    @ui.button(label="Dismiss", custom_id="dismiss")
    async def dismiss(self, interaction: discord.Interaction, button: ui.Button) -> None:
        await interaction.response.defer()
        await interaction.delete_original_response()

    @ui.button(label="New", custom_id="new", row=1)
    async def new(self, interaction: discord.Interaction, button: ui.Button) -> None:
        await interaction.response.send_message("another message")

    @ui.button(label="Off", custom_id="off", disabled=True, row=1)
    async def off(self, interaction: discord.Interaction, button: ui.Button) -> None:
        raise AssertionError("a disabled button was clicked")


def declare_pager(bot: Any) -> None:
    @bot.tree.command(description="Show")
    async def show(interaction: discord.Interaction, private: bool = False) -> None:
        embed = discord.Embed(title="Bridges", url="https://agency.example/1").set_footer(
            text="p. 1"
        )
        await interaction.response.send_message(embed=embed, view=Pager(), ephemeral=private)


async def test_a_button_updates_its_message(sandbox, start):
    await start(declare_pager)
    ben = sandbox.actor("Ben")
    reply = await ben.slash("show")
    assert reply.buttons[0].label == "Figures"
    after = await ben.click(reply, "Figures")
    assert after.message_id == reply.message_id
    assert (reply.content, after.content) == ("", "12 bridges"), "the first stays as it was seen"
    assert after.embeds[0]["title"] == "Bridges", "what an update leaves out stays"
    assert sandbox.requests[-1].body["type"] == 7


async def test_a_deferred_update_leads_to_a_follow_up_or_an_edit(sandbox, start):
    await start(declare_pager)
    ben = sandbox.actor("Ben")
    reply = await ben.slash("show")
    quiet = await ben.click(reply, "quietly")
    assert quiet.is_ephemeral
    assert quiet.content == "for you alone"
    assert quiet.message_id != reply.message_id
    later = await ben.click(reply, "slowly")
    assert (later.message_id, later.content) == (reply.message_id, "edited later")
    assert (await ben.click(reply, "New")).content == "another message"
    gone = await ben.click(reply, "Dismiss")
    with pytest.raises(SandboxError, match="sees nothing"):
        _ = gone.content
    with pytest.raises(SandboxError, match="was deleted"):
        reply.now()


async def test_what_a_user_cannot_click_is_an_error(sandbox, start):
    await start(declare_pager)
    ben, cleo = sandbox.actor("Ben"), sandbox.actor("Cleo")
    reply = await ben.slash("show", private=True)
    with pytest.raises(SandboxError, match="disabled"):
        await ben.click(reply, "Off")
    with pytest.raises(SandboxError, match=r"0 buttons are called 'Quotes'; there are"):
        await ben.click(reply, "Quotes")
    with pytest.raises(SandboxError, match="does not see"):
        await cleo.click(reply, "Figures")


async def test_a_menu_passes_what_was_chosen(sandbox, start):
    class Menu(ui.View):
        @ui.select(
            custom_id="part",
            max_values=2,
            options=[
                discord.SelectOption(label="Quotes", value="q"),
                discord.SelectOption(label="Figures", value="f"),
            ],
        )
        async def part(self, interaction: discord.Interaction, menu: ui.Select) -> None:
            await interaction.response.send_message(",".join(menu.values))

        @ui.select(
            cls=ui.ChannelSelect, custom_id="where", channel_types=[discord.ChannelType.text]
        )
        async def where(self, interaction: discord.Interaction, menu: ui.ChannelSelect) -> None:
            await interaction.response.send_message(menu.values[0].name)

    def declare(bot: Any) -> None:
        @bot.tree.command(description="Choose")
        async def choose(interaction: discord.Interaction) -> None:
            await interaction.response.send_message("choose", view=Menu())

    await start(declare)
    ben = sandbox.actor("Ben")
    reply = await ben.slash("choose")
    assert reply.selects[0].options[1].label == "Figures"
    assert (await ben.select(reply, "part", ["Figures", "q"])).content == "f,q"
    channel = sandbox.channel("newsroom")
    assert (await ben.select(reply, "where", [channel])).content == "newsroom"
    with pytest.raises(SandboxError, match="offers"):
        await ben.select(reply, "part", ["People"])
    with pytest.raises(SandboxError, match="takes 1-2 values"):
        await ben.select(reply, "part", [])


class Watch(ui.Modal, title="Watch"):
    words: Any = ui.Label(text="Words", component=ui.TextInput(custom_id="words", max_length=20))
    beat: Any = ui.Label(
        text="Beat",
        component=ui.Select(custom_id="beat", options=[discord.SelectOption(label="Law")]),
    )
    sample: Any = ui.Label(
        text="Sample", component=ui.FileUpload(custom_id="sample", required=False)
    )

    async def on_submit(self, interaction: discord.Interaction) -> None:
        files = self.sample.component.values
        text = (await files[0].read()).decode() if files else "-"
        chosen = self.beat.component.values[0]
        await interaction.response.send_message(f"{self.words.component.value} {chosen} {text}")


async def test_a_modal_is_filled_in_and_sent(sandbox, start):
    def declare(bot: Any) -> None:
        @bot.tree.command(description="Watch")
        async def watch(interaction: discord.Interaction) -> None:
            await interaction.response.send_modal(Watch())

    await start(declare)
    ben = sandbox.actor("Ben")
    opened = await ben.slash("watch")
    assert opened.modal.title == "Watch"
    assert [field.label for field in opened.modal.fields] == ["Words", "Beat", "Sample"]
    with pytest.raises(SandboxError, match="no such input"):
        await ben.submit(opened, {"Word": "x"})
    with pytest.raises(SandboxError, match="takes 0-20 characters"):
        await ben.submit(opened, {"Words": "x" * 21, "Beat": ["Law"]})
    sample = Upload("a.txt", b"dams")
    filled = {"Words": "flood", "beat": ["Law"], "Sample": [sample]}
    assert (await ben.submit(opened, filled)).content == "flood Law dams"


async def test_a_modal_opened_by_a_button_may_update_the_message(sandbox, start):
    class Rename(ui.Modal, title="Rename"):
        name: Any = ui.Label(text="Name", component=ui.TextInput(custom_id="name"))

        async def on_submit(self, interaction: discord.Interaction) -> None:
            await interaction.response.edit_message(content=self.name.component.value)

    class Open(ui.View):
        @ui.button(label="Rename")
        async def rename(self, interaction: discord.Interaction, button: ui.Button) -> None:
            await interaction.response.send_modal(Rename())

    def declare(bot: Any) -> None:
        @bot.tree.command(description="Show")
        async def show(interaction: discord.Interaction) -> None:
            await interaction.response.send_message("old", view=Open())

    await start(declare)
    ben = sandbox.actor("Ben")
    reply = await ben.slash("show")
    after = await ben.submit(await ben.click(reply, "Rename"), {"Name": "new"})
    assert (after.message_id, after.content) == (reply.message_id, "new")


async def test_files_and_pictures_travel_with_a_message(sandbox, start):
    def declare(bot: Any) -> None:
        @bot.tree.command(description="Chart")
        async def chart(interaction: discord.Interaction) -> None:
            await interaction.response.defer()
            files = [
                discord.File(io.BytesIO(PNG), "chart.png", description="Bars"),
                discord.File(io.BytesIO(b"a,b"), "table.csv"),
            ]
            embed = discord.Embed(title="Chart").set_image(url="attachment://chart.png")
            sent = await interaction.followup.send(embed=embed, files=files, wait=True)
            assert [a.filename for a in sent.attachments] == ["table.csv"]
            assert sent.embeds[0].image.width == 2
            assert await sent.attachments[0].read() == b"a,b"
            kept = await sent.edit(content="kept", attachments=sent.attachments)
            assert [a.filename for a in kept.attachments] == ["table.csv"]

    await start(declare)
    reply = await sandbox.actor("Ben").slash("chart")
    assert [(f.filename, f.description) for f in reply.files] == [
        ("chart.png", "Bars"),
        ("table.csv", None),
    ]
    assert reply.files[0].content == PNG
    assert reply.files[1].content_type == "text/csv"
    await reply.until(lambda now: now.content == "kept" and len(now.files) == 1)


class Card(ui.LayoutView):
    def __init__(self, note: str = "not yet") -> None:
        super().__init__(timeout=None)
        box: ui.Container[Any] = ui.Container(accent_colour=0x224466)
        box.add_item(ui.TextDisplay("## Flood \\*plan\\*"))
        picture: ui.Thumbnail[Any] = ui.Thumbnail("attachment://chart.png", description="Bars")
        box.add_item(ui.Section("**12** bridges", "-# page 1", accessory=picture))
        box.add_item(ui.Separator())
        box.add_item(ui.MediaGallery(discord.MediaGalleryItem("attachment://chart.png")))
        box.add_item(ui.File("attachment://table.csv"))
        box.add_item(ui.TextDisplay(note))
        row: ui.ActionRow[Any] = ui.ActionRow()
        button: ui.Button[Any] = ui.Button(label="More", custom_id="more")
        button.callback = self.more  # type: ignore[method-assign]
        row.add_item(button)
        row.add_item(ui.Button(label="Source", url="https://agency.example/1"))
        box.add_item(row)
        self.add_item(box)

    async def more(self, interaction: discord.Interaction) -> None:
        await interaction.response.edit_message(view=Card("now more"))


async def test_a_card_of_components_is_sent_and_edited(sandbox, start):
    def declare(bot: Any) -> None:
        @bot.tree.command(description="Card")
        async def card(interaction: discord.Interaction) -> None:
            files = [
                discord.File(io.BytesIO(PNG), "chart.png"),
                discord.File(io.BytesIO(b"a,b"), "table.csv"),
            ]
            await interaction.response.send_message(view=Card(), files=files)

    await start(declare)
    ben = sandbox.actor("Ben")
    reply = await ben.slash("card")
    assert reply.is_v2
    assert reply.text == "Flood *plan*\n**12** bridges\npage 1\nnot yet"
    assert [b.label for b in reply.buttons] == ["More", "Source"]
    ids = [int(i) for i in re.findall(r"'id': (\d+)", str(reply.components))]
    assert len(ids) == len(set(ids))
    assert (await ben.click(reply, "More")).text.endswith("now more")
    shown = reply.transcript()
    assert "┃ [More] [Source → https://agency.example/1]" in shown
    assert "┃ [thumbnail chart.png: Bars]" in shown
    assert "┃ [file table.csv, 3 bytes]" in shown


class Remember(ui.DynamicItem[ui.Button], template=r"release:(?P<number>\d+)"):
    def __init__(self, number: int) -> None:
        super().__init__(ui.Button(label="Open", custom_id=f"release:{number}"))
        self.number = number

    @classmethod
    async def from_custom_id(cls, interaction, item, match):
        return cls(int(match["number"]))

    async def callback(self, interaction: discord.Interaction) -> None:
        await interaction.response.send_message(f"release {self.number}")


async def test_buttons_outlive_a_restart_of_the_bot(sandbox, start):
    def declare(bot: Any) -> None:
        bot.add_dynamic_items(Remember)

        @bot.tree.command(description="Show")
        async def show(interaction: discord.Interaction) -> None:
            view = ui.View(timeout=None)
            view.add_item(Remember(7))
            await interaction.response.send_message("here", view=view)

    first = await start(declare)
    ben = sandbox.actor("Ben")
    reply = await ben.slash("show")
    await first.close()
    await sandbox.wait_until_offline()
    with pytest.raises(SandboxError, match="no bot is connected"):
        await ben.click(reply, "Open")
    sandbox.forgive()
    await start(declare)
    assert (await ben.click(reply, "Open")).content == "release 7"
