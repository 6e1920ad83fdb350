"""A number as it is written, in digits or in words: what every production of numerals makes."""

import re
from decimal import Decimal
from typing import Literal, NamedTuple

from processing.figures.number_words import RUPEE_SCALES, SCALES, SHORT_SCALES

Form = Literal["digits", "words", "vague", "fraction", "fold"]

ONE = Decimal(1)
# No numeral is larger: what multiplies further is no count but a play of words.
_LARGEST_SCALE = 10**15


class Numeral(NamedTuple):
    """A number without its unit; a vague one ("dozens") has `low` and `high` around `value`.

    `raw` is the number before its scale: 53.4 in "53.4 million", whose `scale` is a million.
    `rule` names the production that read it. `is_about` tells that its own words say it is
    rough ("a couple of hundred").
    """

    start: int
    end: int
    value: Decimal
    form: Form
    raw: Decimal
    rule: str
    scale: Decimal = ONE
    low: Decimal | None = None
    high: Decimal | None = None
    is_grouped: bool = False
    is_about: bool = False


SCALE_WORD = re.compile(
    r"(?:  ?|-|\+ |(?<=\d))(hundred|thousand|lakh|lac|million|crore|billion|trillion|quadrillion"
    r"|dozen)s?\b",
    re.IGNORECASE,
)
_SHORT_SCALE = re.compile(
    r"( ?)(mln|mio|Mio|mil|mn|Mn|MM|Mrd|mrd|bn|Bn|BN|bln|trn|tn|tr|Cr|cr"
    r"|[kKmMbBtTL])(?![A-Za-z0-9'’$²³])\.?(?!\.[a-z])"
)
# "2 crore 50 lakh", "3 million 200 thousand": a smaller scale goes on from a larger one.
_SMALLER_SCALE = re.compile(
    r" (?:and )?(\d{1,3}(?:\.\d+)?) (hundred|thousand|lakh|million|crore|billion)\b", re.IGNORECASE
)
# "35m of its devices" and "2.7m combined sales" are millions, "37m long" and "the 48m." are metres.
_LENGTH_TALK = re.compile(
    r" (?:long|wide|high|tall|deep|thick|away|from|below|above|under|in|by|x|to|or|at|for|on"
    r"|and|down|up|high)\b"
)
_THINGS = re.compile(
    r" (?:of (?:its|the|their|his|her|our|these|those|all)\b|(?:[a-z-]+ ){0,4}?[a-z-]{3,}s\b"
    r"|people\b|[A-Z]{3}\b)"
)
# "A 3M plant", "the 2M report", "a 5K run", "4K cameras": names, which no plural noun or word of
# amount shows to be a count.
_NAMED_AFTER = re.compile(
    r"[ -](?:cameras?|videos?|footage|tvs?|televisions?|screens?|displays?|resolution|monitors?"
    r"|runs?|races?|walks?|fun|projectors?|ultra)\b",
    re.IGNORECASE,
)
_PLURAL_AFTER = re.compile(
    r"-?\+?,? (?:of |in )?(?:[a-z-]+ ){0,2}?(?:[a-z-]{3,}s|people|children|(?:wo)?men|sheep)\b"
    r"| [A-Z]{3}\b"
)
_AMOUNT_BEFORE = re.compile(
    r"\b(?:about|around|approximately|nearly|almost|roughly|some|over|than|at least|at most"
    r"|total of|(?:rose|fell|grew|up|down|close|dropped|climbed|increased) to|up from"
    r"|down from|reached|totall?ed|between|another|only|just|worth) $|[~≈<>+] ?$",
    re.IGNORECASE,
)
# "50.4m kr.": behind the letter stands a currency.
_DOTTED_CODE = re.compile(r" (?:[Kk]r|Rs|Tk|Ksh)\.")
_ARTICLE_BEFORE = re.compile(r"\b(?:a|an|the|this|that|each|every) $", re.IGNORECASE)


def scaled(
    text: str, numeral: Numeral, limit: int, money: str | None, *, may_be_short: bool = True
) -> Numeral:
    """The numeral with the scale that follows it, in words ("million") or short ("bn").

    `money` names the currency before the number, which lets one letter stand for a scale ("$3m").
    """
    end, scale = numeral.end, 1
    while (word := SCALE_WORD.match(text, end, limit)) is not None:
        scale *= SCALES[word[1].lower()]
        end = word.end()
        if scale > _LARGEST_SCALE:
            break
    rule = "scale-word"
    short = _SHORT_SCALE.match(text, end, limit) if scale == 1 and may_be_short else None
    if short is not None and _is_scale(text, numeral, short, money):
        scale, end, rule = SHORT_SCALES[short[2]], short.end(2), "short-scale"
    if scale == 1:
        return numeral
    value = numeral.raw * scale
    if rule == "scale-word" and (more := _SMALLER_SCALE.match(text, end, limit)) is not None:
        less = SCALES[more[2].lower()]
        if less < scale and Decimal(more[1]) * less < scale:
            value, end, rule = value + Decimal(more[1]) * less, more.end(), "scale-in-parts"
    if numeral.form == "words":
        rule = numeral.rule
    return numeral._replace(end=end, value=value, scale=numeral.scale * scale, rule=rule)


def _is_scale(text: str, numeral: Numeral, short: re.Match[str], money: str | None) -> bool:
    """Whether the letters after a number scale it: "5M people", "$2.5m", never "37m" of rope."""
    gap, letters = short[1], short[2]
    after = short.end(2)
    if text[after : after + 1] == "/" and money is None:
        return False
    if letters in RUPEE_SCALES:
        return letters == "Cr" or (money is not None and money.endswith(("rupee", "taka")))
    if money is not None or _DOTTED_CODE.match(text, after):
        return True
    if gap:
        if len(letters) > 1:
            return letters not in {"MM", "tr", "mil"}
        return letters == "B" and re.match(r" [a-z]+s?\b", text[after : after + 18]) is not None
    if len(letters) > 1:
        return True
    if letters in "kKMBT":
        return not _is_name(text, numeral, after)
    return letters == "m" and _counts_things(text, after)


def _is_name(text: str, numeral: Numeral, after: int) -> bool:
    if _NAMED_AFTER.match(text, after):
        return True
    is_billions = text[after - 1] in "BT"
    if (numeral.raw >= 10 or numeral.raw % 1) and not is_billions:
        return False
    before = text[max(0, numeral.start - 20) : numeral.start]
    if _AMOUNT_BEFORE.search(before):
        return False
    return _ARTICLE_BEFORE.search(before) is not None or not _PLURAL_AFTER.match(text, after)


def _counts_things(text: str, pos: int) -> bool:
    tail = text[pos : pos + 60]
    return not _LENGTH_TALK.match(tail) and _THINGS.match(tail) is not None
