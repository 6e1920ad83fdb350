"""Kinds of damage and of dress that feeds, pages, mail and print come in."""

from datetime import UTC, date, datetime, timedelta, timezone
from html import escape

import pytest

from domain.documents import Document, Published
from domain.errors import UnreadableInputError
from domain.sources import Fetched, Listed
from sources.encodings import decode
from sources.feeds import read_feed
from sources.files import read_file
from sources.mail import read_mail
from sources.moments import possible, read_moment
from sources.pages import all_text, read_page
from sources.portable import mend_paragraphs, read_pdf
from sources.strays import refuse_stray
from sources.word import read_docx
from tests.sources.print_files import pdf_file, run, word_file

BODY = "Gulls were counted at the pier by the office and a note was made of each. " * 14


def rss(*items: str, after: str = "") -> Listed:
    body = f'<?xml version="1.0"?><rss version="2.0"><channel><title>P</title>{"".join(items)}'
    return read(f"{body}</channel></rss>{after}".encode())


def read(body: bytes) -> Listed:
    return read_feed(Fetched("https://pier.example/feed", 200, body, "application/rss+xml"))


def item(text: str = BODY, link: str = "/a") -> str:
    return f"<item><title>Gulls</title><link>{link}</link><description>{text}</description></item>"


@pytest.mark.parametrize("after", ["", "\n<!-- cached -->", "<script>count()</script>", "\n\n0"])
def test_what_stands_behind_a_feed_costs_no_item(after: str) -> None:
    found = rss(item(), item(link="/b"), after=after)
    assert (len(found.items), found.problems) == (2, ())


def test_a_feed_with_names_of_its_own_ends_as_one() -> None:
    entry = "<a:entry><a:title>G</a:title><a:link href='/a'/><a:id>1</a:id></a:entry>"
    feed = f"<a:feed xmlns:a='http://www.w3.org/2005/Atom'>{entry}</a:feed><!-- x -->"
    assert len(read(feed.encode()).items) == 1


@pytest.mark.parametrize("end", ["", "</channel>", "\n"])
def test_a_feed_without_its_end_keeps_an_item_that_has_its_own(end: str) -> None:
    body = f'<rss version="2.0"><channel>{item()}{item(link="/b")}{end}'
    found = read(body.encode())
    assert (len(found.items), len(found.problems)) == (2, 1)


def test_the_end_of_a_feed_in_a_comment_or_a_text_is_not_its_end() -> None:
    named = item(f"<![CDATA[The </rss> tag. {BODY}]]>", link="/c")
    assert len(rss(item(), "<!-- </rss> -->", named, after="</rss>").items) == 2


def test_a_feed_of_single_bytes_that_calls_itself_one_of_pairs() -> None:
    body = f'<?xml version="1.0" encoding="UTF-16"?><rss version="2.0"><channel>{item()}'
    assert len(read(f"{body}</channel></rss>".encode()).items) == 1


def test_a_feed_that_breaks_off_still_leaves_its_last_item() -> None:
    body = f'<rss version="2.0"><channel>{item()}{item(link="/b")}<item><title>Half'
    found = read(body.encode())
    assert len(found.items) == 2
    assert found.problems


def test_one_byte_spoils_no_other() -> None:
    text = f"“The mole’s toll is £1,250,” said Añe Muñoz. {BODY}"
    body = f'<rss version="2.0"><channel>{item(text)}</channel></rss>'.encode()
    (one,) = read(body.replace(b"Gulls were", b"Gulls\x92 were", 1)).items
    assert (one.text or "").startswith("“The mole’s toll is £1,250,” said Añe Muñoz. Gulls’ were")


@pytest.mark.parametrize(
    "link, asked",
    [
        ("/r?a=1&copy=2&lang=en", "https://pier.example/r?a=1&copy=2&lang=en"),
        ("/r?a=1&amp;reg=2", "https://pier.example/r?a=1&reg=2"),
        ("/r?a=1&amp;amp;b=2", "https://pier.example/r?a=1&b=2"),
        ("/notes/Count of Gulls.html", "https://pier.example/notes/Count%20of%20Gulls.html"),
        ("\n /notes/count\n", "https://pier.example/notes/count"),
    ],
)
def test_links_are_asked_as_a_browser_would(link: str, asked: str) -> None:
    assert rss(item("T", link)).items[0].url == asked


