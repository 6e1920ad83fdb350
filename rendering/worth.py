"""Why stories are told, and which were left out, in words with their receipts."""

from collections.abc import Callable, Sequence
from datetime import date

import discord

from domain.archive import StoredRelease
from domain.briefings import Story
from domain.news import Reason
from domain.sentences import Told
from rendering.addresses import linked
from rendering.buttons import ButtonId, pager, row
from rendering.card import card, title_of
from rendering.citation import Statement, cite
from rendering.escape import escape
from rendering.language import Language
from rendering.limits import cut

_TITLE, _WORDS, _AGENCY = 110, 120, 60
# Stories of one page of what was left out.
PAGE = 10

# The reasons of a story with their words, what decided most first.
Why = Callable[[Story], Sequence[tuple[Reason, Told]]]


def why_lines(say: Language, stories: Sequence[Story], why: Why) -> str:
    """The stories of a briefing, each with the reasons for which it is told."""
    told = []
    for story in stories:
        title = escape(cut(title_of(say, story.release.head), _TITLE))
        lines = [reason_line(say, story.release, *reason) for reason in why(story)]
        told.append("\n".join([f"**{title}**", *(f"- {line}" for line in lines)]))
    return "\n".join(told)


def reason_line(say: Language, release: StoredRelease, reason: Reason, words: Told) -> str:
    """A reason as a sentence, and the words of the release that it rests on."""
    facts = {
        name: say.day(fact) if isinstance(fact, date) else fact
        for name, fact in words.facts.items()
    }
    said = escape(say(words.sentence, **facts))
    if reason.span is None:
        return said
    receipt = escape(cut(cite(release, reason.span), _WORDS))
    return f"{said} {linked(f'“{receipt}”', Statement(release, reason.span).address)}"


def left_out_card(
    say: Language, stories: Sequence[Story], mark: str, page: int, why: Why
) -> discord.ui.LayoutView:
    """A page of the stories a briefing left out, in order; `mark` names its delivery."""
    pages = max(1, -(-len(stories) // PAGE))
    first = min(page, pages - 1) * PAGE
    lines = [
        _left_out(say, number, story, why)
        for number, story in enumerate(stories[first : first + PAGE], first + 1)
    ]
    turns = pager(say, "left", mark, first // PAGE, pages)
    nothing = say("Nothing was left out.")
    head = f"### {say('Left out')}"
    return card(head, "\n".join(lines) or nothing, row(*turns) if turns else None)


def left_out_button(mark: str) -> ButtonId:
    """What opens the stories that a briefing left out."""
    return ButtonId("left", mark)


def _left_out(say: Language, number: int, story: Story, why: Why) -> str:
    head = story.release.head
    title = linked(escape(cut(title_of(say, head), _TITLE)), head.url)
    reasons = [escape(say(told.sentence)) for _, told in list(why(story))[:1] if not told.facts]
    issuer = [escape(cut(head.agency, _AGENCY))] if head.agency else []
    return f"**{number}.** {title}\n-# {' · '.join([*issuer, *reasons])}"
