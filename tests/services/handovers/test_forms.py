from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy.orm import Session

from roster.errors import UserError, UserErrors
from roster.export.form import Column, load_form
from roster.plan import Plan
from roster.services.handovers import forms
from roster.services.handovers.freezing import Frozen
from tests.services.conftest import TODAY
from tests.services.handovers.conftest import Freeze


@pytest.fixture(autouse=True)
def own_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("ROSTER_DATA", str(tmp_path))
    return tmp_path / "forms"


def asked(*fields: str) -> tuple[Column, ...]:
    return forms.checked(tuple((field, f'Cột "{field}"', "12.5") for field in fields), "x")


def test_given_out_and_read_back_is_the_same(plan: Plan) -> None:
    content = forms.as_workbook(plan, today=TODAY)
    assert forms.read(content, "mau.xlsx") == load_form(plan.form).columns


def test_columns_in_use_then_put_back(session: Session, plan: Plan, own_folder: Path) -> None:
    shipped = load_form(plan.form)
    forms.use(session, asked("stt", "full_name"), plan=plan, today=TODAY, by="Hoa")
    forms.use(session, asked("full_name", "phone"), plan=plan, today=TODAY, by="Hoa")
    form = forms.in_use(plan)
    assert [column.field for column in form.columns] == ["full_name", "phone"]
    assert form.columns[0].title == 'Cột "full_name"'
    assert (form.author, form.summary) == ("Hoa, 12/12/2024", shipped.summary)
    assert forms.put_back(session, plan=plan, by="Hoa")
    assert forms.in_use(plan) == shipped
    assert not forms.put_back(session, plan=plan, by="Hoa")
    assert sorted(path.name for path in own_folder.iterdir()) == ["bo-noi-vu-1.toml", "bo-noi-vu-2.toml"]


def test_the_officers_own_texts_stay(session: Session, plan: Plan, own_folder: Path) -> None:
    own_folder.mkdir()
    text = 'extends = "bo-noi-vu"\nissuer = "SỞ NỘI VỤ THỬ"\n'
    (own_folder / "bo-noi-vu.toml").write_text(text, encoding="utf-8")
    forms.use(session, asked("stt", "full_name"), plan=plan, today=TODAY, by="Hoa")
    assert forms.in_use(plan).issuer == "SỞ NỘI VỤ THỬ"
    assert len(forms.in_use(plan).columns) == 2


def test_a_preview_on_own_people_and_on_invented_ones(
    session: Session, plan: Plan, request: pytest.FixtureRequest
) -> None:
    invented = forms.preview(session, asked("full_name", "phone"), plan=plan)
    assert (invented.invented, len(invented.lines)) == (True, 1)
    request.getfixturevalue("sent")
    own = forms.preview(session, asked("full_name", "phone"), plan=plan)
    assert not own.invented
    assert [line[0] for line in own.lines] == ["Nguyễn Văn An", "Trần Thị Bích Bình", "Trần Thị Bích Bình"]
    assert own.lines[0][1] == "•••••••678"


def test_the_hand_over_says_which_form_it_used(
    session: Session, plan: Plan, sent: Frozen, freeze: Freeze
) -> None:
    forms.use(session, asked("stt", "full_name"), plan=plan, today=TODAY, by="Hoa")
    again = freeze()
    assert again.hand_over.form == sent.hand_over.form == "bo-noi-vu"
    assert again.hand_over.form_sha256 != sent.hand_over.form_sha256


@pytest.mark.parametrize(
    ("rows", "codes"),
    [
        ([("stt", "STT", "5")], ["no_columns"]),
        ([("stt", "STT", "5"), ("dob", "", "x")], ["title_missing", "bad_width", "field_missing"]),
        ([("full_name", "A", "5"), ("nope", "B", "81")], ["unknown_field", "bad_width"]),
        ([("full_name", "A", "5"), ("full_name", "B", "5")], ["field_twice", "field_twice"]),
    ],
)
def test_every_mistake_at_once(rows: list[tuple[str, str, str]], codes: list[str]) -> None:
    with pytest.raises((UserError, UserErrors)) as error:
        forms.checked(rows, "x")
    found = error.value.exceptions if isinstance(error.value, UserErrors) else (error.value,)
    assert [one.code for one in found if isinstance(one, UserError)] == codes


@pytest.mark.parametrize("content", [b"", b"PK", b"not a workbook"])
def test_a_file_that_is_no_workbook(content: bytes) -> None:
    with pytest.raises(UserError) as error:
        forms.read(content, "x.xlsx")
    assert error.value.code == "no_columns"


def test_a_form_named_by_its_path_is_corrected_there(session: Session, plan: Plan, tmp_path: Path) -> None:
    named = replace(plan, form=str(tmp_path / "own.toml"))
    with pytest.raises(UserError) as error:
        forms.use(session, asked("stt", "full_name"), plan=named, today=TODAY, by="Hoa")
    assert (error.value.code, error.value.params["form"]) == ("form_is_a_file", named.form)
