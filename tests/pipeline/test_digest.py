"""A briefing of releases without an archive: the same stories, in the same order, every time."""

from datetime import UTC, date, datetime

from domain.documents import Document
from domain.subscriptions import ReleaseFilter
from pipeline.digest import digest, group, to_release
from processing import analyse

TEXT = (
    "{title}\n\nHARBOR CITY – The {agency} seized {amount} kilograms of tin in Operation Low Tide "
    "on Monday and arrested 14 people, it said.\n\n“We looked in every crate of the ship,” said "
    "Ann Poe, the director.\n"
)


def release(number: int, agency: str, amount: int = 120, title: str | None = "Tin seized"):
    text = TEXT.format(title=title or "Tin", agency=agency, amount=amount)
    document = Document(f"d{number}", text, title, date(2026, 5, 4), f"https://a.example/{number}")
    return to_release(number, document, analyse(document))


def test_a_release_has_the_facts_of_its_document_or_of_its_text() -> None:
    given = Document("a", "A boat landed.", "Boat lands", date(2026, 5, 4), "https://a/", "Pier")
    head = to_release(7, given, analyse(given)).head
    assert (head.release_id, head.title, head.agency) == (7, "Boat lands", "Pier")
    assert (head.published_at, head.url, head.is_sample) == (date(2026, 5, 4), "https://a/", False)
    bare = Document("a", "", is_sample=True)
    head = to_release(8, bare, analyse(bare)).head
    assert (head.title, head.agency, head.published_at) == ("Untitled release", None, None)
    assert head.first_seen_at == datetime(1970, 1, 1, tzinfo=UTC)
    assert head.is_sample


def test_releases_of_one_story_are_told_once() -> None:
    one, other = release(1, "Harbor Office"), release(2, "Customs Service")
    third = release(3, "Park Service", 900, "Trail opens")
    assert [[r.head.release_id for r in story] for story in group([one, other])] == [[1, 2]]
    found = digest([one, other], ReleaseFilter(), 3)
    (story,) = [*found.stories, *found.passed]
    assert len(story.others) == 1
    assert digest([one, other, third], ReleaseFilter(), 3) == digest(
        [one, other, third], ReleaseFilter(), 3
    )


def test_a_digest_is_of_its_beat_and_of_no_day() -> None:
    releases = [release(1, "Harbor Office")]
    found = digest(releases, ReleaseFilter(words=("tin",)), 3)
    assert (found.day, found.since, found.until) == (
        date.min, datetime(1970, 1, 1, tzinfo=UTC), datetime(1970, 1, 1, tzinfo=UTC),
    )  # fmt: skip
    assert isinstance(found.is_quiet, bool)
    assert len(found.stories) + len(found.passed) == 1
    nothing = digest(releases, ReleaseFilter(words=("gold",)), 3)
    assert (nothing.stories, nothing.passed, nothing.number) == ((), (), None)
