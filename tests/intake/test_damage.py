"""One list in every format, cut off or with bits turned: always a named error or a reading, never a stop.

The files go through one child as the product starts it, without its habit of a new child after each refusal.
"""

import io
import json
import random
import subprocess
import sys
from datetime import date
from email.message import EmailMessage
from email.policy import SMTP
from pathlib import Path
from typing import IO, cast

import docx
import odfdo
import openpyxl
import pytest
import xlwt
from msoffcrypto.format.ooxml import OOXMLFile

from roster.intake import rawjson
from roster.intake.reading import read_list
from roster.model import RawFile
from roster.plan import load_plan
from roster.positions import load_positions
from roster.problems import FILE_ERRORS
from tests.intake.pdf_files import Paper, document
from tests.tools import LONG

ROWS = (
    ("STT", "Họ và tên", "Ngày sinh", "Chức vụ"),
    ("1", "Điểu Thử", "01/02/1980", "Giám đốc Sở Nội vụ"),
    ("2", "H'Mẫu Niê", "03/04/1981", "Phó Giám đốc Sở Nội vụ"),
)
TIMES = 250 if LONG else 20
SECRET = "bí mật"


def xlsx() -> bytes:
    book, out = openpyxl.Workbook(), io.BytesIO()
    for row in ROWS:
        book.worksheets[0].append(row)
    book.save(out)
    return out.getvalue()


def protected() -> bytes:
    out = io.BytesIO()
    OOXMLFile(io.BytesIO(xlsx())).encrypt(SECRET, out)
    return out.getvalue()


def xls() -> bytes:
    book, out = xlwt.Workbook(), io.BytesIO()
    sheet = book.add_sheet("DS")
    for number, row in enumerate(ROWS):
        for column, text in enumerate(row):
            sheet.write(number, column, text)
    book.save(out)
    return out.getvalue()


def ods() -> bytes:
    file, out = odfdo.Document("spreadsheet"), io.BytesIO()
    file.body.clear()
    table = odfdo.Table("DS")
    for number, row in enumerate(ROWS):
        for column, text in enumerate(row):
            table.set_value((column, number), text)
    file.body.append(table)
    file.save(out)
    return out.getvalue()


def word() -> bytes:
    text, out = docx.Document(), io.BytesIO()
    table = text.add_table(0, len(ROWS[0]))
    for row in ROWS:
        for cell, value in zip(table.add_row().cells, row, strict=True):
            cell.text = value
    text.save(out)
    return out.getvalue()


def html() -> bytes:
    rows = "".join(f"<tr>{''.join(f'<td>{text}</td>' for text in row)}</tr>" for row in ROWS)
    return f"<html><meta charset=utf-8><body><p>SỞ NỘI VỤ</p><table>{rows}</table></body></html>".encode()


def web_archive() -> bytes:
    message = EmailMessage(policy=SMTP)
    message["MIME-Version"] = "1.0"
    message.set_content(html().decode(), subtype="html", cte="quoted-printable", charset="utf-8")
    return message.as_bytes()


def xml_2003() -> bytes:
    names = "urn:schemas-microsoft-com:office:spreadsheet"
    cell = '<Cell><Data ss:Type="String">{}</Data></Cell>'.format
    rows = "".join(f"<Row>{''.join(map(cell, row))}</Row>" for row in ROWS)
    head = f'<?xml version="1.0"?><Workbook xmlns="{names}" xmlns:ss="{names}">'
    return f'{head}<Worksheet ss:Name="DS"><Table>{rows}</Table></Worksheet></Workbook>'.encode()


def text(encoding: str = "utf-8-sig") -> bytes:
    return "\r\n".join(";".join(row) for row in ROWS).encode(encoding)


def pdf() -> bytes:
    paper = Paper()
    paper.table(90, (30, 100, 80, 200), ROWS)
    return document([paper])


SAMPLES = {
    "a.xlsx": xlsx,
    "protected.xlsx": protected,
    "a.xls": xls,
    "a.ods": ods,
    "a.docx": word,
    "a.html": html,
    "a.mht": web_archive,
    "a.xml": xml_2003,
    "a.csv": text,
    "utf-16.txt": lambda: text("utf-16"),
    "a.pdf": pdf,
}


class Child:
    """A parsing child that is started again only when it died."""

    def __init__(self) -> None:
        self.deaths = 0
        self._start()

    def read(self, path: Path, password: str) -> RawFile | None:
        """What the child says of a file; None when it died of it."""
        request = json.dumps({"path": str(path), "name": path.name, "password": password})
        self._in.write(request.encode() + b"\n")
        self._in.flush()
        answer = self._out.readline()
        if answer:
            return rawjson.decode(answer)
        self.end()
        self.deaths += 1
        self._start()
        return None

    def end(self) -> None:
        self._process.communicate()

    def _start(self) -> None:
        command = [sys.executable, "-m", "roster.intake.child"]
        self._process = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
        )
        self._in = cast(IO[bytes], self._process.stdin)
        self._out = cast(IO[bytes], self._process.stdout)
        self._out.readline()


def damaged(data: bytes, rng: random.Random) -> bytes:
    """Cut off somewhere, or with a few bits turned."""
    if rng.random() < 0.3:
        return data[: rng.randrange(len(data))]
    changed = bytearray(data)
    for _ in range(rng.randrange(1, 6)):
        changed[rng.randrange(len(changed))] ^= 1 << rng.randrange(8)
    return bytes(changed)


@pytest.mark.parametrize("name", SAMPLES)
def test_damage_is_an_error_or_a_reading(name: str, tmp_path: Path) -> None:
    rng, whole, path = random.Random(name), SAMPLES[name](), tmp_path / name
    child, plan, positions = Child(), load_plan(), load_positions()
    for data in (whole, *(damaged(whole, rng) for _ in range(TIMES))):
        path.write_bytes(data)
        raw = child.read(path, SECRET)
        if raw is None:
            continue
        reading = read_list(raw, plan=plan, positions=positions, today=date(2024, 12, 12))
        assert reading.total == len(reading.people) + len(reading.rejects)
        assert reading.error is None or reading.error.code in FILE_ERRORS
        assert data != whole or len(reading.people) == 2
    child.end()
    assert child.deaths <= TIMES // 20  # of memory, when a bit made a size enormous
