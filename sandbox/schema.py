"""Judge request bodies by Discord's own OpenAPI document, where a copy of it is at hand.

The document's schemas use a small part of JSON Schema, walked here directly: that names the field
at fault inside tagged unions and finds keys nobody declared, neither of which a general validator
does. A test holds its verdicts against the `jsonschema` package.
"""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from sandbox.limits import Path as FieldPath
from sandbox.problems import Violation
from sandbox.state import Json

TYPES: Mapping[str, tuple[type, ...]] = {
    "string": (str,),
    "integer": (int,),
    "number": (int, float),
    "boolean": (bool,),
    "array": (list,),
    "object": (dict,),
    "null": (type(None),),
}
WRONG_TYPE = "BASE_TYPE_BAD_TYPE"
SNOWFLAKE = "SnowflakeType"
RETAINED = frozenset({"proxy_url", "size", "url", "spoiler", "height", "width", "content_type"})
RESENT_MEDIA = frozenset({"proxy_url", "content_type", "flags"})
# Keys discord.py sends that the document does not have and Discord takes without complaint.
UNDECLARED: Mapping[str, frozenset[str]] = {
    "ApplicationCommandUpdateRequest": frozenset({"nsfw"}),
    "ApplicationCommandCreateRequest": frozenset({"nsfw"}),
    "ApplicationCommandPatchRequestPartial": frozenset({"nsfw"}),
    "RichEmbed": frozenset({"flags"}),
    "RichEmbedImage": RESENT_MEDIA,
    "RichEmbedThumbnail": RESENT_MEDIA,
    "RichEmbedAuthor": frozenset({"proxy_icon_url"}),
    "RichEmbedFooter": frozenset({"proxy_icon_url"}),
    "MessageAttachmentRequest": RETAINED,
    "MessageEditRequestPartial": frozenset({"tts"}),
    "CreateForumThreadRequest": frozenset({"type"}),
    "BaseCreateMessageCreateRequest": frozenset({"tts"}),
    # In an answer, where clients ask for it by `use_nested_fields`.
    "CreatedThreadResponse": frozenset({"message"}),
    "IncomingWebhookUpdateRequestPartial": frozenset({"tts"}),
    "IncomingWebhookUpdateForInteractionCallbackRequestPartial": frozenset({"tts"}),
}


# Values Discord knows that the document has not listed yet: media channels, which are forums too.
UNLISTED: Mapping[str, tuple[int, ...]] = {"ChannelTypes": (16,)}


@dataclass(slots=True)
class Verdict:
    """What is wrong with a body, and which of its keys nobody declared."""

    violations: list[Violation] = field(default_factory=list)
    unknown: list[FieldPath] = field(default_factory=list)

    def extend(self, other: "Verdict") -> None:
        """Add another verdict's findings."""
        self.violations += other.violations
        self.unknown += other.unknown

    @property
    def weight(self) -> tuple[int, int]:
        """Return how bad it is, to find the branch of a union that was meant."""
        return len(self.violations), len(self.unknown)


