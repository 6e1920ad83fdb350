"""What a message or a draft quotes, and whom it credits with the words. Pure.

Marks of any country, single ones too, blocks that Discord quotes, quotations of several paragraphs.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from processing.lexicon import words
from processing.names.variants import is_title, read_name

# A text is looked through so far, a quotation taken so far.
_TEXT_AT_MOST = 40_000
_LONGEST = 3_000
# What opens, and what closes it.
_PAIRS = {
    "“": "”\"“", "„": "“”\"", "‟": "”\"", '"': '"”', "«": "»", "»": "«", "‹": "›", "›": "‹",
    "‘": "’'", "‚": "‘’'", "'": "'’", "「": "」", "『": "』",
}  # fmt: skip
_SINGLE = frozenset("‘‚'›‹")
_FEWEST_WORDS = 2
_WORD = re.compile(r"\w+(?:['’]\w+)*")
_BLOCK = re.compile(r"(?:^>+[^\n]*(?:\n|$))+", re.MULTILINE)
_PARAGRAPH = re.compile(r"\n\s*\n?\s*")
# Names near a quotation: capitalised words, small ones of names between them.
_NAME = (
    r"(?:[A-Z][\w.'’-]*|[A-Z]{2,})(?:[ \t]+(?:(?:de|del|der|den|van|von|bin|al|la|le)[ \t]+)*"
    r"[A-Z][\w.'’-]*){0,6}"
)
_NAMES = rf"{_NAME}(?:(?:,| and| &)[ \t]+{_NAME}){{0,3}}"
# "…," said Ann Poe.  "…" - Poe  "…" (Poe)  "…," Poe said.
_SAID_AFTER = re.compile(
    rf"^[\s,.!?;:]*(?:(?:{{verbs}})[ \t]+(?P<a>{_NAMES})|(?:he |she |they )?(?P<b>{_NAMES})[ \t]+"
    rf"(?:{{also}})?(?:{{verbs}})\b|[-–—~]+[ \t]*(?P<c>{_NAMES})|\((?:from |by |per |as told by )?"
    rf"(?P<d>{_NAMES})(?=[),;:]))"
)
# Ann Poe said: "…"  Poe: "…"  per Poe, "…"  according to Poe "…"
_SAID_BEFORE = re.compile(
    rf"(?:(?P<a>{_NAMES})(?:,[^,\n]{{{{1,80}}}},)?[ \t]+(?:{{also}})?(?:{{verbs}})\b"
    rf"[^.!?\n“”\"]{{{{0,60}}}}"
    rf"|(?P<b>{_NAMES})(?:,[^,:\n]{{{{1,80}}}})?[ \t]*:"
    rf"|\b(?i:per|according to|from|quoting)[ \t]+(?P<c>{_NAMES})[ \t]*,?)[\s,:]*$"
)
_ALSO = r"(?:then|also|has|had|later|once|further|today|even|again)[ \t]+"


@dataclass(frozen=True, slots=True)
class Quoted:
    """Words as they are quoted, where they begin in the text, the names they are credited to."""

    words: str
    start: int
    claimed: tuple[str, ...] = ()


def quoted_in(text: str) -> list[Quoted]:
    """What a text quotes, in order: what stands in marks or blocks, else the whole of it."""
    text = text[:_TEXT_AT_MOST]
    found: list[Quoted] = []
    taken: list[tuple[int, int]] = []
    for block in _BLOCK.finditer(text):
        lines = [line.lstrip("> ").strip() for line in block[0].splitlines()]
        said = "\n".join(lines).strip()
        inner = list(_marked(said))
        taken.append(block.span())
        if inner and _words(said) - sum(_words(words) for words, _, _ in inner) <= _FEWEST_WORDS:
            said = "\n".join(words for words, _, _ in inner)
        if _words(said) >= _FEWEST_WORDS:
            found.append(Quoted(said, block.start(), _claimed(text, *block.span())))
    for said, start, end in _marked(text):
        if not any(first <= start < last for first, last in taken):
            found.append(Quoted(said, start, _claimed(text, start, end)))
    if found:
        return sorted(found, key=lambda quoted: quoted.start)
    whole = text.strip()
    return [Quoted(whole, 0)] if _words(whole) > _FEWEST_WORDS else []


def _marked(text: str) -> Iterator[tuple[str, int, int]]:
    """The words between marks, where the opening one stands and where the closing one ends."""
    at = 0
    # Up to where no closing mark stands, by the mark that opened: none is looked at twice.
    unclosed: dict[str, int] = {}
    while at < len(text):
        mark = text[at]
        if mark not in _PAIRS or not _may_open(text, at):
            at += 1
            continue
        end = _closing(text, at, unclosed.get(mark, 0))
        if end is None:
            unclosed[mark] = at + _LONGEST
            at += 1
            continue
        said = _plain_paragraphs(text[at + 1 : end], mark)
        if _words(said) >= _FEWEST_WORDS:
            yield said, at, end + 1
        at = end + 1


def _may_open(text: str, at: int) -> bool:
    """Whether a mark opens: a straight or single one does only where a word begins."""
    before = text[at - 1] if at else " "
    after = text[at + 1] if at + 1 < len(text) else " "
    if text[at] in "'‘‚" and (before.isalnum() or not (after.isalnum() or after in '[….“"')):
        return False
    return not after.isspace() or text[at] in "„«»‹›"


def _closing(text: str, at: int, first: int) -> int | None:
    """Where the quotation ends that opens at `at`, from `first` on.

    A paragraph may open it once more.
    """
    closers, is_single = _PAIRS[text[at]], text[at] in _SINGLE
    end = min(len(text), at + _LONGEST)
    for place in range(max(at + 1, first), end):
        if text[place] not in closers:
            continue
        before = text[place - 1]
        after = text[place + 1] if place + 1 < len(text) else " "
        is_reopened = (
            text[place] == text[at] and _begins_paragraph(text, place) and not after.isspace()
        )
        if is_reopened:
            continue
        if is_single and (after.isalnum() or (before.isspace() and text[place] in "'’")):
            continue  # an apostrophe
        if is_single and before == "s" and _is_possessive(text, place, closers, end):
            continue
        return place
    return None


def _is_possessive(text: str, place: int, closers: str, end: int) -> bool:
    """Whether "nations' small businesses" goes on: a later mark closes, with no opening between."""
    after = text[place + 1 : place + 2]
    if after != " " or not text[place + 2 : place + 3].islower():
        return False
    later = [
        n for n in range(place + 1, end) if text[n] in closers and not text[n + 1 : n + 2].isalnum()
    ]
    opening = next(
        (n for n in range(place + 1, end) if text[n] in "‘'" and text[n - 1].isspace()), end
    )
    return bool(later) and later[0] < opening


def _begins_paragraph(text: str, place: int) -> bool:
    return "\n" in text[max(0, place - 3) : place] and not text[max(0, place - 3) : place].strip()


def _plain_paragraphs(said: str, mark: str) -> str:
    """The words without the marks that open each further paragraph."""
    parts = [part.strip() for part in _PARAGRAPH.split(said)]
    return "\n".join(part.removeprefix(mark).strip() for part in parts if part).strip()


def _words(text: str) -> int:
    return len(_WORD.findall(text))


def _claimed(text: str, start: int, end: int) -> tuple[str, ...]:
    """The people a quotation is credited to, as they are named beside it."""
    after = text[end : end + 160].partition("\n\n")[0]
    before = re.split(
        r"\n\s*\n|[.!?][\"”’]?\s+(?=[A-Z])", _guarded(text[max(0, start - 200) : start])
    )[-1]
    for found in (_after().match(after), _before().search(before)):
        if found is not None:
            named = next((name for name in found.groupdict().values() if name), "")
            names = [name for name in re.split(r",[ \t]+|[ \t]+(?:and|&)[ \t]+", named) if name]
            people = tuple(name for name in names if _is_person(name))
            if people:
                return people[:4]
    return ()


def _guarded(text: str) -> str:
    """The text with the full stop of "Sen. Poe" taken for none."""
    return re.sub(r"\b([A-Z][a-z]{1,4}|[A-Z])\.(?=\s+[A-Z])", r"\1", text)


def _is_person(name: str) -> bool:
    """Whether a name may be a person's: not an office, an acronym, a word that opens a sentence."""
    parts = name.split()
    if all(part.isupper() and len(part) > 1 for part in parts):
        return False
    last = parts[-1].rstrip(".'’")
    if is_title(last) or last.casefold() in _OFFICES or (len(parts) == 1 and last in _OPENERS):
        return False
    return read_name(name) is not None


