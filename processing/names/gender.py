"""Whether a person is spoken of as he or she, where the text or the given name makes it likely."""

import re
from functools import cache
from typing import Literal

from domain.facts import Person
from processing.lexicon import table
from processing.names.vocabulary import gendered_names, plain
from processing.parsed_text import ParsedText

Gender = Literal["female", "male"]

# How far before a mention a telling title may stand ("Congresswoman", "his sister, ").
_REACH = 40
_WORD = re.compile(r"[^\W\d_]+")
# The stop belongs to the courtesy and ends no sentence, as that of "supporters." does.
_COURTESY = re.compile(r"\b(?:Mr|Mrs|Ms)\.(?=\s*$)")


@cache
def _telling() -> dict[str, Gender]:
    groups = table("names_gender")
    female: dict[str, Gender] = dict.fromkeys(groups["female"], "female")
    male: dict[str, Gender] = dict.fromkeys(groups["male"], "male")
    return female | male


def likely_gender(person: Person, reading: ParsedText) -> Gender | None:
    """Tell the likely gender of a person by titles beside the mentions, the given name, the role.

    A role may hold others ("the lawyer of her husband's company"), so it comes last.
    """
    for mention in person.mentions:
        told = _told_before(reading.flat, mention.start)
        if told is not None:
            return told
    by_name = _by_given_name(person.name)
    if by_name is None and person.role is not None:
        for word in _WORD.findall(person.role):
            if (told := _telling().get(word.casefold())) is not None:
                return told
    return by_name


def _told_before(flat: str, start: int) -> Gender | None:
    """Read the word or two that stand right before a mention."""
    before = flat[max(0, start - _REACH) : start]
    courtesy = _COURTESY.search(before)
    if courtesy is not None:
        return "male" if courtesy.group() == "Mr." else "female"
    cut = max(before.rfind(sign) for sign in '.;:\n”"')
    words = _WORD.findall(before[cut + 1 :])
    for word in words[-2:]:
        if word[0].isupper() or before.rstrip().endswith((word, word + ",")):
            told = _telling().get(word.casefold())
            # But "polls miss Lund", "a female Lund supporter".
            if told is not None and word not in ("miss", "female", "male"):
                return told
    return None


def _by_given_name(name: str) -> Gender | None:
    for part in name.split()[:-1]:
        if part.rstrip(".").isalpha() and len(part.rstrip(".")) > 1 and not part.endswith("."):
            letter = gendered_names().get(plain(part))
            return None if letter is None else "female" if letter == "f" else "male"
    return None
