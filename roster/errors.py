"""Errors a person can act on.

A `UserError` has a stable English code, an English sentence that is also the message id of the
gettext catalogue, and the values to fill in. It knows nothing about languages: the doors translate.
"""

from collections.abc import Sequence


class UserError(Exception):
    """One thing that is wrong and what to do about it.

    `message` is an English sentence with `{name}` placeholders; `params` fills them. `str(error)` is the
    English sentence; a door shows `messages.sentence(error)`.
    """

    def __init__(self, code: str, message: str, /, **params: object) -> None:
        super().__init__(code, message)
        self.code = code
        self.message = message
        self.params = params

    def __str__(self) -> str:
        return self.message.format(**self.params)


class UserErrors(ExceptionGroup[UserError]):
    """Several `UserError`s found in one pass, so that a person mends them all at once."""

    def derive(self, excs: Sequence[UserError]) -> "UserErrors":  # type: ignore[override]  # the narrower type is meant
        """Keep the class when the group is split (Python's protocol for exception groups)."""
        return UserErrors(self.message, excs)


def raise_all(errors: Sequence[UserError]) -> None:
    """Raise nothing for no errors, the error itself for one, a `UserErrors` for several."""
    if len(errors) == 1:
        raise errors[0]
    if errors:
        raise UserErrors("several problems", errors)
