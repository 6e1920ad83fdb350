"""Find the words that say what a figure measures."""

import re

from processing.figures import nouns
from processing.figures.clause_roles import holds_number, told_by_clause
from processing.figures.clause_words import ClauseWords
from processing.figures.measures import persons
from processing.figures.patterns import listed
from processing.figures.quantities import Quantity, Stretch
from processing.figures.subject_phrases import Subject, noun_phrase
from processing.figures.whole_names import DATES, whole_name
from processing.figures.words_before import (
    BEFORE,
    clause_subject,
    fragment_subject,
    is_label,
    measured_before,
    object_before,
    since_parted,
)
from processing.words.sentences import ParsedSentence
from processing.words.tags import MODIFIERS, NOUNS, VERBAL, PartOfSpeech

_QUALIFIER = (
    r"(?:(?:about|around|nearly|almost|approximately|up to|at least|more than|less than|over"
    r"|under|only|just|roughly|some"
    r"|as (?:much|many) as|an estimated|between|a|an|the|another) )*$"
)
# This and `_DETERMINED` are looked for in small letters.
_OF_BEFORE = re.compile(
    rf"(?:\bof|\btotal(?:l?ing)|\b(?:priced|valued|estimated) at|\bworth) {_QUALIFIER}"
)
_DETERMINER_RUN = (
    r"(?:(?:the|a|an|its|their|his|her|our|any|all|about|total|combined|suspected|illegal"
    r"|illicit|said|those|these) )*"
)
_OF_AFTER = re.compile(rf"(?: \([^()]{{1,30}}\))? (?:worth )?of {_DETERMINER_RUN}")
_IN_AFTER = re.compile(rf" (?:in|to|on|off|for|towards?) {_DETERMINER_RUN}(?=[A-Za-z])")
_DETERMINED = re.compile(
    r"\b(?:a|an|the|its|their|his|her|this|that|our|my|[\w]+['’]s|[\w]+s['’]|dual|single|new"
    r"|with|offers?) (?:[a-z-]+,? ){0,2}$"
)


_SENTENCE_END = re.compile("[.;]")
_WORD_AFTER = re.compile(" [A-Za-z]")


def subjects_of(
    stretch: Stretch,
    found: list[Quantity],
    parsed: ParsedSentence | None,
    *,
    is_data: bool = False,
) -> list[Subject | None]:
    """For each quantity the words that say what it measures, None where the text does not say.

    `is_data` tells that the stretch has numbers rather than a sentence.
    """
    if parsed is None:
        return [row_label(stretch)] * len(found)
    subjects: list[Subject | None] = []
    numbers = [(q.number_start, q.end if q.unit else q.number_end) for q in found]
    clause = ClauseWords(stretch.text, parsed, numbers)
    for index, quantity in enumerate(found):
        before = found[index - 1] if index else None
        # "7 miles (11 km)": what is in brackets after a number says the same again.
        is_again = before and stretch.text[before.end : quantity.start].strip() in ("(", "/")
        subject = None
        if before is not None and _goes_on(before, quantity, parsed):
            subject = subjects[-1]
        elif not is_again:
            subject = _own_subject(stretch, quantity, numbers, clause, parsed, is_data=is_data)
        if subject is None and before is not None and _may_share(before, quantity, parsed):
            subject = _shared_subject(stretch, before, quantity, subjects[-1])
        subjects.append(subject)
    subjects = [whole_name(subject, parsed) for subject in subjects]
    subjects = [
        subject if _names_a_thing(subject, parsed) and _is_apart(subject, found) else None
        for subject in subjects
    ]
    for index in range(len(found) - 2, -1, -1):
        if found[index].rule == "shared" or _are_attributive(stretch, found[index : index + 2]):
            subjects[index] = subjects[index + 1]
    return subjects


def _is_apart(subject: Subject | None, found: list[Quantity]) -> bool:
    """Whether no other number counts the head of a subject: "104 children" are another figure."""
    return subject is None or not any(
        subject.start <= other.number_start < subject.head_start
        for other in found
        if other.counted is not None and not other.is_attributive
    )


