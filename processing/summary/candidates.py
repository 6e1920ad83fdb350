"""The clauses that could stand in a summary, each with what it is worth and what it costs."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from domain.facts import Figure, Quote
from processing.lexicon import ordered_words, table, words
from processing.names.found import Names
from processing.reading import BlockKind, Reading, SentenceSpan
from processing.summary.clauses import LONGEST, Clause, forms, shorter

# A release says what matters in its first sentences; later ones are detail. Bounds the work too.
_SENTENCES_READ = 60
# What a place in the release is worth: in annotated releases the first sentence states a chief
# fact nearly always, the second two times in three, the third one time in three, and then less.
_SECOND_WORTH = 0.7
_THIRD_WORTH = 0.4
_DECLINE = 0.6
# A sentence of this few words is a fragment, a greeting or a slogan.
_FEWEST_WORDS = 5
_WORD = re.compile(r"[a-z0-9$%][a-z0-9$%.,'’-]*[a-z0-9$%]|[a-z0-9]")
# A lead is now and then set like a subhead, a fact like a list item: from so many words on, with a
# full stop, it is read as a sentence.
_SOMETIMES_PROSE = (BlockKind.LIST_ITEM, BlockKind.SUBHEAD)
_ITEM_WORDS = 10
# What an English sentence or a cut clause may begin with.
_OPENING = re.compile(r"(?:[–—•*·-]+\s+)?[A-Z0-9$“\"'‘]")
_NUMBER = re.compile(r"[0-9][0-9,.]*[0-9]|[0-9]")
# Days, years, hours and ages are no news by themselves.
_DATE = re.compile(
    r"(?:Jan|Feb|Mar|Apr|May|June?|July?|Aug|Sept?|Oct|Nov|Dec)[a-z.]*\s\d{1,2}(?:,\s\d{4})?"
    r"|\b(?:19|20)\d\d\b|\d{1,2}(?::\d\d)?\s[ap]\.?m\b|,\s\d{1,2},"
)


@dataclass(frozen=True, slots=True)
class Candidate:
    """A clause that may be shown: its place, its content words, its worth, its cost in words.

    `leans` says that its first word points back to the sentence before it.
    """

    order: int
    start: int
    end: int
    rule: str
    content: frozenset[str]
    numbers: frozenset[str]
    worth: float
    cost: int
    leans: bool


@dataclass(frozen=True, slots=True)
class Choice:
    """One sentence of the release: the clause as it would be shown, and shorter ones of it.

    `is_address` says that it speaks of "us" or to "you": never what a summary opens with.
    """

    pieces: tuple[Candidate, ...]
    is_address: bool

    @property
    def whole(self) -> Candidate:
        """The longest piece."""
        return self.pieces[0]

    @property
    def core(self) -> Candidate:
        """The shortest piece."""
        return self.pieces[-1]


def find_choices(
    reading: Reading, names: Names, quotes: tuple[Quote, ...], figures: tuple[Figure, ...]
) -> list[Choice]:
    """The first sentences of the release that are neither quotes nor boilerplate, in order."""
    headline = _headline_words(reading)
    quoted = _Quoted(quotes)
    found = []
    for order, sentence in enumerate(_prose(reading)):
        if order == _SENTENCES_READ:
            break
        if sentence.end - sentence.start > LONGEST or quoted.bars(sentence):
            continue
        if not _is_statement(reading.flat[sentence.start : sentence.end]):
            continue
        if choice := _weigh(reading.flat, order, sentence, headline):
            found.append(choice)
    return found


def _prose(reading: Reading) -> Iterator[SentenceSpan]:
    """The sentences of the release itself; a list item counts when it is a whole sentence."""
    for sentence in reading.sentences:
        kind = reading.blocks[sentence.block].kind
        if kind is BlockKind.BODY or (
            kind in _SOMETIMES_PROSE
            and reading.flat.endswith(".", sentence.start, sentence.end)
            and reading.flat.count(" ", sentence.start, sentence.end) >= _ITEM_WORDS
        ):
            yield sentence


def _weigh(
    flat: str, order: int, sentence: SentenceSpan, headline: frozenset[str]
) -> Choice | None:
    """The forms a sentence may be shown in: each keeps most of what the sentence says."""
    said = _said(flat[sentence.start : sentence.end])
    enough = _LEAST_SHARE * len(said.content)
    whole = None
    for clause in forms(flat, sentence.start, sentence.end):
        kept = _said(flat[clause.start : clause.end])
        if len(kept.content) >= enough:
            whole = clause
            break
    if whole is None:
        return None
    kinds = [cue for cue in _cues() if not said.words.isdisjoint(cue.words)]
    worth = _place_worth(order)
    for cue in kinds:
        worth *= cue.factor
    if headline:
        worth *= 1 + len(said.content & headline) / len(headline)
    kind = next((cue.name for cue in kinds if cue.factor > 1), "place" if order else "lead")
    pieces = []
    for clause in (whole, *shorter(flat, whole)):
        kept = _said(flat[clause.start : clause.end])
        if len(kept.content) < enough or kept.cost < _FEWEST_WORDS:
            continue
        pieces.append(
            Candidate(
                order,
                clause.start,
                clause.end,
                "+".join((kind, *clause.cuts)),
                kept.content,
                kept.numbers,
                worth,
                kept.cost,
                _leans(flat, clause, kept.first),
            )
        )
    is_address = any(cue.name == "address" for cue in kinds)
    return Choice(tuple(pieces), is_address) if pieces else None


# "It took the jury an hour to find": nothing is pointed back to.
_EXPLETIVE = re.compile(r"It (?:took|takes|is|was)\s[^,.]{2,80}\s(?:to|that|for)\s")
_AGED = re.compile(r"(?:The|A) \d{1,3}-year-old\s(?:was|is|had|has|will)\s")


def _leans(flat: str, clause: Clause, first: str) -> bool:
    """Whether its first word points back to a sentence before it."""
    if _EXPLETIVE.match(flat, clause.start, clause.end):
        return False
    return first in words("summary_leaning") or bool(_AGED.match(flat, clause.start))


# A form that drops more than this share of a sentence's content words is another statement.
_LEAST_SHARE = 0.62


@dataclass(frozen=True, slots=True)
class _Said:
    words: frozenset[str]
    content: frozenset[str]
    first: str
    cost: int
    numbers: frozenset[str]


def _said(text: str) -> _Said:
    spoken = _WORD.findall(text.lower())
    all_words = frozenset(spoken)
    return _Said(
        all_words,
        all_words - words("summary_stopwords"),
        spoken[0] if spoken else "",
        len(text.split()),
        frozenset(_NUMBER.findall(_DATE.sub(" ", text))),
    )


def _place_worth(order: int) -> float:
    if order < 2:
        return _SECOND_WORTH if order else 1.0
    return _THIRD_WORTH * (2 / order) ** _DECLINE


@dataclass(frozen=True, slots=True)
class _Cue:
    name: str
    factor: float
    words: frozenset[str]


@cache
def _cues() -> tuple[_Cue, ...]:
    return tuple(
        _Cue(name, entry["factor"], frozenset(entry["words"]))
        for name, entry in table("summary_cues").items()
    )


def _headline_words(reading: Reading) -> frozenset[str]:
    heads = [
        reading.flat[block.start : block.end]
        for block in reading.blocks
        if block.kind is BlockKind.HEADLINE
    ]
    heads.append(reading.document.title or "")
    said = _WORD.findall(" ".join(heads)[:600].lower())
    return frozenset(said) - words("summary_stopwords")


def _is_statement(text: str) -> bool:
    """Whether it is a sentence of this release: no question, no heading, no boilerplate."""
    if not _OPENING.match(text) or text.endswith(("?", ":")):
        return False
    lowered = text.lower()
    return not any(phrase in lowered for phrase in ordered_words("summary_boilerplate"))


# So many quoted words may stand in a summary without the name of who said them, if they are no
# more than this share of their sentence: a term, the name of a programme.
_WOVEN_WORDS = 5
_WOVEN_SHARE = 0.3


class _Quoted:
    """Which sentences hold spoken words without their speaker."""

    def __init__(self, quotes: tuple[Quote, ...]) -> None:
        self._quotes = sorted(quotes, key=lambda quote: quote.span.start)
        self._next = 0

    def bars(self, sentence: SentenceSpan) -> bool:
        """Whether words of a speaker stand in this sentence; ask for the sentences in order."""
        while self._next < len(self._quotes) and (
            self._quotes[self._next].span.end <= sentence.start
        ):
            self._next += 1
        for at in range(self._next, len(self._quotes)):
            span = self._quotes[at].span
            if span.start >= sentence.end:
                return False
            share = (span.end - span.start) / (sentence.end - sentence.start)
            if share > _WOVEN_SHARE or len(span.text.split()) > _WOVEN_WORDS:
                return True
        return False
