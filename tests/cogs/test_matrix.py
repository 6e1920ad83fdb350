"""Every command, menu, button and form, by everybody: who may, who may not, what each sees.

The table stands in tests/cogs/matrix.py. It is held against the command tree, so that what is new
and has no line there fails.
"""

import importlib
import itertools
import pkgutil
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import time, timedelta
from typing import Any

import discord
import pytest
from discord import app_commands
from sqlalchemy import text

import cogs
from domain.references import reference
from domain.sources import Kind, Source
from domain.subscriptions import BriefingSettings, ReleaseFilter, Schedule, SubscriptionStatus
from domain.watches import WatchCriteria, WatchSettings
from pipeline.calendar import first
from rendering.buttons import ButtonId
from sandbox.actor import Actor
from sandbox.reply import Reply
from sandbox.state import Guild, Message, MessageFlag
from tests.cogs.conftest import Stage
from tests.cogs.matrix import BUTTONS, COMMANDS, FORMS, MENUS, PEOPLE
from tests.cogs.releases import LOW_TIDE, NOW
from tests.cogs.test_rights import completions, leaves

# Stands in what belongs to the home server, and in nothing an outsider may read.
MARK = "quartzite"
REFUSALS = (
    "Only Lede's own admins",
    "Only members with Manage Server",
    "only members with Manage Server may",
    "This command works in a server only",
    "has not added the source",
    "has no briefing of the number",
    "There is no watch of the number",
    "Alerts in a channel are for those who may manage its messages",
    "Nothing is known of this message any more",
    "You have no briefing of your own yet",
    "There is nothing to save here any more",
)


@dataclass(frozen=True)
class House:
    """The people, and what belongs to the home server and to the member."""

    stage: Stage
    people: dict[str, Actor]
    elsewhere: Guild
    days: Iterator[int] = field(default_factory=lambda: itertools.count(1))

    @property
    def home(self) -> Guild:
        return self.stage.sandbox.guild

    def guild_of(self, person: str) -> Guild:
        return self.elsewhere if person in ("stranger", "rival") else self.home


@pytest.fixture
def house(stage: Stage) -> House:
    sandbox = stage.sandbox
    elsewhere = sandbox.add_guild("Elsewhere")
    member = stage.member
    people = {
        "owner": stage.admin,
        "manager": sandbox.actor("Mia", permissions=("manage_guild",)),
        "member": member,
        "stranger": sandbox.actor("Eve", guild=elsewhere),
        "rival": sandbox.actor("Noa", permissions=("manage_guild",), guild=elsewhere),
        "direct": member.at(sandbox.direct(member)),
    }
    assert tuple(people) == PEOPLE
    return House(stage, people, elsewhere)


@dataclass(frozen=True)
class Things:
    """The numbers of what was made anew for one try."""

    briefing: int
    draft_briefing: int
    watch: int
    own_draft_watch: int
    own_watch: int
    delivery: int
    own_draft_briefing: int
    own_delivery: int
    feedback: int


async def make_things(house: House) -> Things:
    """A saved briefing, a draft, a watch of a channel, the member's draft, a message, a source."""
    storage, guild = house.stage.services.storage, house.home
    channel = house.stage.sandbox.channel().state.id
    schedule = Schedule(time(7, 30), "Europe/Berlin")
    settings = BriefingSettings(channel, schedule, ReleaseFilter(words=(MARK,)))
    by, upcoming = house.people["manager"].id, first(schedule, now=NOW)
    subscriptions, watches = storage.subscriptions, storage.watches
    briefing = await subscriptions.add(guild.id, settings, upcoming, now=NOW, by=by)
    await subscriptions.change(
        briefing, status=SubscriptionStatus.ACTIVE, upcoming=upcoming, now=NOW
    )
    draft = await subscriptions.add(guild.id, settings, upcoming, now=NOW, by=by)
    wanted = WatchSettings(channel, WatchCriteria(words=(MARK,)))
    watch = await watches.add(guild.id, wanted, now=NOW, by=by)
    await watches.save(await watches.get(watch, guild.id, by))
    own = WatchSettings(channel, WatchCriteria(words=("tin",)))
    member = house.people["member"].id
    draft_watch = await watches.add(None, own, now=NOW, by=member)
    own_watch = await watches.add(None, own, now=NOW, by=member)
    await watches.save(await watches.get(own_watch, None, member))
    kept = await subscriptions.get(briefing, guild.id)
    await storage.deliveries.add(kept, NOW.date(), NOW)
    # At an address that the guard refuses: that it was tried is enough.
    source = Source("harbor", Kind.FEED, "http://127.0.0.1/feed")
    if "harbor" not in await storage.sources.held_by(guild.id):
        await storage.sources.put(source, now=NOW, holder=guild.id)
    delivery = await last_delivery(house)
    mine = replace(settings, beat=ReleaseFilter(words=("tin",)))
    direct = house.people["direct"]._channel.id
    mine = replace(mine, channel_id=direct)
    first_own = await subscriptions.add(None, mine, upcoming, now=NOW, by=member)
    await subscriptions.save_own(first_own, member, upcoming, now=NOW)
    briefed = await subscriptions.own(member)
    assert briefed is not None
    # The day before this one: each try has a date of its own.
    day = NOW.date() - timedelta(days=next(house.days))
    assert await storage.deliveries.add(briefed, day, NOW)
    own_draft = await subscriptions.add(None, mine, upcoming, now=NOW, by=member)
    own_delivery = await last_delivery(house)
    told = await storage.feedback.put("Name the ports.", now=NOW, by=house.people["member"].id)
    return Things(
        briefing, draft, watch, draft_watch, own_watch, delivery, own_draft, own_delivery, told
    )


