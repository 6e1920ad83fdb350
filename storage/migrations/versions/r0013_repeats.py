"""How often a text stands in the archive already; how many words PostgreSQL's index holds."""

import hashlib
import json
from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None

_COUNTED = 20
_AT_ONCE = 1_000

# One row, kept by the statements that change the index, so that no search counts the archive.
TOTALS = (
    """
    CREATE TABLE release_word_totals (
        id INTEGER NOT NULL,
        releases BIGINT NOT NULL,
        length BIGINT NOT NULL,
        CONSTRAINT pk_release_word_totals PRIMARY KEY (id)
    )
    """,
    "INSERT INTO release_word_totals (id, releases, length) "
    "SELECT 1, count(*), coalesce(sum(length), 0) FROM release_words",
    """
    CREATE FUNCTION count_words_in() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        UPDATE release_word_totals SET
            releases = releases + (SELECT count(*) FROM fresh),
            length = length + (SELECT coalesce(sum(fresh.length), 0) FROM fresh);
        RETURN NULL;
    END $$
    """,
    """
    CREATE FUNCTION count_words_out() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        UPDATE release_word_totals SET
            releases = releases - (SELECT count(*) FROM gone),
            length = length - (SELECT coalesce(sum(gone.length), 0) FROM gone);
        RETURN NULL;
    END $$
    """,
    "CREATE TRIGGER release_words_inserted AFTER INSERT ON release_words "
    "REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION count_words_in()",
    "CREATE TRIGGER release_words_deleted AFTER DELETE ON release_words "
    "REFERENCING OLD TABLE AS gone FOR EACH STATEMENT EXECUTE FUNCTION count_words_out()",
)


def upgrade() -> None:
    """Add the columns and fill them; of PostgreSQL the totals too."""
    op.add_column("releases", sa.Column("likeness", sa.Text()))
    op.add_column("releases", sa.Column("repeat", sa.Integer()))
    _fill()
    op.drop_index("ix_releases_text_hash", "releases")
    op.create_index("ix_releases_text_hash_repeat", "releases", ["text_hash", "repeat"])
    op.create_index("ix_releases_likeness", "releases", ["likeness"])
    if op.get_bind().dialect.name == "postgresql":
        for statement in TOTALS:
            op.execute(statement)


def _fill() -> None:
    connection = op.get_bind()
    seen: dict[str, int] = {}
    last = 0
    some = sa.text(
        "SELECT id, text_hash, is_sample, given_title, agency, published_at FROM releases "
        "WHERE id > :last ORDER BY id LIMIT :most"
    )
    put = sa.text("UPDATE releases SET likeness = :likeness, repeat = :repeat WHERE id = :id")
    while rows := connection.execute(some, {"last": last, "most": _AT_ONCE}).all():
        last = rows[-1].id
        values = []
        for row in rows:
            repeat = seen.get(row.text_hash, 0)
            seen[row.text_hash] = repeat + 1
            values.append(
                {"id": row.id, "likeness": _likeness(row), "repeat": min(repeat, _COUNTED)}
            )
        connection.execute(put, values)


def _likeness(row: Any) -> str:
    title = " ".join(row.given_title.split()).casefold() if row.given_title else None
    agency = row.agency.strip().casefold() if row.agency else None
    day = row.published_at[:10] if row.published_at else None
    told = json.dumps([row.text_hash, bool(row.is_sample), title, agency, day])
    return hashlib.sha256(told.encode("utf-8", "surrogatepass")).hexdigest()


def downgrade() -> None:
    """Refuse: an older Lede is served by the backup made before the update."""
    raise NotImplementedError("Lede's schema goes forward only; restore the backup instead")
