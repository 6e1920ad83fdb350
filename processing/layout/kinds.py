"""What each piece of a text is: headline, body, contact lines, furniture and the rest.

A first look asks each piece alone; then the page is read as a whole: a head with its menus and
headline, a body, and a tail after an end mark or a list of other releases.
"""

import re
from collections.abc import Mapping, Sequence
from functools import cache

from processing.layout.embargoes import is_embargo
from processing.layout.head_lines import choose_title, kind_of_line
from processing.layout.joining import Piece, bare
from processing.layout.lines import Role, is_final, strip_release_mark
from processing.layout.persons import continues_office, is_name_above
from processing.layout.signatures import mark_signatures
from processing.layout.transcripts import first_speech
from processing.lexicon import ordered_words
from processing.parsed_text import BlockKind, HeadKind

_QUOTE_OPENS = '“"'
_LOWER_WORD = re.compile(r" [(“\"‘]?[a-z]")
_TEASER_END = re.compile(r"(?:\w ?(?:…|\.\.\.)|\[…\]|\bread more)\W*\Z", re.I)
_CELL = r"[$€£(]?\d[\d.,]*(?:st|nd|rd|th|%|\))?"
_LABEL = re.compile(
    r"(?:WHO|WHAT|WHEN|WHERE|WHY|HOW|RSVP|DAY|PLACE|VENUE|SPEAKERS?|SPOKESPEOPLE)\s*:", re.I
)
_PORTRAIT = re.compile(
    r"The [A-Z][^.,“]{3,90}? (?:is|are) (?:responsible for|dedicated to|charged with the)\b"
)
# "23% more convictions for fraud", a line of a list whose marks got lost.
_COUNT = re.compile(r"[$€£]?\d[\d.,]*(?:%| percent| million| billion)? (?:[A-Z]\S* )?[a-z]+ \w")
_REACHES = re.compile(r"\d{3}[-./ )]{1,2}\d{3,4}|@|\bcontact", re.I)
_ROW = re.compile(rf"\S+(?:\s+\S+){{0,3}}?(?:\s+{_CELL}){{2,}}|(?:{_CELL}\s+){{2,}}{_CELL}")

# A paragraph of so many characters may be prose without a full stop; a headline is shorter.
_LONG = 140
# Beneath the lead a shorter one is prose that lost its full stop.
_UNFINISHED = 70
# So many characters show whether a paragraph is written in lower case.
_ENOUGH = 400
# Headlines of agencies are capitalised; prose has a lower-case word in three or more.
_LOWER_SHARE = 0.4
# No headline runs to twice that length; a paragraph full of names may.
_LOWER_SHARE_LONG = 0.3
# The first paragraph of a release says at least so much; "How do I file a report?" is a menu.
_LEAD_LEAST = 60
# A notice above the letterhead ("News releases can also be sent by email.") is no longer.
_NOTICE_MOST = 260
_LETTERHEAD_LEAST = 2
_LETTERHEAD = frozenset(
    {
        HeadKind.MASTHEAD,
        HeadKind.PERSON,
        HeadKind.LABEL,
        HeadKind.DATE,
        HeadKind.DATELINE,
        HeadKind.NUMBER,
        HeadKind.RELEASE_MARK,
        HeadKind.EMBARGO,
    }
)
# A headline that ends in a full stop is no longer; four of five of its longer words are capitals.
_HEADLINE_MOST = 160
_SMALL_WORD = 3
# Standing text is short; a longer paragraph around such a phrase also brings news.
_BOILERPLATE_MOST = 360
# A headline or a menu entry of three words ("About the Office") is not such a paragraph.
_BOILERPLATE_LEAST = 40
# A portrait of the office is the last or the last but one paragraph, never one of the first two.
_PORTRAIT_AFTER = 2
_PORTRAIT_LAST = 2
# Two paragraphs that agree in so many letters are one text given twice.
_SAME_LEAST = 60
_SAME_OPENING = 40
# What follows an end mark is the release going on only if it is this much of it.
_GOES_ON_LEAST = 3
_GOES_ON_LENGTH = 100
# Names and titles of press officers stand next to their telephone numbers.
_CONTACT_WORDS = 6
# "Director of media and communications" has two words in small letters, a headline three.
_CONTACT_LOWER = 3
# An embargo stands among the first lines.
_EMBARGO_READ = 25

