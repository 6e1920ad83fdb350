"""The command line. Heavy imports stand inside the commands."""

import io
import os
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bot.source_commands import run_to_end, sources, told_settings
from domain.errors import LedeError, SettingsError

if TYPE_CHECKING:
    pass

app = typer.Typer(
    help="Lede briefs a Discord server on the press releases of public agencies.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
Files = Annotated[list[str], typer.Argument(metavar="FILE…", help="Files; - is standard input.")]
Workers = Annotated[int, typer.Option(min=1, help="Processes to work in.")]


def _print_version(asked: bool) -> None:
    if asked:
        from importlib.metadata import version

        print(f"lede {version('lede')}")
        raise typer.Exit


@app.callback()
def lede(
    _version: Annotated[
        bool,
        typer.Option(
            "--version", callback=_print_version, is_eager=True, help="Print the version."
        ),
    ] = False,
) -> None:
    """Lede briefs a Discord server on the press releases of public agencies."""


@app.command()
def run(
    shards: Annotated[
        str | None, typer.Option(help="Some of several, as 0-3/8; workers then do the rest.")
    ] = None,
    take_over: Annotated[
        bool,
        typer.Option("--take-over", help="Replace the process that serves these shards now."),
    ] = False,
) -> None:
    """Run the bot on Discord, with the token of the environment or of .env."""
    from bot.running import run_bot, run_shards
    from bot.sharding import Shards

    settings = told_settings()
    settings.checked_token()
    if shards is not None:
        run_to_end(run_shards(settings, Shards.parse(shards), takes_over=take_over))
    elif take_over:
        raise SettingsError(
            "--take-over goes with --shards: a process that does all alone is stopped, and started "
            "again."
        )
    else:
        run_to_end(run_bot(settings))


@app.command()
def worker() -> None:
    """Poll, read, compose and send beside `lede run --shards`; any number of them."""
    from bot.working import run_worker

    settings = told_settings()
    settings.checked_token()
    run_to_end(run_worker(settings))


@app.command()
def health() -> None:
    """Ask the process that runs with these settings how it is; 1 where it is not well."""
    from bot.health import show_health

    raise typer.Exit(run_to_end(show_health(told_settings())))


@app.command("try")
def try_out(
    port: Annotated[int, typer.Option(help="Of the page; a free one without it.")] = 0,
    no_browser: Annotated[bool, typer.Option("--no-browser", help="Open no browser.")] = False,
    terminal: Annotated[bool, typer.Option("--terminal", help="Type at a prompt.")] = False,
    at: Annotated[str, typer.Option(metavar="TIME", help="Begin then, as 2026-11-20T09:00.")] = "",
    record: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Keep what is done on the page.")
    ] = None,
) -> None:
    """Try the bot without an account: a stand-in of Discord on a page of this machine's browser."""
    from bot.trial import TrialOptions, parse_moment, run_trial

    try:
        options = TrialOptions(port, not no_browser, terminal, parse_moment(at), record)
        status = run_to_end(run_trial(options))
    except KeyboardInterrupt:
        if not sys.stdin.isatty():
            raise
        # At a prompt Ctrl+C is a way to leave, and `make` calls anything but 0 an error.
        status = 0
    raise typer.Exit(status)


@app.command()
def brief(file: Annotated[str, typer.Argument(metavar="FILE|-")]) -> None:
    """Print the briefing of one text, HTML or JSON Lines file."""
    from bot.single import brief_file

    print(brief_file(file, datetime.now(UTC)))


@app.command()
def process(
    files: Files = ["-"],  # noqa: B006  typer reads the default, nobody changes it
    workers: Workers = 1,
    explain: Annotated[bool, typer.Option(help="Name the rule behind each part.")] = False,
) -> None:
    """Turn JSON Lines of releases into JSON Lines of processed releases."""
    from bot.files import process_files

    raise typer.Exit(process_files(files, workers=workers, explain=explain))


