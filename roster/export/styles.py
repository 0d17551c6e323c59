"""The looks of the workbook's cells by name, in the type sizes of Nghị định 30/2020/NĐ-CP, Phụ lục I.

Only data for XlsxWriter formats. Every look carries the quote prefix: in Excel, what stands in it is text.
Cells an agency fills in have none: a date typed there is to be a date.
"""

from collections.abc import Mapping
from typing import Any

FONT = "Times New Roman"
DEFAULT = {"font_name": FONT, "font_size": 11}  # column widths count its digits: 7 pixels each
_MIDDLE = {"valign": "vcenter", "text_wrap": True}
_CENTRED = {"align": "center", **_MIDDLE}
_TEXT = {"align": "left", **_MIDDLE}
_BOXED = {"border": 1}
_TOTAL = {"bold": True, "bg_color": "#F2F2F2"}
_RED = "#C00000"

_LOOKS: Mapping[str, Mapping[str, Any]] = {
    "banner": {"font_size": 14, "bold": True, "font_color": "#FFFFFF", "bg_color": _RED, **_CENTRED},
    "superior": {"font_size": 13, **_CENTRED},
    "issuer": {"font_size": 13, "bold": True, **_CENTRED},
    "nation": {"font_size": 13, "bold": True, **_CENTRED},
    "motto": {"font_size": 13, "bold": True, "underline": 1, **_CENTRED},
    "place_date": {"font_size": 13, "italic": True, **_CENTRED},
    "title": {"font_size": 14, "bold": True, **_CENTRED},
    "subtitle": {"font_size": 13, "bold": True, **_CENTRED},
    "attached": {"font_size": 13, "italic": True, **_CENTRED},
    "section": {"font_size": 12, "bold": True, "valign": "vcenter"},
    "header": {"font_size": 11, "bold": True, "bg_color": "#E7E6E6", **_CENTRED, **_BOXED},
    "list_text": {"font_size": 11, "num_format": "@", **_TEXT, **_BOXED},
    "list_centred": {"font_size": 11, "num_format": "@", **_CENTRED, **_BOXED},
    "list_number": {"font_size": 11, **_CENTRED, **_BOXED},
    "entry": {"font_size": 11, "num_format": "@", "quote_prefix": False, **_TEXT, **_BOXED},
    "entry_date": {"font_size": 11, "num_format": "dd/mm/yyyy", "quote_prefix": False, **_CENTRED, **_BOXED},
    "list_total": {"font_size": 11, **_TOTAL, **_TEXT, **_BOXED},
    "text": {"font_size": 11, **_TEXT, **_BOXED},
    "centred": {"font_size": 11, **_CENTRED, **_BOXED},
    "number": {"font_size": 11, **_CENTRED, **_BOXED},
    "points": {"font_size": 11, "num_format": "0.00", **_CENTRED, **_BOXED},
    "signed": {"font_size": 11, "num_format": "+0;-0;0", **_CENTRED, **_BOXED},
    "remark": {"font_size": 11, "italic": True, **_TEXT},
    "warning": {"font_size": 12, "bold": True, "font_color": _RED, **_TEXT},
    "signer": {"font_size": 13, "bold": True, **_CENTRED},
    "hint": {"font_size": 12, "italic": True, **_CENTRED},
}
_TOTALS = {
    f"total_{name}": {**_LOOKS[name], **_TOTAL} for name in ("text", "centred", "number", "points", "signed")
}

STYLES: Mapping[str, dict[str, Any]] = {
    name: {"font_name": FONT, "quote_prefix": True, **look}
    for name, look in (*_LOOKS.items(), *_TOTALS.items())
}
