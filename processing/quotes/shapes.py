"""What stands between marks: speech, or a title, a nickname, a term."""

import re

from domain.facts import QuoteKind
from processing.quotes.voices import Spoken

_WORD = re.compile(r"[^\W_]+(?:['’.-][^\W_]+)*")
# Right before the opening mark: what follows is a name for a thing, not words of a speaker.
_NAMES_A_THING = re.compile(
    r"(?:\b(?:titled|entitled|subtitled|named|nicknamed|so-called|aka|a\.k\.a\.|alias"
    r"|(?:known|defined|designated|listed) as|stands for)|\((?:the|collectively,?)?)\s*,?\s*(?:the\s+)?$",
    re.IGNORECASE,
)
# A thing called by a name, and not someone called something: "a method called a “lift and shift”".
_IS_CALLED = re.compile(
    r"\b(?!he |she |they |it |who |we |you |i )[a-z-]+ (?:called|dubbed|termed|named|known as)"
    r"\s+(?:an?|the)\s*$"
)
_A_SORT_OF = re.compile(
    r"\b(?:a|an|another)\s+(?:[\w-]+\s+){1,3}(?:called|dubbed|named|known as|labeled)(?:\s+the)?\s*$"
)
# Right after the closing mark: the words are talked about, not spoken.
_IS_TALKED_ABOUT = re.compile(
    r"\s*(?:\)|means\b|refers to\b|stands for\b|(?:signs?|banners?|posters?|t-shirts?|shirts?|stickers?)\b)"
)
_CAPITAL_WORD = re.compile(r"[A-Z][\w'’.-]*\s+$")
_THEN_CAPITAL = re.compile(r"\s+[A-Z][a-z]")
_SENTENCE_END = re.compile(r"[.?!…,—–-][’'”\"]*$")
_SMALL = frozenset(
    {"a", "an", "and", "at", "by", "for", "from", "in", "of", "on", "or", "the", "to", "with", "is"}
)
# Fewer words than this with no attribution are a term or a scare quote.
_FEW_WORDS = 4


def is_quotation(flat: str, spoken: Spoken) -> bool:
    """Whether words between marks are speech (and no title, nickname, term or scare quote)."""
    stretch = spoken.stretch
    text = flat[stretch.start : stretch.end]
    words = _WORD.findall(text)
    if not words:
        return False
    before = flat[max(0, stretch.outer_start - 40) : stretch.outer_start]
    after = flat[stretch.outer_end : stretch.outer_end + 20]
    if _IS_TALKED_ABOUT.match(after) and len(words) < 8:
        return False
    if _NAMES_A_THING.search(before):
        return False
    if (
        len(words) <= 2
        and _CAPITAL_WORD.search(before)
        and _THEN_CAPITAL.match(after)
        and text[0].isupper()
    ):
        return False
    if spoken.rule in _WEAK_RULES and not spoken.stands_alone:
        return len(words) >= _FEW_WORDS and bool(_SENTENCE_END.search(text))
    if spoken.rule == "unattributed":
        return len(words) >= _FEW_WORDS and bool(_SENTENCE_END.search(text))
    return not (spoken.rule in _FRAGMENT_RULES and _is_title(words, before, spoken))


_FRAGMENT_RULES = frozenset(
    {"fragment", "spoken-noun", "cue-at-end", "clause-subject", "according-to"}
)


_WEAK_RULES = frozenset({"clause-subject", "continued-speaker", "continued-paragraph", "cue-later"})
# Verbs by which a person is called something: the one use of a title-case fragment that is speech.
_CALLS = frozenset({"called", "calling", "calls", "labeled", "dubbed", "branded", "termed"})


def _is_title(words: list[str], before: str, spoken: Spoken) -> bool:
    """Whether a fragment in title case names a work, a program, a rally: the “Harbor Talk” series."""
    if len(words) < 2 or not all(w[0].isupper() or w.lower() in _SMALL for w in words):
        return False
    voice = spoken.voice
    assert voice is not None
    cue = voice.attribution.cue_first
    is_called = cue >= 0 and voice.words[cue].low in _CALLS
    return not (is_called and before.endswith((" a ", " an ")))


def kind_of(flat: str, spoken: Spoken) -> QuoteKind:
    """Direct for a whole sentence or clause, mixed for a fragment of the reporter's sentence."""
    stretch = spoken.stretch
    before = flat[max(0, stretch.outer_start - 3) : stretch.outer_start].rstrip()
    if flat[stretch.start].islower() and before and before[-1] not in ",:—–-":
        return "mixed"
    words, place = spoken.frame.words, spoken.place
    if place > 0 and words[place - 1].kind not in ",:-Q" and spoken.rule != "cue-before":
        return "mixed"
    return "direct"
