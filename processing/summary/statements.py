"""Whether a sentence is a statement of the release: no question, item, table row or boilerplate."""

import re
from functools import cache

from processing.lexicon import ordered_words
from processing.lexicon.patterns import any_word
from processing.summary.forms import has_verb
from processing.words import tags as t
from processing.words.sentences import ParsedSentence
from processing.words.verb_groups import VerbGroup

# So many numbers side by side are a table.
_RUN = 3
# A longer sentence than this holds a verb, be it one that the list does not know.
_SURE_WORDS = 10

# A word of fewer letters tells nothing: every sentence has one.
_TELLING_LETTERS = 4
# What an English sentence may begin with, behind a bullet or a place in brackets.
_OPENING = re.compile(r"(?:[–—•*·-]+\s+|\([A-Z][^()]{1,40}\)\s)?[A-Z0-9$“\"'‘]")
# A line that only lists what is spoken of.
_TOPIC = re.compile(r"(?i:subjects?|topics?|re)(?:\s?/\s?s)?\s*:")

# "FarWire (“FW”) is a specialized communications platform with …": who sends it, of itself.
_SELF = re.compile(
    r"(?:the )?(?:[\w.,&’'®™-]+ ){1,6}?(?:\([^()]{1,60}\) )*is (?:an? |the )"
    r"(?:[\w-]+,? (?:and )?){0,3}?(?:leading|specialized|specialised|premier|global|full-service"
    r"|award-winning|innovative|trusted|privately|publicly|nonprofit|non-profit|multi-faceted)\b"
    r"(?!.{0,200}\b(?:today|announce))"
)


def is_statement(text: str, lowered: str, said: frozenset[str], order: int) -> bool:
    """Whether it is a sentence of this release: no question, no heading, no boilerplate."""
    if not _OPENING.match(text) or text.endswith(("?", ";", "!", "…")) or _TOPIC.match(text):
        return False
    if text.endswith(":") and order > 0:
        return False
    if text.endswith((":-", ":–", ": -")) or _DASH_LAST.search(text):
        return False  # a list or a verse follows
    if text[0] in _MARKS_FIRST and text[1:2].islower():
        return False  # the middle of one that a line end cut
    if text.count("“") > text.count("”") or text.count('"') % 2:
        return False  # a quotation goes on beyond it
    if "‘" not in text and _CLOSES.search(text):
        return False  # it closes one whose beginning is not in it
    if text[0] == "‘" and not _CLOSES.search(f"{text} "):
        return False  # nor is the end of one that it opens with
    if _SUBJECT_CUT.match(text) or _LIST_CUT.search(text):
        return False
    is_sure = len(text.split()) >= _SURE_WORDS and not text[-1].isalnum()
    if not is_sure and not has_verb(text):
        return False
    return not _is_table(text) and not _is_boilerplate(lowered, said)


def _is_boilerplate(lowered: str, said: frozenset[str]) -> bool:
    hints, lone, pattern = _standing()
    may_hold = not said.isdisjoint(hints) or any(map(lowered.__contains__, lone))
    is_standing = may_hold and pattern.search(lowered) is not None
    return is_standing or _SELF.match(lowered) is not None


@cache
def _standing() -> tuple[frozenset[str], tuple[str, ...], re.Pattern[str]]:
    """The phrases of boilerplate: words that they are told by, those without one, and all.

    Few sentences have such a word, and the pattern need not be tried on the others. "Commend" is no
    part of "recommendations".
    """
    phrases = ordered_words("summary_boilerplate")
    # The last word of a phrase may be the beginning of a longer one.
    telling = {phrase: max(phrase.split()[:-1], key=len, default="") for phrase in phrases}
    told = {phrase: word for phrase, word in telling.items() if len(word) >= _TELLING_LETTERS}
    pattern = re.compile(rf"(?<![^\W_]){any_word(phrases)}")
    return frozenset(told.values()), tuple(p for p in phrases if p not in told), pattern


