"""The operator's door: `./run phonics …`; each command calls one service, or asks what we teach."""

from phonics.cli import audio, content, levels, site, sounds
from phonics.cli.door import main

__all__ = ["audio", "content", "levels", "main", "site", "sounds"]
