"""What a word may be in a name: its label, and patterns over rows of labels.

A row of labels is bytes, one a token, so that regular expressions run over it. A pattern is
written in the names of labels: `pattern("TITLE GIVEN INITIAL? CAPITALISED")` finds "Sheriff Ada
B. Lund". Words in capitals are labels, spaces mean nothing, all else is a regular expression;
signs of the text stand for themselves.
"""

import re
from enum import IntEnum
from functools import cache


class Label(IntEnum):
    """A label by its code, the letter that stands in the row."""

    # Capitalised words.
    GIVEN = ord("G")  # a given name
    GIVEN_PLACE = ord("D")  # a given name and a place: "Jackson"
    GIVEN_COMMON = ord("E")  # a given name and a common word: "Grace"
    CAPITALISED = ord("N")  # any other capitalised word, so most surnames
    ACRONYM = ord("A")  # letters all capital
    INITIAL = ord("I")
    SUFFIX = ord("S")  # "Jr."
    COURTESY = ord("C")  # "Mr."
    TITLE = ord("T")  # an office or a rank
    TITLE_MODIFIER = ord("M")  # before an office: "District"
    RANK = ord("F")  # of rank or time before an office: "Deputy", "Former"
    UNITED_STATES = ord("U")  # "U.S."
    ORGANIZATION_HEAD = ord("O")  # "Department"
    COMPANY_ENDING = ord("Y")  # "Inc."
    ORGANIZATION = ord("K")  # the first word of a known organization
    PLACE = ord("L")  # the first word of a known place
    PLACE_HEAD = ord("Q")  # "County"
    PLACE_OPENER = ord("J")  # "Lake"
    STREET = ord("R")
    THING_HEAD = ord("H")  # of things that are nobody: "Act", "Bowl"
    COMMON = ord("W")  # common words of names: "National"
    OPERATION = ord("P")
    BOUNDARY = ord("B")  # words that only open a sentence, months, days
    THING = ord("Z")  # any other name of a thing
    PERSON = ord("X")  # the first word of a name that is taken

    # The other words of a unit that the passes wrote.
    ORGANIZATION_REST = ord("k")
    PLACE_REST = ord("l")
    THING_REST = ord("z")

    # Lower-case words.
    OF = ord("f")
    FOR = ord("r")
    ARTICLE = ord("h")
    AND = ord("a")
    IN = ord("i")
    AT = ord("j")
    ON = ord("n")
    PARTICLE = ord("p")  # "de la"
    TITLE_LOWER = ord("t")
    MODIFIER_LOWER = ord("m")
    RELATION = ord("e")  # "sister"
    SAYING = ord("v")
    WHO = ord("w")
    POSSESSIVE = ord("y")
    LOWER = ord("x")  # any other word

    # Signs.
    COMMA = ord(",")
    SEMICOLON = ord(";")
    COLON = ord(":")
    BRACKET = ord("(")
    BRACKET_END = ord(")")
    QUOTE = ord('"')
    STOP = ord(".")
    DASH = ord("-")
    AMPERSAND = ord("&")
    OWNER = ord("'")  # a possessive 's
    NUMBER = ord("#")
    BLOCK_END = ord("/")
    GAP = ord("|")  # several spaces
    SILENT = ord("_")  # a word of a headline, where capitals say nothing


# Several labels under one name, for the classes of patterns: "[NAME_WORD INITIAL]".
SETS: dict[str, str] = {
    "ANY_GIVEN": "GIVEN GIVEN_PLACE GIVEN_COMMON",
    "NAME_WORD": "CAPITALISED GIVEN GIVEN_PLACE GIVEN_COMMON",
    "ANY_PLACE": "PLACE PLACE_REST",
    "ANY_ORGANIZATION": "ORGANIZATION ORGANIZATION_REST",
    "ANY_TITLE": "TITLE TITLE_LOWER",
    # Words with a meaning of their own that are surnames as well: "Elder", "Park".
    "MEANINGFUL": "COMMON TITLE THING_HEAD PLACE_HEAD STREET TITLE_MODIFIER RANK ORGANIZATION_HEAD"
    " GIVEN_COMMON BOUNDARY ORGANIZATION",
    # Words before which a name goes on.
    "GOING_ON": "CAPITALISED COMMON GIVEN ORGANIZATION_HEAD THING_HEAD PLACE_HEAD STREET TITLE"
    " TITLE_MODIFIER GIVEN_PLACE PLACE ORGANIZATION GIVEN_COMMON PLACE_OPENER ORGANIZATION_REST",
    # Words that may stand before the head of an organization: "National Harbor | Service".
    "ORGANIZATION_PART": "CAPITALISED COMMON GIVEN_PLACE GIVEN GIVEN_COMMON PLACE PLACE_REST"
    " ORGANIZATION_REST ORGANIZATION ACRONYM UNITED_STATES PLACE_HEAD TITLE_MODIFIER PLACE_OPENER"
    " INITIAL STREET THING_HEAD",
}
_NAME = re.compile(r"[A-Z][A-Z_]+")


@cache
def pattern(text: str) -> re.Pattern[bytes]:
    """A regular expression over a row of labels, from one that is written in their names."""
    return re.compile(written(text).encode())


def written(text: str) -> str:
    """The same with the letter of each label in place of its name, spaces left out."""
    return _NAME.sub(lambda name: codes(name.group()).decode(), text).replace(" ", "")


@cache
def codes(text: str) -> bytes:
    """The codes of labels and sets by their names, in order: a set to ask, or a row to compare."""
    return b"".join(
        codes(SETS[name]) if name in SETS else bytes((Label[name],)) for name in text.split()
    )
