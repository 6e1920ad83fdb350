"""Short answers that are no release: errors, help, status, what a reload did."""

from dataclasses import dataclass
from datetime import datetime

import discord

from rendering.buttons import link, row
from rendering.card import card
from rendering.escape import escape, escape_lines, one_line
from rendering.language import Language
from rendering.limits import cut, paginate

# Of ten, each at its worst twice as long when escaped, all fit one card.
_SAID = 170


@dataclass(frozen=True, slots=True)
class CommandHelp:
    """A command as the help shows it, in its reader's language, but for `key`, its own name.

    `usage` names the options, optional ones in brackets.
    """

    name: str
    key: str
    usage: str
    description: str
    details: str = ""


def error_card(say: Language, sentence: str, reference: str) -> discord.ui.LayoutView:
    """What went wrong and what to do, with the reference that the log has too."""
    told = say("Reference {reference}", reference=reference)
    return card(escape_lines(sentence), f"-# {told}")


def notice_card(title: str, lines: list[str]) -> discord.ui.LayoutView:
    """A title and lines of plain words; the first page of them if they are very many."""
    return card(f"### {escape(title)}", "\n".join(paginate(map(escape_lines, lines))[0]))


def feedback_line(number: int, when: datetime, user_id: int, text: str) -> str:
    """What somebody told the host: number, moment and person, and their words under it."""
    at = discord.utils.format_dt(when, "f")
    return f"**{number}** · {at} · <@{user_id}>\n> {escape(cut(one_line(text), _SAID))}"


def help_card(say: Language, commands: list[CommandHelp]) -> discord.ui.LayoutView:
    """All commands, a line each."""
    lines = [f"**/{escape(c.usage)}**\n-# {escape(c.description)}" for c in commands]
    foot = say("Every statement is cut from the release itself. /help command: tells more of one.")
    title = say("Lede: press releases, briefed")
    return card(f"### {title}", "\n".join(paginate(lines)[0]), f"-# {foot}")


def about_card(say: Language, releases: int, invitation: str | None) -> discord.ui.LayoutView:
    """What Lede is, how it reads, what it keeps, and the address at which it is invited."""
    return card(
        f"### {say('About Lede')}",
        say(
            "Lede reads the press releases of public agencies and briefs you on them: what "
            "happened, the key figures, who said what."
        ),
        say(
            "**Every statement has a receipt.** Nothing is written by Lede; each sentence, figure "
            "and quote is cut from the release and held against it before it is shown. What is "
            "uncertain is left out or said to be uncertain."
        ),
        say(
            "It reads by rules that can be looked up, not by a language model, and gets some "
            "things wrong: check a quote at its source before you print it."
        ),
        say(
            "It sees no messages but those you point a command at. /read keeps what it reads for "
            "a day, for the buttons; feedback is kept until it is read."
        ),
        "-# " + say.count("{number} release is stored.", "{number} releases are stored.", releases),
        row(link(say("Invite Lede"), invitation)) if invitation else None,
    )


def command_card(command: CommandHelp) -> discord.ui.LayoutView:
    """One command with its options."""
    return card(f"### /{escape(command.usage)}", escape(command.description), command.details)
