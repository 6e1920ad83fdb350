"""Listed items on their way to be read: in their order, in groups, whole or not. Pure."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime, time
from itertools import groupby

from domain.documents import Published
from domain.errors import LedeError
from domain.sources import Listed
from pipeline.identity import Identified, document_of
from pipeline.jobs import Read

# Releases that a source brought whole are analysed so many, or of so many characters, at a time:
# the work of a second. A process that begins costs as much as the analysis of three.
_GROUP = 60
_GROUP_CHARACTERS = 300_000


def is_here(one: Identified) -> bool:
    """Whether the source brought all of an item, so that no page has to be asked for."""
    return one.item.is_whole or one.item.url is None


def as_whole(one: Identified) -> Identified:
    """An item whose teaser is taken for its release."""
    whole = replace(one.item, is_whole=True)
    return replace(one, marked=replace(one.marked, item=whole))


def as_identified(source: str, one: Identified, read: Read | LedeError) -> Read | LedeError:
    """A release that was read before it was known which item it is, under that item's key."""
    if isinstance(read, LedeError):
        return read
    named = document_of(source, one)
    return read._replace(document=replace(read.document, id=named.id, key=named.key))


def without_releases(
    group: Sequence[Identified], reads: Sequence[Read | LedeError | None]
) -> tuple[Sequence[Identified], Sequence[Read | LedeError | None]]:
    """The items that no release was read of, each with why."""
    left = [
        (one, read) for one, read in zip(group, reads, strict=True) if not isinstance(read, Read)
    ]
    return [one for one, _ in left], [read for _, read in left]


def grouped(items: Sequence[Identified]) -> Iterator[Sequence[Identified]]:
    """The items in their order, so many together that those that are here make one job."""
    group: list[Identified] = []
    number = size = 0
    for one in items:
        if is_here(one):
            length = len(one.item.text or "")
            if number >= _GROUP or (number and size + length > _GROUP_CHARACTERS):
                yield group
                group, number, size = [], 0, 0
            number += 1
            size += length
        group.append(one)
    if group:
        yield group


def runs(group: Sequence[Identified]) -> Iterator[Sequence[Identified]]:
    """The items of a group in their order, those next to each other that are here together."""
    for are_here, some in groupby(group, key=is_here):
        if are_here:
            yield list(some)
        else:
            yield from ([one] for one in some)


def moment_of(one: Identified) -> datetime:
    """When an item came out, the end of time where that is unknown."""
    published = one.item.published_at
    return moment(published) if published else datetime.max.replace(tzinfo=UTC)


def moment(published: Published) -> datetime:
    """When something came out, aware; of a day its end."""
    if isinstance(published, datetime):
        return published if published.tzinfo else published.replace(tzinfo=UTC)
    # The end of its day: a release of today is not yet a day old.
    return datetime.combine(published, time.max, UTC)


def moments_of(listed: Listed) -> list[datetime]:
    """When the listed items came out, of those that say it."""
    dated = [item.published_at for item in listed.items if item.published_at is not None]
    return [moment(published) for published in dated]
