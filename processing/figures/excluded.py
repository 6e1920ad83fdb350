"""Tell numbers that are no figures: dates, times, addresses, names, statutes, case numbers."""

import re
from functools import cache

from processing.lexicon import table

_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|(?-i:May|MAY)|june?|july?|aug(?:ust)?"
    r"|sept?(?:ember)?"
    r"|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)"
)
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
# How far before a number its telling words can stand: "Assistant Docket No. ".
_BACK = 40

_DATE_BEFORE = re.compile(
    rf"\b{_MONTH}\.? (?:\d{{1,2}}(?:st|nd|rd|th)?(?:,? (?:and|to|through) |, ?| ?[-–—] ?)){{0,4}}$"
    rf"|\b{_MONTH}\.?,? \d{{1,2}}(?:st|nd|rd|th)?,? (?:of )?$|\b{_MONTH}\.?,? (?:of )?$",
    re.IGNORECASE,
)
# How the words of such a date end, three letters of each: it spares most numbers that search.
_DATE_MARKS = " ,.-–—\n"
_DATE_ENDS = frozenset(
    {
        "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "ept", "oct", "nov", "dec",
        "ary", "rch", "ril", "une", "uly", "ust", "ber", "and", " to", "ugh", " of",
    }
)  # fmt: skip
_DATE_AFTER = re.compile(rf"(?:st|nd|rd|th)?,? (?:of )?{_MONTH}\b(?! be\b)", re.IGNORECASE)
# "17-22 September", "24 to 26 June": the first day of several.
_DAYS_AFTER = re.compile(
    rf"(?:st|nd|rd|th)?(?: ?[-–—] ?| to | and | until )\d{{1,2}}{_DATE_AFTER.pattern}",
    re.IGNORECASE,
)
_NUMERIC_DATE = re.compile(
    r"(?<![\d/])\d{1,4}([/-])\d{1,2}\1\d{1,4}(?![\d/])|(?<!\d)\d{1,2}/\d{2,4}(?!\d)"
)
_SEASON = re.compile(r"(?:19|20)\d\d[-–/]$")
_SEASON_ENDS = frozenset("-–/\n")
_TIME_AFTER = re.compile(
    r"(?::\d+)+| ?(?:a\.m|p\.m|[ap] m\b|am\b|pm\b|AM\b|PM\b|A\.M|P\.M|o'clock|hours? ET)"
    r"|\.\d\d ?[ap]\.?m\b"
)
_TIMES_BEGIN = frozenset(":.apAPoh")  # what these begin with, a space left out
_ORDINAL_AFTER = re.compile(r" ?(?:st|nd|rd|th|ST|ND|RD|TH)\b|(?:'?s)\b(?! [A-Z]?\d)")
_ORDINALS = frozenset(" snrtSNRT'")  # what these begin with
# "2-5 pm", "from 9:30 to 11 a.m.": hours, the first one, too.
_HOURS_AFTER = re.compile(
    r" ?(?:[-–—]|to|until|and) ?\d{1,2}(?:[:.]\d\d)? ?(?:[ap]\.?m\b|[AP]\.?M\b)"
)
YEAR_DIGITS = 4
_DAY_DIGITS = 2
_DAYS_GO_ON = frozenset(" -–—snrt")  # what these begin with

_MEASURED = re.compile(
    r" (?:hundred|thousand|million|billion|trillion|percent|per cent|pct)\b", re.IGNORECASE
)
_SHORT_NUMBER = re.compile(r"(?<![\w.,$£€])\d{1,3} $")
_TORN_AFTER = re.compile(rf" \d{{1,3}}(?={_MEASURED.pattern})", re.IGNORECASE)

