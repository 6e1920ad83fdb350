import asyncio
import gzip
import socket
import zlib
from collections.abc import Awaitable, Callable
from datetime import timedelta

import pytest

from domain.errors import (
    BlockedError,
    BusyError,
    FetchError,
    GoneError,
    OversizeError,
    RefusedAddressError,
    ServerFailureError,
    UnreachableError,
)
from domain.sources import Validators
from sources.fetching import Fetcher, FetchSettings, open_fetcher
from sources.pace import Pace
from tests.sources.conftest import NOW
from tests.sources.site import Site, reply
from tests.sources.test_addresses import SPECIAL, Names

PAGE = "<html><body><p>The pier opens.</p></body></html>"


def small(site: Site, seconds: float = 20) -> FetchSettings:
    return FetchSettings(
        allowed_hosts=frozenset({site.host}), body_bytes=64 * 1024, seconds=seconds
    )


async def test_a_page_comes_with_what_is_said_of_it(site: Site, fetcher: Fetcher) -> None:
    url = site.on(
        "/a", reply(PAGE, content_type="text/html; charset=windows-1252", etag='"v1"',
                    last_modified="Wed, 20 May 2026 09:00:00 GMT"),
    )  # fmt: skip
    fetched = await fetcher.fetch(url)
    assert (fetched.url, fetched.status, fetched.body) == (url, 200, PAGE.encode())
    assert (fetched.content_type, fetched.charset) == ("text/html", "windows-1252")
    assert fetched.validators == Validators('"v1"', "Wed, 20 May 2026 09:00:00 GMT")


async def test_lede_says_who_it_is_and_keeps_no_cookie(site: Site, fetcher: Fetcher) -> None:
    url = site.on("/a", reply(PAGE, set_cookie="visit=1; Path=/"))
    await fetcher.fetch(url)
    await fetcher.fetch(url)
    first, second = (request.headers for request in site.requests)
    assert first["user-agent"] == "Lede/0.1 (+https://lede.example/bot)"
    assert first["accept-encoding"] == "gzip, deflate"
    assert "cookie" not in second


async def test_what_is_known_is_asked_for_only_if_it_changed(site: Site, fetcher: Fetcher) -> None:
    url = site.on("/a", reply(status=304))
    fetched = await fetcher.fetch(url, Validators('"v1"', "Wed, 20 May 2026 09:00:00 GMT"))
    assert (fetched.status, fetched.body) == (304, None)
    assert site.requests[0].headers["if-none-match"] == '"v1"'
    assert site.requests[0].headers["if-modified-since"] == "Wed, 20 May 2026 09:00:00 GMT"


async def test_redirects_are_followed_and_carry_no_validators(site: Site, fetcher: Fetcher) -> None:
    start = site.on("/a", reply(status=301, location="/b?x=1"))
    site.on("/b?x=1", reply(PAGE))
    fetched = await fetcher.fetch(start, Validators('"v1"'))
    assert fetched.url == site.url("/b?x=1")
    assert "if-none-match" in site.requests[0].headers
    assert "if-none-match" not in site.requests[1].headers


@pytest.mark.parametrize("encoding", ["gzip", "deflate", "raw deflate"])
async def test_packed_answers_are_unpacked(site: Site, fetcher: Fetcher, encoding: str) -> None:
    text = (PAGE * 500).encode()
    raw = zlib.compressobj(wbits=-zlib.MAX_WBITS)
    packed = {
        "gzip": gzip.compress(text[:9000]) + gzip.compress(text[9000:]),
        "deflate": zlib.compress(text),
        "raw deflate": raw.compress(text) + raw.flush(),
    }[encoding]
    url = site.on("/a", reply(packed, content_encoding=encoding.split()[-1]))
    assert (await fetcher.fetch(url)).body == text


@pytest.mark.parametrize(
    "status, headers, error",
    [
        (401, {}, BlockedError),
        (403, {}, BlockedError),
        (451, {}, BlockedError),
        (404, {}, GoneError),
        (410, {}, GoneError),
        (500, {}, ServerFailureError),
        (503, {}, ServerFailureError),
        (503, {"retry_after": "5"}, BusyError),
        (429, {}, BusyError),
        (418, {}, UnreachableError),
        (302, {}, UnreachableError),
    ],
)
async def test_each_refusal_has_its_error(
    site: Site, fetcher: Fetcher, status: int, headers: dict[str, str], error: type[FetchError]
) -> None:
    url = site.on("/a", reply(status=status, **headers))
    with pytest.raises(error) as raised:
        await fetcher.fetch(url)
    assert str(raised.value).startswith(url)
    assert str(raised.value).endswith(".")


