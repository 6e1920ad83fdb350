"""A search as somebody asks for it: under whatever names the archive has for what is named."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from domain.archive import NO_FILTERS, Filters, SearchPage
from pipeline.patterns import is_acronym, names_of
from processing.names.acronyms import acronym_of, initials_of, is_made_of
from processing.words.spelling import fold, other_spellings
from storage import Storage
from storage.query import OtherName, read_query
from storage.signatures import is_common

# Words of a name; other names of one thing that are searched for with it.
_LONGEST, _NAMES = 8, 3
_SHORTEST = 3


async def search(
    storage: Storage, query: str, *, limit: int, offset: int = 0, filters: Filters = NO_FILTERS
) -> SearchPage:
    """The releases that match, as `storage.search.find` gives them.

    An acronym finds its long form and the other way round, as everybody knows them or as the
    records have them; a word is found in its other spellings too.
    """
    also = await other_names(storage, query)
    return await storage.search.find(query, limit=limit, offset=offset, filters=filters, also=also)


async def other_names(storage: Storage, query: str) -> tuple[OtherName, ...]:
    """What is named in a question, outside of quotation marks, with its other names."""
    question = read_query(query)
    if question is None:
        return ()
    plain = set(question.terms) - set(question.quoted)
    runs = list(_runs(query, plain))
    short = [run.text.replace(".", "") for run in runs if _may_be_acronym(run)]
    pairs = {(short_form, run.text): None for run in runs for short_form in _acronyms(run.text)}
    kept = [
        pair for pair in await storage.terms.acronyms(short=short, pairs=pairs) if is_made_of(*pair)
    ]
    found: list[OtherName] = []
    taken: set[str] = set()
    # The longest first: of "Harbor Police Department" the police department is a part.
    for run in sorted(runs, key=lambda run: -len(run.terms)):
        names = tuple(_names(run, kept))[:_NAMES]
        if names and not taken & set(run.terms):
            taken |= set(run.terms)
            found.append(OtherName(run.terms, names))
    found += [
        OtherName((term,), others)
        for term in dict.fromkeys(question.terms)
        if term in plain - taken and (others := other_spellings(fold(term)))
    ]
    return tuple(found)


@dataclass(frozen=True, slots=True)
class _Run:
    """Words side by side that may be a name, and those of them that are searched for."""

    text: str
    terms: tuple[str, ...]


def _runs(query: str, plain: set[str]) -> Iterator[_Run]:
    """Each row of words that is searched for; what is quoted or excluded parts two rows."""
    typed = query.split()
    for start, first in enumerate(typed):
        if first not in plain:
            continue
        for end in range(start + 1, min(len(typed), start + _LONGEST) + 1):
            row = typed[start:end]
            if any(word[0] in '-"“”«»„' or word == "NOT" for word in row):
                break
            if row[-1] in plain:
                text = " ".join(word.strip("?!.,;:()") for word in row)
                yield _Run(text, tuple(word for word in row if word in plain))


def _may_be_acronym(run: _Run) -> bool:
    """Whether a word is written as an acronym, or so short and rare that it may be one."""
    if len(run.terms) != 1 or " " in run.text:
        return False
    return is_acronym(run.text) or (
        run.text.isalpha() and len(run.text) >= _SHORTEST and not is_common(run.text)
    )


def _acronyms(text: str) -> Iterator[str]:
    """What the long form may be called for short."""
    if " " in text:
        yield from dict.fromkeys(one for one in (acronym_of(text), initials_of(text)) if one)


def _names(run: _Run, kept: Sequence[tuple[str, str]]) -> Iterator[str]:
    own = fold(run.text.replace(".", ""))
    found = dict.fromkeys(names_of(run.text))
    for acronym, name in kept:
        if own == fold(acronym):
            found |= dict.fromkeys((acronym, name))
        elif own == fold(name):
            found[acronym] = None
    # With its full stops an acronym is other words to the index.
    seen = {fold(run.text)}
    for name in found:
        if fold(name) not in seen:
            seen.add(fold(name))
            yield name
