"""Interviews given out as transcripts: the lines that name their form, their subjects, who speaks.

Above the first words of such a text stand its form ("DOORSTOP INTERVIEW"), the place and the day of
it and what was spoken of ("Subjects: …"). Only the last says what it is about.
"""

import re
from collections.abc import Sequence

from processing.layout.dates import find_dates
from processing.layout.labels import EDGES
from processing.layout.persons import AFTER_NAME, POST, QUALIFIED, TITLED
from processing.names.labels import codes
from processing.names.tokens import label_of

# Errors and omissions excepted, in every order of its letters.
_EXCEPTED = r"e\s?(?:&|and)\s?o\s?e|e\s?(?:&|and)\s?e\s?o|e\s?o\s?(?:&|and)\s?e"
_FORM = (
    rf"(?:{_EXCEPTED}|transcripts?|proof only|check against delivery|door\s?stop"
    r"|(?:press|news|media) (?:conference|availability)|interview|speech|address|remarks"
    r"|question and answer session)"
)
_OPENS = re.compile(
    rf"(?:(?:joint|edited|full|radio|television|tv|partial|rush)\s+)*{_FORM}(?!\w)", re.I
)
_WORDS_OF_FORM = re.compile(
    rf"(?<!\w)(?:{_FORM}|joint|edited|full|radio|television|tv|partial|rush)(?!\w)", re.I
)
_OFFICE = re.compile(
    rf"(?<!\w)(?:the\s+)?{QUALIFIED}*{POST}(?:\s+(?:for|of|to)\b[^,|;–-]*)?(?!\w)", re.I
)
_PERSON = re.compile(rf"(?<!\w){TITLED}+(?:[^\W\d_][\w.'’-]+\s*){{1,3}}{AFTER_NAME}*(?!\w)", re.I)
_WEEKDAY = re.compile(r"(?<!\w)(?:mon|tues|wednes|thurs|fri|satur|sun)day(?!\w)", re.I)
_JOINTS = re.compile(r"\s*[|,;/()]\s*|\s+[-–—]+\s+|\b(?:with|at|in|of|from|by|on|and|the)\b", re.I)
# What an interview is given in, on or at.
_VENUES = frozenset(
    {"house", "hall", "townhall", "doors", "room", "centre", "center", "airport", "studio",
     "studios", "park", "street", "square", "office", "offices", "courtyard", "gallery", "hotel",
     "school", "university", "hospital", "parliament", "station", "club", "headquarters",
     "embassy", "lawn", "steps", "states", "kingdom", "nations"}
)  # fmt: skip
_LONGEST = 220
_PLACE_WORDS = 6
# A place that no list knows, right behind the form in capitals.
_UNKNOWN_PLACE = 2


def is_format_line(text: str) -> bool:
    """Say whether a line names the form of a text and else only its people, its place, its day.

    "DOORSTOP INTERVIEW, HARROW", "TRANSCRIPT OF THE PRIME MINISTER"; not "Doorstop – Harbour Fees".
    """
    plain = " ".join(text.split()).strip(EDGES)
    if len(plain) > _LONGEST or not _OPENS.match(plain):
        return False
    for one in reversed(list(find_dates(plain))):
        plain = f"{plain[: one.start]}|{plain[one.end :]}"
    for pattern in (_WORDS_OF_FORM, _WEEKDAY, _PERSON, _OFFICE):
        plain = pattern.sub("|", plain)
    pieces = [piece.strip(EDGES) for piece in _JOINTS.split(plain)]
    # Behind a dash stands what was spoken of as often as where.
    is_far = re.search(r"\|\s+[-–—]\s+\w", plain) is not None
    is_far = is_far and not any(piece and _is_setting(piece, is_far=True) for piece in pieces)
    return all(_is_setting(piece, is_far) for piece in pieces)


def is_setting_line(text: str) -> bool:
    """Say whether a line holds places and names alone: "UNITED NATIONS, HARROW"."""
    pieces = [piece.strip(EDGES) for piece in _JOINTS.split(" ".join(text.split()))]
    return all(_is_setting(piece, is_far=True) for piece in pieces)


