"""The sample releases and what a careful reader found in them."""

import json
import tomllib
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

from domain.documents import Document
from domain.record import parse_published

ROOT = Path(__file__).parents[2]
MARK = "SAMPLE RELEASE — written for Lede; every name and number is invented."


@dataclass(frozen=True, slots=True)
class Sample:
    """A sample release: its front matter as written, and its text."""

    path: Path
    head: dict[str, Any]
    text: str

    @property
    def published(self) -> date | datetime | None:
        return parse_published(self.head["published_at"])

    def document(self) -> Document:
        return Document(
            id=self.head["id"],
            text=self.text,
            title=self.head["title"],
            published_at=self.published,
            url=self.head["url"],
            agency=self.head["agency"],
            is_sample=self.head["sample"],
        )


def read_sample(path: Path) -> Sample:
    opening, head, text = path.read_text("utf-8").split("+++\n", 2)
    assert opening == "", f"{path.name} does not begin with its front matter"
    return Sample(path, tomllib.loads(head), text)


def all_samples() -> list[Sample]:
    return [read_sample(path) for path in sorted((ROOT / "seeds" / "releases").glob("*.txt"))]


def all_expected() -> dict[str, dict[str, Any]]:
    """By id of the release; written from the text alone, never from what the program finds."""
    folder = Path(__file__).parent / "expected"
    return {
        path.stem: json.loads(path.read_text("utf-8")) for path in sorted(folder.glob("*.json"))
    }
