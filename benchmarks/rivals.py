"""Time other tools over a file of releases; run by any interpreter that has them.

    PYTHON benchmarks/rivals.py RELEASES.jsonl

Prints one JSON object: per tool the seconds, or why it was skipped. Imports nothing of the project,
so that the tools may live in an environment of their own (the extra `bench` of pyproject.toml).
"""

import gc
import json
import re
import sys
import warnings
from pathlib import Path
from time import perf_counter

_SUMMARY_SENTENCES = 3


def settle_collector():
    """Set the garbage collector as `pipeline.collector` sets it for us."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 50)


def time_quantulum(texts):
    """Figures only, with its classifier where scikit-learn is installed."""
    from quantulum3 import parser  # type: ignore[import-not-found,unused-ignore]

    parser.parse("It sold 20 litres of milk for $3.")  # loads the classifier: start-up, not speed
    settle_collector()
    started = perf_counter()
    for text in texts:
        parser.parse(text)
    return perf_counter() - started


class PlainTokenizer:
    """What sumy asks of a tokenizer, without the data that nltk would download for it."""

    def to_sentences(self, text):
        """Split at a full stop before a capital letter."""
        return [piece.strip() for piece in re.split(r"(?<=[.!?])\s+(?=[A-Z“\"])", text)]

    def to_words(self, sentence):
        """Split into words."""
        return re.findall(r"[^\W_]+(?:['’-][^\W_]+)*", sentence)


def time_lexrank(texts):
    """Summary only: LexRank, three sentences."""
    from sumy.parsers.plaintext import PlaintextParser  # type: ignore[import-not-found,unused-ignore]
    from sumy.summarizers.lex_rank import LexRankSummarizer  # type: ignore[import-not-found,unused-ignore]

    summarizer, tokenizer = LexRankSummarizer(), PlainTokenizer()
    started = perf_counter()
    for text in texts:
        summarizer(PlaintextParser.from_string(text, tokenizer).document, _SUMMARY_SENTENCES)
    return perf_counter() - started


def main():
    """Run every tool that is there."""
    warnings.simplefilter("ignore")
    with Path(sys.argv[1]).open(encoding="utf-8") as lines:
        texts = [json.loads(line)["text"] for line in lines]
    found = {}
    tools = (
        ("quantulum3, figures only", time_quantulum),
        ("sumy LexRank, summary only", time_lexrank),
    )
    for name, measure in tools:
        try:
            found[name] = {"seconds": measure(texts)}
        except ImportError as missing:
            found[name] = {"skipped": f"{missing.name or missing} is not installed"}
    print(json.dumps(found))


if __name__ == "__main__":
    main()
