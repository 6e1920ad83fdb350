"""Routes: what a request asks for, who answers it, and the log of what was asked and answered."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from sandbox.gateway import Gateway
from sandbox.messages import SentFile
from sandbox.world import World


@dataclass(frozen=True, slots=True)
class Call:
    """One request, taken apart. `params` are the parts of the path, `body` the decoded JSON."""

    world: World
    gateway: Gateway
    params: Mapping[str, str]
    query: Mapping[str, str]
    body: Any = None
    files: tuple[SentFile, ...] = ()

    def id(self, name: str) -> int:
        """Return a numeric part of the path; -1, which nothing has, for anything else."""
        text = self.params[name]
        return int(text) if text.isdigit() else -1


@dataclass(frozen=True, slots=True)
class Answer:
    """What a route answers: a status and a JSON body, or none."""

    status: int = 200
    body: Any = None


NO_CONTENT = Answer(204)
Handler = Callable[[Call], Awaitable[Answer]]


@dataclass(frozen=True, slots=True)
class Route:
    """A method and a path template in the words of Discord's own document."""

    method: str
    template: str
    handler: Handler
    # /interactions and /webhooks calls carry a token in the path and no Authorization.
    needs_bot: bool = True
    counted: bool = True

    @property
    def name(self) -> str:
        """Return "METHOD /template"."""
        return f"{self.method} {self.template}"


@dataclass(frozen=True, slots=True)
class Request:
    """A line of the log: what the bot asked and what it was answered."""

    method: str
    route: str
    path: str
    body: Any
    status: int
    answer: Any = None
    files: tuple[str, ...] = ()
    query: Mapping[str, str] = field(default_factory=dict)


@dataclass(slots=True)
class _Node:
    children: dict[str, "_Node"] = field(default_factory=dict)
    variable: tuple[str, "_Node"] | None = None
    routes: dict[str, Route] = field(default_factory=dict)


class Routes:
    """Find routes by path; a literal part wins over a variable one."""

    def __init__(self, routes: Sequence[Route]) -> None:
        self._root = _Node()
        for route in routes:
            self._add(route)

    def _add(self, route: Route) -> None:
        node = self._root
        for part in route.template.strip("/").split("/"):
            if part.startswith("{"):
                name = part.strip("{}")
                if node.variable is None:
                    node.variable = (name, _Node())
                if node.variable[0] != name:
                    raise ValueError(f"{route.template}: {name} is called {node.variable[0]}")
                node = node.variable[1]
            else:
                node = node.children.setdefault(part, _Node())
        node.routes[route.method] = route

    def find(self, method: str, path: str) -> tuple[Route, dict[str, str]] | None:
        """Return the route of a path below the API's base, with the path's variable parts."""
        return self._walk(self._root, method, path.strip("/").split("/"), {})

    def _walk(
        self, node: _Node, method: str, parts: list[str], params: dict[str, str]
    ) -> tuple[Route, dict[str, str]] | None:
        if not parts:
            route = node.routes.get(method)
            return None if route is None else (route, params)
        head, *rest = parts
        if head in node.children:
            found = self._walk(node.children[head], method, rest, params)
            if found is not None:
                return found
        if node.variable is not None:
            name, child = node.variable
            return self._walk(child, method, rest, {**params, name: head})
        return None
