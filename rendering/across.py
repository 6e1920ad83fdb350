"""Cards of statements from many releases: figures of one measure, quotes of one speaker."""

from collections.abc import Sequence

import discord

from domain.archive import StoredRelease
from domain.facts import Figure, Quote
from domain.list_queries import ListQuery
from domain.references import reference
from rendering.addresses import linked
from rendering.buttons import ButtonId, button, pager, row
from rendering.card import Row, byline, card, title_of
from rendering.escape import escape
from rendering.language import Language
from rendering.limits import cut
from rendering.lists import query_line
from rendering.statements import figure_entries, quote_entries

# Releases a page, and statements of each: the rest is behind the button of the release.
PAGE_SIZE = 4
_OF_EACH = 2
_QUOTE = 320
_TITLE = 120

FoundFigures = Sequence[tuple[StoredRelease, Sequence[Figure]]]
FoundQuotes = Sequence[tuple[StoredRelease, Sequence[Quote]]]


def figures_across_card(
    say: Language, found: FoundFigures, page: int, has_more: bool, asked: ListQuery
) -> discord.ui.LayoutView:
    """Figures of several releases, the newest first, each release with a button to all of its."""
    blocks = [
        _block(
            say,
            release,
            figure_entries(release, figures[:_OF_EACH]),
            len(figures) - _OF_EACH,
        )
        for release, figures in found
    ]
    openers = _openers([release for release, _ in found], "figures", say("Figures"), page)
    return _card(say, say("Figures"), "measure", blocks, openers, page, has_more, asked)


def quotes_across_card(
    say: Language, found: FoundQuotes, page: int, has_more: bool, asked: ListQuery
) -> discord.ui.LayoutView:
    """Quotes of several releases, the newest first, each with the role its speaker had then."""
    # Quotes that were searched are pages of quotes: none of them is behind a button.
    of_each = PAGE_SIZE if asked.words else _OF_EACH
    blocks = [
        _block(
            say,
            release,
            quote_entries(say, release, quotes[:of_each], _QUOTE),
            len(quotes) - of_each,
        )
        for release, quotes in found
    ]
    openers = _openers([release for release, _ in found], "quotes", say("Quotes"), page)
    return _card(say, say("Quotes"), "said", blocks, openers, page, has_more, asked)


def _card(
    say: Language,
    title: str,
    action: str,
    blocks: list[str],
    openers: Row | None,
    page: int,
    has_more: bool,
    asked: ListQuery,
) -> discord.ui.LayoutView:
    nothing = say("No stored release is like that.") if page == 0 else say("That is all.")
    pages = page + 2 if has_more else page + 1
    turning = pager(say, action, asked.subject, page, pages)
    return card(
        f"### {title}{query_line(say, asked)}",
        *(blocks or [nothing]),
        openers,
        row(*turning) if turning else None,
    )


def _block(say: Language, release: StoredRelease, entries: list[str], left: int) -> str:
    """A release with its first statements, and how many more there are."""
    head = release.head
    title = linked(escape(cut(title_of(say, head), _TITLE)), head.url)
    lines = [f"**{title}**", byline(say, head), *entries]
    if left > 0:
        more = say("{number} more", number=left)
        lines.append(f"-# {more}")
    return "\n".join(lines)


def _openers(releases: list[StoredRelease], action: str, name: str, page: int) -> Row | None:
    first = page * PAGE_SIZE + 1
    buttons = [
        button(f"{name} {first + i}", ButtonId(action, reference(release.head)))
        for i, release in enumerate(releases)
    ]
    return row(*buttons) if buttons else None
