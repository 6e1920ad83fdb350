"""Readings under tokens instead of numbers that count up."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the table anew: what it holds is kept for a day, and its numbers can be guessed."""
    op.drop_table("drafts")
    op.create_table(
        "drafts",
        sa.Column("token", sa.Text(), nullable=False),
        sa.Column("made_at", sa.DateTime(), nullable=False),
        sa.Column("made_by", sa.BigInteger(), nullable=False),
        sa.Column("origin", sa.Text(), nullable=False),
        sa.Column("document", sa.JSON(), nullable=False),
        sa.Column("record", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("token", name="pk_drafts"),
    )
    for column in ("made_at", "made_by"):
        op.create_index(f"ix_drafts_{column}", "drafts", [column])


def downgrade() -> None:
    """Refuse: an older Lede is served by the backup made before the update."""
    raise NotImplementedError("Lede's schema goes forward only; restore the backup instead")
