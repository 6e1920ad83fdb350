"""The README shows what Lede does, not what it did once."""

from pathlib import Path

from tests.acceptance.conftest import Lede

ROOT = Path(__file__).parents[2]
SAMPLE = ROOT / "seeds" / "releases" / "quiet-harbor.txt"


def test_briefing_in_the_readme_is_the_real_one(lede: Lede) -> None:
    ran = lede("brief", str(SAMPLE))
    assert ran.returncode == 0, ran.stderr
    readme = (ROOT / "README.md").read_text("utf-8")
    assert f"```\n{ran.stdout.rstrip()}\n```" in readme
