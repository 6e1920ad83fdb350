"""A sentence of Lede's own that is to be said in the language of the one who reads it."""

from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class Translatable:
    """An English sentence with `{facts}` to be filled in."""

    sentence: str
    facts: dict[str, Any] = field(default_factory=dict)

    def __str__(self) -> str:
        """The sentence in English, its facts filled in."""
        return self.sentence.format(**self.facts)
