"""Who may do what, checked when it is done: what Discord hides can still be called by hand."""

import re
from collections.abc import Mapping
from typing import Any, Protocol

import discord
from discord import app_commands

from bot.wiring import Services
from domain.errors import LedeError, NotAllowedError, not_text

# Half of a surrogate pair, which no encoding can write, and the sign that ends strings elsewhere.
_NO_TEXT = re.compile("[\\ud800-\\udfff\\0]")
# What the tree holds at its top; permissions and places are declared there for all parts.
Root = app_commands.Command[Any, ..., Any] | app_commands.Group | app_commands.ContextMenu


class Administered(Protocol):
    """The bot, as far as its admins are concerned."""

    services: Services

    async def is_owner(self, user: discord.abc.User, /) -> bool:
        """Whether the application belongs to a user, or to a team of theirs."""
        ...


class RefusedCommandError(app_commands.CheckFailure):
    """An error of ours as one of the library's, which alone reach the error table from a tree."""

    def __init__(self, original: LedeError) -> None:
        super().__init__(str(original))
        self.original = original


async def require_rights(bot: Administered, interaction: discord.Interaction, root: Root) -> None:
    """Let pass who may use a command here, as it is declared; completions are held to the same.

    Commands for administrators are for Lede's own admins, since they act on the whole bot. Raises
    NotAllowedError.
    """
    if _is_for_servers(root):
        require_server(interaction)
    required = root.default_permissions
    if required is None:
        return
    if required.administrator:
        await require_admin(bot, interaction.user)
    else:
        require_manager(interaction)


def require_text(typed: object) -> None:
    """Refuse what was typed into a command where it holds surrogates without a partner, or NUL.

    `typed` is the data of an interaction; what Discord resolved of it is not what was typed. Raises
    UnreadableInputError.
    """
    match typed:
        case str():
            if _NO_TEXT.search(typed):
                raise not_text()
        case Mapping():
            for name, value in typed.items():
                if name != "resolved":
                    require_text(value)
        case list():
            for value in typed:
                require_text(value)


def require_server(interaction: discord.Interaction) -> int:
    """Let pass what is done in a server that has invited Lede, and give its id.

    Raises NotAllowedError in direct messages, and where only the user has installed Lede.
    """
    if interaction.guild_id is None:
        raise NotAllowedError("This command works in a server only.")
    if not interaction.is_guild_integration():
        raise NotAllowedError(
            "This command works only in servers that have invited Lede. Whoever manages this "
            "server can invite it."
        )
    return interaction.guild_id


def require_manager(interaction: discord.Interaction) -> None:
    """Let pass members with Manage Server; raises NotAllowedError."""
    if not is_manager(interaction):
        raise NotAllowedError("Only members with Manage Server may do that.")


def is_manager(interaction: discord.Interaction) -> bool:
    """Whether the one who asks has Manage Server in a server that has invited Lede."""
    return interaction.is_guild_integration() and interaction.permissions.manage_guild


async def may_keep(bot: Administered, interaction: discord.Interaction, origin: str) -> None:
    """Let pass who may put a reading into the archive, which all servers share.

    What an address gave, members with Manage Server, as they may add it as a source; a file or a
    pasted text, which may say anything, Lede's own admins alone. Raises NotAllowedError.
    """
    if origin == "address" and is_manager(interaction):
        return
    if await is_admin(bot, interaction.user):
        return
    raise NotAllowedError(
        "Everybody on every server finds what is kept. So only members with Manage Server may "
        "keep what an address gave, and only Lede's own admins a file or a text."
    )


async def require_admin(bot: Administered, user: discord.abc.User) -> None:
    """Let pass Lede's own admins; being an admin of one server is not enough.

    Raises NotAllowedError.
    """
    if not await is_admin(bot, user):
        raise NotAllowedError(
            "Only Lede's own admins may do that: the owner of the bot's application and those "
            "named in LEDE_ADMIN_IDS."
        )


async def is_admin(bot: Administered, user: discord.abc.User) -> bool:
    """Whether a user is the application's owner, of its team, or named in LEDE_ADMIN_IDS."""
    return user.id in bot.services.settings.admin_ids or await bot.is_owner(user)


async def admins_of(bot: discord.Client) -> list[int]:
    """The ids of those who look after Lede: named in LEDE_ADMIN_IDS, else who owns it."""
    named: frozenset[int] = bot.services.settings.admin_ids  # type: ignore[attr-defined]
    if named:
        return sorted(named)
    about = await bot.application_info()
    return [member.id for member in about.team.members] if about.team else [about.owner.id]


def _is_for_servers(root: Root) -> bool:
    contexts = root.allowed_contexts
    return contexts is not None and not (contexts.dm_channel or contexts.private_channel)
