"""Every code a reading can carry, with its severity and one sentence saying what is wrong and what to do.

Five kinds: flags (the row is a person, look at this), hold reasons (the row waits for a person), reject
reasons (the row holds no person), file errors, file notices. No other code is emitted; errors of commands and
of data files carry their own sentences (`errors.UserError`).
"""

from dataclasses import dataclass
from typing import Literal

from roster.messages import N_, _

Kind = Literal["flag", "hold", "reject", "file_error", "notice"]
Severity = Literal["error", "warning", "notice"]


@dataclass(frozen=True, slots=True)
class ProblemKind:
    """What a code means: `severity` 'error' stops something, 'warning' wants a look, 'notice' only tells."""

    severity: Severity
    message: str  # English, the message id of the catalogue
    kind: Kind


def _kind(kind: Kind, severity: Severity, messages: dict[str, str]) -> dict[str, ProblemKind]:
    return {code: ProblemKind(severity, message, kind) for code, message in messages.items()}


_FLAGS = _kind(
    "flag",
    "warning",
    {
        # dates of birth
        "bad_date": N_("The date of birth is not a date. Ask the agency for it and correct the cell."),
        "implausible_date": N_(
            "The date of birth gives an age below 18 or above 90. Check it with the agency."
        ),
        "two_digit_year": N_("The year of birth has two digits; the century was assumed. Check the year."),
        "month_first": N_(
            "The date of birth was typed month first, or its column mixes both orders. Check day and month."
        ),
        # phones
        "bad_phone": N_(
            "The phone number is not a valid number. Ask the agency for it and correct the cell."
        ),
        "foreign_phone": N_("The phone number is a foreign one. Check that it is right."),
        "no_phone": N_("There is no phone number. Ask the agency for one if the Ministry needs it."),
        "scientific": N_(
            "Excel shortened the number (scientific notation) and digits may be lost. Ask for it again."
        ),
        # identity cards, email, gender
        "bad_cccd": N_("The card number does not have 12 digits. Ask the agency for it."),
        "cmnd_9_digits": N_(
            "This is the number of an old 9-digit card. Ask for the card number of 12 digits."
        ),
        "cccd_gender_mismatch": N_("The gender differs from the one in the card number. Check both cells."),
        "cccd_year_mismatch": N_(
            "The year of birth differs from the one in the card number. Check both cells."
        ),
        "cccd_duplicate": N_(
            "The same card number stands with another person. Check which of the two is right."
        ),
        "cccd_province_unknown": N_(
            "The card number starts with a code that no province has. Check the number."
        ),
        "bad_email": N_("The email address is not valid. Correct it or leave the cell empty."),
        "bad_gender": N_("The gender is neither Nam nor Nữ. Correct the cell."),
        # names
        "no_diacritics": N_("The name has no accents. Check its spelling with the agency."),
        # the row
        "hidden_row": N_("The row is hidden in the file. Check whether this person is meant to be listed."),
        "strikethrough": N_(
            "The row is struck through. Check whether this person has been taken off the list."
        ),
        "left_post": N_("A note says that this person has left the post. Check before sending the roster."),
        "formula_no_value": N_(
            "A formula was saved without its result. Open the file in Excel, save it, import it again."
        ),
        "extra_empty_fields": N_(
            "The line has surplus empty fields. Check that its values are in their columns."
        ),
        "same_person_other_role": N_(
            "The same person stands twice in this file, with different posts. Check both."
        ),
        # group and agency
        "not_eligible": N_("This post is outside the survey's groups. The person is shown, but not counted."),
        "eligibility_open": N_(
            "The plan does not say whether this post belongs to the group. Decide it in the plan file "
            "(agencies.eligible) or in data/positions.toml."
        ),
        # corrections
        "correction_overtaken": N_(
            "This field was corrected in the earlier list; the new list states another value, which counts "
            "now. Check it, and correct it again if it is wrong."
        ),
        "group_differs": N_(
            "The list declares another group than position and agency say. Check which of the two is right."
        ),
        "group_unknown": N_(
            "Neither the list nor the position says which group this person belongs to. Add a group "
            "column, or name the group in the list's title."
        ),
        "group_not_checked": N_(
            "The post was corrected, but headings of the list that are not kept may decide its group, so the "
            "group stayed as it was. Check it, and correct the group too if it is wrong."
        ),
        "agency_unknown": N_(
            "The plan does not know this agency; its name is kept. Correct it or add an alias to the plan."
        ),
    },
) | _kind(
    "flag",
    "notice",
    {
        "partial_date": N_("Only the year, or month and year, of birth is given."),
        "date_serial_text": N_(
            "The date of birth was an Excel serial number and was turned into a date. Check it."
        ),
        "old_prefix": N_("The phone number had a prefix from before 2018 and was brought up to date."),
        "two_phones": N_("The cell holds more than one phone number. The first one is used."),
        "landline": N_(
            "The phone number is a landline, perhaps the office's. Ask for a mobile number if needed."
        ),
        "agency_carried": N_(
            "The agency stands only in the first row of its block and was carried down to this row. Check it."
        ),
        "cccd_zero_restored": N_(
            "Leading zeros of the card number had been lost and were put back. Check it."
        ),
        "lookalike": N_("Letters that only look Vietnamese were replaced in the name. Check its spelling."),
    },
)

_HOLDS = _kind(
    "hold",
    "error",
    {
        "bad_name": N_(
            "The name cell does not hold a person's name. Correct it in the file and import again."
        ),
        "lost_characters": N_(
            "Letters of this row are lost ('?'). Ask the agency for the original file, in Excel or UTF-8."
        ),
        "wrong_field_count": N_(
            "The line does not have as many fields as the header. Correct separators or quotes in the file."
        ),
        "needs_mapping": N_(
            "Nobody can tell which column holds the names: the header is missing or not known. See the "
            "suggestion with 'roster columns show', correct it, keep it with 'roster columns remember', then "
            "import again."
        ),
    },
)

