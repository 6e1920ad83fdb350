"""Routes about the application itself: login, gateway address, commands."""

from sandbox.command_limits import CREATES_PER_DAY, check_all, check_command
from sandbox.payloads import application_object, command_object, own_user_object
from sandbox.problems import Refusal, Violation, invalid_form
from sandbox.routing import NO_CONTENT, Answer, Call, Route
from sandbox.state import Command, Json
from sandbox.world import World


async def get_me(call: Call) -> Answer:
    """Answer who the bot is."""
    return Answer(body=own_user_object(call.world.bot))


async def get_application(call: Call) -> Answer:
    """Answer which application the bot belongs to."""
    return Answer(body=application_object(call.world))


async def get_gateway(call: Call) -> Answer:
    """Answer where the gateway is."""
    return Answer(body={"url": _gateway_url(call.world)})


async def get_gateway_bot(call: Call) -> Answer:
    """Answer where the gateway is and how many sessions may still be started."""
    left = 1000 - call.gateway.sessions.identified
    limits = {"total": 1000, "remaining": left, "reset_after": 0, "max_concurrency": 1}
    url = _gateway_url(call.world)
    return Answer(body={"url": url, "shards": 1, "session_start_limit": limits})


def _gateway_url(world: World) -> str:
    return world.base_url.replace("http", "ws", 1) + "/gateway"


def _scope(call: Call) -> int | None:
    if call.id("application_id") != call.world.application_id:
        raise Refusal(404, 10002, "Unknown Application")
    if "guild_id" not in call.params:
        return None
    guild_id = call.id("guild_id")
    if guild_id not in call.world.guilds:
        raise Refusal(403, 50001, "Missing Access")
    return guild_id


async def get_commands(call: Call) -> Answer:
    """Answer with the commands of a scope."""
    stored = call.world.commands.get(_scope(call), {})
    return Answer(body=[command_object(call.world, c) for c in stored.values()])


async def put_commands(call: Call) -> Answer:
    """Replace the commands of a scope; one whose name stays keeps its id."""
    scope = _scope(call)
    declared: list[Json] = call.body or []
    violations = check_all(declared)
    if violations:
        raise invalid_form(violations)
    before = call.world.commands.get(scope, {})
    known = {(c.name, c.type) for c in before.values()}
    new = [d for d in declared if (d["name"], d.get("type") or 1) not in known]
    call.world.count_creates(scope, len(new), CREATES_PER_DAY)
    after = [_registered(call.world, scope, payload) for payload in declared]
    call.world.commands[scope] = {c.id: c for c in after}
    call.world.changes.notify()
    return Answer(body=[command_object(call.world, c) for c in after])


async def post_command(call: Call) -> Answer:
    """Add a command, or replace the one of the same name."""
    scope = _scope(call)
    store = call.world.commands.setdefault(scope, {})
    same = _same(store, call.body)
    others = [c.payload for c in store.values() if c is not same]
    _judge(call.body, [*others, call.body])
    if same is None:
        call.world.count_creates(scope, 1, CREATES_PER_DAY)
    command = _registered(call.world, scope, call.body)
    store[command.id] = command
    call.world.changes.notify()
    return Answer(200 if same else 201, command_object(call.world, command))


async def get_command(call: Call) -> Answer:
    """Answer with one command."""
    return Answer(body=command_object(call.world, _command(call)))


async def patch_command(call: Call) -> Answer:
    """Change one command in part."""
    command = _command(call)
    payload = command.payload | call.body
    _judge(payload, [payload])
    command.payload = payload
    command.version = call.world.ids.next()
    return Answer(body=command_object(call.world, command))


async def delete_command(call: Call) -> Answer:
    """Remove one command."""
    command = _command(call)
    del call.world.commands[_scope(call)][command.id]
    return NO_CONTENT


async def get_command_permissions(call: Call) -> Answer:
    """Answer that no permissions were overwritten in this guild (10066)."""
    _command(call)
    raise Refusal(404, 10066, "Unknown application command permissions")


def _judge(command: Json, everything: list[Json]) -> None:
    crowd = [v for v in check_all(everything) if len(v.path) < 2]
    violations = check_command(command) + [Violation((), v.code, v.message) for v in crowd]
    if violations:
        raise invalid_form(violations)


def _command(call: Call) -> Command:
    command = call.world.commands.get(_scope(call), {}).get(call.id("command_id"))
    if command is None:
        raise Refusal(404, 10063, "Unknown application command")
    return command


def _same(store: dict[int, Command], payload: Json) -> Command | None:
    wanted = (payload.get("name"), payload.get("type") or 1)
    return next((c for c in store.values() if (c.name, c.type) == wanted), None)


def _registered(world: World, scope: int | None, payload: Json) -> Command:
    """Return the command as stored: id kept for a known name, version kept if nothing changed."""
    same = _same(world.commands.get(scope, {}), payload)
    if same is None:
        number = world.ids.next()
        return Command(number, world.ids.next(), payload, scope)
    version = same.version if same.payload == payload else world.ids.next()
    return Command(same.id, version, payload, scope)


GLOBAL = "/applications/{application_id}/commands"
GUILD = "/applications/{application_id}/guilds/{guild_id}/commands"
ROUTES = (
    Route("GET", "/users/@me", get_me),
    Route("GET", "/oauth2/applications/@me", get_application),
    Route("GET", "/applications/@me", get_application),
    Route("GET", "/gateway", get_gateway),
    Route("GET", "/gateway/bot", get_gateway_bot),
    *(
        route
        for base in (GLOBAL, GUILD)
        for route in (
            Route("GET", base, get_commands),
            Route("PUT", base, put_commands),
            Route("POST", base, post_command),
            Route("GET", base + "/{command_id}", get_command),
            Route("PATCH", base + "/{command_id}", patch_command),
            Route("DELETE", base + "/{command_id}", delete_command),
        )
    ),
    Route("GET", GUILD + "/{command_id}/permissions", get_command_permissions),
)