_FIXED: Mapping[Role, BlockKind] = {
    "navigation": BlockKind.FURNITURE,
    "related": BlockKind.FURNITURE,
    "end": BlockKind.FURNITURE,
    "mark": BlockKind.FURNITURE,
    "number": BlockKind.FURNITURE,
    "address": BlockKind.FURNITURE,
    "contact": BlockKind.CONTACT,
    "date": BlockKind.CONTACT,
    "bullet": BlockKind.LIST_ITEM,
}
_BODY, _SUBHEAD, _HEADLINE = BlockKind.BODY, BlockKind.SUBHEAD, BlockKind.HEADLINE
_LIST, _FURNITURE, _CONTACT = BlockKind.LIST_ITEM, BlockKind.FURNITURE, BlockKind.CONTACT
_TEXTUAL = frozenset({_BODY, _SUBHEAD, _HEADLINE, _LIST, BlockKind.TABLE_ROW})


@cache
def _boilerplate() -> tuple[tuple[str, ...], dict[str, list[str]]]:
    """Phrases that open standing text, and phrases anywhere in it under their longest word."""
    phrases = ordered_words("layout_boilerplate")
    anywhere: dict[str, list[str]] = {}
    for phrase in phrases:
        if phrase[0] != "^":
            anywhere.setdefault(max(phrase.split(), key=len), []).append(phrase)
    return tuple(phrase[1:] for phrase in phrases if phrase[0] == "^"), anywhere


def tell_kinds(
    flat: str, pieces: Sequence[Piece], titles: Mapping[str, BlockKind]
) -> list[BlockKind]:
    """Tell the kind of every piece; `titles` are the bare forms of lines that repeat the title."""
    texts = [flat[piece.start : piece.end] for piece in pieces]
    kinds = [_first_look(piece.role, text) for piece, text in zip(pieces, texts, strict=True)]
    for i, text in enumerate(texts[:_EMBARGO_READ]):
        if is_embargo(text):
            kinds[i] = _CONTACT
    _match_titles(kinds, texts, titles)
    _mark_boilerplate(flat, pieces, kinds)
    _spread_contacts(kinds, pieces, texts)
    _close_menus(kinds, pieces, texts)
    if _BODY not in kinds:
        _promote(kinds, pieces, texts)
    first = _find_lead(kinds, texts)
    if first < len(kinds):
        _read_head(kinds, pieces, texts, first, _FURNITURE in titles.values())
        _read_tail(kinds, pieces, texts, first)
        mark_signatures(kinds, texts, first)
        _read_body(kinds, texts, first)
    _drop_repeats(kinds, texts)
    _mark_self_portrait(kinds, texts)
    return kinds


def _first_look(role: Role, text: str) -> BlockKind:
    """BODY for what reads as sentences; SUBHEAD stands for a short line not yet understood."""
    fixed = _FIXED.get(role)
    if fixed is not None:
        return fixed
    if is_prose(text):
        return _BODY
    if _LABEL.match(text):
        return _LIST
    if text[-1].isdigit() or text[-1] in "dhst%)":
        return BlockKind.TABLE_ROW if len(text) < _LONG and _ROW.fullmatch(text) else _SUBHEAD
    return _SUBHEAD


def is_prose(text: str) -> bool:
    """Say whether a paragraph reads as sentences: it ends as one, or is long and not capitalised.

    A line that ends in a colon and says something ("She faces the following charges:") counts.
    """
    if is_final(text):
        told = text[0] in _QUOTE_OPENS or _LOWER_WORD.search(text) is not None
        return told and not _TEASER_END.search(text, len(text) - 12)
    long = len(text) >= _LONG or (len(text) >= _UNFINISHED and ". " in text)
    if not long and text[-1] not in ':,;”"-–—':
        return False
    return _is_lower(text)


def _is_read(kind: BlockKind) -> bool:
    """BlockKind.is_prose by identity: asked of every block several times."""
    return kind is _BODY or kind is _LIST


def _is_lower(text: str) -> bool:
    """Say whether the words of a line are in lower case as in a sentence, not as in a headline."""
    lower = len(_LOWER_WORD.findall(text, 0, _ENOUGH))
    share = _LOWER_SHARE if len(text) <= 2 * _LONG else _LOWER_SHARE_LONG
    return lower >= 2 and lower >= share * len(text[:_ENOUGH].split())


