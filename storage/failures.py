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


# The driver's own words, without a state: of a connection that is gone, and of one whose server has
# said farewell and whose end has not arrived yet.
_GONE = ("connection is closed", "cannot switch to state")


def postgres_error(name: str, error: Exception) -> StorageError:
    """The StorageError for what PostgreSQL or its driver raised; `name` has no password."""
    cause: BaseException | None = error
    while cause is not None:
        state = getattr(cause, "sqlstate", None)
        if isinstance(state, str):
            return StorageError(_sentence_of_state(name, state, str(cause)))
        if isinstance(cause, OSError | TimeoutError):
            return StorageError(
                f"The database {name} does not answer. Check that the server runs, that it can be "
                "reached from here, and that its address and port are right."
            )
        if any(words in str(cause) for words in _GONE):
            return StorageError(_sentence_of_state(name, "08", ""))
        cause = cause.__cause__ or cause.__context__
    detail = str(getattr(error, "orig", None) or error).splitlines()[0]
    return StorageError(f"The database {name} refuses: {detail}.")


def _sentence_of_state(name: str, state: str, detail: str) -> str:
    """The sentence for an SQLSTATE (PostgreSQL's documentation, appendix A)."""
    sentence = _STATES.get(state) or _STATES.get(state[:2])
    if sentence is not None:
        return sentence.format(name=name)
    return f"The database {name} refuses: {detail.splitlines()[0]} ({state})."


_STATES = {
    "28": (
        "The database {name} refuses this user or password. Check both in the address, and that "
        "the server lets them in from here."
    ),
    "3D000": "There is no database of this name on the server: {name}. Make it, or name another.",
    "42501": "The database {name} may not be changed by this user. Grant it the rights to write.",
    "53": (
        "The database {name} has no room left: connections, memory or disk. Make room and try "
        "again; nothing was half saved."
    ),
    "55P03": (
        "The database {name} is locked: another process is writing to it and does not finish. "
        "Wait and try again."
    ),
    "57": (
        "The database {name} was stopped or restarted. Lede goes on when it is back; nothing was "
        "half saved."
    ),
    "08": (
        "The connection to the database {name} broke. Lede goes on when it is back; nothing was "
        "half saved."
    ),
    "25P03": (
        "The database {name} was held for too long by this process, which stood still. Lede goes "
        "on; nothing was half saved."
    ),
    "25006": "The database {name} can only be read. Name the one that may be written to.",
}


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