_LIST_BEFORE = re.compile(
    r"\b(?:sections?|secs?\.|§§?|titles?|counts?|rules?|articles?|chapters?|districts?"
    r"|grades?|routes?|nos?\.|pages?|proposition|classes|class|levels?|phases?|stages?|tiers?"
    r"|schedules?|categor(?:y|ies)|appendi(?:x|ces)|annex(?:es|ures?)?)"
    r" (?:(?:\d[\w.()-]*|[A-Za-z]+)(?:, (?:and |or )?| and | or | through | to |[-–]))+$",
    re.IGNORECASE,
)
_CITATION_AFTER = re.compile(
    r" (?:U\.? ?S\.? ?C\b|U\.S\.|USC|C\.? ?F\.? ?R|F\.(?:2d|3d|4th| ?Supp)|S\. ?Ct|Fed\. Reg"
    r"|Stat\.|CFR|WL \d|Cal\.)"
)
_CITATIONS = frozenset("UCFSW")  # what these begin with
_STREET_AFTER = re.compile(
    r"(?:-\d+|[A-D])? (?:(?:[NSEW]|North|South|East|West|Ave|Rue|NW|NE|SW"
    r"|SE)\.? )?(?:(?:[A-Z][\w'’.-]*|\d+(?:st|nd|rd|th)|of|de|la) ){0,4}"
    r"(?:Street|St\b|Avenue|Ave\b|Av\.|Road|Rd\b|Boulevard|Blvd|Drive|Dr\b|Lane|Ln\b|Way"
    r"|Court|Ct\b|Place|Pl\b|Plaza|Highway|Hwy|Parkway"
    r"|Pkwy|Square|Sq\.|Terrace|Terr?\b|Circle|Cir\b|Turnpike|Pike|Broadway|Walk|Crescent"
    r"|Close|Mall|Quay|Row|Loop|Trail|Concourse|Foch"
    r"|Expressway|Freeway|Alley|Marg|Nagar|Chowk|Bhawan)\b"
    # "2914 N. 6th", "512 W Locust": a direction and a name are a street, too.
    r"|(?-i: [NSEW]\.? (?:[A-Z][a-z]+|\d+(?:st|nd|rd|th))\b)"
    r"| block of\b",
)
_PHONE = re.compile(
    r"(?:\+?1[-. ])?\(?\d{3}\)?[-. /]{1,2}\d{3}[-. ]\d{4}(?!\d)|(?<![\d.])1[-.]8\d\d[-.]\w"
    r"|\+\d{1,3}(?:[ /.()-]+\d{2,5}){2,}|\+\d{1,3}[ -]\d"
    r"|\d{3}[-.]\d{4}(?!\d)(?! [a-z]{3,}s\b| [a-z]+ [a-z]{3,}s\b)"
    r"|\d{3}-\d{2}-\d{4}|\d{4}[- ]\d{4}[- ]\d{4}"
)
# "+49 179 / 6904 237": the code of a country and what is dialled there.
_DIALLED_ABROAD = re.compile(r"\d{1,3}(?:[ /.()-]+\d{1,5}){2,}")
_AGE_AFTER = re.compile(r"(?:, |\)|;|\.(?: |$)|,$| of |: |$| and | – | - )")
_NAME_BEFORE = re.compile(
    r"(?:^|[^\w])(?:[A-Z][\w'’.-]+ )(?:[A-Z][\w'’.-]*,? )*(?:(?:Jr|Sr)\.?|I{2,3}|IV)?(?:\("
    r"|, (?:age |aged )?|, now )$"
)
_AGE_WORD_BEFORE = re.compile(
    r"\b(?:age|ages|aged) (?:between |from )?(?:(?:\d{1,2}|[a-z]{3,9}(?:-[a-z]{3,5})?)"
    r"(?: to | and | ?[-–] ?))?$",
    re.IGNORECASE,
)
_STATE_BEFORE = re.compile(r"(?:, |\b)[A-Z]{2},? $|\bD\.C\.,? $")
_BRACKETED = re.compile(r"(?:^|[\s(;,])\(?$")
_INSIDE = re.compile(r"[@#_/\\$=&?]$|\w[:+]$|://\S*$")
_INSIDE_ENDS = frozenset("@#_/\\$=&?+.:\n")
_GLUED_BEFORE = re.compile(r"(?<!\w)[A-Za-z][\w.]*[-–]$")
_GLUE_ENDS = frozenset("-–\n")
# The number to call; of 911 homes it says how many.
_EMERGENCY = re.compile(
    r"911(?=[ -](?:calls?|callers?|dispatch\w*|operators?|cent(?:er|re)s?|systems?|emergency"
    r"|communications?|services?|tapes?|recordings?|lines?|hang)\b)|9-1-1\b",
    re.IGNORECASE,
)
_CALLING = re.compile(
    r"\b(?:call(?:s|ed|ing)?|dial(?:s|ed|l?ing)?|phon(?:e|ed|ing)|text(?:s|ed|ing)?|contact(?:ed)?"
    r"|ring|rang|(?:help|hot|health|phone|crisis|call|info|telephone|dispatch)[ -]?line at)"
    r" (?:to )?$",
    re.IGNORECASE,
)
_SHORT = 3