async def last_delivery(house: House) -> int:
    async with house.stage.services.storage._database.reading() as connection:
        return int((await connection.execute(text("SELECT max(id) FROM deliveries"))).scalar_one())


def options_of(
    house: House, person: str, command: app_commands.Command[Any, ..., Any], things: Things
) -> dict[str, Any]:
    """What the required options of a command are given."""
    values: dict[str, Any] = {
        "briefing": things.briefing,
        "watch": things.watch,
        "channel": house.stage.sandbox.channel(guild=house.guild_of(person)),
        "time": "07:30",
        "zone": "Europe/Berlin",
        "what": "settings",
        "cog": "none",
        "query": "tin",
        "measure": "tin",
        "first": "tin",
        "second": "lake county",
        "agency": "Harbor Board",
        "address": "http://127.0.0.1/feed",
        "name": "Ann Poe" if command.qualified_name == "speaker" else "harbor",
        "words": "tin",
        "number": things.feedback,
        "sure": False,
    }
    if command.qualified_name == "source add":
        values["name"] = "another"
    wanted = {"words"} if command.qualified_name == "watch add" else set()
    wanted |= {"agency"} if command.qualified_name == "source edit" else set()
    wanted |= {"address"} if command.qualified_name == "source add" else set()
    return {
        str(p.display_name): values[str(p.display_name)]
        for p in command.parameters
        if p.required or p.display_name in wanted
    }


def words_of(reply: Reply) -> str:
    return " ".join(one.text for one in (reply, *reply.followups))


def hold(house: House, person: str, expected: str, said: str) -> None:
    """Compare what came with the table, and let no outsider read what belongs to the server."""
    is_refused = any(refusal in said for refusal in REFUSALS)
    assert is_refused == (expected == "-"), f"{person}: {said}"
    if house.guild_of(person) is house.elsewhere or person == "direct":
        assert MARK not in said, f"{person} reads what is not theirs: {said}"


async def test_everything_there_is_has_its_line(stage: Stage) -> None:
    tree = stage.bot.tree.get_commands()
    roots = [c.name for c in tree if not isinstance(c, app_commands.ContextMenu)]
    assert {c.qualified_name for root in roots for c in leaves(stage.bot, root)} == set(COMMANDS)
    assert {c.name for c in tree if isinstance(c, app_commands.ContextMenu)} == set(MENUS)
    assert stage.bot.buttons.actions == set(BUTTONS)
    modules = pkgutil.walk_packages(cogs.__path__, "cogs.")
    forms = {
        name
        for module in modules
        for name, value in vars(importlib.import_module(module.name)).items()
        if isinstance(value, type) and issubclass(value, discord.ui.Modal)
    }
    assert forms == set(FORMS)
    # No message of Lede has a menu to choose from; one that gets one belongs into the table.
    assert not [
        name
        for module in pkgutil.walk_packages(cogs.__path__, "cogs.")
        for name, value in vars(importlib.import_module(module.name)).items()
        if isinstance(value, type) and issubclass(value, discord.ui.Select)
    ]


@pytest.mark.parametrize("name", sorted(COMMANDS))
async def test_command(house: House, name: str) -> None:
    (command,) = [c for c in leaves(house.stage.bot, name.split()[0]) if c.qualified_name == name]
    who, reader = COMMANDS[name]
    for person, expected in reversed(list(zip(PEOPLE, who, strict=True))):
        things, actor = await make_things(house), house.people[person]
        required = {str(p.display_name) for p in command.parameters if p.required}
        if person == "direct" and "channel" in required:
            continue  # there is no channel to name; the rest of the command's family is held
        reply = await actor.run(name, options_of(house, person, command, things), force=True)
        if reader == "form":
            assert reply.modal is not None
            continue
        hold(house, person, expected, words_of(reply))
        assert reply.is_ephemeral or (reader == "all" and expected == "+"), person
        offered = await completions(actor, command)
        if expected == "-":
            assert not {things.briefing, things.watch, "harbor"} & {value for _, value in offered}
        is_outside = person == "direct" or house.guild_of(person) is house.elsewhere
        assert not (is_outside and any(MARK in shown for shown, _ in offered))


