"""Those whom one number counts along with what stands beside it: "40 women and their families"."""

from processing.figures.quantities import Quantity
from processing.words.sentences import ParsedSentence
from processing.words.tags import PartOfSpeech

_OWNERS = frozenset({"their", "its", "his", "her", "our", "other"})


def with_companions(quantity: Quantity, parsed: ParsedSentence) -> Quantity:
    """The quantity up to those counted along with its noun, which alone are fewer.

    "40 women and their families", "40 refugees and others". What is counted stays the first noun.
    What another clause is about is none of them: "it hired 40 clerks and their chiefs left".
    """
    counted = quantity.counted
    if counted is None or quantity.end != counted.end or quantity.value == 1:
        return quantity
    at = parsed.token_at(counted.end - 1) + 1
    tokens = parsed.tokens
    if at < 1 or at + 1 >= len(tokens) or tokens[at].lower not in ("and", "or"):
        return quantity
    number = parsed.phrase_of(at + 1)
    if number < 0 or _opens_clause(parsed, parsed.phrase_of(at - 1), number):
        return quantity
    if tokens[at + 1].lower == "others":
        return quantity._replace(end=tokens[at + 1].end)
    last = parsed.noun_phrases[number].end
    within = tokens[at + 1 : last]
    if tokens[at + 1].lower not in _OWNERS or len(within) < _SHORTEST:
        return quantity
    if any(token.part_of_speech is PartOfSpeech.NUMERAL for token in within):
        return quantity  # "40 women and their 12 children": another figure
    return quantity._replace(end=tokens[last - 1].end)


# "Their" and a noun.
_SHORTEST = 2


def _opens_clause(parsed: ParsedSentence, own: int, number: int) -> bool:
    """Whether a phrase is what a clause is about and the one before it belongs to another."""
    if all(clause.subject != number for clause in parsed.clauses):
        return False
    is_object = any(clause.object_ == own for clause in parsed.clauses)
    return is_object or own < 0 or parsed.noun_phrases[own].adposition >= 0
