"""Candidates for names of people, each with the evidence that it is one."""

from dataclasses import dataclass, field, replace

from processing.names.labels import Label, codes, pattern
from processing.names.lowercase import LowerWords
from processing.names.office_lines import LETTERS, is_judgment
from processing.names.roles import (
    Role,
    has_field_in_small_letters,
    owns_plural,
    role_after,
    role_before,
    role_given,
    role_in_department,
    with_field_before,
)
from processing.names.tokens import Tokens
from processing.names.vocabulary import given_names, nicknames, plain

# What may follow the first word of a name: "Ada | B. | de la | “Bo” | Lund".
_NEXT = (
    r"(?: [NAME_WORD INITIAL ACRONYM]"
    r" | PARTICLE{1,3} (?= [NAME_WORD])"
    r' | " [NAME_WORD]{1,2} ,?" (?= [NAME_WORD INITIAL])'
    r" | \([NAME_WORD]{1,2}\) (?= [NAME_WORD INITIAL])"
    r" | (?<= [GIVEN INITIAL]) PLACE (?! [PLACE_REST PLACE_HEAD])"
    r" | (?<= [TITLE RANK COURTESY] [GIVEN_COMMON GIVEN_PLACE]) PLACE (?! [PLACE_REST PLACE_HEAD])"
    r" | (?<= [GIVEN INITIAL]) PLACE_OPENER (?= [NAME_WORD]))"
)
_CANDIDATE = pattern(
    r"(?: [NAME_WORD INITIAL] | PLACE (?= INITIAL [NAME_WORD]) | PARTICLE{1,2} (?= [NAME_WORD]))"
    + _NEXT
    + r"{0,6} (?: ,? SUFFIX)?"
)
# Between the names of a list: a comma, "and", a party in brackets.
_JOINED = pattern(r"(?:\([^()/]{1,5}\))? (?:, AND? | AND)")
_PLURALS = frozenset(
    (
        *("senators", "sens.", "reps.", "representatives", "congressmen", "attorneys", "agents"),
        *("detectives", "investigators", "prosecutors", "judges", "commissioners", "governors"),
        *("mayors", "sheriffs", "sergeants", "directors", "defendants", "victims", "adas", "das"),
        *("ddas", "lawyers", "leaders", "secretaries", "presidents", "paralegals", "govs."),
    )
)
# "Ada Lund, | 54,", "Ada Lund | (54)"
_AGE = pattern(r",#, | \(#\) | ,#-")
_WORDS = codes("CAPITALISED GIVEN GIVEN_PLACE GIVEN_COMMON ACRONYM PLACE INITIAL")
_LONGEST_NAME = 6
# "Mr. de la Cruz", but no "General del Estado de …".
_LONGEST_OPENED_BY_PARTICLE = 3
# What stands before a title whose name follows after a comma ("the agency's director, Jane Roe,").
_OPENERS = codes("ARTICLE OWNER POSSESSIVE BLOCK_END BOUNDARY STOP COLON QUOTE DASH AND SAYING")
# What may follow such a name: "…, Jane Roe said", "…, Jane Roe and …".
_AFTER_INVERTED = codes("COMMA STOP SEMICOLON QUOTE BRACKET_END SAYING AND LOWER BRACKET BLOCK_END")
SPEECH = frozenset(
    ["said", "says", "told", "added", "stated", "wrote", "tweeted", "asked", "explained", "noted"]
)
# What a title before a name may end in: "Director of | Ports | Ada Lund".
_ENDS_TITLE = codes(
    "ANY_PLACE ANY_ORGANIZATION ANY_TITLE CAPITALISED COMMON"
    " ORGANIZATION_HEAD GIVEN_PLACE PLACE_HEAD ACRONYM"
)
# Behind these a comma parts the names of a list.
_ENDS_NAME = codes("NAME_WORD INITIAL SUFFIX PERSON BRACKET_END")


@dataclass(slots=True)
class Candidate:
    """Words that may name a person: tokens `first` to `last` (exclusive).

    `parts` are the words of the name, plain, without suffix, nickname and possessive.
    """

    first: int
    last: int
    parts: tuple[str, ...]
    nickname: str | None
    suffix: str | None
    full_first: int
    roles: list[Role] = field(default_factory=list)
    courtesy: str | None = None
    shared: Role | None = None
    is_sure: bool = False
    is_hinted: bool = False
    speaks: bool = False
    opens_line: bool = False
    opens_sentence: bool = False
    rule: str = ""


