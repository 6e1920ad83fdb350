"""Which stories of a day answer one event: a death, a nomination, a law that was passed. Pure.

Each statement about it is a release of its own, with a card of its own; a briefing tells the event
once. What was said to react names it: who died, who is nominated or leaves, which law came how far.
"""

import re
from collections.abc import Iterable, Mapping, Sequence

from domain.archive import StoredRelease
from storage.signatures import fold, laws_of, words_of

# A person is the one an event is about where the name stands so near behind the words of the event,
# or right before them; whoever appoints or dismisses is not.
_BEHIND, _BEFORE = 80, 25
_APPOINTS = re.compile(
    r"\b(?i:president|premier|prime minister|chancellor|governor|mayor|king|senators?|sens?\.?)"
    r"\s+((?:[A-Z][\w.’'-]*\s+){0,2}[A-Z][\w’'-]+)"
)
# Sentences of the summary that are read beside the title.
_READ = 2
_HAPPENED = {
    "dead": r"(?:passing|death|loss|assassination|killing) of|mourns?|has died|dies",
    "named": r"nominat\w+|nominee|confirmation|confirms|confirmed|appointment",
    "left": r"resign\w*|steps? down|stepping down|retire\w*|ousted|impeach\w*|pardon\w*",
    "passed": r"pass(?:es|ed|age)|approv(?:es|ed|al)|adopt(?:s|ed|ion)",
    "rejected": r"reject(?:s|ed|ion)|blocks?|blocked|defeat(?:s|ed)?|fails?|failed",
    "signed": r"sign(?:s|ed|ing)|enact(?:s|ed|ment)|veto(?:es|ed)?",
}
_WORDS: Mapping[str, re.Pattern[str]] = {
    name: re.compile(rf"\b(?:{words})\b", re.IGNORECASE) for name, words in _HAPPENED.items()
}
# What happens to people; the rest happens to laws.
_TO_PEOPLE = ("dead", "named", "left")
_TO_LAWS = ("passed", "rejected", "signed")
# Titles of those who answer what others did; two reports of a law may be of two parts of it.
_REACTS = re.compile(
    r"\b(?:statements?|comments?|remarks|reacts?|reaction|responds?|response|applauds?|praises?|lauds?|"
    r"hails?|welcomes?|commends?|cheers|condemns?|slams?|deplores?|disappointed|proud|pleased)\b",
    re.IGNORECASE,
)

Event = tuple[str, str]


def join_reactions(groups: Sequence[Sequence[StoredRelease]]) -> list[list[StoredRelease]]:
    """The groups of releases, those that answer one event as one, where the first of them stood."""
    joined = [list(group) for group in groups]
    first: dict[Event, int] = {}
    for place, group in enumerate(groups):
        events = {event for release in group for event in events_of(release)}
        known = [
            first[event]
            for event in events
            if event in first and _may_join(event, joined[first[event]], group)
        ]
        kept = min(known, default=place)
        if kept != place:
            joined[kept] += joined[place]
            joined[place] = []
        for event in events:
            first.setdefault(event, kept)
    return [group for group in joined if group]


def events_of(release: StoredRelease) -> frozenset[Event]:
    """What a release may be an answer to: what happened, and to whom or to which law."""
    summary = [sentence.span.text for sentence in release.analysis.summary[:_READ]]
    return frozenset(
        event
        for text in (release.head.title, *summary)
        for event in (*_of_people(text, release), *_of_laws(text))
    )


def _of_people(text: str, release: StoredRelease) -> Iterable[Event]:
    issuer = set(words_of(release.head.agency or ""))
    surnames = {fold(person.name).rpartition(" ")[2] for person in release.analysis.people}
    for happened in _TO_PEOPLE:
        words = _WORDS[happened]
        for match in words.finditer(text):
            near = text[max(0, match.start() - _BEFORE) : match.end() + _BEHIND]
            named = set(words_of(near)) & surnames - issuer
            if happened != "dead":
                named -= _who_appoint(text, words)
            yield from ((happened, surname) for surname in named)


def _who_appoint(text: str, event: re.Pattern[str]) -> set[str]:
    """The names behind a title of those who name others, up to the words of the event."""
    names = (event.split(found[1])[0] for found in _APPOINTS.finditer(text))
    return {word for name in names for word in words_of(name)}


def _of_laws(text: str) -> Iterable[Event]:
    for happened in _TO_LAWS:
        if _WORDS[happened].search(text):
            yield from ((happened, f"law {law}") for law in laws_of(text))


def _may_join(event: Event, known: Sequence[StoredRelease], group: Sequence[StoredRelease]) -> bool:
    """Whether two groups that name one event tell it as one: of two issuers, one of them reacting.

    Of a law both may report; of a person the event itself is the news.
    """
    issuers = [{release.head.agency for release in one} for one in (known, group)]
    if not issuers[0].isdisjoint(issuers[1]):
        return False
    titles = [release.head.title for release in (*known, *group)]
    return event[0] in _TO_PEOPLE or any(map(_REACTS.search, titles))
