"""Which candidates make the summary: the worthiest for their length, in the order of the text."""

from collections.abc import Sequence

from processing.summary.candidates import Candidate

# A briefing is read in one glance: about 60 words. A last clause may run a little over.
_BUDGET = 62
_LEAD_BUDGET = 34
# A lead that cannot be cut may stand alone up to this length; a longer one is passed over.
_CAP = 75


def choose(candidates: Sequence[Candidate]) -> list[Candidate]:
    """The lead, then what adds most for its words, until the budget is spent."""
    chosen: list[Candidate] = []
    lead = next((c for c in candidates if not c.leans and _fit(c, _LEAD_BUDGET).cost <= _CAP), None)
    if lead is None:
        return []
    chosen = [_fit(lead, _LEAD_BUDGET)]
    said = set(chosen[0].content)
    left = _BUDGET - chosen[0].cost
    rest = [c for c in candidates if c.order != lead.order]
    while rest:
        best, best_gain = None, 0.0
        for candidate in rest:
            for piece in (candidate, *candidate.variants):
                if piece.cost > left:
                    continue
                if piece.leans and not any(c.order == piece.order - 1 for c in chosen):
                    continue
                new = len(piece.content - said) / max(1, len(piece.content))
                gain = piece.value * new / piece.cost**0.5
                if gain > best_gain:
                    best, best_gain = piece, gain
        if best is None:
            break
        chosen.append(best)
        said |= best.content
        left -= best.cost
        rest = [c for c in rest if c.order != best.order]
    return sorted(chosen, key=lambda c: c.order)


def _fit(candidate: Candidate, budget: int) -> Candidate:
    pieces = (candidate, *candidate.variants)
    return next((piece for piece in pieces if piece.cost <= budget), pieces[-1])
