"""Read 20,000 quantities back that num2words, Babel and the CLDR have written out."""

from collections import Counter
from time import perf_counter

from domain.documents import Document
from processing.figures import find_figures
from processing.layout import read_layout
from processing.names.found import Names
from tests.phrases.phrases import Phrase, phrases
from tests.phrases.twins import every_ordinal, twins

SEED = 16
COUNT = 20_000
_NO_NAMES = Names((), (), (), (), ())
_LISTED = 5


def run() -> int:
    """Print how many are read back exactly, by kind; 1 when any is not."""
    start = perf_counter()
    read, wrong = Counter[str](), Counter[str]()
    listed: list[str] = []
    for phrase in phrases(SEED, COUNT):
        kind = phrase.shape.partition("/")[0]
        read[kind] += 1
        if is_misread(phrase):
            wrong[kind] += 1
            listed.append(f"  {phrase.text}")
    for text in (*(text for text, _ in twins(SEED, COUNT // 10)), *every_ordinal()):
        read["none"] += 1
        if figures_of(text):
            wrong["none"] += 1
            listed.append(f"  {text}")
    total, lost = read.total(), wrong.total()
    print(f"phrases: {total - lost:,} of {total:,} read back exactly (seed {SEED}, ", end="")
    print(f"{perf_counter() - start:.0f} s)")
    for kind, count in wrong.most_common():
        print(f"  {kind}: {count} of {read[kind]} misread")
    print("\n".join(listed[:_LISTED]))
    return 1 if lost else 0


def figures_of(text: str) -> list[tuple[object, ...]]:
    """Value, bounds, unit, relation and counted words of every figure of a text."""
    found = find_figures(read_layout(Document("phrase", text)), _NO_NAMES)
    return [(f.value, f.low, f.high, f.unit, f.relation, f.counted) for f in found]


def is_misread(phrase: Phrase) -> bool:
    """Whether the figures of a phrase are any others than the ones it says."""
    wanted = [
        (*(None if v is None else float(v) for v in (said.value, said.low, said.high)), *said[3:])
        for said in phrase.said
    ]
    return figures_of(phrase.text) != wanted
