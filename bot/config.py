"""Settings: read once from a mapping, frozen, handed down. The only reader of the environment."""

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path

from dotenv import dotenv_values

from domain.errors import SettingsError

ROOT = Path(__file__).resolve().parents[1]
# A bot token is three parts of base64url; the first is the bot's id. The lengths have grown over
# the years, so only the shape is held to.
_TOKEN = re.compile(r"[A-Za-z0-9_-]{18,}\.[A-Za-z0-9_-]{4,}\.[A-Za-z0-9_-]{20,}")
_LEVELS = ("DEBUG", "INFO", "WARNING", "ERROR")


@dataclass(frozen=True, slots=True)
class Settings:
    """Everything that can be set, with what holds when it is not."""

    # repr=False: a logged Settings must not show the token.
    token: str | None = field(default=None, repr=False)
    database: str = "lede.db"
    seeds: Path = ROOT / "seeds"
    admin_ids: frozenset[int] = frozenset()
    log_level: str = "INFO"
    contact: str | None = None
    allowed_hosts: frozenset[str] = frozenset()
    # Whether a text that forbids its publication before a moment waits for that moment.
    keeps_embargoes: bool = True
    # Messages a second; pipeline.budget says why not all of Discord's fifty.
    send_rate: float = 45.0

    @classmethod
    def from_env(cls, env: Mapping[str, str]) -> "Settings":
        """Read the settings of `env`; raises SettingsError that names the one that is wrong."""
        level = _get(env, "LEDE_LOG_LEVEL", "INFO").upper()
        if level not in _LEVELS:
            raise SettingsError(f"LEDE_LOG_LEVEL is {level!r}; write one of {', '.join(_LEVELS)}.")
        return cls(
            token=_get(env, "DISCORD_TOKEN") or None,
            database=_get(env, "LEDE_DATABASE", "lede.db"),
            seeds=Path(_get(env, "LEDE_SEEDS") or ROOT / "seeds"),
            admin_ids=_ids(_get(env, "LEDE_ADMIN_IDS")),
            log_level=level,
            contact=_contact(_get(env, "LEDE_CONTACT")),
            allowed_hosts=frozenset(_get(env, "LEDE_ALLOWED_HOSTS").replace(",", " ").split()),
            keeps_embargoes=_is_on("LEDE_KEEP_EMBARGOES", _get(env, "LEDE_KEEP_EMBARGOES", "yes")),
            send_rate=_rate(_get(env, "LEDE_SEND_RATE", "45")),
        )

    def checked_token(self) -> str:
        """The token, or SettingsError where there is none or it cannot be one."""
        if self.token is None:
            raise SettingsError(
                "DISCORD_TOKEN is not set. Copy .env.example to .env and put your bot's token "
                "there (Discord developer portal, your application, Bot, Reset Token)."
            )
        if not _TOKEN.fullmatch(self.token):
            raise SettingsError(
                "DISCORD_TOKEN does not look like a bot token: three parts joined by full stops. "
                "Copy it again from the Discord developer portal (Bot, Reset Token)."
            )
        return self.token

    def changes(self, other: "Settings") -> list[str]:
        """The names of the settings in which `other` differs."""
        names = (f.name for f in fields(self))
        return [name for name in names if getattr(self, name) != getattr(other, name)]


def read_settings(folder: Path | None = None) -> Settings:
    """The settings of `.env` in `folder` (the working directory), the environment going first.

    Raises SettingsError.
    """
    path = (folder or Path.cwd()) / ".env"
    try:
        written = dotenv_values(path, encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        why = error.strerror if isinstance(error, OSError) else "it is not UTF-8"
        raise SettingsError(f"{path} cannot be read: {why}. Save it as UTF-8 text.") from None
    env = {name: value for name, value in written.items() if value is not None}
    return Settings.from_env(env | dict(os.environ))


def _get(env: Mapping[str, str], name: str, default: str = "") -> str:
    return env.get(name, "").strip() or default


def _contact(text: str) -> str | None:
    # It goes into a header of every request, where anything else would break the request.
    if not text.isascii() or not text.isprintable() or set("()<>\\") & set(text):
        raise SettingsError(
            "LEDE_CONTACT holds signs that cannot stand in a request. Write an address "
            "(https://…) or an e-mail at which you can be reached."
        )
    return text or None


def _is_on(name: str, text: str) -> bool:
    told = {"yes": True, "true": True, "1": True, "on": True}
    told |= {"no": False, "false": False, "0": False, "off": False}
    if text.lower() not in told:
        raise SettingsError(f"{name} is {text!r}; write yes or no.")
    return told[text.lower()]


def _rate(text: str) -> float:
    # `not` also refuses what is no number at all (nan).
    try:
        rate = float(text)
    except ValueError:
        rate = 0.0
    if not 1 <= rate <= 48:
        raise SettingsError(
            f"LEDE_SEND_RATE is {text!r}; write messages a second, from 1 to 48. Discord allows 50 "
            "requests of every kind."
        )
    return rate


def _ids(text: str) -> frozenset[int]:
    parts = text.replace(",", " ").split()
    if wrong := [part for part in parts if not part.isdecimal()]:
        raise SettingsError(
            f"LEDE_ADMIN_IDS holds {wrong[0]!r}; write Discord user ids, parted by commas."
        )
    return frozenset(map(int, parts))
