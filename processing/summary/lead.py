"""Which sentence opens a summary: the news, not what was known before it.

Most releases say the news first. Some begin with what always holds ("Iron is a metal", "Schools are
a matter of the districts") and come to it behind that; a bank's decision stands anywhere.
"""

import re
from collections.abc import Sequence

from processing.summary.candidates import Candidate, Choice
from processing.summary.worth import is_decided

# So many sentences behind a first one that brings no news are asked for it.
_NEAR = 4
# Another sentence opens the summary for its words alone if it has so much more of the headline, and
# the first has less than the other share: a headline of so many words tells.
_MORE = 0.2
_LITTLE = 0.35
_TELLING = 3
# Under this one of the first two sentences only says what always holds: whose matter something is.
_BACKGROUND = 0.4
# What a sentence of one of these kinds tells has happened, in whatever words: "the death of".
_EVENTS = ("harm", "outcome", "penalty")
_DIGIT = re.compile(r"\d")


def choose_lead(able: Sequence[Choice], headline: frozenset[str]) -> Choice | None:
    """Of the sentences that may open a summary the one that should, None where there is none.

    `headline` are the content words of what stands over it.
    """
    decided = [choice for choice in able if choice.core.rule.startswith("decision")]
    if decided:
        return max(decided, key=lambda choice: weigh_decision(choice.core))
    answered = [choice for choice in able if choice.core.rule.startswith("answer")]
    if answered:
        return max(answered, key=lambda choice: choice.core.worth)
    news = [one for one in able if one.core.worth >= _BACKGROUND or one.core.order > 1]
    first = next(iter(news or able), None)
    if first is not None and first.core.rule.startswith(_EVENTS):
        return first
    if first is None or first.is_act or _DIGIT.search(first.whole.low):
        return first
    nearest = range(first.core.order + 1, first.core.order + _NEAR + 1)
    near = [choice for choice in able if choice.core.order in nearest]
    least = _share(first, headline)
    told = (c for c in near if c.announces and _share(c, headline) >= least)
    if (act := next(told, None)) is not None:
        return act
    if not first.is_named:
        # "Fares can be a burden for many" leads to what somebody did about it.
        done = (c for c in near if c.has_event and c.is_named and _share(c, headline) >= least)
        return next(done, first)
    if len(headline) < _TELLING or least >= _LITTLE:
        return first
    best = max(near, key=lambda choice: _share(choice, headline), default=first)
    return best if _share(best, headline) >= least + _MORE else first


def weigh_decision(piece: Candidate) -> tuple[bool, bool, float]:
    """Rank what a bank says of its rates: the decision and the rate before what is expected."""
    return is_decided(piece.low), bool(piece.numbers), piece.worth


def _share(choice: Choice, headline: frozenset[str]) -> float:
    return len(choice.whole.content & headline) / max(1, len(headline))
