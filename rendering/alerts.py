"""Alerts of watches, what corrects a message, and what a member is told of a watch."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

import discord

from domain.archive import Changes, StoredRelease
from domain.documents import Span
from domain.references import reference
from domain.subscriptions import SubscriptionStatus
from domain.watches import AlertSchedule, Hit, Watch
from rendering.addresses import linked
from rendering.buttons import ButtonId, button, pager, row, rows
from rendering.card import byline, card, title_of
from rendering.cards import correction_line
from rendering.citation import Statement
from rendering.contexts import sentence_words
from rendering.escape import escape
from rendering.language import Language
from rendering.limits import cut
from rendering.statements import figure_entries, summary_lines
from rendering.understood import criteria_words

_TITLE, _CONTEXT = 110, 160
# Places shown of one release, and figures.
_PLACES = 2
# Hits a dry run shows, and watches a page of the list.
_SHOWN, _LISTED = 3, 10


@dataclass(frozen=True, slots=True)
class Alerted:
    """A release an alert tells of, as it says it now, and why.

    `hit` is None where it no longer is what was wanted. Changes after `since` came after it was
    told.
    """

    release: StoredRelease
    hit: Hit | None
    since: datetime


def alert_card(
    say: Language, watch: Watch, alerted: Sequence[Alerted], *, mark: str
) -> discord.ui.LayoutView:
    """What a watch found: each release with the place that is why, its receipt, its briefing."""
    role_id = watch.settings.role_id
    mention = f"<@&{role_id}>" if role_id else None
    head = f"## {alert_title(say, watch)}"
    entries = [_alerted(say, one) for one in alerted]
    openers = [
        button(say("Brief {number}", number=n), ButtonId("brief", reference(one.release.head)))
        for n, one in enumerate(alerted, 1)
    ]
    why = button(say("Why this?"), ButtonId("daily", mark))
    numbered = [f"**{n}.** {entry}" for n, entry in enumerate(entries, 1)]
    return card(mention, head, *numbered, *rows([*openers, why]))


def alert_title(say: Language, watch: Watch) -> str:
    """What a message of a watch is called."""
    return f"{say('Alert')} · {criteria_words(say, watch.settings.criteria)}"


def correction_card(
    say: Language, release: StoredRelease, at: datetime, changes: Changes, *, mark: str
) -> discord.ui.LayoutView:
    """What an agency has changed of a release that a message told of."""
    title = linked(escape(cut(title_of(say, release.head), _TITLE)), release.head.url)
    return card(
        f"### {say('Corrected')}",
        f"**{title}**\n{correction_line(say, at, changes)}",
        row(
            button(say("Brief"), ButtonId("brief", reference(release.head))),
            button(say("Why this?"), ButtonId("daily", mark)),
        ),
    )


def dry_run_card(
    say: Language, watch: Watch, hits: Sequence[Hit], recent: int, *, is_partial: bool
) -> discord.ui.LayoutView:
    """What a watch would have sent: how often, and the newest of it."""
    all_of_them = say.count("{number} release", "{number} releases", len(hits))
    lately = say("{number} of the last thirty days", number=say.number(recent))
    counted = say("at least {number}", number=all_of_them) if is_partial else all_of_them
    said = say("Of the archive it would have told of: {all}, {recent}.", all=counted, recent=lately)
    entries = [_hit(say, hit.release, hit) for hit in hits[:_SHOWN]]
    head = f"### {say('This watch')} · {criteria_words(say, watch.settings.criteria)}"
    return card(
        head, said if hits else say("Nothing in the archive is like that so far."), *entries
    )


def watches_card(say: Language, watches: Sequence[Watch], page: int) -> discord.ui.LayoutView:
    """Watches in a list, so many a page."""
    pages = max(1, -(-len(watches) // _LISTED))
    page = min(page, pages - 1)
    shown = watches[page * _LISTED : (page + 1) * _LISTED]
    lines = [watch_line(say, watch) for watch in shown]
    nothing = say("Nothing is watched yet. /watch add begins.")
    turning = pager(say, "watches", "all", page, pages)
    title = f"### {say('Watches')}"
    return card(title, "\n".join(lines) or nothing, row(*turning) if turning else None)


def watch_line(say: Language, watch: Watch) -> str:
    """A watch as a list shows it: of what, where to, when, and how it stands."""
    settings = watch.settings
    where = f"<#{settings.channel_id}>" if watch.guild_id else say("direct message")
    lines = [f"**{watch.watch_id}** · {criteria_words(say, settings.criteria)}"]
    role = f" · <@&{settings.role_id}>" if settings.role_id else ""
    lines.append(f"-# {where} · {alert_schedule_words(say, settings.schedule)}{role}")
    if watch.status is SubscriptionStatus.PAUSED:
        lines.append(f"-# {say('paused')}")
    elif watch.status is SubscriptionStatus.SUSPENDED:
        lines.append(f"-# {say('suspended: {why}', why=escape(say(watch.reason or '')))}")
    return "\n".join(lines)


def alert_schedule_words(say: Language, schedule: AlertSchedule) -> str:
    """When a watch tells of what it found, in words."""
    zone = escape(schedule.zone)
    parts = [say("at once")]
    if schedule.bundled_at is not None:
        parts = [say("bundled at {time} {zone}", time=f"{schedule.bundled_at:%H:%M}", zone=zone)]
    if schedule.quiet is not None:
        hours = f"{schedule.quiet.first:%H:%M}–{schedule.quiet.last:%H:%M}"
        parts.append(say("quiet {hours} {zone}", hours=hours, zone=zone))
    return ", ".join(parts)


def _alerted(say: Language, alerted: Alerted) -> str:
    """A release of an alert; where an agency changed it since, what it says differently."""
    entry = _hit(say, alerted.release, alerted.hit)
    last = next(iter(alerted.release.versions), None)
    if last is None or last.replaced_at <= alerted.since:
        return entry
    line = correction_line(say, last.replaced_at, last.changes)
    gone = "" if alerted.hit else f"\n-# {say('It no longer says what this watch is about.')}"
    return f"{entry}\n**{say('Corrected')}**\n{line}{gone}"


def _hit(say: Language, release: StoredRelease, hit: Hit | None) -> str:
    """A release with its figures that reach a bound, else the places that name what is wanted."""
    title = linked(escape(cut(title_of(say, release.head), _TITLE)), release.head.url)
    lines = [f"**{title}**", byline(say, release.head)]
    if hit is not None and hit.figures:
        lines += figure_entries(release, hit.figures[:_PLACES])
    elif hit is not None and hit.spans:
        lines += _places(say, release, hit.spans)
    elif release.analysis.language == "en":
        lines += summary_lines(say, release)[:1]
    return "\n".join(lines)


def _places(say: Language, release: StoredRelease, spans: Sequence[Span]) -> list[str]:
    """The first sentences that hold a place, each once with the way to it on the agency's page."""
    sentences: dict[int, list[Statement]] = {}
    for statement in (Statement(release, span) for span in spans):
        sentences.setdefault(statement.sentence.start, []).append(statement)
    lines = []
    for statements in list(sentences.values())[:_PLACES]:
        words = escape(sentence_words(release, [one.span for one in statements], _CONTEXT))
        address = statements[0].address
        lines.append(f"> {words}" + (f" {linked(say('receipt'), address)}" if address else ""))
    return lines
