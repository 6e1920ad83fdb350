"""One target under atheris, started by `tests.fuzz`: NAME FOLDER SECONDS."""

import logging
import sys
import warnings
from pathlib import Path


def main() -> None:
    """Never returns: atheris ends the process."""
    import atheris

    with atheris.instrument_imports(include=["sources", "processing", "pipeline", "email"]):
        from tests.fuzz.targets import TARGETS, run

    name, folder, seconds = sys.argv[1:4]
    target = next(target for target in TARGETS if target.name == name)
    for number, seed in enumerate(target.seeds):
        (Path(folder) / f"seed-{number}").write_bytes(seed)

    logging.disable(logging.CRITICAL)
    warnings.simplefilter("ignore")

    def once(data: bytes) -> None:
        run(target, data)

    limits = [f"-max_total_time={max(1, int(seconds))}", "-max_len=20000", "-timeout=20"]
    atheris.Setup([sys.argv[0], *limits, folder], once)
    atheris.Fuzz()


if __name__ == "__main__":
    main()
