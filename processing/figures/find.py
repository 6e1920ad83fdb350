"""From a reading to its figures, in the order of the text."""

import re
from bisect import bisect_right
from collections.abc import Iterator
from decimal import Decimal

from domain.facts import Claim, Figure
from processing.figures.agreement import is_of_a_time, nouns_of, whole
from processing.figures.candidates import Candidate, elsewhere, is_apposed, is_of, is_one_of_many
from processing.figures.claims import FoundClaim, claims_in, live_patterns, owner_of
from processing.figures.companions import with_companions
from processing.figures.contexts import context_of
from processing.figures.counting import is_name, settle
from processing.figures.designations import designations
from processing.figures.events import events_of
from processing.figures.former import formers
from processing.figures.joining import read_quantities
from processing.figures.measures import measure_of
from processing.figures.quantities import Quantity, Stretch
from processing.figures.ranking import kind_of, rank
from processing.figures.relations import relations_of
from processing.figures.row_numbers import without_row_numbers
from processing.figures.singles import count_numbers
from processing.figures.statuses import standings_of
from processing.figures.subjects import subjects_of
from processing.names.found import Names
from processing.parsed_text import BlockKind, ParsedText
from processing.words.layer import WordLayer
from processing.words.sentences import ParsedSentence

_READ_KINDS = frozenset(
    {
        BlockKind.HEADLINE,
        BlockKind.SUBHEAD,
        BlockKind.BODY,
        BlockKind.LIST_ITEM,
        BlockKind.TABLE_ROW,
    }
)
# A release says what matters in its first two sentences.
_LEAD = 2
# More figures than this are a data dump that no reader wants listed.
_MOST_FIGURES = 3000
# Numbers that are looked at, whatever becomes of them: a second's work. Of "5 < 6 5 < 6 …" none is
# a figure, and each takes as long as one that is.
_MOST_NUMBERS = 30_000


def find_figures(
    reading: ParsedText, names: Names, words: WordLayer | None = None
) -> tuple[Figure, ...]:
    """Find the figures of a release, ordered by place, the key ones ranked.

    Never raises for any text; spans do not overlap; linear in the length of the text. `words` is
    the layer of words of the release, where one was built already.
    """
    candidates: list[Candidate] = []
    read: list[tuple[Stretch, int]] = []
    mentions = [(m.start, m.end) for m in names.mentions]
    prose = numbers = 0
    is_long = len(reading.flat) > _MOST_NUMBERS
    about = _about_itself(reading)
    words = words or WordLayer(reading, names.spans)
    for order, stretch in enumerate(_stretches(reading)):
        prose += not stretch.is_title
        read.append((stretch, len(candidates)))
        found = _read(stretch, order, words, is_lead=not stretch.is_title and prose <= _LEAD)
        if stretch.start >= about:
            found = [candidate._replace(is_about=True) for candidate in found]
        candidates += [c for c in found if not _is_in_name(c.quantity, mentions)]
        # No text has more numbers than characters: most need not be counted.
        numbers += count_numbers(stretch) if is_long else 0
        if len(candidates) > _MOST_FIGURES or numbers > _MOST_NUMBERS:
            break
    if names_of := designations(reading.low, (c.quantity for c in candidates)):
        read, candidates = _without(read, candidates, names_of, reading.low)
    if not candidates:
        return ()
    _claim(reading, read, candidates, words)
    ranks = rank(candidates, reading)
    return tuple(
        _figure(reading, candidate, ranks.get(index)) for index, candidate in enumerate(candidates)
    )


def _without(
    read: list[tuple[Stretch, int]],
    candidates: list[Candidate],
    names_of: frozenset[str],
    low: str,
) -> tuple[list[tuple[Stretch, int]], list[Candidate]]:
    """The candidates without those whose number is a name in this text, and their stretches."""
    is_name = [
        c.quantity.unit is None and low[c.quantity.number_start : c.quantity.number_end] in names_of
        for c in candidates
    ]
    kept = [c for c, is_one in zip(candidates, is_name, strict=True) if not is_one]
    return [(stretch, first - sum(is_name[:first])) for stretch, first in read], kept


