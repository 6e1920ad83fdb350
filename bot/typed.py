"""What a person types at the prompt of `lede try`, taken apart."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from domain.errors import LedeError

# Discord's numbers for options that are subcommands or groups of them.
_NESTED = (1, 2)
Payload = Mapping[str, Any]


class TypingError(LedeError):
    """What was typed means nothing here; the text says what to type instead."""


@dataclass(frozen=True, slots=True)
class TypedCommand:
    """A slash command: its full name ("admin reload") and its options as typed, by name."""

    name: str
    options: dict[str, str]


def parse_command(line: str, commands: Sequence[Payload]) -> TypedCommand:
    """Take "/name option:value …" apart by the registered commands (Discord's payloads).

    Words without an option's name go to the first option, as one types them in Discord. Raises
    TypingError for what no command takes.
    """
    words = line.removeprefix("/").split()
    payload = _named(words[0] if words else "", commands)
    if payload is None:
        # The ones for admins, which have parts, come last.
        ordered = sorted(commands, key=lambda c: (_has_parts(c), c["name"]))
        names = ", ".join(f"/{command['name']}" for command in ordered)
        raise TypingError(f"There is no such command. There are: {names}; click NAME; quit.")
    path, rest = [payload["name"]], line.removeprefix("/").strip()[len(words[0]) :].strip()
    while nested := [o for o in payload.get("options", ()) if o["type"] in _NESTED]:
        word, _, rest = rest.partition(" ")
        payload = _named(word, nested)
        if payload is None:
            names = ", ".join(f"/{' '.join(path)} {o['name']}" for o in nested)
            raise TypingError(f"That command has parts. There are: {names}.")
        path.append(payload["name"])
        rest = rest.strip()
    known = [option["name"] for option in payload.get("options", ())]
    return TypedCommand(" ".join(path), _options(rest, known))


def option_payload(command: TypedCommand, option: str, commands: Sequence[Payload]) -> Payload:
    """The registered description of one option of a parsed command."""
    found: Payload = {"options": commands}
    for name in [*command.name.split(), option]:
        found = next(o for o in found.get("options", ()) if o["name"] == name)
    return found


def _has_parts(payload: Payload) -> bool:
    return any(option["type"] in _NESTED for option in payload.get("options", ()))


def _named(name: str, payloads: Sequence[Payload]) -> Payload | None:
    return next((p for p in payloads if p["name"] == name), None)


def _options(text: str, names: Sequence[str]) -> dict[str, str]:
    """Values by option name; a value runs up to the next option's name."""
    if not text:
        return {}
    if not names:
        raise TypingError("That command takes no options.")
    marks = re.compile(rf"(?:^|(?<=\s))({'|'.join(map(re.escape, names))}):")
    first, *rest = marks.split(text)
    options = {name: value.strip() for name, value in zip(rest[::2], rest[1::2], strict=True)}
    if first.strip():
        if names[0] in options:
            raise TypingError(f"{first.strip()!r} belongs to no option. There are: {names}.")
        options = {names[0]: first.strip()} | options
    return {name: value for name, value in options.items() if value}
