"""Discord's limits on application commands and autocomplete, restated from its documentation."""

import unicodedata
from collections import Counter
from collections.abc import Mapping
from typing import Any

from sandbox.limits import Path, required, too_long, wrong_count
from sandbox.problems import Violation
from sandbox.state import Json

NAME = 32
DESCRIPTION = 100
OPTIONS = 25
CHOICES = 25
CHOICE_TEXT = 100
# Names, descriptions and choice values of a command, the longest localisation of each counted.
TOTAL = 8000
PER_TYPE = {1: 100, 2: 15, 3: 15, 4: 1}
CHAT_INPUT = 1
SUBCOMMAND, GROUP = 1, 2
STRING, INTEGER, NUMBER = 3, 4, 10
CREATES_PER_DAY = 200
# The Unicode blocks of the two scripts whose combining signs names may hold.
DEVANAGARI_AND_THAI = ((0x0900, 0x097F), (0xA8E0, 0xA8FF), (0x0E01, 0x0E3A), (0x0E40, 0x0E5B))
# Discord's locales (documentation, "Locales").
LOCALES = frozenset(
    {
        *("ar", "bg", "cs", "da", "de", "el", "en-GB", "en-US", "es-419", "es-ES", "fi", "fr"),
        *("he", "hi", "hr", "hu", "id", "it", "ja", "ko", "lt", "nl", "no", "pl", "pt-BR", "ro"),
        *("ru", "sv-SE", "th", "tr", "uk", "vi", "zh-CN", "zh-TW"),
    }
)


def is_name_character(character: str) -> bool:
    r"""Whether a character may stand in a name: `[-_'\p{L}\p{N}\p{sc=Deva}\p{sc=Thai}]`."""
    if character in "-_'" or unicodedata.category(character)[0] in "LN":
        return True
    return any(low <= ord(character) <= high for low, high in DEVANAGARI_AND_THAI)


def check_name(path: Path, name: object, chat_input: bool) -> list[Violation]:
    """Check a name: 1-32 characters; chat input allows no spaces and no capitals."""
    text = name if isinstance(name, str) else ""
    if not 1 <= len(text) <= NAME or not text.strip():
        message = f"Must be between 1 and {NAME} in length."
        return [Violation(path, "BASE_TYPE_BAD_LENGTH", message)]
    wrong = not all(map(is_name_character, text)) or text != text.lower()
    if chat_input and wrong:
        message = "Command name is invalid"
        return [Violation(path, "APPLICATION_COMMAND_INVALID_NAME", message)]
    return []


def check_texts(path: Path, node: Json, chat_input: bool, described: bool) -> list[Violation]:
    """Check name and description with their localisations."""
    found = check_name((*path, "name"), node.get("name"), chat_input)
    if described:
        found += required((*path, "description"), node.get("description"))
    found += too_long((*path, "description"), node.get("description"), DESCRIPTION)
    for locale, text in (node.get("name_localizations") or {}).items():
        found += check_name((*path, "name_localizations", locale), text, chat_input)
        found += check_locale((*path, "name_localizations", locale), locale)
    for locale, text in (node.get("description_localizations") or {}).items():
        place = (*path, "description_localizations", locale)
        found += too_long(place, text, DESCRIPTION) + required(place, text)
        found += check_locale(place, locale)
    return found


def check_locale(path: Path, locale: str) -> list[Violation]:
    """Check that a language is one Discord has."""
    if locale in LOCALES:
        return []
    return [Violation(path, "ENUM_TYPE_COERCE", f'Value "{locale}" is not a valid enum value.')]


def check_command(command: Json, path: Path = ()) -> list[Violation]:
    """Check one command with everything below it."""
    chat_input = (command.get("type") or CHAT_INPUT) == CHAT_INPUT
    found = check_texts(path, command, chat_input, described=chat_input)
    if not chat_input and (command.get("description") or command.get("options")):
        message = "Context menu commands cannot have a description or options."
        found.append(Violation((*path, "description"), "CONTEXT_MENU_CANNOT_HAVE_TEXT", message))
    found += check_options(path, command.get("options") or [], depth=0)
    size = command_size(command)
    if size > TOTAL:
        message = f"Command exceeds maximum size ({TOTAL}): {size}"
        found.append(Violation(path, "APPLICATION_COMMAND_TOO_LARGE", message))
    return found


