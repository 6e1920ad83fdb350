"""A sentence read to the end: its tokens, noun phrases, verb groups and clauses."""

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Sequence
from functools import cache, partial
from operator import add
from typing import NamedTuple, cast

from processing.words import tags as t
from processing.words.clauses import read_clauses
from processing.words.completion import Clause
from processing.words.dictionary import closed
from processing.words.inflection import noun_lemma, verb_lemma
from processing.words.noun_phrase import NounPhrase
from processing.words.phrases import find_noun_phrases
from processing.words.tagging import tag
from processing.words.tags import VERBAL, PartOfSpeech, VerbForm
from processing.words.tokens import cut
from processing.words.verb_groups import VerbGroup, find_verb_groups


class Token(NamedTuple):
    """A word or mark of the text: `flat[start:end]`, its lower-case form, what it is.

    `mention` is the number of the name that it belongs to, -1 for none. A quotation that is read
    as one word has an empty lower-case form.
    """

    start: int
    end: int
    lower: str
    part_of_speech: PartOfSpeech
    form: VerbForm | None = None
    mention: int = -1

    @property
    def lemma(self) -> str:
        """The dictionary form: of a verb its base, of a noun its singular."""
        if self.part_of_speech in VERBAL:
            return verb_lemma(self.lower)
        return noun_lemma(self.lower)


class ParsedSentence:
    """A sentence of the text with all that the layer of words knows of it.

    Phrases and groups point to tokens by their index, clauses to phrases and groups by theirs.
    `rules` names for each token the rule of tagging that decided. The clauses are read when they
    are first asked for: of two sentences in five nobody asks.
    """

    __slots__ = (
        "_clauses", "_limit", "_read_clauses", "_starts",
        "noun_phrases", "rules", "tokens", "verb_groups",
    )  # fmt: skip

    def __init__(
        self,
        tokens: tuple[Token, ...],
        noun_phrases: tuple[NounPhrase, ...],
        verb_groups: tuple[VerbGroup, ...],
        rules: tuple[str, ...],
        starts: list[int],
        limit: int | None,
        read_clauses: Callable[[], list[Clause]],
    ) -> None:
        self.tokens = tokens
        self.noun_phrases = noun_phrases
        self.verb_groups = verb_groups
        self.rules = rules
        self._starts = starts
        self._limit = limit
        self._read_clauses = read_clauses
        self._clauses: tuple[Clause, ...] | None = None

    @property
    def clauses(self) -> tuple[Clause, ...]:
        """The clauses, one for each verb group, in their order."""
        if self._clauses is None:
            self._clauses = tuple(self._read_clauses())
        return self._clauses

    def token_at(self, place: int) -> int:
        """The index of the last token that begins at or before a place of the text, -1 for none.

        Nothing stands at a place behind what was read of a sentence without an end.
        """
        if self._limit is not None and place >= self._limit:
            return -1
        return bisect_right(self._starts, place) - 1

    def tokens_between(self, start: int, end: int) -> range:
        """The indices of the tokens that begin in `start:end` of the text."""
        return range(bisect_left(self._starts, start), bisect_left(self._starts, end))

    def phrase_of(self, token: int) -> int:
        """The number of the noun phrase that a token stands in, -1 for none."""
        for number, phrase in enumerate(self.noun_phrases):
            if phrase.first <= token < phrase.end:
                return number
        return -1

    def clause_of(self, token: int) -> int:
        """The number of the innermost clause that a token stands in, -1 where there is none.

        A clause goes on behind one that is embedded in it from its verb on.
        """
        best, found = -1, -1
        for number, clause in enumerate(self.clauses):
            for begin in (clause.start, self.verb_groups[clause.verb].first):
                if best < begin <= token:
                    best, found = begin, number
        if found < 0 and self.clauses:
            return 0
        return found

    def span_of(self, phrase: int, *, full: bool = True) -> tuple[int, int]:
        """Where a noun phrase stands in the text, with its possessor and what "of" ties to it."""
        first = phrase
        while first > 0 and self.noun_phrases[first].possessor == first - 1:
            first -= 1
        one = self.noun_phrases[phrase]
        last = (one.full_end if full else one.end) - 1
        return self.tokens[self.noun_phrases[first].first].start, self.tokens[last].end

    def start_of(self, phrase: int) -> int:
        """The first token of a noun phrase with its possessors."""
        while phrase > 0 and self.noun_phrases[phrase].possessor == phrase - 1:
            phrase -= 1
        return self.noun_phrases[phrase].first

    def ancestors(self, clause: int) -> tuple[int, ...]:
        """The clause and those that it is embedded in, from the inside to the outside."""
        chain: list[int] = []
        while clause >= 0 and clause not in chain:
            chain.append(clause)
            clause = self.clauses[clause].parent
        return tuple(chain)

    def is_negated(self, clause: int) -> bool:
        """Whether a clause says that something did not happen: "did not", "nobody", "neither"."""
        one = self.clauses[clause]
        if self.verb_groups[one.verb].is_negated:
            return True
        if one.subject < 0:
            return False
        phrase = self.noun_phrases[one.subject]
        words = {self.tokens[i].lower for i in range(phrase.first, phrase.end)}
        if words & _NEGATIVE_SUBJECTS:
            return True
        return phrase.first > 0 and self.tokens[phrase.first - 1].lower in ("neither", "nor")

    def is_denied(self, clause: int) -> bool:
        """Whether a clause is negated, or what a verb before it denies: "refused to resign".

        "Denied that 40 people had died" and "did not say that" deny what follows them as well.
        """
        if self.is_negated(clause):
            return True
        one = self.clauses[clause]
        if one.parent < 0 or one.parent >= clause or one.kind not in _DENIABLE:
            return False
        governing = self.verb_groups[self.clauses[one.parent].verb]
        if governing.lemma in closed()["denying"]:
            return not self.is_denied(one.parent)
        return one.kind is not t.RELATIVE and self.is_denied(one.parent)


