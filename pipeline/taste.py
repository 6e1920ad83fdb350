"""A server's own taste: what it wants more or less of, held against the stories of a day."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from domain.archive import TermKind
from domain.briefings import Story
from domain.news import Reason
from domain.subscriptions import Leaning, Preference, PreferenceKind, ReleaseFilter, Taste
from pipeline.ranking import in_order
from pipeline.release_filters import READY, key_of, matches
from pipeline.worth import add, read_weights
from storage import Storage

# Kinds of news as people name them: the groups of reasons and the kinds of release of
# pipeline/worth.toml that make each.
NEWS: Mapping[str, frozenset[str]] = {
    "crime": frozenset({"court", "sentence", "aggravating", "wrong", "harm", "victims"}),
    "deaths": frozenset({"death"}),
    "decisions": frozenset({"decision", "policy", "move"}),
    "warnings": frozenset({"alert"}),
    "statistics": frozenset({"finding"}),
    "investigations": frozenset({"action"}),
    "works": frozenset({"works", "sum"}),
    "ceremonies": frozenset({"ceremony", "greeting"}),
    "appointments": frozenset({"appointment"}),
    "meetings": frozenset({"meeting", "consultation", "advisory"}),
    "opinions": frozenset({"opinion", "transcript"}),
    "grants": frozenset({"grant", "bill"}),
    "advertising": frozenset({"promotion"}),
    "background": frozenset({"explainer", "reply", "unremarkable", "fragment"}),
}
_POINTS = {Leaning.MORE: 1.0, Leaning.LESS: -1.0}
_REASONS = {Leaning.MORE: "wanted-more", Leaning.LESS: "wanted-less"}


def season(stories: Sequence[Story], taste: Taste) -> tuple[Story, ...]:
    """The stories by what they are worth to a server of this taste; none of what it never wants."""
    if not taste.preferences:
        return tuple(stories)
    kept = [_seasoned(story, taste) for story in stories]
    return in_order(story for story in kept if story is not None)


def news_of_story(story: Story) -> tuple[str, ...]:
    """The kinds of news a story is, as people name them."""
    groups = read_weights().groups
    told = {g for r in story.worth.reasons if r.points > 0 for g in groups if r.name in groups[g]}
    return tuple(name for name, of in NEWS.items() if of & told or story.worth.kind in of)


async def read_preferences(
    storage: Storage, typed: Iterable[str], leaning: Leaning
) -> tuple[Preference, ...]:
    """What was typed as preferences: kinds of news, ready-made beats, stored agencies, words."""
    return tuple([await _read(storage, name, leaning) for name in typed])


async def _read(storage: Storage, typed: str, leaning: Leaning) -> Preference:
    name = key_of(typed)
    if name in NEWS:
        return Preference(PreferenceKind.NEWS, name, leaning)
    if name in READY:
        return Preference(PreferenceKind.TOPIC, name, leaning)
    agency = await storage.terms.find(TermKind.AGENCY, typed)
    if agency is not None:
        return Preference(PreferenceKind.AGENCY, agency.name, leaning)
    return Preference(PreferenceKind.TOPIC, " ".join(typed.split()), leaning)


def _seasoned(story: Story, taste: Taste) -> Story | None:
    reasons = []
    for preference in taste.preferences:
        if not _fits(story, preference):
            continue
        if preference.leaning is Leaning.NEVER:
            return None
        facts = {"what": preference.name}
        points = _POINTS[preference.leaning]
        reasons.append(Reason(_REASONS[preference.leaning], points, facts=facts))
    return replace(story, worth=add(story.worth, *reasons)) if reasons else story


def _fits(story: Story, preference: Preference) -> bool:
    match preference.kind:
        case PreferenceKind.NEWS:
            return preference.name in news_of_story(story)
        case PreferenceKind.AGENCY:
            heads = [story.release.head, *story.others]
            return any(key_of(head.agency or "") == key_of(preference.name) for head in heads)
        case PreferenceKind.TOPIC:
            words = READY.get(preference.name, (preference.name,))
            return matches(ReleaseFilter(words=words), story.release)
