"""Numbers that are a rise, a fall or an average by the words beside them: "a growth of 9 percent".

Such a number says by how much something changed, and its words are shown with it: without them it
would be read as a level.
"""

import re

from processing.figures.patterns import listed
from processing.figures.quantities import Quantity, Stretch
from processing.words.sentences import ParsedSentence

_NOUNS = (
    r"(?:growth|increase|rise|decrease|decline|drop|fall|reduction|cut|gain|jump|surge|hike"
    r"|improvement|uptick|slump|slowdown|contraction|expansion|appreciation|depreciation|upswing"
    r"|downturn|hikes?|increases|gains|cuts|blow[- ]?outs?|overruns?"
    r"|average|median|maximum|minimum|mean)"
)
_VERBS = (
    r"(?:bl(?:ow|ew|own)(?:s|ing)? out|balloon(?:ed|s|ing)?"
    r"|r(?:o|i)se[sn]?|rising|increas(?:e[sd]?|ing)|gr[eo]w(?:n|s|ing)?|gain(?:ed|s|ing)?"
    r"|climb(?:ed|s|ing)?|jump(?:ed|s|ing)?|surg(?:e[sd]?|ing)|soar(?:ed|s|ing)?|f[ae]ll(?:en|s|ing)?"
    r"|drop(?:s|ped|ping)?|declin(?:e[sd]?|ing)|decreas(?:e[sd]?|ing)|sl(?:ip|ump)(?:ped|ed|s)?"
    r"|reduc(?:e[sd]?|ing)|cut(?:s|ting)?|lower(?:ed|s|ing)?|rais(?:e[sd]?|ing)|shr[aiu]nk(?:ing)?"
    r"|boost(?:ed|s|ing)?|improv(?:e[sd]?|ing)|contract(?:ed|s|ing)|expand(?:ed|s|ing)?)"
)
_ABOUT = (
    r"(?:(?:about|around|nearly|almost|roughly|some|just|only|over|more than|less than|up to"
    r"|at least|as much as|an estimated|approximately|a|an|well over|close to|between|another"
    r"|further|~) ?)*"
)
# "A growth of 9 percent", "fell by about 5 percent".
BEFORE = re.compile(
    rf"\b(?P<words>{_NOUNS}(?: [a-z]+){{0,2}}? (?:of|by)|{_VERBS}(?: [a-z]+ly)? by) {_ABOUT}$",
    re.IGNORECASE,
)
# One of these stands in each; asked before the pattern is tried.
HINTS = (" of ", " by ")
# "Dropping | almost 90 percent": a bound or "about" stands where "by" could.
ROUGHLY = (
    "about ", "around ", "nearly ", "almost ", "roughly ", "over ", "more than ", "less than ",
    "up to ", "at least ", "approximately ", "an estimated ", "close to ", "as much as ",
)  # fmt: skip
ROUGHLY_BEFORE = re.compile(
    rf"\b(?P<words>{_VERBS}(?: [a-z]+ly)?) (?:{'|'.join(ROUGHLY)})$", re.IGNORECASE
)
# "A $5 million expansion project" is a project.
_NOT_OF = r"(?:projects?|plans?|programs?|programmes?|schemes?|strateg(?:y|ies)|packages?|works?)\b"
_SMALL = r"(?:of|in|to|for|and|on|a|the|with|at|by|from|as|is|was|or|than)"
# "A 25 basis point | reduction", "5 percent | higher".
_AFTER = re.compile(
    rf"[ -](?P<words>(?:(?!{_SMALL}\b)[a-z-]+ ){{0,3}}{_NOUNS}\b(?! {_NOT_OF})"
    r"|(?:higher|lower|more|less|fewer|faster|slower|cheaper)\b)",
    re.IGNORECASE,
)
_BACK = 70


def change_of(
    stretch: Stretch, quantity: Quantity, parsed: ParsedSentence
) -> tuple[int, int] | None:
    """The words that make a number a rise or a fall, None where nothing beside it does."""
    lead, low = stretch.before(quantity.start, _BACK), stretch.low_before(quantity.start, _BACK)
    if any(map(low.__contains__, HINTS)) and (match := BEFORE.search(lead)):
        begin = quantity.start - len(lead)
        return begin + match.start("words"), begin + match.end("words")
    is_rough = quantity.unit is not None and low.endswith(ROUGHLY)
    if is_rough and (match := ROUGHLY_BEFORE.search(lead)):
        begin = quantity.start - len(lead)
        return begin + match.start("words"), begin + match.end("words")
    if "by " in low and (by := _BY.search(lead)):
        return _changed_by(quantity, parsed, quantity.start - len(lead) + by.end("by"))
    if quantity.unit is None:
        return None
    match = _AFTER.match(stretch.text, quantity.end, min(stretch.end, quantity.end + 40))
    return match.span("words") if match else None


_BY = re.compile(rf"\b(?P<by>by) {_ABOUT}$", re.IGNORECASE)


def _changed_by(quantity: Quantity, parsed: ParsedSentence, end: int) -> tuple[int, int] | None:
    """As in "cut the costs of the trial by | up to 50%": from the verb to its "by"."""
    token = parsed.token_at(quantity.start)
    number = parsed.clause_of(token) if token >= 0 else -1
    if number < 0:
        return None
    verb = parsed.verb_groups[parsed.clauses[number].verb]
    begin = parsed.tokens[verb.head].start
    is_change = verb.lemma in listed("verbs_of_rise") or verb.lemma in listed("verbs_of_fall")
    if not is_change or verb.is_negated or not begin < end <= begin + _LONGEST:
        return None
    return begin, end


# Longer words are no help on a card.
_LONGEST = 80
