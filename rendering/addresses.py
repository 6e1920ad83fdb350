"""Addresses of pages in a text or behind a button."""

from urllib.parse import urlsplit

from rendering.escape import plain

# What a button's address may have at most.
URL = 512
# What ends an address within a text; other spaces and what cannot be seen are `plain`'s to find.
_ENDS_ADDRESS = frozenset(' \n<>"`\\')
# A bracket in the address of a link would end the link, and could begin another one.
_BRACKETS = str.maketrans({"(": "%28", ")": "%29", "[": "%5B", "]": "%5D"})


def linked(escaped: str, url: str | None) -> str:
    """Words, already escaped, that lead to an address where Discord takes it for one."""
    if url and is_web_address(url):
        return f"[{escaped}](<{_within_link(url)}>)"
    return escaped


def is_web_address(url: str | None) -> bool:
    """Whether Discord takes `url` for an address: http or https, a host, short enough, no spaces.

    One address that Discord refuses would cost the whole message.
    """
    if not url or len(_within_link(url)) > URL:
        return False
    if plain(url) != url or not _ENDS_ADDRESS.isdisjoint(url):
        return False
    try:
        parts = urlsplit(url)
        # Reading the port checks it. A name before the host ("user@") only serves to pretend.
        has_place = "." in (parts.hostname or "") and parts.port != 0 and "@" not in parts.netloc
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and has_place


def _within_link(url: str) -> str:
    return url.translate(_BRACKETS)
