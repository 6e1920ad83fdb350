"""Organizations, things and operations, by the shape of their names, and their acronyms."""

from dataclasses import dataclass

from processing.lexicon import table
from processing.names.labels import Label, codes, pattern
from processing.names.tokens import Tokens, find_headed

# How many words may stand before the head.
_BEFORE_HEAD = 14
# "National Harbor Service", "Sheriff's Office", "Health and Human Services Department".
_HEADED = pattern(
    r"(?: [ORGANIZATION_PART ORGANIZATION_HEAD] | RANK (?= ORGANIZATION_HEAD)"
    r" | TITLE (?= TITLE{0,2} [' ORGANIZATION_HEAD]) | ' | &"
    r" | AND (?= [COMMON ORGANIZATION_HEAD] [CAPITALISED COMMON PLACE ORGANIZATION_HEAD])"
    rf"){{0,{_BEFORE_HEAD}}} ORGANIZATION_HEAD"
)
# "Treasury", "Eastern District", "Health": what an organization is of, for or on.
_FIELD = (
    r"(?: [TITLE_MODIFIER RANK]{0,2} TITLE+ (?! [NAME_WORD INITIAL PARTICLE])"
    r" (?: ' ORGANIZATION_HEAD)? | [NAME_WORD COMMON ANY_PLACE ANY_ORGANIZATION ACRONYM"
    r" UNITED_STATES PLACE_HEAD TITLE_MODIFIER ORGANIZATION_HEAD PLACE_OPENER THING_HEAD &]{1,6})"
)
# "…, Housing, and Indigenous Affairs"
_LIST = (
    r"(?: (?<= [COMMON CAPITALISED]) (?:, COMMON{1,2}){0,4} ,? AND COMMON"
    r" [COMMON CAPITALISED ORGANIZATION_HEAD]{0,3})?"
)
# "of the Treasury", "for the Eastern District of New York", "of Health and Human Services".
_OF = pattern(
    r"(?: (?: [OF FOR] ARTICLE? " + _FIELD + _LIST + r"){1,3}"
    r" (?: [CAPITALISED COMMON ANY_PLACE GIVEN_PLACE ACRONYM]{0,4} ORGANIZATION_HEAD)?)"
)
# "University | at Elm City"
_AT = pattern(r"AT [ANY_PLACE CAPITALISED GIVEN_PLACE PLACE_OPENER]{1,3}")
# "Committee | on Ways and Means"
_ON = pattern(r"ON ARTICLE? " + _FIELD + _LIST)
# "Lund and Sons, Inc."
_COMPANY = pattern(
    r"[NAME_WORD ANY_PLACE ANY_ORGANIZATION ACRONYM INITIAL COMMON TITLE_MODIFIER PLACE_HEAD "
    r"PLACE_OPENER UNITED_STATES ORGANIZATION_HEAD AND&]{1,7},? COMPANY_ENDING"
)
# "Lund & Ortiz"
_PAIR = pattern(r"[NAME_WORD ACRONYM COMMON]{1,3}& [NAME_WORD ACRONYM COMMON]{1,3}")
# "Safe Harbor Act", "Bill of Rights Day": named, and nobody
_THING = pattern(
    r"(?: [NAME_WORD ANY_ORGANIZATION COMMON ACRONYM UNITED_STATES PLACE_HEAD TITLE_MODIFIER "
    r"PLACE_OPENER STREET PLACE&] | PLACE_REST | ' (?= [CAPITALISED COMMON THING_HEAD "
    r"TITLE_MODIFIER PLACE_HEAD])){1,6} THING_HEAD | [COMMON CAPITALISED]{1,2} OF [COMMON "
    r"CAPITALISED]{1,3} THING_HEAD"
)
# "Operation Quiet Harbor", "Operation “Tidewater"
_OPERATION = pattern(
    r"OPERATION\"? [NAME_WORD ANY_PLACE ANY_ORGANIZATION COMMON ACRONYM THING_HEAD "
    r"PLACE_HEAD STREET PLACE_OPENER ORGANIZATION_HEAD THING THING_REST INITIAL]{1,4}"
)
# "(MRD)"
_BRACKET = pattern(r"\([ACRONYM ORGANIZATION CAPITALISED]\)")

