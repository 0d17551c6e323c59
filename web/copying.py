"""Copies of everything that the server makes by itself while it runs, as often as data/backup.toml says.

Knows the thread it waits in; what a copy holds and which are kept is `services.trust`'s matter.
"""

import threading
from datetime import UTC, datetime

from flask import Flask

from roster import error_log
from roster.services.trust import copies, rules
from web import house

_LOOK = 600.0  # seconds between looks whether one is due
AUTHOR = house.AUTHOR


def begin(app: Flask) -> threading.Event:
    """Begin to look now and then, in a thread that ends with the program; set the event to end it before."""
    ended = threading.Event()
    threading.Thread(target=_look, args=(house.of(app), ended), name="copies", daemon=True).start()
    return ended


def make_if_due(here: house.House, *, now: datetime) -> copies.Made | None:
    """Make a copy where one is due, delete those not to be kept, put both on record."""
    there, folder = rules.load_rules(), copies.folder_of(here.database)
    if not copies.is_due(copies.all_in(folder), every_hours=there.every_hours, now=now):
        return None
    made = copies.make(here.database, folder, now=now)
    gone = copies.thin_out(folder, there.keep)
    with here.database.changing() as session:
        copies.record(session, made, gone=len(gone), by=AUTHOR)
    return made


def _look(here: house.House, ended: threading.Event) -> None:
    """What stops one copy does not stop the next: a disk may be full today only."""
    while True:
        try:
            make_if_due(here, now=datetime.now(UTC))
        except Exception as fault:
            error_log.record(fault)
        if ended.wait(_LOOK):
            return