_DENIABLE = frozenset({t.COMPLEMENT, t.INFINITIVAL, t.PARTICIPIAL})
_NEGATIVE_SUBJECTS = frozenset({"no", "nobody", "none", "neither", "nothing"})


def parse(
    flat: str,
    start: int,
    end: int,
    *,
    quotations: Sequence[tuple[int, int]] = (),
    mention_at: "MentionIndex | None" = None,
    is_title: bool = False,
) -> ParsedSentence:
    """Read `flat[start:end]` as one sentence, as `parse_between` does."""
    return parse_between(
        partial(cut, flat), start, end,
        quotations=quotations, mention_at=mention_at, is_title=is_title,
    )  # fmt: skip


def parse_between(
    between: Callable[[int, int], tuple[list[str], list[int]]],
    start: int,
    end: int,
    *,
    quotations: Sequence[tuple[int, int]] = (),
    mention_at: "MentionIndex | None" = None,
    is_title: bool = False,
) -> ParsedSentence:
    """Read `start:end` of a text as one sentence; each of `quotations` (start, end) is one word.

    `between` gives the tokens between two places, and where they begin.

    Never raises for any text; a sentence is read as far as its first `MOST_TOKENS` tokens.
    """
    texts: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    place = start
    for opening, closing in (*quotations, (end, end)):
        found, begins = between(place, opening)
        texts += found
        starts += begins
        ends += map(add, begins, map(len, found))
        if opening < end:
            texts.append("")
            starts.append(opening)
            ends.append(closing)
        place = closing
        if len(texts) > MOST_TOKENS:
            break
    limit = None
    if len(texts) > MOST_TOKENS:
        limit = starts[MOST_TOKENS]
        texts, starts, ends = texts[:MOST_TOKENS], starts[:MOST_TOKENS], ends[:MOST_TOKENS]
    lows = list(map(_lowered().__getitem__, texts))
    capitals = [i for i, low in enumerate(lows) if low is not texts[i] and texts[i][:1].isupper()]
    mentions = [-1] * len(texts)
    if mention_at is not None:
        for i in capitals:
            mentions[i] = mention_at.at(starts[i])
    words = tag(texts, lows, capitals, mentions, is_title=is_title)
    phrases = find_noun_phrases(lows, words.pos, words.forms)
    groups = find_verb_groups(lows, words.pos, words.forms)
    rows = zip(starts, ends, lows, words.pos, words.forms, mentions, strict=True)
    return ParsedSentence(
        tuple(map(_token, rows)), tuple(phrases), tuple(groups), tuple(words.rules), starts, limit,
        partial(read_clauses, lows, words.pos, phrases, groups),
    )  # fmt: skip


class _Lowered(dict[str, str]):
    """Words in small letters; a word that has no others is given back as it came."""

    def __missing__(self, word: str) -> str:
        low = word.lower()
        low = word if low == word else low
        if len(self) < _MOST_WORDS:
            self[word] = low
        return low


_MOST_WORDS = 60_000


@cache
def _lowered() -> _Lowered:
    return _Lowered()


# What `Token(*row)` does, in half the time.
_token = partial(cast(Callable[..., Token], tuple.__new__), Token)


# A sentence longer than this is a list or a table that lost its lines: it is read so far only.
MOST_TOKENS = 1500


class MentionIndex:
    """Which name a place of the text belongs to."""

    def __init__(self, spans: Sequence[tuple[int, int]]) -> None:
        self._starts = [start for start, _ in spans]
        self._ends = [end for _, end in spans]

    def at(self, place: int) -> int:
        """The number of the name that covers a place, -1 for none."""
        number = bisect_right(self._starts, place) - 1
        return number if number >= 0 and place < self._ends[number] else -1
