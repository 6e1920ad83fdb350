"""Tell the language of a text by its script and its function words.

The method is the plain one: function words make up a third of any running text, and hardly any is
shared by all languages of a script. (Dunning 1994 has stronger ones; a release needs none.)
"""

import re
from collections import Counter
from collections.abc import Sequence
from functools import cache
from itertools import chain

from processing.lexicon import table
from processing.parsed_text import Block, BlockKind

# Words enough to be sure; a paragraph's opening stands for it.
_SAMPLE = 1500
_OPENING = 300

# Letters that stand alone are initials and what is left of "U.S." or "'s", no function words.
_WORD = re.compile(r"[^\W\d_]{2,}")
_SCRIPTS = re.compile(
    "([\u3040-\u30ff])|([\uac00-\ud7af\u1100-\u11ff])|([\u4e00-\u9fff\u3400-\u4dbf])"
    "|([\u0600-\u06ff\u0750-\u077f])|([\u0400-\u052f])|([\u0590-\u05ff])|([\u0370-\u03ff])"
    "|([\u0900-\u097f])|([\u0e00-\u0e7f])"
)
_OTHER_SCRIPT = re.compile("[\u0370-\u1cff\u3040-\ud7af]")
# Kana decides for Japanese before Han does for Chinese: the order of the groups above.
_BY_SCRIPT = ("ja", "ko", "zh", "ar", "ru", "he", "el", "hi", "th")
_UKRAINIAN = re.compile("[іїєґІЇЄҐ]")
_RUSSIAN = re.compile("[ыэъёЫЭЪЁ]")
_PERSIAN = re.compile("[پچژگ]")
# Letters that hardly occur outside one language, so that a headline can be told.
_LETTERS = {
    "es": "ñ¿¡",
    "pt": "ãõ",
    "de": "ßäöü",
    "pl": "łśżźćąęń",
    "vi": "ơưđạảấầẩậắằặẹẻếềểệỉịọỏốồổộớờởợụủứừửựỳỵỷỹ",
    "fr": "èêëîïœ",
}
_BY_LETTER = {letter: language for language, letters in _LETTERS.items() for letter in letters}
_ODD_LETTER = re.compile(f"[{''.join(_BY_LETTER)}]")
_LATIN = re.compile(r"[A-Za-z\u00c0-\u024f\u1e00-\u1eff]")

# The blocks asked: lists hold names, headlines few words, so each only for want of the one before.
_ASKED = (
    (BlockKind.BODY,),
    (BlockKind.LIST_ITEM,),
    (BlockKind.HEADLINE, BlockKind.SUBHEAD),
)
# A language other than English needs two of its words; one ("Rio de Janeiro") names a place.
_LEAST = 2
# Beside English words it needs more: "Nils Aker met Dora Lim in Marlow" is no Dutch.
_LEAST_AMONG_ENGLISH = 4
# The first paragraph of a release says so much, with so many plain English words.
_LEAD_LEAST = 60
_PLAIN_LEAST = 3
# Running English has a function word in three; so many words with hardly one are not English.
_ENOUGH = 25
_ENGLISH_LEAST = 0.08
# English and a translation beneath it share the counts; it stays English down to this part.
_ENGLISH_PART = 0.6
# A paragraph of another language has at most this part of its best count in English words.
_FOREIGN_PART = 0.4
_FOREIGN_LEAST = 4

_PLAINLY_ENGLISH = re.compile(r"\b(?:the|of|and|to|was|said|for|with|that|by|on|is|has|will|are)\b")


@cache
def _languages_of() -> dict[str, tuple[str, ...]]:
    """Each function word with the languages it belongs to."""
    found: dict[str, tuple[str, ...]] = {}
    for language, entries in table("language_words").items():
        for word in entries:
            found[word] = (*found.get(word, ()), language)
    return found


