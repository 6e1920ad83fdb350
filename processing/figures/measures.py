"""What a figure is a measure of, in words a reader would type: "people arrested", "cocaine seized".

The words are the key under which one measure of many releases lines up, and what is shown. A unit
stands in brackets behind them ("cocaine seized (kilogram)"), so that no chart mixes two.
"""

import re
from functools import cache
from typing import NamedTuple

from processing.figures import nouns
from processing.figures.events import named_alike
from processing.figures.patterns import listed
from processing.figures.quantities import Quantity, Stretch
from processing.figures.subject_phrases import Subject
from processing.lexicon import table
from processing.words.sentences import ParsedSentence, Token
from processing.words.tags import NOUNS, PartOfSpeech

# A name of a measure has no more words than this before what happened.
_MOST_WORDS = 3
_PRISON = re.compile(
    r"[ -](?:in|of|behind) (?:(?:a|the|federal|state|county) )?(?:prison|jail|custody|bars)"
    r"|[ -](?:federal |state )?(?:prison|jail) |[ -]sentence\b| imprisonment",
    re.IGNORECASE,
)
_SENTENCED = re.compile(
    r"\b(?:sentenced|jailed|imprisoned|sentence of|serve|prison term|jail term)\b", re.IGNORECASE
)


class Measure(NamedTuple):
    """The key that a measure is kept under, its name in this text (without its unit), the rule.

    "Suspects apprehended" are kept as "people arrested", cocaine by weight as "cocaine seized
    (kilogram)".
    """

    key: str | None = None
    label: str | None = None
    rule: str = ""


NO_MEASURE = Measure()


def measure_of(
    stretch: Stretch,
    quantity: Quantity,
    subject: Subject | None,
    parsed: ParsedSentence | None,
    event: str | None,
) -> Measure:
    """The measure, of empty names where the text does not say what the number is of.

    `event` is what happens to its thing, as `events_of` tells.
    """
    event = _state(stretch, quantity) or event
    if quantity.unit is not None:
        thing, rule = _of_unit(stretch, quantity, subject, parsed, event)
        if thing is None:
            return NO_MEASURE
        alike = named_alike(event, is_of_people=False) if event else None
        own = f"{thing.removesuffix(alike)}{event}" if alike and thing.endswith(alike) else thing
        return Measure(f"{thing} ({quantity.unit})", own, rule)
    if quantity.counted is None:
        words = _words(stretch, subject, parsed)
        return Measure(words, words, "subject") if words else NO_MEASURE
    if quantity.rule == "count-hyphened" and quantity.is_attributive:
        event = None  # "the six-person board, which was elected": the board was
    if quantity.rule == "count-of-nation":
        return _of_things("people", event, "people-of-a-nation", is_person=True)
    head = nouns.lemma(stretch.text[quantity.counted.head_start : quantity.counted.end])
    if known := _event_nouns().get(head):
        return Measure(known, plural(head), "event-noun")
    thing = _counted(stretch, quantity, head, parsed)
    if thing is None or head in listed("no_measures"):
        return NO_MEASURE
    rule = "counted-and-event" if event else "counted"
    if quantity.rule == "count-list-of-things":
        return NO_MEASURE  # no one word says what they are together
    if quantity.rule == "count-list":
        return _of_things("people", event, rule, is_person=True)
    return _of_things(thing, event, rule, is_person=head in persons())


def _of_things(thing: str, event: str | None, rule: str, *, is_person: bool) -> Measure:
    """What is counted, and what happens to it."""
    if event is None:
        return Measure(thing, thing, rule)
    alike = named_alike(event, is_of_people=is_person)
    key = f"people {alike}" if is_person else f"{thing} {alike}"
    return Measure(key, f"{thing} {event}", rule)


@cache
def persons() -> frozenset[str]:
    """Nouns of people, in their dictionary form."""
    return frozenset(table("figures_measures")["persons"])


@cache
def _event_nouns() -> dict[str, str]:
    found: dict[str, str] = table("figures_measures")["event_nouns"]
    return found


def is_of_people(measure: str | None) -> bool:
    """Whether a measure counts people by what happened to them."""
    return measure is not None and measure.startswith("people ")


# What people are in rather than what is done to them: "40 people are out of work".
_STATE = re.compile(
    r"(?: who)?(?: (?:are|were|is|was|remain(?:s|ed)?|have been|has been|had been))?"
    r"(?: still| now| currently)? (?P<state>out of work|in work|in custody|in prison|in hospital"
    r"|without (?:power|water|work|homes?)|homeless|missing|unemployed|jobless|stranded|dead)\b",
    re.IGNORECASE,
)


