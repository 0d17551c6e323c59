"""Results of the leader survey and SIPAS: entered, imported, all or none, beside how many answered."""

from collections.abc import Callable, Sequence
from decimal import Decimal
from io import BytesIO
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook
from sqlalchemy.orm import Session

from roster.errors import UserError, UserErrors
from roster.plan import Plan
from roster.services.followup import acts, people, roster
from roster.services.followup.acts import Mark
from roster.services.incoming import intake
from roster.services.scoring import assessments, recording, surveys, years
from roster.services.scoring.recording import Actor
from roster.services.sipas import fieldwork, status
from roster.services.sipas.fieldwork import Rules, Visit
from scoring.assessment import sums
from scoring.assessment.model import Component
from tests.services.lists import person, reading
from tests.services.scoring.conftest import DAY
from tests.services.sipas.conftest import PARTNER
from tests.services.sipas.conftest import drawn as drawn
from tests.services.sipas.conftest import frame as frame
from tests.services.sipas.conftest import rules as rules

HEADS = ("Mã", "Tiêu chí thành phần", "Điểm công bố", "Kết quả điều tra", "Nguồn")
SOURCE = "CV 99/BNV-CCHC"
SIPAS, SURVEY = "8.1.1", "2.4.3"  # of the training catalogue; the latter's scale is 1 to 5
Write = Callable[..., Path]


@pytest.fixture
def training(session: Session, plan: Plan, office: Actor) -> Session:
    """A session in which the training catalogue is chosen: 13 components of the leader survey, 4 of SIPAS."""
    years.choose(session, "training", plan=plan, actor=office)
    return session


@pytest.fixture
def write(tmp_path: Path) -> Write:
    def made(*rows: Sequence[object], name: str = "ket-qua.xlsx", heads: Sequence[str] = HEADS) -> Path:
        path = tmp_path / name
        if path.suffix == ".csv":
            lines = [";".join(str(cell or "") for cell in row) for row in (heads, *rows)]
            path.write_text("\n".join(lines), encoding="utf-8")
            return path
        book = Workbook()
        for row in (heads, *rows):
            book.worksheets[0].append(list(row))
        book.save(path)
        return path

    return made


def at(session: Session, code: str) -> Component:
    return assessments.needed(session).components[code]


def points(session: Session) -> dict[str, Decimal]:
    components = assessments.needed(session).components.values()
    return {one.code: one.appraised for one in components if one.appraised is not None}


def errors_of(raised: pytest.ExceptionInfo[BaseException]) -> list[UserError]:
    found = raised.value
    parts = found.exceptions if isinstance(found, UserErrors) else (found,)
    return [part for part in parts if isinstance(part, UserError)]


def test_points_as_published_and_computed_by_the_formula(training: Session, office: Actor) -> None:
    most = {code: at(training, code).node.max for code in (SIPAS, SURVEY)}
    surveys.enter(training, SIPAS, "percent", "81,5 %", source=SOURCE, actor=office)
    surveys.enter(training, SURVEY, "mean", "4,2", source=SOURCE, actor=office)
    surveys.enter(training, "2.4.1", "published", "0,25", source=SOURCE, actor=office)
    assert points(training) == {
        SIPAS: (most[SIPAS] or 0) * Decimal("0.815"),
        SURVEY: (most[SURVEY] or 0) * Decimal("0.8"),
        "2.4.1": Decimal("0.25"),
    }
    entered = at(training, SIPAS).history[-1]
    assert (entered.text, entered.answer) == (SOURCE, {"percent": "81.5"})
    total = sums.sums(assessments.needed(training), "appraised")
    assert total is not None
    assert total.total == sum(points(training).values())


def test_a_newer_result_counts_and_can_be_taken_back(year: Session, office: Actor) -> None:
    surveys.enter(year, "1.2.1", "mean", "4", source=SOURCE, actor=office)
    surveys.enter(year, "1.2.1", "mean", "4.5", source="đính chính", actor=office)
    assert points(year) == {"1.2.1": Decimal("3.5")}
    recording.undo(year, "1.2.1", at(year, "1.2.1").history[-1].number, actor=office)
    assert points(year) == {"1.2.1": Decimal(3)}


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        (("9.9", "published", "1", SOURCE), ["not_a_survey_component"]),
        (("1.1.1", "published", "1", SOURCE), ["not_a_survey_component"]),
        (("1.2.1", "published", "1", " "), ["no_source"]),
        (("1.2.1", "published", "một", ""), ["bad_figure", "no_source"]),
        (("1.2.1", "published", "4,01", SOURCE), ["score_out_of_range"]),
        (("1.2.1", "percent", "80", SOURCE), ["missing_variable", "unknown_variable"]),
    ],
)
def test_what_cannot_be_entered(
    year: Session, office: Actor, given: tuple[str, str, str, str], expected: list[str]
) -> None:
    code, figure, value, source = given
    with pytest.raises((UserError, UserErrors)) as raised:
        surveys.enter(year, code, figure, value, source=source, actor=office)
    assert sorted(error.code for error in errors_of(raised)) == expected
    assert points(year) == {}


