"""The command line of Lede over a stand-in, whose address is in STAND_IN."""

import os

from bot.cli import main
from sandbox.connect import redirected

if __name__ == "__main__":
    with redirected(os.environ["STAND_IN"]):
        main()
