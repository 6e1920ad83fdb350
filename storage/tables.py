"""The tables as declared; those of sources stand in storage/source_tables.py.

tests/migration proves that the migrations make exactly these.

The two full-text tables and their triggers stand in the migrations only: they belong to one
engine (see storage/search.py and docs/storage.md).
"""

from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    Column,
    Date,
    ForeignKey,
    Index,
    Integer,
    Table,
    Text,
    UniqueConstraint,
    false,
)

from storage.columns import (
    AnalysisRecord,
    AnyText,
    ChangesRecord,
    ChoosingRecord,
    CoverageRecord,
    DocumentRecord,
    ImagesRecord,
    KnownDate,
    TasteRecord,
    UtcDateTime,
)
from storage.metadata import METADATA
from storage.sameness import HABITS as HABIT_NAMES

# What each source has ever listed. No foreign key: a source that is taken out and put back must
# not announce everything anew.
ITEMS = Table(
    "items",
    METADATA,
    Column("id", Integer, primary_key=True),
    Column("source", AnyText, nullable=False),
    Column("key", AnyText, nullable=False),
    Column("fingerprint", AnyText, nullable=False),
    Column("state", AnyText, nullable=False),
    Column("attempts", Integer, nullable=False),
    Column("reason", AnyText),
    Column("first_listed_at", UtcDateTime, nullable=False),
    Column("release_id", Integer, index=True),
    # What tells it from the source's other items, as it was last listed; each null where the source
    # gives none, all but `page` null in items of before this was kept. See storage.sameness.
    Column("guid", AnyText),
    Column("address", AnyText),
    Column("page", AnyText, nullable=False),
    Column("title", AnyText),
    Column("published_at", KnownDate),
    Column("text_mark", AnyText),
    # How its entry was written when it was last noted: see sources.entries.
    Column("entry_mark", Text),
    UniqueConstraint("source", "key", name="uq_items_source_key"),
    Index("ix_items_page_source", "page", "source"),
    Index("ix_items_source_guid", "source", "guid"),
    # The newest of a source, which are looked at in each poll.
    Index("ix_items_source_id", "source", "id"),
)

# What each source has shown of its names for releases: see storage.sameness.Habits. No foreign key,
# as of `items`.
HABITS = Table(
    "habits",
    METADATA,
    Column("source", AnyText, primary_key=True),
    *(Column(name, Integer, nullable=False) for name in HABIT_NAMES),
)

RELEASES = Table(
    "releases",
    METADATA,
    Column("id", Integer, primary_key=True),
    Column("key", AnyText, nullable=False, unique=True),
    # Newest first is the key falling: see storage.identity.sort_key_of.
    Column("place", BigInteger, nullable=False, unique=True, key="sort_key"),
    Column("document_id", AnyText, nullable=False),
    # A name of `sources`, but no foreign key: a release outlives its source, and a file has none.
    Column("source", AnyText),
    Column("url", AnyText),
    # What a list shows; `given_title` is what the source gave, null where it gave none.
    Column("title", AnyText, nullable=False),
    Column("given_title", AnyText),
    Column("agency", AnyText),
    Column("published_at", KnownDate),
    Column("first_seen_at", UtcDateTime, nullable=False),
    Column("changed_at", UtcDateTime, index=True),
    Column("is_sample", Boolean, nullable=False),
    Column("text_hash", AnyText, nullable=False),
    # Last, because SQLite reads a row from its front and lists need no text.
    Column("text", AnyText, nullable=False),
    Index("ix_releases_first_seen_at", "first_seen_at"),
    # What makes two releases of one text one: see storage.identity.likeness_of. Never null.
    Column("likeness", Text, index=True),
    # Pictures that its page describes: address and words of each. Null where none are known.
    Column("images", ImagesRecord),
    # Whether its print stood in columns that could not be told apart; null where it did not.
    Column("mixes_columns", Boolean),
    # How many releases had its text before it, counted to storage.identity.COUNTED. Never null.
    Column("repeat", Integer),
    Index("ix_releases_text_hash_repeat", "text_hash", "repeat"),
)

