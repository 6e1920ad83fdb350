"""Names looked up for the way to the network, with the guard that sees every answer."""

import socket
from collections.abc import Callable

from aiohttp.abc import AbstractResolver, ResolveResult

from domain.errors import RefusedAddressError
from sources.addresses import AddressGuard, is_public


class GuardedResolver(AbstractResolver):
    """Looks names up and hands on public addresses only; the connector connects to no others."""

    def __init__(
        self, guard: AddressGuard, make_resolver: Callable[[], AbstractResolver] | None = None
    ) -> None:
        self._guard = guard
        self._make_resolver = make_resolver or _system_resolver
        self._resolver: AbstractResolver | None = None

    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_INET
    ) -> list[ResolveResult]:
        """The addresses of a host; RefusedAddressError if one of them is not public.

        One is enough: whoever answers with a public and a private one means no good.
        """
        if self._resolver is None:
            self._resolver = self._make_resolver()
        found = await self._resolver.resolve(host, port, family)
        if not self._guard.allows(host, port) and not all(is_public(f["host"]) for f in found):
            raise RefusedAddressError(
                "{host} is not asked: the name leads to an address of a private or special "
                "network. Its operator can allow it by name in LEDE_ALLOWED_HOSTS.",
                host=host,
            )
        return found

    async def close(self) -> None:
        """Let go of the resolver beneath."""
        if self._resolver is not None:
            await self._resolver.close()


def _system_resolver() -> AbstractResolver:
    from aiohttp.resolver import ThreadedResolver

    return ThreadedResolver()
