"""Unpacking an answer while it comes in, so that a small one cannot become a huge one."""

import zlib
from typing import Protocol

_GZIP = 16 + zlib.MAX_WBITS


class UnpackedTooLargeError(ValueError):
    """The answer unpacks to more than was allowed."""


class Unpacker(Protocol):
    """Takes an answer piece by piece."""

    def feed(self, piece: bytes) -> bytes:
        """The next of the body; raises UnpackedTooLargeError and zlib.error."""

    def finish(self) -> bytes:
        """What is left; raises EOFError if the answer ended within the packed data."""


def unpacker(encoding: str, limit: int) -> Unpacker | None:
    """What unpacks this Content-Encoding to at most `limit` bytes; None for one Lede cannot."""
    name = encoding.strip().lower()
    if name in ("", "identity"):
        return _Plain(limit)
    if name in ("gzip", "x-gzip"):
        return _Packed(_GZIP, limit)
    return _Packed(zlib.MAX_WBITS, limit) if name == "deflate" else None


class _Plain:
    def __init__(self, limit: int) -> None:
        self._room = limit

    def feed(self, piece: bytes) -> bytes:
        self._room -= len(piece)
        if self._room < 0:
            raise UnpackedTooLargeError
        return piece

    def finish(self) -> bytes:
        return b""


class _Packed:
    def __init__(self, window: int, limit: int) -> None:
        self._window = window
        self._inflater = zlib.decompressobj(window)
        self._room = limit
        self._has_begun = False

    def feed(self, piece: bytes) -> bytes:
        parts = []
        while piece:
            # One byte more than there is room for shows that it is too much, and inflates no more.
            out = self._inflate(piece)
            self._room -= len(out)
            if self._room < 0:
                raise UnpackedTooLargeError
            parts.append(out)
            piece = self._inflater.unconsumed_tail
            if self._inflater.eof:
                piece = self._next_member()
        return b"".join(parts)

    def finish(self) -> bytes:
        rest = self._inflater.flush()
        if self._has_begun and not self._inflater.eof:
            raise EOFError
        return rest

    def _inflate(self, piece: bytes) -> bytes:
        try:
            out = self._inflater.decompress(piece, self._room + 1)
        except zlib.error:
            # Some servers send deflate without the header that the standard asks for.
            if self._has_begun or self._window != zlib.MAX_WBITS:
                raise
            self._inflater = zlib.decompressobj(-zlib.MAX_WBITS)
            out = self._inflater.decompress(piece, self._room + 1)
        self._has_begun = True
        return out

    def _next_member(self) -> bytes:
        """What follows the end of a gzip member, if it is another one; padding is dropped."""
        rest = self._inflater.unused_data
        if self._window != _GZIP or not rest.startswith(b"\x1f\x8b"):
            return b""
        self._inflater = zlib.decompressobj(self._window)
        return rest
