"""Cards say what the record says, with receipts, within Discord's limits."""

import asyncio
from collections.abc import Callable
from dataclasses import replace

import discord
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.archive import (
    NO_FILTERS,
    ReleaseHead,
    SearchHit,
    SearchPage,
    StoredRelease,
    Term,
    TermKind,
)
from domain.documents import Span
from domain.errors import MissingReceiptError
from domain.facts import Figure, Quote, Sentence
from domain.list_queries import ListQuery
from rendering.across import figures_across_card, quotes_across_card
from rendering.addresses import is_web_address
from rendering.cards import (
    brief_card,
    evidence_card,
    figures_card,
    quotes_card,
    summary_card,
    text_card,
)
from rendering.findings import altered_card, verbatim_card
from rendering.language import language
from rendering.limits import TEXT_TOTAL
from rendering.lists import choice_name, latest_card, marked, search_card, term_choices
from rendering.plain import brief_text
from rendering.trends import comparison_card, trend_card
from tests.rendering.releases import place, release_of

ENGLISH = language("en")


def shown(view: discord.ui.LayoutView) -> str:
    """All text of a card."""
    texts = (i for i in view.walk_children() if isinstance(i, discord.ui.TextDisplay))
    return "\n".join(text.content for text in texts)


def labels(view: discord.ui.LayoutView) -> list[str]:
    return [b.label or "" for b in view.walk_children() if isinstance(b, discord.ui.Button)]


async def test_brief_card_tells_summary_figures_and_quote(release: StoredRelease) -> None:
    text = shown(brief_card(ENGLISH, release))
    assert "- The Harbor Office seized 120 kilograms of tin" in text
    assert "[**120 kilograms of tin**](<https://harbor.example/1#:~:text=" in text
    assert ">) · *a record for the port*" in text
    assert "40 volunteers" not in text
    assert "> “We looked in every crate,”\n— **Ann Poe**, director, Harbor Office" in text
    assert "sample release, all invented" in text


async def test_brief_card_leads_to_the_rest(release: StoredRelease) -> None:
    assert labels(brief_card(ENGLISH, release)) == [
        "Figures",
        "Quotes",
        "Full text",
        "Evidence",
        "Source",
    ]


async def test_long_quote_of_a_briefing_keeps_its_speaker(
    make_release: Callable[..., StoredRelease],
) -> None:
    text = "“" + "We looked in every crate. " * 150 + "”"
    quote = Quote(Span.of(text, 1, len(text) - 2), "direct", None, "Ann Poe")
    brief = shown(brief_card(ENGLISH, make_release(text, quotes=(quote,))))
    assert "crate.…”\n— **Ann Poe**" in brief


async def test_statement_set_without_marks_is_shown_without_them(
    make_release: Callable[..., StoredRelease],
) -> None:
    text = "We looked in every crate.\n\nDirector Ann Poe"
    words = Span.of(text, 0, text.index("\n"))
    quote = Quote(words, "direct", None, "Ann Poe", "Director", marks="none")
    brief = shown(brief_card(ENGLISH, make_release(text, quotes=(quote,))))
    assert "> We looked in every crate.\n— **Ann Poe**, Director" in brief


async def test_figures_card_shows_relation_and_surroundings(release: StoredRelease) -> None:
    text = shown(figures_card(ENGLISH, release))
    assert text.index("120 kilograms") < text.index("40 volunteers")
    assert "**at least 40 volunteers**" in text
    assert "-# She thanked at least 40 volunteers." in text


async def test_text_card_shows_the_release_itself(release: StoredRelease) -> None:
    assert "Nobody was hurt." in shown(text_card(ENGLISH, release))


async def test_statement_without_receipt_is_not_shown(
    make_release: Callable[..., StoredRelease],
) -> None:
    forged = make_release(summary=(Sentence(Span(0, 5, "False")),))
    with pytest.raises(MissingReceiptError):
        brief_card(ENGLISH, forged)


async def test_other_language_is_told_plainly(make_release: Callable[..., StoredRelease]) -> None:
    foreign = make_release("El puerto incautó 120 kilos de estaño.", language="es")
    for make in (brief_card, summary_card, quotes_card):
        view = make(ENGLISH, foreign)
        assert "not in English" in shown(view)


