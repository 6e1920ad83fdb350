"""/briefing: the daily briefings of a server, for members with Manage Server."""

from typing import Any

import discord
from discord import app_commands
from discord.ext import commands

from bot.checks import require_server
from bot.client import LedeBot
from cogs._feature import (
    Asked,
    Offer,
    complete_agency,
    complete_operation,
    complete_speaker,
    offers,
    say_to,
)
from cogs._wishes import (
    WORDS,
    Place,
    activate,
    check_place,
    choices_of,
    days_like,
    numbered_choices,
    read_beat,
    read_days,
    read_time,
    replaced,
    tell,
    zones_like,
)
from domain.subscriptions import (
    EVERY_DAY,
    LONGEST,
    SHORTEST,
    Beat,
    Schedule,
    Standing,
    Subscription,
    Wish,
)
from pipeline.beats import READY
from pipeline.briefing import preview
from pipeline.calendar import find_zone, first
from rendering.buttons import Press, button, row
from rendering.card import card
from rendering.daily import daily_card, subscription_line
from rendering.language import CODES
from rendering.notices import notice_card


@app_commands.default_permissions(manage_guild=True)
# `guild_only` would leave the rest to the tree, which lets commands into direct messages.
@app_commands.allowed_contexts(guilds=True, dms=False, private_channels=False)
@app_commands.allowed_installs(guilds=True, users=False)
class DailyDesk(
    commands.GroupCog, group_name="briefing", group_description="Daily briefings of this server"
):
    """The server owns its briefings: anyone with Manage Server can change them, nobody else."""

    def __init__(self, bot: LedeBot) -> None:
        self.bot = bot
        super().__init__()

    @app_commands.command()
    @app_commands.rename(at="time", days="on", without="exclude")
    @app_commands.describe(
        channel="Where it is posted",
        at="The local time, as 07:30",
        zone="The time zone, as Europe/Berlin",
        beat="A ready-made choice of words to start from",
        agency="Only releases of this agency, or of several parted by commas",
        operation="Releases that name this operation",
        person="Releases that name this person, or one of several parted by commas",
        place="Releases that name this place, or one of several parted by commas",
        words="Releases with one of these words or phrases, parted by commas",
        without="No releases with one of these words or phrases, parted by commas",
        days="The days of the week it comes on, as Monday, Wednesday",
        role="The role it mentions, the only one it can",
        language="The language of Lede's own words",
        length="How many stories at most",
        empty="Whether a day without anything new is said to be one",
    )
    @app_commands.choices(beat=choices_of(list(READY)), language=choices_of(list(CODES)))
    @app_commands.autocomplete(
        agency=complete_agency, operation=complete_operation, person=complete_speaker
    )
    async def setup(
        self,
        interaction: Asked,
        channel: Place,
        at: str,
        zone: str,
        beat: str | None = None,
        agency: str | None = None,
        operation: str | None = None,
        person: app_commands.Range[str, 1, WORDS] | None = None,
        place: app_commands.Range[str, 1, WORDS] | None = None,
        words: app_commands.Range[str, 1, WORDS] | None = None,
        without: app_commands.Range[str, 1, WORDS] | None = None,
        days: str | None = None,
        role: discord.Role | None = None,
        language: str | None = None,
        length: app_commands.Range[int, SHORTEST, LONGEST] | None = None,
        empty: bool = False,
    ) -> None:
        """Set up a daily briefing: see it first, then save it."""
        await interaction.response.defer(ephemeral=True)
        on = read_days(say_to(interaction), days) if days else EVERY_DAY
        schedule = Schedule(read_time(at), zone.strip(), on)
        find_zone(schedule.zone)
        check_place(interaction, channel)
        chosen = Wish(
            channel_id=channel.id,
            schedule=schedule,
            beat=await read_beat(
                self.bot.services.storage,
                Beat(),
                ready=beat,
                agency=agency,
                operation=operation,
                person=person,
                place=place,
                words=words,
                without=without,
            ),
            language=language or say_to(interaction).code,
            role_id=role.id if role else None,
            speaks_when_empty=empty,
        )
        if length is not None:
            chosen = replaced(chosen, length=length)
        services = self.bot.services
        upcoming, guild_id = first(schedule, now=services.now()), require_server(interaction)
        number = await services.storage.subscriptions.add(
            guild_id,
            chosen,
            upcoming,
            now=services.now(),
            by=interaction.user.id,
        )
        await self._show_preview(interaction, number, is_draft=True)

    @app_commands.command()
    async def list(self, interaction: Asked) -> None:
        """List the briefings of this server, and when each comes next."""
        await interaction.response.defer(ephemeral=True)
        say = say_to(interaction)
        found = await self.bot.services.storage.subscriptions.of_guild(require_server(interaction))
        lines = [subscription_line(say, subscription) for subscription in found]
        nothing = say("No briefing is set up yet. /briefing setup sets one up.")
        view = card(f"### {say('Briefings of this server')}", "\n".join(lines) or nothing)
        await interaction.followup.send(view=view, ephemeral=True)

    @app_commands.command()
    @app_commands.rename(at="time", days="on", without="exclude")
    @app_commands.describe(
        briefing="The briefing to change",
        channel="Where it is posted",
        at="The local time, as 07:30",
        zone="The time zone, as Europe/Berlin",
        agency="Only releases of this agency, or of several parted by commas",
        operation="Releases that name this operation",
        person="Releases that name this person, or one of several parted by commas",
        place="Releases that name this place, or one of several parted by commas",
        words="Releases with one of these words or phrases, parted by commas",
        without="No releases with one of these words or phrases, parted by commas",
        days="The days of the week it comes on, as Monday, Wednesday",
        role="The role it mentions, the only one it can",
        language="The language of Lede's own words",
        length="How many stories at most",
        empty="Whether a day without anything new is said to be one",
    )
    @app_commands.choices(language=choices_of([*CODES]))
    @app_commands.autocomplete(
        agency=complete_agency, operation=complete_operation, person=complete_speaker
    )
    async def edit(
        self,
        interaction: Asked,
        briefing: int,
        channel: Place | None = None,
        at: str | None = None,
        zone: str | None = None,
        agency: str | None = None,
        operation: str | None = None,
        person: app_commands.Range[str, 1, WORDS] | None = None,
        place: app_commands.Range[str, 1, WORDS] | None = None,
        words: app_commands.Range[str, 1, WORDS] | None = None,
        without: app_commands.Range[str, 1, WORDS] | None = None,
        days: str | None = None,
        role: discord.Role | None = None,
        language: str | None = None,
        length: app_commands.Range[int, SHORTEST, LONGEST] | None = None,
        empty: bool | None = None,
    ) -> None:
        """Change what is given of a briefing; the rest stays."""
        await interaction.response.defer(ephemeral=True)
        kept = await self._get(interaction, briefing)
        if channel is not None:
            check_place(interaction, channel)
        on = read_days(say_to(interaction), days) if days else kept.wish.schedule.weekdays
        schedule = Schedule(
            read_time(at) if at else kept.wish.schedule.at,
            zone.strip() if zone else kept.wish.schedule.zone,
            on,
        )
        find_zone(schedule.zone)
        beat = await read_beat(
            self.bot.services.storage,
            kept.wish.beat,
            agency=agency,
            operation=operation,
            person=person,
            place=place,
            words=words,
            without=without,
        )
        wish = replaced(
            kept.wish,
            channel_id=channel.id if channel else None,
            schedule=schedule,
            beat=beat,
            role_id=role.id if role else None,
            language=language,
            length=length,
            speaks_when_empty=empty,
        )
        services = self.bot.services
        upcoming = None
        if schedule != kept.wish.schedule:
            upcoming = first(schedule, now=services.now())
        await services.storage.subscriptions.change(
            briefing, wish=wish, upcoming=upcoming, now=services.now()
        )
        await tell(interaction, briefing, "Changed")

    @app_commands.command()
    @app_commands.describe(briefing="The briefing to pause")
    async def pause(self, interaction: Asked, briefing: int) -> None:
        """Let a briefing rest until it is resumed."""
        await interaction.response.defer(ephemeral=True)
        await self._get(interaction, briefing)
        services = self.bot.services
        await services.storage.subscriptions.change(
            briefing, standing=Standing.PAUSED, now=services.now()
        )
        await tell(interaction, briefing, "Paused")

    @app_commands.command()
    @app_commands.describe(briefing="The briefing to resume")
    async def resume(self, interaction: Asked, briefing: int) -> None:
        """Let a paused or suspended briefing come again."""
        await interaction.response.defer(ephemeral=True)
        await activate(self.bot, await self._get(interaction, briefing))
        await tell(interaction, briefing, "Resumed")

    @app_commands.command()
    @app_commands.describe(briefing="The briefing to skip once")
    async def skip(self, interaction: Asked, briefing: int) -> None:
        """Skip the next time of a briefing, once."""
        await interaction.response.defer(ephemeral=True)
        kept = await self._get(interaction, briefing)
        services = self.bot.services
        await services.storage.subscriptions.change(
            briefing, skip_on=kept.next_date, now=services.now()
        )
        say = say_to(interaction)
        said = say("The briefing of {day} is left out.", day=say.day(kept.next_date))
        view = notice_card(say("Skipped"), [said])
        await interaction.followup.send(view=view, ephemeral=True)

    @app_commands.command()
    @app_commands.describe(briefing="The briefing to take out")
    async def remove(self, interaction: Asked, briefing: int) -> None:
        """Take a briefing out for good."""
        await interaction.response.defer(ephemeral=True)
        await self._get(interaction, briefing)
        await self.bot.services.storage.subscriptions.remove(briefing)
        say = say_to(interaction)
        view = notice_card(say("Removed"), [say("This briefing comes no more.")])
        await interaction.followup.send(view=view, ephemeral=True)

    @app_commands.command()
    @app_commands.describe(briefing="The briefing to look at")
    async def preview(self, interaction: Asked, briefing: int) -> None:
        """Show what a briefing would say of the last day, to you alone."""
        await interaction.response.defer(ephemeral=True)
        await self._get(interaction, briefing)
        await self._show_preview(interaction, briefing)

    @app_commands.command()
    @app_commands.describe(briefing="The briefing to post now")
    async def now(self, interaction: Asked, briefing: int) -> None:
        """Post today's briefing now, if it has not been posted yet."""
        await interaction.response.defer(ephemeral=True)
        kept = await self._get(interaction, briefing)
        services, say = self.bot.services, say_to(interaction)
        today = services.now().astimezone(find_zone(kept.wish.schedule.zone)).date()
        is_planned = await services.storage.deliveries.add(kept, today, services.now())
        said = (
            say("It is on its way to <#{channel}>.", channel=kept.wish.channel_id)
            if is_planned
            else say("Today's briefing was posted or skipped already: there is one a day.")
        )
        view = card(f"### {say('Briefing')}", said)
        await interaction.followup.send(view=view, ephemeral=True)

    @setup.autocomplete("zone")
    @edit.autocomplete("zone")
    @offers
    async def complete_zone(self, interaction: Asked, typed: str) -> Offer:
        """Time zones whose name holds what is typed."""
        return zones_like(typed)

    @setup.autocomplete("days")
    @edit.autocomplete("days")
    @offers
    async def complete_days(self, interaction: Asked, typed: str) -> Offer:
        """Days of the week."""
        return days_like(say_to(interaction), typed)

    @edit.autocomplete("briefing")
    @pause.autocomplete("briefing")
    @resume.autocomplete("briefing")
    @skip.autocomplete("briefing")
    @remove.autocomplete("briefing")
    @preview.autocomplete("briefing")
    @now.autocomplete("briefing")
    @offers
    async def complete_briefing(self, interaction: Asked, typed: str) -> Any:
        """The briefings of the server."""
        found = await self.bot.services.storage.subscriptions.of_guild(require_server(interaction))
        named = [(s.subscription_id, _place(interaction, s)) for s in found]
        return numbered_choices(named, typed)

    async def _show_preview(
        self, interaction: Asked, number: int, *, is_draft: bool = False
    ) -> None:
        """The briefing of the last day, and where it is not saved yet, buttons for that."""
        services, say = self.bot.services, say_to(interaction)
        kept = await self._get(interaction, number)
        briefing = await preview(services.storage, kept, services.now())
        await interaction.followup.send(view=daily_card(say, briefing), ephemeral=True)
        asked = [
            button(say("Save"), Press("save", f"#{number}")),
            button(say("Discard"), Press("drop", f"#{number}")),
        ]
        head = say("This is the last day. It would come so:") if is_draft else say("Preview")
        view = card(f"### {head}", subscription_line(say, kept), row(*asked) if is_draft else None)
        await interaction.followup.send(view=view, ephemeral=True)

    async def _get(self, interaction: Asked, number: int) -> Subscription:
        return await self.bot.services.storage.subscriptions.get(
            number, require_server(interaction)
        )


def _place(interaction: Asked, subscription: Subscription) -> str:
    guild = interaction.guild
    channel = guild.get_channel_or_thread(subscription.wish.channel_id) if guild else None
    name = f"#{channel.name}" if channel else str(subscription.wish.channel_id)
    return f"{name} {subscription.wish.schedule.at:%H:%M}"


async def setup(bot: LedeBot) -> None:
    """Add the cog."""
    await bot.add_cog(DailyDesk(bot))
