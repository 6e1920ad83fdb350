"""Who issues a release: weighed from what its head, its first sentences and its foot say.

No single place names the issuer always. Each place where an organization stands as issuers do is
evidence of some weight; the organization with the most is taken if that is enough. A politician
whom the text only names is never the issuer; a member of a parliament is that of a letterhead of
their own.
"""

import re
from collections.abc import Iterable, Sequence

from domain.facts import HeadFact
from processing.head.evidence import (
    OFFICIAL,
    Evidence,
    head_words,
    is_inner,
    name_key,
    partners_of,
    stated,
)
from processing.head.letterhead import letterhead_of, party_of
from processing.head.subjects import is_company, told
from processing.layout.head_lines import is_name_of_organization
from processing.layout.titles import issuer, read_title
from processing.names.found import Names
from processing.parsed_text import HeadKind, HeadLine, ParsedText

# What each kind of evidence weighs. The line of a letterhead decides alone; a mention does not.
# Set by reading releases of issuers that no annotated set holds.
_WEIGHTS = {
    "letterhead": 9.0,
    "dateline-office": 8.0,
    "announced": 6.0,
    "ticker": 5.0,
    "office": 5.0,
    "title-subject": 5.0,
    "repeated": 5.0,
    "company-row": 5.0,
    "said-last": 3.6,
    "party": 5.0,
    "government": 5.0,
    "contacts": 5.0,
    "about": 5.0,
    "foot": 5.0,
    "handles": 5.0,
    "reply": 9.0,
    "public-affairs": 5.0,
    "committee": 5.0,
    "described": 4.0,
    "title-opens": 4.0,
    "lead-subject": 4.0,
    "address": 3.0,
    "lead": 1.5,
    "in-title": 1.5,
    "named": 0.5,
}
# Where one of these stands, what the sentences say is not asked.
_DECIDING = frozenset({"letterhead", "reply"})
# These say that an organization is spoken of, not that it speaks: alone they never suffice. Nor do
# they, nor anything else in a sentence, for whom a release is issued together with.
_SPOKEN_OF = frozenset({"in-title", "lead", "named"})
_PARTNER_MAY = frozenset({"letterhead", "contacts", "government", "reply", "given"})
# So much evidence names the issuer.
_ENOUGH = 5.0
# Mentions beyond this many add nothing.
_NAMED_MOST = 5
# Capitals alone, up to so many letters, are an acronym.
_ACRONYM = 6


def find_agency(
    reading: ParsedText, lines: Sequence[HeadLine], title: HeadFact | None, names: Names | None
) -> HeadFact | None:
    """The issuer, with the place that says so best; None where the text does not say enough.

    What the source gives wins, then the name of the site: in the title of the page, or, where the
    text has no letterhead, as the page gives it to search engines.
    """
    if reading.document.agency:
        return HeadFact(reading.document.agency, None, "given")
    site = issuer(read_title(reading.document.title).site)
    if site is not None:
        return HeadFact(site, None, "site-name")
    if not _has_masthead(reading, lines):
        if (member := letterhead_of(reading.flat, lines)) is not None:
            if member[2] == "letterhead-member":
                member = party_of(reading.flat, lines) or member
            start, end, rule = member
            name = _in_small_letters(reading.flat[start:end])
            return HeadFact(name, reading.span(start, end), rule)
        if reading.document.site and _names_issuer(reading.document.site):
            return HeadFact(reading.document.site, None, "site")
    found = list(stated(reading, lines))
    if not any(one.kind in _DECIDING for one in found):
        found += told(reading, title, names)
    weighed = _weigh(_without_partners(reading, found), names)
    best = max(weighed, key=lambda entry: entry[0], default=None)
    if best is None or best[0] < _ENOUGH:
        return _of_title(title)
    return HeadFact(_tidy(best[1].name), best[1].span, best[1].kind)


_STATEMENT = re.compile(
    r"(?:joint )?statement (?:from|by|of) (?:the )?(?P<name>(?:[A-Z][\w-]+ )*(?:Minister|Secretary"
    r"|Commissioner|Department|Ministry|Office|Chief [A-Z]\w+ Officer)(?: (?:of|for)(?: (?:[A-Z]\w+"
    r"|and|of|the|&)\b,?)+)?)(?=\Z|[,:]? (?:[a-z]|[A-Z]\w+ [A-Z]))",
)


