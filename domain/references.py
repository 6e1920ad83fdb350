"""How a choice or a button names a release, as no words of a title do.

"#12" is one of the archive, which everybody may read; "#~…" is a reading of one user's, under a
token that cannot be guessed.
"""

import re
from dataclasses import dataclass

from domain.archive import ReleaseHead

# Numbers of more digits are none that a database gives.
_NUMBER = re.compile(r"#([0-9]{1,18})")
# Readings once had numbers, as "#-3": buttons of that time name readings that are forgotten.
_TOKEN = re.compile(r"#[~-]([A-Za-z0-9_-]{1,22})")


@dataclass(frozen=True, slots=True)
class Reference:
    """What a reference names: the number of a stored release, or the token of a reading."""

    number: int | None = None
    token: str | None = None


def reference(head: ReleaseHead) -> str:
    """A release as a choice or a button names it."""
    return f"#~{head.token}" if head.token else f"#{head.release_id}"


def read_reference(text: str) -> Reference | None:
    """What `text` names; None where it is no reference."""
    if found := _NUMBER.fullmatch(text.strip()):
        return Reference(number=int(found[1]))
    if found := _TOKEN.fullmatch(text.strip()):
        return Reference(token=found[1])
    return None


def is_private(text: str | None) -> bool:
    """Whether `text` names a reading, which is shown to nobody but who had it read."""
    found = read_reference(text or "")
    return found is not None and found.token is not None
