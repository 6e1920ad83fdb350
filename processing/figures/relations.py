"""How a number relates to the truth: exact, about, up to, at least, a rise or a fall by."""

import re
from functools import cache

from domain.facts import Relation
from processing.figures import nouns
from processing.figures.patterns import listed
from processing.figures.quantities import Quantity, Stretch
from processing.lexicon import table
from processing.words.inflection import verb_lemma
from processing.words.sentences import ParsedSentence
from processing.words.tags import VERBAL, PartOfSpeech

# Cue and number stand within this many characters, small words between them included.
_BACK = 60


@cache
def _cues() -> tuple[tuple[Relation, str, re.Pattern[str]], ...]:
    """The patterns of the word list in its order, anchored where the number begins.

    They are looked for in small letters, which is faster than in any case.
    """
    entries = table("figures_relations")["before"]
    return tuple(
        (
            entry["relation"],
            entry["rule"],
            re.compile(rf"(?<![\w-])(?:{'|'.join(entry['cues'])})(?:{_between()})$"),
        )
        for entry in entries
    )


@cache
def _any_cue() -> re.Pattern[str]:
    """All of these in one: most figures have no cue, and this tells at once."""
    # What may stand before a cue's own words is left out: it costs a try at every word.
    cues = "|".join(
        _OPTIONAL_FIRST.sub("", cue)
        for entry in table("figures_relations")["before"]
        for cue in entry["cues"]
    )
    # Each has a cue left if what stands before its first letter or sign is cut off. What parts
    # words comes first: so the search leaps over all letters.
    return re.compile(rf"[^a-z0-9_-](?<!\w)(?=[a-z~≈])(?:{cues})(?:{_between()})$")


_OPTIONAL_FIRST = re.compile(
    r"\A(?:\(\?<![^()]*\)|\(\?:(?:[^()]|\([^()]*\))*\)\?|(?:\\s|[a-z ])\?)+"
)


@cache
def _between() -> str:
    return "|".join(
        (
            "[ (]*",
            r"[ (]*(?:a|an|the|its|their|another|only|just|(?:a )?further|an additional|an extra) ",
            " the age of ",
        )
    )


# What a cue behind a number begins with.
_AFTER_OPENS = frozenset(" -+,(")


@cache
def _after() -> tuple[tuple[Relation, str, re.Pattern[str]], ...]:
    entries = table("figures_relations")["after"]
    return tuple(
        (
            entry["relation"],
            entry["rule"],
            re.compile(rf"(?:{'|'.join(entry['cues'])})(?!\w)", re.IGNORECASE),
        )
        for entry in entries
    )


# "It had never taken more than 4 tonnes" says at most 4.
_NEGATED = re.compile(
    r"(?:\b(?:never|not|neither|nor|without)\b|n['’]t\b)[^.,;:]{0,40}$", re.IGNORECASE
)
# "stole it over 14 months" says when; "lasted over 14 months", "for over 14 months" how long.
_DURATIONS = frozenset({"second", "minute", "hour", "day", "week", "month", "year"})
_DURING = re.compile(
    r"(?<!for )(?<!just )(?<!well )(?<!of )(?<!lasted )(?<!took )(?<!after )(?<!spent )(?<!was )"
    r"\bover (?:the |a )?$"
)
# "With over 25 years of experience", "over 25 years ago": how long, not when.
_LONG = re.compile(r" (?:of|ago|old|in (?:the )?(?:business|prison|office)|experience)\b|-old")
_HAVING = re.compile(r"\b(?:with|has|have|had|having|boasts?|spans?|spanning) over $")
_OPPOSITE: dict[Relation, Relation] = {"<": ">", ">": "<"}
# "(61.4 MPa)" says again what stands before it; "or 2.2 per cent" what the change before it was.
_SAID_AGAIN = re.compile(r" ?[(/] ?| / ")
_OR_ELSE = re.compile(r",? or ")


