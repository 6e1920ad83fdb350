"""What tells one item of a source from another, and what each source has shown of it."""

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None

_COUNTED = (
    *("guids_distinct", "guids_shared", "guids_kept", "guids_changed", "addresses_distinct"),
    *("addresses_shared", "titles_distinct", "titles_shared", "dates_kept", "dates_moved"),
    "parts_by_dress",
)


def upgrade() -> None:
    """Add the columns; what is known of an item is its key and the release it became."""
    for name in ("guid", "address", "title", "text_mark"):
        op.add_column("items", sa.Column(name, sa.Text()))
    op.add_column("items", sa.Column("page", sa.Text(), nullable=False, server_default=""))
    op.add_column("items", sa.Column("published_at", sa.String()))
    # A key was the address, or the name of the source and a guid.
    op.execute("UPDATE items SET page = key")
    op.execute(
        "UPDATE items SET guid = substr(key, length(source) + 2) "
        "WHERE substr(key, 1, length(source) + 1) = source || ':'"
    )
    for name, kept in (("title", "given_title"), ("published_at", "published_at")):
        op.execute(
            f"UPDATE items SET {name} = (SELECT releases.{kept} FROM releases "
            "WHERE releases.id = items.release_id)"
        )
    with op.batch_alter_table("items") as table:
        table.alter_column("page", existing_type=sa.Text(), server_default=None)
    op.create_index("ix_items_page_source", "items", ["page", "source"])
    op.create_index("ix_items_source_guid", "items", ["source", "guid"])
    op.create_index("ix_items_release_id", "items", ["release_id"])
    op.create_table(
        "habits",
        sa.Column("source", sa.Text(), nullable=False),
        *(sa.Column(name, sa.Integer(), nullable=False) for name in _COUNTED),
        sa.PrimaryKeyConstraint("source", name="pk_habits"),
    )


def downgrade() -> None:
    """Refuse: an older Lede is served by the backup made before the update."""
    raise NotImplementedError("Lede's schema goes forward only; restore the backup instead")
