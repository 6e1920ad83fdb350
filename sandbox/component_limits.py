"""Discord's limits on components and modals, restated by hand from its documentation."""

from collections import Counter
from collections.abc import Iterator

from sandbox.limits import Path, required, too_long, wrong_count, wrong_url
from sandbox.problems import Violation
from sandbox.state import Json

ROWS = 5
BUTTONS_PER_ROW = 5
# With IS_COMPONENTS_V2, nested ones counted.
TOTAL = 40
# All text displays of a message together; the document has 4000 for one alone.
TEXT_TOTAL = 4000
CUSTOM_ID = 100
LABEL = 80
URL = 512
OPTIONS = 25
OPTION_TEXT = 100
PLACEHOLDER = 150
SECTION_TEXTS = 3
GALLERY = 10
MEDIA_TEXT = 1024
MODAL_TITLE = 45
MODAL_PARTS = 5
INPUT_TEXT = 4000
INPUT_PLACEHOLDER = 100

ROW, BUTTON, SELECT, TEXT_INPUT = 1, 2, 3, 4
ENTITY_SELECTS = (5, 6, 7, 8)
SECTION, TEXT, THUMBNAIL, MEDIA_GALLERY, FILE, SEPARATOR, CONTAINER = 9, 10, 11, 12, 13, 14, 17
FIELD, UPLOAD, RADIO, CHECKBOXES, CHECKBOX = 18, 19, 21, 22, 23
TOP_V1 = frozenset({ROW})
TOP_V2 = frozenset({ROW, SECTION, TEXT, MEDIA_GALLERY, FILE, SEPARATOR, CONTAINER})
IN_CONTAINER = TOP_V2 - {CONTAINER}
IN_ROW = frozenset({BUTTON, SELECT, *ENTITY_SELECTS})
IN_MODAL = frozenset({ROW, TEXT, FIELD})
IN_FIELD = frozenset({SELECT, TEXT_INPUT, *ENTITY_SELECTS, UPLOAD, RADIO, CHECKBOXES, CHECKBOX})
PREMIUM_STYLE, LINK_STYLE = 6, 5


def walk(components: list[Json], path: Path = ("components",)) -> Iterator[tuple[Path, Json]]:
    """Yield every component with its path, a parent before its children."""
    for index, component in enumerate(components):
        here: Path = (*path, index)
        yield here, component
        yield from walk(component.get("components") or [], (*here, "components"))
        for key in ("accessory", "component"):
            if isinstance(component.get(key), dict):
                yield (*here, key), component[key]


def check_components(components: list[Json], v2: bool) -> list[Violation]:
    """Check the components of a message."""
    top = TOP_V2 if v2 else TOP_V1
    found = wrong_kinds(components, top, ("components",))
    if not v2:
        found += wrong_count(("components",), len(components), 0, ROWS)
    for path, component in walk(components):
        found += check_one(path, component)
    return found + check_whole(components, v2)


def check_whole(components: list[Json], v2: bool) -> list[Violation]:
    """Check what holds over all components of a message or modal together."""
    found: list[Violation] = []
    everything = list(walk(components))
    if v2 and len(everything) > TOTAL:
        message = f"The total number of components is limited to {TOTAL} ({len(everything)} sent)."
        found.append(Violation(("components",), "COMPONENT_MAX_TOTAL_COMPONENTS", message))
    texts = sum(len(c.get("content") or "") for _, c in everything if c.get("type") == TEXT)
    if texts > TEXT_TOTAL:
        message = f"Text displays hold {texts} characters together, {TEXT_TOTAL} are allowed."
        found.append(Violation(("components",), "COMPONENT_MAX_TOTAL_TEXT", message))
    for key, code in (("custom_id", "CUSTOM_ID"), ("id", "ID")):
        counted = Counter(c[key] for _, c in everything if c.get(key))
        for path, component in everything:
            if component.get(key) and counted[component[key]] > 1:
                message = f"Component {key} cannot be duplicated"
                found.append(Violation((*path, key), f"COMPONENT_{code}_DUPLICATED", message))
    return found


