"""What points at something that follows: "the following", "listed below".

A summary that ends so, or leads to a list that is not in it, tells nothing.
"""

import re

# Asked of small letters.
_FORWARD = re.compile(
    r"\bthe following\b"
    r"(?! (?:\w+ )?(?:statement|remarks?|comments?|message|letter|declaration)s? "
    r"(?:regarding|on|about|concerning|for|to|after|in)\b)"
    r"(?! (?:day|week|month|year|morning|night|evening|weekend|season|term|spring|summer|autumn"
    r"|winter|fall|century|decade)s?\b)(?!.*:\s\S+(?:\s\S+){3})"
    r"|\bas (?:follows|under)\b(?!.*:\s\S+(?:\s\S+){3})"
    r"|\b(?:mentioned above|above[- ]mentioned|given above|listed above)\b"
    r"|\b(?:under|below)[- ]mentioned\b"
    r"|\b(?:attached|placed|given|provided|enclosed|available|annexed|is|are) (?:at|as|in) annexure"
    r"|\b(?:is|are) (?:attached|enclosed)\.?$"
    r"|\b(?:dates?|times?|places?|locations?|sites?) listed\b"
    r"|\b(?:listed|mentioned|set out|see|described|shown|detailed|outlined|provided|linked|found"
    r"|given|attached|quoted) (?:below|hereunder|overleaf)\b"
)
# One of these stands in each; asked before the pattern is tried.
_FORWARD_HINTS = (
    "the following", "as follows", "as under", "above", "below", "mentioned", "hereunder",
    "overleaf", "listed", "annexure", "attached", "enclosed",
)  # fmt: skip


def points_forward(low: str) -> bool:
    """Say whether a stretch (small letters) points at what stands beneath it."""
    return any(map(low.__contains__, _FORWARD_HINTS)) and _FORWARD.search(low) is not None


# "… to the following officers:" leads to a list, and what stands before it is told without it.
LEAD_IN_LAST = re.compile(
    r",?\s+(?:to|for|in|at|from|on|by|through|under|with|including|as|namely|such as)\s"
    r"(?:the following|those (?:listed|named) below)\b[^.:;]{0,80}:?$"
)
