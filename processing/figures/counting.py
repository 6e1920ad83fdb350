"""Read what a number without a unit counts: "40 arrests", "four of the boats", "half the homes"."""

import re

from processing.figures import excluded, nouns, units
from processing.figures.nouns import Phrase
from processing.figures.number_words import PLAIN
from processing.figures.numerals import Numeral
from processing.figures.quantities import BARE, Quantity, Stretch
from processing.figures.rates import end_of_rate
from processing.lexicon import words
from processing.words.sentences import ParsedSentence, Token
from processing.words.tags import (
    FINITE_FORMS,
    MODIFIERS,
    NOUNS,
    VERBAL,
    PartOfSpeech,
    VerbForm,
)

_DETERMINER = r"(?:the|these|those|its|their|his|her|our|my|your|all|them|whom|which|that)\b"
_PARTITIVE = re.compile(
    rf" of (?:{_DETERMINER}(?: (?:two|three|four|five|six|seven|eight|nine|ten|\d[\d,]*)\b)?)?",
    re.IGNORECASE,
)
_OF_DETERMINER = re.compile(
    r"(?: of)?(?: (?:the|a|an|all|its|their|his|her|our|my|your|these|those|that)\b)?",
    re.IGNORECASE,
)
# "Over the age of 21" is a measure, whereas "aged 21" and "Ann Poe, 21," tell of somebody.
_AGE_BEFORE = re.compile(
    r"\bages? of (?:about )?$|\b(?:people|persons|adults|children|those) (?:over|under|aged) $"
    r"|\b(?:over|under|above|below) (?:the )?age (?:of )?$|\bof age $",
    re.IGNORECASE,
)
_YEARS_OLD_SHORT = re.compile(r"[ -]?(?:yo|y/o|y\.o\.)\b")
_PRONOUN_BEFORE = re.compile(
    r"\b(?:no|any|every|each|which|this|that|another|such|only|the|square|day|number|loved|a|an"
    r"|other|big|good|new|great|right|wrong|first|last|next|latest|someone|than|as|from|ground"
    r"|level|category|phase|title|count) $",
    re.IGNORECASE,
)
_NONE_OF_BEFORE = re.compile(r"\b(?:no|any|every|each|which|another|only) $", re.IGNORECASE)
_FIXED_ONE = re.compile(
    r"-(?:time|way|on|of|size|stop|sided|off|man|woman|by|to|third|half|quarter)\b| another\b"
    r"| by one\b| and only\b| and the same\b| more time\b| or more\b| thing\b| way\b| on one\b"
    r"| who\b| day (?:will|I|we|he|she|they|soon|be)\b",
    re.IGNORECASE,
)
# Set phrases in which no number is meant: "24/7", "zero-tolerance", "two-way".
_FIXED = re.compile(
    r"[ -]series\b|/7\b|-tolerance\b|-sum\b|-to-one\b|[ -]way\b|-dimensional\b|-fifths\b|-minded\b"
    r"|-for-\b"
    r"|[ -]digit\b|-star\b|-handed\b|-pronged\b|-fold\b|-tier(?:ed)?\b",
    re.IGNORECASE,
)
# Behind a plus and a space a capital is a name's, unless more capitals lead to what is counted.
_NAMED_PLUS = re.compile(r" (?:Games|Club|Cup|Championships?|League|Tour|Open|Festival|Awards)\b")
# "Nine-to-five": the hours of work, no range.
_OFFICE_HOURS = re.compile(r"(?:9|nine)-to-(?:5|five)\b", re.IGNORECASE)
# "5-10 kg", "$2-$3 billion", "4-to-6-foot": the first number of a range.
_RANGE_GOES_ON = re.compile(rf"(?:[-–—]|-to-)(?:(?=[$€£¥₹]?\.?\d)|(?={PLAIN}))|-to-(?=[a-z])")
_HYPHENED = re.compile(r"-([A-Za-z]{3,})(?:\b|(?=-))")
# "Four-, five- and six-storey": the hyphen waits for its word.
_HYPHEN_LIST = re.compile(r"-(?:, | (?:and|or|to) )")
# Before these one may stand hyphened as a number; "one-time" and "one-sided" count nothing.
_HYPHENED_ONES = frozenset({"count", "bedroom", "story", "page"})


