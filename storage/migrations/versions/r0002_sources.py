"""Sources with their health, what they listed, other addresses of releases, and events."""

from urllib.parse import urlsplit, urlunsplit

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the tables of the polls, and bring the keys of releases to their new form."""
    _make_sources()
    _make_items()
    _make_aliases()
    _make_events()
    op.add_column("versions", sa.Column("changes", sa.JSON()))
    op.create_index("ix_releases_text_hash", "releases", ["text_hash"])
    _fold_keys()


def _make_sources() -> None:
    # Nothing has written to the table of 0001 in any Lede.
    op.drop_table("sources")
    op.create_table(
        "sources",
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("address", sa.Text(), nullable=False),
        sa.Column("agency", sa.Text()),
        sa.Column("reader", sa.Text()),
        sa.Column("cadence", sa.Integer()),
        sa.Column("options", sa.JSON(), nullable=False),
        sa.Column("is_verified", sa.Boolean(), nullable=False),
        sa.Column("added_at", sa.DateTime(), nullable=False),
        sa.Column("added_by", sa.BigInteger()),
        sa.Column("baseline_at", sa.DateTime()),
        sa.PrimaryKeyConstraint("name", name="pk_sources"),
    )
    op.create_table(
        "source_health",
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("condition", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text()),
        sa.Column("since", sa.DateTime()),
        sa.Column("polled_at", sa.DateTime()),
        sa.Column("succeeded_at", sa.DateTime()),
        sa.Column("next_poll_at", sa.DateTime()),
        sa.Column("last_item_at", sa.DateTime()),
        sa.Column("usual_gap", sa.Integer()),
        sa.Column("failures", sa.Integer(), nullable=False),
        sa.Column("listed", sa.Integer(), nullable=False),
        sa.Column("told_at", sa.DateTime()),
        sa.Column("etag", sa.Text()),
        sa.Column("last_modified", sa.Text()),
        sa.PrimaryKeyConstraint("source", name="pk_source_health"),
        sa.ForeignKeyConstraint(
            ["source"], ["sources.name"], name="fk_source_health_source", ondelete="CASCADE"
        ),
    )
    op.create_index("ix_source_health_next_poll_at", "source_health", ["next_poll_at"])


def _make_items() -> None:
    op.create_table(
        "items",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("fingerprint", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("reason", sa.Text()),
        sa.Column("first_listed_at", sa.DateTime(), nullable=False),
        sa.Column("release_id", sa.Integer()),
        sa.PrimaryKeyConstraint("id", name="pk_items"),
        sa.UniqueConstraint("source", "key", name="uq_items_source_key"),
    )


def _make_aliases() -> None:
    op.create_table(
        "aliases",
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("release_id", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("key", name="pk_aliases"),
        sa.ForeignKeyConstraint(
            ["release_id"], ["releases.id"], name="fk_aliases_release_id", ondelete="CASCADE"
        ),
    )
    op.create_index("ix_aliases_release_id", "aliases", ["release_id"])


def _make_events() -> None:
    op.create_table(
        "events",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("release_id", sa.Integer()),
        sa.Column("source", sa.Text()),
        sa.Column("changes", sa.JSON()),
        sa.Column("text", sa.Text()),
        sa.PrimaryKeyConstraint("id", name="pk_events"),
    )
    op.create_index("ix_events_release_id", "events", ["release_id"])


def _fold_keys() -> None:
    """Keys of 0001 kept `www` and the case of the path. Where two become one, the older has it."""
    connection = op.get_bind()
    rows = connection.execute(sa.text("SELECT id, key FROM releases ORDER BY id")).all()
    taken = {row.key for row in rows}
    for row in rows:
        folded = _folded(row.key)
        if folded not in taken:
            taken.add(folded)
            connection.execute(
                sa.text("UPDATE releases SET key = :key WHERE id = :id"),
                {"key": folded, "id": row.id},
            )


def _folded(key: str) -> str:
    if not key.startswith("https://"):
        return key
    try:
        parts = urlsplit(key)
    except ValueError:
        return key
    host = parts.netloc.removeprefix("www.")
    return urlunsplit(("https", host, parts.path.casefold(), parts.query, ""))


def downgrade() -> None:
    """Refuse: an older Lede is served by the backup made before the update."""
    raise NotImplementedError("Lede's schema goes forward only; restore the backup instead")
