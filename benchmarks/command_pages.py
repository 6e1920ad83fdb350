"""The pages of the documentation that show each command with a picture of what Lede answers.

`make pictures` types every command over the stand-in, photographs the answers (benchmarks.pictures)
and writes the pages anew. A test holds them against the commands there are.
"""

import re
from collections.abc import Awaitable, Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from discord import app_commands

from benchmarks.invented import add_sources
from bot.client import LedeBot
from bot.stage import Stage
from sandbox.actor import Actor
from sandbox.reply import Reply

DOCS = Path(__file__).parents[1] / "docs"
FOLDER = DOCS / "pictures" / "commands"
_ALT = 220
# Seconds for an answer.
_PATIENCE = 60.0
_ADDRESS = re.compile(r"\s*\(https?://[^\s)]+\)|https?://[^\s)\]]+")
# A hyphen within a word or a day is no mark.
_MARKS = re.compile(r"[\[\]#*>_`|─┃]+|(?<!\w)-+|-+(?!\w)|<[^>]*>")


@dataclass(frozen=True)
class Page:
    """A page: its file, its title, what it opens with, the commands on it in order."""

    file: str
    title: str
    opening: str
    commands: tuple[str, ...]


PAGES = (
    Page(
        "commands-releases.md",
        "Commands that read releases",
        "For everybody. Every figure, and the word *receipt*, opens the agency's page at that very "
        "sentence.",
        (
            "brief", "summary", "figures", "quotes", "speaker", "latest", "search", "trend",
            "compare", "read", "export", "practice", "why", "sources", "Brief this",
            "Check this quote", "Show evidence",
        ),
    ),
    Page(
        "commands-told.md",
        "Briefings and alerts",
        "What Lede sends by itself: to a member, to a channel, to a server.",
        (
            "mybriefing setup", "mybriefing show", "mybriefing pause", "mybriefing resume",
            "mybriefing remove", "watch add", "watch list", "watch test", "watch edit",
            "watch pause", "watch resume", "watch remove", "briefing setup",
            "briefing list", "briefing preview", "briefing edit", "briefing taste", "briefing skip",
            "briefing pause", "briefing resume",
            "briefing now", "briefing remove",
        ),
    ),
    Page(
        "commands-help.md",
        "Help, sources and the host",
        "`/help`, `/about`, `/feedback` and `/forget` are for everybody, `/source` for members "
        "with Manage Server, `/admin` for whoever hosts Lede.",
        (
            "help", "about", "feedback", "forget", "source add", "source check", "source poll",
            "source edit", "source export", "source remove", "admin status", "admin feedback",
            "admin answer", "admin load", "admin reload",
        ),
    ),
)  # fmt: skip


@dataclass(frozen=True)
class Shown:
    """What was typed, by whom, and the answer."""

    typed: str
    viewer: Actor
    reply: Reply


def file_of(command: str) -> str:
    """The name of a command's picture."""
    return f"{command.casefold().replace(' ', '-')}.webp"


async def show_all(stage: Stage) -> dict[str, Shown]:
    """Type every command, each so that it has something to show."""
    # The host, who may ask for so much at once.
    admin = stage.sandbox.actor("Ada", owner=True)
    assert stage.services is not None
    await add_sources(stage.services.storage, stage.now())
    shown: dict[str, Shown] = {}
    # What members are told of a release, without the names of rules.
    shown |= dict([await _type(stage.sandbox.actor("Ben"), "why", release="quiet harbor")])
    for typing in (_read, _write, _brief_oneself, _watch):
        shown |= await typing(admin)
    for manage in (_brief_servers, _add_sources, _host):
        shown |= await manage(stage, admin)
    return shown | await _help(admin)


async def _type(actor: Actor, name: str, /, **options: object) -> tuple[str, Shown]:
    # A busy machine may take its time for a poll.
    reply = await actor.run(name, options, within=_PATIENCE)
    return name, Shown(_typed(name, options), actor, reply)


def _typed(name: str, options: Mapping[str, object]) -> str:
    given = (f" {key}:{getattr(value, 'name', value)}" for key, value in options.items())
    return f"/{name}{''.join(given)}"