def _names_a_thing(subject: Subject | None, parsed: ParsedSentence) -> bool:
    """Whether a subject is a noun, and no date or number: "May", "2025–26" measure nothing."""
    if subject is None:
        return True
    index = parsed.token_at(subject.head_start)
    head = parsed.tokens[index] if index >= 0 else None
    if head is None or not any(map(str.isalpha, head.lower)):
        return False
    is_sign = len(head.lower) == 1 and head.part_of_speech is not PartOfSpeech.PROPER_NOUN
    if is_sign:
        return False  # "1 x 4 Ah"
    return head.lower not in _NO_THINGS and not _is_broken(subject, parsed)


def _is_broken(subject: Subject, parsed: ParsedSentence) -> bool:
    """Whether words were cut off within a phrase: "estimates by an |"."""
    within = parsed.tokens_between(subject.start, subject.end)
    if not within:
        return False
    if parsed.tokens[within[0]].lower in _LEADING:
        return True  # "Following the sale of | $3 million"
    return parsed.tokens[within[-1]].part_of_speech in _NO_ENDS


_LEADING = frozenset({"following", "including", "according", "regarding", "concerning", "given"})


_NO_ENDS = frozenset({PartOfSpeech.DETERMINER, PartOfSpeech.ADPOSITION, PartOfSpeech.COORDINATOR})


# Dates, and "one" of "one of only nine towns".
_NO_THINGS = DATES | {"one", "ones", "year", "month", "week", "quarter", "date"}
_ROW_LABEL = re.compile(r"[^\W\d][^\d|:;$£€%]*[^\W\d]\)?")


def row_label(stretch: Stretch) -> Subject | None:
    """What a row of a table is about: the words before its first number."""
    match = _ROW_LABEL.match(stretch.text, stretch.start, min(stretch.end, stretch.start + 80))
    if match is None:
        return None
    head = stretch.text.rfind(" ", match.start(), match.end()) + 1
    return Subject(match.start(), match.end(), max(head, match.start()), "row-label")


def _own_subject(
    stretch: Stretch,
    quantity: Quantity,
    numbers: list[tuple[int, int]],
    clause: ClauseWords,
    parsed: ParsedSentence,
    *,
    is_data: bool,
) -> Subject | None:
    if (linked := _linked_share(stretch, quantity, numbers, parsed)) is not None:
        return linked
    for rule in (_stuff, _modified):
        subject = rule(stretch, quantity, parsed)
        if subject is not None and not holds_number(subject, numbers):
            return subject
    floor, start = stretch.start, quantity.start
    if _is_singled_out(stretch, quantity) or _is_share_of_them(stretch, quantity):
        return None
    if _is_bracketed(stretch, quantity):
        return fragment_subject(clause.before(start))
    words = since_parted(clause.before(start))
    if _is_of_before(stretch.low, max(floor, start - 60), start):
        subject = measured_before(words, is_count=quantity.counted is not None)
        subject = _without_numbers(_whole_list(subject, parsed), numbers, parsed)
        if subject is not None and _cannot_be_measured(stretch, quantity, subject):
            return _in_stuff(stretch, quantity, parsed)
        if subject is not None:
            return subject
    is_sold = quantity.counted is None and quantity.kind != "duration"
    for find in BEFORE if is_sold else BEFORE[1:]:
        subject = find(words)
        if subject is not None:
            return subject
    if is_label(words):
        return fragment_subject(words)
    if is_data and quantity.unit is None:
        # Of numbers without a sentence no verb tells which is of what.
        return fragment_subject(words) if quantity.counted else None
    told = told_by_clause(quantity, parsed, numbers)
    if not _is_measured(told.subject, parsed) and (opened := _opened(stretch, quantity, parsed)):
        return opened
    if (
        told.subject is not None
        and told.subject.rule == "clause-agent"
        and _opens_bracket(stretch, quantity)
    ):
        return None  # "a CD ($43,000 to the club)": no verb reaches into the brackets
    subject = told.subject if told.is_final else clause_subject(words)
    if subject is not None or quantity.counted is not None:
        return subject
    return _concerned(stretch, quantity, parsed) or object_before(words)


