"""Whether words tell the news of their sentence, or what was before it, elsewhere, or not at all.

"After a boat had arrived", "no boat arrived", "a boat might arrive" and "the people who arrived"
have the words of an arrival and tell of none. The table is that of `lexicon/news_senses.toml`.
"""

import re
from collections.abc import Mapping
from functools import cache, lru_cache

from processing import lexicon
from processing.news.zones import Zone
from processing.words import tags as t
from processing.words.completion import Clause
from processing.words.sentences import ParsedSentence, parse

# Sentences that are kept at hand: several rules are met in each.
_KEPT = 64
# What only may be, and what is wished for.
_OPEN = frozenset({"could", "would", "might", "may", "should", "can"})
# Conjunctions of what is a condition or was before, prepositions of what was before.
_BEFORE = frozenset(
    {"after", "since", "before", "when", "while", "if", "unless", "until", "although", "though"}
)
_BEHIND = frozenset({"after", "following", "since", "despite", "amid", "against", "under", "like"})
_NONE = frozenset({"no", "nor", "neither"})
_ENDS = re.compile(r"\bno longer\b", re.IGNORECASE)
# Names of laws, programmes and bodies: words within them are none of their text.
_NAME = re.compile(
    r"(?:[A-Z][\w’'-]+(?:,? (?:of|and|for|the|to|in|on|&))* ){1,8}(?:Acts?|Programs?|Programmes?|"
    r"Funds?|Schemes?|Strategy|Regulations?|Policy|Plan|Centres?|Centers?|Committee|Commission|"
    r"Council|Board|Authority|Agency|Awards?|Grants?|Campaign|Project|Initiative|Framework|Service|"
    r"Unit|Bureau)\b"
)


def tells_other(rule: str, zone: Zone, start: int, end: int) -> bool:
    """Whether `zone.words[start:end]`, which meets the rule, tells nothing of the release's own."""
    held = _held()
    if rule in held["named"] and not zone.is_title and _is_in_name(zone.words, start, end):
        return True
    if rule not in held["happened"] and rule not in held["decided"]:
        return False
    if _ENDS.search(zone.words, start, end):
        # What is no more is a change, not one that did not come.
        return False
    sentence = _parsed(zone)
    inside = sentence.tokens_between(start, end)
    if not inside:
        return False
    told = next((i for i in inside if sentence.tokens[i].part_of_speech is t.VERB), inside[-1])
    happened = rule in held["happened"]
    if _is_none(sentence, inside[0]) or (happened and _is_behind(sentence, inside[0], told)):
        return True
    clause = sentence.clause_of(told)
    around = sentence.ancestors(clause) if clause >= 0 else ()
    return any(_is_open(sentence, one, is_event=happened) for one in around)


@cache
def _held() -> Mapping[str, frozenset[str]]:
    """By what is asked, the rules of which it is."""
    table = lexicon.table("news_senses")["told"]
    return {name: frozenset(rules) for name, rules in table.items()}


def _is_in_name(words: str, start: int, end: int) -> bool:
    names = (match.span() for match in _NAME.finditer(words))
    return any(n[0] <= start and end <= n[1] and (start, end) != n for n in names)


@lru_cache(maxsize=_KEPT)
def _parsed(zone: Zone) -> ParsedSentence:
    return parse(zone.words, 0, len(zone.words), is_title=zone.is_title)


def _is_none(sentence: ParsedSentence, token: int) -> bool:
    """Whether there is none of it: "no boat arrivals"."""
    number = sentence.phrase_of(token)
    if number < 0:
        return False
    words = range(sentence.noun_phrases[number].first, token)
    return any(sentence.tokens[i].lower in _NONE for i in words)


def _is_behind(sentence: ParsedSentence, first: int, told: int) -> bool:
    """Whether a noun of it stands under a preposition of what was before: "after a raid"."""
    if sentence.tokens[told].part_of_speech is t.VERB:
        return False
    number = sentence.phrase_of(first)
    before = sentence.noun_phrases[number].adposition if number >= 0 else -1
    return before >= 0 and sentence.tokens[before].lower in _BEHIND


def _is_open(sentence: ParsedSentence, number: int, *, is_event: bool) -> bool:
    """Whether a clause is denied or only may be; of an event also whether it only describes."""
    clause = sentence.clauses[number]
    group = sentence.verb_groups[clause.verb]
    # A modal without a verb is the month: AN ELECTION FOR MAY.
    may_be = group.modality in _OPEN and group.lemma != group.modality
    if may_be or sentence.is_denied(number):
        return True
    return is_event and _describes(sentence, clause)


def _describes(sentence: ParsedSentence, clause: Clause) -> bool:
    """Whether a clause tells which, when or on what condition: "who arrived", "if it is seized"."""
    if clause.introducer < 0:
        return False
    is_before = sentence.tokens[clause.introducer].lower in _BEFORE
    return clause.kind is t.RELATIVE or (clause.kind is t.ADVERBIAL and is_before)