def find_candidates(tokens: Tokens, common: LowerWords) -> list[Candidate]:
    """List what may name people, in order; `common` holds the lower-case words of the text."""
    found: list[Candidate] = []
    former: Candidate | None = None
    for match in _CANDIDATE.finditer(tokens.labels):
        candidate = _read(tokens, match.start(), match.end(), common)
        if candidate is not None:
            if former is not None:
                _share_title(tokens, former, candidate)
            if candidate.shared is not None:
                former = candidate
            found.append(candidate)
    return found


def _share_title(tokens: Tokens, former: Candidate, candidate: Candidate) -> None:
    """Give "Senators Ann Poe (D-Ohio), Bob Roe and Jim Doe" the title they have in common."""
    if former.shared is None or len(candidate.parts) < 2 or any(r.role for r in candidate.roles):
        return
    if _JOINED.fullmatch(tokens.labels, former.last, candidate.first):
        candidate.roles.append(former.shared)
        candidate.shared = former.shared
        _make_sure(candidate, "shared-title")


def _read(tokens: Tokens, first: int, last: int, common: LowerWords) -> Candidate | None:
    labels = tokens.labels
    first = _skip_opener(tokens, first, last, common)
    half = (last - first) // 2
    if half > 1 and _is_printed_twice(tokens, first, last):
        first += half
    while last - first > 1 and len(tokens.words[last - 1].rstrip(".")) == 1:
        last -= 1
    parts: list[str] = []
    nickname = suffix = None
    inside = False
    for at in range(first, last):
        label = labels[at]
        if label in codes("QUOTE BRACKET BRACKET_END"):
            inside = not inside
        elif inside:
            nickname = plain(tokens.words[at]) if nickname is None else nickname
        elif label == Label.SUFFIX:
            suffix = plain(tokens.words[at]).rstrip(".")
        elif label != Label.COMMA:
            parts.append(plain(tokens.words[at]))
    if labels[first] == Label.PARTICLE and len(parts) > _LONGEST_OPENED_BY_PARTICLE:
        return None
    if _is_torn(tokens, last):
        return None
    if not parts or len(parts) > _LONGEST_NAME + 2 or _is_title_of_work(tokens, first, last):
        return None
    candidate = Candidate(first, last, tuple(parts), nickname, suffix, first)
    _weigh(tokens, candidate, common)
    return candidate


def _is_printed_twice(tokens: Tokens, first: int, last: int) -> bool:
    """Whether a name stands there twice, one line behind the other: "ADA LUND Ada Lund"."""
    named = [word.casefold() for word in tokens.words[first:last]]
    half = len(named) // 2
    return len(named) == 2 * half and named[:half] == named[half:]


def _is_torn(tokens: Tokens, last: int) -> bool:
    """Whether a letter that was read in a wrong encoding cuts a name off."""
    flat, end = tokens.reading.flat, tokens.end(last)
    return "\x80" <= flat[end : end + 1] <= "\x9f"


def _is_title_of_work(tokens: Tokens, first: int, last: int) -> bool:
    """Whether words in marks are a title: “Long Way Down” names nobody called Long Way."""
    labels = tokens.labels
    if first == 0 or labels[first - 1] != Label.QUOTE:
        return False
    end = labels.find(codes("QUOTE"), last, last + _LONGEST_WORK)
    inner = tokens.words[last:end]
    return end > last and all(word[:1].isupper() for word in inner)


_LONGEST_WORK = 4


def _skip_opener(tokens: Tokens, first: int, last: int, common: LowerWords) -> int:
    """Leave out a capitalised common word before a given name ("Killer Joe Poe")."""
    labels = tokens.labels
    if last - first > 1 and _opens_sentence(tokens, first) and _is_adverb(tokens.words[first]):
        return first + 1
    if (
        last - first > 2
        and labels[first] == Label.CAPITALISED
        and labels[first + 1] in codes("GIVEN GIVEN_PLACE")
        and (
            tokens.words[first].casefold() in common
            or _opens_sentence(tokens, first)
            or _ends_field(tokens, first)
        )
    ):
        return first + 1
    return first


# "Kelly" and "Connolly" are names of fewer letters; longer ones that end so are adverbs.
_SHORTEST_ADVERB = 9


def _is_adverb(word: str) -> bool:
    """Whether a word says how a sentence is meant: "Interestingly | Lund said"."""
    return (
        len(word) >= _SHORTEST_ADVERB and word.endswith("ly") and plain(word) not in given_names()
    )


def _ends_field(tokens: Tokens, at: int) -> bool:
    """Whether a word ends what an office is for: "Secretary for Policy and Planning Tom Roe"."""
    if at == 0 or tokens.labels[at - 1] not in codes("AND OF FOR AMPERSAND"):
        return False
    role = role_before(tokens, at + 1)
    return role is not None and role.is_office and role.first < at - 1