def count(stretch: Stretch, quantity: Quantity) -> Quantity | None:
    """The quantity with what it counts, bare if nothing beside it tells, None if it is no count."""
    text, limit, numeral, end = stretch.text, stretch.end, quantity.numeral, quantity.number_end
    if aged := _aged(stretch, quantity):
        return aged
    if text[end : end + 1].isalpha() and numeral.form != "fold":
        return None
    if quantity.tail.lower() == "-strong":
        return quantity._replace(is_attributive=True, rule="count-strong")
    if numeral.form == "fold":
        fold = text[end - 4 : end]
        return quantity._replace(unit="fold", kind="share", unit_text=fold, rule="fold")
    if text[end : end + 6].lower() == " times" and not text[end + 6 : end + 7].isalnum():
        return quantity._replace(
            end=end + 6, counted=Phrase(end + 1, end + 6, end + 1), rule="times"
        )
    if quantity.tail == "+" and not stretch.is_title and _NAMED_PLUS.match(text, end, limit):
        return None  # "the 55+ Games"
    if _FIXED.match(text, end, limit) or _OFFICE_HOURS.match(text, numeral.start, limit):
        return None
    if _RANGE_GOES_ON.match(text, end, limit):
        return quantity
    if numeral.form == "fraction":
        return _part_of(stretch, quantity)
    if text.startswith("-", end):
        return _hyphenated(stretch, quantity)
    if numeral.value != 1 and (sized := _sized(stretch, quantity)):
        return sized
    is_one = numeral.value == 1
    if is_one and numeral.form == "words" and _is_pronoun(stretch, numeral):
        return None
    return _of_things(stretch, quantity, is_one)


# "An eight | person | team", "a 12 member board": the hyphen left out.
_SIZED = re.compile(
    r" (person|man|woman|seat|bed|bedroom|storey|story|page|lane)(?= ([A-Za-z]{3,})\b)"
)


def _sized(stretch: Stretch, quantity: Quantity) -> Quantity | None:
    """What a singular noun between a number and another says of its size; it counts the first."""
    size = _SIZED.match(stretch.text, quantity.number_end, stretch.end)
    if size is None or nouns.is_plural(size[2]):
        return None
    start, end = size.span(1)
    return quantity._replace(
        end=end, counted=Phrase(start, end, start), is_attributive=True, rule="count-hyphened"
    )


def settle(stretch: Stretch, quantity: Quantity, parsed: ParsedSentence) -> Quantity | None:
    """The quantity with what it counts as the sentence says, now that its words are known.

    "Two systems requires" counts systems, and "270 East Timorese" people without a plural's ending.
    None where it belongs to a name: "Homes 4 All opens".
    """
    if quantity.unit is not None or quantity.value == 1:
        return quantity
    if quantity.counted is not None:
        return _within_phrase(stretch, quantity, quantity.counted, parsed)
    if quantity.rule not in (BARE, "inherited-count") or quantity.numeral.form == "fraction":
        return quantity
    number = parsed.token_at(quantity.number_end - 1)
    phrase = parsed.phrase_of(number) if number >= 0 else -1
    if phrase < 0 or stretch.text[quantity.number_end : quantity.number_end + 1] != " ":
        return quantity
    head, first = parsed.noun_phrases[phrase].head, number + 1
    tokens = parsed.tokens[first : head + 1]
    if not tokens or parsed.tokens[head].part_of_speech not in NOUNS:
        return quantity
    if not all(token.part_of_speech in MODIFIERS for token in tokens) or not _is_many(
        stretch.text[tokens[-1].start : tokens[-1].end]
    ):
        return quantity
    counted = Phrase(tokens[0].start, tokens[-1].end, tokens[-1].start)
    return quantity._replace(end=counted.end, counted=counted, rule="count-of-nation")


