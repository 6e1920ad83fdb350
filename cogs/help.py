"""/help, /about, /feedback and /forget: what Lede is, does, and should do better."""

from contextlib import suppress
from difflib import get_close_matches

import discord
from discord import app_commands

from bot.checks import admins_of
from bot.client import LedeBot
from cogs._feature import Asked, Feature, Offer, offers, say_to
from domain.errors import NotFoundError, UnreadableInputError
from rendering.card import card
from rendering.language import Language
from rendering.limits import CHOICES
from rendering.notices import (
    CommandHelp,
    about_card,
    command_card,
    feedback_line,
    help_card,
    notice_card,
)

_LONGEST = 1500
# So many are told of each; a team is rarely larger.
_HOSTS = 5


class FeedbackForm(discord.ui.Modal):
    """Asks what should be better."""

    def __init__(self, bot: LedeBot, say: Language) -> None:
        super().__init__(title=say("Feedback"), timeout=900)
        self._bot = bot
        self.words: discord.ui.TextInput = discord.ui.TextInput(
            style=discord.TextStyle.paragraph, max_length=_LONGEST
        )
        label = say("What is wrong or missing?")
        about = say("Read by the one who hosts this bot. Name the release, if it is about one.")
        self.add_item(discord.ui.Label(text=label, description=about, component=self.words))

    async def on_submit(self, interaction: Asked, /) -> None:  # type: ignore[override]
        """Keep the words for the one who hosts Lede."""
        say = say_to(interaction)
        if not self.words.value.strip():
            raise UnreadableInputError("The text is empty.")
        await interaction.response.defer(ephemeral=True, thinking=True)
        services = self._bot.services
        number = await services.storage.feedback.put(
            self.words.value, now=services.now(), by=interaction.user.id
        )
        await self._tell_host(number)
        said = say("Thank you. It is kept under number {number}.", number=number)
        await interaction.followup.send(view=notice_card(say("Feedback"), [said]), ephemeral=True)

    async def _tell_host(self, number: int) -> None:
        """Tell those who host Lede, each once; whom Discord does not let be told finds it later."""
        services = self._bot.services
        told = feedback_line(number, *await services.storage.feedback.get(number))
        view = card("### Feedback", told, "-# /admin answer answers it.")
        for user_id in (await admins_of(self._bot))[:_HOSTS]:
            with suppress(discord.HTTPException):
                user = await self._bot.fetch_user(user_id)
                await user.send(view=view, allowed_mentions=discord.AllowedMentions.none())

    async def on_error(self, interaction: Asked, error: Exception, /) -> None:  # type: ignore[override]
        """Tell the user and the log, as of a command."""
        await self._bot.answer_error(interaction, error, "form feedback")


