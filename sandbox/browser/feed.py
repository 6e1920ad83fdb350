"""What changes, told to the page as it happens: server-sent events, one stream a tab."""

import asyncio
import hashlib
import json
from dataclasses import dataclass, field
from typing import Any

from aiohttp import web

from sandbox.browser.controls import Offer
from sandbox.browser.views import messages, traffic, view
from sandbox.server import Sandbox
from sandbox.state import User

# Seconds in which changes are gathered, and after which a silent stream says that it lives. The
# time of the sandbox goes on meanwhile without any change, so the page is told then too.
_GATHERED = 0.03
_SILENT = 10.0


@dataclass(slots=True)
class Feed:
    """One tab: what it was told last, so that it is told what differs."""

    sandbox: Sandbox
    offer: Offer
    viewer: User
    watches_traffic: bool
    _told: dict[str, bytes] = field(default_factory=dict)
    _messages: dict[str, bytes] = field(default_factory=dict)

    async def run(self, response: web.StreamResponse) -> None:
        """Write until the tab goes away."""
        changes = self.sandbox.world.changes
        while True:
            seen = changes.count
            for line in self._news():
                await response.write(line)
            is_changed = await changes.until(lambda seen=seen: changes.count != seen, _SILENT)  # type: ignore[misc]
            if is_changed:
                await asyncio.sleep(_GATHERED)
            else:
                await response.write(b": still here\n\n")

    def _news(self) -> list[bytes]:
        lines = self._differing("view", view(self.sandbox, self.offer, self.viewer))
        current = messages(self.sandbox, self.viewer)
        for number in [one for one in self._messages if one not in current]:
            del self._messages[number]
            lines.append(_event("gone", {"id": number}))
        for number, body in current.items():
            mark = _mark(body)
            if self._messages.get(number) != mark:
                self._messages[number] = mark
                lines.append(_event("message", body))
        if self.watches_traffic:
            lines += self._differing("traffic", traffic(self.sandbox))
        if lines or not self._told:
            lines.append(_event("drawn", {}))
        return lines

    def _differing(self, name: str, body: dict[str, Any]) -> list[bytes]:
        # The time alone is no news.
        mark = _mark({**body, "now": 0} if name == "view" else body)
        if self._told.get(name) == mark:
            return []
        self._told[name] = mark
        return [_event(name, body)]


def _mark(body: Any) -> bytes:
    return hashlib.blake2b(json.dumps(body).encode(), digest_size=16).digest()


def _event(name: str, body: Any) -> bytes:
    # JSON has no line breaks of its own, so one data line holds it.
    return f"event: {name}\ndata: {json.dumps(body)}\n\n".encode()
