"""One poll of one source: ask, tell what is new, read it whole, keep it, note how it went.

Whatever an item does, it costs that item: it waits, and then has failed, with its reason. Whatever
a source does, it costs that source: its health says why.

Everything may be repeated: whatever breaks between two steps, the next poll finds what is missing
and announces nothing twice, because an item is remembered only after its release is kept, and the
event is written with the release.
"""

import asyncio
import hashlib
import logging
import random
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from domain.archive import EventKind, Outcome
from domain.documents import Published
from domain.errors import (
    FetchError,
    GoneError,
    LedeError,
    OverLimitError,
    PollError,
    StarvedError,
    StorageError,
    UnreadableInputError,
)
from domain.facts import Analysis
from domain.sources import Fetched, Health, Listed, PollReport, Source, SourceState, Validators
from pipeline.analysis_pool import AnalysisPool
from pipeline.groups import (
    as_identified,
    as_whole,
    grouped,
    is_here,
    moment,
    moment_of,
    moments_of,
    runs,
    without_releases,
)
from pipeline.health import REMEMBERED, after_failure, after_success, learn_gap, notice_of
from pipeline.identity import Identified
from pipeline.ingest import PROCESSING_VERSION
from pipeline.jobs import (
    AHEAD,
    Analyse,
    Listing,
    Read,
    analyse_late,
    joined,
    read_item,
    read_items,
    read_source,
)
from pipeline.moving import is_after
from pipeline.recognition import noted_again, recognise, with_known, written_before
from pipeline.turns import Party
from sources.addresses import shown
from sources.fetching import Fetcher
from sources.reading import first_address
from storage import Storage
from storage.seen import ItemState, Kept, SeenItem

log = logging.getLogger("lede.polling")

# How long after its day a release is still news. What a source lists later than that (it was down,
# or so was Lede, or the agency put an old text up) is kept without an announcement.
CATCH_UP = timedelta(days=7)
# Of a source that is new to Lede so many releases are fetched from their own pages; the rest is
# remembered as seen. Those that a feed brings whole are all kept.
BASELINE_PAGES = 25
# Pages of a listing that are followed back to what is known.
_LISTING_PAGES = 10
# A page that cannot be read is tried so often; then the teaser, if there is one, is kept.
_ATTEMPTS = 4
# What takes more than any release does is tried once more: the machine may have been busy.
_HEAVY_ATTEMPTS = 2
# After so many seconds a poll begins no other item; the next one goes on where it ended. A site
# that lets each page drip would else hold a poll for a quarter of an hour.
POLL_SECONDS = 120.0
# What was begun by then has so long to end: two answers and their reading, and the wait for them.
_LAST_ITEM_SECONDS = 180.0


