"""Where a sentence may end early: its tails, each a kind with a name."""

from collections.abc import Iterator
from functools import cache

from processing.summary.form import Form, summary_words
from processing.words import tags as t
from processing.words.sentences import ParsedSentence, Token
from processing.words.tags import FINITE_FORMS
from processing.words.verb_groups import VerbGroup

# A part of a list has no more tokens.
_LIST_PART = 7
# Nor a short one, with its comma.
_SHORT_PART = 4


def tails(form: Form, parsed: ParsedSentence) -> Iterator[tuple[int, str]]:
    """Where a sentence may end early: the token a tail begins with, and the name of its kind."""
    tokens = parsed.tokens
    has_participle = False
    triggers = _triggers()
    allegations = _allegations(tokens)
    for i in range(max(parsed.token_at(form.start), 0) + 1, len(tokens) - 1):
        low = tokens[i].lower
        may_begin = low in triggers or tokens[i - 1].lower == ","
        if not may_begin or not form.start < tokens[i].start < form.end:
            continue
        if allegations and allegations[0] >= i:
            return  # what is only alleged would be told without the word
        name = _tail_at(parsed, i)
        if name == "dash" and sum(token.lower in _DASHES for token in tokens) > 1:
            continue  # between two dashes stands an aside, and the sentence goes on after it
        if name == "participle":
            if has_participle:
                continue  # the end of a list, which would be left without its "and"
            has_participle = True
        if name is not None:
            yield i, name


def _allegations(tokens: tuple[Token, ...]) -> list[int]:
    """Where a sentence says that something is only alleged."""
    return [i for i, token in enumerate(tokens) if token.lower in summary_words("allegations")]


_DASHES = frozenset("–—")


@cache
def _triggers() -> frozenset[str]:
    """The words that a tail begins with where no comma stands before it."""
    return _DASHES | {";", "and", "so"} | summary_words("while") | summary_words("additions")


def _tail_at(parsed: ParsedSentence, i: int) -> str | None:
    tokens = parsed.tokens
    low = tokens[i].lower
    after_comma = tokens[i - 1].lower == ","
    if low in _DASHES:
        between = tokens[i - 1].lower[-1:] + tokens[i + 1].lower[:1]
        return None if between.isdigit() else "dash"  # "2021–22"
    if low == ";":
        return None if _is_list_mark(parsed, i) else "semicolon"
    if low in summary_words("while"):
        return "while"
    # A condition is never cut off: "need not isolate if they are vaccinated" says less without it.
    if low in summary_words("additions") and _opens_addition(tokens, i):
        return "addition"
    # Nor is what takes back a part of what was said: "…, but the outlook is uncertain".
    if low in ("and", "so"):
        is_clause = not _ends_list(parsed, i) and _opens_clause(parsed, i, after_comma)
        return "second-clause" if is_clause else None
    if not after_comma:
        return None
    if low in summary_words("relatives"):
        return None if any(one.lower == "," for one in tokens[i:]) else "relative"
    if low in ("details", "detail") and {one.lower for one in tokens[i : i + 4]} & {"which"}:
        return "relative"  # ", details of which are given at Annexure"
    if low in summary_words("circumstances"):
        return "circumstance"
    return _after_comma(parsed, i)


def _is_list_mark(parsed: ParsedSentence, i: int) -> bool:
    """Whether a semicolon parts a list: "geology; mapping; trade", "Harrow; Governments of …"."""
    tokens = parsed.tokens
    if tokens[i + 1].lower in ("and", "("):
        return True  # "(1) piers; (2) cranes"
    if _opens_clause(parsed, i, after_comma=True):
        return False
    before = [token.lower for token in tokens[max(0, i - _LIST_PART) : i]]
    return "such" in before or "including" in before or ":" in before


