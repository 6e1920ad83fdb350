"""What a person types to say what is wanted: words, phrases, AND, OR, a minus. Pure.

    robbery -bank            without the word behind the minus; NOT says the same
    theft AND "day care"     both
    bribery OR kickbacks     one of the two; a comma says the same
    (theft OR fraud) AND tax
    fentanyl | heroin        as OR

Words side by side are one phrase. AND and NOT count in capitals alone: "hit and run" is a phrase.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product

from domain.errors import UnreadableInputError

_MARKS = '"“”„‟«»″'
_TOKEN = re.compile(
    rf"(?P<phrase>(?<![^\s(,-])-?[{_MARKS}][^{_MARKS}]*(?:[{_MARKS}]|$))|(?P<not>[-–−](?=\())|"
    r"(?P<sign>[(),|])|(?P<word>[^\s(),|]+)"
)
# More alternatives than this say nothing anybody means; parentheses multiply them.
_ALTERNATIVES = 30
_PARTS = 60
_DEEPEST = 5


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words side by side; `is_exact` where they stood in quotation marks."""

    text: str
    is_exact: bool = False


@dataclass(frozen=True, slots=True)
class Alternative:
    """Phrases that must all be there."""

    phrases: tuple[Phrase, ...]


@dataclass(frozen=True, slots=True)
class Expression:
    """One of the alternatives must hold, and none of what is excluded be there."""

    alternatives: tuple[Alternative, ...] = ()
    excluded: tuple[Phrase, ...] = ()

    @property
    def phrases(self) -> Iterator[Phrase]:
        """All that is wanted, of whichever alternative."""
        return (phrase for one in self.alternatives for phrase in one.phrases)


def read_expression(typed: str, *, has_commas: bool = True) -> Expression:
    """What is wanted; raises UnreadableInputError where that cannot be told for certain.

    Without `has_commas` a comma belongs to a name: "Department of Justice, Canada".
    """
    tokens = list(_tokens(typed, has_commas=has_commas))
    if len(tokens) > _PARTS:
        raise UnreadableInputError("That is more than one watch can be about. Make several of it.")
    reader = _Reader(typed, tokens)
    alternatives = reader.read_either()
    if reader.token is not None:
        raise reader.trouble()
    wanted = tuple(Alternative(phrases) for phrases in alternatives if phrases)
    if not wanted:
        if reader.excluded:
            raise UnreadableInputError(
                "“{typed}” says only what must not be there. Say what to watch for as well, as "
                "“robbery -bank”.",
                typed=typed[:80],
            )
        raise reader.trouble()
    return Expression(wanted, tuple(dict.fromkeys(reader.excluded)))


def joined(typed: tuple[str, ...]) -> Expression:
    """Several expressions of which one must hold; what any excludes must not be there."""
    read = [read_expression(one) for one in typed]
    return Expression(
        tuple(dict.fromkeys(one for part in read for one in part.alternatives)),
        tuple(dict.fromkeys(one for part in read for one in part.excluded)),
    )


@dataclass(frozen=True, slots=True)
class _Token:
    """`kind` is "phrase", "word", "minus", "(", ")", "or" or "and"."""

    kind: str
    text: str = ""


def _tokens(typed: str, *, has_commas: bool) -> Iterator[_Token]:
    for found in _TOKEN.finditer(typed):
        if found["phrase"]:
            if found["phrase"][0] == "-":
                yield _Token("minus")
            text = " ".join(found["phrase"].lstrip("-").strip(_MARKS).split())
            if any(map(str.isalnum, text)):
                yield _Token("phrase", text)
        elif found["not"]:
            yield _Token("minus")
        elif found["sign"]:
            sign = found["sign"]
            if sign in "()":
                yield _Token(sign)
            elif sign == "|" or has_commas:
                yield _Token("or")
            else:
                yield _Token("word", ",")
        else:
            yield from _word_tokens(found["word"])


