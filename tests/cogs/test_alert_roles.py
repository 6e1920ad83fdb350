"""The role that an alert mentions: only one that who chose it may mention, and nobody else."""

from tests.cogs.conftest import Stage
from tests.cogs.test_briefings import announce, run_at, tin
from tests.cogs.test_watches import LATER, watch


async def test_alert_mentions_its_role_and_nobody_else(empty_stage: Stage) -> None:
    sandbox = empty_stage.sandbox
    role, channel = sandbox.add_role("night desk"), sandbox.channel("releases")
    await watch(empty_stage.admin, words="crate", channel=channel, role=role)
    assert "@night desk" in (await empty_stage.admin.run("watch list", {})).text
    await announce(empty_stage, tin(), at=LATER)
    assert await run_at(empty_stage, LATER) == 1
    alert = channel.messages[-1]
    # The release itself quotes an @everyone.
    assert list(alert.pings) == [str(role.id)]
    assert alert.text.startswith("@night desk")


async def test_role_is_taken_back_by_everyone(empty_stage: Stage) -> None:
    sandbox, admin = empty_stage.sandbox, empty_stage.admin
    role, channel = sandbox.add_role("night desk"), sandbox.channel("releases")
    await watch(admin, words="crate", channel=channel, role=role)
    storage = empty_stage.services.storage
    await admin.run("watch edit", {"watch": 1, "bundled": "18:00", "zone": "Munich"})
    kept = await storage.watches.find(1)
    assert kept
    assert kept.settings.role_id == role.id
    everyone = sandbox.guild.roles[sandbox.guild.id]
    await admin.run("watch edit", {"watch": 1, "role": everyone})
    kept = await storage.watches.find(1)
    assert kept
    assert kept.settings.role_id is None


async def test_who_may_not_mention_a_role_lets_no_alert_do_so(empty_stage: Stage) -> None:
    sandbox = empty_stage.sandbox
    role, channel = sandbox.add_role("night desk"), sandbox.channel("releases")
    moderator = sandbox.actor("Mo", permissions=("manage_messages",))
    options = {"words": "crate", "channel": channel, "role": role}
    refused = await moderator.run("watch add", options)
    assert "You may not mention @night desk in #releases" in refused.text
    crier = sandbox.actor("Cy", permissions=("manage_messages", "mention_everyone"))
    await watch(crier, **options)
    # Nor by an edit of what somebody else has made.
    other = sandbox.add_role("day desk")
    refused = await moderator.run("watch edit", {"watch": 1, "role": other})
    assert "You may not mention @day desk" in refused.text
    kept = await empty_stage.services.storage.watches.find(1)
    assert kept
    assert kept.settings.role_id == role.id


async def test_an_alert_to_oneself_mentions_no_role(empty_stage: Stage) -> None:
    role = empty_stage.sandbox.add_role("night desk")
    refused = await empty_stage.admin.run("watch add", {"words": "crate", "role": role})
    assert "An alert to yourself mentions no role." in refused.text
