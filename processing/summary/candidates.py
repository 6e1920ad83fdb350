"""The clauses that could stand in a summary, each with what it is worth and what it costs."""

import re
from bisect import bisect_left
from collections.abc import Iterator
from itertools import islice
from typing import NamedTuple

from domain.facts import Correction, Figure, Quote
from processing.layout.labels import issues_statement
from processing.lexicon import words
from processing.names.found import Names
from processing.parsed_text import BlockKind, ParsedText, SentenceSpan
from processing.summary.acts import announces, names_something, states_act, tells_event
from processing.summary.form import Form
from processing.summary.forms import LONGEST, forms, shorter, without_opening
from processing.summary.pointing import Reference
from processing.summary.references import References
from processing.summary.statements import is_item, is_statement
from processing.summary.worth import (
    Worth,
    content_of,
    decides,
    headline_words,
    is_answer,
    weigh,
    words_of,
)
from processing.words.layer import WordLayer
from processing.words.sentences import ParsedSentence

# A release says what matters in its first sentences; later ones are detail. Bounds the work too.
_SENTENCES_READ = 60
# Only the worthiest are cut into clauses: a summary holds two to four.
_SENTENCES_CUT = 8
# A sentence of fewer words without a comma is not cut.
_SHORT_WORDS = 12
# A sentence of this few words is a fragment, a greeting or a slogan.
_FEWEST_WORDS = 5
# A form that drops more than this share of a sentence's content words is another statement.
_LEAST_SHARE = 0.55
# Without who says it, a sentence must keep more of itself: else that was what it says.
_WHOLE_SHARE = 0.62
_DECISION_SHARE = 0.25
# A lead is now and then set like a subhead or an item: from so many words on, with a full stop, it
# is read as a sentence.
_SOMETIMES_PROSE = (BlockKind.LIST_ITEM, BlockKind.SUBHEAD)
_ITEM_WORDS = 10
# So many quoted words may stand in a summary without the name of who said them, if they are no
# more than this share of their sentence: a term, the name of a programme.
_WOVEN_WORDS = 5
_WOVEN_SHARE = 0.3
# What a quotation is worth that names its speaker, beside what the release itself says.
_SPOKEN_WORTH = 0.7

# A release of which so much is one unmarked quotation is a statement.
_STATEMENT_SHARE = 0.6


class Candidate(NamedTuple):
    """A clause that may be shown: its place, its content words, its worth, its cost in words.

    `low` are its words in small letters, `references` what it points back to.
    """

    order: int
    start: int
    end: int
    rule: str
    content: frozenset[str]
    numbers: frozenset[float]
    worth: float
    cost: int
    low: str
    references: tuple[Reference, ...]


class Choice(NamedTuple):
    """One sentence of the release: the clause as it would be shown, and shorter ones of it.

    `is_address` says that it speaks of "us" or to "you": never what a summary opens with; `is_own`
    that it is somebody's of themselves ("I was born in Harrow"); `is_spoken` that it quotes a
    speaker whom it names. `parsed` is the whole sentence.
    """

    pieces: tuple[Candidate, ...]
    parsed: ParsedSentence
    is_address: bool
    is_own: bool = False
    is_spoken: bool = False

    @property
    def is_act(self) -> bool:
        """Whether it tells what happened, not what always holds; asked of few."""
        return states_act(self.parsed)

    @property
    def announces(self) -> bool:
        """Whether it is what releases are written to tell."""
        return announces(self.parsed)

    @property
    def has_event(self) -> bool:
        """Whether anything in it happened or goes on; asked of fewer still."""
        return tells_event(self.parsed)

    @property
    def is_named(self) -> bool:
        """Whether it names anybody or anything, or has a number."""
        return names_something(self.parsed)

    @property
    def whole(self) -> Candidate:
        """The longest piece."""
        return self.pieces[0]

    @property
    def core(self) -> Candidate:
        """The shortest piece."""
        return self.pieces[-1]


