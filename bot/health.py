"""`lede health`: whether the process that runs with these settings is well, for a supervisor."""

import aiohttp

from bot.config import Settings
from domain.errors import SettingsError

_SECONDS = 5.0
# An address that means all of a machine is asked by the machine itself.
_EVERYWHERE = {"0.0.0.0": "127.0.0.1", "::": "::1"}


async def ask_health(settings: Settings) -> list[str]:
    """What is wrong, in words; empty where all is well. SettingsError where nobody may be asked."""
    listening = settings.metrics
    if listening is None:
        raise SettingsError(
            "LEDE_METRICS is not set, so that no process tells how it is. Set it to a port: 9100."
        )
    host = _EVERYWHERE.get(listening.host, listening.host)
    address = f"http://{f'[{host}]' if ':' in host else host}:{listening.port}/health"
    timeout = aiohttp.ClientTimeout(total=_SECONDS)
    try:
        async with (
            aiohttp.ClientSession(timeout=timeout) as session,
            session.get(address) as answer,
        ):
            told = await answer.json()
            return [str(one) for one in told["wrong"]]
    except (aiohttp.ClientError, OSError, TimeoutError, ValueError, LookupError):
        return [f"nothing answers at {address}"]


async def show_health(settings: Settings) -> int:
    """Say how it is; 0 where all is well, else 1."""
    wrong = await ask_health(settings)
    print("\n".join(wrong) or "All is well.")
    return 1 if wrong else 0
