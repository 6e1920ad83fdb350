"""Who acts in a sentence of the reporter's: whom a pronoun in the next one may mean.

A pronoun goes on with the one a sentence is about. To find that one it is not enough to see the
people with names: an unnamed woman, or a name that name finding does not know, takes the
place of the one before, and a pronoun after her means nobody that can be named.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache, cached_property
from typing import Literal

from processing.lexicon import table
from processing.lexicon import words as entries
from processing.names.found import Mention
from processing.names.gender import Gender
from processing.parsed_text import ParsedText
from processing.quotes.marks import QuotedSpan
from processing.quotes.word_kinds import VERBAL, WordKind
from processing.quotes.words import Word, kinds, listed
from processing.words.layer import WordLayer
from processing.words.sentences import ParsedSentence
from processing.words.tags import ClauseKind

CandidateKind = Literal["person", "pronoun", "stranger"]

# Characters of a sentence that are read; the subject of a longer one stands before them.
_LONGEST = 600
# Characters before a name that tell what it is in the sentence.
_REACH = 40
# Characters around a word in which its capital is looked for; a name comes up again that near.
_NEAR = 20_000
# "for Mayor Lund", "describing fellow mayor Lund"
_MAKES_OBJECT = re.compile(
    r"\b(?:of|for|to|by|with|from|about|against|in|on|at|as|over|between|behind|\w{2,}ing)\s+"
    r"(?:[\w.'-]+\s+){0,2}$",
    re.IGNORECASE,
)
# "more than Mayor Lund": no part in what happens.
_COMPARED = re.compile(r"\b(?:than|like|unlike)\s+$", re.IGNORECASE)
# The word after a name, an aside and helping words passed over: "Lund, 59, has also | said".
_NEXT_WORD = re.compile(
    r"(?: \([^()\n]{1,20}\))?(?:,[^,]{1,80},(?:[^,]{1,20},)?)?\s+"
    r"(?:(?:has|had|have|would|also|later|then|once|further|went on to)\s+)*(\w+)"
)
# Between a name and its "who": "Lund (North Bay), | who".
_WHO_AFTER = re.compile(r"(?:\s*\([^()\n]{1,20}\))?\s*,?\s*")
_WHO_SAYS = re.compile(r"(?: of [A-Z]\w+)?(?:,[^,.]{1,80})?,? who (?:(?:has|had|also) )?(\w+)")
# Where somebody is from, between the name and "who".
_FROM = r"(?: (?:of|from|in) [A-Z][\w'-]*(?: [A-Z][\w'-]*){0,2})?"
_WHO_FOLLOWS = re.compile(rf"{_FROM}, who\b")
_LAST_WORD = re.compile(r"(\w+)\s+$")
_PRONOUN = re.compile(r"\b(?:[Hh]e|[Ss]he)\b")
# "a retired ferry captain": a noun phrase, read on to the last word that is a human being.
_NOUN_PHRASE = re.compile(r"\b(?:[Aa]n?|[Tt]he|[Oo]ne|[Aa]nother)((?:\s+[A-Za-z][\w'-]*){1,5})")
_NOUN = re.compile(r"[\w'-]+")
_OWNER = re.compile(r"\b(?:[Tt]he|[Aa]n?) (?:[\w-]+ ){0,3}?(?P<noun>[\w-]+)'s(?!\w)")
# "Another said": someone unnamed.
_LONE = re.compile(r"\b(?:[Aa]nother|[Oo]ne|[Ss]omeone)\b")
# Before a noun that only says what someone is: "Lund, a pastor", "who is a pastor".
_DESCRIBES = re.compile(r"(?:,|\b(?:is|was|as|be|been|being|become|became|or|and))\s+$")
_UP_TO_COMMA = re.compile(r"[^,.;:\n]{0,60}, ")
_CAPITAL = re.compile(r"\b[A-Z][\w'-]*[a-z]\b")
# What may stand before a name that opens a clause: nothing, titles, "but", a verb of saying.
_OPENS = re.compile(
    r"(?:^|\bthat |\b(?:But|And|Yet) |(?:said|says|added|wrote) )(?:[A-Z][\w.'-]*\s+)*$"
)


@dataclass(frozen=True, slots=True)
class MentionCandidate:
    """Someone in a sentence: a person found, a pronoun, or a human being without a known name.

    `entity` is the number of the person, -1 for others. An object stands behind a preposition or
    owns something; `reports` says that a verb of saying stands beside. `acted_on` is the verb whose
    direct object they are, None for none, `acted_by` the place of its subject; `is_subordinate`
    says that their clause is adverbial ("When Lund asked, …").
    """

    start: int
    end: int
    kind: CandidateKind
    entity: int = -1
    reports: bool = False
    is_object: bool = False
    acted_on: str | None = None
    acted_by: tuple[int, int] = (-1, -1)
    is_subordinate: bool = False


class MentionCandidates:
    """The candidates of each sentence, read when they are first asked for."""

    def __init__(
        self,
        reading: ParsedText,
        mentions: Sequence[Mention],
        quoted_spans: Sequence[QuotedSpan],
        layer: WordLayer,
    ) -> None:
        self._layer = layer
        self._flat = reading.flat
        self._sentences = reading.sentences
        self._mentions = mentions
        self._mention_starts = [mention.start for mention in mentions]
        self._quoted_spans = quoted_spans
        self._closings = [quoted_span.outer_end for quoted_span in quoted_spans]
        self._read: dict[int, tuple[MentionCandidate, ...]] = {}
        self._capitals: dict[str, bool] = {}
        self._humans: dict[str, bool] = {}

    def of(self, sentence: int) -> tuple[MentionCandidate, ...]:
        """The candidates of a sentence in order, none of them within a quotation."""
        if sentence not in self._read:
            start = self._sentences[sentence].start
            end = min(self._sentences[sentence].end, start + _LONGEST)
            found = [
                *self._people(start, end),
                *self._pronouns(start, end),
                *self._nouns(start, end),
                *self._unknown(start, end),
            ]
            unquoted = [candidate for candidate in found if not self._is_quoted(candidate.start)]
            placed = self._placed(start, end, unquoted) if len(unquoted) > 1 else unquoted
            self._read[sentence] = tuple(sorted(placed, key=lambda candidate: candidate.start))
        return self._read[sentence]

    def _placed(
        self, start: int, end: int, candidates: Sequence[MentionCandidate]
    ) -> list[MentionCandidate]:
        """The candidates with what the clauses of their sentence say of them."""
        low = bisect_left(self._closings, start)
        inside = []
        for quoted_span in self._quoted_spans[low:]:
            if quoted_span.outer_start >= end:
                break
            if quoted_span.outer_start >= start and quoted_span.outer_end <= end:
                inside.append((quoted_span.outer_start, quoted_span.outer_end))
        parsed = self._layer.parse(start, end, inside)
        return [_place(candidate, parsed) for candidate in candidates]

    @cached_property
    def first_named(self) -> dict[int, int]:
        """Where the reporter names each person first, in the order of the text."""
        first: dict[int, int] = {}
        for mention in self._mentions:
            if mention.kind == "person" and not self._is_quoted(mention.start):
                first.setdefault(mention.entity, mention.start)
        return first

    def just_before(self, place: int) -> int | None:
        """The person named right before "who"."""
        number = bisect_left(self._mention_starts, place) - 1
        if number > 0 and self._flat.startswith(")", self._mentions[number].full_end):
            number -= 1
        if number < 0:
            return None
        mention = self._mentions[number]
        is_near = mention.kind == "person" and _WHO_AFTER.fullmatch(
            self._flat, mention.full_end, place
        )
        return mention.entity if is_near else None

    def _people(self, start: int, end: int) -> Iterator[MentionCandidate]:
        low = bisect_left(self._mention_starts, start)
        high = bisect_left(self._mention_starts, end)
        for mention in self._mentions[low:high]:
            if mention.kind != "person" or _COMPARED.search(
                self._before(mention.full_start, start)
            ):
                continue
            is_object = self._is_object(mention.full_start, mention.end, start)
            reports = (
                self._who_says(mention.full_end)
                if is_object
                else self._reports(mention.full_start, mention.full_end)
            )
            yield MentionCandidate(
                mention.start, mention.end, "person", mention.entity, reports, is_object
            )

    def _pronouns(self, start: int, end: int) -> Iterator[MentionCandidate]:
        for match in _PRONOUN.finditer(self._flat, start, end):
            yield MentionCandidate(*match.span(), "pronoun", reports=self._reports(*match.span()))

    def _nouns(self, start: int, end: int) -> Iterator[MentionCandidate]:
        """Human beings by calling or kin: "a cashier", "the woman"."""
        for match in _NOUN_PHRASE.finditer(self._flat, start, end):
            last = _human_end(match)
            if last < 0 or self._is_named(match.start(), last + len("s ")):
                continue
            if self._is_before_name(match.start(), last, start):
                continue
            if not _DESCRIBES.search(self._before(match.start(), start)):
                yield self._stranger(match.start(), last, start)

    def owners(self, sentence: int, place: int) -> Iterator[MentionCandidate]:
        """Human beings by calling who own something in a sentence, up to a place: "the mayor's"."""
        start = self._sentences[sentence].start
        for match in _OWNER.finditer(self._flat, start, place):
            last = match.end() - len("'s")
            is_human = match.group("noun").casefold() in _humans()
            if is_human and not self._is_named(match.start(), last) and not self._is_quoted(last):
                yield MentionCandidate(match.start(), last, "stranger", is_object=True)

    def _is_before_name(self, place: int, last: int, start: int) -> bool:
        """Whether a sentence opens with what a name behind a comma is: "A guard, Lund swam"."""
        if self._flat[start:place].strip():
            return False
        comma = _UP_TO_COMMA.match(self._flat, last)
        if comma is None:
            return False
        number = bisect_left(self._mention_starts, comma.end())
        if number == len(self._mentions):
            return False
        named = self._mentions[number]
        return named.kind == "person" and named.full_start == comma.end()

    def _unknown(self, start: int, end: int) -> Iterator[MentionCandidate]:
        """Those who report or act under a name that is not known, and "another"."""
        for match in _LONE.finditer(self._flat, start, end):
            if self._reports(*match.span()):
                yield self._stranger(*match.span(), start)
        for match in _CAPITAL.finditer(self._flat, start, end):
            place, last = match.span()
            if match.group().lower().removesuffix("'s") in kinds() or self._is_named(place, last):
                continue
            acts = self._reports(place, last) or self._acts(place, last)
            opens = acts and _OPENS.search(self._before(place, start))
            if opens or (
                self._is_told_of(place, last) and self._may_be_subject(place, last, start)
            ):
                yield self._stranger(place, last, start)

    def _stranger(self, start: int, end: int, floor: int) -> MentionCandidate:
        is_object = self._is_object(start, end, floor)
        reports = not is_object and self._reports(start, end)
        return MentionCandidate(start, end, "stranger", reports=reports, is_object=is_object)

    def _is_object(self, start: int, end: int, floor: int) -> bool:
        if self._flat[end : end + 1] in ("'", "’"):
            return True
        return _MAKES_OBJECT.search(self._before(start, floor)) is not None

    def _before(self, place: int, floor: int) -> str:
        return self._flat[max(floor, place - _REACH) : place]

    def _reports(self, start: int, end: int) -> bool:
        """Whether a verb of saying stands right beside."""
        after = _NEXT_WORD.match(self._flat, end)
        if after is not None and kinds().get(after.group(1)) is WordKind.REPORTING:
            return True
        before = _LAST_WORD.search(self._flat[max(0, start - _REACH) : start])
        return before is not None and before.group(1) in listed("inverts_after_clause")

    def _who_says(self, end: int) -> bool:
        """Whether a clause lets someone speak who is no subject: "backed by Lund, | who said"."""
        says = _WHO_SAYS.match(self._flat, end)
        return says is not None and kinds().get(says.group(1)) is WordKind.REPORTING

    def _acts(self, start: int, end: int) -> bool:
        """Whether a verb follows a word that has its capital in the middle of a sentence too."""
        after = _NEXT_WORD.match(self._flat, end)
        if after is None or not _is_verb(after.group(1)):
            return False
        name = self._flat[start:end]
        if name not in self._capitals:
            mid = re.compile(rf"[a-z,] {re.escape(name)}\b")
            near = max(0, start - _NEAR), end + _NEAR
            self._capitals[name] = mid.search(self._flat, *near) is not None
        return self._capitals[name]

    def _is_told_of(self, start: int, end: int) -> bool:
        """Whether the text shows a word to be somebody's name: "Mira from Elm City, who won"."""
        name = self._flat[start:end].removesuffix("'s")
        if name not in self._humans:
            who = re.compile(rf"\b{re.escape(name)}{_FROM}, who\b")
            near = max(0, start - _NEAR), end + _NEAR
            self._humans[name] = who.search(self._flat, *near) is not None
        return self._humans[name]

    def _may_be_subject(self, start: int, end: int, floor: int) -> bool:
        """Whether a name stands where subjects do: with "who" behind it, or before a verb."""
        if _WHO_FOLLOWS.match(self._flat, end):
            return True
        after = _NEXT_WORD.match(self._flat, end)
        is_verb = after is not None and (
            _is_verb(after.group(1)) or kinds().get(after.group(1)) is WordKind.AUXILIARY
        )
        return is_verb and not self._is_object(start, end, floor)

    def _is_named(self, start: int, end: int) -> bool:
        """Whether a found name stands in a quoted span of text or runs into it."""
        number = bisect_right(self._mention_starts, end) - 1
        return number >= 0 and self._mentions[number].full_end > start

    def _is_quoted(self, place: int) -> bool:
        number = bisect_right(self._closings, place)
        return number < len(self._quoted_spans) and self._quoted_spans[number].outer_start <= place