@pytest.mark.parametrize("name", ["ket-qua.xlsx", "ket-qua.csv"])
def test_a_file_is_imported(training: Session, office: Actor, write: Write, name: str) -> None:
    path = write(
        (SIPAS, "", None, "81,5", SOURCE),
        (SURVEY, "", "0,5", None, "khác"),
        ("8.1.2", "", "", "", ""),
        name=name,
    )
    made = surveys.take(training, path, name, actor=office)
    assert [one.code for one in made] == [SIPAS, SURVEY]
    assert points(training)[SURVEY] == Decimal("0.5")
    assert at(training, SURVEY).history[-1].text == "khác"
    assert "8.1.2" not in points(training)


def test_every_mistake_is_named_with_its_row_and_nothing_is_entered(
    training: Session, office: Actor, write: Write
) -> None:
    path = write(
        (SIPAS, "", None, 81.5, SOURCE),  # row 2 is right
        ("1.1.1", "", 1, None, SOURCE),
        (SIPAS, "", None, 80, SOURCE),
        (SURVEY, "", 0.5, 4, SOURCE),
        ("2.4.1", "", 0.5, None, None),
        ("2.4.2", "", "nhiều", None, SOURCE),
        ("3.6.1", "", 99, None, SOURCE),
    )
    with pytest.raises(UserErrors) as raised:
        surveys.take(training, path, "ket-qua.xlsx", actor=office)
    found = [(error.code, str(error.params["place"]).rsplit(" ", 1)[-1]) for error in errors_of(raised)]
    assert found == [
        ("no_survey_code", "3"),
        ("code_twice", "4"),
        ("one_figure", "5"),
        ("no_source", "6"),
        ("bad_figure", "7"),
        ("score_out_of_range", "8"),
    ]
    assert points(training) == {}


def test_a_file_without_headings_or_results(training: Session, office: Actor, write: Write) -> None:
    for path, expected in (
        (write(("a", "b"), heads=("x", "y"), name="khac.xlsx"), "no_result_heading"),
        (write(), "no_results"),
        (Path("/nowhere.xlsx"), "no_file"),
    ):
        with pytest.raises(UserError) as raised:
            surveys.take(training, path, "ket-qua.xlsx", actor=office)
        assert raised.value.code == expected


def test_the_template_is_filled_in_and_read_back(training: Session, office: Actor, tmp_path: Path) -> None:
    book = load_workbook(BytesIO(surveys.template(training, today=DAY)))
    sheet = book.worksheets[0]
    codes = [row[0].value for row in sheet.iter_rows(min_row=2)]
    assert codes == [one.code for one in assessments.needed(training).components.values() if one.survey]
    sheet.cell(2, 3, 0.25)
    sheet.cell(2, 5, SOURCE)
    book.save(tmp_path / "mau.xlsx")
    surveys.take(training, tmp_path / "mau.xlsx", "mau.xlsx", actor=office)
    assert points(training) == {codes[0]: Decimal("0.25")}


def test_the_response_counts_stand_beside(training: Session, office: Actor, plan: Plan) -> None:
    named = ("Nguyễn Văn An", "1970-02-03"), ("Trần Thị Bình", "1975-04-05")
    intake.supersede(training, [reading("snv.xlsx", *(person(*one) for one in named))], by="t")
    roster.ensure(training, plan=plan, by="t")
    found, _total = people.search(training, people.Wanted(), plan=plan, page=1, per_page=9)
    for became in ("sent", "answered"):
        made = Mark(became, DAY, "")
        acts.mark(training, [found[0].person], made, plan=plan, today=DAY, by="t")
    surveys.enter(training, SIPAS, "percent", "80", source=SOURCE, actor=office)
    state = surveys.surveys(training, plan=plan, today=DAY)
    assert state.sipas is None  # nothing is drawn
    assert (state.total.eligible, state.total.answered) == (2, 1)
    assert sum(tally.answered for tally in state.groups.values()) == 1
    assert len(state.lines) == 17
    assert state.points == at(training, SIPAS).appraised
    line = next(line for line in state.lines if line.component.code == SIPAS)
    assert (line.figure, line.points, line.entered.text if line.entered else "") == (
        "percent",
        state.points,
        SOURCE,
    )


def test_the_forms_of_sipas_stand_beside(training: Session, drawn: int, rules: Rules) -> None:
    village = status.status(training).villages[0].unit_id
    fieldwork.enter(
        training, [Visit(village, PARTNER, rules.today, {"issued": 5, "collected": 4})], rules=rules
    )
    roster.ensure(training, plan=rules.plan, by="t")
    found = surveys.surveys(training, plan=rules.plan, today=DAY).sipas
    assert found is not None
    assert (found.number, found.total.target, found.total.collected) == (drawn, 40, 4)
