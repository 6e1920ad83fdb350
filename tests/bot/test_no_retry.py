"""Requests made once, over real HTTP: what was answered with 429 may be made again."""

from collections.abc import AsyncIterator

import aiohttp
import pytest
from aiohttp import web

from bot.no_retry import NoRetry, RepeatedError


class Server:
    """Answers with these, one a request."""

    def __init__(self, *statuses: int) -> None:
        self.statuses = list(statuses)
        self.asked = 0

    async def answer(self, _: web.Request) -> web.Response:
        self.asked += 1
        return web.Response(status=self.statuses.pop(0))


@pytest.fixture
async def no_retry() -> NoRetry:
    return NoRetry()


@pytest.fixture
async def session(no_retry: NoRetry) -> AsyncIterator[aiohttp.ClientSession]:
    async with aiohttp.ClientSession(trace_configs=[no_retry.trace()]) as opened:
        yield opened


async def serve(server: Server) -> tuple[web.AppRunner, str]:
    app = web.Application()
    app.router.add_route("*", "/", server.answer)
    runner = web.AppRunner(app)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    return runner, f"http://127.0.0.1:{runner.addresses[0][1]}/"


@pytest.mark.parametrize(
    "statuses, asked, is_refused",
    [((429, 429, 200), 3, False), ((502, 200), 1, True), ((200, 200), 1, True)],
)
async def test_only_what_was_not_carried_out_is_made_again(
    no_retry: NoRetry,
    session: aiohttp.ClientSession,
    statuses: tuple[int, ...],
    asked: int,
    is_refused: bool,
) -> None:
    server = Server(*statuses)
    runner, url = await serve(server)

    async def ask_all() -> None:
        with no_retry.only_once():
            for _ in statuses:
                async with session.post(url):
                    pass

    if is_refused:
        with pytest.raises(RepeatedError):
            await ask_all()
    else:
        await ask_all()
    assert server.asked == asked
    await runner.cleanup()


async def test_outside_the_block_requests_are_as_many_as_they_are(
    no_retry: NoRetry, session: aiohttp.ClientSession
) -> None:
    server = Server(502, 200, 200)
    runner, url = await serve(server)
    for _ in range(2):
        async with session.post(url):
            pass
    with no_retry.only_once():
        async with session.post(url):
            pass
    assert server.asked == 3
    await runner.cleanup()
