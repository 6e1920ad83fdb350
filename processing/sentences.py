"""Cut a block into sentences.

All offsets are places in the flat text. A candidate is a full stop, question or exclamation mark
with its closing quotation marks and brackets; a few named questions then refuse it.
"""

import re
from collections.abc import Iterator
from functools import cache

from processing.lexicon import table, words

_CLOSERS = "\"”’')\\]»"
# All marks in one set first, so that the search leaps from mark to mark. The lookbehind lets a run
# of them match only from its start: a megabyte of dots stays linear.
_CANDIDATE = re.compile(
    rf"[.!?…。！？](?:(?<=[.!?…])(?<![.!?…]{{2}})(?P<more>[.!?…]*+)(?P<closers>[{_CLOSERS}]*+)"
    r"(?=\s|\Z|[“‘]\w)|(?<=[。！？])[。！？]*+[」』”）]*+)",
)
_NEXT = re.compile(r"[\s“”\"‘'(\[«¿¡*•]*")
_WORD = re.compile(r"[\w'’-]+")
_DASHES = re.compile("[-–—]")
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
        if match["more"] is None or _ends_sentence(flat, match, after, end):
            yield begin, cut
            begin = cut
            while begin < end and flat[begin].isspace():
                begin += 1
    if begin < end:
        yield begin, end


def _ends_sentence(flat: str, match: re.Match[str], after: int, end: int) -> bool:
    """Say whether the marks of `match` end a sentence, with the next word at `after`."""
    closers, opens = match["closers"], flat[after]
    if opens.islower():
        return False
    if not opens.isalnum():
        # A dash or a comma goes on; an opening mark was already passed over.
        return flat[after - 1] in '“"‘([' and opens not in ",;:"
    if match["more"] or flat[match.start()] != ".":
        return not (closers and _attribution().match(flat, after, end))
    if closers and closers[0] in '"”':
        return True
    return not _is_abbreviation(flat, match.start(), after, end)


def _is_abbreviation(flat: str, stop: int, after: int, end: int) -> bool:
    """Say whether the word before the full stop at `stop` is short for one, and goes on."""
    token = flat[max(0, stop - _LOOK_BACK) : stop]
    token = token[token.rfind(" ") + 1 :].lstrip(_BEFORE_WORD)
    token = _DASHES.split(token)[-1]  # "(D-Calif.)", "Rs. 5–Rs. 8"
    group = _groups().get(token)
    if group is None and (len(token) > _INITIALS_MOST or not _INITIALS.fullmatch(token)):
        return False
    found = _WORD.match(flat, after, end)
    following = found.group() if found else ""
    if group == "before_numbers":
        return following[:1].isdigit()
    if group == "hours":
        return following[:1].isdigit() or following in words("sentences_hours_after")
    if group == "always":
        return following not in _PRONOUNS
    if group == "sometimes" and following[:1].isdigit():
        return token not in ("etc", "Inc", "Jr")
    return following not in words("sentences_openers")


def ends_in_abbreviation(text: str) -> bool:
    """Say whether the last word of `text` is short for one that wants a word after it ("Lt.")."""
    token = text[-_LOOK_BACK:].removesuffix(".")
    token = token[token.rfind(" ") + 1 :].lstrip(_BEFORE_WORD)
    return _groups().get(token) == "always" or token in ("U.S", "D.C", "No", "St")
