"""Stores lists that were checked, one by one or all that need no decision, and says what became of each.

Knows the desk, the house and the flash messages; what storing means is the matter of
`services.incoming.putting_in`.
"""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from roster import privacy
from roster.messages import _
from roster.places import place
from roster.services.incoming import originals, putting_in, uploads
from roster.services.incoming.intake import Delivery
from roster.services.incoming.putting_in import PutIn, Terms
from roster.services.incoming.understanding import Understood
from web import access, desk, house, list_words, notices
from web.desk import OnDesk


def originals_folder() -> Path:
    """Where files as received are kept: beside the database's file, else in the user's data folder."""
    return house.current().database.base / originals.FOLDER


@contextmanager
def terms() -> Iterator[Terms]:
    """What storing lists needs; when it fails, files put on the shelf are removed again."""
    here = house.current()
    with originals.shelf(originals_folder()) as shelf:
        until = privacy.load_rules().kept_until(list_words.today())
        yield Terms(shelf, until, here.plan, here.today(), access.author())


def put_in(one: OnDesk, understood: Understood, *, replaces: str = "") -> PutIn:
    """Store one list that was read, discard its upload, say what became of it. Raises as the service does."""
    work = desk.current()
    with terms() as kept, house.current().database.changing() as session:
        done = putting_in.put_in(
            session,
            understood,
            uploads.path_of(work.folder, one.upload),
            replaces=replaces,
            terms=kept,
        )
    work.discard(one.upload.number)
    tell(done)
    return done


def record_unread(one: OnDesk, understood: Understood, *, sender: str) -> Delivery:
    """Put on record that a file came and could not be read; discard it. Raises as the service does."""
    here, upload = house.current(), one.upload
    said = replace(understood, reading=replace(understood.reading, name=upload.name, sha256=upload.sha256))
    with here.database.changing() as session:
        done = putting_in.record_unread(session, said, sender=sender, plan=here.plan, by=access.author())
    desk.current().discard(upload.number)
    notices.say(_("{file} is on record as received and not readable.", file=done.reading.name))
    return done


def put_in_all() -> int:
    """Store every list that is read and needs no decision, all or none; how many."""
    work = desk.current()
    read = [(one, one.understood) for one in work.all() if one.understood]
    found = [(said, uploads.path_of(work.folder, one.upload)) for one, said in read]
    with terms() as kept, house.current().database.changing() as session:
        done = putting_in.put_in_all(session, found, terms=kept)
    stored = {delivery.reading.name: delivery.reading.sha256 for delivery in done}
    for one, said in read:
        if stored.get(said.reading.name) == said.reading.sha256:
            work.discard(one.upload.number)
    if done:
        readings = [delivery.reading for delivery in done]
        held = sum(reading.held for reading in readings)
        people = sum(len(reading.people) for reading in readings) - held
        sentence = _(
            "Lists put in: {lists}. People: {people}; held rows: {held}.",
            lists=len(done),
            people=people,
            held=held,
        )
        notices.say(sentence)
    _tell_beside(done)
    return len(done)


def tell(done: PutIn) -> None:
    """Say what became of a list and of what people had done to the one before it."""
    read = done.delivery.reading
    sentences = {
        "added": _("{file} is in force: {people} people, {held} held rows."),
        "replaced": _("{file} took the earlier list's place: {people} people, {held} held rows."),
    }
    known = _("{file} was in force already; nothing was changed.")
    sentence = sentences.get(done.delivery.outcome, known)
    notices.say(sentence.format(file=read.name, people=len(read.people) - read.held, held=read.held))
    _tell_beside([done.delivery])
    for one in done.carried:
        notices.say(
            _(
                "{file}: {kept} earlier edits hold on, {settled} corrections are in the new list now, {gone} "
                "edits are of people it does not name.",
                file=one.file,
                kept=one.kept,
                settled=one.settled,
                gone=one.gone,
            )
        )
        for lost in one.overtaken:
            said = _("The new list states another value than the correction, and counts. Check it.")
            notices.say(f"{place(lost.source)}, {list_words.label(lost.field)}: {said}", "error")


def _tell_beside(done: Iterable[Delivery]) -> None:
    """Lists of one sender that name the same people: perhaps one is out of date."""
    for one in done:
        for other in one.beside:
            said = _(
                "{file} and {other} of the same sender name the same people. Check both.",
                file=one.reading.name,
                other=other,
            )
            notices.say(said, "error")
