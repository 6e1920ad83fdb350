"""The commands of /briefing and the buttons under a preview."""

import asyncio
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import discord
from discord import app_commands
from discord.ext import commands

from bot.checks import require_manager, require_server
from bot.cooldowns import HEAVY
from cogs._feature import Asked, ButtonHandler, Feature, briefing_of, offers, say_to
from cogs._options import takes_options
from cogs._parsing import choices_of, number_of, numbered_choices, numbers_of
from cogs.briefings.options import CLEARED, BriefingOptions
from cogs.briefings.steps import beginning, offered_zones, ready_beats, stepped
from cogs.briefings.taste import TasteOptions
from domain.briefings import Story
from domain.errors import NotAllowedError, NotFoundError
from domain.subscriptions import (
    BriefingOf,
    BriefingSettings,
    Leaning,
    Preference,
    PreferenceKind,
    Subscription,
    SubscriptionStatus,
    Taste,
)
from pipeline.briefing import preview
from pipeline.calendar import find_zone, first
from pipeline.planning import as_it_comes, resume
from pipeline.taste import news_of_story
from pipeline.worth import weigh
from rendering.buttons import ButtonId, button, row
from rendering.card import card
from rendering.daily import daily_card, subscription_line
from rendering.notices import notice_card
from rendering.setup import setup_card
from rendering.worth import less_card


