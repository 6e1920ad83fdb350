"""The role of a person and the organization it belongs to, as the words around the name say it."""

import re
from dataclasses import dataclass, replace
from functools import cache

from processing.lexicon import table
from processing.names.labels import Label, codes, pattern
from processing.names.office_lines import LETTERS, OFFICES_OF_SEATS
from processing.names.portfolios import portfolio_before
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
# The field of an office in small letters: "secretary of state", "spokeswoman for fishing".
_LOWER_FIELD = pattern(r"[ANY_TITLE] [OF FOR] [LOWER MODIFIER_LOWER TITLE_LOWER]{1,3}$")
# "Minister for Ports, | Senator": the last part of a list that is an office is no field.
_OFFICE_LAST = pattern(r", ([RANK TITLE_MODIFIER UNITED_STATES]{0,2} TITLE{1,3})$")
# "Private Secretary | to the | Minister": whose secretary somebody is belongs to the office.
_SERVES = frozenset(
    {"secretary", "adviser", "advisor", "assistant", "aide", "counsel", "counsellor", "assistants"}
)
# Behind these a place says where, and what stands behind the place is the office's own.
_WHERE = codes("IN ON AT")
# An acronym behind a title or its field: "Minister of Ports and Waterways (MPW)".
_ACRONYM_BEHIND = pattern(r"\([ACRONYM CAPITALISED COMMON ORGANIZATION]{1,2}\)$")
# "Harrow Ports Group (HPG) | spokesperson": an organization and its acronym before a title.
_SHORTENED = pattern(
    r"(ORGANIZATION ORGANIZATION_REST*) \([ACRONYM ORGANIZATION] ORGANIZATION_REST*\)$"
)
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
_APPOSITIVE = (
    r" (?P<role> (?: [ARTICLE POSSESSIVE]"
    r" (?P<free> [" + _LEADING + r" & \" LOWER GIVEN GIVEN_COMMON PLACE_OPENER INITIAL]{0,7}?)"
    r" | (?P<strict> [LOWER MODIFIER_LOWER]{0,3}? ["
    + _LEADING
    + r"]{0,7}?)) "
    + _HEAD
    + r" (?P<tail> (?: [^ , . ; : \" ( ) / | # SAYING WHO BOUNDARY PERSON -]"
    r" | (?<= [OF FOR]) BOUNDARY | (?<= [OF FOR AND]) GAP){0,24}))"
    r" (?= [, . ; : ) \" / WHO SAYING -] | $)"
)
_AFTER = pattern(
    r"(?: , (?:#,)? | -{1,2} | (?= [RANK TITLE_MODIFIER COMMON]{0,3} TITLE))" + _APPOSITIVE
)
# "appointed Ada Lund as | chief engineer", "Ada Lund has been named | chief engineer"
_GIVEN = pattern(_APPOSITIVE)
_GIVES = frozenset(
    {"appoint", "appoints", "appointed", "appointing", "names", "named", "elects", "elected"}
)
_HAS_BEEN = (["has", "been"], ["have", "been"])
# "Secretary | , Department of Ports"
_DEPARTMENT = pattern(r", (ORGANIZATION ORGANIZATION_REST*)$")
_LONGEST_FIELD = 3  # words in small letters before an office
# Fields of an office that end as deeds do.
_TRADES = frozenset(
    {
        *("marketing", "engineering", "nursing", "planning", "housing", "training", "farming"),
        *("fishing", "shipping", "mining", "banking", "manufacturing", "wellbeing", "lending"),
    }
)
# "Ada Lund, newly appointed director": how the office came about is no deed of hers.
_APPOINTED = frozenset({"appointed", "elected", "named", "newly", "recently"})
# Words in which no role ends.
_TIES = frozenset({"for", "of", "the", "at", "in", "with", "and", "a", "an", "to"})
# "technical advisor" is a role, "wearing officer" none.
_VERBAL = ("ing", "ed", "ly")
# "a friend he had met", "the director also thanked": a clause begins, the role ends.
_GOES_ON = frozenset(
    ("also", "has", "had", "is", "was", "will", "would", "expressed", "highlighted", "praised")
)
_CLAUSE_SUBJECTS = frozenset(("he", "she", "they", "it", "we", "I", "you"))
# A name after the office is the next of a list: "Ann Poe, Sheriff Bob Roe".
_NEXT_NAME = pattern(r"^ [NAME_WORD INITIAL] | [GIVEN GIVEN_COMMON] INITIAL? [NAME_WORD]")
# "Minister for Ports | , Rivers and Coastal Affairs"
_MORE_FIELDS = pattern(
    r"(?<= [CAPITALISED COMMON THING])(?: , [CAPITALISED COMMON THING]{1,3}){1,4}"
    r" ,? [AND &] [CAPITALISED COMMON THING]{1,3} (?= [,.;)/])"
)
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
_GOES_WITH_LETTERS = [codes(label) for label in ("TITLE", "TITLE_MODIFIER", "RANK")]
_NAMES_OF_FIRMS = codes("CAPITALISED COMMON COMPANY_ENDING ORGANIZATION_HEAD ORGANIZATION_REST")
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
    if portfolio := portfolio_before(tokens, first):
        return Role(tokens.text(*portfolio), None, portfolio[0], is_office=True)
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
    if last := _OFFICE_LAST.search(window, match.start()):
        core = low + last.start(1)
    elif tokens.words[first - 1] in OFFICES_OF_SEATS and tokens.labels[first - 2] == Label.AND:
        core = first - 1  # "Minister for Ports and | Senator Ada Lund"
    else:
        core = _served_from(tokens, core, low)
    if named := _SHORTENED.search(tokens.labels, low, core):
        role, organization = tokens.text(core, first), tokens.text(*named.span(1))
        return Role(role, organization, named.start(), is_office=True)
    begin = _extend(tokens, core, low)
    return _split_before(tokens, begin, core, first)