def _mark_boilerplate(flat: str, pieces: Sequence[Piece], kinds: list[BlockKind]) -> None:
    openers, _ = _boilerplate()
    for i, piece in enumerate(pieces):
        textual = kinds[i] is _BODY or kinds[i] is _SUBHEAD
        if textual and _BOILERPLATE_LEAST <= piece.end - piece.start <= _BOILERPLATE_MOST:
            text = flat[piece.start : piece.end].lower()
            # What somebody is quoted with is news, whatever phrase stands in it.
            is_spoken = "“" in text or '"' in text
            if text.startswith(openers) or (not is_spoken and _holds_boilerplate(text)):
                kinds[i] = BlockKind.BOILERPLATE


def _holds_boilerplate(text: str) -> bool:
    """Say whether a phrase of standing text is in a paragraph; mostly not even its word is."""
    _, anywhere = _boilerplate()
    return any(
        phrase in text for word, phrases in anywhere.items() if word in text for phrase in phrases
    )


def _mark_self_portrait(kinds: list[BlockKind], texts: Sequence[str]) -> None:
    """At the end of a release an office tells what it is there for."""
    bodies = [i for i, kind in enumerate(kinds) if kind is _BODY]
    for i in bodies[max(_PORTRAIT_AFTER, len(bodies) - _PORTRAIT_LAST) :]:
        if _PORTRAIT.match(texts[i]):
            kinds[i] = BlockKind.BOILERPLATE


def _match_titles(
    kinds: list[BlockKind], texts: Sequence[str], titles: Mapping[str, BlockKind]
) -> None:
    """Name the lines that repeat the title of the document, whole or cut short."""
    for title, kind in titles.items():
        start = title[:2]
        for i, text in enumerate(texts):
            if kinds[i] not in (_SUBHEAD, _BODY) or len(text) > len(title) * 2 + 40:
                continue
            text = strip_release_mark(text)
            line = bare(text) if text[:2].casefold() == start else ""
            if line == title or (len(line) >= 20 and text[-1] in "….-" and title.startswith(line)):
                kinds[i] = kind


def _promote(kinds: list[BlockKind], pieces: Sequence[Piece], texts: Sequence[str]) -> None:
    """Where nothing reads as prose: take lines that end as sentences, else the longest line."""
    unknown = [i for i in range(_first_related(pieces)) if kinds[i] is _SUBHEAD]
    ended = [i for i in unknown if is_final(texts[i]) and " " in texts[i]]
    if not unknown and _HEADLINE in kinds:
        unknown = [kinds.index(_HEADLINE)]
    for i in ended or sorted(unknown, key=lambda i: -len(texts[i]))[:1]:
        kinds[i] = _BODY


def _first_related(pieces: Sequence[Piece]) -> int:
    """The index of the first list of other releases, the number of pieces where there is none."""
    return next((i for i, piece in enumerate(pieces) if piece.role == "related"), len(pieces))


def _close_menus(kinds: list[BlockKind], pieces: Sequence[Piece], texts: Sequence[str]) -> None:
    """Of a list of other releases only a paragraph that ends as one is left as the lead.

    Such a list may stand above the release: what it holds is headlines and teasers.
    """
    start = _first_related(pieces)
    if any(kind is _BODY and len(texts[i]) >= _LEAD_LEAST for i, kind in enumerate(kinds[:start])):
        return
    for i in range(start, len(kinds)):
        if kinds[i] is _BODY:
            if len(texts[i]) >= _LEAD_LEAST and _is_paragraph(texts[i]):
                return
            kinds[i] = _FURNITURE


def _is_paragraph(text: str) -> bool:
    """Say whether a text is no mere headline or teaser: it ends as a sentence or is too long."""
    return is_final(text) or len(text) > 2 * _LONG


def _find_lead(kinds: Sequence[BlockKind], texts: Sequence[str]) -> int:
    """Return the index of the first paragraph of the release, their number where there is none."""
    bodies = [i for i, kind in enumerate(kinds) if kind is _BODY]
    long = [i for i in bodies if len(texts[i]) >= _LEAD_LEAST]
    if len(long) > 1 and _is_above_letterhead(texts, long[0], long[1]):
        return long[1]
    return next(iter(long), bodies[0] if bodies else len(kinds))


