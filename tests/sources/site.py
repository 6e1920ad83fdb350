"""A real HTTP server on this machine that answers as a test tells it, byte for byte if need be."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

CLOSING = b"Connection: close\r\n"

Writer = Callable[[asyncio.StreamWriter], Awaitable[None]]
Answer = bytes | Writer


@dataclass(slots=True)
class Request:
    """What a client asked: the path with its query, and its headers in small letters."""

    path: str
    headers: dict[str, str]


@dataclass(slots=True)
class Site:
    """The server: what it answers by path, and what it was asked. The last answer is repeated."""

    port: int = 0
    answers: dict[str, list[Answer]] = field(default_factory=dict)
    requests: list[Request] = field(default_factory=list)

    @property
    def host(self) -> str:
        return f"127.0.0.1:{self.port}"

    def url(self, path: str = "/") -> str:
        return f"http://{self.host}{path}"

    def on(self, path: str, *answers: Answer) -> str:
        """Answer this path so, one answer a request; gives its address."""
        self.answers[path] = list(answers)
        return self.url(path)

    def paths(self) -> list[str]:
        return [request.path for request in self.requests]

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            request = await _read_request(reader)
            self.requests.append(request)
            answers = self.answers.get(request.path) or [reply(status=404)]
            answer = answers.pop(0) if len(answers) > 1 else answers[0]
            if isinstance(answer, bytes):
                writer.write(answer)
                await writer.drain()
            else:
                await answer(writer)
        except (ConnectionError, asyncio.IncompleteReadError):
            pass  # The client went away, which is what some tests are about.
        finally:
            writer.close()


def reply(body: bytes | str = b"", *, status: int = 200, **headers: str) -> bytes:
    """An answer in full; `content_type="text/html"` becomes its header."""
    data = body.encode() if isinstance(body, str) else body
    lines = [f"HTTP/1.1 {status} Status", f"Content-Length: {len(data)}"]
    lines += [f"{name.replace('_', '-').title()}: {value}" for name, value in headers.items()]
    return "\r\n".join(lines).encode() + b"\r\n" + CLOSING + b"\r\n" + data


@asynccontextmanager
async def open_site() -> AsyncIterator[Site]:
    """A server on a free port, closed at the end whatever still hangs on it."""
    site = Site()
    tasks: set[asyncio.Task[None]] = set()

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task is not None
        tasks.add(task)
        try:
            await site.serve(reader, writer)
        finally:
            tasks.discard(task)

    server = await asyncio.start_server(serve, "127.0.0.1", 0)
    site.port = server.sockets[0].getsockname()[1]
    try:
        yield site
    finally:
        server.close()
        for task in list(tasks):
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)


async def _read_request(reader: asyncio.StreamReader) -> Request:
    head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
    first, *lines = head.split("\r\n")
    pairs = (line.partition(":") for line in lines if line)
    return Request(first.split(" ")[1], {name.lower(): value.strip() for name, _, value in pairs})
