"""Noun phrases that may be a speaker, read backwards from a cue."""

from dataclasses import dataclass

from processing.quotes.title_heads import is_head
from processing.quotes.word_kinds import (
    APPOSITION_OPENERS,
    BEFORE_APPOSITION,
    CUE_OR_AUXILIARY,
    CUE_PARTICIPLES,
    DESCRIBING,
    DETERMINERS,
    NAME_ENDS,
    NOMINAL,
    NOUNS,
    PARTICIPLES,
    PHRASE_HEADS,
    PHRASE_INNER,
    PHRASE_OPENERS,
    PRONOUNS,
    SPEAKERS,
    WordKind,
)
from processing.quotes.words import Word

# Kinds of words that a noun phrase is made of, determiners and owners included.
# Prepositions that tie a second noun to a speaker ("a spokesman for the agency").
_NO_TIES = frozenset(
    {"after", "before", "during", "since", "despite", "like", "following", "amid", "until", "over"}
)
# They belong to the verb before them ("held up a sign") as often as to the noun after.
_PARTICLES = frozenset({"up", "out", "off", "down"})
# A phrase of more words than this is a sentence gone wrong, not a speaker.
LONGEST = 14


@dataclass(frozen=True, slots=True)
class Phrase:
    """A speaker in a sentence: words `first..last` name the speaker, `outer_*` take in the rest.

    The rest is an apposition or a title ("the ministry's spokesman, Ada Lund,"), in which `role_*`
    (a range of words, empty when equal) says what the speaker is.
    """

    first: int
    last: int
    outer_first: int
    outer_last: int
    role_first: int = 0
    role_last: int = -1


def read_backward(
    words: list[Word], last: int, floor: int, *, may_own: bool = False
) -> Phrase | None:
    """The noun phrase that ends at `last`, reading back no further than `floor`.

    With `may_own`, its last word may be a possessive ("the sheriff's").
    """
    if last < floor:
        return None
    word = words[last]
    if word.kind in PRONOUNS:
        return Phrase(last, last, last, last)
    if word.kind is WordKind.CLOSING:
        opening = _matching_open(words, last, floor)
        return read_backward(words, opening - 1, floor) if opening > floor else None
    if word.kind is WordKind.COMMA:
        return _before_apposition(words, last, floor)
    if word.kind is WordKind.DASH:
        return _before_dashes(words, last, floor)
    if word.kind is WordKind.TIME and last > floor:
        return read_backward(words, last - 1, floor)
    if word.low in _REFLEXIVES:  # "Lund | herself"
        return read_backward(words, last - 1, floor)
    if word.kind not in PHRASE_HEADS and word.kind not in DETERMINERS:
        return None
    if words[last].owns and words[last].kind is WordKind.NAME and not may_own:
        return None
    phrase = _ending_at(words, last, floor)
    if phrase is not None and words[phrase.first].low == "what" and phrase.first < last:
        return Phrase(phrase.first + 1, last, phrase.first + 1, last)  # "in what | pilots call"
    if phrase is not None and phrase.outer_first > floor and words[last].kind is not WordKind.NAME:
        before = words[phrase.outer_first - 1]
        if before.kind is WordKind.ADPOSITION and before.low not in _PARTICLES:
            return None  # "in a later interview | said": no subject, only a place or a time
    return phrase and (_who_is_doing(words, phrase, floor) or phrase)


_REFLEXIVES = frozenset({"himself", "herself", "themselves", "itself"})


def _who_is_doing(words: list[Word], object_: Phrase, floor: int) -> Phrase | None:
    """What a participle and its object only describe: "a clerk speaking to Lund | said"."""
    doing = object_.outer_first - 1
    if (
        doing > floor
        and words[doing].kind is WordKind.ADPOSITION
        and words[object_.last].kind is WordKind.NAME
    ):
        doing -= 1
    if doing > floor and words[doing].low.endswith("ed") and words[doing + 1].low == "by":
        return read_backward(words, doing - 1, floor) if words[doing - 1].kind in NOMINAL else None
    if (
        doing <= floor
        or not words[doing].low.endswith("ing")
        or words[doing].kind not in PARTICIPLES
    ):
        return None
    if words[doing].kind is WordKind.NOUN and doing == object_.outer_first - 1:
        return None  # "the planning director"
    return read_backward(words, doing - 1, floor) if words[doing - 1].kind in NOMINAL else None


