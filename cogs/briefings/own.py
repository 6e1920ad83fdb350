"""/mybriefing: a daily briefing of one's own, by direct message, for anybody."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import discord
from discord import app_commands
from discord.ext import commands

from bot.cooldowns import HEAVY
from cogs._direct import direct_channel, greet
from cogs._feature import Asked, ButtonHandler, Feature, say_to
from cogs._options import takes_options
from cogs._parsing import number_of
from cogs.briefings.options import BriefingOptions
from cogs.briefings.steps import beginning, offered_zones, ready_beats, stepped
from domain.errors import NotAllowedError, NotFoundError
from domain.subscriptions import BriefingOf, Subscription, SubscriptionStatus
from pipeline.briefing import preview
from pipeline.calendar import first
from pipeline.planning import resume
from rendering.buttons import ButtonId, button, row
from rendering.card import card
from rendering.daily import daily_card, subscription_line
from rendering.notices import notice_card
from rendering.setup import setup_card

# What only a channel of a server has.
_OF_SERVERS = ("channel", "role", "publish")


class OwnBriefings(
    Feature,
    commands.GroupCog,
    group_name="mybriefing",
    group_description="A daily briefing of your own, by direct message",
):
    """A member has one at most; nobody else sees it or can change it."""

    def button_handlers(self) -> Mapping[str, ButtonHandler]:
        """The menus and buttons of the dialogue, and the one under each briefing that ends them."""
        return {
            "mystep": self._step,
            "mylook": self._look,
            "mysave": self._save,
            "mydrop": self._drop,
            "unsubscribe": self._unsubscribe,
        }

    @app_commands.command(extras=HEAVY)
    @takes_options(BriefingOptions, without=_OF_SERVERS)
    async def setup(self, interaction: Asked, options: BriefingOptions) -> None:
        """Set up or change your own daily briefing: see it first, then save it."""
        await interaction.response.defer(ephemeral=True)
        services, user = self.bot.services, interaction.user
        kept = await services.storage.subscriptions.own(user.id)
        begun = kept.settings if kept else beginning(interaction, say_to(interaction).code)
        chosen = await options.applied_to(replace(begun, channel_id=0), interaction)
        chosen = replace(chosen, channel_id=(await direct_channel(interaction)).id)
        number = await services.storage.subscriptions.add(
            None,
            chosen,
            first(chosen.schedule, now=services.now()),
            now=services.now(),
            by=user.id,
        )
        draft = await services.storage.subscriptions.own_draft(number, user.id)
        if options.at and options.zone:
            await self._preview(interaction, draft)
            await self._ask(interaction, draft)
            return
        await interaction.followup.send(view=self._dialogue(interaction, draft), ephemeral=True)

    @app_commands.command(extras=HEAVY)
    async def show(self, interaction: Asked) -> None:
        """Show your own briefing: when it comes, and what it would say of the last day."""
        await interaction.response.defer(ephemeral=True)
        kept = await self._own(interaction)
        await self._preview(interaction, kept)
        await self._tell(interaction, say_to(interaction)("Your own briefing"))

    @app_commands.command()
    async def pause(self, interaction: Asked) -> None:
        """Let your own briefing rest until you resume it."""
        await interaction.response.defer(ephemeral=True)
        await self._pause(interaction)
        await self._tell(interaction, say_to(interaction)("Paused"))

    @app_commands.command()
    async def resume(self, interaction: Asked) -> None:
        """Let your own briefing come again."""
        await interaction.response.defer(ephemeral=True)
        services, kept = self.bot.services, await self._own(interaction)
        await self._greet(interaction, kept)
        await resume(services.storage, kept, services.now())
        await self._tell(interaction, say_to(interaction)("Resumed"))

    @app_commands.command()
    async def remove(self, interaction: Asked) -> None:
        """Take your own briefing out for good."""
        await interaction.response.defer(ephemeral=True)
        kept = await self._own(interaction)
        await self.bot.services.storage.subscriptions.remove(kept.subscription_id)
        say = say_to(interaction)
        view = notice_card(say("Removed"), [say("This briefing comes no more.")])
        await interaction.followup.send(view=view, ephemeral=True)

    @commands.Cog.listener()
    async def on_app_command_completion(self, interaction: Asked, _: Any) -> None:
        """Tell a member once that Discord let their briefing not through.

        A direct message cannot say it: it is said the next time they ask Lede for anything.
        """
        if interaction.response.type is discord.InteractionResponseType.modal:
            return
        services = self.bot.services
        refused = await services.storage.subscriptions.take_suspended(
            interaction.user.id, services.now()
        )
        if refused is None:
            return
        say = say_to(interaction)
        lines = [
            say(refused.reason or ""),
            say("So your own briefing rests. Allow direct messages, then /mybriefing resume."),
        ]
        view = notice_card(say("Paused"), lines)
        await interaction.followup.send(view=view, ephemeral=True)

    async def _step(self, interaction: Asked, pressed: ButtonId) -> None:
        """Take what was chosen in a menu, and show the dialogue as it stands now."""
        await interaction.response.defer()
        step, _, subject = pressed.subject.partition(" ")
        draft = await self._draft(interaction, replace(pressed, subject=subject))
        services = self.bot.services
        chosen = stepped(draft.settings, step, interaction)
        await services.storage.subscriptions.change(
            draft.subscription_id,
            settings=chosen,
            upcoming=first(chosen.schedule, now=services.now()),
            now=services.now(),
        )
        draft = await self._draft(interaction, replace(pressed, subject=subject))
        await interaction.edit_original_response(view=self._dialogue(interaction, draft))

    async def _look(self, interaction: Asked, pressed: ButtonId) -> None:
        """Show what a draft would say of the last day."""
        await interaction.response.defer(ephemeral=True, thinking=True)
        await self._preview(interaction, await self._draft(interaction, pressed))

    async def _save(self, interaction: Asked, pressed: ButtonId) -> None:
        """Let a draft begin; it says hello, which shows whether Lede may write."""
        await interaction.response.defer(ephemeral=True, thinking=True)
        services, draft = self.bot.services, await self._draft(interaction, pressed)
        await self._greet(interaction, draft)
        upcoming = first(draft.settings.schedule, now=services.now())
        await services.storage.subscriptions.save_own(
            draft.subscription_id, interaction.user.id, upcoming, now=services.now()
        )
        await self._tell(interaction, say_to(interaction)("Saved"))

    async def _drop(self, interaction: Asked, pressed: ButtonId) -> None:
        await interaction.response.defer(ephemeral=True, thinking=True)
        draft = await self._draft(interaction, pressed)
        await self.bot.services.storage.subscriptions.remove(draft.subscription_id)
        say = say_to(interaction)
        view = notice_card(say("Discarded"), [say("Nothing was set up.")])
        await interaction.followup.send(view=view, ephemeral=True)

    async def _unsubscribe(self, interaction: Asked, pressed: ButtonId) -> None:
        """End the briefings of which one has this button; what was chosen is kept."""
        await interaction.response.defer(ephemeral=True, thinking=True)
        delivery = await self.bot.services.storage.deliveries.get(number_of(pressed))
        kept = await self._own(interaction)
        purpose = delivery.purpose
        if not isinstance(purpose, BriefingOf) or purpose.subscription_id != kept.subscription_id:
            raise NotFoundError("Nothing is known of this message any more.")
        await self._pause(interaction)
        say = say_to(interaction)
        said = say(
            "Your own briefing comes no more. /mybriefing resume lets it come again, "
            "/mybriefing remove erases it."
        )
        view = notice_card(say("Unsubscribed"), [said])
        await interaction.followup.send(view=view, ephemeral=True)

    async def _pause(self, interaction: Asked) -> None:
        services, kept = self.bot.services, await self._own(interaction)
        await services.storage.subscriptions.change(
            kept.subscription_id, status=SubscriptionStatus.PAUSED, now=services.now()
        )

    async def _greet(self, interaction: Asked, own: Subscription) -> None:
        say = say_to(interaction)
        said = say("Here it will come. /mybriefing pause lets it rest.")
        shown = replace(own, status=SubscriptionStatus.ACTIVE)
        view = card(f"### {say('Your own briefing')}", f"{subscription_line(say, shown)}\n{said}")
        refused = NotAllowedError(
            "Discord does not let Lede write to you. Allow direct messages from members of a "
            "server that you share with Lede, and try again."
        )
        await greet(interaction, view, refused)

    async def _own(self, interaction: Asked) -> Subscription:
        kept = await self.bot.services.storage.subscriptions.own(interaction.user.id)
        if kept is None:
            raise NotFoundError(
                "You have no briefing of your own yet. /mybriefing setup sets one up."
            )
        return kept

    async def _draft(self, interaction: Asked, pressed: ButtonId) -> Subscription:
        return await self.bot.services.storage.subscriptions.own_draft(
            number_of(pressed), interaction.user.id
        )

    def _dialogue(self, interaction: Asked, draft: Subscription) -> discord.ui.LayoutView:
        return setup_card(say_to(interaction), draft, ready_beats(), offered_zones())

    async def _preview(self, interaction: Asked, own: Subscription) -> None:
        services = self.bot.services
        # A preview draws no picture.
        briefing = replace(await preview(services.storage, own, services.now()), trend=())
        view = daily_card(say_to(interaction), briefing)
        await interaction.followup.send(view=view, ephemeral=True)

    async def _ask(self, interaction: Asked, draft: Subscription) -> None:
        """Ask whether a draft is to be saved."""
        say, subject = say_to(interaction), f"#{draft.subscription_id}"
        asked = row(
            button(say("Save"), ButtonId("mysave", subject)),
            button(say("Discard"), ButtonId("mydrop", subject)),
        )
        head = say("This is how it would come:")
        view = card(f"### {head}", subscription_line(say, draft), asked)
        await interaction.followup.send(view=view, ephemeral=True)

    async def _tell(self, interaction: Asked, title: str) -> None:
        """Say how the briefing stands now."""
        line = subscription_line(say_to(interaction), await self._own(interaction))
        await interaction.followup.send(view=card(f"### {title}", line), ephemeral=True)
