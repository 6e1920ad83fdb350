"""The page's own server: on loopback, behind a secret in its address, for this machine's browser.

The page drives the bot, so nothing but the page may reach it: a request must name the host it was
given (a foreign name that was pointed to 127.0.0.1 does not), come from the page's own origin, and
know the secret.
"""

import secrets
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

from aiohttp import web

from sandbox.browser.actions import Actions
from sandbox.browser.controls import Offer
from sandbox.browser.feed import Feed
from sandbox.browser.recording import Recorder
from sandbox.browser.views import actor_of, commands
from sandbox.server import Sandbox
from sandbox.state import Json

STATIC = Path(__file__).parent / "static"
# Files of a form or an option travel as base64 in JSON.
ACTION_BYTES = 40 * 1024 * 1024
KINDS = {
    ".html": "text/html",
    ".css": "text/css",
    ".js": "text/javascript",
    ".svg": "image/svg+xml",
}
# Nothing is loaded, run or sent but by and to the page itself; text never becomes markup.
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob:; "
    "connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; "
    "require-trusted-types-for 'script'; trusted-types 'none'"
)
HEADERS = {
    "Content-Security-Policy": POLICY,
    "Cache-Control": "no-store",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
}
# Pictures and text are shown; whatever else a bot uploads is saved, never opened as a page.
_SHOWN_KINDS = frozenset({"image/png", "image/jpeg", "image/gif", "image/webp"})
Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


@dataclass(slots=True)
class Page:
    """The page as it is served; `address` is what one opens, secret and all."""

    sandbox: Sandbox
    offer: Offer
    recorder: Recorder | None = None
    address: str = ""
    _secret: str = field(default_factory=lambda: secrets.token_urlsafe(16))
    _hosts: frozenset[str] = frozenset()
    _actions: Actions = field(init=False)

    def __post_init__(self) -> None:
        self._actions = Actions(self.sandbox, self.offer)
        if self.recorder is not None:
            self._actions.observe = self.recorder.observe

    def application(self) -> web.Application:
        """The routes, all of them guarded."""
        application = web.Application(middlewares=[self._guarded], client_max_size=ACTION_BYTES)
        base = f"/{self._secret}"
        application.router.add_get(f"{base}/", self._index)
        application.router.add_get(f"{base}/static/{{name}}", self._static)
        application.router.add_get(f"{base}/events", self._events)
        application.router.add_get(f"{base}/commands", self._commands)
        application.router.add_post(f"{base}/act", self._act)
        application.router.add_get(f"{base}/files/{{channel}}/{{number}}/{{name}}", self._file)
        return application

    def listen_at(self, host: str, port: int) -> None:
        """Note where it is served."""
        self._hosts = frozenset({f"{host}:{port}", f"localhost:{port}"})
        self.address = f"http://{host}:{port}/{self._secret}/"

    @web.middleware
    async def _guarded(self, request: web.Request, handler: Handler) -> web.StreamResponse:
        """Refuse what does not come from the page itself; give every answer its headers."""
        origin = request.headers.get("Origin")
        own = {f"http://{host}" for host in self._hosts}
        if request.host not in self._hosts or (origin is not None and origin not in own):
            return web.Response(status=403, text="This page answers its own address alone.")
        if request.headers.get("Sec-Fetch-Site") in ("cross-site", "same-site"):
            return web.Response(status=403, text="This page is not for other pages.")
        try:
            response = await handler(request)
        except web.HTTPException as refusal:
            refusal.headers.update(HEADERS)
            raise
        if not response.prepared:
            response.headers.update(HEADERS)
        return response

    async def _index(self, request: web.Request) -> web.Response:
        return _file_response("index.html")

    async def _static(self, request: web.Request) -> web.Response:
        return _file_response(request.match_info["name"])

    async def _commands(self, request: web.Request) -> web.Response:
        user, channel = _number(request, "as"), _number(request, "channel")
        if user not in {person.id for person in self.offer.people}:
            raise web.HTTPNotFound(text="There is no such member.")
        return web.json_response(commands(actor_of(self.sandbox, user, channel)))

    async def _events(self, request: web.Request) -> web.StreamResponse:
        user = self.sandbox.world.users.get(_number(request, "as"))
        if user is None or user.id not in {person.id for person in self.offer.people}:
            user = self.sandbox.world.users[self.offer.people[0].id]
        response = web.StreamResponse(headers={**HEADERS, "Content-Type": "text/event-stream"})
        await response.prepare(request)
        feed = Feed(self.sandbox, self.offer, user, request.query.get("traffic") == "1")
        # A tab that is closed ends it.
        with suppress(ConnectionError):
            await feed.run(response)
        return response

    async def _act(self, request: web.Request) -> web.Response:
        if request.content_type != "application/json":
            raise web.HTTPUnsupportedMediaType(text="Actions are JSON.")
        try:
            action: Json = await request.json()
            answer = await self._actions.carry_out(action)
        except (KeyError, TypeError, ValueError, AttributeError) as error:
            raise web.HTTPBadRequest(text=f"This is no action: {error!r}") from None
        return web.json_response(answer)

    async def _file(self, request: web.Request) -> web.Response:
        file = self.sandbox.world.attachments.get(_part(request, "number"))
        if file is None or file.channel_id != _part(request, "channel"):
            raise web.HTTPNotFound(text="This content is no longer available.")
        response = web.Response(body=file.content)
        response.content_type = (
            file.content_type if file.content_type in _SHOWN_KINDS else "application/octet-stream"
        )
        if file.content_type not in _SHOWN_KINDS:
            response.headers["Content-Disposition"] = "attachment"
        return response


def _file_response(name: str) -> web.Response:
    path = STATIC / name
    if path.parent != STATIC or path.suffix not in KINDS or not path.is_file():
        raise web.HTTPNotFound
    return web.Response(text=path.read_text("utf-8"), content_type=KINDS[path.suffix])


def _number(request: web.Request, name: str) -> int:
    value = request.query.get(name, "")
    return int(value) if value.isdecimal() else 0


def _part(request: web.Request, name: str) -> int:
    value = request.match_info[name]
    return int(value) if value.isdecimal() else -1


@asynccontextmanager
async def open_page(
    sandbox: Sandbox, offer: Offer, *, port: int = 0, recorder: Recorder | None = None
) -> AsyncIterator[Page]:
    """Serve the page on 127.0.0.1 inside the block; port 0 takes a free one. Raises OSError."""
    page = Page(sandbox, offer, recorder)
    runner = web.AppRunner(
        page.application(), access_log=None, handler_cancellation=True, shutdown_timeout=0.5
    )
    await runner.setup()
    try:
        await web.TCPSite(runner, "127.0.0.1", port).start()
        host, taken = runner.addresses[0][:2]
        page.listen_at(host, taken)
        yield page
    finally:
        await runner.cleanup()