def _place(candidate: MentionCandidate, parsed: ParsedSentence) -> MentionCandidate:
    """The candidate with the part that it plays in the clauses of its sentence."""
    phrases = _phrases_at(parsed, candidate.start)
    if not phrases:
        return candidate
    for clause in parsed.clauses:
        verb = parsed.verb_groups[clause.verb]
        if clause.subject in phrases and verb.is_finite:
            says = candidate.reports or any(
                other.subject in phrases and parsed.verb_groups[other.verb].lemma in _REPORTING
                for other in parsed.clauses
            )
            is_subordinate = clause.kind is ClauseKind.ADVERBIAL
            return replace(candidate, reports=says, is_subordinate=is_subordinate)
        if clause.object_ in phrases and verb.is_finite and not candidate.is_object:
            by = parsed.span_of(clause.subject) if clause.subject >= 0 else (-1, -1)
            return replace(candidate, acted_on=verb.lemma, acted_by=by)
    return candidate


def _phrases_at(parsed: ParsedSentence, place: int) -> set[int]:
    """The noun phrase at a place of the text, and those that it is an apposition to."""
    token = parsed.token_at(place)
    phrase = parsed.phrase_of(token) if token >= 0 else -1
    phrases: set[int] = set()
    while phrase >= 0 and phrase not in phrases:
        phrases.add(phrase)
        phrase = parsed.noun_phrases[phrase].describes
    return phrases


