"""A tablet that holds a token, as the site gives it."""

from flask.testing import FlaskClient
from itsdangerous import URLSafeSerializer


def hold(client: FlaskClient, token: str, cookie: str = "tablet") -> None:
    """Let a tablet hold the token of the class open on it; with `cookie="asking"`, of the class it asks for."""
    client.set_cookie(cookie, URLSafeSerializer("test", salt=f"class-tablet.{cookie}").dumps(token))
