"""Sources as a TOML file names them: those that come with Lede, or an operator's own."""

import re
import tomllib
from datetime import timedelta
from pathlib import Path
from typing import Any

from domain.errors import UnreadableInputError
from domain.sources import Kind, Source
from sources.listings import check_options

_NAME = re.compile(r"[a-z0-9][a-z0-9-]{0,39}")
_FIELDS = frozenset({"address", "kind", "agency", "cadence_hours", "verified", "options"})


def read_presets(path: Path) -> tuple[Source, ...]:
    """The sources of a file, a table each; UnreadableInputError names the one that is wrong."""
    try:
        tables = tomllib.loads(path.read_text("utf-8"))
    except OSError as error:
        raise UnreadableInputError(f"{path} cannot be read: {error.strerror}.") from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise UnreadableInputError(f"{path} cannot be read: it is no TOML ({error}).") from None
    return tuple(_source(path, name, table) for name, table in tables.items())


def check_name(name: str) -> str:
    """The name, if it can be one; UnreadableInputError says what can."""
    if not _NAME.fullmatch(name):
        raise UnreadableInputError(
            "“{name}” cannot name a source. Use up to 40 small letters, digits and hyphens, "
            "such as harbor-office.",
            name=name[:60],
        )
    return name


def _source(path: Path, name: str, table: Any) -> Source:
    if not isinstance(table, dict) or not isinstance(table.get("address"), str):
        raise _wrong(path, name, "it needs an address")
    if unknown := sorted(table.keys() - _FIELDS):
        raise _wrong(path, name, f"it has {unknown[0]!r}; it may have {', '.join(sorted(_FIELDS))}")
    try:
        kind = Kind(table.get("kind", "feed"))
    except ValueError:
        kinds = ", ".join(kind.value for kind in Kind)
        raise _wrong(path, name, f"its kind is none of {kinds}") from None
    hours = table.get("cadence_hours")
    if hours is not None and (not isinstance(hours, int | float) or not 0 < hours < 10_000):
        raise _wrong(path, name, "cadence_hours is no number of hours")
    options = table.get("options", {})
    if not isinstance(options, dict) or not all(isinstance(v, str) for v in options.values()):
        raise _wrong(path, name, "its options are no table of strings")
    if kind is Kind.LISTING:
        try:
            check_options(options)
        except UnreadableInputError as error:
            raise _wrong(path, name, str(error)) from None
    agency, is_verified = table.get("agency"), table.get("verified", False)
    if agency is not None and not (isinstance(agency, str) and agency.strip()):
        raise _wrong(path, name, "its agency is no name in quotation marks")
    if not isinstance(is_verified, bool):
        raise _wrong(path, name, "verified is neither true nor false, written without marks")
    return Source(
        name=check_name(name),
        kind=kind,
        address=table["address"],
        agency=agency,
        cadence=None if hours is None else timedelta(hours=hours),
        options=options,
        is_verified=is_verified,
    )


def _wrong(path: Path, name: str, why: str) -> UnreadableInputError:
    return UnreadableInputError(f"{path}: the source {name!r} cannot be read: {why}.")