def _word_tokens(word: str) -> Iterator[_Token]:
    if word in ("AND", "&&", "+"):
        yield _Token("and")
    elif word in ("OR", "or", "||"):
        yield _Token("or")
    elif word == "NOT":
        yield _Token("minus")
    elif word[0] in "-–−" and any(map(str.isalnum, word[1:])):
        yield _Token("minus")
        yield _Token("word", word[1:].strip(_MARKS))
    elif word[0] == "+" and any(map(str.isalnum, word[1:])):
        yield _Token("and")
        yield _Token("word", word[1:])
    elif any(map(str.isalnum, word)) or word == "&":
        yield _Token("word", word.strip(_MARKS))


_Phrases = tuple[Phrase, ...]


class _Reader:
    """Reads tokens from left to right; OR binds less than AND, and a minus takes one phrase."""

    def __init__(self, typed: str, tokens: list[_Token]) -> None:
        self._typed, self._tokens, self._at, self._depth = typed, tokens, 0, 0
        self.excluded: list[Phrase] = []

    @property
    def token(self) -> _Token | None:
        return self._tokens[self._at] if self._at < len(self._tokens) else None

    def read_either(self) -> list[_Phrases]:
        found = self._read_both()
        while self._takes("or"):
            # A comma too many asks for nothing.
            if self.token is None or self.token.kind in ("or", ")"):
                continue
            found += self._read_both()
        if len(found) > _ALTERNATIVES:
            raise self.trouble()
        return list(dict.fromkeys(found))

    def _read_both(self) -> list[_Phrases]:
        found: list[_Phrases] = [()]
        is_operator = True  # none may stand first
        while (token := self.token) is not None and token.kind not in ("or", ")"):
            if token.kind == "and":
                if is_operator and found != [()]:
                    raise self.trouble()
                self._at += 1
                is_operator = True
                continue
            more = self._read_part()
            if len(found) * len(more) > _ALTERNATIVES:
                raise self.trouble()
            found = [tuple(dict.fromkeys(a + b)) for a, b in product(found, more)]
            is_operator = False
        return found

    def _read_part(self) -> list[_Phrases]:
        if self._takes("minus"):
            return self._read_excluded()
        if self._takes("("):
            self._depth += 1
            if self._depth > _DEEPEST:
                raise self.trouble()
            inner = self.read_either()
            self._depth -= 1
            if not self._takes(")"):
                raise self.trouble()
            return inner
        return [(self._read_phrase(),)]

    def _read_excluded(self) -> list[_Phrases]:
        if self._takes("("):
            kept = list(self.excluded)
            inner = self.read_either()
            # "-(a OR b)" excludes both; "-(a AND b)" cannot be said by what must not be there.
            if self.excluded != kept or any(len(one) != 1 for one in inner):
                raise self.trouble()
            if not self._takes(")"):
                raise self.trouble()
            self.excluded += [one[0] for one in inner]
            return [()]
        token = self.token
        if token is None or token.kind not in ("word", "phrase"):
            raise self.trouble()
        self._at += 1
        self.excluded.append(Phrase(token.text, token.kind == "phrase"))
        return [()]

    def _read_phrase(self) -> Phrase:
        token = self.token
        if token is not None and token.kind == "phrase":
            self._at += 1
            return Phrase(token.text, is_exact=True)
        words: list[str] = []
        while (token := self.token) is not None and token.kind == "word":
            words.append(token.text)
            self._at += 1
        text = " ".join(words).replace(" ,", ",")
        if not words or not any(map(str.isalnum, text)):
            raise self.trouble()
        return Phrase(text)

    def _takes(self, kind: str) -> bool:
        token = self.token
        if token is None or token.kind != kind:
            return False
        self._at += 1
        return True

    def trouble(self) -> UnreadableInputError:
        return UnreadableInputError(
            "“{typed}” cannot be read. Write it as “robbery -bank”, “theft AND fraud”, "
            "“bribery OR kickbacks”, “(theft OR fraud) AND tax”.",
            typed=self._typed[:80],
        )
