"""Frozen values as plain ones, fit for JSON. What has its default is not written: a later field changes no hash."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import MISSING, fields, is_dataclass
from enum import Enum
from typing import Any


def written(one: Any) -> dict[str, Any]:
    """Return a dataclass as plain values, without the fields that have their default."""
    told = {field.name: getattr(one, field.name) for field in fields(one)}
    default = {field.name: field.default for field in fields(one) if field.default is not MISSING}
    return {name: _plain(value) for name, value in told.items() if name not in default or value != default[name]}


def content_hash(content: Mapping[str, Any]) -> str:
    """Return a name for exactly this content: SHA-256 of its canonical JSON."""
    canonical = json.dumps(content, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(canonical.encode()).hexdigest()


def _plain(value: Any) -> Any:
    if isinstance(value, Enum):
        return value.value
    if is_dataclass(value):
        return written(value)
    return [_plain(one) for one in value] if isinstance(value, tuple) else value