def _claim(
    reading: ParsedText,
    read: list[tuple[Stretch, int]],
    candidates: list[Candidate],
    words: WordLayer,
) -> None:
    """Give the comparisons of the text to their figures; `read` has the first of each stretch."""
    patterns = live_patterns(reading.low)
    loose: list[tuple[FoundClaim, tuple[str, ...], int]] = []
    ends = [first for _, first in read[1:]] + [len(candidates)]
    for order, ((stretch, first), end) in enumerate(zip(read, ends, strict=True)):
        claims = claims_in(stretch, patterns)
        if claims:
            _mark_compared(candidates, first, end, claims)
            claims = _whole(claims, _parsed(stretch, words))
        parsed = _parsed(stretch, words) if claims else None
        for claim in claims:
            if parsed is not None and is_of_a_time(claim, parsed):
                continue
            following = _led_to(claim, stretch, candidates, first, end)
            if following is not None:
                _add_claim(candidates, following, claim)
                continue
            named = _nouns_of(claim, stretch, words)
            fitting = [
                i
                for i in range(first, end)
                if named
                and not _is_inside(candidates[i], claim)
                and not is_one_of_many(candidates[i], claim, named)
                and is_of(candidates[i], named, claim)
            ]
            if not fitting:
                fitting = [i for i in range(first, end) if is_apposed(candidates[i], claim, named)]
            if len(fitting) == 1:
                _add_claim(candidates, fitting[0], claim)
                continue
            owner = owner_of(claim, stretch, [c.quantity for c in candidates[first:end]])
            if fitting and owner is not None and first + owner in fitting:
                # Two of one noun: the nearer one is the one that is held against another.
                _add_claim(candidates, first + owner, claim)
            elif not named and owner is not None:
                _add_claim(candidates, first + owner, claim)
            elif not fitting and (named or _may_be_of_another(claim, candidates[first:end])):
                loose.append((claim, named, order))
    for claim, named, order in loose:
        index = elsewhere(claim, named, order, candidates, reading)
        if index is not None:
            _add_claim(candidates, index, claim)


def _led_to(
    claim: FoundClaim, stretch: Stretch, candidates: list[Candidate], first: int, end: int
) -> int | None:
    """The figure that a claim stands right before: "an all-time high of | $3 million"."""
    if not claim.is_after:
        return None
    owner = owner_of(claim, stretch, [c.quantity for c in candidates[first:end]])
    is_before = owner is not None and candidates[first + owner].quantity.start >= claim.end - 1
    return first + owner if owner is not None and is_before else None


def _is_inside(candidate: Candidate, claim: FoundClaim) -> bool:
    """Whether a number is a part of the claim's own words: "one of the busiest ports"."""
    return claim.start <= candidate.quantity.start < claim.end


# "It is the worst loss … and three times as large as that of 2018": of what was said before.
_IT = re.compile(r"(?:It|This|That) (?:is|was|would be|makes|made)\b")


def _may_be_of_another(claim: FoundClaim, beside: list[Candidate]) -> bool:
    """Whether a claim without a noun may be of a figure in another sentence.

    "Up from 40" is of a number of its own sentence, and "rates are three times the average" is a
    figure by itself.
    """
    if claim.kind == "difference":
        return False
    if beside and _IT.match(beside[0].stretch.text, beside[0].stretch.start):
        return True
    return all(
        c.quantity.end <= claim.start or c.quantity.start >= claim.end or c.quantity.rule != "times"
        for c in beside
    )


def _whole(claims: list[FoundClaim], parsed: ParsedSentence | None) -> list[FoundClaim]:
    """The claims of a sentence led on to their ends, none into the next."""
    if parsed is None:
        return claims
    limits = [*(claim.start for claim in claims[1:]), parsed.tokens[-1].end]
    longer = [whole(claim, parsed) for claim in claims]
    return [
        new if new.end <= limit else old
        for old, new, limit in zip(claims, longer, limits, strict=True)
    ]


