"""People added by hand stay, are counted and can be taken back."""

from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from roster.errors import UserError
from roster.model import BY_HAND
from roster.plan import Plan
from roster.services.editing import additions, edits
from roster.services.incoming import intake
from roster.store import queries, tables
from tests.services.editing.conftest import state
from tests.services.lists import person, reading


def test_people_can_be_added_by_hand(session: Session, plan: Plan, ours: Any) -> None:
    texts = {"full_name": "ĐỖ VĂN GIANG", "dob": "1/2/1971", "position": "PGĐ Sở", "agency": "Sở Y tế"}
    done = additions.add(session, texts | {"phone": "0912345678"}, **ours)
    one = edits.find(session, BY_HAND, 1)
    assert (one.full_name, one.dob, one.position) == ("Đỗ Văn Giang", "1971-02-01", "Phó Giám đốc Sở")
    assert (one.agency_code, one.group, one.phones) == ("so_y_te", "lanh_dao_so", ("+84912345678",))
    after = state(session, plan)
    assert [p.full_name for p in after.respondents] == ["Đỗ Văn Giang"]
    assert "Sở Y tế" in {silent.agency for silent in after.silent}
    again = additions.add(session, texts, **ours)
    assert again.keys != done.keys
    assert session.scalars(select(tables.Import.total)).all() == [2]
    edits.undo(session, done.edit, **ours)
    assert [p.source.row for p in queries.active_records(session)] == [2]
    additions.add(session, texts, **ours)
    assert [p.source.row for p in queries.active_records(session)] == [2, 3]


def test_a_run_keeps_who_was_added_by_hand(session: Session, ours: Any) -> None:
    additions.add(session, {"full_name": "Đỗ Văn Giang"}, **ours)
    intake.synchronise(session, [reading("so.xlsx", person("Nguyễn Văn An", "1970"))], by="t")
    assert len(queries.active_records(session)) == 2


@pytest.mark.parametrize(
    ("texts", "code"),
    [({"dob": "1970"}, "name_needed"), ({"full_name": "A B", "x": "y"}, "no_such_field")],
)
def test_what_cannot_be_added(session: Session, ours: Any, texts: dict[str, str], code: str) -> None:
    with pytest.raises(UserError) as error:
        additions.add(session, texts, **ours)
    assert error.value.code == code
