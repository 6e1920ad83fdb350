"""What is kept and searched; the only package that knows SQL."""

from storage.opening import Storage, open_storage
from storage.status import Status

__all__ = ["Status", "Storage", "open_storage"]
