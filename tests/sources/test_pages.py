import pytest

from sources.pages import all_text


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
        ("<p>a < b and <", "a < b and <"),
        ("", ""),
    ],
)
def test_all_text_has_a_line_for_each_block(html: str, text: str) -> None:
    assert all_text(html) == text
