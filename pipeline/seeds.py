"""The sample releases that come with Lede, so that a new server has something to see."""

import asyncio
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from domain.documents import Document
from domain.errors import UnreadableInputError
from pipeline.ingest import IngestReport, ingest
from pipeline.jobs import Analyse
from sources.files import read_documents
from storage import Storage


async def load_seeds(
    storage: Storage, folder: Path, *, now: datetime, analyse: Analyse | None = None
) -> IngestReport:
    """Keep the samples of `folder/releases/*.txt`, each marked as a sample whatever it says.

    Loading them again changes nothing; an edited sample is changed in place.
    """
    files = await asyncio.to_thread(lambda: sorted((folder / "releases").glob("*.txt")))
    if not files:
        return IngestReport(failed=(f"There are no sample releases in {folder / 'releases'}.",))
    return await ingest(storage, _samples(files), now=now, analyse=analyse)


def _samples(files: list[Path]) -> Iterator[Document | UnreadableInputError]:
    for file in files:
        for read in read_documents(file):
            yield replace(read, is_sample=True) if isinstance(read, Document) else read
