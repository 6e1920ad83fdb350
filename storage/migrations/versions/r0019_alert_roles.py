"""The role that the alerts of a watch mention."""

import sqlalchemy as sa
from alembic import op

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the column; watches of before mention nobody."""
    op.add_column("watches", sa.Column("role_id", sa.BigInteger()))


def downgrade() -> None:
    """Refuse: an older Lede is served by the backup made before the update."""
    raise NotImplementedError("Lede's schema goes forward only; restore the backup instead")
