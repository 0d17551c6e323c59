"""An invented province for the matcher: records with the truth of who is who, by seed and size."""

import random
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from itertools import combinations

import pytest

from roster.dedupe.model import Model, load_model
from roster.model import PersonRecord, Source


def words(text: str) -> list[str]:
    return text.split()


SURNAMES = words(
    "Nguyễn Nguyễn Nguyễn Nguyễn Nguyễn Nguyễn Nguyễn Nguyễn Nguyễn Trần Trần Trần Trần Lê Lê Lê Phạm Phạm "
    "Hoàng Hoàng Phan Vũ Võ Đặng Bùi Đỗ Hồ Ngô Dương Đinh Trương Cao Mai Hà Nông"
)
MIDDLES = {
    "Nam": words("Văn Văn Văn Đức Quang Minh Hữu Xuân Ngọc Thanh Quốc Công Đình Anh Trọng"),
    "Nữ": words("Thị Thị Thị Thị Thị Ngọc Thanh Thu Kim Minh"),
}
GIVENS = {
    "Nam": words(
        "Hùng Dũng Tuấn Minh Hải Sơn Thành Thanh Hoàng Long Cường Bình Đức Nam Phong Quang Trung Tùng Việt "
        "Lâm Khánh Lộc Phúc Thắng Thịnh Toàn Trí Tâm Hòa Hưng Hiếu Kiên Nghĩa Quân Quý Tài Tân Thiện Vinh An"
    ),
    "Nữ": words(
        "Hương Lan Mai Hoa Thủy Hiền Hằng Hà Linh Nga Ngọc Nhung Oanh Phương Quyên Thảo Trang Tuyết Vân Xuân "
        "Yến Anh Dung Hạnh Loan Thu Thúy Liên Hồng Bích Châu Diệp Hiên Hường Thanh"
    ),
}
CENTRAL_HIGHLANDS = [
    "Y Bhăm Niê",
    "H'Hồng Ayun",
    "Điểu K'Rem",
    "K'Choi",
    "Ka H'Hoa",
    "Y Thịnh Knul",
    "H'Vy Êban",
]
POSITIONS = {
    "lanh_dao_so": ["Giám đốc", "Phó Giám đốc"],
    "lanh_dao_phong": ["Trưởng phòng", "Phó Trưởng phòng", "Phó Trưởng phòng", "Chánh Văn phòng"],
    "lanh_dao_huyen": ["Chủ tịch UBND huyện", "Phó Chủ tịch UBND huyện"],
}
DELEGATES = "dai_bieu_hdnd"


@dataclass
class MadeUp:
    """Records, the person behind each key, and how hard each planted duplicate is."""

    records: list[PersonRecord] = field(default_factory=list)
    person: dict[str, str] = field(default_factory=dict)
    difficulty: dict[frozenset[str], str] = field(default_factory=dict)

    def add(self, person: str, record: PersonRecord) -> str:
        key = f"r{len(self.records):06d}"
        self.records.append(replace(record, key=key))
        self.person[key] = person
        return key

    def true_pairs(self) -> set[frozenset[str]]:
        by_person: dict[str, list[str]] = {}
        for key, person in self.person.items():
            by_person.setdefault(person, []).append(key)
        return {frozenset(pair) for keys in by_person.values() for pair in combinations(keys, 2)}


def unaccented(name: str) -> str:
    apart = unicodedata.normalize("NFD", name.replace("đ", "d").replace("Đ", "D"))
    return "".join(c for c in apart if not unicodedata.combining(c))


