"""What stands between marks: speech, or a title, a nickname, a term."""

import re
from functools import cache

from domain.facts import QuoteKind
from processing.quotes.attributed_quotes import AttributedQuote
from processing.quotes.title_heads import is_head
from processing.quotes.word_kinds import MARKS_OR_QUOTATION, PRONOUNS, WordKind
from processing.quotes.words import listed

_WORD = re.compile(r"[^\W_]+(?:['’.-][^\W_]+)*")
# A thing called by a name, and not someone called something: "a method called a “slow drain”".
_IS_CALLED = re.compile(
    r"\b(?!(?:he|she|they|it|who|we|you|i|had|has|have|each|also|once|then|and|later|\w+ly) )"
    r"[a-z-]+ (?:called|dubbed|termed|named|known as)"
    r"\s+(?:an?|the)\s*$"
)
_IS_A_SORT_OF = re.compile(
    r"\b(?:an?|another)\s+(?:[\w-]+\s+){1,3}"
    r"(?:called|dubbed|named|known as|labeled)(?:\s+the)?\s*$"
)
_CAPITAL_BEFORE = re.compile(r"[A-Z][\w'’.-]*\s+$")
_CAPITAL_AFTER = re.compile(r"\s+[A-Z][a-z]")
_SENTENCE_END = re.compile(r"[.?!…,—–-][’'”\"]*$")
_FULL_STOP = re.compile(r"[.?!…][’'”\"]*$")
_BEFORE, _AFTER = 40, 20
_TOLD_BY = 120  # characters that tell a term from speech
# A row of quotations up to the one that is read: “…”, “…” and
_ROW = re.compile(r"(?:[“\"‘][^“”\"\n]{1,80}[”\"’](?:,? and|,? or|,)\s+)+\Z")
_LONGEST_ROW = 300
# Behind an entry that is explained.
_ENTRY = re.compile(r"\s*[–—:-]\s")
# Fewer words than this with no attribution are a term or a scare quote.
_FEW_WORDS = 4
# A definition is shorter than this; a longer quoted span before "means" is someone's sentence.
_LONG_TERM = 8
_LONGEST_NICKNAME = 2
_LONGEST_TERM = 2  # words of a scare quote
_SMALL = 3  # letters of a word that stays small in a title, in any language
_SMALL_WORDS = frozenset({"with", "from", "into", "over", "upon"})
# Who is told something stands there: "told “Good Day Harbor”", a broadcast.
_TOLD = re.compile(r"\b(?:told|tells)\s+$")
_WEAK_RULES = frozenset(
    {"clause-subject", "continued-speaker", "continued-paragraph", "cue-later", "unattributed"}
)
_FRAGMENT_RULES = frozenset(
    {"fragment", "spoken-noun", "cue-at-end", "clause-subject", "according-to", "unattributed"}
)
_WOVEN_RULES = _FRAGMENT_RULES | {"continued-speaker"}
_TITLED_RULES = _WOVEN_RULES | {"cue-before", "cue-later"}
_LONGEST_NAME_OF_THING = 6
# Of a long title so many words in a hundred have capitals, small ones aside.
_LONG_TITLE, _CAPITAL_SHARE = 6, 66
_END_RULES = frozenset({"according-to", "cue-at-end"})


