"""What of a text changes by itself: counters of readers, clocks, teasers of other texts. Pure.

None of it is a statement of the release, so that a page which counts its readers is not changed
each time it is asked.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator

_NUMBER = r"\d[\d.,'\u2019\u00a0\u202f ]*\s?(?:k|m|mio|tsd)?\.?"
_COUNTED = (
    r"(?:page ?|article ?|unique |total )*(?:views?|viewed|hits?|reads?|readers?|visits?|visitors?"
    r"|clicks?|downloads?|downloaded|shares?|shared|likes?|comments?|retweets?|impressions"
    r"|aufrufe|besucher|zugriffe|vues?|lectures?|partages?|visitas?|vistas|lecturas?|compartidos?"
    r"|visualizzazioni|letture|leituras|weergaven)"
)
_COUNTER = re.compile(
    rf"(?:(?:this|the) (?:page|article|release|item|text) (?:has been |was )?|read |seen )?(?:"
    rf"{_COUNTED}(?: (?:so far|today|in total|this week|by))?\s*[:=(\u2013\u2014-]?\s*{_NUMBER}\)?"
    rf"(?:\s*(?:times|mal|fois|veces|people|{_COUNTED}))?"
    rf"|{_NUMBER}\s*(?:times|{_COUNTED})(?: (?:so far|today|in total|this week))?)\s*[.!]?",
    re.I,
)
_TOUCHED = (
    r"(?:(?:this |the )?(?:page|article|site|content|text|release|feed) )?(?:was )?"
    r"(?:last )?(?:updated|modified|reviewed|refreshed|generated|retrieved|rendered|edited|changed)"
    r"|zuletzt (?:aktualisiert|ge\u00e4ndert)|(?:letzte )?(?:aktualisierung|\u00e4nderung)|stand"
    r"|mis(?:e)? \u00e0 jour|derni\u00e8re (?:mise \u00e0 jour|modification)"
    r"|(?:\u00faltima )?actualizaci\u00f3n|actualizado"
    r"|(?:the )?(?:current|local|server) (?:date and )?time(?: is)?|now"
)
_TIME = (
    r"(?:\d[\d.:/-]*(?:st|nd|rd|th|z)?|\d{4}-\d\d-\d\dt[\d:.+z-]+|[ap]\.?m\b\.?|at|on|the|of|um|uhr|h|le"
    r"|el|de|\u00e0|am|today|yesterday|ago|an?|minutes?|hours?|days?|seconds?|[a-z]{2,5}t|utc|[+-]\d{4}"
    r"|(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|mon|tue|wed|thu|fri|sat|sun)[a-z]*"
    r"|janv|f\u00e9v|mars|avr|mai|juin|juil|ao\u00fbt|d\u00e9c|enero|febrero|marzo|abril|mayo|junio|julio"
    r"|agosto|septiembre|octubre|noviembre|diciembre|m\u00e4rz|okt[a-z]*|dez[a-z]*)"
)
# A line that tells when the page was touched is not a statement of the release.
_STAMP = re.compile(rf"(?:{_TOUCHED})\s*[:\u2013\u2014-]?\s(?:{_TIME}[\s,.()]*){{1,12}}", re.I)
_AGO = re.compile(
    r"(?:(?:published|posted|updated|online since)[: ]+)?(?:about )?(?:\d+|an?|one|two|three|few)"
    r" (?:seconds?|minutes?|hours?|days?) ago\.?|just now",
    re.I,
)
_CLOCK = re.compile(
    r"\d{1,2}[:.]\d{2}(?::\d{2})?(?:\s*(?:[ap]\.?m\.?|uhr|h))?(?: [A-Z]{2,5})?", re.I
)
_TEASER_HEAD = (
    r"(?:see also|read (?:also|more|next|this)|also (?:read|see|today|of interest|in the news"
    r"|on this site)|related(?: (?:news|stor(?:y|ies)|articles?|releases?|content|links?|posts?"
    r"|reading))?|more (?:news|stories|releases|headlines)(?: from [^:]{1,60})?"
    r"|you (?:may|might) also (?:like|be interested in)|(?:most|mostly) (?:read|popular|viewed)"
    r"|latest (?:news|releases|stories)|other (?:news|releases|stories)|in other news"
    r"|trending(?: now)?|recommended(?: for you)?|don['\u2019]t miss|up next|next (?:story|release)"
    r"|previous (?:story|release)|featured|tip of the day|quote of the day|elsewhere on this site"
    r"|lesen sie auch|siehe auch|mehr zum thema|weitere meldungen|auch interessant|meistgelesen"
    r"|(?:\u00e0 )?lire aussi|voir aussi|sur le m\u00eame sujet|les plus lus"
    r"|lea tambi\u00e9n|v\u00e9ase tambi\u00e9n|ver tambi\u00e9n"
    r"|noticias relacionadas|m\u00e1s le\u00eddas)"
)
_TEASER = re.compile(rf"{_TEASER_HEAD}\s*[:\u2013\u2014\u00bb\u203a>-]\s*\S.*", re.I)
_TEASERS_BEGIN = re.compile(rf"{_TEASER_HEAD}\s*[:\u2026]?", re.I)
# What stands in one line beside a counter is parted by these.
_PARTS = re.compile(r"\s+[|\u2022\u00b7]\s+|\t+|(?<=[.!?])\s+(?=\S)")
_BAR = re.compile(r"[|\u2022\u00b7\t]")
_SENTENCES = re.compile(r"[.!?](\s+)(?=\S)")
# A title among teasers has no more words, and no end of a sentence.
_TITLE_WORDS = 24


def restless_spans(text: str) -> list[tuple[int, int]]:
    """The places of what changes by itself, in their order, none within another."""
    return list(_restless(text))


def steady_text(text: str) -> str:
    """The text without what changes by itself; spaces are left as they are."""
    kept, at = [], 0
    for start, end in _restless(text):
        kept.append(text[at:start])
        at = end
    kept.append(text[at:])
    return "".join(kept)


def _restless(text: str) -> Iterator[tuple[int, int]]:
    hinted = _hinted_lines(text)
    if not hinted:
        return
    at, in_teasers = 0, False
    for number, line in enumerate(text.split("\n")):
        start, at = at, at + len(line) + 1
        is_hinted = number in hinted
        if not (in_teasers or is_hinted):
            continue
        words = line.strip()
        if is_hinted and (_TEASERS_BEGIN.fullmatch(words) or _TEASER.fullmatch(words)):
            # Titles below a bare heading are teasers too; below a whole teaser the text goes on.
            in_teasers = _TEASERS_BEGIN.fullmatch(words) is not None
            yield start, start + len(line)
        elif in_teasers and (not words or _is_title(words)):
            yield start, start + len(line)
        else:
            in_teasers = False
            if is_hinted:
                yield from _parts(line, start)


def _hinted_lines(text: str) -> set[int]:
    """The numbers of the lines that may hold something restless: they have a word of it.

    Each word is looked for in the whole text, which is far quicker than in each line: hardly any
    line has one.
    """
    said = text.casefold()
    ends = [found.start() for found in _LINE_END.finditer(said)]
    numbers = {bisect_left(ends, clock.start()) for clock in _CLOCK_HINT.finditer(said)}
    for hint in _HINTS:
        at = said.find(hint)
        while at >= 0:
            number = bisect_left(ends, at)
            numbers.add(number)
            if number == len(ends):
                break
            at = said.find(hint, ends[number])
    return numbers


def _is_title(words: str) -> bool:
    return len(words.split()) <= _TITLE_WORDS and not words.endswith((".", "!", ":"))


def _parts(line: str, at: int) -> Iterator[tuple[int, int]]:
    # Rows of tables hold none of these counters.
    if line.lstrip().startswith("|"):
        return
    gaps = _gaps(line)
    starts = [0, *(end for _, end in gaps)]
    ends = [*(start for start, _ in gaps), len(line)]
    for start, end in zip(starts, ends, strict=True):
        if end - start <= _LONGEST:
            words = line[start:end].strip()
            if words and any(form.fullmatch(words) for form in _FORMS):
                yield at + start, at + end


def _gaps(line: str) -> list[tuple[int, int]]:
    if _BAR.search(line):
        return [gap.span() for gap in _PARTS.finditer(line)]
    # The same between sentences alone, looked for from their ends: there are more spaces.
    return [gap.span(1) for gap in _SENTENCES.finditer(line)]


_FORMS = (_COUNTER, _STAMP, _AGO, _CLOCK, _TEASER)
_LONGEST = 110
# Every form, and every heading of teasers, holds one of these, in folded case: looked for first,
# since that is quicker than the forms.
_HINTS = (
    *"""
    view hits read visit click download share like comment retweet impression aufruf besuch zugriff
    vue lectur partage vista compartido visuali lettur leitur weergav times updat time modifi
    refresh generat retriev rendered edited changed aktualisi \u00e4nder actuali stand also related
    latest auch trending featured recommended miss next previous elsewhere weitere meistgel aussi
    tambi le\u00edd popular sujet relacionad
    """.split(),  # noqa: SIM905
    *(" ago", "just now", "now ", "\u00e0 jour", "more ", "tip of", "quote of", "other "),
    *("mehr zum", "plus lus"),
)
_CLOCK_HINT = re.compile(r"\d[:.]\d\d\b")
_LINE_END = re.compile("\n")
