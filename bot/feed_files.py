"""`lede export`: the archive, a beat or a briefing as a feed file."""

import sys
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from bot.config import Settings
from domain.archive import Filters, TermKind
from domain.errors import NotFoundError, UnreadableInputError
from domain.list_queries import ListQuery, days_back
from domain.subscriptions import ReleaseFilter
from pipeline.exporting import releases_of
from pipeline.release_filters import READY
from pipeline.selection import choose_term
from rendering.feeds import FORMATS, Feed, write_feed
from rendering.language import language
from storage import Storage, open_storage


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the feed is of: all that is given must hold. `form` is "atom" or "json"."""

    form: str = "atom"
    agency: str | None = None
    words: str = ""
    briefing: int | None = None
    beat: str | None = None
    days: int | None = None
    limit: int = 50


async def export_archive(settings: Settings, wanted: Wanted, out: Path | None) -> int:
    """Write the feed to a file, whole or not at all, or to standard output.

    Raises UnreadableInputError for a form or a beat there is none of, NotFoundError where nothing
    is stored under what is asked for.
    """
    if wanted.form not in FORMATS:
        raise UnreadableInputError(f"--format is {' or '.join(FORMATS)}, not {wanted.form!r}.")
    if wanted.beat is not None and wanted.beat not in READY:
        raise UnreadableInputError(
            f"There is no beat {wanted.beat!r}. There are: {', '.join(READY)}."
        )
    now = datetime.now(UTC)
    async with open_storage(settings.database) as storage:
        agency = await choose_term(storage, TermKind.AGENCY, wanted.agency)
        filters = Filters(agency=agency)
        if wanted.days is not None:
            filters = days_back(filters, now.date(), wanted.days)
        beat = await _beat(storage, wanted)
        asked = ListQuery(filters, wanted.words)
        found = await releases_of(storage, asked, beat, limit=wanted.limit, now=now)
    name = f"briefing-{wanted.briefing}" if wanted.briefing is not None else wanted.beat
    parts = ("Lede", agency.name if agency else "", wanted.words, name or "")
    feed = Feed(name or "archive", " · ".join(filter(None, parts)), found, now)
    written = write_feed(language("en"), feed, wanted.form)
    if out is None:
        sys.stdout.buffer.write(written)
        return 0
    # A reader that fetches it meanwhile sees the old one, never half of the new one.
    beside = out.with_name(f"{out.name}.new")
    beside.write_bytes(written)
    beside.replace(out)
    return 0


async def _beat(storage: Storage, wanted: Wanted) -> ReleaseFilter | None:
    if wanted.briefing is not None:
        kept = await storage.subscriptions.find(wanted.briefing)
        if kept is None:
            raise NotFoundError(f"There is no briefing {wanted.briefing}.")
        return kept.settings.beat
    return ReleaseFilter(words=READY[wanted.beat]) if wanted.beat is not None else None
