"""What is done with foreign bytes in a process of its own: they are read, and analysed.

Functions of a module, so that they can be named to another process; what they take and give
travels there and back.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import NamedTuple

from domain.documents import Document
from domain.errors import AnalysisError, LedeError, UnreadableInputError
from domain.facts import Analysis
from domain.sources import Fetched, Kind, Listed, Source
from pipeline.analysing import Analyse as Analyse
from pipeline.analysing import analyse_late as analyse_late
from pipeline.analysing import load_analysis as load_analysis
from pipeline.defects import defect
from pipeline.identity import Identified, Marked, document_of, mark
from sources.addresses import shown
from sources.answers import holds_lines, read_answer
from sources.bounds import bounded_listing
from sources.entries import Entries, find_entries, without_known
from sources.feeds import find_feeds, read_feed
from sources.mojibake import mended_listing
from sources.moments import possible
from sources.reading import next_address, read_listed
from sources.strays import refuse_stray

# A date further ahead than this is none of publication: of an event, or a slip. Zones and dates of
# tomorrow's papers lie within.
AHEAD = timedelta(days=7)


class Read(NamedTuple):
    """A release that was read and analysed.

    `text_mark` is of what its source listed (`storage.sameness.mark_text`), None where none did.
    """

    document: Document
    analysis: Analysis
    text_mark: str | None = None


@dataclass(frozen=True, slots=True)
class Listing:
    """One answer of a source, read: its items with their marks, and where older ones stand.

    `reads` has the releases by their fingerprints, or why there is none, where they were read with
    it; `known` the marks of the entries that were not read, since they are written as they were.
    """

    listed: Listed
    marked: tuple[Marked, ...]
    next_url: str | None
    reads: Mapping[str, "Read | LedeError"] = field(default_factory=dict)
    known: tuple[str, ...] = ()


def read_source(
    source: Source,
    fetched: Fetched,
    analyse: Analyse | None = None,
    latest: datetime | None = None,
    *,
    read_as: str | None = None,
    known: frozenset[str] = frozenset(),
) -> Listing:
    """What an answer of a source lists; a date after `latest` is unknown, for it cannot be.

    A page is analysed at once, with `analyse`: its reading and its analysis have one limit. Of a
    feed the entries whose marks are `known` are not read; `read_as` is of `find_entries`.
    """
    entries = None
    if read_as is not None and source.kind is Kind.FEED:
        entries = find_entries(fetched, read_as)
    if entries is not None:
        return _read_entries(source, fetched, entries, latest, known)
    listed = _dated(read_listed(source, fetched), latest)
    marked = tuple(mark(item) for item in listed.items)
    reads: dict[str, Read | LedeError] = {}
    if analyse is not None and source.kind is Kind.PAGE and not holds_lines(fetched):
        alone = [Identified(source.address, one, None, True, True) for one in marked]
        read = read_items(analyse, source.name, alone, latest)
        reads = {one.fingerprint: each for one, each in zip(marked, read, strict=True)}
    return Listing(listed, marked, next_address(source, fetched), reads)


def _read_entries(
    source: Source,
    fetched: Fetched,
    entries: Entries,
    latest: datetime | None,
    known: frozenset[str],
) -> Listing:
    """What the entries of a feed list that are not known."""
    fresh = [one for one in entries.marks if one not in known]
    left = tuple(dict.fromkeys(one for one in entries.marks if one is not None and one in known))
    if not fresh:
        return Listing(Listed(()), (), None, known=left)
    read = read_listed(source, without_known(fetched, entries, known))
    listed = _dated(read, latest)
    # Of a feed with faults it is not certain which entry became which item, and how.
    is_sound = not read.problems and len(read.items) == len(fresh)
    marked = []
    for number, (item, was) in enumerate(zip(listed.items, read.items, strict=True)):
        # A date that cannot be yet may be so one day.
        is_marked = is_sound and item.published_at == was.published_at
        marked.append(replace(mark(item), entry_mark=fresh[number] if is_marked else None))
    return Listing(listed, tuple(marked), None, known=left)


def _dated(listed: Listed, latest: datetime | None) -> Listed:
    """The items, with no date after `latest`."""
    if latest is None:
        return listed
    items = (
        replace(item, published_at=possible(item.published_at, latest)) for item in listed.items
    )
    return replace(listed, items=tuple(items))


def joined(pages: Sequence[Listing]) -> Listing:
    """Several pages of one source as one."""
    if len(pages) == 1:
        return pages[0]
    items = tuple(item for page in pages for item in page.listed.items)
    problems = tuple(problem for page in pages for problem in page.listed.problems)
    return Listing(Listed(items, problems), tuple(m for page in pages for m in page.marked), None)


def read_item(
    analyse: Analyse,
    source: str,
    one: Identified,
    page: Fetched | None,
    latest: datetime | None = None,
) -> Read:
    """The release of an item, from its page where one is given, else as the source listed it.

    A date after `latest` is unknown.
    """
    read = None if page is None else read_answer(page)
    name = one.item.title or one.key
    if read is not None:
        refuse_stray(read, name)
    document = document_of(source, one, read)
    refuse_stray(document, name)
    # Here, where nobody waits for it: the sample of its words takes half a millisecond.
    return read_document(analyse, document, latest)._replace(text_mark=one.marks.text_mark)


def read_items(
    analyse: Analyse,
    source: str,
    items: Sequence[Identified],
    latest: datetime | None = None,
) -> list[Read | LedeError]:
    """The releases of items that their source listed whole; in the place of one the error."""
    found: list[Read | LedeError] = []
    for one in items:
        try:
            found.append(read_item(analyse, source, one, None, latest))
        except MemoryError:
            raise
        except AnalysisError as error:
            found.append(defect(one.item.title or one.key, error))
        except LedeError as error:
            found.append(error)
        except Exception as error:
            found.append(defect(one.item.title or one.key, error))
    return found


def read_release(analyse: Analyse, fetched: Fetched, *, is_file: bool) -> Read:
    """The release that an answer or a file is; a file has no address."""
    document = read_answer(fetched)
    refuse_stray(document, shown(fetched.url))
    return read_document(analyse, replace(document, url=None) if is_file else document)


def read_document(analyse: Analyse, document: Document, latest: datetime | None = None) -> Read:
    """The release, with the agency and the day that its text states where its source gave none."""
    analysis = analyse(document)
    return Read(completed(document, analysis, latest), analysis)


def completed(document: Document, analysis: Analysis, latest: datetime | None = None) -> Document:
    """The document with the agency and the day that its text states, where its source gave none.

    A date after `latest`, or one that systems write which know none, counts as none.
    """
    published = document.published_at
    if latest is not None:
        published = possible(published, latest)
    return replace(
        document,
        agency=document.agency or analysis.agency,
        published_at=published or analysis.published_at,
    )


def read_as_feed(fetched: Fetched) -> Listed | None:
    """What a feed lists; None where the answer is no feed."""
    try:
        return bounded_listing(mended_listing(read_feed(fetched)))
    except UnreadableInputError:
        return None


def feeds_of(fetched: Fetched) -> tuple[str, ...]:
    """The addresses of the feeds that a page names, the first few."""
    return find_feeds(fetched)[:3]
