"""The shipped clips: built from the curriculum, and checked against it."""

from pathlib import Path

from phonics.levels import loader
from phonics.voice import check as voice_check
from phonics.voice import pack, wanted
from phonics.voice.pack import Progress, Report


def build(audio_dir: Path, jobs: int, on_progress: Progress) -> Report:
    """Make every clip the curriculum wants and the shelf lacks (needs the packages of requirements-audio.lock)."""
    return pack.build(audio_dir, wanted.wanted(loader.load()), jobs, on_progress)


def check(audio_dir: Path) -> list[str]:
    """Return what is wrong with the shelf, a sentence each; empty when all is well."""
    return voice_check.check(audio_dir, wanted.wanted(loader.load()))
