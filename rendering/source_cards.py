"""Sources as cards: what is in trouble first, then what is quiet, then what answers as usual."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from itertools import groupby
from types import MappingProxyType

import discord

from domain.sources import Condition, SourceState
from rendering.addresses import linked
from rendering.buttons import pager, row
from rendering.card import AGENCY, card
from rendering.escape import escape, one_line
from rendering.language import Language
from rendering.limits import PAGE_TEXT, cut

# A source with what could not be read of it, the newest reason first.
Known = tuple[SourceState, tuple[str, ...]]
NO_FOLDERS: Mapping[str, str] = MappingProxyType({})
# Reasons of single items named with their source, and the room of a reason: escaped, the longest
# entry is still shorter than a page, so that no page breaks one.
_UNREAD, _REASON = 3, 200
# Sources on a page.
_PAGE = 12
_QUIET, _NEW, _USUAL = 1, 2, 3
_PLACES = {Condition.QUIET: _QUIET, Condition.NEW: _NEW, Condition.OK: _USUAL}


def sources_card(
    say: Language, known: Sequence[Known], page: int, folders: Mapping[str, str] = NO_FOLDERS
) -> discord.ui.LayoutView:
    """A page of all sources, by how they are doing; `known` has those in trouble as they rank.

    `folders` are the headings that sources are kept under, by name.
    """
    title = f"### {say('Sources')}"
    if not known:
        return card(title, say("No source is added yet. /source add names one."))
    ranked = sorted(known, key=lambda one: _place(one[0]))
    entries = [
        (_place(state), source_entry(say, state, unread, folder=folders.get(state.source.name)))
        for state, unread in ranked
    ]
    pages = _paged(entries)
    page = min(page, len(pages) - 1)
    turning = pager(say, "sources", "", page, len(pages))
    parts = _groups(say, pages[page])
    head = f"{title}\n-# {_counted(say, [place for place, _ in entries])}"
    return card(head, *parts, row(*turning) if turning else None)


def source_entry(
    say: Language, state: SourceState, unread: Sequence[str] = (), *, folder: str | None = None
) -> str:
    """A source with how it is doing and why, and when it is asked; times in the reader's zone.

    `unread` are the reasons of its items that could not be read, the newest first.
    """
    source, health = state.source, state.health
    agency = f" · {escape(cut(one_line(source.agency), AGENCY))}" if source.agency else ""
    heading = f"{escape(folder)} / " if folder else ""
    lines = [f"{heading}{linked(escape(source.name), source.address)}{agency}"]
    if state.is_limited:
        lines.append(f"-# {say('told only to those who have added it')}")
    if _place(state) == 0:
        since = say("since {day}", day=_moment(health.since)) if health.since else ""
        lines.append(f"**{say(health.condition.value)}** {since}".rstrip())
    if health.reason:
        lines.append(escape(cut(one_line(say(health.reason)), _REASON)))
    lines += _unread_lines(say, unread)
    times = " · ".join(_times(say, state))
    return "\n".join([*lines, *([f"-# {times}"] if times else [])])


def _counted(say: Language, places: Sequence[int]) -> str:
    """How many of the sources that were asked answer as usual, and how many were not asked yet."""
    new = places.count(_NEW)
    asked, good = len(places) - new, len(places) - new - places.count(0)
    said = [say("{good} of {all} sources answer as usual", good=good, all=asked)] if asked else []
    waiting = say.count("{number} is not polled yet", "{number} are not polled yet", new)
    return " · ".join([*said, *([waiting] if new else [])])


def _unread_lines(say: Language, unread: Sequence[str]) -> Iterator[str]:
    yield from (f"-# – {escape(cut(one_line(reason), _REASON))}" for reason in unread[:_UNREAD])
    if len(unread) > _UNREAD:
        yield f"-# – {say('and {number} more', number=len(unread) - _UNREAD)}"


def _times(say: Language, state: SourceState) -> Iterator[str]:
    """When something new was listed, or it was asked in vain, and when it is asked next."""
    health = state.health
    if health.polled_at is None:
        return
    if _place(state) == 0 or health.last_item_at is None:
        yield say("asked {when}", when=_ago(health.polled_at))
    else:
        yield say("last new {when}", when=_ago(health.last_item_at))
    if health.next_poll_at is not None:
        yield say("next {when}", when=_ago(health.next_poll_at))


def _place(state: SourceState) -> int:
    """Which group a source is in; 0 is trouble."""
    return _PLACES.get(state.health.condition, 0)


def _paged(entries: Sequence[tuple[int, str]]) -> list[list[tuple[int, str]]]:
    """The entries on pages, each with its group: no more than one looks through, nor than fit."""
    pages: list[list[tuple[int, str]]] = [[]]
    for entry in entries:
        length = sum(len(text) + 1 for _, text in [*pages[-1], entry])
        if pages[-1] and (len(pages[-1]) == _PAGE or length > PAGE_TEXT):
            pages.append([])
        pages[-1].append(entry)
    return pages


def _groups(say: Language, page: Sequence[tuple[int, str]]) -> list[str]:
    """The entries of a page under the names of their groups."""
    names = (say("In trouble"), say("Quieter than usual"), say("Not polled yet"), say("As usual"))
    grouped = groupby(page, key=lambda entry: entry[0])
    return ["\n".join([f"**{names[place]}**", *(t for _, t in of)]) for place, of in grouped]


def _moment(moment: datetime) -> str:
    return discord.utils.format_dt(moment, "f")


def _ago(moment: datetime) -> str:
    return discord.utils.format_dt(moment, "R")