@pytest.mark.parametrize(
    "markup",
    [
        "<p>Gulls &amp; terns.</p>", "<blockquote>Gulls &amp; terns.</blockquote>",
        "<article><figure><img src='a.png'/></figure>Gulls &amp; terns.</article>",
        "<font color='red'>Gulls</font> <u>&amp;</u> terns.", "Gulls&nbsp;&amp; terns.",
    ],
)  # fmt: skip
@pytest.mark.parametrize("times", [1, 2, 3])
def test_a_text_that_was_packed_often_is_unpacked_as_often(markup: str, times: int) -> None:
    for _ in range(times):
        markup = escape(markup)
    (one,) = rss(item(f"{markup} {BODY}")).items
    assert (one.text or "").split()[:4] == ["Gulls", "&", "terns.", "Gulls"]


def test_an_element_that_a_text_names_stays_named() -> None:
    (one,) = rss(item(escape("<p>Set the &lt;title&gt; element, and 3 &lt; 4.</p>"))).items
    assert one.text == "Set the <title> element, and 3 < 4."


def at(hours: float, *moment: int) -> datetime:
    year, month, day, hour, minute, second = (*moment, *(0,) * (6 - len(moment)))
    zone = timezone(timedelta(hours=hours))
    return datetime(year, month, day, hour, minute, second, tzinfo=zone)


@pytest.mark.parametrize(
    "written, published",
    [
        ("Wed, 04 Mar 2026 08:15:00 PM EST", at(-5, 2026, 3, 4, 20, 15)),
        ("Wed, 04 Mar 2026 12:00:00 AM", date(2026, 3, 4)),
        ("Wed, 04 Mar 2026 12:30 PM", at(0, 2026, 3, 4, 12, 30)),
        ("Wed, 04 Mar 2026 21:30:00 CEST", at(2, 2026, 3, 4, 21, 30)),
        ("Wed, 04 Mar 2026 08:00:00 NZDT", at(13, 2026, 3, 4, 8, 0)),
        ("Wed, 03/04/2026 - 08:15", at(0, 2026, 3, 4, 8, 15)),
        ("24/3/2026 08:15", at(0, 2026, 3, 24, 8, 15)),
        ("3/4/2026 8:15:00 PM", at(0, 2026, 3, 4, 20, 15)),
        ("Tue, 8 Sept 2026 08:15:56 +0300", at(3, 2026, 9, 8, 8, 15, 56)),
        ("Wed Mar 4 08:15:00 GMT 2026", at(0, 2026, 3, 4, 8, 15)),
        ("March 4, 2026 at 8 p.m. ET", at(-5, 2026, 3, 4, 20)),
        # A zone that says nothing, or two things: the day alone is known.
        ("Wed, 04 Mar 2026 08:15 QQT", date(2026, 3, 4)),
        ("Wed, 04 Mar 2026 08:15 IST", date(2026, 3, 4)),
        ("Thu, 01 Jan 1970 00:00:00 +0000", None),
        ("Wed, 31 Dec 1969 18:00:00 -0600", None),
        ("0001-01-01T00:00:00", None),
        ("Wed, 34 Mar 2026 08:15:00 GMT", None),
    ],
)  # fmt: skip
def test_a_date_is_right_or_unknown(written: str, published: Published | None) -> None:
    assert read_moment(written) == published


def test_a_date_far_ahead_is_unknown() -> None:
    latest = datetime(2026, 3, 4, tzinfo=UTC)
    assert possible(datetime(2093, 3, 4, tzinfo=UTC), latest) is None
    assert possible(date(2026, 3, 4), latest) == date(2026, 3, 4)


@pytest.mark.parametrize(
    "zero",
    [date(1970, 1, 1), datetime(1969, 12, 31, 19, tzinfo=UTC), date(1, 1, 1), date(1899, 12, 30)],
)
def test_the_zero_of_a_system_is_unknown_and_an_old_date_is_not(zero: Published) -> None:
    latest = datetime(2026, 3, 4, tzinfo=UTC)
    assert possible(zero, latest) is None
    assert possible(date(1958, 6, 2), latest) == date(1958, 6, 2)


