"""All that reads and analyses, loaded and warm: imported by the server that forks, and by it alone.

A server has no other hook than an import. The word lists, the patterns and the libraries are then
in the memory that all its processes share.
"""

from contextlib import suppress
from importlib import import_module

from domain.documents import Document
from pipeline.collector import settle_collector
from processing import analyse

# What readers import late, since not every use of them needs it.
_LATE = (
    "charset_normalizer", "cryptography.hazmat.primitives.ciphers", "docx", "feedparser",
    "lxml.cssselect", "lxml.html", "pipeline.jobs", "pypdf", "sources.mail",
    "trafilatura", "trafilatura.metadata",
)  # fmt: skip
_SAMPLE = """HARBOR CITY – The Harbor Office seized 120 kilograms of tin worth $2.5 million and
arrested 14 people on Monday, up 5 percent from the year before, in Operation Low Tide.

“We looked in every crate,” said Ann Poe, the director of the Harbor Office. “Nobody was hurt.”
"""

for _name in _LATE:
    # What is missing is missed by the reader that needs it, and says so there.
    with suppress(ImportError):
        import_module(_name)
analyse(Document("sample", _SAMPLE, "Harbor Office seizes 120 kilograms of tin"))
settle_collector()
