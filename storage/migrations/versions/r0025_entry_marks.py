"""How each item of a feed was written, so that what is written as it was is not read again."""

import sqlalchemy as sa
from alembic import op

revision = "0025"
down_revision = "0024"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the column; the next poll of each source fills it. The index is of a source's newest."""
    op.add_column("items", sa.Column("entry_mark", sa.Text()))
    op.create_index("ix_items_source_id", "items", ["source", "id"])


def downgrade() -> None:
    """Refuse: an older Lede is served by the backup made before the update."""
    raise NotImplementedError("Lede's schema goes forward only; restore the backup instead")
