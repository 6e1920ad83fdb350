"""The briefing of a set of releases, without an archive: ranked, mixed, with its reasons."""

from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime, time
from itertools import combinations

from domain.archive import ReleaseHead, StoredRelease
from domain.briefings import Briefing
from domain.documents import Document, Published
from domain.facts import Analysis
from domain.subscriptions import ReleaseFilter
from pipeline.highlights import number_of_the_day, quote_of_the_day, to_show
from pipeline.ranking import choose, rank
from pipeline.reactions import join_reactions
from pipeline.release_filters import matches
from pipeline.worth import weigh
from storage.signatures import Signature, marks_of, sign
from storage.stories import is_same_story

# When a release was first seen that says no date of its own: all of one moment, as one day's are.
_NO_DATE = datetime(1970, 1, 1, tzinfo=UTC)


def to_release(number: int, document: Document, analysis: Analysis) -> StoredRelease:
    """A release under a number of its own, as if it were stored."""
    published = analysis.published_at
    title = analysis.title or document.title or "Untitled release"
    agency = document.agency or analysis.agency
    head = ReleaseHead(
        release_id=number,
        title=title,
        agency=agency,
        published_at=published,
        first_seen_at=_moment(published),
        url=document.url,
        is_sample=document.is_sample,
    )
    return StoredRelease(head, document, analysis)


def digest(releases: Sequence[StoredRelease], beat: ReleaseFilter, length: int) -> Briefing:
    """The briefing of the releases that are of the beat; `stories` and `passed` together are all.

    The releases have different numbers. The same releases give the same briefing.
    """
    fitting = [release for release in releases if matches(beat, release)]
    worths = {release.head.release_id: weigh(release) for release in fitting}
    stories = rank(join_reactions(group(fitting)), worths)
    choice = choose(to_show(stories), length)
    shown = choice.shown
    return Briefing(
        day=date.min,
        since=_NO_DATE,
        until=_NO_DATE,
        stories=shown,
        passed=choice.passed,
        number=number_of_the_day(shown),
        quote=quote_of_the_day(shown),
        is_quiet=choice.is_quiet,
    )


def group(releases: Sequence[StoredRelease]) -> list[list[StoredRelease]]:
    """The releases by story, as the archive would put them together."""
    signed = {r.head.release_id: _sign(r) for r in releases}
    story = {number: number for number in signed}
    for one, other in _candidates(signed):
        if story[one] != story[other] and is_same_story(signed[one], signed[other]):
            kept, gone = sorted((story[one], story[other]))
            story = {number: kept if s == gone else s for number, s in story.items()}
    groups: dict[int, list[StoredRelease]] = {}
    for release in releases:
        groups.setdefault(story[release.head.release_id], []).append(release)
    return list(groups.values())


def _candidates(signed: dict[int, Signature]) -> Iterable[tuple[int, int]]:
    """The pairs that share a mark, in order."""
    by_mark: dict[int, list[int]] = {}
    for number, signature in signed.items():
        for mark in marks_of(signature):
            by_mark.setdefault(mark, []).append(number)
    return sorted({pair for numbers in by_mark.values() for pair in combinations(numbers, 2)})


def _sign(release: StoredRelease) -> Signature:
    head = release.head
    return sign(release.document, release.analysis, head.title, first_seen=head.first_seen_at)


def _moment(published: Published | None) -> datetime:
    if published is None:
        return _NO_DATE
    if isinstance(published, datetime):
        return published
    return datetime.combine(published, time(), UTC)