def is_quotation(flat: str, spoken: AttributedQuote) -> bool:
    """Whether words between marks are speech (and no title, nickname, term or scare quote)."""
    if spoken.rule == "denied":
        return False
    quoted_span = spoken.quoted_span
    text = flat[quoted_span.start : quoted_span.end]
    words = _WORD.findall(text[:_TOLD_BY])
    if len(text) > _TOLD_BY:
        words = words[:-1]  # which may be cut
        while len(words) > 1 and words[-1][0].islower() and _is_small(words[-1]):
            words = words[:-1]
    if not words:
        return False
    before = _before_row(flat, quoted_span.outer_start)
    after = flat[quoted_span.outer_end : quoted_span.outer_end + _AFTER]
    if _names_a_thing().search(before) or _IS_CALLED.search(before) or _IS_A_SORT_OF.search(before):
        is_bracketed = before.endswith("(") and len(words) >= _FEW_WORDS
        if not (is_bracketed and _SENTENCE_END.search(text)):  # (“We came back,” he said.)
            return False
    if len(words) < _LONG_TERM and _is_talked_about().match(after):
        return False
    if len(words) <= _LONGEST_NICKNAME and _is_nickname(text, before, after):
        return False
    if spoken.rule in _WOVEN_RULES and _is_page().match(after):
        return False
    may_be_named = spoken.rule in _TITLED_RULES and len(words) > 1 and text[0].isupper()
    if may_be_named and _is_undertaking().match(after):
        return False
    if len(words) <= _LONGEST_NAME_OF_THING and spoken.is_speechless:
        return False
    if (spoken.rule in _FRAGMENT_RULES or _TOLD.search(before)) and (
        (quoted_span.is_single and len(words) == 1) or _is_title(words, text, before, spoken)
    ):
        return False  # a single word in single marks is a scare quote
    if _may_be_title(spoken, text) and _is_title(words, text, before, spoken):
        return False
    if _is_thing(spoken, words, text):
        return False
    if len(words) <= _LONGEST_TERM and spoken.is_of_words:
        return False  # the words “expects” and “plans”
    if len(words) <= _LONGEST_TERM and (_is_of_deed(spoken) or _is_asked(flat, spoken)):
        return False
    if spoken.rule == "unattributed" and _ENTRY.match(after):
        return False  # “All boats are safe.” – Many are not.
    if spoken.rule == "unattributed" and _is_woven(flat, quoted_span.outer_start):
        return False  # "approved under the work “Provision of brakes on all lines.”"
    if spoken.rule not in _WEAK_RULES or (spoken.stands_alone and spoken.source is not None):
        return True
    if spoken.rule == "continued-speaker" and _opens_and_goes_on(text, words, spoken):
        return True
    ends = _SENTENCE_END if spoken.rule == "continued-speaker" else _FULL_STOP
    return len(words) >= _FEW_WORDS and ends.search(text) is not None


def _is_thing(spoken: AttributedQuote, words: list[str], text: str) -> bool:
    """Whether words woven into a sentence only name or colour what it tells, and nobody says them.

    By "the “Tern” and “Plover” systems", feeling “off,” Elm Radio offers; on "the “boats for sale
    page.”", where no person spoke before.
    """
    source, place = spoken.source, spoken.place
    speaker = source.attribution.speaker if source is not None else None
    if place == 0 or source is None or speaker is None:
        return False
    named = source.words[speaker.last]
    if named.mention >= 0 or named.kind in PRONOUNS or is_head(named.low):
        return False
    before = spoken.context.words[place - 1]
    if before.kind in MARKS_OR_QUOTATION and before.low != "and":
        return False
    if spoken.rule == "continued-speaker" and text[:1].islower():
        return before.kind is WordKind.DETERMINER
    is_short = len(words) <= _LONGEST_TERM
    if is_short and spoken.rule == "cue-after":
        return True
    is_name = is_short and all(word[0].isupper() for word in words)
    return is_name and spoken.rule == "fragment" and before.low in ("the", "and", "of")


# Words of speech that the reporter's sentence goes on from: “We need a harbor that lasts” in Elm.
_LONG_OPENING = 6


def _before_row(flat: str, place: int) -> str:
    """What stands before a quotation, or before all of a row that it ends: “…”, “…” and | “…”."""
    row = _ROW.search(flat, max(0, place - _LONGEST_ROW), place)
    place = row.start() if row is not None else place
    return flat[max(0, place - _BEFORE) : place]


def _may_be_title(spoken: AttributedQuote, text: str) -> bool:
    """Whether what somebody puts out, or goes on with in the midst of a sentence, may be a work."""
    if spoken.rule == "continued-speaker":
        return spoken.place > 0 and text[:1].isupper()
    if spoken.rule != "cue-before" or spoken.source is None:
        return False
    cue = spoken.source.attribution.cue_last
    return cue >= 0 and spoken.source.words[cue].low in listed("puts_out")


def _opens_and_goes_on(text: str, words: list[str], spoken: AttributedQuote) -> bool:
    """Whether somebody who spoke last goes on and the reporter ends the sentence for them."""
    opens = spoken.place == 0 and text[:1].isupper() and len(words) >= _LONG_OPENING
    told = spoken.source is not None and spoken.source.attribution.is_speech
    long = [word for word in words[1:] if not _is_small(word)]
    return opens and told and 2 * sum(word[0].islower() for word in long) > len(long)


def _is_asked(flat: str, spoken: AttributedQuote) -> bool:
    """Whether the reporter only asks: "Can the Minister say what an “operational matter” is?"."""
    end = spoken.context.end
    return spoken.rule == "fragment" and flat[spoken.quoted_span.outer_end : end].rstrip().endswith(
        "?"
    )


