"""Quoted words laid beside those of an original: what is kept, left out, put in, moved. Pure."""

import re
from collections import Counter
from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from functools import lru_cache

# Words, numbers with their marks ("50,000"), and what stands for words left out or put in.
_TOKEN = re.compile(
    r"(?P<gap>\[\s*(?:…|\.\s?\.\s?\.|\*\s?\*\s?\*)\s*\]|\(\s*(?:…|\.\.\.)\s*\)"
    r"|…|\.\s?\.\s?\.(?:\s?\.)?)"
    r"|\[(?P<bracket>[^\[\]\n]{1,120})\]"
    r"|(?P<word>\d+(?:[.,:]\d+)*|[^\W\d_]+(?:['’][^\W\d_]+)*|\w+)"
)
_CAPITAL = re.compile(r"\[(\w)\](?=\w)")
_NO_WORDS = frozenset({"sic", "emphasis added"})
# So many words in a row are no chance; so many beyond the ends of a quotation are looked at.
_RUN, _NEAR = 3, 4
# A few words at an end of a quotation stand in the place of as many.
_REPLACED = 3
# Between two words of one sentence stand a mark and a space; more is a quotation that ends.
_JOINED = 2
# Of a piece of a quotation and of a window of the original: more is compared piece by piece.
_LONGEST = 700
# What takes back or limits what is said: without it a sentence says something else.
_TURNING = frozenset(
    """
    no not never nor neither none nothing nobody nowhere without hardly scarcely barely cannot cant
    wont dont doesnt didnt isnt arent wasnt werent hasnt havent hadnt shouldnt wouldnt couldnt
    mustnt
    if unless until except only may might could would should perhaps possibly allegedly alleged
    almost nearly despite instead stop stopped fail failed fails refuse refused deny denied
    """.split()  # noqa: SIM905
)
_CONTRACTED = re.compile(r"n['’]t$", re.IGNORECASE)
_SENTENCE_END = re.compile(r"[.!?][”\"’')\]]*\s+$|\n\s*$|[.!?][”\"’')\]]*$")


@dataclass(frozen=True, slots=True)
class Word:
    """A word as it is compared (`key`), as it is written, and where it stands."""

    key: str
    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Mark:
    """Where words were left out ("gap") or put in ("bracket"), by who quotes and says so."""

    kind: str
    words: tuple[Word, ...] = ()


@dataclass(frozen=True, slots=True)
class Piece:
    """Words "kept", "left_out" of the original, "put_in" or "moved" by the one who quotes.

    `is_told` says that the one who quotes shows it, by an ellipsis or brackets; `start:end` is the
    place in the original.
    """

    words: str
    change: str = "kept"
    is_told: bool = False
    start: int = 0
    end: int = 0


def plain_words(text: str, offset: int = 0) -> list[Word]:
    """The words of an original, brackets or not; `offset` is where the text begins in a longer."""
    return [
        Word(key_of(f[0]), f[0], f.start() + offset, f.end() + offset)
        for f in _PLAIN.finditer(text)
    ]


_PLAIN = re.compile(r"\d+(?:[.,:]\d+)*|[^\W\d_]+(?:['’][^\W\d_]+)*|\w+")


@lru_cache(maxsize=20_000)
def key_of(word: str) -> str:
    """What a word has in common with the same in other marks and capitals."""
    key = word.casefold().replace("’", "").replace("'", "")
    return key.replace(",", "") if key[:1].isdigit() else key


def read_quotation(text: str) -> list[Word | Mark]:
    """The words of a quotation and the marks of who quotes, in order."""
    text = _CAPITAL.sub(r"\1", text)
    found: list[Word | Mark] = []
    for match in _TOKEN.finditer(text):
        if match["word"]:
            found.append(Word(key_of(match[0]), match[0], match.start(), match.end()))
        elif match["gap"]:
            found.append(Mark("gap"))
        elif match["bracket"].casefold().strip() not in _NO_WORDS:
            inner = tuple(plain_words(match["bracket"]))
            found.append(Mark("bracket", inner) if inner else Mark("gap"))
    while found and found[0] == Mark("gap"):
        found.pop(0)
    while found and found[-1] == Mark("gap"):
        found.pop()
    return found


