"""/watch: alerts of what members wait for, to themselves or to a channel."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

import discord
from discord import app_commands
from discord.ext import commands

from bot.checks import is_manager, require_server
from bot.client import LedeBot
from bot.cooldowns import HEAVY
from cogs._direct import direct_channel, greet
from cogs._feature import (
    Asked,
    ButtonHandler,
    Feature,
    complete_agency,
    complete_operation,
    complete_speaker,
    offers,
    say_to,
)
from cogs._options import KEEP, changed, option, read_or_clear, read_or_keep, takes_options
from cogs._parsing import (
    WORDS,
    Place,
    check_place,
    complete_zone,
    is_nothing,
    name_of,
    number_of,
    numbered_choices,
    numbers_of,
    read_hours,
    read_time,
)
from domain.archive import TermKind
from domain.errors import NotAllowedError, UnreadableInputError
from domain.subscriptions import SubscriptionStatus
from domain.watches import AlertSchedule, Watch, WatchSettings
from pipeline.understanding import understand, understand_edited
from pipeline.watching import dry_run, learn
from pipeline.zones import read_zone
from rendering.alerts import dry_run_card, watch_line, watches_card
from rendering.buttons import ButtonId, button, row
from rendering.card import card
from rendering.notices import notice_card
from rendering.understood import criteria_words
from storage.watches import unknown_watch

_PHRASE = 100
_ZONE = 40
_CRITERIA = {
    "words": "Words or phrases in any form; OR, AND, -without and “exact words” are understood",
    "person": "A person the release names, by whichever form of the name",
    "agency": "The agency that issues it, by its name or abbreviation",
    "operation": "An operation the release names",
    "figure": "A bound for a figure, as fentanyl over 100 kg or between 5 and 9 arrests",
}
# Parts that may be chosen of a list, which hands over the number of a term.
_KINDS = {
    "person": TermKind.SPEAKER,
    "agency": TermKind.AGENCY,
    "operation": TermKind.OPERATION,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class AlertOptions:
    """When a watch tells of what it finds, as Discord hands it over."""

    at: str | None = option(
        "Told once a day at this local time, as 18:00; none for at once", name="bundled"
    )
    quiet: str | None = option("Hours without alerts, as 22:00-07:00; none for no such hours")
    zone: app_commands.Range[str, 1, _ZONE] | None = option(
        "The time zone of these times, as Europe/Berlin", complete=complete_zone
    )

    role: discord.Role | None = option(
        "The role an alert in a channel mentions, one you may mention; @everyone for none"
    )

    def applied_to(self, kept: AlertSchedule) -> AlertSchedule:
        """The schedule with what was given in place of what it was.

        Raises UnreadableInputError, also for local times without a zone.
        """
        zone = read_or_keep(self.zone, read_zone)
        schedule = changed(
            kept,
            bundled_at=read_or_clear(self.at, read_time),
            quiet=read_or_clear(self.quiet, read_hours),
            zone=zone,
        )
        if zone is KEEP and kept == AlertSchedule() != schedule:
            raise UnreadableInputError("Say in which time zone these times are, as Europe/Berlin.")
        return schedule


class Watches(
    Feature,
    commands.GroupCog,
    group_name="watch",
    group_description="Be told when a release has what you wait for",
):
    """A watch of one's own sends direct messages; one of a channel belongs to the server."""

    def button_handlers(self) -> Mapping[str, ButtonHandler]:
        """The buttons under a dry run."""
        return {
            "watch": self._save,
            "rewatch": self._change,
            "unwatch": self._drop,
            "watches": self._turn,
        }

    @app_commands.command(extras=HEAVY)
    @app_commands.describe(
        **_CRITERIA,
        channel="Where alerts are posted; direct messages to you when left out",
    )
    @app_commands.autocomplete(
        person=complete_speaker, agency=complete_agency, operation=complete_operation
    )
    @takes_options(AlertOptions)
    async def add(
        self,
        interaction: Asked,
        options: AlertOptions,
        words: app_commands.Range[str, 1, WORDS] | None = None,
        person: app_commands.Range[str, 1, _PHRASE] | None = None,
        agency: str | None = None,
        operation: app_commands.Range[str, 1, _PHRASE] | None = None,
        figure: app_commands.Range[str, 1, _PHRASE] | None = None,
        channel: Place | None = None,
    ) -> None:
        """Watch for words, a person, an agency, an operation or a figure: see it first, then save.

        What is given must all be in a release. Before anything is saved it shows what it would
        have sent of the archive.
        """
        await interaction.response.defer(ephemeral=True)
        named = await self._named_parts(
            {"words": words, "person": person, "agency": agency,
             "operation": operation, "figure": figure}
        )  # fmt: skip
        criteria = await learn(self.bot.services.storage, understand(**named))
        schedule = options.applied_to(AlertSchedule())
        if channel is not None:
            _check_right(interaction, channel)
            check_place(interaction, channel)
        place = channel.id if channel else (await direct_channel(interaction)).id
        role_id = _checked_role(interaction, options.role, channel)
        settings = WatchSettings(place, criteria, schedule, say_to(interaction).code, role_id)
        guild_id = interaction.guild_id if channel else None
        services = self.bot.services
        number = await services.storage.watches.add(
            guild_id, settings, now=services.now(), by=interaction.user.id
        )
        await self._show(interaction, number, is_draft=True)

    @app_commands.command(name="list")
    async def show_list(self, interaction: Asked) -> None:
        """List your watches, and those of this server's channels."""
        await interaction.response.defer(ephemeral=True)
        say = say_to(interaction)
        view = watches_card(say, await self._all(interaction), 0)
        await interaction.followup.send(view=view, ephemeral=True)

    @app_commands.command(extras=HEAVY)
    @app_commands.describe(watch="The watch to try")
    async def test(self, interaction: Asked, watch: int) -> None:
        """Show what a watch would have sent of the archive, to you alone."""
        await interaction.response.defer(ephemeral=True)
        await self._show(interaction, watch)

    @app_commands.command(extras=HEAVY)
    @app_commands.describe(watch="The watch to change", **_CRITERIA)
    @app_commands.autocomplete(
        person=complete_speaker, agency=complete_agency, operation=complete_operation
    )
    @takes_options(AlertOptions)
    async def edit(
        self,
        interaction: Asked,
        options: AlertOptions,
        watch: int,
        words: app_commands.Range[str, 1, WORDS] | None = None,
        person: app_commands.Range[str, 1, _PHRASE] | None = None,
        agency: str | None = None,
        operation: app_commands.Range[str, 1, _PHRASE] | None = None,
        figure: app_commands.Range[str, 1, _PHRASE] | None = None,
    ) -> None:
        """Change what a watch is about, seen before it is saved, or when it tells; the rest stays.

        "none" takes a part out. What it found before is told as it was meant then.
        """
        await interaction.response.defer(ephemeral=True)
        kept = await self._changeable(interaction, watch)
        settings = replace(kept.settings, schedule=options.applied_to(kept.settings.schedule))
        if options.role is not None:
            channel = _channel(interaction, kept)
            role_id = _checked_role(interaction, options.role, channel)
            settings = replace(settings, role_id=role_id)
        typed = {"words": words, "person": person, "agency": agency,
                 "operation": operation, "figure": figure}  # fmt: skip
        given = {name: value for name, value in typed.items() if value is not None}
        services, say = self.bot.services, say_to(interaction)
        if not given:
            await services.storage.watches.change(watch, settings=settings)
            await self._tell(interaction, watch, say("Changed"))
            return
        named = await self._named_parts(given)
        criteria = await learn(services.storage, understand_edited(kept.settings.criteria, **named))
        number = await services.storage.watches.add(
            kept.guild_id, replace(settings, criteria=criteria),
            now=services.now(), by=interaction.user.id, is_edit=True,
        )  # fmt: skip
        await self._show(interaction, number, replaced=kept)

    @app_commands.command()
    @app_commands.describe(watch="The watch to pause")
    async def pause(self, interaction: Asked, watch: int) -> None:
        """Let a watch rest until it is resumed; what comes meanwhile is not told later."""
        await interaction.response.defer(ephemeral=True)
        await self._changeable(interaction, watch)
        await self.bot.services.storage.watches.change(watch, status=SubscriptionStatus.PAUSED)
        say = say_to(interaction)
        await self._tell(interaction, watch, say("Paused"))

    @app_commands.command()
    @app_commands.describe(watch="The watch to resume")
    async def resume(self, interaction: Asked, watch: int) -> None:
        """Let a paused or suspended watch tell again."""
        await interaction.response.defer(ephemeral=True)
        await self._changeable(interaction, watch)
        await self.bot.services.storage.watches.change(watch, status=SubscriptionStatus.ACTIVE)
        say = say_to(interaction)
        await self._tell(interaction, watch, say("Resumed"))

    @app_commands.command()
    @app_commands.describe(watch="The watch to take out")
    async def remove(self, interaction: Asked, watch: int) -> None:
        """Take a watch out for good."""
        await interaction.response.defer(ephemeral=True)
        await self._changeable(interaction, watch)
        await self.bot.services.storage.watches.remove(watch)
        say = say_to(interaction)
        view = notice_card(say("Removed"), [say("This watch tells of nothing more.")])
        await interaction.followup.send(view=view, ephemeral=True)

    @test.autocomplete("watch")
    @offers
    async def complete_seen(self, interaction: Asked, typed: str) -> Any:
        """The watches the one who asks may know of."""
        return self._named(interaction, await self._all(interaction), typed)

    @edit.autocomplete("watch")
    @pause.autocomplete("watch")
    @resume.autocomplete("watch")
    @remove.autocomplete("watch")
    @offers
    async def complete_own(self, interaction: Asked, typed: str) -> Any:
        """Those among them that the one who asks may change."""
        found = [w for w in await self._all(interaction) if _may_change(interaction, w)]
        return self._named(interaction, found, typed)

    def _named(self, interaction: Asked, found: list[Watch], typed: str) -> Any:
        say = say_to(interaction)
        named = [(watch.watch_id, criteria_words(say, watch.settings.criteria)) for watch in found]
        return numbered_choices(named, typed)

    async def _named_parts(self, given: Mapping[str, str | None]) -> dict[str, str | None]:
        """Parts of what is wanted, by name; chosen from a list, a part is the name it stands for.

        One of which nothing is to be left is None. Raises NotFoundError.
        """
        storage, found = self.bot.services.storage, dict[str, str | None]()
        for name, typed in given.items():
            kind = _KINDS.get(name)
            if typed is None or is_nothing(typed):
                found[name] = None
            else:
                found[name] = await name_of(storage, kind, typed) if kind else typed
        return found

    async def _show(
        self,
        interaction: Asked,
        number: int,
        *,
        is_draft: bool = False,
        replaced: Watch | None = None,
    ) -> None:
        """What the watch would have sent, and where it is not saved yet, buttons for that.

        A draft goes in the place of the watch it has `replaced`.
        """
        services, say = self.bot.services, say_to(interaction)
        watch = await self._get(interaction, number)
        found = await dry_run(services.storage, watch.settings.criteria, services.now())
        view = dry_run_card(say, watch, found.hits, found.recent, is_partial=found.is_partial)
        await interaction.followup.send(view=view, ephemeral=True)
        if not is_draft and replaced is None:
            return
        save = ButtonId("watch", f"#{number}")
        question, lines = say("Save this watch?"), [watch_line(say, watch)]
        if replaced is not None:
            save = ButtonId("rewatch", f"#{number} #{replaced.watch_id}")
            shown = replace(watch, watch_id=replaced.watch_id)
            question = say("Change this watch?")
            lines = [watch_line(say, replaced), "↓", watch_line(say, shown)]
        asked = [
            button(say("Save"), save),
            button(say("Discard"), ButtonId("unwatch", f"#{number}")),
        ]
        view = card(f"### {question}", "\n".join(lines), row(*asked))
        await interaction.followup.send(view=view, ephemeral=True)

    async def _turn(self, interaction: Asked, pressed: ButtonId) -> None:
        """Turn to another page of the list."""
        await interaction.response.defer()
        view = watches_card(say_to(interaction), await self._all(interaction), pressed.page)
        await interaction.edit_original_response(view=view)

    async def _save(self, interaction: Asked, pressed: ButtonId) -> None:
        """Let the watch begin; one of one's own says hello, which shows whether it may write."""
        await interaction.response.defer(ephemeral=True, thinking=True)
        say, number = say_to(interaction), number_of(pressed)
        watch = await self._get(interaction, number)
        if watch.status is SubscriptionStatus.DRAFT:
            _require_maker(interaction, watch)
            if watch.guild_id is None:
                await self._greet(interaction, watch)
            await self.bot.services.storage.watches.save(watch)
        await self._tell(interaction, number, say("Saved"))

    async def _change(self, interaction: Asked, pressed: ButtonId) -> None:
        """Let a watch be about what a draft is about."""
        await interaction.response.defer(ephemeral=True, thinking=True)
        first, number = numbers_of(pressed)
        draft = await self._get(interaction, first)
        _require_maker(interaction, draft)
        await self._changeable(interaction, number)
        services = self.bot.services
        await services.storage.watches.edit(number, draft, now=services.now())
        await self._tell(interaction, number, say_to(interaction)("Changed"))

    async def _greet(self, interaction: Asked, watch: Watch) -> None:
        say = say_to(interaction)
        said = say("Here you will be told. /watch list shows your watches.")
        view = card(f"### {say('Saved')}", f"{watch_line(say, watch)}\n{said}")
        refused = NotAllowedError(
            "Discord does not let Lede write to you. Allow direct messages from members of a "
            "server that you share with Lede and press Save again, or choose a channel."
        )
        await greet(interaction, view, refused)

    async def _drop(self, interaction: Asked, pressed: ButtonId) -> None:
        await interaction.response.defer(ephemeral=True, thinking=True)
        watch = await self._get(interaction, number_of(pressed))
        if watch.status is SubscriptionStatus.DRAFT:
            _require_maker(interaction, watch)
            await self.bot.services.storage.watches.remove(watch.watch_id)
        say = say_to(interaction)
        view = notice_card(say("Discarded"), [say("Nothing was set up.")])
        await interaction.followup.send(view=view, ephemeral=True)

    async def _all(self, interaction: Asked) -> list[Watch]:
        """One's own, and those of the channels of the server that one sees."""
        watches = self.bot.services.storage.watches
        found = await watches.of(interaction.guild_id, interaction.user.id)
        return [watch for watch in found if _is_visible(interaction, watch)]

    async def _get(self, interaction: Asked, number: int) -> Watch:
        watches = self.bot.services.storage.watches
        watch = await watches.get(number, interaction.guild_id, interaction.user.id)
        if not _is_visible(interaction, watch):
            raise unknown_watch(number)
        return watch

    async def _changeable(self, interaction: Asked, number: int) -> Watch:
        """The saved watch, if it may be changed: its maker's, or by who may manage its channel."""
        watch = await self._get(interaction, number)
        if watch.status is SubscriptionStatus.DRAFT:
            raise unknown_watch(number)
        if not _may_change(interaction, watch):
            raise _not_moderator()
        return watch

    async def _tell(self, interaction: Asked, number: int, title: str) -> None:
        line = watch_line(say_to(interaction), await self._get(interaction, number))
        await interaction.followup.send(view=card(f"### {title}", line), ephemeral=True)


