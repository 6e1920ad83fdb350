"""Messages as plain text for a terminal: a line for what each part of the client would show."""

from collections.abc import Iterable
from datetime import UTC, datetime

from sandbox.markdown import plain
from sandbox.state import Json, Message, User
from sandbox.world import World

EMBED_EDGE = "│ "
CONTAINER_EDGE = "┃ "
LINE = "─" * 24


def render_channel(world: World, channel_id: int, viewer: User | None = None) -> str:
    """Return a channel's messages, oldest first; ephemeral ones only for whom they are meant."""
    messages = sorted(world.messages.get(channel_id, {}).values(), key=lambda m: m.id)
    seen = [
        m
        for m in messages
        if viewer is None or m.seen_only_by is None or m.seen_only_by == viewer.id
    ]
    return "\n\n".join(render(world, message) for message in seen)


def render(world: World, message: Message) -> str:
    """Return one message with who wrote it and what it answers."""
    when = datetime.fromtimestamp(message.created_at, UTC).strftime("%H:%M")
    head = f"{message.author.name} {when}"
    if message.is_ephemeral:
        user = world.users.get(message.seen_only_by or 0)
        head += f" (only {user.name if user else 'one user'} sees this)"
    if message.edited_at is not None:
        head += " (edited)"
    lines = [*_cause(world, message), head, *render_body(world, message)]
    return "\n".join(lines)


def render_body(world: World, message: Message) -> list[str]:
    """Return the lines of a message below its head."""
    if message.is_loading:
        return ["… is thinking"]
    lines = plain(world, message.content).splitlines()
    for embed in message.embeds:
        lines += _indented(EMBED_EDGE, _embed(world, embed))
    lines += _components(world, message.components)
    for file in message.files:
        if file.id not in message.shown_files:
            lines.append(f"[file {file.filename}, {len(file.content)} bytes]")
    return lines


def readable(world: World, message: Message) -> str:
    """Return the text of a message without edges, controls and files."""
    texts = [message.content]
    for embed in message.embeds:
        texts += _embed_texts(embed)
    texts += _component_texts(message.components)
    return "\n".join(plain(world, text) for text in texts if text)


def _cause(world: World, message: Message) -> list[str]:
    if message.interaction_id is None:
        return []
    interaction = world.interactions[message.interaction_id]
    return [f"{interaction.user.name} > {interaction.label}"]


def _indented(edge: str, lines: Iterable[str]) -> list[str]:
    return [f"{edge}{line}".rstrip() for line in lines]


def _embed(world: World, embed: Json) -> list[str]:
    lines: list[str] = []
    author = embed.get("author") or {}
    if author.get("name"):
        lines.append(author["name"])
    if embed.get("title"):
        link = f" ({embed['url']})" if embed.get("url") else ""
        lines.append(f"**{plain(world, embed['title'])}**{link}")
    lines += plain(world, embed.get("description") or "").splitlines()
    for field in embed.get("fields") or []:
        lines.append(f"{plain(world, field['name'])}:")
        lines += [f"  {line}" for line in plain(world, field["value"]).splitlines()]
    for kind in ("image", "thumbnail"):
        if embed.get(kind):
            lines.append(f"[{kind} {_file_name(embed[kind])}]")
    foot = [(embed.get("footer") or {}).get("text"), embed.get("timestamp")]
    if any(foot):
        lines.append(" · ".join(str(part) for part in foot if part))
    return lines


def _embed_texts(embed: Json) -> list[str]:
    texts = [(embed.get("author") or {}).get("name"), embed.get("title"), embed.get("description")]
    for field in embed.get("fields") or []:
        texts += [field["name"], field["value"]]
    texts.append((embed.get("footer") or {}).get("text"))
    return [text for text in texts if text]


def _component_texts(components: Iterable[Json]) -> list[str]:
    texts: list[str] = []
    for component in components:
        if component["type"] == 10:
            texts.append(component["content"])
        texts += _component_texts(component.get("components") or [])
    return texts


def _components(world: World, components: Iterable[Json]) -> list[str]:
    lines: list[str] = []
    for component in components:
        lines += _component(world, component)
    return lines


def _component(world: World, component: Json) -> list[str]:
    children = component.get("components") or []
    match component["type"]:
        case 1:
            return [" ".join(line for child in children for line in _component(world, child))]
        case 2:
            return [_button(component)]
        case 3:
            return [_select(component)]
        case 5 | 6 | 7 | 8:
            return [f"[{component.get('placeholder') or 'Choose'} ▾]"]
        case 9:
            return [*_components(world, children), *_component(world, component["accessory"])]
        case 10:
            return plain(world, component["content"]).splitlines()
        case 11:
            return [_media("thumbnail", component["media"], component)]
        case 12:
            return [_media("image", item["media"], item) for item in component["items"]]
        case 13:
            return [f"[file {component.get('name')}, {component.get('size')} bytes]"]
        case 14:
            return [LINE if component.get("divider", True) else ""]
        case 17:
            return _indented(CONTAINER_EDGE, _components(world, children))
    return [f"[component of type {component['type']}]"]


def _button(button: Json) -> str:
    emoji = (button.get("emoji") or {}).get("name")
    label = " ".join(part for part in (emoji, button.get("label")) if part)
    if button.get("url"):
        label += f" → {button['url']}"
    if button.get("disabled"):
        label += " (disabled)"
    return f"[{label}]"


def _select(select: Json) -> str:
    options = [
        ("● " if option.get("default") else "") + str(option["label"])
        for option in select.get("options") or []
    ]
    return f"[{select.get('placeholder') or 'Choose'} ▾ {' | '.join(options)}]"


def _media(kind: str, media: Json, holder: Json) -> str:
    described = f": {holder['description']}" if holder.get("description") else ""
    return f"[{kind} {_file_name(media)}{described}]"


def _file_name(media: Json) -> str:
    return str(media.get("url") or "").rpartition("/")[2]
