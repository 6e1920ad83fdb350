"""Who has a source: servers, and whoever hosts Lede."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the table. Which server a source came from was not kept: all belong to the host."""
    op.create_table(
        "source_holders",
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("holder", sa.BigInteger(), nullable=False),
        sa.Column("added_at", sa.DateTime(), nullable=False),
        sa.Column("added_by", sa.BigInteger()),
        sa.PrimaryKeyConstraint("source", "holder", name="pk_source_holders"),
        sa.ForeignKeyConstraint(
            ["source"], ["sources.name"], name="fk_source_holders_source", ondelete="CASCADE"
        ),
    )
    op.create_index("ix_source_holders_holder", "source_holders", ["holder"])
    op.execute(
        "INSERT INTO source_holders (source, holder, added_at, added_by)"
        " SELECT name, 0, added_at, added_by FROM sources"
    )


def downgrade() -> None:
    """Refuse: an older Lede is served by the backup made before the update."""
    raise NotImplementedError("Lede's schema goes forward only; restore the backup instead")
