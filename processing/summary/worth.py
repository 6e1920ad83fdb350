"""What a sentence of a release is worth in a summary, before it is known what else stands there."""

import math
import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

from processing.lexicon import table, words
from processing.parsed_text import BlockKind, ParsedText

_WORD = re.compile(r"[a-z0-9$%][a-z0-9$%.,'’-]*[a-z0-9$%]|[a-z0-9]")

_ADDRESS, _ANSWER = "address", "answer"
# Words in quotation marks, in a text in small letters: a name, a title, a term.
_MARKED = re.compile(
    r"“[^”]*”|\"[^\"]*\"|(?<![^\W_])[‘'][^’'“”\"]{2,120}[’'](?![^\W_])|[‘'][^‘’]{2,120}’(?!\w)"
)

# What a place in the release is worth: in annotated releases the first sentence states a chief
# fact nearly always, the second two times in three, the third one time in three, and then less.
_SECOND_WORTH = 0.9
_THIRD_WORTH = 0.4
_DECLINE = 0.6
# What a later sentence of an answer is worth, without a number and with one.
_ANSWERED = (0.3, 0.6)
# What a sentence gains that holds all words of the headline.
_HEADLINE_WORTH = 0.56
# So much of the headlines is read, in characters: more is furniture taken for one.
_HEADLINE_READ = 600


class Worth(NamedTuple):
    """The worth of a sentence beside a first one, which has 1, and the kind of fact it states."""

    kind: str
    value: float
    is_address: bool


@dataclass(frozen=True, slots=True)
class _Cue:
    name: str
    factor: float
    words: frozenset[str]
    phrases: tuple[str, ...]

    def fits(self, lowered: str, telling: frozenset[str]) -> bool:
        if telling and not telling.isdisjoint(self.words):
            return True
        # A loop and no generator: this runs for every cue of every sentence.
        for phrase in self.phrases:  # noqa: SIM110
            if phrase in lowered:
                return True
        return False


def weigh(
    lowered: str,
    said: frozenset[str],
    order: int,
    headline: frozenset[str],
    *,
    is_answer: bool = False,
) -> Worth:
    """Weigh a sentence (in lower case, and its words) by its place, its cues and the headline.

    In an answer to a parliament what was asked for stands anywhere: there a number counts, and the
    place does not.
    """
    telling = said & _cue_words()
    fitting = [cue for cue in _cues() if cue.fits(lowered, telling)]
    if not is_answer:
        fitting = [cue for cue in fitting if cue.name != _ANSWER]
    if order == 0 and _is_aside(lowered, telling):
        fitting = [cue for cue in fitting if cue.name != _ADDRESS]
    if (
        any(cue.name == _ADDRESS for cue in fitting)
        and (bare := _MARKED.sub(" ", lowered)) != lowered
    ):
        # "…, titled ‘My Life’" speaks of nobody's reader.
        own = frozenset(words_of(bare))
        fitting = [cue for cue in fitting if cue.name != _ADDRESS or cue.fits(bare, own)]
    value = math.prod((cue.factor for cue in fitting), start=_place_worth(order))
    if is_answer and order > 1:
        value *= _ANSWERED[any(c.isdigit() for c in lowered)] / _place_worth(order)
    if headline:
        value *= 1 + _HEADLINE_WORTH * len(said & headline) / len(headline)
    kind = next((cue.name for cue in fitting if cue.factor > 1), "place" if order else "lead")
    return Worth(kind, value, any(cue.name == _ADDRESS for cue in fitting))


# So far behind the beginning of a lead "our" no longer says who speaks.
_LATE = 60


def _is_aside(lowered: str, telling: frozenset[str]) -> bool:
    """Whether a lead says "our" or "us" only late: "The party condemned … those who seek our help".

    What has such a subject is told by the release, not spoken by somebody to the reader.
    """
    own = telling & _cue(_ADDRESS).words
    if not own or not own <= {"our", "us"}:
        return False
    return _OWN.search(lowered, 0, _LATE) is None


_OWN = re.compile(r"\b(?:our|us)\b")


def decides(lowered: str) -> bool:
    """Say whether a stretch (small letters) names what a bank decides on: its rates."""
    return _cue("decision").fits(lowered, frozenset())


def is_decided(lowered: str) -> bool:
    """Say whether a stretch (small letters) tells that something was decided, not only expected."""
    return _cue("decided").fits(lowered, frozenset())


def words_of(lowered: str) -> list[str]:
    """The words of a text in lower case; figures keep their signs ("$1.5", "20%")."""
    return _WORD.findall(lowered)


def content_of(said: Iterable[str]) -> frozenset[str]:
    """The words that are no stopwords."""
    return frozenset(said) - words("summary_stopwords")


def headline_words(reading: ParsedText) -> frozenset[str]:
    """The content words of the release's headlines and title."""
    return content_of(words_of(title_above(reading)))


def title_above(reading: ParsedText) -> str:
    """The release's headlines and title, which stand over a summary, in small letters."""
    heads = [
        reading.flat[block.start : block.end]
        for block in reading.blocks
        if block.kind is BlockKind.HEADLINE
    ]
    heads.append(reading.document.title or "")
    return " ".join(heads)[:_HEADLINE_READ].lower()


def _place_worth(order: int) -> float:
    if order < 2:
        return _SECOND_WORTH if order else 1.0
    return _THIRD_WORTH * math.pow(2 / order, _DECLINE)


@cache
def _cue_words() -> frozenset[str]:
    return frozenset().union(*(cue.words for cue in _cues()))


@cache
def _cue(name: str) -> _Cue:
    return next(cue for cue in _cues() if cue.name == name)


@cache
def _cues() -> tuple[_Cue, ...]:
    return tuple(
        _Cue(
            name,
            entry["factor"],
            frozenset(entry.get("words", ())),
            tuple(entry.get("phrases", ())),
        )
        for name, entry in table("summary_cues").items()
    )


_ANSWERS = ("in a written reply", "parliament question", "in reply to a question")


def is_answer(reading: ParsedText) -> bool:
    """Whether a release is what a minister answered to a parliament."""
    above = title_above(reading)
    return any(phrase in above or phrase in reading.low for phrase in _ANSWERS)
