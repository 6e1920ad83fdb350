"""What a letterhead says of the one in whose name a release is sent.

Members of parliaments and agencies set their name above a release and their offices beside or below
it: "SENATOR ADA LUND  Senator for Kell  Shadow Minister for Ports".
"""

import re
from collections.abc import Iterator
from functools import cache
from itertools import takewhile

from processing.lexicon import words as entries
from processing.names.labels import Label
from processing.names.shadows import find_shadow
from processing.names.vocabulary import given_names, plain, vocabulary
from processing.parsed_text import BlockKind, ParsedText
from processing.words.inflection import verb_lemma

# Characters above the first paragraph, and of that paragraph where a page lost its lines.
_HEAD, _INTO = 1_500, 400
# Letters behind a name: "Ada Lund MP".
_LETTERS = r"(?:,?\s+(?:MP|MHR|MLA|MLC|MSP|AM|AO|AC|QC|KC|SC|OAM|CBE|OBE))*"
# What parts a name from the office behind it.
_PARTED = r"(?:\s{2,}|\s*\n\s*|\s*[-–—,|]\s*|\s(?=[A-Z]{3,}))"
_BEHIND = re.compile(rf"{_LETTERS}{_PARTED}", re.IGNORECASE)
_OFFICE = re.compile(r"(?P<office>[A-Z][^\n\d|]{3,120}?)(?=\s{2,}|\s*\n|\s*\Z|\s*[|\d])")
_MORE = re.compile(r"(?:\s{2,}|\s*\n\s*|\s*[-–—,|]\s*)")
_MOST_OFFICES = 3
_HONOURED_NAME = re.compile(
    r"(?:the\s+)?(?:rt\.?\s+)?(?:hon(?:ou?rable)?\.?\s+)"
    r"(?P<name>(?P<given>[a-z][\w'’-]+)(?:\s+[a-z]\.?)?\s+[a-z][\w'’-]+)",
    re.IGNORECASE,
)
# What parts the lines of a head; what stands there before a name, and before an office.
_PARTS = re.compile(r"\s{2,}|\s*\n\s*|\s*\|\s*")
_HONOUR = r"the|rt|right|hon(?:ou?rable)?|senator|sen|dr|prof|mr|mrs|ms"
_HONOURED = rf"(?<!\w)(?P<honours>(?:(?:{_HONOUR})\b\.?\s+)*)"
_HONOURS = re.compile(rf"{_HONOURED}\Z", re.IGNORECASE)
_GAP_LAST = re.compile(r"(?:\s\s|\n)\Z")
_TOPICS = re.compile(r"(?:subjects?|topics?|re)\b\s*/?\s*s?\s*:", re.IGNORECASE)
_FORM_OF = re.compile(
    r"\A(?:.*\b(?:transcript|address|speech|remarks)\s+(?:of|by)\s+)?(?:the\s+)?", re.I
)
# Before the name of a member of a parliament.
_BEFORE_MEMBER = r"\b(?:hon(?:ou?rable)?\.?|senator|sen\.?)\s+(?:dr\.?\s+|prof\.?\s+)?"
# Wherever the page left it, what was set into the office afterwards.
_SHADOW_LOST = re.compile(r"(?:^|\n)[ \t]*\[shadow\][ \t]*(?=\n|\Z)", re.IGNORECASE)
_LONGEST = 14  # words of an office
_WORD = re.compile(r"[A-Za-z][\w'’-]*")


