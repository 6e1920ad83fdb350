"""`lede try`: the real bot against the stand-in, on a page of the browser or at a prompt."""

import asyncio
import os
import shutil
import sys
import webbrowser
from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from bot.logs import set_up_logging
from bot.prompt import read_lines
from bot.screen import legible
from bot.showing import make_offer
from bot.stage import LOG_LEVEL, open_stage
from bot.typed import Payload, TypedCommand, TypingError, option_payload, parse_command
from domain.errors import LedeError
from sandbox.actor import Actor
from sandbox.browser.recording import Recorder
from sandbox.browser.server import open_page
from sandbox.options import Upload
from sandbox.problems import SandboxError
from sandbox.reply import Modal, Reply
from sandbox.server import Sandbox

PROMPT = "> "
FIRST = "/brief"
# Discord's numbers for what an option takes.
_WHOLE_NUMBER, _YES_OR_NO, _CHANNEL, _ROLE, _FILE = 4, 5, 7, 8, 11
# Seconds in which an answer of several messages has come.
_FOLLOWUPS = 0.3
WELCOME = """\
Lede runs on this machine against a stand-in of Discord; {count} releases are loaded.
Open it in a browser: {address}
Type commands as in Discord: /brief, /figures, /speaker NAME, /trend MEASURE, /search WORDS, /help.
A release is chosen by words of its title: /brief release:WORDS. "click NAME" presses a button
under the last answer, "quit" ends.
"""


@dataclass(frozen=True, slots=True)
class TrialOptions:
    """How it is tried: `port` 0 takes a free one, `at` is the moment it begins at."""

    port: int = 0
    opens_browser: bool = True
    at_prompt: bool = False
    at: datetime | None = None
    record: Path | None = None


def parse_moment(typed: str) -> datetime | None:
    """A moment as typed, UTC where it names no zone; None for nothing. Raises LedeError."""
    if not typed:
        return None
    try:
        moment = datetime.fromisoformat(typed)
    except ValueError:
        raise LedeError(f"{typed} is no time; write it as 2026-11-20T09:00.") from None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


async def run_trial(options: TrialOptions) -> int:
    """Serve the page, and offer the prompt where there is no display to show it on.

    Gives 0, or 1 where a piped command was not answered: a person at a terminal has seen it, and to
    them a slip is no failure. Raises LedeError.
    """
    set_up_logging(LOG_LEVEL)
    async with open_stage(at=options.at) as stage:
        offer = make_offer(stage)
        with _recorder(stage.sandbox, options.record) as recorder:
            try:
                async with open_page(
                    stage.sandbox, offer, port=options.port, recorder=recorder
                ) as page:
                    return await _work(stage.sandbox, options, page.address, stage.samples)
            except OSError as error:
                raise LedeError(
                    f"The page cannot be served at port {options.port}: {error.strerror}. Choose "
                    "another with --port, or leave it out."
                ) from None


async def _work(sandbox: Sandbox, options: TrialOptions, address: str, count: int) -> int:
    is_person = sys.stdin.isatty()
    if is_person and not options.at_prompt and _has_display():
        print(f"Lede is at {address}\n{count} releases are loaded. Ctrl+C ends it.")
        if options.opens_browser:
            await asyncio.to_thread(webbrowser.open, address)
        await asyncio.Event().wait()
    print(WELCOME.format(count=count, address=address))
    session = TrialSession(sandbox)
    await session.work_through(_lines())
    return 1 if session.unanswered and not is_person else 0


def _has_display() -> bool:
    """Whether a browser would have something to show itself on."""
    if sys.platform in ("darwin", "win32"):
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


@contextmanager
def _recorder(sandbox: Sandbox, path: Path | None) -> Iterator[Recorder | None]:
    """What keeps the session in a file, where one is asked for."""
    if path is None:
        yield None
        return
    try:
        file = path.open("w", encoding="utf-8")
    except OSError as error:
        raise LedeError(f"{path} cannot be written: {error.strerror}.") from None
    with file:
        yield Recorder(sandbox, file)


