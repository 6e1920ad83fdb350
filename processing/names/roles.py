"""The role of a person and the organization it belongs to, as the words around the name say it."""

import re
from dataclasses import dataclass, replace
from functools import cache

from processing.lexicon import table
from processing.names.labels import Label, codes, pattern
from processing.names.tokens import Tokens

# A title before a name: modifiers and heads, then "of", "for" a field ("Secretary of Defense").
# The field may be a list: "Minister for Families, Housing, and Indigenous Affairs".
_FIELD_WORD = (
    r"[CAPITALISED COMMON ANY_ORGANIZATION ANY_PLACE ORGANIZATION_HEAD ACRONYM PLACE_HEAD"
    r" UNITED_STATES TITLE_MODIFIER GIVEN_PLACE GIVEN_COMMON THING TITLE RANK ']"
)
_FIELD = (
    r"(?: [OF FOR] [ARTICLE BOUNDARY]? " + _FIELD_WORD + r"{1,7}"
    r" (?: ,? [, AND &] " + _FIELD_WORD + r"{1,5}){0,5})?"
)
# "Secretary", "Director and Chief Counsel"
_HEADS = (
    r"[ANY_TITLE] (?: [ANY_TITLE TITLE_MODIFIER RANK MODIFIER_LOWER UNITED_STATES COMMON ' AND]"
    r"{0,5} [ANY_TITLE])?"
)
# "Deputy U.S.", "County", "Governor's": what may stand before these.
_MODIFIERS = (
    r"(?: [TITLE_MODIFIER RANK UNITED_STATES MODIFIER_LOWER PLACE_HEAD]"
    r" | [TITLE_MODIFIER COMMON] (?= ' TITLE))"
    r" (?: [TITLE_MODIFIER RANK UNITED_STATES MODIFIER_LOWER PLACE_HEAD ']){0,5}"
)
_TITLE_BEFORE = pattern(
    _MODIFIERS + " " + _HEADS + " " + _FIELD + r"$ | " + _HEADS + " " + _FIELD + r"$"
)
_WINDOW = 20
# The field of an office in small letters: "secretary of state", "director of public policy".
_LOWER_FIELD = pattern(r"[ANY_TITLE] OF [LOWER MODIFIER_LOWER TITLE_LOWER]{1,3}$")
# An acronym behind a title or its field: "Minister of Ports and Waterways (MPW)".
_ACRONYM_BEHIND = pattern(r"\([ACRONYM CAPITALISED COMMON ORGANIZATION]{1,2}\)$")
# What may stand before a title as part of it: places, organizations, other capitalised words.
_PREFIX = codes(
    "ANY_ORGANIZATION ANY_PLACE CAPITALISED COMMON ACRONYM GIVEN_PLACE ORGANIZATION_HEAD"
    " PLACE_HEAD PLACE_OPENER INITIAL RANK TITLE_MODIFIER MODIFIER_LOWER"
)
_PREFIX_LIMIT = 9