def _served_from(tokens: Tokens, core: int, low: int) -> int:
    """Where an office begins that serves another: "Private Secretary to | the Minister"."""
    to = core - 2 if tokens.labels[core - 1] == Label.ARTICLE else core - 1
    if to <= low or tokens.words[to] != "to" or tokens.words[to - 1].casefold() not in _SERVES:
        return core
    served = _TITLE_BEFORE.search(bytes(tokens.labels[low:to]))
    return low + served.start() if served is not None else core


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
    if first == role.first and not (first and owns_plural(tokens, first - 1)):
        return None
    if first < role.first and tokens.words[first].endswith(("ed", "ly")):
        return None
    begin = first
    while begin > 0 and first - begin < _LONGEST_FIELD:
        is_owner = tokens.labels[begin - 1] == Label.OWNER or owns_plural(tokens, begin - 1)
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
        # However wide the gap, "Shadow" makes another office of the one behind it.
        if (shadow := _shadow_before(tokens, begin)) is not None:
            begin = shadow
            continue
        # Behind a wide gap stands the end of another line: "like East Norlanders  Senator Venn".
        if _is_gap(tokens, begin) and not _is_set_wide(tokens, low, core):
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
    return _without_place(tokens, begin, core)


def _shadow_before(tokens: Tokens, at: int) -> int | None:
    """The place of "Shadow" right before a token, a gap of any width aside."""
    at -= 1
    if tokens.labels[at] == Label.GAP:
        at -= 1
    return at if at >= 0 and tokens.words[at].casefold() == "shadow" else None


def _is_gap(tokens: Tokens, at: int) -> bool:
    """Whether more than one space stands before a token."""
    return tokens.starts[at] - tokens.end(at) > 1


def _is_set_wide(tokens: Tokens, low: int, high: int) -> bool:
    """Whether most words stand wide apart, as on a page that is set to both margins."""
    gaps = sum(_is_gap(tokens, at) for at in range(low + 1, high + 1))
    return high - low > _FEW_GAPS and 2 * gaps > high - low


_FEW_GAPS = 5


def _without_place(tokens: Tokens, begin: int, core: int) -> int:
    """Leave out the place of the clause: "met on Elm Island | Norland Greens Senator Ada Lund"."""
    labels = tokens.labels
    if begin == 0 or labels[begin - 1] not in _WHERE or labels[begin] != Label.PLACE:
        return begin
    end = begin + 1
    while labels[end] == Label.PLACE_REST:
        end += 1
    return end if end < core and labels[end] in _PREFIX else begin


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
    if not _is_office(tokens, match) or _is_addressed(tokens, match):
        return None
    # "Ada Lund MP met": without a comma nothing said of the name goes on into a verb.
    is_close = labels[match.start()] not in codes("COMMA DASH")
    return _split_after(tokens, match, is_close=is_close)


