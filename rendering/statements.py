"""Figures, quotes and sentences as lines of a card, each a Statement with its receipt."""

from collections.abc import Iterable, Sequence

from domain.archive import StoredRelease
from domain.documents import Span
from domain.facts import Figure, Quote, Sentence
from rendering.addresses import linked
from rendering.citation import Statement, cite
from rendering.contexts import group_figures
from rendering.escape import escape, one_line
from rendering.exactness import figure_words
from rendering.language import Language
from rendering.limits import cut
from rendering.speech import spoken_words

# Characters of what one speaker says in one entry.
_RUN = 900
_STOPS = (".", "!", "?", "…")


def not_english(say: Language) -> str:
    """Why nothing is said of a release in another language."""
    return say(
        "This release is not in English, the one language Lede reads so far, so nothing is said "
        "of what it says."
    )


def unknown_speaker(say: Language) -> str:
    """What stands for the speaker where the text names none."""
    return say("speaker not named in the release")


def summary_lines(
    say: Language, release: StoredRelease, chosen: Sequence[Sentence] | None = None
) -> list[str]:
    """The summary, a sentence a line, each with the way to its place on the agency's page.

    Of `chosen` sentences of it only those.
    """
    summary = release.analysis.summary if chosen is None else chosen
    receipts = [Statement(release, s.span) for s in summary]
    sentences = summary_sentences(release, summary)
    return [
        f"- {escape(line)}{_receipt(say, statement)}"
        for line, statement in zip(sentences, receipts, strict=True)
    ]


def summary_sentences(
    release: StoredRelease, chosen: Sequence[Sentence] | None = None
) -> list[str]:
    """The summary as plain text, of `chosen` sentences only those.

    An ellipsis stands where a clause was cut from its sentence.
    """
    summary = release.analysis.summary if chosen is None else chosen
    lines = [cite(release, sentence.span) for sentence in summary]
    opened = [f"… {line}" if line[:1].islower() else line for line in lines]
    return [line if line.rstrip("”\"’')]").endswith(_STOPS) else f"{line} …" for line in opened]


def figure_line(release: StoredRelease, figure: Figure) -> str:
    """A figure, linked to its sentence on the agency's page, with what is claimed of it."""
    statement = Statement(release, figure.span)
    claims = [f"*{escape(cite(release, claim.span))}*" for claim in figure.claims]
    words = f"**{escape(figure_words(release, figure))}**"
    return " · ".join([linked(words, statement.address), *claims])


def figure_entries(
    release: StoredRelease,
    figures: Iterable[Figure],
    told: Sequence[Span] = (),
    *,
    has_marks: bool = False,
    has_context: bool = True,
) -> list[str]:
    """Figures, those of a sentence as one entry with the words around them under it.

    Without them a number is of no use to a reporter: "18 months" is a sentence, or a delay. What
    the card says elsewhere (`told`) is not said again. With `has_marks` the key figures are marked.
    """
    entries = []
    for group in group_figures(release, figures, told, has_context=has_context):
        marks = ["▸ " if figure.key and has_marks else "" for figure in group.figures]
        lines = [
            mark + figure_line(release, f) for mark, f in zip(marks, group.figures, strict=True)
        ]
        entries.append(
            "\n".join([*lines, *([f"-# {escape(group.around)}"] if group.around else [])])
        )
    return entries


def quote_entries(
    say: Language, release: StoredRelease, quotes: Iterable[Quote], limit: int | None = None
) -> list[str]:
    """Quotes in their order; of one speaker in a row as one entry, the speaker under them.

    An entry stays so short that no page ends within it: no words are parted from who says them.
    """
    runs: list[tuple[str, list[Quote]]] = []
    room = 0
    for quote in quotes:
        speaker, length = (
            speaker_line(say, release, quote),
            min(len(quote.span.text), limit or _RUN),
        )
        if not runs or runs[-1][0] != speaker or length > room:
            runs.append((speaker, []))
            room = _RUN
        runs[-1][1].append(quote)
        room -= length
    return [
        quote_entry(say, release, run[0], limit)
        if len(run) == 1
        else "\n> \n".join(_quoted(say, release, quote, limit) for quote in run) + f"\n— {speaker}"
        for speaker, run in runs
    ]


