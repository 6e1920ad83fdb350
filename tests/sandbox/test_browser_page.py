"""The page's own server: who may ask it, what it answers, and what never becomes markup."""

import json
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import aiohttp
import pytest

from sandbox.browser.actions import Actions
from sandbox.browser.controls import Control, Offer, Person
from sandbox.browser.recording import Recorder, read_session, replay
from sandbox.browser.server import STATIC, Page, open_page
from sandbox.problems import SandboxError
from sandbox.server import Sandbox, open_sandbox


class Bell:
    """A control that only counts."""

    def __init__(self) -> None:
        self.rung = 0

    def listed(self) -> list[Control]:
        return [Control("ring", "Ring", "Bell")]

    async def use(self, name: str) -> str:
        if name != "ring":
            raise SandboxError(f"There is no control {name!r}.")
        self.rung += 1
        return f"Rung {self.rung} times."


@pytest.fixture
async def page(sandbox: Sandbox) -> AsyncIterator[Page]:
    people = (
        Person(sandbox.actor("Ada", owner=True).id, "owner"),
        Person(sandbox.actor("Ben").id, "member"),
    )
    async with open_page(sandbox, Offer(people, Bell())) as served:
        yield served


@pytest.fixture
async def http() -> AsyncIterator[aiohttp.ClientSession]:
    async with aiohttp.ClientSession() as session:
        yield session


def _act(page: Page, **action: Any) -> dict[str, Any]:
    ada = page.offer.people[0].id
    channel = page.sandbox.channel("general").id
    return {"as": str(ada), "channel": str(channel), **action}


async def _sent(http: aiohttp.ClientSession, page: Page, **action: Any) -> dict[str, Any]:
    async with http.post(page.address + "act", json=_act(page, **action)) as response:
        assert response.status == 200, await response.text()
        answer: dict[str, Any] = await response.json()
        return answer


async def test_page_loads_nothing_but_itself(page: Page, http: aiohttp.ClientSession) -> None:
    async with http.get(page.address) as response:
        policy = response.headers["Content-Security-Policy"]
        assert "default-src 'none'" in policy
        assert "require-trusted-types-for 'script'" in policy
        assert "unsafe" not in policy
        assert response.headers["X-Content-Type-Options"] == "nosniff"
        markup = await response.text()
    assert "http:" not in markup.replace("http://www.w3.org", "")
    assert "https:" not in markup
    for script in STATIC.glob("*.js"):
        text = script.read_text("utf-8")
        assert "innerHTML" not in text, script.name
        assert "eval(" not in text, script.name
        async with http.get(page.address + f"static/{script.name}") as response:
            assert response.status == 200
            assert response.content_type == "text/javascript"


@pytest.mark.parametrize(
    "headers",
    [
        {"Host": "evil.example"},
        {"Host": "127.0.0.1:1"},
        {"Origin": "http://evil.example"},
        {"Origin": "null"},
        {"Sec-Fetch-Site": "cross-site"},
    ],
)
async def test_other_hosts_and_origins_are_refused(
    page: Page, http: aiohttp.ClientSession, headers: dict[str, str]
) -> None:
    async with http.get(page.address, headers=headers) as response:
        assert response.status == 403
    action = _act(page, do="use", name="ring")
    async with http.post(page.address + "act", json=action, headers=headers) as response:
        assert response.status == 403
    assert isinstance(page.offer.controls, Bell)
    assert page.offer.controls.rung == 0


async def test_without_the_secret_there_is_nothing(page: Page, http: aiohttp.ClientSession) -> None:
    parts = urlsplit(page.address)
    base = f"http://{parts.netloc}"
    for path in (
        "/",
        "/act",
        "/x/events",
        "/" + "a" * 22 + "/",
        parts.path + "static/..%2fserver.py",
    ):
        async with http.get(base + path) as response:
            assert response.status in (404, 405), path
            assert "server" not in (await response.text())


async def test_what_is_no_action_is_said_to_be_none(
    page: Page, http: aiohttp.ClientSession
) -> None:
    for body in ("", "[]", "{", '{"do": "say"}', '{"as": "x", "do": []}', '"say"', "null"):
        headers = {"Content-Type": "application/json"}
        async with http.post(page.address + "act", data=body, headers=headers) as response:
            text = await response.text()
            assert response.status in (200, 400), text
            assert response.status == 400 or "error" in json.loads(text)
    async with http.post(page.address + "act", data="do=say") as response:
        assert response.status == 415


async def test_member_says_something_and_who_watches_is_told(
    page: Page, http: aiohttp.ClientSession
) -> None:
    ben = page.offer.people[1].id
    async with http.get(page.address + f"events?as={ben}&traffic=1") as stream:
        await _until(stream, "drawn")
        await _sent(http, page, do="say", content="<b>hello</b>")
        told = await _until(stream, "message")
    assert told["content"] == "<b>hello</b>"
    assert told["author"]["name"] == "Ada"


async def _until(stream: aiohttp.ClientResponse, name: str) -> dict[str, Any]:
    async for line in stream.content:
        if line.strip() == f"event: {name}".encode():
            data = await stream.content.readline()
            body: dict[str, Any] = json.loads(data.removeprefix(b"data: "))
            return body
    raise AssertionError(f"the stream ended before {name}")


async def test_strangers_and_hidden_messages_are_not_acted_on(
    page: Page, http: aiohttp.ClientSession
) -> None:
    stranger = page.sandbox.actor("Eve")
    for action in (
        {"as": str(stranger.id), "do": "say", "content": "I am nobody here"},
        {"as": "1", "do": "say", "content": "nor I"},
        {"channel": "1", "do": "say", "content": "nowhere"},
        {"do": "click", "message": "1", "custom_id": "x"},
        {"do": "submit", "form": "x", "values": {}},
        {"do": "use", "name": "explode"},
        {"do": "trouble", "kind": "earthquake"},
        {"do": "say", "content": "x" * 2001},
        {"do": "slash", "name": "nothing", "options": {}},
    ):
        answer = await _sent(http, page, **action)
        assert answer["error"].endswith((".", "nowhere")) or answer["error"], action


async def test_a_session_is_recorded_and_played_again(
    tmp_path: Path, http: aiohttp.ClientSession
) -> None:
    path = tmp_path / "session.jsonl"
    async with open_sandbox() as sandbox:
        people = (Person(sandbox.actor("Ada", owner=True).id, "owner"),)
        with path.open("w", encoding="utf-8") as file:
            recorder = Recorder(sandbox, file)
            async with open_page(sandbox, Offer(people, Bell()), recorder=recorder) as page:
                await _sent(http, page, do="say", content="Good morning")
                await _sent(http, page, do="use", name="ring")
                assert "error" in await _sent(http, page, do="use", name="explode")
    kept = list(read_session(path))
    assert [one["do"] for one in kept] == ["say", "use"]
    assert kept[0]["as"] == "Ada"
    assert kept[0]["channel"] == "Newsroom/general"
    assert kept[0]["shows"] == "Good morning"
    async with open_sandbox() as sandbox:
        people = (Person(sandbox.actor("Ada", owner=True).id, "owner"),)
        bell = Bell()
        assert await replay(sandbox, Actions(sandbox, Offer(people, bell)), kept) == []
        assert bell.rung == 1
        kept[0]["shows"] = "Good evening"
        differing = await replay(sandbox, Actions(sandbox, Offer(people, bell)), kept)
        assert differing == [
            "1. Ada: say: it shows 'Good morning', and showed 'Good evening'",
        ]
    path.write_text("no action\n", "utf-8")
    with pytest.raises(SandboxError, match="line 1"):
        list(read_session(path))
