"""Discord's limits one by one: a body at the limit passes, one beyond it is refused."""

import copy
from typing import Any

import pytest

from sandbox.clock import Clock
from sandbox.command_limits import check_all, check_choices, check_command
from sandbox.component_limits import check_modal
from sandbox.messages import SentFile, create_message
from sandbox.problems import Refusal
from sandbox.schema import Document, load
from sandbox.world import World

LINK = "https://agency.example/1"
BUTTON = {"type": 2, "style": 1, "label": "Figures", "custom_id": "figures"}
LINK_BUTTON = {"type": 2, "style": 5, "label": "Source", "url": LINK}
OPTION = {"label": "Law", "value": "law"}
SELECT = {"type": 3, "custom_id": "beat", "options": [OPTION]}
TEXT = {"type": 10, "content": "text"}
THUMBNAIL = {"type": 11, "media": {"url": LINK}}
V2 = 1 << 15


def row(*children: Any) -> dict[str, Any]:
    return {"type": 1, "components": list(children)}


def buttons(count: int) -> list[dict[str, Any]]:
    return [{**BUTTON, "custom_id": f"b{number}"} for number in range(count)]


def embed(**parts: Any) -> dict[str, Any]:
    return {"embeds": [parts]}


def fields(count: int) -> list[dict[str, Any]]:
    return [{"name": "n", "value": "v", "inline": False} for _ in range(count)]


def options(count: int) -> list[dict[str, Any]]:
    return [{"label": f"L{number}", "value": f"v{number}"} for number in range(count)]


def card(*components: Any, **more: Any) -> dict[str, Any]:
    return {"flags": V2, "components": list(components), **more}


def container(*components: Any) -> dict[str, Any]:
    return {"type": 17, "components": list(components)}


def plain(*components: Any) -> dict[str, Any]:
    return {"components": list(components)}


