"""Faults on request: the next matching call fails the way networks and servers do."""

from dataclasses import dataclass, field
from typing import Literal, get_args

from sandbox.problems import Refusal
from sandbox.ratelimits import refusal

FaultKind = Literal[
    "429", "500", "502", "503", "reset", "timeout", "lost_answer", "lost_reset", "lost_timeout"
]
KINDS: tuple[FaultKind, ...] = get_args(FaultKind)
# The work is done, and the answer never comes: what makes a retried POST appear twice.
LOST: frozenset[FaultKind] = frozenset({"lost_answer", "lost_reset", "lost_timeout"})


@dataclass(frozen=True, slots=True)
class Fault:
    """How a call fails.

    `reset` cuts the connection, `timeout` never answers. Those that begin with `lost` do the work
    first: `lost_answer` then answers 502, the others cut the connection or never answer.
    """

    kind: FaultKind
    route: str
    retry_after: float = 0.05


@dataclass(slots=True)
class _Recurring:
    fault: Fault
    every: int
    met: int = 0


@dataclass(slots=True)
class Faults:
    """The faults still to come, first come first served; then those that recur."""

    waiting: list[Fault] = field(default_factory=list)
    recurring: list[_Recurring] = field(default_factory=list)

    def fail_next(
        self, kind: FaultKind, route: str = "", times: int = 1, retry_after: float = 0.05
    ) -> None:
        """Let the next calls fail whose "METHOD /route" contains `route`."""
        self.waiting += [_known(kind, route, retry_after)] * times

    def fail_every(
        self, every: int, kind: FaultKind, route: str = "", retry_after: float = 0.05
    ) -> None:
        """Let each `every`-th call fail whose "METHOD /route" contains `route`, from now on."""
        self.recurring.append(_Recurring(_known(kind, route, retry_after), every))

    def take(self, route: str) -> Fault | None:
        """Return the first fault meant for a route; one that was to come once is removed."""
        for fault in self.waiting:
            if fault.route in route:
                self.waiting.remove(fault)
                return fault
        met = [one for one in self.recurring if one.fault.route in route]
        for one in met:
            one.met += 1
        return next((one.fault for one in met if one.met % one.every == 0), None)


def _known(kind: FaultKind, route: str, retry_after: float) -> Fault:
    if kind not in KINDS:
        raise ValueError(f"unknown fault {kind!r}, known are {KINDS}")
    return Fault(kind, route, retry_after)


def refusal_of(fault: Fault) -> Refusal:
    """Return the answer of a fault that has one."""
    if fault.kind == "429":
        return refusal(fault.retry_after, "user", {})
    status = 502 if fault.kind == "lost_answer" else int(fault.kind)
    return Refusal(status, 0, f"{status}: sandbox fault")
