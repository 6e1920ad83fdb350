"""From a release to its quotes, step by step."""

import re
from collections.abc import Iterator, Sequence

from domain.documents import Span
from domain.facts import Quote, QuoteMarks
from processing.names.found import Names
from processing.parsed_text import ParsedText
from processing.quotes.attributed_quotes import (
    AttributedQuote,
    SpeakerAttribution,
    attribute_quotes,
)
from processing.quotes.marks import find_quoted_spans
from processing.quotes.only_voice import with_only_voice
from processing.quotes.quote_contexts import QuoteContexts
from processing.quotes.speakers import Speakers
from processing.quotes.speech import is_quotation, kind_of
from processing.quotes.statements import Statement, Statements
from processing.quotes.title_heads import is_head
from processing.quotes.transcripts import find_turns
from processing.quotes.words import NameIndex
from processing.words.layer import WordLayer


def find_quotes(
    reading: ParsedText, names: Names, words: WordLayer | None = None
) -> tuple[Quote, ...]:
    """Every quote of a release with its cue and its speaker, in order and disjoint.

    `words` is the layer of words of the release, where one was built already.
    """
    quoted_spans = find_quoted_spans(reading)
    layer = words or WordLayer(reading, names.spans)
    contexts = QuoteContexts(reading, quoted_spans, NameIndex(names.mentions), layer)
    turns = find_turns(reading, names.people)
    statements = turns + [
        statement
        for statement in Statements(reading, quoted_spans, contexts).find()
        if not _meets(statement.start, statement.end, turns)
    ]
    if not quoted_spans and not statements:
        return ()
    speakers = Speakers(reading, names, quoted_spans, layer)
    found: list[Statement | AttributedQuote] = [*statements]
    found += (
        spoken
        for spoken in attribute_quotes(contexts, quoted_spans, reading.flat)
        if not _meets(spoken.quoted_span.outer_start, spoken.quoted_span.outer_end, statements)
        and is_quotation(reading.flat, spoken)
    )
    # In the order of the text, since each speaker may be the one that a pronoun after means.
    found.sort(key=_place_of)
    labels = {reading.flat[slice(*turn.signature)].split()[-1] for turn in turns if turn.signature}
    quotes = [
        _statement_quote(reading, one, speakers, is_only=len(labels) == 1)
        if isinstance(one, Statement)
        else _quote(reading, one, speakers)
        for one in found
    ]
    return tuple(_without_reprints(with_only_voice(reading, quotes)))


def _without_reprints(quotes: Sequence[Quote]) -> Iterator[Quote]:
    """The quotes but posts set again below words of the same speaker that say all of them."""
    said: set[tuple[str | None, str]] = set()
    for quote in quotes:
        words = (quote.speaker_name, "".join(filter(str.isalnum, quote.span.text.casefold())))
        if quote.marks != "none" or words not in said:
            yield quote
        said.add(words)


def _place_of(found: Statement | AttributedQuote) -> int:
    return found.start if isinstance(found, Statement) else found.quoted_span.outer_start


def _meets(start: int, end: int, statements: Sequence[Statement]) -> bool:
    """Whether a place and a statement have something in common."""
    return any(s.start < end and start < s.end for s in statements)


def _rule(spoken: AttributedQuote) -> str:
    """The rule that found the speaker, and what was odd about the marks."""
    if spoken.quoted_span.is_reopened:
        return f"{spoken.rule}, reopened-paragraphs"
    if spoken.quoted_span.is_damaged:
        return f"{spoken.rule}, lost-mark"
    return f"{spoken.rule}, single-marks" if spoken.quoted_span.is_single else spoken.rule


# Before a surname that others say; hardly anybody says it of themselves.
_OF_ANOTHER = re.compile(r"\b(?:Mr|Mrs|Ms|Miss|Dr|Shri|Smt|Senator|Minister|President)\.?\s+$")
_CONTINUES = frozenset({"continued-paragraph", "continued-speaker"})


def _names_itself(reading: ParsedText, spoken: AttributedQuote) -> bool:
    """Whether words that nothing credits anew speak of the one who spoke last: another's words.

    "… the Prime Minister has used stronger words …", right behind words of the Prime Minister.
    """
    source = spoken.source
    if source is None or source.attribution.speaker is None or spoken.rule not in _CONTINUES:
        return False
    phrase = source.attribution.speaker
    first, last = source.words[phrase.outer_first], source.words[phrase.last]
    said = reading.flat[spoken.quoted_span.start : spoken.quoted_span.end]
    name = reading.flat[first.start : last.end]
    if last.mention >= 0:
        surname = reading.flat[last.start : last.end]
        return any(
            _OF_ANOTHER.search(said[: m.start()]) for m in re.finditer(re.escape(surname), said)
        )
    return first.low == "the" and is_head(last.low) and name.casefold() in said.casefold()


def _quote(reading: ParsedText, spoken: AttributedQuote, speakers: Speakers) -> Quote:
    span = reading.span(spoken.quoted_span.start, spoken.quoted_span.end)
    kind = kind_of(reading.flat, spoken)
    marks: QuoteMarks = "single" if spoken.quoted_span.is_single else "double"
    if spoken.source is None and spoken.rule == "interview":
        person = speakers.interviewed()
        if person is not None:
            return Quote(
                span=span,
                kind=kind,
                speaker_name=person.name,
                speaker_role=person.role,
                speaker_org=person.organization,
                marks=marks,
                rule=_rule(spoken),
                rules=(("name", "only-name-of-headline"), ("role", person.rule)),
            )
    if spoken.source is None or not spoken.source.names_someone or _names_itself(reading, spoken):
        return Quote(span=span, kind=kind, marks=marks, rule=_rule(spoken))
    speaker = speakers.identify(spoken.source, span.text)
    return Quote(
        span=span,
        kind=kind,
        speaker=reading.span(speaker.start, speaker.end),
        speaker_name=speaker.name,
        speaker_role=speaker.role,
        speaker_org=speaker.organization,
        cue=_cue(reading, spoken.source),
        marks=marks,
        rules=speaker.rules,
        rule=_rule(spoken),
    )


def _cue(reading: ParsedText, source: SpeakerAttribution) -> Span | None:
    attribution, words = source.attribution, source.words
    if attribution.cue_first < 0:
        return None
    return reading.span(words[attribution.cue_first].start, words[attribution.cue_last].end)


def _statement_quote(
    reading: ParsedText, statement: Statement, speakers: Speakers, *, is_only: bool
) -> Quote:
    cue = None
    if statement.source is not None:
        speaker = speakers.identify(statement.source)
        cue = _cue(reading, statement.source)
    else:
        assert statement.signature is not None
        start, end = statement.signature
        if statement.rule == "transcript":
            speaker = speakers.labelled(start, end, is_only=is_only)
        else:
            speaker = speakers.signed(start, end)
    return Quote(
        span=reading.span(statement.start, statement.end),
        kind="direct",
        speaker=reading.span(speaker.start, speaker.end),
        speaker_name=speaker.name,
        speaker_role=speaker.role,
        speaker_org=speaker.organization,
        cue=cue,
        marks="none",
        rules=speaker.rules,
        rule=statement.rule,
    )
