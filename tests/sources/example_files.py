"""Examples of sources: an answer as the site gives it, and the items that must come out of it.

`examples/NAME.xml` (or .html, .json, .txt) is the answer, `examples/NAME.toml` what is expected;
the format stands in docs/sources.md. What a contributor guessed wrong is answered with a sentence.
"""

import json
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from domain.sources import Fetched, Item, Listed, Source
from sources.reading import first_address, read_listed

_FILE = {"content_type": str, "items": list}
# Each field of an item, what it must be, and whether it must be there.
_ITEM: Mapping[str, tuple[type | tuple[type, ...], str, bool]] = {
    "url": (str, "a string, the address in full", False),
    "title": (str, "a string", False),
    "published_at": ((date, datetime), "a date or a moment without marks: 2026-05-19", False),
    "is_whole": (bool, "true where the answer holds the whole text, else false", True),
    "text": (str, "a string: the text as it is read from the answer", False),
}
# What servers say of such a file; to be corrected where the site says otherwise.
_TYPES = {
    ".xml": "application/rss+xml",
    ".html": "text/html",
    ".json": "application/json",
    ".txt": "text/plain",
}


class ExampleError(AssertionError):
    """What is wrong with an example, in a sentence."""


@dataclass(frozen=True, slots=True)
class Example:
    """An answer, what the server says it is, and the items it must give, newest first."""

    answer: bytes
    content_type: str
    items: tuple[dict[str, Any], ...]


def names_in(folder: Path) -> set[str]:
    """The names of the sources that have an answer."""
    return {path.stem for path in folder.iterdir() if path.suffix in _TYPES}


def read_example(folder: Path, name: str) -> Example:
    """The example of a source; raises ExampleError that says what to do."""
    path = folder / f"{name}.toml"
    try:
        table = tomllib.loads(path.read_text("utf-8"))
    except tomllib.TOMLDecodeError as error:
        raise ExampleError(f"{path} is no TOML: {error}.") from None
    _check_keys(table, _FILE, f"{path}")
    for key, kind in _FILE.items():
        if not isinstance(table.get(key), kind):
            shape = "tables, [[items]] each" if kind is list else "a string"
            raise ExampleError(f"{path} needs {key!r}: {shape}. docs/sources.md shows one.")
    for number, item in enumerate(table["items"], start=1):
        _check_item(item, f"{path}: item {number}")
    return Example(answer_of(folder, name).read_bytes(), table["content_type"], (*table["items"],))


def answer_of(folder: Path, name: str) -> Path:
    """The file with the answer of a source; raises ExampleError where there is not exactly one."""
    found = sorted(path for path in folder.glob(f"{name}.*") if path.suffix in _TYPES)
    if len(found) != 1:
        there = ", ".join(path.name for path in found) or "none"
        raise ExampleError(
            f"The source {name!r} needs one answer of its site in {folder}, named {name} with "
            f"{', '.join(_TYPES)}; there is {there}. Write it yourself, in the shape the site has."
        )
    return found[0]


def write_expected(folder: Path, source: Source) -> Path:
    """Write down what is read of an answer now, for a person to read and correct."""
    answer = answer_of(folder, source.name)
    content_type = _TYPES[answer.suffix]
    listed = read_answer_of(source, answer.read_bytes(), content_type)
    lines = [f'content_type = "{content_type}"']
    for item in shown(listed):
        lines += ["", "[[items]]", *(f"{key} = {_toml(value)}" for key, value in item.items())]
    path = folder / f"{source.name}.toml"
    path.write_text("\n".join(lines) + "\n", "utf-8")
    return path


def read_answer_of(source: Source, answer: bytes, content_type: str) -> Listed:
    """What Lede reads of an answer, as if the site had just given it."""
    fetched = Fetched(first_address(source), 200, answer, content_type, "utf-8")
    return read_listed(source, fetched)


def shown(listed: Listed) -> list[dict[str, Any]]:
    """The fields of each item that an example names, without those that have no value."""
    return [_fields(item) for item in listed.items]


def _fields(item: Item) -> dict[str, Any]:
    values = {field: getattr(item, field) for field in _ITEM}
    return {field: value for field, value in values.items() if value is not None}


def _check_item(item: Any, where: str) -> None:
    if not isinstance(item, dict):
        raise ExampleError(f"{where} is no table; write [[items]] above its fields.")
    _check_keys(item, _ITEM, where)
    for field, (kind, what, is_needed) in _ITEM.items():
        if field not in item:
            if is_needed:
                raise ExampleError(f"{where} needs {field!r}: {what}.")
        elif not isinstance(item[field], kind):
            raise ExampleError(f"{where}: {field!r} must be {what}; it is {item[field]!r}.")


def _check_keys(table: Mapping[str, Any], known: Mapping[str, Any], where: str) -> None:
    for key in table:
        if key not in known:
            near = get_close_matches(key, known, n=1, cutoff=0.4)
            meant = f" Is {near[0]!r} meant?" if near else ""
            raise ExampleError(f"{where} has {key!r}; it may have {', '.join(known)}.{meant}")


def _toml(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    # A string of JSON is one of TOML.
    return json.dumps(value, ensure_ascii=False) if isinstance(value, str) else value.isoformat()
