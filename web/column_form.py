"""The form in which a person says which column holds which field.

Knows names of form fields and what may be chosen; what a mapping is, is `services.incoming.mappings`' matter.
"""

from collections.abc import Mapping

from roster.messages import N_, _
from roster.services.incoming import mapping_files
from roster.services.incoming.mappings import Suggestion
from web import list_words

_FIRST = ("", "dropped", "stt", "full_name", "dob", "gender", "phone", "cccd", "email", "position", "agency")
_NAMES = {"": N_("Not read"), "dropped": N_("Never kept (ethnicity, religion, party, salary …)")}


def name(fingerprint: str, letter: str) -> str:
    """The name of the select box of one column."""
    return f"column {fingerprint} {letter}"


def choices(fields: tuple[str, ...]) -> list[tuple[str, str]]:
    """What may be chosen for a column, the usual fields first: what is sent, and its words.

    Several fields that are known of one column stay to be chosen together.
    """
    single = dict.fromkeys((*_FIRST, *mapping_files.fields()))
    texts = {one: _(_NAMES[one]) if one in _NAMES else list_words.label(one) for one in single}
    if len(fields) > 1:
        texts[", ".join(fields)] = list_words.labels(fields)
    return list(texts.items())


def chosen(fields: tuple[str, ...]) -> str:
    """What is chosen when the form is opened."""
    return ", ".join(fields)


def said(form: Mapping[str, str], suggestion: Suggestion) -> dict[str, dict[str, str]]:
    """What the form says: fingerprint -> column -> fields; a column it does not name stays as suggested."""
    return {
        layout.fingerprint: {
            column.letter: form.get(name(layout.fingerprint, column.letter), chosen(column.fields))
            for column in layout.columns
        }
        for layout in suggestion.layouts
    }
