"""The command line: run, try, brief, process, ingest. Heavy imports stand inside the commands."""

import asyncio
import io
import os
import sys
from pathlib import Path
from typing import Annotated

import typer

from domain.errors import LedeError, SettingsError

app = typer.Typer(
    help="Lede briefs a Discord server on the press releases of public agencies.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
Files = Annotated[list[str], typer.Argument(metavar="FILE…", help="Files; - is standard input.")]
Workers = Annotated[int, typer.Option(min=1, help="Processes to work in.")]


@app.command()
def run() -> None:
    """Run the bot on Discord, with the token of the environment or of .env."""
    from bot.config import read_settings
    from bot.running import run_bot

    settings = read_settings()
    settings.checked_token()
    asyncio.run(run_bot(settings))


@app.command("try")
def try_out() -> None:
    """Try the bot without an account: a stand-in of Discord, sample releases, a prompt."""
    from bot.trial import run_trial

    try:
        status = asyncio.run(run_trial())
    except KeyboardInterrupt:
        if not sys.stdin.isatty():
            raise
        # At a prompt Ctrl+C is a way to leave, and `make` calls anything but 0 an error.
        status = 0
    raise typer.Exit(status)


@app.command()
def brief(file: Annotated[str, typer.Argument(metavar="FILE|-")]) -> None:
    """Print the briefing of one text, HTML or JSON Lines file."""
    from bot.desk import brief_file
    from bot.wiring import utc_now

    print(brief_file(file, utc_now()))


@app.command()
def process(
    files: Files = ["-"],  # noqa: B006  typer reads the default, nobody changes it
    workers: Workers = 1,
    explain: Annotated[bool, typer.Option(help="Name the rule behind each part.")] = False,
) -> None:
    """Turn JSON Lines of releases into JSON Lines of processed releases."""
    from bot.desk import process_files

    raise typer.Exit(process_files(files, workers=workers, explain=explain))


@app.command()
def ingest(files: Files) -> None:
    """Store the releases of text, HTML and JSON Lines files."""
    from bot.config import read_settings
    from bot.desk import ingest_files

    raise typer.Exit(asyncio.run(ingest_files(files, read_settings())))


def main() -> None:
    """Run the command line; an error of ours is one sentence on standard error.

    Exit status: 0 all went well, 1 something could not be read or done, 2 wrong use or settings.
    """
    _make_streams_safe()
    try:
        app()
    except SettingsError as error:
        _fail(error, 2)
    except LedeError as error:
        _fail(error, 1)
    except BrokenPipeError:
        # The reader of our output went away (`| head`): nothing to say, and nowhere to say it.
        sys.stderr.close()
        raise SystemExit(1) from None
    except OSError as error:
        # A full disk, most often. What is still buffered cannot be written at the exit either.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        _fail(error, 1)
    except KeyboardInterrupt:
        raise SystemExit(130) from None


def _make_streams_safe() -> None:
    """Let no stream that is closed, or of a narrow encoding, end a command with a traceback.

    Pipes and files are UTF-8 everywhere, Windows too; a terminal keeps its own encoding.
    """
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        stream = getattr(sys, name)
        if stream is None:  # closed by who started us
            nothing = Path(os.devnull).open(mode, encoding="utf-8")  # noqa: SIM115  open to the end
            setattr(sys, name, nothing)
        elif isinstance(stream, io.TextIOWrapper):
            encoding = stream.encoding if stream.isatty() else "utf-8"
            stream.reconfigure(encoding=encoding, errors="backslashreplace")


def _fail(error: Exception, status: int) -> None:
    print(f"lede: {error}", file=sys.stderr)
    raise SystemExit(status) from None
