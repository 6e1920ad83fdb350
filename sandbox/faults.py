"""Faults on request: the next matching call fails the way networks and servers do."""

from dataclasses import dataclass, field
from typing import Literal

from sandbox.problems import Refusal
from sandbox.ratelimits import refusal

FaultKind = Literal["429", "500", "502", "503", "reset", "timeout", "lost_answer"]
KINDS: tuple[FaultKind, ...] = ("429", "500", "502", "503", "reset", "timeout", "lost_answer")


@dataclass(frozen=True, slots=True)
class Fault:
    """How a call fails.

    `reset` cuts the connection, `timeout` never answers, `lost_answer` does the work and then
    answers 502: what makes a retried POST appear twice.
    """

    kind: FaultKind
    route: str
    retry_after: float = 0.05


@dataclass(slots=True)
class Faults:
    """The faults still to come, first come first served."""

    waiting: list[Fault] = field(default_factory=list)

    def fail_next(
        self, kind: FaultKind, route: str = "", times: int = 1, retry_after: float = 0.05
    ) -> None:
        """Let the next calls fail whose "METHOD /route" contains `route`."""
        if kind not in KINDS:
            raise ValueError(f"unknown fault {kind!r}, known are {KINDS}")
        self.waiting += [Fault(kind, route, retry_after)] * times

    def take(self, route: str) -> Fault | None:
        """Return and remove the first fault meant for a route."""
        for fault in self.waiting:
            if fault.route in route:
                self.waiting.remove(fault)
                return fault
        return None


def refusal_of(fault: Fault) -> Refusal:
    """Return the answer of a fault that has one."""
    if fault.kind == "429":
        return refusal(fault.retry_after, "user", {})
    status = 502 if fault.kind == "lost_answer" else int(fault.kind)
    return Refusal(status, 0, f"{status}: sandbox fault")