# "Ohio Senate" is not the Senate.
_CHAMBER = pattern(r"PLACE PLACE_REST* ORGANIZATION ORGANIZATION_REST*")
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
_OF_THINGS = codes("THING THING_REST THING_HEAD ARTICLE")
# Capitalised words that an acronym may begin with: "(MHS)" behind "Marsh | Harbor Service".
_WIDENING = codes("NAME_WORD COMMON ACRONYM TITLE_MODIFIER UNITED_STATES PLACE")
# Behind these begins what an acronym may be short for.
_ENDS_INITIALS = codes(
    "BOUNDARY SAYING WHO COMMA STOP SEMICOLON COLON QUOTE BRACKET BRACKET_END BLOCK_END"
    " GAP NUMBER DASH"
)
_OFFICE = pattern(r"TITLE [OF FOR]")
# Small words that an acronym leaves out.
_SKIPPED = codes("OF AND FOR ARTICLE IN ON AT AMPERSAND OWNER")
# Behind these "Operation" is part of a name: "Marsh Operation Center".
_OWNS_OPERATION = codes(
    "NAME_WORD COMMON PLACE ORGANIZATION_HEAD PLACE_HEAD TITLE_MODIFIER UNITED_STATES"
)
# "Safe Streets | Initiative".
_INITIATIVE_PART = codes("NAME_WORD ANY_PLACE COMMON ACRONYM TITLE_MODIFIER PLACE_HEAD AMPERSAND")
# "Sheriff's | Office" is one name, "Ohio's | Department" two.
_OWNING = codes("TITLE TITLE_MODIFIER COMMON")


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
        if codes("GIVEN") not in match.group() or labels[match.end() : match.end() + 1] == codes(
            "COMPANY_ENDING"
        ):
            tokens.mark(match.start(), match.end(), Label.ORGANIZATION)
    for match in list(_COMPANY.finditer(labels)):
        tokens.mark(_trim(tokens, match.start(), match.end()), match.end(), Label.ORGANIZATION)
    for match in list(_CHAMBER.finditer(labels)):
        if tokens.words[match.end() - 1] in _CHAMBERS:
            tokens.mark(match.start(), match.end(), Label.ORGANIZATION)
    at = 0
    while (head := labels.find(codes("ORGANIZATION_HEAD"), at)) >= 0:
        headed = _HEADED.search(labels, max(at, head - _BEFORE_HEAD))
        assert headed is not None
        at = _mark_headed(tokens, headed.start(), headed.end())
    for match in list(find_headed(_THING, labels, Label.THING_HEAD)):
        tokens.mark(match.start(), match.end(), Label.THING)
    found = [*_introduce_acronyms(tokens), *_introduce_before(tokens)]
    introduced = {unit.acronym for unit in found}
    if introduced:
        for at, word in enumerate(tokens.words):
            if word in introduced and labels[at] in codes("ACRONYM CAPITALISED SILENT"):
                tokens.mark(at, at + 1, Label.ORGANIZATION)
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
    if end > head and last in _MEMBERS and labels[end : end + 1] == codes("TITLE"):
        end += 1
    first = _trim(tokens, start, head)
    if tokens.text(first, end) in _NAMELESS:
        return end
    if end - first > 1 and (end > head or labels[first:head].strip(codes("ORGANIZATION_HEAD"))):
        tokens.mark(first, end, Label.ORGANIZATION)
    elif end - first > 1 and labels[first:head] == codes("ORGANIZATION_HEAD ORGANIZATION_HEAD"):
        tokens.mark(first, end, Label.COMMON)
    return end


