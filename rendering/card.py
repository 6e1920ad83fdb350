"""One message of Lede: a container of text and button rows, within Discord's limits."""

from datetime import datetime
from urllib.parse import urlsplit
from zlib import crc32

import discord

from domain.archive import ReleaseHead
from domain.documents import Published
from rendering.escape import escape, one_line, plain
from rendering.limits import TEXT_TOTAL, cut

Row = discord.ui.ActionRow[discord.ui.LayoutView]

# Before escaping, which at worst doubles them: head and foot stay under 1,000 characters, so that
# with a page of `PAGE_TEXT` a card stays under `TEXT_TOTAL`.
TITLE = 200
AGENCY = 80
URL = 512
UNTITLED = "Untitled release"

# What ends an address within a text; other spaces and what cannot be seen are `plain`'s to find.
_ENDS_ADDRESS = frozenset(' \n<>"`\\')
# A bracket in the address of a link would end the link, and could begin another one.
_BRACKETS = str.maketrans({"(": "%28", ")": "%29", "[": "%5B", "]": "%5D"})

# Quiet colours that are told apart in the light and the dark theme; the colour says nothing that
# the agency's name beside it does not.
_PALETTE = (0x3B6EA5, 0x5B7F4B, 0x9A6A3A, 0x7A5C99, 0x2F7F86, 0xA0525A, 0x5D6B7A, 0x8A7A2E)


def card(*parts: str | Row | None, agency: str | None = None) -> discord.ui.LayoutView:
    """A message of text blocks and button rows, parted by lines; empty parts are left out.

    The view is stopped before it is sent: the library keeps no copy of it, and its buttons are
    answered by their custom ids alone. Needs a running event loop.
    """
    view = discord.ui.LayoutView(timeout=None)
    container: discord.ui.Container[discord.ui.LayoutView]
    container = discord.ui.Container(accent_colour=accent(agency))
    kept = fitted([part for part in parts if part])
    for i, part in enumerate(kept):
        if isinstance(part, str):
            container.add_item(discord.ui.TextDisplay(part))
            if i + 1 < len(kept) and isinstance(kept[i + 1], str):
                container.add_item(discord.ui.Separator())
        else:
            container.add_item(part)
    view.add_item(container)
    view.stop()
    return view


def fitted(parts: list[str | Row]) -> list[str | Row]:
    """The parts, the longest text shortened line by line until all text fits one message.

    Ordinary cards fit as they are; this holds for text made of nothing but escapes. What is cut
    is one click away, in the pages behind the buttons.
    """
    parts = list(parts)
    while (total := sum(len(part) for part in parts if isinstance(part, str))) > TEXT_TOTAL:
        texts = (i for i, part in enumerate(parts) if isinstance(part, str))
        longest = max(texts, key=lambda i: len(str(parts[i])))
        text = str(parts[longest])
        shorter = text.rpartition("\n")[0]
        over = total - TEXT_TOTAL
        parts[longest] = shorter if len(shorter) > len(text) // 2 else cut(text, len(text) - over)
    return parts


def accent(agency: str | None) -> int:
    """The colour of an agency: the same on every machine and after every restart."""
    return _PALETTE[crc32((agency or "").casefold().encode()) % len(_PALETTE)]


def heading(head: ReleaseHead, topic: str | None = None) -> str:
    """The title of a release, linked where it has an address, and the line under it."""
    title = linked(escape(title_of(head)), head.url)
    return f"### {title}\n{byline(head, topic)}"


def linked(escaped: str, url: str | None) -> str:
    """Words, already escaped, that lead to an address where Discord takes it for one."""
    if url and is_web_address(url):
        return f"[{escaped}](<{_within_link(url)}>)"
    return escaped


def title_of(head: ReleaseHead) -> str:
    """The title on one line, not too long; a name for it where nothing of it can be seen."""
    return cut(one_line(head.title), TITLE) or UNTITLED


def byline(head: ReleaseHead, topic: str | None = None) -> str:
    """Agency, date and marks of a release, on one small line."""
    parts = [f"**{topic}**" if topic else "", escape(cut(head.agency or "", AGENCY))]
    parts.append(moment(head.published_at) if head.published_at else "no date given")
    if head.is_sample:
        parts.append("sample release, all invented")
    return "-# " + " · ".join(part for part in parts if part)


def moment(published: Published) -> str:
    """A day as it is, a moment so that each reader sees it in the local time."""
    if isinstance(published, datetime):
        return discord.utils.format_dt(published, "f")
    return f"{published.day} {published:%B %Y}"


def is_web_address(url: str | None) -> bool:
    """Whether Discord takes `url` for an address: http or https, a host, short enough, no spaces.

    One address that Discord refuses would cost the whole message.
    """
    if not url or len(_within_link(url)) > URL:
        return False
    if plain(url) != url or not _ENDS_ADDRESS.isdisjoint(url):
        return False
    try:
        parts = urlsplit(url)
        # Reading the port checks it. A name before the host ("user@") only serves to pretend.
        has_place = "." in (parts.hostname or "") and parts.port != 0 and "@" not in parts.netloc
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and has_place


def _within_link(url: str) -> str:
    return url.translate(_BRACKETS)