def _permissions(interaction: Asked, watch: Watch) -> discord.Permissions:
    """What the one who asks may do in the channel of a watch.

    Where it is gone, or a thread that was put away, it is left to those who manage the server.
    """
    guild, member = interaction.guild, interaction.user
    channel = guild.get_channel_or_thread(watch.settings.channel_id) if guild else None
    if channel is None or not isinstance(member, discord.Member):
        return interaction.permissions if is_manager(interaction) else discord.Permissions.none()
    return channel.permissions_for(member)


def _is_visible(interaction: Asked, watch: Watch) -> bool:
    """Whether the one who asks may know of a watch: their own, or of a channel they see."""
    is_own = watch.created_by == interaction.user.id
    return is_own or _permissions(interaction, watch).view_channel


def _require_maker(interaction: Asked, watch: Watch) -> None:
    if watch.created_by != interaction.user.id:
        raise unknown_watch(watch.watch_id)


def _check_right(interaction: Asked, channel: Place) -> None:
    """Let pass who may manage the messages of the channel; raises NotAllowedError."""
    require_server(interaction)
    member = interaction.user
    held = discord.Permissions.none()
    if isinstance(member, discord.Member):
        held = channel.permissions_for(member)
    if not _moderates(held):
        raise _not_moderator()


def _channel(interaction: Asked, watch: Watch) -> Place | None:
    """The channel of a watch, None of one's own, or where Lede no longer sees it."""
    guild = interaction.guild if watch.guild_id is not None else None
    channel = guild.get_channel_or_thread(watch.settings.channel_id) if guild else None
    return channel if isinstance(channel, Place) else None


