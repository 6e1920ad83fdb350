"""The messages of deliveries: briefings, alerts, corrections, from the archive to the card."""

import asyncio
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from functools import partial

from bot.wiring import Services
from domain.briefings import Briefing
from domain.errors import NotFoundError
from domain.subscriptions import (
    AlertsOf,
    BriefingOf,
    CorrectionOf,
    Delivery,
    DeliveryState,
    ReleaseFilter,
    Subscription,
    SubscriptionStatus,
    Taste,
)
from pipeline.briefing import compose
from pipeline.calendar import gap_before
from pipeline.delivery import Prepared
from pipeline.watching import hit_as_meant
from rendering.alerts import Alerted, alert_card, alert_title, correction_card
from rendering.daily import NUMBER_CHART, Post, daily_card, daily_title, number_chart
from rendering.language import Language, language

# Briefings of one beat and time are alike: each is composed once for all channels.
_Known = tuple[datetime, int | None]
_Alike = tuple[
    ReleaseFilter, Taste, date, datetime, _Known | timedelta, int | None, int, frozenset[str]
]


@dataclass(slots=True)
class Composer:
    """Composes messages, what is alike once where many wait for it at the same time.

    In a replay a briefing says what it said when it was claimed, whatever agencies changed since.
    """

    services: Services
    is_replay: bool = False
    _composed: dict[_Alike, asyncio.Task[Briefing]] = field(default_factory=dict)
    _drawn: dict[tuple[_Alike, str], asyncio.Task[bytes]] = field(default_factory=dict)

    async def prepare(self, delivery: Delivery) -> Prepared[Post] | None:
        """The message of a delivery; None where there is nothing to say."""
        match delivery.purpose:
            case BriefingOf() as purpose:
                return await self._briefing(delivery, purpose)
            case AlertsOf(watch_id=number):
                return await self._alerts(delivery, number)
            case CorrectionOf() as purpose:
                return await self._correction(delivery, purpose)

    async def _briefing(self, delivery: Delivery, purpose: BriefingOf) -> Prepared[Post] | None:
        subscription = await self.services.storage.subscriptions.find(purpose.subscription_id)
        if subscription is None:
            return None
        # A message that was sent tells what it told, however the briefing is set up by now.
        settings = subscription.settings.choosing_by(delivery.choosing)
        subscription = replace(subscription, settings=settings)
        alike = await self._alike(subscription, delivery, purpose.local_date)
        briefing = await self._compose(alike, subscription, delivery)
        if briefing.is_empty and not settings.speaks_when_empty:
            return None
        say = language(settings.language)
        delivered = tuple(story.release.head.release_id for story in briefing.stories)
        draw = partial(
            daily_card,
            say,
            mark=mark_of(delivery),
            role_id=settings.role_id,
            is_own=subscription.guild_id is None,
        )
        title = daily_title(say, briefing)
        view = draw(briefing)
        prepared = Prepared(
            Post(view, title, settings.role_id), delivered, briefing.known_event, settings.choosing
        )
        if not briefing.trend:
            return prepared
        chart = await self._draw(alike, say, briefing)
        plain = draw(replace(briefing, trend=()))
        post = Post(
            view, title, settings.role_id, files=((NUMBER_CHART, chart),), without_files=plain
        )
        return replace(prepared, message=post)

    async def _alerts(self, delivery: Delivery, number: int) -> Prepared[Post] | None:
        """What a watch found, as its releases say it now."""
        storage = self.services.storage
        watch = await storage.watches.find(number)
        is_sent = delivery.state is DeliveryState.SENT
        if watch is None or (watch.status is SubscriptionStatus.PAUSED and not is_sent):
            return None
        numbers = await storage.watches.alerted_by(delivery.delivery_id)
        found = await storage.releases.get_many(numbers)
        # Since the claim: what changed before it is told as it stands.
        since = delivery.claimed_at or self.services.now()
        older = await storage.watches.meanings(of=number)
        meant = [watch.settings.criteria, *(criteria for _, criteria, _ in older)]
        held = [(found[n], *hit_as_meant(meant, found[n])) for n in numbers if n in found]
        alerted = [Alerted(release, hit, since) for release, hit, _ in held]
        said = {criteria for _, hit, criteria in held if hit is not None}
        if len(said) == 1:
            # Found before the watch was edited: it is told as what it was found for.
            watch = replace(watch, settings=replace(watch.settings, criteria=said.pop()))
        if not is_sent:
            # An agency may have changed it while it waited for the end of quiet hours.
            alerted = [one for one in alerted if one.hit is not None]
        if not alerted:
            return None
        say = language(watch.settings.language)
        view = alert_card(say, watch, alerted, mark=mark_of(delivery))
        post = Post(view, alert_title(say, watch), watch.settings.role_id)
        return Prepared(post, tuple(one.release.head.release_id for one in alerted))

    async def _correction(self, delivery: Delivery, purpose: CorrectionOf) -> Prepared[Post] | None:
        """What an agency has changed of what a message told, as an answer to that message."""
        storage = self.services.storage
        try:
            original = await storage.deliveries.get(purpose.delivery_id)
        except NotFoundError:
            return None
        event = await storage.events.get(purpose.event_id)
        if event is None or event.release_id is None or event.changes is None:
            return None
        release = (await storage.releases.get_many([event.release_id])).get(event.release_id)
        if release is None or original.message_id is None:
            return None
        say = await self._language_of(original)
        if say is None:
            return None
        view = correction_card(say, release, event.at, event.changes, mark=mark_of(delivery))
        return Prepared(Post(view, say("Corrected"), reply_to=original.message_id))

    async def _language_of(self, delivery: Delivery) -> Language | None:
        """The language of what asked for a message; None where nobody asks for it any more."""
        storage = self.services.storage
        match delivery.purpose:
            case BriefingOf(subscription_id=number):
                subscription = await storage.subscriptions.find(number)
                return language(subscription.settings.language) if subscription else None
            case AlertsOf(watch_id=number):
                watch = await storage.watches.find(number)
                return language(watch.settings.language) if watch else None
            case CorrectionOf():
                # Nothing corrects a correction.
                return None

    async def _alike(self, subscription: Subscription, delivery: Delivery, day: date) -> _Alike:
        settings, due = subscription.settings, delivery.due_at
        deliveries = self.services.storage.deliveries
        last = await deliveries.last_sent(subscription.subscription_id, due)
        # The first one goes back to the date before of its schedule.
        begun = gap_before(settings.schedule, day=day)
        known = (last.due_at, last.known_event) if last else begun
        return (
            settings.beat,
            settings.taste,
            day,
            due,
            known,
            delivery.known_event,
            settings.length,
            await self.services.storage.sources.withheld_from(subscription.guild_id),
        )

    async def _compose(
        self, alike: _Alike, subscription: Subscription, delivery: Delivery
    ) -> Briefing:
        """The briefing as of the moment of the claim: an edited message is not late by the edit."""
        if alike not in self._composed:
            storage = self.services.storage
            # One that was never claimed was not sent: it would have come at its time.
            moment = delivery.claimed_at or delivery.due_at
            work = compose(
                storage,
                subscription,
                alike[2],
                delivery.due_at,
                moment,
                as_of=moment if self.is_replay else None,
                up_to=delivery.known_event,
            )
            self._composed[alike] = asyncio.create_task(work)
        # One that gives up waiting takes the briefing from none of the others.
        return await asyncio.shield(self._composed[alike])

    async def _draw(self, alike: _Alike, say: Language, briefing: Briefing) -> bytes:
        if (alike, say.code) not in self._drawn:
            drawing = self.services.draw(number_chart, say, briefing)
            self._drawn[alike, say.code] = asyncio.create_task(drawing)
        return await asyncio.shield(self._drawn[alike, say.code])


def mark_of(delivery: Delivery) -> str:
    """What a message carries in its button, by which it is found in its channel again."""
    return f"#{delivery.delivery_id}"
