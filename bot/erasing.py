"""What the command line erases of users and servers that ask for it."""

from bot.config import Settings
from bot.wiring import open_services
from domain.errors import UnreadableInputError
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


def _tell(whom: str, counts: Counts) -> None:
    erased = ", ".join(f"{number} {what}" for what, number in counts.items())
    print(f"Erased of {whom}: {erased}.")