_LINKING_SHARE = frozenset({"be", "fall", "rise", "drop", "reach", "remain", "stand", "average"})
_AND = "and"


def _linked_share(
    stretch: Stretch,
    quantity: Quantity,
    numbers: list[tuple[int, int]],
    parsed: ParsedSentence,
) -> Subject | None:
    """As in "The error was 3 percent of the average": of the error; who is a share is not told so.

    Only what a clause says to be at a level has one: "residents were 3 percent of the crowd".
    """
    if quantity.unit != "percent" or not _OF_AFTER.match(stretch.text, quantity.end, stretch.end):
        return None
    number = parsed.clause_of(parsed.token_at(quantity.start))
    if number < 0 or parsed.verb_groups[parsed.clauses[number].verb].lemma not in _LINKING_SHARE:
        return None
    told = told_by_clause(quantity, parsed, numbers).subject
    if told is None or told.rule == "clause-agent":
        return None
    head = stretch.low[told.head_start : told.end].split(" ", 1)[0]
    return told if nouns.lemma(head) in _LEVELS else None


# What is given as a share of something else.
_LEVELS = frozenset(
    {
        *(
            "error",
            "deficit",
            "surplus",
            "debt",
            "rate",
            "level",
            "spending",
            "cost",
            "loss",
            "gap",
        ),
        *(
            "rainfall",
            "output",
            "revenue",
            "investment",
            "saving",
            "reserve",
            "turnout",
            "coverage",
        ),
    }
)


def _whole_list(subject: Subject | None, parsed: ParsedSentence) -> Subject | None:
    """A list of things from its beginning: "rice, | wheat and pulses | of 5 tonnes"."""
    if subject is None:
        return None
    first, last = parsed.token_at(subject.start), parsed.token_at(subject.end - 1)
    if first < 0 or not any(t.lower == _AND for t in parsed.tokens[first:last]):
        return subject
    while first > 1 and parsed.tokens[first - 1].lower == ",":
        noun = first - 2
        if parsed.tokens[noun].part_of_speech is not PartOfSpeech.NOUN:
            break
        first = noun
        while first > 0 and parsed.tokens[first - 1].part_of_speech in MODIFIERS:
            first -= 1
    return subject._replace(start=parsed.tokens[first].start)


def _without_numbers(
    subject: Subject | None, numbers: list[tuple[int, int]], parsed: ParsedSentence
) -> Subject | None:
    """As in "fish of 4 tonnes and | exports | worth $3 million": what has its number is no part."""
    if subject is None or not holds_number(subject, numbers):
        return subject
    within = parsed.tokens_between(subject.start, subject.end)
    for index in reversed(within[:-1]):
        if parsed.tokens[index].lower == _AND:
            start, head = parsed.tokens[index + 1].start, parsed.tokens[within[-1]]
            shorter = subject._replace(start=start, head_start=max(head.start, start))
            is_noun = head.part_of_speech in NOUNS
            return shorter if is_noun and not holds_number(shorter, numbers) else None
    return None


def _cannot_be_measured(stretch: Stretch, quantity: Quantity, subject: Subject) -> bool:
    """As in "the recipients of $2 million": people have a sum and are none."""
    if quantity.kind not in ("money", "share"):
        return False
    head = stretch.low[subject.head_start : subject.end].split(" ", 1)[0]
    return nouns.lemma(head) in listed("actors") or nouns.lemma(head) in persons()


def _is_of_before(low: str, floor: int, place: int) -> bool:
    """Whether "of" and the like lead to a number, small words between them."""
    lead = low[floor:place]
    return any(map(lead.__contains__, _OF_HINTS)) and (
        _OF_BEFORE.search(low, floor, place) is not None
    )


# One of these stands in each; asked before the pattern is tried.
_OF_HINTS = ("of ", "totalling", "totaling", "d at ", "worth ")


def _is_singled_out(stretch: Stretch, quantity: Quantity) -> bool:
    """As in "one of the students", "one man": somebody is spoken of, and nothing is measured."""
    return (
        quantity.counted is not None
        and quantity.value == 1
        and stretch.low.startswith("one ", quantity.number_start)
    )


