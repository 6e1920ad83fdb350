"""The layer of words held by sentences of ours: who does what to whom, and what is denied.

A case file has kinds ("= passives"), under each its sentences, under each sentence what is read in
it. Of each kind there are twins: sentences that differ little and mean something else.

- `clauses_*.txt`: a line a clause, `kind of PARENT, what is said of it: subject | verb | object |
  by agent`. The parent is the number of another line, from 0.
- `phrases.txt`: a line a noun phrase, with its head and what it hangs on.
- `rules.txt`, `clause_rules.txt`, `phrase_rules.txt`: a rule a kind, its example and its twin, the
  word that it is about in brackets.
"""

from collections.abc import Iterator
from pathlib import Path

import pytest

from domain.documents import Document
from processing.layout import read_layout
from processing.lexicon import table
from processing.words.clauses import RULES as CLAUSE_RULES
from processing.words.phrase_lists import APPOSITION_RULES, LIST_RULE
from processing.words.phrases import PARTING_RULES
from processing.words.sentences import MOST_TOKENS, ParsedSentence, parse
from processing.words.tagging import RULES
from processing.words.tokens import cut, read_tokens
from processing.words.verb_groups import RULES as GROUP_RULES
from tests.processing.words_read import describe_clause, describe_phrase, quotations_of

_CASES = Path(__file__).parents[1] / "cases" / "words"
_INDENT = "  "


def _read(pattern: str) -> Iterator[tuple[str, str, list[str]]]:
    """The kind, the sentence and the lines under it, of each case of the files."""
    for path in sorted(_CASES.glob(pattern)):
        kind, text, lines = "", "", list[str]()
        for line in [*path.read_text("utf-8").splitlines(), "= end"]:
            if line.startswith(_INDENT):
                lines.append(line.strip())
                continue
            if text:
                yield kind, text, lines
            text, lines = "", []
            if line.startswith("= "):
                kind = line[2:]
            elif line:
                text = line


_CLAUSES = list(_read("clauses_*.txt"))
_PHRASES = list(_read("phrases.txt"))


@pytest.mark.parametrize("kind, text, lines", _CLAUSES, ids=lambda value: str(value)[:60])
def test_clauses_of_a_sentence(kind: str, text: str, lines: list[str]) -> None:
    quotations = quotations_of(text) if "quotation as one word" in kind else []
    is_title = kind == "titles of releases"
    parsed = parse(text, 0, len(text), quotations=quotations, is_title=is_title)
    assert [describe_clause(text, parsed, n) for n in range(len(parsed.clauses))] == lines


@pytest.mark.parametrize("kind, text, lines", _PHRASES, ids=lambda value: str(value)[:60])
def test_noun_phrases_of_a_sentence(kind: str, text: str, lines: list[str]) -> None:
    parsed = parse(text, 0, len(text))
    assert [describe_phrase(text, parsed, n) for n in range(len(parsed.noun_phrases))] == lines


def test_there_are_enough_cases_and_each_kind_has_a_twin() -> None:
    assert len(_CLAUSES) >= 300
    kinds = [kind for kind, _, _ in (*_CLAUSES, *_PHRASES)]
    assert all(kinds.count(kind) > 1 for kind in kinds)


def test_every_rule_of_tagging_has_a_name_of_its_own() -> None:
    names = [rule.name for rule in RULES]
    assert len(names) == len(set(names))
    assert all(rule.concerns for rule in RULES)


@pytest.mark.parametrize("text", ["", " ", ".", "”", "the", "(", "'s", "and and and", "$", "to"])
def test_odd_stretches_are_read(text: str) -> None:
    parsed = parse(text, 0, len(text))
    assert all(token.start < token.end for token in parsed.tokens)


def test_a_sentence_without_an_end_is_read_so_far_only() -> None:
    text = "the port of Elm sued and " * 40_000
    parsed = parse(text, 0, len(text))
    assert len(parsed.tokens) == MOST_TOKENS
    assert parsed.token_at(parsed.tokens[-1].start) == MOST_TOKENS - 1
    assert parsed.token_at(parsed.tokens[-1].end + 1) == -1
    assert len(parsed.clauses) == len(parsed.verb_groups)


def test_a_sentence_is_cut_as_its_release_was() -> None:
    """The words of a stretch are those of the release, unless it begins or ends within a word."""
    text = "Ada Lund, 54, sued the U.S. Board's officers on May 4. They won’t pay.\n\nIt is late."
    tokens = read_tokens(read_layout(Document("case", text)))
    for start in range(len(text)):
        for end in range(start + 1, len(text) + 1):
            assert tokens.between(start, end) == cut(tokens.reading.flat, start, end)


_RULE_CASES = list(_read("rules.txt"))


@pytest.mark.parametrize("rule, marked, tags", _RULE_CASES, ids=lambda value: str(value)[:40])
def test_rule_of_tagging_decides_its_word(rule: str, marked: str, tags: list[str]) -> None:
    place = marked.index("[")
    text = marked.replace("[", "").replace("]", "")
    parsed = parse(text, 0, len(text))
    token = parsed.tokens[parsed.token_at(place)]
    form = token.form.name if token.form else ""
    found = f"{token.part_of_speech.name} {form}".strip().lower().replace("_", " ")
    assert [found] == tags
    is_first = next(case for case in _RULE_CASES if case[0] == rule)[1] == marked
    assert not is_first or parsed.rules[parsed.token_at(place)] == rule


