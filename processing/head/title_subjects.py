"""Who a headline says does something: "Orrin Foods Opens Mill", where the text names it too."""

import re
from collections.abc import Iterator, Sequence
from functools import cache

from domain.facts import HeadFact
from processing.head.evidence import Evidence, head_words
from processing.layout.head_lines import is_name_of_organization
from processing.names.found import Names
from processing.parsed_text import ParsedText, SentenceSpan
from processing.words.inflection import verbs

# No name is longer, in words.
_LONGEST = 8
# A title of a ticker: "Orrin Foods Inc. (OTC: ORFD) Opens Mill".
_TICKER = re.compile(r"\s*\([^()]{2,40}\)")
# The name goes on in the text: "Orrin Foods Awards" is no "Orrin Foods".
_GOES_ON = re.compile(r"\w| (?!Inc|LLC|Ltd|Corp|Limited|Co\b|PLC|AG|SE)[A-Z]")
_WORD = re.compile(r"\S+")


def of_title(
    reading: ParsedText, title: HeadFact | None, leads: Sequence[SentenceSpan], names: Names
) -> Iterator[Evidence]:
    """The subject of the title before its verb, if the text names it too and nobody is it."""
    shown = _TICKER.sub("", title.value) if title else ""
    found = list(_WORD.finditer(shown))
    for count in range(min(_LONGEST, len(found) - 1), 0, -1):
        name = shown[: found[count - 1].end()].removeprefix("The ")
        if not _acts(found[count].group()) or not name[:1].isupper() or name[-1] in ",:;.!?’'":
            continue
        for start in [sentence.start for sentence in leads[:1]]:
            at = reading.flat.find(name, start)
            if at >= 0 and _may_be(reading, name, at, names):
                yield Evidence(name, reading.span(at, at + len(name)), "title-subject")
                return


@cache
def _presents() -> dict[str, str]:
    return {forms.present: forms.base for forms in verbs()}


def _acts(word: str) -> bool:
    """Whether a word of a headline is what an issuer does: "Opens", not "Receives", "Opened"."""
    base = _presents().get(word.lower())
    return base is not None and base not in head_words("undergone")


def _may_be(reading: ParsedText, name: str, at: int, names: Names) -> bool:
    end = at + len(name)
    if _GOES_ON.match(reading.flat, end) or (at and reading.flat[at - 1].isalnum()):
        return False
    if any(m.kind in ("person", "place") and m.start < end and at < m.end for m in names.mentions):
        return False
    if name.split()[0].lower().strip(".") in head_words("no_company"):
        return is_name_of_organization(name) or " of " in name
    if " " in name:
        return True
    # A common noun stands elsewhere in small letters, a land in the name of its government.
    is_common = f" {name.lower()}" in reading.flat or f"of {name}" in reading.flat
    return not is_common and not any(c.isdigit() for c in name)
