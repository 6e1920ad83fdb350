"""Read the noun phrase that a number counts, and bring a noun to its dictionary form."""

import re
from functools import cache, lru_cache
from typing import NamedTuple

from processing.figures.patterns import listed
from processing.lexicon import words

# A counted phrase longer than this is a misreading.
_LONGEST_PHRASE = 8

_TOKEN = re.compile(r"(,?  ?|-)?([^\W\d_](?:[\w'’&.+/-]{0,50}[\w+])?(?:['’](?= ))?)(\.(?=\w))?")
_POSSESSIVE = re.compile(r"['’]s$|s['’]$")
_IRREGULAR = {
    "men": "man", "women": "woman", "children": "child", "people": "people", "feet": "foot",
    "teeth": "tooth", "mice": "mouse", "geese": "goose", "lives": "life", "wives": "wife",
    "knives": "knife", "halves": "half", "wolves": "wolf", "thieves": "thief", "leaves": "leaf",
    "calves": "calf", "shelves": "shelf", "loaves": "loaf", "criteria": "criterion",
    "phenomena": "phenomenon", "bacteria": "bacterium", "crises": "crisis", "analyses": "analysis",
    "oxen": "ox", "buses": "bus", "viruses": "virus", "indictees": "indictee", "dice": "die",
}  # fmt: skip
_COMPOUND_PLURAL = re.compile(r"(?:men|women|people|children|folk|aircraft|feet)$", re.IGNORECASE)
_SINGULAR_ENDING = re.compile(r"(?:ss|us|is|ous|[^s]['’]s|['’])$", re.IGNORECASE)


class Phrase(NamedTuple):
    """A noun phrase of the text; `head` is its last word, where `start <= head_start < end`."""

    start: int
    end: int
    head_start: int


@cache
def _stops() -> frozenset[str]:
    return words("figures_stops")


@cache
def _verbs() -> frozenset[str]:
    return words("figures_verbs")


# The nouns that numbers stand beside are few, and each is asked several times.
_REMEMBERED = 4096


@lru_cache(maxsize=_REMEMBERED)
def is_plural(word: str) -> bool:
    """Whether a word looks like a plural noun."""
    low = word.lower()
    if low in listed("not_plural"):
        return False
    if low in listed("plural_as_is") or low in _IRREGULAR or _COMPOUND_PLURAL.search(low):
        return True
    if len(word) > 2 and word[-1] == "s" and word[:-1].isupper():
        return True  # "728 EMRSs"
    return len(low) > 2 and low.endswith("s") and not _SINGULAR_ENDING.search(low)


def is_stop(word: str) -> bool:
    """Whether a noun phrase ends before this word: a preposition, auxiliary, pronoun."""
    return word.lower() in _stops()


def is_verb(word: str) -> bool:
    """Whether the word is one that releases use as a verb, in any of its forms."""
    return word.lower() in _verbs()


@lru_cache(maxsize=_REMEMBERED)
def lemma(word: str) -> str:
    """The dictionary form of a noun, lower case: "arrests" to "arrest", "bodies" to "body"."""
    low = _POSSESSIVE.sub("", word.lower()).strip(".")
    if low in _IRREGULAR:
        return _IRREGULAR[low]
    if low in listed("plural_as_is") or len(low) < 4:
        return low
    for tail, single in (
        ("fishermen", "fisherman"),
        ("women", "woman"),
        ("men", "man"),
        ("children", "child"),
    ):
        if low.endswith(tail):
            return low.removesuffix(tail) + single
    if low.endswith("ies"):
        return low[:-3] + "y"
    if low.endswith(("sses", "shes", "ches", "xes", "zzes")):
        return low[:-2]
    return low[:-1] if low.endswith("s") and not _SINGULAR_ENDING.search(low) else low


def read_counted(text: str, pos: int, limit: int, *, is_one: bool, is_title: bool) -> Phrase | None:
    """The noun phrase that starts right at `pos` (a space or hyphen first), None if there is none.

    A plural is counted up to its plural noun; one thing up to the next function word or verb.
    `is_title` says that capitals mean nothing here.
    """
    tokens: list[re.Match[str]] = []
    head: int | None = None
    place = pos
    while len(tokens) < _LONGEST_PHRASE:
        token = _TOKEN.match(text, place, limit)
        if token is None or (not tokens and token[1] not in (" ", "  ", "-")):
            break
        word, joint = token[2], token[1] or ""
        low = word.lower()
        if low in ("and", "or", "&"):
            if not tokens or head is not None or is_one:
                break
            tokens.append(token)
            place = token.end()
            continue
        if (low in _stops() and not (word.isupper() and len(word) > 1 and not is_title)) or (
            joint.startswith(",") and (head is not None or is_one)
        ):
            break
        if (
            tokens
            and is_one
            and (low in _verbs() or low.endswith(("ed", "ing")) or is_plural(word))
        ):
            break
        if (
            head is not None
            and (not is_plural(word) or low in _verbs())
            and not _goes_on(text, tokens[head], token, limit)
        ):
            break
        tokens.append(token)
        if is_plural(word) and not is_one:
            head = len(tokens) - 1
        place = token.end()
        if is_one and len(tokens) == 3:
            break
    return _phrase(text, pos, tokens, head, is_one=is_one, is_title=is_title)


def _goes_on(text: str, head: re.Match[str], token: re.Match[str], limit: int) -> bool:
    low, beside = head[2].lower(), token[2].lower()
    # "60 police officer posts", "14 fish feed mills": one form for one and many opens a compound.
    is_open = low in listed("plural_as_is") and low not in ("people", "others", "children")
    if is_open and (beside in _verbs() or beside.endswith(("ed", "ing"))):
        return False
    if not is_open and low not in listed("attributive_plurals"):
        return False
    following = _TOKEN.match(text, token.end(), limit)
    if is_open and (following is None or following[1] != " " or token[1] != " "):
        return False
    return is_plural(token[2]) or (following is not None and is_plural(following[2]))


_ATTRIBUTIVE_LEAD = re.compile(
    r"\b(?:a|an|the|this|that|its|his|her|their|our) [\w.,-]+$", re.IGNORECASE
)


def _phrase(
    text: str,
    pos: int,
    tokens: list[re.Match[str]],
    head: int | None,
    *,
    is_one: bool,
    is_title: bool,
) -> Phrase | None:
    if not tokens:
        return None
    if head is None:
        if not is_one:
            # Several of a thing in the singular: only as in "an 11 member trade agreement".
            tokens = _first_segment(tokens)
            if (
                not tokens
                or len(tokens) > 3
                or not _ATTRIBUTIVE_LEAD.search(text, max(0, pos - 20), pos)
            ):
                return None
            low = tokens[-1][2].lower()
            if (tokens[-1][2][0].isupper() and not is_title) or low.endswith("ed"):
                return None  # "the 26 Living in Harmony projects", "the two played"
        last = tokens[-1]
    else:
        last = tokens[head]
    return Phrase(tokens[0].start(2), last.end(2), last.start(2))


def _first_segment(tokens: list[re.Match[str]]) -> list[re.Match[str]]:
    for index, token in enumerate(tokens):
        if token[2].lower() in ("and", "or", "&") or (index and (token[1] or "").startswith(",")):
            return tokens[:index]
    return tokens