def _of_title(title: HeadFact | None) -> HeadFact | None:
    """Who a title alone says states or announces it: "Statement from Minister of Mines on …"."""
    if title is None:
        return None
    if match := _STATEMENT.match(title.value[:1].lower() + title.value[1:]):
        return HeadFact(match["name"], title.span, "statement-of")
    match = _ANNOUNCES.match(title.value)
    if match and (
        is_name_of_organization(match["name"])
        or " of " in match["name"]
        or match["verb"].lower() == "issues"
    ):
        return HeadFact(match["name"], title.span, "title-announces")
    return None


_ANNOUNCES = re.compile(
    r"(?:The )?(?P<name>[A-Z][\w&.’'-]*(?: (?:[A-Z][\w&.’'-]*|of|for|and|the|&)){1,7}) "
    r"(?P<verb>(?i:issues|announces|releases|publishes|launches|unveils|reports|introduces))\b"
)


def _names_issuer(site: str) -> bool:
    """Whether the name of a site is that of an organization, not "Newsroom" or an address."""
    return issuer(site) is not None or (is_name_of_organization(site) and not is_inner(site))


def _has_masthead(reading: ParsedText, lines: Sequence[HeadLine]) -> bool:
    return any(
        line.kind is HeadKind.MASTHEAD and not is_inner(reading.flat[line.start : line.end])
        for line in lines
    )


def _without_partners(reading: ParsedText, found: Iterable[Evidence]) -> list[Evidence]:
    """The evidence without that for those of who issues it too, unless contacts say so."""
    found = list(found)
    joint = partners_of(reading)
    return [one for one in found if one.kind in _PARTNER_MAY or name_key(one.name) not in joint]


def _weigh(found: Iterable[Evidence], names: Names | None) -> list[tuple[float, Evidence]]:
    """For each organization the weight of its evidence, each kind once, and the best of it."""
    full = _full_names(names)
    by_name: dict[str, list[Evidence]] = {}
    for one in found:
        key = name_key(one.name)
        by_name.setdefault(full.get(key, key), []).append(one)
    weighed = []
    for group in by_name.values():
        kinds = {one.kind for one in group} - {"named"}
        if kinds <= _SPOKEN_OF and not any(_is_body(one.name) for one in group):
            continue
        mentions = min(_NAMED_MOST, sum(one.kind == "named" for one in group))
        weight = sum(_WEIGHTS[kind] for kind in kinds) + _WEIGHTS["named"] * mentions
        whole = [one for one in group if not _is_acronym(one.name)] or group
        weighed.append((weight, max(whole, key=lambda one: _WEIGHTS[one.kind])))
    return weighed


def _is_body(name: str) -> bool:
    """Whether a name says by itself that it is a company's or an office of government's."""
    return is_company(name) or OFFICIAL.fullmatch(name) is not None


def _is_acronym(name: str) -> bool:
    return len(name) <= _ACRONYM and name.isupper()


def _full_names(names: Names | None) -> dict[str, str]:
    """Each way the text writes an organization, and the way that stands for all."""
    known: dict[str, str] = {}
    for organization in names.organizations if names else ():
        ways = (organization.name, organization.acronym, *(m.text for m in organization.mentions))
        for way in filter(None, ways):
            known.setdefault(name_key(way), name_key(organization.name))
    return known


def _tidy(name: str) -> str:
    """The name of an organization on one line, without its article."""
    return _in_small_letters(name.strip(" ,.:;–-")).removeprefix("The ").removeprefix("the ")


def _in_small_letters(name: str) -> str:
    """A name that a letterhead sets in capitals as it is written elsewhere."""
    name = " ".join(name.split())
    letters = [c for c in name if c.isalpha()]
    if len(letters) <= _ACRONYM or not all(c.isupper() for c in letters) or " " not in name:
        return name
    return " ".join(_word_in_small(word, at) for at, word in enumerate(name.split()))


def _word_in_small(word: str, at: int) -> str:
    if word.strip(",") in head_words("capitals") or "." in word[1:-1]:
        return word
    if at and word.lower() in head_words("small"):
        return word.lower()
    return "-".join(part.capitalize() for part in word.split("-"))