def _is_above_letterhead(texts: Sequence[str], notice: int, lead: int) -> bool:
    """Say whether a paragraph is a notice above the letterhead: two lines of a head follow it."""
    if len(texts[notice]) > _NOTICE_MOST:
        return False
    between = (kind_of_line(texts[i]) for i in range(notice + 1, lead))
    return sum(kind in _LETTERHEAD for kind in between) >= _LETTERHEAD_LEAST


def _read_head(
    kinds: list[BlockKind],
    pieces: Sequence[Piece],
    texts: Sequence[str],
    first: int,
    is_menu_page: bool,
) -> None:
    """Before the lead stand menus, press contacts, the headline and its second lines."""
    menus = [i for i in range(first) if pieces[i].role in ("navigation", "related", "address")]
    menu = menus[-1] if menus else -1
    found = [i for i in range(first) if kinds[i] is _HEADLINE]
    if not found:
        listed = any(piece.role == "related" for piece in pieces[:first])
        titles = [
            i
            for i in range(min(first, first_speech(texts)))
            if not (i and continues_office(texts[i - 1], texts[i]))
            and kinds[i] is _SUBHEAD
            and kind_of_line(texts[i]) is None
        ]
        if len(titles) > 1 and is_name_above(texts[titles[0]], texts[titles[0] + 1]):
            del titles[0]
        below = [i for i in titles if i > menu]
        lead = texts[first] if first < len(texts) else ""
        if below:
            found = [choose_title([texts[i] for i in below], below, lead)]
        elif titles and not listed and not is_menu_page:
            found = [max(titles, key=lambda i: len(texts[i]))]
        elif not titles and _is_headline_with_stop(kinds, texts, first):
            found = [first]
        elif not titles and (named := _named_beneath_person(kinds, texts, first)) is not None:
            found = [named]
        for i in found:
            kinds[i] = _HEADLINE
    headline = found[-1] if found else -1
    for i in range(first):
        above_headline = i < headline
        if kinds[i] is _BODY:
            # A short sentence beneath the headline may be the lead; a question is a menu entry.
            is_notice = headline < 0 and len(texts[i]) >= _LEAD_LEAST
            if above_headline or is_notice or (i < menu and (headline < 1 or texts[i][-1] == "?")):
                kinds[i] = _FURNITURE
        elif (above_headline or i < menu) and kinds[i] in (_SUBHEAD, _LIST):
            kinds[i] = _FURNITURE


def _named_beneath_person(
    kinds: Sequence[BlockKind], texts: Sequence[str], first: int
) -> int | None:
    """The last line that names an organization beneath a person's letterhead: no such title else.

    "ADA LUND MP / SHADOW MINISTER FOR QUAYS / HARROW QUAYS COMMISSION": of what she writes.
    """
    told = [(i, kind_of_line(texts[i])) for i in range(first) if kinds[i] is _SUBHEAD]
    persons = [i for i, kind in told if kind is HeadKind.PERSON]
    # Where a member sits is no title.
    seats = ("senate", "parliament", "assembly", "representatives")
    named = [
        i for i, kind in told if kind is HeadKind.MASTHEAD and not texts[i].lower().endswith(seats)
    ]
    return named[-1] if persons and len(named) == 1 and named[0] > persons[-1] else None


def _is_headline_with_stop(kinds: Sequence[BlockKind], texts: Sequence[str], first: int) -> bool:
    """Say whether the first paragraph is a short, capitalised headline with a full stop."""
    is_first = all(kind in (_CONTACT, _FURNITURE) for kind in kinds[:first])
    follows = any(kind is _BODY for kind in kinds[first + 1 :])
    text = texts[first] if first < len(texts) else ""
    words = [word for word in text.split() if len(word) > _SMALL_WORD]
    capitals = sum(word[0].isupper() for word in words)
    return (
        is_first
        and follows
        and not text.isupper()
        and len(text) <= _HEADLINE_MOST
        and (len(words) > 2 and capitals * 5 >= len(words) * 4)
    )


