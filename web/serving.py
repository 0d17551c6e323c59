"""Serves the application with waitress, which runs wherever Python does, Windows included.

Knows addresses: which names are answered, and whose word counts about where a request comes from.
"""

import gc
import socket
from dataclasses import dataclass
from typing import Protocol
from urllib.parse import urlsplit

import waitress  # type: ignore[import-untyped]  # it has no types
from flask import Flask

from roster.errors import UserError
from web import copying, house

_THREADS = 8
_LOOPBACK = ("127.0.0.1", "localhost", "::1")
_EVERYWHERE = ("0.0.0.0", "::", "")  # noqa: S104 - only compared with
_FORWARDED = {"x-forwarded-for", "x-forwarded-host", "x-forwarded-proto"}


@dataclass(frozen=True, slots=True)
class Front:
    """The reverse proxy in front: the address people open (`root`), and its own."""

    root: str
    proxy: str


def front(public_url: str | None, proxy: str) -> Front | None:
    """The proxy in front, None without a public address.

    Raises `UserError` (bad_public_url) for one that is not just http or https and a name.
    """
    if public_url is None:
        return None
    parts = urlsplit(public_url)
    if parts.scheme not in {"http", "https"} or not parts.hostname or parts.path not in {"", "/"}:
        raise UserError(
            "bad_public_url",
            "{url} is not an address people can open. Write https:// and a name, without a folder behind it.",
            url=public_url,
        )
    return Front(f"{parts.scheme}://{parts.netloc}", proxy)


def root(host: str, port: int) -> str:
    """The address at which this computer's browser finds the pages."""
    name = "127.0.0.1" if host in _EVERYWHERE else host
    return f"http://[{name}]:{port}" if ":" in name else f"http://{name}:{port}"


def get_ready(app: Flask) -> None:
    """Begin to compare what has changed since the last time, so that nobody who reviews need wait for it.

    And begin to make the copies that are due.
    """
    settle()
    house.of(app).renewal.begin()
    copying.begin(app)


def settle() -> None:
    """Leave out of garbage collection what is loaded by now: else one page in twenty waits 0.2 s for it."""
    gc.collect()
    gc.freeze()


class Server(Protocol):
    """What is left to do with a server that listens."""

    def run(self) -> None:
        """Answer until the process ends."""


def listen(app: Flask, host: str, port: int, *, front: Front | None = None) -> Server:
    """Take the port, to answer from `run` on; only requests that name this server are answered.

    Raises `UserError` (port_taken) where the port cannot be had.

    A page of another site can make its own name point here (DNS rebinding); it cannot change the name that
    the browser sends. Where a server listens for the network without a proxy, its names are not known, and
    every one is answered. What the proxy in front says of a request counts; from anybody else it is dropped.
    """
    names = [urlsplit(front.root).hostname or ""] if front else []
    if front or host in _LOOPBACK:
        app.config["TRUSTED_HOSTS"] = [*_LOOPBACK, *names]
    trusted = {"trusted_proxy": front.proxy, "trusted_proxy_headers": _FORWARDED} if front else {}
    server: Server = waitress.create_server(
        app, sockets=[_listening(host, port)], threads=_THREADS, ident=None, **trusted
    )
    return server


def _listening(host: str, port: int) -> socket.socket:
    try:
        return socket.create_server((host, port), family=socket.AF_INET6 if ":" in host else socket.AF_INET)
    except OSError as fault:
        raise UserError(
            "port_taken",
            "Cannot listen on {host}, port {port}: another program uses it, or you may not. "
            "Choose another one with --port.",
            host=host,
            port=port,
        ) from fault
