"""The named values of a release, as JSON Lines and front matter give them, checked one by one."""

from collections.abc import Mapping
from datetime import UTC, date, datetime

from domain.documents import Published

Values = Mapping[str, object]

# Half of a character that was cut in two: JSON can write it, UTF-8 and a database cannot.
_HALVES = dict.fromkeys(range(0xD800, 0xE000), "\ufffd")


class FieldError(ValueError):
    """A value is missing or of the wrong kind; the text completes "… cannot be read: "."""


def required_text(values: Values, name: str) -> str:
    """A string that must be there; it may be empty."""
    if name not in values:
        raise FieldError(f'it has no "{name}". Give every release a string under "{name}".')
    return _text(values[name], name)


def optional_text(values: Values, name: str) -> str | None:
    """A string, None where it is missing, null or blank."""
    value = values.get(name)
    if value is None:
        return None
    return _text(value, name).strip() or None


def optional_flag(values: Values, name: str) -> bool:
    """True or false, false where it is missing."""
    value = values.get(name, False)
    if not isinstance(value, bool):
        raise FieldError(f'"{name}" is {_kind(value)}. Write true or false.')
    return value


def optional_date(values: Values, name: str) -> Published | None:
    """A day or a moment in ISO 8601, or as TOML writes it; a moment without a zone is UTC."""
    value = values.get(name)
    if isinstance(value, datetime):
        return value if value.tzinfo else value.replace(tzinfo=UTC)
    if isinstance(value, date):
        return value
    written = optional_text(values, name)
    return None if written is None else _published(written, name)


def _published(written: str, name: str) -> Published:
    try:
        # "20260514" is a day too; datetime would make it a midnight.
        if len(written) <= len("2026-05-14"):
            return date.fromisoformat(written)
        moment = datetime.fromisoformat(written)
    except ValueError:
        raise FieldError(
            f'"{name}" is {written[:40]!r}. Write a date as 2026-05-14 or 2026-05-14T09:30:00Z.'
        ) from None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def whole_characters(text: str) -> str:
    """The text with each half of a character replaced: one for one, so that places stay."""
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        return text.translate(_HALVES)
    return text


def _text(value: object, name: str) -> str:
    if not isinstance(value, str):
        raise FieldError(f'"{name}" is {_kind(value)}. Write a string.')
    return whole_characters(value)


def _kind(value: object) -> str:
    if value is None:
        return "null"
    kinds = {bool: "true or false", int: "a number", float: "a number", str: "a string"}
    return kinds.get(type(value), "a list" if isinstance(value, list) else "an object")
