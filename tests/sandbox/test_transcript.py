"""Messages as text for a terminal, and markdown without its marks."""

from typing import Any

import pytest

from sandbox.clock import Clock
from sandbox.markdown import plain
from sandbox.messages import SentFile, create_message
from sandbox.reply import snapshot
from sandbox.state import ChannelState
from sandbox.transcript import render, render_channel
from sandbox.world import World


@pytest.fixture
def world() -> World:
    """A world without a server, at a settled time."""
    clock = Clock()
    clock.now = lambda: 1_772_722_800.0  # type: ignore[method-assign] # 5 March 2026, 15:00 UTC
    world = World(clock)
    world.add_channel(world.add_guild("Newsroom", world.application_owner), "general")
    return world


@pytest.fixture
def channel(world: World) -> ChannelState:
    """The first channel."""
    return next(iter(world.channels.values()))


@pytest.mark.parametrize(
    ("marked", "read"),
    [
        (r"\*not\* **bold**, 5 \> 4", "*not* **bold**, 5 > 4"),
        ("`a\\*b` \\_x\\_", "`a\\*b` _x_"),
        ("```\n\\# code\n```", "```\n\\# code\n```"),
        ("<t:1772722800:R>, <t:1772722800>", "2026-03-05 15:00 UTC, 2026-03-05 15:00 UTC"),
        (r"\<t:1772722800>", "<t:1772722800>"),
        ("## Title\n-# small\n#tag", "Title\nsmall\n#tag"),
        ("[Press \\[1\\]](<https://agency.example/1>)", "Press [1] (https://agency.example/1)"),
        ("</brief:123> <:ok:1> <a:run:2>", "/brief :ok: :run:"),
        ("<@1> <@&1> <#1>", "@unknown-user @unknown-role #unknown"),
        (r"C:\path and 1\2", r"C:\path and 1\2"),
    ],
)
def test_markdown_is_read_plainly(world, marked, read):
    assert plain(world, marked) == read


def test_mentions_are_shown_by_name(world, channel):
    guild = next(iter(world.guilds.values()))
    desk = world.add_role(guild, "desk", 0)
    ben = world.add_user("Ben")
    text = f"<@{ben.id}> <@!{ben.id}> <@&{desk.id}> <#{channel.id}>"
    assert plain(world, text) == "@Ben @Ben @desk #general"


def test_an_embed_is_drawn_with_its_parts(world, channel):
    body: dict[str, Any] = {
        "content": "Today",
        "embeds": [
            {
                "author": {"name": "Harbour Office"},
                "title": "Dam \\*holds\\*",
                "url": "https://agency.example/1",
                "description": "Two lines\nof text",
                "fields": [{"name": "Figures", "value": "12\n13"}],
                "image": {"url": "attachment://chart.png"},
                "footer": {"text": "page 1"},
            }
        ],
        "components": [
            {
                "type": 1,
                "components": [
                    {"type": 2, "style": 1, "label": "Next", "custom_id": "n", "disabled": True},
                    {"type": 2, "style": 2, "emoji": {"name": "📊"}, "custom_id": "c"},
                ],
            },
            {
                "type": 1,
                "components": [
                    {
                        "type": 3,
                        "custom_id": "s",
                        "placeholder": "Part",
                        "options": [
                            {"label": "Quotes", "value": "q", "default": True},
                            {"label": "Figures", "value": "f"},
                        ],
                    }
                ],
            },
        ],
    }
    sent = [SentFile(0, "chart.png", b"png"), SentFile(1, "all.txt", b"text")]
    message = create_message(world, channel, world.bot, body, sent)
    assert render(world, message) == "\n".join(
        [
            "lede 15:00",
            "Today",
            "│ Harbour Office",
            "│ **Dam *holds*** (https://agency.example/1)",
            "│ Two lines",
            "│ of text",
            "│ Figures:",
            "│   12",
            "│   13",
            "│ [image chart.png]",
            "│ page 1",
            "[Next (disabled)] [📊]",
            "[Part ▾ ● Quotes | Figures]",
            "[file all.txt, 4 bytes]",
        ]
    )
    assert snapshot(world, message).text.splitlines() == [
        *["Today", "Harbour Office", "Dam *holds*", "Two lines", "of text", "Figures", "12", "13"],
        "page 1",
    ]


def test_a_channel_shows_each_viewer_what_is_meant_for_them(world, channel):
    ben, cleo = world.add_user("Ben"), world.add_user("Cleo")
    create_message(world, channel, ben, {"content": "hello"})
    create_message(world, channel, world.bot, {"content": "psst"}, ephemeral_for=ben)
    secret = "lede 15:00 (only Ben sees this)\npsst"
    assert render_channel(world, channel.id, ben) == f"Ben 15:00\nhello\n\n{secret}"
    assert render_channel(world, channel.id, cleo) == "Ben 15:00\nhello"
    assert secret in render_channel(world, channel.id)
