"""Which item is which: each that a source lists held against all it has ever listed. Pure."""

import hashlib
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from domain.documents import Document
from domain.record import published_text
from domain.sources import Item
from storage.identity import canonical_url
from storage.sameness import (
    Compared,
    Habits,
    Marks,
    Relation,
    Shared,
    compare_marks,
    date_relation,
    digest_text,
    exact_address,
    folded_title,
    likeness,
    mark_text,
    page_key,
    page_of,
)
from storage.seen import SeenItem

# Where so many items share an address or a guid, an item is held against the newest of them only.
_CANDIDATES = 60
# A name tells items apart where this share of a listing has one of its own.
_DISTINCT = 0.8


@dataclass(frozen=True, slots=True)
class Marked:
    """A listed item with what can tell it from others. `fingerprint` changes with what it says.

    Counters, clocks and teasers in its text are left out, and so is its date. `entry_mark` says how
    its entry is written (`sources.entries`), None where that says nothing. `seen` is the item that
    it is, where its entry is written as it was: then it has not been read, and has no text.
    """

    item: Item
    marks: Marks
    fingerprint: str
    entry_mark: str | None = None
    seen: SeenItem | None = None

    @property
    def page(self) -> str:
        """What items are looked up by besides their guid: the address, else the title."""
        return self.seen.page if self.seen is not None else page_key(self.marks)

    @property
    def pages(self) -> frozenset[str]:
        """The page, and as items were looked up by before visits were taken out of addresses."""
        return frozenset(
            {self.page, canonical_url(self.item.url)} if self.item.url else {self.page}
        )


@dataclass(frozen=True, slots=True)
class Identified:
    """An item under its key, with what became of it where it was listed before.

    `is_open` says whether it is new, says something else than before, or still waits.
    `owns_address` is false where several items have one address, which then names none of them.
    """

    key: str
    marked: Marked
    seen: SeenItem | None
    is_open: bool
    owns_address: bool

    @property
    def item(self) -> Item:
        """What the source lists."""
        return self.marked.item

    @property
    def fingerprint(self) -> str:
        """What changes with what the item says."""
        return self.marked.fingerprint

    @property
    def marks(self) -> Marks:
        """What is to be remembered of it, its text sampled."""
        marks = self.marked.marks
        return replace(marks, text_mark=mark_text(self.item.text, marks.text_mark))

    def is_renamed(self, habits: Habits) -> bool:
        """Whether it says what it said under another name, or one that was never noted."""
        if self.seen is None or self.is_open or self.marked.seen is not None:
            return False
        now, before = self.marked.marks, self.seen.marks
        is_other_guid = now.guid != before.guid and not habits.changes_guids
        is_other_date = now.published_at != before.published_at and not habits.moves_dates
        is_unmarked = now.text_mark is not None and before.text_mark is None
        return is_other_guid or is_other_date or is_unmarked or now.address != before.address


@dataclass(frozen=True, slots=True)
class Matched:
    """The items of a listing, in its order, none twice; what the source showed and had shown."""

    found: tuple[Identified, ...]
    habits: Habits
    before: Habits


def mark(item: Item) -> Marked:
    """An item with its marks; of its text the hash alone. Takes half a millisecond of a release."""
    address = exact_address(item.url) if item.url else None
    digest = digest_text(item.text)
    marks = Marks(item.identity, address, item.title, item.published_at, digest)
    said = (item.title, digest, item.agency)
    return Marked(item, marks, _hash("\0".join(" ".join((part or "").split()) for part in said)))