@dataclass(frozen=True, slots=True)
class Poller:
    """What a poll works with. `chance` gives numbers between 0 and 1 that spread the waits.

    With `keeps_embargoes` a text that may not be published yet is neither kept nor announced
    before it may.
    """

    storage: Storage
    fetcher: Fetcher
    now: Callable[[], datetime]
    pool: AnalysisPool
    analyse: Analyse = analyse_late
    chance: Callable[[], float] = random.random
    seconds: float = POLL_SECONDS
    keeps_embargoes: bool = True

    async def poll(self, name: str) -> PollReport:
        """Poll one source; NotFoundError if there is none.

        Nothing else is raised but a StorageError where not even the failure could be noted.
        """
        state = await self.storage.sources.get(name)
        try:
            async with asyncio.timeout(self.seconds + _LAST_ITEM_SECONDS):
                return await self._poll(state)
        except (FetchError, UnreadableInputError) as error:
            return await self._note_failure(state, error)
        except Exception as error:
            # The border of a source: whatever it was, the others and the next poll go on.
            return await self._note_failure(state, _defect(name, error))

    async def _poll(self, state: SourceState) -> PollReport:
        name = state.source.name
        fetched, listing = await self._ask(state)
        listed = listing.listed if listing else None
        if listing is None or (not listing.listed.items and state.health.listed):
            return await self._note_success(state, fetched, listed, PollReport(name, ""))
        report = await self._take_in(state, listing)
        return await self._note_success(state, fetched, listed, report)

    async def _ask(self, state: SourceState) -> tuple[Fetched, Listing | None]:
        """The first answer, and everything listed back to what is known."""
        source = state.source
        validators = state.health.validators if state.baseline_at else None
        fetched, listing = await self._answer(state, first_address(source), validators)
        if listing is None:
            return fetched, None
        if state.baseline_at is None:
            return fetched, listing
        pages = [listing]
        while len(pages) < _LISTING_PAGES:
            url = pages[-1].next_url
            if url is None or await self._knows_last(state, pages[-1]):
                break
            _, older = await self._answer(state, url)
            if older is None or not older.marked:
                break
            pages.append(older)
        return fetched, joined(pages)

    async def _answer(
        self, state: SourceState, url: str, validators: Validators | None = None
    ) -> tuple[Fetched, Listing | None]:
        """What an address answers, and what it lists; without its body, which is read by then."""
        source = state.source
        async with self.pool.room.held() as grow:
            fetched = await self.fetcher.fetch(url, validators, grow=grow)
            if fetched.body is None:
                return fetched, None
            mark = _body_mark(source, fetched.body)
            # The same again, whatever the server says of it.
            if validators is not None and validators.body_mark == mark:
                return replace(fetched, body=None), None
            fetched = replace(fetched, validators=replace(fetched.validators, body_mark=mark))
            name = shown(fetched.url)
            latest = self.now() + AHEAD
            written = await written_before(self.storage.items, state)
            listing = await self.pool.run(
                Party(source.name), name, read_source, source, fetched, self.analyse, latest,
                read_as=_read_as(source), known=frozenset(written),
            )  # fmt: skip
        return replace(fetched, body=None), with_known(listing, written)

    async def _knows_last(self, state: SourceState, listing: Listing) -> bool:
        if not listing.marked:
            return True
        matched = await recognise(self.storage.items, state, listing.marked[-1:])
        return all(one.seen is not None for one in matched.found)

    async def _take_in(self, state: SourceState, listing: Listing) -> PollReport:
        """Read and keep what is new or changed, the oldest first."""
        source, listed = state.source.name, listing.listed
        matched = await recognise(self.storage.items, state, listing.marked)
        fresh = [one for one in matched.found if one.is_open]
        if matched.habits.says_more_than(matched.before) or (
            fresh and matched.habits != matched.before
        ):
            await self.storage.items.note_habits(source, matched.habits)
        is_moved = state.moved_at is not None
        # At another address where nothing is recognised a source begins anew.
        is_baseline = state.baseline_at is None or (
            is_moved and not any(one.seen for one in matched.found)
        )
        report = PollReport(
            source, "", listed=len(listed.items), is_baseline=is_baseline, problems=listed.problems,
            told_since=state.health.succeeded_at if is_moved else None,
        )  # fmt: skip
        pages = 0
        again = (noted_again(one, matched.habits) for one in matched.found)
        noted = [one for one in again if one is not None]
        passed = []
        chosen = []
        # Newest first here, so that of a new source the newest are read; kept oldest first.
        for one in fresh:
            if self._is_held(one):
                report = replace(report, embargoed=report.embargoed + 1)
                continue
            pages += not one.item.is_whole
            if is_baseline and not one.item.is_whole and pages > BASELINE_PAGES:
                passed.append(_noted(one, ItemState.PASSED))
            else:
                chosen.append(one)
        if noted or passed:
            await self.storage.items.note(source, [*noted, *passed], now=self.now())
        report = replace(report, passed=len(passed))
        # Where moments are the same or missing, what stands last in the listing is the oldest.
        chosen.reverse()
        ends_at = asyncio.get_running_loop().time() + self.seconds
        left = len(chosen)
        for group in grouped(sorted(chosen, key=moment_of)):
            reads: dict[str, Read | LedeError] = {}
            for run in runs(group):
                if asyncio.get_running_loop().time() > ends_at:
                    return replace(report, left=left)
                if not reads:
                    reads = await self._read_group(source, group, listing.reads)
                found = [reads.get(one.key) for one in run]
                report = await self._keep_group(source, run, found, report)
                left -= len(run)
        if is_baseline or is_moved:
            await self.storage.sources.note_baseline(source, self.now())
        return report

    async def _keep_group(
        self,
        source: str,
        group: Sequence[Identified],
        reads: Sequence[Read | LedeError | None],
        report: PollReport,
    ) -> PollReport:
        """Keep the releases of several items in one transaction; what fails, each for itself."""
        ready = [
            (one, read) for one, read in zip(group, reads, strict=True) if isinstance(read, Read)
        ]
        if len(ready) > 1:
            try:
                report = await self._save(source, ready, report)
                group, reads = without_releases(group, reads)
            except (StorageError, UnreadableInputError):
                log.info("poll.singly source=%s", source)
        for one, read in zip(group, reads, strict=True):
            report = await self._keep(source, one, read, report)
        return report

    async def _keep(
        self, source: str, one: Identified, read: Read | LedeError | None, report: PollReport
    ) -> PollReport:
        """Keep one item's release, or note why it waits; `read` is it, where it is read already."""
        before = one.seen
        attempts = (before.attempts if before else 0) + 1
        try:
            if isinstance(read, LedeError):
                raise read
            if read is None:
                read = await self._read_page(source, one, is_last=attempts >= _ATTEMPTS)
            return await self._save(source, [(one, read)], report)
        except (FetchError, UnreadableInputError) as error:
            reason = str(error)
            most = _HEAVY_ATTEMPTS if isinstance(error, OverLimitError) else _ATTEMPTS
            is_over = attempts >= most or isinstance(error, GoneError)
            if isinstance(error, StarvedError):
                # It has not been tried at all; it waits for as long as the machine is busy.
                attempts, is_over = attempts - 1, False
        except Exception as error:
            # The border of an item: whatever it was, the others go on.
            reason = str(_defect(one.item.title or one.key, error))
            is_over = attempts >= _ATTEMPTS
        # What was kept once stays; its page is asked again when the source says more of it.
        become = ItemState.FAILED if is_over else ItemState.WAITING
        note = replace(
            _noted(one, become),
            attempts=attempts, reason=reason, release_id=before.release_id if before else None,
        )  # fmt: skip
        await self.storage.items.note(source, [note], now=self.now())
        problems = (*report.problems, reason)
        return replace(report, waiting=report.waiting + 1, problems=problems)

    async def _save(
        self, source: str, reads: Sequence[tuple[Identified, Read]], report: PollReport
    ) -> PollReport:
        """Keep releases with what is to be told of them and their items, or nothing of it."""
        kept, held = [], []
        for one, (document, analysis, text_mark) in reads:
            until = self._embargo_of(analysis)
            if until is not None:
                note = _noted(one, ItemState.EMBARGOED, text_mark)
                held.append(replace(note, reason=until.isoformat()))
                continue
            is_news = not report.is_baseline and self._is_news(document.published_at)
            if one.seen is None and report.told_since is not None:
                is_news = is_news and is_after(document.published_at, report.told_since)
            note = _noted(one, ItemState.KEPT, text_mark)
            kept.append(Kept(document, analysis, note, is_news))
        if held:
            await self.storage.items.note(source, held, now=self.now())
            report = replace(report, embargoed=report.embargoed + len(held))
        if not kept:
            return report
        saved = await self.storage.items.keep(
            source, kept, now=self.now(), version=PROCESSING_VERSION
        )
        outcomes = Counter(report.outcomes) + Counter(one.outcome for one in saved)
        told = sum(
            one.is_news and was.outcome in (Outcome.NEW, Outcome.CHANGED)
            for one, was in zip(kept, saved, strict=True)
        )
        return replace(report, outcomes=dict(outcomes), announced=report.announced + told)

    async def _read_group(
        self, source: str, group: Sequence[Identified], had: Mapping[str, Read | LedeError]
    ) -> dict[str, Read | LedeError]:
        """By their keys the releases of items that the source brought whole.

        `had` are those that were read with their listing, by their fingerprints.
        """
        found = {
            one.key: as_identified(source, one, had[one.fingerprint])
            for one in group
            if one.fingerprint in had
        }
        here = [one for one in group if is_here(one) and one.key not in found]
        reads = await self._read_whole(source, here) if here else []
        return found | {one.key: read for one, read in zip(here, reads, strict=True)}

    async def _read_whole(
        self, source: str, group: Sequence[Identified]
    ) -> Sequence[Read | LedeError]:
        """The releases of items that the source brought whole, or why there is none."""
        name = group[0].item.title or group[0].key
        try:
            latest = self.now() + AHEAD
            return await self.pool.run(
                Party(source), name, read_items, self.analyse, source, group, latest
            )
        except StarvedError as error:
            return [error] * len(group)
        except OverLimitError as error:
            if len(group) == 1:
                return [error]
        # One of them takes too much: each for itself, so that it costs no other.
        return [read for one in group for read in await self._read_whole(source, [one])]

    async def _read_page(self, source: str, one: Identified, *, is_last: bool) -> Read:
        """The release of an item, from its page."""
        assert one.item.url is not None
        try:
            async with self.pool.room.held() as grow:
                page = await self.fetcher.fetch(one.item.url, grow=grow)
                name = shown(page.url)
                latest = self.now() + AHEAD
                return await self.pool.run(
                    Party(source), name, read_item, self.analyse, source, one, page, latest
                )
        except (FetchError, UnreadableInputError) as error:
            # A teaser kept too early would look like a changed release when its page is read.
            if one.item.text and (is_last or isinstance(error, GoneError)):
                (teaser,) = await self._read_whole(source, [as_whole(one)])
                if isinstance(teaser, Read):
                    return teaser
            raise

    def _embargo_of(self, analysis: Analysis) -> datetime | None:
        """Until when the text must wait, None where it need not (any more)."""
        embargo = analysis.head.embargo if self.keeps_embargoes else None
        is_held = embargo is not None and embargo.until is not None and embargo.until > self.now()
        return embargo.until if embargo is not None and is_held else None

    def _is_held(self, one: Identified) -> bool:
        """Whether an item that says what it said before still waits for the end of its embargo."""
        seen = one.seen
        if seen is None or seen.state is not ItemState.EMBARGOED or not self.keeps_embargoes:
            return False
        is_same = seen.fingerprint == one.fingerprint
        return (
            is_same and seen.reason is not None and datetime.fromisoformat(seen.reason) > self.now()
        )

    def _is_news(self, published: Published | None) -> bool:
        if published is None:
            return True
        return self.now() - moment(published) <= CATCH_UP

    async def _note_success(
        self, state: SourceState, fetched: Fetched, listed: Listed | None, report: PollReport
    ) -> PollReport:
        moments = [] if listed is None else moments_of(listed)
        name = state.source.name
        unread = await self.storage.items.unread(self.now() - REMEMBERED, source=name)
        health = after_success(
            state.health,
            now=self.now(),
            chance=self.chance(),
            listed=None if listed is None else len(listed.items),
            new_items=report.outcomes.get(Outcome.NEW, 0) + report.passed,
            gap=learn_gap(moments),
            # While something waits the answer must come again, although it is unmodified.
            validators=None if listed is None else _validators(fetched, report),
            cadence=state.source.cadence,
            unread=len(unread.get(name, ())),
            is_unfinished=report.left > 0,
        )
        return await self._note_health(name, health, report)

    async def _note_failure(self, state: SourceState, error: LedeError) -> PollReport:
        health = after_failure(state.health, error, now=self.now(), chance=self.chance())
        report = PollReport(state.source.name, "", is_baseline=state.baseline_at is None)
        return await self._note_health(state.source.name, health, report)

    async def _note_health(self, name: str, health: Health, report: PollReport) -> PollReport:
        health, notice = notice_of(name, health, now=self.now())
        if notice is not None:
            kind = EventKind.SOURCE_BROKEN if notice.is_broken else EventKind.SOURCE_BACK
            await self.storage.events.add(kind, source=name, text=notice.text, now=self.now())
            log.warning("source.%s source=%s", "broken" if notice.is_broken else "back", name)
        await self.storage.sources.note_health(name, health)
        return replace(report, health=health.condition.value, reason=health.reason)