class Letterhead:
    """The head of one release, asked for the offices of a person."""

    def __init__(self, reading: ParsedText) -> None:
        body = next((b for b in reading.blocks if b.kind is BlockKind.BODY), None)
        end = min(_HEAD, body.start if body is not None else _HEAD)
        if body is not None and body.start < _HEAD:
            end = min(body.end, body.start + _INTO)
        self._flat = reading.flat
        self._text = reading.text[:end]
        self._above = reading.text[: body.start if body is not None else 0][:_HEAD]
        self._is_shadow = _SHADOW_LOST.search(reading.text) is not None
        # A pattern is made for a name only where the name stands there at all.
        self._spaced = " ".join(self._text.casefold().split())

    def role_of(self, name: str) -> str | None:
        """The offices that stand behind a full name there; None where none do."""
        words = name.split()
        if len(words) < 2 or " ".join(words).casefold() not in self._spaced:
            return None
        written = r"\s+".join(map(re.escape, words))
        # Only the name is compiled anew: the rest takes four times as long.
        for found in re.finditer(rf"\b{written}", self._text, re.IGNORECASE):
            above = self._office_above(found.start())
            behind = _BEHIND.match(self._text, found.end())
            offices = list(self._offices(behind.end())) if behind else []
            if above is not None:
                offices = [above, *(one for one in offices if not self._is_of_next(one))]
            if offices:
                held = ", ".join(dict.fromkeys(self._as_held(one, name) for one in offices))
                return self._of_side(held)
        return None

    def _of_side(self, office: str) -> str:
        """The office with the "[Shadow]" that a page lost to a line of its own."""
        is_minister = office.casefold().startswith("minister ")
        return f"Shadow {office}" if self._is_shadow and is_minister else office

    def office_above(self, name: str) -> str | None:
        """The office on the line above a full name: "LEADER OF THE HOUSE / THE HON ADA LUND MP"."""
        words = name.split()
        if len(words) < 2 or " ".join(words).casefold() not in self._spaced:
            return None
        written = r"\s+".join(map(re.escape, words))
        above = (
            self._office_above(found.start())
            for found in re.finditer(rf"\b{written}", self._above, re.IGNORECASE)
        )
        return next((office for office in above if office is not None), None)

    @property
    def only_office(self) -> str | None:
        """The office that the head begins with, where nobody is named there."""
        lines = [line for line in _PARTS.split(self._above) if line.strip()]
        if not lines or not _is_office(lines[0].strip()):
            return None
        is_named = any(
            _holds_name(line) for line in takewhile(lambda one: not _TOPICS.match(one), lines)
        )
        return None if is_named else self._of_side(" ".join(lines[0].split()))

    def _office_above(self, place: int) -> str | None:
        """The office that ends before a name at a place, where it is not that of one above it."""
        honours = _HONOURS.search(self._above, 0, place) if place <= len(self._above) else None
        if honours is None:
            return None
        # "Acting Minister for Ports the Hon Ada Lund" stands on one line.
        if not honours["honours"] and not _GAP_LAST.search(self._above, 0, honours.start()):
            return None
        lines = [line for line in _PARTS.split(self._above[: honours.start()]) if line.strip()]
        if not lines or (len(lines) > 1 and _holds_name(lines[-2])):
            return None
        office = _FORM_OF.sub("", lines[-1].strip())
        return " ".join(office.split()) if _is_office(office) else None

    def _as_held(self, office: str, name: str) -> str:
        """The office, with the "Shadow" that the head lost and the text beneath has."""
        shadow = find_shadow(self._flat, office, name)
        return office if shadow is None else " ".join(self._flat[slice(*shadow)].split())

    def _is_of_next(self, office: str) -> bool:
        """Whether an office behind a name stands above another name."""
        written = r"\s+".join(map(re.escape, office.split()))
        following = re.search(rf"{written}\s+{_HONOURED}[A-Z]", self._text)
        return following is not None and following["honours"] != ""

    def full_name_of(self, surname: str) -> str:
        """The name in full of one whom the text calls by surname; as it is where none stands."""
        if surname.casefold() not in self._spaced:
            return surname
        for found in re.finditer(rf"\b([A-Z][\w'’-]+)\s+{re.escape(surname)}\b", self._above, re.I):
            if plain(found[1]) in given_names():
                return f"{found[1].title()} {surname}"
        return surname

    def printed_name_of(self, surname: str) -> str | None:
        """The only name with this surname above the first paragraph, as it is printed there."""
        if surname.casefold() not in self._spaced:
            return None
        written = rf"\b([A-Z][\w'’-]+)((?:\s+[A-Z]\.?)?\s+{re.escape(surname)})\b"
        found = {
            " ".join(match.group().split())
            for match in re.finditer(written, self._above, re.IGNORECASE)
            if plain(match[1]) in given_names()
        }
        return found.pop() if len(found) == 1 else None

    def bearer_of(self, office: str) -> str | None:
        """The name behind an office there: "THE PRIME MINISTER THE HON ADA LUND MP"."""
        words = office.casefold().split()
        if len(words) < 2 or " ".join(words) not in self._spaced:
            return None
        written = r"\s+".join(map(re.escape, words))
        for found in re.finditer(rf"\b{written},?\s+", self._above, re.IGNORECASE):
            behind = _HONOURED_NAME.match(self._above, found.end())
            if behind is not None and plain(behind["given"]) in given_names():
                return " ".join(behind["name"].split())
        return None

    def is_headed_by(self, name: str) -> bool:
        """Whether a full name stands there as that of a member: "THE HON DR ADA LUND MP"."""
        written = r"\s+".join(map(re.escape, name.split()))
        is_there = " ".join(name.split()).casefold() in self._spaced
        return is_there and (
            re.search(
                rf"{_BEFORE_MEMBER}{written}\b|\b{written},?\s+(?:MP|MHR|MLA|MLC)\b",
                self._above,
                re.IGNORECASE,
            )
            is not None
        )

    def _offices(self, start: int) -> Iterator[str]:
        for _ in range(_MOST_OFFICES):
            office = _OFFICE.match(self._text, start)
            if office is None or not _is_office(office["office"]):
                return
            more = _MORE.match(self._text, office.end())
            rest = _REST.match(self._text, more.end()) if more is not None else None
            wrapped = ""
            if more is not None and rest is not None and _is_wrapped(office["office"], rest[0]):
                wrapped = f" {rest[0]}"
                more = _MORE.match(self._text, rest.end())
            yield " ".join(office["office"].split()).rstrip(",") + wrapped
            if more is None:
                return
            start = more.end()


