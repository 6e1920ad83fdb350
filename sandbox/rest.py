"""The HTTP side: every request is routed, judged, answered as Discord would, and logged."""

import asyncio
import json
import re
from typing import Any

from aiohttp import BodyPartReader, web

from sandbox.faults import LOST, Fault, Faults, refusal_of
from sandbox.gateway import Gateway
from sandbox.limits import REQUEST_BYTES
from sandbox.messages import SentFile
from sandbox.problems import Refusal, Violation, invalid_form
from sandbox.ratelimits import RateLimited, RateLimits
from sandbox.routing import Answer, Call, Request, Route, Routes
from sandbox.schema import Document
from sandbox.world import World

API = "/api/v10"
USER_AGENT = re.compile(r"^DiscordBot \(\S+,? \S+\)")
FILE_PART = re.compile(r"^files\[(\d+)\]$")
BODILESS = frozenset({"GET", "DELETE"})


class Rest:
    """Answer the bot's HTTP requests."""

    def __init__(
        self,
        world: World,
        gateway: Gateway,
        routes: Routes,
        token: str,
        document: Document | None,
    ) -> None:
        self.world = world
        self.limits = RateLimits(world.clock)
        self.faults = Faults()
        self.log: list[Request] = []
        self._gateway = gateway
        self._routes = routes
        self._token = token
        self._document = document

    async def handle(self, request: web.Request) -> web.StreamResponse:
        """Answer one request."""
        path = request.path.removeprefix(API)
        found = self._routes.find(request.method, path)
        if found is None:
            return self._unknown(request, path)
        route, params = found
        body: Any = None
        files: tuple[SentFile, ...] = ()
        headers: dict[str, str] = {}
        fault: Fault | None = None
        try:
            body, files = await self._read(request)
            fault = self.faults.take(route.name)
            if fault is not None and fault.kind not in LOST:
                return await self._fail(request, fault)
            headers = self._admit(request, route, params)
            self._judge(route, body)
            call = Call(self.world, self._gateway, params, request.query, body, files)
            answer = await route.handler(call)
            if fault is not None:
                return await self._fail(request, fault)
        except Refusal as refusal:
            headers = {**headers, **refusal.headers}
            answer = Answer(refusal.status, refusal.body())
            if fault is None:
                self._record(route, refusal)
        self._note(request, route.template, path, body, files, answer)
        return _response(answer, headers, plain=fault is not None and answer.status >= 500)

    def _unknown(self, request: web.Request, path: str) -> web.Response:
        self.world.problems.record(f"unknown route {request.method} {path}", 404)
        answer = Answer(404, {"message": "404: Not Found", "code": 0})
        self._note(request, path, path, None, (), answer)
        return _response(answer, {})

    async def _fail(self, request: web.Request, fault: Fault) -> web.StreamResponse:
        if fault.kind.endswith("reset"):
            if request.transport is not None:
                request.transport.abort()
            return web.Response()
        if fault.kind.endswith("timeout"):
            # Never answered: the client gives up first, which cancels this.
            await asyncio.Event().wait()
        raise refusal_of(fault)

    def _admit(self, request: web.Request, route: Route, params: dict[str, str]) -> dict[str, str]:
        """Check who asks and how often; return the rate limit headers."""
        if route.needs_bot:
            if not USER_AGENT.match(request.headers.get("User-Agent", "")):
                raise Refusal(403, 40333, "internal network error")
            if request.headers.get("Authorization") != f"Bot {self._token}":
                raise Refusal(401, 0, "401: Unauthorized")
        if not route.counted:
            return {}
        if route.needs_bot:
            self.limits.take_global(route.name)
        return self.limits.take(route.name, params)

    async def _read(self, request: web.Request) -> tuple[Any, tuple[SentFile, ...]]:
        """Read a body; `payload_json` and `files[n]` of a multipart one."""
        if request.method in BODILESS or not request.body_exists:
            return {}, ()
        if (request.content_length or 0) > REQUEST_BYTES:
            await request.read()
            raise Refusal(413, 40005, "Request entity too large")
        if request.content_type == "application/json":
            return _decoded(await request.read()), ()
        if request.content_type == "multipart/form-data":
            return await self._read_parts(request)
        violation = Violation((), "CONTENT_TYPE_INVALID", 'Expected "application/json".')
        raise invalid_form([violation])

    async def _read_parts(self, request: web.Request) -> tuple[Any, tuple[SentFile, ...]]:
        body: Any = {}
        files: list[SentFile] = []
        async for part in await request.multipart():
            assert isinstance(part, BodyPartReader)
            content = bytes(await part.read())
            name = part.name or ""
            numbered = FILE_PART.match(name)
            if name == "payload_json":
                body = _decoded(content)
            elif numbered:
                files.append(SentFile(int(numbered[1]), part.filename or "file", content))
            else:
                self.world.problems.record(f"unknown form field {name!r} at {request.path}")
        return body, tuple(files)

    def _judge(self, route: Route, body: Any) -> None:
        """Judge a body by the document, if there is one."""
        if self._document is None or route.method in BODILESS:
            return
        verdict = self._document.judge(route.method, route.template, body)
        for path in verdict.unknown:
            where = ".".join(map(str, path))
            self.world.problems.record(f"{route.name}: nobody declared the key {where}")
        if verdict.violations:
            raise invalid_form(verdict.violations)

    def _record(self, route: Route, refusal: Refusal) -> None:
        if isinstance(refusal, RateLimited):
            # A full bucket is everyday; the global limit is the bot's own to keep.
            if refusal.scope == "global":
                self.world.problems.record(f"{route.name}: over the global rate limit", 429)
            return
        details = "".join(f"\n    {violation}" for violation in refusal.violations)
        text = f"{route.name}: {refusal.status}/{refusal.code} {refusal.message}{details}"
        self.world.problems.record(text, refusal.code)

    def _note(
        self,
        request: web.Request,
        route: str,
        path: str,
        body: Any,
        files: tuple[SentFile, ...],
        answer: Answer,
    ) -> None:
        names = tuple(file.filename for file in files)
        query = dict(request.query)
        line = Request(request.method, route, path, body, answer.status, answer.body, names, query)
        self.log.append(line)
        self.world.changes.notify()

    async def serve_attachment(self, request: web.Request) -> web.Response:
        """Serve a stored file, as Discord's content network does."""
        number = request.match_info["attachment_id"]
        file = self.world.attachments.get(int(number)) if number.isdigit() else None
        if file is None:
            return web.Response(status=404, text="This content is no longer available.")
        return web.Response(body=file.content, content_type=file.content_type)


def _decoded(content: bytes) -> Any:
    try:
        return json.loads(content)
    except ValueError:
        raise Refusal(400, 50109, "The request body contains invalid JSON.") from None


def _response(answer: Answer, headers: dict[str, str], plain: bool = False) -> web.Response:
    if answer.body is None:
        return web.Response(status=answer.status, headers=headers)
    if plain:
        # What stands before Discord's servers answers in HTML when they are down.
        return web.Response(
            status=answer.status, text="<html>error</html>", content_type="text/html"
        )
    # Exactly application/json: clients take anything longer for text.
    headers = {**headers, "Content-Type": "application/json"}
    return web.Response(
        status=answer.status, body=json.dumps(answer.body).encode(), headers=headers
    )