def match(
    source: str,
    listed: Iterable[Marked],
    known: Sequence[SeenItem],
    habits: Habits,
    *,
    keys: Iterable[str] = (),
) -> Matched:
    """Find each listed item among those the source has listed before; what is not is new.

    `known` are those with the page or the guid of any of these; `keys` are others that are taken.
    """
    items = list(_singly(listed))
    matching = _Matching(items, known, habits)
    matching.match_what_is_written_the_same()
    matching.match_what_says_the_same()
    matching.match_by_weight()
    pages = Counter(one.page for one in items)
    taken = {seen.key for seen in known} | set(keys)
    known_pages = {seen.page for seen in known}
    found = []
    for number, one in enumerate(items):
        seen = matching.seen.get(number)
        if seen is not None and seen is one.seen:
            found.append(Identified(seen.key, one, seen, False, False))
            continue
        if seen is not None:
            owns = one.item.url is not None and seen.key == canonical_url(one.item.url)
            is_open = _is_open(one, seen, matching.habits)
            found.append(Identified(seen.key, one, seen, is_open, owns))
            continue
        owns = one.item.url is not None and pages[one.page] == 1 and not known_pages & one.pages
        key = next(key for key in _keys(source, one, owns=owns) if key not in taken)
        taken.add(key)
        is_address = one.item.url is not None and key == canonical_url(one.item.url)
        found.append(Identified(key, one, None, True, owns and is_address))
    return Matched(tuple(found), matching.habits, habits)


class _Pair(NamedTuple):
    """The item of a number and a known one that it may be; above 0 the weight says that it is."""

    weight: int
    number: int
    seen: SeenItem
    compared: Compared


