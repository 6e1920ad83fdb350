"""Files that nobody writes on purpose but to do harm, written here: small ones that take much.

Each kind is a function of its size, so that it can be doubled: what grows with its square shows.
"""

import io
import zipfile
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass

SAID = "The Harbor Office said on Monday that 14 boats had landed at the pier."
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_DRAWN = "BT /F1 12 Tf 72 700 Td (" + SAID + ") Tj ET"


@dataclass(frozen=True)
class Kind:
    """A kind of file: what it is sent as, how it is made of a size, and a size that hurts."""

    name: str
    content_type: str
    make: Callable[[int], bytes]
    size: int

    def made(self) -> bytes:
        return self.make(self.size)


def _pdf(*objects: bytes) -> bytes:
    body, places = b"%PDF-1.7\n", []
    for number, content in enumerate(objects, start=1):
        places.append(len(body))
        body += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    count = len(objects) + 1
    head = b"xref\n0 %d\n0000000000 65535 f \n%s" % (count, table)
    end = b"trailer << /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF" % (count, len(body))
    return body + head + end


def _stream(data: bytes, entries: str = "") -> bytes:
    return b"<< /Length %d %s >>\nstream\n%s\nendstream" % (len(data), entries.encode(), data)


def _page_of(contents: bytes, *more: bytes, entries: str = "", forms: str = "") -> bytes:
    """A PDF of one page, with these contents and further objects from number 6 on."""
    resources = f"<< /Font << /F1 5 0 R >> /XObject << {forms} >> >>"
    page = (
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R "
        f"/Resources {resources} {entries} >>"
    )
    return _pdf(
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        page.encode(),
        contents,
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
        *more,
    )


def _packed(data: bytes, filters: str = "/FlateDecode", more: str = "") -> bytes:
    return _stream(zlib.compress(data, 9), f"/Filter {filters} {more}")


def forms(depth: int) -> bytes:
    """Each form draws the next three times: of so many levels, three to the power of them."""
    made = []
    for level in range(depth):
        inner = f"/A {7 + level} 0 R" if level < depth - 1 else ""
        drawn = ("/A Do " * 3 if inner else "") + _DRAWN
        entries = (
            "/Type /XObject /Subtype /Form /BBox [0 0 9 9] "
            f"/Resources << /Font << /F1 5 0 R >> /XObject << {inner} >> >>"
        )
        made.append(_stream(drawn.encode(), entries))
    return _page_of(_stream(b"/A Do " + _DRAWN.encode()), *made, forms="/A 6 0 R")


def drawn_text(size: int) -> bytes:
    return _page_of(_packed(b"BT /F1 12 Tf 72 700 Td (ab cd) Tj ET\n" * size))


def blank_bomb(size: int) -> bytes:
    return _page_of(_packed(b" " * size))


def predicted(size: int) -> bytes:
    parameters = "/DecodeParms << /Predictor 15 /Columns 1 >>"
    return _page_of(_packed(b"\x04" + b"\0" * size, more=parameters))


def twice_packed(size: int) -> bytes:
    return _page_of(_packed(zlib.compress(b" " * size, 9), "[/FlateDecode /FlateDecode]"))


def without_table(size: int) -> bytes:
    return b"%PDF-1.7\n" + b"1 0 obj\n" * size


def object_streams(size: int) -> bytes:
    objects = (b"%d 0 obj\n<< /Type /ObjStm >>\nendobj\n" % n for n in range(2, size))
    return b"%PDF-1.7\n" + b"".join(objects) + b"trailer << /Root 1 0 R >>"


def deep_object(size: int) -> bytes:
    return _page_of(_stream(_DRAWN.encode()), entries="/X " + "[" * size + "]" * size)


def many_codes(size: int) -> bytes:
    table = f"begincmap 1 beginbfrange <00000000> <{size:08X}> <0000> endbfrange endcmap"
    return _page_of(_stream(_DRAWN.encode()), _stream(table.encode())).replace(
        b"/BaseFont", b"/ToUnicode 6 0 R /BaseFont"
    )


def _docx(body: str, before: str = "") -> bytes:
    file = io.BytesIO()
    types = (
        f'<Types xmlns="{_PACKAGE}/content-types"><Default Extension="rels" ContentType='
        '"application/vnd.openxmlformats-package.relationships+xml"/><Override PartName='
        f'"/word/document.xml" ContentType="{_WORD}.document.main+xml"/></Types>'
    )
    relations = (
        f'<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="r1" Type="http://schemas.'
        'openxmlformats.org/officeDocument/2006/relationships/officeDocument" '
        'Target="word/document.xml"/></Relationships>'
    )
    words = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    document = f'{before}<w:document xmlns:w="{words}"><w:body>{body}</w:body></w:document>'
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as archive:
        archive.writestr("[Content_Types].xml", types)
        archive.writestr("_rels/.rels", relations)
        archive.writestr("word/document.xml", document)
    return file.getvalue()


