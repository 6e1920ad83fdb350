"""The one way to the network: polite, bounded, guarded."""

import asyncio
import ssl
import zlib
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from urllib.parse import urljoin

import aiohttp
from aiohttp.abc import AbstractResolver

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
from domain.sentences import Translatable
from domain.sources import Fetched, Validators
from sources.addresses import AddressGuard, shown
from sources.pace import Pace
from sources.resolving import GuardedResolver
from sources.unpacking import UnpackedTooLargeError, unpacker

# No release or feed comes near it, packed or not.
BODY_BYTES = 10 * 1024 * 1024
# What is larger waits for its place, where whoever asks has only so many.
LARGE_BYTES = 1024 * 1024
# The whole of one answer, from the first request to the last byte, all its redirects included.
SECONDS = 30.0
REDIRECTS = 5
# A host that is busy for longer is not waited for: the poll comes back later by itself.
_WAIT_AT_MOST = 20.0
# Where a server is busy and does not say for how long; and the most it is believed.
_BUSY_SECONDS = 60.0
_BUSY_AT_MOST = 24 * 3600.0

Grow = Callable[[], Awaitable[None]]

_MOVED = frozenset({301, 302, 303, 307, 308})
_KEPT_OUT = frozenset({401, 402, 403, 406, 451})
_ACCEPT = (
    "application/rss+xml, application/atom+xml, application/feed+json, text/html;q=0.9, "
    "application/xhtml+xml;q=0.9, application/json;q=0.9, application/xml;q=0.8, "
    "application/pdf;q=0.8, text/plain;q=0.8, */*;q=0.1"
)


@dataclass(frozen=True, slots=True)
class FetchSettings:
    """How Lede asks. `contact` is where a site's operator can complain: an address or an e-mail."""

    contact: str | None = None
    allowed_hosts: frozenset[str] = frozenset()
    body_bytes: int = BODY_BYTES
    seconds: float = SECONDS

    @property
    def user_agent(self) -> str:
        """Who asks, honestly, and whom to write to."""
        return f"Lede/0.1 (+{self.contact})" if self.contact else "Lede/0.1 (news briefing bot)"


