"""Cut a block into sentences.

All offsets are places in the flat text. A candidate is a full stop, question or exclamation mark
with its closing quotation marks and brackets; a few named questions then refuse it. Where letters
alone do not tell whether an abbreviation ends a sentence ("… of the D.E.A. Sheriff Roe praised"),
what stands before and behind it is parsed: two clauses that nothing joins are two sentences.
"""

import re
from collections.abc import Iterator
from functools import cache

from processing.lexicon import table, words
from processing.words import tags as t
from processing.words.clauses import Clause
from processing.words.dictionary import closed
from processing.words.inflection import is_plural
from processing.words.sentences import ParsedSentence, parse
from processing.words.tags import VERBAL
from processing.words.verb_groups import is_reporting

_CLOSERS = "\"”’')\\]»"
# All marks in one set first, so that the search leaps from mark to mark. The lookbehind lets a run
# of them match only from its start: a megabyte of dots stays linear.
_CANDIDATE = re.compile(
    rf"[.!?…。！？](?:(?<=[.!?…])(?<![.!?…]{{2}})(?P<more>[.!?…]*+)(?P<closers>[{_CLOSERS}]*+)"
    r"(?=\s|\Z|[“‘]\w|\*{1,3}\s)|(?<=[。！？])[。！？]*+[」』”）]*+)",
)
_NEXT = re.compile(r"[\s“”\"‘'(\[«¿¡*•]*")
_WORD = re.compile(r"[\w'’-]+")
_DASHES = re.compile("[-–—]")
_SPACE = re.compile(r"\s")
_INITIALS = re.compile(r"(?:[^\W\d_]\.)*[^\W\d_]")

# The longest abbreviation looked for, with an opening mark before it.
_LOOK_BACK = 16
_BEFORE_WORD = "“”\"‘’'([«–—-/"
# "U.S.S.R", the longest run of initials.
_INITIALS_MOST = 8
# After a title stands a name; one of these says that the title itself ended the sentence.
_PRONOUNS = frozenset({"The", "He", "She", "They", "It"})


@cache
def _groups() -> dict[str, str]:
    """Each abbreviation with the name of its group in the lexicon."""
    groups = table("sentences_abbreviations")
    return {short: name for name in _GROUPS for short in groups[name]}


# Where a word stands in several groups the last one counts: "Dr" is a title and a street.
_GROUPS = ("before_numbers", "hours", "sometimes", "always")


@cache
def _attribution() -> re.Pattern[str]:
    verbs = "|".join(sorted(words("sentences_attribution")))
    # At most six words stand between the mark and the verb: a title and a name.
    return re.compile(rf"(?:[A-Z][\w.'’-]*,? |(?:of|the|for) ){{1,6}}(?:{verbs})\b")


