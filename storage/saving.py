"""Writing releases: new ones in bulk, changed ones in place with what they said before kept."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Column, ColumnElement, func, insert, literal, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from domain.archive import Changes, EventKind, Outcome, Saved, StoredRelease
from domain.documents import Document
from domain.facts import Analysis
from storage.changes import compare
from storage.clusters import cluster, sign_all
from storage.columns import ChangesRecord, UtcDateTime
from storage.computing import compute
from storage.identity import (
    COUNTED,
    Known,
    alike,
    decide,
    is_duplicate,
    keep_known,
    key_of,
    known_of,
    likeness_of,
    says_all,
    sort_key_of,
    title_to_show,
)
from storage.indexes import full_text_of
from storage.rows import RELEASE_COLUMNS, read_release
from storage.sameness import distinct_key, is_another
from storage.statements import note_statements
from storage.steady import steady_text
from storage.tables import ALIASES, ANALYSES, EVENTS, RELEASES, VERSIONS
from storage.vocabulary import note_words, words_in

# Keys looked up at once: well under the 32,766 values a statement of SQLite may carry.
_KEYS_AT_ONCE = 500
_ROWS_AT_ONCE = 100

# What a version keeps of the release and of its analysis, under the same column names.
_KEPT_OF_RELEASE = (
    "document_id", "source", "url", "given_title", "agency", "published_at", "is_sample", "text",
)  # fmt: skip
_KEPT_OF_ANALYSIS = ("version", "made_at", "record")


@dataclass(frozen=True, slots=True)
class _Stored:
    """What the transaction knows of a release, its own unwritten work included."""

    release_id: int
    known: Known
    first_seen_at: datetime
    version: int


async def save_all(
    connection: AsyncConnection,
    pairs: Sequence[tuple[Document, Analysis]],
    *,
    now: datetime,
    version: int,
    announce: bool | Sequence[bool],
) -> list[Saved]:
    """Save within the caller's transaction, in order; a later one may change an earlier one.

    With `announce`, of all or of each, what is new or changed becomes an event in the same
    transaction.
    """
    index = await _find_index(connection, [document for document, _ in pairs])
    batch = _Batch(connection, index, now, version, await _last_number(connection))
    tells = [announce] * len(pairs) if isinstance(announce, bool) else announce
    saved = []
    for (document, analysis), batch.announces in zip(pairs, tells, strict=True):
        key = await _place(connection, index, batch, document)
        before = index.by_key.get(key)
        outcome = decide(before.known if before else None, document)
        if before is None and (before := index.twin_of(index.known_of(document))) is not None:
            outcome = Outcome.DUPLICATE
            await batch.add_alias(key, before)
            index.by_key[key] = before
        elif before is None:
            index.put(key, batch.add(key, document, analysis))
        elif outcome is Outcome.CHANGED:
            after, outcome = await batch.change(before, document, analysis)
            index.put(key, after)
        elif not document.is_sample or before.known.is_sample:
            index.put(key, await batch.refresh(before, document, analysis))
        saved.append(Saved(index.by_key[key].release_id, outcome))
    await batch.write_new()
    await full_text_of(connection).index_releases(connection, list(batch.unsigned))
    texts = [document.text for document, _, _ in batch.unsigned.values()]
    await note_words(connection, await compute(connection, words_in, texts))
    signed = await compute(connection, sign_all, batch.unsigned)
    await cluster(connection, signed)
    await note_statements(connection, batch.restated)
    return saved


async def find_known(
    connection: AsyncConnection, documents: Sequence[Document], version: int
) -> list[bool]:
    """Of each document whether it is kept as it stands, analysed by processing of this version."""
    by_key = await _find_keys(connection, [key_of(document) for document in documents])

    def decided() -> list[bool]:
        found = [(by_key.get(key_of(document)), document) for document in documents]
        return [
            before is not None
            and before.version == version
            and before.known.is_sample == document.is_sample
            and decide(before.known, document) is Outcome.SAME
            for before, document in found
        ]

    return await compute(connection, decided)


class _ReleaseIndex:
    """The stored releases that the documents of one transaction may be, by key and by text."""

    def __init__(
        self,
        by_key: dict[str, _Stored],
        with_texts: list[_Stored],
        repeats: dict[str, int],
        known: dict[int, Known],
    ) -> None:
        self.by_key = by_key
        # By the identity of each document, which lives as long as the transaction.
        self._known = known
        self._repeats = repeats
        self._by_text: dict[str, dict[int, _Stored]] = {}
        self._by_likeness: dict[str, dict[int, _Stored]] = {}
        for stored in with_texts:
            self._note(stored)

    def known_of(self, document: Document) -> Known:
        """What decides about a document; of those that are saved it is known already."""
        return self._known.get(id(document)) or known_of(document)

    def count(self, hashed: str) -> int:
        """How many releases had this text before one more, counted to `COUNTED`."""
        before = self._repeats.get(hashed, 0)
        self._repeats[hashed] = min(before + 1, COUNTED)
        return before

    def put(self, key: str, stored: _Stored) -> None:
        """Note what a release is now. Its other keys find it too."""
        before = self.by_key.get(key)
        same = [key] if before is None else [
            k for k, s in self.by_key.items() if s.release_id == before.release_id
        ]  # fmt: skip
        for one in same:
            self.by_key[one] = stored
        if before is not None:
            self._by_text.get(before.known.text_hash, {}).pop(before.release_id, None)
            self._by_likeness.get(likeness_of(before.known), {}).pop(before.release_id, None)
        self._note(stored)

    def _note(self, stored: _Stored) -> None:
        number, known = stored.release_id, stored.known
        self._by_text.setdefault(known.text_hash, {})[number] = stored
        self._by_likeness.setdefault(likeness_of(known), {})[number] = stored

    def twin_of(self, known: Known) -> _Stored | None:
        """The release whose text this is, at another address; the oldest of several."""
        twins: dict[int, _Stored] = {}
        for likeness in alike(known):
            twins |= self._by_likeness.get(likeness, {})
        if not says_all(known):
            twins |= self._by_text.get(known.text_hash, {})
        return next((twins[n] for n in sorted(twins) if is_duplicate(twins[n].known, known)), None)


class _Batch:
    """The writes of one transaction. New releases wait, so that they are written together."""

    def __init__(
        self,
        connection: AsyncConnection,
        index: _ReleaseIndex,
        now: datetime,
        version: int,
        last_number: int,
    ) -> None:
        self._connection = connection
        self._index = index
        # Whether people are told of what is written next.
        self.announces = False
        self._new_events: list[dict[str, Any]] = []
        self._now = now
        self._version = version
        self._last_number = last_number
        self._new_releases: list[dict[str, Any]] = []
        self._new_analyses: list[dict[str, Any]] = []
        # Those whose words are new, with when each was first seen.
        self.unsigned: dict[int, tuple[Document, Analysis, datetime]] = {}
        # The agency and the analysis of each release that states something else now.
        self.restated: dict[int, tuple[str | None, Analysis]] = {}

    def add(self, key: str, document: Document, analysis: Analysis) -> _Stored:
        self._last_number += 1
        number = self._last_number
        self._new_releases.append(
            {"id": number, "key": key, "first_seen_at": self._now}
            | self._release_values(document, analysis, number, self._now, before=None)
        )
        self._new_analyses.append({"release_id": number} | self._analysis_values(analysis))
        self.unsigned[number] = (document, analysis, self._now)
        self.restated[number] = (document.agency, analysis)
        self._tell(EventKind.NEW, number, document.source)
        known = self._index.known_of(document)
        return _Stored(number, known, self._now, self._version)

    async def add_alias(self, key: str, stored: _Stored) -> None:
        await self.write_new()
        values = {"key": key, "release_id": stored.release_id}
        await self._connection.execute(insert(ALIASES).values(values))

    async def change(
        self, before: _Stored, document: Document, analysis: Analysis
    ) -> tuple[_Stored, Outcome]:
        """Put the new text in place of the old, which is kept; tell of it if it matters."""
        await self.write_new()
        number = before.release_id
        document = keep_known(before.known, document)
        stored = await self.stored(number)
        changes = compare(
            stored.document, stored.analysis, document, analysis,
            by_same_rules=before.version == self._version,
        )  # fmt: skip
        matters = changes.is_material or before.known.is_sample
        if not matters and _is_restless(stored.document, document):
            return before, Outcome.SAME
        await self._keep_version(number, changes)
        values = self._release_values(
            document, analysis, number, before.first_seen_at, before=before.known.text_hash
        )
        if matters:
            values["changed_at"] = self._now
        await self._connection.execute(
            update(RELEASES).where(RELEASES.c.id == number).values(values)
        )
        await self._replace_analysis(number, analysis)
        self.unsigned[number] = (document, analysis, before.first_seen_at)
        self.restated[number] = (document.agency, analysis)
        after = _Stored(number, self._index.known_of(document), before.first_seen_at, self._version)
        if not matters:
            return after, Outcome.TOUCHED
        self._tell(EventKind.CHANGED, number, document.source, changes)
        return after, Outcome.CHANGED

    async def stored(self, number: int) -> StoredRelease:
        """A release as it stands, what this transaction wrote included."""
        await self.write_new()
        found = await self._connection.execute(
            select(*RELEASE_COLUMNS)
            .join(ANALYSES, ANALYSES.c.release_id == RELEASES.c.id)
            .where(RELEASES.c.id == number)
        )
        return read_release(found.one())

    def _tell(
        self, kind: EventKind, number: int, source: str | None, changes: Changes | None = None
    ) -> None:
        if self.announces:
            self._new_events.append(
                {"kind": kind.value, "at": self._now, "release_id": number, "source": source,
                 "changes": changes}
            )  # fmt: skip

    async def refresh(self, before: _Stored, document: Document, analysis: Analysis) -> _Stored:
        """Replace an analysis that newer processing, or other rules of the same, made anew."""
        if self._version < before.version:
            return before
        await self.write_new()
        found = await self._connection.execute(
            select(RELEASES.c.text, ANALYSES.c.record)
            .join(ANALYSES, ANALYSES.c.release_id == RELEASES.c.id)
            .where(RELEASES.c.id == before.release_id)
        )
        stored = found.one()
        # The same words between other spaces: the receipts point into another text than is kept.
        if stored.text != document.text:
            return before
        if self._version == before.version and stored.record == analysis:
            return before
        await self._replace_analysis(before.release_id, analysis)
        self.restated[before.release_id] = (before.known.agency, analysis)
        return _Stored(before.release_id, before.known, before.first_seen_at, self._version)

    async def write_new(self) -> None:
        if self._new_releases:
            for table, rows in ((RELEASES, self._new_releases), (ANALYSES, self._new_analyses)):
                # A few at a time: their records are made by this thread, before each is sent.
                for start in range(0, len(rows), _ROWS_AT_ONCE):
                    await self._connection.execute(
                        insert(table), rows[start : start + _ROWS_AT_ONCE]
                    )
            self._new_releases, self._new_analyses = [], []
        if self._new_events:
            await self._connection.execute(insert(EVENTS), self._new_events)
            self._new_events = []

    async def _keep_version(self, number: int, changes: Changes) -> None:
        kept = [RELEASES.c[name] for name in _KEPT_OF_RELEASE]
        kept += [ANALYSES.c[name] for name in _KEPT_OF_ANALYSIS]
        present = (
            select(
                RELEASES.c.id,
                literal(self._now, UtcDateTime),
                literal(changes, ChangesRecord),
                *kept,
            )
            .join(ANALYSES, ANALYSES.c.release_id == RELEASES.c.id)
            .where(RELEASES.c.id == number)
        )
        names = ["release_id", "replaced_at", "changes", *_KEPT_OF_RELEASE, *_KEPT_OF_ANALYSIS]
        await self._connection.execute(insert(VERSIONS).from_select(names, present))

    def _release_values(
        self,
        document: Document,
        analysis: Analysis,
        number: int,
        first_seen: datetime,
        *,
        before: str | None,
    ) -> dict[str, Any]:
        """The row of a release whose text had the hash `before`, None for a new one."""
        known = self._index.known_of(document)
        values = _release_values(document, known, analysis, number, first_seen)
        if known.text_hash != before:
            values["repeat"] = self._index.count(known.text_hash)
        return values

    async def _replace_analysis(self, number: int, analysis: Analysis) -> None:
        await self._connection.execute(
            update(ANALYSES)
            .where(ANALYSES.c.release_id == number)
            .values(self._analysis_values(analysis))
        )

    def _analysis_values(self, analysis: Analysis) -> dict[str, Any]:
        return {"version": self._version, "made_at": self._now, "record": analysis}


async def _place(
    connection: AsyncConnection, index: _ReleaseIndex, batch: _Batch, document: Document
) -> str:
    """The key of a document: another one where another release stands at its address.

    The other one is made of what tells them apart, so that the same document finds it again.
    """
    key = key_of(document)
    before = index.by_key.get(key)
    if document.key is not None or before is None or document.is_sample or before.known.is_sample:
        return key
    if index.known_of(document).text_hash == before.known.text_hash:
        return key
    stored = await batch.stored(before.release_id)
    if not document.url or not is_another(document, stored.document):
        return key
    key = distinct_key(document)
    if key not in index.by_key:
        found = await _find(connection, RELEASES.c.key, [key], RELEASES.c.key)
        found += await _find(connection, ALIASES.c.key, [key], ALIASES.c.key, with_aliases=True)
        for _, stored_there in found:
            index.put(key, stored_there)
    return key


def _is_restless(old: Document, new: Document) -> bool:
    """Whether nothing but counters, clocks and teasers of other texts differs."""
    if (old.title, old.agency, old.published_at) != (new.title, new.agency, new.published_at):
        return False
    return steady_text(old.text).split() == steady_text(new.text).split()


async def _find_index(connection: AsyncConnection, documents: list[Document]) -> _ReleaseIndex:
    keys = [key_of(document) for document in documents]
    by_key = await _find_keys(connection, keys)
    known_by_id = await compute(connection, lambda: {id(one): known_of(one) for one in documents})
    known = [known_by_id[id(document)] for document in documents]
    unknown = [one for one, key in zip(known, keys, strict=True) if key not in by_key]
    likenesses = list(dict.fromkeys(likeness for one in unknown for likeness in alike(one)))
    found = await _find(connection, RELEASES.c.likeness, likenesses, RELEASES.c.likeness)
    vague = list(dict.fromkeys(one.text_hash for one in unknown if not says_all(one)))
    is_early = RELEASES.c.repeat < COUNTED
    found += await _find(
        connection, RELEASES.c.text_hash, vague, RELEASES.c.text_hash, only=is_early
    )
    with_texts = {stored.release_id: stored for _, stored in found}
    repeats = await _count_repeats(connection, list({one.text_hash for one in known}))
    return _ReleaseIndex(by_key, list(with_texts.values()), repeats, known_by_id)


async def _find_keys(connection: AsyncConnection, keys: list[str]) -> dict[str, _Stored]:
    by_key = dict(await _find(connection, RELEASES.c.key, keys, RELEASES.c.key))
    missing = [key for key in keys if key not in by_key]
    if missing:
        by_alias = await _find(connection, ALIASES.c.key, missing, ALIASES.c.key, with_aliases=True)
        by_key |= dict(by_alias)
    return by_key


async def _count_repeats(connection: AsyncConnection, texts: list[str]) -> dict[str, int]:
    """How many releases have each of these texts, counted to `COUNTED`."""
    counted: dict[str, int] = {}
    hashed = RELEASES.c.text_hash
    for start in range(0, len(texts), _KEYS_AT_ONCE):
        some = texts[start : start + _KEYS_AT_ONCE]
        statement = (
            select(hashed, func.count().label("number"))
            .where(hashed.in_(some), RELEASES.c.repeat < COUNTED)
            .group_by(hashed)
        )
        for row in await connection.execute(statement):
            counted[row.text_hash] = int(row.number)
    return counted


async def _find(
    connection: AsyncConnection,
    column: Column[str],
    values: list[str],
    name: Column[str],
    *,
    with_aliases: bool = False,
    only: ColumnElement[bool] | None = None,
) -> list[tuple[str, _Stored]]:
    """Stored releases whose `column` is one of the values, each under what `name` holds."""
    found: list[tuple[str, _Stored]] = []
    statement = select(
        name.label("name"), RELEASES.c.id, RELEASES.c.text_hash, RELEASES.c.given_title,
        RELEASES.c.agency, RELEASES.c.published_at, RELEASES.c.is_sample,
        RELEASES.c.first_seen_at, ANALYSES.c.version,
    ).join(ANALYSES, ANALYSES.c.release_id == RELEASES.c.id)  # fmt: skip
    if with_aliases:
        statement = statement.join(ALIASES, ALIASES.c.release_id == RELEASES.c.id)
    if only is not None:
        statement = statement.where(only)
    for start in range(0, len(values), _KEYS_AT_ONCE):
        some = values[start : start + _KEYS_AT_ONCE]
        for row in await connection.execute(statement.where(column.in_(some))):
            known = Known(
                row.text_hash, row.given_title, row.agency, row.published_at, row.is_sample
            )
            found.append((row.name, _Stored(row.id, known, row.first_seen_at, row.version)))
    return found


async def _last_number(connection: AsyncConnection) -> int:
    # The transaction holds the write lock, so nobody else takes the next number meanwhile.
    found = await connection.execute(select(func.max(RELEASES.c.id)))
    return int(found.scalar() or 0)


def _release_values(
    document: Document, known: Known, analysis: Analysis, number: int, first_seen: datetime
) -> dict[str, Any]:
    return {
        "sort_key": sort_key_of(document.published_at, first_seen, number),
        "document_id": document.id,
        "source": document.source,
        "url": document.url,
        "title": title_to_show(document, analysis.title),
        "given_title": document.title,
        "agency": document.agency,
        "published_at": document.published_at,
        "is_sample": document.is_sample,
        "text_hash": known.text_hash,
        "likeness": likeness_of(known),
        "text": document.text,
        "images": document.images,
        "mixes_columns": document.mixes_columns or None,
    }
