"""Why stories are told, and which were left out, in words with their receipts."""

from collections.abc import Callable, Sequence
from datetime import date

import discord

from domain.archive import ReleaseHead, StoredRelease
from domain.briefings import Story
from domain.news import Reason
from domain.sentences import Translatable
from rendering.addresses import linked
from rendering.buttons import ButtonId, button, pager, row, rows
from rendering.card import Row, card, title_of
from rendering.citation import Statement, cite
from rendering.escape import escape
from rendering.language import Language
from rendering.limits import cut

_TITLE, _WORDS, _AGENCY = 110, 120, 60
# Stories of one page of what was left out, and releases named beside one of them.
PAGE, _WITH_IT = 10, 3

View = discord.ui.LayoutView
# The reasons of a story with their words, what decided most first.
Why = Callable[[Story], Sequence[tuple[Reason, Translatable]]]


def why_lines(say: Language, stories: Sequence[Story], why: Why) -> str:
    """The stories of a briefing, each with the reasons for which it is told."""
    told = []
    for number, story in enumerate(stories, 1):
        title = escape(cut(title_of(say, story.release.head), _TITLE))
        lines = [reason_line(say, story.release, *reason) for reason in why(story)]
        told.append("\n".join([f"**{number}. {title}**", *(f"- {line}" for line in lines)]))
    return "\n".join(told)


def reason_line(say: Language, release: StoredRelease, reason: Reason, words: Translatable) -> str:
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
    say: Language, told: Sequence[Story], stories: Sequence[Story], mark: str, page: int, why: Why
) -> View:
    """A page of what a briefing left out: the stories in order, then other releases of those told.

    `mark` names its delivery.
    """
    entries = [_left_out(say, number, story, why) for number, story in enumerate(stories, 1)]
    entries += [
        _told_with(say, n, head) for n, story in enumerate(told, 1) for head in story.others
    ]
    pages = max(1, -(-len(entries) // PAGE))
    first = min(page, pages - 1) * PAGE
    turns = pager(say, "left", mark, first // PAGE, pages)
    nothing = say("Nothing was left out.")
    head = f"### {say('Left out')}"
    lines = "\n".join(entries[first : first + PAGE])
    return card(head, lines or nothing, row(*turns) if turns else None)


def less_buttons(say: Language, stories: Sequence[Story], mark: str) -> list[Row]:
    """A button a story to say that the server wants less like it; `mark` names the delivery."""
    return rows(
        [
            button(
                say("Less of {number}", number=number),
                ButtonId("less", f"{mark} {story.release.head.release_id}"),
            )
            for number, story in enumerate(stories, 1)
        ]
    )


def less_card(say: Language, subscription_id: int, story: Story, news: Sequence[str]) -> View:
    """What of a story the server may want less of: its kinds of news, its agency."""
    number = story.release.head.release_id
    asked = [
        button(say("Less: {name}", name=say(name)), ButtonId("lean", f"{subscription_id} {name}"))
        for name in news
    ]
    agency = story.release.head.agency
    if agency:
        wanted = ButtonId("lean", f"{subscription_id} #{number}")
        asked.append(button(say("Less: {name}", name=agency), wanted))
    title = escape(cut(title_of(say, story.release.head), _TITLE))
    head = f"### {say('Less of what?')}\n{title}"
    note = say("It counts from the next briefing on. /briefing taste takes it back.")
    return card(head, *rows(asked), f"-# {note}")


def left_out_button(mark: str) -> ButtonId:
    """What opens the stories that a briefing left out."""
    return ButtonId("left", mark)


def _left_out(say: Language, number: int, story: Story, why: Why) -> str:
    head = story.release.head
    reasons = [escape(say(told.sentence)) for _, told in list(why(story))[:1] if not told.facts]
    issuer = [escape(cut(head.agency, _AGENCY))] if head.agency else []
    lines = [f"**{number}.** {_linked_title(say, head)}", f"-# {' · '.join([*issuer, *reasons])}"]
    with_it = [_linked_title(say, other) for other in story.others[:_WITH_IT]]
    if with_it:
        names = "; ".join(with_it)
        lines.append(f"-# {say('With it: {names}', names=names)}")
    return "\n".join(lines)


def _told_with(say: Language, number: int, head: ReleaseHead) -> str:
    """A release that tells a story which the briefing told from another."""
    issuer = [escape(cut(head.agency, _AGENCY))] if head.agency else []
    said = say("tells story {number} too", number=number)
    return f"{_linked_title(say, head)}\n-# {' · '.join([*issuer, said])}"


def _linked_title(say: Language, head: ReleaseHead) -> str:
    return linked(escape(cut(title_of(say, head), _TITLE)), head.url)
