"""Whether a release is of a beat: pure."""

import re
from collections.abc import Mapping

from domain.archive import StoredRelease
from domain.subscriptions import Beat

# Ready-made choices of words to start a beat from.
READY: Mapping[str, tuple[str, ...]] = {
    "drugs": ("fentanyl", "cocaine", "methamphetamine", "heroin", "drug trafficking", "narcotics"),
    "fraud": ("fraud", "wire fraud", "money laundering", "embezzlement", "scam", "Ponzi scheme"),
    "cybercrime": ("ransomware", "malware", "cyberattack", "hacker", "botnet", "cybercrime"),
    "environment": ("pollution", "emissions", "hazardous waste", "Clean Air Act", "oil spill"),
    "trafficking": ("human trafficking", "smuggling", "sex trafficking", "forced labor"),
    "health": ("Medicare", "Medicaid", "health care fraud", "kickbacks", "opioid"),
    "markets": ("insider trading", "securities fraud", "disgorgement", "investors"),
    "violence": ("firearms", "gang", "homicide", "armed robbery", "shooting"),
}


def matches(beat: Beat, release: StoredRelease) -> bool:
    """Whether the release is of one of the agencies, has a name or word, and none left out."""
    analysis, agency = release.analysis, release.head.agency or ""
    if beat.agencies and not _is_one_of(agency, beat.agencies):
        return False
    text = f"{release.head.title}\n{release.document.text}"
    if any(_holds(text, words) for words in beat.without):
        return False
    named = [
        (beat.operations, [operation.name for operation in analysis.operations]),
        (beat.people, [person.name for person in analysis.people]),
        (beat.places, [place.name for place in analysis.places]),
    ]
    if not beat.words and not any(wanted for wanted, _ in named):
        return True
    if any(_is_one_of(name, wanted) for wanted, names in named for name in names):
        return True
    return any(_holds(text, words) for words in beat.words)


def _is_one_of(name: str, wanted: tuple[str, ...]) -> bool:
    return " ".join(name.split()).casefold() in {" ".join(w.split()).casefold() for w in wanted}


def _holds(text: str, words: str) -> bool:
    """Whether the words stand in the text as whole words, one after another."""
    pattern = r"\s+".join(map(re.escape, words.split()))
    return bool(pattern) and bool(re.search(rf"(?<!\w){pattern}(?!\w)", text, re.IGNORECASE))
