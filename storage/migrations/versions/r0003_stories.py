"""Which releases tell one story."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the tables of the stories. Releases stored before stand alone until they change."""
    # Nothing was ever read from it.
    op.drop_column("sources", "reader")
    op.create_table(
        "signatures",
        sa.Column("release_id", sa.Integer(), nullable=False),
        sa.Column("story", sa.Integer()),
        sa.Column("signature", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("release_id", name="pk_signatures"),
        sa.ForeignKeyConstraint(
            ["release_id"],
            ["releases.id"],
            name="fk_signatures_release_id",
            ondelete="CASCADE",
        ),
    )
    op.create_index("ix_signatures_story", "signatures", ["story"])
    op.create_table(
        "story_marks",
        sa.Column("mark", sa.BigInteger(), nullable=False),
        sa.Column("day", sa.Integer(), nullable=False),
        sa.Column("release_id", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("mark", "day", "release_id", name="pk_story_marks"),
        sa.ForeignKeyConstraint(
            ["release_id"],
            ["releases.id"],
            name="fk_story_marks_release_id",
            ondelete="CASCADE",
        ),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_story_marks_release_id", "story_marks", ["release_id"])


def downgrade() -> None:
    """Refuse: an older Lede is served by the backup made before the update."""
    raise NotImplementedError("Lede's schema goes forward only; restore the backup instead")
