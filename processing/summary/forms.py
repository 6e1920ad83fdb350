"""The forms in which a sentence may be shown: cut at the edges of its clauses, never within.

Only edges are cut, so every form is one stretch of the text. A cut is a rule with a name; the names
of the cuts that made a form travel with it. What words are, and where clauses begin, the layer of
words says.
"""

import re
from collections.abc import Iterator, Sequence
from functools import cache

from processing.lexicon import ordered_words, table, words
from processing.lexicon.patterns import any_word
from processing.summary.form import Form, summary_words, without_heading
from processing.summary.forward import LEAD_IN_LAST
from processing.summary.tails import comma_before, tails
from processing.words import tags as t
from processing.words.sentences import ParsedSentence, Token
from processing.words.tags import FINITE_FORMS

# Under this many words a piece no longer says enough to stand alone.
_LEAST_WORDS = 6
# A sentence longer than this (characters) is not read: no form of it could be shown whole.
LONGEST = 1200
# The circumstance that a sentence opens with has no more tokens.
_OPENING_MOST = 40
# Between "announced" and "that" stand no more tokens ("on Monday morning").
_WHEN_MOST = 4
# An attribution behind a statement has no more words than this after its verb.
_AFTER_VERB = 14
# Behind an inverted one all who announce may be named.
_AFTER_INVERTED = 90

_BULLET_FIRST = re.compile(r"\([A-Z][^()]{1,40}\)\s+(?:[–—-]\s+)?|[–—•*·-]+\s+|[A-Z]{3,10}:\s+")
# What is only alleged stays with whoever alleges it.
_CHARGED = (
    r"[^,]{0,60}\b(?:indictments?|complaints?|affidavits?|allegations?|charg(?:es|ing)"
    r"|informations?|lawsuits?|suit)\b"
)
_SOURCE_FIRST = re.compile(
    r"(?:[Aa]ccording to|[Aa]s (?:detailed|described|stated|set forth) in)"
    rf"\s(?!{_CHARGED})[^,“”\"]{{3,90}},\s+"
)
_SOURCE_LAST = re.compile(
    r",\s+(?:according to|as stated in|as further described in)\s"
    rf"(?!{_CHARGED})[^“”\"]{{3,90}}[.]?$"
    r"|,\s+the (?:evidence|investigation|records?) (?:showed|shows)[.]?$"
)
_COLON_LAST = re.compile(r":$")
_PARENTHESIS_LAST = re.compile(r"\s+\([^()]{1,120}\)[.]?$")
# A personal pronoun among the first words, before anybody is named or called a person.
_EARLY_PRONOUN = re.compile(
    r"(?:(?!(?:man|men|woman|women|people|person|boy|girl|child|teenager|couple|driver|officer"
    r"|official|owner|defendants?|suspects?|victims?|residents?|members?)\b)[a-z0-9,'’-]+\s+){0,14}?"
    r"(?:he|she|his|her|they|their)\s"
)
# What may not be the last word of a form.
_HANGING = frozenset(
    {t.ADPOSITION, t.DETERMINER, t.COORDINATOR, t.SUBORDINATOR, t.AUXILIARY, t.PARTICLE}
)
# What begins with one of these has no subject of its own.
_LEADING = frozenset({t.ADPOSITION, t.SUBORDINATOR, t.PARTICLE})
_HANGING_CLAUSES = frozenset({t.RELATIVE, t.ADVERBIAL, t.PARTICIPIAL})
_HANGING_WORDS = frozenset(
    {"that", "who", "which", "than", "to", "as", "said", "is", "was", "before", "after"}
)


@cache
def _dates() -> frozenset[str]:
    return frozenset(table("words_closed")["times"])


@cache
def _connective_first() -> re.Pattern[str]:
    return re.compile(rf"{any_word(ordered_words('summary_connectives'))},\s+")


