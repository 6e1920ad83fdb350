"""What is made of what a person types for a watch before it is saved."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from domain.errors import UnreadableInputError
from domain.expressions import Expression, Phrase
from domain.facts import Analysis
from domain.watches import WatchCriteria
from pipeline.bounds import read_threshold
from pipeline.finding import wanted_names, wanted_words
from pipeline.patterns import is_acronym, names_of
from processing.names.acronyms import acronym_of, is_made_of
from processing.names.variants import PersonName, may_be, read_name
from processing.words.spelling import fold

# Names of one thing that the records know, and people of one last name: more are not looked at.
_ALIASES = 12
_LONGEST = 100
# A last name is shared where others have it one time in so many.
_RARE = 10


def understand(
    *,
    words: str | None = None,
    person: str | None = None,
    agency: str | None = None,
    operation: str | None = None,
    figure: str | None = None,
) -> WatchCriteria:
    """What is wanted; raises UnreadableInputError that says what cannot be understood."""
    given = [one.strip() for one in (words, person, agency, operation, figure) if one]
    if not any(given):
        raise UnreadableInputError(
            "Say what to watch for: words, a person, an agency, an operation or a figure."
        )
    criteria = WatchCriteria(
        words=(" ".join(words.split()),) if words and words.strip() else (),
        person=_line(person),
        agency=_line(agency),
        operation=_line(operation),
        threshold=read_threshold(figure) if figure and figure.strip() else None,
    )
    for phrase in _all(criteria):
        if len(phrase.text) > _LONGEST:
            raise UnreadableInputError("That is longer than a name or a phrase. Use fewer words.")
    for phrase in _people(criteria):
        if read_name(phrase.text) is None:
            raise UnreadableInputError(
                "“{typed}” is no name of a person Lede can read.", typed=phrase.text[:80]
            )
    return replace(criteria, aliases=tuple(_known(criteria)))


def understand_edited(kept: WatchCriteria, **given: str | None) -> WatchCriteria:
    """What is wanted where some of it was typed anew; None takes a part out.

    `given` has parameters of `understand`. Raises UnreadableInputError as it does.
    """
    words = kept.words
    typed: dict[str, str | None] = {
        "words": " OR ".join(f"({one})" for one in words) if len(words) > 1 else "".join(words),
        "person": kept.person,
        "agency": kept.agency,
        "operation": kept.operation,
        "figure": kept.threshold.phrase if kept.threshold else None,
    }
    return understand(**typed | given)


def _known(criteria: WatchCriteria) -> Iterator[tuple[str, ...]]:
    """Names everybody knows of what is wanted, that they can be shown before saving."""
    for phrase in (*_worded(criteria), *_agencies(criteria)):
        names = () if phrase.is_exact else names_of(phrase.text)
        if names:
            yield (phrase.text, *names)


def understand_line(typed: str) -> WatchCriteria:
    """What is wanted by a line alone: a figure where it has a bound, else words."""
    try:
        threshold = read_threshold(typed)
    except UnreadableInputError:
        return understand(words=typed)
    if threshold.low == threshold.high and threshold.unit is None:
        return understand(words=typed)  # "route 66", "apollo 11": a number, but no bound
    return understand(figure=typed)


def learned(criteria: WatchCriteria, records: Iterable[Analysis]) -> WatchCriteria:
    """The criteria with what records say of the names in them.

    Acronyms and their long forms, as releases use them side by side; last names that several
    people have.
    """
    wanted = [*_worded(criteria), *_agencies(criteria)]
    names = {phrase.text: read_name(phrase.text) for phrase in _people(criteria)}
    firsts = {name.last: Counter[bool]() for name in names.values() if name and name.given}
    aliases: dict[tuple[str, ...], None] = dict.fromkeys(criteria.aliases)
    for record in records:
        if wanted:
            aliases |= dict.fromkeys(_alias_groups(wanted, record))
        for person in record.people if firsts else ():
            found = read_name(person.name)
            if found is None or not found.given or found.last not in firsts:
                continue
            firsts[found.last][_is_of_any(found, names.values())] += 1
    shared = {last for last, count in firsts.items() if count[False] * _RARE > count.total()}
    return replace(
        criteria,
        aliases=tuple(aliases)[:_ALIASES],
        shared=tuple(sorted(shared.union(criteria.shared))),
    )


def _alias_groups(wanted: Sequence[Phrase], record: Analysis) -> Iterator[tuple[str, ...]]:
    for one in record.organizations:
        if one.acronym and is_made_of(one.acronym, one.name):
            for phrase in wanted:
                if not phrase.is_exact and _is_either(phrase, one.acronym, one.name):
                    yield tuple(dict.fromkeys((phrase.text, one.acronym, one.name)))


def _is_of_any(found: PersonName, names: Iterable[PersonName | None]) -> bool:
    return any(name is not None and may_be(name, found) for name in names)


def questions_of(criteria: WatchCriteria) -> tuple[str, ...]:
    """What to search for: whatever is wanted has at least one of these."""
    if criteria.words:
        return tuple(dict.fromkeys(_worded_questions(criteria)))
    if criteria.person:
        names = [read_name(phrase.text) for phrase in _people(criteria)]
        return tuple(dict.fromkeys(f'"{name.last}"' for name in names if name is not None))
    if criteria.operation:
        return (f'"{criteria.operation}"',)
    if criteria.threshold is not None and criteria.threshold.words:
        return (criteria.threshold.words[-1],)
    return ()


def _worded_questions(criteria: WatchCriteria) -> Iterator[str]:
    for alternative in wanted_words(criteria.words).alternatives:
        first = alternative.phrases[0]
        yield f'"{first.text}"' if first.is_exact else first.text
        for name in () if first.is_exact else names_of(first.text, criteria.aliases):
            yield f'"{name}"'


def _is_either(phrase: Phrase, acronym: str, name: str) -> bool:
    """Whether a phrase is the acronym or the long form, and the other is not its own."""
    if is_acronym(phrase.text):
        return fold(phrase.text.replace(".", "")) == fold(acronym)
    return fold(phrase.text) == fold(name) or (
        acronym_of(phrase.text) == acronym and fold(phrase.text) in fold(name)
    )


def _line(typed: str | None) -> str | None:
    return " ".join(typed.split()) or None if typed else None


def _phrases(expression: Expression) -> Iterator[Phrase]:
    yield from expression.phrases
    yield from expression.excluded


def _worded(criteria: WatchCriteria) -> Iterator[Phrase]:
    if criteria.words:
        yield from _phrases(wanted_words(criteria.words))


def _people(criteria: WatchCriteria) -> Iterator[Phrase]:
    if criteria.person:
        yield from _phrases(wanted_names(criteria.person))


def _agencies(criteria: WatchCriteria) -> Iterator[Phrase]:
    if criteria.agency:
        yield from _phrases(wanted_names(criteria.agency))


def _all(criteria: WatchCriteria) -> Iterator[Phrase]:
    yield from _worded(criteria)
    yield from _people(criteria)
    yield from _agencies(criteria)