class Maker:
    """Makes one province; everything random comes from one seed."""

    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)
        self.made = MadeUp()
        self.people = 0

    def name(self, gender: str) -> str:
        rng = self.random
        if rng.random() < 0.06:
            return rng.choice(CENTRAL_HIGHLANDS[:3] if gender == "Nam" else CENTRAL_HIGHLANDS[3:])
        surname = rng.choice(SURNAMES)
        return f"{surname} {rng.choice(MIDDLES[gender])} {rng.choice(GIVENS[gender])}"

    def someone(self, agency: str, group: str) -> PersonRecord:
        rng = self.random
        gender = "Nam" if rng.random() < 0.7 else "Nữ"
        year = rng.randint(1964, 1990)
        code = f"067{0 if gender == 'Nam' else 1}{year % 100:02d}{rng.randrange(10**6):06d}"
        return PersonRecord(
            source=Source(f"{agency}.xlsx", "Sheet1", len(self.made.records) + 8),
            full_name=self.name(gender),
            dob=f"{year}-{rng.randint(1, 12):02d}-{rng.randint(1, 28):02d}",
            gender=gender,
            phones=(f"+84{rng.choice((90, 91, 94, 97, 98, 36, 83))}{rng.randrange(10**7):07d}",),
            cccd=code,
            email=f"nguoi{rng.randrange(10**6)}@daknong.gov.vn",
            position=rng.choice(POSITIONS[group]),
            agency=agency,
            agency_code=agency,
            group=group,
        )

    def as_listed(self, person: PersonRecord, style: random.Random) -> PersonRecord:
        """What the list of an agency shows: each list has its own columns."""
        dob = person.dob or ""
        shown = style.choices([dob, dob[:4], None], [70, 20, 10])[0]
        return replace(
            person,
            dob=shown,
            cccd=person.cccd if style.random() < 0.3 else None,
            email=person.email if style.random() < 0.3 else None,
            phones=person.phones if style.random() < 0.85 else (),
            gender=person.gender if style.random() < 0.6 else None,
        )

    def as_delegate(self, person: PersonRecord, difficulty: str) -> PersonRecord:
        rng = self.random
        dob = person.dob or ""
        record = replace(
            person,
            source=Source("dai-bieu.docx", "table 0", len(self.made.records) + 3),
            group=DELEGATES,
            position=rng.choice(["Cán bộ", person.position, None]),
            cccd=None,
            email=None,
        )
        if difficulty == "easy":
            return record
        if difficulty == "medium":
            changes: dict[str, object] = rng.choice(
                [
                    {"full_name": unaccented(person.full_name), "dob": dob[:4]},
                    {"dob": dob[:4], "phones": ()},
                    {
                        "phones": ("+842613" + f"{rng.randrange(10**6):06d}",),
                        "agency": None,
                        "agency_code": None,
                    },
                    {"dob": f"{dob[:4]}-{dob[8:]}-{dob[5:7]}" if dob[8:] <= "12" else dob[:7]},
                ]
            )
        else:
            changes = rng.choice(
                [
                    {"dob": None, "phones": (), "agency": None, "agency_code": None},
                    {"full_name": self.typo(person.full_name), "dob": dob[:4]},
                    {"phones": ("+8497" + f"{rng.randrange(10**7):07d}",), "dob": None},
                ]
            )
        return replace(record, **changes)  # type: ignore[arg-type]  # the keys are fields of PersonRecord

    def typo(self, name: str) -> str:
        first, _, last = name.rpartition(" ")
        return f"{first} {last}h" if self.random.random() < 0.5 else f"{first} {unaccented(last)}"

    def look_alikes(self, person: PersonRecord) -> list[PersonRecord]:
        """People who are not this one but look like it."""
        other = self.someone(str(person.agency), str(person.group))
        elsewhere = self.someone("so_khac", "lanh_dao_phong")
        return [
            replace(other, full_name=person.full_name, gender=person.gender),
            replace(elsewhere, full_name=person.full_name, gender=person.gender),
            replace(elsewhere, full_name=person.full_name, phones=("+842613543888",), cccd=None, email=None),
            replace(elsewhere, full_name=person.full_name, dob=person.dob, gender=person.gender),
            replace(other, phones=person.phones),
            replace(other, full_name=self.typo(person.full_name), dob=None, cccd=None),
            replace(other, full_name=unaccented(person.full_name)),
            replace(
                other,
                full_name=person.full_name,
                dob=(person.dob or "")[:4],
                cccd=None,
                email=None,
                phones=(),
            ),
            replace(other, full_name=f"{person.full_name.rpartition(' ')[0]} Lâm", dob=person.dob),
        ]


def make(seed: int, size: int = 446, planted: int = 26, traps: int = 9) -> MadeUp:
    """A province of about `size` rows with `planted` people in two lists and `traps` look-alikes."""
    maker = Maker(seed)
    rng = maker.random
    agencies = [f"so_{i:02d}" for i in range(19)] + [f"huyen_{i}" for i in range(8)]
    styles = {agency: rng.randrange(10**6) for agency in [*agencies, "so_khac"]}
    people: list[PersonRecord] = []
    for _ in range(size - 50 - traps):
        agency = rng.choice(agencies)
        group = (
            "lanh_dao_huyen"
            if agency.startswith("huyen")
            else rng.choice(["lanh_dao_so"] + ["lanh_dao_phong"] * 5)
        )
        people.append(maker.someone(agency, group))
    chosen = rng.sample(range(len(people)), planted)
    for i, person in enumerate(people):
        listed = maker.as_listed(person, random.Random(styles[str(person.agency)]))
        key = maker.made.add(f"p{i}", listed)
        if i in chosen:
            difficulty = rng.choices(["easy", "medium", "hard"], [50, 35, 15])[0]
            twin = maker.made.add(f"p{i}", maker.as_delegate(person, difficulty))
            maker.made.difficulty[frozenset((key, twin))] = difficulty
    for i in range(50 - planted):
        maker.made.add(
            f"d{i}", maker.as_delegate(maker.someone(rng.choice(agencies), "lanh_dao_phong"), "easy")
        )
    for i in range(traps):
        likeness = maker.look_alikes(rng.choice(people))[i % 9]
        listed = maker.as_listed(likeness, random.Random(styles[str(likeness.agency)]))
        maker.made.add(f"t{i}", replace(listed, full_name=likeness.full_name))
    rng.shuffle(maker.made.records)
    return maker.made


@pytest.fixture(scope="session")
def model() -> Model:
    return load_model()


@pytest.fixture(scope="session")
def province() -> Callable[..., MadeUp]:
    return make
