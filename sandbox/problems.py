"""What went wrong: refusals Discord would answer with, and the ledger a test checks at its end."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any


class SandboxError(AssertionError):
    """Raised when the bot, or the test driving it, did what Discord would not allow."""


@dataclass(frozen=True, slots=True)
class Violation:
    """One field of a body that breaks a rule, in Discord's words for it where they are known."""

    path: tuple[str | int, ...]
    code: str
    message: str

    def __str__(self) -> str:
        where = ".".join(map(str, self.path)) or "body"
        return f"{where}: {self.message} [{self.code}]"


class Refusal(Exception):  # noqa: N818 - an answer, not a fault of ours
    """An answer other than success; the request handler turns it into Discord's error body."""

    def __init__(
        self,
        status: int,
        code: int,
        message: str,
        violations: Sequence[Violation] = (),
        headers: dict[str, str] | None = None,
    ) -> None:
        super().__init__(message)
        self.status = status
        self.code = code
        self.message = message
        self.violations = tuple(violations)
        self.headers = headers or {}

    def body(self) -> dict[str, Any]:
        """Return the JSON error Discord sends, with the tree of `errors` for fields at fault."""
        answer: dict[str, Any] = {"message": self.message, "code": self.code}
        if self.violations:
            answer["errors"] = errors_tree(self.violations)
        return answer


def invalid_form(violations: Sequence[Violation]) -> Refusal:
    """Return the refusal of a body with wrong fields: HTTP 400, code 50035."""
    return Refusal(400, 50035, "Invalid Form Body", violations)


def errors_tree(violations: Sequence[Violation]) -> dict[str, Any]:
    """Nest violations by their path, as the documentation shows under "Error Messages"."""
    tree: dict[str, Any] = {}
    for violation in violations:
        node = tree
        for step in violation.path:
            node = node.setdefault(str(step), {})
        node.setdefault("_errors", []).append(
            {"code": violation.code, "message": violation.message}
        )
    return tree


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing a test must not overlook; `code` is Discord's number, None for our own findings."""

    summary: str
    code: int | None = None


@dataclass(slots=True)
class _Expectation:
    code: int
    met: list[Problem] = field(default_factory=list)


class Problems:
    """Collect problems; those a test expects are set apart."""

    def __init__(self) -> None:
        self.unexpected: list[Problem] = []
        self._expected: list[_Expectation] = []

    def record(self, summary: str, code: int | None = None) -> None:
        """Keep a problem, as expected where an open expectation names its code."""
        problem = Problem(summary, code)
        for expectation in reversed(self._expected):
            if code is not None and expectation.code == code:
                expectation.met.append(problem)
                return
        self.unexpected.append(problem)

    @contextmanager
    def expecting(self, code: int) -> Iterator[list[Problem]]:
        """Accept refusals with this code inside the block; none at all is an error too."""
        expectation = _Expectation(code)
        self._expected.append(expectation)
        try:
            yield expectation.met
        finally:
            self._expected.remove(expectation)
        if not expectation.met:
            raise SandboxError(f"a refusal with code {code} was expected and did not happen")
