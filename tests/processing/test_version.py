"""What is read of pinned texts changes only together with PROCESSING_VERSION."""

import shutil
import subprocess
import sys
from pathlib import Path

from pipeline.ingest import PROCESSING_VERSION
from tests.processing.pin import PINNED, Pinned, changed, digest_of, read_pinned, texts

ROOT = Path(__file__).parents[2]


def test_records_of_pinned_texts_change_only_with_the_version() -> None:
    pinned = read_pinned()
    different = changed(pinned)
    examples = "\n".join(f"  {document.text[:90]!r}" for document in different[:5])
    assert not different, (
        f"{len(different)} of the pinned texts are read differently:\n{examples}\n"
        "Where that is right: make pin (it raises PROCESSING_VERSION, so that stored releases are "
        "read again), and commit both files."
    )
    assert pinned.version == PROCESSING_VERSION, "PROCESSING_VERSION was raised: make pin"


def test_most_of_our_texts_are_pinned() -> None:
    """Nothing is held by a file that is empty."""
    documents = list(texts())
    assert len(read_pinned().records) > 0.5 * len(documents) > 400


def test_a_record_that_changes_is_seen() -> None:
    pinned = read_pinned()
    first = next(texts())
    key = next(k for k, v in pinned.records.items() if v == digest_of(first))
    (found,) = changed(Pinned(pinned.version, {key: "another"}))
    assert found == first


def test_the_command_raises_the_version_with_the_records(tmp_path: Path) -> None:
    """In a copy of the tree: a rule of reading changed, the command run, the test content."""
    for name in ("domain", "processing", "pipeline", "sources", "storage", "seeds", "tests"):
        ignore = shutil.ignore_patterns("__pycache__", "*.pyc")
        shutil.copytree(ROOT / name, tmp_path / name, ignore=ignore)
    # The samples are enough.
    shutil.rmtree(tmp_path / "tests" / "cases")
    steps = tmp_path / "processing" / "steps.py"
    read = steps.read_text("utf-8")
    assert "places=names.places" in read
    steps.write_text(read.replace("places=names.places", "places=()"), "utf-8")

    def run(*arguments: str, answer: str = "") -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, *arguments],
            cwd=tmp_path, input=answer, capture_output=True, text=True, timeout=300, check=False,
        )  # fmt: skip

    refused = run("-m", "tests.processing.pin", answer="n\n")
    assert refused.returncode == 1
    assert f"PROCESSING_VERSION is still {PROCESSING_VERSION}" in refused.stdout
    assert (tmp_path / PINNED.relative_to(ROOT)).read_bytes() == PINNED.read_bytes()
    agreed = run("-m", "tests.processing.pin", answer="y\n")
    assert agreed.returncode == 0, agreed.stderr
    says = "from pipeline.ingest import PROCESSING_VERSION as v; print(v)"
    assert run("-c", says).stdout == f"{PROCESSING_VERSION + 1}\n"
    again = run("-m", "tests.processing.pin")
    assert again.returncode == 0
    assert "0 records are others" in again.stdout
