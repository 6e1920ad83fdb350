"""The real analysis, and a rule that is broken for those texts that say so."""

import processing
from domain.documents import Document
from domain.facts import Analysis
from tests.pipeline import first_words


def analyse(document: Document) -> Analysis:
    first_words.analyse(document)
    return processing.analyse(document)
