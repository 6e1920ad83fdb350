"""Which releases are meant by what a person typed, chose or pressed."""

import re
from collections.abc import Sequence
from datetime import date
from difflib import SequenceMatcher

from domain.archive import Filters, ReleaseHead, StoredRelease, Term, TermKind
from domain.errors import NotFoundError, UnreadableInputError
from domain.list_queries import ListQuery, read_subject
from domain.references import read_reference
from pipeline.measure_names import complete_measures, is_telling
from processing.words.spelling import fold, other_spellings, spelled
from storage import Storage
from storage.query import words_of
from storage.vocabulary import fold_letters

_SHOWN = 80
# Names that are compared with a misspelt one, the most frequent first; how alike they must be.
_COMPARED, _NEAR, _OFFERED = 2_000, 0.8, 3
# Releases whose titles are compared with a misspelt one.
_LOOKED_AT = 20


async def choose_release(storage: Storage, wanted: str | None, *, by: int) -> StoredRelease:
    """The release under a reference such as "#12" or an address, else the newest by its title.

    None is the newest of all. `by` is the user who asks: a reading is for who had it read, so to
    anybody else there is none. Raises NotFoundError that says what to try.
    """
    if wanted is None or not wanted.strip():
        return await _newest(storage)
    named = read_reference(wanted)
    if named is not None and named.token is not None:
        return (await storage.drafts.get(named.token, by=by)).release
    if named is not None and named.number is not None:
        return await storage.releases.get(named.number)
    if wanted.strip().startswith(("http://", "https://")):
        return await _at_address(storage, wanted.strip())
    heads = await storage.releases.complete_title(wanted, limit=_LOOKED_AT)
    heads = heads or await _spelled_otherwise(storage, wanted)
    meant = next((head for head in heads if _is_called(wanted, head)), None)
    if meant is not None:
        return await storage.releases.get(meant.release_id)
    offered = [head.title[:_SHOWN] for head in heads[:_OFFERED]]
    if near := offered or await _near_titles(storage, wanted):
        raise NotFoundError(
            "No stored release has a title like “{wanted}”. Did you mean {near}?",
            wanted=wanted[:_SHOWN],
            near=_named(near),
        )
    raise NotFoundError(
        "No stored release has a title like “{wanted}”. Choose one of the list that "
        "opens while you type, or use /search.",
        wanted=wanted[:_SHOWN],
    )


async def choose_term(storage: Storage, kind: TermKind, typed: str | None) -> Term | None:
    """The term of a reference or of a name, else the one with most releases that has the words.

    A name has them where a word of it begins as they do: "port" is no part of Transport. None where
    nothing was typed. Raises NotFoundError.
    """
    if typed is None or not typed.strip():
        return None
    named = read_reference(typed)
    if named is not None and named.number is not None:
        found = (await storage.terms.get([named.number])).get(named.number)
        if found is not None and found.kind is kind:
            return found
    exact = await storage.terms.find(kind, typed)
    if exact is not None:
        return exact
    offered = await complete_terms(storage, kind, typed, limit=_LOOKED_AT)
    meant = next((t for t in offered if kind is TermKind.MEASURE or _begins(typed, t.name)), None)
    if meant is None:
        raise await unknown_name(storage, kind, typed, offered)
    return meant


def _begins(typed: str, name: str) -> bool:
    """Whether what was typed begins a word of a name, and not only stands in one."""
    wanted, known = fold_letters(typed.strip()), fold_letters(name)
    return re.search(rf"(?<!\w){re.escape(wanted)}", known) is not None


async def complete_terms(
    storage: Storage, kind: TermKind, typed: str, *, limit: int = 25
) -> list[Term]:
    """The terms that what is typed may mean: measures by their words, all else by their name."""
    if kind is TermKind.MEASURE:
        return await complete_measures(storage, typed, limit=limit)
    return await storage.terms.complete(kind, typed, limit=limit)


async def near_terms(storage: Storage, kind: TermKind, typed: str) -> list[Term]:
    """The terms whose names are spelt nearly as what was typed, or one word of them is."""
    known = await storage.terms.complete(kind, "", limit=_COMPARED)
    known = [term for term in known if kind is not TermKind.MEASURE or is_telling(term.name)]
    wanted = typed[:_SHOWN].casefold()
    scored = [(_nearness(wanted, term.name.casefold()), term) for term in known]
    near = sorted((one for one in scored if one[0] >= _NEAR), key=lambda one: -one[0])
    return [term for _, term in near[:_OFFERED]]


