"""What the fields of a list and the acts on them are called, for every door that shows them.

Knows the names of `data/headers.toml`, of the parts of dates and sexes and of acts; knows no list.
"""

from collections.abc import Iterable, Mapping

from roster.messages import N_, _

LABELS: Mapping[str, str] = {
    "stt": N_("Number in the list"),
    "full_name": N_("Full name"),
    "last_middle": N_("Surname and middle name"),
    "middle": N_("Middle name"),
    "given": N_("Given name"),
    "salutation": N_("Form of address (Ông, Bà)"),
    "dob": N_("Date of birth"),
    "male": N_("Men: date of birth or tick"),
    "female": N_("Women: date of birth or tick"),
    "day": N_("Day"),
    "month": N_("Month"),
    "year": N_("Year"),
    "gender": N_("Gender"),
    "phone": N_("Phone"),
    "email": N_("Email"),
    "cccd": N_("Card number"),
    "position": N_("Position"),
    "agency": N_("Agency"),
    "unit": N_("Unit"),
    "workplace": N_("Agency or unit"),
    "group": N_("Group"),
    "note": N_("Note"),
    "dropped": N_("Not read, never kept"),
    "dob_male": N_("Date of birth of men"),
    "dob_female": N_("Date of birth of women"),
    "dob_day": N_("Day of birth"),
    "dob_month": N_("Month of birth"),
    "dob_year": N_("Year of birth"),
    "gender_male": N_("Tick: man"),
    "gender_female": N_("Tick: woman"),
}

KINDS: Mapping[str, str] = {  # of people's acts
    "correct": N_("correction"),
    "exclude": N_("excluded"),
    "readmit": N_("put back onto the list"),
    "choose": N_("value chosen"),
    "add": N_("added by hand"),
    "see": N_("marked as seen"),
    "judge": N_("decision on a pair"),
    "erased": N_("person erased"),
}


def label(fields: Iterable[str]) -> str:
    """The fields of one column in the language in use, with the names to write; '' for none."""
    return ", ".join(f"{_(LABELS.get(name, name))} ({name})" for name in fields)
