"""Lists of releases: the latest, and what a search found."""

from collections.abc import Iterable

import discord

from domain.archive import ReleaseHead, SearchHit, SearchPage, Term, TermKind
from domain.documents import Span
from domain.list_queries import ListQuery
from domain.measures import several, thing_of, unit_of
from domain.references import reference
from rendering.addresses import linked
from rendering.buttons import ButtonId, button, pager, row
from rendering.card import TITLE, byline, card, title_of
from rendering.escape import escape, one_line
from rendering.language import Language
from rendering.limits import CHOICE_NAME, CHOICES, cut

PAGE_SIZE = 5
# The forms in which what a search finds can be taken away.
EXPORTS = ("csv", "json")
TERM = 60
_PASSAGE = 320


def latest_card(
    say: Language, heads: list[ReleaseHead], page: int, has_more: bool, asked: ListQuery
) -> discord.ui.LayoutView:
    """The newest releases, five a page, each with a button to its briefing."""
    first = page * PAGE_SIZE + 1
    lines = [f"{first + i}\\. {_entry(say, head)}" for i, head in enumerate(heads)]
    nothing = say("No stored release is like that.") if page == 0 else say("That is all.")
    return card(
        f"### {say('Latest releases')}{query_line(say, asked)}",
        *(lines or [nothing]),
        _openers(say, heads, first),
        _turning(say, "latest", asked.subject, page, has_more),
    )


def search_card(
    say: Language, found: SearchPage, page: int, asked: ListQuery
) -> discord.ui.LayoutView:
    """What a search found, five a page: title, the passage that matches, a button to each."""
    first = page * PAGE_SIZE + 1
    lines = [f"{first + i}\\. {_hit(say, hit)}" for i, hit in enumerate(found.hits)]
    if found.complete < len(found.hits):
        says = (
            say("These hold some of the words only:")
            if found.complete or page
            else say("No release holds all of these words. These hold some:")
        )
        lines[found.complete] = f"-# {says}\n{lines[found.complete]}"
    mended = "".join(f"\n{_mended(say, typed, shown)}" for typed, shown in found.mended)
    nothing = (
        say("No stored release matches. Try fewer or other words, or /latest.")
        if page == 0
        else say("That is all.")
    )
    exports = [button(f"{name.upper()}", ButtonId(f"{name}", asked.subject)) for name in EXPORTS]
    return card(
        f"### {say('Search')}{query_line(say, asked)}{mended}",
        *(lines or [nothing]),
        _openers(say, [hit.head for hit in found.hits], first),
        row(*_turns(say, "search", asked.subject, page, found.has_more), *exports)
        if found.hits
        else None,
    )


def _mended(say: Language, typed: str, shown: str) -> str:
    """That a word no release has was taken for one they have, and how to insist on it."""
    words = {"shown": escape(shown), "typed": escape(typed)}
    said = say(
        "Showing *{shown}*; to search *{typed}* instead, put it in quotation marks.", **words
    )
    return f"-# {said}"


def query_line(say: Language, asked: ListQuery) -> str:
    """What was asked for, on a line of its own."""
    filters = asked.filters
    parts = [f"“{escape(cut(asked.words, TITLE))}”"] if asked.words else []
    parts += [escape(cut(term_name(say, term), TERM)) for term in filters.terms]
    if filters.since and filters.until:
        between = say(
            "{first} to {last}", first=say.day(filters.since), last=say.day(filters.until)
        )
        parts.append(between)
    elif filters.since:
        parts.append(say("since {day}", day=say.day(filters.since)))
    elif filters.until:
        parts.append(say("until {day}", day=say.day(filters.until)))
    return "\n-# " + " · ".join(parts) if parts else ""


def choice_name(say: Language, head: ReleaseHead) -> str:
    """A release as a choice of autocomplete: title, then date, within 100 characters."""
    published = head.published_at
    date = f" ({published:%Y-%m-%d})" if published else ""
    return cut(title_of(say, head), CHOICE_NAME - len(date)) + date


def term_name(say: Language, term: Term) -> str:
    """What a term is called: a measure by what is measured and the unit in words."""
    unit = unit_of(term.name) if term.kind is TermKind.MEASURE else None
    if unit is None:
        return term.name
    return say("{measure}, in {unit}", measure=thing_of(term.name), unit=several(unit))


def term_choices(say: Language, terms: Iterable[Term]) -> list[tuple[str, str]]:
    """Terms as the choices of autocomplete: name with the number of releases, and reference.

    One of which nothing can be seen is refused by Discord together with all the others.
    """
    shown = ((one_line(term_name(say, term)), term) for term in terms)
    return [
        (cut(name, CHOICE_NAME - 10) + f" ({term.number})", f"#{term.term_id}")
        for name, term in shown
        if name
    ][:CHOICES]


def _entry(say: Language, head: ReleaseHead) -> str:
    return f"**{linked(escape(title_of(say, head)), head.url)}**\n{byline(say, head)}"


def _hit(say: Language, hit: SearchHit) -> str:
    passage = f"\n> {marked(hit.passage, hit.matches)}" if hit.passage else ""
    return _entry(say, hit.head) + passage


def marked(passage: Span, matches: tuple[Span, ...]) -> str:
    """The passage with its matches in bold."""
    parts, at = [], passage.start
    for match in matches:
        parts.append(_piece(passage, at, match.start))
        parts.append(f"**{_piece(passage, match.start, match.end).strip()}**")
        at = match.end
    parts.append(_piece(passage, at, passage.end))
    text = "".join(parts)
    # The passage may end amid a sentence, which then is seen.
    ends = text.rstrip("”\"’')]*").endswith((".", "!", "?", "…", ":"))
    shown = cut(text if ends or len(text) > _PASSAGE else f"{text} …", _PASSAGE)
    # Where the cut fell into a match, its end is lost; bold would run on into the next entry.
    return shown if shown.count("**") % 2 == 0 else shown + "**"


def _piece(passage: Span, start: int, end: int) -> str:
    """A part of the passage, escaped, its edge spaces kept as one."""
    text = passage.text[start - passage.start : end - passage.start]
    before = " " if text[:1].isspace() else ""
    after = " " if text[-1:].isspace() and text.strip() else ""
    return before + escape(text) + after


def _openers(
    say: Language, heads: list[ReleaseHead], first: int
) -> discord.ui.ActionRow[discord.ui.LayoutView] | None:
    """A button a release, numbered as in the list."""
    buttons = [
        button(say("Brief {number}", number=first + i), ButtonId("brief", reference(head)))
        for i, head in enumerate(heads)
    ]
    return row(*buttons) if buttons else None


def _turning(
    say: Language, action: str, subject: str, page: int, has_more: bool
) -> discord.ui.ActionRow[discord.ui.LayoutView] | None:
    turning = _turns(say, action, subject, page, has_more)
    return row(*turning) if turning else None


def _turns(
    say: Language, action: str, subject: str, page: int, has_more: bool
) -> list[discord.ui.Button[discord.ui.LayoutView]]:
    return pager(say, action, subject, page, page + 2 if has_more else page + 1)
