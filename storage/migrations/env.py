"""Run the revisions on the connection that `storage.upgrading` hands over.

The transaction is the caller's, and no logging is configured: the host program decides on both.
"""

from alembic import context

from storage.metadata import METADATA

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=METADATA,
    # SQLite cannot alter most things in place; a batch copies the table instead.
    render_as_batch=context.config.attributes["connection"].dialect.name == "sqlite",
)
context.run_migrations()
