"""The documentation as a site: `make site` builds it from docs/, README and CONTRIBUTING.

The pages link each other as files of the repository; those that stand beside docs/ are taken into
it for the build, and links to them turned. A link that leads nowhere fails the build.
"""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

ROOT = Path(__file__).parents[1]
CONFIG = "zensical.toml"
# Pages beside docs/, which are pages of the site too.
BESIDE = ("README.md", "CONTRIBUTING.md")


def main() -> int:
    """Build the site into `site/`; 1 where a page or a link is wrong."""
    with TemporaryDirectory(prefix="lede-site-") as folder:
        gather(Path(folder))
        # Beside this interpreter: the environment of the site has nothing else in it.
        zensical = Path(sys.executable).with_name("zensical")
        built = subprocess.run(
            [zensical, "build", "--clean", "--strict"],
            cwd=folder,
            env={**os.environ, "NO_COLOR": "1"},
            check=False,
        )
        if built.returncode:
            return 1
        shutil.rmtree(ROOT / "site", ignore_errors=True)
        shutil.copytree(Path(folder) / "site", ROOT / "site")
    print("The site stands in site/; open site/index.html, or serve the folder.")
    return 0


def gather(folder: Path) -> None:
    """Put the pages together in `docs` of a folder, with links as they are there."""
    shutil.copy(ROOT / CONFIG, folder)
    shutil.copytree(ROOT / "docs", folder / "docs")
    for name in BESIDE:
        shutil.copy(ROOT / name, folder / "docs" / name.lower())
    for page in (folder / "docs").glob("*.md"):
        page.write_text(turned(page.read_text("utf-8")), "utf-8")


def turned(text: str) -> str:
    """The text of a page with links to files of the repository as they are on the site.

    What is no page of the site (code, samples, the licence) is named without a link.
    """
    for name in BESIDE:
        text = re.sub(rf"\]\((?:\.\./)?{re.escape(name)}(#[^)]*)?\)", rf"]({name.lower()}\1)", text)
    text = re.sub(r"\]\(docs/", "](", text)
    return re.sub(r"\[([^\]]*)\]\((?:\.\./[^)]*|LICENSE)\)", r"\1", text)


if __name__ == "__main__":
    raise SystemExit(main())
