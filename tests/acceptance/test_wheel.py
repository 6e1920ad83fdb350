"""A built wheel holds all that runs: it is put into an empty folder and used from there."""

import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the contents of a wheel built of this checkout, and nothing else."""
    work = tmp_path_factory.mktemp("wheel")
    # Building writes beside what it reads.
    unwanted = shutil.ignore_patterns(".*", "build", "*.egg-info", "__pycache__", "out")
    copy = shutil.copytree(ROOT, work / "checkout", ignore=unwanted)
    pip = (sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--no-index")
    subprocess.run(
        [*pip, "--no-build-isolation", "--wheel-dir", str(work / "built"), str(copy)],
        check=True,
        capture_output=True,
        timeout=300,
    )
    (built,) = (work / "built").glob("lede-*.whl")
    with zipfile.ZipFile(built) as archive:
        archive.extractall(work / "lede")
    return work / "lede"


def _lede(installed: Path, folder: Path, *arguments: str, stdin: str = "") -> str:
    """Run the command line of the wheel; the checkout is not in reach."""
    code = (
        "import sys; sys.path.insert(0, sys.argv.pop(1)); import bot; "
        "assert bot.__file__.startswith(sys.path[0]), bot.__file__; "
        "from bot.cli import main; main()"
    )
    own = ("LEDE_", "DISCORD_", "PYTHON")
    kept = {name: value for name, value in os.environ.items() if not name.startswith(own)}
    ran = subprocess.run(
        [sys.executable, "-c", code, str(installed), *arguments],
        input=stdin,
        capture_output=True,
        text=True,
        cwd=folder,
        env=kept | {"PYTHONPATH": str(installed), "PYTHONIOENCODING": "utf-8"},
        timeout=300,
    )
    assert ran.returncode == 0, ran.stdout + ran.stderr
    return ran.stdout


def test_what_the_checkout_has_is_in_the_wheel(installed: Path) -> None:
    kinds = ("bot", "cogs", "domain", "pipeline", "processing", "rendering", "sandbox", "sources")
    missing = [
        str(path.relative_to(ROOT))
        for kind in (*kinds, "storage", "seeds")
        for path in (ROOT / kind).rglob("*")
        if path.is_file()
        and path.suffix not in (".pyc", ".md")
        and not (installed / path.relative_to(ROOT)).is_file()
    ]
    assert missing == []


def test_release_is_briefed_and_stored_by_the_wheel(installed: Path, tmp_path: Path) -> None:
    release = tmp_path / "release.txt"
    release.write_text("Harbor Office fines 14 captains\n\nThe Harbor Office fined 14 captains.\n")
    assert "14 captains" in _lede(installed, tmp_path, "brief", str(release))
    _lede(installed, tmp_path, "ingest", str(release))
    assert (tmp_path / "lede.db").is_file()


def test_lede_is_tried_from_the_wheel(installed: Path, tmp_path: Path) -> None:
    said = _lede(installed, tmp_path, "try", stdin="/brief\n")
    assert "Key figures" in said
    assert "http://127.0.0.1:" in said