@app.command()
def digest(
    files: Files = ["-"],  # noqa: B006  typer reads the default, nobody changes it
    length: Annotated[int, typer.Option(min=1, help="How many stories at most.")] = 6,
    beat: Annotated[
        str | None, typer.Option(help="A ready-made beat, or words parted by commas.")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Every story in order, as JSON.")] = False,
) -> None:
    """Print the briefing of the releases in files and folders, without storing them."""
    _start_reading()
    from bot.digesting import digest_files

    raise typer.Exit(digest_files(files, length=length, beat=beat, as_json=as_json))


@app.command()
def ingest(
    files: Files,
    workers: Annotated[
        int | None, typer.Option(min=1, help="Processes to analyse in; one a core otherwise.")
    ] = None,
) -> None:
    """Store the releases of text, HTML and JSON Lines files."""
    _start_reading()
    from bot.files import ingest_files

    raise typer.Exit(run_to_end(ingest_files(files, told_settings(), workers)))


@app.command()
def backfill(
    archives: Annotated[
        list[str],
        typer.Argument(metavar="ARCHIVE…", help="JSON Lines, gzip or zstd too; folders."),
    ],
) -> None:
    """Take in archives of many releases, over all cores; nothing is announced.

    It can be broken off and goes on where it stopped. Several may run at once on PostgreSQL, and
    share the files out.
    """
    from bot.backfilling import backfill_archives

    raise typer.Exit(run_to_end(backfill_archives(archives, told_settings())))


@app.command()
def reanalyse() -> None:
    """Read the stored releases again that an older Lede read, the newest first.

    A running bot does so by itself, slowly. It can be broken off and goes on where it stopped;
    nothing is announced.
    """
    from bot.files import reanalyse_archive

    raise typer.Exit(run_to_end(reanalyse_archive(told_settings())))


@app.command()
def replay(
    briefing: Annotated[int, typer.Argument(help="Its number, as /briefing list shows it.")],
    day: Annotated[
        datetime | None,
        typer.Argument(formats=["%Y-%m-%d"], help="The local date; the last one when left out."),
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="The message as it was sent.")] = False,
) -> None:
    """Compose a daily briefing again as it was, from the archive alone, and print it."""
    from bot.replaying import replay_briefing

    date = day.date() if day else None
    raise typer.Exit(run_to_end(replay_briefing(told_settings(), briefing, date, as_json=as_json)))


@app.command()
def invite(
    application: Annotated[
        int | None, typer.Argument(metavar="[ID]", help="Of the application; the token's without.")
    ] = None,
) -> None:
    """Print the address at which the bot is invited to a server, with what it needs and no more."""
    from bot.inviting import application_of, invite_address

    number = application or application_of(told_settings().checked_token())
    typer.echo(invite_address(number))


@app.command()
def forget(
    user: Annotated[int | None, typer.Option(min=1, help="The Discord id of a user.")] = None,
    server: Annotated[int | None, typer.Option(min=1, help="The Discord id of a server.")] = None,
) -> None:
    """Erase what is kept of a user or a server that asks for it (see docs/privacy.md)."""
    from bot.erasing import forget as erase

    raise typer.Exit(run_to_end(erase(told_settings(), user, server)))