_OF_THEM = re.compile(r" of (?:which|whom|them|these|those|it)\b")


def _is_share_of_them(stretch: Stretch, quantity: Quantity) -> bool:
    """As in "40 homes, 70% of which": what the share is of was said before, by another number."""
    return quantity.unit is not None and _OF_THEM.match(stretch.text, quantity.end) is not None


def _opens_bracket(stretch: Stretch, quantity: Quantity) -> bool:
    return stretch.text[max(stretch.start, quantity.start - 1) : quantity.start] == "("


def _is_bracketed(stretch: Stretch, quantity: Quantity) -> bool:
    """As in "short interest (20%)": the number alone in brackets is of what stands before them."""
    text = stretch.text
    return text[quantity.start - 1 : quantity.start] == "(" and text.startswith(")", quantity.end)


# Before the second of two numbers of one thing: "from 3 to 5", "14 % for men and 59 % for women".
_GOING_ON = frozenset({"and", "or", "to", "from", "versus", ",", "than", "with"})


def _goes_on(before: Quantity, quantity: Quantity, parsed: ParsedSentence) -> bool:
    """Whether a number is of what the one before it is: no verb and no name leads to it."""
    if quantity.unit is None or quantity.unit != before.unit or quantity.is_attributive:
        return False
    between = parsed.tokens[parsed.token_at(before.end - 1) + 1 : parsed.token_at(quantity.start)]
    if not between or between[-1].lower not in _GOING_ON or between[0].lower == "of":
        return False
    if between[-1].lower == "with":
        return False  # "$3 million in sales with $2 million in Net Income"
    return not any(t.part_of_speech in _APART or t.lower == ";" for t in between)


_APART = VERBAL | {PartOfSpeech.PRONOUN, PartOfSpeech.SUBORDINATOR}


_LISTING = frozenset({"and", "or", ",", ";", "plus", "with", "("})


def _may_share(before: Quantity, quantity: Quantity, parsed: ParsedSentence) -> bool:
    """Whether what is counted may be of whoever the number before is of: "40 boats and 12 cars"."""
    if quantity.counted is None or quantity.rule == "times":
        return True
    end = parsed.token_at(quantity.counted.end - 1) + 1
    is_free = end >= len(parsed.tokens) or parsed.tokens[end].part_of_speech not in VERBAL
    between = parsed.tokens[parsed.token_at(before.end - 1) + 1 : parsed.token_at(quantity.start)]
    is_listed = bool(between) and between[-1].lower in _LISTING
    return is_free and is_listed and not any(t.part_of_speech in VERBAL for t in between)


def _shared_subject(
    stretch: Stretch, before: Quantity, quantity: Quantity, subject: Subject | None
) -> Subject | None:
    """The subject of the number before, where this one only goes on from it."""
    if _is_share_of_them(stretch, quantity):
        return None
    gap = stretch.text[before.end : quantity.start].strip()
    return subject if gap == ";" or (len(gap) < 40 and not _SENTENCE_END.search(gap)) else None


def _stuff(stretch: Stretch, quantity: Quantity, parsed: ParsedSentence) -> Subject | None:
    """As in "850 kilograms of drugs", "$3 million in gains", "64GB of storage"."""
    if quantity.is_attributive or (quantity.counted is not None and quantity.is_partitive):
        return None
    text, limit = stretch.text, stretch.end
    if lead := _OF_AFTER.match(text, quantity.end, limit):
        return noun_phrase(stretch, lead.end(), "of-stuff", parsed)
    # "A stipend of $20,000 in line with the rules": what it is was said before.
    if _is_of_before(stretch.low, max(stretch.start, quantity.start - 60), quantity.start):
        return None
    return _in_stuff(stretch, quantity, parsed)


_IN_STUFF = re.compile(rf"  ?in  ?{_DETERMINER_RUN}(?=[a-z])")


def _in_stuff(stretch: Stretch, quantity: Quantity, parsed: ParsedSentence) -> Subject | None:
    """As in "$3 million in gains"; a name after "in" is a place or a month."""
    lead = _IN_STUFF.match(stretch.text, quantity.end, stretch.end)
    if quantity.kind != "money" or lead is None:
        return None
    return _thing(stretch, noun_phrase(stretch, lead.end(), "in-stuff", parsed))


