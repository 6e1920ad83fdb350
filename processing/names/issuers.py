"""Names of agencies as others write them: shortened, turned round, as an acronym."""

import re
from functools import lru_cache

from processing.names.acronyms import acronym_of, is_made_of, known_acronyms
from processing.words.spelling import fold

_WORD = re.compile(r"[^\W_]+")
_POSSESSIVE = re.compile(
    r"['’]s?\b|\bu\.? ?s\.?(?![\w])|\bunited states\b|\bcounty\b", re.IGNORECASE
)
_SMALL = frozenset(["a", "an", "and", "at", "de", "for", "in", "la", "of", "on", "the", "to"])
# Words that say what an office is, not whose.
_GENERAL = frozenset(
    [
        "department",
        "dept",
        "ministry",
        "bureau",
        "agency",
        "administration",
        "government",
        "office",
        "offices",
    ]
)
# Before the name of a person they say whose office it is.
_TITLES = frozenset(
    ["senator", "representative", "governor", "mayor", "congressman", "congresswoman"]
)
_ABBREVIATED = {
    "dept": "department", "da": "district attorney", "das": "district attorney",
    "govt": "government", "ag": "attorney general",
    "sen": "senator", "pd": "police department", "rep": "representative",
    "natl": "national", "intl": "international", "gov": "governor", "attorneys": "attorney",
    "states": "state", "comm": "commission", "dist": "district", "atty": "attorney",
}  # fmt: skip
# What an agency is called that is made of no letters of its name.
_CALLED = {"fed": "federal reserve", "feds": "federal reserve", "fomc": "federal reserve",
           "pentagon": "department of defense", "scotland yard": "metropolitan police",
           "white house": "executive office of the president"}  # fmt: skip


def is_issuer(wanted: str, name: str) -> bool:
    """Whether an agency's name is the one wanted: "Clinton's office", "Office of Senator Clinton".

    The words wanted must all be there, in any order; one word alone must be all that its name says.
    """
    if fold(wanted).strip() == fold(name).strip():
        return True
    if is_initials(wanted, name) or is_initials(name, wanted):
        return True
    have = _words_of(name)
    return any(_is_within(_words_of(one), have) for one in _other_names(wanted))


def is_initials(acronym: str, name: str) -> bool:
    """Whether an acronym is of a name: OCDA of the Orange County District Attorney's Office."""
    letters = acronym.strip().replace(".", "")
    if not 2 < len(letters) <= 10 or not letters.isalpha() or " " in letters:
        return False
    known = known_acronyms().get(letters.upper())
    if known is not None:
        return any(_words_of(one) == _words_of(name) for one in known[1:])
    if not letters.isupper():
        return False
    own = name.partition(",")[0]
    own = re.sub(r"['’]s\b", "", own)
    shorter = re.sub(r"\b(?:Office|Department)\b(?: of)?", "", own)
    return any(is_made_of(letters, one) for one in (own, shorter)) or (
        acronym_of(own) == f"{letters}O"
    )


@lru_cache(maxsize=4096)
def _other_names(wanted: str) -> tuple[str, ...]:
    low = fold(wanted).strip().removeprefix("the ")
    known = known_acronyms().get(wanted.strip().upper(), ()) if " " not in wanted.strip() else ()
    return (wanted, *known[1:], *([_CALLED[low]] if low in _CALLED else []))


@lru_cache(maxsize=8192)
def _words_of(name: str) -> frozenset[str]:
    text = _POSSESSIVE.sub(" ", fold(name))
    found: list[str] = []
    for word in _WORD.findall(text):
        found += _ABBREVIATED.get(word, word).split()
    return frozenset(word for word in found if word not in _SMALL)


def _is_within(wanted: frozenset[str], have: frozenset[str]) -> bool:
    telling = wanted - _GENERAL
    if not telling:
        return bool(wanted) and wanted == have
    if not telling <= have:
        return False
    if len(telling) > 1 or (have & _TITLES and have - telling <= _TITLES | _GENERAL):
        return True
    return have - wanted <= _GENERAL - {"office", "offices"} or (
        wanted != telling and have - telling <= _GENERAL
    )
