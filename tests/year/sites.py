"""Agencies' sites of a simulated year: what each lists on a day, and how it names its releases.

All of it is made of a seed, so that what a process should have kept can be told afterwards from
which listings it was given.
"""

import json
import random
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from enum import Enum
from functools import cached_property, lru_cache
from html import escape
from itertools import product

START = datetime(2026, 1, 1, 9, tzinfo=UTC)
DAY = timedelta(days=1)
# Words of our own, of which each text has others.
_WORDS = """
anchor apron arrival balance ballast barge basin beacon berth boat boom bridge buoy cable canal
cargo chain channel coast cook crane crew current deck depth diver dock dredger ferry fender fleet
float fog freight galley gangway gate gauge gull harbor hatch hawser helm hoist hold hull inlet
jetty keel ladder lagoon lamp landing lantern lighter line lock locker log mast mooring mouth net
oar officer pier pilot plank port pump quay raft rail ramp reef repair rope rudder sail salt sand
shed shelter shoal signal siren slip sluice store storm strait tackle tar tide timber tower trawler
tug valve vessel voyage wake warehouse watch wave weather wharf winch wind yard
""".split()  # noqa: SIM905
# Days after it came on which a release may be edited; what is older than a week is no news.
_EDITED_AFTER = (1, 1, 2, 3, 5, 20)
# How often a site answers with an error or breaks off, and how often a release is left out of it.
_TROUBLE, _DROPPED = 0.03, 0.06


class Guids(Enum):
    """What a site does with guids."""

    STABLE = "stable"
    CHANGING = "changing"
    MISSING = "missing"
    REUSED = "reused"


class Addresses(Enum):
    """What a site does with addresses."""

    OWN = "own"
    ONE = "one for all"
    DRESSED = "changing dress"
    FRAGMENT = "fragments of one page"
    CASE = "told apart by case"
    NONE = "none"


class Form(Enum):
    """What a site answers with."""

    RSS = "rss"
    ATOM = "atom"
    JSON = "json"
    TEASERS = "rss of teasers, whole on their pages"


class Dates(Enum):
    """What a site says of the moment of a release."""

    MOMENT = "moment"
    DAY = "day"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Notice:
    """A release of a site as it is listed on one day; `version` counts its edits."""

    site: int
    number: int
    published_at: datetime
    version: int

    @property
    def mark(self) -> str:
        """What stands in its text and in no other."""
        return f"Notice {self.site}-{self.number}, version {self.version}."


