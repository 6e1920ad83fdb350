"""Briefings of single members, and publishing those of announcement channels."""

import sqlalchemy as sa
from alembic import op

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Let a briefing belong to no server; none of before is published."""
    with op.batch_alter_table(
        "subscriptions", table_kwargs={"sqlite_autoincrement": True}
    ) as table:
        table.alter_column("guild_id", existing_type=sa.BigInteger(), nullable=True)
        table.add_column(
            sa.Column("publishes", sa.Boolean(), nullable=False, server_default=sa.false())
        )
    op.create_index("ix_subscriptions_created_by", "subscriptions", ["created_by"])
    op.add_column("deliveries", sa.Column("publishes", sa.Boolean()))
    op.add_column("deliveries", sa.Column("published_at", sa.DateTime()))


def downgrade() -> None:
    """Refuse: an older Lede is served by the backup made before the update."""
    raise NotImplementedError("Lede's schema goes forward only; restore the backup instead")
