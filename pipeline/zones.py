"""Time zones as people name them: EST, Pacific time, Munich, UTC+2."""

import re
from collections.abc import Iterable
from zoneinfo import available_timezones

from domain.errors import UnreadableInputError
from pipeline.calendar import find_zone

# What a person means by a name, not what the database of zones has under it: its EST is a place
# without summer time, and whoever writes EST in July means New York.
_MEANT = {
    "America/New_York": (
        "et", "est", "edt", "eastern", "us eastern", "washington", "washington dc", "boston",
        "miami", "philadelphia", "atlanta",
    ),
    "America/Chicago": ("ct", "cst", "cdt", "central", "us central", "houston", "dallas", "austin"),
    "America/Denver": ("mt", "mst", "mdt", "mountain", "us mountain"),
    "America/Los_Angeles": (
        "pt", "pst", "pdt", "pacific", "us pacific", "san francisco", "seattle", "san diego",
        "las vegas",
    ),
    "America/Anchorage": ("akst", "akdt", "alaska"),
    "Pacific/Honolulu": ("hst", "hawaii"),
    "America/Halifax": ("ast", "adt", "atlantic"),
    "America/Toronto": ("ottawa", "montreal"),
    "America/Sao_Paulo": ("brt", "brasilia", "rio de janeiro"),
    "Europe/London": ("uk", "gmt", "bst", "england", "edinburgh", "manchester"),
    "Europe/Dublin": ("ireland",),
    "Europe/Lisbon": ("wet", "west", "portugal"),
    "Europe/Berlin": (
        "cet", "cest", "mez", "mesz", "germany", "deutschland", "munich", "münchen", "hamburg",
        "frankfurt", "cologne", "köln",
    ),
    "Europe/Paris": ("france", "lyon", "marseille"),
    "Europe/Madrid": ("spain", "españa", "barcelona"),
    "Europe/Rome": ("italy", "milan", "rom"),
    "Europe/Vienna": ("austria", "wien"),
    "Europe/Zurich": ("switzerland", "geneva", "bern", "zürich", "genf"),
    "Europe/Athens": ("eet", "eest", "greece"),
    "Europe/Kyiv": ("kiev", "ukraine"),
    "Europe/Istanbul": ("turkey",),
    "Asia/Kolkata": ("ist", "india", "delhi", "new delhi", "mumbai", "bangalore"),
    "Asia/Shanghai": ("china", "beijing"),
    "Asia/Tokyo": ("jst", "japan"),
    "Asia/Seoul": ("kst", "korea"),
    "Australia/Sydney": ("aest", "aedt", "canberra"),
    "Pacific/Auckland": ("nzst", "nzdt", "new zealand", "wellington"),
    "UTC": ("utc", "z", "zulu", "coordinated universal time"),
}  # fmt: skip
_BY_NAME = {name: zone for zone, names in _MEANT.items() for name in names}
# What is no longer is the name of a zone or the beginning of a city, not a part of one.
_ABBREVIATION = 3
_OFFSET = re.compile(r"(?:utc|gmt)\s*([+-])\s*(\d{1,2})(?::?00)?")
_OF_WHOEVER_TYPES = frozenset({"my time", "local", "local time", "my time zone", "here"})

# A beginning that one sees and changes.
_OF_LOCALES = {
    "en-US": "America/New_York", "en-GB": "Europe/London", "de": "Europe/Berlin",
    "fr": "Europe/Paris", "es-ES": "Europe/Madrid", "es-419": "America/Mexico_City",
    "it": "Europe/Rome", "nl": "Europe/Amsterdam", "pl": "Europe/Warsaw",
    "sv-SE": "Europe/Stockholm", "pt-BR": "America/Sao_Paulo",
    "hi": "Asia/Kolkata", "ja": "Asia/Tokyo", "ko": "Asia/Seoul",
}  # fmt: skip


def read_zone(typed: str) -> str:
    """The IANA name of the zone that is meant; raises UnreadableInputError.

    A name the database has is taken as it is, but for those that mean something else to people.
    """
    wanted = _folded(typed)
    if wanted in _OF_WHOEVER_TYPES:
        raise UnreadableInputError(
            "Discord tells nobody's time zone. Write a large city near you, such as Boston or "
            "Munich, or a zone such as ET."
        )
    if (offset := _OFFSET.fullmatch(wanted)) is not None:
        # There the sign is that of the clock there, seen from here.
        sign = "-" if offset[1] == "+" else "+"
        return str(find_zone(f"Etc/GMT{sign}{int(offset[2])}").key)
    known = _BY_NAME.get(wanted) or _BY_NAME.get(wanted.removesuffix(" time"))
    if known is None:
        known = next((zone for zone in _places() if wanted in _names_of(zone)), typed.strip())
    return str(find_zone(known).key)


def find_zones(typed: str, most: int) -> list[str]:
    """IANA names that fit what is typed, those that people mean first."""
    wanted = _folded(typed)
    if not wanted:
        return list(_MEANT)[:most]
    meant = [
        (not any(name == wanted for name in names), zone)
        for zone, names in _MEANT.items()
        if any(name.startswith(wanted) for name in names)
    ]
    beginning, within = [], []
    for zone in _places():
        name = _folded(zone)
        if name.rpartition("/")[2].startswith(wanted) or name == wanted:
            beginning.append(zone)
        elif wanted in name and len(wanted) > _ABBREVIATION:
            within.append(zone)
    found = [zone for _, zone in sorted(meant, key=lambda one: one[0])]
    return list(dict.fromkeys([*found, *sorted(beginning, key=_is_rare), *within]))[:most]


def likely_zone(locale: str) -> str:
    """The zone in which most people live whose Discord is in this locale, else UTC."""
    return _OF_LOCALES.get(locale, "UTC")


def _places() -> Iterable[str]:
    return sorted(zone for zone in available_timezones() if "/" in zone and zone[:3] != "Etc")


def _names_of(zone: str) -> tuple[str, str]:
    name = _folded(zone)
    return name, name.rpartition("/")[2]


def _folded(name: str) -> str:
    return " ".join(name.replace("_", " ").replace(",", " ").casefold().split())


def _is_rare(zone: str) -> bool:
    return zone not in _MEANT