def breaks_in(quotation: Sequence[Word | Mark]) -> tuple[int, ...]:
    """The numbers of the words before which something was left out or put in."""
    return tuple(_marks_before(quotation))


def said_words(quotation: Sequence[Word | Mark]) -> list[str]:
    """The keys of the words that are quoted, without those in brackets."""
    return [one.key for one in quotation if isinstance(one, Word)]


def common(first: Sequence[str], second: Sequence[str]) -> list[tuple[int, int]]:
    """The longest common subsequence of two lists, as pairs of places.

    Of equally long ones that whose matches lie together: a change is shown in one piece.
    """
    start = 0
    while start < min(len(first), len(second)) and first[start] == second[start]:
        start += 1
    end = 0
    while end < min(len(first), len(second)) - start and first[-1 - end] == second[-1 - end]:
        end += 1
    head = [(n, n) for n in range(start)]
    tail = [(len(first) - n, len(second) - n) for n in range(end, 0, -1)]
    middle = _longest(first[start : len(first) - end], second[start : len(second) - end])
    return head + [(a + start, b + start) for a, b in middle] + tail


def _longest(first: Sequence[str], second: Sequence[str]) -> list[tuple[int, int]]:
    if not first or not second:
        return []
    first, second = first[:_LONGEST], second[:_LONGEST]
    rows, columns = len(first), len(second)
    # A match that follows a match counts a little more, so that matches lie together.
    best = [[0.0] * (columns + 1) for _ in range(rows + 1)]
    for a in range(rows - 1, -1, -1):
        row, below = best[a], best[a + 1]
        word = first[a]
        for b in range(columns - 1, -1, -1):
            value = below[b] if below[b] >= row[b + 1] else row[b + 1]
            if word == second[b]:
                follows = a + 1 < rows and b + 1 < columns and first[a + 1] == second[b + 1]
                matched = below[b + 1] + (1.001 if follows else 1.0)
                value = matched if matched > value else value
            row[b] = value
    pairs, a, b = [], 0, 0
    while a < rows and b < columns:
        here = best[a][b]
        if first[a] == second[b] and here > best[a + 1][b] and here > best[a][b + 1]:
            pairs.append((a, b))
            a, b = a + 1, b + 1
        elif best[a + 1][b] >= best[a][b + 1]:
            a += 1
        else:
            b += 1
    return pairs


def compare(quotation: Sequence[Word | Mark], original: Sequence[Word]) -> list[Piece]:
    """What is kept of the original within the quotation, left out, put in and moved, in order.

    What stands before or after the quotation in the original was not left out of it.
    """
    said = [one for one in quotation if isinstance(one, Word)]
    marks = _marks_before(quotation)
    pairs = _pairs([w.key for w in original], [w.key for w in said], marks)
    if not pairs:
        return [Piece(" ".join(word.text for word in said), "put_in")]
    pieces: list[Piece] = []
    first, last = pairs[0], pairs[-1]
    at, place = first[0], first[1]
    matched = {a for a, _ in pairs}
    lost = Counter(original[n].key for n in range(first[0], last[0]) if n not in matched)
    beyond = original[last[0] + 1 :]
    gap = _gap(original, first[0] - 1)
    pieces += _edge(original[: first[0]], said[: first[1]], beyond, lost, gap, is_front=True)
    for there, here in pairs:
        told = [mark for n in range(place, here + 1) for mark in marks.get(n, ())]
        pieces += _changed(original[at:there], said[place:here], told)
        kept = original[there]
        pieces.append(Piece(kept.text, start=kept.start, end=kept.end))
        at, place = there + 1, here + 1
    beyond = original[: first[0]]
    gap = _gap(original, at - 1)
    pieces += _edge(original[at:], said[place:], beyond, lost, gap, is_front=False)
    told = [mark for n in range(place, len(said) + 1) for mark in marks.get(n, ())]
    pieces += _changed((), (), told)
    return list(_with_moves(_merged(pieces)))


