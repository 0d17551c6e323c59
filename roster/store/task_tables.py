"""The table of what was done about the plan's tasks. Append-only: a line is taken back by a later one.

Knows tasks by their code in the plan and agencies by code or name; its texts are people's own words.
"""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from roster.store.base import Base, now
from roster.store.rounds import ActOfRound


class TaskAct(ActOfRound, Base):
    """A task done or asked for by a day; a difficulty raised, proposed, answered, settled; or one taken back.

    `about` is the difficulty that a step belongs to; `undone` lines only take another one back.
    """

    __tablename__ = "task_acts"
    __table_args__ = (
        CheckConstraint(
            "kind IN ('done', 'due', 'raised', 'proposed', 'answered', 'settled', 'undone')", name="kind"
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(String(10))
    task: Mapped[str] = mapped_column(Text)
    agency: Mapped[str] = mapped_column(Text)
    day: Mapped[date]
    document: Mapped[str] = mapped_column(Text)
    text: Mapped[str] = mapped_column(Text)
    about: Mapped[int | None] = mapped_column(ForeignKey("task_acts.id"), index=True)
    undoes: Mapped[int | None] = mapped_column(ForeignKey("task_acts.id"), unique=True)
    at: Mapped[datetime] = mapped_column(default=now)
    by: Mapped[str] = mapped_column(Text)
