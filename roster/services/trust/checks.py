"""What is looked at to say that nothing was lost: each check gives one finding, and none changes anything.

Knows databases and the folders beside them; which checks make up a report is `doctor`'s matter.
"""

import os
import stat
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from sqlalchemy import Connection

from roster.services.handovers import checks as handed_over
from roster.services.handovers import freezing
from roster.services.incoming import originals
from roster.services.trust import sampling_cases
from roster.services.trust.findings import Finding
from roster.store import audit_chain, health, migrations, queries, round_queries
from roster.store.audit_chain import Head
from roster.store.session import Database

_SHOWN = 5


def of_database(database: Database, base: Path) -> Iterator[Finding]:
    """All checks of an open database and of the files that its rows name, which lie below `base`.

    One that is damaged is not asked anything else.
    """
    with database.engine.connect() as connection:
        yield (pages := of_pages(connection))
        if pages.outcome == "fail":
            return
        yield of_references(connection)
        yield of_schema(connection)
        yield of_ledger(connection)
        yield of_audit(connection)
    yield of_hand_overs(database, base)
    yield of_originals(database, base)


def of_pages(connection: Connection) -> Finding:
    """Whether the database says that it is whole."""
    damage = health.damage(connection)
    return Finding("database_damaged", {"damage": damage}) if damage else Finding("database_whole")


def of_references(connection: Connection) -> Finding:
    """Whether every row finds those it names."""
    rows = health.orphans(connection)
    return Finding("references_broken", {"rows": rows}) if rows else Finding("references_whole")


def of_schema(connection: Connection) -> Finding:
    """Whether the tables are those of this version."""
    version, places = health.version(connection), health.differences(connection)
    if places or version != migrations.HEAD:
        return Finding("schema_differs", {"version": version, "places": places})
    return Finding("schema_known", {"version": version})


def of_ledger(connection: Connection) -> Finding:
    """Whether the rows of every delivery are all accounted for."""
    found = health.ledger(connection)
    if found.wrong:
        return Finding("ledger_wrong", {"imports": _some(map(str, found.wrong))})
    facts = {"imports": found.imports, "rows": found.rows, "erased": found.erased}
    return Finding("ledger_balances", facts)


def of_audit(connection: Connection) -> Finding:
    """Whether the audit log is the chain that was written."""
    found = audit_chain.verify(connection)
    if found.faults:
        return Finding("audit_broken", {"number": found.faults[0].number, "breaks": len(found.faults)})
    facts = {"lines": found.lines, "number": found.head.number, "sha256": found.head.sha256}
    return Finding("audit_whole", facts)


def of_witness(database: Database, noted: Head) -> Finding:
    """Whether a line of the audit log is as it was noted elsewhere."""
    with database.engine.connect() as connection:
        holds = audit_chain.holds(connection, noted)
    return Finding("audit_witnessed" if holds else "audit_denied", {"number": noted.number})


def of_hand_overs(database: Database, base: Path) -> Finding:
    """Whether every hand-over of every round is as it was sent, and on record in the audit log."""
    count, files, changed = 0, 0, []
    with database.reading() as session:
        rounds, (recorded, purged) = round_queries.all_rounds(session), _on_record(session.connection())
    for one in (one for one in rounds if one.code and f"round:{one.code}" not in purged):
        with database.of_round(one.id).reading() as session:
            for checked in handed_over.check_every(session, base / freezing.FOLDER, code=str(one.code)):
                count, files = count + 1, files + len(checked.hand_over.kept_files)
                if checked.faults or checked.hand_over.seal not in recorded:
                    changed.append(f"{one.code} {checked.hand_over.name}")
    if changed:
        return Finding("handovers_changed", {"names": _some(changed)})
    return Finding("handovers_sealed", {"count": count, "files": files})


def of_originals(database: Database, base: Path) -> Finding:
    """Whether the files as received that are kept are still what was received."""
    with database.reading() as session:
        kept = queries.originals(session)
        gone = sum(not originals.is_intact(base / originals.FOLDER, one) for one in kept)
    if gone:
        return Finding("originals_changed", {"count": gone, "kept": len(kept)})
    return Finding("originals_whole", {"count": len(kept)})


def of_modes(paths: Sequence[Path]) -> Finding:
    """Whether only their owner may read these files and folders; those that are not there are passed over."""
    if os.name == "nt" or not paths:
        return Finding("modes_elsewhere")
    open_ = [p.name for p in paths if p.exists() and stat.S_IMODE(p.stat().st_mode) & 0o077]
    return Finding("modes_open", {"files": _some(open_)}) if open_ else Finding("modes_private")


def of_files(count: int, differing: Sequence[str]) -> Finding:
    """Whether the files of a copy are those of its manifest."""
    if differing:
        return Finding("files_changed", {"files": _some(differing)})
    return Finding("files_whole", {"count": count})


def of_counts(said: Mapping[str, int], found: Mapping[str, int]) -> Finding:
    """Whether the tables of a copy have as many rows as its manifest says."""
    differing = [name for name, count in said.items() if found.get(name) != count]
    if differing:
        return Finding("counts_differ", {"tables": _some(differing)})
    return Finding("counts_equal", {"rows": sum(said.values()), "tables": len(said)})


def of_sampling() -> Finding:
    """Whether the arithmetic of sampling still gives what is printed in books."""
    found = sampling_cases.replay()
    wrong = [name for name, right in found.items() if not right]
    if wrong:
        return Finding("sampling_differs", {"cases": _some(wrong)})
    return Finding("sampling_repeats", {"cases": len(found)})


def _on_record(connection: Connection) -> tuple[frozenset[str], frozenset[str]]:
    """What the audit log knows: the seals of hand-overs, and the rounds whose people were erased."""
    seals, purged = set(), set()
    for row in audit_chain.rows(connection):
        if row["action"] in (freezing.SENT, freezing.SUPPLEMENTED):
            seals.add(str(row["detail"].get("seal")))
        elif row["action"] == health.PURGED:
            purged.update(row["subjects"])
    return frozenset(seals), frozenset(purged)


def _some(names: Iterable[str]) -> str:
    found = list(names)
    return ", ".join(found[:_SHOWN]) + (" …" if len(found) > _SHOWN else "")
