"""The sentences that could stand in a summary, each with what it is worth and what it costs."""

import re
from dataclasses import dataclass

from domain.facts import Figure, Quote
from processing.lexicon import ordered_words, table, words
from processing.names.found import Names
from processing.reading import BlockKind, Reading, SentenceSpan
from processing.summary.clauses import LONGEST, Clause, cut, shorter

# A release says what matters in its first sentences; later ones are detail. Bounds the work too.
_SENTENCES_READ = 60
_WORD = re.compile(r"[a-z0-9$%][a-z0-9$%.,'’-]*[a-z0-9$%]|[a-z0-9]")
_FIRST_PERSON = frozenset(("i", "we", "our", "my", "us", "you", "your", "we're", "i'm", "me"))
_LEADERLESS = frozenset(
    ("he", "she", "they", "it", "this", "these", "that", "those", "his", "her", "their", "its",
     "both", "such", "there", "another", "others", "some")
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Candidate:
    """A clause that may be shown: its place, its content words, its worth, its cost in words."""

    order: int
    start: int
    end: int
    rule: str
    content: frozenset[str]
    value: float
    cost: int
    leans: bool
    variants: tuple["Candidate", ...] = ()


def find_candidates(
    reading: Reading, names: Names, quotes: tuple[Quote, ...], figures: tuple[Figure, ...]
) -> list[Candidate]:
    """The first sentences of the release that are neither quotes nor boilerplate."""
    headline = _headline_words(reading)
    found: list[Candidate] = []
    quoted = _Quoted(quotes)
    for order, sentence in enumerate(_prose(reading)):
        if order == _SENTENCES_READ:
            break
        if sentence.end - sentence.start > LONGEST or quoted.bars(sentence):
            continue
        text = reading.flat[sentence.start : sentence.end]
        if _is_boilerplate(text):
            continue
        clause = cut(reading.flat, sentence.start, sentence.end)
        found.append(_weigh(reading.flat, order, clause, headline))
    return found


def _prose(reading: Reading) -> list[SentenceSpan]:
    return [s for s in reading.sentences if reading.blocks[s.block].kind is BlockKind.BODY]


def _weigh(flat: str, order: int, clause: Clause, headline: frozenset[str]) -> Candidate:
    variants = tuple(_candidate(flat, order, piece, headline) for piece in shorter(flat, clause))
    return _candidate(flat, order, clause, headline, variants)


def _candidate(
    flat: str,
    order: int,
    clause: Clause,
    headline: frozenset[str],
    variants: tuple[Candidate, ...] = (),
) -> Candidate:
    text = flat[clause.start : clause.end]
    spoken = _WORD.findall(text.lower())
    said = frozenset(spoken)
    content = said - words("summary_stopwords")
    value = 1 / (1 + 0.12 * order)
    kinds = [name for name, cues in _cues().items() if not said.isdisjoint(cues)]
    value += sum(_weights()[name] for name in kinds)
    if headline:
        value += 0.8 * len(content & headline) / len(headline)
    if not said.isdisjoint(_FIRST_PERSON):
        value -= 1.5
    leans = bool(spoken) and spoken[0] in _LEADERLESS
    rule = "+".join((kinds[0] if kinds else "place", *clause.cuts))
    return Candidate(
        order, clause.start, clause.end, rule, content, value, len(text.split()), leans, variants
    )


def _cues() -> dict[str, frozenset[str]]:
    return {name: frozenset(entry["words"]) for name, entry in table("summary_cues").items()}


def _weights() -> dict[str, float]:
    return {name: entry["worth"] for name, entry in table("summary_cues").items()}


def _headline_words(reading: Reading) -> frozenset[str]:
    heads = [
        reading.flat[block.start : block.end]
        for block in reading.blocks
        if block.kind is BlockKind.HEADLINE
    ]
    heads.append(reading.document.title or "")
    said = _WORD.findall(" ".join(heads)[:600].lower())
    return frozenset(said) - words("summary_stopwords")


def _is_boilerplate(text: str) -> bool:
    lowered = text.lower()
    return any(phrase in lowered for phrase in ordered_words("summary_boilerplate"))


class _Quoted:
    """Which sentences hold spoken words without their speaker."""

    def __init__(self, quotes: tuple[Quote, ...]) -> None:
        self._quotes = sorted(quotes, key=lambda quote: quote.span.start)
        self._next = 0

    def bars(self, sentence: SentenceSpan) -> bool:
        """Whether a quote touches this sentence; sentences must be asked in order."""
        while self._next < len(self._quotes) and (
            self._quotes[self._next].span.end <= sentence.start
        ):
            self._next += 1
        at = self._next
        return at < len(self._quotes) and self._quotes[at].span.start < sentence.end
