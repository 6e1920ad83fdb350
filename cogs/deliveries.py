"""What Lede sends by itself: why a message came; servers that invite Lede again."""

from collections.abc import Mapping, Sequence

import discord
from discord.ext import commands

from bot.checks import is_manager
from bot.client import LedeBot
from cogs._feature import (
    Asked,
    ButtonHandler,
    Feature,
    answer_button,
    defer_button,
    say_to,
)
from cogs._parsing import number_of
from domain.briefings import Story
from domain.errors import NotFoundError
from domain.subscriptions import AlertsOf, BriefingOf, CorrectionOf, Delivery, SubscriptionStatus
from pipeline.briefing import look_back
from pipeline.planning import resume
from pipeline.reasons import why_told
from rendering.alerts import watch_line
from rendering.buttons import ButtonId
from rendering.card import card
from rendering.daily import subscription_line
from rendering.language import Language
from rendering.worth import left_out_card, less_buttons, why_lines


class Deliveries(Feature):
    """Briefings, alerts and corrections once they are sent, whatever asked for them."""

    @commands.Cog.listener()
    async def on_ready(self) -> None:
        """Note which servers Lede was taken from while it did not run."""
        await self._note_servers()

    @commands.Cog.listener()
    async def on_guild_remove(self, _: discord.Guild) -> None:
        """Note that Lede was taken from a server: what is kept of it is erased in a month."""
        await self._note_servers()

    async def _note_servers(self) -> None:
        services = self.bot.services
        present = [guild.id for guild in self.bot.guilds]
        await services.storage.forgetting.note_servers(
            present, services.now(), among=self.bot.serves
        )

    @commands.Cog.listener()
    async def on_guild_join(self, guild: discord.Guild) -> None:
        """Let the briefings of a server come again that has invited Lede again."""
        await self._note_servers()
        storage = self.bot.services.storage
        for subscription in await storage.subscriptions.suspended_in(guild.id):
            await resume(storage, subscription, self.bot.services.now())
        for watch in await storage.watches.suspended_in(guild.id):
            await storage.watches.change(watch.watch_id, status=SubscriptionStatus.ACTIVE)

    def button_handlers(self) -> Mapping[str, ButtonHandler]:
        """The buttons under each of them."""
        return {"daily": self._explain, "left": self._show_left_out}

    async def _explain(self, interaction: Asked, pressed: ButtonId) -> None:
        """Say why a message came: which briefing or watch it is of, and who can change that."""
        await interaction.response.defer(ephemeral=True, thinking=True)
        say, storage = say_to(interaction), self.bot.services.storage
        delivery = await self._delivery(interaction, pressed)
        lines = []
        if isinstance(delivery.purpose, CorrectionOf):
            lines.append(say("An agency changed a release this message had told of."))
            delivery = await storage.deliveries.get(delivery.purpose.delivery_id)
        lines.append(await self._asked_by(say, delivery))
        head = f"### {say('Why this?')}"
        stories = await self._delivered(delivery)
        reasons = why_lines(say, stories, why_told) or None
        # What a server wants is for its managers to say.
        less = less_buttons(say, stories, pressed.subject) if is_manager(interaction) else []
        view = card(head, "\n".join(line for line in lines if line), reasons, *less)
        await interaction.followup.send(view=view, ephemeral=True)

    async def _show_left_out(self, interaction: Asked, pressed: ButtonId) -> None:
        """List the stories that a briefing left out, in order."""
        replaces = await defer_button(interaction, pressed)
        delivery = await self._delivery(interaction, pressed)
        told, stories = await look_back(self.bot.services.storage, delivery)
        say = say_to(interaction)
        view = left_out_card(say, told, stories, pressed.subject, pressed.page, why_told)
        await answer_button(interaction, view, replaces)

    async def _delivered(self, delivery: Delivery) -> Sequence[Story]:
        """The stories that a briefing told; none of a message that is no briefing."""
        try:
            delivered, _ = await look_back(self.bot.services.storage, delivery)
        except NotFoundError:
            return ()
        return delivered

    async def _delivery(self, interaction: Asked, pressed: ButtonId) -> Delivery:
        """What a button is under; raises NotFoundError where that is not in this channel."""
        delivery = await self.bot.services.storage.deliveries.get(number_of(pressed))
        if delivery.channel_id != interaction.channel_id:
            raise NotFoundError("Nothing is known of this message any more.")
        return delivery

    async def _asked_by(self, say: Language, delivery: Delivery) -> str:
        """What asked for a message; it may be gone since."""
        storage = self.bot.services.storage
        gone = say("What asked for it was taken out since.")
        match delivery.purpose:
            case BriefingOf(subscription_id=number):
                subscription = await storage.subscriptions.find(number)
                who = say("Members with Manage Server change it with /briefing edit.")
                if delivery.guild_id is None:
                    who = say("/mybriefing setup changes it, /mybriefing remove takes it out.")
                line = subscription_line(say, subscription) if subscription else gone
            case AlertsOf(watch_id=number):
                watch = await storage.watches.find(number)
                who = say("/watch pause lets it rest, /watch remove takes it out.")
                line = watch_line(say, watch) if watch else gone
            case CorrectionOf():
                return gone
        return f"{line}\n-# {who}"


async def setup(bot: LedeBot) -> None:
    """Add the cog."""
    await bot.add_cog(Deliveries(bot))
