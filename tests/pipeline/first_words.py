"""An analysis in miniature, of domain types only, in a module that other processes can import."""

import builtins
import os
import re

from domain.documents import Document, Span
from domain.facts import Analysis, Sentence

RAISES = "This text raises."
_NAMED = re.compile(r"This text raises (\w+Error)\b")
ENDS_THE_PROCESS = "This text ends the process."


def analyse(document: Document) -> Analysis:
    """The first words, under the number of the process as the rule that found them."""
    text = document.text
    if text == RAISES:
        raise ValueError("a defect")
    if (named := _NAMED.search(f"{document.title} {text}")) is not None:
        raise getattr(builtins, named[1])("a defect")
    if ENDS_THE_PROCESS in text:
        os._exit(7)
    summary = (Sentence(Span.of(text, 0, min(len(text), 12)), f"process-{os.getpid()}"),)
    return Analysis(
        document.id, document.title, document.url, document.agency, document.published_at, "en",
        summary=summary if text else (),
    )  # fmt: skip


def analyse_without_secrets(document: Document) -> Analysis:
    """The same where nothing secret stands in the environment."""
    assert "DISCORD_TOKEN" not in os.environ
    return analyse(document)
