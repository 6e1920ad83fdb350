"""Kinds of mail that releases come in."""

import quopri
from base64 import encodebytes
from datetime import UTC, datetime, timedelta, timezone

import pytest

from domain.documents import Document, Published
from sources.mail import read_mail
from tests.sources.print_files import pdf_file, run, word_file

BODY = "Terns nest on the mole again and the office counts them each week. " * 12
PAGE = f"<html><body><p>MOLETOWN — “The toll is £4,” said Añe.</p><p>{BODY}</p></body></html>"
ALTERNATIVE = 'multipart/alternative; boundary="b"'
MIXED = 'multipart/mixed; boundary="b"'


def mail(
    body: str | bytes,
    kind: str = "text/plain; charset=utf-8",
    subject: str = "Terns",
    packed: str = "8bit",
) -> Document:
    head = f"Subject: {subject}\nMIME-Version: 1.0\nContent-Type: {kind}\n"
    data = body.encode() if isinstance(body, str) else body
    return read_mail(f"{head}Content-Transfer-Encoding: {packed}\n\n".encode() + data, "a.eml")


def parts(*inner: tuple[str, str]) -> str:
    return "".join(f"--b\nContent-Type: {k}\n\n{text}\n" for k, text in inner) + "--b--\n"


@pytest.mark.parametrize(
    "stub",
    [
        "", "[image: crest]", "Your mail client shows no HTML. See https://mole.example/m",
        "View this email in your browser (https://mole.example/m)\n\n** Terns\n",
        "Terns nest on the mole... Read more: https://mole.example/m",
    ],
)  # fmt: skip
def test_the_page_is_taken_where_the_plain_text_stands_in_for_it(stub: str) -> None:
    body = parts(("text/plain; charset=utf-8", stub), ("text/html; charset=utf-8", PAGE))
    assert mail(body, ALTERNATIVE).text.startswith("MOLETOWN — “The toll is £4,” said Añe.")


def test_a_plain_text_that_says_as_much_is_kept() -> None:
    plain = ("text/plain; charset=utf-8", f"MOLETOWN — In plain words. {BODY}")
    assert mail(parts(plain, ("text/html; charset=utf-8", PAGE)), ALTERNATIVE).text.startswith(
        "MOLETOWN — In plain words."
    )


@pytest.mark.parametrize(
    "named, written",
    [
        ("iso-8859-1", "cp1252"), ("us-ascii", "utf-8"), ("us-ascii", "cp1252"),
        ("utf-8", "cp1252"), ("cp-1252", "cp1252"), ("unknown-8bit", "cp1252"),
        ("default", "utf-8"), ("macintosh", "mac_roman"), ("x-mac-roman", "mac_roman"),
    ],
)  # fmt: skip
@pytest.mark.parametrize("packed", ["8bit", "quoted-printable"])
def test_a_charset_is_what_it_is_and_not_what_it_is_called(
    named: str, written: str, packed: str
) -> None:
    text = "“The mole’s toll is £4,500,” said Añe — twice."
    data = text.encode(written)
    body = quopri.encodestring(data) if packed == "quoted-printable" else data
    assert mail(body, f"text/plain; charset={named}", packed=packed).text == text


@pytest.mark.parametrize(
    "subject, title",
    [
        ("=?iso-8859-1?Q?The_mole=92s_=93toll=94?=", "The mole’s “toll”"),
        ("=?utf-8?Q?The_mole=92s_toll?=", "The mole’s toll"),
        ("=?cp-1252?Q?The_mole=92s_toll?=", "The mole’s toll"),
        ("=?UTF-8?Q?Caf=C3?= =?UTF-8?Q?=A9_toll?=", "Café toll"),
        ("=?utf-8?B?VGhl?= mole", "The mole"),
    ],
)
def test_a_subject_is_read_in_the_charset_it_is_in(subject: str, title: str) -> None:
    assert mail("x y", subject=subject).title == title


def test_a_subject_in_eight_bits_is_read() -> None:
    for encoding in ("utf-8", "cp1252"):
        data = "Subject: The mole’s “toll”\n\nTerns nest.".encode(encoding)
        assert read_mail(data, "a.eml").title == "The mole’s “toll”"


def test_a_part_that_is_not_packed_as_it_says() -> None:
    assert (
        mail("The toll is £4 from now on.", packed="base64").text == "The toll is £4 from now on."
    )


def test_quoted_lines_go_on_too() -> None:
    kind = "text/plain; charset=utf-8; format=flowed"
    assert mail("> The toll is \n> £4 a boat.", kind).text == "The toll is £4 a boat."


WORD = encodebytes(word_file(f"<w:p>{run('MOLETOWN — ' + BODY)}</w:p>")).decode()
PRINT = encodebytes(pdf_file([(72, 720, 12, b"MOLETOWN - Terns nest on the mole again.")])).decode()


