"""The table of comparisons as a splink model with fixed m and u, over the columns of `splink_table`.

SQL that DuckDB, Spark and PostgreSQL understand alike; only `damerau_levenshtein` is not everywhere. Knows
levels and their weights; knows no records. What SQL leaves out stands in docs/cli.md.
"""

import json
from collections.abc import Mapping
from itertools import product
from pathlib import Path
from typing import Any

from roster.dedupe.comparisons import COMPARISONS
from roster.dedupe.score import LevelTable, Scale
from roster.export.splink_table import NUMBERS, RARE
from roster.writing import write_whole

_NOTHING = ""  # the level that says nothing: splink's null level
_ELSE = "ELSE"

_EITHER_PLAIN = "(plain_l or plain_r)"
_COMPLETE = "birth_day_l > 0 and birth_day_r > 0"
_BOTH_MONTHS = "birth_month_l > 0 and birth_month_r > 0"
_YEAR, _MONTH, _DAY = (f"birth_{part}_l = birth_{part}_r" for part in ("year", "month", "day"))


def settings(scale: Scale, keys: Mapping[str, tuple[str, ...]]) -> dict[str, Any]:
    """What splink is given; `keys` as in `Prepared`."""
    odds = 2.0**scale.prior
    return {
        "link_type": "dedupe_only",
        "unique_id_column_name": "unique_id",
        "probability_two_random_records_match": odds / (1 + odds),
        "comparisons": [_comparison(c.field, c.levels, scale) for c in COMPARISONS],
        "blocking_rules_to_generate_predictions": [
            {"blocking_rule": f"l.{left} = r.{right}"}
            for columns in keys.values()
            for left, right in product(columns, columns)
        ],
        "retain_intermediate_calculation_columns": True,
    }


def write(path: Path, found: Mapping[str, Any]) -> None:
    """As JSON. Raises `UserError` (see `writing.refusal`)."""
    write_whole(path, json.dumps(found, indent=2).encode())


def _comparison(field: str, names: tuple[str, ...], scale: Scale) -> dict[str, Any]:
    table = scale.tables[field]
    return {
        "output_column_name": field,
        "comparison_levels": [
            _level(field, name, condition, position=names.index(name), table=table)
            if name
            else {"sql_condition": condition, "label_for_charts": "not compared", "is_null_level": True}
            for name, condition in _CONDITIONS[field]
        ],
    }


def _level(field: str, name: str, condition: str, *, position: int, table: LevelTable) -> dict[str, Any]:
    m, u = float(table.m[position]), float(table.u[position])
    too_large = max(m, u, 1.0)  # weights set by hand: only the ratio of the two is meant
    found = {
        "sql_condition": condition,
        "label_for_charts": name,
        "m_probability": m / too_large,
        "u_probability": u / too_large,
        "fix_m_probability": True,
        "fix_u_probability": True,
    }
    return found | ({"tf_adjustment_column": RARE[field][0]} if table.rarity[position] else {})


def _like(pattern: str, text: str = "") -> str:
    """A pattern of one side LIKE the other, with accents, or without where a side has none."""

    def sides(spelling: str) -> str:
        of, other = f"{spelling}{text}", f"{spelling}_{pattern}"
        return f"({of}_l like {other}_r or {of}_r like {other}_l)"

    return f"({sides('accented')} or ({_EITHER_PLAIN} and {sides('folded')}))"


def _any_equal(kind: str) -> str:
    places = range(1, NUMBERS + 1)
    return " or ".join(f"{kind}_{i}_l = {kind}_{j}_r" for i, j in product(places, places))


def _any_near(kind: str) -> str:
    places = range(1, NUMBERS + 1)
    return " or ".join(
        f"damerau_levenshtein({kind}_{i}_l, {kind}_{j}_r) <= 1" for i, j in product(places, places)
    )


def _either_missing(column: str) -> str:
    return f"{column}_l is null or {column}_r is null"


