"""Figures, quotes and sentences as lines of a card, each cited from its release."""

from domain.archive import StoredRelease
from domain.facts import Figure, Quote
from rendering.citation import cite, surroundings
from rendering.escape import escape, one_line

# True whichever of the two wordings stood in the text: "less than 40" and "up to 40" are both
# "at most 40"; "more than 40" and "at least 40" are both "at least 40".
RELATION_WORDS = {
    "=": "",
    "~": "about ",
    "<": "at most ",
    ">": "at least ",
    "up": "up ",
    "down": "down ",
}
UNKNOWN_SPEAKER = "speaker not named in the release"
NOT_ENGLISH = (
    "This release is not in English, the one language Lede reads so far. "
    "Its title and address are all that is shown; nothing is guessed."
)


def summary_lines(release: StoredRelease) -> list[str]:
    """The summary, a sentence a line."""
    return [f"- {escape(line)}" for line in summary_sentences(release)]


def summary_sentences(release: StoredRelease) -> list[str]:
    """The summary as plain text; a clause cut from within its sentence begins with an ellipsis."""
    lines = (cite(release, sentence.span) for sentence in release.analysis.summary)
    return [f"… {line}" if line[:1].islower() else line for line in lines]


def figure_line(release: StoredRelease, figure: Figure) -> str:
    """A figure with what it counts and what is claimed of it."""
    number = escape(RELATION_WORDS[figure.relation] + cite(release, figure.span))
    subject = subject_of(release, figure)
    claims = [f"*{escape(cite(release, claim.span))}*" for claim in figure.claims]
    return " · ".join([f"**{number}**", *([escape(subject)] if subject else []), *claims])


def figure_entry(release: StoredRelease, figure: Figure) -> str:
    """A figure and, under it, the words around it in the release."""
    mark = "▸ " if figure.key else ""
    context = escape(surroundings(release, figure.span))
    return f"{mark}{figure_line(release, figure)}\n-# {context}"


def quote_entry(release: StoredRelease, quote: Quote) -> str:
    """The words of a quote and, under them, who says them."""
    return f"> “{escape(cite(release, quote.span))}”\n— {speaker_line(release, quote)}"


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


def subject_of(release: StoredRelease, figure: Figure) -> str | None:
    """What is measured, where the figure's own words do not say it."""
    subject = figure.subject
    if not subject or subject not in release.document.text:
        return None
    return None if subject.casefold() in figure.span.text.casefold() else one_line(subject)