@app_commands.default_permissions(manage_guild=True)
# `guild_only` would leave the rest to the tree, which lets commands into direct messages.
@app_commands.allowed_contexts(guilds=True, dms=False, private_channels=False)
@app_commands.allowed_installs(guilds=True, users=False)
class Briefings(
    Feature,
    commands.GroupCog,
    group_name="briefing",
    group_description="Daily briefings of this server",
):
    """The server owns its briefings: anyone with Manage Server can change them, nobody else."""

    def button_handlers(self) -> Mapping[str, ButtonHandler]:
        """The buttons under a preview, and those by which less like a story is wanted."""
        return {
            "step": self._step,
            "look": self._look,
            "save": self._save,
            "drop": self._drop,
            "taste": self._save_taste,
            "less": self._ask_less,
            "lean": self._want_less,
        }

    @app_commands.command(extras=HEAVY)
    @takes_options(BriefingOptions)
    async def setup(self, interaction: Asked, options: BriefingOptions) -> None:
        """Set up a daily briefing step by step, or typed at once: see it first, then save it."""
        await interaction.response.defer(ephemeral=True)
        services, guild_id = self.bot.services, require_server(interaction)
        usual = beginning(interaction, say_to(interaction).code)
        chosen = await options.applied_to(usual, interaction)
        number = await services.storage.subscriptions.add(
            guild_id,
            chosen,
            first(chosen.schedule, now=services.now()),
            now=services.now(),
            by=interaction.user.id,
        )
        if options.channel and options.at and options.zone:
            await self._show_preview(interaction, number, is_draft=True)
            return
        view = await self._dialogue(interaction, number)
        await interaction.followup.send(view=view, ephemeral=True)

    @app_commands.command()
    async def list(self, interaction: Asked) -> None:
        """List the briefings of this server, and when each comes next."""
        await interaction.response.defer(ephemeral=True)
        say = say_to(interaction)
        found = await self.bot.services.storage.subscriptions.of_guild(require_server(interaction))
        lines = [subscription_line(say, as_it_comes(subscription)) for subscription in found]
        nothing = say("No briefing is set up yet. /briefing setup sets one up.")
        view = card(f"### {say('Briefings of this server')}", "\n".join(lines) or nothing)
        await interaction.followup.send(view=view, ephemeral=True)

    @app_commands.command()
    @app_commands.describe(
        briefing="The briefing to change",
        clear="What is taken back before the rest is set: the role, or all that it is about",
    )
    @app_commands.choices(clear=choices_of(CLEARED))
    @takes_options(BriefingOptions)
    async def edit(
        self,
        interaction: Asked,
        options: BriefingOptions,
        briefing: int,
        clear: str | None = None,
    ) -> None:
        """Change what is given of a briefing; the rest stays."""
        await interaction.response.defer(ephemeral=True)
        services, kept = self.bot.services, await self._get(interaction, briefing)
        chosen = await options.applied_to(kept.settings, interaction, cleared=clear)
        await self._require_only(briefing, chosen)
        upcoming = None
        if chosen.schedule != kept.settings.schedule:
            upcoming = first(chosen.schedule, now=services.now())
        await services.storage.subscriptions.change(
            briefing, settings=chosen, upcoming=upcoming, now=services.now()
        )
        say = say_to(interaction)
        await self._tell(interaction, briefing, say("Changed"))

    @app_commands.command(extras=HEAVY)
    @app_commands.describe(briefing="The briefing to season")
    @takes_options(TasteOptions)
    async def taste(self, interaction: Asked, options: TasteOptions, briefing: int) -> None:
        """Say what a briefing should tell more or less of: see it first, then save it."""
        await interaction.response.defer(ephemeral=True)
        services, kept = self.bot.services, await self._get(interaction, briefing)
        chosen = await options.applied_to(kept.settings, services.storage)
        # What is not saved yet is kept beside it, as a new briefing's settings are.
        draft = await services.storage.subscriptions.add(
            kept.guild_id,
            chosen,
            (kept.next_date, kept.next_due),
            now=services.now(),
            by=interaction.user.id,
        )
        await self._show_preview(interaction, draft, is_draft=True, instead_of=briefing)

    @app_commands.command()
    @app_commands.describe(briefing="The briefing to pause")
    async def pause(self, interaction: Asked, briefing: int) -> None:
        """Let a briefing rest until it is resumed."""
        await interaction.response.defer(ephemeral=True)
        await self._get(interaction, briefing)
        services = self.bot.services
        await services.storage.subscriptions.change(
            briefing, status=SubscriptionStatus.PAUSED, now=services.now()
        )
        say = say_to(interaction)
        await self._tell(interaction, briefing, say("Paused"))

    @app_commands.command()
    @app_commands.describe(briefing="The briefing to resume")
    async def resume(self, interaction: Asked, briefing: int) -> None:
        """Let a paused or suspended briefing come again."""
        await interaction.response.defer(ephemeral=True)
        services = self.bot.services
        await resume(services.storage, await self._get(interaction, briefing), services.now())
        say = say_to(interaction)
        await self._tell(interaction, briefing, say("Resumed"))

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
        line = subscription_line(say, as_it_comes(await self._get(interaction, briefing)))
        view = card(f"### {say('Skipped')}", said, line)
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

    @app_commands.command(extras=HEAVY)
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
        today = services.now().astimezone(find_zone(kept.settings.schedule.zone)).date()
        is_planned = await services.storage.deliveries.add(kept, today, services.now())
        said = (
            say("It is on its way to <#{channel}>.", channel=kept.settings.channel_id)
            if is_planned
            else say("Today's briefing was posted or skipped already: there is one a day.")
        )
        view = card(f"### {say('Briefing')}", said)
        await interaction.followup.send(view=view, ephemeral=True)

    @edit.autocomplete("briefing")
    @taste.autocomplete("briefing")
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
        self,
        interaction: Asked,
        number: int,
        *,
        is_draft: bool = False,
        instead_of: int | None = None,
    ) -> None:
        """The briefing of the last day, and where it is not saved yet, buttons for that.

        `instead_of` is the briefing whose taste the draft has anew.
        """
        services, say = self.bot.services, say_to(interaction)
        kept = await self._get(interaction, number, is_saved=not is_draft)
        # A preview draws no picture.
        briefing = replace(await preview(services.storage, kept, services.now()), trend=())
        await interaction.followup.send(view=daily_card(say, briefing), ephemeral=True)
        asked = [
            button(
                say("Save"),
                ButtonId("save", f"#{number}")
                if instead_of is None
                else ButtonId("taste", f"{instead_of} {number}"),
            ),
            button(say("Discard"), ButtonId("drop", f"#{number}")),
        ]
        head = say("This is how it would come:") if is_draft else say("Preview")
        view = card(f"### {head}", subscription_line(say, kept), row(*asked) if is_draft else None)
        await interaction.followup.send(view=view, ephemeral=True)

    async def _dialogue(self, interaction: Asked, number: int) -> discord.ui.LayoutView:
        """The menus of a draft; NotFoundError where it is saved already."""
        draft = await self._draft(interaction, number)
        return setup_card(say_to(interaction), draft, ready_beats(), offered_zones())

    async def _draft(self, interaction: Asked, number: int) -> Subscription:
        draft = await self._get(interaction, number, is_saved=False)
        if draft.status is not SubscriptionStatus.DRAFT:
            raise NotFoundError("This briefing is saved already. /briefing edit changes it.")
        return draft

    async def _step(self, interaction: Asked, pressed: ButtonId) -> None:
        """Take what was chosen in a menu, and show the dialogue as it stands now."""
        await interaction.response.defer()
        require_manager(interaction)
        step, _, subject = pressed.subject.partition(" ")
        services, number = self.bot.services, number_of(replace(pressed, subject=subject))
        draft = await self._draft(interaction, number)
        chosen = stepped(draft.settings, step, interaction)
        await services.storage.subscriptions.change(
            number,
            settings=chosen,
            upcoming=first(chosen.schedule, now=services.now()),
            now=services.now(),
        )
        await interaction.edit_original_response(view=await self._dialogue(interaction, number))

    async def _look(self, interaction: Asked, pressed: ButtonId) -> None:
        """Show what a draft would say of the last day."""
        await interaction.response.defer(ephemeral=True, thinking=True)
        require_manager(interaction)
        services, say = self.bot.services, say_to(interaction)
        draft = await self._draft(interaction, number_of(pressed))
        briefing = replace(await preview(services.storage, draft, services.now()), trend=())
        await interaction.followup.send(view=daily_card(say, briefing), ephemeral=True)

    async def _save(self, interaction: Asked, pressed: ButtonId) -> None:
        await interaction.response.defer(ephemeral=True, thinking=True)
        require_manager(interaction)
        kept = await self._get(interaction, number_of(pressed), is_saved=False)
        if kept.settings.channel_id == 0:
            raise NotFoundError("Choose first where it is posted.")
        await self._require_only(kept.subscription_id, kept.settings)
        if kept.status is SubscriptionStatus.DRAFT:
            await resume(self.bot.services.storage, kept, self.bot.services.now())
        say = say_to(interaction)
        await self._tell(interaction, kept.subscription_id, say("Saved"))

    async def _require_only(self, number: int, settings: BriefingSettings) -> None:
        """Let one briefing of a channel be published, for one a day; raises NotAllowedError."""
        if not settings.publishes:
            return
        subscriptions = self.bot.services.storage.subscriptions
        published = await subscriptions.publishing_in(settings.channel_id)
        if any(one.subscription_id != number for one in published):
            raise NotAllowedError(
                "Another briefing is published from that channel, and one a day is enough for "
                "those who follow it."
            )

    async def _save_taste(self, interaction: Asked, pressed: ButtonId) -> None:
        """Let a briefing take over the taste of a draft."""
        await interaction.response.defer(ephemeral=True, thinking=True)
        require_manager(interaction)
        number, draft_number = numbers_of(pressed)
        kept = await self._get(interaction, number)
        draft = await self._get(interaction, draft_number, is_saved=False)
        await self._lean(kept, draft.settings.taste)
        if draft.status is SubscriptionStatus.DRAFT:
            await self.bot.services.storage.subscriptions.remove(draft_number)
        await self._tell(interaction, number, say_to(interaction)("Saved"))

    async def _ask_less(self, interaction: Asked, pressed: ButtonId) -> None:
        """Ask what of a story a server wants less of."""
        await interaction.response.defer(ephemeral=True, thinking=True)
        require_manager(interaction)
        storage, (delivery_number, number) = self.bot.services.storage, numbers_of(pressed)
        delivery = await storage.deliveries.get(delivery_number)
        if not isinstance(delivery.purpose, BriefingOf):
            raise NotFoundError("Nothing is known of this message any more.")
        kept = await self._get(interaction, delivery.purpose.subscription_id)
        release = await storage.releases.get(number)
        story = Story(release, (), await asyncio.to_thread(weigh, release))
        news = news_of_story(story)
        view = less_card(say_to(interaction), kept.subscription_id, story, news)
        await interaction.followup.send(view=view, ephemeral=True)

    async def _want_less(self, interaction: Asked, pressed: ButtonId) -> None:
        """Let a briefing tell less of a kind of news, or of the agency of a release."""
        await interaction.response.defer(ephemeral=True, thinking=True)
        require_manager(interaction)
        subject, _, name = pressed.subject.partition(" ")
        kept = await self._get(interaction, number_of(replace(pressed, subject=subject)))
        if name.startswith("#"):
            number = number_of(replace(pressed, subject=name))
            release = await self.bot.services.storage.releases.get(number)
            agency = release.head.agency or ""
            wanted = Preference(PreferenceKind.AGENCY, agency, Leaning.LESS)
        else:
            wanted = Preference(PreferenceKind.NEWS, name, Leaning.LESS)
        await self._lean(kept, kept.settings.taste.changed(wanted))
        await self._tell(interaction, kept.subscription_id, say_to(interaction)("Changed"))

    async def _lean(self, kept: Subscription, taste: Taste) -> None:
        services = self.bot.services
        settings = replace(kept.settings, taste=taste)
        await services.storage.subscriptions.change(
            kept.subscription_id, settings=settings, now=services.now()
        )

    async def _drop(self, interaction: Asked, pressed: ButtonId) -> None:
        await interaction.response.defer(ephemeral=True, thinking=True)
        require_manager(interaction)
        kept = await self._get(interaction, number_of(pressed), is_saved=False)
        if kept.status is SubscriptionStatus.DRAFT:
            await self.bot.services.storage.subscriptions.remove(kept.subscription_id)
        say = say_to(interaction)
        view = notice_card(say("Discarded"), [say("Nothing was set up.")])
        await interaction.followup.send(view=view, ephemeral=True)

    async def _tell(self, interaction: Asked, number: int, title: str) -> None:
        """Say how a briefing stands now."""
        kept = as_it_comes(await self._get(interaction, number))
        line = subscription_line(say_to(interaction), kept)
        await interaction.followup.send(view=card(f"### {title}", line), ephemeral=True)

    async def _get(self, interaction: Asked, number: int, *, is_saved: bool = True) -> Subscription:
        """A briefing of this server, a draft where it need not be saved; NotFoundError."""
        return await briefing_of(interaction, number, is_saved=is_saved)


def _place(interaction: Asked, subscription: Subscription) -> str:
    guild = interaction.guild
    channel = guild.get_channel_or_thread(subscription.settings.channel_id) if guild else None
    name = f"#{channel.name}" if channel else str(subscription.settings.channel_id)
    return f"{name} {subscription.settings.schedule.at:%H:%M}"