def forms(flat: str, start: int, end: int, parsed: ParsedSentence) -> Iterator[Form]:
    """The forms in which a sentence may be shown, the best first, all of them at least a clause.

    The first drops what only says who says so; the next keep more of that, for where it was most
    of the sentence.
    """
    opened = without_heading(flat, Form(start, end))
    for name, pattern in (("bullet", _BULLET_FIRST), ("connective", _connective_first())):
        if found := pattern.match(flat, opened.start, end):
            opened = Form(found.end(), end, (*opened.cuts, name))
    bare = opened
    for _ in range(2):
        bare = _without_source(flat, bare)
        bare = _without_announcer(flat, bare, parsed)
    for beginning in dict.fromkeys((bare, opened)):
        for ending in (_without_attribution, _with_first_announcer):
            if (shown := ending(flat, beginning, parsed)) is not None:
                yield shown
        yield beginning


def without_opening(flat: str, form: Form, parsed: ParsedSentence) -> Form | None:
    """The form without the circumstance it opens with: "After months of talks, the board …"."""
    first = max(parsed.token_at(form.start), 0)
    tokens = parsed.tokens
    opens = tokens[first]
    if opens.part_of_speech not in (t.ADPOSITION, t.SUBORDINATOR) or opens.lower in summary_words(
        "keeps"
    ):
        return None
    if opens.lower in ("as", "on") and tokens[first + 1].lower in summary_words("keeps_after"):
        return None
    for i in range(first + 1, min(len(tokens) - 1, first + _OPENING_MOST)):
        if tokens[i].lower != ",":
            continue
        phrase = parsed.phrase_of(i + 1)
        opening = tokens[first + 1 : i]
        if opens.lower in summary_words("scopes") and any(map(_is_name, opening)):
            return None
        if _alleges(flat[tokens[first].start : tokens[i].start]):
            return None  # "In the alleged fraud, he used", "As the complaint says, he used"
        if _names_years(opening):
            return None  # "In 2021, prices rose": when it is true
        is_subject = phrase >= 0 and any(
            c.subject == phrase and parsed.verb_groups[c.verb].is_finite for c in parsed.clauses
        )
        start = tokens[i + 1].start
        if is_subject and start < form.end and opens_alone(flat[start : form.end]):
            return Form(start, form.end, (*form.cuts, "opening"))
    return None


def _alleges(stretch: str) -> bool:
    """Whether a stretch says that what follows is only charged, not proved."""
    low = stretch.lower()
    if _CHARGES.search(low) is not None:
        return True
    return any(word in summary_words("allegations") for word in _LOWER_WORD.findall(low))


_CHARGES = re.compile(
    r"\b(?:indictments?|complaints?|affidavits?|allegations?|charges|informations?|lawsuits?)\b"
)
# Of whom a source tells what is not proved yet.
_ACCUSED = re.compile(r"(?:\S+\s){0,4}?(?:defendants?|suspects?|accused)\b", re.I)


def _is_name(token: Token) -> bool:
    """Whether a token is of a name, other than that of a month or a day."""
    return token.part_of_speech is t.PROPER_NOUN and token.lower not in _dates()


def _names_years(opening: Sequence[Token]) -> bool:
    """Whether a year is named for which a sentence holds, and not the day of a deed."""
    for i, token in enumerate(opening):
        if not _YEAR.fullmatch(token.lower):
            continue
        before = [one.lower for one in opening[max(0, i - 2) : i]]
        if not any(one.isdigit() and len(one) < len("2021") for one in before):
            return True
    return False


_YEAR = re.compile(r"(?:19|20)\d\d(?:[-–/]\d{2,4})?")


def shorter(flat: str, form: Form, parsed: ParsedSentence) -> Iterator[Form]:
    """The form without its tails, the longest first."""
    for at, name in reversed(list(tails(form, parsed))):
        end = form.start + len(flat[form.start : parsed.tokens[at].start].rstrip(" ,;–—-"))
        if _is_whole(flat, form.start, end, parsed):
            yield Form(form.start, end, (*form.cuts, name))