def relations_of(
    stretch: Stretch, found: list[Quantity], parsed: ParsedSentence | None
) -> list[tuple[Relation, str]]:
    """The relation of each quantity and the name of the rule that tells it."""
    known: list[tuple[Relation, str]] = []
    for index, quantity in enumerate(found):
        own = _relation_of(stretch, quantity, parsed)
        if own[0] == "=" and not own[1] and index:
            before, relation = found[index - 1], known[-1][0]
            gap = stretch.text[before.end : quantity.start]
            if (
                relation in ("<", ">")
                and before.unit
                and quantity.unit
                and _SAID_AGAIN.fullmatch(gap)
            ):
                own = relation, "said-again"
            elif relation not in ("=", "~") and _OR_ELSE.fullmatch(gap):
                own = relation, "or-else"
            elif relation in ("up", "down") and _changes_too(before, quantity, stretch, parsed):
                own = relation, f"{known[-1][1].removesuffix('-too')}-too"
        known.append(own)
    return known


def _changes_too(
    before: Quantity, quantity: Quantity, stretch: Stretch, parsed: ParsedSentence | None
) -> bool:
    """As in "cut tolls by $20 for boats and | $10 for cars": the one verb is said of both."""
    if parsed is None or quantity.unit is None or quantity.unit != before.unit:
        return False
    if stretch.text.startswith(" of ", quantity.end):
        return False
    between = parsed.tokens[parsed.token_at(before.end - 1) + 1 : parsed.token_at(quantity.start)]
    words = [token.lower for token in between]
    other = _OF_ANOTHER.match(stretch.text, quantity.end)
    if words == [","] or (other and words[-1:] in ([","], ["and"]) and words[0] == other["of"]):
        # "Rose 17 percent, 13 percent from Elm City and 4 percent from Port Ansel"
        return other is not None
    if not 1 < len(words) <= _LONGEST_ITEM or words[-1] not in ("and", "by"):
        return False
    is_free = not {"to", "from", "with", "while", "but", ";", "(", ")"} & {*words}
    return is_free and "and" in words and not any(t.part_of_speech in VERBAL for t in between)


_OF_ANOTHER = re.compile(r" (?P<of>from|in|for|to|among|at) ")
# Words from one step of a change to the next.
_LONGEST_ITEM = 10


def _relation_of(
    stretch: Stretch, quantity: Quantity, parsed: ParsedSentence | None
) -> tuple[Relation, str]:
    text = stretch.text
    if quantity.is_signed and quantity.kind == "share" and text[quantity.start] in "-−–+":
        return ("up", "signed-change") if text[quantity.start] == "+" else ("down", "signed-change")
    is_repeat = quantity.rule == "times"
    floor = max(stretch.start, quantity.start - _BACK)
    before, spaced = text[floor : quantity.start], stretch.low[floor : quantity.start]
    low = spaced
    if "  " in spaced:
        # Texts out of papers part their words by two spaces here and there.
        before, low = _SPACES.sub(" ", before), _SPACES.sub(" ", spaced)
    has_cue = _any_cue().search(f" {low}") is not None
    for relation, rule, cue in _cues() if has_cue else ():
        match = cue.search(low)
        if match and not (is_repeat and relation in ("up", "down")):
            if relation in _OPPOSITE and _NEGATED.search(before, 0, match.start()):
                return _OPPOSITE[relation], f"negated-{rule}"
            is_time = quantity.unit in _DURATIONS or _counts_time(stretch, quantity)
            if is_time and _is_while(stretch, quantity, low):
                continue
            if relation in _OPPOSITE and _is_of_place(low, quantity):
                continue
            if rule == "about" and (low.endswith(_ABOUT_KNOWN) or _is_matter(low, quantity)):
                continue
            if rule == "fall-by" and quantity.counted and _LOST.search(low):
                continue
            if relation in ("up", "down") and _is_particle(spaced, floor, parsed):
                continue
            if relation == "up" and quantity.counted is not None and _GAINED.search(low):
                continue
            return relation, rule
    is_followed = quantity.tail or text[quantity.end : quantity.end + 1] in _AFTER_OPENS
    for relation, rule, cue in _after() if is_followed else ():
        is_hung_on = quantity.tail and cue.match(_SPACES.sub(" ", quantity.tail))
        if is_hung_on or cue.match(text, quantity.end, stretch.end):
            return relation, rule
    if "+" in text[quantity.numeral.start : quantity.numeral.end]:
        return ">", "or-more"  # "70+ billion"
    if low.endswith(" by ") and (change := _changed_by(quantity, parsed)):
        return change
    return ("~", "rough-words") if quantity.numeral.is_about else ("=", "")


