"""What a member does on the page, carried out by an actor of the sandbox."""

import base64
import binascii
import secrets
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from sandbox.actor import Actor
from sandbox.browser.controls import Offer
from sandbox.browser.views import actor_of, channels_of, takes_entities
from sandbox.component_limits import BUTTON, walk
from sandbox.faults import KINDS
from sandbox.options import ATTACHMENT, INTEGER, NUMBER, Upload, find_subcommand
from sandbox.problems import SandboxError
from sandbox.reply import WAIT_SECONDS, Reply
from sandbox.server import Sandbox
from sandbox.state import Json, Message

# A reading of a large file takes a while, and Discord would wait a quarter of an hour.
FILL_SECONDS = 60.0
# Forms that were opened and not sent; older ones are forgotten.
FORMS = 50

Handler = Callable[[Actor, Json], Awaitable[Json]]


@dataclass(slots=True)
class Actions:
    """Carries out one action after the other; `observe` is told of each that was.

    An action is {"as": user id, "channel": channel id, "do": kind, …}; every id is a string.
    """

    sandbox: Sandbox
    offer: Offer
    observe: Callable[[Json, Reply | None], None] = lambda action, reply: None
    _forms: dict[str, Reply] = field(default_factory=dict)

    async def carry_out(self, action: Json) -> Json:
        """Do it; gives what the page must know beyond what it is shown, or {"error": sentence}."""
        handlers: dict[str, Handler] = {
            "slash": self._slash,
            "complete": self._complete,
            "click": self._click,
            "select": self._select,
            "submit": self._submit,
            "menu": self._menu,
            "say": self._say,
            "use": self._use,
            "trouble": self._trouble,
        }
        try:
            handler = handlers.get(str(action.get("do")))
            if handler is None:
                raise SandboxError(f"There is nothing called {action.get('do')!r} to do.")
            return await handler(self._actor(action), action)
        except SandboxError as error:
            return {"error": _sentence(error)}

    def _actor(self, action: Json) -> Actor:
        number, place = _id(action.get("as")), _id(action.get("channel"))
        if number not in {person.id for person in self.offer.people}:
            raise SandboxError("There is no such member.")
        user = self.sandbox.world.users[number]
        if place and place not in {c.id for c in channels_of(self.sandbox.world, user)}:
            raise SandboxError(f"{user.name} does not see that channel.")
        return actor_of(self.sandbox, number, place or None)

    async def _slash(self, actor: Actor, action: Json) -> Json:
        name = str(action["name"])
        given = dict(action.get("options") or {})
        declared = {one["name"]: one for one in self._options(actor, name)}
        options = {key: self._value(declared.get(key), value) for key, value in given.items()}
        return self._answered(action, await actor.run(name, options, within=FILL_SECONDS))

    async def _complete(self, actor: Actor, action: Json) -> Json:
        name, option = str(action["name"]), str(action["option"])
        declared = {one["name"]: one for one in self._options(actor, name)}
        others = {}
        for key, value in dict(action.get("options") or {}).items():
            if key != option and value not in ("", None):
                others[key] = self._value(declared.get(key), value)
        typed = str(action.get("typed") or "")
        offered = await actor.autocomplete(name, option, typed, **others)
        return {"choices": [{"label": label, "value": value} for label, value in offered]}

    async def _click(self, actor: Actor, action: Json) -> Json:
        custom_id = str(action["custom_id"])
        message = await self._with_button(actor, action, custom_id)
        return self._answered(action, await actor.click(message, custom_id, within=FILL_SECONDS))

    async def _select(self, actor: Actor, action: Json) -> Json:
        message, custom_id = self._message(actor, action), str(action["custom_id"])
        menus = [one for _, one in walk(message.components) if one.get("custom_id") == custom_id]
        kind = takes_entities(menus[0]["type"], is_option=False) if menus else None
        values = [self._entity(kind, value) if kind else value for value in action["values"]]
        return self._answered(
            action, await actor.select(message, custom_id, values, within=FILL_SECONDS)
        )

    async def _submit(self, actor: Actor, action: Json) -> Json:
        form = self._forms.get(str(action["form"]))
        if form is None or form.modal is None:
            raise SandboxError("This form is no longer open.")
        kinds = {one.custom_id: one.type for one in form.modal.fields}
        values = {
            key: self._filled(kinds.get(key, 0), value) for key, value in action["values"].items()
        }
        reply = await actor.submit(form, values, within=FILL_SECONDS)
        self._forms.pop(str(action["form"]), None)
        return self._answered(action, reply)

    async def _menu(self, actor: Actor, action: Json) -> Json:
        target: Any = (
            self._message(actor, action)
            if action.get("message")
            else actor_of(self.sandbox, _id(action.get("user")))
        )
        name = str(action["name"])
        return self._answered(action, await actor.context_menu(name, target, within=FILL_SECONDS))

    async def _say(self, actor: Actor, action: Json) -> Json:
        content = str(action.get("content") or "").strip()
        if not 0 < len(content) <= 2000:
            raise SandboxError("A message has 1 to 2,000 characters.")
        return self._answered(action, actor.say(content))

    async def _use(self, actor: Actor, action: Json) -> Json:
        said = await self.offer.controls.use(str(action["name"]))
        self.observe(action, None)
        return {"said": said}

    async def _trouble(self, actor: Actor, action: Json) -> Json:
        kind = str(action.get("kind"))
        if kind == "drop":
            self.sandbox.gateway.drop()
            said = "The gateway connection was cut; the bot comes back and resumes."
        elif kind in KINDS:
            self.sandbox.fail_next(kind)
            said = f"The bot's next request fails: {kind}."
        else:
            raise SandboxError(f"There is no trouble called {kind!r}.")
        self.observe(action, None)
        return {"said": said}

    # What ids and values stand for.

    def _options(self, actor: Actor, name: str) -> list[Json]:
        first, *path = name.split()
        for command in actor.commands(1):
            if command.name == first:
                return list(find_subcommand(command.payload, path)[-1].get("options") or [])
        raise SandboxError(f"{actor.name} is not shown a command /{first} here.")

    def _value(self, declared: Mapping[str, Any] | None, value: Any) -> Any:
        if declared is None:
            return value
        kind = int(declared["type"])
        if declared.get("choices"):
            return value
        if entity := takes_entities(kind, is_option=True):
            return self._entity(entity, value)
        if kind == ATTACHMENT:
            return _upload(value)
        if kind in (INTEGER, NUMBER) and isinstance(value, str):
            return _number(declared, value)
        return value

    def _entity(self, kind: str, value: Any) -> Any:
        number, world = _id(value), self.sandbox.world
        stores: list[Mapping[int, Any]] = []
        if kind in ("user", "either"):
            stores.append(world.users)
        if kind in ("role", "either"):
            stores += [guild.roles for guild in world.guilds.values()]
        if kind == "channel":
            stores.append(world.channels)
        for store in stores:
            if number in store:
                return store[number]
        raise SandboxError("Choose one from the list.")

    def _filled(self, kind: int, value: Any) -> Any:
        if kind == 19:
            return [_upload(one) for one in value]
        entity = takes_entities(kind, is_option=False)
        return [self._entity(entity, one) for one in value] if entity else value

    async def _with_button(self, actor: Actor, action: Json, button: str) -> Message:
        """The message of a click; "newest" is the newest with that button, also one on its way."""
        if action.get("message") != "newest":
            return self._message(actor, action)
        world, channel = self.sandbox.world, _id(action.get("channel"))
        found: list[Message] = []

        def is_there() -> bool:
            stored = sorted(world.messages.get(channel, {}).values(), key=lambda one: -one.id)
            seen = (one for one in stored if one.seen_only_by in (None, actor.id))
            found[:] = [one for one in seen if _has_button(one, button)][:1]
            return bool(found)

        if not await world.changes.until(is_there, WAIT_SECONDS):
            raise SandboxError(f"No message has a button “{button}”.")
        return found[0]

    def _message(self, actor: Actor, action: Json) -> Message:
        message = self.sandbox.world.messages.get(_id(action.get("channel")), {}).get(
            _id(action.get("message"))
        )
        if message is None or message.seen_only_by not in (None, actor.id):
            raise SandboxError("That message is gone.")
        return message

    def _answered(self, action: Json, reply: Reply) -> Json:
        """Note the answer; a form that opened is kept until it is sent."""
        self.observe(action, reply)
        if reply.modal is None:
            return {"message": str(reply.message.id) if reply.message else None}
        token = secrets.token_hex(8)
        self._forms[token] = reply
        while len(self._forms) > FORMS:
            del self._forms[next(iter(self._forms))]
        modal = reply.modal
        return {"form": {"id": token, "title": modal.title, "components": modal.components}}