class Fetcher:
    """Fetches one address at a time from each host. Made by `open_fetcher`."""

    def __init__(
        self, session: aiohttp.ClientSession, settings: FetchSettings, pace: Pace,
        guard: AddressGuard, now: Callable[[], datetime],
    ) -> None:  # fmt: skip
        self._session = session
        self._settings = settings
        self._pace = pace
        self._guard = guard
        self._now = now

    async def fetch(
        self, url: str, validators: Validators | None = None, *, grow: Grow | None = None
    ) -> Fetched:
        """Ask for an address and follow where it leads; the body is None if it is unmodified.

        `grow` is awaited before a body becomes a large one.

        Raises a FetchError whose type says what to do about it: RefusedAddressError,
        UnreachableError, ServerFailureError, BusyError, BlockedError, GoneError, OversizeError.
        """
        try:
            # Begins to run with the first request: the wait for a turn is not the site's.
            async with asyncio.timeout(None) as limit:
                return await self._follow(url, validators, limit, grow)
        except (TimeoutError, aiohttp.ServerTimeoutError):
            raise UnreachableError(
                "{url} did not answer in full within {limit} seconds. Lede will try again.",
                url=shown(url),
                limit=round(self._settings.seconds),
            ) from None

    async def _follow(
        self,
        url: str,
        validators: Validators | None,
        limit: asyncio.Timeout,
        grow: Grow | None,
    ) -> Fetched:
        """The answer at the end of all redirects."""
        at = url
        for _ in range(REDIRECTS + 1):
            # What was valid for one address says nothing of the one it leads to.
            answer = await self._ask(at, validators if at == url else None, limit, grow)
            if isinstance(answer, Fetched):
                return answer
            at = answer
        raise UnreachableError(
            "{url} could not be fetched: it redirects more than {number} times. "
            "Name the address it should lead to.",
            url=shown(url),
            number=REDIRECTS,
        )

    async def _ask(
        self,
        url: str,
        validators: Validators | None,
        limit: asyncio.Timeout,
        grow: Grow | None,
    ) -> Fetched | str:
        """The answer of one address, or the address it redirects to."""
        host = self._guard.check(url).hostname or ""
        if (wait := self._pace.held(host)) > _WAIT_AT_MOST:
            raise BusyError(
                "{host} asked to be left alone for {wait} more seconds. Lede waits.",
                wait,
                host=host,
                wait=round(wait),
            )
        async with self._pace.turn(host):
            if limit.when() is None:
                limit.reschedule(asyncio.get_running_loop().time() + self._settings.seconds)
            try:
                return await self._request(url, validators, grow)
            except TimeoutError:
                # An OSError too, and no failure of the connection.
                raise
            except (aiohttp.ClientError, OSError, zlib.error, EOFError, ValueError) as error:
                raise _translate(url, error) from error

    async def _request(
        self, url: str, validators: Validators | None, grow: Grow | None
    ) -> Fetched | str:
        headers = _conditional(validators)
        async with self._session.get(url, headers=headers, allow_redirects=False) as response:
            if response.status in _MOVED and "Location" in response.headers:
                return _redirected(url, response.headers["Location"].strip())
            self._check_status(url, response)
            modified = response.status != 304
            return Fetched(
                url=url,
                status=response.status,
                body=await self._read(url, response, grow) if modified else None,
                content_type=response.content_type if "Content-Type" in response.headers else None,
                charset=response.charset,
                validators=Validators(
                    response.headers.get("ETag"), response.headers.get("Last-Modified")
                ),
            )

    def _check_status(self, url: str, response: aiohttp.ClientResponse) -> None:
        status = response.status
        if status in (429, 503) and (status == 429 or "Retry-After" in response.headers):
            seconds = self._retry_after(response)
            self._pace.hold(self._guard.check(url).hostname or "", seconds)
            raise BusyError(
                "{url} asks for fewer requests (status {status}). Lede leaves it alone "
                "for {wait} seconds.",
                seconds,
                url=shown(url),
                status=status,
                wait=round(seconds),
            )
        if status in _KEPT_OUT:
            raise BlockedError(
                "{url} keeps Lede out (status {status}). Ask the site to admit its user "
                "agent, or choose another source of the same agency.",
                url=shown(url),
                status=status,
            )
        if status in (404, 410):
            raise GoneError(
                "{url} leads nowhere (status {status}). Look up where the agency "
                "publishes now, and change the source's address.",
                url=shown(url),
                status=status,
            )
        if status >= 500:
            raise ServerFailureError(
                "{url} has failed (status {status}). Lede will try again.",
                url=shown(url),
                status=status,
            )
        if status != 304 and not 200 <= status < 300:
            raise UnreachableError(
                "{url} gave no page (status {status}). Check the address in a browser.",
                url=shown(url),
                status=status,
            )

    def _retry_after(self, response: aiohttp.ClientResponse) -> float:
        """The seconds of a Retry-After header, which may be a number or a date."""
        written = response.headers.get("Retry-After", "").strip()
        if written.isascii() and written.isdigit():
            # Cut first: a server may write more digits than a number should have.
            return min(float(written[:12]), _BUSY_AT_MOST)
        try:
            moment = parsedate_to_datetime(written)
        except (ValueError, IndexError, TypeError, OverflowError):
            return _BUSY_SECONDS
        moment = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
        return min(max((moment - self._now()).total_seconds(), 0.0), _BUSY_AT_MOST)

    async def _read(self, url: str, response: aiohttp.ClientResponse, grow: Grow | None) -> bytes:
        limit = self._settings.body_bytes
        if (response.content_length or 0) > limit:
            raise _oversize(url, limit)
        encoding = response.headers.get("Content-Encoding", "")
        unpacking = unpacker(encoding, limit)
        if unpacking is None:
            raise UnreachableError(
                "{url} cannot be read: it is packed as “{encoding}”, which Lede did not ask for.",
                url=shown(url),
                encoding=encoding[:20],
            )
        parts, received, unpacked = [], 0, 0
        try:
            async for piece in response.content.iter_chunked(64 * 1024):
                received += len(piece)
                if received > limit:
                    raise _oversize(url, limit)
                parts.append(unpacking.feed(piece))
                unpacked += len(parts[-1])
                if grow is not None and unpacked > LARGE_BYTES:
                    await grow()
            parts.append(unpacking.finish())
        except UnpackedTooLargeError:
            raise _oversize(url, limit) from None
        return b"".join(parts)