def _concerned(stretch: Stretch, quantity: Quantity, parsed: ParsedSentence) -> Subject | None:
    """As in "I paid $12,000 for a new roof": what the sum is for, where no subject is named."""
    if quantity.kind not in ("money", "share"):
        return None
    lead = _IN_AFTER.match(stretch.text, quantity.end, stretch.end)
    if lead is None or (
        lead[0].startswith((" in", " on", " to")) and stretch.text[lead.end()].isupper()
    ):
        return None
    return _thing(stretch, noun_phrase(stretch, lead.end(), "concerned", parsed))


def _thing(stretch: Stretch, subject: Subject | None) -> Subject | None:
    """The subject, unless it is none: "in exchange for" names nothing that the sum is for."""
    if subject is None:
        return None
    head = stretch.low[subject.head_start : subject.end].split(" ", 1)[0]
    # "In accordance with", "in response to" are prepositions of two nouns.
    is_tied = subject.start == subject.head_start and _TIED.match(stretch.text, subject.end)
    return None if head in listed("empty_heads") or is_tied else subject


_TIED = re.compile(r" (?:with|to)\b")


def _modified(stretch: Stretch, quantity: Quantity, parsed: ParsedSentence) -> Subject | None:
    """As in "A $700,000 award", "a 52,000-barrel-a-day refinery": the noun after the unit."""
    text = stretch.text
    if quantity.unit is None and not quantity.is_attributive:
        return None
    end = quantity.end
    # "A 1.8 billion-mile (2.8bn km) journey": what the brackets hold says the same again.
    if quantity.is_attributive and (bracket := _BRACKET.match(text, end, stretch.end)):
        end = bracket.end()
    if not _WORD_AFTER.match(text, end):
        return None
    if not quantity.is_attributive and not _is_attributive(stretch, quantity):
        return None
    subject = noun_phrase(stretch, end + 1, "modified-noun", parsed)
    return subject if subject and subject.start == end + 1 else None


def _is_measured(subject: Subject | None, parsed: ParsedSentence) -> bool:
    """Whether the clause told what is measured, and not whoever does it or has it."""
    if subject is None or subject.rule == "clause-agent":
        return False
    head = parsed.token_at(subject.head_start)
    return head < 0 or parsed.tokens[head].part_of_speech is not PartOfSpeech.PROPER_NOUN


def _opened(stretch: Stretch, quantity: Quantity, parsed: ParsedSentence) -> Subject | None:
    """As in "on a paid $20 annual plan": one noun phrase holds the sum and what it is for."""
    number = parsed.phrase_of(parsed.token_at(quantity.number_start))
    if quantity.kind != "money" or number < 0 or parsed.noun_phrases[number].is_time:
        return None
    head = parsed.tokens[parsed.noun_phrases[number].head]
    is_noun = head.part_of_speech is PartOfSpeech.NOUN and head.lower not in _MEANS
    if not is_noun or head.start <= quantity.end:
        return None
    subject = noun_phrase(stretch, quantity.end + 1, "modified-noun", parsed)
    return subject if subject and subject.start == quantity.end + 1 else None


# "Set at $30 cash": how it is paid.
_MEANS = frozenset({"cash", "bond", "each", "apiece"})


_BRACKET = re.compile(r" \([^()]{1,30}\)")


def _is_attributive(stretch: Stretch, quantity: Quantity) -> bool:
    before = stretch.low[max(stretch.start, quantity.start - 30) : quantity.start]
    unit = (quantity.unit_text or "").lower()
    is_plural = unit.endswith("s") and quantity.kind not in ("share",) and len(unit) > 3
    return not is_plural and (
        _DETERMINED.search(before) is not None or quantity.kind in ("data", "energy")
    )


def _are_attributive(stretch: Stretch, pair: list[Quantity]) -> bool:
    """As in "A five-year, $3 million plan": both stand before one noun."""
    first, last = pair
    return first.is_attributive and stretch.text[first.end : last.start] == ", "
