"""Lists of who answered are forgotten after a time: what their rows say of people, decided or not.

Knows the day; how long such data are kept is said by the caller, as for files as received.
"""

from datetime import UTC, date, datetime, time, timedelta

from sqlalchemy.orm import Session

from roster.store import queries, round_queries


def purge(session: Session, *, today: date, days: int, by: str) -> int:
    """Remove names, dates of birth and posts from rows imported more than `days` ago, in any round; how many.

    Who answered stays known by the person's number.
    """
    before = datetime.combine(today - timedelta(days=days), time(), UTC)
    rows = round_queries.forget_answers(session, before=before)
    if rows:
        queries.add_audit(session, "followup.forgotten", by=by, detail={"rows": rows})
    return rows
