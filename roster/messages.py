"""Every sentence of the product, through one gettext catalogue with English message ids.

Knows which language is in use and where the catalogues lie (`data/locale`); knows nothing of who speaks.
Vietnamese is the default. The language is a context variable, so that two web requests never mix.
"""

import gettext
from contextvars import ContextVar
from functools import cache

from roster import datafiles
from roster.errors import UserError

LANGUAGES = ("vi", "en")
DEFAULT_LANGUAGE = "vi"

_language: ContextVar[str] = ContextVar("language", default=DEFAULT_LANGUAGE)


def set_language(language: str) -> None:
    """Use `language` ('vi' or 'en') for the rest of this context."""
    if language not in LANGUAGES:
        raise UserError(
            "unknown_language", "There is no language {language}. Use vi or en.", language=language
        )
    _language.set(language)


def language() -> str:
    """The language in use."""
    return _language.get()


@cache
def _catalogue(language: str) -> gettext.NullTranslations:
    folder = datafiles.shipped("locale")
    return gettext.translation("roster", folder, [language], fallback=language == "en")


def _(message: str, /, **params: object) -> str:
    """Translate an English sentence, then fill its `{name}` placeholders."""
    translated = _catalogue(_language.get()).gettext(message)
    return translated.format(**params) if params else translated


def N_(message: str, /) -> str:  # noqa: N802 - gettext's own name for "translate later"
    """Mark a sentence for the catalogue without translating it here."""
    return message


def NN_(singular: str, plural: str, /) -> tuple[str, str]:  # noqa: N802 - as above, for what is counted
    """Mark a sentence with a singular and a plural form for the catalogue."""
    return singular, plural


def sentence(error: UserError) -> str:
    """The error's sentence in the language in use."""
    return _(error.message, **error.params)
