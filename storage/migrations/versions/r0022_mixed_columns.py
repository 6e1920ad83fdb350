"""Print whose columns could not be told apart."""

import sqlalchemy as sa
from alembic import op

revision = "0022"
down_revision = "0021"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the column; of releases of before it is not known."""
    op.add_column("releases", sa.Column("mixes_columns", sa.Boolean()))


def downgrade() -> None:
    """Refuse: an older Lede is served by the backup made before the update."""
    raise NotImplementedError("Lede's schema goes forward only; restore the backup instead")
