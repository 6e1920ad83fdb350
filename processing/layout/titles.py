"""The title of a page, and what of it is the name of the site."""

import re
from functools import lru_cache
from typing import NamedTuple

from processing.layout.lines import is_final, strip_release_mark, tell_role
from processing.lexicon import words

_SEPARATOR = re.compile(r"\s+(?:[|»•·>]|::?|--|[-–—])\s+")
_HARD = re.compile(r"\s+(?:[|»•·>]|::)\s+")
_WORD = re.compile(r"\w[\w.'’-]*|&")
_UNNAMED = frozenset({"District", "The", "Our", "Official", "National"})
_SMALL = frozenset({"of", "the", "and", "for", "in", "&"})

# A site name is short; a clause after a dash in a headline mostly is not.
_SITE_WORDS = 9
# "Headline - Office of Roe - Office of Roe": a page names its site once or twice.
_SITES_MOST = 2
# A title is read for the blocks and again for the head, of which several releases may be under way.
_LATELY = 64
# Words of an organisation that issues releases, as against the name of a site ("NewsCenter").
_ISSUER = re.compile(
    r"\b(?:Office|Attorney|Department|Agency|Sheriff|Police|Commission|Bureau|Senator|Ministry"
    r"|Administration|Authority|Service|Council|Prosecutor|Treasury|Senate|Institute|Board)\b"
)


class Title(NamedTuple):
    """A page title: the headline in it, and the site name cut off; both None where not there."""

    headline: str | None
    site: str | None


@lru_cache(maxsize=_LATELY)
def read_title(title: str | None) -> Title:
    """Part a page title into headline and site name; a path of menu entries holds no headline."""
    if title is None or not (title := " ".join(title.split())):
        return Title(None, None)
    if tell_role(title) in ("contact", "date", "navigation", "related", "address"):
        return Title(None, None)
    parts = _HARD.split(title)
    if len(parts) > 1 and tell_role(parts[-1]) == "navigation":
        site = next((part for part in parts if _is_site(part)), None)
        return Title(None, site)
    headline, site = title, None
    for _ in range(_SITES_MOST):
        found = _cut_site(headline)
        if found is None:
            break
        headline, site = found
    return Title(strip_release_mark(headline), site)


def _cut_site(title: str) -> tuple[str, str] | None:
    """Cut the last part off a title where it names a site."""
    for separator in (_HARD, _SEPARATOR):
        cut = None
        for match in separator.finditer(title):
            cut = match
        if cut is not None and _is_site(title[cut.end() :]):
            return title[: cut.start()], title[cut.end() :]
    return None


def issuer(site: str | None) -> str | None:
    """Return the site name where it is that of one organisation that issues releases.

    "District Attorney" alone is no name: it says not which.
    """
    if site is None or not _ISSUER.search(site):
        return None
    common = words("layout_site_words") | words("layout_offices") | _SMALL | _UNNAMED
    named = any(word.replace("’", "'") not in common for word in _WORD.findall(site))
    return " ".join(_WORD.findall(site)) if named else None


def _is_site(part: str) -> bool:
    """Say whether a part of a title names a site: all in capitals, with a word of an office."""
    found = _WORD.findall(part)
    if not 0 < len(found) <= _SITE_WORDS or is_final(part):
        return False
    if any(word[0].islower() and word not in _SMALL for word in found):
        return False
    return not words("layout_site_words").isdisjoint(w.replace("’", "'") for w in found)
