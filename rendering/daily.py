"""The daily briefing as a message, and what an admin is told of a subscription."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

import discord

from domain.briefings import Briefing, Correction, Coverage, Story
from domain.documents import Span
from domain.facts import Figure, Sentence
from domain.measures import label_of
from domain.references import reference
from domain.subscriptions import (
    EVERY_DAY,
    USUAL,
    WORKDAYS,
    BriefingSettings,
    Leaning,
    Schedule,
    Subscription,
    SubscriptionStatus,
    Taste,
)
from rendering.addresses import linked
from rendering.buttons import ButtonId, button, rows
from rendering.card import AGENCY, Row, card, picture, title_of
from rendering.cards import correction_line
from rendering.charts import Bar, draw_bars
from rendering.escape import escape, one_line
from rendering.exactness import figure_words
from rendering.language import Language
from rendering.limits import TEXT_TOTAL, cut
from rendering.statements import figure_entries, quote_entry, summary_lines
from rendering.trends import bar_label
from rendering.worth import left_out_button

_TITLE, _QUOTE, _LINE = 110, 300, 320
_WORDS = 40
NUMBER_CHART = "number.png"
# How much a story says: its title, its sentence too, its figure too.
_TITLE_ALONE, _SENTENCE, _FULL = range(3)
# Stories of a week that are told in full; of the others, the title and who issued it when.
_LEADING = 3
_TROUBLES = 3


@dataclass(frozen=True, slots=True)
class Post:
    """A message to a channel, with the one role it may mention, and its pictures by name.

    `title` names the thread it begins in a forum. `reply_to` is the message in the same channel
    that it answers; `without_files` is what goes to a channel that takes none.
    """

    view: discord.ui.LayoutView
    title: str
    role_id: int | None = None
    reply_to: int | None = None
    files: tuple[tuple[str, bytes], ...] = ()
    without_files: discord.ui.LayoutView | None = None


def daily_card(
    say: Language,
    briefing: Briefing,
    *,
    mark: str | None = None,
    role_id: int | None = None,
    is_own: bool = False,
) -> discord.ui.LayoutView:
    """The day's stories with their figures and the quote of the day, its number, corrections.

    `mark` names the delivery, by which the message is found again. One that a member has for
    themselves (`is_own`) has a button by which it comes no more.
    """
    mention = f"<@&{role_id}>" if role_id else None
    head = f"## {daily_title(say, briefing)}\n-# {_span(say, briefing)}"
    if briefing.is_quiet:
        head += f"\n{say('Nothing that stands out.')}"
    foot = _coverage(say, briefing.coverage)
    if briefing.is_empty:
        nothing = say("Nothing new since the last briefing.")
        return card(mention, head, nothing, foot, *_openers(say, briefing, mark, is_own))
    chart = picture(NUMBER_CHART, _trend_words(say, briefing)) if briefing.trend else None
    extras = _extras(say, briefing)
    room = TEXT_TOTAL - sum(map(len, [*extras, head, foot, mention or ""]))
    stories, number = _told(say, briefing, room)
    openers = _openers(say, briefing, mark, is_own)
    return card(mention, head, *stories, number, chart, *extras, foot, *openers)


def daily_title(say: Language, briefing: Briefing) -> str:
    """What a briefing is called, in its head and as a thread of a forum."""
    name = say("Briefing of the week") if briefing.is_weekly else say("Briefing")
    return f"{name} · {say.day(briefing.day)}"


def number_chart(say: Language, briefing: Briefing) -> bytes:
    """The number of the day beside what its agency said before; slow, keep it off the loop."""
    if briefing.number is None:
        raise ValueError("a briefing without a number has no chart")
    bars = [
        Bar(bar_label(say, release), value, cut(figure_words(release, figure), _WORDS))
        for release, figure, value in briefing.trend
    ]
    _, figure = briefing.number
    label = label_of(figure.measure or "", [one for _, one, _ in briefing.trend])
    return draw_bars(bars, one_line(label))


def subscription_line(say: Language, subscription: Subscription) -> str:
    """A subscription as a list shows it: where, when, of what, and how it stands."""
    settings = subscription.settings
    when = schedule_words(say, settings.schedule)
    if subscription.guild_id is None:
        lines = [f"{say('direct message')} · {when}"]
    else:
        lines = [f"**{subscription.subscription_id}** · <#{settings.channel_id}> · {when}"]
    lines.append(f"-# {beat_words(say, settings)}")
    if manner := _manner_words(say, settings):
        lines.append(f"-# {' · '.join(manner)}")
    if subscription.status in (SubscriptionStatus.ACTIVE, SubscriptionStatus.DRAFT):
        upcoming = discord.utils.format_dt(subscription.next_due, "f")
        lines.append(f"-# {say('next {when}', when=upcoming)}")
    elif subscription.status is SubscriptionStatus.PAUSED:
        lines.append(f"-# {say('paused')}")
    else:
        why = escape(say(subscription.reason or ""))
        lines.append(f"-# {say('suspended: {why}', why=why)}")
    return "\n".join(lines)


def schedule_words(say: Language, schedule: Schedule) -> str:
    """A schedule in words: 07:30 Europe/Berlin, Monday to Friday."""
    if schedule.weekdays == EVERY_DAY:
        days = say("every day")
    elif schedule.weekdays == WORKDAYS:
        days = say("Monday to Friday")
    else:
        days = ", ".join(say.weekday(day) for day in sorted(schedule.weekdays))
    return f"{schedule.at:%H:%M} {escape(schedule.zone)}, {days}"


def beat_words(say: Language, settings: BriefingSettings) -> str:
    """What a subscription is about, in words."""
    beat = settings.beat
    names = [*beat.agencies, *beat.operations, *beat.people, *beat.places]
    words = [f"“{word}”" for word in beat.words]
    parts = [escape(cut(", ".join([*names, *words]), _LINE)) or say("everything")]
    if beat.without:
        left_out = ", ".join(f"“{word}”" for word in beat.without)
        parts.append(say("without {words}", words=escape(cut(left_out, _LINE))))
    if settings.publishes:
        parts.append(say("published"))
    return " · ".join([*parts, *_taste_words(say, settings.taste)])


def _manner_words(say: Language, settings: BriefingSettings) -> list[str]:
    """How it is told, where that is not as usual: the role it mentions, language and length."""
    said = []
    if settings.role_id is not None:
        said.append(f"<@&{settings.role_id}>")
    if settings.language != say.code:
        said.append(say.language(settings.language))
    if settings.length != USUAL:
        number = settings.length
        said.append(say.count("{number} story at most", "{number} stories at most", number))
    if settings.speaks_when_empty:
        said.append(say("also when there is nothing new"))
    return said


def _taste_words(say: Language, taste: Taste) -> list[str]:
    """What a server wants more or less of, in words."""

    def named(leaning: Leaning) -> str:
        return escape(cut(", ".join(map(say, taste.of(leaning))), _LINE))

    more, less, never = map(named, (Leaning.MORE, Leaning.LESS, Leaning.NEVER))
    said = [
        more and say("more: {names}", names=more),
        less and say("less: {names}", names=less),
        never and say("never: {names}", names=never),
    ]
    return [part for part in said if part]


def _told(say: Language, briefing: Briefing, room: int) -> tuple[list[str], str]:
    """The stories and the number of the day in so many characters.

    Where they have no room the last stories give up their figures first, then their sentences.
    """
    details = [_FULL] * len(briefing.stories)
    places = range(len(details) - 1, -1, -1)
    less = [(place, detail) for detail in (_SENTENCE, _TITLE_ALONE) for place in places]
    while True:
        stories, number = _stories(say, briefing, details), _number(say, briefing, details)
        if not less or len(number) + sum(map(len, stories)) <= room:
            return stories, number
        place, detail = less.pop(0)
        details[place] = detail


def _stories(say: Language, briefing: Briefing, details: Sequence[int]) -> list[str]:
    """The stories, of a week the first in full and the others on one list."""
    in_full = _LEADING if briefing.is_weekly else len(briefing.stories)
    numbered = list(enumerate(briefing.stories, 1))
    told = [
        _story(say, n, story, details[n - 1], briefing) + _changed_since(say, story, briefing.until)
        for n, story in numbered[:in_full]
    ]
    if not numbered[in_full:]:
        return told
    others = [_in_short(say, n, story) for n, story in numbered[in_full:]]
    return [*told, "\n".join([f"**{say('Also this week')}**", *others])]


def _in_short(say: Language, number: int, story: Story) -> str:
    """A story of a week as its title, who issued it and on which day."""
    head = story.release.head
    title = linked(escape(cut(title_of(say, head), _TITLE)), head.url)
    at = head.published_at or head.first_seen_at
    day = say.day(at.date() if isinstance(at, datetime) else at)
    return f"{number}. {title}\n-# {_issuers(say, story)} · {day}"


def _story(say: Language, number: int, story: Story, detail: int, briefing: Briefing) -> str:
    """A story: title, first sentence, first figure, the quote of the day if it is its, issuers.

    The number of the day is told in its own place alone, and a figure of the sentence there.
    """
    release = story.release
    title = linked(escape(cut(title_of(say, release.head), _TITLE)), release.head.url)
    lines = [f"**{number}. {title}**"]
    said = _said(story, detail)
    lines += [line.removeprefix("- ") for line in summary_lines(say, release, said)]
    told = [sentence.span for sentence in said]
    apart = briefing.number[1] if briefing.number is not None else None
    figures = [story.figure] if story.figure not in (None, apart) else []
    if apart is not None and _is_alone(briefing):
        figures = [apart]
    if detail == _FULL and not (figures and _stands_in(figures[0], told)):
        lines += figure_entries(release, figures, told)
    if briefing.quote is not None and briefing.quote[0] is release:
        lines.append(quote_entry(say, *briefing.quote, _QUOTE))
    return "\n".join([*lines, f"-# {_issuers(say, story)}"])


def _changed_since(say: Language, story: Story, until: datetime) -> str:
    """What an agency has changed of a story since it was told."""
    last = next(iter(story.release.versions), None)
    if last is None or last.replaced_at <= until:
        return ""
    line = correction_line(say, last.replaced_at, last.changes)
    return f"\n**{say('Corrected')}**\n{line}"


def _issuers(say: Language, story: Story) -> str:
    heads = [story.release.head, *story.others]
    names = [escape(cut(head.agency or title_of(say, head), AGENCY)) for head in heads]
    return ", ".join(dict.fromkeys(names))


def _number(say: Language, briefing: Briefing, details: Sequence[int]) -> str:
    """The number of the day, with the words around it unless its story tells them.

    Of the only story it is no number apart: it stands in the story.
    """
    if briefing.number is None or _is_alone(briefing):
        return ""
    release, figure = briefing.number
    place, of_it = next(
        (n, story) for n, story in enumerate(briefing.stories, 1) if story.release is release
    )
    told = [s.span for s in _said(of_it, details[place - 1])]
    entry = "\n".join(figure_entries(release, [figure], told))
    name = say("Number of the week") if briefing.is_weekly else say("Number of the day")
    return f"**{name}**\n## {entry}\n-# {say('of story {number}', number=place)}"


def _is_alone(briefing: Briefing) -> bool:
    """Whether the number of the day is that of the only story."""
    return briefing.number is not None and [s.release for s in briefing.stories] == [
        briefing.number[0]
    ]


def _said(story: Story, detail: int) -> tuple[Sentence, ...]:
    """The sentences that are told of a story."""
    is_told = detail >= _SENTENCE and story.release.analysis.language == "en"
    return story.told if is_told else ()


def _stands_in(figure: Figure, told: Sequence[Span]) -> bool:
    """Whether what is told holds the figure with all that is claimed of it."""
    places = [figure.span, *(claim.span for claim in figure.claims)]
    return all(any(t.start <= p.start and p.end <= t.end for t in told) for p in places)


def _extras(say: Language, briefing: Briefing) -> list[str]:
    """The corrections, what is left out."""
    parts = []
    if briefing.corrections:
        lines = [_correction(say, correction) for correction in briefing.corrections]
        parts.append("\n".join([f"**{say('Corrections')}**", *lines]))
    counted = []
    if briefing.passed:
        counted.append(
            say.count(
                "{number} story was left out.",
                "{number} stories were left out.",
                len(briefing.passed),
            )
        )
    if briefing.merged:
        counted.append(
            say.count(
                "{number} more release tells the same as another.",
                "{number} more releases tell the same as others.",
                briefing.merged,
            )
        )
    return [*parts, f"-# {' '.join(counted)}"] if counted else parts


def _correction(say: Language, correction: Correction) -> str:
    head = correction.release.head
    title = linked(escape(cut(title_of(say, head), _TITLE)), head.url)
    return f"{title}\n{correction_line(say, correction.at, correction.changes)}"


def _coverage(say: Language, coverage: Coverage) -> str:
    """How many sources were looked at, and which are in trouble since when."""
    if not coverage.sources:
        return ""
    good = coverage.sources - len(coverage.troubles)
    checked = say("{good} of {all} sources answer as usual", good=good, all=coverage.sources)
    named = [
        f"{escape(t.name)} {say(t.condition)}{_since(say, t.since)}"
        for t in coverage.troubles[:_TROUBLES]
    ]
    if len(coverage.troubles) > _TROUBLES:
        named.append(say("{number} more", number=len(coverage.troubles) - _TROUBLES))
    return f"-# {checked}" + (f"; {', '.join(named)}" if named else "")


def _since(say: Language, since: datetime | None) -> str:
    if since is None:
        return ""
    return " " + say("since {day}", day=discord.utils.format_dt(since, "f"))


def _span(say: Language, briefing: Briefing) -> str:
    # The title has the day it ends on, and the message its own time.
    said = say("since {day}", day=discord.utils.format_dt(briefing.since, "f"))
    return f"{said} · {say('late, Lede was not running')}" if briefing.is_late else said


def _openers(say: Language, briefing: Briefing, mark: str | None, is_own: bool) -> list[Row]:
    """A button a story that leads to its briefing, and one that says why this came.

    The id of that is the mark the message is found by.
    """
    buttons = [
        button(say("Brief {number}", number=n), ButtonId("brief", reference(story.release.head)))
        for n, story in enumerate(briefing.stories, 1)
    ]
    if mark and (briefing.passed or briefing.merged):
        buttons.append(button(say("Left out"), left_out_button(mark)))
    if mark:
        buttons.append(button(say("Why this?"), ButtonId("daily", mark)))
    if mark and is_own:
        buttons.append(button(say("Unsubscribe"), ButtonId("unsubscribe", mark)))
    return rows(buttons)


def _trend_words(say: Language, briefing: Briefing) -> str:
    """The chart in words, for those who do not see it."""
    points = [
        f"{bar_label(say, release)}: {figure_words(release, figure)}"
        for release, figure, _ in briefing.trend
    ]
    return "; ".join(map(one_line, points))