def _ending_at(words: list[Word], last: int, floor: int) -> Phrase | None:
    first = _phrase_start(words, last, floor)
    if words[last].kind is not WordKind.NAME:
        tie = next((i for i in range(first, last) if words[i].kind is WordKind.ADPOSITION), None)
        if tie is not None and words[tie - 1].mention >= 0 and not words[tie - 1].owns:
            return Phrase(name_start(words, tie - 1, first), tie - 1, first, last)
        return Phrase(first, last, first, last)
    name_first = name_start(words, last, first)
    if words[name_first].mention >= 0:
        while first > floor and words[first - 1].start >= words[name_first].lead:
            first -= 1
        if words[name_first].lead <= words[first].start:  # all before the name is its title
            role = (first, name_first - 1) if first < name_first else (0, -1)
            return Phrase(name_first, last, first, last, *role)
    tie = next((i for i in range(first, name_first) if words[i].kind is WordKind.ADPOSITION), None)
    if tie is not None:
        if words[tie - 1].mention >= 0 and not words[tie - 1].owns:  # "Ada Lund of Ashby"
            return Phrase(name_start(words, tie - 1, first), tie - 1, first, last, tie + 1, last)
        if words[name_first].mention < 0 or not (
            words[first].kind is WordKind.NAME or _is_office(words, tie, name_first)
        ):
            return Phrase(first, last, first, last)  # "a story by the website Harbor Watch"
    role = (first, name_first - 1) if first < name_first else (0, -1)
    return Phrase(name_first, last, first, last, *role)


def _is_office(words: list[Word], tie: int, name: int) -> bool:
    """Whether all before a name is its office: "secretary | of state | Ada Lund"."""
    office, field = words[tie - 1].low, words[tie + 1 : name]
    if words[tie].low != "of" or not is_head(office) or office.endswith("s") or not field:
        return False
    return all(word.kind in NOUNS and not word.owns and not is_head(word.low) for word in field)


def _phrase_start(words: list[Word], last: int, floor: int) -> int:
    """The first word of the noun phrase that ends at `last`, ties to earlier nouns included."""
    i = last
    while i > floor and last - i < LONGEST:
        before = words[i - 1]
        if words[i].low == "what":
            break  # "the fire in | what pilots call"
        if (
            before.kind is WordKind.ADPOSITION
            and words[i].kind in PHRASE_OPENERS
            and before.low not in _NO_TIES
        ):
            tied = i - 2 >= floor and (
                words[i - 2].kind in NOMINAL
                or (
                    before.low == "of" and words[i - 2].kind is WordKind.DETERMINER
                )  # "hundreds of | workers"
            )
            if tied and not words[i - 2].owns:
                i -= 2
                continue
            break
        if (
            before.kind is WordKind.COORDINATOR
            and i - 2 >= floor
            and words[i].kind == words[i - 2].kind is WordKind.NAME
        ):
            i -= 2  # "the Ports and Harbors Directorate", "Lund and Ortiz"
            continue
        if (
            before.kind is WordKind.TIME
            and words[i].kind is WordKind.NUMERAL
            and _begins(words[i - 2])
        ):
            i -= 1  # "the June 23 vote"
            continue
        if before.kind not in PHRASE_INNER or before.kind is WordKind.TIME:
            break
        if (
            before.kind is WordKind.NUMERAL
            and i > 1
            and words[i - 2].kind is WordKind.TIME
            and not _begins(words[i - 3])
        ):
            break  # "On June 23 | officials"
        if words[i].kind in DETERMINERS and before.kind is not WordKind.DETERMINER:
            break  # a determiner begins a new phrase: "in a statement the agency"
        i -= 1
    return i


def _begins(word: Word) -> bool:
    """Whether a word begins a noun phrase: "the", "her", "the harbor's"."""
    return word.kind in DETERMINERS or word.owns


def _before_apposition(words: list[Word], comma: int, floor: int) -> Phrase | None:
    """The name or noun before "…, the director," or the name within "the director, Ada Lund,"."""
    if comma > floor and words[comma - 1].kind is WordKind.CLOSING:  # "Ada Lund (North Bay), said"
        bracketed = read_backward(words, comma - 1, floor)
        return bracketed and (named_before(words, bracketed) or bracketed)
    opening = _apposition_start(words, comma, floor)
    if opening is None:
        return None
    outer = read_backward(words, opening - 1, floor)
    if outer is None:
        return None
    inner = _ending_at(words, comma - 1, floor)
    if (
        inner is not None
        and (inner.first == opening + 1 or _is_titled(words, inner, opening + 1))
        and words[opening + 1].kind is WordKind.NAME
        and not _is_name(words, outer)
    ):
        described = named_before(words, outer)
        if described is not None and words[inner.first].mention < 0:
            return described  # "Ada Lund, the editor of the paper, Harbor Post,"
        role = (outer.outer_first, outer.outer_last)
        return Phrase(inner.first, inner.last, outer.outer_first, comma, *role)
    before = outer.outer_first - 1
    if before > floor and words[before].kind is WordKind.COMMA and not _is_name(words, outer):
        # "Lund, 59, of Ashby, Vt., who saw it, said": Vermont says nothing.
        further = (
            _ending_at(words, before - 1, floor)
            if words[before - 1].kind is WordKind.NAME
            else None
        )
        if further is None or not _is_name(words, further):
            further = _before_apposition(words, before, floor)
        if further is not None and words[further.last].kind is WordKind.NAME:
            role = (further.outer_last + 1, comma - 1)
            return Phrase(further.first, further.last, further.outer_first, comma, *role)
    return Phrase(outer.first, outer.last, outer.outer_first, comma, opening + 1, comma - 1)


