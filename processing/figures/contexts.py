"""The words that a figure is shown with: its sentence, a long one without the clauses at its ends.

A number is wrong without the verb, the condition, the time or the part that it is told with, and
these stand anywhere in its sentence. So a sentence is shown whole; of a long one whole clauses are
left out, from the outside in, that say something else.
"""

from collections.abc import Iterator

from processing.figures.quantities import Quantity, Stretch
from processing.words.clauses import Clause
from processing.words.sentences import ParsedSentence, Token
from processing.words.tags import ClauseKind, PartOfSpeech, VerbForm
from processing.words.verb_groups import is_reporting

# Characters of a sentence that nobody minds reading to the end.
_WHOLE = 260
# A row of a table that is longer is several rows, and such a sentence a list that lost its lines.
_LONGEST_ROW, _LONGEST = 300, 900
_BULLETS = "-–—*•●▪·◦ \n\t"


def context_of(
    stretch: Stretch, quantity: Quantity, parsed: ParsedSentence | None
) -> tuple[int, int] | None:
    """Where the words stand that a figure is shown with, None where no sentence is to be seen.

    Holds the figure, and its subject and scope where these are in one clause with it.
    """
    start, end = stretch.start, stretch.end
    while start < quantity.start and stretch.text[start] in _BULLETS:
        start += 1
    if stretch.is_row:
        return (start, end) if end - start <= _LONGEST_ROW else None
    if parsed is None:
        return None
    if end - start <= _WHOLE:
        return start, end
    first, last = parsed.token_at(quantity.start), parsed.token_at(quantity.end - 1)
    if first < 0:
        return None
    for place in _ends(parsed, last):
        if end - start > _WHOLE:
            end = place
    if end - start > _WHOLE:
        start = max(start, _begin(parsed, first))
    return (start, end) if end - start <= _LONGEST else None


def _ends(parsed: ParsedSentence, last: int) -> Iterator[int]:
    """The places where a sentence may end behind a token, from the outside in."""
    tokens, limit = parsed.tokens, len(parsed.tokens)
    opens = {clause.start: clause for clause in parsed.clauses}
    for index in range(limit - 2, last, -1):
        if tokens[index].lower not in _PARTING:
            continue
        if not _may_be_left_out(parsed, index, limit, opens):
            if tokens[index].lower == ";":
                return
            continue
        yield tokens[index - 1].end
        limit = index


_PARTING = frozenset({",", ";", "–", "—"})


def _may_be_left_out(
    parsed: ParsedSentence, mark: int, limit: int, opens: dict[int, Clause]
) -> bool:
    """Whether what stands from a mark on is a clause that a figure before it needs not."""
    tokens = parsed.tokens[mark + 1 : limit]
    if not tokens or not _LIMITING.isdisjoint(token.lower for token in tokens):
        return False
    if _is_reported(parsed, mark, limit):
        return False
    if tokens[0].lower in _ANSWERING:
        return False
    if parsed.tokens[mark].lower == ";":
        return True
    if tokens[0].form is VerbForm.PRESENT_PARTICIPLE or tokens[0].lower in _RELATIVE:
        return _NARROWING.isdisjoint(token.lower for token in tokens)
    if not _is_complete(parsed, mark):
        return False
    begins = mark + 1 + _is_coordinator(tokens[0])
    clause = opens.get(mark + 1) or opens.get(begins)
    return (
        clause is not None
        and clause.subject >= 0
        and clause.kind in (ClauseKind.MAIN, ClauseKind.COORDINATE, ClauseKind.ADVERBIAL)
        and parsed.verb_groups[clause.verb].is_finite
    )


# A clause that opens so sets right or dates what stands before it.
_ANSWERING = frozenset(
    {
        "but", "yet", "although", "though", "however", "rather", "instead", "whereas", "so", "when",
        "once", "before", "after", "as", "or", "nor", "because",
    }
)  # fmt: skip


def _is_complete(parsed: ParsedSentence, mark: int) -> bool:
    """Whether a main clause stands before a mark: "With $3 million, | the port opens" is none."""
    return any(
        clause.kind in (ClauseKind.MAIN, ClauseKind.COORDINATE)
        and parsed.verb_groups[clause.verb].is_finite
        and parsed.verb_groups[clause.verb].first < mark
        for clause in parsed.clauses
    )


_RELATIVE = frozenset({"which", "who", "where", "whose"})
# A clause with one of these may limit all that is said before it.
_LIMITING = frozenset(
    {
        "if", "unless", "until", "provided", "subject", "except", "excluding", "respectively",
        "not", "only", "either", "otherwise", "compared", "whichever", "depending", "“", "”", '"',
    }
)  # fmt: skip
# A clause that hangs on the figure and has one of these may say of what it is a part.
_NARROWING = frozenset(
    {"of", "by", "per", "each", "from", "between", "including", "would", "could"}
)


def _is_reported(parsed: ParsedSentence, first: int, last: int) -> bool:
    """Whether a verb between two tokens says who states what stands around it."""
    return any(first <= group.first < last and is_reporting(group) for group in parsed.verb_groups)


def _begin(parsed: ParsedSentence, first: int) -> int:
    """Where the clause of a figure begins, if it stands by itself beside another, else 0."""
    number = parsed.clause_of(first)
    chain = parsed.ancestors(number) if number >= 0 else ()
    for own in chain:
        clause = parsed.clauses[own]
        mark = clause.start - 1
        if clause.kind not in (ClauseKind.MAIN, ClauseKind.COORDINATE) or mark < 1:
            continue
        mark -= _is_coordinator(parsed.tokens[mark])
        is_whole = clause.subject >= 0 and parsed.verb_groups[clause.verb].is_finite
        if not is_whole or parsed.tokens[mark].lower not in _PARTING:
            continue
        if _is_named(parsed, clause) and not _reaches_on(parsed, mark):
            return parsed.tokens[mark + 1 + _is_coordinator(parsed.tokens[mark + 1])].start
    return 0


def _is_named(parsed: ParsedSentence, clause: Clause) -> bool:
    """Whether the subject of a clause is told in it, and is not "it" or "they"."""
    head = parsed.tokens[parsed.noun_phrases[clause.subject].head]
    return head.part_of_speech is not PartOfSpeech.PRONOUN


def _reaches_on(parsed: ParsedSentence, mark: int) -> bool:
    """Whether words before a mark may hold of what stands behind it too.

    "Last year, …, and …" tells when of both, "The port said …, and …" who says so.
    """
    before = parsed.tokens[:mark]
    if not _LIMITING.isdisjoint(token.lower for token in before) or _is_reported(parsed, 0, mark):
        return True
    subjects = [clause.subject for clause in parsed.clauses if 0 <= clause.start < mark]
    first = min((s for s in subjects if s >= 0), default=-1)
    return first < 0 or any(map(_is_mark, before[: parsed.noun_phrases[first].first]))


def _is_mark(token: Token) -> bool:
    return token.part_of_speech is PartOfSpeech.PUNCTUATION


def _is_coordinator(token: Token) -> bool:
    return token.part_of_speech is PartOfSpeech.COORDINATOR