def _is_called(before: str, number: str) -> bool:
    """As in "call 811", "the health line at 402": a number of three digits to be dialled."""
    may_be = number[0] == "9" or number.endswith("11") or before.endswith(" at ")
    return may_be and _CALLING.search(before) is not None


_TOUCHES = frozenset("_@\\/(.")
_TOUCHING = re.compile(r"[_@\\]|/[^\W\d]|\(\w|\.[a-z]")
# "Page 1 of 2", "(2 of 2)": where in a paper one is.
_PAGE_AFTER = re.compile(r" of \d{1,3}(?:\)|\b)", re.IGNORECASE)
_PAGE_BEFORE = re.compile(r"(?:\bpage |\()$|(?:\bpage |\()\d{1,3} of $", re.IGNORECASE)
_PAGE_ENDS = ("(", "page ", " of ")
_ALLOWED_GLUE = re.compile(
    r"(?:\b(?:now|sub|minus|under|over|pre|post|mid|non|to|and|or|inter|up-to|a|an|plus"
    r"|nearly|about)[-–])$",
    re.IGNORECASE,
)
# "Quiet Harbor (QH) 2.0": the letters in brackets stand for the name before them.
_CAPITALISED_BEFORE = re.compile(
    r"(?:^|[\s(\"“‘'])([A-Z][\w&'’./-]*|[a-z][A-Z]\w+|\([A-Z]{2}[\w-]*\)) $"
)
_YEAR_CUE = re.compile(
    r"\b(?:in|since|from|until|till|by|of|for|during|before|after|through|year|late|early|mid"
    r"|to|and|between|circa|c\.|class of|spring|summer|fall"
    r"|autumn|winter|fiscal|fy|calendar|season|’|quarter) (?:about |late |early |mid-|fiscal "
    r"|the )*$",
    re.IGNORECASE,
)
_QUANTITY_CUE = re.compile(
    r"\b(?:about|around|approximately|nearly|almost|roughly|some|over|than|least|most|up to"
    r"|total of|estimated|additional|another|only|just) $",
    re.IGNORECASE,
)
# "Around 2035" names a year, "around 2035 homes" does not.
_ABOUT_YEAR = re.compile(r"\b(?:about|around|approximately|roughly) $", re.IGNORECASE)


@cache
def _pointers() -> tuple[frozenset[str], frozenset[str]]:
    """Words before a number that make it a reference: in small letters, and as they stand."""
    lists = table("figures_references")
    capital = {form for word in lists["capital"] for form in (word.title(), word.upper())}
    return frozenset(lists["any"]), frozenset(capital | set(lists["names"]))


# "The file number is 85153", "Docket number: 4471".
_SAID = ("number", "numbers", "is", "was", "are", ":", " on", " at")
_NUMBER_SAID = re.compile(
    r"\b(?:files?|cases?|docket|reference|release|phone|telephone|fax|serial|permit|badge|bill|order"
    r"|account|id|tracking|registration|licen[cs]e|confirmation|room|hotline|toll-free|contract|patent"
    r"|plate|flight|meeting|webinar|contact|helpline|claim|ticket|report|tender) numbers?"
    r"(?: is| was| are|:)? $"
    r"|\b(?:(?:hot|help|information |phone |media |toll-free )line|telephone|mobile|phone|fax"
    r"|call(?:ing)?|contact|ring(?:ing)?|dial(?:l?ing)?)"
    r"(?: (?:us|them|him|her|the (?:office|department)))? (?:on|at|is)(?: number)? $",
    re.IGNORECASE,
)


def _is_pointed_at(before: str) -> bool:
    """Whether the words before a number point at it: "Section", "Route", "Fiscal Year", "#"."""
    lead = before.rstrip(" (")
    if lead.endswith(("#", "§")):
        return True
    if len(before) - len(lead) > 2 or before.endswith((" (", " -")):
        return False
    if lead.endswith(_SAID) and _NUMBER_SAID.search(before):
        return True
    words = lead.rstrip("-").rsplit(None, 2)[-2:] if before != lead or lead.endswith("-") else []
    if not words:
        return False
    any_case, as_is = _pointers()
    last, both = words[-1].lstrip("([“\"'"), " ".join(words)
    return last.lower() in any_case or both.lower() in any_case or last in as_is or both in as_is


