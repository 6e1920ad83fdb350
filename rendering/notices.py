"""Short answers that are no release: errors, help, status, what a reload did."""

from dataclasses import dataclass

import discord

from rendering.card import card
from rendering.escape import escape, escape_lines
from rendering.limits import paginate


@dataclass(frozen=True, slots=True)
class CommandHelp:
    """A command as the help shows it. `usage` names the options, optional ones in brackets."""

    name: str
    usage: str
    description: str
    details: str = ""


def error_card(sentence: str, reference: str) -> discord.ui.LayoutView:
    """What went wrong and what to do, with the reference that the log has too."""
    return card(escape_lines(sentence), f"-# Reference {reference}")


def notice_card(title: str, lines: list[str]) -> discord.ui.LayoutView:
    """A title and lines of plain words; the first page of them if they are very many."""
    return card(f"### {escape(title)}", "\n".join(paginate(map(escape_lines, lines))[0]))


def help_card(commands: list[CommandHelp]) -> discord.ui.LayoutView:
    """All commands, a line each."""
    lines = [f"**/{escape(c.usage)}**\n-# {escape(c.description)}" for c in commands]
    foot = "-# Every statement is cut from the release itself. /help command: tells more of one."
    return card("### Lede: press releases, briefed", "\n".join(paginate(lines)[0]), foot)


def command_card(command: CommandHelp) -> discord.ui.LayoutView:
    """One command with its options."""
    return card(f"### /{escape(command.usage)}", escape(command.description), command.details)
