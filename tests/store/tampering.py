"""What somebody does to the audit log who may change the database itself, past its triggers."""

from sqlalchemy import Connection, text

from roster.store.session import Database


def unlocked(connection: Connection, statement: str) -> None:
    """Run a statement on the log without the triggers that refuse it."""
    if connection.dialect.name == "postgresql":
        connection.execute(text("ALTER TABLE audit DISABLE TRIGGER ALL"))
    else:
        for name in ("audit_no_update", "audit_no_delete", "audit_no_replace"):
            connection.execute(text(f"DROP TRIGGER {name}"))
    connection.execute(text(statement))


def tamper(database: Database, statement: str) -> None:
    """The same, and keep it."""
    with database.changing() as session:
        unlocked(session.connection(), statement)
