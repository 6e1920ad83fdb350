"""Find releases by what they state: measures, speakers, operations, agencies, words of quotes."""

import json
from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

# Kept by triggers, since a release may come under a term only once, whoever writes.
COUNTERS = (
    """
    CREATE TRIGGER release_terms_inserted AFTER INSERT ON release_terms BEGIN
        UPDATE terms SET number = number + 1 WHERE id = new.term_id;
    END
    """,
    """
    CREATE TRIGGER release_terms_deleted AFTER DELETE ON release_terms BEGIN
        UPDATE terms SET number = number - 1 WHERE id = old.term_id;
    END
    """,
)
FULL_TEXT = (
    # As release_search cuts its texts, so that one question fits both.
    """
    CREATE VIRTUAL TABLE quote_search USING fts5(
        text, content='quotes', content_rowid='id',
        tokenize='porter unicode61 remove_diacritics 2'
    )
    """,
    """
    CREATE TRIGGER quotes_inserted AFTER INSERT ON quotes BEGIN
        INSERT INTO quote_search (rowid, text) VALUES (new.id, new.text);
    END
    """,
    """
    CREATE TRIGGER quotes_deleted AFTER DELETE ON quotes BEGIN
        INSERT INTO quote_search (quote_search, rowid, text) VALUES ('delete', old.id, old.text);
    END
    """,
)
POSTGRES_COUNTERS = (
    """
    CREATE FUNCTION count_release_terms() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        IF TG_OP = 'INSERT' THEN
            UPDATE terms SET number = number + 1 WHERE id = NEW.term_id;
        ELSE
            UPDATE terms SET number = number - 1 WHERE id = OLD.term_id;
        END IF;
        RETURN NULL;
    END
    $$
    """,
    """
    CREATE TRIGGER release_terms_counted AFTER INSERT OR DELETE ON release_terms
    FOR EACH ROW EXECUTE FUNCTION count_release_terms()
    """,
)
VECTORS = (
    """
    CREATE TABLE quote_words (
        quote_id INTEGER NOT NULL,
        words TSVECTOR NOT NULL,
        CONSTRAINT pk_quote_words PRIMARY KEY (quote_id),
        CONSTRAINT fk_quote_words_quote_id FOREIGN KEY (quote_id) REFERENCES quotes (id)
            ON DELETE CASCADE
    )
    """,
    "CREATE INDEX ix_quote_words_words ON quote_words USING gin (words)",
)


def upgrade() -> None:
    """Add the tables and fill them from what is stored."""
    op.create_table(
        "terms",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_terms"),
        sa.UniqueConstraint("kind", "key", name="uq_terms_kind_key"),
    )
    op.create_index("ix_terms_kind_number", "terms", ["kind", "number"])
    op.create_table(
        "release_terms",
        sa.Column("term_id", sa.Integer(), nullable=False),
        sa.Column("place", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("term_id", "place", name="pk_release_terms"),
        sa.ForeignKeyConstraint(["term_id"], ["terms.id"], name="fk_release_terms_term_id"),
        sa.ForeignKeyConstraint(
            ["place"],
            ["releases.place"],
            name="fk_release_terms_place",
            onupdate="CASCADE",
            ondelete="CASCADE",
        ),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_release_terms_place", "release_terms", ["place"])
    op.create_table(
        "quotes",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("place", sa.BigInteger(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("speaker_key", sa.Text()),
        sa.Column("text", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_quotes"),
        sa.ForeignKeyConstraint(
            ["place"],
            ["releases.place"],
            name="fk_quotes_place",
            onupdate="CASCADE",
            ondelete="CASCADE",
        ),
    )
    op.create_index("ix_quotes_place", "quotes", ["place"])
    op.create_table(
        "drafts",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("made_at", sa.DateTime(), nullable=False),
        sa.Column("made_by", sa.BigInteger(), nullable=False),
        sa.Column("origin", sa.Text(), nullable=False),
        sa.Column("document", sa.JSON(), nullable=False),
        sa.Column("record", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_drafts"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_drafts_made_at", "drafts", ["made_at"])
    op.create_table(
        "feedback",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("user_id", sa.BigInteger(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_feedback"),
    )
    is_sqlite = op.get_bind().dialect.name == "sqlite"
    for statement in (*COUNTERS, *FULL_TEXT) if is_sqlite else (*POSTGRES_COUNTERS, *VECTORS):
        op.execute(statement)
    _fill()
    op.drop_index("ix_releases_agency_key_place", "releases")
    op.drop_column("releases", "agency_key")


def _fill() -> None:
    connection = op.get_bind()
    rows = connection.execute(
        sa.text(
            "SELECT place, agency, record FROM releases JOIN analyses ON release_id = releases.id"
        )
    )
    for place, agency, written in rows:
        record = json.loads(written)
        for kind, name in _terms(agency, record):
            key = _key(name)
            connection.execute(
                sa.text(
                    "INSERT INTO terms (kind, key, name, number) VALUES (:kind, :key, :name, 0) "
                    "ON CONFLICT (kind, key) DO NOTHING"
                ),
                {"kind": kind, "key": key, "name": name},
            )
            connection.execute(
                sa.text(
                    "INSERT INTO release_terms (term_id, place) "
                    "SELECT id, :place FROM terms WHERE kind = :kind AND key = :key "
                    "ON CONFLICT DO NOTHING"
                ),
                {"kind": kind, "key": key, "place": place},
            )
        quotes = [
            {
                "place": place,
                "position": position,
                "speaker": _key(quote["speaker_name"] or "") or None,
                "text": quote["text"],
            }
            for position, quote in enumerate(record["quotes"])
        ]
        if quotes:
            connection.execute(
                sa.text(
                    "INSERT INTO quotes (place, position, speaker_key, text) "
                    "VALUES (:place, :position, :speaker, :text)"
                ),
                quotes,
            )


def _key(name: str) -> str:
    return " ".join(name.split()).casefold()


def _terms(agency: str | None, record: dict[str, Any]) -> set[tuple[str, str]]:
    found = {("measure", figure["measure"]) for figure in record["figures"]}
    found |= {("speaker", quote["speaker_name"]) for quote in record["quotes"]}
    found |= {("operation", operation["name"]) for operation in record["operations"]}
    found.add(("agency", agency))
    return {(kind, name) for kind, name in found if name and name.strip()}


def downgrade() -> None:
    """Refuse: an older Lede is served by the backup made before the update."""
    raise NotImplementedError("Lede's schema goes forward only; restore the backup instead")