# Other addresses of a release: the same text of the same agency.
ALIASES = Table(
    "aliases",
    METADATA,
    Column("key", AnyText, primary_key=True),
    Column("release_id", ForeignKey("releases.id", ondelete="CASCADE"), nullable=False, index=True),
)

# What tells the story of a release from others, and the story it belongs to: a number of its
# own, null where it stands alone.
SIGNATURES = Table(
    "signatures",
    METADATA,
    Column("release_id", ForeignKey("releases.id", ondelete="CASCADE"), primary_key=True),
    Column("story", Integer, index=True),
    Column("signature", JSON, nullable=False),
)

# Releases of one story have at least one mark in common: see storage.signatures.marks_of.
STORY_MARKS = Table(
    "story_marks",
    METADATA,
    Column("mark", BigInteger, primary_key=True),
    Column("day", Integer, primary_key=True),
    Column(
        "release_id", ForeignKey("releases.id", ondelete="CASCADE"), primary_key=True, index=True
    ),
    sqlite_with_rowid=False,
)

# The words of the releases, in small letters from a to z: see storage.vocabulary. A word stays when
# its last release changes.
VOCABULARY = Table(
    "vocabulary",
    METADATA,
    Column("word", Text, primary_key=True),
    Column("initial", Text, nullable=False),
    Column("length", Integer, nullable=False),
    Index("ix_vocabulary_initial_length", "initial", "length"),
    sqlite_with_rowid=False,
)

# What releases can be found by: see storage.terms. `number` is how many releases have it, kept by
# triggers.
TERMS = Table(
    "terms",
    METADATA,
    Column("id", Integer, primary_key=True),
    Column("kind", AnyText, nullable=False),
    # The name in folded case; `name` is its first spelling.
    Column("key", AnyText, nullable=False),
    Column("name", AnyText, nullable=False),
    Column("number", Integer, nullable=False),
    UniqueConstraint("kind", "key", name="uq_terms_kind_key"),
    Index("ix_terms_kind_number", "kind", "number"),
)

# By sort key, so that the newest releases of a term are read off its end.
RELEASE_TERMS = Table(
    "release_terms",
    METADATA,
    Column("term_id", ForeignKey("terms.id"), primary_key=True),
    Column(
        "place",
        ForeignKey("releases.sort_key", onupdate="CASCADE", ondelete="CASCADE"),
        key="sort_key",
        primary_key=True,
        index=True,
    ),
    sqlite_with_rowid=False,
)

# The words of each quote, for the index that finds them; `position` counts in the record.
QUOTES = Table(
    "quotes",
    METADATA,
    Column("id", Integer, primary_key=True),
    Column(
        "place",
        ForeignKey("releases.sort_key", onupdate="CASCADE", ondelete="CASCADE"),
        key="sort_key",
        nullable=False,
        index=True,
    ),
    Column("position", Integer, nullable=False),
    # The speaker's name in folded case, null where the text does not say.
    Column("speaker_key", AnyText),
    Column("text", AnyText, nullable=False),
)

# What somebody had read without its being kept: forgotten after a day, found by nobody else.
DRAFTS = Table(
    "drafts",
    METADATA,
    # Not a number that counts up, which others could guess.
    Column("token", Text, primary_key=True),
    Column("made_at", UtcDateTime, nullable=False, index=True),
    Column("made_by", BigInteger, nullable=False, index=True),
    Column("origin", Text, nullable=False),
    Column("document", DocumentRecord, nullable=False),
    Column("record", AnalysisRecord, nullable=False),
)

# What people tell the one who hosts Lede.
FEEDBACK = Table(
    "feedback",
    METADATA,
    Column("id", Integer, primary_key=True),
    Column("at", UtcDateTime, nullable=False),
    Column("user_id", BigInteger, nullable=False),
    Column("text", AnyText, nullable=False),
)

