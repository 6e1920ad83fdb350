"""Numbers that are not so yet: planned, proposed, forecast or only possible."""

import re

from processing.figures.patterns import listed
from processing.figures.quantities import Quantity, Stretch
from processing.words.clauses import Clause
from processing.words.sentences import ParsedSentence
from processing.words.tags import NOUNS, ClauseKind, PartOfSpeech, VerbForm
from processing.words.verb_groups import VerbGroup

_UNSURE = frozenset({"will", "shall", "would", "could", "can", "may", "might", "should"})
_MOST_CLAUSES = 4
_ABOUT = (
    r"(?:(?:about|around|nearly|almost|roughly|some|just|only|over|more than|up to|at least|an|a"
    r"|the|another|total of|additional|estimated|approximately|between|to|of|by|in excess of"
    r"|exceeding|as (?:many|much) as) )*"
)
# "A target of 40 boats", "plans to build 40 sheds", "a proposal for a 4 percent levy".
_AIM = re.compile(
    r"\b(?P<words>(?:(?:anticipated|ambitious|initial|annual|stated|original|long-term|overall) )?"
    r"(?:goal|target|plan|proposal|forecast|projection|aim|ambition|objective|bid|provision"
    r"|intention|potential|prospect|possibility|ability|capacity|permission|approval|commitment"
    r"|undertaking|promise|pledge|vision|hope|dream"
    r"|(?:goals|plans|proposals|commitments|pledges)(?= to\b))"
    r"(?: (?:of|for|at)(?: [a-z]+ing)?| to [a-z]+))"
    rf" {_ABOUT}(?:[$£€₹]|\b)?$"
    # "There are plans for a fair of 40 stalls"; "pension plans for 40 clerks" are there.
    r"|\b(?:there (?:is|are|were)|has|have|had|announc[a-z]+|unveil[a-z]*|outlin[a-z]+"
    r"|present[a-z]*|reveal[a-z]*|submit[a-z]*|fil(?:ed|es|ing)) (?:[a-z]+ ){0,2}"
    r"(?P<later>(?:plans?|proposals?|hopes?) (?:for|of)) (?:[a-z’'-]+ ){0,6}(?:[$£€₹]|\b)?$"
    # "Projections of it hitting $3 million"
    r"|\b(?P<more>(?:projections?|forecasts?|predictions?|expectations?) (?:of|that|for|pushing"
    r"|pointing|rising|showing))"
    r" (?:[a-z’'-]+ ){0,6}$",
    re.IGNORECASE,
)
_SET_NOUNS = (
    "targets", "target", "goals", "goal", "objectives", "ambitions", "outcomes", "milestones",
)  # fmt: skip
# "Has set ambitious targets, including training for 40 clerks and a fleet of 12 boats"
_SET = re.compile(
    r"\b(?P<words>(?:set|sets|setting|fix(?:ed|es)|laid down) (?:[a-z-]+ ){0,3}?"
    rf"(?:{'|'.join(_SET_NOUNS)}))"
    r"(?:,? (?:including|such as|of|to|for|namely)|:| –| —) [^.;]*$",
    re.IGNORECASE,
)
# "A proposed $5 million levy", "an expected 40 boats", "40 planned sheds".
_NOT_YET = r"(?:proposed|planned|expected|anticipated|projected|potential|prospective)"
_SO_CALLED = re.compile(rf"\b(?P<words>{_NOT_YET})(?! (?:to|of|by)\b) {_ABOUT}$", re.IGNORECASE)
_SO_CALLED_AFTER = re.compile(rf"[ -](?:\w+ )?(?P<words>{_NOT_YET})(?= [a-z])")
# "Its 2 percent objective" is where it is to be; a "target range" or "group" is there already.
_AIM_AFTER = re.compile(
    r"[ -](?:(?!(?:of|in|to|for|and|or|on|a|the|from)\b)[a-z-]+ ){0,2}"
    r"(?P<words>(?:goal|target|objective|aim|ambition)s?)\b"
    r"(?! (?:range|rate|group|audience|market|population|zone|compan|area|date|price|user|owner))"
)
_BACK = 90


