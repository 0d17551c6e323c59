"""Serves the application with waitress, which runs wherever Python does, Windows included."""

import waitress  # type: ignore[import-untyped]  # it has no types
from flask import Flask

_THREADS = 8
_LOOPBACK = ("127.0.0.1", "localhost", "::1")


def serve(app: Flask, host: str, port: int) -> None:
    """Serve until the process ends; on a loopback address only requests that name one are answered.

    A page of another site can make its own name point here (DNS rebinding); it cannot change the name that
    the browser sends.
    """
    if host in _LOOPBACK:
        app.config["TRUSTED_HOSTS"] = list(_LOOPBACK)
    waitress.serve(app, host=host, port=port, threads=_THREADS, ident=None)
