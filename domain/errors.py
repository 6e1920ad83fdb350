"""The exception tree. A message here is a sentence for a person: what, why, what to do.

LedeError
├── UnreadableInputError   a file, line or page that cannot be read
│   ├── ShapeError             a source that no longer answers as it did
│   ├── AnalysisError          a text or a file that Lede itself fails on: a defect of ours
│   └── OverLimitError         one whose reading takes more than any release does
│       └── StarvedError       one that this machine was too busy to read
├── FetchError             an address that gave no answer Lede can use
│   ├── RefusedAddressError    one that Lede must not ask (its own network, an odd port)
│   ├── UnreachableError       no answer, or one that broke off
│   ├── ServerFailureError     an answer that says the server has failed
│   ├── BusyError              an answer that says to come back later
│   ├── BlockedError           an answer that keeps Lede out
│   ├── GoneError              nothing stands there any more
│   └── OversizeError          more than Lede takes in
├── PollError              a poll or an item of it that Lede itself failed on, or had no time for
├── SettingsError          a setting that is missing or makes no sense
├── NotFoundError          something asked for is not stored
├── NotAllowedError        the person may not do this
├── LeaseHeldError         another process does already what only one may do
├── ReloadError            a cog could not be loaded; the old one goes on
├── StorageError           the database refuses
└── MissingReceiptError    a statement without the place it came from: a defect of ours
"""


class LedeError(Exception):
    """The base of every error that Lede raises on purpose; its text may be shown to a user.

    `sentence` is the English one with `{facts}` to be filled in, so that it can be said in another
    language; `str()` is the English one, filled.
    """

    def __init__(self, sentence: str = "", /, **facts: object) -> None:
        super().__init__(sentence.format(**facts) if facts else sentence)
        self.sentence = sentence
        self.facts = facts


class UnreadableInputError(LedeError):
    """A file, a line or a page cannot be read; the text says which, why and what to do."""


class ShapeError(UnreadableInputError):
    """A source does not answer in the form its reader was written for: the site has changed."""


class AnalysisError(UnreadableInputError):
    """Lede itself fails on a text or a file, which is a defect of ours; the log has the cause."""


class OverLimitError(UnreadableInputError):
    """Reading takes more memory, time or room than any release does, and was ended."""


class StarvedError(OverLimitError):
    """Reading got too little of the processor and was ended: no fault of what is read."""


class FetchError(LedeError):
    """An address gave no answer that Lede can use; the text says which, why and what to do."""


class RefusedAddressError(FetchError):
    """An address that Lede must not ask: of a private network, an odd port, another scheme."""


class UnreachableError(FetchError):
    """No answer came in time, or one that broke off; the next try may succeed."""


class ServerFailureError(FetchError):
    """The server says that it has failed (5xx); the next try may succeed."""


class BusyError(FetchError):
    """The server asks for fewer requests; `seconds` is how long it wants to be left alone."""

    def __init__(self, sentence: str, /, seconds: float = 60.0, **facts: object) -> None:
        super().__init__(sentence, **facts)
        self.seconds = seconds


class BlockedError(FetchError):
    """The server keeps Lede out (401, 403, 451 or a page that asks for a browser)."""


class GoneError(FetchError):
    """The server knows no such page (404) or no longer has it (410)."""


class OversizeError(FetchError):
    """The answer is larger than Lede takes in, as sent or unpacked."""


class PollError(LedeError):
    """A poll, or one item of it, that Lede itself failed on or that took too long."""


class SettingsError(LedeError):
    """A setting is missing or makes no sense; the text names it and says what to write."""


class NotFoundError(LedeError):
    """Something asked for by name is not stored; the text says what to try instead."""


class NotAllowedError(LedeError):
    """The person who asks may not do this; the text says who may."""


class LeaseHeldError(LedeError):
    """Another process does already what only one may do; the text says which, and what to do."""


class ReloadError(LedeError):
    """A cog could not be loaded or reloaded; what ran before goes on running."""


class StorageError(LedeError):
    """The database cannot be opened, read or written; the text says why."""


class MissingReceiptError(LedeError):
    """A statement does not stand in its release at the place it claims."""


def not_text() -> UnreadableInputError:
    """That something typed or read holds what no text can: half a character, or none at all."""
    return UnreadableInputError(
        "That holds signs that are no characters, such as half of an emoji, so that it can neither "
        "be looked up nor kept. Write it without them."
    )
