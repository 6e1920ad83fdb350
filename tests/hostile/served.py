"""The bot in a process of its own: `served.py DATABASE ADDRESS TOKEN HOST`, for `make hostile`.

It polls what a line of its input names (`NAME KIND URL`) and answers with a line. Each process that
it forks imports this module anew, as `lede`'s does its own: all else is in another.
"""

import asyncio
import sys

if __name__ == "__main__":
    from tests.hostile.serving import serve

    asyncio.run(serve(*sys.argv[1:]))
