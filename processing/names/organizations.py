"""Organizations, things and operations, by the shape of their names, and their acronyms."""

import re
from dataclasses import dataclass

from processing.lexicon import table
from processing.names.tokens import Tokens, find_headed

# Letters of labels: see `vocabulary`. A capitalised word that may stand before the head.
_PART = rb"[NWDGELlKkAUQMJIRH]"
_BEFORE_HEAD = 14
_HEADED = re.compile(
    rb"(?:[NWDGELlKkAUQMJIRHO]|F(?=O)|T(?=T{0,2}['O])|'|&|a(?=[WO][NWLO])){0,%d}O" % _BEFORE_HEAD
)
# "of the Treasury", "for the Eastern District of New York", "of Health and Human Services".
_REST = rb"h?(?:[MF]{0,2}T+(?![NGDEIp])(?:'O)?|[NWDLlKkAUQMOJGE&H]{1,6})"
_LIST = rb"(?:(?<=[WN])(?:,W{1,2}){0,4},?aW[WNO]{0,3})?"
_OF = re.compile(rb"(?:(?:[fr]" + _REST + _LIST + rb"){1,3}(?:[NWLlDA]{0,4}O)?)")
_AT = re.compile(rb"j[NDLlJ]{1,3}")
_ON = re.compile(rb"nh?" + _REST[2:] + _LIST)
_COMPANY = re.compile(rb"[NGDELlAIWMQJUkKO&a]{1,7},?Y")
_PAIR = re.compile(rb"[NGDEAW]{1,3}&[NGDEAW]{1,3}")
_THING = re.compile(rb"(?:[NWDGEAUQMJKkR&L]|l|'(?=[NWHMQ])){1,6}H|[WN]{1,2}f[WN]{1,3}H")
_OPERATION = re.compile(rb"P\"?[NWDGELlAHQRJOZzKkI]{1,4}")
_BRACKET = re.compile(rb"\([AKN]\)")

# "Ohio Senate" is not the Senate.
_CHAMBER = re.compile(rb"Ll*Kk*")
_CHAMBERS = frozenset(("Senate", "Guard", "Representatives", "Congress", "Service", "Patrol"))
# Heads after which "at" and "on" belong to the name.
_SEATED = frozenset(("University", "College", "School", "Hospital", "Center", "Institute"))
_TOPICAL = frozenset(
    ("Committee", "Commission", "Council", "Subcommittee", "Board", "Conference", "Caucus", "Force")
)
_INDEFINITE = frozenset(("a", "an"))
_NAMELESS = frozenset(("Task Force", "Police Force"))
# Heads whose members close the name: "Association of Prosecuting Attorneys".
_MEMBERS = frozenset(("Association", "Conference", "Council", "Federation", "Society"))
_LONGEST_ACRONYM = 10
_DUBBED = frozenset(("dubbed", "codenamed", "code-named", "nicknamed"))


@dataclass(frozen=True, slots=True)
class Unit:
    """A name of something over tokens `first` to `last` (exclusive)."""

    first: int
    last: int
    acronym: str | None = None
    rule: str = ""


def mark_organizations(tokens: Tokens) -> list[Unit]:
    """Write organizations and things over the labels; return the bracketed acronyms as units.

    A returned unit is an organization whose acronym the text introduces.
    """
    labels = tokens.labels
    for match in list(_PAIR.finditer(labels)):
        if b"G" not in match.group() or labels[match.end() : match.end() + 1] == b"Y":
            tokens.mark(match.start(), match.end(), "K")
    for match in list(_COMPANY.finditer(labels)):
        tokens.mark(_trim(tokens, match.start(), match.end()), match.end(), "K")
    for match in list(_CHAMBER.finditer(labels)):
        if tokens.words[match.end() - 1] in _CHAMBERS:
            tokens.mark(match.start(), match.end(), "K")
    at = 0
    while (head := labels.find(b"O", at)) >= 0:
        headed = _HEADED.search(labels, max(at, head - _BEFORE_HEAD))
        assert headed is not None
        at = _mark_headed(tokens, headed.start(), headed.end())
    for match in list(find_headed(_THING, labels, b"H")):
        tokens.mark(match.start(), match.end(), "Z")
    found = [*_introduce_acronyms(tokens), *_introduce_before(tokens)]
    introduced = {unit.acronym for unit in found}
    if introduced:
        for at, word in enumerate(tokens.words):
            if word in introduced and labels[at] in b"AN_":
                tokens.mark(at, at + 1, "K")
    return found