async def test_a_failure_is_no_reason_to_fail_next_time(site: Site, fetcher: Fetcher) -> None:
    url = site.on("/a", reply(status=500), reply(PAGE))
    with pytest.raises(ServerFailureError):
        await fetcher.fetch(url)
    assert (await fetcher.fetch(url)).status == 200


@pytest.mark.parametrize(
    "written, seconds",
    [
        ("120", 120),
        ("Wed, 20 May 2026 09:32:00 GMT", 120),
        ("Wed, 20 May 2026 09:00:00 GMT", 0),
        ("soon", 60),
        ("", 60),
        ("-5", 60),
        ("9" * 400, 86400),
        ("Fri, 20 May 2050 09:00:00 GMT", 86400),
    ],
)
async def test_a_busy_server_is_left_alone_for_as_long_as_it_says(
    site: Site, fetcher: Fetcher, written: str, seconds: float
) -> None:
    url = site.on("/a", reply(status=429, retry_after=written), reply(PAGE))
    with pytest.raises(BusyError) as raised:
        await fetcher.fetch(url)
    assert raised.value.seconds == seconds
    if seconds:
        with pytest.raises(BusyError, match="left alone"):
            await fetcher.fetch(url)
        assert site.paths() == ["/a"]
    else:
        assert (await fetcher.fetch(url)).status == 200


async def test_a_redirect_loop_ends(site: Site, fetcher: Fetcher) -> None:
    url = site.on("/a", reply(status=302, location="/a"))
    with pytest.raises(UnreachableError, match="redirects more than 5 times"):
        await fetcher.fetch(url)
    assert len(site.requests) == 6


async def test_the_time_is_for_all_redirects_together(site: Site) -> None:
    """Each hop answers in time, and all of them together do not."""

    def hop(to: str) -> Callable[[asyncio.StreamWriter], Awaitable[None]]:
        async def answer(writer: asyncio.StreamWriter) -> None:
            await asyncio.sleep(0.4)
            writer.write(reply(status=302, location=to))

        return answer

    for number in range(4):
        site.on(f"/{number}", hop(f"/{number + 1}"))
    site.on("/4", reply(PAGE))
    settings = FetchSettings(allowed_hosts=frozenset({site.host}), seconds=1.0)
    async with open_fetcher(settings, now=lambda: NOW, pace=Pace(0)) as fetcher:
        with pytest.raises(UnreachableError, match="did not answer in full within 1 seconds"):
            await fetcher.fetch(site.url("/0"))
    assert 1 <= len(site.requests) < 5


@pytest.mark.parametrize(
    "target",
    [
        *(f"http://{address}/" for address in SPECIAL),
        *(f"http://[::ffff:{address}]/" for address in SPECIAL),
        *(f"http://[64:ff9b::{address}]/" for address in SPECIAL),
        "http://[::1]/", "http://[fe80::1]/", "http://[fd00:ec2::254]/", "http://[2002:7f00:1::]/",
        "http://[::7f00:1]/", "http://localhost/", "http://127.1/", "http://0x7f000001/",
        "http://2130706433/", "http://metadata/", "file:///etc/passwd", "ftp://a.example/",
        "http://a.example:25/", "//127.0.0.1/", "https://me:secret@a.example/", "gopher://a/",
    ],
)  # fmt: skip
async def test_no_redirect_leads_into_a_private_network(
    site: Site, fetcher: Fetcher, target: str
) -> None:
    url = site.on("/a", reply(status=302, location=target))
    with pytest.raises(RefusedAddressError):
        await fetcher.fetch(url)
    assert site.paths() == ["/a"]