def _is_many(word: str) -> bool:
    """As in "Japanese", "Swiss": those of a nation, said without an ending."""
    return word[:1].isupper() and word.endswith(("ese", "Swiss"))


def _within_phrase(
    stretch: Stretch, quantity: Quantity, counted: Phrase, parsed: ParsedSentence
) -> Quantity | None:
    """What is counted cut off before a verb, or led on to the noun that a name stands before."""
    within = parsed.tokens_between(counted.start, counted.end)
    if not within:
        return quantity
    verb = next((i for i in within if parsed.tokens[i].form in _CUTTING), None)
    if verb is None and (longer := _listed(stretch, quantity, counted, parsed)):
        return longer
    if (
        verb is not None
        and verb == within.start
        and _is_said_of_name(stretch, quantity, parsed, verb)
    ):
        return None
    if verb is None or verb == within.start or parsed.tokens[verb].part_of_speech not in VERBAL:
        return _led_on(stretch, quantity, counted, parsed, within.stop - 1)
    last = parsed.tokens[verb - 1]
    if last.part_of_speech not in NOUNS:
        return quantity
    is_many = quantity.value is not None and quantity.value > 1
    # "16 staff leading walks" are staff, "three power generating plants" plants.
    is_compound = parsed.tokens[verb].form in FINITE_FORMS or verb == within.stop - 2
    if is_many and is_compound and not nouns.is_plural(stretch.text[last.start : last.end]):
        if parsed.tokens[verb].form in FINITE_FORMS and verb < within.stop - 1:
            return None  # "511 service allows people": the number is a name
        # One of a kind can be no subject of many, so that the word behind it is no verb: "14 wall
        # displays". Behind a capital the number is a name's: "the Route 61 bridge closes".
        name = excluded.name_before(stretch.text, quantity.number_start, stretch.start)
        return None if name is not None and quantity.numeral.form == "digits" else quantity
    shorter = Phrase(counted.start, last.end, last.start)
    end = last.end if quantity.end == counted.end else quantity.end
    return quantity._replace(end=end, counted=shorter)


def _pair(quantity: Quantity, counted: Phrase, parsed: ParsedSentence, at: int) -> Quantity | None:
    """As in "28 airports and aerodromes are open": two bare plurals share one number."""
    tokens = parsed.tokens
    if at + 1 >= len(tokens) or tokens[at].lower != "and" or quantity.value == 1:
        return None
    second, after = tokens[at + 1], tokens[at + 2 : at + 3]
    both = (tokens[at - 1], second)
    if not all(t.part_of_speech is PartOfSpeech.NOUN and nouns.is_plural(t.lower) for t in both):
        return None
    is_closed = not after or after[0].part_of_speech in _CLOSING or after[0].form in FINITE_FORMS
    if not is_closed or _are_people(both[0]) != _are_people(second):
        return None
    rule = "count-list" if _are_people(second) else "count-list-of-things"
    whole = Phrase(counted.start, second.end, second.start)
    return quantity._replace(end=second.end, counted=whole, rule=rule)


_CLOSING = frozenset({PartOfSpeech.ADPOSITION, PartOfSpeech.PUNCTUATION})


def _is_said_of_name(
    stretch: Stretch, quantity: Quantity, parsed: ParsedSentence, verb: int
) -> bool:
    """As in "Norland 511 includes the north": behind a name a verb follows its number."""
    token = parsed.tokens[verb]
    is_verb = token.part_of_speech is PartOfSpeech.VERB and token.form in FINITE_FORMS
    if not is_verb or quantity.numeral.form != "digits":
        return False
    name = excluded.name_before(stretch.text, quantity.number_start, stretch.start)
    # "Between 376 and 454 burned cars": what opens the sentence has a capital anyhow.
    return name is not None and quantity.number_start - len(name) - 1 > stretch.start


_PASTS = (VerbForm.PAST, VerbForm.PAST_PARTICIPLE)
# No list of people whom one number counts is longer.
_LONGEST_LIST = 12