def expectation_of(
    stretch: Stretch, quantity: Quantity, parsed: ParsedSentence
) -> tuple[int, int] | None:
    """The words that tell that a number is not so yet: "will invest", "a target of", "proposed".

    None where the text states it. What is known is not expected: "the 40 members will meet".
    """
    lead, low = stretch.before(quantity.start, _BACK), stretch.low_before(quantity.start, _BACK)
    for pattern, hints in LEADS:
        if any(map(low.__contains__, hints)) and (match := pattern.search(lead)):
            begin = quantity.start - len(lead)
            group = next(name for name, words in match.groupdict().items() if words)
            return begin + match.start(group), begin + match.end(group)
    is_set = any(stretch.low.find(noun, stretch.start, quantity.start) >= 0 for noun in _SET_NOUNS)
    if is_set and (match := _SET.search(stretch.text, stretch.start, quantity.start)):
        behind = parsed.token_at(match.end("words"))
        ahead = parsed.token_at(quantity.start)
        if not any(behind < g.first < ahead and g.is_finite for g in parsed.verb_groups):
            return match.span("words")
    if match := _SO_CALLED_AFTER.match(stretch.text, quantity.number_end, quantity.end + 12):
        return match.span("words")
    if quantity.unit is not None and (match := _AIM_AFTER.match(stretch.text, quantity.end)):
        return match.span("words")
    if is_definite(parsed, quantity) or _is_aside(stretch, quantity, parsed):
        return None
    return _told_by_verb(stretch, quantity, parsed)


# "The strong probability that 40 boats sank", "the risk of 40 boats sinking".
_CHANCE = re.compile(
    r"\b(?P<words>(?:(?:strong|high|real|serious|significant|distinct) )?"
    r"(?:probability|possibility|risk|chance|likelihood|danger|fear|hope|suspicion)s?"
    r" that) [^.;:\d]{0,90}$",
    re.IGNORECASE,
)


# "Calls on the port to give $3 million at once".
_CALLED_ON = re.compile(
    rf"\b(?P<words>call(?:s|ed|ing)? (?:up)?on) [^.;:,\d]{{1,60}}? to (?:[a-z]+ )?[a-z]+ {_ABOUT}$",
    re.IGNORECASE,
)
# Each with letters of which some stand in all that it can match; asked first, as they seldom do.
LEADS = (
    (
        _AIM,
        (
            "goal", "target", "plan", "propos", "forecast", "project", "aim", "ambition",
            "objective", "bid", "vision", "intention", "potential", "prospect", "possibilit",
            "ability", "capacity", "permission", "approval", "commitment", "undertaking", "promise",
            "pledge", "hope", "dream", "predict", "expect",
        ),
    ),
    (
        _SO_CALLED,
        ("proposed", "planned", "expected", "anticipated", "projected", "potential", "prospective"),
    ),
    (_CHANCE, (" that ",)),
    (_CALLED_ON, ("call",)),
)  # fmt: skip


def _is_aside(stretch: Stretch, quantity: Quantity, parsed: ParsedSentence) -> bool:
    """As in "will guide the use of the region, | 67 acres of land", "five sites (four mills …)".

    What only says of a thing how large it is stands between commas or in brackets.
    """
    token = parsed.token_at(quantity.start)
    number = parsed.phrase_of(parsed.token_at(quantity.number_start))
    if number < 0 or token < 1:
        return False
    phrase = parsed.noun_phrases[number]
    if phrase.in_brackets or phrase.describes >= 0:
        return True
    before = parsed.tokens[token - 1].lower
    if before in ("(", "–", "—"):
        return True
    if before != "," or any(clause.subject == number for clause in parsed.clauses):
        return False
    # A comma within a list parts what is counted alike.
    end = parsed.token_at(quantity.end - 1) + 1
    is_list = any(t.lower == "and" for t in parsed.tokens[end : end + 6])
    return not is_list and parsed.tokens[token - 2].part_of_speech in NOUNS


