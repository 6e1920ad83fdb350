"""Word lists as data: one commented file a subject, read once by one cached loader.

A `.txt` file holds an entry a line; `#` starts a comment. A `.toml` file holds tables; a text of
several lines in it, as a long pattern is, is one without the line breaks and the indentation.
"""

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any


@cache
def words(name: str) -> frozenset[str]:
    """The entries of `<name>.txt`, as they stand."""
    return frozenset(ordered_words(name))


@cache
def ordered_words(name: str) -> tuple[str, ...]:
    """The entries of `<name>.txt` in the order of the file."""
    lines = files(__package__).joinpath(f"{name}.txt").read_text("utf-8").splitlines()
    return tuple(entry for line in lines if (entry := line.partition("#")[0].strip()))


@cache
def table(name: str) -> dict[str, Any]:
    """The content of `<name>.toml`; callers must not change it."""
    text = files(__package__).joinpath(f"{name}.toml").read_text("utf-8")
    return {key: _joined(value) for key, value in tomllib.loads(text).items()}


def _joined(value: Any) -> Any:
    """The value with the lines of every text put together."""
    if isinstance(value, str):
        return "".join(line.lstrip(" ") for line in value.split("\n")) if "\n" in value else value
    if isinstance(value, dict):
        return {key: _joined(inner) for key, inner in value.items()}
    return [_joined(inner) for inner in value] if isinstance(value, list) else value
