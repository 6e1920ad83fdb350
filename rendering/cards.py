"""The cards of one release: briefing, summary, figures, quotes, full text, evidence."""

from collections.abc import Iterator
from datetime import datetime

import discord

from domain.archive import Changes, StoredRelease
from domain.facts import Quote
from domain.quotations import ends_sentence, is_named, is_remark
from domain.references import reference
from rendering.addresses import is_web_address, linked
from rendering.buttons import ButtonId, button, link, pager, row
from rendering.card import AGENCY, Row, card, heading, title_of
from rendering.citation import Statement
from rendering.escape import escape, escape_lines
from rendering.heads import head_lines, head_spans
from rendering.language import Language
from rendering.limits import ALT_TEXT, TEXT_TOTAL, cut, paginate
from rendering.statements import (
    evidence_entries,
    figure_entries,
    not_english,
    quote_entries,
    quote_entry,
    summary_lines,
)

Button = discord.ui.Button[discord.ui.LayoutView]

# How many key figures a briefing shows before a click (more would not be brief), each with the
# words that it means nothing without: as many as fit one message, else the first without them.
_MOST_FIGURES = 6
# Of the quotes, the first that is a whole statement and not so long that it buries the rest.
BRIEF_QUOTE = 400
_LINE = 600
# Agencies named beside the one whose release is briefed, and changes named of a corrected one.
_OTHERS, _CHANGES = 4, 3
# What a correction names of a text that is gone or new.
_CHANGED_WORDS = 80
# Characters of what a picture is described by, under it.
_IMAGE = 200
# Characters of a paragraph to either side of what is evidenced.
_EVIDENCE = 300


def brief_card(
    say: Language,
    release: StoredRelease,
    *,
    before: list[discord.ui.Button[discord.ui.LayoutView]] | None = None,
) -> discord.ui.LayoutView:
    """The briefing: what happened, the key figures, one quote, and the way to the rest.

    `before` are buttons that stand in a row of their own, before the others.
    """
    if release.document.images:
        shown = button(say("Pictures"), ButtonId("images", reference(release.head)))
        before = [*(before or []), shown]
    rows = [row(*before)] if before else []
    if release.analysis.language != "en":
        return _release_card(say, release, None, not_english(say), "brief", rows)
    texts = _brief_texts(say, release)
    ways = row(*_ways(say, release, "brief"))
    return card(*texts, *rows, ways, agency=release.head.agency)


def summary_card(say: Language, release: StoredRelease) -> discord.ui.LayoutView:
    """The summary alone."""
    text = "\n".join(summary_lines(say, release))
    text = text or _nothing(say, release, "summary")
    return _release_card(say, release, say("Summary"), text, "summary")


def figures_card(say: Language, release: StoredRelease, page: int = 0) -> discord.ui.LayoutView:
    """All figures, the key ones first, those of a sentence together with the words around them."""
    analysis = release.analysis
    others = [figure for figure in analysis.figures if not figure.key]
    items = figure_entries(release, [*analysis.key_figures, *others], has_marks=True)
    return _paged_card(say, release, "figures", items, page)


def quotes_card(say: Language, release: StoredRelease, page: int = 0) -> discord.ui.LayoutView:
    """All quotes in the order of the text, each with its speaker."""
    items = quote_entries(say, release, release.analysis.quotes)
    return _paged_card(say, release, "quotes", items, page)


def text_card(say: Language, release: StoredRelease, page: int = 0) -> discord.ui.LayoutView:
    """The text of the release as it came, paragraph by paragraph."""
    lines = (escape_lines(line) for line in release.document.text.splitlines())
    return _paged_card(say, release, "text", [line for line in lines if line], page)


def images_card(say: Language, release: StoredRelease, _page: int = 0) -> discord.ui.LayoutView:
    """The pictures of the release that its page describes, with those words."""
    images = release.document.images
    gallery = discord.ui.MediaGallery[discord.ui.LayoutView]()
    for image in images:
        gallery.add_item(media=image.address, description=cut(image.words, ALT_TEXT))
    ways = [button(say("Briefing"), ButtonId("brief", reference(release.head)))]
    ways += [link(say("Source"), url)] if (url := release.head.url) and is_web_address(url) else []
    words = "\n".join(f"-# {n}. {escape(cut(i.words, _IMAGE))}" for n, i in enumerate(images, 1))
    return card(
        heading(say, release.head, say("Pictures")),
        gallery if images else say("The page of this release describes no pictures."),
        words,
        row(*ways),
        agency=release.head.agency,
    )


def evidence_card(say: Language, release: StoredRelease, page: int = 0) -> discord.ui.LayoutView:
    """What the briefing states, each statement marked in the paragraph it was cut from."""
    items = evidence_entries(brief_statements(release), _EVIDENCE)
    return _paged_card(say, release, "evidence", items, page)


def brief_statements(release: StoredRelease) -> list[Statement]:
    """What a briefing states: the sentences of the summary, the key figures, the quote."""
    analysis = release.analysis
    quote = strongest_quote(analysis.quotes)
    spans = [sentence.span for sentence in analysis.summary]
    spans += [figure.span for figure in analysis.key_figures[:_MOST_FIGURES]]
    spans += [quote.span] if quote else []
    return [Statement(release, span) for span in spans]