def _told_by_verb(
    stretch: Stretch, quantity: Quantity, parsed: ParsedSentence
) -> tuple[int, int] | None:
    token = parsed.token_at(quantity.number_start)
    number = parsed.clause_of(token) if token >= 0 else -1
    own = parsed.phrase_of(token) if token >= 0 else -1
    if quantity.kind == "duration" and (
        _is_past(parsed, own) or stretch.low.startswith(" from now", quantity.end)
    ):
        return None
    inner, may_plan = -1, True
    for _ in range(_MOST_CLAUSES):
        if number < 0:
            return None
        clause = parsed.clauses[number]
        verb = parsed.verb_groups[clause.verb]
        if clause.subject == own >= 0 and _is_attributive(quantity, parsed, own):
            return None  # "a $5 million grant will help"
        if clause.agent == own >= 0:
            return None  # "projects proposed by 33 towns": these are there
        if _is_within_subject(parsed, clause, own, token):
            return None  # "the limit of $300 will be reached"
        if token < verb.first and verb.lemma == "be" and _is_number(parsed, verb.end):
            return None  # "the 500 homes may now be 400": the 500 are what was said before
        is_planned = _is_planned(parsed, verb, inner)
        if verb.is_infinitive and (aim := _aim_before(parsed, verb)) is not None:
            return aim
        if token < verb.first and (
            _are_parted(parsed, token, verb.first) or not _is_subject(parsed, clause, own, token)
        ):
            return None
        if inner >= 0 and verb.lemma == "be" and (aim := _aim_is(parsed, clause, inner)):
            return aim
        is_unsure = verb.modality in _UNSURE and not _is_no_modal(stretch, parsed, verb)
        # "Week to unite 5,000 people" in a title will do so.
        is_titled = stretch.is_title and inner < 0 and verb.is_infinitive
        if is_titled or (is_unsure and may_plan) or (is_planned and not verb.is_negated):
            if is_unsure and parsed.tokens[verb.first].form is not VerbForm.MODAL:
                return _modal_before(parsed, clause.verb)
            return _words_of(parsed, verb, inner, token)
        if clause.kind is ClauseKind.COMPLEMENT:
            # "They could say that 40 boats sank"; "a pact that will see the port give $3 million"
            may_plan = may_plan and clause.parent >= 0 and _causes(parsed, clause.parent)
            if may_plan:
                inner, number = clause.verb, clause.parent
                continue
            if clause.parent < 0 or not _expects(parsed, clause.parent):
                return None
        elif not _is_open(parsed, clause):
            return None
        inner, number = clause.verb, clause.parent
    return None


def _is_number(parsed: ParsedSentence, index: int) -> bool:
    """Whether a number stands at a token, a small word between: "| about 400"."""
    tokens = parsed.tokens[index : index + 2]
    return any(t.part_of_speech is PartOfSpeech.NUMERAL for t in tokens[:1]) or (
        len(tokens) > 1
        and tokens[0].part_of_speech in (PartOfSpeech.ADVERB, PartOfSpeech.ADPOSITION)
        and tokens[1].part_of_speech is PartOfSpeech.NUMERAL
    )


def _aim_before(parsed: ParsedSentence, verb: VerbGroup) -> tuple[int, int] | None:
    """As in "goals | to cut the waste of the port by 50%": what an infinitive is the content of."""
    noun = parsed.tokens[verb.first - 1] if verb.first else None
    if noun is None or noun.part_of_speech is not PartOfSpeech.NOUN or noun.lemma not in _AIMS:
        return None
    return noun.start, parsed.tokens[verb.end - 1].end