def _state(stretch: Stretch, quantity: Quantity) -> str | None:
    if quantity.counted is None:
        return None
    match = _STATE.match(stretch.text, quantity.end, stretch.end)
    return match["state"].lower() if match else None


# "Rice, wheat and pulses": no one word says what they are together.
_LISTED = re.compile(r"[a-z], [^,]+(?:,[^,]+)*,? and ")


def _of_unit(
    stretch: Stretch,
    quantity: Quantity,
    subject: Subject | None,
    parsed: ParsedSentence | None,
    event: str | None,
) -> tuple[str | None, str]:
    """What is measured by a unit: the stuff, the rate, the sentence; of a sum what was done."""
    if quantity.kind == "duration" and _is_sentence(stretch, quantity):
        return "prison sentence", "prison-sentence"
    if subject is not None and _LISTED.search(stretch.text, subject.start, subject.end):
        return None, ""
    words = _words(stretch, subject, parsed, is_money=quantity.kind == "money")
    is_stuff = subject is not None and subject.rule in ("of-stuff", "in-stuff", "modified-noun")
    if words and is_stuff and event and quantity.kind != "duration":
        return f"{words} {named_alike(event, is_of_people=False)}", "stuff-and-event"
    if words:
        return words, "subject"
    is_of_deed = quantity.kind == "money" and event in listed("deeds_of_money")
    return (f"money {event}", "money-and-event") if is_of_deed else (None, "")


def _is_sentence(stretch: Stretch, quantity: Quantity) -> bool:
    limit = min(stretch.end, quantity.end + 40)
    if _PRISON.match(stretch.text, quantity.end, limit):
        return True
    return _SENTENCED.search(stretch.before(quantity.start, 60)) is not None


def _counted(
    stretch: Stretch, quantity: Quantity, head: str, parsed: ParsedSentence | None
) -> str | None:
    counted = quantity.counted
    if counted is None:
        return None
    before = _kept(stretch.text, parsed, counted.start, counted.head_start)
    word = stretch.text[counted.head_start : counted.end]
    many = word if word[:-1].isupper() and word.endswith("s") else plural(head)  # "EMRSs"
    return " ".join((*before[-2:], many))


def _words(
    stretch: Stretch,
    subject: Subject | None,
    parsed: ParsedSentence | None,
    *,
    is_money: bool = False,
) -> str | None:
    """The subject up to its head without names and articles: "unemployment rate"."""
    if subject is None or subject.rule in _NOT_MEASURED:
        return None
    text = stretch.text
    end = text.find(" ", subject.head_start, subject.end)
    end = end if end > 0 else subject.end
    if parsed is None or subject.rule == "label":
        # A label is written as one: "Total cost:"; a name is none, whatever it gets.
        is_name = parsed is not None and (
            _is_mention(parsed, subject) or _is_named(parsed, subject) or _is_place(text, subject)
        )
        if is_name:
            return None
        return _labelled(text[subject.start : subject.end], is_money=is_money)
    head = parsed.token_at(subject.head_start)
    if head < 0:
        return None
    # "The mill's outstanding shares" are shares, whoever owns them.
    phrase = parsed.phrase_of(head)
    own = parsed.tokens[parsed.noun_phrases[phrase].first].start if phrase >= 0 else 0
    kept = _kept(text, parsed, max(subject.start, own), end)
    if parsed.tokens[head].lemma in _HOW_MANY:
        return _of(text, parsed, head)
    if (
        not kept
        or not _may_be_head(parsed.tokens[head])
        or parsed.tokens[head].lemma in listed("actors")
    ):
        return None
    return " ".join(kept[-_MOST_WORDS:])


def _is_named(parsed: ParsedSentence, subject: Subject) -> bool:
    """Whether a label is a list of names: "Elm City and Port Ansel $3 million"."""
    within = parsed.tokens_between(subject.start, subject.end)
    ends = [parsed.tokens[i].part_of_speech for i in (within[0], within[-1])] if within else []
    return PartOfSpeech.PROPER_NOUN in ends and any(parsed.tokens[i].lower == "and" for i in within)


def _is_place(text: str, subject: Subject) -> bool:
    """As in "The US ($220m)": two or three capitals alone are a land, whatever it gave."""
    label = text[subject.start : subject.end]
    return label.isupper() and len(label) <= 3 and label not in _RATES