_REJECTS = _kind(
    "reject",
    "notice",
    {
        "letterhead": N_("Part of the letterhead or title above the table."),
        "header_row": N_("Part of the table's header."),
        "outside_table": N_("Outside the table."),
        "section_row": N_("A heading inside the table; its agency, unit or group was carried down."),
        "hidden_sheet": N_(
            "On a hidden sheet, which is not imported. Unhide the sheet if its people are meant."
        ),
        "signature_block": N_("Part of the signature block below the table."),
        "total_row": N_("A total."),
        "subtotal_row": N_("A subtotal."),
        "blank_person_row": N_("A numbered row without a person."),
        "page_row": N_("A page number or page heading."),
        "repeated_header": N_("The header again, as printed on each page."),
        "continuation_row": N_("Belongs to the person in the row above and was added there."),
        "column_number_row": N_("The numbers of the columns below the header."),
        "note_row": N_("A note."),
    },
)

_FILE_ERRORS = _kind(
    "file_error",
    "error",
    {
        "empty": N_("The file is empty. Ask the agency to send it again."),
        "no_rows": N_(
            "No person was found in the file. Check that it is the right file. If it does name people, copy "
            "them into a table with a heading row (Họ và tên, Ngày sinh, Chức vụ, Đơn vị, Điện thoại), one "
            "person per row, and read that."
        ),
        "corrupt": N_("The file is damaged and cannot be read. Ask the agency to send it again."),
        "password": N_(
            "The file is protected by a password, or the one given is wrong. Read it with --password FILE, "
            "or save it without one."
        ),
        "too_large": N_(
            "The file is too large to be read safely. Split it, or save only the list as a new file."
        ),
        "xml_entity": N_(
            "The file defines XML entities, which no office program writes. Ask for the list in a new file."
        ),
        "scanned_pdf": N_(
            "The PDF holds pictures of pages and no text. Ask the agency for the Excel or Word file."
        ),
        "not_a_spreadsheet": N_(
            "This is not a list the program can read. Ask for an Excel, Word table or CSV file."
        ),
        "not_understood": N_(
            "The program failed on this file; the others were done. Report the reference {reference}; until "
            "this is mended, copy the list into a new Excel file and read that one."
        ),
    },
)

_NOTICES = _kind(
    "notice",
    "notice",
    {
        "macro": N_("The file holds macros. They were not run; only the values were read."),
        "extension": N_("The file's ending does not fit its content. It was read by its content."),
        "hidden_sheet_skipped": N_("A hidden sheet was not imported. Unhide it if its people are meant."),
        "legacy_encoding": N_(
            "The file was typed in an old encoding (TCVN3 or VNI) and was converted. Check a few names."
        ),
        "sender_unknown": N_(
            "The list does not say which agency sent it. Write the agency's name into its title or file name."
        ),
        "mapping_used": N_(
            "The columns were read as remembered for this sender. 'roster columns show' lists them."
        ),
    },
) | _kind(
    "notice",
    "warning",
    {
        "mapping_of_unknown": N_(
            "The list does not say who sent it. Its columns were read as remembered for another such list, "
            "perhaps of another agency: check them with 'roster columns show', or add the agency's name."
        ),
        "declared_total_differs": N_(
            "The list says it holds {declared} people, but {found} were read. Check the rows."
        ),
        "column_unknown": N_(
            "The heading '{heading}' is not known, so its column was not read. If it is needed, give it a "
            "usual heading, or add this one to data/headers.toml."
        ),
        "column_by_values": N_(
            "The heading '{heading}' is not known, but the values below it are phone numbers and were read "
            "as such. Check a few, or give the column a usual heading."
        ),
        "unruled_table": N_(
            "The PDF holds a table without lines, and its columns or rows cannot be told apart. Ask the "
            "agency for the Excel or Word file."
        ),
        "table_not_read": N_(
            "The table on this page was not read: it has no names, and its rows could not be put beside "
            "those of another page. Ask the agency for the Excel or Word file, or for a print with all "
            "columns on one page."
        ),
        "line_not_read": N_(
            "Beside the table stands a line with number {number} that reads like a person of the list and "
            "was not read. Put it into the table, or add the person by hand."
        ),
        "column_new": N_(
            "The heading '{heading}' is new in the lists of this sender. Check what its column was taken for "
            "with 'roster columns show', and keep it with 'roster columns remember'."
        ),
        "column_gone": N_(
            "The heading '{heading}' of this sender's earlier lists is missing. Ask for it if it is needed."
        ),
        "columns_differ": N_(
            "The list has no header, and its columns are not those remembered for this sender. See them with "
            "'roster columns show' and keep them anew with 'roster columns remember'."
        ),
    },
)

_LATER = _kind(  # what becomes of a row after it was read
    "reject", "notice", {"erased": N_("A person who was erased, as data protection asks.")}
)

PROBLEMS: dict[str, ProblemKind] = _FLAGS | _HOLDS | _REJECTS | _LATER | _FILE_ERRORS | _NOTICES

FLAGS = frozenset(_FLAGS)
HOLDS = frozenset(_HOLDS)
REJECTS = frozenset(_REJECTS)
LATER = frozenset(_LATER)
FILE_ERRORS = frozenset(_FILE_ERRORS)
NOTICES = frozenset(_NOTICES)


def sentence(code: str, **params: object) -> str:
    """The sentence for a code in the language in use; KeyError for a code that is not in the table."""
    return _(PROBLEMS[code].message, **params)
