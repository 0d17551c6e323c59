"""The model that splink is given: comparisons and blocking rules as its guides recommend, on clean values.

Term frequencies on what agrees, edit distances for typing errors, narrow rules for prediction
(moj-analytical-services.github.io/splink: "Defining and customising comparisons", "Choosing blocking rules").
"""

from typing import Any

import duckdb
import splink.comparison_level_library as cll
import splink.comparison_library as cl
from splink import DuckDBAPI, Linker, SettingsCreator, block_on

_TRAINING = (("folded", "year"), ("folded", "agency"), ("dob", "agency"))
_TRAINING_WITHOUT_AGENCY = (("folded",), ("dob",))
_SURE = (("folded", "dob"), ("folded", "year", "agency"), ("folded", "phone"), ("cccd",))
SURE_RECALL = 0.7
"""A guess at the share of the pairs of one person that the sure rules find, as splink asks for one."""

_PREDICTION = (
    ("folded", "year"),
    ("folded", "agency"),
    ("phone",),
    ("cccd",),
    ("email",),
    ("given", "dob"),
    ("surname", "dob"),
    ("given", "year", "agency"),
)
_NO_YEAR = "l.folded = r.folded and (l.year is null or r.year is null)"
_OPTIONAL = ("phone", "cccd", "email", "agency", "position")


def linker(path: str, settings: "SettingsCreator | str | None" = None) -> Linker:
    """A linker over the cleaned file; without settings, those of the untrained model."""
    connection = duckdb.connect()
    columns = [
        "surname",
        "given",
        "folded",
        "name",
        "dob",
        "year",
        "phone",
        "cccd",
        "email",
        "position",
        "agency",
    ]
    blank_as_null = ", ".join(f"nullif({column}, '') as {column}" for column in columns)
    connection.execute(
        f"create table records as select row::int as unique_id, {blank_as_null}"
        f" from read_csv('{path}', all_varchar = true, header = true)"
    )
    counted = ", ".join(f"count({column})" for column in _OPTIONAL)
    (counts,) = connection.execute(f"select {counted} from records").fetchall()
    present = [column for column, count in zip(_OPTIONAL, counts, strict=True) if count]
    api = DuckDBAPI(connection)
    return Linker(api.register("records"), settings or model(present), log_level=None)


def training_rules(linker: Linker) -> list[Any]:
    """Blocking of the sessions of expectation maximisation: together they leave no comparison untrained."""
    has_agency = any(one.output_column_name == "agency" for one in linker._settings_obj.comparisons)
    return [block_on(*rule) for rule in (_TRAINING if has_agency else _TRAINING_WITHOUT_AGENCY)]


def sure_rules() -> list[Any]:
    """Rules that hardly ever join two people."""
    return [block_on(*rule) for rule in _SURE]


def model(present: list[str]) -> SettingsCreator:
    """The untrained model; columns that are blank throughout are left out."""
    known = {"surname", "given", "folded", "name", "dob", "year", *present}
    rules: list[Any] = [block_on(*columns) for columns in _PREDICTION if known.issuperset(columns)]
    rules.append(_NO_YEAR)
    comparisons = [_name(), _birth(), *(_OPTIONAL_COMPARISONS[column]() for column in present)]
    return SettingsCreator(
        link_type="dedupe_only",
        comparisons=comparisons,
        blocking_rules_to_generate_predictions=rules,
    )


def _name() -> cl.CustomComparison:
    return cl.CustomComparison(
        output_column_name="name",
        comparison_levels=[
            cll.NullLevel("name"),
            cll.ExactMatchLevel("name").configure(tf_adjustment_column="name"),
            cll.ExactMatchLevel("folded").configure(tf_adjustment_column="folded"),
            cll.JaroWinklerLevel("folded", 0.95),
            cll.And(cll.ExactMatchLevel("surname"), cll.ExactMatchLevel("given")),
            cll.JaroWinklerLevel("folded", 0.88),
            cll.ExactMatchLevel("given"),
            cll.ElseLevel(),
        ],
    )


def _birth() -> cl.CustomComparison:
    return cl.CustomComparison(
        output_column_name="birth",
        comparison_levels=[
            cll.NullLevel("year"),
            cll.ExactMatchLevel("dob"),
            _level("damerau_levenshtein(dob_l, dob_r) <= 1", "one edit"),
            _level(
                "dob_l[1:4] = dob_r[1:4] and dob_l[6:7] = dob_r[9:10] and dob_l[9:10] = dob_r[6:7]",
                "day and month swapped",
            ),
            _level("year_l = year_r and (dob_l is null or dob_r is null)", "same year, no day"),
            _level("year_l = year_r", "same year, another day"),
            _level("damerau_levenshtein(year_l, year_r) <= 1", "year one digit off"),
            cll.ElseLevel(),
        ],
    )


def _number(column: str) -> cl.CustomComparison:
    return cl.CustomComparison(
        output_column_name=column,
        comparison_levels=[
            cll.NullLevel(column),
            cll.ExactMatchLevel(column).configure(tf_adjustment_column=column),
            cll.DamerauLevenshteinLevel(column, 1),
            cll.ElseLevel(),
        ],
    )


def _words(column: str) -> cl.CustomComparison:
    return cl.CustomComparison(
        output_column_name=column,
        comparison_levels=[
            cll.NullLevel(column),
            cll.ExactMatchLevel(column).configure(tf_adjustment_column=column),
            cll.JaroWinklerLevel(column, 0.92),
            cll.JaroWinklerLevel(column, 0.8),
            cll.ElseLevel(),
        ],
    )


def _level(sql: str, label: str) -> dict[str, Any]:
    return {"sql_condition": sql, "label_for_charts": label}


_OPTIONAL_COMPARISONS = {
    "phone": lambda: _number("phone"),
    "cccd": lambda: _number("cccd"),
    "email": lambda: _number("email"),
    "agency": lambda: _words("agency"),
    "position": lambda: _words("position"),
}