_OFFICES = frozenset(
    """
    administration agency authority board ceo chief commission committee company corporation
    council court department director group house office official police service spokesman
    spokesperson spokeswoman statement senate source university
    """.split()  # noqa: SIM905
)
_OPENERS = frozenset(
    [
        "He",
        "She",
        "They",
        "It",
        "We",
        "I",
        "You",
        "The",
        "This",
        "That",
        "One",
        "From",
        "Morning",
        "Source",
    ]
)


@cache
def _verbs() -> str:
    from processing.words.inflection import inflect

    # Those of the other languages of Lede's own sentences too: who writes to it may write in them.
    spoken = {"dijo", "afirmó", "declaró", "señaló", "aseguró", "explicó", "sagte", "erklärte",
              "betonte", "meinte", "a dit", "a déclaré", "a affirmé", "a expliqué"}  # fmt: skip
    spoken |= {"said", "says", "say", "saying", "told", "tells", "wrote", "writes", "added", "adds",
              "called", "claims", "claimed", "thinks", "put it"}  # fmt: skip
    for verb in words("quotes_cues_speech"):
        if verb.isalpha():
            spoken |= set(inflect(verb))
    return "|".join(sorted(map(re.escape, spoken), key=len, reverse=True))


@cache
def _after() -> re.Pattern[str]:
    return re.compile(_SAID_AFTER.pattern.replace("{verbs}", _verbs()).replace("{also}", _ALSO))


@cache
def _before() -> re.Pattern[str]:
    pattern = _SAID_BEFORE.pattern.replace("{{", "{").replace("}}", "}")
    return re.compile(pattern.replace("{verbs}", _verbs()).replace("{also}", _ALSO))
