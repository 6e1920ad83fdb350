"""By what the stories of a briefing that was sent were chosen."""

import sqlalchemy as sa
from alembic import op

revision = "0024"
down_revision = "0023"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the column; of what was sent before it is not known."""
    op.add_column("deliveries", sa.Column("choosing", sa.JSON()))


def downgrade() -> None:
    """Refuse: an older Lede is served by the backup made before the update."""
    raise NotImplementedError("Lede's schema goes forward only; restore the backup instead")
