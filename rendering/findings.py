"""What the archive says of a quotation, and what became of a release, in words."""

from collections.abc import Sequence
from datetime import datetime

import discord

from domain.archive import StoredRelease
from domain.documents import Span
from domain.facts import Quote
from domain.references import reference
from domain.sentences import Translatable
from rendering.buttons import ButtonId, button, row
from rendering.card import card, heading
from rendering.citation import Statement
from rendering.escape import escape
from rendering.language import Language
from rendering.limits import cut
from rendering.statements import evidence_entries, quote_entry

_QUOTATION = 900
_ROOM = 200
_FACT = 300

# Words and whether they are kept, left out of the original, or put in by the one who quotes.
Compared = Sequence[tuple[str, str]]


def verbatim_card(
    say: Language, quotation: str, release: StoredRelease, quote: Quote
) -> discord.ui.LayoutView:
    """The quotation stands in a release word for word."""
    verdict = say("✓ Verbatim: these words stand in a release as they are quoted.")
    return _found_card(say, quotation, verdict, quote_entry(say, release, quote), release)


def altered_card(
    say: Language, quotation: str, release: StoredRelease, quote: Quote, compared: Compared
) -> discord.ui.LayoutView:
    """The quotation is like a quote of a release, but not the same."""
    verdict = say("≠ Altered: a release quotes this differently.")
    marks = {"left_out": say("[left out: {words}]"), "put_in": say("[put in: {words}]")}
    shown = [
        f"**{escape(marks[change].format(words=words))}**" if change in marks else escape(words)
        for words, change in compared
    ]
    difference = f"**{say('The difference')}**\n> {' '.join(shown)}"
    return _found_card(
        say, quotation, verdict, f"{difference}\n\n{quote_entry(say, release, quote)}", release
    )


def unquoted_card(
    say: Language, quotation: str, release: StoredRelease, span: Span
) -> discord.ui.LayoutView:
    """The words stand in a release, but nobody is quoted there with them."""
    verdict = say("These words stand in a release, but not as a quote of anybody.")
    (evidence,) = evidence_entries([Statement(release, span)], _ROOM)
    return _found_card(say, quotation, verdict, evidence.rstrip(), release)


def unfound_card(say: Language, quotation: str) -> discord.ui.LayoutView:
    """Nothing like the quotation is stored, which says nothing of whether it was said."""
    verdict = say(
        "Not found: no stored release has these words or words like them. That does not mean "
        "that they were never said."
    )
    return card(_head(say, quotation), verdict)


def trace_card(
    say: Language, release: StoredRelease | None, steps: Sequence[Translatable]
) -> discord.ui.LayoutView:
    """What became of a release or an address, a stage a line."""
    lines = [f"{i + 1}. {_told(say, step)}" for i, step in enumerate(steps)]
    head = heading(say, release.head, say("Why")) if release else f"### {say('Why')}"
    return card(head, "\n".join(lines), agency=release.head.agency if release else None)


def _told(say: Language, told: Translatable) -> str:
    """A sentence with its facts made harmless, moments in each reader's own time."""
    facts = {name: _fact(value) for name, value in told.facts.items()}
    return say(told.sentence, **facts).strip()


def _fact(value: object) -> object:
    if isinstance(value, datetime):
        return discord.utils.format_dt(value, "f")
    return escape(cut(value, _FACT)) if isinstance(value, str) else value


def _found_card(
    say: Language, quotation: str, verdict: str, found: str, release: StoredRelease
) -> discord.ui.LayoutView:
    opener = button(say("Briefing"), ButtonId("brief", reference(release.head)))
    return card(
        _head(say, quotation),
        f"**{verdict}**\n{found}",
        heading(say, release.head),
        row(opener),
        agency=release.head.agency,
    )


def _head(say: Language, quotation: str) -> str:
    return f"### {say('Quote check')}\n> {escape(cut(quotation, _QUOTATION))}"