def _aim_is(parsed: ParsedSentence, clause: Clause, inner: int) -> tuple[int, int] | None:
    """As in "The goal is | to unite 40 clubs"."""
    if clause.subject < 0 or not parsed.verb_groups[inner].is_infinitive:
        return None
    head = parsed.tokens[parsed.noun_phrases[clause.subject].head]
    end = parsed.tokens[parsed.verb_groups[inner].end - 1].end
    return (head.start, end) if head.lemma in _AIMS else None


_AIMS = frozenset(
    {
        "aim", "ambition", "bid", "call", "commitment", "goal", "hope", "intention", "objective",
        "offer", "plan", "pledge", "promise", "proposal", "target",
    }
)  # fmt: skip


def _modal_before(parsed: ParsedSentence, verb: int) -> tuple[int, int] | None:
    """The word that a verb has from the one before it: "| will | create jobs and lift families"."""
    for number in range(verb - 1, -1, -1):
        token = parsed.tokens[parsed.verb_groups[number].first]
        if token.form is VerbForm.MODAL:
            return token.start, token.end
    return None


def _is_subject(parsed: ParsedSentence, clause: Clause, own: int, token: int) -> bool:
    """Whether a number before its verb is what the verb is said of.

    "After 300 arrivals the port will close" says nothing of these.
    """
    if own >= 0 and _adposition(parsed, own) in _NO_SUBJECTS:
        return False  # "after 300 arrivals the port cannot close"
    between = parsed.tokens[token : parsed.verb_groups[clause.verb].first]
    if any(t.lower == "so" or (clause.subject == -1 and t.lower == ",") for t in between):
        return False
    if clause.subject in (-1, own):
        return True
    subject = parsed.noun_phrases[clause.subject]
    # "70 or | 80% of the homes could burn"
    return subject.first - _JOINT <= token < subject.full_end


def _adposition(parsed: ParsedSentence, phrase: int) -> str:
    at = parsed.noun_phrases[phrase].adposition
    return parsed.tokens[at].lower if at >= 0 else ""


_NO_SUBJECTS = frozenset({"after", "since", "despite", "without", "during", "following", "before"})
_JOINT = 2


def _is_planned(parsed: ParsedSentence, verb: VerbGroup, inner: int) -> bool:
    """As in "proposes a levy of 4 percent", "aims | to hire 40"."""
    if verb.lemma == "project" and not verb.is_passive:
        return False  # "projects worth $3 million"
    if verb.lemma in listed("expecting"):
        return True
    if verb.lemma == "target" and verb.form in _NOW:
        return True  # "targets revenue of $3 million"
    return (
        inner >= 0 and verb.lemma in listed("planning") and parsed.verb_groups[inner].is_infinitive
    )


_NOW = frozenset({VerbForm.PRESENT, VerbForm.PRESENT_PARTICIPLE})


def _causes(parsed: ParsedSentence, clause: int) -> bool:
    verb = parsed.verb_groups[parsed.clauses[clause].verb]
    return verb.lemma in ("see", "have", "make", "let", "help") and verb.modality in _UNSURE


def _expects(parsed: ParsedSentence, clause: int) -> bool:
    """As in "recommended that the port take 40 boats"."""
    return parsed.verb_groups[parsed.clauses[clause].verb].lemma in listed("expecting")


def _words_of(parsed: ParsedSentence, verb: VerbGroup, inner: int, token: int) -> tuple[int, int]:
    """The words of a verb: "plans | to hire", "will be | available" behind its number."""
    end = verb.end
    if inner >= 0 and parsed.verb_groups[inner].first == end:
        end = parsed.verb_groups[inner].end
    if token < verb.first and verb.lemma == "be" and end < len(parsed.tokens):
        end += parsed.tokens[end].part_of_speech is PartOfSpeech.ADJECTIVE
    return parsed.tokens[verb.first].start, parsed.tokens[end - 1].end


def _are_parted(parsed: ParsedSentence, first: int, last: int) -> bool:
    """As in "Sports hall: $3 million: it will hold 40": the number is another statement's."""
    return any(t.lower in (":", ";", ".", "|", "–", "—") for t in parsed.tokens[first:last])


