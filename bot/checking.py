"""`lede check`: the quotations of a draft held against the archive, in the terminal."""

import json
from typing import Any

from bot.config import Settings
from pipeline.quotations import Finding, Verdict, check_quotation
from pipeline.quoted import quoted_in
from rendering.escape import one_line, plain
from sources.files import read_draft
from storage import open_storage

# A draft as long as a newspaper's page; what is longer is no draft.
_MOST_BYTES = 400_000
_MOST_QUOTATIONS = 200
_SAID = {
    Verdict.VERBATIM: "verbatim",
    Verdict.SHORTENED: "verbatim, with words left out as it says",
    Verdict.COMMENTED: "verbatim, with words put in as it says",
    Verdict.ALTERED: "ALTERED",
    Verdict.NOT_A_QUOTE: "in a release, but not as a quote",
    Verdict.NOT_FOUND: "not in the archive",
    Verdict.TOO_SHORT: "too short to tell",
}
_MARKS = {"left_out": "[left out: {}]", "put_in": "[put in: {}]", "moved": "[moved: {}]"}


async def check_draft(settings: Settings, file: str, *, as_json: bool) -> int:
    """Print the verdict on every quotation; 1 where one is altered or credited to another.

    With `as_json` a list of objects, see `_to_json`.
    """
    text = read_draft(file, at_most=_MOST_BYTES)
    async with open_storage(settings.database) as storage:
        found = [await check_quotation(storage, one) for one in quoted_in(text)[:_MOST_QUOTATIONS]]
    if as_json:
        print(json.dumps([_to_json(one) for one in found], ensure_ascii=False))
    else:
        for number, one in enumerate(found, 1):
            _print(number, one)
        if not found:
            print("Nothing is quoted there.")
    is_wrong = any(one.verdict is Verdict.ALTERED or one.is_another for one in found)
    return 1 if is_wrong else 0


def _print(number: int, found: Finding) -> None:
    print(plain(f"{number}. {_SAID[found.verdict]}: “{one_line(found.quotation)[:200]}”"))
    if found.release is not None:
        print(plain(f"   {found.release.document.id}  {found.release.head.title}"))
    if found.is_another and found.quote is not None:
        claimed = ", ".join(found.claimed)
        print(plain(f"   SAID BY ANOTHER: {found.quote.speaker_name}, not {claimed}"))
    if any(piece.change != "kept" for piece in found.pieces):
        shown = (_MARKS.get(p.change, "{}").format(p.words) for p in found.pieces)
        print(plain(f"   {one_line(' '.join(shown))}"))


def _to_json(found: Finding) -> dict[str, Any]:
    """One quotation: its verdict, the release, every difference, who is credited and who speaks.

    `differences` are {"change": "left_out"|"put_in"|"moved", "words", "told"}; `speaker_flagged` is
    null where the two speakers cannot be compared.
    """
    release = found.release
    return {
        "quotation": found.quotation,
        "verdict": found.verdict.value,
        "release": release.document.id if release else None,
        "start": found.span.start if found.span else None,
        "end": found.span.end if found.span else None,
        "differences": [
            {"change": piece.change, "words": piece.words, "told": piece.is_told}
            for piece in found.pieces
            if piece.change != "kept"
        ],
        "claimed": list(found.claimed),
        "speaker": found.quote.speaker_name if found.quote else None,
        "speaker_flagged": found.is_another,
    }