# Daily briefings that servers asked for. Never deleted because Discord refused a message.
SUBSCRIPTIONS = Table(
    "subscriptions",
    METADATA,
    Column("id", Integer, primary_key=True),
    # Null where it is for its maker's direct messages.
    Column("guild_id", BigInteger, index=True),
    Column("channel_id", BigInteger, nullable=False),
    Column("created_by", BigInteger, nullable=False, index=True),
    Column("made_at", UtcDateTime, nullable=False),
    # The local time, as 07:30.
    Column("at", Text, nullable=False),
    Column("zone", Text, nullable=False),
    # A bit a day, Monday the lowest.
    Column("weekdays", Integer, nullable=False),
    Column("beat", JSON, nullable=False),
    Column("language", Text, nullable=False),
    Column("role_id", BigInteger),
    Column("length", Integer, nullable=False),
    Column("speaks_when_empty", Boolean, nullable=False),
    # A list of what is wanted more or less: kind, name, leaning.
    Column("taste", TasteRecord, nullable=False, server_default="[]"),
    # Whether it is published to the channels that follow its own.
    Column("publishes", Boolean, nullable=False, server_default=false()),
    Column("standing", Text, nullable=False, key="status"),
    Column("next_date", Date, nullable=False),
    Column("next_due", UtcDateTime, nullable=False),
    Column("skip_on", Date),
    Column("reason", Text),
    Column("since", UtcDateTime),
    # Those of one schedule that are due together lie together: planned in one statement, however
    # many other schedules are due.
    Index(
        "ix_subscriptions_standing_next_due",
        *("status", "next_due", "zone", "at", "weekdays", "next_date"),
    ),
    sqlite_autoincrement=True,
)

# What members want to be told of when it happens. Never deleted because Discord refused a message.
WATCHES = Table(
    "watches",
    METADATA,
    Column("id", Integer, primary_key=True),
    # Null where it is for its maker's direct messages.
    Column("guild_id", BigInteger, index=True),
    Column("channel_id", BigInteger, nullable=False),
    Column("created_by", BigInteger, nullable=False, index=True),
    Column("made_at", UtcDateTime, nullable=False),
    Column("wanted", JSON, nullable=False, key="criteria"),
    # Local times, as 07:30; at once where `bundled_at` is null.
    Column("bundled_at", Text),
    Column("quiet_first", Text),
    Column("quiet_last", Text),
    Column("zone", Text, nullable=False),
    Column("language", Text, nullable=False),
    Column("standing", Text, nullable=False, key="status", index=True),
    Column("reason", Text),
    # Null where its alerts mention nobody.
    Column("role_id", BigInteger),
    sqlite_autoincrement=True,
)

# What a watch is to tell of, each release once; `delivery_id` is the message that does.
ALERTS = Table(
    "alerts",
    METADATA,
    Column("watch_id", ForeignKey("watches.id", ondelete="CASCADE"), primary_key=True),
    Column("release_id", Integer, primary_key=True),
    Column("found_at", UtcDateTime, nullable=False),
    # When it may be told; before that was asked, when it was found.
    Column("due_at", UtcDateTime, nullable=False),
    Column("delivery_id", Integer),
    Index("ix_alerts_delivery_id", "delivery_id", "due_at"),
    sqlite_with_rowid=False,
)

