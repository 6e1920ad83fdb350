"""What one plan says of several numbers: "is to treat 40 tonnes, lower costs by 20%"."""

import re
from functools import cache

from processing.figures.quantities import Quantity, Stretch
from processing.words.inflection import verbs
from processing.words.sentences import ParsedSentence
from processing.words.tags import FINITE_FORMS, VerbForm

# "40 tonnes a day, | lower the cost of water by": one more of what is expected.
_ONE_MORE = re.compile(r"(?: [a-z’'-]+){0,5}(?:, and|,| and) (?P<verb>[a-z]+)(?! (?:than|to)\b) ")
_NO_LONGER = frozenset(
    {
        "which", "who", "that", "while", "but", "after", "since", "when", "where", "because",
        "compared", "against", "already", "currently", "today", "now",
        ":", ";", "(", ")", "“", "”",
    }
)  # fmt: skip


def goes_on_expected(
    stretch: Stretch, before: Quantity, quantity: Quantity, parsed: ParsedSentence
) -> bool:
    """As in "is to treat 40 tonnes, lower costs by | 20% and prevent 12 spills".

    The next of a list of infinitives, whatever else its first word can be ("lower", "cut").
    """
    gap = _ONE_MORE.match(stretch.low, before.end, quantity.start)
    if gap is None or gap["verb"] not in _bases():
        return False
    first, last = parsed.token_at(before.end - 1) + 1, parsed.token_at(quantity.start)
    own = parsed.token_at(gap.start("verb"))
    tokens = parsed.tokens[first:own] + parsed.tokens[own + 1 : last]
    behind = [*tokens[1:], parsed.tokens[last]]
    return not any(
        t.lower in _NO_LONGER or (t.form in _SAID_OF and after.lower != "by")  # "mill costs by 20%"
        for t, after in zip(tokens, behind, strict=True)
    )


_SAID_OF = FINITE_FORMS | {VerbForm.PAST_PARTICIPLE}


@cache
def _bases() -> frozenset[str]:
    return frozenset(forms.base for forms in verbs())


def are_of_another(
    place: tuple[int, int],
    stretch: Stretch,
    before: Quantity,
    quantity: Quantity,
    parsed: ParsedSentence,
) -> bool:
    """Whether words of a plan are told with the number before: "will build 60 sheds, repair | 40".

    Of two numbers under one verb they hold of both: "will build 60 sheds and | 40 piers".
    """
    if not 0 <= place[0] < place[1] <= before.start:
        return False
    gap = _ONE_MORE.match(stretch.low, before.end, quantity.start)
    if gap is not None and gap["verb"] in _bases():
        return True
    number = parsed.clause_of(parsed.token_at(quantity.number_start))
    if number < 0:
        return False
    verb = parsed.tokens[parsed.verb_groups[parsed.clauses[number].verb].head]
    return before.end <= verb.start < quantity.start