@dataclass(frozen=True)
class Site:
    """One source of the year. `listed` are the releases it shows at most, the newest."""

    index: int
    guids: Guids
    addresses: Addresses
    form: Form
    dates: Dates
    is_daily: bool
    listed: int
    days: int
    seed: int
    releases: int

    @property
    def name(self) -> str:
        """The name of the source."""
        return f"site-{self.index}"

    @property
    def has_counters(self) -> bool:
        """Whether a counter of readers stands in each text, which is another at each poll."""
        return self.index % 2 == 0

    def has_trouble(self, day: int) -> bool:
        """Whether the site answers with an error on a day, or breaks its answer off."""
        return day > 0 and self._chance("trouble", day).random() < _TROUBLE

    @cached_property
    def _published(self) -> list[tuple[int, datetime]]:
        """The day and the moment of each release, none more on a day than the site shows."""
        chance = self._chance("published")
        room = [self.listed] * self.days
        first = min(self.listed, 3)
        days = [0] * first
        room[0] -= first
        while len(days) < self.releases and any(room):
            day = chance.randrange(self.days)
            if room[day]:
                room[day] -= 1
                days.append(day)
        found: list[tuple[int, datetime]] = []
        for day, number in sorted((day, days.count(day)) for day in set(days)):
            minutes = sorted(chance.sample(range(1, 24 * 60), number), reverse=True)
            found += [(day, START + day * DAY - timedelta(minutes=m)) for m in minutes]
        return found

    @cached_property
    def _first(self) -> dict[int, list[int]]:
        first = defaultdict(list)
        for number, (day, _) in enumerate(self._published):
            first[day].append(number)
        return first

    def listing(self, day: int) -> list[Notice]:
        """What the site lists on a day, the newest first; some of it left out now and then."""
        last = max(n for d in self._first if d <= day for n in self._first[d])
        chance = self._chance("listing", day)
        shown = [
            self._notice(n, day)
            for n in range(last, max(-1, last - self.listed), -1)
            # What has come this day is there, and comes back after it was left out.
            if self._published[n][0] == day or chance.random() > _DROPPED
        ]
        return shown or [self._notice(last, day)]

    def _notice(self, number: int, day: int) -> Notice:
        published = self._published[number][1]
        if self.dates is Dates.DAY:
            published = published.replace(hour=0, minute=0)
        edits = self._edits[number]
        return Notice(self.index, number, published, sum(edit <= day for edit in edits))

    @cached_property
    def _edits(self) -> list[list[int]]:
        """The days on which each release is edited: half of them never."""
        found = []
        for number, (day, _) in enumerate(self._published):
            chance = self._chance("edits", number)
            edits = range(chance.choice((0, 0, 0, 1, 1, 2)))
            found.append([day + chance.choice(_EDITED_AFTER) for _ in edits])
        return found

    def _chance(self, *of: object) -> random.Random:
        return random.Random(f"{self.seed} {self.index} {of}")

    def guid(self, notice: Notice, day: int) -> str | None:
        """The site's own name for a release on a day."""
        n = notice.number
        return {
            Guids.STABLE: f"item-{n}",
            Guids.CHANGING: f"item-{n}-{day}",
            Guids.MISSING: None,
            Guids.REUSED: f"item-{n % 40}",
        }[self.guids]

    def address(self, notice: Notice, day: int, base: str) -> str | None:
        """Where a release stands; `base` is the address of the site's server."""
        n, front = notice.number, f"https://harbor-{self.index}.example"
        dressed = (
            f"{front}/News/{n}/", f"{front.replace('https://', 'http://www.')}/news/{n}?utm_source=a",
            f"{front}/news/{n}#main", f"{front}/news/{n};jsessionid={day}",
        )  # fmt: skip
        own = f"{base}/page/{self.index}/{n}" if self.form is Form.TEASERS else f"{front}/news/{n}"
        return {
            Addresses.OWN: own,
            Addresses.ONE: f"{front}/closures",
            Addresses.DRESSED: dressed[(day + n) % 4],
            Addresses.FRAGMENT: f"{front}/briefings#d{n}",
            Addresses.CASE: f"{front}/r/{_cased(n)}",
            Addresses.NONE: None,
        }[self.addresses]

    def title(self, notice: Notice) -> str:
        """The title, of which those of some sites are the same each day."""
        if self.is_daily:
            return "Closure notice"
        chance = self._chance("title", notice.number)
        thing, place, other = chance.sample(_WORDS, 3)
        return f"{thing.title()} at {place} {notice.number} is shut for its {other}"

    def text(self, notice: Notice, day: int) -> str:
        """The text; what a site shuts daily it tells of in nearly the same words."""
        said = _said(f"{self.seed} {self.index} {None if self.is_daily else notice.number}")
        counter = f" Views: {1000 + 7 * day + notice.number}" if self.has_counters else ""
        return f"{notice.mark} {said}{counter}"

    def answer(self, day: int, base: str) -> tuple[str, str]:
        """What the site answers on a day: the body, and its type."""
        notices = self.listing(day)
        if self.form is Form.JSON:
            items = [self._json(notice, day, base) for notice in notices]
            version = "https://jsonfeed.org/version/1.1"
            return json.dumps({"version": version, "items": items}), "application/feed+json"
        write = self._atom if self.form is Form.ATOM else self._rss
        entries = "".join(write(notice, day, base) for notice in notices)
        if self.form is Form.ATOM:
            head = '<feed xmlns="http://www.w3.org/2005/Atom"><title>Harbor</title>'
            return f"{head}{entries}</feed>", "application/atom+xml"
        head = '<rss version="2.0"><channel><title>Harbor</title>'
        return f"{head}{entries}</channel></rss>", "application/rss+xml"

    def page(self, number: int, day: int) -> str:
        """The page on which a release stands whole."""
        notice = self._notice(number, day)
        body = f"<h1>{escape(self.title(notice))}</h1><p>{escape(self.text(notice, day))}</p>"
        return f"<html><body><article>{body}</article></body></html>"

    def _json(self, notice: Notice, day: int, base: str) -> dict[str, str]:
        entry = {"title": self.title(notice), "content_text": self.text(notice, day)}
        if guid := self.guid(notice, day):
            entry["id"] = guid
        if url := self.address(notice, day, base):
            entry["url"] = url
        if self.dates is not Dates.NONE:
            entry["date_published"] = notice.published_at.isoformat()
        return entry

    def _atom(self, notice: Notice, day: int, base: str) -> str:
        parts = [f"<title>{escape(self.title(notice))}</title>"]
        if guid := self.guid(notice, day):
            parts.append(f"<id>{guid}</id>")
        if url := self.address(notice, day, base):
            parts.append(f'<link href="{escape(url)}"/>')
        if self.dates is not Dates.NONE:
            parts.append(f"<published>{notice.published_at.isoformat()}</published>")
        parts.append(f'<content type="text">{escape(self.text(notice, day))}</content>')
        return f"<entry>{''.join(parts)}</entry>"

    def _rss(self, notice: Notice, day: int, base: str) -> str:
        text = self.text(notice, day)
        if self.form is Form.TEASERS:
            text = f"{notice.mark} Read more …"
        parts = {"title": self.title(notice), "description": text}
        if guid := self.guid(notice, day):
            parts["guid"] = guid
        if url := self.address(notice, day, base):
            parts["link"] = url
        if self.dates is not Dates.NONE:
            parts["pubDate"] = f"{notice.published_at:%a, %d %b %Y %H:%M:%S +0000}"
        written = (f"<{name}>{escape(value)}</{name}>" for name, value in parts.items())
        return f"<item>{''.join(written)}</item>"