def is_date_or_time(text: str, start: int, end: int, floor: int) -> bool:
    """Whether the digits are part of a date or a clock time."""
    first = text[end : end + 1] if text[end : end + 1] != " " else text[end + 1 : end + 2]
    if (
        (first in _TIMES_BEGIN and _TIME_AFTER.match(text, end))
        or (end - start <= 2 and _HOURS_AFTER.match(text, end))
        or (start > floor + 1 and text[start - 1] == ":" and text[start - 2].isdigit())
    ):
        return True
    last = text[start - 1] if start > floor else ""
    if (
        (last in _SEASON_ENDS and _SEASON.search(text, max(floor, start - 5), start))
        or _NUMERIC_DATE.match(text, start)
        or (
            start - 1 > floor
            and text[start - 1] in "/-"
            and text[start - 2].isdigit()
            and _numeric_date_around(text, start, floor)
        )
    ):
        return True
    if end - start <= 4 and _is_led_by_date(text, start, max(floor, start - _BACK)):
        return True
    if end - start > _DAY_DIGITS:
        return False
    is_day = _DATE_AFTER.match(text, end) is not None
    return is_day or (text[end : end + 1] in _DAYS_GO_ON and bool(_DAYS_AFTER.match(text, end)))


def _is_led_by_date(text: str, start: int, floor: int) -> bool:
    if text[start - 1 : start] not in _DATE_MARKS:
        return False
    lead = text[floor:start].rstrip(_DATE_MARKS)
    may_end = lead[-1:].isdigit() or lead[-3:-2].isdigit() or lead[-3:].lower() in _DATE_ENDS
    if not may_end or not any(map(lead.lower().__contains__, _MONTHS)):
        return False
    return _DATE_BEFORE.search(text, floor, start) is not None


def _numeric_date_around(text: str, start: int, floor: int) -> bool:
    begin = max(floor, start - 8)
    return any(m.start() < start < m.end() for m in _NUMERIC_DATE.finditer(text, begin, start + 6))


def is_year(text: str, start: int, end: int, floor: int, *, has_noun: bool) -> bool:
    """Whether four plain digits are a year; before a noun only if nothing says how many."""
    written = text[start:end]
    if len(written) != YEAR_DIGITS or not written.isdigit():
        return False
    number = int(written)
    before = text[max(floor, start - _BACK) : start]
    is_about = not has_noun and _ABOUT_YEAR.search(before) is not None
    if _QUANTITY_CUE.search(before) and not is_about:
        return False
    if 1900 <= number <= 2099:
        return True
    return 1000 <= number < 1900 and not has_noun and bool(_YEAR_CUE.search(before))


def is_ordinal(text: str, end: int) -> bool:
    """Whether the digits go on as "21st" or "1990s"."""
    return text[end : end + 1] in _ORDINALS and _ORDINAL_AFTER.match(text, end) is not None


def is_torn(text: str, start: int, end: int) -> bool:
    """Whether a decimal has lost its point: "2 6 million", as texts do that lost their marks.

    Neither half says how much there is, so neither is read. A year is a number of its own: "in 2007
    40 percent".
    """
    if text[start - 1 : start] == " " and text[start - 2 : start - 1].isdigit():
        return (
            _MEASURED.match(text, end) is not None
            and _SHORT_NUMBER.search(text[max(0, start - 6) : start]) is not None
        )
    if text[end : end + 1] == " " and text[end + 1 : end + 2].isdigit() and end - start <= 3:
        return _TORN_AFTER.match(text, end) is not None
    return False


# "UTC -7": how far a clock is from another.
_ZONE = re.compile(r"\b(?:UTC|GMT) ?[-+−–±]?$")
# "177 Lu" is one kind of an element, "4K" how sharp a picture is.
_ISOTOPE = re.compile(r"[ -](?:Mo|Lu|Tc|Co|Cs|Sr|Ra|Ir|Ga|Sm|Xe|Pu|Am)\b(?!['’.])")
_RESOLUTION = re.compile(r"[48]K\b")
# "Around 847 AD".
_ERA = re.compile(r" ?(?:AD|BC|BCE|CE|A\.D\.|B\.C\.)(?![\w-])")
# "The Insurance Act, 1938 (4 of 1938)": the number of an act in its year.
_NUMBERED_ACT = re.compile(r" of (?:18|19|20)\d\d\)")


# "North of 60": a degree of latitude.
_NORTH = re.compile(r"\b(?:north|south) of $", re.IGNORECASE)
_NUMBER_LEADS = re.compile(r"\d[\d.]*[-–/]$")