# "Lund, said it was …", whose first name a line end parted; "six kinds, viz. Red."
_SUBJECT_CUT = re.compile(r"[A-Z][\w’'-]+, (?:said|says|has said|told)\b")
_LIST_CUT = re.compile(r"\b(?:viz|namely)[.:,]?\s(?:(?!and\b)\S+\s){0,3}?(?!and\b)\S+\.$")
# "The board shared a verse-": what it leads to stands beneath.
_DASH_LAST = re.compile(r"[\w)”’]\s?[-–—]+$")
_CLOSES = re.compile(r"[,.?!]’\s(?!s\b)")
_MARKS_FIRST = '“"‘'
_NUMBER = r"\(?-?[$€£₹]?\d[\d.,/%-]*\)?\*?"
_RUN_OF_NUMBERS = re.compile(rf"(?<!\S){_NUMBER}(?:\s+{_NUMBER}){{{_RUN - 1}}}(?!\S)")


def _is_table(text: str) -> bool:
    """Whether it is what is left of a table: runs of numbers, or many and few small words."""
    if not any(map(text.__contains__, "0123456789")):
        return False
    if _RUN_OF_NUMBERS.search(text):
        return True
    found = text.split()
    # Asked first, as prose is told by it at once: most of its words are small.
    if len(found) <= _SURE_WORDS or sum(word[0].islower() for word in found) * 2 >= len(found):
        return False
    digits = sum(not word.isalpha() and any(c.isdigit() for c in word) for word in found)
    return digits * 5 > len(found)


def is_item(text: str, parsed: ParsedSentence) -> bool:
    """Whether a sentence is an item of a list: "$250,000 for planning.", "Adoption of a plan …".

    What has no verb is one where it opens as items do: with a number, with a noun that has no
    article and its "of", with a participle. Behind a label ("Pumps: pipes built to last") a form
    that may be a participle is no verb.
    """
    finite = [group for group in parsed.verb_groups if group.is_finite]
    if finite:
        return _is_labelled(text, parsed) and not any(_is_sure(parsed, verb) for verb in finite)
    if _is_labelled(text, parsed) or _opens_like_item(parsed):
        return True
    is_list = text.count(",") + text.count(";") > 2 or _SUM_FIRST.match(text) is not None
    return is_list and not has_verb(text)


def _is_labelled(text: str, parsed: ParsedSentence) -> bool:
    """Whether a label stands before a noun without an article: "Pumps: pipes of steel"."""
    label = _LABELLED.match(text)
    if label is None:
        return False
    behind = parsed.token_at(parsed.tokens[0].start + label.end())
    token = parsed.tokens[behind]
    is_named = token.part_of_speech in (t.DETERMINER, t.PRONOUN) or token.mention >= 0
    return not is_named


def _is_sure(parsed: ParsedSentence, verb: VerbGroup) -> bool:
    """Whether a finite verb is surely one: not a single form that may be a participle."""
    is_single = verb.end - verb.first == 1
    is_verb = parsed.tokens[verb.head].part_of_speech is t.VERB
    return verb.form is not t.PAST or not (is_single and is_verb)


def _opens_like_item(parsed: ParsedSentence) -> bool:
    """As in "Adoption of a new design.", "Recorded 40 visits."; not "Rates of fares in …"."""
    tokens = parsed.tokens
    if len(tokens) < 2:
        return False
    first, second = tokens[0], tokens[1]
    if first.form is t.PAST_PARTICIPLE:
        # "Acclaimed author Ada Lund" goes on with its noun.
        return second.part_of_speech in (t.ADJECTIVE, t.DETERMINER, t.NUMERAL)
    return first.lower.endswith(_MADE_OF_VERBS) and second.lower == "of"


# What ends so is a noun made of a verb or an adjective: "adoption", "supply" is none.
_MADE_OF_VERBS = ("tion", "sion", "ment", "ity", "ance", "ence", "ing")


_SUM_FIRST = re.compile(r"(?:[–—•*·-]+\s+)?(?:[$₹£€]|Rs\b)?\d")
_LABELLED = re.compile(r"(?:[A-Z&][\w&/-]*\s){0,5}?[A-Z][\w&/-]*(?:\s\d+)?\s?:\s")