# What a watch was about until it was edited: what it found by then is told as it was meant.
WATCH_MEANINGS = Table(
    "watch_meanings",
    METADATA,
    Column("id", Integer, primary_key=True),
    Column("watch_id", ForeignKey("watches.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("criteria", JSON, nullable=False),
    Column("until", UtcDateTime, nullable=False, index=True),
)

# Up to which event something was done with each.
CURSORS = Table(
    "cursors",
    METADATA,
    Column("name", Text, primary_key=True),
    Column("event_id", Integer, nullable=False),
)

# How the sources were at the moment briefings were due, as the first of them that was composed saw
# it: all of that moment say the same, also when they are composed again.
COVERAGES = Table(
    "coverages",
    METADATA,
    Column("at", UtcDateTime, primary_key=True),
    Column("coverage", CoverageRecord, nullable=False),
)

# One row for each message, written before it is sent: the briefing of a subscription for a local
# date, alerts of a watch, or what corrects another one. No foreign keys: that a message was sent
# outlives what asked for it.
DELIVERIES = Table(
    "deliveries",
    METADATA,
    Column("id", Integer, primary_key=True),
    Column("subscription_id", Integer),
    Column("local_date", Date),
    Column("watch_id", Integer),
    Column("corrects", Integer),
    # The event a correction tells of; the last one a briefing knew of.
    Column("event_id", Integer),
    Column("guild_id", BigInteger),
    Column("channel_id", BigInteger, nullable=False),
    Column("due_at", UtcDateTime, nullable=False),
    Column("state", Text, nullable=False),
    Column("attempts", Integer, nullable=False),
    Column("claimed_at", UtcDateTime),
    Column("message_id", BigInteger),
    # The process that sends it, see storage.leases; null where there is but one.
    Column("owner", Text),
    # When the message was last brought up to date after an agency changed a release in it.
    Column("mended_at", UtcDateTime, key="updated_at"),
    # Whether it goes to channels that follow its own; null for messages that never do. And when it
    # did or was given up.
    Column("publishes", Boolean),
    Column("published_at", UtcDateTime),
    # By what a briefing's stories were chosen when it was sent; null of those from before 0024.
    Column("choosing", ChoosingRecord),
    Column("reason", Text),
    UniqueConstraint(
        "subscription_id", "local_date", name="uq_deliveries_subscription_id_local_date"
    ),
    UniqueConstraint("corrects", "event_id", name="uq_deliveries_corrects_event_id"),
    Index("ix_deliveries_state_due_at", "state", "due_at"),
    sqlite_autoincrement=True,
)

# What the message of a delivery tells of.
DELIVERED_RELEASES = Table(
    "delivered_releases",
    METADATA,
    Column("delivery_id", ForeignKey("deliveries.id", ondelete="CASCADE"), primary_key=True),
    Column("release_id", Integer, primary_key=True, index=True),
    sqlite_with_rowid=False,
)

# What people want to be told of, once each, in order: written in the transaction that made it so.
EVENTS = Table(
    "events",
    METADATA,
    Column("id", Integer, primary_key=True),
    Column("kind", AnyText, nullable=False),
    Column("at", UtcDateTime, nullable=False),
    Column("release_id", Integer, index=True),
    Column("source", AnyText),
    Column("changes", ChangesRecord),
    Column("text", AnyText),
)

# What only one process may do at a time, and which one does: see storage.leases.
LEASES = Table(
    "leases",
    METADATA,
    Column("name", Text, primary_key=True),
    Column("owner", Text, nullable=False),
    Column("about", Text, nullable=False),
    Column("beat", Integer, nullable=False),
    Column("taken_at", UtcDateTime, nullable=False),
)

# The next free moment, in microseconds since 1970, of what all processes may do only so often.
PACES = Table(
    "paces",
    METADATA,
    Column("name", Text, primary_key=True),
    Column("next_at", BigInteger, nullable=False),
)

# Servers that Lede is no longer on; what is kept of them is erased a month later.
DEPARTURES = Table(
    "departures",
    METADATA,
    Column("guild_id", BigInteger, primary_key=True, autoincrement=False),
    Column("left_at", UtcDateTime, nullable=False),
)

ANALYSES = Table(
    "analyses",
    METADATA,
    Column("release_id", ForeignKey("releases.id", ondelete="CASCADE"), primary_key=True),
    Column("version", Integer, nullable=False),
    Column("made_at", UtcDateTime, nullable=False),
    Column("record", AnalysisRecord, nullable=False),
    # What older processing read is found without reading the records.
    Index("ix_analyses_version", "version"),
)

# What a release said before it was changed, with the analysis of that text.
VERSIONS = Table(
    "versions",
    METADATA,
    Column("id", Integer, primary_key=True),
    Column("release_id", ForeignKey("releases.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("replaced_at", UtcDateTime, nullable=False),
    # What the text after this one says differently; null in versions of before this was kept.
    Column("changes", ChangesRecord),
    Column("document_id", AnyText, nullable=False),
    Column("source", AnyText),
    Column("url", AnyText),
    Column("given_title", AnyText),
    Column("agency", AnyText),
    Column("published_at", KnownDate),
    Column("is_sample", Boolean, nullable=False),
    Column("text", AnyText, nullable=False),
    Column("version", Integer, nullable=False),
    Column("made_at", UtcDateTime, nullable=False),
    Column("record", AnalysisRecord, nullable=False),
)
