"""What a tablet holds, in signed cookies of its own: the token of the class open on it, and the one it asks with."""

from flask import Response, current_app, request, session
from itsdangerous import BadSignature, URLSafeSerializer

OPEN = "tablet"
ASKING = "asking"
_AS_LONG_AS_BROWSERS_KEEP_IT = 400 * 86400


def held(name: str) -> str:
    """Return the token in a cookie, "" if there is none of ours."""
    signed = request.cookies.get(name, "")
    try:
        return str(_signer(name).loads(signed)) if signed else _of_before(name)
    except BadSignature:
        return ""


def _of_before(name: str) -> str:
    """Return the key of a class that was opened before tablets had tokens: version 0.3 kept it in the session."""
    kept = session.get("wall") if name == OPEN else None
    return str(kept.get("key", "")) if isinstance(kept, dict) else ""


def hold(response: Response, name: str, token: str) -> Response:
    """Let the tablet hold a token, from now on for as long as a browser keeps anything."""
    signed = _signer(name).dumps(token)
    assert isinstance(signed, str)
    seconds = _AS_LONG_AS_BROWSERS_KEEP_IT
    response.set_cookie(name, signed, max_age=seconds, httponly=True, samesite="Lax", secure=request.is_secure)
    return response


def drop(response: Response, name: str) -> Response:
    """Let the tablet forget a token."""
    response.delete_cookie(name, httponly=True, samesite="Lax", secure=request.is_secure)
    return response


def _signer(name: str) -> URLSafeSerializer:
    return URLSafeSerializer(current_app.secret_key or "", salt=f"class-tablet.{name}")
