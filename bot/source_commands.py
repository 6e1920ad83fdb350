"""`lede sources …`. Heavy imports stand inside the commands."""

from collections.abc import Coroutine
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, TypeVar

import typer

from domain.kinds import Kind

if TYPE_CHECKING:
    from bot.config import Settings

sources = typer.Typer(help="Where releases come from.", no_args_is_help=True)
Result = TypeVar("Result")
Folder = Annotated[str | None, typer.Option(help="A heading to keep it under; none for none.")]
Names = Annotated[list[str] | None, typer.Argument(metavar="NAME…", help="All when left out.")]


@sources.command("list")
def sources_list() -> None:
    """Show every source, how it is doing, and the presets that can be added."""
    from bot.sourcing import list_sources

    raise typer.Exit(run_to_end(list_sources(told_settings())))


@sources.command("add")
def sources_add(
    name: Annotated[str, typer.Argument(help="A short name, or that of a preset.")],
    address: Annotated[str | None, typer.Argument(help="Of a feed, or a page with one.")] = None,
    kind: Annotated[Kind | None, typer.Option(help="When it cannot be told.")] = None,
    agency: Annotated[str | None, typer.Option(help="Whose releases they are.")] = None,
    file: Annotated[Path | None, typer.Option("--from", help="A TOML file that names it.")] = None,
    folder: Folder = None,
) -> None:
    """Look at an address and add it as a source."""
    from bot.sourcing import add_source

    asked = add_source(told_settings(), name, address, kind, agency, file, folder)
    raise typer.Exit(run_to_end(asked))


@sources.command("edit")
def sources_edit(
    name: str,
    address: Annotated[str | None, typer.Option(help="Its new one.")] = None,
    agency: Annotated[str | None, typer.Option(help="Whose releases they are.")] = None,
    folder: Folder = None,
) -> None:
    """Change the address, the agency or the folder of a source."""
    from bot.sourcing import edit_source

    raise typer.Exit(run_to_end(edit_source(told_settings(), name, address, agency, folder)))


@sources.command("remove")
def sources_remove(name: str) -> None:
    """Poll a source no longer; its releases stay."""
    from bot.sourcing import remove_source

    raise typer.Exit(run_to_end(remove_source(told_settings(), name)))


@sources.command("check")
def sources_check(
    names: Names = None,
    everything: Annotated[
        bool, typer.Option("--all", help="All that comes with Lede; goes on where it stopped.")
    ] = False,
    report: Annotated[Path, typer.Option(help="The table that --all writes.")] = Path("check.tsv"),
) -> None:
    """Look at sources and presets now, keep nothing, and say what was found."""
    from bot.sourcing import check_everything, check_sources

    if everything:
        raise typer.Exit(run_to_end(check_everything(told_settings(), report)))
    raise typer.Exit(run_to_end(check_sources(told_settings(), names or [])))


@sources.command("export")
def sources_export(
    file: Annotated[Path | None, typer.Argument(help="Standard output when left out.")] = None,
) -> None:
    """Write the feeds as OPML, which other readers take."""
    from bot.sourcing import export_sources

    raise typer.Exit(run_to_end(export_sources(told_settings(), file)))


@sources.command("import")
def sources_import(file: Annotated[Path, typer.Argument(help="An OPML file.")]) -> None:
    """Add the feeds of an OPML file; `lede sources check` looks at them."""
    from bot.sourcing import import_sources

    raise typer.Exit(run_to_end(import_sources(told_settings(), file)))


@sources.command("poll")
def sources_poll(names: Names = None) -> None:
    """Poll sources now, whatever their time."""
    from bot.sourcing import poll_sources

    raise typer.Exit(run_to_end(poll_sources(told_settings(), names or [])))


def run_to_end(work: Coroutine[Any, Any, Result]) -> Result:
    """What the work of a command comes to; its loop is loaded for those commands that need one."""
    import asyncio

    return asyncio.run(work)


def told_settings() -> "Settings":
    """The settings, variables that set nothing named on standard error; raises SettingsError."""
    from bot.config import read_settings

    settings = read_settings()
    for note in settings.notes:
        typer.echo(f"lede: {note}", err=True)
    return settings