def _listed(
    stretch: Stretch, quantity: Quantity, counted: Phrase, parsed: ParsedSentence
) -> Quantity | None:
    """As in "160 doctors, nurses and drivers": one number counts all people of a list.

    A number within the list counts what follows it, and what is no person opens another part.
    """
    at = parsed.token_at(counted.end - 1) + 1
    if quantity.end != counted.end:
        return None
    if pair := _pair(quantity, counted, parsed, at):
        return pair
    # "A total of 536 cattle, sheep and goats": of things only where the number is a total.
    is_total = _TOTAL.search(stretch.before(quantity.number_start, 40)) is not None
    are_counted = _are_many if is_total else _are_people
    if not are_counted(parsed.tokens[at - 1]):
        return None
    last, is_closed = at - 1, False
    for index in range(at, min(len(parsed.tokens), at + _LONGEST_LIST)):
        token = parsed.tokens[index]
        if token.lower in ("and", ","):
            if is_closed or last != index - 1:
                break
            is_closed = token.lower == "and"
        elif last != index - 1 and (are_counted(token) or _is_one_more(parsed, index)):
            last = index
        elif token.part_of_speech is not PartOfSpeech.ADJECTIVE and not (
            # "registered nurses"
            token.form in _PASTS
            and are_counted(parsed.tokens[min(index + 1, len(parsed.tokens) - 1)])
        ):
            break
    if not is_closed or last == at - 1 or parsed.tokens[last - 1].lower == ",":
        return None
    person = parsed.tokens[last]
    whole = Phrase(counted.start, person.end, person.start)
    rule = "count-list" if _are_people(person) else "count-list-of-things"
    return quantity._replace(end=person.end, counted=whole, rule=rule)


def _is_one_more(parsed: ParsedSentence, index: int) -> bool:
    """As in "40 clerks, | mediator, and nurses": one of a list may be in the singular."""
    token = parsed.tokens[index]
    after = parsed.tokens[index + 1 : index + 2]
    is_one = token.part_of_speech in NOUNS and token.lower in words("words_persons")
    return is_one and bool(after) and after[0].lower == ","


_TOTAL = re.compile(
    r"\b(?:total|sum) of (?:about |around |over |more than |nearly |almost |some |at least )?$",
    re.IGNORECASE,
)
_MANY_AS_IS = frozenset({"cattle", "sheep", "swine", "deer", "elk", "fish", "poultry", "livestock"})


def _are_many(token: Token) -> bool:
    is_many = nouns.is_plural(token.lower) or token.lower in _MANY_AS_IS
    return token.part_of_speech in NOUNS and is_many


def _are_people(token: Token) -> bool:
    is_known = token.lemma in words("words_persons") or token.lemma in _PEOPLE
    return token.part_of_speech in NOUNS and nouns.is_plural(token.lower) and is_known


_PEOPLE = frozenset({"people", "person", "man", "woman", "child"})


_CUTTING = FINITE_FORMS | {VerbForm.PRESENT_PARTICIPLE}


def _led_on(
    stretch: Stretch, quantity: Quantity, counted: Phrase, parsed: ParsedSentence, last: int
) -> Quantity:
    """As in "11 BRICS countries": a name in capitals is what none but its noun is counted of."""
    phrase = parsed.phrase_of(last)
    if phrase < 0 or stretch.is_title or not stretch.text[counted.head_start].isupper():
        return quantity
    head = parsed.noun_phrases[phrase].head
    tokens = parsed.tokens[last + 1 : head + 1]
    if not tokens or not all(token.part_of_speech in MODIFIERS for token in tokens):
        return quantity
    noun = stretch.text[tokens[-1].start : tokens[-1].end]
    is_name = stretch.text[counted.start : counted.end].isupper()  # "nine BRICS Member States"
    is_noun = noun[0].islower() or is_name
    if not is_noun or not nouns.is_plural(noun) or quantity.end != counted.end:
        return quantity
    longer = Phrase(counted.start, tokens[-1].end, tokens[-1].start)
    return quantity._replace(end=longer.end, counted=longer)