RAISED = "<w:vertAlign w:val='superscript'/>"


def test_word_as_it_is_shown() -> None:
    body = (
        f"<w:p>{run('Fine of ')}<w:del><w:r><w:delText>$90</w:delText></w:r></w:del>"
        f"<w:ins>{run('$125')}</w:ins>{run(' old', '<w:strike/>')}{run(' for oil')}</w:p>"
        f"<w:p><w:smartTag>{run('PIERTOWN')}</w:smartTag>"
        f"<w:fldSimple>{run(', May 4')}</w:fldSimple>"
        f"<w:r><w:fldChar w:fldCharType='begin'/></w:r>{run('CODE')}"
        f"<w:r><w:fldChar w:fldCharType='separate'/></w:r>{run(' — 12')}"
        f"<w:r><w:fldChar w:fldCharType='end'/></w:r>{run(' boats')}"
        f"<w:r><w:footnoteReference w:id='7'/></w:r></w:p>"
        f"<w:sdt><w:sdtContent><w:tbl><w:tr><w:tc><w:p>{run('Toll')}</w:p></w:tc>"
        f"<w:sdt><w:sdtContent><w:tc><w:p>{run('10')}{run('3', RAISED)}"
        "</w:p></w:tc></w:sdtContent></w:sdt></w:tr></w:tbl></w:sdtContent></w:sdt>"
        f"<w:p><w:r><w:txbxContent><w:p>{run('For release')}</w:p></w:txbxContent></w:r></w:p>"
    )
    notes = f"<w:footnote w:id='7'><w:p>{run('In spring.')}</w:p></w:footnote>"
    text = read_docx(word_file(body, footnotes=notes), "a.docx").text
    assert text.split("\n") == [
        "Fine of $125 for oil", "PIERTOWN, May 4 — 12 boats", "Toll | 10³", "For release",
        "In spring.",
    ]  # fmt: skip


def mail(body: str, kind: str = "text/plain; charset=utf-8", subject: str = "Gulls") -> Document:
    head = f"Subject: {subject}\nDate: Wed, 4 Mar 2026 08:15:00 +0000\nMIME-Version: 1.0\n"
    return read_mail(f"{head}Content-Type: {kind}\n\n{body}".encode(), "a.eml")


def parts(*inner: tuple[str, str]) -> str:
    return "".join(f"--b\nContent-Type: {k}\n\n{text}\n" for k, text in inner) + "--b--\n"


def test_mail_of_which_the_page_says_more() -> None:
    stub = ("text/plain", "This e-mail is in HTML. View it online.")
    page = ("text/html", f"<i style='display:none'>Look</i><p>PIERTOWN — {BODY}</p>")
    found = mail(parts(stub, page), 'multipart/alternative; boundary="b"')
    assert found.text.startswith("PIERTOWN — Gulls were")


def test_mail_in_several_parts_is_whole() -> None:
    picture = ("image/png; name=a.png", "AAAA")
    body = parts(("text/plain", "PIERTOWN — Gulls."), picture, ("text/plain", "“Many,” she said."))
    found = mail(body, 'multipart/mixed; boundary="b"')
    assert found.text == "PIERTOWN — Gulls.\n\n“Many,” she said."


def test_mail_whose_lines_go_on() -> None:
    body = "The toll is $1, \n250 a boat. Gulls  \nwere counted."
    found = mail(body, "text/plain; charset=utf-8; format=flowed; delsp=yes")
    assert found.text == "The toll is $1,250 a boat. Gulls were counted."


@pytest.mark.parametrize("charset", ["us-ascii", "x-unknown", "iso-8859-1"])
def test_mail_in_another_charset_than_it_says(charset: str) -> None:
    assert mail("“£5,” said Añe.", f"text/plain; charset={charset}").text == "“£5,” said Añe."