# "ICE senior", "Elm County": what may stand before an office behind a name.
_LEADING = (
    r"ANY_PLACE ANY_ORGANIZATION TITLE_MODIFIER RANK MODIFIER_LOWER UNITED_STATES CAPITALISED"
    r" COMMON ACRONYM ORGANIZATION_HEAD GIVEN_PLACE PLACE_HEAD '"
)
# "director", "director and acting counsel", "sister"
_JOINABLE = r"[ANY_TITLE TITLE_MODIFIER RANK MODIFIER_LOWER]"
_HEAD = (
    r"(?P<head> [ANY_TITLE RELATION] (?: [ANY_TITLE TITLE_MODIFIER RANK MODIFIER_LOWER"
    r" UNITED_STATES '] | AND (?= " + _JOINABLE + r") | , AND (?= " + _JOINABLE + r"))*)"
)
# ", the ICE senior official performing the duties of deputy director,"
_AFTER = pattern(
    r"(?: , (?:#,)? | -{1,2} | (?= [RANK TITLE_MODIFIER]{0,3} TITLE))"
    r" (?P<role> (?: [ARTICLE POSSESSIVE]"
    r" (?P<free> [" + _LEADING + r" & LOWER GIVEN GIVEN_COMMON PLACE_OPENER INITIAL]{0,7}?)"
    r" | (?P<strict> [LOWER MODIFIER_LOWER]{0,3}? ["
    + _LEADING
    + r"]{0,7}?)) "
    + _HEAD
    + r" (?P<tail> (?: [^ , . ; : \" ( ) / | # SAYING WHO BOUNDARY PERSON -]"
    r" | (?<= [OF FOR]) BOUNDARY){0,24}))"
    r" (?= [, . ; : ) \" / WHO SAYING -] | $)"
)
# "Secretary | , Department of Ports"
_DEPARTMENT = pattern(r", (ORGANIZATION ORGANIZATION_REST*)$")
_LONGEST_FIELD = 3  # words in small letters before an office
# Fields of an office that end as deeds do.
_TRADES = frozenset(
    {"marketing", "engineering", "nursing", "planning", "housing", "training", "farming"}
)
# "Ada Lund, newly appointed director": how the office came about is no deed of hers.
_APPOINTED = frozenset({"appointed", "elected", "named", "newly", "recently"})
# Letters behind a name that are an office of their own; words in which no role ends.
_LETTERS = frozenset({"MP", "MHR"})
_TIES = frozenset({"for", "of", "the", "at", "in", "with", "and", "a", "an", "to"})
# "technical advisor" is a role, "wearing officer" none.
_VERBAL = ("ing", "ed", "ly")
# "a friend he had met": a clause begins, the role ends.
_CLAUSE_SUBJECTS = frozenset(("he", "she", "they", "it", "we", "I", "you"))
# A name after the office is the next of a list: "Ann Poe, Sheriff Bob Roe".
_NEXT_NAME = pattern(r"^ [NAME_WORD INITIAL] | [GIVEN GIVEN_COMMON] INITIAL? [NAME_WORD]")
# ", Ports Division, | Department of Trade"
_MORE_ORGANIZATION = pattern(r", (ORGANIZATION ORGANIZATION_REST*) (?= [,.;\"(])")
_AREA = r"ANY_PLACE UNITED_STATES CAPITALISED GIVEN_PLACE COMMON ACRONYM TITLE_MODIFIER PLACE_HEAD"
# "of the Ohio | Department of Ports", "for Elm City's | Port Authority"
_BELONGS = pattern(
    r"[OF FOR IN AT ON] ARTICLE? (?: [" + _AREA + r"] | LOWER ')*"
    r" (?P<org> [" + _AREA + r"]* ORGANIZATION ORGANIZATION_REST*"
    r" (?: '? [ANY_PLACE ANY_ORGANIZATION CAPITALISED COMMON ORGANIZATION_HEAD ACRONYM]+)*)"
)
# "Ada Lund of the | Port Authority's Marine Office"
_OF_ORGANIZATION = pattern(
    r",? [OF FOR] ARTICLE? (?P<org> ORGANIZATION ORGANIZATION_REST*"
    r" (?: '? [ANY_ORGANIZATION CAPITALISED COMMON ORGANIZATION_HEAD PLACE]+)?)"
)
# "for the Eastern District of Ohio"
_FOR_DISTRICT = pattern(r"[OF FOR] ARTICLE PLACE PLACE_REST+")
_OWNERS = codes("ANY_PLACE ANY_ORGANIZATION COMMON")


@dataclass(frozen=True, slots=True)
class Role:
    """A role in the words of the text, and the organization it belongs to."""

    role: str | None
    organization: str | None
    first: int
    is_office: bool
    district: str | None = None


def has_field_in_small_letters(tokens: Tokens, first: int) -> bool:
    """Whether an office with a field stands before a name: "secretary of state | Ada Lund"."""
    return _LOWER_FIELD.search(tokens.labels, max(0, first - _WINDOW), first) is not None


def role_before(tokens: Tokens, first: int) -> Role | None:
    """Read the title that ends right before token `first`."""
    low = max(0, first - _WINDOW)
    if acronym := _ACRONYM_BEHIND.search(tokens.labels, low, first):
        first = acronym.start()
    window = bytes(tokens.labels[low:first])
    field = _LOWER_FIELD.search(window)
    if field is not None and not _is_deed(tokens.words[low + field.start() + 2 : first]):
        match = _TITLE_BEFORE.search(window[: field.start() + 1])
    else:
        match = _TITLE_BEFORE.search(window)
    if match is None:
        return None
    core = low + match.start()
    begin = _extend(tokens, core, low)
    return _split_before(tokens, begin, core, first)


