"""An HTML page as a release: its title, day, address and the text without the page around it."""

import contextlib
from datetime import date

from domain.documents import Document
from domain.errors import UnreadableInputError
from sources.texts import text_id


def read_page(html: str, name: str) -> Document:
    """The release of a page; UnreadableInputError if the page holds no text.

    Where the release cannot be told from the page around it, all text of the page is taken: the
    processing knows menus and footers when it sees them. Slow (tens of milliseconds): keep it off
    the event loop.
    """
    # Imported late: it takes longer than all the rest of a start, and only pages need it.
    from trafilatura import bare_extraction, html2txt

    extracted = bare_extraction(
        html,
        include_comments=False,
        # Only what the page says of itself: a day guessed from somewhere in the text is no fact.
        date_extraction_params={"extensive_search": False, "original_date": True},
    )
    # A dictionary only comes where one is asked for.
    found = None if isinstance(extracted, dict) else extracted
    text = (found.text or "").strip() if found is not None else ""
    text = text or html2txt(html).strip()
    if not text:
        raise UnreadableInputError(
            f"{name} cannot be read: the page holds no text. It may fill itself by script; "
            "save it from a browser, or save its text as a .txt file."
        )
    if found is None:
        return Document(id=text_id(text), text=text)
    return Document(
        id=text_id(text),
        text=text,
        title=found.title or None,
        published_at=_day(found.date),
        url=found.url if found.url and found.url.startswith(("http://", "https://")) else None,
    )


def _day(written: str | None) -> date | None:
    with contextlib.suppress(ValueError):
        return date.fromisoformat(written) if written else None
    return None