def wrong_kinds(children: list[Json], allowed: frozenset[int], path: Path) -> list[Violation]:
    """Check that only components allowed at a place stand there."""
    return [
        Violation(
            (*path, index, "type"),
            "UNION_TYPE_CHOICES",
            f"Value of field 'type' must be one of {tuple(sorted(allowed))}.",
        )
        for index, child in enumerate(children)
        if child.get("type") not in allowed
    ]


def check_one(path: Path, component: Json) -> list[Violation]:
    """Check one component by its kind."""
    kind = component.get("type")
    found = too_long((*path, "custom_id"), component.get("custom_id"), CUSTOM_ID)
    children = component.get("components") or []
    inside = (*path, "components")
    match kind:
        case 1:
            found += check_row(inside, children)
        case 2:
            found += check_button(path, component)
        case 3 | 5 | 6 | 7 | 8:
            found += check_select(path, component)
        case 4:
            found += check_text_input(path, component)
        case 9:
            found += wrong_count(inside, len(children), 1, SECTION_TEXTS)
            found += wrong_kinds(children, frozenset({TEXT}), inside)
            accessory = component.get("accessory") or {}
            if accessory.get("type") not in (BUTTON, THUMBNAIL):
                message = "This field is required"
                found.append(Violation((*path, "accessory"), "BASE_TYPE_REQUIRED", message))
        case 10:
            found += required((*path, "content"), component.get("content"))
        case 11 | 13:
            found += too_long((*path, "description"), component.get("description"), MEDIA_TEXT)
        case 12:
            items = component.get("items") or []
            found += wrong_count((*path, "items"), len(items), 1, GALLERY)
            for index, item in enumerate(items):
                place = (*path, "items", index, "description")
                found += too_long(place, item.get("description"), MEDIA_TEXT)
        case 17:
            found += wrong_count(inside, len(children), 1, TOTAL)
            found += wrong_kinds(children, IN_CONTAINER, inside)
        case 21 | 22:
            found += check_group(path, component)
    return found


def check_row(path: Path, children: list[Json]) -> list[Violation]:
    """Check an action row: up to five buttons, or one select."""
    found = wrong_kinds(children, IN_ROW | {TEXT_INPUT}, path)
    if any(child.get("type") != BUTTON for child in children):
        return found + wrong_count(path, len(children), 1, 1)
    return found + wrong_count(path, len(children), 1, BUTTONS_PER_ROW)


def check_button(path: Path, button: Json) -> list[Violation]:
    """Check a button: what each style needs and what it must not have."""
    style = button.get("style")
    found = too_long((*path, "label"), button.get("label"), LABEL)
    found += check_emoji((*path, "emoji"), button.get("emoji"))
    needed = {LINK_STYLE: "url", PREMIUM_STYLE: "sku_id"}.get(int(style or 0), "custom_id")
    found += required((*path, needed), button.get(needed))
    for other in {"url", "sku_id", "custom_id"} - {needed}:
        if button.get(other):
            message = f"A button of style {style} cannot have a {other}."
            found.append(Violation((*path, other), "BUTTON_COMPONENT_EXCLUSIVE", message))
    if style == LINK_STYLE:
        found += too_long((*path, "url"), button.get("url"), URL)
        found += wrong_url((*path, "url"), button.get("url"), ("http", "https", "discord"))
    if style != PREMIUM_STYLE and not button.get("label") and not button.get("emoji"):
        message = "A button needs a label or an emoji."
        found.append(Violation((*path, "label"), "BUTTON_COMPONENT_LABEL_REQUIRED", message))
    return found


def check_emoji(path: Path, emoji: Json | None) -> list[Violation]:
    """Check that an emoji without an id is a character, not a word for one."""
    name = (emoji or {}).get("name") or ""
    if emoji and not emoji.get("id") and (not name or any("!" <= c <= "~" for c in name[:1])):
        # Keycaps such as 1️⃣ begin with a plain digit and a variation selector.
        if len(name) > 1 and name[1] in "\ufe0f\u20e3":
            return []
        return [Violation((*path, "name"), "BUTTON_COMPONENT_INVALID_EMOJI", "Invalid emoji")]
    return []


