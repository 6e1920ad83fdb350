"""`lede run` against a stand-in: `runner.py ADDRESS`, with the settings of the environment.

Exit statuses and standard error are those of the command line.
"""

import sys

from bot.cli import main
from sandbox.connect import redirected

if __name__ == "__main__":
    address = sys.argv.pop(1)
    with redirected(address):
        main()
