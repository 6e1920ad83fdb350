"""Whether a release is of a beat: pure."""

from collections.abc import Mapping

from domain.archive import StoredRelease
from domain.subscriptions import ReleaseFilter
from pipeline.wording import Wording

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


def matches(beat: ReleaseFilter, release: StoredRelease) -> bool:
    """Whether the release is of one of the agencies, has a name or word, and none left out."""
    analysis, agency = release.analysis, release.head.agency or ""
    if beat.agencies and not _is_one_of(agency, beat.agencies):
        return False
    wording = wording_of(release)
    if any(wording.holds(words) for words in beat.without):
        return False
    named = [
        (beat.operations, [operation.name for operation in analysis.operations]),
        (beat.people, [person.name for person in analysis.people]),
        (beat.places, [place.name for place in analysis.places]),
    ]
    if not beat.words and not any(wanted for wanted, _ in named):
        return True
    if any(is_named(one, name) for wanted, names in named for one in wanted for name in names):
        return True
    return any(wording.holds(words) for words in beat.words)


def wording_of(release: StoredRelease) -> Wording:
    """The words of its title and its text."""
    return Wording(f"{release.head.title}\n{release.document.text}")


def is_named(wanted: str, name: str) -> bool:
    """Whether a name is the one that is wanted, or holds it whole: "Poe" is in "Ann Poe"."""
    return f" {key_of(wanted)} " in f" {key_of(name)} "


def key_of(name: str) -> str:
    """What two spellings of one name have in common."""
    return " ".join(name.split()).casefold()


def _is_one_of(name: str, wanted: tuple[str, ...]) -> bool:
    return key_of(name) in {key_of(w) for w in wanted}
