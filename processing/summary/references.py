"""What a piece of the text points back to, and what must stand above it so that nothing dangles.

"The scheme", "these changes", "he", "both", "Mr Roe": each is understood by what stands before it
in the release. Where that was left out, a summary would point at nothing. So every piece is asked
for its references: which word or which sentence above would tell what is meant.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from functools import cache

from processing.layout.labels import issues_statement
from processing.lexicon import table, words
from processing.lexicon.patterns import any_word
from processing.names.found import Mention, Names
from processing.parsed_text import ParsedText, SentenceSpan
from processing.summary.forward import points_forward
from processing.summary.occurrences import find_word, holds
from processing.summary.pointing import Piece, Reference, lower_at
from processing.summary.rivals import find_nearest, is_one_of_several
from processing.words import tags as t
from processing.words.dictionary import closed
from processing.words.layer import WordLayer
from processing.words.noun_phrase import NounPhrase
from processing.words.sentences import Token
from processing.words.tags import NOUNS

# Words so far behind "the" still belong to the noun phrase that begins there.
_BEFORE_NOUN = 40
# A phrase that points back stands among so many first characters; later it points into its own
# sentence.
_AMONG_FIRST = 45
# "Both" goes on with "and" within so many words.
_BOTH_REACH = 9
_ACRONYM = re.compile(r"(?P<short>[A-Z]{2,6})s?")
_LONGEST_ACRONYM = 7
_INTRODUCED = re.compile(r"\([“\"]?[A-Z]{2,6}s?[”\"]?\)")
_DEFINITE = re.compile(
    r"\b(?:the|this|that|these|those|its|our|their|his|her|your|my|each|every)\s(?:[\w’'-]+\s){0,3}\Z"
    r"|['’]s?\s(?:[\w-]+\s){0,2}\Z",
    re.I,
)
# "It took the jury an hour to find", "it is expected that": nothing is pointed back to.
_EXPLETIVE = re.compile(
    r"it (?:took|takes|is|was|will be|has been|seems|appears|became)\s[^,.]{2,80}\s"
    r"(?:to|that|for|whether)\s",
    re.I,
)
# "It may be small, but the ferry is loved": what is meant follows, and nothing stands before.
_CONTRAST = re.compile(r",\s(?:but|yet)\s(?:a|an|the|[a-z]+['’]s)\s")
# "The 49-year-old was taken to hospital": which one, a sentence before says.
_AGED = re.compile(r"(?:The|A) \d{1,3}-year-old\s(?:was|is|had|has|will)\s")
_EVEN_FIRST = ("pronoun", "cut", "forward")
_SINGLE = frozenset({"he", "him", "his", "himself", "she", "her", "hers", "herself"})
_MANY = frozenset({"they", "them", "their", "theirs", "themselves"})
_THING = frozenset({"it", "its", "itself"})
_PRONOUNS = _SINGLE | _MANY | _THING
_POINTING = frozenset({"this", "that", "these", "those"})
_POINTING_AT = _POINTING | {"such", "each", "another"}
# "Those who", "that of": what is meant follows.
_SAID_BEHIND = frozenset(
    {"who", "that", "which", "whose", "with", "of", "in", "on", "for", "from", "to"}
)


@cache
def _set(name: str) -> frozenset[str]:
    return frozenset(table("summary_references")[name])


@cache
def _telling() -> frozenset[str]:
    """The single words that may point back."""
    return _PRONOUNS | _POINTING | {"both"} | _set("back") | _set("more")


@cache
def _back() -> re.Pattern[str]:
    """Any of the phrases that point back: most pieces have none, and this tells at once."""
    return re.compile(any_word(table("summary_references")["back_phrases"]))


class References:
    """Asks the pieces of one release what they point back to."""

    def __init__(
        self,
        reading: ParsedText,
        layer: WordLayer,
        names: Names | None,
        prose: Sequence[SentenceSpan],
    ) -> None:
        self._flat, self._low = reading.flat, reading.low
        self._layer = layer
        self._prose = prose
        self._begin = prose[0].start if prose else 0
        mentions = [m for m in names.mentions if m.kind == "person"] if names else []
        self._people = mentions
        self._person_starts = [m.start for m in mentions]
        self._organization_starts = (
            [m.start for m in names.mentions if m.kind == "organization"] if names else []
        )
        self._fullest = [person.name for person in names.people] if names else []
        introduced = _INTRODUCED.search(self._flat, self._begin)
        self._introduced = introduced.end() if introduced else len(self._flat) + 1

    def of(self, start: int, end: int, order: int) -> tuple[Reference, ...]:
        """The references of the stretch `start:end` of the sentence of that number."""
        sentence = self._prose[order]
        parsed = self._layer.parse(sentence.start, sentence.end)
        inside = parsed.tokens_between(start, end)
        if not inside:
            return ()
        piece = Piece(start, end, order, sentence, parsed, inside[0], inside[-1] + 1)
        found = dict.fromkeys(
            (
                *self._of_phrases(piece),
                *self._of_tokens(piece),
                *self._of_names(piece),
                *self._of_words(piece),
            )
        )
        if order == 0 and issues_statement(self._flat[start:end]):
            # "The premier released the following statement:" says whose words stand beneath.
            found = {one: None for one in found if one.kind != "forward"}
        if order == 0:
            # Before the first sentence stands nothing: the release itself begins so.
            return tuple(reference for reference in found if reference.kind in _EVEN_FIRST)
        return tuple(found)

    # ---- noun phrases

    def _of_phrases(self, piece: Piece) -> Iterator[Reference]:
        for phrase in piece.parsed.noun_phrases:
            if not piece.first <= phrase.first < piece.last or phrase.is_time:
                continue
            opens = piece.parsed.tokens[phrase.first].lower
            head = piece.parsed.tokens[phrase.head]
            found = None
            if opens == "the":
                found = self._of_definite(piece, phrase, head)
            elif opens in _POINTING_AT and phrase.end > phrase.first + 1:
                found = self._of_pointing(piece, phrase, head)
            if found is not None:
                yield found

    def _of_pointing(self, piece: Piece, phrase: NounPhrase, head: Token) -> Reference | None:
        """As in "These changes", "this scheme", "each pillar"; not "this country"."""
        opens = piece.parsed.tokens[phrase.first]
        noun = head.lemma
        follows = lower_at(piece, phrase.end)
        if noun in _set("here") or opens.part_of_speech is not t.DETERMINER:
            return None
        if opens.lower in ("that", "those") and follows in (
            "who",
            "that",
            "which",
            "of",
            "in",
            "with",
        ):
            return None
        if opens.lower == "such" and follows == "as":
            return None
        if holds(self._low[piece.start : opens.start], noun):
            return None
        if opens.lower in ("each", "another"):
            is_first = phrase.first - piece.first < 2
            return Reference(opens.lower, noun, piece.previous) if is_first else None
        return Reference("pointing", noun, piece.previous)

    def _of_definite(self, piece: Piece, phrase: NounPhrase, head: Token) -> Reference | None:
        noun = head.lemma
        inner = piece.parsed.tokens[phrase.first + 1 : phrase.head]
        is_named = any(map(_is_name, (*inner, head)))
        if is_named and not (not inner and head.mention < 0 and _is_label(head.lower)):
            return None
        if head.part_of_speech not in NOUNS or any(map(_is_superlative, inner)):
            return None
        if self._is_told(piece, phrase) or holds(self._low[piece.start : head.start], noun):
            return None
        if phrase.first == piece.first and is_one_of_several(self._flat, self._prose, piece.order):
            return Reference("several", None, piece.previous)
        key = _key(inner, head)
        if key == noun and noun not in _set("unique"):
            nearest = find_nearest(self._low, noun, self._prose, piece.order)
            if nearest is not None:
                return Reference("nearest", None, nearest)
        known = find_word(self._low, key, self._begin, piece.sentence.start)
        if known >= 0 and noun not in _set("unique") and not self._is_known(known):
            return Reference("definite", noun)
        return self._of_label(piece, inner, noun)

    def _is_known(self, place: int) -> bool:
        """Whether the text itself names it first as something known: "the", "its", "our"."""
        return _DEFINITE.search(self._flat, max(0, place - _BEFORE_NOUN), place) is not None

    def _of_label(self, piece: Piece, inner: Sequence[Token], noun: str) -> Reference | None:
        """As in "The initiative will …", whose name is another; nothing where no text is before."""
        near = frozenset({piece.order - 1, piece.order - 2, 0 if piece.order <= 3 else -1}) - {-1}
        if piece.order == 0:
            return None
        if any(_is_count(token) for token in inner):
            return Reference("counted", noun, near)
        if any(token.lower not in _set("plain") for token in inner):
            return None
        if noun in _set("involved"):
            return Reference("involved", noun, frozenset(range(piece.order)))
        if noun in _set("one_of_many"):
            return Reference("label", noun)  # "the member", of whom nothing was said before
        if noun in _set("issuers"):
            return self._of_issuer(piece, noun)
        return Reference("label", noun, near) if noun in _set("labels") else None

    def _of_issuer(self, piece: Piece, noun: str) -> Reference:
        """As in "The company": the one named last, or, where it is an office, the issuer's own."""
        at = bisect_right(self._organization_starts, piece.sentence.start) - 1
        if noun not in _set("companies") or at < 0:
            return Reference("issuer", noun, frozenset(range(piece.order)))
        last = self._organization_starts[at]
        named = next((n for n, s in enumerate(self._prose) if s.start <= last < s.end), 0)
        return Reference("issuer", None, piece.previous | {named})

    def _is_told(self, piece: Piece, phrase: NounPhrase) -> bool:
        """Whether what follows the noun says which one is meant."""
        after = phrase.end
        if phrase.full_end > phrase.end:
            return True
        if after >= piece.last:
            return False
        token = piece.parsed.tokens[after]
        if token.lower in _set("telling"):
            return True
        if token.lower in ("in", "at", "by", "near") and after + 1 < piece.last:
            follows = piece.parsed.tokens[after + 1 : after + 3]
            return any(map(_is_name, follows))
        is_participle = token.form in (t.PRESENT_PARTICIPLE, t.PAST_PARTICIPLE)
        return is_participle and not piece.parsed.tokens[after - 1].form

    # ---- single words

    def _of_tokens(self, piece: Piece) -> Iterator[Reference]:
        telling = _telling()
        for i, token in enumerate(piece.tokens, piece.first):
            if token.lower not in telling:
                continue
            if token.lower in _PRONOUNS:
                found = self._of_pronoun(piece, i)
            elif token.lower in _POINTING and token.part_of_speech is t.PRONOUN:
                found = self._of_bare(piece, i)
            elif token.lower == "both":
                found = _of_both(piece, i)
            elif token.lower in _set("back") and lower_at(piece, i - 1) not in ("and", "or"):
                found = Reference("back", None, piece.previous)
            elif token.lower in _set("more") and i - piece.first < 8:
                found = Reference("more", None, frozenset(range(piece.order)))
            else:
                continue
            if found is not None:
                yield found

    def _of_bare(self, piece: Piece, i: int) -> Reference | None:
        """As in "This follows …"; not "those who"."""
        follows = lower_at(piece, i + 1)
        if follows in _SAID_BEHIND:
            return None
        is_first = i == piece.first or (i == piece.first + 1 and lower_at(piece, i - 1) == "of")
        is_late = any(
            piece.first < g.first < i and g.is_finite and g.end < i - 1
            for g in piece.parsed.verb_groups
        )
        is_this = piece.parsed.tokens[i].lower in ("this", "these")
        if is_first or (is_this and not is_late):
            return Reference("bare", None, piece.previous)
        return None

    def _of_pronoun(self, piece: Piece, i: int) -> Reference | None:
        token = piece.parsed.tokens[i]
        is_single = token.lower in _SINGLE
        is_acting = token.lower == "they" and self._acts(piece, i)
        fits = self._is_actor if is_acting else self._is_person if is_single else _is_thing
        if any(
            fits(token) and not self._is_time_word(piece, at)
            for at, token in enumerate(piece.parsed.tokens[piece.first : i], piece.first)
        ):
            return None
        if (
            piece.order == 0
            and i == piece.first
            and _CONTRAST.search(self._low, token.end, piece.end)
        ):
            return None
        if token.lower == "it" and _EXPLETIVE.match(self._flat, token.start, piece.end):
            return None
        comma = next((j for j in range(i, piece.last) if lower_at(piece, j) == ","), None)
        if (
            comma is not None
            and _opens_aside(piece.parsed.tokens[piece.first])
            and any(fits(token) for token in piece.parsed.tokens[comma : piece.last])
        ):
            return None
        if any(fits(token) for token in piece.parsed.tokens[: piece.first]):
            return Reference("cut")
        person = self._last_person(piece.sentence.start) if is_single else None
        return Reference("pronoun", person, piece.previous)

    def _is_person(self, token: Token) -> bool:
        at = bisect_right(self._person_starts, token.start) - 1
        if at >= 0 and token.start < self._people[at].end:
            return True
        if token.part_of_speech not in NOUNS:
            return False
        if token.lemma in _set("groups"):
            return False  # "coming from a family of farmers, he": not the family
        return token.lemma in _set("persons") or token.lemma in closed()["people"]

    def _acts(self, piece: Piece, i: int) -> bool:
        """Whether "they" behind an opening clause do what only people do: "they contacted"."""
        if not _opens_aside(piece.parsed.tokens[piece.first]):
            return False
        verb = next((g for g in piece.parsed.verb_groups if g.is_finite and g.first > i), None)
        return verb is not None and verb.first <= i + 2 and verb.lemma in _set("human_acts")

    def _is_actor(self, token: Token) -> bool:
        """Whether a word names people or an organization, who act."""
        is_body = token.lemma in _set("issuers") or token.lemma in _set("companies")
        return is_body or token.mention >= 0 or self._is_person(token)

    def _last_person(self, place: int) -> str | None:
        """The surname of whoever is named last before a place."""
        at = bisect_right(self._person_starts, place) - 1
        if at < 0:
            return None
        return self._low[self._people[at].start : self._people[at].end].split()[-1]

    # ---- names

    def _of_names(self, piece: Piece) -> Iterator[Reference]:
        first = bisect_right(self._person_starts, piece.start - 1)
        known: set[int] = set()
        for mention in self._people[first:]:
            if mention.start >= piece.end:
                break
            if mention.entity not in known and (found := self._of_surname(piece, mention)):
                yield found
            known.add(mention.entity)
        if self._introduced > piece.sentence.start:
            return  # no acronym was introduced yet
        for token in piece.tokens:
            if token.end - token.start > _LONGEST_ACRONYM:
                continue
            if (found := self._of_acronym(piece, token)) is not None:
                yield found

    def _of_acronym(self, piece: Piece, token: Token) -> Reference | None:
        """As in "the GCU", where "Gull Counting Unit (GCU)" stands in a sentence before."""
        found = _ACRONYM.fullmatch(self._flat[token.start : token.end])
        if found is None or found["short"].lower() in _set("acronyms"):
            return None
        short = found["short"]
        if self._low.find(short.lower(), piece.start, token.start) >= 0:
            return None
        places = [
            self._flat.find(f"({way})", self._begin, piece.sentence.start)
            for way in (short, f"{short}s", f"“{short}”", f'"{short}"')
        ]
        at = max(places)
        if at < 0:
            return None
        full = self._low[max(0, at - _BEFORE_NOUN) : at].split()
        return Reference("acronym", full[-1] if full else token.lower)

    def _of_surname(self, piece: Piece, mention: Mention) -> Reference | None:
        """As in "Mr Roe", where "Ada Roe" stands in a sentence before."""
        name = self._flat[mention.start : mention.end]
        if " " in name.strip() or " " not in self._fullest[mention.entity]:
            return None
        title = self._low[mention.full_start : mention.start].replace(".", "").split()
        if any(word not in _set("courtesy") for word in title):
            return None
        is_introduced = any(
            m.entity == mention.entity and " " in self._flat[m.start : m.end]
            for m in self._people
            if m.start < piece.sentence.start
        )
        return Reference("surname", name.lower()) if is_introduced else None

    # ---- phrases

    def _of_words(self, piece: Piece) -> Iterator[Reference]:
        low = self._low[piece.start : piece.end]
        if points_forward(low):
            yield Reference("forward")
        if _AGED.match(self._flat, piece.start):
            yield Reference("aged", None, piece.previous)
        start = low[:_AMONG_FIRST]
        for phrase in table("summary_references")["back_phrases"] if _back().search(start) else ():
            at = start.find(phrase)
            is_whole = at == 0 or (at > 0 and not low[at - 1].isalnum())
            after = at + len(phrase)
            is_whole = is_whole and not low[after : after + 1].isalnum()
            if is_whole and not low.startswith((" of", " to"), after):
                yield Reference("back", None, piece.previous)
        first = piece.parsed.tokens[piece.first].lower
        is_asked = first in _PRONOUNS or first in _POINTING_AT or first == "both"
        if first in words("summary_anaphors") and not is_asked and not self._is_time(piece):
            yield Reference("opening", None, piece.previous)

    @staticmethod
    def _is_time_word(piece: Piece, token: int) -> bool:
        """Whether a word says when, and is nothing that "they" could be: "after two years they"."""
        number = piece.parsed.phrase_of(token)
        return number >= 0 and piece.parsed.noun_phrases[number].is_time

    @staticmethod
    def _is_time(piece: Piece) -> bool:
        number = piece.parsed.phrase_of(piece.first)
        return number >= 0 and piece.parsed.noun_phrases[number].is_time


