"""The exception tree. A message here is a sentence for a person: what, why, what to do.

LedeError
├── UnreadableInputError   a file, line or page that cannot be read
├── SettingsError          a setting that is missing or makes no sense
├── NotFoundError          something asked for is not stored
├── NotAllowedError        the person may not do this
├── ReloadError            a cog could not be loaded; the old one goes on
├── StorageError           the database refuses
└── MissingReceiptError    a statement without the place it came from: a defect of ours
"""


class LedeError(Exception):
    """The base of every error that Lede raises on purpose; its text may be shown to a user."""


class UnreadableInputError(LedeError):
    """A file, a line or a page cannot be read; the text says which, why and what to do."""


class SettingsError(LedeError):
    """A setting is missing or makes no sense; the text names it and says what to write."""


class NotFoundError(LedeError):
    """Something asked for by name is not stored; the text says what to try instead."""


class NotAllowedError(LedeError):
    """The person who asks may not do this; the text says who may."""


class ReloadError(LedeError):
    """A cog could not be loaded or reloaded; what ran before goes on running."""


class StorageError(LedeError):
    """The database cannot be opened, read or written; the text says why."""


class MissingReceiptError(LedeError):
    """A statement does not stand in its release at the place it claims."""