def role_in_department(tokens: Tokens, last: int) -> Role | None:
    """Read an office parted from its department: "Secretary, Department of Ports (DoP)"."""
    acronym = _ACRONYM_BEHIND.search(tokens.labels, max(0, last - _WINDOW), last)
    department = _DEPARTMENT.search(
        tokens.labels, max(0, last - _WINDOW), acronym.start() if acronym else last
    )
    if department is None:
        return None
    role = role_before(tokens, department.start())
    if role is None or role.organization is not None or not role.is_office:
        return None
    if not set(codes("OF FOR")).isdisjoint(tokens.labels[role.first : department.start()]):
        return None  # "Minister for Justice, Customs and Borders" is one office
    return replace(role, organization=tokens.text(*department.span(1)))


def with_field_before(tokens: Tokens, role: Role, last: int) -> Role | None:
    """The role with what stands before it in small letters: "the Greens' | ports | spokesman"."""
    first = role.first
    while first > 0 and role.first - first < _LONGEST_FIELD:
        if tokens.labels[first - 1] not in codes("LOWER MODIFIER_LOWER TITLE_LOWER"):
            break
        if tokens.words[first - 1] in _small_words():
            break  # "during his tenure as | Governor"
        first -= 1
    if first == role.first or tokens.words[first].endswith(("ed", "ly")):
        return None
    begin = first
    while begin > 0 and first - begin < _LONGEST_FIELD:
        # "the Greens' spokesman": the end of a plural owner looks like a closing mark.
        is_plural = tokens.words[begin - 1] in ("'", "’") and tokens.words[begin - 2][-1:] == "s"
        is_owner = tokens.labels[begin - 1] == Label.OWNER or is_plural
        if tokens.labels[begin - 1 - is_owner] not in _PREFIX:
            break
        begin -= 1 + is_owner
    return Role(tokens.text(begin, last), role.organization, begin, is_office=True)


@cache
def _small_words() -> frozenset[str]:
    closed = table("words_closed")
    kinds = ("adpositions", "subordinators", "coordinators", "relatives", "determiners", "modals")
    return frozenset(word for kind in kinds for word in closed[kind])


def _is_deed(field: list[str]) -> bool:
    """Whether a field tells of a deed: "accused the director of bribing Ada Lund"."""
    return any(word.endswith("ing") and word not in _TRADES for word in field)


def _extend(tokens: Tokens, core: int, low: int) -> int:
    """Take in the capitalised words that stand before a title."""
    labels = tokens.labels
    begin = core
    while begin > low and core - begin < _PREFIX_LIMIT:
        # Behind a wide gap stands the end of another line: "like East Norlanders  Senator Venn".
        if tokens.starts[begin] - tokens.end(begin) > 1:
            break
        label = labels[begin - 1]
        if label in _PREFIX or (
            label == Label.OWNER and begin > low + 1 and labels[begin - 2] in _OWNERS
        ):
            begin -= 1
        else:
            break
    while begin < core and labels[begin] in codes("ORGANIZATION_REST PLACE_REST OWNER"):
        begin += 1
    return begin


def _split_before(tokens: Tokens, begin: int, core: int, end: int) -> Role:
    labels = tokens.labels
    organization = None
    start = begin
    if codes("ORGANIZATION") in labels[begin:core]:
        organization, start = _leading_organization(tokens, begin, core)
        if start >= end:
            start = core
    stop = end
    if belongs := _BELONGS.search(labels, core, end):
        organization = organization or tokens.text(*belongs.span("org"))
        stop = belongs.start()
    is_office = any(label in codes("TITLE") for label in labels[core:stop])
    role = tokens.text(start, stop)
    return Role(_unbracketed(role), organization, begin, is_office)


# A seat, or an office of the opposition, that stands behind an office without a comma.
_SECOND_OFFICE = re.compile(
    r"(?<=[a-z’'])(?<!\band)(?<!\bthe)(?<!\bto)(?<!\bof)(?<!\bfor)\s+"
    r"(?=(?:(?:Federal|Labor|Liberal|Greens|Democrats|Nationals)\s)?(?:Senator|Member)\sfor\b"
    r"|Shadow\s(?:\w+\s)?Minister\sfor\b)"
)


# "Minister for Mines | Senator": but "Greens Senator" is one office.
_FIELD_AND_SENATOR = re.compile(
    r"(?P<office>.*\b(?:for|of)\b.*[a-z])(?<!\band)\s+(?:Senator|Sen\.)", re.DOTALL
)


def first_office(role: str) -> str:
    """An office without the one printed behind it: "Minister for Mines Senator for Norland"."""
    first = _SECOND_OFFICE.split(role, maxsplit=1)[0]
    titled = _FIELD_AND_SENATOR.fullmatch(first)
    return titled.group("office") if titled is not None else first


