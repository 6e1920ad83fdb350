"""Messages made and changed from what the bot sends: judged, their files stored, ids filled in."""

import copy
import mimetypes
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from sandbox.component_limits import TEXT, check_components, walk
from sandbox.limits import (
    FILE_BYTES,
    REQUEST_BYTES,
    check_content,
    check_embeds,
    check_files,
    check_v2_exclusions,
    shows_something,
)
from sandbox.payloads import attachment_object
from sandbox.permissions import Permission
from sandbox.problems import Refusal, Violation, invalid_form
from sandbox.state import Attachment, ChannelState, Json, Message, MessageFlag, User
from sandbox.world import World

USER_MENTION = re.compile(r"<@!?(\d+)>")
ROLE_MENTION = re.compile(r"<@&(\d+)>")
EVERYONE = re.compile(r"@(everyone|here)\b")
ATTACHMENT_SCHEME = "attachment://"
SETTABLE = (
    MessageFlag.SUPPRESS_EMBEDS | MessageFlag.SUPPRESS_NOTIFICATIONS | MessageFlag.COMPONENTS_V2
)


@dataclass(frozen=True, slots=True)
class SentFile:
    """One `files[n]` part of a request."""

    index: int
    filename: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Draft:
    """What a message is to hold once a body is applied; the same for new and changed ones."""

    content: str
    embeds: list[Json]
    components: list[Json]
    files: list[Attachment]
    flags: int
    names: dict[str, Attachment] = field(default_factory=dict)


def create_message(
    world: World,
    channel: ChannelState,
    author: User,
    body: Json,
    sent: Iterable[SentFile] = (),
    *,
    ephemeral_for: User | None = None,
    interaction_id: int | None = None,
    number: int | None = None,
) -> Message:
    """Judge a body and store the message it describes; refuses with 50035, 50006 or 40005.

    `number` is its id, where it is that of a thread it begins.
    """
    message = Message(number or world.ids.next(), channel.id, author, world.clock.now())
    message.interaction_id = interaction_id
    if ephemeral_for is not None:
        message.flags |= MessageFlag.EPHEMERAL
        message.seen_only_by = ephemeral_for.id
    apply_body(world, message, body, sent)
    message.tts = bool(body.get("tts"))
    message.nonce = body.get("nonce")
    reference = body.get("message_reference")
    if reference:
        message.reply_to = _referenced(world, channel, reference)
    message.type = 19 if message.reply_to else 20 if _is_slash(world, message) else 0
    world.keep(message)
    return message


def edit_message(world: World, message: Message, body: Json, sent: Iterable[SentFile] = ()) -> None:
    """Judge and apply a partial body: keys that are absent stay as they are."""
    was_loading = message.is_loading
    apply_body(world, message, body, sent)
    message.flags &= ~MessageFlag.LOADING
    if not was_loading:
        message.edited_at = world.clock.now()
    world.changes.notify()


def apply_body(world: World, message: Message, body: Json, sent: Iterable[SentFile]) -> None:
    """Change a message as a body says, or refuse and leave it as it was."""
    sent = list(sent)
    draft = _draft(world, message, body, sent)
    violations = _violations(message, body, draft, sent)
    if violations:
        raise invalid_form(violations)
    if not _holds_something(draft, body):
        raise Refusal(400, 50006, "Cannot send an empty message")
    if "embeds" in body:
        draft.embeds[:] = [e | {"type": "rich"} for e in draft.embeds]
        message.in_embeds = _resolve(world, draft.embeds, draft.names, ("embeds",))
    if "components" in body:
        message.in_components = _resolve(world, draft.components, draft.names, ("components",))
        _number(draft.components)
    message.content, message.embeds = draft.content, draft.embeds
    message.components, message.files, message.flags = draft.components, draft.files, draft.flags
    for file in draft.files:
        world.attachments[file.id] = file
    message.pinged = _pinged(world, message, body)
    _report_unseen(world, message)


def _draft(world: World, message: Message, body: Json, sent: list[SentFile]) -> Draft:
    new = {file.index: _store(world, message, body, file) for file in sent}
    listed = body.get("attachments")
    if listed is None:
        files = [*message.files, *new.values()]
    else:
        # Since v10 an edit keeps only what its list names.
        kept = {f.id: f for f in message.files}
        files = []
        for index, entry in enumerate(listed):
            number = int(entry["id"])
            if number not in new and number not in kept:
                text = f"No file and no attachment has the id {number}."
                path = ("attachments", index, "id")
                raise invalid_form([Violation(path, "ATTACHMENT_NOT_FOUND", text)])
            files.append(new.get(number) or kept[number])
    flags = message.flags
    if body.get("flags") is not None:
        flags = flags & ~SETTABLE | int(body["flags"]) & SETTABLE
    return Draft(
        content=((body.get("content") or "") if "content" in body else message.content).strip(),
        embeds=copy.deepcopy(body.get("embeds") or [] if "embeds" in body else message.embeds),
        components=copy.deepcopy(
            body.get("components") or [] if "components" in body else message.components
        ),
        files=files,
        flags=flags,
        names={file.filename: file for file in files},
    )


