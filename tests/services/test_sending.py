from hashlib import sha256

import pytest
from sqlalchemy.orm import Session

from roster.errors import UserError
from roster.plan import PRECEDENCES, Plan
from roster.services import intake, sending
from tests.services.conftest import TODAY
from tests.services.lists import person, reading


def test_the_hand_overs_newest_first(session: Session, plan: Plan) -> None:
    intake.add(session, [reading("a.xlsx", person("Lê Hùng"))], by="t")
    made = [
        sending.send(session, plan=plan, precedence=reading_, today=TODAY, by="t") for reading_ in PRECEDENCES
    ]
    sent = sending.newest(session, page=1, per_page=50)
    assert [line.precedence for line in sent.lines] == list(reversed(PRECEDENCES))
    assert [line.sha256 for line in sent.lines] == [sha256(one.content).hexdigest() for one in reversed(made)]
    assert {(line.by, line.people, line.held) for line in sent.lines} == {("t", 1, 0)}
    assert sending.newest(session, page=2, per_page=1).lines == sent.lines[1:]


def test_held_rows_need_a_reason(session: Session, plan: Plan) -> None:
    held = person("Lê ??ng", held="lost_characters")
    intake.add(session, [reading("a.xlsx", person("Lê Hùng"), held)], by="t")
    rules = {"plan": plan, "precedence": plan.precedence, "today": TODAY, "by": "t"}
    with pytest.raises(UserError) as refusal:
        sending.send(session, allow_reason=" ", **rules)  # type: ignore[arg-type]  # a short way to write it
    assert refusal.value.code == "open_questions"
    sending.send(session, allow_reason="gấp", **rules)  # type: ignore[arg-type]  # as above
    (line,) = sending.newest(session, page=1, per_page=50).lines
    assert (line.held, line.allow_reason) == (1, "gấp")