def _is_no_modal(stretch: Stretch, parsed: ParsedSentence, verb: VerbGroup) -> bool:
    """As in "as on May 2026 more than 40 homes", "elm.ca is": a month, an address."""
    begin = parsed.tokens[verb.first].start
    if verb.modality == "may":
        return begin > stretch.start and stretch.text[begin].isupper()
    return begin > stretch.start and stretch.text[begin - 1] == "."


def _is_past(parsed: ParsedSentence, own: int) -> bool:
    """As in "will retire after ten years": so long it was."""
    at = parsed.noun_phrases[own].adposition if own >= 0 else -1
    return at >= 0 and parsed.tokens[at].lower in ("after", "since", "from", "following")


def _is_attributive(quantity: Quantity, parsed: ParsedSentence, own: int) -> bool:
    """As in "a $5 million | grant": the sum stands before its noun in one phrase."""
    if quantity.is_attributive:
        return True
    head = parsed.tokens[parsed.noun_phrases[own].head]
    return quantity.unit is not None and head.start >= quantity.end


def _is_within_subject(parsed: ParsedSentence, clause: Clause, own: int, token: int) -> bool:
    """Whether a number only hangs on the subject of a clause; "a total of $3" is one itself."""
    if clause.subject in (-1, own):
        return False
    subject = parsed.noun_phrases[clause.subject]
    if not subject.first <= token < subject.full_end:
        return False
    return parsed.tokens[subject.head].lemma not in _SUMS


_SUMS = frozenset({"total", "sum", "amount", "number", "maximum", "minimum", "average", "half"})


def _is_open(parsed: ParsedSentence, clause: Clause) -> bool:
    """Whether what holds of the clause around it holds of a clause: "plans | to hire"."""
    if clause.kind is ClauseKind.INFINITIVAL:
        return True
    verb = parsed.verb_groups[clause.verb]
    if verb.form is VerbForm.BASE:
        return True  # "will help | reduce"
    if clause.kind is ClauseKind.COORDINATE and verb.form is VerbForm.PAST:
        return False  # "will serve there, and | invested"
    if clause.kind is ClauseKind.COORDINATE:
        return clause.subject < 0 or (
            clause.parent >= 0 and parsed.clauses[clause.parent].subject == clause.subject
        )
    around = parsed.clauses[clause.parent].verb if clause.parent >= 0 else -1
    return (
        clause.kind is ClauseKind.PARTICIPIAL
        and verb.form is VerbForm.PRESENT_PARTICIPLE
        # "A commitment to training 40 clerks | will be kept"
        and 0 <= around < clause.verb
        and parsed.tokens[verb.first - 1].lower not in _BEFORE_GERUNDS
    )


# "Will retire after selling 40 boats": these were sold.
_BEFORE_GERUNDS = frozenset({"after", "since", "for", "of", "from", "despite", "in", "by"})


def is_definite(parsed: ParsedSentence, quantity: Quantity) -> bool:
    """As in "the arrival of 63 people", "its 40 members": what is known is not supposed."""
    number = parsed.phrase_of(parsed.token_at(quantity.number_start))
    if number < 0:
        return False
    phrase = parsed.noun_phrases[number]
    at = phrase.adposition
    if phrase.determiner < 0 and at > 0 and parsed.tokens[at].lower == "of":
        if parsed.tokens[at - 1].lemma in _GAUGES:
            return False  # "inflation at the rate of 2 percent": which it is
        number = parsed.phrase_of(at - 1)
        phrase = parsed.noun_phrases[number] if number >= 0 else phrase
    if phrase.possessor >= 0:
        return True  # "the port's injection of $38"
    low = parsed.tokens[phrase.determiner].lower if phrase.determiner >= 0 else ""
    return low in ("the", "these", "those", "this", "our", "his", "her", "their", "its")


# What has its number by "of": the number is no more known than the thing is.
_GAUGES = frozenset({"rate", "level", "pace", "price", "sum", "amount", "speed", "ratio"})