def test_mail_that_is_handed_on() -> None:
    inner = "Subject: Gulls counted\nContent-Type: text/plain\n\nPIERTOWN - Gulls were counted."
    body = parts(("text/plain", "For you"), ("message/rfc822", inner))
    found = mail(body, 'multipart/mixed; boundary="b"', "Fwd: Gulls")
    assert (found.title, found.text) == ("Gulls counted", "PIERTOWN - Gulls were counted.")
    body = (
        "FYI\n\n---------- Forwarded message ---------\nFrom: A <a@b.example>\n"
        "Date: Tue, 3 Mar 2026 07:00:00 +0000\nSubject: Terns\nTo: c@d.example\n\nTerns came."
    )
    found = mail(body, subject="Fwd: Terns")
    assert (found.title, found.text) == ("Terns", "Terns came.")
    assert found.published_at == datetime(2026, 3, 3, 7, tzinfo=UTC)


def test_the_footer_of_a_list_is_left_out() -> None:
    body = f"{BODY}\n\n" + "_" * 40 + "\nPier mailing list\nTo unsubscribe write to x@y.example"
    assert mail(body).text == BODY.strip()
    kept = f"{BODY}\n\nThe office will run a mailing list."
    assert mail(kept).text.endswith("run a mailing list.")


def test_print_in_two_columns_is_read_down_each() -> None:
    left = (
        b"The office counted the gulls on",
        b"Friday and fined two firms over",
        b"the oil, it said in a note.",
    )
    right = (
        b"Crews found 31 drums there. The",
        b"work costs the port $3.5",
        b"million and ends in the spring.",
    )
    rows = [(72.0, 680.0 - 14 * n, 10.0, text) for n, text in enumerate(left)]
    rows += [(330.0, 680.0 - 14 * n, 10.0, text) for n, text in enumerate(right)]
    rows.sort(key=lambda line: -line[1])
    text = read_pdf(pdf_file([(72, 720, 16, b"Gulls counted"), *rows]), "a.pdf").text
    assert text.split("\n")[0] == "Gulls counted"
    assert "in a note. Crews found" in text
    assert "$3.5 million" in text


COLUMNS = (
    ("The office counted the", "gulls on Friday and it", "fined two firms over the", "oil."),
    ("Crews found 31 drums", "there. The work costs", "the port $3.5 million", "in all."),
    ("The port says that it", "hires forty divers for", "the quay, which is to", "open."),
)


def columns(*places: float, ragged: float = 0.0, is_down: bool = False) -> bytes:
    """Prose in columns that begin at these places, each line moved; written along its rows."""
    lines = [
        (x + ragged * n, 680.0 - 14 * n, 10.0, text.encode())
        for n in range(4)
        for x, text in zip(places, [column[n] for column in COLUMNS], strict=False)
    ]
    if is_down:
        lines = [line for n in range(len(places)) for line in lines[n :: len(places)]]
    return pdf_file([(72, 720, 16, b"Gulls counted"), *lines])


@pytest.mark.parametrize("places", [(72, 330), (72, 240, 408)])
def test_columns_that_were_written_down_are_left_as_they_are(places: tuple[float, ...]) -> None:
    text = read_pdf(columns(*places, is_down=True), "a.pdf").text
    assert "it fined two firms over the oil. Crews found 31 drums" in text.replace("\n", " ")


@pytest.mark.parametrize(
    "data, is_mixed",
    [
        (columns(72, 240, 408), True),
        # No two lines begin at one place, so that no column is seen.
        (columns(72, 330, ragged=7.0), True),
        # Each row is one piece of print, its columns parted by spaces.
        (pdf_file([
            (72, 700.0 - 14 * n, 10.0, f"{COLUMNS[0][n]:40}{COLUMNS[1][n]}".encode())
            for n in range(4)
        ]), True),
        (columns(72, 330), False),
        (columns(72), False),
        # Written down each column, as programs do that set them: it is in order as it is.
        (columns(72, 240, 408, is_down=True), False),
        (columns(72, 330, ragged=7.0, is_down=True), False),
        (pdf_file([
            (x, 700.0 - 14 * n, 10.0, text) for n in range(5)
            for x, text in ((72, b"Berths that were let"), (240, b"Tons of fish landed"),
                            (408, b"Boats of the harbor"))
        ]), False),
    ],
)  # fmt: skip
def test_columns_that_cannot_be_told_are_said(data: bytes, is_mixed: bool) -> None:
    assert read_pdf(data, "a.pdf").mixes_columns == is_mixed


