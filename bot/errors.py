"""One table from exception to sentence, for commands, autocomplete, buttons and tasks alike."""

import logging
import secrets
from contextlib import suppress
from dataclasses import dataclass

import aiohttp
import discord
from discord import app_commands

from domain.errors import (
    LedeError,
    MissingReceiptError,
    NotAllowedError,
    NotFoundError,
    StorageError,
    not_text,
)
from rendering.language import Language, language
from rendering.notices import error_card

log = logging.getLogger("lede.errors")

UNEXPECTED = "Something went wrong in Lede. It has been logged; please try again later."
# 10062: the three seconds (or the interaction) are over; 50027: the quarter of an hour for
# follow-ups is over. There is nobody left to tell.
_GONE = frozenset({10062, 50027})
# Answered already: by a deferral whose acknowledgement was lost on the way and which the library
# sent again, or by another process with the same token.
_ANSWERED = 40060


@dataclass(frozen=True, slots=True)
class Explanation:
    """What the user reads (None: the error's own words) and how the log takes it."""

    sentence: str | None
    level: int
    with_traceback: bool = False


TABLE: dict[type[BaseException], Explanation] = {
    NotFoundError: Explanation(None, logging.INFO),
    NotAllowedError: Explanation(None, logging.INFO),
    LedeError: Explanation(None, logging.WARNING),
    # Its own words name the file, which is the host's business.
    StorageError: Explanation(
        "The archive cannot be read just now. It has been logged; please try again later.",
        logging.ERROR,
        with_traceback=True,
    ),
    MissingReceiptError: Explanation(
        "A statement of this release does not stand where its record says, so it is not shown. "
        "The error has been logged.",
        logging.ERROR,
        with_traceback=True,
    ),
    # Half a surrogate pair, of a form or of somebody's message.
    UnicodeEncodeError: Explanation(str(not_text()), logging.WARNING, with_traceback=True),
    app_commands.NoPrivateMessage: Explanation(
        "This command works in a server only.", logging.INFO
    ),
    app_commands.MissingPermissions: Explanation(
        "You need more permissions in this server for that command.", logging.INFO
    ),
    app_commands.CheckFailure: Explanation("You may not use that command here.", logging.INFO),
    app_commands.TransformerError: Explanation(
        "One of the options could not be read. Choose a value that the list offers.", logging.INFO
    ),
    app_commands.CommandNotFound: Explanation(
        "This command is being renewed or is gone. Try again in a moment.", logging.WARNING
    ),
    app_commands.CommandSignatureMismatch: Explanation(
        "This command has just changed. Reload Discord (Ctrl+R) and try again.", logging.WARNING
    ),
    discord.RateLimited: Explanation(
        "Discord asks Lede to slow down. Try again in a minute.", logging.WARNING
    ),
    discord.Forbidden: Explanation(
        "Discord does not let Lede do that here. An admin can check the bot's permissions.",
        logging.WARNING,
    ),
    # A reset or refused connection reaches us as this, neither an OSError nor one of discord.py.
    aiohttp.ClientError: Explanation(
        "Discord could not be reached just now. Try again in a minute.", logging.WARNING
    ),
    Exception: Explanation(UNEXPECTED, logging.ERROR, with_traceback=True),
}


def explain(error: BaseException) -> tuple[str, Explanation]:
    """The sentence for a user and the table's row, found by the nearest class of the error."""
    for kind in type(error).__mro__:
        if kind in TABLE:
            row = TABLE[kind]
            return row.sentence or str(error) or UNEXPECTED, row
    return UNEXPECTED, TABLE[Exception]


def told(say: Language, error: BaseException) -> str:
    """What a user reads of an error, in the user's language as far as there are words for it."""
    sentence, row = explain(error)
    if row.sentence is None and isinstance(error, LedeError):
        return say(error.sentence, **error.facts) or say(UNEXPECTED)
    return say(sentence)


def unwrap(error: BaseException) -> BaseException:
    """The error that a command raised, out of the library's wrapping."""
    original = getattr(error, "original", None)
    return original if isinstance(original, BaseException) else error


def record(error: BaseException, where: str) -> tuple[str, str]:
    """Log `error` as the table says; returns the sentence and the reference the log has too."""
    error = unwrap(error)
    sentence, row = explain(error)
    reference = secrets.token_hex(3).upper()
    trace = error if row.with_traceback else None
    # The text of an error of ours is a sentence without secrets; any other is in the traceback.
    text = str(error) if isinstance(error, LedeError) else type(error).__name__
    log.log(row.level, "error reference=%s at=%s: %s", reference, where, text, exc_info=trace)
    return sentence, reference


async def answer(interaction: discord.Interaction, error: BaseException, where: str) -> None:
    """Log `error` and tell the user, privately, what happened; never raises."""
    _, reference = record(error, where)
    say = language(str(interaction.locale))
    card = error_card(say, told(say, unwrap(error)), reference)
    code = getattr(unwrap(error), "code", None)
    if code in _GONE:
        return
    try:
        if code == _ANSWERED:
            await _fill_promise(interaction, card)
        else:
            await _send(interaction, card)
    except (discord.HTTPException, aiohttp.ClientError, RuntimeError) as failure:
        # RuntimeError: the session is closed already, the bot is stopping.
        log.warning("error reference=%s could not be told: %s", reference, type(failure).__name__)


async def _fill_promise(interaction: discord.Interaction, view: discord.ui.LayoutView) -> None:
    """Replace a "thinking" message that nobody else would fill; leave a real answer alone."""
    message = await interaction.original_response()
    if message.flags.loading:
        await interaction.edit_original_response(view=view)


async def _send(interaction: discord.Interaction, view: discord.ui.LayoutView) -> None:
    if interaction.type is discord.InteractionType.autocomplete:
        if not interaction.response.is_done():
            await interaction.response.autocomplete([])
    elif interaction.response.is_done():
        if interaction.response.type is discord.InteractionResponseType.deferred_channel_message:
            # A follow-up would fill in the "thinking" message and take over its publicity; with
            # that message gone it is one of its own, which only the asker sees. Where it cannot
            # be deleted, an answer that all see is better than none.
            with suppress(discord.HTTPException, aiohttp.ClientError):
                await interaction.delete_original_response()
        await interaction.followup.send(view=view, ephemeral=True)
    else:
        await interaction.response.send_message(view=view, ephemeral=True)
