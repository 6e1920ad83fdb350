"""One message of Lede: a container of text and button rows, within Discord's limits."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from zlib import crc32

import discord

from domain.archive import ReleaseHead
from domain.documents import Published
from rendering.addresses import linked
from rendering.escape import escape, one_line
from rendering.language import Language
from rendering.limits import ALT_TEXT, COMPONENTS, TEXT_TOTAL, cut

Row = discord.ui.ActionRow[discord.ui.LayoutView]
Gallery = discord.ui.MediaGallery[discord.ui.LayoutView]
Part = str | Row | Gallery

# Before escaping, which at worst doubles them: head and foot stay under 1,000 characters, so that
# with a page of `PAGE_TEXT` a card stays under `TEXT_TOTAL`.
TITLE = 200
AGENCY = 80

# Quiet colours that are told apart in the light and the dark theme; the colour says nothing that
# the agency's name beside it does not.
_PALETTE = (0x3B6EA5, 0x5B7F4B, 0x9A6A3A, 0x7A5C99, 0x2F7F86, 0xA0525A, 0x5D6B7A, 0x8A7A2E)


def card(*parts: Part | None, agency: str | None = None) -> discord.ui.LayoutView:
    """A message of text blocks, pictures and button rows; empty parts are left out.

    Between two texts stands a line, as far as Discord takes so many parts. Of buttons that would do
    the same the first stays: Discord refuses a message in which one id stands twice.

    The view is stopped before it is sent: the library keeps no copy of it, and its buttons are
    answered by their custom ids alone. Needs a running event loop.
    """
    view = discord.ui.LayoutView(timeout=None)
    container: discord.ui.Container[discord.ui.LayoutView]
    container = discord.ui.Container(accent_colour=accent(agency))
    kept = fitted([part for part in _once(parts) if part])
    lines = _room_for_lines(kept)
    for i, part in enumerate(kept):
        if isinstance(part, str):
            container.add_item(discord.ui.TextDisplay(part))
            if lines and i + 1 < len(kept) and isinstance(kept[i + 1], str):
                container.add_item(discord.ui.Separator())
                lines -= 1
        else:
            container.add_item(part)
    view.add_item(container)
    view.stop()
    return view


def _room_for_lines(parts: Sequence[Part]) -> int:
    """How many lines between texts one message has room for beside its parts and its container."""
    held = sum(len(part.children) for part in parts if isinstance(part, discord.ui.ActionRow))
    return max(0, COMPONENTS - 1 - len(parts) - held)


def _once(parts: Sequence[Part | None]) -> Iterator[Part | None]:
    """The parts, without buttons whose id another one has, and rows that have none left."""
    known: set[str] = set()
    for part in parts:
        if not isinstance(part, discord.ui.ActionRow):
            yield part
            continue
        for item in list(part.children):
            custom_id = getattr(item, "custom_id", None) if item.is_dispatchable() else None
            if custom_id is None:
                continue
            if custom_id in known:
                part.remove_item(item)
            known.add(custom_id)
        if part.children:
            yield part


def picture(name: str, description: str) -> Gallery:
    """A picture sent along as a file of this name, with the words for those who do not see it."""
    gallery: Gallery = discord.ui.MediaGallery()
    gallery.add_item(media=f"attachment://{name}", description=cut(description, ALT_TEXT))
    return gallery


def fitted(parts: list[Part]) -> list[Part]:
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


def heading(say: Language, head: ReleaseHead, topic: str | None = None) -> str:
    """The title of a release, linked where it has an address, and the line under it."""
    title = linked(escape(title_of(say, head)), head.url)
    return f"### {title}\n{byline(say, head, topic)}"


def title_of(say: Language, head: ReleaseHead) -> str:
    """The title on one line, not too long; a name for it where nothing of it can be seen."""
    return cut(one_line(head.title), TITLE) or say("Untitled release")


def byline(say: Language, head: ReleaseHead, topic: str | None = None) -> str:
    """Agency, date and marks of a release, on one small line."""
    parts = [f"**{topic}**" if topic else "", escape(cut(head.agency or "", AGENCY))]
    parts.append(moment(say, head.published_at) if head.published_at else say("no date given"))
    if head.is_sample:
        parts.append(say("sample release, all invented"))
    return "-# " + " · ".join(part for part in parts if part)


def moment(say: Language, published: Published) -> str:
    """A day as it is, a moment so that each reader sees it in the local time."""
    if isinstance(published, datetime):
        return discord.utils.format_dt(published, "f")
    return say.day(published)
