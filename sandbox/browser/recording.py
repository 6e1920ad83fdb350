"""A session on the page, kept so that it can be played again: a line of JSON for each action.

Ids differ from one sandbox to the next, so a line names a member by their name, a channel by where
it is, and a message by its place among those its reader sees there, the oldest first. `shows` is
what the answer said, with its moments left out: they differ too.
"""

import json
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TextIO

from sandbox.browser.actions import Actions
from sandbox.problems import SandboxError
from sandbox.reply import Reply
from sandbox.server import Sandbox
from sandbox.state import ChannelType, Json, User

_MOMENT = re.compile(r"\d{4}-\d\d-\d\d \d\d:\d\d UTC")
# An address of this machine has another port each time.
_PORT = re.compile(r"127\.0\.0\.1:\d+")


@dataclass(slots=True)
class Recorder:
    """Writes each action that was carried out as a line; what failed is no part of a session."""

    sandbox: Sandbox
    file: TextIO

    def observe(self, action: Json, reply: Reply | None) -> None:
        """Keep one action and what its answer says."""
        kept = {key: value for key, value in action.items() if key not in ("form", "channel", "as")}
        user = self.sandbox.world.users[int(action["as"])]
        kept["as"] = user.name
        if action.get("channel"):
            kept["channel"] = place_of(self.sandbox, int(action["channel"]))
            if str(action.get("message")).isdecimal():
                shown = _shown_ids(self.sandbox, int(action["channel"]), user)
                kept["message"] = shown.index(int(action["message"]))
        if reply is not None and reply.message is not None:
            kept["shows"] = settled_text(reply)
        self.file.write(json.dumps(kept, ensure_ascii=False) + "\n")
        self.file.flush()


def settled_text(reply: Reply) -> str:
    """What a message says, without what differs from one run to the next."""
    return _PORT.sub("127.0.0.1", _MOMENT.sub("TIME", reply.text))


def place_of(sandbox: Sandbox, channel_id: int) -> str:
    """A channel in words: "Newsroom/releases", or "direct"."""
    channel = sandbox.world.channels[channel_id]
    if channel.type is ChannelType.DM:
        return "direct"
    guild = sandbox.world.guild_of(channel)
    return f"{guild.name if guild else ''}/{channel.name}"


def _channel_of(sandbox: Sandbox, place: str, user: User) -> int:
    if place == "direct":
        return sandbox.world.direct_channel(user).id
    for channel_id in sandbox.world.channels:
        if place_of(sandbox, channel_id) == place:
            return channel_id
    raise SandboxError(f"There is no channel {place!r}.")


def _shown_ids(sandbox: Sandbox, channel_id: int, user: User) -> list[int]:
    stored = sandbox.world.messages.get(channel_id, {}).values()
    return sorted(one.id for one in stored if one.seen_only_by in (None, user.id))


def read_session(path: Path) -> Iterator[Json]:
    """The actions of a file; raises SandboxError with the line that is none."""
    for number, line in enumerate(path.read_text("utf-8").splitlines(), 1):
        try:
            action = json.loads(line)
        except ValueError:
            raise SandboxError(f"{path}, line {number}: this is no recorded action.") from None
        if not isinstance(action, dict) or not {"as", "do"} <= action.keys():
            raise SandboxError(f"{path}, line {number}: this is no recorded action.")
        yield action


async def replay(
    sandbox: Sandbox,
    actions: Actions,
    session: Iterable[Json],
    also: Callable[[Json, Reply | None], None] = lambda action, reply: None,
) -> list[str]:
    """Do everything again; gives a sentence for each answer that is not what it was.

    `also` is told of each action that was carried out: a recorder, to keep what is said now.
    """
    differing: list[str] = []
    last: list[Reply | None] = []

    def observe(action: Json, reply: Reply | None) -> None:
        last.append(reply)
        also(action, reply)

    actions.observe = observe
    form: str | None = None
    users = {user.name: user for user in sandbox.world.users.values()}
    for number, kept in enumerate(session, 1):
        last.clear()
        answer = await actions.carry_out(_restored(sandbox, users, kept, form))
        what = f"{number}. {kept['as']}: {kept['do']} {kept.get('name') or ''}".strip()
        if "error" in answer:
            differing.append(f"{what}: {answer['error']}")
            continue
        form = answer.get("form", {}).get("id")
        reply = last[-1] if last else None
        shows = settled_text(reply) if reply is not None and reply.message is not None else None
        if shows != kept.get("shows"):
            differing.append(f"{what}: it shows {shows!r}, and showed {kept.get('shows')!r}")
    return differing


def _restored(
    sandbox: Sandbox, users: dict[str, User], kept: Json, form: str | None
) -> dict[str, Any]:
    if kept["as"] not in users:
        raise SandboxError(f"There is no member {kept['as']!r}.")
    user = users[kept["as"]]
    action = {key: value for key, value in kept.items() if key != "shows"} | {"as": str(user.id)}
    if "channel" in kept:
        channel = _channel_of(sandbox, kept["channel"], user)
        action["channel"] = str(channel)
        if isinstance(kept.get("message"), int):
            shown = _shown_ids(sandbox, channel, user)
            if not 0 <= kept["message"] < len(shown):
                raise SandboxError(f"There are only {len(shown)} messages in {kept['channel']}.")
            action["message"] = str(shown[kept["message"]])
    if kept["do"] == "submit":
        action["form"] = form or ""
    return action