def find_choices(
    reading: ParsedText,
    quotes: tuple[Quote, ...],
    figures: tuple[Figure, ...],
    layer: WordLayer,
    corrections: tuple[Correction, ...] = (),
    names: Names | None = None,
) -> list[Choice]:
    """The worthiest sentences of the release that are neither quotes nor boilerplate, in order."""
    headline, answers = headline_words(reading), is_answer(reading)
    quoted = _Quoted(() if _is_one_statement(reading, quotes) else quotes)
    counted = _Counted(figures)
    rated: list[tuple[Worth, int, SentenceSpan, frozenset[str]]] = []
    prose = list(_joined(reading, islice(_prose(reading), _SENTENCES_READ), corrections))
    apart = find_set_apart(reading)
    references = References(reading, layer, names, prose)
    spoken: set[int] = set()
    issued: set[int] = set()
    is_issued = bool(prose) and issues_statement(reading.flat[prose[0].start : prose[0].end])
    for order, sentence in enumerate(prose):
        if sentence.end - sentence.start > LONGEST:
            continue
        share = 0.0 if sentence.block in apart else quoted.share(sentence)
        if not share and is_issued and _is_told_of_others(reading, sentence):
            # "The premier issued the following statement" says above it whose words it is.
            issued.add(order)
        elif not share:
            continue
        text = reading.flat[sentence.start : sentence.end]
        lowered = reading.low[sentence.start : sentence.end]
        said = frozenset(words_of(lowered))
        if is_statement(text, lowered, said, order):
            worth = weigh(lowered, said, order, headline, is_answer=answers)
            worth = worth._replace(value=worth.value * (share or _SPOKEN_WORTH))
            if 0 < share < 1:
                spoken.add(order)
            rated.append((worth, order, sentence, said))
    rated.sort(key=lambda entry: -entry[0].value)
    worthiest = [entry for entry in rated if entry[1] not in spoken | issued][:_SENTENCES_CUT]
    worthiest += [entry for entry in rated if entry[1] in spoken][:1]
    # Praise is no news of a statement; a plan or an outcome is.
    told = (entry for entry in rated if entry[1] in issued and entry[0].kind != "place")
    worthiest += islice(told, 1)
    choices = (
        _cut(
            reading,
            worth,
            said,
            order,
            layer,
            sentence,
            counted,
            references,
            order in spoken,
            is_issued=order in issued,
        )
        for worth, order, sentence, said in sorted(worthiest, key=lambda entry: entry[1])
    )
    return [choice for choice in choices if choice is not None]


def _is_told_of_others(reading: ParsedText, sentence: SentenceSpan) -> bool:
    """Whether a sentence of a statement opens no quotation and speaks of nobody's "us"."""
    is_open = reading.flat[sentence.start] in _MARKS
    return not is_open and not _FIRST_PERSON.search(reading.low, sentence.start, sentence.end)


def _forms(flat: str, sentence: SentenceSpan, layer: WordLayer) -> tuple[Form, ...]:
    """The forms of a sentence, the best first; a short one is shown as it is, and not parsed."""
    whole = Form(sentence.start, sentence.end)
    text = flat[sentence.start : sentence.end]
    if text.count(" ") < _SHORT_WORDS and text[0].isupper() and text[-1] == "." and "," not in text:
        return (whole,)
    return tuple(forms(flat, whole.start, whole.end, layer.parse(whole.start, whole.end)))


def _prose(reading: ParsedText) -> Iterator[SentenceSpan]:
    """The sentences of the release itself.

    Before the first of them, one that is set like a subhead or a list item counts too.
    """
    has_begun = False
    for sentence in reading.sentences:
        kind = reading.blocks[sentence.block].kind
        if kind is BlockKind.BODY:
            has_begun = True
            yield sentence
        elif (
            not has_begun
            and kind in _SOMETIMES_PROSE
            and reading.flat.endswith(".", sentence.start, sentence.end)
            and reading.flat.count(" ", sentence.start, sentence.end) >= _ITEM_WORDS
        ):
            yield sentence


