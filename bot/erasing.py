"""What the command line shows and erases of what people tell Lede."""

from bot.config import Settings
from bot.wiring import open_services
from domain.errors import UnreadableInputError
from rendering.escape import plain
from storage.forgetting import Counts


async def forget(settings: Settings, user: int | None, server: int | None) -> int:
    """Erase what is kept of a user or of a server, by their Discord ids, and say how much it was.

    Raises UnreadableInputError where neither is given.
    """
    if user is None and server is None:
        raise UnreadableInputError("Say of whom: lede forget --user ID, or --server ID.")
    async with open_services(settings) as services:
        forgetting = services.storage.forgetting
        if user is not None:
            _tell(f"user {user}", await forgetting.forget_user(user))
        if server is not None:
            _tell(f"server {server}", await forgetting.forget_server(server))
    return 0


async def print_feedback(settings: Settings, limit: int) -> int:
    """Print the newest feedback: number, moment, who, and their words on the lines after."""
    async with open_services(settings) as services:
        told = await services.storage.feedback.newest(limit)
    for number, when, user, text in told:
        print(f"{number}  {when:%Y-%m-%d %H:%M} UTC  user {user}")
        for line in text.splitlines():
            print(f"    {plain(line)}")
    if not told:
        print("Nobody has said anything yet.")
    return 0


def _tell(whom: str, counts: Counts) -> None:
    erased = ", ".join(f"{number} {what}" for what, number in counts.items())
    print(f"Erased of {whom}: {erased}.")