def _counts_time(stretch: Stretch, quantity: Quantity) -> bool:
    """As in "a record of 90 wins over | 17 seasons"."""
    counted = quantity.counted
    if counted is None:
        return False
    return nouns.lemma(stretch.text[counted.head_start : counted.end]) in _TIMES


_TIMES = frozenset(
    {"season", "semester", "quarter", "night", "weekend", "decade", "session", "winter", "summer"}
)


def _is_while(stretch: Stretch, quantity: Quantity, low: str) -> bool:
    if _DURING.search(low) is None or _HAVING.search(low):
        return False
    return _LONG.match(stretch.text, quantity.end, stretch.end) is None


# "Under the 29 subjects", "below its 2 percent goal": the number is known, and no bound.
_OF_PLACE = re.compile(
    r"\b(?:under|below|beneath|over|above|beyond|exceed(?:s|ed|ing)?|surpass(?:es|ed|ing)?"
    r"|(?:better|higher|lower|larger|smaller|less|more|greater|fewer) than)[ (]+"
    r"(?:the|its|their|his|her|these|those|all) $"
)

# "Built around three pillars", "talked about 40 boats": what something turns on, and no hedge.
_MATTER = re.compile(
    r"\b(?P<word>[a-z]+)(?: (?:together|mainly|mostly|largely|only))? (?P<small>around|about) $"
)


# "What about the $3 million hole": what is known is not guessed.
_ABOUT_KNOWN = tuple(f" about {word} " for word in ("the", "its", "their", "these", "those", "his"))


def _is_matter(low: str, quantity: Quantity) -> bool:
    match = _MATTER.search(low)
    if match is None or quantity.counted is None:
        return False
    lemmas = {match["word"], verb_lemma(match["word"]), nouns.lemma(match["word"])}
    return not lemmas.isdisjoint(listed(f"turning_{match['small']}"))


_SPACES = re.compile(" +")


def _changed_by(quantity: Quantity, parsed: ParsedSentence | None) -> tuple[Relation, str] | None:
    """As in "Raised its key rate by 25 basis points": the verb stands apart from its "by"."""
    token = parsed.token_at(quantity.start) if parsed else -1
    number = parsed.clause_of(token) if parsed and token >= 0 else -1
    if parsed is None or number < 0:
        return None
    verb = parsed.verb_groups[parsed.clauses[number].verb]
    if verb.is_negated or (verb.is_passive and quantity.counted is not None):
        return None  # "were raised by 40 farmers"
    if verb.lemma in listed("verbs_of_rise"):
        return "up", "rise-by"
    return ("down", "fall-by") if verb.lemma in listed("verbs_of_fall") else None


_AMONG = re.compile(r"\b(?:under|below|beneath) an? $")
# "The firm has added two directors" says whom, not by how much it grew.
_GAINED = re.compile(
    r"\b(?:add(?:s|ed)|gain(?:s|ed|ing)?|boost(?:s|ed)|improved|expanded) (?:an? |the |its )?$"
)
# "The city has lost two shops" says which are gone, not by how much they fell.
_LOST = re.compile(r"\b(?:lost|loses?|losing) $")


def _is_of_place(low: str, quantity: Quantity) -> bool:
    """As in "under the 29 subjects", "under a three-year agreement"."""
    if _OF_PLACE.search(low):
        return True
    return quantity.is_attributive and _AMONG.search(low) is not None


# "Rounded up 40", "shut down 12": the word belongs to its verb, and nothing rises or falls.
_PARTICLE = re.compile(r"(?P<verb>[a-z]+) (?:up|down)(?: another| a| an| the| some| about)?[ (]*$")


def _is_particle(low: str, floor: int, parsed: ParsedSentence | None) -> bool:
    match = _PARTICLE.search(low)
    if match is None or match["verb"] in listed("verbs_of_moving") or parsed is None:
        return False
    token = parsed.token_at(floor + match.start("verb"))
    return token >= 0 and parsed.tokens[token].part_of_speech is PartOfSpeech.VERB