def _is_woven(flat: str, place: int) -> bool:
    """Whether a word stands right before the marks: the words go on with the sentence."""
    before = flat[max(0, place - 2) : place].rstrip()
    return bool(before) and before[-1].isalnum()


def _is_small(word: str) -> bool:
    return len(word) <= _SMALL or word in _SMALL_WORDS


def _is_of_deed(spoken: AttributedQuote) -> bool:
    """Whether the verb tells of a deed: to address somebody as “Boss”, to use “sync cards”.

    With a longer fragment it tells of words: "addressed them as “the worst of a bad lot”".
    """
    if spoken.rule != "fragment" or spoken.source is None:
        return False
    if spoken.place and spoken.context.words[spoken.place - 1].low in listed("wordings"):
        return False  # "used the phrase “…”"
    attribution = spoken.source.attribution
    cue = attribution.cue_last
    return (
        cue >= 0 and not attribution.is_speech and spoken.source.words[cue].low in listed("deeds")
    )


def _is_nickname(text: str, before: str, after: str) -> bool:
    """Whether the words stand amid a name: Leonard “Slim” Abernathy."""
    if not text[0].isupper() or text[-1] in ",.?!…" or not _CAPITAL_BEFORE.search(before):
        return False
    return _CAPITAL_AFTER.match(after) is not None


def kind_of(flat: str, spoken: AttributedQuote) -> QuoteKind:
    """Direct for a whole sentence or clause, mixed for a fragment of the reporter's sentence."""
    quoted_span = spoken.quoted_span
    before = flat[max(0, quoted_span.outer_start - 3) : quoted_span.outer_start].rstrip()
    words, place = spoken.context.words, spoken.place
    if flat[quoted_span.start].islower() and before:
        # “It sank,” he said, “and fast”; but: The hull, an old one, “sank fast,” the report says.
        told = spoken.source.attribution if spoken.source is not None else None
        is_told_later = told is not None and told.first > place > 0
        if before[-1] not in ",:—–-" or (is_told_later and spoken.rule in _END_RULES):
            return "mixed"
    if (
        place > 0
        and words[place - 1].kind not in MARKS_OR_QUOTATION
        and spoken.rule != "cue-before"
    ):
        return "mixed"
    return "direct"


def _is_title(words: list[str], text: str, before: str, spoken: AttributedQuote) -> bool:
    """Whether a fragment in title case names a work, a program, a rally: the “Harbor Talk” series.

    The one such fragment that is speech is what someone is called: "called him a “Paper Tiger”".
    """
    capitals = sum(
        word[0].isupper() or (at > 0 and word[0].isdigit()) for at, word in enumerate(words)
    )
    if capitals < 2 or words[0][0].islower() or words[-1][0].islower():
        return False
    long = [word for word in words if not _is_small(word)]
    small = sum(word[0].islower() for word in long)
    is_long = len(words) >= _LONG_TITLE and 100 * (len(long) - small) >= _CAPITAL_SHARE * len(long)
    if small and (not is_long or _FULL_STOP.search(text)):
        return False
    if spoken.source is None:
        return True
    cue = spoken.source.attribution.cue_first
    is_called = cue >= 0 and spoken.source.words[cue].low in listed("called")
    return not (is_called and before.endswith((" a ", " an ")))


@cache
def _names_a_thing() -> re.Pattern[str]:
    """Words before the opening mark of a name; or the bracket of a definition: (the “County”)."""
    namers = "|".join(re.escape(entry) for entry in sorted(listed("names_a_thing")))
    pattern = rf"(?:\b(?:{namers})|\((?:the|collectively,?)?)\s*,?\s*(?:the\s+)?$"
    return re.compile(pattern, re.IGNORECASE)


@cache
def _is_page() -> re.Pattern[str]:
    """What stands behind the title of a page: the “Safe trails” | page."""
    return re.compile(rf"\s+(?:{'|'.join(sorted(listed('pages')))})\b")


@cache
def _is_undertaking() -> re.Pattern[str]:
    """What stands behind the name of an undertaking: the “Am I Safe?” | campaign."""
    return re.compile(rf"\s+(?:{'|'.join(sorted(listed('undertakings')))})\b")


@cache
def _is_talked_about() -> re.Pattern[str]:
    entries = "|".join(sorted(listed("talks_about") | listed("bearers")))
    return re.compile(rf"\s*(?:\)|(?:{entries})\b)")
