"""Kinds of Word files that releases come in."""

import pytest

from sources.word import read_docx
from tests.sources.print_files import run, word_file

_CHOICE = "xmlns:mc='http://schemas.openxmlformats.org/markup-compatibility/2006'"


def paragraph(*inner: str) -> str:
    return f"<w:p>{''.join(inner)}</w:p>"


def field(kind: str) -> str:
    return f"<w:r><w:fldChar w:fldCharType='{kind}'/></w:r>"


def box(text: str) -> str:
    return f"<w:pict><w:txbxContent>{paragraph(run(text))}</w:txbxContent></w:pict>"


STRUCK_END = "<w:pPr><w:rPr><w:del w:id='1'/></w:rPr></w:pPr>"
PROMPT = "<w:sdtPr><w:showingPlcHdr/></w:sdtPr>"
CODE = "<w:r><w:instrText> DATE </w:instrText></w:r>"


@pytest.mark.parametrize(
    "body, text",
    [
        # The end of a paragraph is struck out: the next one goes on in its line.
        (paragraph(STRUCK_END, run("The toll is $1")) + paragraph(run(",250 now.")),
         "The toll is $1,250 now."),
        (paragraph(STRUCK_END, run("The toll is $1.")), "The toll is $1."),
        (f"<w:sdt>{PROMPT}<w:sdtContent>{paragraph(run('Click to write.'))}</w:sdtContent></w:sdt>"
         + paragraph(run("Terns nest.")), "Terns nest."),
        (paragraph(f"<w:ins><w:ins>{run('$125')}</w:ins><w:del>{run('$90')}</w:del></w:ins>"),
         "$125"),
        (paragraph(f"<w:moveFrom>{run('Old')}</w:moveFrom><w:moveTo>{run('New')}</w:moveTo>"),
         "New"),
        (paragraph(field("begin"), CODE, run("Terns")) + paragraph(run("nest.")), "Terns\nnest."),
        (paragraph(field("begin"), CODE, field("begin"), CODE, field("separate"), run("no"),
                   field("end"), field("separate"), run("May 4"), field("end")), "May 4"),
        (paragraph(f"<w:r><mc:AlternateContent {_CHOICE}><mc:Choice>{box('Box')}</mc:Choice>"
                   f"<mc:Fallback>{box('Box')}</mc:Fallback></mc:AlternateContent></w:r>"), "Box"),
        (paragraph(f"<w:r><mc:AlternateContent {_CHOICE}><mc:Choice><w:drawing/></mc:Choice>"
                   f"<mc:Fallback>{box('Box')}</mc:Fallback></mc:AlternateContent></w:r>"), "Box"),
        (paragraph(run("The infor\u00admation of\u200bfice")), "The information office"),
        (paragraph(f"<w:r><w:ruby><w:rt>{run('tan')}</w:rt><w:rubyBase>{run('Tan')}</w:rubyBase>"
                   "</w:ruby></w:r>"), "Tan"),
        (paragraph(run("$90", '<w:strike w:val="0"/>'), run("$80", "<w:dstrike/>")), "$90"),
    ],
)  # fmt: skip
def test_what_word_shows_is_read_once(body: str, text: str) -> None:
    assert read_docx(word_file(body), "a.docx").text == text
