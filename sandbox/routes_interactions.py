"""Routes an interaction's answers take: the callback and the webhook of its token."""

from sandbox import interactions
from sandbox.interaction_payloads import callback_object
from sandbox.payloads import message_object
from sandbox.problems import Refusal
from sandbox.routing import NO_CONTENT, Answer, Call, Route
from sandbox.sessions import DIRECT_MESSAGES, GUILD_MESSAGES
from sandbox.state import Callback, Interaction, Message


async def post_callback(call: Call) -> Answer:
    """Take the first answer to an interaction."""
    interaction = call.world.interactions.get(call.id("interaction_id"))
    if interaction is None or interaction.token != call.params["interaction_token"]:
        raise Refusal(404, 10062, "Unknown interaction")
    message = interactions.acknowledge(call.world, interaction, call.body, call.files)
    if message is not None and not message.is_loading:
        created = interaction.callback is Callback.MESSAGE
        announce(call, message, "MESSAGE_CREATE" if created else "MESSAGE_UPDATE")
    if call.query.get("with_response") in ("1", "true", "True"):
        return Answer(body=callback_object(call.world, interaction, message))
    return NO_CONTENT


def _interaction(call: Call) -> Interaction:
    if call.id("webhook_id") != call.world.application_id:
        raise Refusal(404, 10015, "Unknown Webhook")
    return interactions.living(call.world, call.params["webhook_token"])


def _message(call: Call, interaction: Interaction) -> Message:
    which = call.params.get("message_id", "@original")
    return interactions.belonging(call.world, interaction, which)


async def post_followup(call: Call) -> Answer:
    """Post a follow-up, or fill in the loading message."""
    interaction = _interaction(call)
    message = interactions.follow_up(call.world, interaction, call.body, call.files)
    announce(call, message, "MESSAGE_CREATE")
    return Answer(body=message_object(call.world, message))


async def get_message(call: Call) -> Answer:
    """Answer with one of the interaction's messages."""
    interaction = _interaction(call)
    return Answer(body=message_object(call.world, _message(call, interaction)))


async def patch_message(call: Call) -> Answer:
    """Change one of the interaction's messages."""
    interaction = _interaction(call)
    message = _message(call, interaction)
    interactions.edit(call.world, interaction, message, call.body, call.files)
    announce(call, message, "MESSAGE_UPDATE")
    return Answer(body=message_object(call.world, message))


async def delete_message(call: Call) -> Answer:
    """Delete one of the interaction's messages."""
    interaction = _interaction(call)
    interactions.delete(call.world, interaction, _message(call, interaction))
    return NO_CONTENT


def announce(call: Call, message: Message, event: str) -> None:
    """Tell sessions with the message intents of a message that is not for one user alone."""
    if message.is_ephemeral:
        return
    channel = call.world.channels[message.channel_id]
    body = message_object(call.world, message)
    if channel.guild_id is not None:
        body["guild_id"] = str(channel.guild_id)
    intent = DIRECT_MESSAGES if channel.guild_id is None else GUILD_MESSAGES
    call.gateway.dispatch(event, body, channel.guild_id, intent)


WEBHOOK = "/webhooks/{webhook_id}/{webhook_token}"
ROUTES = (
    Route(
        "POST",
        "/interactions/{interaction_id}/{interaction_token}/callback",
        post_callback,
        needs_bot=False,
        counted=False,
    ),
    Route("POST", WEBHOOK, post_followup, needs_bot=False),
    *(
        route
        for place in ("@original", "{message_id}")
        for route in (
            Route("GET", f"{WEBHOOK}/messages/{place}", get_message, needs_bot=False),
            Route("PATCH", f"{WEBHOOK}/messages/{place}", patch_message, needs_bot=False),
            Route("DELETE", f"{WEBHOOK}/messages/{place}", delete_message, needs_bot=False),
        )
    ),
)
