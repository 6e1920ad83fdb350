"""What the database says, as sentences for a person."""

import sqlite3
from pathlib import Path

from sqlalchemy.exc import DBAPIError, SQLAlchemyError

from domain.errors import StorageError


def storage_error(path: Path, error: Exception) -> StorageError:
    """The StorageError for what SQLite or the driver raised."""
    cause: BaseException | None = error
    if isinstance(error, DBAPIError):
        cause = error.orig
    code = _primary_code(cause)
    sentence = _SENTENCES.get(code) if code is not None else None
    if sentence is not None:
        return StorageError(sentence.format(path=path))
    if isinstance(error, DBAPIError):
        detail = str(error.orig)
    elif isinstance(error, SQLAlchemyError):
        detail = str(error.args[0]) if error.args else type(error).__name__
    else:
        detail = str(error)
    return StorageError(f"The database {path} refuses: {detail}.")


def _primary_code(error: BaseException | None) -> int | None:
    """SQLite's primary result code; SQLAlchemy's adapter wraps the driver's error."""
    while error is not None:
        code = getattr(error, "sqlite_errorcode", None)
        if isinstance(code, int):
            return code & 0xFF
        error = error.__cause__ or error.__context__
    return None


_SENTENCES = {
    sqlite3.SQLITE_BUSY: (
        "The database {path} is locked: another program is writing to it and does not finish. "
        "Close the other program, or wait and try again."
    ),
    sqlite3.SQLITE_LOCKED: (
        "The database {path} is locked by another connection. Wait a moment and try again."
    ),
    sqlite3.SQLITE_READONLY: (
        "The database {path} can only be read. Allow writing to the file and its folder, "
        "or name another place."
    ),
    sqlite3.SQLITE_CANTOPEN: (
        "The database {path} cannot be opened. Check that its folder exists and that Lede may "
        "read and write there."
    ),
    sqlite3.SQLITE_PERM: (
        "The database {path} may not be opened. Check who owns the file and its folder."
    ),
    sqlite3.SQLITE_NOTADB: (
        "{path} is not a database. If something else wrote this file, name another place; "
        "if it was Lede's, restore it from a backup."
    ),
    sqlite3.SQLITE_CORRUPT: (
        "The database {path} is damaged. Keep a copy of the file and restore it from a backup."
    ),
    sqlite3.SQLITE_FULL: (
        "The database {path} cannot grow: the disk is full. Make room and try again; "
        "nothing was half saved."
    ),
    sqlite3.SQLITE_IOERR: (
        "The disk does not read or write {path} as it should. Check the disk and its free space."
    ),
}
