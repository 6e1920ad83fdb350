"""What the command line does with sources: list, add, remove, check and poll them."""

from pathlib import Path

from bot.config import Settings
from bot.wiring import Services, open_services
from domain.errors import LedeError, NotFoundError, UnreadableInputError
from domain.sources import Kind, Source
from pipeline.discovery import find_preset, presets_in
from pipeline.health import health_of_sources
from rendering.escape import plain
from rendering.language import language
from rendering.sources import poll_line, sighting_lines, state_lines


async def list_sources(settings: Settings) -> int:
    """Print every source and how it is doing, then the presets that are not added."""
    async with open_services(settings) as services:
        states = await health_of_sources(services.storage, services.now())
    for state, unread in states:
        _say(*state_lines(language("en"), state, unread))
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
    _say(*sighting_lines(language("en"), sighting))
    _say("Added. The first poll keeps what is there; what comes later is announced.")
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