def split_sentences(flat: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield the (start, end) of each sentence of `flat[start:end]`, closing marks included."""
    begin = start
    for match in _CANDIDATE.finditer(flat, start, end):
        cut = match.end()
        follows = _NEXT.match(flat, cut, end)
        assert follows is not None
        after = follows.end()
        if after >= end:
            break
        if match["more"] is None or _ends_sentence(flat, match, begin, after, end):
            yield begin, cut
            begin = cut
            while begin < end and flat[begin].isspace():
                begin += 1
    if begin < end:
        yield begin, end


def _ends_sentence(flat: str, match: re.Match[str], begin: int, after: int, end: int) -> bool:
    """Say whether the marks of `match` end a sentence, with the next word at `after`."""
    closers, opens = match["closers"], flat[after]
    if opens.islower():
        return False
    if opens in _SIGNS and flat[after + 1 : after + 2].isdigit():
        opens = flat[after + 1]  # "They left. $40 was missing."
    if not opens.isalnum():
        # A dash or a comma goes on; an opening mark was already passed over.
        return flat[after - 1] in '“"‘([' and opens not in ",;:"
    if match["more"] or flat[match.start()] != ".":
        return not (closers and _attribution().match(flat, after, end))
    if closers and closers[0] in '"”':
        return True
    if _LIST_MARK.fullmatch(flat, max(begin, match.start() - _LIST_MARK_MOST), match.end()):
        return False
    return not _is_abbreviation(flat, begin, match.start(), after, end)


_SIGNS = "$£€¥₹"
# "1." at the beginning of a sentence or behind a colon.
_LIST_MARK = re.compile(r"(?:.*: ?|\s*)(?:\d{1,2}|[a-hA-H])\.")
_LIST_MARK_MOST = 4


def _is_abbreviation(flat: str, begin: int, stop: int, after: int, end: int) -> bool:
    """Say whether the word before the full stop at `stop` is short for one, and goes on."""
    token = _last_word(flat[max(0, stop - _LOOK_BACK) : stop])
    token = _DASHES.split(token)[-1]  # "(D-Calif.)", "Rs. 5–Rs. 8"
    group = _groups().get(token)
    if group is None and (len(token) > _INITIALS_MOST or not _INITIALS.fullmatch(token)):
        return False
    found = _WORD.match(flat, after + (flat[after] in _SIGNS), end)
    following = found.group() if found else ""
    if group == "before_numbers":
        return following[:1].isdigit()
    if group == "hours":
        return following[:1].isdigit() or following in words("sentences_hours_after")
    if group == "always":
        return following not in _PRONOUNS
    if group == "sometimes" and following[:1].isdigit():
        return token not in ("etc", "Inc", "Jr")
    if following in words("sentences_openers"):
        return False
    if token in _BEFORE_TITLES:
        if following in words("names_titles"):
            return True
        if following.casefold() in _given_names() and _NAMED.match(flat, after, end):
            return not _is_complete(parse(flat, max(begin, stop - _READ_BEFORE), stop + 1))
    may_be_name = group == "sometimes" and token not in _BEFORE_NAMES
    return not _is_parted(flat, begin, stop + 1, after, end, may_be_name=may_be_name)


def _last_word(text: str) -> str:
    """The last word of a text, without marks that open it; a line may end before it."""
    return _SPACE.split(text)[-1].lstrip(_BEFORE_WORD)


# A name next belongs to what they shorten: "St. Paul", "Kan. Governor".
_BEFORE_NAMES = frozenset({"St", "Ste", "Dr", "Pl", "Sr", "La", "Del", "Pa", "Va", "Ind"})


# An office next belongs to the state: "U.S. Attorney Ada Lund".
_BEFORE_TITLES = frozenset({"U.S", "U.K", "U.N", "E.U", "D.C", "N.Y"})
# A given name and a surname, and then what only a subject has behind it.
_NAMED = re.compile(r"[A-Z][\w'’-]+ [A-Z][\w'’-]+(?:,| [a-z])")


@cache
def _given_names() -> frozenset[str]:
    lists = (words(f"names_{kind}") for kind in ("female", "male", "unisex"))
    given = {name.casefold() for names in lists for line in names for name in line.split()}
    common = {name.casefold() for name in words("names_given_words")}
    return frozenset(given - common)


# As much of a text is read on each side to see whether a sentence ends.
_READ_BEFORE = 600
_READ_BEHIND = 160


def _is_parted(flat: str, begin: int, cut: int, after: int, end: int, *, may_be_name: bool) -> bool:
    """Say whether a whole clause stands before `cut`, and behind it one with its subject first.

    With `may_be_name` that subject may be a name alone ("… sued Acme Inc. Lund praised …").
    """
    stop = flat.find(". ", after + 1, end)
    behind = parse(flat, after, min(end, after + _READ_BEHIND, stop if stop > 0 else end))
    if not _opens_with_subject(flat, behind, may_be_name=may_be_name):
        return False
    return _is_complete(parse(flat, max(begin, cut - _READ_BEFORE), cut))


def _is_complete(parsed: ParsedSentence) -> bool:
    """Whether a sentence could end here: it has its verb, and the last phrase is bound to one."""
    if not parsed.noun_phrases or not any(_is_main(parsed, clause) for clause in parsed.clauses):
        return False
    last = parsed.noun_phrases[-1]
    if last.end < len(parsed.tokens) - 1:
        return False
    finite = [c for c in parsed.clauses if parsed.verb_groups[c.verb].is_finite]
    governing = parsed.verb_groups[finite[-1].verb]
    if is_reporting(governing) and not governing.is_passive:
        return False  # "said F.B.I. Director Jane Roe praised": the clause is what was said
    first = last.first - 1
    while first >= 0 and parsed.tokens[first].lower in ("the", "a", "an"):
        first -= 1
    is_bound = last.adposition >= 0 or last.possessor >= 0 or last.joined_to >= 0
    return is_bound or (first >= 0 and parsed.tokens[first].part_of_speech in VERBAL)


def _is_main(parsed: ParsedSentence, clause: Clause) -> bool:
    is_whole = clause.kind in (t.MAIN, t.COORDINATE) and clause.subject >= 0
    return is_whole and parsed.verb_groups[clause.verb].is_finite


def _opens_with_subject(flat: str, parsed: ParsedSentence, *, may_be_name: bool) -> bool:
    """Whether the first words are the subject of a finite verb right behind them.

    They are people ("Agents arrested him"), or a name with its title ("Sheriff Roe praised").
    """
    if not parsed.clauses or not parsed.noun_phrases or parsed.noun_phrases[0].first > 0:
        return False
    first, phrase = parsed.clauses[0], parsed.noun_phrases[0]
    group = parsed.verb_groups[first.verb]
    is_main = first.kind is t.MAIN and group.is_finite and not first.is_inverted
    if not is_main or first.subject != 0 or group.first != phrase.end:
        return False
    tokens = parsed.tokens[: phrase.end]
    if len(tokens) == 1:
        is_people = is_plural(tokens[0].lower) and tokens[0].lemma in closed()["people"]
        return is_people or (may_be_name and not tokens[0].lower.isdigit())
    is_titled = tokens[0].lower.capitalize() in words("names_titles") or (
        tokens[0].lower in words("names_callings")
    )
    return is_titled and all(flat[token.start].isupper() for token in tokens)


def ends_in_abbreviation(text: str) -> bool:
    """Say whether the last word of `text` is short for one that wants a word after it ("Lt.")."""
    token = _last_word(text[-_LOOK_BACK:].removesuffix("."))
    return _groups().get(token) == "always" or token in ("U.S", "D.C", "No", "St")
