"""Lists written as a sender writes them and read as intake reads them, for edits of what they state."""

from pathlib import Path

from sqlalchemy.orm import Session

from roster.model import FileReading, PersonRecord
from roster.plan import Plan
from roster.services.editing import edits
from roster.services.incoming import deliveries, intake
from tests.services.conftest import TODAY

TOP = ("SỞ NỘI VỤ", "DANH SÁCH LÃNH ĐẠO SỞ", "STT,Họ và tên,Ngày sinh,Giới tính,Chức vụ,Đơn vị,Số điện thoại")
FIRST_ROW = 4  # where the first person stands
AN = "1,Nguyễn Văn An,02/01/1970,Nam,Giám đốc Sở,Lãnh đạo Sở,0912345678"
BINH = (
    "2,Trần Thị Bình,04/03/1975,Nữ,Phó Giám đốc Sở,Lãnh đạo Sở,091234567"  # a digit of the phone is missing
)
CUONG = "3,Lê Văn C?ờng,06/05/1980,Nam,Trưởng phòng,Phòng Hành chính,0912345680"  # a letter is lost


def write(path: Path, *lines: str) -> Path:
    path.write_text("\n".join((*TOP, *lines)) + "\n", encoding="utf-8")
    return path


def read(path: Path, plan: Plan) -> FileReading:
    (one,) = intake.read({path.name: path}, plan=plan, today=TODAY)
    return one


def receive(session: Session, path: Path, plan: Plan, *lines: str) -> intake.Delivery:
    """Write a list, read it and put it into the store."""
    (done,) = intake.supersede(session, [read(write(path, *lines), plan)], by="t")
    return done


def replace(session: Session, path: Path, plan: Plan, *lines: str, replaces: str) -> intake.Delivery:
    """Write a list, read it and put it in the place of another."""
    return deliveries.put_in_place(session, read(write(path, *lines), plan), replaces, by="t")


def at(session: Session, file: str, place: int) -> PersonRecord:
    """The person in this place of a list, counted from 1."""
    return edits.find(session, file, FIRST_ROW - 1 + place)