def test_a_table_in_print_is_read_along_its_rows() -> None:
    rows = [(72.0, 680.0 - 14 * n, 10.0, b"Toll %d" % n) for n in range(4)]
    rows += [(330.0, 680.0 - 14 * n, 10.0, b"$%d" % n) for n in range(4)]
    rows.sort(key=lambda line: -line[1])
    text = read_pdf(pdf_file(rows), "a.pdf").text.replace("\n", " ")
    assert "Toll 0 $0 Toll 1 $1" in text


def test_something_before_a_pdf_is_passed_over() -> None:
    data = b"\nX-Part: 1\n\n" + pdf_file([(72, 720, 16, b"Gulls were counted at the pier.")])
    assert read_file("pdf", data, "a.pdf").text == "Gulls were counted at the pier."
    with pytest.raises(UnreadableInputError):
        read_file("pdf", b"Gulls were counted at the pier.", "a.pdf")


@pytest.mark.parametrize(
    "lines, word",
    [
        (["the infor\u00ad", "mation office"], "information"),
        (["the traf\u2010", "fic plan"], "traffic"),
        (["a state-", "owned pier"], "state-owned"),
        (["an anti-", "corruption unit"], "anti-corruption"),
        (["the infor-", "mation office"], "information"),
        (["the Franco-", "German pier"], "Franco-German"),
        (["by mid-", "March"], "mid-March"),
        (["the COVID-", "19 rules"], "COVID-19"),
        (["a $1.25-", "million toll"], "$1.25-million"),
        (["to re-", "elect a mayor"], "re-elect"),
        (["to re-", "port it"], "to report"),
        (["twenty-", "five boats"], "twenty-five"),
        (["con\u00ad\u00ad", "tract"], "contract"),
        (["a work-to-rule and a work-", "to-rule"], "a work-to-rule and a work-to-rule"),
    ],
)
def test_words_cut_at_the_end_of_a_line_are_made_whole(lines: list[str], word: str) -> None:
    assert word in mend_paragraphs(lines)


def test_what_is_struck_out_raised_or_not_shown() -> None:
    page = (
        "<html><body><article><h1>Gulls</h1><p>The fine is <del>$90</del> <ins>$125</ins> for 10"
        "<sup>3</sup> drums on the 1<sup>st</sup> of May.<sup><a href='#n'>2</a></sup> "
        f"In\u00adfor\u00admation was <s>not</s> given.</p><p hidden>Look</p><p>{BODY}</p>"
        "</article></body></html>"
    )
    for text in (read_page(page, "a").text, all_text(page)):
        assert "The fine is $125 for 10³ drums on the 1st of May. Information was given." in text
        assert "Look" not in text


@pytest.mark.parametrize(
    "markup, text",
    [
        ("The toll is <span style='text-decoration: line-through'>$90</span> $125.", "is $125."),
        ("The toll is <del><b>$90</b> or <a href=x>more</a></del> $125.", "is $125."),
        ("Some 10<span style='vertical-align: super'>3</span> drums.", "Some 10³ drums."),
        ("Some 10<sup><b>3</b></sup> drums.", "Some 10³ drums."),
        ("She said <q>Gulls matter</q> to us.", "She said “Gulls matter” to us."),
        ("<template>Look</template>It counts gulls.", "It counts gulls."),
    ],
)
def test_marks_of_a_page_mean_the_same_wherever_it_is_read(markup: str, text: str) -> None:
    page = (
        f"<html><body><article><h1>Gulls</h1><p>{markup}</p><p>{BODY}</p></article></body></html>"
    )
    for found in (read_page(page, "a").text, all_text(page)):
        assert text in " ".join(found.split())
        assert "Look" not in found


@pytest.mark.parametrize(
    "quotation",
    [
        "<blockquote><p>Gulls matter.</p><footer>Añe Poe, Mayor</footer></blockquote>",
        "<figure><blockquote><p>Gulls matter.</p></blockquote><figcaption>Añe Poe, Mayor"
        "</figcaption></figure>",
    ],
)
def test_who_is_quoted_stands_below_the_quotation(quotation: str) -> None:
    page = f"<html><body><article><h1>Gulls</h1>{quotation}<p>{BODY}</p></article></body></html>"
    lines = read_page(page, "a").text.split("\n")
    assert lines[lines.index("Gulls matter.") + 1] == "— Añe Poe, Mayor"


