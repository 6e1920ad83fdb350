"""Which noun a comparison is made of, and whether a figure is of that noun.

"The seizure is the largest ever" is said of a seizure: of what was seized, not of whom the police
arrested beside it. Where two figures fit, none gets the claim.
"""

from dataclasses import replace

from processing.figures import nouns
from processing.figures.claims import FoundClaim
from processing.figures.patterns import listed
from processing.words.sentences import ParsedSentence
from processing.words.tags import PartOfSpeech

# Words agree when they begin alike: "seizure" and "seized", "arrest" and "arrested".
_STEM = 4


# These are said of a thing by name; "twice as many" and "up from" are said of a number.
_OF_THINGS = ("record", "rank", "first")


def nouns_of(claim: FoundClaim, parsed: ParsedSentence) -> tuple[str, ...]:
    """The nouns that a claim names in their dictionary form, the telling one first.

    "The largest drug seizure in the state" names a seizure, "the haul of crates is a record" a haul
    and crates; "the highest level since 1998" names nothing that tells one figure from another.
    """
    if claim.noun is not None:
        return (claim.noun,)
    if claim.rule == "verb-of-multiplying":
        return _doubled(claim, parsed)
    if claim.kind not in _OF_THINGS:
        return ()
    within = parsed.tokens_between(claim.start, claim.end)
    # "One of the busiest ports" is said of ports.
    top = next((i for i in within if parsed.tokens[i].lower.endswith(("est", "most"))), -1)
    if top >= 0 and parsed.tokens[within.start].lower in _SOME:
        head = _noun(parsed, parsed.noun_phrases[parsed.phrase_of(top)].head)
        return (head,) if head else ()
    for index in within:
        number = parsed.phrase_of(index)
        # "The second-largest in the state": what stands under "in" is only where.
        if number >= 0 and parsed.noun_phrases[number].adposition < within.start:
            head = _noun(parsed, parsed.noun_phrases[number].head)
            return (head,) if head else _said_of(claim, parsed)
    return _said_of(claim, parsed)


def _doubled(claim: FoundClaim, parsed: ParsedSentence) -> tuple[str, ...]:
    """As in "The use of parks has more than doubled": the use has."""
    token = parsed.token_at(claim.end - 1)
    for clause in parsed.clauses:
        verb = parsed.verb_groups[clause.verb]
        if verb.first <= token < verb.end or parsed.tokens[verb.head].lower in _DOUBLED:
            head = parsed.noun_phrases[clause.subject].head if clause.subject >= 0 else -1
            noun = _noun(parsed, head) if head >= 0 else None
            return (noun,) if noun else ()
    return ()


_DOUBLED = frozenset({"doubled", "tripled", "quadrupled", "halved"})


# "May was the busiest month": the month is, and no number of it.
_TIMES = frozenset(
    {"day", "week", "month", "quarter", "year", "season", "night", "weekend", "decade", "summer"}
)


def is_of_a_time(claim: FoundClaim, parsed: ParsedSentence) -> bool:
    """Whether a claim is made of a day or a year rather than of what was counted in it."""
    for index in parsed.tokens_between(claim.start, claim.end):
        low = parsed.tokens[index].lower
        number = parsed.phrase_of(index) if low.endswith("est") or low in ("most", "best") else -1
        if number >= 0:
            head = parsed.tokens[parsed.noun_phrases[number].head]
            return head.start > parsed.tokens[index].start and head.lemma in _TIMES
    return False


def whole(claim: FoundClaim, parsed: ParsedSentence) -> FoundClaim:
    """A claim led on to the end of its noun phrase: "the second-largest | seizure in the county".

    A number opens a figure of its own, so that no claim reaches over one.
    """
    within = parsed.tokens_between(claim.start, claim.end)
    if claim.kind not in _OF_THINGS or claim.is_after or not within:
        return claim
    end = _phrase_end(parsed, within.stop - 1, within.stop)
    if end < len(parsed.tokens) and parsed.tokens[end].lower in ("in", "of") and end > within.stop:
        end = _phrase_end(parsed, end + 1, end)
    if end == within.stop or _has_number(parsed, within.stop, end):
        return claim
    return replace(claim, end=parsed.tokens[end - 1].end)


def _phrase_end(parsed: ParsedSentence, index: int, otherwise: int) -> int:
    number = parsed.phrase_of(index) if index < len(parsed.tokens) else -1
    return max(parsed.noun_phrases[number].full_end, otherwise) if number >= 0 else otherwise


def _has_number(parsed: ParsedSentence, start: int, end: int) -> bool:
    return any(t.part_of_speech is PartOfSpeech.NUMERAL for t in parsed.tokens[start:end])


_SOME = frozenset({"one", "two", "three", "some", "among"})


def _noun(parsed: ParsedSentence, index: int) -> str | None:
    token = parsed.tokens[index]
    if token.part_of_speech is not PartOfSpeech.NOUN or token.lower.endswith(("est", "most")):
        return None
    return None if token.lemma in listed("no_claimants") else token.lemma


def _said_of(claim: FoundClaim, parsed: ParsedSentence) -> tuple[str, ...]:
    """What the claim is said of: "The haul of crates is the largest …"."""
    token = parsed.token_at(claim.start)
    number = parsed.clause_of(token) if token >= 0 else -1
    if number < 0:
        return ()
    clause = parsed.clauses[number]
    verb = parsed.verb_groups[clause.verb]
    is_said = verb.lemma in listed("linking_verbs") and parsed.tokens[verb.head].end <= claim.start
    if not is_said or clause.subject < 0:
        return ()
    subject = parsed.noun_phrases[clause.subject]
    # Its head first: "the cocaine haul" is of a haul, and of cocaine.
    places = sorted(range(subject.first, subject.full_end), key=lambda i: i != subject.head)
    found = [_noun(parsed, index) for index in places]
    return tuple(noun for noun in found if noun)


def agrees(named: tuple[str, ...], said_of: str) -> bool:
    """Whether a figure is of a noun: `said_of` are the words of its thing, subject and measure."""
    words = {word.strip("(),.;:") for word in said_of.lower().split()}
    lemmas = {nouns.lemma(word) for word in words}
    stems = {word[:_STEM] for word in words if len(word) >= _STEM}
    return any(noun in lemmas or noun[:_STEM] in stems for noun in named)
