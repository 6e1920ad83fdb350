"""The catalogue: agencies by topic and country, families of them by the pattern of their site."""

import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from domain.errors import UnreadableInputError
from domain.sources import Kind, Source
from sources.presets import check_name

_FIELDS = frozenset({"address", "country", "language", "found_at", "agencies"})
_NAME_LENGTH = 40


@dataclass(frozen=True, slots=True)
class Entry:
    """An agency of the catalogue. `found_at` is where its site tells of the address."""

    source: Source
    topic: str
    country: str
    language: str
    found_at: str

    @property
    def group(self) -> str:
        """What an admin picks: "Public health, UK"."""
        return f"{self.topic}, {self.country}"

    @property
    def said(self) -> str:
        """All that it can be found by, in small letters."""
        return f"{self.source.name} {self.source.agency} {self.group}".casefold()


def read_catalogue(path: Path) -> tuple[Entry, ...]:
    """The agencies of a catalogue; UnreadableInputError names the family that is wrong."""
    try:
        families = tomllib.loads(path.read_text("utf-8"))
    except OSError as error:
        raise UnreadableInputError(f"{path} cannot be read: {error.strerror}.") from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise UnreadableInputError(f"{path} cannot be read: it is no TOML ({error}).") from None
    return tuple(
        entry for name, family in families.items() for entry in _entries(path, name, family)
    )


def _entries(path: Path, name: str, family: Any) -> list[Entry]:
    if not isinstance(family, dict) or family.keys() != _FIELDS:
        raise UnreadableInputError(
            f"{path}: the family {name!r} cannot be read: it needs {', '.join(sorted(_FIELDS))}."
        )
    found = []
    for topic, agencies in family["agencies"].items():
        for written in agencies:
            part, _, agency = (side.strip() for side in written.partition("|"))
            if not part or not agency:
                raise UnreadableInputError(
                    f"{path}: {written!r} of {name!r} is not written as “part | name”."
                )
            address = family["address"].replace("{part}", part)
            is_one = "{part}" not in family["address"]
            short = name if is_one else f"{name}-{part}"[:_NAME_LENGTH].rstrip("-")
            source = Source(check_name(short), Kind.FEED, address, agency)
            language = family["language"].replace("{part}", part)
            found.append(Entry(source, topic, family["country"], language, family["found_at"]))
    return found
