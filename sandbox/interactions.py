"""The life of an interaction: first answer within 3 s, follow-ups for 15 min, each by its rules."""

from collections.abc import Iterable

from sandbox.command_limits import check_choices
from sandbox.component_limits import check_modal
from sandbox.messages import SentFile, create_message, edit_message
from sandbox.problems import Refusal, Violation, invalid_form
from sandbox.state import Callback, Interaction, InteractionType, Json, Message, MessageFlag
from sandbox.world import World

# Documentation, "Interaction Callback": the token is invalidated after 3 s without an answer.
ANSWER_SECONDS = 3.0
TOKEN_SECONDS = 15 * 60.0
FOLLOWUPS_WITHOUT_GUILD = 5

ON_COMMAND = frozenset({Callback.MESSAGE, Callback.DEFERRED_MESSAGE, Callback.MODAL})
ON_COMPONENT = ON_COMMAND | {Callback.DEFERRED_UPDATE, Callback.UPDATE}
ALLOWED = {
    InteractionType.COMMAND: ON_COMMAND,
    InteractionType.COMPONENT: ON_COMPONENT,
    InteractionType.AUTOCOMPLETE: frozenset({Callback.CHOICES}),
    # No modal on top of a modal; updates only where a message's component opened it.
    InteractionType.MODAL: ON_COMPONENT - {Callback.MODAL},
}
UPDATES = frozenset({Callback.DEFERRED_UPDATE, Callback.UPDATE})


def acknowledge(
    world: World, interaction: Interaction, body: Json, sent: Iterable[SentFile]
) -> Message | None:
    """Take the bot's first answer; return the message it made or changed, if any."""
    if interaction.callback is not None:
        raise Refusal(400, 40060, "Interaction has already been acknowledged.")
    waited = world.clock.now() - interaction.created_at
    if waited > ANSWER_SECONDS:
        raise Refusal(404, 10062, "Unknown interaction")
    callback = _callback(interaction, body)
    data = body.get("data") or {}
    message = _carry_out(world, interaction, callback, data, sent)
    interaction.callback = callback
    interaction.acknowledged_after = waited
    if message is not None:
        interaction.response_message_id = message.id
    world.changes.notify()
    return message


def _callback(interaction: Interaction, body: Json) -> Callback:
    allowed = ALLOWED[interaction.type]
    if interaction.source_message_id is None:
        allowed = allowed - UPDATES
    if body.get("type") not in allowed:
        values = tuple(sorted(map(int, allowed)))
        text = f"Value must be one of {values} for this interaction."
        raise invalid_form([Violation(("type",), "BASE_TYPE_CHOICES", text)])
    return Callback(body["type"])


def _carry_out(
    world: World,
    interaction: Interaction,
    callback: Callback,
    data: Json,
    sent: Iterable[SentFile],
) -> Message | None:
    hidden = bool((data.get("flags") or 0) & MessageFlag.EPHEMERAL)
    channel = world.channel(interaction.channel_id)
    if callback is Callback.MESSAGE:
        with _under_data():
            return create_message(
                world,
                channel,
                world.bot,
                data,
                sent,
                ephemeral_for=interaction.user if hidden else None,
                interaction_id=interaction.id,
            )
    if callback is Callback.DEFERRED_MESSAGE:
        message = Message(world.ids.next(), channel.id, world.bot, world.clock.now(), type=20)
        message.flags = MessageFlag.LOADING | (MessageFlag.EPHEMERAL if hidden else 0)
        message.seen_only_by = interaction.user.id if hidden else None
        message.interaction_id = interaction.id
        world.keep(message)
        return message
    if callback in UPDATES:
        source = world.message(interaction.channel_id, int(interaction.source_message_id or 0))
        if callback is Callback.UPDATE:
            with _under_data():
                edit_message(world, source, data, sent)
        return source
    if callback is Callback.MODAL:
        violations = check_modal(data)
        if violations:
            raise invalid_form(violations)
        interaction.modal = data
        return None
    choices = data.get("choices") or []
    violations = check_choices(("data", "choices"), choices, _focused_type(interaction.data))
    if violations:
        raise invalid_form(violations)
    interaction.choices = choices
    return None


