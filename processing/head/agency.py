"""Who issues a release: weighed from what its head, its first sentences and its foot say.

No single place names the issuer always. Each place where an organization stands as issuers do is
evidence of some weight; the organization with the most is taken if that is enough. A politician
whom the text only names is never the issuer; a member of a parliament is that of a letterhead of
their own.
"""

import re
from collections.abc import Iterable, Iterator, Sequence

from domain.facts import HeadFact
from processing.head.evidence import (
    Evidence,
    head_words,
    is_inner,
    name_key,
    partners_of,
)
from processing.head.letterhead import letterhead_of, party_of
from processing.head.spoken_for import appeared_on
from processing.head.stated import stated
from processing.head.subjects import issuers_named
from processing.head.weighing import DECIDING, PARTNER_MAY, weigh
from processing.layout.head_lines import is_name_of_organization
from processing.layout.joining import bare
from processing.layout.titles import issuer, read_title
from processing.names.found import Names
from processing.parsed_text import HeadKind, HeadLine, ParsedText

# So much evidence names the issuer.
_ENOUGH = 5.0
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
        member = letterhead_of(reading.flat, lines)
        if member is None or member[2] == "letterhead-member":
            member = party_of(reading.flat, lines) or member
        if member is not None:
            start, end, rule = member
            name = _in_small_letters(reading.flat[start:end])
            return HeadFact(name, reading.span(start, end), rule)
        if reading.document.site and _names_issuer(reading.document.site):
            return HeadFact(reading.document.site, None, "site")
    found = [one for one in stated(reading, lines) if not _is_about_somebody(reading, names, one)]
    if not any(one.kind in DECIDING for one in found):
        found += _abouts_of_title(found, title)
        found += issuers_named(reading, title, names)
    weighed = weigh(_without_partners(reading, found), names)
    best = max(weighed, key=lambda entry: entry[0], default=None)
    if best is None or best[0] < _ENOUGH:
        field = next((one for one in found if one.kind == "field"), None)
        named = HeadFact(field.name, field.span, "department") if field else None
        return _of_title(title) or named or _of_appearance(reading)
    _, issued = best
    name, span = _tidy(issued.name), issued.span
    if _ABBREVIATED.search(name) and reading.flat.startswith(".", span.start + len(name)):
        name += "."
    return HeadFact(name, span, issued.kind)


# Names that end in a full stop of their own: "Orrin Foods Inc.".
_ABBREVIATED = re.compile(r"(?:\b(?:Inc|Corp|Co|Ltd|Bros|Assn|Dept)|\.[A-Z])\Z")


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


def _of_appearance(reading: ParsedText) -> HeadFact | None:
    """The site on which a text says it appeared first."""
    place = appeared_on(reading)
    if place is None:
        return None
    span = reading.span(*place)
    return HeadFact(span.text, span, "appeared-first")


_ANNOUNCES = re.compile(
    r"(?:The )?(?P<name>[A-Z][\w&.’'-]*(?: (?:[A-Z][\w&.’'-]*|of|for|and|the|&)){1,7}) "
    r"(?P<verb>(?i:issues|announces|releases|publishes|launches|unveils|reports|introduces))\b"
)


def _names_issuer(site: str) -> bool:
    """Whether the name of a site is that of an organization, not "Newsroom" or an address."""
    return issuer(site) is not None or (is_name_of_organization(site) and not is_inner(site))


def _is_about_somebody(reading: ParsedText, names: Names | None, one: Evidence) -> bool:
    """Whether a paragraph "about" is about a person, who issues nothing."""
    if names is None or not one.kind.startswith("about"):
        return False
    told = {reading.flat[m.start : m.end] for m in names.mentions if m.kind == "person"}
    is_firm = one.name.rpartition(" ")[2].lower() in head_words("firm_ends")
    return one.name in told and not is_firm


def _abouts_of_title(found: Sequence[Evidence], title: HeadFact | None) -> Iterator[Evidence]:
    """Who a foot is about, if the title opens with the name: "Harrow Capital Covers …"."""
    shown = bare(title.value.removeprefix("The ")) if title else ""
    for one in found:
        name = bare(one.name)
        if one.kind == "about" and len(name) >= _TITLE_LEAST and shown.startswith(name):
            yield one._replace(kind="about-title")


# A name of fewer letters may open a title by chance.
_TITLE_LEAST = 4


def _has_masthead(reading: ParsedText, lines: Sequence[HeadLine]) -> bool:
    return any(
        line.kind is HeadKind.MASTHEAD and not is_inner(reading.flat[line.start : line.end])
        for line in lines
    )


def _without_partners(reading: ParsedText, found: Iterable[Evidence]) -> list[Evidence]:
    """The evidence without that for those of who issues it too, unless contacts say so."""
    found = list(found)
    joint = partners_of(reading)
    return [one for one in found if one.kind in PARTNER_MAY or name_key(one.name) not in joint]


def _tidy(name: str) -> str:
    """The name of an organization on one line, without its article."""
    return _in_small_letters(name.strip(" ,.:;–-")).removeprefix("The ").removeprefix("the ")


def _in_small_letters(name: str) -> str:
    """A name that a letterhead sets in capitals as it is written elsewhere."""
    name = " ".join(name.split())
    letters = [c for c in name if c.isalpha()]
    if (
        len(letters) <= _ACRONYM
        or not all(c.isupper() for c in letters)
        or not {" ", "-"} & set(name)
    ):
        return name
    return " ".join(_word_in_small(word, at) for at, word in enumerate(name.split()))


def _word_in_small(word: str, at: int) -> str:
    if word.strip(",") in head_words("capitals") or "." in word[1:-1]:
        return word
    if at and word.lower() in head_words("small"):
        return word.lower()
    return "-".join(part.capitalize() for part in word.split("-"))
