"""Sentences as the layer of words reads them, in the lines of its cases; run, it prints them.

`python -m tests.processing.words_read < sentences.txt`: a line a sentence; one that begins with "="
is kept as the heading of a kind.
"""

import sys

from processing.words.sentences import ParsedSentence, parse


def quotations_of(text: str) -> list[tuple[int, int]]:
    opens = [place for place, mark in enumerate(text) if mark == "“"]
    return [(place, text.index("”", place) + 1) for place in opens]


def describe_clause(text: str, parsed: ParsedSentence, number: int) -> str:
    clause = parsed.clauses[number]
    group = parsed.verb_groups[clause.verb]
    said = [clause.kind.value + (f" of {clause.parent}" if clause.parent >= 0 else "")]
    if parsed.is_negated(number):
        said.append("negated")
    elif parsed.is_denied(number):
        said.append("denied")
    if group.is_passive:
        said.append("passive")
    if group.modality:
        said.append(group.modality)
    verb = text[parsed.tokens[group.first].start : parsed.tokens[group.end - 1].end]
    parts = [_span(text, parsed, clause.subject), verb]
    if clause.object_ >= 0 or clause.agent >= 0:
        parts.append(_span(text, parsed, clause.object_))
    if clause.agent >= 0:
        parts.append(f"by {_span(text, parsed, clause.agent)}")
    return f"{', '.join(said)}: {' | '.join(parts)}"


def _span(text: str, parsed: ParsedSentence, number: int) -> str:
    if number < 0:
        return "-"
    start, end = parsed.span_of(number, full=False)
    return text[start:end]


def describe_phrase(text: str, parsed: ParsedSentence, number: int) -> str:
    phrase = parsed.noun_phrases[number]
    said = [
        (phrase.head != phrase.end - 1, f"head {_word(text, parsed, phrase.head)}"),
        (phrase.is_plural, "plural"),
        (phrase.determiner >= 0, f"determiner {_word(text, parsed, phrase.determiner)}"),
        (phrase.possessor >= 0, f"of {_words(text, parsed, phrase.possessor)}"),
        (phrase.adposition >= 0, f"under {_word(text, parsed, phrase.adposition).lower()}"),
        (phrase.describes >= 0, f"describes {_words(text, parsed, phrase.describes)}"),
        (phrase.joined_to >= 0, f"joined to {_words(text, parsed, phrase.joined_to)}"),
        (phrase.is_time, "time"),
        (phrase.in_brackets, "in brackets"),
        (phrase.full_end != phrase.end, f"reaches to {_word(text, parsed, phrase.full_end - 1)}"),
    ]
    told = ", ".join(words for holds, words in said if holds)
    return _words(text, parsed, number) + (f": {told}" if told else "")


def _word(text: str, parsed: ParsedSentence, token: int) -> str:
    return text[parsed.tokens[token].start : parsed.tokens[token].end]


def _words(text: str, parsed: ParsedSentence, number: int) -> str:
    phrase = parsed.noun_phrases[number]
    return text[parsed.tokens[phrase.first].start : parsed.tokens[phrase.end - 1].end]


def main() -> None:
    """Print the clauses and the noun phrases of each sentence of the standard input."""
    for line in map(str.strip, sys.stdin):
        print(line)
        if line and not line.startswith("="):
            parsed = parse(line, 0, len(line))
            for number in range(len(parsed.clauses)):
                print(f"  {describe_clause(line, parsed, number)}")
            for number in range(len(parsed.noun_phrases)):
                print(f"  # {describe_phrase(line, parsed, number)}")


if __name__ == "__main__":
    main()
