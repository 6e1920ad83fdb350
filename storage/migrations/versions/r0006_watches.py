"""Watches with their alerts, and a ledger of messages of every kind."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

_KEPT = (
    "id, subscription_id, local_date, guild_id, channel_id, due_at, state, attempts, claimed_at, "
    "message_id, mended_at, reason"
)
_TOLD = "delivery_id, release_id"


def upgrade() -> None:
    """Add the tables, and let the ledger hold more than briefings."""
    _make_watches()
    _widen_ledger()
    # Nothing was watched before: only what happens from now on is looked at.
    op.execute(
        "INSERT INTO cursors (name, event_id)"
        " SELECT name, coalesce((SELECT max(id) FROM events), 0)"
        " FROM (SELECT 'alerts' AS name UNION SELECT 'corrections') AS names"
    )


def _make_watches() -> None:
    op.create_table(
        "watches",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("guild_id", sa.BigInteger()),
        sa.Column("channel_id", sa.BigInteger(), nullable=False),
        sa.Column("created_by", sa.BigInteger(), nullable=False),
        sa.Column("made_at", sa.DateTime(), nullable=False),
        sa.Column("wanted", sa.JSON(), nullable=False),
        sa.Column("bundled_at", sa.Text()),
        sa.Column("quiet_first", sa.Text()),
        sa.Column("quiet_last", sa.Text()),
        sa.Column("zone", sa.Text(), nullable=False),
        sa.Column("language", sa.Text(), nullable=False),
        sa.Column("standing", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text()),
        sa.PrimaryKeyConstraint("id", name="pk_watches"),
        sqlite_autoincrement=True,
    )
    for column in ("guild_id", "created_by", "standing"):
        op.create_index(f"ix_watches_{column}", "watches", [column])
    op.create_table(
        "alerts",
        sa.Column("watch_id", sa.Integer(), nullable=False),
        sa.Column("release_id", sa.Integer(), nullable=False),
        sa.Column("found_at", sa.DateTime(), nullable=False),
        sa.Column("due_at", sa.DateTime(), nullable=False),
        sa.Column("delivery_id", sa.Integer()),
        sa.PrimaryKeyConstraint("watch_id", "release_id", name="pk_alerts"),
        sa.ForeignKeyConstraint(
            ["watch_id"], ["watches.id"], name="fk_alerts_watch_id", ondelete="CASCADE"
        ),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_alerts_delivery_id", "alerts", ["delivery_id", "due_at"])
    op.create_table(
        "cursors",
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("name", name="pk_cursors"),
    )
    op.create_table(
        "coverages",
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("coverage", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("at", name="pk_coverages"),
    )


def _widen_ledger() -> None:
    """Make the ledger anew, since SQLite lets no column become nullable.

    What was told is put aside meanwhile: dropping the ledger would take it along.
    """
    op.execute(f"CREATE TEMPORARY TABLE told AS SELECT {_TOLD} FROM delivered_releases")
    op.execute(f"CREATE TEMPORARY TABLE ledger AS SELECT {_KEPT} FROM deliveries")
    op.drop_table("delivered_releases")
    op.drop_table("deliveries")
    op.create_table(
        "deliveries",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("subscription_id", sa.Integer()),
        sa.Column("local_date", sa.Date()),
        sa.Column("watch_id", sa.Integer()),
        sa.Column("corrects", sa.Integer()),
        sa.Column("event_id", sa.Integer()),
        sa.Column("guild_id", sa.BigInteger()),
        sa.Column("channel_id", sa.BigInteger(), nullable=False),
        sa.Column("due_at", sa.DateTime(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("claimed_at", sa.DateTime()),
        sa.Column("message_id", sa.BigInteger()),
        sa.Column("mended_at", sa.DateTime()),
        sa.Column("reason", sa.Text()),
        sa.PrimaryKeyConstraint("id", name="pk_deliveries"),
        sa.UniqueConstraint(
            "subscription_id", "local_date", name="uq_deliveries_subscription_id_local_date"
        ),
        sa.UniqueConstraint("corrects", "event_id", name="uq_deliveries_corrects_event_id"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_deliveries_state_due_at", "deliveries", ["state", "due_at"])
    op.create_table(
        "delivered_releases",
        sa.Column("delivery_id", sa.Integer(), nullable=False),
        sa.Column("release_id", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("delivery_id", "release_id", name="pk_delivered_releases"),
        sa.ForeignKeyConstraint(
            ["delivery_id"],
            ["deliveries.id"],
            name="fk_delivered_releases_delivery_id",
            ondelete="CASCADE",
        ),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_delivered_releases_release_id", "delivered_releases", ["release_id"])
    op.execute(f"INSERT INTO deliveries ({_KEPT}) SELECT {_KEPT} FROM ledger")
    op.execute(f"INSERT INTO delivered_releases ({_TOLD}) SELECT {_TOLD} FROM told")
    op.execute("DROP TABLE ledger")
    op.execute("DROP TABLE told")


def downgrade() -> None:
    """Refuse: an older Lede is served by the backup made before the update."""
    raise NotImplementedError("Lede's schema goes forward only; restore the backup instead")
