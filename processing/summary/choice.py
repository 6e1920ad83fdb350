"""Which clauses make the summary: the worthiest for their length, in the order of the text."""

from collections.abc import Sequence

from processing.summary.candidates import Candidate, Choice

# A briefing is read in one glance: about 60 words. A fact of weight may take it up to the cap;
# nothing may take it further.
_BUDGET = 60
_CAP = 74
# Worth from which a fact may use the room up to the cap: the second sentence of a release, or a
# later one that names what somebody faces, pays or gets.
_WEIGHTY = 0.3
# Worth under which a fact is not added to a summary that says enough already.
_SLIGHT = 0.15
_ENOUGH_WORDS = 40
# Length counts against a clause, but less than in proportion: long ones hold more of a fact.
_LENGTH_POWER = 0.88
# A number that the summary does not hold yet makes a sentence worth more.
_FIGURE_FACTOR = 1.6
# A sentence all of whose numbers are in the summary tells the same fact again.
_RETOLD_FACTOR = 0.5


def choose(choices: Sequence[Choice]) -> list[Candidate]:
    """The lead, then what adds most for its words; what is left is given back to cut tails."""
    decided = (c for c in choices if c.core.rule.startswith("decision") and _can_lead(c))
    lead = next(decided, None) or next((c for c in choices if _can_lead(c)), None)
    if lead is None:
        return []
    chosen = {lead.core.order: lead}
    said, counted, spent = set(lead.core.content), set(lead.core.numbers), lead.core.cost
    rest = [choice for choice in choices if choice is not lead]
    while rest:
        weighed = [
            (_worth(choice.core, said, counted), choice)
            for choice in rest
            if not choice.core.is_anaphoric or choice.core.order - 1 in chosen
        ]
        fitting = [
            (worth / choice.core.cost**_LENGTH_POWER, choice)
            for worth, choice in weighed
            if spent + choice.core.cost <= (_CAP if worth >= _WEIGHTY else _BUDGET)
            and (worth >= _SLIGHT or spent < _ENOUGH_WORDS)
        ]
        if not fitting:
            break
        _, best = max(fitting, key=lambda pair: pair[0])
        chosen[best.core.order] = best
        said |= best.core.content
        counted |= best.core.numbers
        spent += best.core.cost
        rest.remove(best)
    return _filled([chosen[order] for order in sorted(chosen)], _BUDGET - spent)


def _can_lead(choice: Choice) -> bool:
    return not choice.whole.is_anaphoric and not choice.is_address and choice.core.cost <= _CAP


def _worth(piece: Candidate, said: set[str], counted: set[float]) -> float:
    """What the piece still adds to what is said."""
    worth: float = piece.worth * len(piece.content - said) / max(1, len(piece.content))
    if piece.numbers - counted:
        return worth * _FIGURE_FACTOR
    return worth * _RETOLD_FACTOR if piece.numbers else worth


def _filled(chosen: list[Choice], left: int) -> list[Candidate]:
    shown = []
    for choice in chosen:
        room = left + choice.core.cost
        piece = next(piece for piece in choice.pieces if piece.cost <= max(room, choice.core.cost))
        left -= piece.cost - choice.core.cost
        shown.append(piece)
    return shown
