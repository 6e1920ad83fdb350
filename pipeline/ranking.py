"""Which stories a briefing tells, in which order: by their worth, and mixed."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from domain.archive import StoredRelease
from domain.briefings import Story
from domain.news import Reason, Worth
from pipeline.worth import add, read_weights

# A story worth less than this is none that stands out: a day of nothing else gets a short briefing.
STANDS_OUT = 1.0
# So many lesser stories are told on such a day.
QUIET = 2
# Of one agency or one kind of news so many among those shown; one more of a kind where what comes
# next is worth less by this much, one more of an agency where nothing else is worth a story; a
# fourth of an agency only where nothing else stands out.
_ALIKE, _MUCH_LESS, _FULL = 2, 0.7, 1.5


@dataclass(frozen=True, slots=True)
class Choice:
    """The stories shown and those left out, each in order; whether none of them stands out."""

    shown: tuple[Story, ...]
    passed: tuple[Story, ...]
    is_quiet: bool


def rank(
    groups: Iterable[Sequence[StoredRelease]], worths: Mapping[int, Worth]
) -> tuple[Story, ...]:
    """One story for the releases of each group, what is worth most first.

    `worths` has what each release is worth by its number.
    """
    return in_order(_story(members, worths) for members in groups)


def in_order(stories: Iterable[Story]) -> tuple[Story, ...]:
    """The stories by what they are worth."""
    return tuple(sorted(stories, key=_standing, reverse=True))


def choose(stories: Sequence[Story], length: int) -> Choice:
    """Of ranked stories the first `length`, mixed; fewer on a day on which little stands out."""
    unlike = _unlike(stories)
    standing = [story for story in unlike if story.worth.value >= STANDS_OUT]
    room = length if len(standing) >= QUIET else min(length, QUIET)
    shown = _mixed(standing if len(standing) >= QUIET else unlike, room)
    chosen = {story.release.head.release_id for story in shown}
    passed = [story for story in stories if story.release.head.release_id not in chosen]
    return Choice(tuple(shown), tuple(passed), bool(stories) and not standing)


def news_of(story: Story) -> str:
    """What kind of news a story is: the group of its weightiest reason, else its kind."""
    groups = read_weights().groups
    names = [reason.name for reason in story.worth.reasons]
    return next((g for name in names for g in groups if name in groups[g]), story.worth.kind)


def _mixed(ranked: list[Story], length: int) -> list[Story]:
    """The best of what is left each time, unless it is one too many of its agency or its news."""
    left, shown = list(ranked), list[Story]()
    while left and len(shown) < length:
        best = left[0]
        others = (s for s in left if not _is_too_many(s, shown))
        other = next(others, best)
        is_close = best.worth.value - other.worth.value <= _MUCH_LESS
        has_had = _of_agency(best, shown)
        is_third = has_had >= _ALIKE and other.worth.value >= _FULL
        gives_way = is_close or is_third or has_had > _ALIKE
        picked = other if gives_way and other.worth.value >= STANDS_OUT else best
        left.remove(picked)
        shown.append(picked)
    return shown


def _unlike(stories: Iterable[Story]) -> list[Story]:
    """The stories without those that would be shown as one before them: a form's title and words.

    A bank's statements of two days may have both in common; the second tells a reader nothing.
    """
    by_words: dict[tuple[str, ...], Story] = {}
    for story in stories:
        told = [sentence.span.text for sentence in story.told]
        words = (story.release.head.title, *told) if told else (str(story.release.head.release_id),)
        by_words.setdefault(tuple(" ".join(part.split()).casefold() for part in words), story)
    return list(by_words.values())


def _is_too_many(story: Story, shown: Sequence[Story]) -> bool:
    news = news_of(story)
    is_third = sum(news_of(s) == news for s in shown) >= _ALIKE
    return is_third or _of_agency(story, shown) >= _ALIKE


def _of_agency(story: Story, shown: Sequence[Story]) -> int:
    """How many of those shown are of the agency of a story."""
    agency = story.release.head.agency
    return sum(s.release.head.agency == agency for s in shown) if agency else 0


def _story(members: Sequence[StoredRelease], worths: Mapping[int, Worth]) -> Story:
    def standing(release: StoredRelease) -> tuple[float, float, int]:
        head = release.head
        return worths[head.release_id].value, head.first_seen_at.timestamp(), -head.release_id

    best = max(members, key=standing)
    others = sorted((m.head for m in members if m is not best), key=lambda head: head.release_id)
    agencies = {member.head.agency for member in members}
    worth = worths[best.head.release_id]
    if len(agencies) > 1:
        beyond = read_weights().beyond
        points = min(beyond["agencies"], beyond["agency"] * (len(agencies) - 1))
        worth = add(worth, Reason("agencies", points, facts={"number": len(agencies)}))
    return Story(best, tuple(others), worth)


def _standing(story: Story) -> tuple[float, float, int]:
    """How a story stands among others: its worth, then its newness, then its number."""
    heads = [story.release.head, *story.others]
    newest = max(head.first_seen_at.timestamp() for head in heads)
    return story.worth.value, newest, max(head.release_id for head in heads)
