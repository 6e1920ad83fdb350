"""Lists of releases: the latest, and what a search found."""

from collections.abc import Iterable

import discord

from domain.archive import ReleaseHead, SearchHit, SearchPage
from domain.documents import Span
from rendering.buttons import SUBJECT, Press, button, pager, reference, row
from rendering.card import TITLE, byline, card, title_of
from rendering.escape import escape, one_line
from rendering.limits import CHOICE_NAME, CHOICES, cut

PAGE_SIZE = 5
_PASSAGE = 320


def latest_card(
    heads: list[ReleaseHead], page: int, has_more: bool, agency: str | None
) -> discord.ui.LayoutView:
    """The newest releases, five a page, each with a button to its briefing."""
    of = f" of {escape(cut(agency, CHOICE_NAME))}" if agency else ""
    first = page * PAGE_SIZE + 1
    lines = [f"{first + i}\\. {_entry(head)}" for i, head in enumerate(heads)]
    nothing = f"Nothing is stored{of} yet." if page == 0 else "That is all."
    return card(
        f"### Latest releases{of}",
        "\n".join(lines) or nothing,
        _openers(heads, first),
        _turning("latest", agency or "", page, has_more),
    )


def search_card(query: str, found: SearchPage, page: int) -> discord.ui.LayoutView:
    """What a search found, five a page: title, the passage that matches, a button to each."""
    first = page * PAGE_SIZE + 1
    lines = [f"{first + i}\\. {_hit(hit)}" for i, hit in enumerate(found.hits)]
    nothing = (
        "No stored release matches. Try fewer or other words, or /latest."
        if page == 0
        else "That is all."
    )
    return card(
        f"### Search: {escape(cut(query, TITLE))}",
        "\n".join(lines) or nothing,
        _openers([hit.head for hit in found.hits], first),
        _turning("search", query, page, found.has_more),
    )


def choice_name(head: ReleaseHead) -> str:
    """A release as a choice of autocomplete: title, then date, within 100 characters."""
    published = head.published_at
    date = f" ({published:%Y-%m-%d})" if published else ""
    return cut(title_of(head), CHOICE_NAME - len(date)) + date


def agency_choices(agencies: Iterable[str], typed: str) -> list[tuple[str, str]]:
    """Agencies whose name holds what is typed, as the choices' names and values.

    A name too long for a button could not be turned to its second page, and one of which nothing
    can be seen is refused by Discord together with all the others.
    """
    shown = ((one_line(agency), agency) for agency in agencies)
    fitting = [
        (cut(name, CHOICE_NAME), agency)
        for name, agency in shown
        if name and len(agency) <= SUBJECT and typed.casefold() in name.casefold()
    ]
    return fitting[:CHOICES]


def _entry(head: ReleaseHead) -> str:
    return f"**{escape(title_of(head))}**\n{byline(head)}"


def _hit(hit: SearchHit) -> str:
    passage = f"\n> {marked(hit.passage, hit.matches)}" if hit.passage else ""
    return _entry(hit.head) + passage


def marked(passage: Span, matches: tuple[Span, ...]) -> str:
    """The passage with its matches in bold."""
    parts, at = [], passage.start
    for match in matches:
        parts.append(_piece(passage, at, match.start))
        parts.append(f"**{_piece(passage, match.start, match.end).strip()}**")
        at = match.end
    parts.append(_piece(passage, at, passage.end))
    shown = cut("".join(parts), _PASSAGE)
    # Where the cut fell into a match, its end is lost; bold would run on into the next entry.
    return shown if shown.count("**") % 2 == 0 else shown + "**"


def _piece(passage: Span, start: int, end: int) -> str:
    """A part of the passage, escaped, its edge spaces kept as one."""
    text = passage.text[start - passage.start : end - passage.start]
    before = " " if text[:1].isspace() else ""
    after = " " if text[-1:].isspace() and text.strip() else ""
    return before + escape(text) + after


def _openers(
    heads: list[ReleaseHead], first: int
) -> discord.ui.ActionRow[discord.ui.LayoutView] | None:
    """A button a release, numbered as in the list."""
    presses = [
        button(f"Brief {first + i}", Press("brief", reference(head)))
        for i, head in enumerate(heads)
    ]
    return row(*presses) if presses else None


def _turning(
    action: str, subject: str, page: int, has_more: bool
) -> discord.ui.ActionRow[discord.ui.LayoutView] | None:
    turning = pager(action, subject, page, page + 2 if has_more else page + 1)
    return row(*turning) if turning else None
