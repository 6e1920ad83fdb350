"""What the command line does with sources: list, add, remove, check and poll them."""

import asyncio
import sys
from dataclasses import replace
from pathlib import Path

from bot.config import Settings
from bot.wiring import Services, open_services
from domain.errors import LedeError, NotFoundError, UnreadableInputError
from domain.sources import HOST, Kind, Source
from pipeline.discovery import catalogue_in, find_preset, presets_in
from pipeline.feed_lists import feed_list, read_folder
from pipeline.health import health_of_sources
from rendering.escape import plain
from rendering.language import language
from rendering.sources import poll_line, sighting_lines, state_lines
from sources.opml import read_opml

# Name, how many are listed, the newest or what is wrong, address.
_COLUMNS = 4


async def list_sources(settings: Settings) -> int:
    """Print every source and how it is doing, then the presets that are not added."""
    async with open_services(settings) as services:
        states = await health_of_sources(services.storage, services.now())
        folders = await services.storage.sources.folders(HOST)
    for state, unread in states:
        folder = folders.get(state.source.name)
        _say(*state_lines(language("en"), state, unread, folder=folder))
    added = {state.source.name for state, _ in states}
    waiting = [p.name for p in presets_in(settings.seeds) if p.name not in added]
    if not states:
        _say(
            "No source is added yet: lede sources add NAME ADDRESS, or one of the presets by name."
        )
    if waiting:
        _say(f"Presets that can be added by name: {', '.join(waiting)}.")
    return 0


async def add_source(
    settings: Settings,
    name: str,
    address: str | None,
    kind: Kind | None,
    agency: str | None,
    file: Path | None = None,
    folder: str | None = None,
) -> int:
    """Look at an address (or a preset's) and add it as a source if releases are there.

    `file` is an operator's own file of presets, instead of those that come with Lede.
    """
    if address is not None and kind is Kind.LISTING:
        raise UnreadableInputError(
            "A listing is read by selectors, which stand in a file. Write one as docs/sources.md "
            f"shows, then: lede sources add {name} --from FILE"
        )
    async with open_services(settings) as services:
        if address is None:
            preset = find_preset(file or settings.seeds, name)
            sighting = await services.discovery().look_at(preset)
        else:
            sighting = await services.discovery().find_source(
                name, address, kind=kind, agency=agency
            )
        await services.storage.sources.put(sighting.source, now=services.now())
        if folder is not None:
            await services.storage.sources.file_under(name, HOST, read_folder(folder))
    _say(*sighting_lines(language("en"), sighting))
    _say("Added. The first poll keeps what is there; what comes later is announced.")
    return 0


async def edit_source(
    settings: Settings,
    name: str,
    address: str | None,
    agency: str | None,
    folder: str | None,
) -> int:
    """Change what is given of a source; at another address what it has listed stays known."""
    if address is None and agency is None and folder is None:
        raise UnreadableInputError("Say what is to change: --address, --agency or --folder.")
    async with open_services(settings) as services:
        sources = services.storage.sources
        kept = (await sources.get(name)).source
        source = replace(kept, agency=agency or kept.agency)
        if address is not None:
            sighting = await services.discovery().find_at(source, address)
            source = sighting.source
            _say(*sighting_lines(language("en"), sighting))
        await sources.put(source, now=services.now())
        if folder is not None:
            await sources.file_under(name, HOST, read_folder(folder))
    _say(f"{name} is changed.")
    return 0


async def remove_source(settings: Settings, name: str) -> int:
    """Take a source out."""
    async with open_services(settings) as services:
        await services.storage.sources.remove(name)
    _say(f"{name} is no longer polled. Its releases stay.")
    return 0


async def check_sources(settings: Settings, names: list[str]) -> int:
    """Look at sources or presets without keeping anything; 0 if all answer as they should."""
    failed = 0
    async with open_services(settings) as services:
        for source in await _chosen(services, settings, names):
            try:
                _say(*sighting_lines(language("en"), await services.discovery().look_at(source)))
            except LedeError as error:
                failed += 1
                _say(f"{source.name}: {error}")
    return 1 if failed else 0