class TrialSession:
    """A person at the stand-in: types lines, reads what comes back."""

    def __init__(self, sandbox: Sandbox) -> None:
        self._sandbox = sandbox
        self._actor: Actor = sandbox.actor("Reader", owner=True)
        self._last: Reply | None = None
        self.unanswered = 0

    async def work_through(self, lines: AsyncIterator[str]) -> None:
        """Deal with every line, and tell of each that could not be answered."""
        async for line in lines:
            line = line.strip()
            if line in ("quit", "exit"):
                return
            if line.casefold() in ("help", "?"):
                line = "/help"
            if not line or line.startswith("#"):
                continue
            try:
                answer = await self._send(line)
                if answer.modal is not None:
                    answer = await self._fill_in(answer, answer.modal, lines)
            except (TypingError, SandboxError) as error:
                self.unanswered += 1
                print(f"{error}\n")
            else:
                await asyncio.sleep(_FOLLOWUPS)
                # An error may come as a followup and be the answer: each message once.
                messages = {one.message_id: one for one in (answer, *answer.followups)}
                for shown in messages.values():
                    self._show(shown)

    def _show(self, answer: Reply) -> None:
        # An error has no buttons; those of the answer before it stay within reach.
        self._last = answer if answer.buttons or self._last is None else self._last
        width = shutil.get_terminal_size().columns
        is_terminal = sys.stdout.isatty()
        print(legible(answer.transcript(), width=width, is_terminal=is_terminal) + "\n")

    async def _fill_in(self, answer: Reply, form: Modal, lines: AsyncIterator[str]) -> Reply:
        """Ask for each field of a form, a line each, and send it."""
        print(form.title)
        values = {}
        for field in form.fields:
            print(f"  {field.label}:")
            values[field.custom_id] = (await anext(lines, "")).strip()
        return await self._actor.submit(answer, values)

    async def _send(self, line: str) -> Reply:
        if line.split()[0] == "click":
            return await self._click(line.removeprefix("click").strip())
        command = parse_command(line, self._commands())
        options = {
            name: await self._choose(command, name, typed)
            for name, typed in command.options.items()
        }
        return await self._actor.run(command.name, options)

    def _commands(self) -> list[Payload]:
        """What Discord would offer after a "/"."""
        return [command.payload for command in self._actor.commands()]

    async def _choose(self, command: TypedCommand, option: str, typed: str) -> Any:
        """What is meant by what was typed: a channel, a file, a number, or a choice that opens."""
        payload = option_payload(command, option, self._commands())
        if payload["type"] == _CHANNEL:
            return self._sandbox.channel(typed.removeprefix("#"))
        if payload["type"] == _ROLE:
            return self._role(typed)
        if payload["type"] == _FILE:
            return _upload(typed)
        if payload["type"] == _WHOLE_NUMBER and typed.isdecimal():
            return int(typed)
        if payload["type"] == _YES_OR_NO:
            return typed.casefold() in ("yes", "true", "1")
        if not payload.get("autocomplete"):
            return typed
        choices = await self._actor.autocomplete(command.name, option, typed)
        if not choices:
            return typed
        return _chosen(option, payload["type"], typed, choices)

    def _role(self, typed: str) -> Any:
        roles = {role.name.removeprefix("@"): role for role in self._sandbox.guild.roles.values()}
        wanted = typed.removeprefix("@")
        if wanted not in roles:
            raise TypingError(f"There is no role {typed!r} here. There are: {', '.join(roles)}.")
        return roles[wanted]

    async def _click(self, label: str) -> Reply:
        """Press the button of that name, or whose name ends in it ("click 2" for "Brief 2")."""
        if self._last is None:
            raise TypingError("There is no answer with buttons yet. Try /brief first.")
        wanted = label.strip("\"'[]").casefold()
        buttons = self._last.buttons
        found = [b for b in buttons if b.label.casefold() == wanted]
        found += [b for b in buttons if wanted in b.label.casefold().split()]
        if not found:
            names = ", ".join(b.label for b in buttons if not b.disabled) or "none"
            raise TypingError(f"The last answer has no button {label!r}. It has: {names}.")
        if found[0].url:
            raise TypingError(f"That button opens a page in the browser: {found[0].url}")
        if found[0].disabled:
            raise TypingError("That button is disabled: there are no more pages that way.")
        return await self._actor.click(self._last, found[0].label)


def _chosen(option: str, kind: int, typed: str, choices: list[tuple[str, Any]]) -> Any:
    """What is sent of what was typed: as in Discord the words themselves, unless they are a choice.

    One is taken where it is called so, or where it is the only one that holds the words; a number
    cannot be typed otherwise. Raises TypingError.
    """
    wanted = typed.casefold()
    fitting = [(name, value) for name, value in choices if wanted in name.casefold()]
    called = [(name, value) for name, value in fitting if wanted == name.casefold()]
    found = called[:1] or fitting
    if len(found) == 1:
        name, value = found[0]
        print(f"  {option}: {name}")
        return value
    if kind != _WHOLE_NUMBER:
        return typed
    names = "; ".join(name for name, _ in fitting or choices)
    raise TypingError(f"{typed!r} is not one of the choices of {option}: {names}.")


def _upload(path: str) -> Upload:
    """A file of this machine, as a person would attach it."""
    try:
        return Upload(Path(path).name, Path(path).expanduser().read_bytes())
    except OSError as error:
        raise TypingError(f"{path} cannot be attached: {error.strerror}.") from None


async def _lines() -> AsyncIterator[str]:
    """What is typed; a newcomer at a terminal, and one who pipes nothing, sees a briefing first."""
    is_terminal = sys.stdin.isatty()
    if is_terminal:
        print(PROMPT + FIRST)
        yield FIRST
    any_typed = is_terminal
    async for line in read_lines(PROMPT):
        any_typed = any_typed or bool(line.strip())
        if not is_terminal and line.strip():
            print(PROMPT + line.strip())
        yield line
    if not any_typed:
        print(PROMPT + FIRST)
        yield FIRST