def _opens_sentence(tokens: Tokens, at: int) -> bool:
    return at == 0 or tokens.labels[at - 1] in codes("STOP BLOCK_END QUOTE GAP COLON DASH")


def _weigh(tokens: Tokens, candidate: Candidate, common: LowerWords) -> None:
    """Look for evidence before, in and after the name."""
    first, last = candidate.first, candidate.last
    kinds = bytes(tokens.labels[first:last])
    words = len(kinds) - len(kinds.translate(None, _WORDS))
    _weigh_before(tokens, candidate, words, common)
    after = tokens.words[last] if last < len(tokens.words) else ""
    before = tokens.words[first - 1] if first else ""
    candidate.opens_line = first == 0 or tokens.labels[first - 1] in codes("BLOCK_END GAP")
    candidate.speaks = after in SPEECH or before in SPEECH
    if words < 2:
        return
    candidate.opens_sentence = _opens_sentence(tokens, first) and (
        after[:1].islower() or tokens.labels[first - 1] == Label.QUOTE
    )
    candidate.is_hinted = (
        candidate.speaks or after == "who" or tokens.words[last : last + 2] == [",", "who"]
    )
    plausible = not _looks_common(tokens, candidate, common)
    appositive = role_after(tokens, last)
    if appositive is not None:
        candidate.roles.append(appositive[0])
        if appositive[0].is_office and plausible:
            _make_sure(candidate, "role-after")
    elif (given := role_given(tokens, candidate.full_first, last)) is not None:
        candidate.roles.append(given)
    if _AGE.match(tokens.labels, last) and _is_age(tokens, last + 1):
        _make_sure(candidate, "age-after")
    elif candidate.suffix is not None:
        _make_sure(candidate, "suffix")
    elif plausible:
        _weigh_words(tokens, candidate, kinds, words)


def _weigh_words(tokens: Tokens, candidate: Candidate, kinds: bytes, words: int) -> None:
    """Read evidence from the words of the name themselves."""
    if codes("INITIAL") in kinds:
        _make_sure(candidate, "initial")
    elif kinds[:1] == codes("GIVEN") or (kinds[:2] == codes("CAPITALISED GIVEN") and words > 2):
        if candidate.is_hinted or not _stands_in(tokens, candidate):
            _make_sure(candidate, "given-name")
    elif kinds[:1] in (codes("GIVEN_PLACE"), codes("GIVEN_COMMON")):
        mid_sentence = kinds[:1] == codes("GIVEN_COMMON") and not _opens_sentence(
            tokens, candidate.first
        )
        is_thing = candidate.first > 0 and tokens.labels[candidate.first - 1] == Label.ARTICLE
        if candidate.is_hinted or (mid_sentence and not is_thing):
            _make_sure(candidate, "given-word")
        candidate.is_hinted = True


# What may be had in somebody: "faith in Ann Poe".
_TRUST = frozenset({"faith", "confidence", "trust", "belief", "interest", "interested", "believe"})


def _stands_in(tokens: Tokens, candidate: Candidate) -> bool:
    """Whether a name stands where a place does: "worked in Sutton Coldfield"."""
    first, last = candidate.first, candidate.last
    if first < 2 or tokens.labels[first - 1] != Label.IN or tokens.labels[last] == Label.OWNER:
        return False
    return tokens.words[first - 1].casefold() == "in" and tokens.words[first - 2] not in _TRUST


_HONOURS = frozenset({"hon", "honourable", "honorable"})


def _weigh_before(tokens: Tokens, candidate: Candidate, words: int, common: LowerWords) -> None:
    labels = tokens.labels
    first = candidate.first
    if first == 0:
        return
    before = labels[first - 1]
    if before == Label.COURTESY:
        candidate.courtesy = plain(tokens.words[first - 1]).rstrip(".")
        candidate.full_first = first - 1
        _make_sure(candidate, "courtesy")
        first -= 1
        if first and candidate.courtesy in _HONOURS and labels[first - 1] == Label.ARTICLE:
            first -= 1  # "Minister for Ports the | Hon Ada Lund"
        before = labels[first - 1] if first else 0
    if before in _ENDS_TITLE or has_field_in_small_letters(tokens, first):
        role = role_before(tokens, first)
        if role is not None:
            _take_title(tokens, candidate, role, words, common, before)
    elif before == Label.COMMA and first > 1 and words >= 2:
        _weigh_inverted(tokens, candidate, first)
    elif before == Label.RELATION and words >= 2 and not _looks_common(tokens, candidate, common):
        _make_sure(candidate, "relation")


