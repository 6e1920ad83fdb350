"""`lede replay`: a briefing composed again as it was, from the archive alone."""

import json
from collections.abc import Iterator
from datetime import date
from typing import Any

from bot.composing import Composer
from bot.config import Settings
from bot.wiring import open_services
from domain.errors import NotFoundError
from domain.subscriptions import Delivery
from rendering.daily import Post
from rendering.escape import plain
from storage import Storage

_TEXT = 10


async def replay_briefing(
    settings: Settings, number: int, day: date | None, *, as_json: bool
) -> int:
    """Print the briefing of a local date as it was composed then, the last one without a date.

    What agencies changed later is taken back. As JSON it is the message's components, the same
    bytes as were sent, as long as the briefing is set up as it was. Raises NotFoundError.
    """
    async with open_services(settings) as services:
        delivery = await _delivery(services.storage, number, day)
        prepared = await Composer(services, is_replay=True).prepare(delivery)
    if prepared is None:
        print("Nothing new on that day, so nothing was said.")
        return 0
    assert isinstance(prepared.message, Post)
    components: list[dict[str, Any]] = prepared.message.view.to_components()  # type: ignore[no-untyped-call]
    if as_json:
        print(json.dumps(components, ensure_ascii=False, sort_keys=True))
    else:
        print(plain("\n\n".join(_texts(components))))
    return 0


async def _delivery(storage: Storage, number: int, day: date | None) -> Delivery:
    if await storage.subscriptions.find(number) is None:
        raise NotFoundError(
            f"There is no briefing of the number {number}. /briefing list shows the numbers of a "
            "server's briefings."
        )
    if day is None:
        found = next(iter(await storage.deliveries.of_subscription(number, limit=1)), None)
    else:
        found = await storage.deliveries.of_day(number, day)
    if found is None:
        when = "yet" if day is None else f"for {day.isoformat()}"
        raise NotFoundError(f"Briefing {number} has not come {when}.")
    return found


def _texts(components: list[dict[str, Any]]) -> Iterator[str]:
    """The texts of a message, and what its pictures show in words, in reading order."""
    for component in components:
        if component["type"] == _TEXT:
            yield component["content"]
        yield from (i["description"] for i in component.get("items", ()) if i.get("description"))
        yield from _texts(component.get("components", []))
