"""The name that offices and other speakers beside a verb belong to.

"Ada Lund, Assistant Director, Fraud, said", "Ada Lund, head of the port said", "Ada Lund and her
lawyer said": what stands right before the verb is not all of the speaker.
"""

from processing.quotes.phrases import Phrase, name_start, read_backward
from processing.quotes.title_heads import is_head
from processing.quotes.word_kinds import (
    APPOSITION_WORDS,
    COMMON_NOUNS,
    ENDS_ROW,
    JOINS,
    WordKind,
)
from processing.quotes.words import Word

_QUOTATION = WordKind.QUOTATION


def named_in_row(words: list[Word], speaker: Phrase, comma: int) -> Phrase | None:
    """The name among offices parted by commas: "Ada Lund, Assistant Director, Fraud, | said"."""
    if words[speaker.last].mention >= 0 or words[speaker.last].kind is WordKind.PRONOUN:
        return None
    low = comma
    while low > 0 and words[low - 1].kind not in ENDS_ROW:
        low -= 1
    named = [
        i
        for i in range(low, comma)
        if words[i].mention >= 0 and words[i].mention != words[i - 1].mention
    ]
    for i in named:
        end = i
        while end + 1 < comma and words[end + 1].mention == words[i].mention:
            end += 1
        opens = i
        while opens > low and words[opens - 1].start >= words[i].lead:
            opens -= 1
        is_member = opens == low or words[opens - 1].kind in JOINS
        if words[end].owns or not is_member:
            continue
        if words[end + 1].kind is WordKind.COMMA:
            role = (end + 2, comma - 1) if end + 2 < comma else (low, opens - 2)
            return Phrase(i, end, low, comma, *role)
    return None


def with_another(words: list[Word], speaker: Phrase) -> Phrase:
    """The speaker with the one named before "and": "Ada Lund and | her lawyer | said"."""
    first = speaker.outer_first
    if first < 2 or words[speaker.last].kind not in COMMON_NOUNS or words[first - 1].low != "and":
        return speaker
    if words[first - 2].mention < 0 or words[first - 2].owns:
        return speaker
    start = name_start(words, first - 2, 0)
    return Phrase(start, speaker.last, start, speaker.outer_last)


def name_before_role(words: list[Word], role: Phrase, cue: int) -> Phrase | None:
    """The name before a role whose second comma is lost: "Ada Lund, head of the port | said"."""
    first = role.outer_first
    if first > 2 and words[first - 1].low == "and" and is_head(words[first - 2].low):
        first -= 2  # "president and | head of the port"
    is_who = first > 2 and words[first - 2].low == "who"  # "who is | head of the port"
    if is_who:
        first -= 2
    elif words[first - 1].kind is not WordKind.COMMA:
        first = _office_start(words, first) or first
    if first < 2 or words[first - 1].kind is not WordKind.COMMA or words[first - 2].mention < 0:
        return None
    name = read_backward(words, first - 2, 0)
    if name is None or not (
        is_who
        or _is_bare_role(words[first])
        or _opens(words, name, role, cue)
        or _is_office_in_front(words, name, role, cue)
        or _is_capital_role(words, name, role)
        or first < role.outer_first
    ):
        return None
    return Phrase(name.first, name.last, name.outer_first, role.outer_last, first, role.outer_last)


# Words of an office behind a name that lost its second comma.
_LONGEST_OFFICE = 14


def _office_start(words: list[Word], first: int) -> int | None:
    """Where an office begins whose field ends before a verb: "…, Greens spokesman for ports and".

    A name stands before its comma, and the sentence or a quotation before the name.
    """
    opens = first
    while opens > 2 and first - opens < _LONGEST_OFFICE:
        before = words[opens - 1]
        if before.kind is WordKind.COMMA:
            break
        if before.kind not in APPOSITION_WORDS or before.mention >= 0:
            return None
        opens -= 1
    if words[opens - 1].kind is not WordKind.COMMA or words[opens - 2].mention < 0:
        return None
    name = read_backward(words, opens - 2, 0)
    if name is None or (name.outer_first and words[name.outer_first - 1].kind is not _QUOTATION):
        return None
    office = words[opens:first]
    has_field = any(word.kind is WordKind.ADPOSITION for word in office)
    return opens if has_field and any(is_head(word.low) for word in office) else None


def _is_bare_role(word: Word) -> bool:
    """Whether a role begins without an article, as only one in an apposition does."""
    low = word.low.removesuffix("'s")
    return word.kind is WordKind.NOUN and is_head(low) and not low.endswith("s")


def _is_capital_role(words: list[Word], name: Phrase, role: Phrase) -> bool:
    """Whether a sentence opens with a name and an office in capitals: "Ada Lund, Head of Ports"."""
    if name.outer_first > 0 and words[name.outer_first - 1].kind is not WordKind.QUOTATION:
        return False
    named = words[role.outer_first : role.outer_last + 1]
    return all(word.mention < 0 for word in named) and any(
        is_head(word.low) and word.kind is WordKind.NAME for word in named
    )


def _is_office_in_front(words: list[Word], name: Phrase, role: Phrase, cue: int) -> bool:
    """Whether a clause begins with a name and an office and leads to a quotation.

    "When it sank, Ada Lund, the Minister for Ports | said: “…”".
    """
    if words[role.outer_first].kind is not WordKind.DETERMINER or name.outer_first == 0:
        return False
    if words[name.outer_first - 1].kind is not WordKind.COMMA:
        return False
    if not any(is_head(word.low) for word in words[role.outer_first : role.outer_last + 1]):
        return False
    return cue + 1 == len(words) or words[cue + 1].kind is WordKind.COLON


def _opens(words: list[Word], name: Phrase, role: Phrase, cue: int) -> bool:
    """Whether a sentence begins with a name and a role: "Ada Lund, the head of the port | said".

    But "Lund, an aide | said, is calm" is the aide's.
    """
    if words[role.outer_first].kind is not WordKind.DETERMINER:
        return False
    if name.outer_first > 0 and words[name.outer_first - 1].kind is not WordKind.QUOTATION:
        return False
    leads_on = cue + 1 < len(words) and words[cue + 1].kind is WordKind.COMMA
    is_full = name.first < name.last and words[role.last].kind is WordKind.NAME
    return is_full or not leads_on