def test_a_page_that_is_one_table_is_read_without_it_and_a_table_of_numbers_stays() -> None:
    numbers = "<table><tr><th>Year</th><th>Gulls</th></tr><tr><td>2026</td><td>45</td></tr></table>"
    page = (
        "<html><head><title>Gulls counted</title></head><body><table><tr><td>Menu</td><td><table>"
        f"<tr><td><h3>Gulls counted</h3></td></tr><tr><td>"
        f"<p>PIER — The toll is $5.</p><p>{BODY}</p>{numbers}"
        "</td></tr></table></td></tr></table></body></html>"
    )
    text = read_page(page, "a").text
    assert "PIER — The toll is $5." in text
    assert "#" not in text
    assert [line.strip() for line in text.split("\n") if "|" in line] == [
        "| Year | Gulls |",
        "| 2026 | 45 |",
    ]


@pytest.mark.parametrize("encoding", ["cp1252", "mac_roman"])
@pytest.mark.parametrize(
    "text",
    [
        "São Tomé fined two firms €31 million, the mayor said.",
        "“The port’s toll is £5,” said Añe Muñoz. “We won’t.”",
        "Der Zoll hat 31 Mio. € Bußgeld verhängt; Müller: „Größe“",
    ],
)
def test_the_encoding_that_makes_sense_is_taken(encoding: str, text: str) -> None:
    assert decode(text.encode(encoding), "a.txt") == text


@pytest.mark.parametrize(
    "encoding, text",
    [
        ("cp1250", "Łódź: zażółć gęślą jaźń, rzekł Święcicki"),
        ("cp1251", "Мэр сказал, что порт открыт для всех"),
    ],
)
def test_other_encodings_stay_what_they_are(encoding: str, text: str) -> None:
    assert decode(text.encode(encoding), "a.txt") == text


@pytest.mark.parametrize(
    "title, text",
    [
        ("Pardon Our Interruption", "As you were browsing, something made us think you are a bot."),
        ("Page not found | Pier Office", "Page not found\nTry the search."),
        ("404", "The page you are looking for does not exist."),
        ("Pier Office", "Before you continue to the pier\nWe use cookies."),
        ("Error", "An error occurred while the request was processed."),
        ("429 Too Many Requests", "nginx"),
        ("Pier Office", "Sorry, we can't find that page\nIt may have moved."),
        ("Gulls", "Unfortunately the page you requested could not be found."),
        ("The requested URL was rejected", "Please write to the pier's administrator."),
        ("Client Challenge", "A required part of this site couldn't load."),
        ("Verifying your browser", "This may take some seconds."),
        ("Ihre Privatsphäre", "Wir verwenden Cookies\nAlle akzeptieren"),
        ("Search results", "Results 1 - 10 of 200"),
        ("Pier Office", "We value your privacy\nAccept all\nReject all"),
        ("News", "\n".join(f"The office counts pier {n}\nMay {n}, 2026" for n in range(1, 12))),
        ("News", "\n".join(f"Sgt. Poe leaves pier no. {n} of Mt. Lund" for n in range(1, 12))),
    ],
)  # fmt: skip
def test_pages_that_are_no_release(title: str, text: str) -> None:
    with pytest.raises(UnreadableInputError):
        refuse_stray(Document("a", text, title), "a")


@pytest.mark.parametrize(
    "title, text",
    [
        ("Page of log not found, office says", "A page of the log was not found, it said."),
        ("Office fined over cookies", "We use cookies for dogs, the office said; it pays $5."),
        ("Tolls", "\n".join(f"Toll for boats of class {n} | ${n},000" for n in range(12))),
        ("Names", "The office named its twelve wardens on Friday in a note to all.\n"
         + "\n".join(f"Warden number {'abcdefghijkl'[n]} of the pier" for n in range(12))),
        # Printed in a narrow column, each line begins with a name by chance.
        ("Ann Smith-Lund leads", "The log is kept by Ann Smith-\nLund of the pier. " * 9),
    ],
)  # fmt: skip
def test_releases_that_look_like_them(title: str, text: str) -> None:
    refuse_stray(Document("a", text, title), "a")