@asynccontextmanager
async def open_fetcher(
    settings: FetchSettings,
    *,
    now: Callable[[], datetime],
    pace: Pace | None = None,
    make_resolver: Callable[[], AbstractResolver] | None = None,
) -> AsyncIterator[Fetcher]:
    """Open the way to the network, and close it at the end.

    `make_resolver` makes what looks names up, the system's resolver where it is not given; its
    answers are guarded all the same.
    """
    guard = AddressGuard(settings.allowed_hosts)
    connector = aiohttp.TCPConnector(
        resolver=GuardedResolver(guard, make_resolver),
        # Each connection looks its name up anew, so that the guard sees every answer.
        use_dns_cache=False,
        limit=32,
    )
    session = aiohttp.ClientSession(
        connector=connector,
        headers={
            "User-Agent": settings.user_agent,
            "Accept": _ACCEPT,
            "Accept-Encoding": "gzip, deflate",
        },
        # Unpacked by us, with a limit; cookies would let a site tell one poll from the next.
        auto_decompress=False,
        cookie_jar=aiohttp.DummyCookieJar(),
        timeout=aiohttp.ClientTimeout(total=None, sock_connect=10.0),
    )
    async with session:
        yield Fetcher(session, settings, pace or Pace(), guard, now)


def _redirected(url: str, location: str) -> str:
    try:
        return urljoin(url, location)
    except ValueError:
        raise UnreachableError(
            "{url} redirects to what is no web address: “{location}”. Name the "
            "address it should lead to.",
            url=shown(url),
            location=location[:80],
        ) from None


def _conditional(validators: Validators | None) -> dict[str, str]:
    if validators is None:
        return {}
    headers = {"If-None-Match": validators.etag, "If-Modified-Since": validators.last_modified}
    return {name: value for name, value in headers.items() if value}


def _translate(url: str, error: Exception) -> FetchError:
    """What a request came to, in words."""
    for cause in (error, error.__cause__, error.__context__):
        if isinstance(cause, RefusedAddressError):
            return cause
    if isinstance(error, FetchError):
        return error
    if isinstance(error, aiohttp.ClientConnectorDNSError):
        why = Translatable(
            "its name is not known. Check the spelling, and this machine's connection"
        )
    elif isinstance(error, (aiohttp.ClientSSLError, ssl.SSLError)):
        why = Translatable("its certificate cannot be trusted. Open it in a browser to see why")
    elif isinstance(error, aiohttp.ClientConnectorError):
        why = Translatable("it cannot be connected to. Lede will try again")
    elif isinstance(error, (zlib.error, EOFError)):
        why = Translatable("its packed answer is damaged or cut off. Lede will try again")
    elif isinstance(error, (aiohttp.ClientPayloadError, aiohttp.ServerDisconnectedError)):
        why = Translatable("its answer broke off. Lede will try again")
    elif isinstance(error, aiohttp.InvalidURL):
        why = Translatable("it is no web address. Check how it is written")
    else:
        why = Translatable(
            "the connection failed ({kind}). Lede will try again", {"kind": type(error).__name__}
        )
    return UnreachableError("{url} could not be fetched: {why}.", url=shown(url), why=why)


def _oversize(url: str, limit: int) -> OversizeError:
    return OversizeError(
        "{url} is larger than {limit} MB, which no release or feed is. Name the release itself.",
        url=shown(url),
        limit=round(limit / 1024**2),
    )