class Document:
    """Discord's OpenAPI document, ready to judge bodies."""

    def __init__(self, document: Json) -> None:
        self.raw = document
        self._schemas: Json = document["components"]["schemas"]

    def schema_of(self, method: str, template: str) -> Json | None:
        """Return the schema of an operation's JSON body; None where the document has none."""
        operation = self.raw["paths"].get(template, {}).get(method.lower(), {})
        content = operation.get("requestBody", {}).get("content", {})
        found: Json | None = content.get("application/json", {}).get("schema")
        return found

    def answer_schema(self, method: str, template: str, status: int) -> Json | None:
        """Return the schema of an operation's JSON answer; None where the document has none."""
        operation = self.raw["paths"].get(template, {}).get(method.lower(), {})
        content = operation.get("responses", {}).get(str(status), {}).get("content", {})
        found: Json | None = content.get("application/json", {}).get("schema")
        return found

    def judge_by(self, schema: Json, body: Any) -> Verdict:
        """Judge a body by a schema of the document."""
        return self._judge(schema, body, ())

    def judge(self, method: str, template: str, body: Any) -> Verdict:
        """Judge a body; multipart requests pass their `payload_json`."""
        schema = self.schema_of(method, template)
        return Verdict() if schema is None else self._judge(schema, body, ())

    def _judge(self, schema: Json, value: Any, path: FieldPath, name: str = "") -> Verdict:
        if "$ref" in schema:
            name = schema["$ref"].rpartition("/")[2]
            return self._judge(self._schemas[name], value, path, name)
        if name == SNOWFLAKE and isinstance(value, int) and not isinstance(value, bool):
            # Every library sends numbers in places, such as the index of `files[n]`.
            return Verdict()
        if value in UNLISTED.get(name, ()):
            return Verdict()
        verdict = Verdict([Violation(path, *wrong) for wrong in _wrongs(schema, value)])
        if any(violation.code == WRONG_TYPE for violation in verdict.violations):
            # What else is asked of another type would only repeat it.
            return verdict
        for part in schema.get("allOf", ()):
            verdict.extend(self._judge(part, value, path))
        branches = schema.get("oneOf") or schema.get("anyOf")
        if branches:
            verdict.extend(self._judge_union(branches, value, path))
        if isinstance(value, list) and "items" in schema:
            for index, item in enumerate(value):
                verdict.extend(self._judge(schema["items"], item, (*path, index)))
        if isinstance(value, dict):
            verdict.extend(self._judge_object(schema, value, path, name))
        return verdict

    def _judge_object(self, schema: Json, value: Json, path: FieldPath, name: str) -> Verdict:
        verdict = Verdict()
        properties = schema.get("properties", {})
        for key in schema.get("required", ()):
            if key not in value:
                wrong = Violation((*path, key), "BASE_TYPE_REQUIRED", "This field is required")
                verdict.violations.append(wrong)
        extra = schema.get("additionalProperties")
        for key, item in value.items():
            if key in properties:
                verdict.extend(self._judge(properties[key], item, (*path, key)))
            elif isinstance(extra, dict):
                verdict.extend(self._judge(extra, item, (*path, key)))
            elif properties and key not in UNDECLARED.get(name, ()):
                verdict.unknown.append((*path, key))
        return verdict

    def _judge_union(self, branches: list[Json], value: Any, path: FieldPath) -> Verdict:
        if value is not None:
            # "Must be null" helps nobody who sent something.
            branches = [b for b in branches if b.get("type") != "null"]
        tagged = [b for b in branches if self._has_tag(b, value)]
        verdicts = [self._judge(branch, value, path) for branch in tagged or branches]
        return min(verdicts, key=lambda verdict: verdict.weight)

    def _has_tag(self, branch: Json, value: Any) -> bool:
        """Whether a branch names the value's `type` as its own."""
        if not isinstance(value, dict) or "type" not in value:
            return False
        if "$ref" in branch:
            branch = self._schemas[branch["$ref"].rpartition("/")[2]]
        tag = branch.get("properties", {}).get("type", {})
        return value["type"] in tag.get("enum", ())


def _wrongs(schema: Json, value: Any) -> Iterator[tuple[str, str]]:
    """Yield code and message of what a schema itself, its parts aside, finds wrong."""
    kinds = schema.get("type")
    if kinds is not None:
        kinds = [kinds] if isinstance(kinds, str) else kinds
        if not any(_is(kind, value) for kind in kinds):
            yield WRONG_TYPE, f"Must be of type {' or '.join(kinds)}."
            return
    if "const" in schema and value != schema["const"]:
        yield "BASE_TYPE_CHOICES", f"Must be {schema['const']!r}."
    if "enum" in schema and value not in schema["enum"]:
        yield "BASE_TYPE_CHOICES", f"Value must be one of {schema['enum']}."
    if isinstance(value, str):
        yield from _wrong_size(schema, "Length", len(value), "in length")
        if "pattern" in schema and not re.search(schema["pattern"], value):
            yield "STRING_TYPE_REGEX", "String value did not match validation regex."
    elif isinstance(value, list):
        yield from _wrong_size(schema, "Items", len(value), "in length")
        if schema.get("uniqueItems") and len({json.dumps(v) for v in value}) < len(value):
            yield "SET_TYPE_ALREADY_CONTAINS_VALUE", "The set already contains this value"
    elif isinstance(value, dict):
        yield from _wrong_size(schema, "Properties", len(value), "in size")
    elif isinstance(value, int | float) and not isinstance(value, bool):
        if value < schema.get("minimum", value):
            yield "NUMBER_TYPE_MIN", f"Must be at least {schema['minimum']}."
        if value > schema.get("maximum", value):
            yield "NUMBER_TYPE_MAX", f"Must be at most {schema['maximum']}."


def _wrong_size(schema: Json, what: str, size: int, words: str) -> Iterator[tuple[str, str]]:
    low, high = schema.get(f"min{what}", 0), schema.get(f"max{what}", size)
    if size > high:
        yield "BASE_TYPE_MAX_LENGTH", f"Must be {high} or fewer {words}."
    if size < low:
        yield "BASE_TYPE_MIN_LENGTH", f"Must be {low} or more {words}."


def _is(kind: str, value: Any) -> bool:
    if isinstance(value, bool):
        return kind == "boolean"
    if kind == "integer" and isinstance(value, float):
        return value.is_integer()
    return isinstance(value, TYPES[kind])


@cache
def load(path: Path) -> Document:
    """Read the document once; it is 1.2 MB."""
    return Document(json.loads(path.read_text("utf-8")))