def _trim(tokens: Tokens, first: int, head: int) -> int:
    """Leave out what stands before the name: other owners, joining words."""
    labels = tokens.labels
    own = first
    for at in range(first, head):
        if labels[at] == Label.OWNER and at > own:
            before = labels[at - 1]
            if before not in _OWNING and tokens.words[max(own, at - 2)] != "St.":
                own = at + 1
    while own < head - 1 and labels[own] in codes("AND OWNER AMPERSAND"):
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
            tokens.mark(unit.first, unit.last, Label.ORGANIZATION)
            tokens.mark(at, at + 1, Label.ORGANIZATION)
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
            tokens.mark(match.start(), match.start() + 1, Label.ORGANIZATION)
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


# "MRD, the | Marsh Restoration Department,"
_ACRONYM_FIRST = pattern(
    r"[ACRONYM CAPITALISED SILENT], ARTICLE? (?P<name> ORGANIZATION ORGANIZATION_REST+) (?= "
    r"[,.;])"
)
_SHORTEST_ACRONYM = 3
_SMALL = frozenset({"of", "and", "for", "the", "in", "on", "at", "de", "to", "&"})


def _name_before(tokens: Tokens, end: int, acronym: str) -> Unit | None:
    """Find the name a bracket at token `end` shortens: an organization, or fitting initials."""
    labels = tokens.labels
    if end and labels[end - 1] == Label.OWNER:
        end -= 1
    spelled = _initials_start(tokens, end, acronym)
    if end and labels[end - 1] in codes("ANY_ORGANIZATION"):
        first = end - 1
        while first and labels[first] == Label.ORGANIZATION_REST:
            first -= 1
        first = _widen(tokens, first, acronym) if spelled is None else min(first, spelled)
        return Unit(first, end, acronym, "acronym-after-organization")
    if spelled is not None and _OFFICE.match(labels, spelled):
        return None  # "Minister for Ports (MP)" is somebody
    if spelled is not None and end - spelled > 1 and labels[end - 1] not in _OF_THINGS:
        return Unit(spelled, end, acronym, "acronym-initials")
    return None


def _widen(tokens: Tokens, first: int, acronym: str) -> int:
    """Take in capitalised words before an organization if the acronym begins with theirs."""
    if tokens.words[first][:1] == acronym[0]:
        return first
    for at in range(first - 1, max(first - 4, -1), -1):
        if tokens.labels[at] not in _WIDENING:
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
        if label in _ENDS_INITIALS:
            return None
        if label in _SKIPPED or word in _SMALL:
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
        if (first and labels[first - 1] in _OWNS_OPERATION) or tokens.words[first + 1] in stops:
            continue
        if labels[first + 1] == Label.QUOTE:
            if labels[last : last + 1] != codes("QUOTE"):
                continue
            tokens.mark(first, last, Label.OPERATION)
            found.append(Unit(first, last + 1, None, "operation-quoted"))
            continue
        tokens.mark(first, last, Label.OPERATION)
        found.append(Unit(first, last, None, "operation"))
    # Most releases hold none of these words.
    told = [] if _NAMING.isdisjoint(tokens.words) else tokens.words
    for at, word in enumerate(told):
        if word in _NAMING:
            unit = _dubbed(tokens, at + 1) if word in _DUBBED else _initiative(tokens, at)
            if unit is not None:
                tokens.mark(unit.first, unit.last, Label.OPERATION)
                found.append(unit)
    return found


_NAMING = _DUBBED | {"Initiative"}
_LONGEST_INITIATIVE = 6
# "dubbed | “Tidewater,”"
_QUOTED_NAME = pattern(
    r"\" ([NAME_WORD ANY_PLACE ANY_ORGANIZATION COMMON ACRONYM THING_HEAD PLACE_HEAD STREET "
    r"PLACE_OPENER ORGANIZATION_HEAD INITIAL TITLE_MODIFIER]{1,4}),?\""
)
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
    while first > max(0, at - _LONGEST_INITIATIVE) and tokens.labels[first - 1] in _INITIATIVE_PART:
        first -= 1
    while first < at and tokens.labels[first] in codes("PLACE_REST AMPERSAND"):
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