def _is_name(token: Token) -> bool:
    return token.mention >= 0 or token.part_of_speech is t.PROPER_NOUN


def _is_label(low: str) -> bool:
    return low in _set("labels") or low in _set("issuers")


def _is_superlative(token: Token) -> bool:
    return token.lower in ("most", "least", "only", "very", "best", "worst", "next", "last") or (
        token.part_of_speech is t.ADJECTIVE and token.lower.endswith("est") and len(token.lower) > 5
    )


def _is_count(token: Token) -> bool:
    is_year = len(token.lower) == 4 and token.lower.isdigit()
    return token.part_of_speech is t.NUMERAL and not is_year


def _is_thing(token: Token) -> bool:
    return token.part_of_speech in NOUNS or token.mention >= 0


def _opens_aside(token: Token) -> bool:
    return token.part_of_speech in (t.ADPOSITION, t.SUBORDINATOR) or token.form in (
        t.PRESENT_PARTICIPLE,
        t.PAST_PARTICIPLE,
    )


def _key(inner: Sequence[Token], head: Token) -> str:
    """By what a noun is found again: with the word before it, where that tells it from others."""
    telling = [word for word in inner if word.lower not in _set("plain") and not _is_count(word)]
    return f"{telling[-1].lower} {head.lemma}" if telling else head.lemma


def _of_both(piece: Piece, i: int) -> Reference | None:
    """As in "Both were charged"; not "both the city and the county", "A and B both"."""
    reach = range(i + 1, min(piece.last, i + _BOTH_REACH))
    before = range(piece.first, i)
    if any(lower_at(piece, j) == "and" for j in (*reach, *before)):
        return None
    return Reference("both", None, piece.previous)
