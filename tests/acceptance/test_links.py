"""What the documents say is there is there: files that are linked, the service that is shown."""

import re
import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
DOCUMENTS = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").glob("*.md")])
_LINK = re.compile(r"\]\((?!https?:|#|mailto:)([^)\s#]+)")
_CODE = re.compile(r"```.*?```", re.DOTALL)
_UNIT = re.compile(r"```ini\n(.*?)```", re.DOTALL)


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_links_lead_to_files(document: Path) -> None:
    text = _CODE.sub("", document.read_text("utf-8"))
    broken = [
        target
        for target in _LINK.findall(text)
        if not (document.parent / target).resolve().exists()
    ]
    assert broken == []


def test_every_document_is_linked_from_another() -> None:
    linked = {
        (document.parent / target).resolve()
        for document in DOCUMENTS
        for target in _LINK.findall(document.read_text("utf-8"))
    }
    alone = [path.name for path in DOCUMENTS if path.parent.name == "docs" and path not in linked]
    assert alone == []


def test_service_that_is_shown_is_one(tmp_path: Path) -> None:
    if shutil.which("systemd-analyze") is None:
        pytest.skip("no systemd-analyze to look at the service with")
    found = _UNIT.search((ROOT / "docs" / "hosting.md").read_text("utf-8"))
    assert found is not None
    unit = found[1]
    # Its checkout and its user are of another machine.
    for theirs, ours in (
        ("User=lede", "User=root"),
        ("/srv/lede/.venv/bin/lede", "/bin/true"),
        ("/srv/lede", str(tmp_path)),
    ):
        assert theirs in unit
        unit = unit.replace(theirs, ours)
    path = tmp_path / "lede.service"
    path.write_text(unit, "utf-8")
    ran = subprocess.run(
        ["systemd-analyze", "verify", "--man=no", str(path)],
        capture_output=True,
        text=True,
        timeout=60,
    )
    said = [line for line in ran.stderr.splitlines() if "lede.service" in line]
    assert (ran.returncode, said) == (0, [])
