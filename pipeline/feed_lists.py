"""The sources of a holder as other readers of feeds take them, and the folders they are kept in."""

from domain.errors import NotFoundError, UnreadableInputError
from domain.sources import HOST, Kind
from sources.opml import write_opml
from storage import Storage

# Characters of a heading that sources are kept under.
FOLDER = 60


async def feed_list(storage: Storage, holder: int) -> tuple[str, int]:
    """The feeds of a server as OPML, of everybody for the host, and how many; NotFoundError."""
    held = await storage.sources.held_by(holder)
    feeds = [
        state.source
        for state in await storage.sources.list()
        if state.source.kind is Kind.FEED and (holder == HOST or state.source.name in held)
    ]
    if not feeds:
        raise NotFoundError("No feed is added yet, so there is nothing to export.")
    return write_opml(feeds, await storage.sources.folders(holder)), len(feeds)


def read_folder(typed: str) -> str | None:
    """The heading that sources are kept under, None for "none"; UnreadableInputError."""
    folder = " ".join(typed.split())
    if len(folder) > FOLDER:
        raise UnreadableInputError(
            "“{name}” is too long for a folder. Use up to {most} characters.",
            name=folder[:60],
            most=FOLDER,
        )
    return None if folder.casefold() in ("", "none") else folder