def _joined(
    reading: ParsedText, prose: Iterator[SentenceSpan], corrections: tuple[Correction, ...]
) -> Iterator[SentenceSpan]:
    """The sentences, one that withdraws a statement only together with what it puts in its place.

    "The notice incorrectly stated that the fine was $5 million. It is $500,000."
    """
    withdrawn: SentenceSpan | None = None
    places = {correction.span.start for correction in corrections}
    for sentence in prose:
        if withdrawn is not None:
            first = reading.flat[sentence.start : sentence.end].split(maxsplit=1)[0].lower()
            if sentence.block == withdrawn.block and first in words("summary_anaphors"):
                sentence = SentenceSpan(withdrawn.start, sentence.end, sentence.block)
            withdrawn = None
        elif sentence.start in places:
            withdrawn = sentence
            continue
        yield sentence


def _cut(
    reading: ParsedText,
    worth: Worth,
    said: frozenset[str],
    order: int,
    layer: WordLayer,
    sentence: SentenceSpan,
    counted: "_Counted",
    references: References,
    is_spoken: bool = False,
    *,
    is_issued: bool = False,
) -> Choice | None:
    """The forms a sentence may be shown in: each keeps most of what the sentence says."""
    flat = reading.flat
    full = content_of(said)
    enough = _LEAST_SHARE * len(full)
    alone = (Form(sentence.start, sentence.end),)
    known = alone if is_spoken else _forms(flat, sentence, layer)
    for whole in known:
        is_all = (whole.start, whole.end) == (sentence.start, sentence.end)
        content = full if is_all else _content(flat[whole.start : whole.end])
        if len(content) >= _WHOLE_SHARE * len(full):
            break
    else:
        return None
    is_decision = worth.kind == "decision"
    pieces: list[Candidate] = []
    cut = [whole] if len(known) == 1 else _all_forms(flat, whole, layer, sentence)
    for clause in cut:
        shown = flat[clause.start : clause.end]
        if clause is not whole:
            content = _content(shown)
        cost = len(shown.split())
        # Of a decision the clause that decides is enough.
        is_enough = len(content) >= (_DECISION_SHARE * len(full) if is_decision else enough)
        if not is_enough or cost < _FEWEST_WORDS:
            continue
        numbers = counted.between(clause.start, clause.end)
        if is_decision and not decides(shown.lower()):
            continue
        if is_decision and pieces and pieces[0].numbers and not numbers:
            continue  # "decided to keep its stance", without the rate
        pointed = references.of(clause.start, clause.end, order)
        if is_issued:
            pointed += (Reference("issued", None, frozenset({0})),)
        if any(reference.is_hopeless for reference in pointed):
            continue
        pieces.append(
            Candidate(
                order,
                clause.start,
                clause.end,
                "+".join((worth.kind, *clause.cuts)),
                content,
                numbers,
                worth.value,
                cost,
                reading.low[clause.start : clause.end],
                pointed,
            )
        )
    if not pieces:
        return None
    parsed = layer.parse(sentence.start, sentence.end)
    if is_item(flat[sentence.start : sentence.end], parsed):
        return None
    is_own = worth.is_address and _I.search(reading.low, whole.start, whole.end) is not None
    return Choice(tuple(pieces), parsed, worth.is_address, is_own, is_spoken)


def _all_forms(flat: str, whole: Form, layer: WordLayer, sentence: SentenceSpan) -> list[Form]:
    """The form, and what is left of it without its opening and its tails, the longest first."""
    parsed = layer.parse(sentence.start, sentence.end)
    found = [whole, *shorter(flat, whole, parsed)]
    bare = without_opening(flat, whole, parsed)
    if bare is not None:
        found += [bare, *shorter(flat, bare, parsed)]
    return sorted(found, key=lambda form: form.start - form.end)


