"""Who speaks for a party on a field: "Greens higher education spokesperson Senator Ada Lund"."""

from functools import cache

from processing.lexicon import ordered_words
from processing.names.office_lines import OFFICES_OF_SEATS
from processing.names.tokens import Tokens

_SPEAKS = frozenset({"spokesperson", "spokesman", "spokeswoman"})
# Parties, and who else has somebody to speak on each field.
_PARTIES = frozenset(
    {
        *("Greens", "Green", "Democrats", "Democrat", "Labor", "Labour", "Liberal", "Liberals"),
        *("National", "Nationals", "Coalition", "Opposition", "Conservative", "Conservatives"),
        *("Tory", "Shadow", "Party"),
    }
)
# Which of a party's parts, or whose party: "Australian Democrats", "Liberal | Democrat".
_BEFORE_PARTIES = frozenset(
    {"Australian", "Federal", "State", "NSW", "Victorian", "Queensland", "Tasmanian", "Scottish"}
) | (_PARTIES - {"Party"})
_LONGEST = 8  # words of a field
_JOINS = frozenset({"and", "&", ","})


def portfolio_before(tokens: Tokens, first: int) -> tuple[int, int] | None:
    """Where such an office begins and ends right before token `first`; None where none stands."""
    words = tokens.words
    end = first
    if end > 1 and words[end - 1] in OFFICES_OF_SEATS:
        end -= 1  # "spokesperson | Senator Ada Lund"
    core = end - 1
    if words[core] not in _SPEAKS:
        core = _field_start(tokens, end) - 2
        if core < 1 or words[core + 1] not in ("for", "on") or words[core] not in _SPEAKS:
            return None
    if core < 1:
        return None
    party = _field_start(tokens, core) - 1
    if party < 0 or words[party] not in _PARTIES:
        return None
    if party == core - 1 and core == end - 1:
        return None  # "Greens spokesperson": without a field, which others read
    while party > 0 and words[party - 1] in _BEFORE_PARTIES:
        party -= 1
    return party, end


def _field_start(tokens: Tokens, end: int) -> int:
    """Where the words of a field begin that end before token `end`; `end` where none do."""
    words = tokens.words
    first = end
    while first > 1 and end - first < _LONGEST:
        word = words[first - 1]
        is_joint = word in _JOINS and first < end
        if word in _PARTIES or not (is_joint or word.casefold() in _fields()):
            break
        first -= 1
    return first


@cache
def _fields() -> frozenset[str]:
    return frozenset(word for line in ordered_words("names_portfolios") for word in line.split())