# Each row: what is limited, a body that passes, one that is refused, and the field at fault.
MESSAGES: list[tuple[str, dict[str, Any], dict[str, Any], str]] = [
    ("content", {"content": "x" * 2000}, {"content": "x" * 2001}, "content"),
    ("blank ends", {"content": " " * 9 + "x" * 2000}, {"content": "x" * 2001}, "content"),
    ("nonce", {"content": "x", "nonce": "n" * 25}, {"content": "x", "nonce": "n" * 26}, "nonce"),
    ("embeds", {"embeds": [{"title": "t"}] * 10}, {"embeds": [{"title": "t"}] * 11}, "embeds"),
    ("title", embed(title="t" * 256), embed(title="t" * 257), "embeds.0.title"),
    ("description", embed(description="d" * 4096), embed(description="d" * 4097), "embeds.0.descr"),
    ("fields", embed(fields=fields(25)), embed(fields=fields(26)), "embeds.0.fields"),
    (
        "field name",
        embed(fields=[{"name": "n" * 256, "value": "v"}]),
        embed(fields=[{"name": "n" * 257, "value": "v"}]),
        "embeds.0.fields.0.name",
    ),
    (
        "field value",
        embed(fields=[{"name": "n", "value": "v" * 1024}]),
        embed(fields=[{"name": "n", "value": "v" * 1025}]),
        "embeds.0.fields.0.value",
    ),
    (
        "blank field",
        embed(fields=[{"name": "\u200b", "value": "v"}]),
        embed(fields=[{"name": " ", "value": "v"}]),
        "embeds.0.fields.0.name",
    ),
    ("footer", embed(footer={"text": "f" * 2048}), embed(footer={"text": "f" * 2049}), "footer"),
    ("author", embed(author={"name": "a" * 256}), embed(author={"name": "a" * 257}), "author"),
    (
        "all embeds together",
        {"embeds": [{"description": "d" * 3000}] * 2},
        {"embeds": [{"description": "d" * 3000}] * 2 + [{"title": "t"}]},
        "embeds",
    ),
    ("link", embed(title="t", url=LINK), embed(title="t", url="ftp://a.example"), "embeds.0.url"),
    ("rows", plain(*map(row, buttons(5))), plain(*map(row, buttons(6))), "components"),
    ("row", plain(row(*buttons(5))), plain(row(*buttons(6))), "components.0.components"),
    ("mixed row", plain(row(SELECT)), plain(row(SELECT, BUTTON)), "components.0.components"),
    ("empty row", plain(row(BUTTON)), plain(row()), "components.0.components"),
    (
        "custom id",
        plain(row({**BUTTON, "custom_id": "c" * 100})),
        plain(row({**BUTTON, "custom_id": "c" * 101})),
        "custom_id",
    ),
    ("custom ids", plain(row(*buttons(2))), plain(row(BUTTON, BUTTON)), "custom_id"),
    (
        "label",
        plain(row({**BUTTON, "label": "l" * 80})),
        plain(row({**BUTTON, "label": "l" * 81})),
        "label",
    ),
    (
        "emoji",
        plain(row({**BUTTON, "emoji": {"name": "📊"}})),
        plain(row({**BUTTON, "emoji": {"name": "chart"}})),
        "emoji",
    ),
    (
        "link button",
        plain(row(LINK_BUTTON)),
        plain(row({**LINK_BUTTON, "custom_id": "c"})),
        "custom_id",
    ),
    (
        "button url",
        plain(row({**LINK_BUTTON, "url": LINK + "x" * (512 - len(LINK))})),
        plain(row({**LINK_BUTTON, "url": LINK + "x" * (513 - len(LINK))})),
        "url",
    ),
    ("bare button", plain(row(BUTTON)), plain(row({"type": 2, "style": 1, "label": "x"})), "cust"),
    (
        "menu options",
        plain(row({**SELECT, "options": options(25)})),
        plain(row({**SELECT, "options": options(26)})),
        "options",
    ),
    (
        "option values",
        plain(row({**SELECT, "options": options(2)})),
        plain(row({**SELECT, "options": [OPTION, OPTION]})),
        "options",
    ),
    (
        "menu range",
        plain(row({**SELECT, "options": options(2), "max_values": 2})),
        plain(row({**SELECT, "options": options(2), "max_values": 3})),
        "options",
    ),
    (
        "placeholder",
        plain(row({**SELECT, "placeholder": "p" * 150})),
        plain(row({**SELECT, "placeholder": "p" * 151})),
        "placeholder",
    ),
    ("cards need the flag", card(TEXT), plain(TEXT), "components.0.type"),
    ("cards stand alone", card(TEXT), card(TEXT, content="x"), "content"),
    ("card parts", card(*[TEXT] * 40), card(container(*[TEXT] * 40)), "components"),
    (
        "card text",
        card({**TEXT, "content": "t" * 3999}, {**TEXT, "content": "t"}),
        card({**TEXT, "content": "t" * 4000}, {**TEXT, "content": "t"}),
        "components",
    ),
    ("empty text", card(TEXT), card({**TEXT, "content": ""}), "content"),
    (
        "section",
        card({"type": 9, "components": [TEXT] * 3, "accessory": THUMBNAIL}),
        card({"type": 9, "components": [TEXT] * 4, "accessory": THUMBNAIL}),
        "components.0.components",
    ),
    (
        "accessory",
        card({"type": 9, "components": [TEXT], "accessory": BUTTON}),
        card({"type": 9, "components": [TEXT]}),
        "accessory",
    ),
    (
        "gallery",
        card({"type": 12, "items": [{"media": {"url": LINK}}] * 10}),
        card({"type": 12, "items": [{"media": {"url": LINK}}] * 11}),
        "items",
    ),
    ("container", card(container(TEXT)), card(container()), "components.0.components"),
    ("nesting", card(container(TEXT)), card(container(container(TEXT))), "components.0.components"),
    (
        "component ids",
        card({**TEXT, "id": 1}, {**TEXT, "id": 2}),
        card({**TEXT, "id": 1}, {**TEXT, "id": 1}),
        "id",
    ),
    (
        "mentions",
        {"content": "x", "allowed_mentions": {"parse": [], "users": ["1"]}},
        {"content": "x", "allowed_mentions": {"parse": ["users"], "users": ["1"]}},
        "allowed_mentions",
    ),
]


@pytest.fixture
def world() -> World:
    """A world without a server."""
    world = World(Clock())
    world.add_channel(world.add_guild("Newsroom", world.application_owner), "general")
    return world


def refuse(world: World, body: dict[str, Any], files: int = 0) -> Refusal | None:
    channel = next(iter(world.channels.values()))
    sent = [SentFile(number, f"{number}.txt", b"x") for number in range(files)]
    try:
        create_message(world, channel, world.bot, copy.deepcopy(body), sent)
    except Refusal as refusal:
        return refusal
    return None


