"""Forms that only this server's own pages can send: a token in every form (Flask-WTF's CSRFProtect)."""

from flask import Flask
from flask_wtf.csrf import CSRFProtect, generate_csrf  # type: ignore[import-untyped]  # it has no types
from markupsafe import Markup


def protect(app: Flask, secret: str) -> None:
    """Ask every changing request for its token, which lives as long as the session."""
    app.secret_key = secret
    app.config["WTF_CSRF_TIME_LIMIT"] = None
    app.config["WTF_CSRF_SSL_STRICT"] = (
        False  # it reads the Referer, which the pages tell browsers not to send
    )
    CSRFProtect(app)


def csrf() -> Markup:
    """The hidden field with the token, for inside a form."""
    return Markup('<input type="hidden" name="csrf_token" value="{}">').format(generate_csrf())
