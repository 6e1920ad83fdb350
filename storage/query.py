"""What a person typed as a question to the full-text index; never as its query syntax.

Each typed word is handed over as a phrase, which the index cuts as it cut the texts: "don't"
becomes the phrase don t, "U.S." the phrase u s. Pure.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

# A person asks in a line; more words than this only cost time.
_TERMS_AT_MOST = 12
_LETTERS_AT_MOST = 300
# A quotation, as long as a message can be.
_TEXT_AT_MOST = 4000

# Words that say how a question is asked. They are passed over where other words remain, because
# they stand in nearly every release.
_ASKING_WORDS = frozenset(
    """
    a about an and any are at by did do does for from had has have how in is it many much of on or
    that the there this to was were what when where which who whom why will with
    """.split()  # noqa: SIM905
)

# A minus stands before what it excludes and behind no letter: "well-known" is one word.
_PHRASE_OR_WORD = re.compile(r'(-?)(?:"([^"]*)"|([^\s"]\S*|"))')
_DOUBLE_QUOTES = str.maketrans("“”„‟«»″", '"' * 7)


@dataclass(frozen=True, slots=True)
class OtherName:
    """That any of the `names` says what all of the `phrases` say: FDA, Food and Drug …."""

    phrases: tuple[str, ...]
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Match:
    """What a text must hold: all of the phrases, or with `is_any` one of them and all `needed`.

    Where phrases have another name, that will do in their place. It must hold none of those that
    are `excluded`. With `is_beginning` each phrase is one word, and a word that begins so will do.
    """

    phrases: tuple[str, ...]
    is_any: bool = False
    is_beginning: bool = False
    needed: tuple[str, ...] = ()
    excluded: tuple[str, ...] = ()
    also: tuple[OtherName, ...] = ()

    @property
    def all_phrases(self) -> tuple[str, ...]:
        """The phrases, and the other names of them."""
        return (*self.phrases, *(name for one in self.also for name in one.names))

    @property
    def plain_phrases(self) -> tuple[str, ...]:
        """The phrases that have no other name."""
        named = {phrase for one in self.also for phrase in one.phrases}
        return tuple(phrase for phrase in self.phrases if phrase not in named)


@dataclass(frozen=True, slots=True)
class Query:
    """A question for the index: first the texts with all of its terms, then those with any.

    What was typed in quotation marks (`quoted`) stands in all of them, what is `excluded` in none.
    """

    terms: tuple[str, ...]
    quoted: tuple[str, ...] = ()
    excluded: tuple[str, ...] = ()
    also: tuple[OtherName, ...] = ()

    @property
    def all_terms(self) -> Match:
        """The texts that hold all terms."""
        return Match(self.terms, excluded=self.excluded, also=self.also)

    @property
    def any_term(self) -> Match:
        """The texts that hold any of them, and all that was quoted."""
        return Match(
            self.terms, is_any=True, needed=self.quoted, excluded=self.excluded, also=self.also
        )


def read_query(typed: str) -> Query | None:
    """The question in what was typed, None if it asks for no word.

    Words in quotation marks stay together; a minus before a word or a quotation, or NOT before it,
    excludes it. Nothing else is syntax.
    """
    cleaned = _clean(typed).translate(_DOUBLE_QUOTES)
    terms: list[tuple[str, bool]] = []
    excluded: list[str] = []
    is_excluded = False
    for minus, phrase, word in _PHRASE_OR_WORD.findall(cleaned):
        if word == "NOT" and terms:
            is_excluded = True
            continue
        term = (phrase or word.replace('"', " ")).strip()
        if not _has_word(term):
            continue
        if (minus or is_excluded) and terms:
            excluded.append(term)
        else:
            terms.append((term, bool(phrase)))
        is_excluded = False
    if is_excluded:
        terms.append(("NOT", False))  # with nothing behind it a word as any other
    telling = [t for t in terms if t[1] or t[0].strip("?!.,;:").lower() not in _ASKING_WORDS]
    kept = (telling or terms)[:_TERMS_AT_MOST]
    if not kept:
        return None
    quoted = tuple(term for term, is_phrase in kept if is_phrase)
    return Query(tuple(term for term, _ in kept), quoted, tuple(excluded[:_TERMS_AT_MOST]))


def words_of(typed: str) -> list[str]:
    """The words of a text as the index cuts them, in order."""
    return [word for word in re.split(r"[\W_]+", _clean(typed, _TEXT_AT_MOST)) if word]


def all_of(words: Sequence[str]) -> Query:
    """The question for texts that hold all, or any, of these words."""
    return Query(tuple(words))


def beginnings(typed: str) -> Match | None:
    """A question for titles with words that begin as the typed ones, None if there is no word."""
    # A word in several parts ("U.S.") is parted here: only the last part may be unfinished.
    words = [w for w in re.split(r"[\W_]+", _clean(typed)) if _has_word(w)]
    if not words:
        return None
    return Match(tuple(words[:_TERMS_AT_MOST]), is_beginning=True)


def _clean(typed: str, at_most: int = _LETTERS_AT_MOST) -> str:
    """Cut to length; what cannot be written as UTF-8 and control characters become spaces."""
    writable = typed[:at_most].encode("utf-8", "replace").decode("utf-8")
    return "".join(letter if letter.isprintable() else " " for letter in writable)


def _has_word(text: str) -> bool:
    return any(letter.isalnum() for letter in text)