def _noted(one: Identified, state: ItemState, text_mark: str | None = None) -> SeenItem:
    """An item as it is remembered; `text_mark` is the sample of its words, where it is drawn."""
    marks = one.marks if text_mark is None else replace(one.marked.marks, text_mark=text_mark)
    return SeenItem(one.key, one.fingerprint, state, marks=marks, entry_mark=one.marked.entry_mark)


def _read_as(source: Source) -> str:
    """All besides an answer that decides how it is read."""
    read_as = (source.kind, source.address, source.agency, sorted(source.options.items()))
    return f"{PROCESSING_VERSION} {read_as}"


def _body_mark(source: Source, body: bytes) -> str:
    """A hash of an answer and of all that decides how it is read."""
    return hashlib.sha256(f"{_read_as(source)}\n".encode() + body).hexdigest()


def _validators(fetched: Fetched, report: PollReport) -> Validators:
    is_open = report.waiting or report.left or report.embargoed
    return Validators() if is_open else fetched.validators


def _defect(what: str, error: Exception) -> PollError:
    """What Lede itself failed at, as a sentence; the log has the rest."""
    if isinstance(error, TimeoutError):
        return PollError("“{what}” takes too long. Lede will try again.", what=what[:80])
    log.error("poll.failed on=%r", what[:80], exc_info=error)
    return PollError(
        "Lede failed on “{what}” ({kind}). It has been logged; the next poll tries again.",
        what=what[:80],
        kind=type(error).__name__,
    )
