from sqlalchemy.orm import Session

from roster.services import audit
from roster.services.incoming import intake
from roster.services.reviewing import review
from tests.services.lists import person, reading


def test_the_log_comes_page_by_page_newest_first(session: Session) -> None:
    intake.supersede(session, [reading("a.xlsx", person("Nguyễn Văn An", "1970"))], by="officer")
    review.compare(session, by="officer")
    intake.withdraw(session, ["a.xlsx"], by="officer")
    first, second = (audit.lines(session, page=page, per_page=2) for page in (1, 2))
    assert [line.action for line in first.lines] == ["import.undone", "dedupe"]
    assert [line.action for line in second.lines] == ["import.added"]
    assert (first.total, second.total) == (3, 3)
    assert audit.lines(session, page=3, per_page=2).lines == ()
    (one,) = audit.lines(session, page=1, per_page=2, action="dedupe").lines
    assert (one.by, one.detail["records"], one.at.tzinfo is not None) == ("officer", 1, True)
    assert audit.actions(session) == ("dedupe", "import.added", "import.undone")
