"""What one server has added, another may neither change nor take out; polling is shared."""

from collections.abc import AsyncIterator
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from bot.config import Settings
from bot.wiring import Services, open_services
from domain.errors import NotFoundError
from sandbox.actor import Actor
from sandbox.server import Sandbox
from sources.pace import Pace
from tests.cogs.conftest import Stage
from tests.cogs.releases import NOW
from tests.pipeline.test_polling import entry, feed
from tests.sources.site import Site, open_site


@pytest.fixture
async def site() -> AsyncIterator[Site]:
    async with open_site() as site:
        site.on("/feed", feed(entry("b"), entry("a")))
        site.on("/other", feed(entry("c")))
        yield site


@pytest.fixture
async def services(tmp_path: Path, sandbox: Sandbox, site: Site) -> AsyncIterator[Services]:
    """As of the other tests, with a site that may be asked although it is on this machine."""
    settings = Settings(
        token=sandbox.token,
        database=str(tmp_path / "lede.db"),
        allowed_hosts=frozenset({site.host}),
    )
    async with open_services(
        settings, now=lambda: NOW, reread=lambda: replace(settings), pace=Pace(0)
    ) as opened:
        yield opened


@dataclass(frozen=True)
class Neighbours:
    """The managers of two servers, neither of them an admin of Lede."""

    one: Actor
    other: Actor


@pytest.fixture
def neighbours(empty_stage: Stage) -> Neighbours:
    sandbox = empty_stage.sandbox
    elsewhere = sandbox.add_guild("Elsewhere")
    return Neighbours(
        sandbox.actor("Mia", permissions=("manage_guild",)),
        sandbox.actor("Noa", permissions=("manage_guild",), guild=elsewhere),
    )


async def add(actor: Actor, site: Site, path: str = "/feed", **more: object) -> str:
    options = {"name": "harbor", "address": site.url(path), **more}
    return (await actor.run("source add", options)).text


async def test_another_server_cannot_take_out_or_change_a_source(
    empty_stage: Stage, neighbours: Neighbours, site: Site
) -> None:
    sources = empty_stage.services.storage.sources
    await add(neighbours.one, site, agency="Harbor Office")
    before = await sources.get("harbor")
    for command in ("source remove", "source poll"):
        refused = await neighbours.other.run(command, {"name": "harbor"})
        assert "This server has not added the source “harbor”" in refused.text
        assert await neighbours.other.autocomplete(command, "name", "") == []
    assert "The name “harbor” is taken" in await add(neighbours.other, site, "/other")
    joined = await add(neighbours.other, site, agency="Forged Agency")
    assert "It is polled already, as it stands here" in joined
    assert "Harbor Office" in joined
    after = await sources.get("harbor")
    assert (after.source, after.added_by) == (before.source, neighbours.one.id)
    # Now that two have it, neither may give it another address.
    assert "is taken" in await add(neighbours.one, site, "/other")


async def test_a_source_is_polled_as_long_as_one_has_it(
    empty_stage: Stage, neighbours: Neighbours, site: Site
) -> None:
    sources = empty_stage.services.storage.sources
    await add(neighbours.one, site)
    await add(neighbours.other, site)
    left = await neighbours.one.run("source remove", {"name": "harbor"})
    assert "Others have it still" in left.text
    assert [s.source.name for s in await sources.due(NOW, limit=5)] == ["harbor"]
    assert (
        "not added the source" in (await neighbours.one.run("source poll", {"name": "harbor"})).text
    )
    gone = await neighbours.other.run("source remove", {"name": "harbor"})
    assert "harbor is no longer polled" in gone.text
    with pytest.raises(NotFoundError):
        await sources.get("harbor")


async def test_the_only_server_that_has_a_source_changes_it(
    empty_stage: Stage, neighbours: Neighbours, site: Site
) -> None:
    await add(neighbours.one, site)
    await add(neighbours.one, site, "/other", agency="Port Office")
    state = await empty_stage.services.storage.sources.get("harbor")
    assert state.source.address == site.url("/other")
    assert state.source.agency == "Port Office"


