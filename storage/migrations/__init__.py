"""Alembic's environment; the revisions stand in versions."""
