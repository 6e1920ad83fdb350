import pytest

from sources.pages import all_text, read_page


@pytest.mark.parametrize(
    "html, text",
    [
        ("<p>Pier <b>opens</b>.</p><p>Forty\n boats.</p>", "Pier opens.\nForty boats."),
        ("Pier<br>opens<br/>today", "Pier\nopens\ntoday"),
        ("<ul><li>one<li>two</ul>", "one\ntwo"),
        ("<tr><td>boats</td><td>40</td></tr>", "boats\n40"),
        ("<title>Menu</title><script>a < b</script><style>p {}</style>Pier", "Pier"),
        ("<svg><title>sign</title></svg>Pier", "Pier"),
        ("caf&eacute; &amp; pier &lt;2&gt;", "café & pier <2>"),
        ("<p>Pier <b>opens", "Pier opens"),
        ("<!-- note --><p>Pier", "Pier"),
        ("</script></p>Pier", "Pier"),
        ("<p>Pier<![CDATA[ <b> ]]> opens", "Pier opens"),
        ("<p>Pier<![if IE]> opens<![endif]>", "Pier opens"),
        # What no browser knows is a comment up to its bracket, and never an error.
        ("<p>Pier<![C:DATA[ it> opens", "Pier opens"),
        ("<p>Pier opens</p><![<![CDATA[<![CDAT", "Pier opens\n<![<![CDATA[<![CDAT"),
        ("<p>a < b and <", "a < b and <"),
        ("", ""),
        ("<p>He said <q>it sank</q>.</p>", "He said “it sank”."),
        (
            "<p>Top.</p><blockquote><p>It sank.</p><cite>Ada Lund</cite></blockquote><p>End.</p>",
            "Top.\n\nIt sank.\n— Ada Lund\n\nEnd.",
        ),
        ("<blockquote>It sank.<cite><b>— Ada</b> Lund</cite></blockquote>", "It sank.\n— Ada Lund"),
        ("<p>From <cite>The Post</cite> today.</p>", "From The Post today."),
        ("<blockquote></blockquote><blockquote>It sank.</blockquote>", "It sank."),
    ],
)
def test_all_text_has_a_line_for_each_block(html: str, text: str) -> None:
    assert all_text(html) == text


WORDS = " ".join(["boats landed at the pier"] * 10)
ASIDE = "<div class='sidebar'><p>" + " ".join(["subscribe to our newsletter"] * 30) + "</p></div>"


@pytest.mark.parametrize(
    "mark",
    [
        'class="field field--name-field-pr-body field--type-text-long"',
        'class="field field-name-body"',
        'class="field--name-field-press-release-body"',
        'class="entry-content"',
        'class="article__body wide"',
        'itemprop="articleBody"',
        'property="schema:articleBody"',
    ],
)
def test_the_body_is_what_the_page_marks_as_it(mark: str) -> None:
    page = f"<html><body><div {mark}><p>Pier opens.</p><p>{WORDS}</p></div>{ASIDE}</body></html>"
    assert read_page(page, "page").text == f"Pier opens.\n{WORDS}"


@pytest.mark.parametrize(
    "body",
    [
        # Not the mark, though it holds its letters.
        f'<main class="page-body-wrapper"><p>Top.</p><p>{WORDS}</p></main>',
        # A list of releases: none of them is the page.
        f'<div class="entry-content">Top. {WORDS}</div><div class="entry-content">{WORDS}</div>',
        # Marked, but a teaser.
        f'<div class="field-name-body">Soon.</div><article><p>Top.</p><p>{WORDS}</p></article>',
    ],
)
def test_what_is_not_marked_as_the_body_is_found_otherwise(body: str) -> None:
    text = read_page(f"<html><body>{body}</body></html>", "page").text
    assert "Top." in text
    assert WORDS in text


def test_a_mark_within_a_mark_is_one_body() -> None:
    page = (
        f'<html><body><div itemprop="articleBody"><p>Top.</p><div class="entry-content">{WORDS}'
        "</div></div></body></html>"
    )
    assert read_page(page, "page").text == f"Top.\n{WORDS}"


def test_what_no_parser_takes_is_read_all_the_same() -> None:
    assert read_page("<html>" + "<div>" * 3000 + "Pier", "page").text == "Pier"
    assert read_page("<html><body>Pier\0 opens</body></html>", "page").text.startswith("Pier")


SAID = "<blockquote><p>We built it.</p><footer><cite>Mayor Ada Finch</cite></footer></blockquote>"


def test_statements_in_fields_of_their_own_belong_to_the_release() -> None:
    repeated = "<blockquote><p>boats landed</p><cite>Nobody</cite></blockquote>"
    aside = f"<aside>{SAID.replace('built', 'sold')}</aside>"
    body = f'<div class="field field--name-body"><p>{WORDS}</p></div>'
    page = f"<html><body><article>{body}{aside}{SAID}{repeated}</article>{SAID}</body></html>"
    assert read_page(page, "page").text == f"{WORDS}\n\nWe built it.\n— Mayor Ada Finch"


def test_the_source_of_a_statement_is_kept_where_a_page_marks_no_body() -> None:
    paragraphs = "".join(f"<p>{WORDS} on day {day}.</p>" for day in range(4))
    page = f"<html><body><article><h1>Pier opens</h1>{paragraphs}{SAID}</article></body></html>"
    assert "We built it.\n— Mayor Ada Finch" in read_page(page, "page").text


def page_with(head: str) -> str:
    return f"<html><head><title>Pier</title>{head}</head><body><p>{WORDS}</p></body></html>"


@pytest.mark.parametrize(
    ("head", "site"),
    [
        ('<meta property="og:site_name" content="Harbor Office">', "Harbor Office"),
        ('<meta name="dcterms.publisher" content="City of Marlow">', "City of Marlow"),
        (
            '<script type="application/ld+json">{"@graph": [{"@type": "NewsArticle", "publisher": '
            '{"@type": "GovernmentOrganization", "name": "Harbor Office"}}]}</script>'
            '<meta property="og:site_name" content="Newsroom">',
            "Harbor Office",
        ),
        (
            '<script type="application/ld+json">{"author": {"@type": "Person", "name": "Ada Lund"}}'
            "</script>",
            None,
        ),
        ('<script type="application/ld+json">{"publisher": </script>', None),
        ('<meta property="og:site_name" content="harbor.example.org">', None),
        ("", None),
    ],
)
def test_a_page_says_whose_site_it_is(head: str, site: str | None) -> None:
    assert read_page(page_with(head), "page").site == site
