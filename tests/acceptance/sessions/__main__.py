"""Play every kept session and keep what its answers say now; read the difference."""

import asyncio

from tests.acceptance.sessions.played import SESSIONS, keep_anew

if __name__ == "__main__":
    for path in sorted(SESSIONS.glob("*.jsonl")):
        print(path.name, *asyncio.run(keep_anew(path)), sep="\n  ")