def _unbracketed(role: str) -> str:
    """A rank that stands in brackets alone, behind a courtesy: "Dr. (Col.) Omar Pitt"."""
    return role[1:-1] if role[0] == "(" and role[-1] == ")" else role


def _leading_organization(tokens: Tokens, begin: int, core: int) -> tuple[str, int]:
    """Read the organization that a title begins with; also give where the role begins.

    "former" before it belongs to the role, which then is the whole phrase.
    """
    labels = tokens.labels
    last = core
    while last > begin and labels[last - 1] not in codes("ANY_ORGANIZATION"):
        last -= 1
    first = begin
    while first < last and labels[first] in codes("RANK MODIFIER_LOWER TITLE_MODIFIER LOWER"):
        first += 1
    start = last + 1 if labels[last] == Label.OWNER else last
    return tokens.text(first, last), begin if first > begin else start


def role_after(tokens: Tokens, last: int) -> tuple[Role, int] | None:
    """Read the appositive that follows a name ending before token `last`; also give its end."""
    labels = tokens.labels
    match = _AFTER.match(labels, last)
    if match is None:
        if of := _OF_ORGANIZATION.match(labels, last):
            return Role(None, tokens.text(*of.span("org")), of.start(), False), of.end()
        if (area := _FOR_DISTRICT.match(labels, last)) and "District" in tokens.words[
            area.start() : area.end()
        ]:
            return Role(None, None, last, False, tokens.text(*area.span())), area.end()
        return None
    if labels[match.end("head") - 1] in codes("TITLE") and _NEXT_NAME.search(match.group("tail")):
        return None
    if match.group("free") is None and labels[match.start("head")] in codes("RELATION"):
        return None
    before = range(match.start("role"), match.start("head"))
    # Not "Acting", and not "Kansas-based".
    plain = (tokens.words[at] for at in before if labels[at] == Label.LOWER)
    if any(word.endswith(_VERBAL) and "-" not in word and word not in _APPOINTED for word in plain):
        return None  # "Ann Poe, facing managers"
    return _split_after(tokens, match)


def _is_glued(tokens: Tokens, at: int) -> bool:
    """Whether a full stop and a word hang on the token before, without a space: "POW.RE"."""
    if tokens.words[at] != "." or at + 1 >= len(tokens.words) or not tokens.words[at + 1]:
        return False
    is_tied = tokens.starts[at] == tokens.end(at) and tokens.starts[at + 1] == tokens.starts[at] + 1
    return is_tied and tokens.words[at + 1][0].isalnum()


def _split_after(tokens: Tokens, match: re.Match[bytes]) -> tuple[Role, int]:
    labels = tokens.labels
    start, end = match.span("role")
    head = match.start("head")
    while start < head and (
        labels[start] in codes("ARTICLE POSSESSIVE") or tokens.words[start] in _APPOINTED
    ):
        start += 1
    organization = None
    if codes("ORGANIZATION") in labels[start:head]:
        organization, start = _leading_organization(tokens, start, head)
    # "Ada Lund MP met": without a comma nothing said of the name goes on into a verb.
    is_close = labels[match.start()] not in codes("COMMA DASH")
    for at in range(match.end("head"), end):
        if tokens.words[at] in _CLAUSE_SUBJECTS or (is_close and labels[at] == Label.LOWER):
            end = at
            break
    if tokens.words[head] in _LETTERS:
        end = head + 1  # "Ann Poe MP, and Bob Roe"
    while end > head + 1 and tokens.words[end - 1].lower() in _TIES:
        end -= 1
    stop = end
    if organization is None and (belongs := _BELONGS.search(labels, match.end("head"), end)):
        organization = tokens.text(*belongs.span("org"))
        stop = belongs.start()
    elif organization is None and stop == match.end("head"):
        more = _MORE_ORGANIZATION.match(labels, stop)
        if more:
            begin = more.start(1)
            end = more.end()
            while again := _MORE_ORGANIZATION.match(labels, end):
                end = again.end()
            organization = tokens.text(begin, end)
    if start >= stop:
        start = head
    is_office = any(label in codes("ANY_TITLE") for label in labels[head : match.end("head")])
    # "chief of POW | .RE": the dots of a firm's name end no role.
    while stop < len(tokens.words) and _is_glued(tokens, stop):
        stop += 2
    # "his wife" is no role; "the victim's sister" is one.
    is_role = is_office or Label.OWNER in labels[start:head]
    role = tokens.text(start, stop) if is_role else None
    return Role(role, organization, match.start("role"), is_office), end
