"""What is known of a noun phrase."""

from collections.abc import Callable
from functools import partial
from typing import NamedTuple, cast

NONE = -1


class NounPhrase(NamedTuple):
    """A noun phrase: tokens `first` to `end`, of which `head` is the noun.

    `full_end` takes in what "of" ties to it ("the chief of the port"). `determiner` is the place
    of an article or possessive, `possessor` the number of the phrase that owns it ("the port's"),
    `adposition` the place of the preposition it stands under; -1 where there is none. `describes`
    is the number of the phrase that it is an apposition to, `joined_to` that of the first phrase
    of a list ("A, B and C") it belongs to; `rule` names what told either. `ended_by` names the rule
    that parted it from a word that could have gone on with it, empty where nothing had to.
    """

    first: int
    end: int
    head: int
    full_end: int
    determiner: int = NONE
    possessor: int = NONE
    adposition: int = NONE
    is_plural: bool = False
    is_time: bool = False
    in_brackets: bool = False
    describes: int = NONE
    joined_to: int = NONE
    rule: str = ""
    ended_by: str = ""

    @property
    def is_free(self) -> bool:
        """Whether it may be a subject or an object: under no preposition, in no brackets."""
        return self.adposition < 0 and not self.in_brackets


# What `NounPhrase(*fields)` does, in half the time.
make_noun_phrase = partial(cast(Callable[..., NounPhrase], tuple.__new__), NounPhrase)