def _nouns_of(claim: FoundClaim, stretch: Stretch, words: WordLayer) -> tuple[str, ...]:
    parsed = _parsed(stretch, words)
    if parsed is None:
        return (claim.noun,) if claim.noun else ()
    return nouns_of(claim, parsed)


# What is longer than this is a table or a list that lost its lines, and no sentence.
_LONGEST_SENTENCE = 6_000


def _parsed(stretch: Stretch, words: WordLayer) -> ParsedSentence | None:
    """The sentence as the layer of words has read it; None for a row and what is no sentence."""
    if stretch.is_row or stretch.end - stretch.start > _LONGEST_SENTENCE:
        return None
    return words.parse(stretch.start, stretch.end, is_title=stretch.is_title)


# "About Acme Tin", "Forward-Looking Statements": from here on the issuer speaks of itself.
_ABOUT = re.compile(
    r"(?:^|[\n.!?”\"*)] {0,2})(?:About (?:the |our )?(?:\d\w* )?[A-Z][\w&.'’-]*(?! \d)"
    r"|ABOUT (?:THE )?[A-Z]{3}|Forward[- ]Looking Statements?|Safe Harbou?r"
    r"|Cautionary (?:Note|Statement))"
)
# One of these stands in each; asked before the pattern is tried.
_ABOUT_HINTS = ("About ", "ABOUT ", "Looking Statement", "Safe Harb", "Cautionary ")
# It stands in the last part of a text.
_LATE = 0.4


def _about_itself(reading: ParsedText) -> int:
    """Where the part begins in which the issuer tells of itself, the end of the text if nowhere."""
    flat = reading.flat
    late = int(len(flat) * _LATE)
    if not any(flat.find(hint, late) >= 0 for hint in _ABOUT_HINTS):
        return len(flat)
    match = _ABOUT.search(flat, late)
    return match.start() if match else len(flat)


def _is_in_name(quantity: Quantity, mentions: list[tuple[int, int]]) -> bool:
    """Whether the number belongs to a name: the "Station 19" of a fire company."""
    index = bisect_right(mentions, (quantity.number_start, 0)) - 1
    return index >= 0 and quantity.number_end <= mentions[index][1]


def _stretches(reading: ParsedText) -> Iterator[Stretch]:
    """Sentences of the release and rows of its tables, in the order of the text."""
    flat, low = reading.flat, reading.low
    sentences = iter(reading.sentences)
    pending = next(sentences, None)
    for index, block in enumerate(reading.blocks):
        while pending is not None and pending.block < index:
            pending = next(sentences, None)
        if block.kind not in _READ_KINDS:
            continue
        if block.kind is BlockKind.TABLE_ROW:
            yield Stretch(flat, low, block.start, block.end, is_row=True)
            continue
        while pending is not None and pending.block == index:
            is_title = block.kind in (BlockKind.HEADLINE, BlockKind.SUBHEAD)
            yield Stretch(flat, low, pending.start, pending.end, is_title)
            pending = next(sentences, None)


def _read(stretch: Stretch, order: int, words: WordLayer, *, is_lead: bool) -> list[Candidate]:
    found = read_quantities(stretch)
    if not found:
        return []
    parsed = _parsed(stretch, words)
    if parsed is not None:
        settled = [settle(stretch, q, parsed) for q in found if not is_name(stretch, q, parsed)]
        found = [with_companions(quantity, parsed) for quantity in settled if quantity is not None]
    found = without_row_numbers(stretch, found, parsed)
    if not found:
        return []
    is_data = stretch.is_row or _is_data(stretch, found, parsed)
    subjects = subjects_of(stretch, found, parsed, is_data=is_data)
    old = formers(stretch, found)
    relations = relations_of(stretch, found, parsed)
    return [
        Candidate(
            stretch,
            order,
            quantity,
            relation,
            relation_rule,
            subject,
            *measure_of(stretch, quantity, subject, parsed, event),
            is_compared_with=is_old,
            event=event,
            standing=standing,
            is_lead=is_lead,
            is_data=is_data,
            context=context_of(stretch, quantity, parsed),
        )
        for quantity, is_old, event, (relation, relation_rule), subject, standing in zip(
            found,
            old,
            events_of(found, stretch.text, parsed) if parsed else [None] * len(found),
            relations,
            subjects,
            standings_of(stretch, found, old, relations, parsed),
            strict=True,
        )
    ]