def _is_office(tokens: Tokens, match: re.Match[bytes]) -> bool:
    """Whether what stands before the head of a role belongs to it: no deed, no closing mark."""
    before = range(match.start("role"), match.start("head"))
    for at in before:
        word = tokens.words[at]
        if tokens.labels[at] == Label.QUOTE and not owns_plural(tokens, at):
            return False
        # Not "Acting", and not "Kansas-based".
        is_deed = word.endswith(_VERBAL) and "-" not in word and word not in _APPOINTED
        if tokens.labels[at] == Label.LOWER and is_deed:
            return False  # "Ann Poe, facing managers"
    return True


def _is_addressed(tokens: Tokens, match: re.Match[bytes]) -> bool:
    """Whether who is asked stands right behind a name: "What of Ada Lund Prime Minister?"."""
    labels = tokens.labels
    is_loose = labels[match.start()] not in codes("COMMA DASH")
    is_last = bytes(labels[match.end() : match.end() + 1]) in (b"", codes("STOP"), codes("QUOTE"))
    return is_loose and is_last and tokens.words[match.start("head")] not in LETTERS


def owns_plural(tokens: Tokens, at: int) -> bool:
    """Whether a mark is the possessive of a plural: "the Greens' spokesman"."""
    is_glued = at > 0 and tokens.end(at) == tokens.starts[at]
    return is_glued and tokens.words[at] in ("'", "’") and tokens.words[at - 1][-1:] == "s"


def role_given(tokens: Tokens, first: int, last: int) -> Role | None:
    """Read the office to which the person named by tokens `first` to `last` is appointed."""
    words = tokens.words
    at = last
    if words[last : last + 2] and words[last] == "as":
        if first == 0 or words[first - 1].casefold() not in _GIVES:
            return None
    elif words[last : last + 2] in _HAS_BEEN and words[last + 2 : last + 3] != []:
        at = last + 2
        if words[at] not in _GIVES:
            return None
        at -= words[at + 1 : at + 2] != ["as"]
    else:
        return None
    match = _GIVEN.match(tokens.labels, at + 1)
    if match is None or not _is_office(tokens, match):
        return None
    return _split_after(tokens, match, is_close=True)[0]


def _is_glued(tokens: Tokens, at: int) -> bool:
    """Whether a sign and a word hang on the token before: "POW.RE", "RE:CIRCLE"."""
    if (
        tokens.words[at] not in (".", ":")
        or at + 1 >= len(tokens.words)
        or not tokens.words[at + 1]
    ):
        return False
    is_tied = tokens.starts[at] == tokens.end(at) and tokens.starts[at + 1] == tokens.starts[at] + 1
    return is_tied and tokens.words[at + 1][0].isalnum()


def _split_after(tokens: Tokens, match: re.Match[bytes], *, is_close: bool) -> tuple[Role, int]:
    labels = tokens.labels
    start, end = match.span("role")
    head = match.start("head")
    while tokens.words[head] in LETTERS and labels[head + 1 : head + 2] in _GOES_WITH_LETTERS:
        start = head = head + 1  # "Ada Lund, MP | Minister for Ports"
    while start < head and (
        labels[start] in codes("ARTICLE POSSESSIVE") or tokens.words[start] in _APPOINTED
    ):
        start += 1
    organization = None
    if codes("ORGANIZATION") in labels[start:head]:
        organization, start = _leading_organization(tokens, start, head)
    is_open = bytes(labels[end : end + 1]) != codes("COMMA")
    for at in range(match.end("head"), end):
        word = tokens.words[at]
        if (
            word in _CLAUSE_SUBJECTS
            or (is_close and labels[at] == Label.LOWER)
            or (is_open and word in _GOES_ON)
        ):
            end = at
            break
    if tokens.words[head] in LETTERS:
        end = head + 1  # "Ann Poe MP, and Bob Roe"
    while end > head + 1 and tokens.words[end - 1].lower() in _TIES:
        end -= 1
    if tokens.words[head] == "Minister" and (more := _MORE_FIELDS.match(labels, end)):
        end = more.end()
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
        while labels[stop] in _NAMES_OF_FIRMS:
            stop += 1
    # "his wife" is no role; "the victim's sister" is one.
    is_role = is_office or Label.OWNER in labels[start:head]
    role = tokens.text(start, stop) if is_role else None
    return Role(role, organization, match.start("role"), is_office), end
