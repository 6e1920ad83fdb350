"""What watches meant before they were edited, and the words by which searches are mended.

The words of releases that are there come with their next reading.
"""

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "watch_meanings",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("watch_id", sa.Integer(), nullable=False),
        sa.Column("criteria", sa.JSON(), nullable=False),
        sa.Column("until", sa.DateTime(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_watch_meanings"),
        sa.ForeignKeyConstraint(
            ["watch_id"],
            ["watches.id"],
            name="fk_watch_meanings_watch_id",
            ondelete="CASCADE",
        ),
    )
    op.create_index("ix_watch_meanings_watch_id", "watch_meanings", ["watch_id"])
    op.create_index("ix_watch_meanings_until", "watch_meanings", ["until"])
    op.create_table(
        "vocabulary",
        sa.Column("word", sa.Text(), nullable=False),
        sa.Column("initial", sa.Text(), nullable=False),
        sa.Column("length", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("word", name="pk_vocabulary"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_vocabulary_initial_length", "vocabulary", ["initial", "length"])


def downgrade() -> None:
    """Refuse: an older Lede is served by the backup made before the update."""
    raise NotImplementedError("Lede's schema goes forward only; restore the backup instead")
