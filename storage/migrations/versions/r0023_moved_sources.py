"""Sources that moved, those told to their holders alone, and folders of them."""

import sqlalchemy as sa
from alembic import op

revision = "0023"
down_revision = "0022"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the columns; no source of before has moved, none is limited or in a folder."""
    op.add_column("sources", sa.Column("moved_at", sa.DateTime()))
    op.add_column(
        "sources",
        sa.Column("is_limited", sa.Boolean(), nullable=False, server_default=sa.false()),
    )
    op.add_column("source_holders", sa.Column("folder", sa.Text()))


def downgrade() -> None:
    """Refuse: an older Lede is served by the backup made before the update."""
    raise NotImplementedError("Lede's schema goes forward only; restore the backup instead")