@pytest.mark.parametrize(
    ("good", "bad", "at"), [row[1:] for row in MESSAGES], ids=[row[0] for row in MESSAGES]
)
def test_a_message_beyond_a_limit_is_refused(world, good, bad, at):
    accepted = refuse(world, good)
    assert accepted is None, accepted and accepted.violations
    refused = refuse(world, bad)
    assert refused is not None
    assert refused.code == 50035
    paths = [".".join(map(str, violation.path)) for violation in refused.violations]
    assert any(at in path for path in paths), paths


def test_ten_files_are_allowed(world):
    assert refuse(world, {}, files=10) is None
    refused = refuse(world, {}, files=11)
    assert refused is not None
    assert refused.code == 50035


@pytest.mark.parametrize("body", [{}, {"content": " \n"}, {"embeds": [{}]}, {"flags": V2}])
def test_an_empty_message_is_refused(world, body):
    refused = refuse(world, body)
    assert refused is not None
    assert refused.code == 50006


def command(**parts: Any) -> dict[str, Any]:
    return {"name": "brief", "description": "Brief me", "type": 1, **parts}


def option(**parts: Any) -> dict[str, Any]:
    return {"name": "release", "description": "Which", "type": 3, **parts}


def many(count: int, **parts: Any) -> list[dict[str, Any]]:
    return [option(name=f"o{number}", **parts) for number in range(count)]


LONG = "d" * 100
COMMANDS: list[tuple[str, dict[str, Any], dict[str, Any]]] = [
    ("name", command(name="n" * 32), command(name="n" * 33)),
    ("capitals", command(name="lage-2_x'y"), command(name="Brief")),
    ("spaces", command(name="été"), command(name="two words")),
    ("signs", command(name="नमस्ते"), command(name="brief!")),
    ("description", command(description=LONG), command(description=LONG + "d")),
    ("undescribed", command(), command(description="")),
    ("options", command(options=many(25)), command(options=many(26))),
    ("option names", command(options=many(2)), command(options=[option(), option()])),
    (
        "required first",
        command(options=[option(required=True), option(name="b")]),
        command(options=[option(), option(name="b", required=True)]),
    ),
    (
        "choices",
        command(options=[option(choices=[{"name": f"c{n}", "value": "v"} for n in range(25)])]),
        command(options=[option(choices=[{"name": f"c{n}", "value": "v"} for n in range(26)])]),
    ),
    (
        "choice type",
        command(options=[option(type=4, choices=[{"name": "c", "value": 1}])]),
        command(options=[option(type=4, choices=[{"name": "c", "value": "1"}])]),
    ),
    (
        "choices or autocomplete",
        command(options=[option(autocomplete=True)]),
        command(options=[option(autocomplete=True, choices=[{"name": "c", "value": "v"}])]),
    ),
    (
        "nesting",
        command(options=[option(type=2, options=[option(type=1)])]),
        command(options=[option(type=2, options=[option(type=2, options=[option(type=1)])])]),
    ),
    (
        "locales",
        command(name_localizations={"de": "lage"}),
        command(name_localizations={"de-CH": "lage"}),
    ),
    (
        "size",
        command(
            options=[
                option(type=1, name=f"s{n}", options=many(3, description=LONG)) for n in range(18)
            ]
        ),
        command(
            options=[
                option(type=1, name=f"s{n}", options=many(4, description=LONG)) for n in range(25)
            ]
        ),
    ),
    (
        "menu text",
        {"name": "Find Figures", "type": 3},
        {"name": "Find Figures", "type": 3, "description": "x"},
    ),
]


@pytest.mark.parametrize(
    ("good", "bad"), [row[1:] for row in COMMANDS], ids=[row[0] for row in COMMANDS]
)
def test_a_command_beyond_a_limit_is_refused(good, bad):
    assert check_command(good) == []
    assert check_command(bad)


@pytest.mark.parametrize(("kind", "limit"), [(1, 100), (2, 15), (3, 15)])
def test_commands_of_a_kind_are_counted(kind, limit):
    described = {"description": "x"} if kind == 1 else {}
    named = [{"name": f"c{n}", "type": kind, **described} for n in range(limit + 1)]
    assert check_all(named[:-1]) == []
    assert check_all(named)


def test_command_names_are_unique_within_their_kind():
    assert check_all([command(), {"name": "brief", "type": 3}]) == []
    assert check_all([command(), command()])


