"""`lede digest`: the briefing of a set of releases in the terminal, without a database."""

import json
import sys
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from domain.archive import StoredRelease
from domain.briefings import Briefing, Story
from domain.errors import UnreadableInputError
from domain.news import Reason
from domain.subscriptions import ReleaseFilter
from pipeline.collector import settle_collector
from pipeline.digest import digest, to_release
from pipeline.reasons import why_told
from pipeline.release_filters import READY
from processing import analyse
from rendering.digest import digest_text
from rendering.escape import plain
from sources.files import STANDARD_INPUT, read_documents


def digest_files(paths: Iterable[str], *, length: int, beat: str | None, as_json: bool) -> int:
    """Print the briefing of all releases of files and folders; 0 if all could be read, else 1.

    As JSON it is one object: every story in order, the number and the quote of the day.
    """
    settle_collector()
    failed, releases = 0, list[StoredRelease]()
    for path in _files(paths):
        for read in read_documents(path):
            if isinstance(read, UnreadableInputError):
                failed += 1
                print(f"lede: {plain(str(read))}", file=sys.stderr)
            else:
                releases.append(to_release(len(releases) + 1, read, analyse(read)))
    briefing = digest(releases, read_ready(beat), length)
    if as_json:
        ids = {release.head.release_id: release.document.id for release in releases}
        print(json.dumps(to_json(briefing, ids), ensure_ascii=False))
    else:
        print(digest_text(briefing, why_told))
    return 1 if failed else 0


def read_ready(typed: str | None) -> ReleaseFilter:
    """A ready-made beat by its name, else the words typed, parted by commas; all without any."""
    if typed is None:
        return ReleaseFilter()
    name = typed.strip().casefold()
    if name in READY:
        return ReleaseFilter(words=READY[name])
    return ReleaseFilter(words=tuple(word for part in typed.split(",") if (word := part.strip())))


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
