"""Settings: read once from a mapping, frozen, handed down. The only reader of the environment."""

import os
from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace
from pathlib import Path

from dotenv import dotenv_values

from bot.logs import TOKEN
from domain.errors import SettingsError

ROOT = Path(__file__).resolve().parents[1]
# What is longer than this may be a secret that lost its shape, and is not repeated.
_SHOWN = 20
_LIKE, _SURELY = 65, 88
_LEVELS = ("DEBUG", "INFO", "WARNING", "ERROR")
_FORMS = ("text", "json")


class _Asked(dict[str, str]):
    """An environment that notes what it is asked for: these are the names of the settings."""

    def __init__(self, env: Mapping[str, str]) -> None:
        super().__init__(env)
        self.names: set[str] = set()

    def get(self, name: str, default: str = "") -> str:  # type: ignore[override]
        """The value, if there is one."""
        self.names.add(name)
        return super().get(name, default)


@dataclass(frozen=True, slots=True)
class Listening:
    """Where a process answers who watches it: an address of this machine and a port."""

    host: str
    port: int


@dataclass(frozen=True, slots=True)
class Settings:
    """Everything that can be set, with what holds when it is not."""

    # repr=False: a logged Settings must not show the token.
    token: str | None = field(default=None, repr=False)
    # Nor this one the password of a server.
    database: str = field(default="lede.db", repr=False)
    seeds: Path = ROOT / "seeds"
    admin_ids: frozenset[int] = frozenset()
    log_level: str = "INFO"
    contact: str | None = None
    allowed_hosts: frozenset[str] = frozenset()
    # Whether a text that forbids its publication before a moment waits for that moment.
    keeps_embargoes: bool = True
    # Messages a second; pipeline.budget says why not all of Discord's fifty.
    send_rate: float = 45.0
    # "text" for people, "json" for machines.
    log_format: str = "text"
    # Where figures and health are told; None for nowhere.
    metrics: Listening | None = None
    # Sentences about variables that set nothing.
    notes: tuple[str, ...] = field(default=(), compare=False, repr=False)

    @classmethod
    def from_env(cls, env: Mapping[str, str]) -> "Settings":
        """Read the settings of `env`; raises SettingsError that names the one that is wrong."""
        _refuse_tokens(env)
        env = _Asked(env)
        level = _get(env, "LEDE_LOG_LEVEL", "INFO").upper()
        if level not in _LEVELS:
            raise SettingsError(
                f"LEDE_LOG_LEVEL is {_shown(level)}; write one of {', '.join(_LEVELS)}."
            )
        settings = cls(
            token=_get(env, "DISCORD_TOKEN") or None,
            database=_get(env, "LEDE_DATABASE", "lede.db"),
            seeds=Path(_get(env, "LEDE_SEEDS") or ROOT / "seeds"),
            admin_ids=_ids(_get(env, "LEDE_ADMIN_IDS")),
            log_level=level,
            contact=_contact(_get(env, "LEDE_CONTACT")),
            allowed_hosts=frozenset(_get(env, "LEDE_ALLOWED_HOSTS").replace(",", " ").split()),
            keeps_embargoes=_is_on("LEDE_KEEP_EMBARGOES", _get(env, "LEDE_KEEP_EMBARGOES", "yes")),
            send_rate=_rate(_get(env, "LEDE_SEND_RATE", "45")),
            log_format=_form(_get(env, "LEDE_LOG_FORMAT", "text")),
            metrics=_listening(_get(env, "LEDE_METRICS")),
        )
        return replace(settings, notes=_unknown(env, sorted(env.names)))

    def checked_token(self) -> str:
        """The token, or SettingsError where there is none or it cannot be one."""
        if self.token is None:
            raise SettingsError(
                "DISCORD_TOKEN is not set. Copy .env.example to .env and put your bot's token "
                "there (Discord developer portal, your application, Bot, Reset Token)."
            )
        if not TOKEN.fullmatch(self.token):
            raise SettingsError(
                "DISCORD_TOKEN does not look like a bot token: three parts joined by full stops. "
                "Copy it again from the Discord developer portal (Bot, Reset Token)."
            )
        return self.token

    def changes(self, other: "Settings") -> list[str]:
        """The names of the settings in which `other` differs."""
        names = (f.name for f in fields(self) if f.compare)
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


def _refuse_tokens(env: Mapping[str, str]) -> None:
    """Refuse a token in any other setting: it would be named in errors, files and requests."""
    token = _get(env, "DISCORD_TOKEN")
    for name in sorted(name for name in env if name.startswith("LEDE_")):
        value = env[name]
        if TOKEN.search(value) or (token and token in value):
            raise SettingsError(
                f"{name} holds what looks like a bot token, which belongs into DISCORD_TOKEN "
                "alone. Take it out; if anybody else may have seen it, reset it in the developer "
                "portal."
            )


def _unknown(env: Mapping[str, str], known: list[str]) -> tuple[str, ...]:
    """A sentence for each variable that is named almost as a setting is, and sets nothing."""
    # Heavy, and needed where something is misspelt alone.
    strangers = [name for name in sorted(env) if name not in known and _is_like_ours(name)]
    if not strangers:
        return ()
    from rapidfuzz import fuzz, process

    said = []
    for name in strangers:
        near = process.extractOne(name.upper(), known, scorer=fuzz.ratio, score_cutoff=_LIKE)
        is_ours = name.upper().startswith("LEDE_")
        if near is not None and (is_ours or near[1] >= _SURELY):
            said.append(f"{name} is no setting of Lede and sets nothing. Is {near[0]} meant?")
        elif is_ours:
            names = ", ".join(known)
            said.append(f"{name} is no setting of Lede and sets nothing. There are: {names}.")
    return tuple(said)


def _is_like_ours(name: str) -> bool:
    """Whether a name may be a slip, a letter too few or two changed about."""
    upper = name.upper()
    return upper[:2] in ("LE", "LD", "EL", "DI", "DS") or upper.endswith("_TOKEN")


def _shown(value: str) -> str:
    return repr(value) if len(value) <= _SHOWN else "something long"


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
        raise SettingsError(f"{name} is {_shown(text)}; write yes or no.")
    return told[text.lower()]


def _rate(text: str) -> float:
    # `not` also refuses what is no number at all (nan).
    try:
        rate = float(text)
    except ValueError:
        rate = 0.0
    if not 1 <= rate <= 48:
        raise SettingsError(
            f"LEDE_SEND_RATE is {_shown(text)}; write messages a second, from 1 to 48. Discord "
            "allows 50 requests of every kind."
        )
    return rate


def _form(text: str) -> str:
    if text.lower() not in _FORMS:
        raise SettingsError(f"LEDE_LOG_FORMAT is {_shown(text)}; write text or json.")
    return text.lower()


def _listening(text: str) -> Listening | None:
    # Loopback where no address is named: the figures are nobody else's business.
    host, _, port = text.rpartition(":")
    if not text:
        return None
    if not port.isdecimal() or not 0 < int(port) < 65_536:
        raise SettingsError(
            f"LEDE_METRICS is {_shown(text)}; write a port, as 9100, or an address and a port, as "
            "0.0.0.0:9100."
        )
    return Listening(host.strip("[]") or "127.0.0.1", int(port))


def _ids(text: str) -> frozenset[int]:
    parts = text.replace(",", " ").split()
    if wrong := [part for part in parts if not part.isdecimal()]:
        raise SettingsError(
            f"LEDE_ADMIN_IDS holds {_shown(wrong[0])}; write Discord user ids, parted by commas."
        )
    return frozenset(map(int, parts))