def _quoted(say: Language, release: StoredRelease, quote: Quote, limit: int | None) -> str:
    statement, words = Statement(release, quote.span), spoken_words(release, quote)
    words = words if limit is None else cut(words, limit)
    return f"> {in_marks(quote, escape(words))}{_receipt(say, statement)}"


def quote_entry(
    say: Language, release: StoredRelease, quote: Quote, limit: int | None = None
) -> str:
    """The words of a quote, at most `limit` of their characters, and under them who says them.

    Marks stand around them only where they do in the release.
    """
    statement, spoken = Statement(release, quote.span), spoken_words(release, quote)
    words = in_marks(quote, escape(spoken if limit is None else cut(spoken, limit)))
    return f"> {words}\n— {speaker_line(say, release, quote)}{_receipt(say, statement)}"


def in_marks(quote: Quote, words: str) -> str:
    """The words with quotation marks, or as they are where the release sets them without any."""
    return words if quote.marks == "none" else f"“{words}”"


def speaker_line(say: Language, release: StoredRelease, quote: Quote) -> str:
    """Who speaks, in what role; what the release leaves open is said to be open."""
    name = speaker_of(release, quote)
    if name is None:
        return unknown_speaker(say)
    return ", ".join([f"**{escape(name)}**", *map(escape, office_of(quote))])


def speaker_of(release: StoredRelease, quote: Quote) -> str | None:
    """The speaker's full name, else the words that name the speaker, else None."""
    if quote.speaker_name:
        return one_line(quote.speaker_name)
    return cite(release, quote.speaker) if quote.speaker else None


def office_of(quote: Quote) -> list[str]:
    """Role and organization, the latter only where the role or the speaker does not hold it."""
    role, organization = quote.speaker_role, quote.speaker_org
    shown = role if quote.speaker_name or quote.speaker is None else quote.speaker.text
    if shown and organization and organization.casefold() in shown.casefold():
        organization = None
    return [one_line(part) for part in (role, organization) if part]


def evidence_entries(statements: Sequence[Statement], room: int) -> list[str]:
    """The paragraphs the statements stand in, in order, each once, the statements in bold.

    Of a long paragraph about `room` characters around them.
    """
    paragraphs: dict[Span, list[Span]] = {}
    for statement in statements:
        paragraphs.setdefault(statement.paragraph, []).append(statement.span)
    in_order = sorted(paragraphs.items(), key=lambda item: item[0].start)
    return [_evidence(paragraph, _merged(spans), room) for paragraph, spans in in_order]


def _evidence(paragraph: Span, places: list[tuple[int, int]], room: int) -> str:
    """One paragraph as a quotation, these places of it in bold, an empty line after it."""
    text, at = paragraph.text, 0
    parts = []
    for start, end in places:
        start, end = max(0, start - paragraph.start), min(len(text), end - paragraph.start)
        parts += [_shortened(text[at:start], room, is_first=at == 0), _bold(text[start:end])]
        at = end
    parts.append(_shortened(text[at:], room, is_last=True))
    return "> " + " ".join("".join(parts).split()) + "\n"


def _merged(spans: list[Span]) -> list[tuple[int, int]]:
    """The places of spans, those that overlap as one."""
    merged: list[tuple[int, int]] = []
    for start, end in sorted((span.start, span.end) for span in spans):
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged


def _bold(text: str) -> str:
    # The spaces beside the words are outside the bold, where Discord wants them.
    return f"**{escape(text)}**"


def _shortened(text: str, room: int, *, is_first: bool = False, is_last: bool = False) -> str:
    """Words beside a statement, escaped; of many the nearest."""
    if len(text) <= (room if is_first or is_last else 2 * room):
        return _edged(text)
    before = "" if is_first else text[:room].rpartition(" ")[0] + " "
    after = "" if is_last else " " + text[-room:].partition(" ")[2]
    return _edged(f"{before}…{after}")


def _edged(text: str) -> str:
    """Escaped words, the spaces at their edges kept as one."""
    before = " " if text[:1].isspace() else ""
    after = " " if text[-1:].isspace() and text.strip() else ""
    return before + escape(text) + after


def _receipt(say: Language, statement: Statement) -> str:
    """The way to the very sentence on the agency's page, where there is one."""
    address = statement.address
    return f" {linked(say('receipt'), address)}" if address else ""
