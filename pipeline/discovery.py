"""What an address is as a source, and what a source lists now, without keeping anything."""

import asyncio
from pathlib import Path

from domain.errors import NotFoundError, UnreadableInputError
from domain.sources import Fetched, Kind, Listed, Sighting, Source
from sources.feeds import find_feeds, read_feed
from sources.fetching import Fetcher
from sources.presets import check_name, read_presets
from sources.reading import first_address, read_listed

PRESETS = "sources.toml"


def find_preset(path: Path, name: str) -> Source:
    """The source of this name in a file of presets; raises UnreadableInputError, NotFoundError.

    `path` is the file, or the folder it lies in.
    """
    presets = presets_in(path)
    found = next((preset for preset in presets if preset.name == name), None)
    if found is None:
        raise NotFoundError(
            "There is no preset “{name}”. Give an address, or one of: {names}.",
            name=name[:60],
            names=", ".join(preset.name for preset in presets),
        )
    return found


def presets_in(path: Path) -> tuple[Source, ...]:
    """The presets of a file, or of the folder it lies in; raises UnreadableInputError."""
    return read_presets(path / PRESETS if path.is_dir() else path)


async def find_source(
    fetcher: Fetcher, name: str, address: str, *, kind: Kind | None = None, agency: str | None
) -> Sighting:
    """The source at an address: the feed that it is or names, else the page itself.

    Raises FetchError or UnreadableInputError where nothing can be read there, the latter also for
    what cannot name a source.
    """
    check_name(name)
    if kind is not None:
        return await look_at(fetcher, Source(name, kind, address, agency))
    fetched = await fetcher.fetch(address)
    found, at = await asyncio.to_thread(_feed_or_none, fetched), address
    for url in find_feeds(fetched)[:3] if found is None else ():
        answer = await fetcher.fetch(url)
        found, at = await asyncio.to_thread(_feed_or_none, answer), url
        if found is not None:
            break
    if found is not None:
        return _sighting(Source(name, Kind.FEED, at, agency), found)
    source = Source(name, Kind.PAGE, address, agency)
    return _sighting(source, await asyncio.to_thread(read_listed, source, fetched))


async def look_at(fetcher: Fetcher, source: Source) -> Sighting:
    """What a source lists now; raises FetchError or UnreadableInputError."""
    fetched = await fetcher.fetch(first_address(source))
    return _sighting(source, await asyncio.to_thread(read_listed, source, fetched))


def _feed_or_none(fetched: Fetched) -> Listed | None:
    try:
        return read_feed(fetched)
    except UnreadableInputError:
        return None


def _sighting(source: Source, listed: Listed) -> Sighting:
    newest = listed.items[0] if listed.items else None
    return Sighting(
        source=source,
        listed=len(listed.items),
        whole=sum(item.is_whole for item in listed.items),
        newest_title=newest.title if newest else None,
        newest_at=newest.published_at if newest else None,
        problems=listed.problems,
    )
