"""What is kept and searched; the only package that knows SQL."""

from storage.opening import Storage, open_storage
from storage.sources import StoredSource
from storage.status import Status

__all__ = ["Status", "Storage", "StoredSource", "open_storage"]
