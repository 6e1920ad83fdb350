"""The role that an attribution itself gives its speaker: "said Ada Lund, head of the port"."""

import re
from collections.abc import Sequence
from itertools import takewhile

from processing.lexicon import words as words_of
from processing.names.office_lines import first_office
from processing.quotes.phrases import Phrase
from processing.quotes.title_heads import is_head
from processing.quotes.word_kinds import DESCRIBING, WordKind
from processing.quotes.words import Word, listed

# "chief engineer | of the | Northport Ferry Authority"
_OF_ORGANIZATION = re.compile(r"\s+(?:of|for|at|with)\s+(?:[Tt]he\s+)?(?=[A-Z])")
# "ICE | senior official", "White House | spokesman"
_ORGANIZATION_FIRST = re.compile(
    r"((?:[A-Z][\w.&-]*\s+)*[A-Z][\w.&-]*)(?:['’]s?)?\s+(?!and\b)(?=[a-z])"
)
# "ACFID's | Executive Director", "HR.com’s CEO": who owns the office is its organization.
_ORGANIZATION_OWNS = re.compile(
    r"((?:[A-Z][\w.&-]*\s+){0,5}[A-Z][\w.&-]*)(?:['’]s|(?<=s)['’])\s+(?=[A-Z])"
)
_DETERMINER = re.compile(r"^(?:the|a|an|his|her|its|their)\s+", re.IGNORECASE)
# "the bank's | chairman": an owner without a name says nothing of the role.
_OWNER = re.compile(r"^(?:[a-z][\w-]*\s+)*[a-z][\w-]*['’]s?\s+")
_CUT = re.compile(r"\s*(?:\bwho\b|\bwhose\b|\bwhich\b|\band his\b|\band her\b).*$", re.DOTALL)
_LONGEST = 160
# Behind such a gap another line of the page begins; behind a shorter one, too, unless the text is
# set to both margins, where every other gap is that wide.
_GAP = re.compile(r"\s{3,}")
_SHORT_GAP = re.compile(
    r"(?:(?<=\w)|(?<=Inc\.)|(?<=Ltd\.)|(?<=Co\.)|(?<=Corp\.))"
    r"(?<!\bfor)(?<!\bof)(?<!\band)(?<!\bthe)(?<!\bto)  (?=[A-Z])"
)
_SET_WIDE = 0.2
# What one calls the person whose name follows belongs to no office.
_COURTESY_LAST = re.compile(
    r"(?:\s+(?:the\s+)?(?:Shri|Smt|Sri|Mr|Mrs|Ms|Mx|Dr|Hon|Honou?rable|Sir|Dame)\b\.?)+$"
)
_AROUND = 300
# Whose "of" and "for" name a field and no employer: "Minister for Ports and the Coast".
_HAS_FIELD = frozenset({"minister", "secretary", "senator", "member"})
# "founder of | Ada Lund Ferries": a name this far in is part of what the role is of.
_NAME_AFTER = 2


def stated_role(flat: str, words: Sequence[Word], phrase: Phrase) -> tuple[str | None, str | None]:
    """The role and the organization in the title or the apposition of a speaker's phrase."""
    role, organization = _stated(flat, words, phrase)
    if organization is not None and _HOLDERS & set(organization.casefold().split()):
        organization = None  # another's office: "the Ports Minister, Lund, and Minister for Mines"
    return (first_office(role) if role else None), organization


# Offices after which no organization is called.
_HOLDERS = frozenset({"minister", "senator", "member", "premier"})


def _stated(flat: str, words: Sequence[Word], phrase: Phrase) -> tuple[str | None, str | None]:
    if phrase.role_last < phrase.role_first:
        return None, None
    described = words[phrase.role_first : phrase.role_last + 1]
    is_office = any(
        is_head(word.low) or word.low in words_of("names_callings") for word in described
    )
    is_noun = described[0].kind in DESCRIBING and any(
        word.kind is WordKind.NOUN for word in described
    )
    if not (is_office or is_noun) or any(word.mention >= 0 for word in described[:_NAME_AFTER]):
        return None, None
    text = _up_to_break(flat, described[0].start, described[-1].end)
    text, *further = (part.strip() for part in _CUT.sub("", text).split(","))
    text = _COURTESY_LAST.sub("", text)
    text = _OWNER.sub("", _DETERMINER.sub("", text))
    if not text or len(text) > _LONGEST:
        return None, None
    parts = _OF_ORGANIZATION.split(text, maxsplit=1)
    if len(parts) == 2 and parts[0].split()[-1].casefold() in _HAS_FIELD:
        return text, None
    if len(parts) == 2:
        return parts[0], parts[1]
    # "head of port, North Bay Division, Ashby"
    named = takewhile(
        lambda part: (
            part[:1].isupper() and part.lower() not in listed("times") and not _is_title(part)
        ),
        further,
    )
    if organization := ", ".join(named):
        return text, organization
    owned = _ORGANIZATION_OWNS.match(text)
    if owned is not None and _is_organization(owned.group(1)):
        return text[owned.end() :], owned.group(1)
    leading = _ORGANIZATION_FIRST.match(text)
    if leading is not None and not _is_title(leading.group(1)):
        return text[leading.end() :], leading.group(1)
    return text, None


def _up_to_break(flat: str, start: int, end: int) -> str:
    """The text of a role, up to where the line or the paragraph it stands in ends."""
    text = _GAP.split(flat[start:end], maxsplit=1)[0]
    if "  " not in text:
        return text
    around = flat[max(0, start - _AROUND) : end + _AROUND]
    is_wide = around.count("  ") > _SET_WIDE * around.count(" ")
    return text if is_wide else _SHORT_GAP.split(text, maxsplit=1)[0]


def _is_organization(owner: str) -> bool:
    """Whether who owns an office looks like an employer, as in "Children's Commissioner" nobody."""
    looks = " " in owner or "." in owner or (len(owner) > 1 and owner.isupper())
    return looks and not _is_title(owner)


def _is_title(text: str) -> bool:
    return any(is_head(word.lower()) for word in text.split())
