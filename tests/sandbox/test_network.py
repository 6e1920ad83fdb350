"""Rate limits, broken networks and the gateway's moods, met by the real client."""

import asyncio

import aiohttp
import discord
import pytest

from sandbox.connect import NotLoopbackError, redirected, require_loopback
from sandbox.ratelimits import Bucket
from sandbox.server import open_sandbox


def declare_ping(bot):
    @bot.tree.command(description="Ping")
    async def ping(interaction: discord.Interaction) -> None:
        await interaction.response.send_message("pong")


@pytest.fixture
def no_waiting(monkeypatch):
    """Let the client's own pauses between tries pass at once."""
    real = asyncio.sleep
    monkeypatch.setattr("discord.http.asyncio.sleep", lambda seconds: real(0))


async def test_a_full_bucket_is_waited_for(sandbox, start):
    sandbox.limits.buckets["POST /channels/{channel_id}/messages"] = Bucket(2, 0.05)
    bot = await start()
    channel = bot.get_partial_messageable(sandbox.channel().id)
    await asyncio.gather(*(channel.send(str(number)) for number in range(5)))
    assert len(sandbox.channel().messages) == 5
    assert sandbox.limits.hits == [], "the client learned the bucket from the headers"


async def test_a_429_is_tried_again(sandbox, start):
    bot = await start()
    sandbox.fail_next("429", "POST /channels", retry_after=0.01)
    await bot.get_partial_messageable(sandbox.channel().id).send("news")
    assert [r.status for r in sandbox.requests[-2:]] == [429, 200]


async def test_the_global_limit_is_the_bots_own_to_keep(sandbox, start, monkeypatch):
    bot = await start()
    sandbox.limits.global_per_second = 3
    later = sandbox.clock.now() + 1
    monkeypatch.setattr(sandbox.clock, "now", lambda: later)
    channels = [sandbox.add_channel(f"c{number}").id for number in range(4)]
    with sandbox.expecting_refusal(429):
        async with asyncio.timeout(5):
            await asyncio.gather(*(bot.fetch_channel(i) for i in channels[:3]))
            waiting = asyncio.create_task(bot.fetch_channel(channels[3]))
            await sandbox.world.changes.until(lambda: bool(sandbox.limits.hits), 5)
            assert sandbox.requests[-1].answer["global"] is True
            waiting.cancel()


@pytest.mark.usefixtures("no_waiting")
async def test_a_502_is_tried_again(sandbox, start):
    bot = await start()
    sandbox.fail_next("502", "POST /channels", times=2)
    await bot.get_partial_messageable(sandbox.channel().id).send("news")
    assert [r.status for r in sandbox.requests[-3:]] == [502, 502, 200]


async def test_a_reset_connection_is_not_tried_again_by_the_client(sandbox, start):
    bot = await start()
    sandbox.fail_next("reset", "POST /channels")
    with pytest.raises(aiohttp.ClientError):
        await bot.get_partial_messageable(sandbox.channel().id).send("news")


@pytest.mark.usefixtures("no_waiting")
async def test_callbacks_are_tried_again_too(sandbox, start):
    await start(declare_ping)
    sandbox.fail_next("500", "POST /interactions")
    assert (await sandbox.actor("Ben").slash("ping")).content == "pong"


async def test_a_dropped_connection_is_resumed_and_nothing_lost(sandbox, start):
    bot = await start(declare_ping)
    await bot.wait_until_ready()
    ben = sandbox.actor("Ben")
    sandbox.gateway.drop()
    reply = await ben.slash("ping")
    assert reply.content == "pong", "the interaction was replayed after the resume"
    assert bot.resumed.is_set()
    assert (sandbox.gateway.sessions.identified, sandbox.gateway.sessions.resumed) == (1, 1)


async def test_the_client_comes_back_when_asked_to(sandbox, start):
    bot = await start(declare_ping)
    await bot.wait_until_ready()
    await sandbox.gateway.ask_to_reconnect()
    async with asyncio.timeout(5):
        await bot.resumed.wait()
    assert (await sandbox.actor("Ben").slash("ping")).content == "pong"
    assert sandbox.gateway.sessions.identified == 1


async def test_an_invalid_session_is_identified_anew(sandbox, start):
    bot = await start(declare_ping)
    await bot.wait_until_ready()
    await sandbox.gateway.invalidate()
    await sandbox.wait_for_commands("ping")
    assert sandbox.gateway.sessions.identified == 2
    assert (await sandbox.actor("Ben").slash("ping")).content == "pong"


async def test_privileged_intents_must_be_enabled(sandbox):
    client = discord.Client(intents=discord.Intents(guilds=True, message_content=True))
    with sandbox.expecting_refusal(4014), pytest.raises(discord.PrivilegedIntentsRequired):
        await client.start(sandbox.token)
    await client.close()


async def test_a_wrong_token_is_no_login(sandbox):
    client = discord.Client(intents=discord.Intents.none())
    with sandbox.expecting_refusal(0), pytest.raises(discord.LoginFailure):
        await client.login("wrong")
    await client.close()


@pytest.mark.parametrize("compress", [True, False])
async def test_the_gateway_speaks_with_and_without_compression(compress, document):
    async with open_sandbox(document, compress=compress) as sandbox:
        with redirected(sandbox):
            client = discord.Client(intents=discord.Intents(guilds=True), guild_ready_timeout=0.01)
            running = asyncio.create_task(client.start(sandbox.token))
            await sandbox.wait_for_commands()
            async with asyncio.timeout(5):
                await client.wait_until_ready()
            assert [guild.name for guild in client.guilds] == ["Newsroom"]
            await client.close()
            await running
        sandbox.check()


