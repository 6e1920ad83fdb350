"""Which clauses make the summary: the worthiest for their length, in the order of the text."""

from collections.abc import Collection, Iterator, Sequence
from typing import NamedTuple

from processing.summary.candidates import Candidate, Choice
from processing.summary.lead import choose_lead, weigh_decision
from processing.summary.worth import content_of, words_of

# A briefing is read in one glance: about 60 words, which is what summaries have on average where
# this many may be filled. A fact of weight may take it up to the cap; nothing takes it further.
_BUDGET = 64
_CAP = 74
# Worth from which a fact may use the room up to the cap: the second sentence of a release, or a
# later one that names what somebody faces, pays or gets.
_WEIGHTY = 0.3
# Worth under which a fact is not added to a summary that says enough already.
_SLIGHT = 0.15
_ENOUGH_WORDS = 40
# Under this it is added to none: a bank's standing words on what it will weigh.
_NOTHING = 0.05
# Whose decision opens a summary although the text has named them before: the bank's own bodies.
_DECIDERS = frozenset({"committee", "board", "council", "bank"})
# Length counts against a clause, but less than in proportion: long ones hold more of a fact.
_LENGTH_POWER = 0.88
# A number that the summary does not hold yet makes a sentence worth more.
_FIGURE_FACTOR = 1.6
# A sentence all of whose numbers are in the summary tells the same fact again.
_RETOLD_FACTOR = 0.5


def choose(choices: Sequence[Choice], title: str) -> list[Candidate]:
    """The lead, then what adds most for its words; what is left is given back to cut tails.

    In the order of the text, but for what a bank decides or a parliament is answered, which opens
    the summary.

    Nothing is taken whose words point at something that stands neither above it in the summary nor
    in the `title` over it (small letters). What a speaker is quoted with opens a summary where the
    release does, or where there is nothing else.
    """
    told = [choice for choice in choices if not choice.is_spoken or choice.core.order == 0]
    return _chosen(told, title) or _chosen(choices, title)


# What opens a summary wherever the text tells it: what a bank decides, what a parliament is told.
_OPENING_KINDS = ("decision", "answer")


def _is_decision(choice: Choice) -> bool:
    return choice.core.rule.startswith(_OPENING_KINDS)


def _chosen(choices: Sequence[Choice], title: str) -> list[Candidate]:
    left = list(choices)
    while True:
        taken = _take(left, title)
        shown = _filled(taken, title)
        dangling = next((c for c, piece in zip(taken, shown, strict=True) if piece is None), None)
        if dangling is None:
            kept = [piece for piece in shown if piece is not None]
            decided = [piece for piece in kept if piece.rule.startswith(_OPENING_KINDS)]
            if not decided:
                return kept
            # What a bank decides stands below what it has seen, and is read first.
            first = max(decided, key=weigh_decision)
            return [first, *(piece for piece in kept if piece is not first)]
        left.remove(dangling)


class _Group(NamedTuple):
    """Sentences that are taken together: the last, and before it what it points back to."""

    choices: tuple[Choice, ...]
    worth: float
    cost: int


def _take(choices: Sequence[Choice], title: str) -> list[Choice]:
    able = [choice for choice in choices if _can_lead(choice, title)]
    lead = choose_lead(able, content_of(words_of(title)))
    if lead is None:
        # "I am pleased to announce …" opens a summary only where nothing else can.
        lead = next((c for c in choices[:1] if _can_lead(c, title, is_last_resort=True)), None)
    if lead is None:
        return []
    chosen = {lead.core.order: lead}
    if not able or lead is able[0]:
        return _added(choices, chosen, lead.core.cost, title)
    # What stands before it was no news.
    behind = [choice for choice in choices if choice.core.order >= lead.core.order]
    taken = _added(behind, chosen, lead.core.cost, title)
    if not _is_decision(lead):
        return taken
    # What a bank has seen fills what its decision leaves.
    chosen = {choice.core.order: choice for choice in taken}
    spent = sum(choice.core.cost for choice in taken) + lead.whole.cost - lead.core.cost
    return _added(choices, chosen, spent, title)


def _added(
    choices: Sequence[Choice], chosen: dict[int, Choice], spent: int, title: str
) -> list[Choice]:
    """The chosen with what adds most for its words, in the order of the text."""
    while True:
        fitting = [
            group
            for group in _groups(choices, chosen, title)
            if spent + group.cost <= (_CAP if group.worth >= _WEIGHTY else _BUDGET)
            and group.worth >= (_SLIGHT if spent >= _ENOUGH_WORDS else _NOTHING)
        ]
        if not fitting:
            return [chosen[order] for order in sorted(chosen)]
        best = max(fitting, key=lambda group: group.worth / group.cost**_LENGTH_POWER)
        chosen |= {choice.core.order: choice for choice in best.choices}
        spent += best.cost


def _groups(choices: Sequence[Choice], chosen: dict[int, Choice], title: str) -> Iterator[_Group]:
    """What may be added: a sentence, with the one before it that says what it speaks of."""
    cores = {order: choice.core for order, choice in chosen.items()}
    said = frozenset().union(*(core.content for core in cores.values()))
    counted = frozenset().union(*(core.numbers for core in cores.values()))
    rest = [c for c in choices if c.core.order not in chosen and not c.is_own]
    for choice in rest:
        core = choice.core
        if _is_clear(core, cores, title):
            yield _Group((choice,), _worth(core, said, counted), core.cost)
            continue
        for before in rest:
            first = before.core
            if (
                first.order < core.order
                and _is_clear(first, cores, title)
                and _is_clear(core, cores | {first.order: first}, title)
            ):
                worth = _worth(first, said, counted) + _worth(
                    core, said | first.content, counted | first.numbers
                )
                yield _Group((before, choice), worth / 2, first.cost + core.cost)


def _is_clear(piece: Candidate, shown: dict[int, Candidate], title: str) -> bool:
    """Whether all that a piece points back to stands above it."""
    if not piece.references:
        return True
    orders: Collection[int] = [order for order in shown if order < piece.order]
    above = " ".join((title, *(shown[order].low for order in sorted(orders))))
    is_decision = piece.rule.startswith("decision")
    return all(
        reference.is_met(above, orders) or (is_decision and reference.word in _DECIDERS)
        for reference in piece.references
    )


def _can_lead(choice: Choice, title: str, *, is_last_resort: bool = False) -> bool:
    return (
        (is_last_resort or not choice.is_address)
        and choice.core.cost <= _CAP
        and any(_is_clear(piece, {}, title) for piece in choice.pieces)
    )


def _worth(piece: Candidate, said: frozenset[str], counted: frozenset[float]) -> float:
    """What the piece still adds to what is said."""
    worth: float = piece.worth * len(piece.content - said) / max(1, len(piece.content))
    if piece.numbers - counted:
        return worth * _FIGURE_FACTOR
    return worth * _RETOLD_FACTOR if piece.numbers else worth


def _filled(chosen: Sequence[Choice], title: str) -> list[Candidate | None]:
    """Of each sentence the longest piece that fits and points at nothing left out, if any."""
    left = _BUDGET - sum(choice.core.cost for choice in chosen)
    shown: dict[int, Candidate] = {}
    filled: list[Candidate | None] = []
    for choice in chosen:
        room = max(left + choice.core.cost, choice.core.cost)
        clear = [piece for piece in choice.pieces if _is_clear(piece, shown, title)]
        piece = next((one for one in clear if one.cost <= room), clear[-1] if clear else None)
        filled.append(piece)
        if piece is not None:
            left -= piece.cost - choice.core.cost
            shown[piece.order] = piece
    return filled
