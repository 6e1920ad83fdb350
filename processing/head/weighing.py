"""What the evidence of each organization weighs together: each kind of place counts once."""

from collections.abc import Iterable, Mapping, Sequence

from processing.head.evidence import OFFICIAL, Evidence, is_vague, name_key
from processing.head.subjects import is_company
from processing.layout.joining import bare
from processing.names.found import Names

# What each kind of evidence weighs. The line of a letterhead decides alone; a mention does not.
# Set by reading releases of issuers that no annotated set holds.
_WEIGHTS = {
    "letterhead": 9.0,
    "dateline-office": 8.0,
    "announced": 6.0,
    "ticker": 5.0,
    "acronym": 5.0,
    "office": 5.0,
    "title-subject": 6.5,
    "repeated": 5.0,
    "company-row": 5.0,
    "disclosure": 5.0,
    "portrait": 5.0,
    "ministry": 6.0,
    "holder": 5.0,
    "officer": 5.0,
    "account": 5.0,
    "signed": 5.0,
    "said-last": 3.6,
    "party": 5.0,
    "government": 8.0,
    "contacts": 5.0,
    "about": 5.0,
    "about-wire": 6.0,
    "about-title": 6.0,
    "department": 10.0,
    "field": 4.0,
    "dateline-source": 9.0,
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
DECIDING = frozenset({"letterhead", "reply", "dateline-source"})
# What sentences say of an organization. Where the foot has an "about" of others alone, it is worth
# less by this share: research houses and makers write of bodies that issue nothing.
_SPOKEN_LESS = 0.65
_IN_SENTENCES = frozenset(
    {"ticker", "acronym", "announced", "described", "lead", "lead-subject", "in-title", "named"}
)
# These say that an organization is spoken of, not that it speaks: alone they never suffice. Nor do
# they, nor anything else in a sentence, for whom a release is issued together with.
_SPOKEN_OF = frozenset({"in-title", "lead", "named"})
PARTNER_MAY = frozenset({"letterhead", "contacts", "government", "reply", "given"})
# Mentions beyond this many add nothing.
_NAMED_MOST = 5
# Capitals alone, up to so many letters, are an acronym.
_ACRONYM = 6


def weigh(found: Iterable[Evidence], names: Names | None) -> list[tuple[float, Evidence]]:
    """For each organization the weight of its evidence, each kind once, and the best of it."""
    found = [one for one in found if not is_vague(one.name)]
    abouts = frozenset(bare(one.name) for one in found if one.kind == "about")
    weighed = []
    for key, group in _grouped(found, _full_names(names)).items():
        kinds = {one.kind for one in group} - {"named"}
        if kinds <= _SPOKEN_OF and not any(_is_body(one.name) for one in group):
            continue
        mentions = min(_NAMED_MOST, sum(one.kind == "named" for one in group))
        weight = sum(_WEIGHTS[kind] for kind in kinds) + _WEIGHTS["named"] * mentions
        if abouts and not any(_are_related(bare(key), about) for about in abouts):
            spoken = sum(_WEIGHTS[kind] for kind in kinds & _IN_SENTENCES)
            weight -= _SPOKEN_LESS * (spoken + _WEIGHTS["named"] * mentions)
        whole = [one for one in group if not _is_acronym(one.name)] or group
        weighed.append((weight, max(whole, key=lambda one: _WEIGHTS[one.kind])))
    return weighed


def _grouped(found: Sequence[Evidence], full: Mapping[str, str]) -> dict[str, list[Evidence]]:
    """The evidence by organization; what a longer subject of the title ends in is the subject."""
    by_name: dict[str, list[Evidence]] = {}
    for one in found:
        key = name_key(one.name)
        by_name.setdefault(full.get(key, key), []).append(one)
    subjects = [
        key for key, group in by_name.items() if any(one.kind == "title-subject" for one in group)
    ]
    for key in list(by_name):
        for subject in subjects:
            # "Ropes, Sails & Harbour Goods Opens …" where names have but "Harbour Goods".
            if subject != key and subject.endswith(f" {key}"):
                by_name[subject] += by_name.pop(key)
                break
    return by_name


def _are_related(name: str, other: str) -> bool:
    return name in other or other in name


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
