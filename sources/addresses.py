"""Which addresses Lede may ask: the public web on its usual ports, and what its operator allows.

A source can be named by anyone who may manage a server, and a page can redirect anywhere; neither
may make Lede ask the machines beside it. The check of names stands where the connection is made
(`sources.resolving`), so that a name which answers differently the second time gains nothing.
"""

from ipaddress import (
    IPv4Address,
    IPv4Network,
    IPv6Address,
    IPv6Network,
    ip_address,
)
from urllib.parse import SplitResult, urlsplit

from domain.errors import RefusedAddressError
from domain.sentences import Translatable

_PORTS = {"http": 80, "https": 443}
_LONGEST = 2048
_HEX = "0123456789abcdef"

# IANA's registries of special-purpose addresses (RFC 6890 and its updates), spelled out because
# the lists of the standard library differ from one version of Python to the next.
_REFUSED_4 = tuple(
    map(
        IPv4Network,
        (
            "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16",
            "172.16.0.0/12", "192.0.0.0/24", "192.0.2.0/24", "192.88.99.0/24", "192.168.0.0/16",
            "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/4", "240.0.0.0/4",
            # Not in a registry: the host agent and metadata service of one cloud.
            "168.63.129.16/32",
        ),
    )
)  # fmt: skip
# The only block given out for the public Internet, and what is set aside within it.
_PUBLIC_6 = IPv6Network("2000::/3")
_REFUSED_6 = tuple(map(IPv6Network, ("2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20")))
# Networks without IPv4 reach it through these; the address that counts is in the last 32 bits.
_TRANSLATED_6 = IPv6Network("64:ff9b::/96")
# The third group of 32 bits of an ISATAP address, which tunnels to the IPv4 address after it.
_ISATAP = frozenset({0x00005EFE, 0x02005EFE})


def is_public(address: str) -> bool:
    """Whether a numeric address belongs to the public Internet; false for what is no address."""
    try:
        parsed = ip_address(address)
    except ValueError:
        return False
    return _is_public_4(parsed) if isinstance(parsed, IPv4Address) else _is_public_6(parsed)


def _is_public_4(address: IPv4Address) -> bool:
    return not any(address in network for network in _REFUSED_4)


def _is_public_6(address: IPv6Address) -> bool:
    if address.scope_id is not None:
        return False
    if address.ipv4_mapped is not None:
        return _is_public_4(address.ipv4_mapped)
    if address in _TRANSLATED_6:
        return _is_public_4(IPv4Address(int(address) & 0xFFFFFFFF))
    if (int(address) >> 32) & 0xFFFFFFFF in _ISATAP:
        return False
    return address in _PUBLIC_6 and not any(address in network for network in _REFUSED_6)


class AddressGuard:
    """Says which addresses may be asked. `allowed` are hosts (or host:port) of the operator's own.

    A host that is allowed by name may have any address; with its port, that port only.
    """

    def __init__(self, allowed: frozenset[str] = frozenset()) -> None:
        self._allowed = frozenset(host.lower() for host in allowed)

    def check(self, url: str) -> SplitResult:
        """The parts of an address that may be asked; raises RefusedAddressError.

        A name is not looked up here: that is the resolver's part, below.
        """
        parts = _split(url)
        host = (parts.hostname or "").rstrip(".")
        port = parts.port or _PORTS[parts.scheme]
        if self.allows(host, port):
            return parts
        if port not in _PORTS.values():
            raise _refused(url, f"its port is {port}; the web's are 80 and 443")
        if _is_numeric(host) and not is_public(host):
            raise _refused(url, "it is an address of a private or special network")
        if not _is_numeric(host) and _ends_in_number(host):
            raise _refused(url, "its host is a number written in an unusual way")
        if "." not in host and ":" not in host:
            raise _refused(url, f"{host!r} is a name within a network, not of the Internet")
        return parts

    def allows(self, host: str, port: int) -> bool:
        """Whether the operator has allowed this host by name."""
        name = f"[{host}]" if ":" in host else host
        return not self._allowed.isdisjoint({host.lower(), f"{name}:{port}".lower()})


def _split(url: str) -> SplitResult:
    if len(url) > _LONGEST:
        raise RefusedAddressError(
            "{url} … is not asked: an address of {number} characters is too long.",
            url=url[:80],
            number=len(url),
        )
    if any(character <= " " or character == "\\" for character in url):
        raise _refused(url, "there is a space, a line break or a backslash in it")
    try:
        parts = urlsplit(url)
        _ = parts.port  # reading the port checks it
    except ValueError:
        raise _refused(url, "it is no web address") from None
    if parts.scheme not in _PORTS:
        raise _refused(url, "only http:// and https:// are asked")
    if not parts.hostname or parts.port == 0:
        raise _refused(url, "it names no host")
    if parts.username is not None or parts.password is not None:
        raise _refused(url, "there is a user name or password in it")
    return parts


def _is_numeric(host: str) -> bool:
    try:
        ip_address(host)
    except ValueError:
        return False
    return True


def _ends_in_number(host: str) -> bool:
    """Whether a system would read the host as an address, as it reads 127.1 and 0x7f000001."""
    last = host.rpartition(".")[2].lower()
    return last.isdigit() or (last.startswith("0x") and not set(last[2:]) - set(_HEX))


def _refused(url: str, why: str) -> RefusedAddressError:
    return RefusedAddressError("{url} is not asked: {why}.", url=shown(url), why=Translatable(why))


def shown(url: str) -> str:
    """An address as a message may show it: short, and without a password in it."""
    text = url.replace("\n", " ").replace("\r", " ")
    scheme, separator, rest = text.partition("://")
    host, slash, path = rest.partition("/")
    if "@" in host:
        text = f"{scheme}{separator}…@{host.rpartition('@')[2]}{slash}{path}"
    return text if len(text) <= 200 else text[:199] + "…"