async def _read(member: Actor) -> dict[str, Shown]:
    quoted = member.say("“We were looking into nearly every pallet that crossed our quays.”")
    found = dict(
        [
            await _type(member, "brief", release="quiet harbor"),
            await _type(member, "summary", release="copper lantern"),
            await _type(member, "figures", release="quiet harbor"),
            await _type(member, "quotes", about="people"),
            await _type(member, "speaker", name="Ilse Marwick"),
            await _type(member, "latest"),
            await _type(member, "search", query="cocaine"),
            await _type(member, "trend", measure="arrests"),
            await _type(member, "compare", first="quiet harbor", second="copper lantern"),
            await _type(member, "export", format="json", most=5),
            await _type(member, "practice", release="quiet harbor"),
            await _type(member, "sources"),
        ]
    )
    brief = found["brief"].reply
    menu = "the menu of a message"
    menus = {
        "Brief this": await member.context_menu("Brief this", brief),
        "Check this quote": await member.context_menu("Check this quote", quoted),
        "Show evidence": await member.context_menu("Show evidence", brief),
    }
    return found | {name: Shown(menu, member, reply) for name, reply in menus.items()}


async def _write(member: Actor) -> dict[str, Shown]:
    """What asks for a form first, and the learner's own lead held against the release."""
    form = await member.run("read", {})
    assert form.modal is not None
    text = (
        "The Vale Port Board will dredge 40 kilometres of channel next year at a cost of "
        "$12.5 million, it said on Tuesday.\n\n“Ships have been waiting for this channel for ten "
        "years,” said Tomas Reed, the harbor master of the Vale Port Board."
    )
    labels = [field.label for field in form.modal.fields]
    filled = dict(zip(labels, ("Port Board dredges channel", text), strict=True))
    read = await member.submit(form, filled, within=60.0)
    first = await member.run("practice", {"release": "quiet harbor"})
    form = await member.click(first, "Write yours")
    assert form.modal is not None
    labels = [field.label for field in form.modal.fields]
    lead = "Customs officers arrested 421 people in Operation Quiet Harbor, Ilse Marwik said."
    figures = "6.8 tonnes of cocaine\n64 firearms"
    quotes = "“We were looking into every pallet of fruit that crossed our quays.” - Ilse Marwick"
    tried = await member.submit(form, dict(zip(labels, (lead, figures, quotes), strict=True)))
    return {
        "read": Shown("/read", member, read),
        "practice": Shown("/practice release:quiet harbor", member, tried),
    }


async def _brief_oneself(member: Actor) -> dict[str, Shown]:
    name, asked = await _type(member, "mybriefing setup", beat="drugs")
    await member.click(asked.reply, "Save")
    return {name: asked} | dict(
        [
            await _last(member, "mybriefing show"),
            await _type(member, "mybriefing pause"),
            await _type(member, "mybriefing resume"),
            await _type(member, "mybriefing remove"),
        ]
    )


async def _last(actor: Actor, name: str, /, **options: object) -> tuple[str, Shown]:
    """A command of whose two answers the second one is shown."""
    name, shown = await _type(actor, name, **options)
    return name, Shown(shown.typed, actor, await shown.reply.followup())


async def _watch(member: Actor) -> dict[str, Shown]:
    name, asked = await _last(member, "watch add", figure="more than 300 arrests")
    await member.click(asked.reply, "Save")
    return {name: asked} | dict(
        [
            await _type(member, "watch list"),
            await _type(member, "watch test", watch=1),
            await _last(member, "watch edit", watch=1, figure="more than 400 arrests"),
            await _type(member, "watch pause", watch=1),
            await _type(member, "watch resume", watch=1),
            await _type(member, "watch remove", watch=1),
        ]
    )


async def _brief_servers(stage: Stage, admin: Actor) -> dict[str, Shown]:
    name, asked = await _type(admin, "briefing setup")
    releases = stage.sandbox.channel("releases")
    reply = await admin.select(asked.reply, "Where it is posted", [releases])
    await admin.click(reply, "Save")
    assert stage.services is not None
    kept = await stage.services.storage.subscriptions.of_guild(stage.sandbox.guild.id)
    number = kept[0].subscription_id
    return {name: asked} | dict(
        [
            await _type(admin, "briefing list"),
            await _type(admin, "briefing preview", briefing=number),
            await _type(
                admin, "briefing edit", briefing=number, time="08:00", on="Monday to Friday"
            ),
            await _last(admin, "briefing taste", briefing=number, more="drugs", never="sports"),
            await _type(admin, "briefing skip", briefing=number),
            await _type(admin, "briefing pause", briefing=number),
            await _type(admin, "briefing resume", briefing=number),
            await _type(admin, "briefing now", briefing=number),
            await _type(admin, "briefing remove", briefing=number),
        ]
    )