def _after_comma(parsed: ParsedSentence, i: int) -> str | None:
    """A participle or a description behind a comma."""
    tokens = parsed.tokens
    j = i + (tokens[i].part_of_speech is t.ADVERB)
    if j < len(tokens) and tokens[j].form is t.PRESENT_PARTICIPLE:
        return None if _is_in_list(parsed, i) else "participle"
    if tokens[i].lower in summary_words("descriptions"):
        rest = [one.lower for one in tokens[i:]]
        until = rest.index(",") if "," in rest else len(rest)
        is_more = "and" in rest[:until] or _opens_statement(parsed, i)
        return None if is_more else "apposition"
    return None


def _opens_statement(parsed: ParsedSentence, i: int) -> bool:
    """Whether a noun behind a comma has a verb of its own: "As fares rose, a board was set up"."""
    verb = next((g for g in parsed.verb_groups if g.is_finite and g.first > i), None)
    if verb is None:
        return False
    between = {token.lower for token in parsed.tokens[i : verb.first]}
    is_relative = "that" in between or not between.isdisjoint(summary_words("relatives"))
    return not is_relative and not _is_bare_participle(parsed, verb)


def _is_bare_participle(parsed: ParsedSentence, verb: VerbGroup) -> bool:
    """Whether a form may be a participle behind its noun: "a hall built in 1801"."""
    return verb.form is t.PAST and verb.end - verb.first == 1


def _is_in_list(parsed: ParsedSentence, i: int) -> bool:
    """Whether a word in -ing is the last but one of a list: "judo, | snowboarding and skating"."""
    tokens = parsed.tokens
    before = comma_before(tokens, i - 2)
    if before is None or i - 1 - before > _SHORT_PART or i + 1 >= len(tokens):
        return False
    return tokens[i + 1].lower in ("and", "or", ",") and not _holds_finite(parsed, before, i)


def _holds_finite(parsed: ParsedSentence, start: int, end: int) -> bool:
    return any(group.is_finite and start < group.first < end for group in parsed.verb_groups)


def _opens_addition(tokens: tuple[Token, ...], i: int) -> bool:
    # Of what is denied, the rest is a part: "need not file a form along with the application".
    if any(token.lower in summary_words("denials") for token in tokens[:i]):
        return False
    phrase = " ".join(token.lower for token in tokens[i : i + 3])
    return phrase.startswith(("as well as", "in addition to", "along with", "together with"))


def _opens_clause(parsed: ParsedSentence, i: int, after_comma: bool) -> bool:
    """Whether a clause follows "and": with a subject of its own, or a finite verb after a comma."""
    j = i + 1
    while j < len(parsed.tokens) and parsed.tokens[j].part_of_speech is t.ADVERB:
        j += 1
    for number, verb in enumerate(parsed.verb_groups):
        if not verb.is_finite or verb.first <= i:
            continue
        if verb.first == j or not after_comma:
            return verb.first == j
        if parsed.tokens[j].lower in summary_words("pronouns"):
            return True
        # Asked last: of most sentences no clause is read.
        subject = parsed.clauses[number].subject
        return subject >= 0 and parsed.noun_phrases[subject].first == j
    return False


def _ends_list(parsed: ParsedSentence, i: int) -> bool:
    """Whether "and" ends a list: "growth, jobs and …", "it cuts costs, saves time and …"."""
    tokens = parsed.tokens
    if tokens[i + 1].lower in summary_words("pronouns"):
        return False
    last = i - 1 if tokens[i - 1].lower == "," else i
    comma = comma_before(tokens, last - 1)
    if comma is None or last - comma > _LIST_PART:
        return False
    part = tokens[comma + 1 : last]
    if not part or part[0].form in FINITE_FORMS:
        return bool(part)
    has_verb_group = any(g.is_finite and comma < g.first < last for g in parsed.verb_groups)
    return (
        not has_verb_group
        and part[0].part_of_speech is not t.ADPOSITION
        and not any(token.mention >= 0 for token in part)
    )


def comma_before(tokens: tuple[Token, ...], at: int) -> int | None:
    """The last comma up to a token, None where there is none."""
    return next((i for i in range(at, 0, -1) if tokens[i].lower == ","), None)
