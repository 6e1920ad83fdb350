"""Make the tables of releases, analyses, versions and sources, and the full-text index."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

# A revision says what was true when it was written: it spells its tables out and imports none.
FULL_TEXT = (
    # What is searched. Porter: "arrests" finds "arrest"; diacritics do not matter.
    """
    CREATE VIRTUAL TABLE release_search USING fts5(
        title, agency, text, content='releases', content_rowid='place',
        tokenize='porter unicode61 remove_diacritics 2'
    )
    """,
    # What is completed while a title is typed: beginnings of words, so no stems, and an index of
    # beginnings. Up to ten letters: "announces" and "department" stand in so many titles that
    # gathering them costs 5 ms each with 100,000 releases, and the index grows by an eighth only.
    """
    CREATE VIRTUAL TABLE release_titles USING fts5(
        title, agency, content='releases', content_rowid='place',
        tokenize='unicode61 remove_diacritics 2', prefix='1 2 3 4 5 6 7 8 9 10'
    )
    """,
)
ADD_NEW = """
    INSERT INTO release_search (rowid, title, agency, text)
        VALUES (new.place, new.title, new.agency, new.text);
    INSERT INTO release_titles (rowid, title, agency)
        VALUES (new.place, new.title, new.agency);
"""
REMOVE_OLD = """
    INSERT INTO release_search (release_search, rowid, title, agency, text)
        VALUES ('delete', old.place, old.title, old.agency, old.text);
    INSERT INTO release_titles (release_titles, rowid, title, agency)
        VALUES ('delete', old.place, old.title, old.agency);
"""
TRIGGERS = (
    f"CREATE TRIGGER releases_inserted AFTER INSERT ON releases BEGIN {ADD_NEW} END",
    f"CREATE TRIGGER releases_deleted AFTER DELETE ON releases BEGIN {REMOVE_OLD} END",
    f"""
    CREATE TRIGGER releases_updated AFTER UPDATE OF place, title, agency, text ON releases
    BEGIN {REMOVE_OLD} {ADD_NEW} END
    """,
)
# PostgreSQL: kept by the storage itself, which makes the stems. `length` counts words, `text_from`
# is the position behind which those of the text begin.
VECTORS = (
    """
    CREATE TABLE release_words (
        place BIGINT NOT NULL,
        words TSVECTOR NOT NULL,
        title_words TSVECTOR NOT NULL,
        length INTEGER NOT NULL,
        text_from INTEGER NOT NULL,
        CONSTRAINT pk_release_words PRIMARY KEY (place),
        CONSTRAINT fk_release_words_place FOREIGN KEY (place) REFERENCES releases (place)
            ON UPDATE CASCADE ON DELETE CASCADE
    )
    """,
    "CREATE INDEX ix_release_words_words ON release_words USING gin (words)",
    "CREATE INDEX ix_release_words_title_words ON release_words USING gin (title_words)",
)


def upgrade() -> None:
    """Make everything from nothing."""
    op.create_table(
        "sources",
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("address", sa.Text(), nullable=False),
        sa.Column("agency", sa.Text()),
        sa.Column("added_at", sa.DateTime(), nullable=False),
        sa.PrimaryKeyConstraint("name", name="pk_sources"),
    )
    op.create_table(
        "releases",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("place", sa.BigInteger(), nullable=False),
        sa.Column("document_id", sa.Text(), nullable=False),
        sa.Column("source", sa.Text()),
        sa.Column("url", sa.Text()),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("given_title", sa.Text()),
        sa.Column("agency", sa.Text()),
        sa.Column("agency_key", sa.Text()),
        sa.Column("published_at", sa.String()),
        sa.Column("first_seen_at", sa.DateTime(), nullable=False),
        sa.Column("changed_at", sa.DateTime()),
        sa.Column("is_sample", sa.Boolean(), nullable=False),
        sa.Column("text_hash", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_releases"),
        sa.UniqueConstraint("key", name="uq_releases_key"),
        sa.UniqueConstraint("place", name="uq_releases_place"),
    )
    op.create_index("ix_releases_agency_key_place", "releases", ["agency_key", "place"])
    op.create_index("ix_releases_first_seen_at", "releases", ["first_seen_at"])
    op.create_table(
        "analyses",
        sa.Column("release_id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("made_at", sa.DateTime(), nullable=False),
        sa.Column("record", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("release_id", name="pk_analyses"),
        sa.ForeignKeyConstraint(
            ["release_id"], ["releases.id"], name="fk_analyses_release_id", ondelete="CASCADE"
        ),
    )
    op.create_table(
        "versions",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("release_id", sa.Integer(), nullable=False),
        sa.Column("replaced_at", sa.DateTime(), nullable=False),
        sa.Column("document_id", sa.Text(), nullable=False),
        sa.Column("source", sa.Text()),
        sa.Column("url", sa.Text()),
        sa.Column("given_title", sa.Text()),
        sa.Column("agency", sa.Text()),
        sa.Column("published_at", sa.String()),
        sa.Column("is_sample", sa.Boolean(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("made_at", sa.DateTime(), nullable=False),
        sa.Column("record", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_versions"),
        sa.ForeignKeyConstraint(
            ["release_id"], ["releases.id"], name="fk_versions_release_id", ondelete="CASCADE"
        ),
    )
    op.create_index("ix_versions_release_id", "versions", ["release_id"])
    is_sqlite = op.get_bind().dialect.name == "sqlite"
    for statement in (*FULL_TEXT, *TRIGGERS) if is_sqlite else VECTORS:
        op.execute(statement)


def downgrade() -> None:
    """Refuse: an older Lede is served by the backup made before the update."""
    raise NotImplementedError("Lede's schema goes forward only; restore the backup instead")