def _is_setting(piece: str, is_far: bool) -> bool:
    """Whether a piece of a line of form is a place, a name or nothing."""
    found = piece.split()
    if not any(any(map(str.isalpha, word)) for word in found):
        return True
    if len(found) > _PLACE_WORDS or not piece[0].isupper():
        return False
    if found[-1].lower() in _VENUES or any(_label(word) in _SETTINGS for word in found):
        return True
    return not is_far and len(found) <= _UNKNOWN_PLACE


_SETTINGS = codes("PLACE PLACE_HEAD GIVEN_PLACE PLACE_OPENER GIVEN UNITED_STATES")


def _label(word: str) -> int:
    return label_of(word.capitalize() if word.isupper() else word)


_ASKS = (
    r"(?:journalists?|reporters?|questions?|question\s?\(?inaudible\)?|interviewer|presenter"
    r"|compere|host|q)"
)
_ASKER_ALONE = re.compile(rf"{_ASKS}\s*:", re.I)
_ASKER = re.compile(rf"(?:\A|\n|\s\s|[.?!”\"]\s){_ASKS}\s*(?:\d\s*)?(?::|\.\.\.)", re.I)


def is_speaker_line(text: str) -> bool:
    """Say whether a line is the name of whoever speaks next and no more: "JOURNALIST:"."""
    plain = text.strip()
    return plain.endswith(":") and _ASKER_ALONE.fullmatch(plain) is not None


def is_transcript(flat: str) -> bool:
    """Say whether somebody asks in a text, as interviews are written down."""
    return _ASKER.search(flat, 0, _ASKED_WITHIN) is not None


# The first question stands within so many characters.
_ASKED_WITHIN = 12_000


def first_speech(texts: Sequence[str]) -> int:
    """The index of the first line from which on people speak; their number where nobody does."""
    names = [i for i, text in enumerate(texts) if is_speaker_line(text)]
    first = min(names, default=len(texts))
    for i, text in enumerate(texts[:first]):
        if _NAMED.fullmatch(text) and texts.count(text) > 1:
            return i
    return first


_NAMED = re.compile(r"(?:[A-Z][\w.'’-]*\s){0,3}[A-Z][\w.'’-]+\s*:")
_TOPICS = re.compile(
    r"(?:\A|(?<=\s))(?:(?i:(?:subjects?|topics?)\s*(?:/\s*s)?)\s*:|\ARe:)\s*(?P<topics>\S.*)",
    re.S,
)
_SPEAKS = re.compile(
    rf"\s+(?:(?:{_ASKS}"
    r"|(?:[A-Z][A-Z.'’-]+,? ){0,2}[A-Z][A-Z.'’-]{2,}(?:,\s[^:;]{3,160})?)\s*:"
    rf"|\W*(?i:{_EXCEPTED})\b|_{{3,}}"
    r"|(?:[A-Z][A-Z.'’-]+ ){1,3}[A-Z][A-Z.'’-]+, (?:SHADOW|MINISTER|LEADER|SENATOR|MEMBER)\b)",
)
_TOPICS_MOST = 320
_TOPICS_READ = 12


def topics_of(flat: str, blocks: Sequence[tuple[int, int]]) -> tuple[int, int] | None:
    """The place of what an interview says it is about: "Subjects: harbour fees; the new quay".

    `blocks` are the places of the first paragraphs; None where none of them says so.
    """
    for start, end in blocks[:_TOPICS_READ]:
        found = _TOPICS.search(flat[start : min(end, start + 2 * _TOPICS_MOST)])
        if found is None or found.start() > _LONGEST:
            continue
        begin = start + found.start("topics")
        words = found["topics"]
        if speaks := _SPEAKS.search(words):
            words = words[: speaks.start()]
        words = words.rstrip(" .;,–-_")
        if 0 < len(words) <= _TOPICS_MOST:
            return begin, begin + len(words)
    return None
