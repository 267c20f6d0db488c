"""Tests as files: a published version taken out, a file brought in as the content of a draft."""

from dataclasses import dataclass, replace
from enum import StrEnum
from uuid import UUID, uuid4

from sqlalchemy.orm import Session

from phonics.assess.instruments import Instrument
from phonics.exchange import instrument_rows, instrument_workbooks, qti_reading, qti_writing
from phonics.exchange.incoming import Incoming
from phonics.exchange.qti_item_writing import Media
from phonics.exchange.qti_package import MANIFEST
from phonics.roles import Actor
from phonics.services import instruments
from phonics.services.voices import Voices


class Format(StrEnum):
    """What a test is taken out as."""

    XLSX = "xlsx"
    QTI = "qti"


@dataclass(frozen=True, slots=True)
class File:
    """A file to be saved."""

    name: str
    mime: str
    data: bytes


def template() -> File:
    """Return the workbook to fill."""
    return _workbook("phonics-test", instrument_workbooks.template())


def taken_out(session: Session, actor: Actor, version_id: UUID, form: Format, voices: Voices | None = None) -> File:
    """Return a published version as a file; of a QTI package its sounds go along where `voices` has them.

    :raises NotFound: if it does not exist or belongs to another unit
    """
    _, instrument = instruments.version(session, actor, version_id)
    return as_file(instrument, form, voices)


def as_file(instrument: Instrument, form: Format, voices: Voices | None = None) -> File:
    """Return a test as a file: a draft of the actor's, or a version they may see."""
    name = "".join(sign for sign in instrument.code if sign.isascii() and (sign.isalnum() or sign == "-")) or "test"
    if form is Format.XLSX:
        return _workbook(name, instrument_workbooks.write(instrument))
    found = _sounds(instrument, voices) if voices else {}
    return File(f"{name}-qti.zip", "application/zip", qti_writing.write(instrument, found))


def brought_in(data: bytes, filename: str) -> Incoming:
    """Return what a workbook or a QTI package holds, for a draft of its own: a new code, no card that decides.

    :raises Invalid: if it is neither, or is unsafe; then nothing comes in
    """
    reader = qti_reading.read if _is_package(data) else instrument_rows.read
    incoming = reader(data, filename)
    content = {name: value for name, value in incoming.content.items() if name != "card"}
    return replace(incoming, content={**content, "code": f"own-{uuid4().hex[:12]}-{content['form']}"})


def _is_package(data: bytes) -> bool:
    """Return whether a zip calls itself a package: its end names every member."""
    return data.startswith(b"PK") and MANIFEST.encode() in data


def _workbook(name: str, data: bytes) -> File:
    return File(f"{name}.xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", data)


def _sounds(instrument: Instrument, voices: Voices) -> dict[tuple[str, str], Media]:
    """Return the clips that items and options name ("word/ship"), each once."""
    asked = [item for subtest in instrument.subtests for item in (*subtest.practice, *subtest.items)]
    named = {one.sound for item in asked for one in (item, *item.options, *item.targets) if one.sound}
    found: dict[tuple[str, str], Media] = {}
    for name in sorted(named):
        kind, _, text = name.partition("/")
        heard = voices.find(kind, text)
        if heard and heard.path.is_file():
            member = f"media/{len(found) + 1}{heard.path.suffix}"
            found["sound", name] = Media(member, "audio/mpeg", heard.path.read_bytes())
    return found
