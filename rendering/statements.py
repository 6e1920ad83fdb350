"""Figures, quotes and sentences as lines of a card, each cited from its release."""

from domain.archive import StoredRelease
from domain.facts import Figure, Quote
from rendering.citation import CONTEXT, cite, surroundings
from rendering.escape import escape, one_line
from rendering.exactness import figure_words
from rendering.limits import cut

_STOPS = (".", "!", "?", "…")
UNKNOWN_SPEAKER = "speaker not named in the release"
NOT_ENGLISH = (
    "This release is not in English, the one language Lede reads so far, so nothing is said "
    "of what it says."
)


def summary_lines(release: StoredRelease) -> list[str]:
    """The summary, a sentence a line."""
    return [f"- {escape(line)}" for line in summary_sentences(release)]


def summary_sentences(release: StoredRelease) -> list[str]:
    """The summary as plain text; an ellipsis stands where a clause was cut from its sentence."""
    lines = [cite(release, sentence.span) for sentence in release.analysis.summary]
    opened = [f"… {line}" if line[:1].islower() else line for line in lines]
    return [line if line.rstrip("”\"’')]").endswith(_STOPS) else f"{line} …" for line in opened]


def figure_line(release: StoredRelease, figure: Figure) -> str:
    """A figure with what is claimed of it."""
    claims = [f"*{escape(cite(release, claim.span))}*" for claim in figure.claims]
    return " · ".join([f"**{escape(figure_words(release, figure))}**", *claims])


def figure_entry(release: StoredRelease, figure: Figure, context: int = CONTEXT) -> str:
    """A figure and, under it, the words around it in the release, about `context` characters.

    Without them a number is of no use to a reporter: "18 months" is a sentence, or a delay.
    """
    mark = "▸ " if figure.key and context == CONTEXT else ""
    around = escape(surroundings(release, figure.span, context))
    return f"{mark}{figure_line(release, figure)}\n-# {around}"


def quote_entry(release: StoredRelease, quote: Quote, limit: int | None = None) -> str:
    """The words of a quote, at most `limit` of their characters, and under them who says them."""
    words = cite(release, quote.span)
    words = escape(words if limit is None else cut(words, limit))
    return f"> “{words}”\n— {speaker_line(release, quote)}"


def speaker_line(release: StoredRelease, quote: Quote) -> str:
    """Who speaks, in what role; what the release leaves open is said to be open."""
    name = speaker_of(release, quote)
    if name is None:
        return UNKNOWN_SPEAKER
    return ", ".join([f"**{escape(name)}**", *map(escape, office_of(quote))])


def speaker_of(release: StoredRelease, quote: Quote) -> str | None:
    """The speaker's full name, else the words that name the speaker, else None."""
    if quote.speaker_name:
        return one_line(quote.speaker_name)
    return cite(release, quote.speaker) if quote.speaker else None


def office_of(quote: Quote) -> list[str]:
    """Role and organization, the latter only where the role does not hold it already."""
    role, organization = quote.speaker_role, quote.speaker_org
    if role and organization and organization.casefold() in role.casefold():
        organization = None
    return [one_line(part) for part in (role, organization) if part]
