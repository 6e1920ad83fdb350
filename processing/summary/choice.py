"""Which clauses make the summary: the worthiest for their length, in the order of the text."""

from collections.abc import Container, Sequence

from processing.summary.candidates import Candidate, Choice

# A briefing is read in one glance: about 60 words. A last clause may run a little over.
_BUDGET = 66
# The lead should leave room for a second and a third fact.
_LEAD_BUDGET = 34
# A lead that cannot be cut may stand alone up to this length; a longer one is passed over.
_CAP = 75
# Length counts against a clause, but less than in proportion: long ones hold more of a fact.
_LENGTH_POWER = 0.6


def choose(choices: Sequence[Choice]) -> list[Candidate]:
    """The lead, then what adds most for its words; what is left is given back to cut tails."""
    lead = next((c for c in choices if not c.whole.leans and c.core.cost <= _CAP), None)
    if lead is None:
        return []
    chosen = {lead.core.order: lead}
    said = set(lead.core.content)
    left = _BUDGET - lead.core.cost
    rest = [choice for choice in choices if choice is not lead]
    while rest:
        fitting = [choice for choice in rest if _fits(choice.core, left, chosen)]
        if not fitting:
            break
        best = max(fitting, key=lambda choice: _gain(choice.core, said))
        if _gain(best.core, said) <= 0:
            break
        chosen[best.core.order] = best
        said |= best.core.content
        left -= best.core.cost
        rest.remove(best)
    return _filled([chosen[order] for order in sorted(chosen)], left)


def _filled(chosen: list[Choice], left: int) -> list[Candidate]:
    shown = []
    for choice in chosen:
        room = left + choice.core.cost
        piece = next(piece for piece in choice.pieces if piece.cost <= max(room, choice.core.cost))
        left -= piece.cost - choice.core.cost
        shown.append(piece)
    return shown


def _fits(piece: Candidate, left: int, chosen: Container[int]) -> bool:
    return piece.cost <= left and (not piece.leans or piece.order - 1 in chosen)


def _gain(piece: Candidate, said: set[str]) -> float:
    new = len(piece.content - said) / max(1, len(piece.content))
    gain: float = piece.worth * new / piece.cost**_LENGTH_POWER
    return gain