def check_select(path: Path, select: Json) -> list[Violation]:
    """Check a select menu and, for a string select, its options."""
    found = required((*path, "custom_id"), select.get("custom_id"))
    found += too_long((*path, "placeholder"), select.get("placeholder"), PLACEHOLDER)
    low = 1 if select.get("min_values") is None else int(select["min_values"])
    high = 1 if select.get("max_values") is None else int(select["max_values"])
    if not 0 <= low <= OPTIONS or not 1 <= high <= OPTIONS or low > high:
        message = "min_values must be 0-25, max_values 1-25 and not below min_values."
        found.append(Violation((*path, "max_values"), "SELECT_COMPONENT_BAD_RANGE", message))
    if select.get("type") != SELECT:
        return found
    return found + check_options(path, select.get("options") or [], 1, OPTIONS, high)


def check_options(
    path: Path, options: list[Json], least: int, most: int, chosen: int
) -> list[Violation]:
    """Check options: their number, texts, distinct values, and not more preset than allowed."""
    path = (*path, "options")
    found = wrong_count(path, len(options), least, most)
    for index, option in enumerate(options):
        for key in ("label", "value"):
            found += required((*path, index, key), option.get(key))
        for key in ("label", "value", "description"):
            found += too_long((*path, index, key), option.get(key), OPTION_TEXT)
        found += check_emoji((*path, index, "emoji"), option.get("emoji"))
    if len({option.get("value") for option in options}) < len(options):
        message = "The specified option value is already used"
        found.append(Violation(path, "SELECT_COMPONENT_OPTION_VALUE_DUPLICATED", message))
    if chosen > max(len(options), least) or sum(bool(o.get("default")) for o in options) > chosen:
        message = "More values or defaults than there are options to choose."
        found.append(Violation(path, "SELECT_COMPONENT_BAD_RANGE", message))
    return found


def check_group(path: Path, group: Json) -> list[Violation]:
    """Check a radio group (2-10 options) or a checkbox group (1-10)."""
    least = 2 if group.get("type") == RADIO else 1
    options = group.get("options") or []
    chosen = 1 if group.get("type") == RADIO else int(group.get("max_values") or len(options) or 1)
    return check_options(path, options, least, 10, chosen)


def check_text_input(path: Path, field: Json) -> list[Violation]:
    """Check a text input of a modal."""
    found = required((*path, "custom_id"), field.get("custom_id"))
    found += too_long((*path, "label"), field.get("label"), MODAL_TITLE)
    found += too_long((*path, "placeholder"), field.get("placeholder"), INPUT_PLACEHOLDER)
    return found + too_long((*path, "value"), field.get("value"), INPUT_TEXT)


def check_modal(modal: Json) -> list[Violation]:
    """Check a modal: title, custom id, one to five parts, each of a kind a modal can hold."""
    found = required(("title",), modal.get("title"))
    found += required(("custom_id",), modal.get("custom_id"))
    found += too_long(("title",), modal.get("title"), MODAL_TITLE)
    found += too_long(("custom_id",), modal.get("custom_id"), CUSTOM_ID)
    parts = modal.get("components") or []
    found += wrong_count(("components",), len(parts), 1, MODAL_PARTS)
    found += wrong_kinds(parts, IN_MODAL, ("components",))
    for path, component in walk(parts):
        found += check_one(path, component)
        if component.get("type") == FIELD:
            found += too_long((*path, "label"), component.get("label"), MODAL_TITLE)
            found += too_long((*path, "description"), component.get("description"), OPTION_TEXT)
            inner = component.get("component") or {}
            found += wrong_kinds([inner], IN_FIELD, (*path, "component"))
    return [_under_data(v) for v in found + check_whole(parts, v2=False)]


def _under_data(violation: Violation) -> Violation:
    return Violation(("data", *violation.path), violation.code, violation.message)
