"""The audit log becomes a chain of checksums, and the database refuses to change or delete a line of it.

The lines there are enter the chain in their order. A later migration that makes `audit` anew (batch mode)
must create the triggers again.
"""

import sqlalchemy as sa
from alembic import op

from roster.store import audit_chain
from roster.store.audit_chain import AUDIT, NOTHING, Head

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None

_REFUSAL = "a line of the audit log is never changed"
_ROWS = 1_000
_SQLITE = {
    "audit_no_update": "BEFORE UPDATE ON audit",
    "audit_no_delete": "BEFORE DELETE ON audit",
    "audit_no_replace": "BEFORE INSERT ON audit WHEN EXISTS (SELECT 1 FROM audit WHERE id = NEW.id)",
}
_POSTGRESQL = (
    f"""CREATE FUNCTION roster_refuse_audit_change() RETURNS trigger AS $$
    BEGIN RAISE EXCEPTION '{_REFUSAL}'; END $$ LANGUAGE plpgsql""",
    """CREATE TRIGGER audit_frozen BEFORE UPDATE OR DELETE OR TRUNCATE ON audit
    FOR EACH STATEMENT EXECUTE FUNCTION roster_refuse_audit_change()""",
)


def upgrade() -> None:
    """Chain the lines there are, keep the head, and make the triggers."""
    connection = op.get_bind()
    head = _chain(connection)
    if head != NOTHING:
        audit_chain.write_head(connection, head)
    if connection.dialect.name == "postgresql":
        statements = list(_POSTGRESQL)
    else:
        refuse = f"BEGIN SELECT RAISE(ABORT, '{_REFUSAL}'); END"
        statements = [f"CREATE TRIGGER {name} {when} {refuse}" for name, when in _SQLITE.items()]
    for statement in statements:
        op.execute(statement)


def downgrade() -> None:
    """Lines like any others again."""
    if op.get_bind().dialect.name == "postgresql":
        op.execute("DROP TRIGGER audit_frozen ON audit")
        op.execute("DROP FUNCTION roster_refuse_audit_change()")
    else:
        for name in _SQLITE:
            op.execute(f"DROP TRIGGER {name}")
    op.execute("UPDATE audit SET chain = NULL")
    op.execute("DELETE FROM meta WHERE key = 'audit_head'")


def _chain(connection: sa.Connection) -> Head:
    change = sa.update(AUDIT).where(AUDIT.c.id == sa.bindparam("number")).values(chain=sa.bindparam("sum"))
    head = NOTHING
    while rows := _after(connection, head.number):
        made = []
        for row in rows:
            head = Head(row["id"], audit_chain.checksum(head.sha256, row))
            made.append({"number": head.number, "sum": head.sha256})
        connection.execute(change, made)
    return head


def _after(connection: sa.Connection, number: int) -> list[sa.RowMapping]:
    query = sa.select(AUDIT).where(AUDIT.c.id > number).order_by(AUDIT.c.id).limit(_ROWS)
    return list(connection.execute(query).mappings())