def _violations(
    message: Message, body: Json, draft: Draft, sent: list[SentFile]
) -> list[Violation]:
    sizes = {file.index: len(file.content) for file in sent}
    if any(size > FILE_BYTES for size in sizes.values()) or sum(sizes.values()) > REQUEST_BYTES:
        raise Refusal(413, 40005, "Request entity too large")
    v2 = bool(draft.flags & MessageFlag.COMPONENTS_V2)
    found = check_content(body) + check_files(body, sizes)
    if message.is_v2 and not v2:
        text = "The components flag cannot be removed from a message."
        found.append(Violation(("flags",), "MESSAGE_COMPONENTS_V2_IRREVOCABLE", text))
    if "embeds" in body:
        found += check_embeds(draft.embeds)
    if "components" in body:
        found += check_components(draft.components, v2)
    if v2:
        whole = {"content": draft.content, "embeds": draft.embeds}
        found += check_v2_exclusions({**body, **whole})
    if body.get("poll"):
        text = "Polls are not part of the sandbox."
        found.append(Violation(("poll",), "SANDBOX_NOT_MODELLED", text))
    return found


def _holds_something(draft: Draft, body: Json) -> bool:
    if draft.flags & MessageFlag.COMPONENTS_V2:
        return bool(draft.components)
    embeds = any(shows_something(embed) for embed in draft.embeds)
    return bool(
        draft.content or embeds or draft.components or draft.files or body.get("sticker_ids")
    )


def _store(world: World, message: Message, body: Json, file: SentFile) -> Attachment:
    described: Json = {}
    for entry in body.get("attachments") or []:
        if str(entry.get("id")) == str(file.index):
            described = entry
    name = described.get("filename") or file.filename
    # Clients send application/octet-stream; Discord goes by the name.
    kind = mimetypes.guess_type(name)[0] or "application/octet-stream"
    return Attachment(
        world.ids.next(),
        name,
        file.content,
        kind,
        message.channel_id,
        described.get("description"),
        message.is_ephemeral,
    )


def _resolve(
    world: World, nodes: list[Json], names: Mapping[str, Attachment], root: tuple[str]
) -> frozenset[int]:
    """Replace `attachment://name` by the stored file, in place; return the files shown so."""
    by_id = {file.id: file for file in names.values()}
    shown: set[int] = set()
    missing: list[Violation] = []

    def visit(node: object, path: tuple[str | int, ...]) -> None:
        if isinstance(node, list):
            for index, child in enumerate(node):
                visit(child, (*path, index))
        if not isinstance(node, dict):
            return
        url = node.get("url")
        if isinstance(url, str) and url.startswith(ATTACHMENT_SCHEME):
            file = names.get(url.removeprefix(ATTACHMENT_SCHEME))
            if file is None:
                text = f"The referenced attachment {url} is not among the files."
                code = "UNFURLED_MEDIA_ITEM_REFERENCED_ATTACHMENT_NOT_FOUND"
                missing.append(Violation((*path, "url"), code, text))
                return
            shown.add(file.id)
            about = attachment_object(world, file)
            wanted = ("url", "proxy_url", "width", "height", "content_type")
            node.update({key: about[key] for key in wanted if key in about})
            if root == ("components",):
                node["attachment_id"] = str(file.id)
        elif isinstance(url, str) and path[-1] in ("image", "thumbnail", "media", "file"):
            node.setdefault("proxy_url", url)
        for key, child in node.items():
            visit(child, (*path, key))

    visit(nodes, root)
    if missing:
        raise invalid_form(missing)
    for _, component in walk(nodes) if root == ("components",) else ():
        file_media = component.get("file")
        if component.get("type") == 13 and isinstance(file_media, dict):
            stored = by_id.get(int(file_media.get("attachment_id") or 0))
            component.setdefault("name", _last_part(str(file_media.get("url"))))
            component.setdefault("size", len(stored.content) if stored else 0)
    return frozenset(shown)


def _last_part(url: str) -> str:
    return url.rpartition("/")[2]


def _number(components: list[Json]) -> None:
    """Fill in component ids that are absent or 0, counting up past those in use."""
    taken = {c.get("id") for _, c in walk(components)}
    number = 0
    for _, component in walk(components):
        if not component.get("id"):
            number += 1
            while number in taken:
                number += 1
            component["id"] = number


def _report_unseen(world: World, message: Message) -> None:
    """A v2 message shows no file that no component refers to: surely not what was meant."""
    if message.is_v2:
        for file in message.files:
            if file.id not in message.in_components:
                world.problems.record(f"no component shows the uploaded file {file.filename}")


def _pinged(world: World, message: Message, body: Json) -> tuple[str, ...]:
    """Return who is notified: ids of users and roles, and "everyone"."""
    texts = [message.content]
    texts += [c["content"] for _, c in walk(message.components) if c.get("type") == TEXT]
    text = "\n".join(texts)
    allowed = body.get("allowed_mentions")
    parsed = {"users", "roles", "everyone"} if allowed is None else set(allowed.get("parse") or [])
    channel = world.channels[message.channel_id]
    found = []
    for kind, pattern in (("users", USER_MENTION), ("roles", ROLE_MENTION)):
        listed = {str(i) for i in (allowed or {}).get(kind) or []}
        found += [n for n in pattern.findall(text) if kind in parsed or n in listed]
    may = world.permissions(channel, message.author) & Permission.MENTION_EVERYONE
    if EVERYONE.search(text) and "everyone" in parsed and may:
        found.append("everyone")
    return tuple(dict.fromkeys(found))


def _referenced(world: World, channel: ChannelState, reference: Json) -> int | None:
    number = int(reference.get("message_id") or 0)
    if number in world.messages.get(channel.id, {}):
        return number
    if reference.get("fail_if_not_exists", True):
        violation = Violation(
            ("message_reference",), "MESSAGE_REFERENCE_UNKNOWN_MESSAGE", "Unknown message"
        )
        raise invalid_form([violation])
    return None


def _is_slash(world: World, message: Message) -> bool:
    if message.interaction_id is None:
        return False
    return int(world.interactions[message.interaction_id].type) == 2
