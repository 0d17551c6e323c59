"""What holds for all rows of a sheet: where it stands, whose list it is, the tables in use."""

from dataclasses import dataclass
from datetime import date

from roster.intake.walk import Words
from roster.plan import Agency, Plan
from roster.positions import Positions


@dataclass(frozen=True, slots=True)
class Setting:
    """What holds for all rows of a sheet: where it stands, whose list it is, and the tables in use."""

    file: str
    sheet: str
    words: Words
    positions: Positions
    today: date
    sender: Agency | None = None
    is_text: bool = False

    @property
    def plan(self) -> Plan:
        """The plan in use."""
        return self.words.plan
