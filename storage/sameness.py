"""Whether two listings of a source are one release: what speaks for it, and what against. Pure.

No single name of a release can be believed: guids change and are used again, addresses serve a
series of bulletins, titles come back each day, and dates run with the clock. Each is weighed by
what the source has shown so far; where what contradicts weighs as much, they are two releases, for
a release that is listed twice is a nuisance, and one that is written over is lost.
"""

import hashlib
import re
import unicodedata
import zlib
from dataclasses import dataclass, fields, replace
from datetime import UTC, datetime, time, timedelta
from enum import Enum
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from domain.documents import Document, Published
from storage.identity import canonical_url
from storage.steady import steady_text

# Parameters that name a visit, never a page.
_VISITS = re.compile(
    r"(?:php)?sess(?:ion)?_?(?:id)?|sid|jsessionid|cfid|cftoken|s_cid|ref|rss", re.I
)
_VISIT_IN_PATH = re.compile(r";jsessionid=[^/?#]*", re.I)
_FRONT_FILE = re.compile(r"/(?:index|default)\.(?:html?|php|aspx?)$", re.I)
_WORD = re.compile(r"\w+")
_NUMBER = re.compile(r"\d+")
# So many words of a text are compared: the ones of the least hashes, which texts share as often as
# they share words.
_SAMPLED = 32
# From this share of words on two texts tell the same.
_ALIKE = 0.5
# From this share of words on a title is an edited one, where its numbers are the same.
_TITLE_ALIKE = 0.6
# What a source has done fifty times it does; newer habits are to count beside it.
_ENOUGH = 50
_PAIRS = (
    ("guids_kept", "guids_changed"),
    ("guids_distinct", "guids_shared"),
    ("addresses_distinct", "addresses_shared"),
    ("titles_distinct", "titles_shared"),
    ("dates_kept", "dates_moved"),
    ("parts_by_dress",),
)


class Relation(Enum):
    """How a part of two listings compares; UNKNOWN where one lacks it or it says nothing."""

    SAME = "same"
    ALIKE = "alike"
    OTHER = "other"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Marks:
    """What can tell one item of a source from another. `text_mark` is of `mark_text`."""

    guid: str | None = None
    address: str | None = None
    title: str | None = None
    published_at: Published | None = None
    text_mark: str | None = None


