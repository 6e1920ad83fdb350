"""What the archive says of a quotation, and what became of a release, in words."""

from collections.abc import Sequence
from dataclasses import dataclass
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
_DIFFERENCE = 1500

# Words and whether they are kept, left out of the original, put in or moved by the one who quotes.
Compared = Sequence[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Credit:
    """Who a quotation is credited to, and who speaks in the release."""

    claimed: str
    stated: str


def verbatim_card(
    say: Language,
    quotation: str,
    release: StoredRelease,
    found: Quote | Span,
    compared: Compared = (),
    another: Credit | None = None,
) -> discord.ui.LayoutView:
    """The quotation stands in a release, but for what it says it left out or put in."""
    changes = {change for _, change in compared}
    verdict = say("✓ Verbatim: these words stand in a release as they are quoted.")
    if "put_in" in changes:
        verdict = say("✓ Verbatim, but for the words in brackets, which were put in.")
    elif "left_out" in changes:
        verdict = say("✓ Verbatim, but for the words that were left out.")
    parts = [difference(say, compared)] if changes - {"kept"} else []
    said = "\n\n".join([*parts, _evidence(say, release, found)])
    return _found_card(say, quotation, verdict, said, release, another)


def altered_card(
    say: Language,
    quotation: str,
    release: StoredRelease,
    found: Quote | Span,
    compared: Compared,
    another: Credit | None = None,
) -> discord.ui.LayoutView:
    """The quotation is like words of a release, but not the same."""
    verdict = say("≠ Altered: a release quotes this differently.")
    said = f"{difference(say, compared)}\n\n{_evidence(say, release, found)}"
    return _found_card(say, quotation, verdict, said, release, another)


def short_card(say: Language, quotation: str) -> discord.ui.LayoutView:
    """So few words may be anybody's."""
    verdict = say("Too short to tell: many people say these words. Look up a whole sentence.")
    return card(_head(say, quotation), verdict)


def unquoted_card(
    say: Language, quotation: str, release: StoredRelease, span: Span
) -> discord.ui.LayoutView:
    """The words stand in a release, but nobody is quoted there with them."""
    verdict = say("These words stand in a release, but not as a quote of anybody.")
    return _found_card(say, quotation, verdict, _evidence(say, release, span), release)


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


def difference(say: Language, compared: Compared) -> str:
    """What was left out, put in or moved, each marked where it stands."""
    marks = {
        "left_out": say("[left out: {words}]"),
        "put_in": say("[put in: {words}]"),
        "moved": say("[moved: {words}]"),
    }
    shown = [
        f"**{escape(marks[change].format(words=words))}**" if change in marks else escape(words)
        for words, change in compared
    ]
    return f"**{say('The difference')}**\n> {cut(' '.join(shown), _DIFFERENCE)}"


def _evidence(say: Language, release: StoredRelease, found: Quote | Span) -> str:
    if isinstance(found, Quote):
        return quote_entry(say, release, found)
    (evidence,) = evidence_entries([Statement(release, found)], _ROOM)
    return evidence.rstrip()


def _found_card(
    say: Language,
    quotation: str,
    verdict: str,
    found: str,
    release: StoredRelease,
    another: Credit | None = None,
) -> discord.ui.LayoutView:
    opener = button(say("Briefing"), ButtonId("brief", reference(release.head)))
    credit = ""
    if another is not None:
        names = {"stated": escape(another.stated), "claimed": escape(another.claimed)}
        said = say("⚠ Said by another: the release credits {stated}, not {claimed}.", **names)
        credit = f"\n**{said}**"
    return card(
        _head(say, quotation),
        f"**{verdict}**{credit}\n{found}",
        heading(say, release.head),
        row(opener),
        agency=release.head.agency,
    )


def _head(say: Language, quotation: str) -> str:
    return f"### {say('Quote check')}\n> {escape(cut(quotation, _QUOTATION))}"