async def _add_sources(stage: Stage, admin: Actor) -> dict[str, Shown]:
    assert stage.services is not None
    name, added = await _type(
        admin, "source add", name="harbor-news", address=stage.agency.feed_url,
        agency="Port Ansel Harbor",
    )  # fmt: skip
    typed = "/source add name:harbor-news address:… agency:Port Ansel Harbor"
    return {name: Shown(typed, admin, added.reply)} | dict(
        [
            await _type(admin, "source check", name="harbor-news"),
            await _type(admin, "source poll", name="harbor-news"),
            await _type(
                admin,
                "source edit",
                name="harbor-news",
                agency="Harbor of Port Ansel",
                folder="Ports",
            ),
            await _type(admin, "source export"),
            await _type(admin, "source remove", name="harbor-news"),
        ]
    )


async def _host(stage: Stage, admin: Actor) -> dict[str, Shown]:
    writer = stage.sandbox.actor("Cem")
    form = await writer.run("feedback", {})
    assert form.modal is not None
    assert stage.bot is not None
    thanks = await writer.submit(
        form, {form.modal.fields[0].label: "The ports should be named in the daily briefing."}
    )
    return {"feedback": Shown("/feedback", writer, thanks)} | dict(
        [
            await _type(admin, "admin status"),
            await _type(admin, "admin feedback"),
            await _type(admin, "admin answer", number=1, words="They will be, from Monday on."),
            await _load(stage.bot, admin),
            await _type(admin, "admin reload", what="seeds"),
        ]
    )


async def _load(bot: LedeBot, admin: Actor) -> tuple[str, Shown]:
    """A cog that is not there is loaded; one that is would only be refused."""
    await bot.unload_extension("cogs.practice")
    return await _type(admin, "admin load", cog="practice")


async def _help(member: Actor) -> dict[str, Shown]:
    return dict(
        [
            await _type(member, "help", command="brief"),
            await _type(member, "about"),
            await _type(member, "forget", sure=True),
        ]
    )


def write_pages(stage: Stage, shown: Mapping[str, Shown]) -> None:
    """Write the pages anew, from what the commands say of themselves and what was answered."""
    assert stage.bot is not None
    described = {
        command.qualified_name: command.description
        for command in stage.bot.tree.walk_commands()
        if isinstance(command, app_commands.Command)
    }
    for page in PAGES:
        sections = [_section(name, described.get(name), shown[name]) for name in page.commands]
        head = f"# {page.title}\n\n{page.opening} Every option is in [commands](commands.md)."
        (DOCS / page.file).write_text("\n\n".join([head, *sections]) + "\n", "utf-8")


def _section(name: str, description: str | None, shown: Shown) -> str:
    title = f"/{name}" if description else name
    said = description or "In the menu of a message: right click, or a long press, then Apps."
    typed = f" Here `{shown.typed}`:" if shown.typed.startswith("/") else ""
    picture = f"![{alt_of(shown.reply.text)}](pictures/commands/{file_of(name)})"
    return f"## {title}\n\n{said}{typed}\n\n{picture}"


def alt_of(text: str) -> str:
    """The beginning of an answer, for those who do not see the picture."""
    plain = _ADDRESS.sub("", text)
    plain = _MARKS.sub(" ", plain)
    words = " ".join(plain.split())
    return words if len(words) <= _ALT else words[:_ALT].rsplit(" ", 1)[0] + " …"


def commands_of(pages: Iterable[Page] = PAGES) -> Sequence[str]:
    """Every command that has a section."""
    return [name for page in pages for name in page.commands]


Take = Callable[[Actor, Mapping[str, Reply]], Awaitable[None]]


async def take_all(stage: Stage, take: Take) -> None:
    """Show every command, photograph the answers and write the pages."""
    shown = await show_all(stage)
    for viewer in {one.viewer.id: one.viewer for one in shown.values()}.values():
        mine = {file_of(n): s.reply for n, s in shown.items() if s.viewer.id == viewer.id}
        await take(viewer, mine)
    write_pages(stage, shown)