_SAME_WORDS = f"(bag_l = bag_r or ({_EITHER_PLAIN} and folded_bag_l = folded_bag_r))"
_NEAR_LENGTHS = "length(spelled_l) - length(spelled_r) between -1 and 1"
_SAME_AGENCY = "agency_words_l = agency_words_r"
_OWN_LIST = "agency_list_l = agency_list_r and senders_list_l"
_SAME_START = "position_start_l = position_start_r"
_CONDITIONS: Mapping[str, tuple[tuple[str, str], ...]] = {
    "name": (
        (_NOTHING, _either_missing("name_key")),
        ("exact", "name_key_l = name_key_r"),
        ("unaccented", "letters_l = letters_r and (stripped_l or stripped_r)"),
        ("maybe_unaccented", f"letters_l = letters_r and {_EITHER_PLAIN}"),
        ("accents_differ", "letters_l = letters_r"),
        ("clan_name", f"word_count_l <> word_count_r and {_like('clan')}"),
        ("word_order", f"{_SAME_WORDS} and {_like('inside', '_twice')}"),
        ("same_words", _SAME_WORDS),
        ("initials", f"word_count_l = word_count_r and {_like('initials')}"),
        ("part_missing", f"word_count_l <> word_count_r and {_like('parts')}"),
        (
            "one_edit",
            f"{_NEAR_LENGTHS} and damerau_levenshtein(spelled_l, spelled_r) <= 1",
        ),
        ("other_given", "front_l = front_r"),
        ("same_given", "given_l = given_r"),
        ("different", _ELSE),
    ),
    "dob": (
        (_NOTHING, _either_missing("birth_year")),
        ("full", "whole_date_l = whole_date_r"),
        ("month", f"{_YEAR} and {_MONTH} and {_BOTH_MONTHS} and not ({_COMPLETE})"),
        ("year", f"{_YEAR} and not ({_BOTH_MONTHS})"),
        ("partial_differs", f"not ({_COMPLETE})"),
        ("swapped", f"{_YEAR} and birth_month_l = birth_day_r and birth_day_l = birth_month_r"),
        ("one_part", f"({_YEAR} and {_MONTH}) or ({_MONTH} and {_DAY}) or ({_YEAR} and {_DAY})"),
        ("same_year", _YEAR),
        ("different", _ELSE),
    ),
    "gender": (
        (_NOTHING, _either_missing("gender_code")),
        ("same", "gender_code_l = gender_code_r"),
        ("different", _ELSE),
    ),
    "cccd": (
        (_NOTHING, f"{_either_missing('card')} or length(card_l) <> length(card_r)"),
        ("same", "card_l = card_r"),
        ("one_digit", "damerau_levenshtein(card_l, card_r) <= 1"),
        ("different", _ELSE),
    ),
    "phone": (
        ("mobile", _any_equal("own")),
        ("shared", _any_equal("shared")),
        ("landline", _any_equal("landlines")),
        (_NOTHING, _either_missing("own_1")),
        ("one_digit", _any_near("own")),
        ("different", _ELSE),
    ),
    "email": (
        ("same", "mailbox_l = mailbox_r and not mailbox_shared_l"),
        ("shared", "mailbox_l = mailbox_r"),
        (_NOTHING, f"{_either_missing('mailbox')} or mailbox_shared_l or mailbox_shared_r"),
        ("different", _ELSE),
    ),
    "agency": (
        (
            _NOTHING,
            f"{_either_missing('agency_words')} or ({_SAME_AGENCY} and {_OWN_LIST})",
        ),
        ("same", _SAME_AGENCY),
        ("different", _ELSE),
    ),
    "position": (
        (_NOTHING, _either_missing("position_words")),
        ("same", "position_words_l = position_words_r"),
        (
            "shortened",
            f"{_SAME_START} and (position_words_l = position_start_l or position_words_r = position_start_r)",
        ),
        ("same_start", _SAME_START),
        ("different", _ELSE),
    ),
    "list": (
        (_NOTHING, _either_missing("list_code")),
        ("same_list", "list_code_l = list_code_r"),
        ("other_list", _ELSE),
    ),
}