def _has_button(message: Message, name: str) -> bool:
    buttons = (one for _, one in walk(message.components) if one.get("type") == BUTTON)
    return any(name in (one.get("label"), one.get("custom_id")) for one in buttons)


def _id(value: Any) -> int:
    text = str(value or "")
    return int(text) if text.isdecimal() else 0


def _number(declared: Mapping[str, Any], typed: str) -> int | float:
    try:
        return int(typed) if declared["type"] == INTEGER else float(typed)
    except ValueError:
        raise SandboxError(f"“{declared['name']}” takes a number, not {typed!r}.") from None


def _upload(value: Any) -> Upload:
    if not isinstance(value, Mapping):
        raise SandboxError("Choose a file.")
    try:
        content = base64.b64decode(str(value.get("data") or ""), validate=True)
    except binascii.Error:
        raise SandboxError("The file did not arrive whole; choose it again.") from None
    return Upload(str(value.get("filename") or "file"), content)


def _sentence(error: SandboxError) -> str:
    """The first line of what went wrong, as a sentence."""
    text = str(error).partition("\n")[0]
    return text[:1].upper() + text[1:]


def names_of_troubles() -> Sequence[str]:
    """The kinds of trouble the page offers: that the gateway is cut, then those of requests."""
    return ("drop", *KINDS)