# ---- the beginning


def _without_source(flat: str, form: Form) -> Form:
    found = _SOURCE_FIRST.match(flat, form.start, form.end)
    if found and _ACCUSED.match(flat, found.end(), form.end):
        return form
    if found and opens_alone(flat[found.end() : form.end]):
        return Form(found.end(), form.end, (*form.cuts, "source"))
    return form


def _without_announcer(flat: str, form: Form, parsed: ParsedSentence) -> Form:
    """Cut "Sheriff Quill announced today that"; not what somebody merely says or believes."""
    first = max(parsed.token_at(form.start), 0)
    for verb in parsed.verb_groups:
        that = _that_after(parsed, verb.end)
        if verb.first < first or that is None or verb.is_negated:
            continue
        start = parsed.tokens[that].end
        while start < form.end and flat[start] in " ,":
            start += 1
        is_dropped = _may_drop(form, parsed, verb.first, verb.lemma)
        if is_dropped and opens_alone(flat[start : form.end]):
            return Form(start, form.end, (*form.cuts, "attribution"))
        return form
    return form


def _that_after(parsed: ParsedSentence, end: int) -> int | None:
    """The "that" of a verb: right behind it, or behind the time of its saying."""
    for i in range(end, min(end + _WHEN_MOST, len(parsed.tokens) - 1)):
        if parsed.tokens[i].lower == "that":
            return i
        if parsed.tokens[i].part_of_speech is t.PUNCTUATION:
            return None
    return None


def _may_drop(form: Form, parsed: ParsedSentence, verb: int, lemma: str) -> bool:
    """Whether what stands before "that" only says who announces.

    An announcement is a fact; what a person says is an opinion that keeps its speaker.
    """
    first = parsed.token_at(form.start)
    speaker = parsed.tokens[max(first, 0) : verb]
    if lemma in summary_words("announcing"):
        return all(_is_naming(token) for token in speaker) or _is_named_company(speaker)
    if lemma not in summary_words("stating"):
        return False
    return all(_is_naming(token) for token in speaker) and _speaks_for_many(speaker)


def _is_naming(token: Token) -> bool:
    """Whether a token may stand in the name, title or agency of who announces."""
    if token.part_of_speech in (t.PROPER_NOUN, t.DETERMINER, t.ADPOSITION, t.COORDINATOR):
        return True
    if token.mention >= 0 or token.part_of_speech in (t.PUNCTUATION, t.ADVERB, t.PARTICLE):
        return True
    return token.lower in summary_words("announcers") or not token.lower.islower()


def _is_named_company(speaker: tuple[Token, ...]) -> bool:
    """A company that describes itself at length before it "is pleased to announce"."""
    return (
        bool(speaker)
        and speaker[0].part_of_speech is t.PROPER_NOUN
        and not any(token.part_of_speech is t.PRONOUN for token in speaker)
    )


def _speaks_for_many(speaker: tuple[Token, ...]) -> bool:
    """Whether the speaker is an agency, its officials or a document, not a person."""
    return any(token.lower in summary_words("agencies") for token in speaker)


def opens_alone(piece: str) -> bool:
    """Whether it can follow nothing: "it has reached" of "the office said that it has" cannot.

    Nor can "an amendment he offered": he is the one whose name is cut.
    """
    return (
        len(piece.split()) >= _LEAST_WORDS
        and piece.split(maxsplit=1)[0].lower() not in words("summary_anaphors")
        and not _EARLY_PRONOUN.match(piece)
    )


# ---- the end