# A sentence with so many numbers, one to every few words, is no prose.
_MANY_NUMBERS = 6
_WORDS_TO_A_NUMBER = 5


_FEW_NUMBERS = 3


def _is_data(stretch: Stretch, found: list[Quantity], parsed: ParsedSentence | None) -> bool:
    if parsed is not None and not parsed.verb_groups and len(found) >= _FEW_NUMBERS:
        return True  # "Tickets 10 lakh Reserved tickets 2.8 lakh Downloads 4.7 crore"
    if len(found) < _MANY_NUMBERS:
        return False
    return len(stretch.text[stretch.start : stretch.end].split()) < len(found) * _WORDS_TO_A_NUMBER


def _mark_compared(
    candidates: list[Candidate], first: int, end: int, claims: list[FoundClaim]
) -> None:
    """Mark the figures inside a comparison: they are what another one is held against."""
    for index in range(first, end):
        place = candidates[index].quantity.start
        if any(c.start < place < c.end and not c.is_after for c in claims):
            candidates[index] = candidates[index]._replace(is_compared_with=True)


def _add_claim(candidates: list[Candidate], index: int, claim: FoundClaim) -> None:
    """Give a figure a claim, one of each kind at most: the first is the one it is known for."""
    candidate = candidates[index]
    if all(claim.kind != other.kind for other in candidate.claims):
        candidates[index] = candidate._replace(claims=(*candidate.claims, claim))


def _figure(reading: ParsedText, candidate: Candidate, place: int | None) -> Figure:
    quantity, subject = candidate.quantity, candidate.subject
    counted, standing = quantity.counted, candidate.standing
    return Figure(
        span=reading.span(quantity.start, quantity.end),
        value=_plain(quantity.value),
        low=_plain(quantity.low),
        high=_plain(quantity.high),
        relation=candidate.relation,
        unit=quantity.unit,
        unit_text=quantity.unit_text,
        counted=reading.flat[counted.start : counted.end] if counted else None,
        subject=reading.flat[subject.start : subject.end] if subject else None,
        measure=candidate.measure,
        label=candidate.label,
        key=place is not None,
        rank=place,
        claims=tuple(
            Claim(c.kind, reading.span(c.start, c.end), c.value, c.relation, c.rule)
            for c in candidate.claims
        ),
        status=standing.status,
        scope=reading.span(standing.start, standing.end) if standing.start >= 0 else None,
        context=reading.span(*candidate.context) if candidate.context else None,
        rules=_rules(candidate, place),
        rule=quantity.rule,
    )


def _rules(candidate: Candidate, place: int | None) -> tuple[tuple[str, str], ...]:
    """The rules behind the parts of a figure, for `--explain`; parts without one are left out."""
    quantity, subject = candidate.quantity, candidate.subject
    told = {
        "number": quantity.numeral.rule,
        "counted": quantity.rule if quantity.counted else "",
        "relation": candidate.relation_rule,
        "subject": subject.rule if subject else "",
        "clause": subject.clause if subject else "",
        "verb": subject.verb if subject else "",
        "measure": candidate.measure_rule,
        "status": candidate.standing.rule,
        "rank": kind_of(candidate) if place is not None else "",
    }
    return tuple((part, rule) for part, rule in told.items() if rule)


def _plain(value: Decimal | None) -> float | None:
    """The nearest floating point number: figures are exact decimals until here."""
    return None if value is None else float(value)
