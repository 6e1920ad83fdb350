"""What a server wants more or less of in a briefing."""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the column; briefings of before lean to nothing."""
    op.add_column(
        "subscriptions", sa.Column("taste", sa.JSON(), nullable=False, server_default="[]")
    )


def downgrade() -> None:
    """Refuse: an older Lede is served by the backup made before the update."""
    raise NotImplementedError("Lede's schema goes forward only; restore the backup instead")