def _without_attribution(flat: str, form: Form, parsed: ParsedSentence) -> Form | None:
    """The form without "…, the utility said today", a closing source, bracket or colon."""
    shown = form
    ways = (("lead-in", LEAD_IN_LAST), ("colon", _COLON_LAST), ("attribution-last", _SOURCE_LAST))
    for name, pattern in ways:
        found = pattern.search(flat[shown.start : shown.end])
        if found and _may_lose_source(flat, shown, found, parsed):
            shown = _ended(flat, shown, shown.start + found.start(), name, parsed)
    at = _speaker_last(flat, form, parsed)
    if at is not None:
        shown = _ended(flat, shown, parsed.tokens[at].start, "attribution-last", parsed)
    found = _PARENTHESIS_LAST.search(flat[shown.start : shown.end])
    if found:
        shown = _ended(flat, shown, shown.start + found.start(), "parenthesis", parsed)
    return shown


# Of a politician or a party an opinion is theirs: "the port must close, according to Senator Lund".
_PARTISAN = re.compile(
    r"\b(?:Senator|Sen|MP|Shadow|Opposition|Greens|Democrats|Labor|Liberals?|Nationals|Leader"
    r"|[Ss]pokes\w+|Minister|Premier|Mr|Ms|Mrs|Dr)\b"
)


def _may_lose_source(flat: str, form: Form, found: re.Match[str], parsed: ParsedSentence) -> bool:
    """Whether a sentence may lose the source at its end: no politician's, but of what was done."""
    if not _PARTISAN.search(found.group()):
        return True
    return _is_done(flat, form.start, form.start + found.start(), parsed)


def _is_done(flat: str, start: int, end: int, parsed: ParsedSentence) -> bool:
    """Whether a stretch tells what was done, in the past and without a judgment."""
    told = [
        group
        for group in parsed.verb_groups
        if group.is_finite and start <= parsed.tokens[group.first].start < end
    ]
    low = flat[start:end].lower()
    is_judged = any(word in summary_words("judgments") for word in _LOWER_WORD.findall(low))
    return bool(told) and told[0].form is t.PAST and told[0].modality is None and not is_judged


def _ended(flat: str, form: Form, end: int, name: str, parsed: ParsedSentence) -> Form:
    if end >= form.end or not _is_whole(flat, form.start, end, parsed):
        return form
    return Form(form.start, end, (*form.cuts, name))


def _speaker_last(flat: str, form: Form, parsed: ParsedSentence) -> int | None:
    """The comma before the attribution that a sentence ends with, as the index of its token."""
    tokens = parsed.tokens
    for group in reversed(parsed.verb_groups):
        if tokens[group.first].start >= form.end:
            continue
        is_reporting = group.lemma in summary_words("announcing") or group.lemma in summary_words(
            "stating"
        )
        is_inverted = group.first > 0 and tokens[group.first - 1].lower == ","
        most = _AFTER_INVERTED if is_inverted else _AFTER_VERB
        is_participle = tokens[group.first].form is t.PRESENT_PARTICIPLE
        is_reporting = is_reporting and not is_participle and not group.is_negated
        if is_reporting and len(tokens) - group.end <= most:
            at = _speaker_begins(parsed, group.first)
            if at is not None and _is_fact(flat, form, parsed, at, group.lemma):
                return at
        if group.is_finite:
            return None
    return None


def _speaker_begins(parsed: ParsedSentence, verb: int) -> int | None:
    """The comma before who speaks: one part before the verb, two where a comma parts them."""
    tokens = parsed.tokens
    if verb > 0 and tokens[verb - 1].lower == ",":
        if _ends_in_name(parsed, verb):
            return verb - 1  # ", announced Inspector General Drell"
        inner = comma_before(tokens, verb - 2)
        outer = None if inner is None else comma_before(tokens, inner - 1)
        return outer if outer is not None and not _holds_verb(parsed, outer, verb) else None
    comma = comma_before(tokens, verb - 1)
    if comma is None or _holds_verb(parsed, comma, verb):
        return None
    # "…, the Minister for Health, Alan Petrie said": the office stands in a part of its own.
    outer = comma_before(tokens, comma - 1)
    if outer is not None and any(
        one.lower in summary_words("offices") for one in tokens[outer:comma]
    ):
        return outer if not _holds_verb(parsed, outer, comma) else comma
    return comma