@pytest.mark.parametrize("name", sorted(MENUS))
async def test_menu(house: House, name: str) -> None:
    for person, expected in zip(PEOPLE, MENUS[name], strict=True):
        actor = house.people[person]
        card = await actor.slash("brief")
        said = actor.say("“We looked in every crate”")
        reply = await actor.context_menu(name, said if name == "Check this quote" else card)
        hold(house, person, expected, words_of(reply))
        assert reply.is_ephemeral
        assert "Ann Poe" in words_of(reply)


async def subject_of(house: House, person: str, action: str, things: Things) -> str:
    """What a button of this action carries."""
    storage = house.stage.services.storage
    numbers = {
        "save": things.draft_briefing,
        "drop": things.draft_briefing,
        "look": things.draft_briefing,
        "watch": things.own_draft_watch,
        "unwatch": things.own_draft_watch,
        "daily": things.delivery,
        "left": things.delivery,
        "mysave": things.own_draft_briefing,
        "mydrop": things.own_draft_briefing,
        "mylook": things.own_draft_briefing,
        "unsubscribe": things.own_delivery,
    }
    if action in numbers:
        return f"#{numbers[action]}"
    of_briefings = {
        "step": f"time {things.draft_briefing}",
        "mystep": f"time {things.own_draft_briefing}",
        "taste": f"{things.briefing} {things.draft_briefing}",
        "less": f"{things.delivery} 1",
        "lean": f"{things.briefing} #1",
        "rewatch": f"#{things.own_draft_watch} #{things.own_watch}",
    }
    if action in of_briefings:
        return of_briefings[action]
    if action == "keep":
        by = house.people[person].id
        reader = house.stage.services.reader
        made = await reader.read_pasted(LOW_TIDE, None, by=by)
        token = reference(made.head)
        async with house.stage.services.storage._database.writing() as connection:
            await connection.execute(text("UPDATE drafts SET origin = 'address'"))
        return token
    if action in ("csv", "json", "search", "latest", "measure", "said"):
        options = {"query": "tin", "figure": "tin"} if action == "measure" else {"query": "tin"}
        found = await house.people["owner"].run("search", options)
        (pressed,) = [b.custom_id for b in found.buttons if b.label == "CSV" and b.custom_id]
        return ButtonId.parse(pressed).subject
    newest = await storage.releases.newest()
    assert newest is not None
    return "" if action in ("sources", "watches") else reference(newest.head)


def put_message(house: House, actor: Actor, custom_id: str) -> Message:
    """A message of Lede with one button, where the actor is."""
    world = house.stage.sandbox.world
    message = Message(world.ids.next(), actor._channel.id, world.bot, world.clock.now())
    button = {"type": 2, "style": 2, "label": "Press", "custom_id": custom_id, "id": 2}
    if custom_id.startswith(("step:", "mystep:")):
        options = [{"label": "08:00", "value": "08:00"}]
        button = {"type": 3, "custom_id": custom_id, "id": 2, "options": options}
    message.components = [{"type": 1, "id": 1, "components": [button]}]
    message.flags = int(MessageFlag.COMPONENTS_V2)
    world.keep(message)
    return message


@pytest.mark.parametrize("action", sorted(BUTTONS))
async def test_button(house: House, action: str) -> None:
    for person, expected in zip(PEOPLE, BUTTONS[action], strict=True):
        things, actor = await make_things(house), house.people[person]
        subject = await subject_of(house, person, action, things)
        custom_id = ButtonId(action, subject).custom_id
        message = put_message(house, actor, custom_id)
        is_menu = action in ("step", "mystep")
        reply = await (
            actor.select(message, custom_id, ["08:00"])
            if is_menu
            else actor.click(message, "Press")
        )
        if action == "write":
            assert reply.modal is not None
            continue
        hold(house, person, expected, words_of(reply))
        if action not in ("watches", "step", "mystep"):  # which turn their own message
            assert reply.is_ephemeral, person


@pytest.mark.parametrize("form", sorted(FORMS))
async def test_form(house: House, form: str) -> None:
    command, _, pressed = FORMS[form].partition(" > ")
    who, _ = COMMANDS[command]
    for person, expected in zip(PEOPLE, who, strict=True):
        opened = await house.people[person].run(command, {})
        if pressed:
            opened = await house.people[person].click(opened, pressed)
        assert opened.modal is not None
        values = {f.label: LOW_TIDE[:600] for f in opened.modal.fields if f.required}
        # The first reading waits until a process for it has started.
        reply = await house.people[person].submit(opened, values, within=60.0)
        hold(house, person, expected, words_of(reply))
        assert reply.is_ephemeral
