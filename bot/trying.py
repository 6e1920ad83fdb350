"""`lede watch`: a watch tried on the releases of files, without storing anything."""

import json
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

from domain.archive import StoredRelease
from domain.documents import Document
from domain.errors import UnreadableInputError
from domain.watches import WatchCriteria
from pipeline.digest import to_release
from pipeline.finding import Held, find, may_hold
from pipeline.understanding import learned, understand, understand_line
from processing import analyse
from rendering.escape import one_line, plain
from rendering.language import language
from rendering.understood import criteria_words
from sources.files import STANDARD_INPUT, read_documents

_NOT_UNDERSTOOD = 2
_NO_FILES = "Give files of releases behind what to watch for; - is standard input."
_TWICE = "Give the words once: first, or with --words."


def try_watch(texts: Sequence[str], given: Mapping[str, str | None], *, as_json: bool) -> int:
    """Print how a watch is understood and which releases it tells of, in the order of the files.

    With `as_json` one object: `{"understood": text or null, "alerts": [ids], "asked": text}`,
    `asked` only where it was not understood. 0, 1 where a file could not be read, else 2.
    """
    files = list(texts)
    line = None
    is_given = any(value is not None for value in given.values())
    if not is_given or (len(files) > 1 and not _is_file(files[0])):
        line = files.pop(0)
    if not files:
        raise UnreadableInputError(_NO_FILES)
    try:
        criteria = _understood(line, given)
    except UnreadableInputError as error:
        if as_json:
            print(json.dumps({"understood": None, "alerts": [], "asked": str(error)}))
        else:
            print(f"lede: {plain(str(error))}", file=sys.stderr)
        return _NOT_UNDERSTOOD
    read = [one for file in files for one in read_documents(file)]
    documents = [one for one in read if isinstance(one, Document)]
    criteria, told = held_against(criteria, documents)
    _print(criteria, told, len(documents), as_json=as_json)
    troubles = [one for one in read if not isinstance(one, Document)]
    for trouble in troubles:
        print(f"lede: {plain(str(trouble))}", file=sys.stderr)
    return 1 if troubles else 0


def held_against(
    criteria: WatchCriteria, documents: Sequence[Document]
) -> tuple[WatchCriteria, list[StoredRelease]]:
    """The criteria with what the documents say of the names in them, and the releases they want.

    Only what may be wanted is analysed, which takes most of the time.
    """
    releases: dict[int, StoredRelease] = {}
    while more := [n for n, one in enumerate(documents)
                   if n not in releases and may_hold(criteria, one)]:  # fmt: skip
        for number in more:
            document = documents[number]
            releases[number] = to_release(number + 1, document, analyse(document))
        known = learned(criteria, [release.analysis for release in releases.values()])
        if known == criteria:
            break
        criteria = known
    found = [releases[number] for number in sorted(releases)]
    return criteria, [release for release in found if find(criteria, Held(release)) is not None]


def _understood(line: str | None, given: Mapping[str, str | None]) -> WatchCriteria:
    if line is None:
        return understand(**given)
    if not any(given.values()):
        return understand_line(line)
    if given["words"]:
        raise UnreadableInputError(_TWICE)
    return understand(**{**given, "words": line})


def _print(
    criteria: WatchCriteria, told: Sequence[StoredRelease], number: int, *, as_json: bool
) -> None:
    said = criteria_words(language("en"), criteria, one_line)
    if as_json:
        ids = [release.document.id for release in told]
        print(json.dumps({"understood": said, "alerts": ids}, ensure_ascii=False))
        return
    print(f"Understood: {said}")
    for release in told:
        print(plain(f"{release.document.id}  {release.head.title}"))
    print(f"{len(told)} of {number} releases.")


def _is_file(text: str) -> bool:
    return text == STANDARD_INPUT or Path(text).exists()