async def test_organization_that_speaks_itself_is_named_once() -> None:
    said = "The Ministry of Ports said, “No ship was hurt in the lock on Monday.”"
    speaker, words = place("The Ministry of Ports", said), place("No ship", said)
    quote = Quote(words, "direct", speaker, speaker_org="Ministry of Ports")
    text = shown(quotes_card(ENGLISH, release_of(said, quotes=(quote,))))
    assert "— **The Ministry of Ports**" in text
    assert text.count("Ministry of Ports") == 1


async def test_unknown_speaker_is_said_to_be_unknown(
    make_release: Callable[..., StoredRelease],
) -> None:
    text = "“Nothing like it was ever seen here.”"
    quoted = make_release(text, quotes=(Quote(Span.of(text, 1, 36), "direct"),))
    assert "— speaker not named in the release" in shown(quotes_card(ENGLISH, quoted))


async def test_address_that_breaks_out_of_a_link_is_not_linked(
    make_release: Callable[..., StoredRelease],
) -> None:
    for url in ("javascript:alert(1)", "https://a.example/> [b](<https://c.example"):
        view = brief_card(ENGLISH, make_release(url=url))
        assert "Source" not in labels(view)
        assert "c.example" not in shown(view)


async def test_bracket_in_an_address_begins_no_other_link(
    make_release: Callable[..., StoredRelease],
) -> None:
    text = shown(brief_card(ENGLISH, make_release(url="https://a.example/)[b](https://c.example/")))
    assert "(<https://a.example/%29%5Bb%5D%28https://c.example/>)" in text


@pytest.mark.parametrize(
    "url, taken",
    [
        ("https://harbor.example/low_tide?page=2#top", True),
        ("HTTP://HARBOR.EXAMPLE/", True),
        ("https://häfen.example/zinn", True),
        ("https://harbor.example:8080/@office", True),
        ("https://", False),
        ("https://[", False),
        ("https://harbor", False),
        ("https://harbor.example:99999/", False),
        ("https://harbor.example@other.example/", False),
        ("https://harbor.example/a\rb", False),
        ("https://harbor.example/a\u3000b", False),
        ("https://harbor.example/a\u200bb", False),
        ("https://harbor.example/" + "(" * 300, False),
        ("ftp://harbor.example/", False),
        (None, False),
    ],
)
def test_only_what_discord_takes_for_an_address_is_linked(url: str | None, taken: bool) -> None:
    assert is_web_address(url) is taken


async def test_many_quotes_are_paged_without_loss(
    make_release: Callable[..., StoredRelease],
) -> None:
    text = "\n\n".join(f"“Sentence number {i} " + "goes on and on " * 20 + "”" for i in range(30))
    quotes = tuple(
        Quote(
            Span.of(text, text.index(f"Sentence number {i} "), text.index(f"number {i} ") + 300),
            "direct",
        )
        for i in range(30)
    )
    release = make_release(text, quotes=quotes)
    first = quotes_card(ENGLISH, release)
    assert "◀ Back" in labels(first)
    assert "More ▶" in labels(first)
    pages = [shown(quotes_card(ENGLISH, release, page)) for page in range(10)]
    for i in range(30):
        assert any(f"Sentence number {i} " in page for page in pages)
    assert all(len(page) <= TEXT_TOTAL for page in pages)


HOSTILE = st.text(
    alphabet="*_`|#>@<[](){}\\\n “”\"'ab1.-:/é\u202e\u0301", min_size=1, max_size=3000
)