class _Matching:
    """The work of one match: which listed item is which known one, each of them once."""

    def __init__(self, items: list[Marked], known: Sequence[SeenItem], habits: Habits) -> None:
        self.habits = _seen_together(items, habits)
        self.seen: dict[int, SeenItem] = {}
        self._items = items
        self._left = {one.key: one for one in known}
        self._samples: dict[int, Marks] = {}
        self._shared = _shared([one.marks for one in items], [one.marks for one in known])

    def match_what_is_written_the_same(self) -> None:
        """Match what is known by how its entry is written."""
        for number, one in enumerate(self._items):
            if one.seen is not None:
                self._take(number, one.seen, guids_kept=int(one.marks.guid is not None))

    def match_what_says_the_same(self) -> None:
        """Match what has the same words, day and address, whatever guid it has now."""
        by_words: dict[tuple[object, ...], list[SeenItem]] = defaultdict(list)
        for seen in self._left.values():
            if seen.marks.text_mark is not None or seen.marks.title is not None:
                by_words[_words(seen.marks)].append(seen)
        renamed: list[tuple[int, Sequence[SeenItem]]] = []
        for number, one in enumerate(self._items):
            if number in self.seen:
                continue
            same: Sequence[SeenItem] = by_words.get(_words(one.marks), ())
            guid = one.marks.guid
            if (was := self._first(same, _has_guid(guid))) is not None:
                self._take(number, was, guids_kept=int(guid is not None))
            elif same:
                renamed.append((number, same))
        for number, others in renamed:
            marks = self._items[number].marks
            # One of several at an address, and without a date, is told by its guid alone.
            if marks.address in self._shared.addresses and marks.published_at is None:
                continue
            if (was := self._first(others, lambda _: True)) is not None:
                both = marks.guid is not None and was.marks.guid is not None
                self._take(number, was, guids_changed=int(both))
        if not self.habits.parts_by_dress:
            self._match_in_other_dress()

    def _match_in_other_dress(self) -> None:
        """Match what has the same words and day at an address that is only written otherwise."""
        pages = Counter(one.page for one in self._items)
        by_words: dict[tuple[object, ...], list[SeenItem]] = defaultdict(list)
        for seen in self._left.values():
            if seen.marks.text_mark is not None:
                by_words[_words(seen.marks, at=page_key(seen.marks))].append(seen)
        for number, one in enumerate(self._items):
            same = by_words.get(_words(one.marks, at=one.page), ())
            if number in self.seen or pages[one.page] > 1 or len(same) != 1:
                continue
            guids = (one.marks.guid, same[0].marks.guid)
            is_kept, both = guids[0] == guids[1], None not in guids
            self._take(
                number, same[0], guids_kept=int(both and is_kept),
                guids_changed=int(both and not is_kept),
            )  # fmt: skip

    def _first(self, some: Sequence[SeenItem], fits: Callable[[SeenItem], bool]) -> SeenItem | None:
        return next((one for one in some if one.key in self._left and fits(one)), None)

    def match_by_weight(self) -> None:
        """Match what says something else by what speaks for it, the surest first."""
        is_learning = True
        pairs: list[_Pair] = []
        # What the sure ones show of the source decides of the others.
        while is_learning:
            before = self.habits
            pairs = self._pairs()
            self._take_likely(pairs)
            is_learning = self.habits.says_more_than(before)
        for pair in pairs:
            if pair.number not in self.seen:
                self._learn_apart(self._items[pair.number].marks, pair.seen.marks)

    def _pairs(self) -> list[_Pair]:
        """Each item that is not matched yet with each known one that it may be."""
        by_page: dict[str, list[SeenItem]] = defaultdict(list)
        by_guid: dict[str, list[SeenItem]] = defaultdict(list)
        for seen in sorted(self._left.values(), key=lambda s: s.number, reverse=True):
            by_page[seen.page].append(seen)
            if seen.marks.guid is not None:
                by_guid[seen.marks.guid].append(seen)
        pairs = []
        for number, one in enumerate(self._items):
            if number in self.seen:
                continue
            near = [seen for page in one.pages for seen in by_page[page][:_CANDIDATES]]
            near += by_guid[one.marks.guid][:_CANDIDATES] if one.marks.guid else []
            if not near:
                continue
            marks = self._sampled(number)
            for seen in {s.key: s for s in near}.values():
                compared = compare_marks(marks, seen.marks, self.habits, self._shared)
                pairs.append(_Pair(likeness(compared, self.habits), number, seen, compared))
        return pairs

    def _take_likely(self, pairs: Iterable[_Pair]) -> None:
        for weight, number, seen, compared in sorted(pairs, key=lambda pair: -pair.weight):
            if weight <= 0 or number in self.seen or seen.key not in self._left:
                continue
            is_dated = compared.date is not Relation.UNKNOWN
            is_kept = compared.date is Relation.SAME
            self._take(
                number, seen,
                guids_kept=int(compared.guid is Relation.SAME),
                guids_changed=int(compared.guid is Relation.OTHER),
                dates_kept=int(is_dated and is_kept), dates_moved=int(is_dated and not is_kept),
            )  # fmt: skip

    def _sampled(self, number: int) -> Marks:
        """The marks of an item with a sample of its words, which takes a while to draw."""
        if number not in self._samples:
            one = self._items[number]
            sample = mark_text(one.item.text, one.marks.text_mark)
            self._samples[number] = replace(one.marks, text_mark=sample)
        return self._samples[number]

    def _take(self, number: int, seen: SeenItem, **learned: int) -> None:
        self.seen[number] = seen
        del self._left[seen.key]
        self.habits = self.habits.counted(**learned)

    def _learn_apart(self, new: Marks, old: Marks) -> None:
        """What two releases had in common tells none apart, and what they had not, does."""
        title = title_relation_of(new, old)
        date = date_relation(new.published_at, old.published_at)
        is_other = Relation.OTHER in (title, date)
        guids = new.guid is not None and old.guid is not None
        at_one = new.address is not None and new.address == old.address
        is_near = new.address is not None and old.address is not None and not at_one
        self.habits = self.habits.counted(
            guids_shared=int(guids and new.guid == old.guid),
            guids_distinct=int(guids and new.guid != old.guid and is_other),
            addresses_shared=int(at_one),
            titles_shared=int(title is Relation.SAME),
            # Never of a guess: what tells them apart once does so for ever.
            parts_by_dress=int(is_near and is_other and page_key(new) == page_key(old)),
        )


def _has_guid(guid: str | None) -> Callable[[SeenItem], bool]:
    return lambda seen: seen.marks.guid == guid


def title_relation_of(new: Marks, old: Marks) -> Relation:
    """Whether two titles are the same, by their words."""
    first, second = folded_title(new.title), folded_title(old.title)
    if not first or not second:
        return Relation.UNKNOWN
    return Relation.SAME if first == second else Relation.OTHER