def _is_titled(words: list[Word], name: Phrase, start: int) -> bool:
    """Whether titles and a found name fill an apposition: "the master, Captain Bo Ortiz,"."""
    return words[name.first].mention >= 0 and words[name.first].lead == words[start].start


def named_before(words: list[Word], description: Phrase) -> Phrase | None:
    """The name that an apposition describes: "Ada Lund, | an aide who knew the plan"."""
    comma = description.outer_first - 1
    if (
        comma < 1
        or words[comma].kind is not WordKind.COMMA
        or words[description.first].kind not in DESCRIBING
    ):
        return None
    if words[comma - 1].mention < 0 or words[comma - 1].owns:
        return None
    name = _ending_at(words, comma - 1, 0)
    return name and Phrase(
        name.first,
        name.last,
        name.outer_first,
        description.outer_last,
        description.outer_first,
        description.outer_last,
    )


def _before_dashes(words: list[Word], dash: int, floor: int) -> Phrase | None:
    """The name before an aside between dashes: "Lund — in her last week — said"."""
    for i in range(dash - 1, max(floor, dash - _REACH), -1):
        if words[i].kind is WordKind.DASH:
            phrase = read_backward(words, i - 1, floor)
            return phrase if phrase is not None and words[phrase.last].kind in SPEAKERS else None
    return None


def _is_name(words: list[Word], phrase: Phrase) -> bool:
    """Whether a phrase is a person's name by its looks: capitals only, two words or more."""
    named = words[phrase.first : phrase.last + 1]
    if named[-1].mention < 0 and any(is_head(word.low) for word in named):
        return False  # "Northern Greens Leader, Senator Ada Lund,"
    return named[0].kind is WordKind.NAME and named[-1].kind is WordKind.NAME and len(named) > 1


# Words within which an apposition is looked for; longer ones are lists gone wrong.
_REACH = 45
_OPENS_CLAUSE = frozenset(
    {"who", "whose", "which", "when", "if", "asked", "despite", "while", "as"}
)


def _apposition_start(words: list[Word], comma: int, floor: int) -> int | None:
    """The comma that opens the apposition which `comma` closes.

    The nearest that fits; but one after a name wins over those of a list within the apposition
    ("Lund, secretary for ports, roads and bridges, said").
    """
    nearest = None
    has_verb = False
    for i in range(comma - 1, max(floor, comma - _REACH), -1):
        word = words[i]
        if word.kind is WordKind.QUOTATION:
            break
        if word.kind in CUE_OR_AUXILIARY:
            has_verb = True
        elif word.low in ("who", "whose", "which") or (word.low == "that" and _is_noun(words, i)):
            has_verb = False
        if (
            word.kind is not WordKind.COMMA
            or i - 1 < floor
            or words[i - 1].kind not in BEFORE_APPOSITION
        ):
            continue
        after = words[i + 1]
        if after.mention >= 0 and after.mention == words[i - 1].mention:
            continue  # "Riley, III"
        if after.mention == words[i - 1].mention == -2 and not after.owns:
            continue  # "a clerk in Elm City, Pa."
        clause = (
            after.low in _OPENS_CLAUSE or after.kind in CUE_PARTICIPLES or after.low.endswith("ing")
        )
        clause = clause or (after.kind is WordKind.VERB and after.low.endswith("ed"))
        if not clause and after.kind is WordKind.ADPOSITION:
            clause = words[i - 1].kind is WordKind.NAME
        if clause or (not has_verb and _begins_apposition(after)):
            if words[i - 1].kind in NAME_ENDS or _holds_name(words, i, comma):
                return i
            if nearest is None:
                nearest = i
            if clause:
                break
    return nearest


def _is_noun(words: list[Word], i: int) -> bool:
    """Whether "that" goes back to a noun: "a group | that has sued"."""
    return i > 0 and words[i - 1].kind is WordKind.NOUN


def _holds_name(words: list[Word], opening: int, closing: int) -> bool:
    """Whether two commas hold a name of two words or more: "the port's lawyer, Ada Lund,"."""
    inner = words[opening + 1 : closing]
    return len(inner) > 1 and all(word.kind is WordKind.NAME for word in inner)


def _begins_apposition(word: Word) -> bool:
    return word.kind in APPOSITION_OPENERS or word.low in ("formerly", "and")


def name_start(words: list[Word], last: int, floor: int) -> int:
    """The first word of the name that ends at `last`."""
    mention = words[last].mention
    i = last
    while i > floor and words[i - 1].kind is WordKind.NAME and not words[i - 1].owns:
        if words[i - 1].mention != mention:
            break
        i -= 1
    return i


def _matching_open(words: list[Word], close: int, floor: int) -> int:
    for i in range(close - 1, max(floor, close - _REACH) - 1, -1):
        if words[i].kind is WordKind.OPENING:
            return i
    return floor
