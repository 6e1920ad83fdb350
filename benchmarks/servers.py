"""Databases of PostgreSQL for what is measured on both: empty, and dropped at the end."""

from collections.abc import Iterator
from contextlib import contextmanager

from tests.postgres import PostgresServer, run_apart, running_server


@contextmanager
def empty_postgres(part: str) -> Iterator[str | None]:
    """The address of an empty database, None (and a line that says why) where there is no server.

    `part` is the benchmark that asks.
    """
    with running_server() as server:
        if not isinstance(server, PostgresServer):
            print(f"{part}: PostgreSQL is left out: {server}")
            yield None
            return
        address = run_apart(server.make_database())
        try:
            yield address
        finally:
            run_apart(server.drop_database(address))
