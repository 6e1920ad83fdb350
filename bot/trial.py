"""`lede try`: the real bot against the stand-in, with a prompt in the terminal."""

import asyncio
import shutil
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

from bot.client import LedeBot
from bot.config import Settings
from bot.logs import set_up_logging
from bot.prompt import read_lines
from bot.screen import legible
from bot.typed import Payload, TypedCommand, TypingError, option_payload, parse_command
from bot.wiring import open_services
from domain.errors import LedeError
from pipeline.seeds import load_seeds
from sandbox.actor import Actor
from sandbox.connect import redirected
from sandbox.problems import SandboxError
from sandbox.reply import Reply
from sandbox.server import Sandbox, open_sandbox

PROMPT = "> "
# The lines of the log would stand among the answers.
_LOG_LEVEL = "ERROR"
FIRST = "/brief"
WELCOME = """\
Lede runs on this machine against a stand-in of Discord; {count} sample releases are loaded.
Type commands as in Discord: /brief, /figures, /quotes, /latest, /search WORDS, /help.
A release is chosen by words of its title: /brief release:WORDS. "click NAME" presses a button
under the last answer, "quit" ends.
"""


async def run_trial() -> int:
    """Offer the prompt until the input ends; 0 if every command was answered, else 1.

    A person at a terminal has seen what was not answered: to them a slip is no failure.
    """
    set_up_logging(_LOG_LEVEL)
    async with _running_bot() as (sandbox, count):
        print(WELCOME.format(count=count))
        desk = TrialDesk(sandbox)
        await desk.work_through(_lines())
        return 1 if desk.unanswered and not sys.stdin.isatty() else 0


class TrialDesk:
    """A person at the stand-in: types lines, reads what comes back."""

    def __init__(self, sandbox: Sandbox) -> None:
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
            except (TypingError, SandboxError) as error:
                self.unanswered += 1
                print(f"{error}\n")
            else:
                # An error has no buttons; those of the answer before it stay within reach.
                self._last = answer if answer.buttons or self._last is None else self._last
                width = shutil.get_terminal_size().columns
                is_terminal = sys.stdout.isatty()
                print(legible(answer.transcript(), width=width, is_terminal=is_terminal) + "\n")

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

    async def _choose(self, command: TypedCommand, option: str, typed: str) -> str:
        """The first of the choices that open while one types, where there are any."""
        if not option_payload(command, option, self._commands()).get("autocomplete"):
            return typed
        choices = await self._actor.autocomplete(command.name, option, typed)
        if not choices:
            return typed
        name, value = choices[0]
        print(f"  {option}: {name}")
        return str(value)

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


@asynccontextmanager
async def _running_bot() -> AsyncIterator[tuple[Sandbox, int]]:
    """The stand-in with the bot on it and the samples loaded, all of it gone at the end."""
    with TemporaryDirectory(prefix="lede-") as folder:
        async with open_sandbox() as sandbox:
            settings = Settings(
                token=sandbox.token,
                database=str(Path(folder) / "lede.db"),
                log_level=_LOG_LEVEL,
            )
            # Nothing of the person's own settings counts here, on a reload neither.
            async with open_services(settings, reread=lambda: replace(settings)) as services:
                await load_seeds(services.storage, settings.seeds, now=services.now())
                count = await services.storage.releases.count()
                with redirected(sandbox):
                    async with LedeBot(services, guild_ready_timeout=0.05) as bot:
                        running = asyncio.create_task(bot.start(sandbox.token))
                        try:
                            await sandbox.wait_for_commands("brief")
                        except SandboxError as error:
                            await bot.close()
                            await running
                            raise LedeError(
                                f"The bot did not come up: {error}. The log above tells why."
                            ) from None
                        yield sandbox, count
                        await bot.close()
                        await running