async def test_a_name_that_turns_private_between_two_requests_is_not_connected_to(
    site: Site,
) -> None:
    """The first answer of the name server is public and leads nowhere here, the second is ours."""
    names = Names(["127.0.0.1"])
    settings = FetchSettings(seconds=20)
    async with open_fetcher(
        settings, now=lambda: NOW, pace=Pace(0), make_resolver=lambda: names
    ) as fetcher:
        with pytest.raises(RefusedAddressError, match=r"rebind\.example"):
            await fetcher.fetch("http://rebind.example/")
    assert site.requests == []


async def test_an_endless_body_is_cut_off(site: Site) -> None:
    async def pour(writer: asyncio.StreamWriter) -> None:
        writer.write(b"HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n")
        while True:
            writer.write(b"x" * 65536)
            await writer.drain()

    url = site.on("/a", pour)
    async with open_fetcher(small(site), now=lambda: NOW, pace=Pace(0)) as fetcher:
        with pytest.raises(OversizeError, match="larger than"):
            await fetcher.fetch(url)


async def test_a_body_said_to_be_too_large_is_not_read(site: Site) -> None:
    head = b"HTTP/1.1 200 OK\r\nContent-Length: 99999999\r\n\r\n"
    url = site.on("/a", head)
    async with open_fetcher(small(site), now=lambda: NOW, pace=Pace(0)) as fetcher:
        with pytest.raises(OversizeError):
            await fetcher.fetch(url)


@pytest.mark.parametrize("encoding", ["gzip", "deflate"])
async def test_a_bomb_is_not_unpacked(site: Site, encoding: str) -> None:
    zeros = b"\0" * (20 * 1024 * 1024)
    bomb = gzip.compress(zeros) if encoding == "gzip" else zlib.compress(zeros)
    assert len(bomb) < 64 * 1024
    url = site.on("/a", reply(bomb, content_encoding=encoding))
    async with open_fetcher(small(site), now=lambda: NOW, pace=Pace(0)) as fetcher:
        with pytest.raises(OversizeError):
            await fetcher.fetch(url)


async def test_a_slow_drip_is_given_up(site: Site) -> None:
    dripped = asyncio.Event()

    async def drip(writer: asyncio.StreamWriter) -> None:
        writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nx")
        await writer.drain()
        await dripped.wait()  # for ever, as far as the client can tell

    url = site.on("/a", drip)
    async with open_fetcher(small(site, 0.05), now=lambda: NOW, pace=Pace(0)) as fetcher:
        with pytest.raises(UnreachableError, match="did not answer in full"):
            await fetcher.fetch(url)


@pytest.mark.parametrize(
    "answer, why",
    [
        (b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf", "broke off"),
        (b"", "broke off"),
        (b"SSH-2.0-OpenSSH_9.6\r\n\r\n", "could not be fetched"),
        (reply(b"\x1f\x8bnot gzip", content_encoding="gzip"), "damaged or cut off"),
        (reply(gzip.compress(b"whole" * 99)[:-20], content_encoding="gzip"), "damaged or cut"),
        (reply(b"x", content_encoding="br"), "packed as “br”"),
        (reply(status=302, location="http://[::1"), "no web address"),
    ],
    # A packed answer holds the moment of its packing, and is another one in each worker.
    ids=lambda value: value if isinstance(value, str) else "answer",
)
async def test_broken_answers_are_named(
    site: Site, fetcher: Fetcher, answer: bytes, why: str
) -> None:
    url = site.on("/a", answer)
    with pytest.raises(FetchError, match=why):
        await fetcher.fetch(url)


async def test_a_closed_port_and_an_unknown_name_are_named(site: Site, fetcher: Fetcher) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        host = f"127.0.0.1:{free.getsockname()[1]}"
    settings = FetchSettings(allowed_hosts=frozenset({host}))
    async with open_fetcher(settings, now=lambda: NOW, pace=Pace(0)) as other:
        with pytest.raises(UnreachableError, match="cannot be connected to"):
            await other.fetch(f"http://{host}/")


async def test_a_date_far_off_counts_from_the_given_moment(site: Site) -> None:
    later = NOW + timedelta(minutes=1)
    url = site.on("/a", reply(status=429, retry_after="Wed, 20 May 2026 09:32:00 GMT"))
    async with open_fetcher(small(site), now=lambda: later, pace=Pace(0)) as fetcher:
        with pytest.raises(BusyError) as raised:
            await fetcher.fetch(url)
    assert raised.value.seconds == 60
