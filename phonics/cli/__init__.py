"""The operator's door: `./run phonics …`; each command calls one service, or asks what we teach."""

from phonics.cli import assess, audio, content, levels, site, sounds
from phonics.cli.door import main

__all__ = ["assess", "audio", "content", "levels", "main", "site", "sounds"]