def is_name(stretch: Stretch, quantity: Quantity, parsed: ParsedSentence) -> bool:
    """Whether a number opens a name: "the 3 Aces Project" counts nothing."""
    counted = quantity.counted
    if counted is not None and _is_within_name(stretch, quantity, parsed):
        return True
    if counted is None or stretch.is_title or not stretch.text[counted.head_start].isupper():
        return False
    within = parsed.tokens_between(counted.start, counted.end)
    phrase = parsed.phrase_of(within.stop - 1) if within else -1
    if phrase < 0:
        return False
    head = parsed.tokens[parsed.noun_phrases[phrase].head]
    noun = stretch.text[head.start : head.end]
    is_one = noun[:1].isupper() and not nouns.is_plural(noun)
    return head.start >= counted.end and is_one and not noun.endswith("ese")


def _is_within_name(stretch: Stretch, quantity: Quantity, parsed: ParsedSentence) -> bool:
    """As in "Rowers 4 Justice remains": one digit between two capitals that open a sentence."""
    text, counted = stretch.text, quantity.counted
    at = parsed.token_at(quantity.number_start)
    is_digit = (
        quantity.numeral.form == "digits" and quantity.number_end - quantity.number_start == 1
    )
    if counted is None or not is_digit or at < 1 or stretch.is_title:
        return False
    before = parsed.tokens[at - 1]
    is_name = before.part_of_speech in NOUNS and text[before.start].isupper()
    return is_name and text[counted.start].isupper() and text[counted.head_start].islower()


def _of_things(stretch: Stretch, quantity: Quantity, is_one: bool) -> Quantity | None:
    text, limit, end = stretch.text, stretch.end, quantity.number_end
    # "Eight number of boats" are boats.
    how_many = _NUMBER_OF.match(text, end, limit)
    begin = how_many.end() if how_many else end
    phrase = nouns.read_counted(text, begin, limit, is_one=is_one, is_title=stretch.is_title)
    if phrase is not None and _TABLED.match(text, phrase.end, limit):
        return quantity  # "QLD - 823 TAS - 37"
    if phrase is None and (often := _WIDE.match(text, end, limit)):
        phrase = nouns.read_counted(
            text, often.end(), limit, is_one=False, is_title=stretch.is_title
        )
        phrase = phrase and phrase._replace(start=often.start(1))
    if phrase is None and how_many:
        phrase = nouns.read_counted(text, end, limit, is_one=is_one, is_title=stretch.is_title)
    if phrase is not None:
        return _counted_by_time(stretch, quantity, _beyond_bracket(stretch, phrase))
    if rate := units.rate_after(text, end, limit, is_bare=True):
        return quantity._replace(
            end=rate[1], unit=f"per {rate[0]}", kind="rate", unit_text=text[end : rate[1]].strip(),
            rule="rate-of-number",
        )  # fmt: skip
    is_vague = quantity.numeral.form == "vague"
    part = _PARTITIVE.match(text, end, limit)
    if part is not None:
        phrase = nouns.read_counted(
            text, part.end(), limit, is_one=False, is_title=stretch.is_title
        )
        if phrase is None and is_vague:
            phrase = nouns.read_counted(
                text, end + 3, limit, is_one=False, is_title=stretch.is_title
            )
        if phrase is not None:
            rule = "count-vague" if is_vague else "count-of"
            return quantity._replace(
                end=phrase.end, counted=phrase, is_partitive=not is_vague, rule=rule
            )
        if not is_one and not is_vague:
            return quantity._replace(is_partitive=True, rule="count-of-them")
    if is_vague or (is_one and part is not None):
        return None
    return quantity


