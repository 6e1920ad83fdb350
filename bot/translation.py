"""Names and descriptions of commands in the languages of those who see them."""

import discord
from discord import app_commands

from rendering.language import language

_Location = app_commands.TranslationContextLocation
# What Discord wants in small letters and without spaces.
_NAMES = frozenset({_Location.command_name, _Location.group_name, _Location.parameter_name})


class CommandTranslator(app_commands.Translator):
    """Looks every name and description up in the catalogues."""

    async def translate(
        self,
        string: app_commands.locale_str,
        locale: discord.Locale,
        context: app_commands.TranslationContextTypes,
    ) -> str | None:
        """The words in this locale; None where it has none of its own."""
        say = language(str(locale))
        if say.code == "en":
            return None
        is_menu = isinstance(context.data, app_commands.ContextMenu)
        said = (
            say.name(str(string))
            if context.location in _NAMES and not is_menu
            else say(str(string))
        )
        return None if said == str(string) else said