def test_every_rule_of_tagging_has_an_example_and_a_twin() -> None:
    """The same word, or one of its kind, that a twin shows to be something else."""
    for rule in (*(rule.name for rule in RULES), "unknown-verb"):
        tags = [tags for name, _, tags in _RULE_CASES if name == rule]
        assert len(tags) > 1, f"{rule} has no example with its twin in rules.txt"
        assert tags[0] != tags[1], f"the twin of {rule} shows nothing else"


_CLAUSE_RULES = list(_read("clause_rules.txt"))
_PHRASE_RULES = list(_read("phrase_rules.txt"))


@pytest.mark.parametrize("rule, marked, lines", _CLAUSE_RULES, ids=lambda value: str(value)[:40])
def test_rule_of_clauses_reads_its_verb(rule: str, marked: str, lines: list[str]) -> None:
    text, parsed, token = _parsed_at_mark(marked)
    groups = parsed.verb_groups
    number = next(
        number
        for number, clause in enumerate(parsed.clauses)
        if groups[clause.verb].first <= token < groups[clause.verb].end
    )
    assert [describe_clause(text, parsed, number)] == lines
    assert (parsed.clauses[number].rule == rule) is _is_example(_CLAUSE_RULES, rule, marked)


@pytest.mark.parametrize("rule, marked, lines", _PHRASE_RULES, ids=lambda value: str(value)[:40])
def test_rule_of_phrases_ties_or_parts_its_noun(rule: str, marked: str, lines: list[str]) -> None:
    text, parsed, token = _parsed_at_mark(marked)
    number = parsed.phrase_of(token)
    phrase = parsed.noun_phrases[number]
    assert [describe_phrase(text, parsed, number)] == lines
    names = (phrase.rule, phrase.ended_by)
    assert (rule in names) is _is_example(_PHRASE_RULES, rule, marked)


def _parsed_at_mark(marked: str) -> tuple[str, ParsedSentence, int]:
    text = marked.replace("[", "").replace("]", "")
    parsed = parse(text, 0, len(text))
    return text, parsed, parsed.token_at(marked.index("["))


def _is_example(cases: list[tuple[str, str, list[str]]], rule: str, marked: str) -> bool:
    return next(text for name, text, _ in cases if name == rule) == marked


def test_every_rule_of_clauses_and_phrases_has_an_example_and_a_twin() -> None:
    """The first is read by the rule, the others under its name by another, as something else."""
    of_phrases = [rule.name for rule in (*PARTING_RULES, *APPOSITION_RULES)] + [LIST_RULE]
    of_clauses = [rule.name for rule in CLAUSE_RULES]
    for names, cases in ((of_clauses, _CLAUSE_RULES), (of_phrases, _PHRASE_RULES)):
        assert len(names) == len(set(names))
        assert set(names) == {name for name, _, _ in cases}
        for rule in names:
            read = [lines for name, _, lines in cases if name == rule]
            assert len(read) > 1, f"{rule} has no twin"
            assert read[0] not in read[1:], f"the twin of {rule} shows nothing else"


_GROUP_RULES = list(_read("group_rules.txt"))


@pytest.mark.parametrize("rule, marked, lines", _GROUP_RULES, ids=lambda value: str(value)[:40])
def test_rule_of_verb_groups_reads_its_verb(rule: str, marked: str, lines: list[str]) -> None:
    text, parsed, token = _parsed_at_mark(marked)
    group = next(g for g in parsed.verb_groups if g.first <= token < g.end)
    words = text[parsed.tokens[group.first].start : parsed.tokens[group.end - 1].end]
    said = [words, group.lemma, group.tense.value]
    said += [
        name
        for name, holds in (("passive", group.is_passive), ("negated", group.is_negated))
        if holds
    ]
    assert [", ".join(said)] == lines
    assert (rule in group.rules) is _is_example(_GROUP_RULES, rule, marked)


def test_every_rule_of_verb_groups_has_an_example_and_a_twin() -> None:
    assert len(GROUP_RULES) == len(set(GROUP_RULES))
    assert set(GROUP_RULES) == {name for name, _, _ in _GROUP_RULES}
    for rule in GROUP_RULES:
        read = [lines for name, _, lines in _GROUP_RULES if name == rule]
        assert len(read) > 1, f"{rule} has no twin"
        assert read[0] not in read[1:], f"the twin of {rule} shows nothing else"


def test_no_line_of_a_table_is_long() -> None:
    lexicon = Path(__file__).parents[2] / "processing" / "lexicon"
    long = [
        f"{path.name}:{number}"
        for path in sorted(lexicon.iterdir())
        if path.suffix in (".toml", ".txt")
        for number, line in enumerate(path.read_text("utf-8").splitlines(), 1)
        if len(line) > _LONGEST_LINE
    ]
    assert long == []


def test_a_text_of_several_lines_in_a_table_is_one() -> None:
    first = next(claim for claim in table("figures_claims")["claim"] if "near" in claim["pattern"])
    assert "\n" not in first["pattern"]
    assert "|more than|" in first["pattern"]


_LONGEST_LINE = 120
