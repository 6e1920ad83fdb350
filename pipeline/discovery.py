"""What an address is as a source, and what a source lists now, without keeping anything."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import ParamSpec, TypeVar

from domain.errors import NotFoundError
from domain.sources import Fetched, Kind, Listed, Sighting, Source
from pipeline.analysis_pool import AnalysisPool
from pipeline.jobs import feeds_of, read_as_feed, read_source
from pipeline.turns import Party
from sources.addresses import shown
from sources.catalogue import Entry, read_catalogue
from sources.fetching import Fetcher
from sources.presets import check_name, read_presets
from sources.reading import first_address

PRESETS = "sources.toml"
CATALOGUE = "catalogue.toml"

Work = ParamSpec("Work")
Result = TypeVar("Result")


def find_preset(path: Path, name: str) -> Source:
    """The source of this name in a file of presets; raises UnreadableInputError, NotFoundError.

    `path` is the file, or the folder it lies in.
    """
    presets = presets_in(path)
    known = (*presets, *(entry.source for entry in catalogue_in(path)))
    found = next((preset for preset in known if preset.name == name), None)
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


def catalogue_in(path: Path) -> tuple[Entry, ...]:
    """The agencies of the catalogue in a folder, none where it has none; UnreadableInputError."""
    file = path / CATALOGUE
    return read_catalogue(file) if path.is_dir() and file.is_file() else ()


@dataclass(frozen=True, slots=True)
class Discovery:
    """Looks at addresses on somebody's behalf; what is found there is read in the pool."""

    fetcher: Fetcher
    pool: AnalysisPool
    party: Party

    async def find_source(
        self, name: str, address: str, *, kind: Kind | None = None, agency: str | None
    ) -> Sighting:
        """The source at an address: the feed that it is or names, else the page itself.

        Raises FetchError or UnreadableInputError where nothing can be read there, the latter also
        for what cannot name a source.
        """
        check_name(name)
        if kind is not None:
            return await self.look_at(Source(name, kind, address, agency))
        fetched = await self.fetcher.fetch(address)
        found, at = await self._read(fetched, read_as_feed, fetched), address
        if found is None:
            for url in await self._read(fetched, feeds_of, fetched):
                answer = await self.fetcher.fetch(url)
                found, at = await self._read(answer, read_as_feed, answer), url
                if found is not None:
                    break
        if found is not None:
            return _sighting(Source(name, Kind.FEED, at, agency), found)
        source = Source(name, Kind.PAGE, address, agency)
        return _sighting(source, (await self._read(fetched, read_source, source, fetched)).listed)

    async def find_at(self, source: Source, address: str) -> Sighting:
        """A source as it stands at another address; what is read by selectors is read so there.

        Raises as `find_source`.
        """
        if source.kind in (Kind.LISTING, Kind.INTERFACE):
            return await self.look_at(replace(source, address=address, is_verified=False))
        found = await self.find_source(source.name, address, agency=source.agency)
        return replace(found, source=replace(found.source, cadence=source.cadence))

    async def look_at(self, source: Source) -> Sighting:
        """What a source lists now; raises FetchError or UnreadableInputError."""
        fetched = await self.fetcher.fetch(first_address(source))
        return _sighting(source, (await self._read(fetched, read_source, source, fetched)).listed)

    async def _read(
        self, fetched: Fetched, job: Callable[Work, Result], *args: Work.args, **named: Work.kwargs
    ) -> Result:
        return await self.pool.run(self.party, shown(fetched.url), job, *args, **named)


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
