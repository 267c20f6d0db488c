"""What decides how a clip sounds is held fast, for a kept clip is known by its recipe alone."""

import hashlib
import json

from phonics.voice import align, clips, cutting, loudness, vowels, wave

# Recipe -> the digest of every constant that shapes a clip and is no part of `pack.inputs_hash`.
CONSTANTS = {"2": "97333fb2e70a093e"}


def plain(value: object) -> object:
    """Return a constant as JSON knows it, in an order that stays."""
    if isinstance(value, dict):
        return {name: plain(one) for name, one in value.items()}
    if isinstance(value, set | frozenset):
        return sorted(value)
    if isinstance(value, list | tuple):
        return [plain(one) for one in value]
    return value.__name__ if callable(value) else value


def test_other_constants_need_another_recipe() -> None:
    told = {
        f"{module.__name__}.{name}": plain(value)
        for module in (align, clips, cutting, loudness, vowels, wave)
        for name, value in vars(module).items()
        if name.isupper() and not name.startswith("_")
    }
    assert "phonics.voice.vowels.SHORT" in told
    digest = hashlib.sha256(json.dumps(told, sort_keys=True).encode()).hexdigest()[:16]
    assert CONSTANTS.get(clips.RECIPE) == digest, "it sounds different: new RECIPE"
