"""Options of commands as fields of a dataclass: described once, taken by several commands."""

import dataclasses
import inspect
from collections.abc import Callable, Coroutine, Iterable, Sequence
from dataclasses import dataclass
from enum import Enum
from functools import reduce, wraps
from operator import or_
from types import NoneType
from typing import Any, Final, TypeVar, cast, get_args

from discord import app_commands

from cogs._parsing import is_nothing

T = TypeVar("T")
Read = TypeVar("Read")
Kept = TypeVar("Kept")
Method = TypeVar("Method", bound=Callable[..., Coroutine[Any, Any, None]])
_METADATA = "option"


class Keep(Enum):
    """The value of a setting that is to stay as it is; None takes it back."""

    KEEP = "keep"


KEEP: Final = Keep.KEEP


@dataclass(frozen=True, slots=True)
class _Option:
    """What Discord is told of an option."""

    description: str
    name: str | None
    choices: tuple[str, ...]
    # As app_commands.autocomplete takes it.
    complete: Any


def option(
    description: str,
    *,
    name: str | None = None,
    choices: Sequence[str] = (),
    complete: Any = None,
) -> Any:
    """A field that is an option of a command, None where nobody gave it.

    Its annotation says what Discord asks for; `name` is what people see where the field is called
    otherwise.
    """
    told = _Option(description, name, tuple(choices), complete)
    return dataclasses.field(default=None, metadata={_METADATA: told})


def takes_options(
    options: type[T], *, required: Iterable[str] = (), without: Iterable[str] = ()
) -> Callable[[Method], Method]:
    """Let a command take the fields of a dataclass as options, and be handed the whole of them.

    Those it is `without` are nothing that anybody gives.

    The method's third parameter is the dataclass; what it takes besides stands behind that. Goes
    beneath `app_commands.command`.
    """
    left_out = frozenset(without)
    fields = {
        field.name: field
        for field in dataclasses.fields(options)  # type: ignore[arg-type]
        if field.name not in left_out
    }
    needed = frozenset(required)

    def decorate(method: Method) -> Method:
        @wraps(method)
        async def command(self: Any, interaction: Any, **values: Any) -> None:
            given = options(**{name: values.pop(name, None) for name in fields})
            await method(self, interaction, given, **values)

        cog, interaction, _, *own = inspect.signature(method).parameters.values()
        taken = [_parameter(field, field.name in needed) for field in fields.values()]
        # The library reads a command's options off its signature.
        command.__signature__ = inspect.Signature([cog, interaction, *own, *taken])  # type: ignore[attr-defined]
        described = _described({n: f.metadata[_METADATA] for n, f in fields.items()}, command)
        return cast("Method", described)

    return decorate


def read_or_keep(typed: str | None, read: Callable[[str], Read]) -> Read | Keep:
    """What was typed, as `read` reads it; nothing typed keeps what is set."""
    return KEEP if typed is None or not typed.strip() else read(typed)


def read_or_clear(typed: str | None, read: Callable[[str], Read]) -> Read | Keep | None:
    """The same, and "none" takes back what is set."""
    return None if typed is not None and is_nothing(typed) else read_or_keep(typed, read)


def given_or_keep(value: Read | None) -> Read | Keep:
    """What was chosen; nothing chosen keeps what is set."""
    return KEEP if value is None else value


def changed(kept: Kept, **settings: Any) -> Kept:
    """Settings with those in place of the old ones that are not to stay as they are."""
    new = {name: value for name, value in settings.items() if value is not KEEP}
    return dataclasses.replace(kept, **new)  # type: ignore[type-var]


def _parameter(field: Any, is_required: bool) -> inspect.Parameter:
    kind = inspect.Parameter.KEYWORD_ONLY
    if not is_required:
        return inspect.Parameter(field.name, kind, default=None, annotation=field.type)
    asked = [one for one in get_args(field.type) if one is not NoneType]
    return inspect.Parameter(field.name, kind, annotation=reduce(or_, asked))


def _described(options: dict[str, _Option], command: Any) -> Any:
    named = {name: told.name for name, told in options.items() if told.name}
    chosen = {
        name: [app_commands.Choice(name=choice, value=choice) for choice in told.choices]
        for name, told in options.items()
        if told.choices
    }
    completed = {name: told.complete for name, told in options.items() if told.complete}
    command = app_commands.describe(**{n: told.description for n, told in options.items()})(command)
    command = app_commands.rename(**named)(command)
    command = app_commands.choices(**chosen)(command)
    return app_commands.autocomplete(**completed)(command)