@dataclass(frozen=True, slots=True)
class Habits:
    """What a source has shown of its names for releases, each counted, old ones less and less.

    `..._distinct`: in one listing, or beside other proof, they told items apart. `..._shared`: one
    stood at several releases. `guids_kept`, `dates_kept`: the same item had the same one again.
    `parts_by_dress`: addresses that differ in case or fragment alone were two releases.
    """

    guids_distinct: int = 0
    guids_shared: int = 0
    guids_kept: int = 0
    guids_changed: int = 0
    addresses_distinct: int = 0
    addresses_shared: int = 0
    titles_distinct: int = 0
    titles_shared: int = 0
    dates_kept: int = 0
    dates_moved: int = 0
    parts_by_dress: int = 0

    def counted(self, **more: int) -> "Habits":
        """These with so many more of each; of a pair that grows large, both are halved."""
        counts = {name: getattr(self, name) + more.get(name, 0) for name in HABITS}
        for pair in _PAIRS:
            if max(counts[name] for name in pair) > _ENOUGH:
                counts |= {name: -(-counts[name] // 2) for name in pair}
        return Habits(**counts)

    @property
    def changes_guids(self) -> bool:
        """Whether another guid says nothing."""
        return 3 * self.guids_changed > self.guids_kept

    @property
    def moves_dates(self) -> bool:
        """Whether another date says nothing: it runs with the clock, or with each edit."""
        return self.dates_moved > self.dates_kept

    def says_more_than(self, before: "Habits") -> bool:
        """Whether they would have items judged otherwise than these of before."""
        return _judging(self) != _judging(before)


# Of what no source listed: addresses and titles are its own, as they mostly are.
_STEADY = Habits(addresses_distinct=1, titles_distinct=1)

HABITS = tuple(field.name for field in fields(Habits))


@dataclass(frozen=True, slots=True)
class Compared:
    """How the parts of two listings compare, what a source's habits make nothing of left out.

    `is_same_moment` says that not only the day is the same.
    """

    guid: Relation
    address: Relation
    is_dressed: bool
    title: Relation
    is_own_title: bool
    date: Relation
    text: Relation
    is_same_moment: bool = False


def _judging(habits: Habits) -> tuple[bool, ...]:
    return (
        habits.changes_guids,
        habits.moves_dates,
        habits.guids_shared > habits.guids_distinct,
        habits.addresses_distinct > habits.addresses_shared,
        habits.titles_distinct > habits.titles_shared,
        habits.dates_kept > 1,
        *(getattr(habits, name) > 0 for name in HABITS),
    )


def exact_address(url: str) -> str:
    """An address with all that may tell two releases of a site apart, its case and fragment too."""
    try:
        parts = urlsplit(url.strip())
    except ValueError:
        return url.strip()
    page = urlsplit(page_of(url))
    if not page.hostname or not parts.hostname:
        return url.strip()
    path = _FRONT_FILE.sub("/", _VISIT_IN_PATH.sub("", parts.path)).rstrip("/")
    return urlunsplit((page.scheme, page.netloc, path, page.query, parts.fragment))


def page_of(url: str) -> str:
    """An address in its plainest form: what differs in it is another page on any site."""
    try:
        parts = urlsplit(url.strip())
        plain = parts._replace(path=_FRONT_FILE.sub("/", _VISIT_IN_PATH.sub("", parts.path)))
        found = urlsplit(canonical_url(plain.geturl()))
    except ValueError:
        return url.strip()
    query = [
        pair for pair in parse_qsl(found.query, keep_blank_values=True)
        if not _VISITS.fullmatch(pair[0])
    ]  # fmt: skip
    return urlunsplit(found._replace(query=urlencode(sorted(query))))


def is_another(new: Document, stored: Document) -> bool:
    """Whether a document is another release than the one stored under its address."""
    mine, theirs = _marks_of(new), _marks_of(stored)
    # It was found under this address, which may be another one of the same release.
    if mine.address and theirs.address and page_of(mine.address) != page_of(theirs.address):
        theirs = replace(theirs, address=mine.address)
    compared = compare_marks(mine, theirs, _STEADY, Shared())
    return likeness(compared, _STEADY) <= 0


def _marks_of(document: Document) -> Marks:
    address = exact_address(document.url) if document.url else None
    mark = mark_text(document.text, digest_text(document.text))
    return Marks(None, address, document.title, document.published_at, mark)


def distinct_key(document: Document) -> str:
    """A key for a document at whose address another release stands: what tells them apart."""
    published = document.published_at
    day = published.date() if isinstance(published, datetime) else published
    exact = exact_address(document.url or "")
    said = f"{exact} {folded_title(document.title)} {day}"
    return f"{exact} {hashlib.sha256(said.encode('utf-8', 'surrogatepass')).hexdigest()[:16]}"


def page_key(marks: Marks) -> str:
    """What an item is looked up by: its address in the plainest form, else its title."""
    return page_of(marks.address) if marks.address else f"title:{folded_title(marks.title)}"


def folded_title(title: str | None) -> str:
    """A title without what no reader would call another one: case, spaces, marks."""
    return " ".join(_WORD.findall(unicodedata.normalize("NFKC", title or "").casefold()))


def digest_text(text: str | None) -> str | None:
    """A hash of what a text says, None for no text."""
    said = " ".join(steady_text(text or "").split())
    return hashlib.sha256(said.encode("utf-8", "surrogatepass")).hexdigest()[:16] if said else None


def mark_text(text: str | None, digest: str | None) -> str | None:
    """The hash of a text with a sample of its words, by which it is compared; None for no text."""
    if digest is None:
        return None
    said = steady_text(text or "")
    words = set(_WORD.findall(said.casefold()))
    hashes = {zlib.crc32(word.encode("utf-8", "surrogatepass")) for word in words}
    return f"{digest}:{','.join(f'{n:x}' for n in sorted(hashes)[:_SAMPLED])}"


@dataclass(frozen=True, slots=True)
class Shared:
    """The names that several releases of a source have had: they tell none of them from another."""

    guids: frozenset[str] = frozenset()
    addresses: frozenset[str] = frozenset()
    titles: frozenset[str] = frozenset()


def compare_marks(new: Marks, old: Marks, habits: Habits, shared: Shared) -> Compared:
    """How two listings compare, in what the source has shown to tell releases apart."""
    is_shared = new.address in shared.addresses
    address, is_dressed = _address(new, old, habits, is_shared=is_shared)
    guid = _guid(new, old, habits, address)
    if new.guid in shared.guids and guid is Relation.SAME:
        guid = Relation.UNKNOWN
    return Compared(
        guid,
        address,
        is_dressed,
        title_relation(new.title, old.title),
        folded_title(new.title) not in shared.titles,
        date_relation(new.published_at, old.published_at),
        text_relation(new.text_mark, old.text_mark),
        _is_moment(new.published_at) and new.published_at == old.published_at,
    )


def _is_moment(published: Published | None) -> bool:
    """Whether a date tells more than the day: midnight is what sites write that know no time."""
    return isinstance(published, datetime) and published.time() != time()


def likeness(found: Compared, habits: Habits) -> int:
    """What speaks for one release, less what speaks against it: above 0 it is one."""
    speaks_for = _guid_weight(habits) if found.guid is Relation.SAME else 0
    speaks_for += found.text is Relation.SAME
    own_address = 2 if habits.addresses_distinct > habits.addresses_shared else 1
    if found.address is Relation.SAME:
        speaks_for += own_address
    if found.is_dressed:
        speaks_for += 1
    title_says = int(habits.titles_distinct > habits.titles_shared)
    if found.title is Relation.SAME and found.is_own_title:
        speaks_for += title_says
    if found.title in (Relation.SAME, Relation.ALIKE) and found.date is Relation.SAME:
        is_same = found.is_same_moment and found.title is Relation.SAME
        speaks_for += 2 if is_same else 1
        # An edit before the source has shown whether its guids stay.
        speaks_for += is_same and found.text is Relation.ALIKE
    against = 2 * (found.guid is Relation.OTHER)
    if found.address is Relation.OTHER:
        against += own_address
    against += found.title is Relation.OTHER
    against += found.text is Relation.OTHER
    against += _date_weight(found, habits)
    return speaks_for - against


def _guid_weight(habits: Habits) -> int:
    if habits.guids_shared or habits.changes_guids:
        return 0 if habits.guids_shared > habits.guids_distinct or habits.changes_guids else 1
    return 2 if habits.guids_distinct else 1


def _date_weight(found: Compared, habits: Habits) -> int:
    """What another date weighs; most where the source leaves dates alone when it edits."""
    if habits.moves_dates or found.date in (Relation.SAME, Relation.UNKNOWN):
        return 0
    if found.date is Relation.ALIKE:
        return 1
    return 3 if habits.dates_kept > 1 and not habits.dates_moved else 2


def _guid(new: Marks, old: Marks, habits: Habits, address: Relation) -> Relation:
    if new.guid is None or old.guid is None:
        return Relation.UNKNOWN
    # A guid that is the address says nothing that the address does not.
    if new.address and address is not Relation.UNKNOWN and _is_address(new.guid, new.address):
        return Relation.UNKNOWN
    if new.guid == old.guid:
        return Relation.SAME
    return Relation.UNKNOWN if habits.changes_guids else Relation.OTHER


def _is_address(guid: str, address: str) -> bool:
    return "://" in guid and page_of(guid) == page_of(address)


def _address(new: Marks, old: Marks, habits: Habits, *, is_shared: bool) -> tuple[Relation, bool]:
    if not new.address or not old.address:
        return Relation.UNKNOWN, False
    if new.address == old.address:
        return (Relation.UNKNOWN if is_shared else Relation.SAME), False
    if page_of(new.address) != page_of(old.address) or habits.parts_by_dress:
        return Relation.OTHER, False
    # Two places of one page are two things; with and without a place may be one.
    places = [address.partition("#")[2] for address in (new.address, old.address)]
    return (Relation.OTHER, False) if all(places) else (Relation.ALIKE, True)


def title_relation(new: str | None, old: str | None) -> Relation:
    """How two titles compare; other numbers make another one."""
    first, second = folded_title(new), folded_title(old)
    if not first or not second:
        return Relation.UNKNOWN
    if first == second:
        return Relation.SAME
    if sorted(_NUMBER.findall(first)) != sorted(_NUMBER.findall(second)):
        return Relation.OTHER
    words, others = set(first.split()), set(second.split())
    shared = len(words & others)
    is_alike = shared / len(words | others) >= _TITLE_ALIKE or shared == min(
        len(words), len(others)
    )
    return Relation.ALIKE if is_alike else Relation.OTHER


def date_relation(new: Published | None, old: Published | None) -> Relation:
    """How two dates compare: a day holds its moments, and two moments of one day are alike."""
    if new is None or old is None:
        return Relation.UNKNOWN
    if not isinstance(new, datetime) or not isinstance(old, datetime):
        days = [d.date() if isinstance(d, datetime) else d for d in (new, old)]
        return Relation.SAME if days[0] == days[1] else Relation.OTHER
    moments = [m if m.tzinfo else m.replace(tzinfo=UTC) for m in (new, old)]
    if moments[0] == moments[1]:
        return Relation.SAME
    is_near = abs(moments[0] - moments[1]) < timedelta(hours=20)
    return Relation.ALIKE if is_near else Relation.OTHER


def text_relation(new: str | None, old: str | None) -> Relation:
    """How two marks of texts compare."""
    if new is None or old is None:
        return Relation.UNKNOWN
    if new.partition(":")[0] == old.partition(":")[0]:
        return Relation.SAME
    words, others = (set(mark.partition(":")[2].split(",")) for mark in (new, old))
    sample = set(sorted(words | others, key=lambda n: int(n or "0", 16))[:_SAMPLED])
    share = len(sample & words & others) / len(sample)
    return Relation.ALIKE if share >= _ALIKE else Relation.OTHER