_PARAGRAPH = f"<w:p><w:r><w:t>{SAID}</w:t></w:r></w:p>"


def wide_cell(size: int) -> bytes:
    """A cell that says it spans so many columns."""
    span = f'<w:tc><w:tcPr><w:gridSpan w:val="{size}"/></w:tcPr>{_PARAGRAPH}</w:tc>'
    return _docx(f"<w:tbl><w:tr>{span}</w:tr></w:tbl>")


def empty_paragraphs(size: int) -> bytes:
    return _docx("<w:p/>" * size + _PARAGRAPH)


def long_run(size: int) -> bytes:
    return _docx("<w:p><w:r><w:t>" + "a " * size + "</w:t></w:r></w:p>")


def deep_tables(size: int) -> bytes:
    return _docx("<w:tbl><w:tr><w:tc>" * size + _PARAGRAPH + "</w:tc></w:tr></w:tbl>" * size)


def merged_down(size: int) -> bytes:
    cells = "<w:tc><w:tcPr><w:vMerge/></w:tcPr><w:p/></w:tc>" * 10
    return _docx("<w:tbl>" + f"<w:tr>{cells}</w:tr>" * size + "</w:tbl>")


def _entities() -> str:
    named = "".join(f'<!ENTITY {chr(98 + n)} "{("&" + chr(97 + n) + ";") * 10}">' for n in range(9))
    return f'<!DOCTYPE d [<!ENTITY a "{"boats " * 50}">{named}]>'


def word_of_entities(_: int) -> bytes:
    return _docx(_PARAGRAPH.replace("14", "&j;"), _entities())


def encoded_subject(size: int) -> bytes:
    return b"Subject: " + b"=?utf-8?q?a?= " * size + b"\n\n" + SAID.encode()


def folded_subject(size: int) -> bytes:
    return b"Subject: " + b"a\n " * size + b"\n\n" + SAID.encode()


def parameters(size: int) -> bytes:
    return (
        b"Subject: x\nContent-Type: text/plain; " + b"name*0*=utf-8''a;" * size
        + b"\n\n" + SAID.encode()
    )  # fmt: skip


def odd_identity(size: int) -> bytes:
    return b"Subject: x\nMessage-ID: " + b"<(" * size + b"\n\n" + SAID.encode()


def nested_parts(size: int) -> bytes:
    parts = (f'Content-Type: multipart/mixed; boundary="b{n}"\n\n--b{n}\n' for n in range(size))
    return f"Subject: x\n{''.join(parts)}Content-Type: text/plain\n\n{SAID}".encode()


def letters_in_letters(size: int) -> bytes:
    return b"Content-Type: message/rfc822\n\n" * size + b"Subject: x\n\n" + SAID.encode()


def many_parts(size: int) -> bytes:
    part = b"--b\nContent-Type: text/html\n\n<p>hi\n"
    return b"Subject: x\nContent-Type: multipart/mixed; boundary=b\n\n" + part * size


def _html(body: str) -> bytes:
    return f"<html><body>{body}<p>{SAID}</p>".encode()


def comments(size: int) -> bytes:
    return _html("<!--" * size)


def deep_page(size: int) -> bytes:
    return _html("<div>" * size)


def bold(size: int) -> bytes:
    return _html("<b><i>" * size)


def breaks(size: int) -> bytes:
    return _html("<p>" + "a<br>" * size)


def spans(size: int) -> bytes:
    return _html("<p>" + "<span>a</span> " * size)


def attributes(size: int) -> bytes:
    return _html("<p " + "a=b " * size + ">")


def paragraphs(size: int) -> bytes:
    return _html("<article>" + f"<p>{SAID}</p>" * size + "</article>")


def tables(size: int) -> bytes:
    return _html("<table><tr><td>" * size)


def scripts(size: int) -> bytes:
    return _html("<script>" * size)


def linked_data(size: int) -> bytes:
    return _html('<script type="application/ld+json">' + "[" * size + "</script>")


def numbers(size: int) -> bytes:
    return (SAID + "\n" + f"The office said {'5 < 6 ' * 20}. " * size).encode()


def brackets(size: int) -> bytes:
    return (SAID + " " + "(“[" * size).encode()


def _feed(channel: str, before: str = "") -> bytes:
    head = '<?xml version="1.0"?>'
    return f'{head}{before}<rss version="2.0"><channel>{channel}</channel></rss>'.encode()


def _item(title: str, more: str = "") -> str:
    return f"<item><title>{title}</title><link>http://a.example/{title[:20]}</link>{more}</item>"


def feed_of_entities(_: int) -> bytes:
    return _feed(_item("&j;"), _entities())


