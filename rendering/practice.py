"""Practice as cards: the release to write of, then one's own lead, figures and quotes beside it."""

from collections.abc import Iterator

import discord

from domain.archive import StoredRelease
from domain.practice import FigureTried, LeadTried, Practice, QuoteTried
from domain.references import reference
from rendering.addresses import linked
from rendering.buttons import ButtonId, button, pager, row
from rendering.card import card, heading
from rendering.citation import Statement, cite
from rendering.escape import escape, escape_lines
from rendering.findings import difference
from rendering.language import Language
from rendering.limits import cut, paginate
from rendering.statements import figure_line, quote_entry, summary_lines

# A lead of more words is long: what newsrooms teach.
_LONG = 35
_LEAD, _LINE, _QUOTE = 700, 120, 300
_MISSED = 6


def practice_card(say: Language, release: StoredRelease, page: int = 0) -> discord.ui.LayoutView:
    """The release to write of, page by page, with nothing that Lede made of it."""
    lines = (escape_lines(line) for line in release.document.text.splitlines())
    pages = paginate([line for line in lines if line])
    page = min(page, len(pages) - 1)
    topic = say("Practice")
    if len(pages) > 1:
        topic = say("{topic}, page {page} of {pages}", topic=topic, page=page + 1, pages=len(pages))
    subject = reference(release.head)
    turning = pager(say, "practice", subject, page, len(pages))
    told = say("Read it, then write its lead, its key figures and its quotes yourself.")
    return card(
        heading(say, release.head, topic),
        "\n".join(pages[page]),
        row(*turning) if turning else None,
        f"-# {told}",
        row(button(say("Write yours"), ButtonId("write", subject))),
        agency=release.head.agency,
    )


def lead_card(say: Language, practice: Practice) -> discord.ui.LayoutView:
    """One's own lead, what of it stands nowhere in the release, and Lede's beside it."""
    release, lead = practice.release, practice.lead
    own = f"**{say('Your lead')}**\n> {escape_lines(cut(lead.written, _LEAD))}"
    notes = "\n".join(_lead_notes(say, release, lead))
    first = next(iter(summary_lines(say, release)), "")
    theirs = first.removeprefix("- ") or say("Lede found no summary in this release.")
    return card(
        heading(say, release.head, say("Practice")),
        f"{own}\n{notes}",
        f"**{say('The lead of Lede')}**\n{theirs}",
        agency=release.head.agency,
    )


def figures_tried_card(say: Language, practice: Practice) -> discord.ui.LayoutView:
    """Each figure as it was written with the release's own, then the key figures not written."""
    release = practice.release
    lines = [_figure(say, release, one) for one in practice.figures]
    missed = [f"- {figure_line(release, f)}" for f in practice.missed_figures[:_MISSED]]
    return card(
        f"### {say('Figures')}",
        "\n".join(lines) or say("You wrote none."),
        _missed(say, missed),
        agency=release.head.agency,
    )


def quotes_tried_card(say: Language, practice: Practice) -> discord.ui.LayoutView:
    """Each quote as it was written with the verdict on it, then those not written."""
    release = practice.release
    tried = [_quote(say, release, one) for one in practice.quotes]
    missed = [quote_entry(say, release, q, _QUOTE) for q in practice.missed_quotes]
    return card(
        f"### {say('Quotes')}",
        "\n\n".join(tried) or say("You wrote none."),
        _missed(say, missed),
        row(button(say("Briefing"), ButtonId("brief", reference(release.head)))),
        agency=release.head.agency,
    )


def _missed(say: Language, entries: list[str]) -> str:
    if not entries:
        return f"-# {say('Nothing is missing.')}"
    return "\n".join([f"**{say('What you left out')}**", *entries])


def _lead_notes(say: Language, release: StoredRelease, lead: LeadTried) -> Iterator[str]:
    for number in lead.numbers:
        yield _wrong(say("{words} stands nowhere in the release.", words=_marked(number)))
    for name in lead.names:
        yield _wrong(say("{words} stands nowhere in the release.", words=_marked(name)))
    if lead.has_agency is False:
        agency = escape(cut(release.head.agency or "", _LINE))
        yield _wrong(say("It does not say who says so: {agency}.", agency=agency))
    if lead.has_figure is False:
        yield _wrong(say("It has none of the key figures."))
    if lead.length > _LONG:
        yield _wrong(
            say.count("It has {number} word; 35 are long.", "It has {number} words; 35 are long.",
                      lead.length)
        )  # fmt: skip
    if not (lead.numbers or lead.names):
        yield _right(say("Every number and name in it stands in the release."))


def _figure(say: Language, release: StoredRelease, tried: FigureTried) -> str:
    written = _marked(tried.written)
    if not tried.understood:
        return _wrong(say("{words}: no number that could be looked up.", words=written))
    if tried.figures:
        found = " / ".join(figure_line(release, f) for f in tried.figures[:2])
        return _right(f"{written}: {found}")
    if tried.instead:
        found = " / ".join(figure_line(release, f) for f in tried.instead)
        said = say("{words}: the release has {found}", words=written, found=found)
        return _wrong(said)
    if tried.place is not None:
        place = Statement(release, tried.place)
        found = linked(f"**{escape(place.words)}**", place.address)
        return say("{words}: {found} stands there, and Lede does not read of what.",
                   words=written, found=found)  # fmt: skip
    return _wrong(say("{words} stands nowhere in the release.", words=written))


def _quote(say: Language, release: StoredRelease, tried: QuoteTried) -> str:
    quoted = f"> {escape_lines(cut(tried.written, _QUOTE))}"
    lines = [quoted, _verdict(say, tried)]
    if tried.stated is not None:
        claimed, stated = escape(tried.claimed or ""), escape(tried.stated)
        said = say(
            "Said by another: the release credits {stated}, not {claimed}.",
            stated=stated,
            claimed=claimed,
        )
        lines.append(_wrong(said))
    if tried.verdict == "altered" and tried.compared:
        lines.append(difference(say, tried.compared))
    if tried.quote is not None and tried.verdict != "verbatim":
        lines.append(quote_entry(say, release, tried.quote, _QUOTE))
    elif tried.span is not None and tried.quote is None:
        lines.append(f"-# {escape(cut(cite(release, tried.span), _QUOTE))}")
    return "\n".join(lines)


def _verdict(say: Language, tried: QuoteTried) -> str:
    match tried.verdict:
        case "verbatim":
            return _right(say("Word for word."))
        case "verbatim_with_omission" | "verbatim_with_insertion":
            return _right(say("Word for word, but for what you show to be left out or put in."))
        case "altered":
            return _wrong(say("The release quotes this differently."))
        case "not_a_quote":
            return _wrong(say("These words stand in the release, but not as anybody's quote."))
        case "too_short":
            return _wrong(say("Too short to look up: a quote needs four words."))
        case _:
            return _wrong(say("Nobody is quoted so in the release."))


def _right(said: str) -> str:
    return f"✓ {said}"


def _wrong(said: str) -> str:
    return f"✗ {said}"


def _marked(words: str) -> str:
    return f"“{escape(cut(words, _LINE))}”"