# Measures that are mostly called by their letters.
_RATES = frozenset(
    {"GDP", "CPI", "GNP", "GVA", "IIP", "PMI", "WPI", "VAT", "GST", "PPI", "EPS", "APR"}
)


def _is_mention(parsed: ParsedSentence, subject: Subject) -> bool:
    within = parsed.tokens_between(subject.start, subject.end)
    return bool(within) and parsed.tokens[within[-1]].mention >= 0


# Whoever does something to what is counted, or has it, is not measured.
_NOT_MEASURED = frozenset({"clause-agent", "held-with"})
# "The number of thefts" is of thefts.
_HOW_MANY = frozenset({"number", "total", "amount", "value", "level", "volume", "percentage"})


def _of(text: str, parsed: ParsedSentence, head: int) -> str | None:
    """What stands under "of" behind a noun of quantity, None where nothing does."""
    if head + 1 >= len(parsed.tokens) or parsed.tokens[head + 1].lower != "of":
        return None
    number = parsed.phrase_of(min(head + 2, len(parsed.tokens) - 1))
    if number < 0 or not _may_be_head(parsed.tokens[parsed.noun_phrases[number].head]):
        return None
    phrase = parsed.noun_phrases[number]
    end = parsed.tokens[phrase.end - 1].end
    words = " ".join(_kept(text, parsed, parsed.tokens[phrase.first].start, end)[-_MOST_WORDS:])
    state = _STATE.match(text, end) if words else None
    return f"{words} {state['state'].lower()}" if state else words


def _labelled(label: str, *, is_money: bool = False) -> str | None:
    words = [word.strip(" .:") for word in label.lower().split()]
    while words and words[0] in listed("general_adjectives"):
        words.pop(0)
    if any(any(map(str.isdigit, word)) for word in words):
        return None
    head = nouns.lemma(words[-1]) if words else ""
    # "Elm City Rowing Club – $3,000": what is written as a name is whoever got it.
    if is_money and _is_written_as_name(label) and head not in listed("kinds_of_money"):
        return None
    is_known = bool(words) and head not in listed("no_measures")
    is_cut = len(words) > _MOST_WORDS and words[_MOST_WORDS - 1] in _SMALL
    return " ".join(words[:_MOST_WORDS]) if is_known and not is_cut else None


_SMALL = frozenset({"of", "and", "the", "for", "in", "on", "&", "de"})


def _is_written_as_name(label: str) -> bool:
    return all(word[:1].isupper() for word in label.split() if word.lower() not in _SMALL)


def _may_be_head(token: Token) -> bool:
    is_noun = token.part_of_speech is PartOfSpeech.NOUN
    return is_noun and token.mention < 0 and token.lemma not in listed("no_measures")


def _kept(text: str, parsed: ParsedSentence | None, start: int, end: int) -> list[str]:
    """The nouns and telling adjectives of a phrase, names left out, its last noun as it stands."""
    if parsed is None:
        return text[start:end].lower().split()
    return [
        parsed.tokens[index].lower.replace("’", "'").removesuffix("'s")
        for index in parsed.tokens_between(start, end)
        if _is_telling(parsed.tokens[index])
    ]


def _is_telling(token: Token) -> bool:
    if token.part_of_speech is PartOfSpeech.ADJECTIVE:
        return token.lower not in listed("general_adjectives")
    return token.part_of_speech in NOUNS and token.part_of_speech is not PartOfSpeech.PROPER_NOUN


_IRREGULAR = {
    "criterion": "criteria", "phenomenon": "phenomena",
    "woman": "women", "man": "men", "child": "children", "person": "people", "foot": "feet",
    "life": "lives", "knife": "knives", "wife": "wives", "half": "halves", "thief": "thieves",
}  # fmt: skip


def plural(noun: str) -> str:
    """The plural of a noun in its dictionary form."""
    for ending, many in _IRREGULAR.items():
        if noun == ending or (ending.endswith("man") and noun.endswith(ending)):
            return noun.removesuffix(ending) + many
    if noun in listed("plural_as_is") or nouns.is_plural(noun):
        return noun
    if noun.endswith("y") and noun[-2:-1] not in "aeiou":
        return f"{noun[:-1]}ies"
    return f"{noun}es" if noun.endswith(("s", "x", "z", "ch", "sh")) else f"{noun}s"
