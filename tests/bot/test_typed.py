"""What is typed at the prompt is read as Discord would read it."""

import pytest

from bot.typed import TypedCommand, TypingError, option_payload, parse_command

COMMANDS = [
    {"name": "brief", "options": [{"name": "release", "type": 3, "autocomplete": True}]},
    {"name": "latest", "options": [{"name": "agency", "type": 3}, {"name": "days", "type": 4}]},
    {
        "name": "admin",
        "options": [
            {"name": "reload", "type": 1, "options": [{"name": "what", "type": 3}]},
            {"name": "status", "type": 1},
        ],
    },
]


@pytest.mark.parametrize(
    "line, name, options",
    [
        ("/brief", "brief", {}),
        ("brief", "brief", {}),
        ("/brief release:low tide", "brief", {"release": "low tide"}),
        ("/brief low tide", "brief", {"release": "low tide"}),
        ("/brief  release: a:b ", "brief", {"release": "a:b"}),
        ("/brief release:", "brief", {}),
        ("/latest agency:Harbor Office days:3", "latest", {"agency": "Harbor Office", "days": "3"}),
        ("/latest Harbor Office days:3", "latest", {"agency": "Harbor Office", "days": "3"}),
        ("/admin reload all cogs", "admin reload", {"what": "all cogs"}),
        ("/admin status", "admin status", {}),
    ],
)
def test_command_is_taken_apart(line: str, name: str, options: dict[str, str]) -> None:
    assert parse_command(line, COMMANDS) == TypedCommand(name, options)


@pytest.mark.parametrize(
    "line, what",
    [
        ("/nothing", "/brief, /latest, /admin"),
        ("/", "no such command"),
        ("/admin", "/admin reload, /admin status"),
        ("/admin dance", "/admin reload"),
        ("/admin status now", "takes no options"),
        ("/latest x agency:y", "belongs to no option"),
    ],
)
def test_what_no_command_takes_is_explained(line: str, what: str) -> None:
    with pytest.raises(TypingError, match=what):
        parse_command(line, COMMANDS)


def test_option_is_found_by_its_command() -> None:
    command = parse_command("/admin reload seeds", COMMANDS)
    assert option_payload(command, "what", COMMANDS)["type"] == 3
