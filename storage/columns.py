"""Column types that speak the domain: moments in UTC, publication dates, spans, records."""

from dataclasses import asdict
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import JSON, DateTime, Dialect, Integer, String, Text
from sqlalchemy.types import TypeDecorator

from domain.archive import Changes
from domain.briefings import Coverage, Trouble
from domain.documents import Document, Image, Published
from domain.facts import Analysis
from domain.record import Record, from_record, parse_published, published_text, to_record
from domain.subscriptions import (
    Choosing,
    Leaning,
    Preference,
    PreferenceKind,
    ReleaseFilter,
    Taste,
)

# Unicode's sign for a character that cannot be shown.
REPLACEMENT = "\ufffd"


class UtcDateTime(TypeDecorator[datetime]):
    """An aware moment, kept in UTC; a naive one is refused rather than guessed."""

    impl = DateTime
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Turn the moment to UTC and drop the offset, which SQLite cannot keep."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a moment without a time zone cannot be stored")
        return value.astimezone(UTC).replace(tzinfo=None)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Give the moment its zone back."""
        return None if value is None else value.replace(tzinfo=UTC)


class AnyText(TypeDecorator[str]):
    """A text of any characters. PostgreSQL keeps no NUL: the sign for what is missing stands there.

    It is one character as NUL is, so that receipts point to the same places.
    """

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:
        """Put the sign in the place of NUL where the database keeps none."""
        if value is None or dialect.name != "postgresql" or "\0" not in value:
            return value
        return value.replace("\0", REPLACEMENT)


class KnownDate(TypeDecorator[Published]):
    """When a release says it was published, as exactly as it says it: a day stays a day."""

    impl = String
    cache_ok = True

    def process_bind_param(self, value: Published | None, dialect: Dialect) -> str | None:
        """Write ISO 8601 in the known precision and with the offset that was given."""
        return published_text(value)

    def process_result_value(self, value: str | None, dialect: Dialect) -> Published | None:
        """Read the day or the moment back."""
        return parse_published(value)


class AnalysisRecord(TypeDecorator[Analysis]):
    """An analysis as its JSON record, the names of the rules included."""

    impl = JSON
    cache_ok = True

    def process_bind_param(self, value: Analysis | None, dialect: Dialect) -> Record | None:
        """Turn the analysis into its record."""
        return None if value is None else to_record(value, explain=True)

    def process_result_value(self, value: Record | None, dialect: Dialect) -> Analysis | None:
        """Read the analysis back."""
        return None if value is None else from_record(value)


class ImagesRecord(TypeDecorator[tuple[Image, ...]]):
    """The pictures of a release as JSON, an address and its words each; none as null."""

    impl = JSON(none_as_null=True)
    cache_ok = True

    def process_bind_param(self, value: tuple[Image, ...] | None, dialect: Dialect) -> Any:
        """Write them down."""
        return [asdict(one) for one in value] if value else None

    def process_result_value(self, value: Any, dialect: Dialect) -> tuple[Image, ...] | None:
        """Read them back."""
        return tuple(Image(**one) for one in value or ())


class DocumentRecord(TypeDecorator[Document]):
    """A document as JSON of its fields."""

    impl = JSON
    cache_ok = True

    def process_bind_param(self, value: Document | None, dialect: Dialect) -> Any:
        """Write the fields down, the date in the precision that is known."""
        if value is None:
            return None
        return asdict(value) | {"published_at": published_text(value.published_at)}

    def process_result_value(self, value: Any, dialect: Dialect) -> Document | None:
        """Read them back."""
        if value is None:
            return None
        images = tuple(Image(**one) for one in value.get("images", ()))
        published_at = parse_published(value["published_at"])
        return Document(**value | {"published_at": published_at, "images": images})


class Seconds(TypeDecorator[timedelta]):
    """A stretch of time, in whole seconds."""

    impl = Integer
    cache_ok = True

    def process_bind_param(self, value: timedelta | None, dialect: Dialect) -> int | None:
        """Count the seconds."""
        return None if value is None else int(value.total_seconds())

    def process_result_value(self, value: int | None, dialect: Dialect) -> timedelta | None:
        """Make a stretch of them."""
        return None if value is None else timedelta(seconds=value)


class ChangesRecord(TypeDecorator[Changes]):
    """What a release says differently, as JSON of its fields."""

    impl = JSON(none_as_null=True)
    cache_ok = True

    def process_bind_param(self, value: Changes | None, dialect: Dialect) -> Any:
        """Write the fields down."""
        return None if value is None else asdict(value)

    def process_result_value(self, value: Any, dialect: Dialect) -> Changes | None:
        """Read them back, lists as tuples."""
        if value is None:
            return None
        fields: dict[str, Any] = {
            name: tuple(kept) if isinstance(kept, list) else kept for name, kept in value.items()
        }
        return Changes(**fields)


class CoverageRecord(TypeDecorator[Coverage]):
    """How the sources were, as JSON of its fields."""

    impl = JSON
    cache_ok = True

    def process_bind_param(self, value: Coverage | None, dialect: Dialect) -> Any:
        """Write the fields down, moments as ISO 8601."""
        if value is None:
            return None
        troubles = [
            asdict(trouble) | {"since": trouble.since and trouble.since.isoformat()}
            for trouble in value.troubles
        ]
        return {"sources": value.sources, "troubles": troubles}

    def process_result_value(self, value: Any, dialect: Dialect) -> Coverage | None:
        """Read them back."""
        if value is None:
            return None
        troubles = [
            Trouble(**kept | {"since": kept["since"] and datetime.fromisoformat(kept["since"])})
            for kept in value["troubles"]
        ]
        return Coverage(value["sources"], tuple(troubles))


class TasteRecord(TypeDecorator[Taste]):
    """What a server wants more or less of, as a list of its preferences: kind, name, leaning."""

    impl = JSON
    cache_ok = True

    def process_bind_param(self, value: Taste | None, dialect: Dialect) -> Any:
        """Write the preferences down."""
        return None if value is None else _taste_record(value)

    def process_result_value(self, value: Any, dialect: Dialect) -> Taste | None:
        """Read them back."""
        return None if value is None else _taste(value)


class ChoosingRecord(TypeDecorator[Choosing]):
    """By what a briefing's stories were chosen, as JSON of its fields; nothing known as null."""

    impl = JSON(none_as_null=True)
    cache_ok = True

    def process_bind_param(self, value: Choosing | None, dialect: Dialect) -> Any:
        """Write the fields down."""
        if value is None:
            return None
        taste = _taste_record(value.taste)
        return {"beat": asdict(value.beat), "length": value.length, "taste": taste}

    def process_result_value(self, value: Any, dialect: Dialect) -> Choosing | None:
        """Read them back."""
        if value is None:
            return None
        beat = ReleaseFilter(**{name: tuple(kept) for name, kept in value["beat"].items()})
        return Choosing(beat, value["length"], _taste(value["taste"]))


def _taste_record(taste: Taste) -> list[dict[str, str]]:
    return [asdict(preference) for preference in taste.preferences]


def _taste(kept: list[dict[str, str]]) -> Taste:
    return Taste(
        tuple(
            Preference(PreferenceKind(one["kind"]), one["name"], Leaning(one["leaning"]))
            for one in kept
        )
    )
