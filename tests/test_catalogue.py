"""Every sentence of the product has a Vietnamese translation, and the compiled file is the one in use."""

import re
from pathlib import Path
from typing import TypeAlias

import pytest
from babel.messages.extract import DEFAULT_KEYWORDS, extract_from_dir
from babel.messages.mofile import read_mo
from babel.messages.pofile import read_po

ROOT = Path(__file__).parents[1]
CATALOGUE = ROOT / "data/locale/vi/LC_MESSAGES/roster.po"
KEYWORDS = {**DEFAULT_KEYWORDS, "N_": None, "NN_": (1, 2), "UserError": (2,)}
METHODS = [("**.py", "python"), ("**/templates/**.html", "jinja2")]

Sentence: TypeAlias = tuple[str, ...]  # its forms: one, or singular and plural


def forms(sentence: object) -> Sentence:
    return tuple(map(str, sentence)) if isinstance(sentence, tuple | list) else (str(sentence),)


def sentences() -> set[Sentence]:
    """The English message ids in the sources."""
    return {
        forms(message)
        for package in ("roster", "web", "scoring")
        for _, _, message, _, _ in extract_from_dir(ROOT / package, METHODS, keywords=KEYWORDS)
    }


def translations() -> dict[Sentence, Sentence]:
    """Message id to Vietnamese sentence, as the editable catalogue has them."""
    with CATALOGUE.open("rb") as file:
        return {forms(m.id): forms(m.string) for m in read_po(file, locale="vi") if m.id and not m.fuzzy}


def placeholders(sentence: str) -> list[str]:
    return sorted(re.findall(r"\{[^{}]*\}", sentence))


def test_sources_hold_sentences() -> None:
    assert len(sentences()) > 100


def test_every_sentence_is_translated() -> None:
    translated = {message for message, said in translations().items() if all(map(str.strip, said))}
    assert sorted(sentences() - translated) == []


def test_no_translation_without_a_sentence() -> None:
    assert sorted(translations().keys() - sentences()) == []


def test_placeholders_agree() -> None:
    """Those of the plural where there is one: Vietnamese has one form for both."""
    wrong = {
        message: said
        for message, said in translations().items()
        if any(placeholders(form) != placeholders(message[-1]) for form in said)
    }
    assert wrong == {}


def test_vietnamese_has_one_form() -> None:
    assert {len(said) for said in translations().values()} == {1}


def test_compiled_catalogue_is_fresh() -> None:
    with CATALOGUE.with_suffix(".mo").open("rb") as file:
        compiled = {forms(m.id): forms(m.string) for m in read_mo(file) if m.id}
    assert compiled == {message: said for message, said in translations().items() if all(said)}


@pytest.mark.parametrize("language", ["vi", "en"])
def test_each_language_speaks(language: str) -> None:
    from roster import messages

    messages.set_language(language)
    try:
        spoken = messages._("There is no file {file}. Check the path.", file="x")
    finally:
        messages.set_language(messages.DEFAULT_LANGUAGE)
    assert (spoken == "There is no file x. Check the path.") is (language == "en")