async def test_what_the_host_has_is_changed_by_no_server_and_by_lede_s_admins(
    empty_stage: Stage, neighbours: Neighbours, site: Site
) -> None:
    sources = empty_stage.services.storage.sources
    await add(neighbours.one, site)
    await sources.put((await sources.get("harbor")).source, now=NOW)
    assert (
        "Others have it still"
        in (await neighbours.one.run("source remove", {"name": "harbor"})).text
    )
    assert (
        "not added the source"
        in (await neighbours.one.run("source remove", {"name": "harbor"})).text
    )
    assert await empty_stage.admin.autocomplete("source remove", "name", "h") == [
        ("harbor", "harbor")
    ]
    await empty_stage.admin.run("source remove", {"name": "harbor"})
    assert await sources.list() == ()


async def test_a_source_for_one_server_is_told_there_alone(
    empty_stage: Stage, neighbours: Neighbours, site: Site
) -> None:
    added = await add(neighbours.one, site, folder="Ports", only_here=True)
    assert "Added. The first poll keeps" in added
    assert "Ports / harbor" in (await neighbours.one.run("sources", {})).text
    assert "harbor" not in (await neighbours.other.run("sources", {})).text
    assert await neighbours.other.autocomplete("source check", "name", "") == []
    refused = await neighbours.other.run("source check", {"name": "harbor"})
    assert "This server has not added the source" in refused.text
    # Who adds the same address has the same source, and is told of it too.
    joined = await neighbours.other.run(
        "source add", {"name": "another", "address": site.url("/feed"), "folder": "Mine"}
    )
    assert "It is polled already, as it stands here" in joined.text
    assert "told only to those who have added it" in joined.text
    assert "Mine / harbor" in (await neighbours.other.run("sources", {})).text
    # Two have it: neither may say any more who is told.
    edited = await neighbours.one.run("source edit", {"name": "harbor", "only_here": False})
    assert "Others have “harbor” too" in edited.text
    edited = await neighbours.one.run("source edit", {"name": "harbor", "folder": "none"})
    assert "Source changed" in edited.text
    assert "Ports" not in edited.text


async def test_the_newest_are_listed_without_those_for_another_server(
    empty_stage: Stage, neighbours: Neighbours, site: Site
) -> None:
    site.on("/other", feed(entry("c"), entry("b")))
    await add(neighbours.one, site, only_here=True)
    await neighbours.other.run("source add", {"name": "other", "address": site.url("/other")})
    for actor, name in ((neighbours.one, "harbor"), (neighbours.other, "other")):
        await actor.run("source poll", {"name": name})
    texts = [(await actor.run("latest", {})).text for actor in (neighbours.one, neighbours.other)]
    assert [[f"Release {name}" in text for name in "abc"] for text in texts] == [
        [True, True, True], [False, True, True]
    ]  # fmt: skip
    assert "Release a" in (await neighbours.other.run("search", {"query": "harbor"})).text


async def test_feeds_of_a_server_go_out_as_opml_in_its_folders(
    empty_stage: Stage, neighbours: Neighbours, site: Site
) -> None:
    assert "nothing to export" in (await neighbours.one.run("source export", {})).text
    await add(neighbours.one, site, folder="Ports")
    await neighbours.other.run("source add", {"name": "other", "address": site.url("/other")})
    answer = await neighbours.one.run("source export", {})
    (file,) = answer.files
    written = file.content.decode()
    assert (file.filename, "1 feed" in answer.text) == ("lede-sources.opml", True)
    assert '<outline text="Ports" title="Ports">' in written
    assert site.url("/feed") in written
    assert site.url("/other") not in written


async def test_name_of_a_preset_is_for_the_preset(
    empty_stage: Stage, neighbours: Neighbours, site: Site, tmp_path: Path
) -> None:
    preset = f'[harbor]\naddress = "{site.url("/feed")}"\nagency = "Harbor Office"\n'
    (tmp_path / "sources.toml").write_text(preset, "utf-8")
    services = empty_stage.services
    services.settings = replace(services.settings, seeds=tmp_path)
    assert "comes with Lede" in await add(neighbours.one, site, "/other")
    await neighbours.one.run("source add", {"name": "harbor"})
    # One server has it; to the other it is still offered.
    assert await neighbours.one.autocomplete("source add", "name", "h") == []
    assert len(await neighbours.other.autocomplete("source add", "name", "h")) == 1
    assert "polled already" in (await neighbours.other.run("source add", {"name": "harbor"})).text