class _under_data:  # noqa: N801 - reads as a word in `with`
    """Put the path of a refused message under `data`, where callbacks carry it."""

    def __enter__(self) -> None:
        return None

    def __exit__(self, kind: object, error: BaseException | None, trace: object) -> None:
        if isinstance(error, Refusal):
            error.violations = tuple(
                Violation(("data", *v.path), v.code, v.message) for v in error.violations
            )


def _focused_type(node: Json) -> int:
    for option in node.get("options") or []:
        if option.get("focused"):
            return int(option["type"])
        inner = _focused_type(option)
        if inner:
            return inner
    return 0


def living(world: World, token: str) -> Interaction:
    """Return the interaction of a webhook token that may still be used."""
    interaction = world.tokens.get(token)
    if interaction is None or interaction.callback in (None, Callback.CHOICES):
        raise Refusal(404, 10015, "Unknown Webhook")
    if world.clock.now() - interaction.created_at > TOKEN_SECONDS:
        raise Refusal(401, 50027, "Invalid Webhook Token")
    return interaction


def follow_up(
    world: World, interaction: Interaction, body: Json, sent: Iterable[SentFile]
) -> Message:
    """Post another message; the first after a deferral fills the loading message instead."""
    deferred = interaction.callback is Callback.DEFERRED_MESSAGE
    if deferred and not interaction.filled and not interaction.removed:
        message = original(world, interaction)
        edit_message(world, message, body, sent)
        _fill(world, interaction)
        return message
    if interaction.user_installed_only and len(interaction.followups) >= FOLLOWUPS_WITHOUT_GUILD:
        raise Refusal(400, 40094, "This interaction reached its limit of follow-up messages")
    hidden = bool((body.get("flags") or 0) & MessageFlag.EPHEMERAL)
    message = create_message(
        world,
        world.channel(interaction.channel_id),
        world.bot,
        body,
        sent,
        ephemeral_for=interaction.user if hidden else None,
        interaction_id=interaction.id,
    )
    interaction.followups.append(message.id)
    _fill(world, interaction)
    return message


def original(world: World, interaction: Interaction) -> Message:
    """Return the message `@original` means: the answer, or the message the component sits on."""
    number = interaction.response_message_id
    if number is None or (interaction.removed and interaction.callback not in UPDATES):
        raise Refusal(404, 10008, "Unknown Message")
    return world.message(interaction.channel_id, number)


def belonging(world: World, interaction: Interaction, message_id: str) -> Message:
    """Return a message this interaction made, by id or as `@original`."""
    if message_id == "@original":
        return original(world, interaction)
    known = {interaction.response_message_id, *interaction.followups}
    if not message_id.isdigit() or int(message_id) not in known:
        raise Refusal(404, 10008, "Unknown Message")
    return world.message(interaction.channel_id, int(message_id))


def edit(
    world: World,
    interaction: Interaction,
    message: Message,
    body: Json,
    sent: Iterable[SentFile],
) -> None:
    """Change one of the interaction's messages."""
    edit_message(world, message, body, sent)
    if message.id == interaction.response_message_id:
        _fill(world, interaction)


def delete(world: World, interaction: Interaction, message: Message) -> None:
    """Delete one of the interaction's messages.

    A promise taken away is no answer: with the loading message gone, the user still waits for a
    follow-up, which is then a message of its own.
    """
    world.drop(message)
    if message.id == interaction.response_message_id:
        interaction.removed = True
        if interaction.callback is Callback.DEFERRED_UPDATE:
            # The message the button sat on is gone, which is what the user waited to see.
            _fill(world, interaction)


def _fill(world: World, interaction: Interaction) -> None:
    interaction.filled = True
    world.changes.notify()
