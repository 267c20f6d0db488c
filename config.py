"""The only reader of the environment: one frozen `Config`, handed to `create_app`."""

import os
import secrets
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent

# Before numpy wakes: its tables are small here, and threads that wait for each other cost more than they bring.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")


@dataclass(frozen=True, slots=True)
class Config:
    """Everything a site may set.

    :param database_url: SQLAlchemy's; `postgresql://` is read as `postgresql+psycopg://`
    :param var: the one writable folder (database, jobs, uploads)
    :param behind_proxy: trust one proxy's X-Forwarded-* headers
    """

    database_url: str
    secret_key: str
    var: Path
    root: Path = ROOT
    testing: bool = False
    behind_proxy: bool = False


def from_environment() -> Config:
    """Return the configuration of this process; makes `var/` and a secret key when there is none."""
    var = Path(os.environ.get("PHONICS_VAR", ROOT / "var"))
    var.mkdir(parents=True, exist_ok=True)
    os.environ.setdefault("MPLCONFIGDIR", str(var / "matplotlib"))  # else its font cache lands in the home folder
    return Config(
        database_url=database_url(os.environ.get("DATABASE_URL") or f"sqlite:///{var / 'phonics.db'}"),
        secret_key=os.environ.get("SECRET_KEY") or _kept_key(var / "secret_key"),
        var=var,
        behind_proxy=os.environ.get("BEHIND_PROXY", "") == "1",
    )


def database_url(url: str) -> str:
    """Return the URL with PostgreSQL's driver written out."""
    for prefix in ("postgres://", "postgresql://"):
        if url.startswith(prefix):
            return "postgresql+psycopg://" + url.removeprefix(prefix)
    return url


def _kept_key(path: Path) -> str:
    """Return the key in `path`, made once, readable by its owner only."""
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return path.read_text()
    with os.fdopen(descriptor, "w") as file:
        file.write(secrets.token_hex(32))
    return path.read_text()
