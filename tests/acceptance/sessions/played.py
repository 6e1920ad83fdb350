"""A kept session on a stage of its own, at the moment it was begun."""

from datetime import UTC, datetime
from io import StringIO
from pathlib import Path

from bot.logs import set_up_logging
from bot.showing import make_offer
from bot.stage import LOG_LEVEL, open_stage
from sandbox.browser.actions import Actions
from sandbox.browser.recording import Recorder, read_session, replay

SESSIONS = Path(__file__).parent
# Sessions are begun with `--at 2026-11-24T09:00`.
BEGUN = datetime(2026, 11, 24, 9, tzinfo=UTC)


async def play(path: Path) -> list[str]:
    """Do everything again; a sentence for each answer that is not what it was."""
    async with open_stage(at=BEGUN) as stage:
        actions = Actions(stage.sandbox, make_offer(stage))
        return await replay(stage.sandbox, actions, read_session(path))


async def keep_anew(path: Path) -> list[str]:
    """Do everything again and keep what is said now; gives what `play` does."""
    set_up_logging(LOG_LEVEL)
    kept = StringIO()
    async with open_stage(at=BEGUN) as stage:
        recorder = Recorder(stage.sandbox, kept)
        actions = Actions(stage.sandbox, make_offer(stage))
        failed = await replay(stage.sandbox, actions, read_session(path), also=recorder.observe)
    path.write_text(kept.getvalue(), "utf-8")
    return failed
