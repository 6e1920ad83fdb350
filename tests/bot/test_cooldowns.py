"""Who asks for much waits; nobody else does."""

import pytest

from bot.cooldowns import Cooldowns, Weight
from domain.errors import NotAllowedError


class Clock:
    """Seconds that grow when they are told to."""

    def __init__(self) -> None:
        self.seconds = 1000.0

    def __call__(self) -> float:
        return self.seconds


@pytest.mark.parametrize("weight", Weight)
def test_each_user_has_their_own_share_and_is_told_when_it_is_back(weight: Weight) -> None:
    clock = Clock()
    cooldowns = Cooldowns(clock)
    number, seconds = weight.value
    for _ in range(number):
        cooldowns.spend(1, weight)
    clock.seconds += 4.5
    for _ in range(50):  # asking again and again moves nothing
        with pytest.raises(NotAllowedError) as refused:
            cooldowns.spend(1, weight)
    assert refused.value.facts == {"seconds": int(seconds - 4)}
    cooldowns.spend(2, weight)
    clock.seconds += refused.value.facts["seconds"]  # type: ignore[operator]
    cooldowns.spend(1, weight)


def test_light_ones_are_free_while_heavy_ones_are_used_up() -> None:
    cooldowns = Cooldowns(Clock())
    for _ in range(Weight.HEAVY.value[0]):
        cooldowns.spend(1, Weight.HEAVY)
    cooldowns.spend(1, Weight.LIGHT)
