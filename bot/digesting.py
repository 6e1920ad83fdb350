"""`lede digest`: the briefing of a set of releases in the terminal, without a database."""

import asyncio
import json
import sys
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from domain.archive import StoredRelease
from domain.briefings import Briefing, Story
from domain.documents import Document
from domain.errors import UnreadableInputError
from domain.facts import Analysis
from domain.news import Reason
from domain.subscriptions import ReleaseFilter
from pipeline.analysis_pool import worker_context
from pipeline.bulk import Found, open_bulk_analysis
from pipeline.confined import read_confined
from pipeline.digest import digest, to_release
from pipeline.jobs import Read
from pipeline.reasons import why_told
from pipeline.release_filters import READY
from rendering.digest import digest_text
from rendering.escape import plain
from sources.files import STANDARD_INPUT


def digest_files(paths: Iterable[str], *, length: int, beat: str | None, as_json: bool) -> int:
    """Print the briefing of all releases of files and folders; 0 if all could be read, else 1.

    As JSON it is one object: every story in order, the number and the quote of the day.
    """
    beat_of = read_ready(beat)
    failed, releases = 0, list[StoredRelease]()
    for read in asyncio.run(_analysed(paths)):
        if isinstance(read, Read):
            releases.append(to_release(len(releases) + 1, read.document, read.analysis))
        else:
            failed += 1
            print(f"lede: {plain(read)}", file=sys.stderr)
    if not releases:
        # Of nothing that could be read there is no day to tell.
        if not failed:
            print("lede: There is no file in what was given.", file=sys.stderr)
        if not as_json:
            return 1
    briefing = digest(releases, beat_of, length)
    if as_json:
        ids = {release.head.release_id: release.document.id for release in releases}
        print(json.dumps(to_json(briefing, ids), ensure_ascii=False))
    else:
        print(digest_text(briefing, why_told))
    return 1 if failed or not releases else 0


async def _analysed(paths: Iterable[str]) -> list[Read | str]:
    """The releases of the files, in place of one that cannot be read the sentence that says why."""
    read = await asyncio.to_thread(lambda: list(read_confined(_files(paths), worker_context())))
    documents = [one for one in read if isinstance(one, Document)]
    async with open_bulk_analysis(None, is_large=True) as analysis:
        found = iter(zip(documents, await analysis.analyse(documents), strict=True))
    return [_read_of(*next(found)) if isinstance(one, Document) else str(one) for one in read]


def _read_of(document: Document, found: Found) -> Read | str:
    return Read(document, found) if isinstance(found, Analysis) else f"{document.id}: {found}"


def read_ready(typed: str | None) -> ReleaseFilter:
    """A ready-made beat by its name, else the words typed, parted by commas; all for None.

    Raises UnreadableInputError where nothing is typed.
    """
    if typed is None:
        return ReleaseFilter()
    name = typed.strip().casefold()
    if name in READY:
        return ReleaseFilter(words=READY[name])
    words = tuple(word for part in typed.split(",") if (word := part.strip()))
    if not words:
        raise UnreadableInputError("Give --beat words, or a ready-made beat such as fraud.")
    return ReleaseFilter(words=words)


def to_json(briefing: Briefing, ids: Mapping[int, str]) -> dict[str, Any]:
    """The briefing as one object; `stories` has all of them, those shown first.

    `ids` are those of the releases by their numbers.
    """
    stories = [*briefing.stories, *briefing.passed]
    number, quote = briefing.number, briefing.quote
    return {
        "stories": [_story(story, ids) for story in stories],
        "shown": len(briefing.stories),
        "number": number and {"id": number[0].document.id, "text": number[1].span.text},
        "quote": quote
        and {
            "id": quote[0].document.id,
            "text": quote[1].span.text,
            "speaker_name": quote[1].speaker_name,
        },
    }


def _story(story: Story, ids: Mapping[int, str]) -> dict[str, Any]:
    own = story.release.document.id
    return {
        "id": own,
        "members": [own, *(ids[head.release_id] for head in story.others)],
        "worth": story.worth.value,
        "kind": story.worth.kind,
        "reasons": [_reason(reason) for reason in story.worth.reasons],
    }


def _reason(reason: Reason) -> dict[str, Any]:
    span = reason.span
    return {
        "name": reason.name,
        "points": reason.points,
        "receipt": span and {"start": span.start, "end": span.end, "text": span.text},
    }


def _files(paths: Iterable[str]) -> Iterator[str]:
    """The files named, and those in folders named, in the order of their names."""
    for path in paths:
        if path != STANDARD_INPUT and Path(path).is_dir():
            yield from (str(file) for file in sorted(Path(path).rglob("*")) if _is_release(file))
        else:
            yield path


def _is_release(file: Path) -> bool:
    return file.is_file() and not any(part.startswith(".") for part in file.parts)
