"""Small Word and PDF files, written out by hand."""

import io
import zipfile
from collections.abc import Iterable

_WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def word_file(body: str, **parts: str) -> bytes:
    """A .docx whose document holds this XML; `footnotes="…"` adds that part."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for name, inner in {"document": f"<w:body>{body}</w:body>", **parts}.items():
            root = name.rstrip("s") if name == "document" else name
            archive.writestr(f"word/{name}.xml", f'<w:{root} xmlns:w="{_WORD}">{inner}</w:{root}>')
    return packed.getvalue()


def run(text: str, marks: str = "") -> str:
    return f'<w:r><w:rPr>{marks}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def pdf_file(lines: Iterable[tuple[float, float, float, bytes]]) -> bytes:
    """A page with lines, each at a place, in a size; the signs are those of Windows."""
    content = b"".join(
        b"BT /F %g Tf %g %g Td (%s) Tj ET\n" % (size, x, y, text) for x, y, size, text in lines
    )
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Contents 4 0 R"
        b"/Resources<</Font<</F 5 0 R>>>>>>",
        b"<</Length %d>>stream\n%s\nendstream" % (len(content), content),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>",
    ]
    out = b"%PDF-1.4\n"
    places = []
    for number, inner in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj%s\nendobj\n" % (number, inner)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    return out + (
        b"xref\n0 6\n0000000000 65535 f \n%strailer<</Size 6/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF"
        % (table, len(out))
    )