def _content(text: str) -> frozenset[str]:
    return content_of(words_of(text.lower()))


def find_set_apart(reading: ParsedText) -> frozenset[int]:
    """The numbers of the paragraphs that are set in, as quotations are that bear no marks.

    They are such only where others are not set in, and where one of them speaks of "us".
    """
    told = [n for n, block in enumerate(reading.blocks) if block.kind is BlockKind.BODY]
    inner = [n for n in told if reading.flat.startswith("  ", max(0, reading.blocks[n].start - 2))]
    if not inner or len(inner) * 2 > len(told) or inner[0] == told[0]:
        return frozenset()
    speaks = any(
        _WE.search(reading.low, reading.blocks[n].start, reading.blocks[n].end) for n in inner
    )
    return frozenset(inner) if speaks else frozenset()


_I = re.compile(r"(?<![\w.])(?:i|i['’](?:m|ve|ll|d)|my|me)(?![\w.])")
_MARKS = '“"‘'
_FIRST_PERSON = re.compile(r"(?<![\w.])(?:i|me|my|mine|we|us|our|ours)(?![\w.])")
_WE = re.compile(r"(?<![\w.])(?:we|we['’](?:re|ve)|our|i|i['’](?:m|ve)|my)(?![\w.])")


def _is_one_statement(reading: ParsedText, quotes: tuple[Quote, ...]) -> bool:
    """Whether the release is somebody's statement from end to end, set without marks.

    Its title or its first line says whose, so that it may be retold.
    """
    unmarked = sum(q.span.end - q.span.start for q in quotes if q.marks == "none")
    if not unmarked:
        return False
    prose = sum(b.end - b.start for b in reading.blocks if b.kind is BlockKind.BODY)
    return unmarked > _STATEMENT_SHARE * prose


class _Quoted:
    """Which sentences hold spoken words without their speaker."""

    def __init__(self, quotes: tuple[Quote, ...]) -> None:
        self._quotes = sorted(quotes, key=lambda quote: quote.span.start)
        self._next = 0

    def share(self, sentence: SentenceSpan) -> float:
        """What a sentence is worth beside one that nobody speaks; ask for them in order.

        Words of a speaker who is not named in their sentence are worth nothing.
        """
        while self._next < len(self._quotes) and (
            self._quotes[self._next].span.end <= sentence.start
        ):
            self._next += 1
        share = 1.0
        for at in range(self._next, len(self._quotes)):
            quote = self._quotes[at]
            span = quote.span
            if span.start >= sentence.end:
                return share
            part = (span.end - span.start) / (sentence.end - sentence.start)
            if part > _WOVEN_SHARE or len(span.text.split()) > _WOVEN_WORDS:
                if not _is_attributed(quote, sentence):
                    return 0.0
                share = _SPOKEN_WORTH
        return share


def _is_attributed(quote: Quote, sentence: SentenceSpan) -> bool:
    """Whether a sentence holds the whole of a quotation in marks and the name of its speaker."""
    said_by = quote.speaker
    if said_by is None or quote.marks == "none" or quote.speaker_name is None:
        return False
    is_within = sentence.start <= quote.span.start and quote.span.end <= sentence.end
    is_named = sentence.start <= said_by.start and said_by.end <= sentence.end
    return is_within and is_named and said_by.text[:1].isupper() and " " in said_by.text.strip()


class _Counted:
    """The figures by their places; dates, hours and ages are none."""

    def __init__(self, figures: tuple[Figure, ...]) -> None:
        ordered = sorted(figures, key=lambda figure: figure.span.start)
        self._starts = [figure.span.start for figure in ordered]
        self._figures = ordered

    def between(self, start: int, end: int) -> frozenset[float]:
        """The numbers that the figures at `start:end` of the text give."""
        within = self._figures[bisect_left(self._starts, start) : bisect_left(self._starts, end)]
        numbers = (number for f in within for number in (f.value, f.low, f.high))
        return frozenset(number for number in numbers if number is not None)
