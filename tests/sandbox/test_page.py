"""A message as a web page: what it says stands there, and nothing of it is markup."""

from sandbox.page import page
from sandbox.server import Sandbox


async def test_card_is_laid_out_and_its_text_is_no_markup(sandbox: Sandbox) -> None:
    container = {
        "type": 17,
        "accent_color": 0x3B6EA5,
        "components": [
            {
                "type": 10,
                "content": "### [A \\<b\\> title](<https://a.example/#:~:text=x>)\n-# small",
            },
            {"type": 14},
            {"type": 10, "content": "> **bold** and *italic* \\*not\\*\n> more\n- item <script>"},
            {"type": 1, "components": [{"type": 2, "label": "Go", "url": "https://a.example"}]},
        ],
    }
    member = sandbox.actor("Ben")
    said = member.say("hello")
    assert said.message is not None
    said.message.components.append(container)
    html = page(said)
    assert '<h3><a href="https://a.example/#:~:text=x">A &lt;b&gt; title</a></h3>' in html
    assert "<blockquote><b>bold</b> and <em>italic</em> *not*<br>more</blockquote>" in html
    assert "<li>item &lt;script&gt;</li>" in html
    assert "--accent: #3b6ea5" in html
    assert "Go ↗" in html
