"""Pictures of a release: those its page describes, where it stands, and no others."""

from domain.documents import Image
from domain.sources import Fetched
from sources.answers import read_answer

PARAGRAPH = "<p>The harbor board opened a pier for fishing boats on Monday, it said.</p>" * 4


def images_of(html: str) -> tuple[Image, ...]:
    page = f"<html><head><title>Pier</title></head><body>{html}</body></html>"
    url = "https://harbor.example/news/pier"
    return read_answer(Fetched(url, 200, page.encode(), content_type="text/html")).images


def test_described_pictures_are_taken_from_the_article() -> None:
    found = images_of(
        f"""<article><h1>Pier</h1>{PARAGRAPH}
        <img src="../files/pier.jpg" alt="Fishing boats  at the new pier">
        <img src="https://cdn.example/crane.png" alt="A crane lifts a beam">
        <img src="../files/pier.jpg" alt="Fishing boats at the new pier"></article>"""
    )
    assert found == (
        Image("https://harbor.example/files/pier.jpg", "Fishing boats at the new pier"),
        Image("https://cdn.example/crane.png", "A crane lifts a beam"),
    )


def test_what_is_no_picture_of_it_is_not() -> None:
    """Logos, signs, counters, pictures of other places of the page, and undescribed ones."""
    found = images_of(
        f"""<img src="/top.png" alt="Banner of the harbor city">
        <article>{PARAGRAPH}
        <img src="/a.jpg" alt=""><img src="/b.jpg" alt="Logo"><img src="/c.jpg">
        <img src="/d.gif" width="1" height="1" alt="a counter of visits">
        <img src="data:image/png;base64,AA" alt="A pier in data form">
        <img src="javascript:alert(1)" alt="A pier by a script">
        <img src="/{"x" * 600}.jpg" alt="A pier of long address">
        <aside><img src="/e.jpg" alt="Read our other news"></aside></article>"""
    )
    assert found == ()


def test_of_a_list_of_releases_there_are_none() -> None:
    one = f'<article>{PARAGRAPH}<img src="/a.jpg" alt="Fishing boats at the pier"></article>'
    assert images_of(one + one) == ()