async def check_everything(settings: Settings, report: Path) -> int:
    """Look at all presets and the whole catalogue, and write a row of `report` for each.

    Broken off, it goes on where it stopped. One request a second and site, as everywhere.
    """
    done = _rows_of(report)
    known = (*presets_in(settings.seeds), *(e.source for e in catalogue_in(settings.seeds)))
    waiting = [source for source in known if source.name not in done]
    async with open_services(settings) as services:
        for number, source in enumerate(waiting, start=1):
            row = await _look(services, source)
            with report.open("a", encoding="utf-8") as file:
                file.write("\t".join(row) + "\n")
            print(f"{number} of {len(waiting)}: {source.name}", file=sys.stderr)
            done[source.name] = row
    width = max((len(name) for name in done), default=0)
    _say(*(f"{name:{width}}  {row[1]:>6}  {row[2]}" for name, row in sorted(done.items())))
    answering = sum(row[1] != "-" for row in done.values())
    _say(f"{answering} of {len(done)} answer with releases. The table stands in {report}.")
    return 0 if answering == len(done) else 1


async def _look(services: Services, source: Source) -> tuple[str, str, str, str]:
    try:
        sighting = await services.discovery().look_at(source)
    except LedeError as error:
        return source.name, "-", _cell(str(error)), source.address
    newest = f"{sighting.newest_at or ''} {sighting.newest_title or ''}"
    listed = str(sighting.listed) if sighting.listed else "-"
    return source.name, listed, _cell(newest), source.address


def _cell(text: str) -> str:
    return " ".join(text.split())[:200]


def _rows_of(report: Path) -> dict[str, tuple[str, ...]]:
    """What an earlier check found, by name; a row that was broken off is looked at again."""
    if not report.exists():
        return {}
    rows = (tuple(line.split("\t")) for line in report.read_text("utf-8").splitlines())
    done = {row[0]: row for row in rows if len(row) == _COLUMNS}
    # Without what was broken off, behind which the next row would be written.
    report.write_text("".join("\t".join(row) + "\n" for row in done.values()), "utf-8")
    return done


async def export_sources(settings: Settings, file: Path | None) -> int:
    """Write the feeds as OPML, to standard output where no file is named."""
    async with open_services(settings) as services:
        written, _ = await feed_list(services.storage, HOST)
    if file is None:
        print(written, end="")
    else:
        await asyncio.to_thread(file.write_text, written, "utf-8")
    return 0


async def import_sources(settings: Settings, file: Path) -> int:
    """Add the feeds of an OPML file; what is polled under its address already is left as it is."""
    try:
        data = await asyncio.to_thread(file.read_bytes)
    except OSError as error:
        raise UnreadableInputError(f"{file} cannot be read: {error.strerror}.") from None
    found = read_opml(data, str(file))
    async with open_services(settings) as services:
        states = await services.storage.sources.list()
        addresses = {state.source.address for state in states}
        names = {state.source.name for state in states}
        fresh = [one for one in found if one.source.address not in addresses]
        added = [one for one in fresh if one.source.name not in names]
        for source, folder in added:
            await services.storage.sources.put(source, now=services.now())
            await services.storage.sources.file_under(source.name, HOST, folder)
    _say(f"{len(added)} added, {len(found) - len(fresh)} known already.")
    refused = [one.source.name for one in fresh if one.source.name in names]
    if refused:
        _say(f"Not added, since their names are taken: {', '.join(refused)}.")
    return 1 if refused else 0


async def poll_sources(settings: Settings, names: list[str]) -> int:
    """Poll sources now, all if none is named; 0 if all answer."""
    async with open_services(settings) as services:
        names = names or [state.source.name for state in await services.storage.sources.list()]
        reports = [await services.poller.poll(name) for name in names]
    for report in reports:
        _say(poll_line(language("en"), report), *report.problems[:5])
    return 1 if any(report.listed is None and report.reason for report in reports) else 0


async def _chosen(services: Services, settings: Settings, names: list[str]) -> list[Source]:
    stored = {state.source.name: state.source for state in await services.storage.sources.list()}
    presets = {preset.name: preset for preset in presets_in(settings.seeds)}
    known = presets | stored
    if unknown := [name for name in names if name not in known]:
        raise NotFoundError(f"There is no source or preset named {unknown[0][:60]!r}.")
    return [known[name] for name in names or known]


def _say(*lines: str) -> None:
    # Titles come from elsewhere, and may hold codes that steer a terminal.
    for line in lines:
        print(plain(line))
