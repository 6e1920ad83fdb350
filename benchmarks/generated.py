"""An archive of any size for benchmarks: releases nobody wrote, with the statistics of real ones.

Common words stand in as many releases as they do in real ones (`storage/common_words.txt`), rare
ones follow Zipf's law over a made vocabulary, and each release says the words of its subject again
and again. Agencies, speakers and operations are as unevenly often named as real ones. The record is
made with the text, since reading a million texts would take a night. Release `n` of a seed is
always the same, so that several processes may each make a part.
"""

import math
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from itertools import accumulate
from random import Random

from domain.documents import Document, Span
from domain.facts import Analysis, Figure, Operation, Organization, Person, Quote, Sentence
from processing.lexicon import words
from storage.signatures import common_words, rarity_of

# Words of a text: a mean of 560, as real releases have, seldom under 150 or over 2,000.
_MEAN, _SPREAD, _LEAST, _MOST = math.log(500), 0.5, 120, 2_500
# So many different rare words; Zipf's law as Mandelbrot wrote it, going on behind common words.
_RARE, _ZIPF, _SHIFT = 150_000, 1.1, 1_500.0
# Of running text so much are rare words.
_RARE_SHARE = 0.15
# Of a text so many words are those of its subject.
_SUBJECT, _SUBJECT_WORDS = 0.06, 12
AGENCIES, SPEAKERS, PER_DAY = 400, 30_000, 110
_LAST_DAY = date(2026, 11, 1)
_SYLLABLES = re.findall(
    r"\w+",
    "ba ber bo car cen co da del dor el fa fen gar go hal har in jo ka lan lo ma mer min na nor o "
    "pa per qui ra ren ro sa sel son ta ter tor u va ven vi wal wes yar zan",
)
_COUNTED = ("arrests", "people", "homes", "cases", "vehicles", "jobs", "schools", "beds")
_OFFICES = (
    "Harbor Office",
    "District Attorney",
    "Health Department",
    "Water Board",
    "Transport Authority",
    "Police Department",
    "Revenue Service",
    "Parks Commission",
)
_ROLES = ("Director", "Commissioner", "Attorney General", "Chief", "Secretary", "Inspector")


@dataclass(frozen=True, slots=True)
class _Lexicon:
    """Words with how likely each is in running text, added up."""

    words: list[str]
    summed: list[float]

    def draw(self, chance: Random, number: int) -> list[str]:
        return chance.choices(self.words, cum_weights=self.summed, k=number)


def releases(number: int, *, first: int = 0, seed: int = 1) -> Iterator[tuple[Document, Analysis]]:
    """Releases `first` to `first + number - 1` of a seed, the later ones the newer."""
    for n in range(first, first + number):
        yield release(n, seed=seed)


def release(n: int, *, seed: int = 1) -> tuple[Document, Analysis]:
    """Release `n` of a seed."""
    chance = Random(f"{seed}/{n}")
    return _Writer(chance, n).written()


def rare_word(rank: int) -> str:
    """The made word of this rank among the rare ones, 0 the most frequent of them."""
    return _rare_words()[rank]