@settings(max_examples=60, deadline=None)
@given(text=HOSTILE, title=HOSTILE)
def test_no_text_breaks_discords_limits(text: str, title: str) -> None:
    """One span of all the text in every place where words of a release can stand."""

    async def build() -> list[discord.ui.LayoutView]:
        span = Span.of(text, 0, len(text))
        figure = Figure(span, 1, subject=text, key=True, rank=1)
        quote = Quote(span, "direct", span, text, text, text, span)
        release = release_of(
            text,
            title=title,
            summary=(Sentence(span),) * 4,
            figures=(figure,) * 8,
            quotes=(quote,) * 4,
        )
        heads = [release.head] * 5
        hits = tuple(SearchHit(head, span, (span,)) for head in heads)
        return [
            brief_card(ENGLISH, release),
            summary_card(ENGLISH, release),
            figures_card(ENGLISH, release),
            quotes_card(ENGLISH, release, 3),
            text_card(ENGLISH, release),
            evidence_card(ENGLISH, release),
            latest_card(ENGLISH, heads, 1, True, ListQuery(NO_FILTERS, text[:70])),
            search_card(ENGLISH, SearchPage(hits, True), 0, ListQuery(NO_FILTERS, text[:70])),
            figures_across_card(ENGLISH, [(release, (figure,) * 8)] * 4, 0, True, ListQuery()),
            quotes_across_card(ENGLISH, [(release, (quote,) * 4)] * 4, 0, True, ListQuery()),
            verbatim_card(ENGLISH, text, release, quote),
            altered_card(ENGLISH, text, release, quote, [(text, "put_in")]),
            comparison_card(ENGLISH, release, release, [(text, figure, figure)] * 9),
            trend_card(ENGLISH, Term(1, TermKind.MEASURE, text, 1), [(release, figure, 1.0)] * 20),
        ]

    for view in asyncio.run(build()):
        assert len(shown(view)) <= TEXT_TOTAL
        assert view.total_children_count <= 40
        ids = [b.custom_id for b in view.walk_children() if isinstance(b, discord.ui.Button)]
        assert all(len(i) <= 100 for i in ids if i)


def test_choice_name_fits_with_its_date(release: StoredRelease) -> None:
    head = release.head
    long = ReleaseHead(1, "word " * 60, None, head.published_at, head.first_seen_at, None, False)
    assert len(choice_name(ENGLISH, long)) <= 100
    assert choice_name(ENGLISH, long).endswith("(2026-11-03)")


def test_brief_text_reads_in_a_terminal(release: StoredRelease) -> None:
    lines = brief_text(release).splitlines()
    assert lines[0] == "Tin seized in Harbor City"
    assert "  - 120 kilograms of tin · a record for the port" in lines
    assert "    — Ann Poe, director, Harbor Office" in lines
    assert all(len(line) <= 88 for line in lines)


def test_address_does_not_steer_the_terminal(make_release: Callable[..., StoredRelease]) -> None:
    for code in ("en", "es"):
        text = brief_text(make_release(url="https://harbor.example/\x1b[31m", language=code))
        assert "\x1b" not in text
        assert "https://harbor.example/[31m" in text


def test_match_that_is_cut_leaves_no_bold_open() -> None:
    text = "tin " * 60 + "in many " * 30
    passage = Span.of(text, 0, len(text))
    for end in range(240, 400, 7):
        shown_passage = marked(passage, (Span.of(text, 0, 3), Span.of(text, 200, end)))
        assert shown_passage.count("**") % 2 == 0


def test_terms_are_offered_by_what_is_seen_of_them() -> None:
    names = ["Harbor Office", "\u200b", "Lake\u200b Office"]
    terms = [Term(n, TermKind.AGENCY, name, 7) for n, name in enumerate(names)]
    assert term_choices(ENGLISH, terms) == [("Harbor Office (7)", "#0"), ("Lake Office (7)", "#2")]
    many = [Term(n, TermKind.AGENCY, "x" * 150, 10**6) for n in range(40)]
    assert len(term_choices(ENGLISH, many)) == 25
    assert all(len(name) <= 100 for name, _ in term_choices(ENGLISH, many))


async def test_brief_card_names_who_else_issued_the_story(release: StoredRelease) -> None:
    def other(number: int, **values) -> ReleaseHead:
        agency, url = f"Office_{number}", f"https://o{number}.example/a"
        return replace(release.head, release_id=number, agency=agency, url=url, **values)

    one = replace(release, also_issued=(other(1), other(2)))
    line = "-# Also issued by [Office\\_1](<https://o1.example/a>), [Office\\_2]"
    assert line in shown(brief_card(ENGLISH, one))
    assert "Also issued by Office_1, Office_2." in brief_text(one)
    many = replace(release, also_issued=tuple(other(n) for n in range(9)))
    assert "[Office\\_3](<https://o3.example/a>), 5 more" in shown(brief_card(ENGLISH, many))
    assert "Also issued" not in shown(brief_card(ENGLISH, release))
    assert "Also issued" not in brief_text(release)