_REPORTING = frozenset(
    {"say", "tell", "add", "write", "state", "note", "explain", "announce", "argue"}
)


def is_stranger(word: Word) -> bool:
    """Whether the last word of a speaker is a human being, or a name that no person found bears."""
    return word.mention == -1 and (word.kind is WordKind.NAME or word.low in _humans())


def _is_verb(word: str) -> bool:
    known = kinds().get(word)
    return word.endswith("ed") if known is None else known in VERBAL


def gender_of_noun(noun: str) -> Gender | None:
    """Whether a noun says that a human being is a woman or a man."""
    low = noun.casefold()
    if low.endswith("woman") or low in table("names_gender")["female"]:
        return "female"
    return "male" if low.endswith("man") or low in table("names_gender")["male"] else None


def _human_end(phrase: re.Match[str]) -> int:
    """Where the human noun ends that a noun phrase has for its head, -1 for none."""
    last = -1
    for noun in _NOUN.finditer(phrase.string, *phrase.span(1)):
        low = noun.group().casefold()
        if low in _humans() or low.endswith(_MEN):
            last = noun.end()
        elif last >= 0 or low in kinds():
            break
    return last


# "fisherman", "yachtswoman", but not "human".
_MEN = ("erman", "sman", "ghtman", "ckman", "woman")


@cache
def _humans() -> frozenset[str]:
    genders = table("names_gender")
    named = (*entries("names_titles"), *entries("names_callings"), *listed("humans"))
    told = (*genders["female"], *genders["male"])
    return frozenset(word.casefold() for word in (*named, *told))