@app.command()
def watch(
    texts: Annotated[
        list[str], typer.Argument(metavar="[WATCH] FILE…", help="What to watch for, and files.")
    ],
    words: Annotated[str | None, typer.Option(help="Words, OR, AND, -without, “phrases”.")] = None,
    person: Annotated[str | None, typer.Option(help="A person who is named.")] = None,
    agency: Annotated[
        str | None, typer.Option(help="Who issues it; an abbreviation will do.")
    ] = None,
    operation: Annotated[str | None, typer.Option(help="An operation that is named.")] = None,
    figure: Annotated[str | None, typer.Option(help="A bound, as “fines over $1 million”.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="As JSON, for programs.")] = False,
) -> None:
    """Try a watch on the releases of files: how it is understood, and which it would tell of.

    Without options the first argument says what to watch for: a figure where it has a bound, else
    words. What cannot be understood is asked back, and the exit status is 2.
    """
    from bot.trying import try_watch

    given = {"words": words, "person": person, "agency": agency, "operation": operation,
             "figure": figure}  # fmt: skip
    raise typer.Exit(try_watch(texts, given, as_json=as_json))


@app.command()
def check(
    file: Annotated[str, typer.Argument(metavar="FILE|-", help="A draft; - is standard input.")],
    as_json: Annotated[bool, typer.Option("--json", help="As JSON, for programs.")] = False,
) -> None:
    """Check every quotation of a draft against the archive.

    Verbatim, shortened or with words put in as the draft says, altered (with every difference),
    credited to another than in the release, not in the archive, or too short to tell.
    """
    from bot.checking import check_draft

    raise typer.Exit(run_to_end(check_draft(told_settings(), file, as_json=as_json)))


@app.command()
def feedback(
    limit: Annotated[int, typer.Option(min=1, max=1000, help="How many at most.")] = 20,
) -> None:
    """Print what people told you by /feedback, the newest first."""
    from bot.erasing import print_feedback

    raise typer.Exit(run_to_end(print_feedback(told_settings(), limit)))


@app.command()
def search(
    query: Annotated[str, typer.Argument(help='Words; "words in quotes" stay together.')],
    limit: Annotated[int, typer.Option(min=1, max=400, help="How many at most.")] = 10,
    as_json: Annotated[bool, typer.Option("--json", help="As JSON, for programs.")] = False,
) -> None:
    """Search the archive as /search does."""
    from bot.finding import search_archive

    raise typer.Exit(run_to_end(search_archive(told_settings(), query, limit, as_json=as_json)))


@app.command()
def export(
    form: Annotated[str, typer.Option("--format", help="atom or json.")] = "atom",
    agency: Annotated[str | None, typer.Option(help="Only releases of this agency.")] = None,
    words: Annotated[str, typer.Option(help="Only releases with these words.")] = "",
    briefing: Annotated[int | None, typer.Option(help="Only what this briefing is about.")] = None,
    beat: Annotated[str | None, typer.Option(help="Only a ready-made beat, as fraud.")] = None,
    days: Annotated[int | None, typer.Option(min=1, help="Only of so many days.")] = None,
    limit: Annotated[int, typer.Option(min=1, max=200, help="How many at most.")] = 50,
    out: Annotated[Path | None, typer.Option(help="The file; standard output without.")] = None,
) -> None:
    """Write the newest releases as an Atom or JSON feed, with their receipts."""
    from bot.feed_files import Wanted, export_archive

    wanted = Wanted(form, agency, words, briefing, beat, days, limit)
    raise typer.Exit(run_to_end(export_archive(told_settings(), wanted, out)))


app.add_typer(sources, name="sources")

db = typer.Typer(help="The database: checked, copied, backed up, restored.", no_args_is_help=True)
app.add_typer(db, name="db")


@db.command("upgrade")
def db_upgrade() -> None:
    """Bring the database up to date, as every start does."""
    from bot.maintaining import upgrade_database

    raise typer.Exit(run_to_end(upgrade_database(told_settings())))


@db.command("check")
def db_check() -> None:
    """Say what is wrong with the database, and what to do."""
    from bot.maintaining import check_database

    raise typer.Exit(run_to_end(check_database(told_settings())))


@db.command("copy")
def db_copy(
    source: Annotated[str, typer.Argument(help="A file, or postgresql://…")],
    target: Annotated[str, typer.Argument(help="A new file, or an empty postgresql://…")],
) -> None:
    """Copy one database into another, row by row, and compare them; goes on where it stopped."""
    from bot.maintaining import copy_database

    raise typer.Exit(run_to_end(copy_database(source, target)))


@db.command("backup")
def db_backup(file: Annotated[Path, typer.Argument(help="A new file.")]) -> None:
    """Write everything into one file, while the bot may be running."""
    from bot.maintaining import back_up_database

    raise typer.Exit(run_to_end(back_up_database(told_settings(), file)))


@db.command("restore")
def db_restore(file: Annotated[Path, typer.Argument(help="A backup.")]) -> None:
    """Put a backup into the database of LEDE_DATABASE, which must be empty."""
    from bot.maintaining import restore_database

    raise typer.Exit(run_to_end(restore_database(told_settings(), file)))


@db.command("vacuum")
def db_vacuum() -> None:
    """Give room back that deleted rows have left."""
    from bot.maintaining import compact_database

    raise typer.Exit(run_to_end(compact_database(told_settings())))


jobs = typer.Typer(help="What the workers of a fleet do.", invoke_without_command=True)
app.add_typer(jobs, name="jobs")


@jobs.callback()
def jobs_list(context: typer.Context) -> None:
    """Show how many jobs wait and run, and those that were laid aside, with the reason."""
    if context.invoked_subcommand is None:
        from bot.fleet import show_jobs

        raise typer.Exit(run_to_end(show_jobs(told_settings())))


@jobs.command("retry")
def jobs_retry(numbers: Annotated[list[int], typer.Argument(metavar="NUMBER…")]) -> None:
    """Put jobs back that were laid aside."""
    from bot.fleet import retry_jobs

    raise typer.Exit(run_to_end(retry_jobs(told_settings(), numbers)))


fleet = typer.Typer(help="All processes of one database.", no_args_is_help=True)
app.add_typer(fleet, name="fleet")


@fleet.command("list")
def fleet_list() -> None:
    """Show which processes hold what, and since when."""
    from bot.fleet import show_fleet

    raise typer.Exit(run_to_end(show_fleet(told_settings())))


@fleet.command("stop")
def fleet_stop() -> None:
    """Let all processes end what they have begun, and stop."""
    from bot.fleet import tell_fleet

    raise typer.Exit(run_to_end(tell_fleet(told_settings(), "stop")))


@fleet.command("settings")
def fleettold_settings() -> None:
    """Let all processes read their settings again."""
    from bot.fleet import tell_fleet

    raise typer.Exit(run_to_end(tell_fleet(told_settings(), "settings")))


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


def _start_reading() -> None:
    """Let what reads files begin to load, beside what is loaded here."""
    from pipeline.analysis_pool import start_server, worker_context

    start_server(worker_context())


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
    from bot.logs import without_secrets

    print(f"lede: {without_secrets(str(error))}", file=sys.stderr)
    raise SystemExit(status) from None
