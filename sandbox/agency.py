"""An agency on this machine: news pages and a feed over loopback; it publishes and corrects.

It is what a bot that reads sites is shown instead of the world. What it says comes from outside.
"""

import asyncio
import hashlib
import html
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime

from aiohttp import web

FEED = "/feed.xml"
_POLICY = "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'; base-uri 'none'"
_STYLE = (
    "body{max-width:42em;margin:2em auto;padding:0 1em;font:17px/1.5 Georgia,serif;color:#222;"
    "background:#fff}.masthead{font:bold 14px sans-serif;color:#3b5a75}time{color:#555}"
    "::target-text{background:#ffe680;color:#111}"
)


@dataclass(frozen=True, slots=True)
class Bulletin:
    """A release as the agency publishes it; its paragraphs are parted by an empty line."""

    slug: str
    title: str
    text: str
    published: float
    updated: float
    agency: str | None = None


@dataclass(slots=True)
class Agency:
    """The site: what it lists, and what it only keeps a page of."""

    name: str
    now: Callable[[], float]
    address: str = ""
    listed: dict[str, Bulletin] = field(default_factory=dict)
    # Pages that stand at an address and in no list: those of samples, for receipts to lead to.
    pages: dict[str, Bulletin] = field(default_factory=dict)

    def url(self, slug: str) -> str:
        """Where a release stands."""
        return f"{self.address}/news/{slug}"

    @property
    def feed_url(self) -> str:
        """Where the feed stands."""
        return self.address + FEED

    def publish(self, slug: str, title: str, text: str, at: float | None = None) -> Bulletin:
        """List a new release, of a moment in seconds since the Unix epoch, now without it."""
        moment = self.now() if at is None else at
        bulletin = Bulletin(slug, title, text.strip(), moment, moment)
        self.listed[slug] = bulletin
        return bulletin

    def correct(self, slug: str, changes: Mapping[str, str]) -> Bulletin:
        """Put other words in place of some, in title and text, and say when."""
        old = self.listed[slug]
        title, text = old.title, old.text
        for wrong, right in changes.items():
            title, text = title.replace(wrong, right), text.replace(wrong, right)
        self.listed[slug] = replace(old, title=title, text=text, updated=self.now())
        return self.listed[slug]

    def withdraw(self, slug: str) -> Bulletin:
        """Take a release out of the list; its page is gone."""
        return self.listed.pop(slug)

    def feed(self) -> str:
        """The feed, the newest first."""
        newest = sorted(self.listed.values(), key=lambda one: one.published, reverse=True)
        entries = "".join(self._entry(one) for one in newest)
        updated = _stamp(max((one.updated for one in newest), default=self.now()))
        return (
            '<?xml version="1.0" encoding="utf-8"?><feed xmlns="http://www.w3.org/2005/Atom">'
            f"<title>{html.escape(self.name)}</title><id>{self.address}/</id>"
            f"<updated>{updated}</updated>{entries}</feed>"
        )

    def _entry(self, one: Bulletin) -> str:
        url = html.escape(self.url(one.slug), quote=True)
        return (
            f"<entry><title>{html.escape(one.title)}</title><id>{url}</id>"
            f'<link rel="alternate" href="{url}"/><published>{_stamp(one.published)}</published>'
            f"<updated>{_stamp(one.updated)}</updated>"
            f'<content type="html">{html.escape(_paragraphs(one.text))}</content></entry>'
        )

    def page(self, one: Bulletin) -> str:
        """A release as a web page."""
        agency = html.escape(one.agency or self.name)
        day = datetime.fromtimestamp(one.published, UTC)
        return (
            f'<!doctype html><html lang="en"><head><meta charset="utf-8"><style>{_STYLE}</style>'
            '<meta name="viewport" content="width=device-width">'
            f"<title>{html.escape(one.title)}</title></head><body>"
            f'<p class="masthead">{agency}</p><main><article><h1>{html.escape(one.title)}</h1>'
            f'<p><time datetime="{day.isoformat()}">{day:%-d %B %Y}</time></p>'
            f"{_paragraphs(one.text)}</article></main></body></html>"
        )

    async def _serve_feed(self, request: web.Request) -> web.Response:
        body = self.feed()
        mark = f'"{hashlib.blake2b(body.encode(), digest_size=8).hexdigest()}"'
        if request.headers.get("If-None-Match") == mark:
            return web.Response(status=304, headers={"ETag": mark})
        headers = {"ETag": mark}
        return web.Response(text=body, content_type="application/atom+xml", headers=headers)

    async def _serve_page(self, request: web.Request) -> web.Response:
        slug = request.match_info["slug"]
        found = self.listed.get(slug) or self.pages.get(slug)
        if found is None:
            return web.Response(status=410, text="This release is no longer here.")
        headers = {"Content-Security-Policy": _POLICY, "X-Content-Type-Options": "nosniff"}
        return web.Response(text=self.page(found), content_type="text/html", headers=headers)

    def application(self) -> web.Application:
        """The routes of the site."""
        application = web.Application()
        application.router.add_get(FEED, self._serve_feed)
        application.router.add_get("/news/{slug}", self._serve_page)
        return application


def _paragraphs(text: str) -> str:
    return "".join(f"<p>{html.escape(one.strip())}</p>" for one in text.split("\n\n"))


def _stamp(seconds: float) -> str:
    return datetime.fromtimestamp(seconds, UTC).isoformat(timespec="seconds")


@asynccontextmanager
async def open_agency(name: str, now: Callable[[], float]) -> AsyncIterator[Agency]:
    """Serve an agency's site on a free port of 127.0.0.1 inside the block."""
    agency = Agency(name, now)
    runner = web.AppRunner(agency.application(), access_log=None, shutdown_timeout=0.5)
    await runner.setup()
    try:
        await web.TCPSite(runner, "127.0.0.1", 0).start()
        host, port = runner.addresses[0][:2]
        agency.address = f"http://{host}:{port}"
        yield agency
    finally:
        await asyncio.shield(runner.cleanup())
