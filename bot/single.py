"""One release of one file, briefed: without what the archive and the network need."""

import io
import sys
from datetime import datetime
from functools import partial
from typing import IO, cast

from domain.archive import ReleaseHead, StoredRelease
from domain.documents import Document
from domain.errors import UnreadableInputError
from pipeline.analysing import analyse_late, load_analysis
from pipeline.limits import THOROUGH, forking_context
from pipeline.worker import Job
from rendering.plain import brief_text
from sources.files import FILE_BYTES, STANDARD_INPUT, read_documents


def brief_file(path: str, now: datetime) -> str:
    """The briefing of the one release in a file; raises UnreadableInputError.

    Of a file of several releases the first is briefed. It is read in a process of its own, within
    the limits that hold everywhere.
    """
    stdin = None
    if path == STANDARD_INPUT:
        # A process of its own has another one; of several releases the first is within this.
        stdin = io.BytesIO(sys.stdin.buffer.read(FILE_BYTES + 1))
    name = "Standard input" if path == STANDARD_INPUT else path
    # Forked from this process, which has no threads and all word lists: what these take is none of
    # the release's.
    load_analysis()
    context = forking_context()
    return cast(str, Job(context, THOROUGH, name, partial(_briefed, path, now, stdin)).run())


def _briefed(path: str, now: datetime, stdin: IO[bytes] | None) -> str:
    document = next(iter(read_documents(path, stdin=stdin)), None)
    if document is None:
        raise UnreadableInputError(
            f"{path} holds no release. Give a text, HTML or JSON Lines file."
        )
    if isinstance(document, UnreadableInputError):
        raise document
    return brief_text(_unsaved(document, now))


def _unsaved(document: Document, now: datetime) -> StoredRelease:
    """A release in the shape of a stored one, under no number."""
    analysis = analyse_late(document)
    title = analysis.title or "Untitled release"
    head = ReleaseHead(
        release_id=0,
        title=title,
        agency=analysis.agency,
        published_at=analysis.published_at,
        first_seen_at=now,
        url=document.url,
        is_sample=document.is_sample,
    )
    return StoredRelease(head, document, analysis)