def strongest_quote(quotes: tuple[Quote, ...]) -> Quote | None:
    """The quote for a briefing: a named speaker's whole statement rather than half a sentence.

    Of the direct quotes of named speakers, the first that fits, is no short remark and ends its
    sentence; else the first that fits and is no short remark; else the first.
    """
    named = [quote for quote in quotes if is_named(quote)]
    fitting = [quote for quote in named if len(quote.span.text) <= BRIEF_QUOTE]
    full = [quote for quote in fitting if not is_remark(quote)]
    whole = [quote for quote in full if ends_sentence(quote)]
    return next(iter([*whole, *full, *fitting, *named]), None)


def correction_line(say: Language, at: datetime, changes: Changes | None) -> str:
    """When a release was changed, and what it says differently."""
    said = say("Changed by the agency {when}", when=discord.utils.format_dt(at, "f"))
    named = list(_named_changes(say, changes)) if changes else []
    return f"-# {said}" + (f": {'; '.join(named[:_CHANGES])}" if named else "")


def _brief_texts(say: Language, release: StoredRelease) -> list[str]:
    """The texts of a briefing with as many figures as fit with the words around them."""
    analysis = release.analysis
    quote = strongest_quote(analysis.quotes)
    head = heading(say, release.head) + _also_issued(say, release) + _corrected(say, release)
    head = "\n".join([head, *head_lines(say, release)])
    summary = "\n".join(summary_lines(say, release)) or say("No summary could be made.")
    said = quote_entry(say, release, quote, _LINE) if quote else f"-# {say('No quotes found.')}"
    told = [*head_spans(release), *(sentence.span for sentence in analysis.summary)]
    told += [quote.span] if quote else []
    texts: list[str] = []
    for number in range(_MOST_FIGURES, -1, -1):
        figures = figure_entries(
            release, analysis.key_figures[: number or 1], told, has_context=number > 0
        )
        block = "\n".join([f"**{say('Key figures')}**", *figures])
        texts = [head, summary, block if figures else f"-# {say('No key figures found.')}", said]
        if sum(map(len, texts)) <= TEXT_TOTAL:
            break
    return texts


def _paged_card(
    say: Language, release: StoredRelease, action: str, items: list[str], page: int
) -> discord.ui.LayoutView:
    pages = paginate(items)
    page = min(page, len(pages) - 1)
    topic = _names(say)[action]
    if len(pages) > 1:
        topic = say("{topic}, page {page} of {pages}", topic=topic, page=page + 1, pages=len(pages))
    text = "\n".join(pages[page]) or _nothing(say, release, action)
    turning = pager(say, action, reference(release.head), page, len(pages))
    return _release_card(say, release, topic, text, action, [row(*turning)] if turning else [])


def _release_card(
    say: Language,
    release: StoredRelease,
    topic: str | None,
    text: str,
    action: str,
    rows: list[Row] | None = None,
) -> discord.ui.LayoutView:
    ways = row(*_ways(say, release, action))
    head = heading(say, release.head, topic)
    return card(head, text, *(rows or []), ways, agency=release.head.agency)


def _names(say: Language) -> dict[str, str]:
    """The views of a release, by action."""
    return {
        "brief": say("Briefing"),
        "figures": say("Figures"),
        "quotes": say("Quotes"),
        "text": say("Full text"),
        "evidence": say("Evidence"),
    }


def _ways(
    say: Language, release: StoredRelease, action: str
) -> list[discord.ui.Button[discord.ui.LayoutView]]:
    """Buttons to the other views of a release, and to its page."""
    subject = reference(release.head)
    names = _names(say)
    if release.analysis.language != "en":
        names = {"text": names["text"]}
    ways = [button(name, ButtonId(way, subject)) for way, name in names.items() if way != action]
    url = release.head.url
    return [*ways, link(say("Source"), url)] if url and is_web_address(url) else ways


def _also_issued(say: Language, release: StoredRelease) -> str:
    """The line under the heading that names who else issued this story, each with its page."""
    others = release.also_issued
    if not others:
        return ""
    names = [
        linked(escape(cut(o.agency or title_of(say, o), AGENCY)), o.url) for o in others[:_OTHERS]
    ]
    if len(others) > _OTHERS:
        names.append(say("{number} more", number=len(others) - _OTHERS))
    return "\n-# " + say("Also issued by {names}", names=", ".join(names))


def _corrected(say: Language, release: StoredRelease) -> str:
    """The line that says when the release was last changed, and how."""
    if not release.versions:
        return ""
    last = release.versions[0]
    return "\n" + correction_line(say, last.replaced_at, last.changes)


def _named_changes(say: Language, changes: Changes) -> Iterator[str]:
    """What is gone and what has come, the figures first."""
    if changes.title:
        was, now = changes.title
        yield f"{_named(was)} → {_named(now)}"
    for gone, new in (
        (changes.figures_gone, changes.figures_new),
        (changes.quotes_gone, changes.quotes_new),
        (changes.names_gone, changes.names_new),
    ):
        if gone and new:
            yield f"{_named(gone[0])} → {_named(new[0])}"
        elif gone:
            yield say("no longer {words}", words=_named(gone[0]))
        elif new:
            yield say("now {words}", words=_named(new[0]))


def _named(words: str) -> str:
    return f"“{escape(cut(words, _CHANGED_WORDS))}”"


def _nothing(say: Language, release: StoredRelease, action: str) -> str:
    """Why a view is empty."""
    if release.analysis.language != "en":
        return not_english(say)
    return {
        "summary": say("Lede found no summary in this release."),
        "figures": say("Lede found no figures in this release."),
        "quotes": say("Lede found no quotes in this release."),
        "text": say("This release has no text."),
        "evidence": say("Lede states nothing of this release."),
    }[action]