def _is_wrapped(office: str, rest: str) -> bool:
    """Whether a word in capitals on the next line is the end of a long office."""
    is_long = len(office.split()) > _WRAPS_AT and office.isupper()
    label = vocabulary().upper.get(plain(rest))
    return is_long and rest.casefold() not in _HEADS_OF_PAGES and label not in _NOT_WRAPPED


_REST = re.compile(r"[A-Z]{4,}(?=\s{2,}|\s*\n|\s*\Z)")
_WRAPS_AT = 4
_NOT_WRAPPED = (Label.PLACE, Label.GIVEN, Label.GIVEN_PLACE, Label.BOUNDARY, Label.TITLE)
_HEADS_OF_PAGES = frozenset(
    {
        *(
            "transcript",
            "media",
            "press",
            "doorstop",
            "speech",
            "release",
            "interview",
            "statement",
        ),
        *("subject", "subjects", "news", "address", "canberra", "sydney", "melbourne", "perth"),
        *("brisbane", "adelaide", "hobart", "darwin"),
    }
)


def _is_office(text: str) -> bool:
    """Whether words are an office and no sentence or headline."""
    words = _WORD.findall(text)
    if not 1 < len(words) <= _LONGEST or text.rstrip().endswith("."):
        return False
    seat = words[-1] if len(words) > 1 and words[-2].lower() in ("for", "of") else ""
    if any(vocabulary().upper.get(plain(w)) is Label.GIVEN for w in words if w != seat):
        return False  # the next of those who send it
    loose = any(
        word[0].islower() and (len(word) > len("with") or verb_lemma(word) != word)
        for word in words
    )
    # "DA NewsCenter" is the name of a page.
    spelled = (word for word in words[:4] if text.isupper() or not word.isupper())
    return not loose and any(plain(word) in _heads() for word in spelled)


def _holds_name(line: str) -> bool:
    """Whether a line of a head names somebody: an honour, a seat, or a given name and a surname."""
    words = _WORD.findall(line)
    if _NAMED.search(line):
        return True
    given = (vocabulary().upper.get(plain(word)) is Label.GIVEN for word in words)
    return any(
        is_given and word[0].isupper() for is_given, word in zip(given, words[1:], strict=False)
    )


_NAMED = re.compile(r"\bhon(?:ou?rable)?\.?\s|\bM[PH]R?\b", re.IGNORECASE)


@cache
def _heads() -> frozenset[str]:
    return frozenset(plain(head) for head in entries("names_titles"))