def _mark_headed(tokens: Tokens, start: int, head: int) -> int:
    """Mark the organization whose head ends at `head`; return where to go on."""
    labels = tokens.labels
    end = head
    last = tokens.words[head - 1]
    rest = _OF.match(labels, end)
    # "Committee for a new hall" goes on about something else.
    if rest and _INDEFINITE.isdisjoint(tokens.words[end : rest.end()]):
        end = rest.end()
    if last in _SEATED and (rest := _AT.match(labels, end)):
        end = rest.end()
    if last in _TOPICAL and (rest := _ON.match(labels, end)):
        end = rest.end()
    if end > head and last in _MEMBERS and labels[end : end + 1] == b"T":
        end += 1
    first = _trim(tokens, start, head)
    if tokens.text(first, end) in _NAMELESS:
        return end
    if end - first > 1 and not (end == head and labels[first:head].strip(b"O") == b""):
        tokens.mark(first, end, "K")
    elif end - first > 1 and labels[first:head] == b"OO":
        tokens.mark(first, end, "W")
    return end


def _trim(tokens: Tokens, first: int, head: int) -> int:
    """Leave out what stands before the name: other owners, joining words."""
    labels = tokens.labels
    own = first
    for at in range(first, head):
        if labels[at] == ord("'") and at > own:
            before = labels[at - 1]
            if before not in b"TMW" and tokens.words[max(own, at - 2)] != "St.":
                own = at + 1
    while own < head - 1 and labels[own] in b"'&a":
        own += 1
    return own


def _introduce_acronyms(tokens: Tokens) -> list[Unit]:
    found: list[Unit] = []
    labels = tokens.labels
    for match in list(_BRACKET.finditer(labels)):
        at = match.start() + 1
        acronym = tokens.words[at]
        if not 2 <= len(acronym) <= _LONGEST_ACRONYM or sum(c.isupper() for c in acronym) < 2:
            continue
        unit = _name_before(tokens, match.start(), acronym)
        if unit is not None:
            tokens.mark(unit.first, unit.last, "K")
            tokens.mark(at, at + 1, "K")
            found.append(unit)
    return found


def _introduce_before(tokens: Tokens) -> list[Unit]:
    """Read acronyms that their name follows: "FEMRA, the Federal Marsh Restoration Agency,"."""
    found: list[Unit] = []
    for match in list(_ACRONYM_FIRST.finditer(tokens.labels)):
        acronym = tokens.words[match.start()]
        first, last = match.span("name")
        initials = [w[0].upper() for w in tokens.words[first:last] if w not in _SMALL]
        if len(acronym) >= _SHORTEST_ACRONYM and _is_within(initials, acronym.upper()):
            tokens.mark(match.start(), match.start() + 1, "K")
            found.append(Unit(first, last, acronym, "acronym-before-organization"))
    return found


def _is_within(initials: list[str], acronym: str) -> bool:
    """Whether an acronym begins with the first initial and has the others in their order."""
    at = 0
    for number, initial in enumerate(initials):
        place = acronym.find(initial, at)
        if place < 0 or (number == 0 and place > 0):
            return False
        at = place + 1
    return len(initials) > 1 and acronym[-1] == initials[-1]


_ACRONYM_FIRST = re.compile(rb"[AN_],h?(?P<name>Kk+)(?=[,.;])")
_SHORTEST_ACRONYM = 3
_SMALL = frozenset({"of", "and", "for", "the", "in", "on", "at", "de", "to", "&"})


