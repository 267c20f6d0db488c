"""Headers that every answer carries, and the session cookie that is Secure whenever https served it."""

from flask import Flask, Response, request
from flask.sessions import SecureCookieSessionInterface

_POLICY = "; ".join(
    (
        "default-src 'self'",
        "img-src 'self' data: blob:",
        "media-src 'self' blob:",
        "object-src 'none'",
        "base-uri 'none'",
        "form-action 'self'",
        "frame-ancestors 'none'",
    )
)


def permissions(*, camera: bool) -> str:
    """Return the Permissions-Policy of a page: the camera only where a badge may be shown to it."""
    return f"camera=({'self' if camera else ''}), microphone=(self), geolocation=()"


class CarefulSession(SecureCookieSessionInterface):
    """Flask's own signed cookie, marked Secure exactly when the request came by https."""

    def get_cookie_secure(self, app: Flask) -> bool:
        return request.is_secure


def register(app: Flask) -> None:
    """Put the security headers on every answer of the app."""
    app.session_interface = CarefulSession()

    @app.after_request
    def protect(response: Response) -> Response:
        headers = response.headers
        headers.setdefault("Content-Security-Policy", _POLICY)
        headers["X-Content-Type-Options"] = "nosniff"
        headers["Referrer-Policy"] = "same-origin"
        headers.setdefault("Permissions-Policy", permissions(camera=False))
        headers["Cross-Origin-Opener-Policy"] = "same-origin"
        if request.is_secure:
            headers["Strict-Transport-Security"] = "max-age=31536000"
        if "Cache-Control" not in headers:
            headers["Cache-Control"] = "no-store"
        return response