async def test_shards_share_the_guilds(sandbox):
    client = discord.AutoShardedClient(
        intents=discord.Intents(guilds=True), shard_count=2, guild_ready_timeout=0.01
    )
    client.before_identify_hook = lambda shard_id, *, initial: asyncio.sleep(0)  # type: ignore
    running = asyncio.create_task(client.start(sandbox.token))
    async with asyncio.timeout(5):
        while len(client.shards) < 2 or not client.is_ready():
            await sandbox.world.changes.until(lambda: len(sandbox.gateway.sessions.live) == 2, 5)
            await client.wait_until_ready()
    guild = client.guilds[0]
    sessions = sandbox.gateway.sessions.of(guild.id)
    assert [session.shard[0] for session in sessions] == [guild.shard_id]
    await client.close()
    await running


@pytest.mark.parametrize(
    ("packets", "code"),
    [
        (['{"op": 3, "d": {}}'], 4003),
        (['{"op": 2, "d": {"token": "wrong", "intents": 1}}'], 4004),
        (['{"op": 1, "d": null}'] * 121, 4008),
        (['{"op": 3, "d": "' + "x" * 4096 + '"}'], 4002),
    ],
)
async def test_the_gateway_closes_on_what_it_forbids(sandbox, packets, code):
    with sandbox.expecting_refusal(code):
        async with aiohttp.ClientSession() as session, asyncio.timeout(5):
            socket = await session.ws_connect(f"{sandbox.url}/gateway")
            assert (await socket.receive_json())["op"] == 10
            for packet in packets:
                await socket.send_str(packet)
            async for _ in socket:
                pass
            assert socket.close_code == code


async def test_a_call_that_is_never_answered_ends_with_the_callers_patience(sandbox):
    sandbox.fail_next("timeout", "GET /users/@me")
    patience = aiohttp.ClientTimeout(total=0.05)
    async with aiohttp.ClientSession(timeout=patience) as session:
        with pytest.raises(TimeoutError):
            await session.get(f"{sandbox.url}/api/v10/users/@me")


async def test_session_limits_can_be_asked_for(sandbox, start):
    bot = await start()
    shards, _, limits = await bot.http.get_bot_gateway()
    assert (shards, limits["total"], limits["remaining"]) == (1, 1000, 999)


def test_only_this_machine_is_a_sandbox():
    assert require_loopback("http://127.0.0.1:8080").port == 8080
    for address in ("https://discord.com", "http://localhost:80", "http://192.168.0.1", "nonsense"):
        with pytest.raises(NotLoopbackError):
            require_loopback(address)


async def test_the_client_is_put_back_afterwards():
    before = discord.http.Route.BASE
    async with open_sandbox() as sandbox:
        with redirected(sandbox):
            assert discord.http.Route.BASE.startswith("http://127.0.0.1:")
    assert before == discord.http.Route.BASE == "https://discord.com/api/v10"


@pytest.mark.parametrize("kind", ["lost_answer", "lost_reset", "lost_timeout"])
@pytest.mark.usefixtures("no_waiting")
async def test_a_post_whose_answer_is_lost_is_there_and_its_nonce_makes_no_second(
    sandbox, start, kind
):
    bot = await start()
    sandbox.fail_next(kind, "POST /channels")
    channel = bot.get_partial_messageable(sandbox.channel().id)
    sending = asyncio.create_task(channel.send("news", nonce="morning"))
    (first,) = await sandbox.channel().wait_for_count(1)
    if kind == "lost_timeout":
        sending.cancel()
    # A 502 is tried again by the client itself.
    await asyncio.gather(sending, return_exceptions=True)
    again = await channel.send("news", nonce="morning")
    assert again.id == first.message_id
    assert len(sandbox.channel().messages) == 1


async def test_each_so_many_calls_fail_until_they_no_more_do(sandbox, start):
    bot = await start()
    channel = bot.get_partial_messageable(sandbox.channel().id)
    sandbox.limits.buckets["POST /channels/{channel_id}/messages"] = Bucket(100, 1.0)
    sandbox.fail_every(3, "reset", "POST /channels")
    ended = [await asyncio.gather(channel.send("x"), return_exceptions=True) for _ in range(7)]
    failed = [isinstance(answer, Exception) for (answer,) in ended]
    assert failed == [False, False, True, False, False, True, False]
    sandbox.fail_no_more()
    for _ in range(3):
        await channel.send("x")


async def test_a_bot_that_was_removed_is_invited_again(sandbox, start):
    bot = await start()
    await bot.wait_until_ready()
    guild = sandbox.guild
    channel = bot.get_partial_messageable(sandbox.channel().id)
    sandbox.remove_bot(guild)
    with sandbox.expecting_refusal(50001), pytest.raises(discord.Forbidden):
        await channel.send("news")
    joined = asyncio.create_task(bot.wait_for("guild_join", timeout=5))
    await asyncio.sleep(0)  # The task begins to wait.
    sandbox.invite_bot(guild)
    assert (await joined).id == guild.id
    await channel.send("news")


async def test_the_client_is_turned_to_a_sandbox_by_its_address():
    async with open_sandbox() as sandbox:
        with redirected(sandbox.url):
            assert sandbox.url in discord.http.Route.BASE
    with pytest.raises(NotLoopbackError), redirected("https://discord.com"):
        pass
