"""Files as documents, read where foreign bytes are read: in a process with limits.

JSON Lines are read here, a line at a time: a line has a length and a form that nothing can hide in.
So is bare text, which nothing parses.
All else (PDF, Word, e-mail, pages) is read by libraries that a file can make take what it likes.
"""

from collections.abc import Iterable, Iterator
from contextlib import closing
from dataclasses import replace
from functools import partial
from multiprocessing.context import BaseContext
from typing import cast

from domain.documents import Document
from domain.errors import UnreadableInputError
from pipeline.limits import THOROUGH
from pipeline.standing import Standing
from sources.files import is_bare_text, read_documents, read_file

# Whoever gave the files waits for them.
_LIMITS = replace(THOROUGH, niceness=0)


def read_confined(
    paths: Iterable[str], context: BaseContext
) -> Iterator[Document | UnreadableInputError]:
    """The documents of files in their order, as `sources.files.read_documents` gives them.

    `context` is how the process is made, at the first file that needs one. A file that meets a
    limit costs no other. Blocks: keep it off the event loop.
    """
    with closing(Standing(context, _LIMITS)) as standing:

        def read_one(kind: str, data: bytes, name: str) -> Document:
            if kind == "text" and is_bare_text(data):
                return read_file(kind, data, name)
            return cast(Document, standing.run(name, partial(read_file, kind, data, name)))

        for path in paths:
            yield from read_documents(path, read_one=read_one)