class Help(Feature):
    """What Lede can do."""

    @app_commands.command()
    @app_commands.describe(command="The command to explain; all of them when left out")
    async def help(self, interaction: Asked, command: str | None = None) -> None:
        """Show what Lede can do, or explain one command."""
        await interaction.response.defer(ephemeral=True)
        say = say_to(interaction)
        described = self._described(say)
        if command is None:
            view = help_card(say, self._overview(say))
            await interaction.followup.send(view=view, ephemeral=True)
            return
        wanted = command.strip().removeprefix("/").casefold()
        found = next((c for c in described if wanted in (c.name, c.key)), None)
        group = [c for c in described if any(x.startswith(f"{wanted} ") for x in (c.name, c.key))]
        if found is not None:
            view = command_card(found)
        elif group:
            view = help_card(say, group)
        else:
            raise _unknown(described, command)
        await interaction.followup.send(view=view, ephemeral=True)

    @help.autocomplete("command")
    @offers
    async def complete_command(self, interaction: Asked, typed: str) -> Offer:
        """Names of commands that hold what is typed."""
        typed = typed.removeprefix("/").casefold()
        described = self._described(say_to(interaction))
        fitting = [c for c in described if typed in c.name or typed in c.key]
        return [app_commands.Choice(name=f"/{c.name}", value=c.key) for c in fitting[:CHOICES]]

    @app_commands.command()
    async def about(self, interaction: Asked) -> None:
        """Say what Lede is, how it reads, and what it keeps."""
        await interaction.response.defer(ephemeral=True)
        count = await self.bot.services.storage.releases.count()
        view = about_card(say_to(interaction), count, self.bot.invitation)
        await interaction.followup.send(view=view, ephemeral=True)

    @app_commands.command()
    async def feedback(self, interaction: Asked) -> None:
        """Tell the one who hosts this bot what is wrong or missing."""
        await interaction.response.send_modal(FeedbackForm(self.bot, say_to(interaction)))

    @app_commands.command()
    @app_commands.describe(
        sure="Whether it is to be erased: readings, feedback, your own watches and briefing"
    )
    async def forget(self, interaction: Asked, sure: bool) -> None:
        """Erase what Lede keeps of you."""
        await interaction.response.defer(ephemeral=True)
        say = say_to(interaction)
        if not sure:
            lines = [say("Nothing was erased.")]
        else:
            counts = await self.bot.services.storage.forgetting.forget_user(interaction.user.id)
            lines = [
                say(
                    "Erased: {readings} readings, {feedback} pieces of feedback; of your own "
                    "{watches} watches, {briefings} briefings.",
                    **counts,
                ),
                say("What you set up for a server stays with it, without your name."),
            ]
        await interaction.followup.send(view=notice_card(say("Forget"), lines), ephemeral=True)

    def _described(self, say: Language) -> list[CommandHelp]:
        """All commands but those hidden from members, subcommands one by one, in order of name."""
        commands = [c for top in self._open_to_all() for c in _leaves(top)]
        return sorted((_describe(say, c) for c in commands), key=lambda c: c.name)

    def _overview(self, say: Language) -> list[CommandHelp]:
        """The same with each group in one entry, so that all of them have room on one card."""
        return sorted((_outline(say, c) for c in self._open_to_all()), key=lambda c: c.name)

    def _open_to_all(self):
        typed = discord.AppCommandType.chat_input
        return [c for c in self.bot.tree.get_commands(type=typed) if not _is_hidden(c)]


def _unknown(described: list[CommandHelp], typed: str) -> NotFoundError:
    """That no command has a name, with those that are near it."""
    names = [c.name for c in described]
    wanted = typed.strip().removeprefix("/").casefold()
    if near := get_close_matches(wanted, names, n=3, cutoff=0.6):
        return NotFoundError(
            "There is no command “{command}”. Did you mean {near}?",
            command=typed[:80],
            near=", ".join(f"/{name}" for name in near),
        )
    return NotFoundError(
        "There is no command “{command}”. /help lists them all.", command=typed[:80]
    )


def _is_hidden(command) -> bool:
    permissions = getattr(command, "default_permissions", None)
    return permissions is not None


def _leaves(command):
    if isinstance(command, app_commands.Group):
        return [leaf for child in command.commands for leaf in _leaves(child)]
    return [command]


def _outline(say: Language, command) -> CommandHelp:
    """A command, or a group with the names of what is in it."""
    if not isinstance(command, app_commands.Group):
        return _describe(say, command)
    own = say.name(command.name)
    inner = sorted(_describe(say, leaf).name.removeprefix(f"{own} ") for leaf in _leaves(command))
    usage = f"{own} {' · '.join(inner)}"
    return CommandHelp(own, command.qualified_name, usage, say(command.description), "")


def _describe(say: Language, command: app_commands.Command) -> CommandHelp:
    """A command under its names in the language."""
    names = {p.name: say.name(str(p.display_name)) for p in command.parameters}
    options = [
        f"{names[p.name]}:" if p.required else f"[{names[p.name]}:]" for p in command.parameters
    ]
    details = [f"- **{names[p.name]}**: {say(str(p.description))}" for p in command.parameters]
    name = " ".join(say.name(part) for part in command.qualified_name.split())
    return CommandHelp(
        name=name,
        key=command.qualified_name,
        usage=" ".join([name, *options]),
        description=say(command.description),
        details="\n".join(details),
    )


async def setup(bot: LedeBot) -> None:
    """Add the cog."""
    await bot.add_cog(Help(bot))