# "62 nationwide entries", "800 monthly users": adverbs elsewhere.
_WIDE = re.compile(
    r" {1,2}(nationwide|statewide|worldwide|countrywide|daily|monthly|weekly|yearly|hourly|early"
    r"|only)(?= {1,2}[a-z-]+s\b)"
)
# In a table that lost its lines the next row's name stands behind a number.
_TABLED = re.compile(r"(?<=[A-Z]{2}) ?[-–—:] ?\d")
_NUMBER_OF = re.compile(r" (?:numbers?|nos?\.?) of\b(?! (?:the|its|their|these|those)\b)")
# "40 Northern Revenue and Customs (NRC) officers": the name stands before what is counted.
_BRACKETED = re.compile(r" \([A-Z]{2,8}\) ([a-z][a-z-]+)\b")


def _beyond_bracket(stretch: Stretch, phrase: Phrase) -> Phrase:
    match = _BRACKETED.match(stretch.text, phrase.end, stretch.end)
    if match is None or not stretch.text[phrase.head_start].isupper():
        return phrase
    if not nouns.is_plural(match[1]):
        return phrase
    return Phrase(phrase.start, match.end(), match.start(1))


def _counted_by_time(stretch: Stretch, quantity: Quantity, phrase: Phrase) -> Quantity:
    """As in "140 injections a day" is a rate, "140 injections" a count."""
    text = stretch.text
    rate = units.rate_after(text, phrase.end, stretch.end)
    if rate is None:
        end = end_of_rate(text, phrase.end, stretch.end)
        return quantity._replace(end=end, counted=phrase, rule="count")
    unit = f"{nouns.lemma(text[phrase.start : phrase.end])} per {rate[0]}"
    return quantity._replace(
        end=rate[1], unit=unit, kind="rate", unit_text=text[phrase.start : rate[1]],
        rule="count-rate",
    )  # fmt: skip


def _aged(stretch: Stretch, quantity: Quantity) -> Quantity | None:
    start, end = quantity.number_start, quantity.number_end
    if _AGE_BEFORE.search(stretch.before(start, 16)):
        return quantity._replace(unit="year", kind="duration", is_age=True, rule="age-of")
    if short := _YEARS_OLD_SHORT.match(stretch.text, end, stretch.end):
        return quantity._replace(
            end=short.end(), unit="year", kind="duration", unit_text=short[0].strip(),
            is_age=True, rule="age-short",
        )  # fmt: skip
    return None


def _is_pronoun(stretch: Stretch, numeral: Numeral) -> bool:
    """Whether "one" stands for somebody or something: "each one", "the one who"."""
    before = stretch.before(numeral.start, 12)
    if stretch.text.startswith(" of ", numeral.end):
        return _NONE_OF_BEFORE.search(before) is not None
    after = _FIXED_ONE.match(stretch.text, numeral.end, stretch.end)
    return after is not None or _PRONOUN_BEFORE.search(before) is not None


def _part_of(stretch: Stretch, quantity: Quantity) -> Quantity:
    """A fraction and what it is part of: "half the homes", "two-thirds of residents"."""
    text, limit, end = stretch.text, stretch.end, quantity.number_end
    lead = _OF_DETERMINER.match(text, end, limit)
    place = lead.end() if lead else end
    phrase = nouns.read_counted(text, place, limit, is_one=False, is_title=stretch.is_title)
    if phrase is None:
        phrase = nouns.read_counted(text, place, limit, is_one=True, is_title=stretch.is_title)
    if phrase is None:
        return quantity._replace(rule="fraction")
    return quantity._replace(end=phrase.end, counted=phrase, is_partitive=True, rule="fraction-of")


def _hyphenated(stretch: Stretch, quantity: Quantity) -> Quantity | None:
    """As in "An eight-count indictment": the hyphened noun is what is counted."""
    text, end = stretch.text, quantity.number_end
    if _HYPHEN_LIST.match(text, end, stretch.end):
        return quantity._replace(end=end + 1)
    word = _HYPHENED.match(text, end, stretch.end)
    if word is None or (quantity.value == 1 and word[1].lower() not in _HYPHENED_ONES):
        return None
    if word[1][0].isupper() and not stretch.is_title:
        return None
    phrase = Phrase(word.start(1), word.end(1), word.start(1))
    return quantity._replace(
        end=word.end(1), counted=phrase, is_attributive=True, rule="count-hyphened"
    )
