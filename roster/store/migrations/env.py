"""What Alembic runs: on the connection it is given, inside the caller's transaction."""

from alembic import context

from roster.store.tables import Base

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=Base.metadata,
    render_as_batch=True,  # SQLite cannot alter columns in place
)
context.run_migrations()
