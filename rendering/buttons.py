"""Buttons that hold no memory: all their state is in the custom id, so they survive a restart."""

from collections.abc import Sequence
from dataclasses import dataclass

import discord

from domain.errors import UnreadableInputError
from rendering.language import Language
from rendering.limits import ACTION_ROW_BUTTONS, BUTTON_LABEL, cut


@dataclass(frozen=True, slots=True)
class ButtonId:
    """What a button asks for: an action, its subject (a release number, a query) and a page."""

    action: str
    subject: str
    page: int = 0
    replaces: bool = False

    @property
    def custom_id(self) -> str:
        """`action:page:mode:subject`, at most 100 characters for a subject of at most `SUBJECT`.

        `mode` is "=" where the answer replaces the message and "+" where it is a message of its
        own. The subject comes last, so that it may hold anything.
        """
        return f"{self.action}:{self.page}:{'=' if self.replaces else '+'}:{self.subject}"

    @classmethod
    def parse(cls, custom_id: str) -> "ButtonId":
        """Read `custom_id` back; raises UnreadableInputError for one that is not of this form."""
        action, _, rest = custom_id.partition(":")
        page, _, rest = rest.partition(":")
        mode, _, subject = rest.partition(":")
        if not page.isdecimal() or mode not in ("=", "+"):
            raise UnreadableInputError(
                "This button is from an older Lede and means nothing any more. Ask again."
            )
        return cls(action, subject, int(page), mode == "=")


def button(
    label: str, button_id: ButtonId, *, disabled: bool = False
) -> discord.ui.Button[discord.ui.LayoutView]:
    """A grey button that carries `button_id`."""
    return discord.ui.Button(
        label=cut(label, BUTTON_LABEL),
        custom_id=button_id.custom_id,
        style=discord.ButtonStyle.secondary,
        disabled=disabled,
    )


def link(label: str, url: str) -> discord.ui.Button[discord.ui.LayoutView]:
    """A button that opens `url`."""
    return discord.ui.Button(label=cut(label, BUTTON_LABEL), url=url)


def row(
    *buttons: discord.ui.Button[discord.ui.LayoutView],
) -> discord.ui.ActionRow[discord.ui.LayoutView]:
    """One row of at most five buttons."""
    return discord.ui.ActionRow(*buttons[:ACTION_ROW_BUTTONS])


def rows(
    buttons: Sequence[discord.ui.Button[discord.ui.LayoutView]],
) -> list[discord.ui.ActionRow[discord.ui.LayoutView]]:
    """As many rows as the buttons need."""
    size = ACTION_ROW_BUTTONS
    return [row(*buttons[i : i + size]) for i in range(0, len(buttons), size)]


def pager(
    say: Language, action: str, subject: str, page: int, pages: int
) -> list[discord.ui.Button[discord.ui.LayoutView]]:
    """Back and forth between pages; nothing where there is but one."""
    if pages < 2:
        return []
    return [
        button(
            f"◀ {say('Back')}",
            ButtonId(action, subject, page - 1 if page else 0, True),
            disabled=page == 0,
        ),
        button(
            f"{say('More')} ▶",
            ButtonId(action, subject, page + 1, True),
            disabled=page + 1 >= pages,
        ),
    ]
