"""Names as a whole: half a name is another's name."""

from processing.figures.subject_phrases import Subject
from processing.words.sentences import ParsedSentence
from processing.words.tags import PartOfSpeech

DATES = frozenset(
    {
        "january", "february", "march", "april", "may", "june", "july", "august", "september",
        "october", "november", "december", "monday", "tuesday", "wednesday", "thursday", "friday",
        "saturday", "sunday", "today", "yesterday", "tomorrow",
    }
)  # fmt: skip


def whole_name(subject: Subject | None, parsed: ParsedSentence) -> Subject | None:
    """A subject with all of the name it ends in: "Boys | and Girls Club", "Elm | and Port Ansel".

    Half a name is another's name.
    """
    within = parsed.tokens_between(subject.start, subject.end) if subject else range(0)
    if subject is None or not within:
        return subject
    tokens, first, last = parsed.tokens, within[0], within[-1]
    while first and 0 <= tokens[first].mention == tokens[first - 1].mention:
        first -= 1
    while first and tokens[first].lower.isdigit() and tokens[first - 1].end == tokens[first].start:
        first -= 1 + (tokens[first - 1].lower == "-" and first > 1)  # "2002-|03 Budget"
    while last + 1 < len(tokens) and 0 <= tokens[last].mention == tokens[last + 1].mention:
        last += 1
    while first > 1 and _are_joined(parsed, first):
        first -= 2
        while first and tokens[first - 1].part_of_speech is PartOfSpeech.PROPER_NOUN:
            first -= 1
    is_name = tokens[last].part_of_speech is PartOfSpeech.PROPER_NOUN or last == 0
    if is_name and tokens[last].lower not in DATES:
        last = _end_of_names(parsed, last)
    whole = subject._replace(start=tokens[first].start, end=tokens[last].end)
    return _with_owned(whole, parsed, last)


def _with_owned(subject: Subject, parsed: ParsedSentence, last: int) -> Subject:
    """A subject up to what its last name owns: "anniversary of Norland|'s sailor programme"."""
    owner = parsed.phrase_of(last)
    after = parsed.noun_phrases[owner + 1 : owner + 2] if owner >= 0 else ()
    for owned in after:
        if (
            owned.possessor == owner
            and owned.first > last
            and not subject.rule.startswith("clause")
        ):
            head = parsed.tokens[owned.head].start
            is_owner = parsed.token_at(subject.head_start) >= parsed.noun_phrases[owner].first
            return subject._replace(
                end=parsed.tokens[owned.end - 1].end,
                head_start=head if is_owner else subject.head_start,
            )
    return subject


def _are_joined(parsed: ParsedSentence, first: int) -> bool:
    """Whether "and" joins the name that begins at a token to one before it."""
    before, joint, name = parsed.tokens[first - 2 : first + 1]
    both = before.part_of_speech, name.part_of_speech
    is_date = before.lower in DATES or name.lower in DATES
    return joint.lower in ("and", "&") and set(both) == {PartOfSpeech.PROPER_NOUN} and not is_date


def _end_of_names(parsed: ParsedSentence, last: int) -> int:
    """The last token of names joined by "and" to the one that ends at `last`."""
    tokens = parsed.tokens
    for _ in range(_MOST_NAMES):
        at = last + 1
        is_joined = at + 1 < len(tokens) and tokens[at].lower in ("and", "&")
        if not is_joined or tokens[at + 1].part_of_speech is not PartOfSpeech.PROPER_NOUN:
            return last
        last = at + 1
        while last + 1 < len(tokens) and tokens[last + 1].part_of_speech in _IN_NAMES:
            last += 1
    return last


_MOST_NAMES = 3
_IN_NAMES = frozenset({PartOfSpeech.PROPER_NOUN, PartOfSpeech.SYMBOL})