def _edge(
    beside: Sequence[Word],
    come: Sequence[Word],
    beyond: Sequence[Word],
    lost: Counter[str],
    gap: int,
    *,
    is_front: bool,
) -> Iterator[Piece]:
    """What is put in before the first word that is kept, or behind the last.

    `beside` are the words of the original there, `beyond` those beyond its other end, `lost` those
    left out in between. Words from there were moved; a few others stand in the place of as many,
    where no paragraph or mark ends there: `gap` is how many characters stand between.
    """
    if not come:
        return
    keys = [word.key for word in come]
    ends = beyond[: len(come)] if is_front else beyond[len(beyond) - len(come) :]
    if [word.key for word in ends] == keys:
        yield Piece(_text(come), "moved")
        return
    gone = beside[max(0, len(beside) - len(come)) :] if is_front else beside[: len(come)]
    is_beside = gap <= _JOINED and len(gone) == len(come) <= _REPLACED
    if is_beside and not Counter(keys) <= lost:
        yield Piece(_text(gone), "left_out", False, gone[0].start, gone[-1].end)
    yield Piece(_text(come), "put_in")


def _gap(original: Sequence[Word], at: int) -> int:
    """How many characters stand between a word and the next."""
    if not 0 <= at < len(original) - 1:
        return 0
    return original[at + 1].start - original[at].end


def _pairs(
    original: Sequence[str], said: Sequence[str], told: Container[int]
) -> list[tuple[int, int]]:
    """Matches between an original and what is said: long runs first, then whatever lies between."""
    matched = SequenceMatcher(None, original, said, autojunk=False).get_matching_blocks()
    blocks = [block for block in matched if block.size >= _RUN]
    if not blocks:
        return _settled(common(original, said), original, said, told)
    found = _edge_pairs(original[: blocks[0].a], said[: blocks[0].b], 0, 0, is_front=True)
    at, place = blocks[0].a, blocks[0].b
    for block in blocks:
        between = common(original[at : block.a], said[place : block.b])
        found += [(a + at, b + place) for a, b in between]
        found += [(block.a + n, block.b + n) for n in range(block.size)]
        at, place = block.a + block.size, block.b + block.size
    found += _edge_pairs(original[at:], said[place:], at, place, is_front=False)
    return _settled(found, original, said, told)


def _edge_pairs(
    original: Sequence[str], said: Sequence[str], at: int, place: int, *, is_front: bool
) -> list[tuple[int, int]]:
    """Matches before the first long run or behind the last; a word or two there are chance."""
    reach = len(said) + _NEAR
    start = max(0, len(original) - reach) if is_front else 0
    pairs = common(original[start : start + reach], said)
    if len(pairs) * 3 < len(said):
        return []
    return [(a + start + at, b + place) for a, b in pairs]


def _settled(
    pairs: list[tuple[int, int]],
    original: Sequence[str],
    said: Sequence[str],
    told: Container[int],
) -> list[tuple[int, int]]:
    """The matches, with words left out where an ellipsis says so, if they may as well be there.

    "working … to help" of "working to deliver aid to help" leaves out "to deliver aid".
    """
    for number in range(len(pairs) - 1):
        at, place = number, pairs[number + 1][0] - 1
        if pairs[number + 1][0] == pairs[number][0] + 1 or pairs[number + 1][1] in told:
            continue
        moved: list[tuple[int, int]] = []
        while at >= 0 and original[place] == said[pairs[at][1]]:
            moved.insert(0, (place, pairs[at][1]))
            if pairs[at][1] in told:
                pairs[at : number + 1] = moved
                break
            at, place = at - 1, place - 1
            if at < 0 or place <= pairs[at][0]:
                break
    return pairs


