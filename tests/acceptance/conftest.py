"""The command line as a person runs it: a process of its own in an empty folder."""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

Ran = subprocess.CompletedProcess[str]
Lede = Callable[..., Ran]

TEXT = """Harbor Office seizes 120 kilograms of tin

HARBOR CITY – The Harbor Office seized 120 kilograms of tin on Monday and arrested 14 people, it
said.

“We looked in every crate,” said Ann Poe, the director of the Harbor Office.
"""


@pytest.fixture
def lede(tmp_path: Path) -> Lede:
    """Run `lede` with the given arguments in an empty folder, with no settings but those given."""

    def run(*arguments: str, stdin: str | bytes = "", within: float = 120, **env: str) -> Ran:
        inherited = {n: v for n, v in os.environ.items() if not n.startswith(("LEDE_", "DISCORD_"))}
        return subprocess.run(
            [sys.executable, "-m", "bot", *arguments],
            input=stdin if isinstance(stdin, str) else stdin.decode("utf-8", "surrogateescape"),
            capture_output=True,
            cwd=tmp_path,
            env=inherited | {"PYTHONIOENCODING": "utf-8:surrogateescape"} | env,
            text=True,
            encoding="utf-8",
            errors="surrogateescape",
            timeout=within,
            check=False,
        )

    return run