def check_options(path: Path, options: list[Json], depth: int) -> list[Violation]:
    """Check options: number, order, distinct names, one level of nesting at most."""
    path = (*path, "options")
    found = wrong_count(path, len(options), 0, OPTIONS)
    for name, count in Counter(str(option.get("name")) for option in options).items():
        if count > 1:
            message = f"Option name {name} is not unique"
            found.append(Violation(path, "APPLICATION_COMMAND_OPTIONS_NAME_DUPLICATED", message))
    nested = {bool(option.get("type") in (SUBCOMMAND, GROUP)) for option in options}
    if len(nested) > 1:
        message = "Sub-command and sub-command group option types are mutually exclusive"
        found.append(Violation(path, "APPLICATION_COMMAND_OPTIONS_TYPE_INVALID", message))
    seen_optional = False
    for index, option in enumerate(options):
        here: Path = (*path, index)
        if option.get("required") and seen_optional:
            message = "Required options must be placed before non-required options"
            code = "APPLICATION_COMMAND_OPTIONS_REQUIRED_INVALID"
            found.append(Violation((*here, "required"), code, message))
        seen_optional = seen_optional or not option.get("required")
        found += check_option(here, option, depth)
    return found


def check_option(path: Path, option: Json, depth: int) -> list[Violation]:
    """Check one option, a subcommand or a group."""
    found = check_texts(path, option, chat_input=True, described=True)
    kind = option.get("type")
    if kind in (SUBCOMMAND, GROUP):
        if depth > (1 if kind == SUBCOMMAND else 0):
            message = "Subcommands can be nested one level deep only"
            code = "APPLICATION_COMMAND_OPTIONS_TYPE_INVALID"
            return [*found, Violation((*path, "type"), code, message)]
        children = option.get("options") or []
        if kind == GROUP:
            found += wrong_count((*path, "options"), len(children), 1, OPTIONS)
        return found + check_options(path, children, depth + 1)
    choices = option.get("choices") or []
    if choices and option.get("autocomplete"):
        message = "An option cannot have both choices and autocomplete"
        code = "APPLICATION_COMMAND_OPTIONS_CHOICES_AUTOCOMPLETE"
        found.append(Violation((*path, "autocomplete"), code, message))
    return found + check_choices((*path, "choices"), choices, int(kind or 0))


def check_choices(path: Path, choices: list[Json], kind: int) -> list[Violation]:
    """Check choices of an option or an autocomplete answer: number, texts, type of the values."""
    found = wrong_count(path, len(choices), 0, CHOICES)
    for index, choice in enumerate(choices):
        here: Path = (*path, index)
        name, value = choice.get("name"), choice.get("value")
        found += required((*here, "name"), name)
        found += too_long((*here, "name"), name, CHOICE_TEXT)
        for locale, text in (choice.get("name_localizations") or {}).items():
            found += too_long((*here, "name_localizations", locale), text, CHOICE_TEXT)
            found += check_locale((*here, "name_localizations", locale), locale)
        found += too_long((*here, "value"), value, CHOICE_TEXT)
        wanted: dict[int, tuple[type, ...]] = {
            STRING: (str,),
            INTEGER: (int,),
            NUMBER: (int, float),
        }
        if kind in wanted and (isinstance(value, bool) or not isinstance(value, wanted[kind])):
            message = f"Value {value!r} is not of the option's type."
            found.append(Violation((*here, "value"), "BASE_TYPE_BAD_TYPE", message))
        if kind == STRING and value == "":
            found += required((*here, "value"), value)
    return found


def check_all(commands: list[Json]) -> list[Violation]:
    """Check the commands of one scope: each, their names, their number by type."""
    found: list[Violation] = []
    for index, command in enumerate(commands):
        found += check_command(command, (index,))
    kinds = Counter(int(c.get("type") or CHAT_INPUT) for c in commands)
    for kind, count in kinds.items():
        if count > PER_TYPE.get(kind, 0):
            message = f"{count} commands of type {kind}; {PER_TYPE.get(kind, 0)} are allowed."
            found.append(Violation((), "APPLICATION_COMMANDS_MAX", message))
    names = Counter((c.get("type") or CHAT_INPUT, c.get("name")) for c in commands)
    for index, command in enumerate(commands):
        if names[command.get("type") or CHAT_INPUT, command.get("name")] > 1:
            message = "Application command names must be unique"
            code = "APPLICATION_COMMANDS_DUPLICATE_NAME"
            found.append(Violation((index, "name"), code, message))
    return found


def command_size(node: Mapping[str, Any]) -> int:
    """Return the characters of a command or option that count towards the total."""
    size = 0
    for key in ("name", "description"):
        texts = [node.get(key) or "", *(node.get(f"{key}_localizations") or {}).values()]
        size += max(map(len, texts))
    for choice in node.get("choices") or []:
        names = [choice.get("name") or "", *(choice.get("name_localizations") or {}).values()]
        size += max(map(len, names)) + len(str(choice.get("value")))
    return size + sum(command_size(option) for option in node.get("options") or [])
