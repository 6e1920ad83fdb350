"""Every fixed sentence of the code, found as a reader would: by looking at the calls."""

import ast
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[2]
# Where sentences for people on Discord stand; the command line speaks English.
_FOLDERS = ("cogs", "rendering", "domain", "storage", "pipeline", "bot", "sources", "processing")
_ERRORS = {
    "NotFoundError", "NotAllowedError", "UnreadableInputError", "RefusedAddressError",
    "UnreachableError", "ServerFailureError", "BusyError", "BlockedError", "GoneError",
    "OversizeError", "RefusedError", "AnalysisError", "PollError", "_refused", "_unreadable",
}  # fmt: skip
_SAYING = {"say", "Translatable", "Explanation"} | _ERRORS
# Of the command line alone.
_OTHERS = {
    "sourcing.py",
    "files.py",
    "digesting.py",
    "erasing.py",
    "cli.py",
    "trial.py",
    "batch.py",
    "seeds.py",
    "replaying.py",
    "feed_files.py",
}
# Of files that an operator writes.
_OTHERS |= {"files.py", "lines.py", "listings.py"}


def fixed_sentences() -> set[str | tuple[str, str]]:
    """What is said in one form, and pairs of what is said of one and of many."""
    found: set[str | tuple[str, str]] = set()
    for folder in _FOLDERS:
        for path in sorted((ROOT / folder).rglob("*.py")):
            if path.name not in _OTHERS:
                found |= set(_said(ast.parse(path.read_text("utf-8"))))
    return found


def _said(tree: ast.AST) -> Iterator[str | tuple[str, str]]:
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call):
            continue
        words = [a.value for a in node.args if isinstance(a, ast.Constant)]
        texts = [word for word in words if isinstance(word, str)]
        name = node.func.id if isinstance(node.func, ast.Name) else ""
        if name in _SAYING and texts:
            yield texts[0]
        elif isinstance(node.func, ast.Attribute) and node.func.attr == "count" and len(texts) == 2:
            yield (texts[0], texts[1])
