"""The operator's door: `./run phonics …`; each command calls one service."""

from phonics.cli import content, site
from phonics.cli.door import main

__all__ = ["content", "main", "site"]
