"""What happens to what a number counts: "arrested" of 412 people, "seized" of 40 boats."""

from collections.abc import Sequence
from functools import cache

from processing.figures import nouns
from processing.figures.patterns import listed
from processing.figures.quantities import Quantity
from processing.lexicon import table
from processing.words.inflection import verb_lemma, verbs
from processing.words.sentences import ParsedSentence
from processing.words.tags import NOUNS, VERBAL, ClauseKind, PartOfSpeech


def events_of(found: Sequence[Quantity], text: str, parsed: ParsedSentence) -> list[str | None]:
    """The participle of what happens to each number's thing, None where the text does not say."""
    events: list[str | None] = []
    for index, quantity in enumerate(found):
        event = _event_of(quantity, parsed)
        if event is None and index and _goes_on(found[index - 1], quantity, text, parsed):
            event = events[-1]
        events.append(event)
    return events


@cache
def telling_events() -> frozenset[str]:
    """What happens to people and things that makes them news: "killed", "seized"."""
    tables = table("figures_measures")
    known = {
        word for name in ("people", "things") for pair in tables[name].items() for word in pair
    }
    return frozenset(known) | listed("telling_events")


def named_alike(event: str, *, is_of_people: bool) -> str:
    """The word under which what says the same is kept: "slain" people are killed."""
    named: dict[str, str] = table("figures_measures")["people" if is_of_people else "things"]
    return named.get(event, event)


@cache
def _participles() -> dict[str, str]:
    return {forms.base: forms.past_participle for forms in verbs()}


def _event_of(quantity: Quantity, parsed: ParsedSentence) -> str | None:
    """The participle of the verb that a number's thing is the object of."""
    place = parsed.token_at(quantity.number_start)
    phrase = parsed.phrase_of(place) if place >= 0 else -1
    if phrase < 0:
        return None
    for clause in parsed.clauses:
        verb = parsed.verb_groups[clause.verb]
        is_patient = clause.subject == phrase if verb.is_passive else clause.object_ == phrase
        # "He was fined $40": the passive keeps its object.
        one = parsed.noun_phrases[phrase]
        is_patient = is_patient or (verb.is_passive and one.is_free and one.first == verb.end)
        is_dying = clause.subject == phrase and verb.lemma in listed("befalling")
        if clause.kind is ClauseKind.PARTICIPIAL and clause.subject == phrase:
            # "40 councils, led by owners, met": what stands between commas is said by the way.
            is_patient = is_patient and parsed.noun_phrases[phrase].full_end == verb.first
        # What could or would happen has not: "50 million people could be killed".
        is_real = not verb.is_negated and verb.modality not in _UNREAL
        if (is_patient or is_dying) and is_real:
            return _participle(verb.lemma, _particle(parsed, verb.end))
    at = parsed.noun_phrases[phrase].adposition
    if at > 0 and parsed.tokens[at].lower == "of":
        return _event_named(parsed.tokens[at - 1].lower)
    return _event_beside(phrase, parsed)


_UNREAL = frozenset({"can", "could", "would", "may", "might", "should"})


def _event_beside(phrase: int, parsed: ParsedSentence) -> str | None:
    """As in "In all 26 people were killed": the verb right behind what is counted."""
    end, at = parsed.noun_phrases[phrase].end, parsed.noun_phrases[phrase].adposition
    if at > 0 and parsed.tokens[at - 1].part_of_speech in NOUNS:
        return None  # "alerts for 11 floods were sent"
    for verb in parsed.verb_groups:
        is_event = verb.is_passive or verb.lemma in listed("befalling")
        is_real = not verb.is_negated and verb.modality not in _UNREAL
        if verb.first == end and is_event and is_real:
            return _participle(verb.lemma)
    return None


def _event_named(noun: str) -> str | None:
    """As in "The rescue of 16 people", "the signing of 12 treaties": the noun before "of"."""
    named: dict[str, str] = table("figures_measures")["nouns"]
    if noun in named:
        return named[noun]
    return _participle(verb_lemma(noun)) if noun.endswith("ing") else None


def _goes_on(before: Quantity, quantity: Quantity, text: str, parsed: ParsedSentence) -> bool:
    """As in "541 posts were filled in May and 542 posts in June": no verb stands between."""
    if before.counted is None or quantity.counted is None:
        return False
    heads = [nouns.lemma(text[p.head_start : p.end]) for p in (before.counted, quantity.counted)]
    between = parsed.tokens_between(before.end, quantity.start)
    tokens = [parsed.tokens[index] for index in between]
    is_joined = any(token.lower in ("and", ",") for token in tokens)
    at = next((i for i, t in enumerate(tokens) if t.lower in ("and", ",")), 0)
    return (
        heads[0] == heads[1]
        and is_joined
        and not any(token.part_of_speech in VERBAL for token in tokens[at:])
    )


_OF_PLACES = (PartOfSpeech.DETERMINER, PartOfSpeech.PROPER_NOUN)
_PARTICLES = frozenset({"down", "off", "out", "away"})


def _particle(parsed: ParsedSentence, end: int) -> str:
    """As in "shut down 12 labs": the word that makes one verb with the one before it."""
    low = parsed.tokens[end].lower if end < len(parsed.tokens) else ""
    after = parsed.tokens[end + 1] if end + 1 < len(parsed.tokens) else None
    if after is not None and (after.lower == "of" or after.part_of_speech in _OF_PLACES):
        return ""  # "approved, out of which 508 work", "died off the coast"
    return f" {low}" if low in _PARTICLES else ""


def _participle(lemma: str, particle: str = "") -> str | None:
    participle = _participles().get(lemma)
    if participle is None or lemma in listed("light_verbs"):
        return None
    return participle + particle
