"""The cards of one release: briefing, summary, figures, quotes, full text."""

import discord

from domain.archive import StoredRelease
from domain.facts import Quote
from rendering.buttons import Press, button, link, pager, reference, row
from rendering.card import AGENCY, Row, card, heading, is_web_address, linked, title_of
from rendering.citation import BRIEF_CONTEXT
from rendering.escape import escape, escape_lines
from rendering.limits import cut, paginate
from rendering.statements import (
    NOT_ENGLISH,
    figure_entry,
    quote_entry,
    summary_lines,
)

# What a briefing shows before a click: more would not be brief.
BRIEF_FIGURES = 6
# Of the quotes, the first that is a whole statement and not so long that it buries the rest.
BRIEF_QUOTE = 400
# A quote of fewer words says little by itself.
_REMARK = 8
_LINE = 600
# Agencies named beside the one whose release is briefed.
_OTHERS = 4
_NAMES = {"brief": "Briefing", "figures": "Figures", "quotes": "Quotes", "text": "Full text"}


def brief_card(release: StoredRelease) -> discord.ui.LayoutView:
    """The briefing: what happened, the key figures, one quote, and the way to the rest."""
    analysis = release.analysis
    if analysis.language != "en":
        return _release_card(release, None, NOT_ENGLISH, "brief")
    key = analysis.key_figures[:BRIEF_FIGURES]
    figures = [_short(figure_entry(release, f, BRIEF_CONTEXT)) for f in key]
    quote = strongest_quote(analysis.quotes)
    return card(
        heading(release.head) + _also_issued(release),
        "\n".join(_short(line) for line in summary_lines(release)) or "No summary could be made.",
        "\n".join(["**Key figures**", *figures]) if figures else "-# No key figures found.",
        quote_entry(release, quote, _LINE) if quote else "-# No quotes found.",
        row(*_ways(release, "brief")),
        agency=release.head.agency,
    )


def summary_card(release: StoredRelease) -> discord.ui.LayoutView:
    """The summary alone."""
    text = "\n".join(_short(line) for line in summary_lines(release))
    return _release_card(release, "Summary", text or _nothing(release, "summary"), "summary")


def figures_card(release: StoredRelease, page: int = 0) -> discord.ui.LayoutView:
    """All figures, the key ones first, each with the words around it."""
    analysis = release.analysis
    others = [figure for figure in analysis.figures if not figure.key]
    items = [figure_entry(release, figure) for figure in [*analysis.key_figures, *others]]
    return _paged_card(release, "figures", items, page)


def quotes_card(release: StoredRelease, page: int = 0) -> discord.ui.LayoutView:
    """All quotes in the order of the text, each with its speaker."""
    items = [quote_entry(release, quote) for quote in release.analysis.quotes]
    return _paged_card(release, "quotes", items, page)


def text_card(release: StoredRelease, page: int = 0) -> discord.ui.LayoutView:
    """The text of the release as it came, paragraph by paragraph."""
    lines = (escape_lines(line) for line in release.document.text.splitlines())
    return _paged_card(release, "text", [line for line in lines if line], page)


def strongest_quote(quotes: tuple[Quote, ...]) -> Quote | None:
    """The quote for a briefing: a named speaker's whole statement rather than half a sentence.

    Of the direct quotes of named speakers, the first that fits, is no short remark and ends its
    sentence; else the first that fits and is no short remark; else the first.
    """
    named = [q for q in quotes if q.speaker_name and q.kind == "direct"]
    fitting = [q for q in named if len(q.span.text) <= BRIEF_QUOTE]
    full = [q for q in fitting if len(q.span.text.split()) >= _REMARK]
    whole = [q for q in full if q.span.text.rstrip().endswith((".", "!", "?"))]
    return next(iter([*whole, *full, *fitting, *named]), None)


def _paged_card(
    release: StoredRelease, action: str, items: list[str], page: int
) -> discord.ui.LayoutView:
    pages = paginate(items)
    page = min(page, len(pages) - 1)
    topic = _NAMES[action]
    if len(pages) > 1:
        topic += f", page {page + 1} of {len(pages)}"
    text = "\n".join(pages[page]) or _nothing(release, action)
    subject = reference(release.head)
    return _release_card(release, topic, text, action, pager(action, subject, page, len(pages)))


def _release_card(
    release: StoredRelease,
    topic: str | None,
    text: str,
    action: str,
    turning: list[discord.ui.Button[discord.ui.LayoutView]] | None = None,
) -> discord.ui.LayoutView:
    rows: list[Row] = [row(*turning)] if turning else []
    ways = row(*_ways(release, action))
    return card(heading(release.head, topic), text, *rows, ways, agency=release.head.agency)


def _ways(release: StoredRelease, action: str) -> list[discord.ui.Button[discord.ui.LayoutView]]:
    """Buttons to the other views of a release, and to its page."""
    subject = reference(release.head)
    names = _NAMES if release.analysis.language == "en" else {"text": _NAMES["text"]}
    ways = [button(name, Press(way, subject)) for way, name in names.items() if way != action]
    url = release.head.url
    return [*ways, link("Source", url)] if url and is_web_address(url) else ways


def _also_issued(release: StoredRelease) -> str:
    """The line under the heading that names who else issued this story, each with its page."""
    others = release.also_issued
    if not others:
        return ""
    names = [linked(escape(cut(o.agency or title_of(o), AGENCY)), o.url) for o in others[:_OTHERS]]
    more = f" and {len(others) - _OTHERS} more" if len(others) > _OTHERS else ""
    return f"\n-# Also issued by {', '.join(names)}{more}"


def _nothing(release: StoredRelease, action: str) -> str:
    """Why a view is empty."""
    if release.analysis.language != "en":
        return NOT_ENGLISH
    return f"Lede found no {action} in this release."


def _short(line: str) -> str:
    return cut(line, _LINE)
