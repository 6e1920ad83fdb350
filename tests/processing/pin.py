"""The records of our texts, pinned: what changes them raises PROCESSING_VERSION too (`make pin`).

Stored releases are read again only where the version says that they were read otherwise. The texts
are the sample releases and every sentence of the cases; a new one is pinned by the next `make pin`.
"""

import hashlib
import json
import re
import sys
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from domain.documents import Document
from domain.record import to_record
from pipeline import ingest
from processing import analyse
from tests.seeds.samples import all_samples

PINNED = Path(__file__).with_name("pinned.json")
CASES = Path(__file__).parents[1] / "cases"
# Shorter ones are names and values of cases, which no rule reads alone.
_SENTENCE = 25
_DIGITS = 16
_LINE = re.compile(r"^PROCESSING_VERSION = \d+$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Pinned:
    """The version that made the records, and the digest of each by the digest of its text."""

    version: int
    records: Mapping[str, str]


def texts() -> Iterator[Document]:
    """Our texts, each once."""
    yield from (sample.document() for sample in all_samples())
    files = [json.loads(path.read_text("utf-8")) for path in sorted(CASES.rglob("*.json"))]
    files += [tomllib.loads(path.read_text("utf-8")) for path in sorted(CASES.rglob("*.toml"))]
    for text in dict.fromkeys(_sentences(files)):
        yield Document("case", text)


def digest_of(document: Document) -> str:
    """A digest of the record of a text, the names of the rules included."""
    return _digest(json.dumps(to_record(analyse(document), explain=True), sort_keys=True))


def read_pinned() -> Pinned:
    """What is pinned."""
    kept = json.loads(PINNED.read_text("utf-8"))
    return Pinned(kept["version"], kept["records"])


def changed(pinned: Pinned) -> list[Document]:
    """The pinned texts whose records are others now."""
    return [
        document
        for document in texts()
        if (before := pinned.records.get(_digest(document.text))) and before != digest_of(document)
    ]


def pin(version: int) -> None:
    """Write down the records as they are now, as those of a version."""
    records = {_digest(document.text): digest_of(document) for document in texts()}
    kept = {"version": version, "records": dict(sorted(records.items()))}
    PINNED.write_text(json.dumps(kept, indent=0) + "\n", "utf-8")


def main() -> int:
    """Pin anew; where records changed and the version did not, ask to raise it first."""
    pinned = read_pinned()
    version = ingest.PROCESSING_VERSION
    different = changed(pinned)
    for document in different[:5]:
        print(f"  read differently: {document.text[:90]!r}")
    if different and version <= pinned.version:
        version = pinned.version + 1
        print(f"{len(different)} records changed; PROCESSING_VERSION is still {pinned.version}.")
        if "--yes" not in sys.argv and not _agrees(f"Raise it to {version}? [Y/n] "):
            print("Nothing was written.")
            return 1
        _raise_to(version)
    pin(version)
    print(f"Pinned under version {version}; {len(different)} records are others than before.")
    return 0


def _raise_to(version: int) -> None:
    path = Path(ingest.__file__)
    source, number = _LINE.subn(f"PROCESSING_VERSION = {version}", path.read_text("utf-8"))
    if number != 1:
        raise SystemExit(f"{path} does not say PROCESSING_VERSION once; raise it by hand.")
    path.write_text(source, "utf-8")


def _agrees(question: str) -> bool:
    try:
        return input(question).strip().lower() in ("", "y", "yes")
    except EOFError:
        return False


def _sentences(value: Any) -> Iterator[str]:
    if isinstance(value, str) and len(value) >= _SENTENCE and " " in value:
        yield value
    elif isinstance(value, dict):
        for inner in value.values():
            yield from _sentences(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _sentences(inner)


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:_DIGITS]


if __name__ == "__main__":
    raise SystemExit(main())