class _Writer:
    """Writes one release, and its record with it."""

    def __init__(self, chance: Random, n: int) -> None:
        self._chance, self._n = chance, n
        self._subject = _rare().draw(chance, _SUBJECT_WORDS)
        self._parts: list[str] = []
        self._length = 0
        self._quotes: list[Quote] = []
        self._figures: list[Figure] = []
        self._people: list[Person] = []

    def written(self) -> tuple[Document, Analysis]:
        chance, n = self._chance, self._n
        agency = agency_name(_skewed(chance, AGENCIES))
        size = int(min(_MOST, max(_LEAST, chance.lognormvariate(_MEAN, _SPREAD))))
        organization = self._organization(agency)
        summary = [self._sentence() for _ in range(2)]
        self._figure()
        while self._length < size * 6.2:
            self._paragraph()
        operations = self._operation() if n % 10 == 0 else ()
        text = "".join(self._parts)
        title = " ".join(w.capitalize() for w in self._words(9))
        day = _LAST_DAY - timedelta(days=PER_DAY) + timedelta(days=n // PER_DAY)
        name = f"generated-{n}"
        document = Document(name, text, title, day, f"https://made.example/{n}", agency)
        analysis = Analysis(
            name, title, document.url, agency, day, "en",
            summary=tuple(Sentence(span) for span in summary),
            figures=tuple(self._figures),
            quotes=tuple(self._quotes),
            people=tuple(self._people),
            organizations=(organization,),
            operations=operations,
        )  # fmt: skip
        return document, analysis

    def _paragraph(self) -> None:
        kind = self._chance.random()
        if kind < 0.2:
            self._quote()
        elif kind < 0.35:
            self._figure()
        for _ in range(self._chance.randrange(1, 4)):
            self._sentence()
        self._say("\n")

    def _sentence(self) -> Span:
        words_drawn = self._words(self._chance.randrange(8, 34))
        return self._say(" ".join(words_drawn).capitalize() + ".", " ")

    def _quote(self) -> None:
        number = _skewed(self._chance, SPEAKERS)
        name, role = speaker_name(number), _ROLES[number % len(_ROLES)]
        self._say("“")
        words_said = self._say(" ".join(self._words(self._chance.randrange(9, 40))).capitalize())
        self._say(",” said ")
        speaker = self._say(name, f", {role}.\n")
        self._quotes.append(Quote(words_said, "direct", speaker, name, role, rule="made", cue=None))
        self._people.append(Person(name, (speaker,), role, rule="made"))

    def _figure(self) -> None:
        chance, counted = self._chance, self._chance.choice(_COUNTED)
        value = round(10 ** chance.uniform(0.5, 5))
        is_money = chance.random() < 0.4
        self._say(" ".join(self._words(4)).capitalize() + " ")
        if is_money:
            span = self._say(f"${value:,}", " in fines.\n")
            made = Figure(span, float(value), unit="dollar", unit_text="$", subject="fines",
                          measure="fines", label="fines")  # fmt: skip
        else:
            span = self._say(f"{value:,} {counted}", ".\n")
            made = Figure(span, float(value), counted=counted, measure=counted, label=counted)
        self._figures.append(made)

    def _organization(self, agency: str) -> Organization:
        acronym = "".join(word[0] for word in agency.split() if word[0].isupper())
        self._say("The ")
        span = self._say(agency, f" ({acronym}) ")
        return Organization(agency, (span,), acronym, rule="made")

    def _operation(self) -> tuple[Operation, ...]:
        name = f"Operation {rare_word(self._n // 30 % _RARE).capitalize()}"
        return (Operation(name, (self._say(name, " began.\n"),), rule="made"),)

    def _words(self, number: int) -> list[str]:
        drawn = _running().draw(self._chance, number)
        chance, subject = self._chance, self._subject
        return [chance.choice(subject) if chance.random() < _SUBJECT else word for word in drawn]

    def _say(self, words_said: str, behind: str = "") -> Span:
        start = self._length
        self._parts += [words_said, behind]
        self._length += len(words_said) + len(behind)
        return Span(start, start + len(words_said), words_said)


def agency_name(number: int) -> str:
    """An agency of the generated archive; those of low numbers issue most."""
    place = _rare_words()[-1 - number // len(_OFFICES)].capitalize()
    return f"{place} {_OFFICES[number % len(_OFFICES)]}"


def speaker_name(number: int) -> str:
    """A speaker of the generated archive; those of low numbers are quoted most."""
    given = _given_names()
    return f"{given[number * 7 % len(given)]} {_rare_words()[-1_000 - number].capitalize()}"


def _skewed(chance: Random, number: int) -> int:
    """A number below `number`, low ones far more often: 1/n, as names are distributed."""
    return min(number - 1, int(number ** chance.random()) - 1)


@cache
def _given_names() -> list[str]:
    return sorted(name for name in words("names_female") | words("names_male") if name.isalpha())


@cache
def _running() -> _Lexicon:
    """Words of running text: the common ones as often as in releases, then the rare ones."""
    common = common_words()
    # A word that stands in half of all texts of 560 words is one of 800 words, and so on.
    likely = [-math.log(1 - min(0.999, 2.0 ** -(rarity_of(w) + 0.5))) / 560 for w in common]
    likely[: len(_MOST_FREQUENT)] = _MOST_FREQUENT
    rare, total = _rare(), sum(likely)
    each = [b - a for a, b in zip([0.0, *rare.summed], rare.summed, strict=False)]
    scale = total / (1 - _RARE_SHARE) * _RARE_SHARE / rare.summed[-1]
    return _lexicon([*common, *rare.words], [*likely, *(scale * one for one in each)])


# What the first words of all take of running English, in no order that matters.
_MOST_FREQUENT = (0.06, 0.035, 0.03, 0.03, 0.024, 0.013, 0.012, 0.012, 0.01, 0.01, 0.01, 0.009)


@cache
def _rare() -> _Lexicon:
    likely = [1 / (rank + _SHIFT) ** _ZIPF for rank in range(_RARE)]
    return _lexicon(list(_rare_words()[:_RARE]), likely)


def _lexicon(known: list[str], likely: list[float]) -> _Lexicon:
    return _Lexicon(known, list(accumulate(likely)))


@cache
def _rare_words() -> tuple[str, ...]:
    """Made words that can be spoken, each once."""
    chance, found = Random("words"), dict[str, None]()
    while len(found) < _RARE + SPEAKERS + 2_000:
        found["".join(chance.choices(_SYLLABLES, k=chance.randrange(2, 5)))] = None
    return tuple(found)
