"""Rate limits: 50 requests a second for all routes, and a bucket for each route and resource.

Discord publishes no bucket sizes ("not to be hard-coded"); the table holds what is commonly seen.
"""

import hashlib
from collections import deque
from collections.abc import Mapping
from dataclasses import dataclass, field

from sandbox.clock import Clock
from sandbox.problems import Refusal

GLOBAL_PER_SECOND = 50
# The parameters that split a route into buckets (documentation, "Rate Limits").
MAJOR = ("channel_id", "guild_id", "webhook_id", "webhook_token")


@dataclass(frozen=True, slots=True)
class Bucket:
    """How many requests in how many seconds."""

    limit: int
    seconds: float


DEFAULT = Bucket(50, 1.0)
BUCKETS: Mapping[str, Bucket] = {
    "POST /channels/{channel_id}/messages": Bucket(5, 5.0),
    "PATCH /channels/{channel_id}/messages/{message_id}": Bucket(5, 5.0),
    "DELETE /channels/{channel_id}/messages/{message_id}": Bucket(5, 1.0),
    "POST /users/@me/channels": Bucket(10, 10.0),
    "PUT /applications/{application_id}/commands": Bucket(5, 20.0),
    "PUT /applications/{application_id}/guilds/{guild_id}/commands": Bucket(5, 20.0),
}


@dataclass(slots=True)
class _Window:
    ends: float = 0.0
    used: int = 0


@dataclass(slots=True)
class RateLimits:
    """Count requests; `hits` holds the routes that were answered with 429."""

    clock: Clock
    buckets: dict[str, Bucket] = field(default_factory=lambda: dict(BUCKETS))
    global_per_second: int = GLOBAL_PER_SECOND
    hits: list[str] = field(default_factory=list)
    _windows: dict[str, _Window] = field(default_factory=dict)
    _recent: deque[float] = field(default_factory=deque)

    def take(self, route: str, params: Mapping[str, str]) -> dict[str, str]:
        """Count one request of a route; return its headers or refuse it with 429."""
        bucket = self.buckets.get(route, DEFAULT)
        key = route + "".join(f":{params[name]}" for name in MAJOR if name in params)
        now = self.clock.now()
        window = self._windows.setdefault(key, _Window())
        if now >= window.ends:
            window.ends, window.used = now + bucket.seconds, 0
        headers = self._headers(key, bucket, window, now)
        if window.used >= bucket.limit:
            self.hits.append(route)
            raise refusal(window.ends - now, "user", headers)
        window.used += 1
        headers["X-RateLimit-Remaining"] = str(bucket.limit - window.used)
        return headers

    def take_global(self, route: str) -> None:
        """Count one request against the bot's 50 a second."""
        now = self.clock.now()
        while self._recent and self._recent[0] <= now - 1.0:
            self._recent.popleft()
        if len(self._recent) >= self.global_per_second:
            self.hits.append(route)
            raise refusal(self._recent[0] + 1.0 - now, "global", {"X-RateLimit-Global": "true"})
        self._recent.append(now)

    @staticmethod
    def _headers(key: str, bucket: Bucket, window: _Window, now: float) -> dict[str, str]:
        return {
            "X-RateLimit-Limit": str(bucket.limit),
            "X-RateLimit-Remaining": "0",
            "X-RateLimit-Reset": f"{window.ends:.3f}",
            "X-RateLimit-Reset-After": f"{window.ends - now:.3f}",
            "X-RateLimit-Bucket": hashlib.sha256(key.encode()).hexdigest()[:32],
        }


class RateLimited(Refusal):
    """HTTP 429; clients take it for a Cloudflare ban unless `Via` is there."""

    def __init__(self, retry_after: float, scope: str, headers: Mapping[str, str]) -> None:
        super().__init__(429, 0, "You are being rate limited.")
        self.retry_after = max(0.001, round(retry_after, 3))
        self.scope = scope
        self.headers = {
            **headers,
            "Via": "1.1 google",
            "Retry-After": str(int(retry_after) + 1),
            "X-RateLimit-Scope": scope,
        }

    def body(self) -> dict[str, object]:
        """Return the body of a 429, which has its own shape."""
        return {
            "message": self.message,
            "retry_after": self.retry_after,
            "global": self.scope == "global",
        }


def refusal(retry_after: float, scope: str, headers: Mapping[str, str]) -> RateLimited:
    """Return a 429 of a scope (`user`, `global`, `shared`) to retry after some seconds."""
    return RateLimited(retry_after, scope, headers)