@pytest.mark.parametrize(
    "kind, body, begins",
    [
        ("application/octet-stream; name=r.docx", WORD, "MOLETOWN — Terns"),
        ("application/pdf; name=r.pdf", PRINT, "MOLETOWN - Terns"),
    ],
)
def test_a_note_that_points_to_the_release_attached(kind: str, body: str, begins: str) -> None:
    file = f"{kind}\nContent-Disposition: attachment; filename=r{kind[-5:].lstrip('r')}"
    packed = f"{file}\nContent-Transfer-Encoding: base64"
    found = mail(parts(("text/plain", "See attached."), (packed, body)), MIXED)
    assert found.text.startswith(begins)


def test_what_is_attached_to_a_release_is_not_the_release() -> None:
    file = "text/plain; name=t.txt\nContent-Disposition: attachment; filename=t.txt"
    found = mail(parts(("text/plain", BODY), (file, f"Counts of the year. {BODY} {BODY}")), MIXED)
    assert found.text == BODY.strip()


@pytest.mark.parametrize(
    "heads",
    [
        "-----Original Message-----\nFrom: A <a@b>\nSent: Tuesday, March 3, 2026 7:00 AM\nTo: c@d\n"
        "Subject: Terns nest\n\n",
        f"{'_' * 32}\nFrom: A <a@b>\nSent: Tuesday, March 3, 2026 7:00 AM\nSubject: Terns nest\n\n",
        "----- Forwarded by A/Mole on 03/03/2026 -----\n\nFrom: A\nDate: 03/03/2026 07:00 AM\n"
        "Subject: Terns nest\n\n",
        "Von: A <a@b>\nGesendet: 3. März 2026 07:00\nAn: c@d\nBetreff: Terns nest\n\n",
        "De : A <a@b>\nEnvoyé : 3 mars 2026 07:00\nObjet : Terns nest\n\n",
    ],
)
def test_a_release_handed_on_within_the_text(heads: str) -> None:
    found = mail(f"FYI\n\n{heads}Terns nest on the mole.", subject="FW: Terns")
    assert (found.title, found.text) == ("Terns nest", "Terns nest on the mole.")
    assert found.published_at == datetime(2026, 3, 3, 7, tzinfo=UTC)


def test_a_letter_that_names_from_whom_is_not_handed_on() -> None:
    text = f"From: the mole, a view of terns.\n\n{BODY}"
    assert mail(text).text == text.strip()


def test_a_message_in_a_message_in_a_message() -> None:
    inner = "Subject: Terns nest\nContent-Type: text/plain\n\nTerns nest on the mole."
    middle = (
        'Subject: Fwd: x\nMIME-Version: 1.0\nContent-Type: multipart/mixed; boundary="c"\n\n'
        "--c\nContent-Type: text/plain\n\nSee\n"
        f"--c\nContent-Type: message/rfc822\n\n{inner}\n--c--\n"
    )
    found = mail(parts(("text/plain", "FYI"), ("message/rfc822", middle)), MIXED, "Fwd: x")
    assert (found.title, found.text) == ("Terns nest", "Terns nest on the mole.")


@pytest.mark.parametrize(
    "footer",
    [
        "-- \nYou received this message because you are subscribed.\nTo unsubscribe, write.",
        "Unsubscribe | Manage preferences",
        "This email was sent to a@b. Update your subscriptions or unsubscribe.",
    ],
)
def test_the_footer_of_a_list_is_left_out_of_text_and_page(footer: str) -> None:
    assert mail(f"{BODY}\n\n{footer}").text == BODY.strip()
    page = f"<p>{BODY}</p><hr><p>{footer}</p>"
    assert "nsubscribe" not in mail(page, "text/html; charset=utf-8").text


@pytest.mark.parametrize(
    "written, published",
    [
        (
            "Tue, 3 Mar 2026 08:15:00 PM EST",
            datetime(2026, 3, 3, 20, 15, tzinfo=timezone(-timedelta(hours=5))),
        ),
        (
            "Tue, 3 Mar 2026 08:15:00 CET",
            datetime(2026, 3, 3, 8, 15, tzinfo=timezone(timedelta(hours=1))),
        ),
        ("Tue, 3 Mar 2026 00:00:00 +0000", datetime(2026, 3, 3, tzinfo=UTC)),
        ("Thu, 01 Jan 1970 00:00:00 +0000", None),
        ("Mon, 01 Jan 0001 00:00:00 GMT", None),
    ],
)
def test_the_moment_of_sending_is_right_or_unknown(
    written: str, published: Published | None
) -> None:
    data = f"\ufeffSubject: Terns\nDate: {written}\n\nTerns nest.".encode()
    found = read_mail(data, "a.eml")
    assert (found.title, found.published_at) == ("Terns", published)
