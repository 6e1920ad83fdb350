"""Bytes made of other bytes: cut, doubled, swapped, with signs in them that readers trip over."""

import random

# What formats are made of, and numbers at the edges of what numbers can be.
TOKENS = (
    b"", b"\0", b"\xff", b"\xfe\xff", b"\xef\xbb\xbf", b"\xed\xa0\x80", b"\r\n\r\n", b"\n", b" ",
    b"<", b">", b"</", b"<!--", b"<![CDATA[", b"]]>", b"<!DOCTYPE x [", b"&#xD800;", b"&#0;",
    b"&amp;#", b"[", b"]", b"{", b"}", b'"', b"'", b"\\", b"\\ud800", b"\\u0000", b"null", b"-1",
    b"1e999", b"0", b"4294967296", b"99999999999999999999999999", b"NaN", b"<<", b">>", b" R",
    b"/Length", b"stream", b"endobj", b"/Prev", b"xref", b"trailer", b"PK\x03\x04", b"PK\x01\x02",
    b"=?utf-8?q?", b"?=", b"=?x?b?", b"boundary=", b"charset=utf-7", b"name*0*=", b"(", b")", b":",
    b";", b",", b"@", b"2026-02-30", b"0000-00-00", b"24:61", b"-\n", b"$", b"%", b"#", b"#-1",
    b".", *(sign.encode() for sign in "“”–½\u0130\u2028\u202e"),
)  # fmt: skip
_LONGEST = 20_000


def mutated(seed: bytes, chance: random.Random) -> bytes:
    """The seed with a few changes, each of one kind."""
    data = bytearray(seed)
    for _ in range(chance.choice((1, 1, 2, 3, 5, 12))):
        at, end = sorted(chance.randrange(len(data) + 1) for _ in range(2))
        end = min(end, at + chance.choice((1, 4, 40, 400)))
        kind = chance.randrange(7)
        if kind == 0:
            data[at:end] = b""
        elif kind == 1:
            data[at:at] = data[at:end] * chance.choice((1, 2, 30))
        elif kind == 2:
            data[at:at] = chance.choice(TOKENS) * chance.choice((1, 1, 2, 50))
        elif kind == 3 and data:
            data[min(at, len(data) - 1)] ^= 1 << chance.randrange(8)
        elif kind == 4:
            data[at:end] = bytes(chance.randrange(256) for _ in range(end - at))
        elif kind == 5:
            data[at:end] = chance.choice(TOKENS)
        else:
            place = chance.randrange(len(data) + 1)
            piece = data[at:end]
            del data[at:end]
            data[place:place] = piece
        del data[_LONGEST:]
    return bytes(data)