@lru_cache(10_000)
def _said(seed: str) -> str:
    chance = random.Random(seed)
    return " ".join(
        f"The {a} of the {b} is {chance.choice(('shut', 'open', 'moved'))} while the {c} and the "
        f"{d} are looked at."
        for a, b, c, d in (chance.sample(_WORDS, 4) for _ in range(12))
    )


def _cased(number: int) -> str:
    return "".join(c.upper() if number >> bit & 1 else c for bit, c in enumerate("abcdefghij"))


def _habits() -> Iterator[tuple[Guids, Addresses, bool]]:
    """All that sites do with names, but for what nobody could tell apart."""
    yield from product(Guids, Addresses, (False, True))


def sites(number: int, items: int, days: int, seed: int) -> list[Site]:
    """So many sources with so many releases in all over so many days, each habit in its turn."""
    habits = list(_habits())
    random.Random(seed).shuffle(habits)
    found = []
    for index in range(number):
        guids, addresses, is_daily = habits[index % len(habits)]
        chance = random.Random(f"{seed} {index}")
        form = chance.choice([Form.RSS, Form.RSS, Form.ATOM, Form.JSON, Form.TEASERS])
        dates = chance.choice([Dates.MOMENT, Dates.MOMENT, Dates.MOMENT, Dates.DAY, Dates.NONE])
        if form is Form.TEASERS:
            addresses = Addresses.OWN
        share = items * (index + 1) // number - items * index // number
        listed = chance.choice((1, 4, 12, 40))
        site = Site(index, guids, addresses, form, dates, is_daily, listed, days, seed, share)
        found.append(_possible(site))
    return found


def _possible(site: Site) -> Site:
    """The site with a moment where nothing else tells two of its releases apart."""
    is_named = site.guids is Guids.STABLE or site.addresses not in (Addresses.ONE, Addresses.NONE)
    room = max(1, -(-2 * site.releases // site.days))
    site = replace(site, listed=max(site.listed, room))
    # Another guid, no date and a text like the last one: an edit, or the notice of the next day.
    is_vague = site.guids is Guids.CHANGING and site.is_daily and site.dates is Dates.NONE
    return site if is_named and not is_vague else replace(site, dates=Dates.MOMENT)
