"""Word documents from templates that an officer edits in Word: `data/forms/documents/`, .docx beside .toml.

Knows docxtpl and which fields a template may use, and refuses others by name, all at once. A template may
come from anybody's hands, so its expressions run in Jinja's sandbox.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import BadZipFile

from docx.opc.exceptions import PackageNotFoundError
from docx.oxml.ns import qn
from docxtpl import DocxTemplate
from jinja2 import StrictUndefined, TemplateError
from jinja2.sandbox import SandboxedEnvironment

from roster import datafiles
from roster.errors import UserError, raise_all
from roster.export.document import RosterDocument
from roster.export.form import Form, fill, unknown_placeholders
from roster.export.template_values import Values, values

FOLDER = "forms/documents"
LETTER = "cong-van"
COUNTS = "phu-luc-so-luong"
REMINDER = "don-doc"
_WHOLE = re.compile(r"\{\{.*?\}\}|\{%.*?%\}", re.DOTALL)
_BRACES = re.compile(r"\{\{|\}\}|\{%|%\}")
_MOST_SHOWN = 60  # characters of a paragraph
_STRICT: Any = {"extra": "forbid"}


@dataclass(frozen=True, slots=True)
class Template:
    """A template's own words: the file's name, the fields it must use, those it may with their meaning."""

    __pydantic_config__ = _STRICT
    file_name: str
    required: tuple[str, ...]
    fields: Mapping[str, str]


def load(name: str) -> Template:
    """The words of a template by name. Raises `UserError`s naming the file."""
    path = datafiles.find(f"{FOLDER}/{name}.toml")
    template = datafiles.load(path, Template)
    raise_all(
        list(unknown_placeholders(template.file_name, ("year", "plan"), key="file_name", file=path.name))
    )
    return template


def file_name(template: Template, roster: RosterDocument) -> str:
    """What the document is called, without its ending."""
    return fill(template.file_name, year=roster.plan.year, plan=roster.plan.title)


def write(name: str, roster: RosterDocument, form: Form) -> bytes:
    """The document of a template with the roster's counts. Raises as `render` does."""
    return render(name, values(roster, form))


def render(name: str, said: Values) -> bytes:
    """The document of a template with these values.

    Raises `UserError`s: bad_template (not a Word file, or a loop that does not end), unknown_template_field,
    missing_template_field.
    """
    path = path_of(name)
    return _rendered(_checked(name, path), said, path.name)


def check(name: str) -> None:
    """Whether a template can be used as it stands now. Raises as `render` does."""
    _checked(name, path_of(name))


def path_of(name: str) -> Path:
    """The Word file of a template in use: the office's own, else the one that came with the program."""
    return datafiles.find(f"{FOLDER}/{name}.docx")


def _checked(name: str, path: Path) -> DocxTemplate:
    template, document = load(name), _opened(path)
    raise_all([_bad(path.name, text) for text in _unclosed(document)])
    raise_all(list(_misfits(document, template, path.name)))
    return document


def _opened(path: Path) -> DocxTemplate:
    document = DocxTemplate(str(path))
    try:
        document.init_docx()
    except (PackageNotFoundError, BadZipFile, KeyError, ValueError):
        raise _bad(path.name, "–") from None
    return document


def _misfits(document: DocxTemplate, template: Template, file: str) -> Iterator[UserError]:
    used = _used(document, file)
    known = {*template.fields, *(name.upper() for name in template.fields)}
    for name in sorted(used - known):
        yield UserError(
            "unknown_template_field",
            "{file} has the field {field}, which does not exist. Correct it in Word, or use one of {fields}.",
            file=file,
            field=name,
            fields=", ".join(template.fields),
        )
    for name in template.required:
        if not used & {name, name.upper()}:
            yield UserError(
                "missing_template_field",
                "{file} does not use the field {field} ({meaning}). Put it back in Word.",
                file=file,
                field=name,
                meaning=template.fields.get(name, name),
            )


def _used(document: DocxTemplate, file: str) -> set[str]:
    try:
        found: set[str] = document.get_undeclared_template_variables(_environment())
    except TemplateError as fault:
        raise _bad(file, str(fault)) from None
    return found


def _unclosed(document: DocxTemplate) -> Iterator[str]:
    """The paragraphs in which braces are left when whole fields and loops are taken away."""
    for paragraph in document.get_docx().element.body.iter(qn("w:p")):
        text = "".join(part.text or "" for part in paragraph.iter(qn("w:t")))
        if _BRACES.search(_WHOLE.sub("", text)):
            yield text[:_MOST_SHOWN]


def _rendered(document: DocxTemplate, said: Values, file: str) -> bytes:
    target = BytesIO()
    try:
        document.render(dict(said), jinja_env=_environment())
    except TemplateError as fault:  # a part of a field that does not exist, an expression that is not allowed
        raise _bad(file, str(fault)) from None
    document.save(target)
    return target.getvalue()


def _environment() -> SandboxedEnvironment:
    return SandboxedEnvironment(autoescape=True, undefined=StrictUndefined)


def _bad(file: str, fault: str) -> UserError:
    return UserError(
        "bad_template",
        "{file} cannot be used as a template ({fault}). Correct the field or loop in Word, or take the "
        "shipped template again.",
        file=file,
        fault=fault,
    )