def _name_before(tokens: Tokens, end: int, acronym: str) -> Unit | None:
    """Find the name a bracket at token `end` shortens: an organization, or fitting initials."""
    labels = tokens.labels
    if end and labels[end - 1] == ord("'"):
        end -= 1
    spelled = _initials_start(tokens, end, acronym)
    if end and labels[end - 1] in b"Kk":
        first = end - 1
        while first and labels[first] == ord("k"):
            first -= 1
        first = _widen(tokens, first, acronym) if spelled is None else min(first, spelled)
        return Unit(first, end, acronym, "acronym-after-organization")
    if spelled is not None and end - spelled > 1 and labels[end - 1] not in b"ZzHh":
        return Unit(spelled, end, acronym, "acronym-initials")
    return None


def _widen(tokens: Tokens, first: int, acronym: str) -> int:
    """Take in capitalised words before an organization if the acronym begins with theirs."""
    if tokens.words[first][:1] == acronym[0]:
        return first
    for at in range(first - 1, max(first - 4, -1), -1):
        if tokens.labels[at] not in b"NWDGEAMUL":
            break
        if tokens.words[at][:1] == acronym[0]:
            return at
    return first


def _initials_start(tokens: Tokens, end: int, acronym: str) -> int | None:
    """Find the word from which the initials up to `end` spell the acronym, small words skipped."""
    letters = [c.upper() for c in acronym if c.isalpha()]
    left = len(letters)
    for at in range(end - 1, max(end - 2 * len(letters) - 3, -1), -1):
        label, word = tokens.labels[at], tokens.words[at]
        if label in b',.;:"()/|Bvw#-':
            return None
        if label in b"farhin&j'" or word in _SMALL:
            continue
        initial = word[:1].upper()
        if not word[:1].isupper():
            return None
        if initial == letters[left - 1]:
            left -= 1
            if left == 0:
                return at
    return None


def mark_operations(tokens: Tokens) -> list[Unit]:
    """Mark named operations ("Operation Quiet Harbor", "dubbed “Tidewater”")."""
    found: list[Unit] = []
    labels = tokens.labels
    stops = table("names_words")["operation_stops"]
    for match in list(_OPERATION.finditer(labels)):
        first, last = match.span()
        if (first and labels[first - 1] in b"NWDGELOQMU") or tokens.words[first + 1] in stops:
            continue
        if labels[first + 1] == ord('"'):
            if labels[last : last + 1] != b'"':
                continue
            tokens.mark(first, last, "P")
            found.append(Unit(first, last + 1, None, "operation-quoted"))
            continue
        tokens.mark(first, last, "P")
        found.append(Unit(first, last, None, "operation"))
    # Most releases hold none of these words.
    told = [] if _NAMING.isdisjoint(tokens.words) else tokens.words
    for at, word in enumerate(told):
        if word in _NAMING:
            unit = _dubbed(tokens, at + 1) if word in _DUBBED else _initiative(tokens, at)
            if unit is not None:
                tokens.mark(unit.first, unit.last, "P")
                found.append(unit)
    return found


_NAMING = _DUBBED | {"Initiative"}
_LONGEST_INITIATIVE = 6
_QUOTED_NAME = re.compile(rb"\"([NWDGELlAHQRJOKkIM]{1,4}),?\"")
_EFFORTS = frozenset(
    [
        "operation",
        "investigation",
        "initiative",
        "sweep",
        "crackdown",
        "probe",
        "sting",
        "effort",
        "takedown",
        "program",
    ]
)


def _initiative(tokens: Tokens, at: int) -> Unit | None:
    """Read "Safe Streets Initiative", whose head is at token `at`."""
    first = at
    while first > max(0, at - _LONGEST_INITIATIVE) and tokens.labels[first - 1] in b"NWDGELlAMQ&":
        first -= 1
    while first < at and tokens.labels[first] in b"&l":
        first += 1
    return Unit(first, at + 1, None, "initiative") if first < at else None


def _dubbed(tokens: Tokens, at: int) -> Unit | None:
    match = _QUOTED_NAME.match(tokens.labels, at)
    if match is None:
        return None
    before = tokens.words[max(0, at - 12) : at]
    if _EFFORTS.isdisjoint(before):
        return None
    return Unit(match.start(1), match.end(1), None, "operation-dubbed")
