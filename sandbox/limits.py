"""Discord's limits on messages and embeds, restated by hand from its documentation."""

from collections.abc import Iterable, Mapping
from typing import Any
from urllib.parse import urlsplit

from sandbox.problems import Violation
from sandbox.state import Json, MessageFlag

CONTENT = 2000
EMBEDS = 10
# Over all embeds of a message together (documentation, "Embed Limits").
EMBED_TOTAL = 6000
EMBED_TEXTS = {"title": 256, "description": 4096}
EMBED_FIELDS = 25
FIELD_NAME = 256
FIELD_VALUE = 1024
FOOTER = 2048
AUTHOR = 256
FILES = 10
FILE_BYTES = 10 * 1024 * 1024
REQUEST_BYTES = 25 * 1024 * 1024
ALT_TEXT = 1024
NONCE = 25
STICKERS = 3
MENTIONED = 100
URL_SCHEMES = ("http", "https")
MEDIA_SCHEMES = (*URL_SCHEMES, "attachment")

Path = tuple[str | int, ...]


def too_long(path: Path, text: object, limit: int) -> list[Violation]:
    """Check the length of a text, trimmed as Discord trims it."""
    if isinstance(text, str) and len(text.strip()) > limit:
        message = f"Must be {limit} or fewer in length."
        return [Violation(path, "BASE_TYPE_MAX_LENGTH", message)]
    return []


def required(path: Path, value: object) -> list[Violation]:
    """Check that a text is there and not blank."""
    if value is None or (isinstance(value, str) and not value.strip()):
        return [Violation(path, "BASE_TYPE_REQUIRED", "This field is required")]
    return []


def wrong_url(path: Path, value: object, schemes: tuple[str, ...] = URL_SCHEMES) -> list[Violation]:
    """Check that an address is one a client can follow."""
    if value is None:
        return []
    parts = urlsplit(str(value))
    if parts.scheme not in schemes:
        message = f'Scheme "{parts.scheme}" is not supported. Scheme must be one of {schemes}.'
        return [Violation(path, "URL_TYPE_INVALID_SCHEME", message)]
    if not parts.netloc or any(c.isspace() for c in str(value)):
        return [Violation(path, "URL_TYPE_INVALID_URL", "Not a well formed URL.")]
    return []


def wrong_count(path: Path, count: int, low: int, high: int) -> list[Violation]:
    """Check the number of elements of a list."""
    if low <= count <= high:
        return []
    message = f"Must be between {low} and {high} in length."
    return [Violation(path, "BASE_TYPE_BAD_LENGTH", message)]


def check_content(body: Mapping[str, Any]) -> list[Violation]:
    """Check the text of a message and what surrounds it."""
    found = too_long(("content",), body.get("content"), CONTENT)
    nonce = body.get("nonce")
    if nonce is not None and len(str(nonce)) > NONCE:
        message = f"Must be {NONCE} or fewer in length."
        found.append(Violation(("nonce",), "BASE_TYPE_MAX_LENGTH", message))
    found += wrong_count(("sticker_ids",), len(body.get("sticker_ids") or []), 0, STICKERS)
    return found + check_mentions(body.get("allowed_mentions"))


def check_mentions(allowed: Json | None) -> list[Violation]:
    """Check `allowed_mentions`: a kind is either parsed or listed, never both."""
    found: list[Violation] = []
    for kind in ("users", "roles"):
        listed = (allowed or {}).get(kind) or []
        path: Path = ("allowed_mentions", kind)
        found += wrong_count(path, len(listed), 0, MENTIONED)
        if listed and kind in ((allowed or {}).get("parse") or []):
            message = f'parse:["{kind}"] and {kind}: [ids...] are mutually exclusive.'
            code = "MESSAGE_ALLOWED_MENTIONS_PARSE_EXCLUSIVE"
            found.append(Violation(("allowed_mentions",), code, message))
    return found


def check_embeds(embeds: Iterable[Json]) -> list[Violation]:
    """Check every embed, then the sum of their texts."""
    embeds = list(embeds)
    found = wrong_count(("embeds",), len(embeds), 0, EMBEDS)
    for index, embed in enumerate(embeds):
        found += check_embed(("embeds", index), embed)
    if sum(map(embed_size, embeds)) > EMBED_TOTAL:
        message = f"Embed size exceeds maximum size of {EMBED_TOTAL}"
        found.append(Violation(("embeds",), "MAX_EMBED_SIZE_EXCEEDED", message))
    return found


def check_embed(path: Path, embed: Json) -> list[Violation]:
    """Check one embed."""
    found: list[Violation] = []
    for key, limit in EMBED_TEXTS.items():
        found += too_long((*path, key), embed.get(key), limit)
    found += too_long((*path, "footer", "text"), (embed.get("footer") or {}).get("text"), FOOTER)
    if embed.get("footer") is not None:
        found += required((*path, "footer", "text"), embed["footer"].get("text"))
    author = embed.get("author")
    if author is not None:
        found += too_long((*path, "author", "name"), author.get("name"), AUTHOR)
        found += required((*path, "author", "name"), author.get("name"))
        found += wrong_url((*path, "author", "url"), author.get("url"))
        found += wrong_url((*path, "author", "icon_url"), author.get("icon_url"), MEDIA_SCHEMES)
    found += wrong_url((*path, "url"), embed.get("url"))
    for key in ("image", "thumbnail"):
        found += wrong_url((*path, key, "url"), (embed.get(key) or {}).get("url"), MEDIA_SCHEMES)
    fields = embed.get("fields") or []
    found += wrong_count((*path, "fields"), len(fields), 0, EMBED_FIELDS)
    for index, field in enumerate(fields):
        for key, limit in (("name", FIELD_NAME), ("value", FIELD_VALUE)):
            found += required((*path, "fields", index, key), field.get(key))
            found += too_long((*path, "fields", index, key), field.get(key), limit)
    return found


def embed_size(embed: Json) -> int:
    """Return the characters of an embed that count towards the total."""
    texts = [embed.get("title"), embed.get("description")]
    texts.append((embed.get("footer") or {}).get("text"))
    texts.append((embed.get("author") or {}).get("name"))
    for field in embed.get("fields") or []:
        texts += [field.get("name"), field.get("value")]
    return sum(len(str(text).strip()) for text in texts if text)


def shows_something(embed: Json) -> bool:
    """Whether an embed has anything to see."""
    seen = ("title", "description", "fields", "footer", "author", "image", "thumbnail")
    return any(embed.get(key) for key in seen)


def check_files(body: Mapping[str, Any], sizes: Mapping[int, int]) -> list[Violation]:
    """Check what `attachments` says of the files sent along; `sizes` by their index, in bytes."""
    listed = body.get("attachments") or []
    found = wrong_count(("attachments",), max(len(listed), len(sizes)), 0, FILES)
    for index, entry in enumerate(listed):
        found += too_long(("attachments", index, "description"), entry.get("description"), ALT_TEXT)
    return found


def check_v2_exclusions(body: Mapping[str, Any]) -> list[Violation]:
    """Check that a message made of components has nothing beside them."""
    found = []
    for key in ("content", "embeds", "poll", "sticker_ids"):
        if body.get(key):
            message = f"The 'MessageFlags.IS_COMPONENTS_V2' cannot be used with {key}."
            code = "MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2"
            found.append(Violation((key,), code, message))
    return found


def is_v2(body: Mapping[str, Any]) -> bool:
    """Whether a body asks for a message made of components."""
    return bool((body.get("flags") or 0) & MessageFlag.COMPONENTS_V2)
