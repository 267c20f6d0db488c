"""Where one may be sent next, and the ids that an address or a form names."""

from urllib.parse import urlsplit
from uuid import UUID

from phonics.errors import PhonicsError


def local_path(wanted: str | None) -> str:
    """Return the path if it lies on this site, else the front door."""
    if not wanted:
        return "/"
    parts = urlsplit(wanted)
    own = not parts.scheme and not parts.netloc and parts.path.startswith("/") and not wanted.startswith(("//", "/\\"))
    return wanted.rstrip("?") if own and "\\" not in wanted else "/"


def id_in(text: str | None, fault: PhonicsError) -> UUID:
    """Return the id that is written there; raise the fault where none is."""
    try:
        return UUID(text or "")
    except ValueError as error:
        raise fault from error