def _changed(gone: Sequence[Word], come: Sequence[Word], told: list[Mark]) -> Iterator[Piece]:
    bracketed = [word for mark in told for word in mark.words]
    if bracketed and [w.key for w in bracketed] == [w.key for w in gone] and not come:
        # Brackets around words that stand there.
        yield Piece(_text(gone), start=gone[0].start, end=gone[-1].end)
        return
    if gone:
        yield Piece(_text(gone), "left_out", bool(told) and not come, gone[0].start, gone[-1].end)
    if come:
        yield Piece(_text(come), "put_in")
    if bracketed:
        yield Piece(_text(bracketed), "put_in", is_told=True)


def _text(found: Sequence[Word]) -> str:
    return " ".join(word.text for word in found)


def _marks_before(quotation: Sequence[Word | Mark]) -> dict[int, list[Mark]]:
    """The marks by the number of the word they stand before."""
    found: dict[int, list[Mark]] = {}
    number = 0
    for one in quotation:
        if isinstance(one, Word):
            number += 1
        else:
            found.setdefault(number, []).append(one)
    return found


def _merged(pieces: Sequence[Piece]) -> list[Piece]:
    merged: list[Piece] = []
    for piece in pieces:
        if merged and piece.change == "kept" == merged[-1].change:
            last = merged[-1]
            merged[-1] = replace(last, words=f"{last.words} {piece.words}", end=piece.end)
        else:
            merged.append(piece)
    return merged


def _with_moves(pieces: Sequence[Piece]) -> Iterator[Piece]:
    """Call moved what is left out in one place and put in at another."""
    out = Counter(_key(p) for p in pieces if p.change == "left_out" and not p.is_told)
    come = Counter(_key(p) for p in pieces if p.change == "put_in" and not p.is_told)
    moved = out & come
    if not moved and _is_reordered(pieces):
        moved = out + come
    gone = Counter(moved)
    for piece in pieces:
        key = _key(piece)
        if piece.is_told or piece.change == "kept" or not moved[key]:
            yield piece
        elif piece.change == "put_in":
            joint = _joint(key, out)
            words = piece.words.split()
            if joint:
                yield Piece(words[0])
            yield replace(piece, words=" ".join(words[joint:]), change="moved")
        elif gone[key]:
            gone[key] -= 1  # shown where it was moved to


def _joint(key: tuple[str, ...], out: Counter[tuple[str, ...]]) -> int:
    """How many words only joined what changed places: "rest and see", "see and rest"."""
    return int(len(key) > 1 and (*key[1:], key[0]) in out and key[0] in ("and", "or"))


def _is_reordered(pieces: Sequence[Piece]) -> bool:
    """Whether the words are the same, and only their order is not."""
    out = Counter(w for p in pieces if p.change == "left_out" and not p.is_told for w in _key(p))
    come = Counter(w for p in pieces if p.change == "put_in" and not p.is_told for w in _key(p))
    return bool(out) and out == come


def _key(piece: Piece) -> tuple[str, ...]:
    return tuple(word.key for word in plain_words(piece.words))


def turns(words: Sequence[Word]) -> bool:
    """Whether words take back or limit what is said around them."""
    return any(word.key in _TURNING or _CONTRACTED.search(word.text) for word in words)


def turning_part(original: str, start: int, end: int) -> list[Word]:
    """Of words left out, those of the sentences that go on: a sentence left out whole is none."""
    text = original[start:end]
    is_begun = not _SENTENCE_END.search(original[max(0, start - 8) : start])
    ends = [found.end() for found in re.finditer(r"[.!?][”\"’')\]]*(?=\s|$)", text)]
    is_ended = bool(ends) and not text[ends[-1] :].strip("”\"’' \n")
    is_ended = is_ended or bool(re.match(r"[”\"’']*[.!?]", original[end : end + 3]))
    head = text[: ends[0]] if ends else text
    tail = text[ends[-1] :] if ends else text
    if not ends:
        return [] if not is_begun and is_ended else plain_words(text)
    found = plain_words(head) if is_begun else []
    return found + ([] if is_ended else plain_words(tail))
