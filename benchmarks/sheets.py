"""Cards before and after a change beside each other, one sheet a card.

    python -m benchmarks.pictures BEFORE      (in a checkout of the earlier commit)
    python -m benchmarks.pictures AFTER
    python -m benchmarks.sheets BEFORE AFTER docs/pictures/cards

Each row is a width, light and then dark; of two pictures the left one is of the first folder.
"""

import argparse
from pathlib import Path

from PIL import Image

from benchmarks.pictures import ALL

# Pixels between pictures, and a grey on which light and dark cards both stand out.
_GAP, _GROUND = 12, (119, 119, 119)
# So few are enough for cards of both themes.
_COLOURS = 48


def main() -> int:
    """Write the sheets; 1 where the folders have no card in common."""
    parser = argparse.ArgumentParser(prog="sheets", description=__doc__)
    for name in ("before", "after", "folder"):
        parser.add_argument(name, type=Path)
    asked = parser.parse_args()
    cards = sorted(_cards(asked.before) & _cards(asked.after))
    asked.folder.mkdir(parents=True, exist_ok=True)
    for card in cards:
        path = asked.folder / f"{card}.webp"
        sheet = _sheet(card, asked.before, asked.after)
        few = sheet.quantize(_COLOURS, dither=Image.Dither.NONE).convert("RGB")
        few.save(path, lossless=True, method=6)
        print(f"sheets: {path.name}")
    return 0 if cards else 1


def _cards(folder: Path) -> set[str]:
    """The names of the cards of which the folder has a picture in every look."""
    first, *others = (
        {path.stem.removesuffix(look.ending) for path in folder.glob(f"*{look.ending}.png")}
        for look in ALL
    )
    return first.intersection(*others)


def _sheet(card: str, before: Path, after: Path) -> Image.Image:
    """One picture of a card: narrow looks above, wide ones below."""
    widths = sorted({look.width for look in ALL})
    rows = [_row(card, width, before, after) for width in widths]
    return _stacked(rows, across=False)


def _row(card: str, width: int, before: Path, after: Path) -> Image.Image:
    """The pictures of one width: before and after, light and then dark."""
    endings = [look.ending for look in ALL if look.width == width]
    paths = [folder / f"{card}{ending}.png" for ending in endings for folder in (before, after)]
    return _stacked([Image.open(path).convert("RGB") for path in paths], across=True)


def _stacked(pictures: list[Image.Image], *, across: bool) -> Image.Image:
    """Pictures beside or below each other, on the ground."""
    gaps = _GAP * (len(pictures) + 1)
    wide, high = [one.width for one in pictures], [one.height for one in pictures]
    size = (
        (sum(wide) + gaps, max(high) + 2 * _GAP)
        if across
        else (max(wide) + 2 * _GAP, sum(high) + gaps)
    )
    ground = Image.new("RGB", size, _GROUND)
    at = _GAP
    for one in pictures:
        ground.paste(one, (at, _GAP) if across else (_GAP, at))
        at += (one.width if across else one.height) + _GAP
    return ground


if __name__ == "__main__":
    raise SystemExit(main())
