"""A storage in a real file, and releases to put into it."""

from collections.abc import AsyncIterator, Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from domain.documents import Document, Span
from domain.facts import Analysis, Quote, Sentence
from storage import Storage, open_storage

NOW = datetime(2026, 5, 20, 9, 30, tzinfo=UTC)

TEXT = (
    "The Harbor Office of Port Anselm opened a second pier on Monday.\n"
    "“Forty boats can land at once,” said Director Ilse Brandt."
)

MakeDocument = Callable[..., Document]
MakeAnalysis = Callable[..., Analysis]


@pytest.fixture
def now() -> datetime:
    return NOW


@pytest.fixture
def database(tmp_path: Path) -> Path:
    return tmp_path / "lede.db"


@pytest.fixture
async def storage(address: str) -> AsyncIterator[Storage]:
    """A storage of each database in turn."""
    async with open_storage(address) as opened:
        yield opened


@pytest.fixture
async def file_storage(database: Path) -> AsyncIterator[Storage]:
    """A storage in a file of SQLite, for what only SQLite has."""
    async with open_storage(database) as opened:
        yield opened


@pytest.fixture
def document() -> MakeDocument:
    def make(id: str = "pier", text: str = TEXT, **values: Any) -> Document:
        return Document(id=id, text=text, **values)

    return make


@pytest.fixture
def analysis() -> MakeAnalysis:
    """An analysis in miniature, of domain types only: the first words and the words in marks."""

    def make(document: Document, rule: str = "first-words") -> Analysis:
        text = document.text
        opened, closed = text.find("“"), text.find("”")
        quotes: tuple[Quote, ...] = ()
        if 0 <= opened < closed - 1:
            quotes = (Quote(Span.of(text, opened + 1, closed), "direct", rule="marks"),)
        return Analysis(
            id=document.id,
            title=document.title,
            url=document.url,
            agency=document.agency,
            published_at=document.published_at,
            language="en",
            summary=(Sentence(Span.of(text, 0, min(len(text), 20)), rule),) if text else (),
            quotes=quotes,
        )

    return make
