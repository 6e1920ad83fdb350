"""/help: every command from its own description, so that it cannot lag behind."""

from discord import app_commands

from bot.client import LedeBot
from cogs._feature import Asked, Feature, Offer, offers
from domain.errors import NotFoundError
from rendering.limits import CHOICES
from rendering.notices import CommandHelp, command_card, help_card


class Help(Feature):
    """What Lede can do."""

    @app_commands.command()
    @app_commands.describe(command="The command to explain; all of them when left out")
    async def help(self, interaction: Asked, command: str | None = None) -> None:
        """Show what Lede can do, or explain one command."""
        await interaction.response.defer(ephemeral=True)
        described = self._described()
        if command is None:
            await interaction.followup.send(view=help_card(described), ephemeral=True)
            return
        wanted = command.strip().removeprefix("/").casefold()
        found = next((c for c in described if c.name == wanted), None)
        if found is None:
            raise NotFoundError(f"There is no command “{command[:80]}”. /help lists them all.")
        await interaction.followup.send(view=command_card(found), ephemeral=True)

    @help.autocomplete("command")
    @offers
    async def complete_command(self, interaction: Asked, typed: str) -> Offer:
        """Names of commands that hold what is typed."""
        typed = typed.removeprefix("/").casefold()
        names = [c.name for c in self._described() if typed in c.name]
        return [app_commands.Choice(name=f"/{name}", value=name) for name in names[:CHOICES]]

    def _described(self) -> list[CommandHelp]:
        """All commands but those hidden from members, subcommands one by one, in order of name."""
        open_to_all = (c for c in self.bot.tree.get_commands() if not _is_hidden(c))
        commands = [c for top in open_to_all for c in _leaves(top)]
        return sorted(map(_describe, commands), key=lambda c: c.name)


def _is_hidden(command) -> bool:
    permissions = getattr(command, "default_permissions", None)
    return permissions is not None


def _leaves(command):
    if isinstance(command, app_commands.Group):
        return [leaf for child in command.commands for leaf in _leaves(child)]
    return [command] if isinstance(command, app_commands.Command) else []


def _describe(command: app_commands.Command) -> CommandHelp:
    options = [f"{p.name}:" if p.required else f"[{p.name}:]" for p in command.parameters]
    details = [f"- **{p.display_name}**: {p.description}" for p in command.parameters]
    name = command.qualified_name
    return CommandHelp(
        name=name,
        usage=" ".join([name, *options]),
        description=command.description,
        details="\n".join(details),
    )


async def setup(bot: LedeBot) -> None:
    """Add the cog."""
    await bot.add_cog(Help(bot))