def _ends_in_name(parsed: ParsedSentence, verb: int) -> bool:
    return any(token.part_of_speech is t.PROPER_NOUN for token in parsed.tokens[verb + 1 :])


def _holds_verb(parsed: ParsedSentence, start: int, end: int) -> bool:
    return any(g.is_finite and start < g.first < end for g in parsed.verb_groups)


def _is_fact(flat: str, form: Form, parsed: ParsedSentence, comma: int, lemma: str) -> bool:
    """Whether a statement may stand without its speaker: announced, done, or said by an agency."""
    if lemma in summary_words("announcing") or _speaks_for_many(parsed.tokens[comma:]):
        return True
    told = {token.lower for token in parsed.tokens[comma:]}
    if "shadow" in told or told.isdisjoint(summary_words("reporters")):
        return False
    return _is_done(flat, form.start, parsed.tokens[comma].start, parsed)


def _with_first_announcer(flat: str, form: Form, parsed: ParsedSentence) -> Form | None:
    """Of several who announce at the end, the first: "…, announced A of the B and C of the D"."""
    tokens = parsed.tokens
    for group in parsed.verb_groups:
        at = group.first
        if at == 0 or tokens[at - 1].lower != "," or group.lemma not in summary_words("announcing"):
            continue
        for i in range(group.end + 2, len(tokens) - 1):
            follows = tokens[i + 1]
            if tokens[i].lower in ("and", ",") and follows.part_of_speech is t.PROPER_NOUN:
                end = form.start + len(flat[form.start : tokens[i].start].rstrip(" ,"))
                return Form(form.start, end, (*form.cuts, "other-announcers"))
    return None


def _is_whole(flat: str, start: int, end: int, parsed: ParsedSentence) -> bool:
    """Whether a stretch is a clause: long enough, closed, with a finite verb, nothing hanging."""
    piece = flat[start:end]
    if len(piece.split()) < _LEAST_WORDS or not _is_closed(piece):
        return False
    inside = parsed.tokens_between(start, end)
    if not inside:
        return False
    last = parsed.tokens[inside[-1]]
    if last.part_of_speech in _HANGING or last.lower in _HANGING_WORDS:
        return False
    is_cut = end < parsed.tokens[-1].start
    if is_cut and last.form in FINITE_FORMS and last.part_of_speech is t.VERB:
        return False  # "she oversees", and not whom
    if last.part_of_speech is t.ADJECTIVE and parsed.tokens[inside[-1] - 1].lower == ",":
        return False  # "the economic, social" of a list of adjectives
    kinds = [
        clause.kind
        for clause in parsed.clauses
        if (group := parsed.verb_groups[clause.verb]).is_finite
        and group.first in inside
        and group.end - 1 in inside
    ]
    # "On a day where it rained" has a verb, but none that hangs on no other.
    if kinds:
        return any(kind not in _HANGING_CLAUSES for kind in kinds)
    # "To help meet the increased demand" has none: its sentence goes on with one.
    return has_verb(piece) and parsed.tokens[inside[0]].part_of_speech not in _LEADING


_LOWER_WORD = re.compile(r"(?<![\w'’-])[a-z]+(?![\w'’-])")


def has_verb(piece: str) -> bool:
    """Whether a finite verb seems to stand in it: one of the list, or a past form in -ed.

    Cheaper than the layer of words, and asked of every sentence.
    """
    known = words("summary_verbs")
    return any(
        word in known or (word.endswith("ed") and len(word) > 4)
        for word in _LOWER_WORD.findall(piece)
    )


def _is_closed(piece: str) -> bool:
    """Whether no bracket and no quotation mark is left open."""
    return (
        piece.count("(") == piece.count(")")
        and piece.count("“") == piece.count("”")
        and piece.count('"') % 2 == 0
    )
