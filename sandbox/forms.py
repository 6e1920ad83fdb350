"""What a user chooses in menus and fills into modals, checked as Discord's client does."""

from collections.abc import Mapping, Sequence
from typing import Any

from sandbox.options import Resolved, Upload
from sandbox.problems import SandboxError
from sandbox.reply import Modal, ModalField
from sandbox.state import ChannelState, Json, Role, User

STRING_SELECT, TEXT_INPUT, UPLOAD, RADIO, CHECKBOXES, CHECKBOX = 3, 4, 19, 21, 22, 23
TEXT_LIMIT = 4000


def check_values(menu: Json, values: Sequence[Any], resolved: Resolved, viewer: User) -> list[str]:
    """Return the values of a choice; too few, too many or ones not offered are errors."""
    low, high = menu.get("min_values"), menu.get("max_values")
    low, high = 1 if low is None else low, 1 if high is None else high
    if menu.get("disabled"):
        raise SandboxError(f"menu {menu['custom_id']!r} is disabled")
    if not low <= len(values) <= high:
        raise SandboxError(f"menu {menu['custom_id']!r} takes {low}-{high} values")
    if menu["type"] != STRING_SELECT:
        return [_entity(menu, getattr(v, "state", v), resolved, viewer) for v in values]
    return [_offered(menu, value) for value in values]


def _offered(menu: Json, value: Any) -> str:
    for option in menu.get("options") or []:
        if value in (option["value"], option["label"]):
            return str(option["value"])
    labels = [option["label"] for option in menu.get("options") or []]
    raise SandboxError(f"{menu['custom_id']!r} offers {labels}, not {value!r}")


def _entity(menu: Json, value: Any, resolved: Resolved, viewer: User) -> str:
    kind = menu["type"]
    if kind in (5, 7) and isinstance(value, User):
        return resolved.add_user(value)
    if kind in (6, 7) and isinstance(value, Role):
        return resolved.add_role(value)
    if kind == 8 and isinstance(value, ChannelState):
        kinds = menu.get("channel_types") or [value.type]
        if value.type in kinds:
            return resolved.add_channel(value, viewer)
    raise SandboxError(f"menu {menu['custom_id']!r} (type {kind}) cannot take {value!r}")


def modal_answer(modal: Modal, values: Mapping[str, Any], resolved: Resolved, viewer: User) -> Json:
    """Return the data of a modal submission; inputs are named by custom id or label."""
    names = {f.custom_id for f in modal.fields} | {f.label for f in modal.fields}
    unknown = set(values) - names
    if unknown:
        raise SandboxError(f"no such input: {sorted(unknown)}; there are {sorted(names)}")
    answers = {
        field.custom_id: _answer(
            field, values.get(field.custom_id, values.get(field.label)), resolved, viewer
        )
        for field in modal.fields
    }
    components = [_submitted(part, number, answers) for number, part in enumerate(modal.components)]
    data: Json = {"custom_id": modal.custom_id, "components": components}
    if resolved.data:
        data["resolved"] = resolved.data
    return data


def _submitted(part: Json, number: int, answers: Mapping[str, Json]) -> Json:
    base: Json = {"type": part["type"], "id": part.get("id") or 100 + number}
    if part["type"] == 18:
        return base | {"component": answers[part["component"]["custom_id"]]}
    if part["type"] == 1:
        return base | {"components": [answers[c["custom_id"]] for c in part["components"]]}
    return base


def _answer(field: ModalField, value: Any, resolved: Resolved, viewer: User) -> Json:
    component = field.component
    base: Json = {
        "type": field.type,
        "id": component.get("id") or 1,
        "custom_id": field.custom_id,
    }
    match field.type:
        case 4:
            return base | {
                "value": _text(field, component.get("value") if value is None else value)
            }
        case 21:
            chosen = None if value is None else _offered(component, value)
            if chosen is None and field.required:
                raise SandboxError(f"input {field.label!r} is required")
            return base | {"value": chosen}
        case 23:
            return base | {"value": bool(value)}
        case 19:
            return base | {"values": _uploads(field, value or [], resolved)}
    given = [] if value is None else list(value)
    if not given and not field.required:
        return base | {"values": []}
    if field.type == CHECKBOXES:
        menu = {"max_values": len(component["options"]), **component, "type": STRING_SELECT}
        return base | {"values": check_values(menu, given, resolved, viewer)}
    return base | {"values": check_values(component, given, resolved, viewer)}


def _text(field: ModalField, value: Any) -> str:
    text = value or ""
    low, high = field.component.get("min_length") or 0, field.component.get("max_length")
    if not isinstance(text, str) or (field.required and not text):
        raise SandboxError(f"input {field.label!r} is required and takes text")
    if text and not low <= len(text) <= (high or TEXT_LIMIT):
        raise SandboxError(f"input {field.label!r} takes {low}-{high or TEXT_LIMIT} characters")
    return text


def _uploads(field: ModalField, files: Sequence[Upload], resolved: Resolved) -> list[str]:
    low, high = field.component.get("min_values"), field.component.get("max_values")
    low = (1 if field.required else 0) if low is None else low
    if not low <= len(files) <= (high or 1):
        raise SandboxError(f"input {field.label!r} takes {low}-{high or 1} files")
    return [resolved.add_upload(file) for file in files]