def _read_body(kinds: list[BlockKind], texts: Sequence[str], first: int) -> None:
    """Short lines after a colon are a list; above a table its head; at the end they are nothing."""
    listing = False
    last = max((i for i, kind in enumerate(kinds) if _is_read(kind)), default=-1)
    for i in range(first + 1, len(kinds)):
        if kinds[i] is _SUBHEAD:
            if _is_unfinished(texts, i):
                kinds[i] = _BODY
            elif (
                listing
                or _COUNT.match(texts[i])
                or (texts[i - 1][-1] == ":" and kinds[i - 1] in (_BODY, _LIST))
            ):
                kinds[i] = _LIST
                listing = True
            elif i > last:
                kinds[i] = _FURNITURE
        else:
            listing = listing and kinds[i] is _LIST
    for i in range(len(kinds) - 2, first, -1):
        if kinds[i] is _SUBHEAD and kinds[i + 1] is BlockKind.TABLE_ROW:
            kinds[i] = BlockKind.TABLE_ROW


def _is_unfinished(texts: Sequence[str], i: int) -> bool:
    """Prose that lost its full stop, or the words before a quotation ("She added:")."""
    if texts[i][-1] == ":":
        return i + 1 < len(texts) and texts[i + 1][0] in _QUOTE_OPENS
    return len(texts[i]) >= _UNFINISHED and _is_lower(texts[i])


def _read_tail(
    kinds: list[BlockKind], pieces: Sequence[Piece], texts: Sequence[str], first: int
) -> None:
    """After an end mark or a list of other releases nothing is prose, unless the text goes on."""
    roles = [piece.role for piece in pieces]
    end = len(pieces)
    for mark in ("related", "end"):
        cut = next((i for i in range(first + 1, end) if roles[i] == mark), end)
        if cut < end and not _goes_on(kinds, texts, first, cut, end):
            for i in range(cut, end):
                if kinds[i] in _TEXTUAL:
                    kinds[i] = _FURNITURE
            end = cut


def _goes_on(
    kinds: Sequence[BlockKind], texts: Sequence[str], first: int, cut: int, end: int
) -> bool:
    """Say whether more of the release stands after `cut` than before it."""
    before = sum(len(texts[i]) for i in range(first, cut) if kinds[i] is _BODY)
    after = [
        len(texts[i])
        for i in range(cut, end)
        if kinds[i] is _BODY and len(texts[i]) >= _GOES_ON_LENGTH and _is_paragraph(texts[i])
    ]
    return len(after) >= _GOES_ON_LEAST and sum(after) > before


def _spread_contacts(kinds: list[BlockKind], pieces: Sequence[Piece], texts: Sequence[str]) -> None:
    """A name, title or office next to a telephone number or an e-mail address belongs to it."""
    reached = False
    for order in (range(len(kinds) - 1, -1, -1), range(len(kinds))):
        for i in order:
            if pieces[i].role == "address":
                reached = "@" in texts[i]
            elif kinds[i] is _CONTACT and pieces[i].role != "date":
                reached = _REACHES.search(texts[i]) is not None
            elif reached and kinds[i] is _SUBHEAD and _may_be_contact(texts[i]):
                reached = not texts[i].isupper() and texts[i][-1] != ":"
                kinds[i] = _CONTACT if reached else _SUBHEAD
            else:
                reached = False


def _may_be_contact(text: str) -> bool:
    """Say whether a line may be the name, title or office of who is reached: no sentence is."""
    return text.count(" ") < _CONTACT_WORDS and len(_LOWER_WORD.findall(text)) < _CONTACT_LOWER


def _drop_repeats(kinds: list[BlockKind], texts: Sequence[str]) -> None:
    """Mark the second copy of a paragraph: what is said twice is read once.

    A teaser cut short and the paragraph itself count as copies; the shorter of them is dropped.
    """
    seen: dict[str, int] = {}
    for i, kind in enumerate(kinds):
        if not _is_read(kind) or len(texts[i]) < _SAME_LEAST:
            continue
        opening = texts[i][:_SAME_OPENING].casefold()
        earlier = seen.setdefault(opening, i)
        if earlier == i:
            continue
        short, long = (earlier, i) if len(texts[i]) > len(texts[earlier]) else (i, earlier)
        # No more of the longer one is looked at than the shorter one can be worth.
        if bare(texts[long][: 2 * len(texts[short])]).startswith(bare(texts[short])):
            kinds[short] = _FURNITURE
            seen[opening] = long