def _take_title(
    tokens: Tokens,
    candidate: Candidate,
    role: Role,
    words: int,
    common: LowerWords,
    before: int,
) -> None:
    single = words == 1
    if single and (
        before not in codes("TITLE") or tokens.words[candidate.first].casefold() in common
    ):
        candidate.full_first = role.first
        candidate.is_hinted = True
        return
    worded = (role.role or "").split(" ")
    if worded[-1].casefold() in _PLURALS:
        role = replace(role, role=" ".join([*worded[:-1], _singular(worded[-1])]))
        candidate.shared = role
    candidate.roles.append(role)
    if role.first > 1 and tokens.labels[role.first - 1] == Label.COMMA:
        _weigh_inverted(tokens, candidate, role.first)  # "the Greens' spokesman, Senator Roe"
    is_courteous = role.first > 0 and tokens.labels[role.first - 1] == Label.COURTESY
    candidate.full_first = role.first - is_courteous
    if not _looks_common(tokens, candidate, common):
        _make_sure(candidate, "title-before")
    elif tokens.labels[candidate.first] == Label.GIVEN and words == 2 and not _is_past(candidate):
        _make_sure(candidate, "title-and-given-name")  # "President Martin Cobble"


# "Reed" is a name of fewer letters.
_SHORTEST_PAST = 6


def _is_past(candidate: Candidate) -> bool:
    """Whether a headline goes on behind the name: "Senator Frost Disappointed"."""
    return candidate.parts[-1].endswith("ed") and len(candidate.parts[-1]) >= _SHORTEST_PAST


def _singular(title: str) -> str:
    for plural, one in (("men", "man"), ("ies", "y"), ("s.", "."), ("s", "")):
        if title.endswith(plural):
            return title.removesuffix(plural) + one
    return title


def _weigh_inverted(tokens: Tokens, candidate: Candidate, first: int) -> None:
    """Read "the agency's director, Jane Roe," and "His mother, Ann Poe,"."""
    labels = tokens.labels
    behind = candidate.last
    while behind < len(labels) and tokens.words[behind] in LETTERS:
        behind += 1  # "the Minister for Ports, Ada Lund | MP, said"
    follow = bytes(labels[behind : behind + 1])
    # "met Union Minister of Ports, Dr. Ada Lund": the courtesy says that the two are one.
    is_courteous = labels[first] == Label.COURTESY
    if follow not in _AFTER_INVERTED and not is_courteous:
        return
    kind = labels[first - 2]
    if kind == Label.RELATION:
        _make_sure(candidate, "relation-before")
    else:
        role = role_in_department(tokens, first - 1) or role_before(tokens, first - 1)
        if role is not None and _is_past_office(tokens, role.first):
            return
        if role is not None and not (is_courteous or _opens_apposition(tokens, role.first)):
            role = with_field_before(tokens, role, first - 1)
        if role is not None and (is_courteous or _opens_apposition(tokens, role.first)):
            candidate.roles.append(role)
            _make_sure(candidate, "inverted-appositive")


# "Recalling her tenure as | Governor, Ada Lund": an office of another time.
_TIMES_OF_OFFICE = frozenset(
    {"tenure", "time", "days", "term", "terms", "years", "stint", "served"}
)


def _is_past_office(tokens: Tokens, first: int) -> bool:
    words = tokens.words
    at = first - 1
    if at > 0 and tokens.labels[at] == Label.ARTICLE:
        at -= 1
    return at > 0 and words[at] == "as" and words[at - 1] in _TIMES_OF_OFFICE


def _opens_apposition(tokens: Tokens, first: int) -> bool:
    """Whether a title begins a phrase of its own, and does not follow the name of another."""
    labels = tokens.labels
    while first and is_judgment(tokens.words[first - 1]):
        first -= 1  # "the | embattled | Ports Minister, Ada Lund"
    if first and labels[first - 1] == Label.QUOTE and owns_plural(tokens, first - 1):
        return False
    before = bytes(labels[max(0, first - 1) : first])
    if before in _OPENERS:
        return True
    return before == codes("COMMA") and first > 1 and labels[first - 2] not in _ENDS_NAME


def _make_sure(candidate: Candidate, rule: str) -> None:
    candidate.is_sure = True
    candidate.rule = candidate.rule or rule


def _is_age(tokens: Tokens, at: int) -> bool:
    word = tokens.words[at]
    return word.isdigit() and len(word) <= 3 and 0 < int(word) <= 115


def _looks_common(tokens: Tokens, candidate: Candidate, common: LowerWords) -> bool:
    """Say whether the last word of the name is a word the text also writes in lower case."""
    last = candidate.parts[-1]
    return last in common and last not in given_names() and last not in nicknames()