def test_autocomplete_offers_at_most_25_choices():
    choices = [{"name": f"c{n}", "value": "v"} for n in range(26)]
    assert check_choices(("choices",), choices[:25], 3) == []
    assert check_choices(("choices",), choices, 3)
    assert check_choices(("choices",), [{"name": "n" * 101, "value": "v"}], 3)


def label(**parts: Any) -> dict[str, Any]:
    field = {"type": 4, "custom_id": "words", "style": 1}
    return {"type": 18, "label": "Words", "component": field, **parts}


def modal(*parts: Any, **more: Any) -> dict[str, Any]:
    return {"title": "Watch", "custom_id": "watch", "components": list(parts), **more}


def inputs(count: int) -> list[dict[str, Any]]:
    kind = {"type": 4, "style": 1}
    return [label(component={**kind, "custom_id": f"w{n}"}) for n in range(count)]


MODALS: list[tuple[str, dict[str, Any], dict[str, Any]]] = [
    ("parts", modal(*inputs(5)), modal(*inputs(6))),
    ("none", modal(label()), modal()),
    ("title", modal(label(), title="t" * 45), modal(label(), title="t" * 46)),
    ("label", modal(label(label="l" * 45)), modal(label(label="l" * 46))),
    ("what it holds", modal(label()), modal(label(component=BUTTON))),
    ("top level", modal(TEXT, label()), modal(SELECT)),
    (
        "radio",
        modal(label(component={"type": 21, "custom_id": "r", "options": options(2)})),
        modal(label(component={"type": 21, "custom_id": "r", "options": options(1)})),
    ),
]


@pytest.mark.parametrize(
    ("good", "bad"), [row[1:] for row in MODALS], ids=[row[0] for row in MODALS]
)
def test_a_modal_beyond_a_limit_is_refused(good, bad):
    assert check_modal(good) == []
    assert check_modal(bad)


# Discord's own document, and a general validator, as second opinions.


@pytest.fixture
def official(document) -> Document:
    """Discord's document, read."""
    if document is None:
        pytest.skip("Discord's document is not beside this checkout")
    return load(document)


ROUTE = ("POST", "/channels/{channel_id}/messages")
COMMAND_ROUTE = ("PUT", "/applications/{application_id}/commands")
CALLBACK = ("POST", "/interactions/{interaction_id}/{interaction_token}/callback")


def test_the_document_accepts_what_the_limits_accept(official):
    bodies: list[Any] = [(ROUTE, row[1]) for row in MESSAGES]
    bodies += [(COMMAND_ROUTE, [row[1]]) for row in COMMANDS]
    bodies += [(CALLBACK, {"type": 9, "data": row[1]}) for row in MODALS]
    for route, body in bodies:
        verdict = official.judge(*route, body)
        assert not verdict.violations, (body, verdict.violations)
        assert not verdict.unknown, (body, verdict.unknown)


def test_the_document_is_read_as_a_general_validator_reads_it(official):
    jsonschema = pytest.importorskip("jsonschema")
    validators = {}
    for route in (ROUTE, COMMAND_ROUTE, CALLBACK):
        schema = {**official.schema_of(*route), "components": official.raw["components"]}
        validators[route] = jsonschema.Draft202012Validator(schema)
    bodies: list[Any] = [(ROUTE, body) for row in MESSAGES for body in row[1:3]]
    bodies += [(COMMAND_ROUTE, [body]) for row in COMMANDS for body in row[1:]]
    bodies += [(CALLBACK, {"type": 9, "data": body}) for row in MODALS for body in row[1:]]
    bodies += [(CALLBACK, body) for body in ({}, {"type": 99}, {"type": 4, "data": {"embeds": 3}})]
    for route, body in bodies:
        ours = not official.judge(*route, body).violations
        assert ours == validators[route].is_valid(body), body


@pytest.mark.parametrize(
    ("body", "at"),
    [
        ({"content": "x", "embedz": []}, "embedz"),
        (embed(title="t", colour=3), "embeds.0.colour"),
        (plain(row({**BUTTON, "lable": "x"})), "components.0.components.0.lable"),
    ],
)
def test_a_misspelt_key_is_found(official, body, at):
    verdict = official.judge(*ROUTE, body)
    assert [".".join(map(str, path)) for path in verdict.unknown] == [at]


def test_the_field_at_fault_is_named_inside_a_union(official):
    body = card(container(row({**BUTTON, "style": "blue"})))
    (violation,) = official.judge(*ROUTE, body).violations
    path = ".".join(map(str, violation.path))
    assert path == "components.0.components.0.components.0.style"