def _checked_role(
    interaction: Asked, role: discord.Role | None, channel: Place | None
) -> int | None:
    """The role that alerts mention: only one that whoever chooses it may mention there themselves.

    None for none, which @everyone stands for. Raises UnreadableInputError where there is nobody to
    mention, NotAllowedError.
    """
    if role is None or role.is_default():
        return None
    if channel is None:
        raise UnreadableInputError(
            "An alert to yourself mentions no role. Give a channel too, or leave the role out."
        )
    member = interaction.user
    held = discord.Permissions.none()
    if isinstance(member, discord.Member):
        held = channel.permissions_for(member)
    if not (role.mentionable or held.mention_everyone):
        raise NotAllowedError(
            "You may not mention {role} in {channel}, so an alert of yours may not either.",
            role=f"@{role.name}",
            channel=f"#{channel.name}",
        )
    return role.id


def _may_change(interaction: Asked, watch: Watch) -> bool:
    """Whether a watch is the own one of who asks, or of a channel they moderate."""
    is_own = watch.guild_id is None or watch.created_by == interaction.user.id
    return is_own or _moderates(_permissions(interaction, watch))


def _moderates(permissions: discord.Permissions) -> bool:
    return permissions.manage_messages or permissions.manage_guild


def _not_moderator() -> NotAllowedError:
    return NotAllowedError(
        "Alerts in a channel are for those who may manage its messages. Leave the channel out "
        "and they come to you alone."
    )


async def setup(bot: LedeBot) -> None:
    """Add the cog."""
    await bot.add_cog(Watches(bot))
