"""The headers that keep a browser to this server's own pages.

Knows HTTP only. Nothing inline is allowed, so that a name in a list can never become a script or a style.
"""

from flask import Response, request

_POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "connect-src 'self'",  # what htmx asks for
        "style-src 'self'",
        "img-src 'self' data:",  # the arrows of the style sheet
        "base-uri 'none'",
        "form-action 'self'",
        "frame-ancestors 'none'",
    )
)
_HEADERS = {
    "Content-Security-Policy": _POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}


def add_headers(response: Response) -> Response:
    """Add the security headers; pages are not kept by browsers and proxies, style sheets may be."""
    response.headers.update(_HEADERS)
    if request.is_secure:
        response.headers["Strict-Transport-Security"] = "max-age=31536000"  # only https, for a year
    if request.endpoint != "static":
        response.headers["Cache-Control"] = "no-store"
    return response
