import socket
from typing import Any

import pytest
from aiohttp.abc import AbstractResolver, ResolveResult
from hypothesis import given
from hypothesis import strategies as st

from domain.errors import RefusedAddressError
from sources.addresses import AddressGuard, is_public, shown
from sources.resolving import GuardedResolver

PUBLIC = ["8.8.8.8", "93.184.215.14", "2606:2800:220:1::1", "64:ff9b::808:808", "::ffff:8.8.8.8"]
SPECIAL = [
    "0.0.0.0", "10.1.2.3", "100.64.0.1", "100.100.100.200", "127.0.0.1", "127.255.0.9",
    "169.254.169.254", "172.16.0.1", "172.31.255.255", "192.0.0.192", "192.0.2.7", "192.88.99.1",
    "192.168.1.1", "198.18.0.1", "198.51.100.9", "203.0.113.5", "224.0.0.1", "239.1.1.1",
    "240.0.0.1", "255.255.255.255", "168.63.129.16",
]  # fmt: skip
SPECIAL_6 = [
    "::", "::1", "fe80::1", "fe80::1%eth0", "fc00::1", "fd00:ec2::254", "ff02::1", "2001:db8::1",
    "3fff::1", "2001::1", "2001:10::1", "2001:20::1", "100::1", "fec0::1", "5f00::1",
    "2002:7f00:1::", "2002:808:808::", "64:ff9b:1::1", "2606:2800:220:1:0:5efe:7f00:1",
]  # fmt: skip


@pytest.mark.parametrize("address", PUBLIC)
def test_public_addresses_are_public(address: str) -> None:
    assert is_public(address)


@pytest.mark.parametrize("address", [*SPECIAL, *SPECIAL_6, "", "localhost", "127.1", "0x7f000001"])
def test_special_addresses_are_not(address: str) -> None:
    assert not is_public(address)


@pytest.mark.parametrize("address", SPECIAL)
@pytest.mark.parametrize("form", ["::ffff:{}", "::{}", "64:ff9b::{}", "2001:db8:5:6:0:5efe:{}"])
def test_special_addresses_within_longer_ones_are_not(form: str, address: str) -> None:
    assert not is_public(form.format(address))


@given(st.ip_addresses(v=4))
def test_an_address_is_as_public_mapped_and_translated_as_it_is(address: Any) -> None:
    assert (
        is_public(f"::ffff:{address}")
        == is_public(f"64:ff9b::{address}")
        == is_public(str(address))
    )


@pytest.mark.parametrize(
    "url, why",
    [
        ("ftp://agency.example/a", "only http"),
        ("file:///etc/passwd", "only http"),
        ("gopher://agency.example:70/", "only http"),
        ("//agency.example/a", "only http"),
        ("http://agency.example:22/", "its port is 22"),
        ("https://agency.example:8443/", "its port is 8443"),
        ("http://agency.example:0/", "no host"),
        ("http://agency.example:99999/", "no web address"),
        ("http://user:secret@agency.example/", "user name or password"),
        ("http://localhost/", "a name within a network"),
        ("http://intranet/news", "a name within a network"),
        ("http://127.0.0.1/", "private or special"),
        ("http://[::1]/", "private or special"),
        ("http://127.1/", "a number written"),
        ("http://2130706433/", "a number written"),
        ("http://0x7f.1/", "a number written"),
        ("http://0x7f000001/", "a number written"),
        ("http://[::ffff:10.0.0.1]/", "private or special"),
        ("http://169.254.169.254/latest/meta-data", "private or special"),
        ("http://agency.example/a b", "a space"),
        ("http://agency.example\\@10.0.0.1/", "a space, a line break or a backslash"),
        ("http://agency.example/\r\nHost: x", "a space"),
        ("https:///path", "no host"),
        ("http://[::1", "no web address"),
        ("https://agency.example/" + "a" * 3000, "too long"),
    ],
)
def test_addresses_that_are_not_asked(url: str, why: str) -> None:
    with pytest.raises(RefusedAddressError, match=why) as raised:
        AddressGuard().check(url)
    assert "secret" not in str(raised.value)


def test_ordinary_addresses_may_be_asked() -> None:
    guard = AddressGuard()
    for url in ("https://agency.example/news?page=2", "http://agency.example:80/", "HTTPS://A.Ex/"):
        assert guard.check(url).hostname


def test_an_operator_allows_hosts_by_name() -> None:
    guard = AddressGuard(frozenset({"Intranet", "127.0.0.1:8080", "[::1]:8080"}))
    assert guard.check("http://intranet:9000/")
    assert guard.check("http://127.0.0.1:8080/")
    assert guard.check("http://[::1]:8080/")
    with pytest.raises(RefusedAddressError):
        guard.check("http://127.0.0.1:8081/")


class Names(AbstractResolver):
    """A name server that answers one thing after the other, as a hostile one does."""

    def __init__(self, *answers: list[str]) -> None:
        self.answers = list(answers)

    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_INET
    ) -> list[ResolveResult]:
        addresses = self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]
        return [
            ResolveResult(hostname=host, host=address, port=port, family=family, proto=0, flags=0)
            for address in addresses
        ]

    async def close(self) -> None:
        self.answers = []


async def test_a_name_is_checked_each_time_it_is_looked_up() -> None:
    names = Names(["93.184.215.14"], ["127.0.0.1"])
    resolver = GuardedResolver(AddressGuard(), lambda: names)
    assert [found["host"] for found in await resolver.resolve("a.example", 443)] == [
        "93.184.215.14"
    ]
    with pytest.raises(RefusedAddressError, match=r"a\.example is not asked"):
        await resolver.resolve("a.example", 443)
    await resolver.close()
    assert names.answers == []


async def test_one_private_address_among_public_ones_is_enough_to_refuse() -> None:
    names = Names(["93.184.215.14", "10.0.0.1"])
    with pytest.raises(RefusedAddressError):
        await GuardedResolver(AddressGuard(), lambda: names).resolve("a.example", 443)
    allowed = AddressGuard(frozenset({"a.example"}))
    assert len(await GuardedResolver(allowed, lambda: names).resolve("a.example", 443)) == 2


def test_an_address_is_shown_without_its_password() -> None:
    assert shown("https://me:secret@agency.example/a") == "https://…@agency.example/a"
    assert len(shown("https://agency.example/" + "a" * 900)) == 200