def is_reference(
    text: str, start: int, end: int, floor: int, limit: int, *, is_second: bool = False
) -> bool:
    """Whether the number points at something: a statute, case, street, phone, part of a word.

    `is_second` tells that another number ends at the dash before it.
    """
    before = text[max(floor, start - _BACK) : start]
    if not is_second and _is_part_of_word(before, text, start, end, limit):
        return True
    if text[start] == "9" and _EMERGENCY.match(text, start):
        return True
    if end - start == _SHORT and before.endswith(" ") and _is_called(before, text[start:end]):
        return True
    if (
        (before.endswith("+") and _DIALLED_ABROAD.match(text, start))
        or _PHONE.match(text, start)
        or (before[-1:] in "-.(+) " and before[-2:-1].isdigit() and _in_phone(text, start, floor))
    ):
        return True
    if _ZONE.search(before):
        return True
    if _ISOTOPE.match(text, end) or (_RESOLUTION.match(text, start) and before[-1:] not in "$£€"):
        return True
    if _ERA.match(text, end):
        return True
    if before.endswith("(") and _NUMBERED_ACT.match(text, end):
        return True
    if text[end + 1 : end + 2] in _CITATIONS and _CITATION_AFTER.match(text, end):
        return True
    if before.endswith((" and ", " or ", ", ", " to ", " through ", "-", "–")) and (
        _LIST_BEFORE.search(before)
    ):
        return True
    if _is_pointed_at(before) or _is_page(before, text, end):
        return True
    if before[-1:] in "-–/" and (lead := _NUMBER_LEADS.search(before)):
        return _is_pointed_at(before[: lead.start()])  # "ID# 48-493"
    if _NORTH.search(before) and not text[end : end + 2].strip()[:1].isdigit():
        after = text[end : end + 12].lower()
        if not after.lstrip().startswith(("%", "per", "million", "billion", "thousand", "crore")):
            return True
    if text[start].isdigit() and _STREET_AFTER.match(text, end, min(limit, end + 60)):
        return True
    return end - start == 5 and text[start:end].isdigit() and bool(_STATE_BEFORE.search(before))


def _is_page(before: str, text: str, end: int) -> bool:
    if not before[-5:].lower().endswith(_PAGE_ENDS):
        return False
    lead = _PAGE_BEFORE.search(before)
    if lead is None:
        return False
    if lead[0].endswith("of "):
        return not lead[0].startswith("(") or text.startswith(")", end)
    after = _PAGE_AFTER.match(text, end)
    return after is not None and (lead[0] != "(" or after[0].endswith(")"))


def _in_phone(text: str, start: int, floor: int) -> bool:
    begin = max(floor, start - 20)
    return any(m.start() < start < m.end() for m in _PHONE.finditer(text, begin, start + 10))


def _is_part_of_word(before: str, text: str, start: int, end: int, limit: int) -> bool:
    # The last character tells nearly always that no pattern needs to look.
    last = before[-1:]
    if before.endswith(('="', "='")):
        return True  # an attribute of a page's markup
    if (
        (last in _INSIDE_ENDS or "://" in before)
        and last != "$"
        and last
        and _INSIDE.search(before)
    ):
        return True
    if last in _GLUE_ENDS and _GLUED_BEFORE.search(before) and not _ALLOWED_GLUE.search(before):
        return True
    after = text[end : end + 2]
    return after[:1] in _TOUCHES and bool(_TOUCHING.match(after))


def is_list_mark(text: str, start: int, end: int, block_start: int) -> bool:
    """Whether "1." or "2)" numbers an item."""
    after = text[end : end + 2]
    is_closed = after.startswith((")", " )"))
    if start - block_start <= 1 and (is_closed or after in (".", ". ", ".\n")):
        return True
    opened = start > block_start and text[start - 1] == "("
    return end - start <= 2 and is_closed and (opened or text[start - 1 : start] == " ")


def is_age_of_name(text: str, start: int, end: int, floor: int) -> bool:
    """Whether the number is a person's age in apposition: "Ann Poe, 45, of"."""
    if end - start > 3 or not text[start:end].isdigit():
        return False
    if not _AGE_AFTER.match(text, end):
        return False
    return bool(_NAME_BEFORE.search(text[max(floor, start - _BACK) : start]))


def is_age_word(text: str, start: int, floor: int) -> bool:
    """Whether "age" or "aged" leads to the number."""
    return bool(_AGE_WORD_BEFORE.search(text, max(floor, start - 24), start))


def name_before(text: str, start: int, floor: int) -> str | None:
    """The capitalised word right before the number, unless it opens the sentence."""
    match = _CAPITALISED_BEFORE.search(text, max(floor, start - _BACK), start)
    return match[1] if match else None