def deep_feed(size: int) -> bytes:
    return _feed("<a>" * size)


def many_items(size: int) -> bytes:
    return _feed("".join(_item(f"t{n}") for n in range(size)))


def long_title(size: int) -> bytes:
    return _feed(_item("<![CDATA[" + "a " * size + "]]>"))


def packed_markup(size: int) -> bytes:
    return _feed(_item("x", f"<description>{'&lt;div&gt;' * size}</description>"))


def name_spaces(size: int) -> bytes:
    named = " ".join(f'xmlns:a{n}="u{n}"' for n in range(size))
    return _feed(_item("x")).replace(b"<channel>", f"<channel {named}>".encode())


def deep_json(size: int) -> bytes:
    opened, closed = b"[" * size, b"]" * size
    return b'{"version":"https://jsonfeed.org/version/1","items":' + opened + closed + b"}"


_PDF, _MAIL, _PAGE, _TEXT = "application/pdf", "message/rfc822", "text/html", "text/plain"
_DOCX, _RSS, _JSON = f"{_WORD}.document", "application/rss+xml", "application/json"

KINDS = (
    Kind("forms.pdf", _PDF, forms, 24),
    Kind("drawn_text.pdf", _PDF, drawn_text, 1_200_000),
    Kind("blank_bomb.pdf", _PDF, blank_bomb, 100_000_000),
    Kind("predicted.pdf", _PDF, predicted, 30_000_000),
    Kind("twice_packed.pdf", _PDF, twice_packed, 200_000_000),
    Kind("without_table.pdf", _PDF, without_table, 1_000_000),
    Kind("object_streams.pdf", _PDF, object_streams, 150_000),
    Kind("deep_object.pdf", _PDF, deep_object, 100_000),
    Kind("many_codes.pdf", _PDF, many_codes, 0xFFFFFFFF),
    Kind("wide_cell.docx", _DOCX, wide_cell, 1_000_000_000),
    Kind("empty_paragraphs.docx", _DOCX, empty_paragraphs, 3_000_000),
    Kind("long_run.docx", _DOCX, long_run, 90_000_000),
    Kind("deep_tables.docx", _DOCX, deep_tables, 80),
    Kind("merged_down.docx", _DOCX, merged_down, 3000),
    Kind("word_of_entities.docx", _DOCX, word_of_entities, 0),
    Kind("encoded_subject.eml", _MAIL, encoded_subject, 16_000),
    Kind("folded_subject.eml", _MAIL, folded_subject, 1_000_000),
    Kind("parameters.eml", _MAIL, parameters, 10_000),
    Kind("odd_identity.eml", _MAIL, odd_identity, 100_000),
    Kind("nested_parts.eml", _MAIL, nested_parts, 10_000),
    Kind("letters_in_letters.eml", _MAIL, letters_in_letters, 5000),
    Kind("many_parts.eml", _MAIL, many_parts, 100_000),
    Kind("comments.html", _PAGE, comments, 500_000),
    Kind("deep_page.html", _PAGE, deep_page, 200_000),
    Kind("bold.html", _PAGE, bold, 50_000),
    Kind("breaks.html", _PAGE, breaks, 1_000_000),
    Kind("spans.html", _PAGE, spans, 500_000),
    Kind("attributes.html", _PAGE, attributes, 500_000),
    Kind("paragraphs.html", _PAGE, paragraphs, 100_000),
    Kind("tables.html", _PAGE, tables, 3000),
    Kind("scripts.html", _PAGE, scripts, 300_000),
    Kind("linked_data.html", _PAGE, linked_data, 200_000),
    Kind("numbers.txt", _TEXT, numbers, 20_000),
    Kind("brackets.txt", _TEXT, brackets, 300_000),
    Kind("feed_of_entities.xml", _RSS, feed_of_entities, 0),
    Kind("deep_feed.xml", _RSS, deep_feed, 500_000),
    Kind("many_items.xml", _RSS, many_items, 100_000),
    Kind("long_title.xml", _RSS, long_title, 4_900_000),
    Kind("packed_markup.xml", _RSS, packed_markup, 500_000),
    Kind("name_spaces.xml", _RSS, name_spaces, 100_000),
    Kind("deep_json.json", _JSON, deep_json, 100_000),
)
# What grew with the square of its size, in sizes that double.
QUADRATIC = ("encoded_subject.eml", "parameters.eml", "comments.html", "odd_identity.eml")


def doublings() -> Iterator[Kind]:
    """The quadratic kinds, from a tenth of a second's work to ten minutes' as they once were."""
    for kind in KINDS:
        if kind.name in QUADRATIC:
            for step in range(-3, 3):
                size = int(kind.size * 2**step)
                yield Kind(f"{size}-{kind.name}", kind.content_type, kind.make, size)