def detect_language(flat: str, blocks: Sequence[Block] = ()) -> str | None:
    """Return the ISO 639-1 code of the language of the prose, None where it cannot be told.

    Latin letters that nothing speaks against are English: single sentences and headlines are piped
    in, too.
    """
    prose = next((found for kinds in _ASKED if (found := _of_kinds(blocks, kinds))), [])
    if not prose:
        return tell_language(flat[:_SAMPLE])
    part = max(_OPENING, _SAMPLE // len(prose))
    openings = [flat[block.start : min(block.end, block.start + part)] for block in prose]
    told = tell_language(" ".join(openings[: _SAMPLE // _OPENING]))
    if told != "en" and _opens_in_english(openings):
        return "en"
    return told


def _opens_in_english(openings: Sequence[str]) -> bool:
    """Say whether the first paragraph of some length is plainly English.

    What another language stands beneath is a translation or a notice, and is left out by itself.
    """
    lead = next((text for text in openings if len(text) >= _LEAD_LEAST), "")
    return len(_PLAINLY_ENGLISH.findall(lead)) >= _PLAIN_LEAST and tell_language(lead) == "en"


def _of_kinds(blocks: Sequence[Block], kinds: Sequence[BlockKind]) -> list[Block]:
    return [block for block in blocks if block.kind in kinds]


def tell_language(sample: str) -> str | None:
    """Return the language of a stretch of text, None where it cannot be told."""
    if not sample.isascii():
        script = _by_script(sample)
        if script:
            return script
    lower = sample.lower()
    counts, total = _count(sample)
    if not total:
        return None
    english = counts.pop("en", 0)
    # Of two with as many words the first by its code: the same in every run.
    best = max(sorted(counts), key=lambda language: counts[language], default="en")
    count = counts.get(best, 0)
    is_sure = count >= (_LEAST_AMONG_ENGLISH if english else _LEAST)
    if is_sure and english < count * _ENGLISH_PART:
        return best
    if english > max(count, _LEAST) or total < _ENOUGH:
        return "en" if english >= count or _is_plain(lower) else None
    return "en" if english >= total * _ENGLISH_LEAST else None


_NAME = re.compile(r"(?<=[a-z,;:] )[A-ZÀ-Þ][a-zß-ÿ'’]+")


def _without_names(sample: str) -> str:
    """The text without the capitalised words within its sentences: "La Mesa" is no Spanish."""
    return _NAME.sub("", sample)


def is_foreign(text: str) -> bool:
    """Say whether a paragraph of an English release is plainly in another language."""
    if _PLAINLY_ENGLISH.search(text, 0, _OPENING):
        return False
    if not text.isascii() and _by_script(text[:_OPENING]):
        return True
    counts, _ = _count(text[:_OPENING])
    english = counts.pop("en", 0)
    count = max(counts.values(), default=0)
    return count >= _FOREIGN_LEAST and english <= count * _FOREIGN_PART


def _count(text: str) -> tuple[Counter[str], int]:
    """Count the different function words of each language, and all different words.

    Different ones, because a repeated name or acronym ("WAR") says no more than one. A letter that
    one language alone has counts in names too.
    """
    known = _languages_of()
    lower = text.lower()
    found = set(_WORD.findall(_without_names(text).lower()))
    counts = Counter(chain.from_iterable(map(known.__getitem__, found & known.keys())))
    if not lower.isascii():
        counts.update(map(_BY_LETTER.__getitem__, _ODD_LETTER.findall(lower)))
    return counts, len(found)


def _by_script(sample: str) -> str | None:
    """The language that a script other than Latin tells, where most letters are of it."""
    if not _OTHER_SCRIPT.search(sample):
        return None
    hits = [0] * len(_BY_SCRIPT)
    for match in _SCRIPTS.finditer(sample):
        if match.lastindex:
            hits[match.lastindex - 1] += 1
    total = sum(hits)
    # A syllable or an ideogram is worth several Latin letters: a third of the text decides.
    if not total or total * 2 < len(_LATIN.findall(sample)):
        return None
    kana = hits[0]
    top = "ja" if kana * 8 >= hits[2] + kana > 0 and kana else _BY_SCRIPT[hits.index(max(hits))]
    if top == "ru":
        ukrainian = len(_UKRAINIAN.findall(sample))
        return "uk" if ukrainian > len(_RUSSIAN.findall(sample)) else "ru"
    return "fa" if top == "ar" and _PERSIAN.search(sample) else top


def _is_plain(lower: str) -> bool:
    """Say whether hardly a letter has an accent: a name may, a language without words may not."""
    odd = len(lower) - len(lower.encode("ascii", "ignore"))
    return odd * 10 <= len(lower)
