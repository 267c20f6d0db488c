"""Where one may be sent next."""

from urllib.parse import urlsplit


def local_path(wanted: str | None) -> str:
    """Return the path if it lies on this site, else the front door."""
    if not wanted:
        return "/"
    parts = urlsplit(wanted)
    own = not parts.scheme and not parts.netloc and parts.path.startswith("/") and not wanted.startswith(("//", "/\\"))
    return wanted.rstrip("?") if own and "\\" not in wanted else "/"
