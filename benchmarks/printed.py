"""`python -m benchmarks.printed`: what libraries read of releases that were printed as PDF.

Real releases are printed by Chromium in one column and in two, with words cut at the ends of lines.
Told are the sentences that come back whole and the time of the processor; of libraries that are not
installed nothing. Our own mending of lines is laid over each, so that only the library differs.
"""

import argparse
import asyncio
import importlib.util
import io
import re
import shutil
import time
import warnings
from collections.abc import Callable, Sequence
from html import escape

from benchmarks.data import corpus, find_shared

_BROWSERS = ("chromium", "chromium-browser", "google-chrome")
_STYLES = {
    "one column": "max-width: 6.3in",
    "two columns": "column-count: 2; column-gap: 0.35in",
    "three columns": "column-count: 3; column-gap: 0.25in",
}
# Sentences of so many signs: shorter ones stand anywhere.
_SHORTEST = 40
_LONGEST_TEXT = 9000
_SENTENCE = re.compile(r"[^.!?\n]+[.!?]")

Lines = list[list[str]]


def _by_pypdf(data: bytes) -> Lines:
    from pypdf import PdfReader

    return [page.extract_text().splitlines() for page in PdfReader(io.BytesIO(data)).pages]


def _by_lede(data: bytes) -> Lines:
    from sources.portable import read_pdf

    return [read_pdf(data, "a.pdf").text.splitlines()]


def _by_pdfium(data: bytes) -> Lines:
    import pypdfium2

    pages = pypdfium2.PdfDocument(data)
    return [page.get_textpage().get_text_range().splitlines() for page in pages]


def _by_pdfminer(data: bytes) -> Lines:
    from pdfminer.high_level import extract_text

    return [page.splitlines() for page in extract_text(io.BytesIO(data)).split("\f")]


_WAYS: dict[str, tuple[str, Callable[[bytes], Lines]]] = {
    "Lede (pypdf and its columns)": ("pypdf", _by_lede),
    "pypdf": ("pypdf", _by_pypdf),
    "pypdfium2": ("pypdfium2", _by_pdfium),
    "pdfminer.six": ("pdfminer", _by_pdfminer),
}


def main() -> int:
    """Print a line for each way to read and each layout; 1 where there is no browser."""
    parser = argparse.ArgumentParser(prog="printed", description=__doc__)
    parser.add_argument("--releases", type=int, default=60)
    number: int = parser.parse_args().releases
    browser = next(filter(None, map(shutil.which, _BROWSERS)), None)
    if browser is None:
        print(f"printed: skipped, none of {', '.join(_BROWSERS)} is installed")
        return 1
    texts = [d.text[:_LONGEST_TEXT] for d in corpus(find_shared(None), number)]
    for layout, style in _STYLES.items():
        files = asyncio.run(_print(browser, texts, style))
        for name, (library, read) in _WAYS.items():
            if importlib.util.find_spec(library) is not None:
                _measure(f"{layout}, {name}", read, files, texts)
    return 0


def _measure(
    name: str, read: Callable[[bytes], Lines], files: Sequence[bytes], texts: Sequence[str]
) -> None:
    found = total = pages = 0
    began = time.process_time()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        read_pages = [read(data) for data in files]
    seconds = time.process_time() - began
    for lines, text in zip(read_pages, texts, strict=True):
        said = _plain(_mended(lines))
        sentences = [_plain(s) for s in _SENTENCE.findall(text) if len(s.strip()) >= _SHORTEST]
        found += sum(sentence in said for sentence in sentences)
        total += len(sentences)
        pages += len(lines)
    print(
        f"printed: {name:<44} {found} of {total} sentences whole ({100 * found / total:.1f} %), "
        f"{1000 * seconds / len(files):.0f} ms a file",
        flush=True,
    )


def _mended(pages: Lines) -> str:
    from sources.portable import mend_paragraphs, without_running_lines

    return mend_paragraphs(without_running_lines(pages))


def _plain(text: str) -> str:
    return "".join(text.split()).replace("\u00ad", "")


async def _print(browser: str, texts: Sequence[str], style: str) -> list[bytes]:
    from playwright.async_api import async_playwright

    files = []
    async with async_playwright() as driver:
        opened = await driver.chromium.launch(executable_path=browser, args=["--no-sandbox"])
        page = await opened.new_page()
        for text in texts:
            body = "".join(f"<p>{escape(line)}</p>" for line in text.split("\n") if line.strip())
            look = f"font: 11pt serif; text-align: justify; hyphens: auto; {style}"
            await page.set_content(f'<html lang="en"><body style="{look}">{body}</body></html>')
            files.append(await page.pdf(format="Letter"))
        await opened.close()
    return files


if __name__ == "__main__":
    raise SystemExit(main())