def _nearness(wanted: str, name: str) -> float:
    """How alike two names are, or the name's words and what was typed: 0 to 1."""
    size = len(wanted.split())
    words = name.split()
    parts = {name, *(" ".join(words[at : at + size]) for at in range(len(words) - size + 1))}
    return max(_likeness(wanted, part) for part in parts)


def _likeness(one: str, other: str) -> float:
    matcher = SequenceMatcher(None, one, other, autojunk=False)
    if matcher.real_quick_ratio() < _NEAR or matcher.quick_ratio() < _NEAR:
        return 0.0
    return matcher.ratio()


async def _near_titles(storage: Storage, typed: str) -> list[str]:
    """Titles that have each of the words, or one that is spelt nearly so."""
    page = await storage.search.find(typed, limit=_LOOKED_AT)
    titles = [hit.head.title for hit in page.hits if _is_near_title(typed, hit.head.title)]
    return [title[:_SHOWN] for title in titles[:_OFFERED]]


async def _spelled_otherwise(storage: Storage, typed: str) -> list[ReleaseHead]:
    """The newest releases whose titles have the words in their other spellings."""
    words = [fold(word) for word in words_of(typed)]
    others = " ".join(next(iter(other_spellings(word)), word) for word in words)
    if others == " ".join(words):
        return []
    return await storage.releases.complete_title(others, limit=_LOOKED_AT)


def _is_called(typed: str, head: ReleaseHead) -> bool:
    """Whether what was typed means a release, and not only the beginning of its agency's name.

    Each word must begin one of the title, or be one of the agency's.
    """
    title, agency, wanted = (
        [spelled(word) for word in words_of(fold_letters(text))]
        for text in (head.title, head.agency or "", typed)
    )
    return all(word in agency or any(other.startswith(word) for other in title) for word in wanted)


def _is_near_title(typed: str, title: str) -> bool:
    have = words_of(title.casefold())
    wanted = words_of(typed.casefold())
    return bool(wanted) and all(
        any(word == other or _likeness(word, other) >= _NEAR for other in have) for word in wanted
    )


async def unknown_name(
    storage: Storage, kind: TermKind, typed: str, holding: Sequence[Term] = ()
) -> NotFoundError:
    """That nothing is stored under a name, with those `holding` it or near it."""
    offered = [*holding, *await near_terms(storage, kind, typed)]
    if near := list(dict.fromkeys(term.name for term in offered))[:_OFFERED]:
        return NotFoundError(
            "Nothing is stored under “{typed}”. Did you mean {near}?",
            typed=typed[:_SHOWN],
            near=_named(near),
        )
    return NotFoundError(
        "Nothing is stored under “{typed}”. Choose one of the list that opens while you type.",
        typed=typed[:_SHOWN],
    )


def _named(names: list[str]) -> str:
    return ", ".join(f"“{name}”" for name in names)


async def read_list_query(storage: Storage, subject: str) -> ListQuery:
    """What the id of a button asks for; a term that is gone asks for nothing."""
    numbers = read_subject(subject)
    terms = await storage.terms.get(numbers.terms.values())
    if len(terms) < len(set(numbers.terms.values())):
        raise NotFoundError("What this button asks for is no longer stored. Ask again.")
    named = {name: terms[number] for name, number in numbers.terms.items()}
    filters = Filters(
        agency=named.get("agency"),
        operation=named.get("operation"),
        speaker=named.get("speaker"),
        measure=named.get("measure"),
        since=numbers.days.get("since"),
        until=numbers.days.get("until"),
    )
    return ListQuery(filters, numbers.words)


def read_day(typed: str | None) -> date | None:
    """A day as people write it for us: 2026-11-03; raises UnreadableInputError."""
    if typed is None or not typed.strip():
        return None
    try:
        return date.fromisoformat(typed.strip())
    except ValueError:
        raise UnreadableInputError(
            "“{typed}” is no day. Write it as 2026-11-03.", typed=typed[:_SHOWN]
        ) from None


def check_days(filters: Filters) -> None:
    """Refuse days of which the first is after the last; raises UnreadableInputError."""
    if filters.since and filters.until and filters.since > filters.until:
        raise UnreadableInputError(
            "`from` is {first}, after `to`, which is {last}: no day lies between. Swap them.",
            first=filters.since.isoformat(),
            last=filters.until.isoformat(),
        )


async def _at_address(storage: Storage, address: str) -> StoredRelease:
    found = await storage.releases.find_address(address)
    if found is None:
        raise NotFoundError(
            "No release is stored from that address. /read reads it without keeping it."
        )
    return found


async def _newest(storage: Storage) -> StoredRelease:
    newest = await storage.releases.newest()
    if newest is None:
        raise NotFoundError("No release is stored yet. An admin can load some: lede ingest FILE.")
    return newest
