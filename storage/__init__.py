"""What is kept and searched; the only package that knows SQL."""

from importlib import import_module
from typing import TYPE_CHECKING, Any

# Loaded when they are asked for: what reads foreign bytes holds items apart with what is pure in
# this package, in processes that have no use for a database and pay for its libraries in memory.
if TYPE_CHECKING:
    from storage.opening import Storage, open_storage
    from storage.status import Status

__all__ = ["Status", "Storage", "open_storage"]
_MODULES = {"Status": "status", "Storage": "opening", "open_storage": "opening"}


def __getattr__(name: str) -> Any:
    if name not in _MODULES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_MODULES[name]}"), name)
