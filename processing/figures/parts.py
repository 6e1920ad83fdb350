"""Numbers that are a part of another: "402 of them in one region", "including 40 in the east"."""

import re

from processing.figures.patterns import listed
from processing.figures.quantities import Quantity, Stretch
from processing.words.sentences import ParsedSentence
from processing.words.tags import VERBAL, PartOfSpeech

# A part is told right before the number, by a word or a pronoun for the whole.
_LEAD = re.compile(
    r"(?:^|[ ,(–—-])(?P<lead>including|comprising"
    r"|(?:of|among) (?:which|whom|these|those|them)"
    r"|of (?:this|these|that|those) [a-z]+(?=,)),? (?:about |around |nearly |almost "
    r"|roughly |some |more than |over |up to |at least |the |an? |another |an additional |only "
    r"|just |approximately |well over |close to |as (?:many|much) as |an estimated )*$",
    re.IGNORECASE,
)
_OF_THEM = re.compile(r" of (?:them|these|those|whom|which)\b", re.IGNORECASE)
_BACK = 48


def part_of(stretch: Stretch, quantity: Quantity, parsed: ParsedSentence) -> tuple[int, int] | None:
    """The words that tell which part of another number a number is, None where it is none.

    Where it lies weighs more than the words that make it a part: "in one region" of "402 of them
    in one region".
    """
    lead = _LEAD.search(stretch.before(quantity.start, _BACK))
    after = _OF_THEM.match(stretch.text, quantity.number_end, stretch.end)
    if lead is None and after is None and not _is_included(quantity, parsed):
        return None
    place = _place_of(max(quantity.end, after.end() if after else 0), parsed)
    if place is not None:
        return place
    if after is not None:
        return after.start() + 1, after.end()
    if lead is None:
        return quantity.start, quantity.start
    begin = quantity.start - len(lead.string)
    return begin + lead.start("lead"), begin + lead.end("lead")


def goes_on_part(before: Quantity, quantity: Quantity, parsed: ParsedSentence) -> bool:
    """As in "including 40 boats and | 12 cars": what one of a list is, the next is as well."""
    tokens = parsed.tokens[parsed.token_at(before.end - 1) + 1 : parsed.token_at(quantity.start)]
    if len(tokens) > _LONGEST_ITEM or not any(t.lower in ("and", ",", ";", "&") for t in tokens):
        return False
    if any(t.part_of_speech in VERBAL or t.lower in ("(", ")", "while", "but") for t in tokens):
        return False
    own = parsed.phrase_of(parsed.token_at(quantity.number_start))
    if own >= 0 and any(clause.subject == own for clause in parsed.clauses):
        return False  # "including 40 in the east, and | 300 women have been helped"
    return (before.unit is None) == (quantity.unit is None) and before.kind == quantity.kind


# Words from one number of a list to the next.
_LONGEST_ITEM = 16


def _is_included(quantity: Quantity, parsed: ParsedSentence) -> bool:
    """As in "Funding includes $66 million for the port", where what includes it was a sum."""
    token = parsed.token_at(quantity.number_start)
    phrase = parsed.phrase_of(token) if token >= 0 else -1
    if phrase < 0:
        return False
    for clause in parsed.clauses:
        if clause.object_ == phrase and clause.subject >= 0:
            head = parsed.tokens[parsed.noun_phrases[clause.subject].head]
            is_sum = head.lower in ("this", "that") or head.lemma in listed("wholes")
            return parsed.verb_groups[clause.verb].lemma == "include" and is_sum
    return False


def _place_of(end: int, parsed: ParsedSentence) -> tuple[int, int] | None:
    """The preposition right behind a number and its phrase: "in one region"."""
    index = parsed.token_at(end - 1) + 1
    if index >= len(parsed.tokens) or parsed.tokens[index].lower not in _PLACING:
        return None
    if parsed.tokens[index].part_of_speech is not PartOfSpeech.ADPOSITION:
        return None
    phrase = parsed.phrase_of(index + 1)
    if phrase < 0:
        return None
    last = parsed.noun_phrases[phrase].full_end - 1
    return parsed.tokens[index].start, parsed.tokens[last].end


_PLACING = frozenset({"in", "from", "at", "for", "near", "on", "across", "within", "to"})