def document_of(source: str, found: Identified, page: Document | None = None) -> Document:
    """The release of an item: its page where that was read, and else what the source gave.

    The source's own title and date go first: a page names itself for browsers.
    """
    item, seen = found.item, found.seen
    text = page.text if page is not None else item.text or ""
    key = seen.release_key if seen is not None else None
    return Document(
        id=found.key,
        text=text,
        title=item.title or (page.title if page else None),
        published_at=item.published_at or (page.published_at if page else None),
        url=item.url,
        agency=item.agency or (page.agency if page else None),
        source=source,
        key=key or (None if found.owns_address else found.key),
        site=page.site if page else None,
        images=page.images if page else (),
        mixes_columns=page is not None and page.mixes_columns,
    )


def former_fingerprint(item: Item) -> str:
    """The fingerprint that items noted before revision 0015 have."""
    said = (item.title, published_text(item.published_at), item.text, item.agency)
    return _hash("\0".join(" ".join((part or "").split()) for part in said))


def _is_open(one: Marked, seen: SeenItem, habits: Habits) -> bool:
    """Whether an item says something else than before, or still waits."""
    if not seen.is_done:
        return True
    if seen.fingerprint != one.fingerprint:
        is_former = seen.marks.text_mark is None
        return not (is_former and seen.fingerprint == former_fingerprint(one.item))
    date, before = one.marks.published_at, seen.marks.published_at
    if habits.moves_dates or date is None:
        return False
    return before is None or published_text(date) != published_text(before)


def _singly(listed: Iterable[Marked]) -> Iterator[Marked]:
    """The items without those that are listed twice: in two categories, most often."""
    items = list(listed)
    guids = Counter(
        guid for guid, *_ in {(m.marks.guid, m.page, folded_title(m.marks.title)) for m in items}
    )
    had: set[tuple[object, ...]] = set()
    for one in items:
        marks = one.marks
        title, date = folded_title(marks.title), published_text(marks.published_at)
        place = one.page if marks.text_mark else marks.address or one.page
        names: list[tuple[object, ...]] = [(place, title, date, marks.text_mark)]
        if marks.guid is not None and guids[marks.guid] == 1:
            names.append(("guid", one.page, title, date, marks.guid))
        if not any(name in had for name in names):
            yield one
        had.update(names)


def _seen_together(items: list[Marked], habits: Habits) -> Habits:
    """What a listing shows of its names: items that stand in it together are not one."""
    addresses = [one.marks.address for one in items if one.marks.address]
    pages = {page_of(address) for address in addresses}
    for name, values in (
        ("guids", [one.marks.guid for one in items if one.marks.guid]),
        ("addresses", addresses),
        ("titles", [title for one in items if (title := folded_title(one.marks.title))]),
    ):
        if len(values) > 1:
            is_distinct = len(set(values)) >= _DISTINCT * len(values)
            habits = habits.counted(**{f"{name}_{'distinct' if is_distinct else 'shared'}": 1})
    return habits.counted(parts_by_dress=int(len(pages) < len(set(addresses))))


def _shared(new: list[Marks], old: list[Marks]) -> Shared:
    """The names that several of these have, an item that is listed again aside."""

    def several(values: list[list[str | None]]) -> frozenset[str]:
        counted = [Counter(value for value in some if value) for some in values]
        return frozenset(value for some in counted for value, n in some.items() if n > 1)

    both = (new, old)
    return Shared(
        several([[marks.guid for marks in some] for some in both]),
        several([[marks.address for marks in some] for some in both]),
        several([[folded_title(marks.title) for marks in some] for some in both]),
    )


def _words(marks: Marks, at: str | None = None) -> tuple[object, ...]:
    """What an item says, and where: its address in full, or `at`."""
    digest = (marks.text_mark or "").partition(":")[0]
    date = published_text(marks.published_at)
    return (at or marks.address, folded_title(marks.title), date, digest)


def _keys(source: str, one: Marked, *, owns: bool) -> Iterator[str]:
    """Names for a new item, the best first: the address alone, the guid, the words."""
    marks = one.marks
    if owns and one.item.url:
        yield canonical_url(one.item.url)
    if marks.guid:
        yield f"{source}:{marks.guid}"
    said = f"{marks.address or ''} {marks.guid or ''} {marks.title or ''} {one.fingerprint}"
    said += f" {published_text(marks.published_at)}"
    name = f"{source}:{_hash(said)}"
    yield name
    for number in range(2, 1_000_000):
        yield f"{name}:{number}"


def _hash(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:32]
