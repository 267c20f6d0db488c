"""Tests as files: a version goes out as a workbook or a package, a file comes in as a draft, its problems told."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from phonics.errors import Invalid, NotFound
from phonics.exchange import instrument_rows, instrument_workbooks, qti_reading, qti_writing
from phonics.roles import Actor
from phonics.services import authoring, instruments
from phonics.store.drafts import Draft

WORKBOOK, PACKAGE = "xlsx", "zip"


@dataclass(frozen=True, slots=True)
class Brought:
    """What a file became.

    :param problems: (sheet or file, row or line, place in it, sentence, its values)
    :param left: sounds and pictures that came along and are not kept
    """

    draft: Draft
    problems: tuple[tuple[str, int, str, str, dict[str, object]], ...]
    left: int


def taken_out(session: Session, actor: Actor, version_id: UUID, shape: str) -> tuple[str, bytes]:
    """Return a version as a file: its name and its bytes; never a child, never a result.

    :param shape: "xlsx", a workbook for teachers; "zip", a QTI 3.0 package for other platforms
    :raises NotFound: if the version is not one this actor may look at, or there is no such shape
    """
    row, instrument = instruments.version(session, actor, version_id)
    name = f"{row.instrument.code}-{row.number}"
    if shape == WORKBOOK:
        return f"{name}.xlsx", instrument_workbooks.write(instrument)
    if shape == PACKAGE:
        return f"{name}-qti.zip", qti_writing.write(instrument)
    raise NotFound("This page does not exist.")


def template() -> bytes:
    """Return the workbook to fill."""
    return instrument_workbooks.template()


def bring_in(session: Session, actor: Actor, data: bytes, filename: str, now: datetime) -> Brought:
    """Return the draft a workbook or a package became; what could not be taken is left out and told.

    :raises NotAllowed: if the actor writes no tests
    :raises Invalid: in one sentence, if it is no such file, or an unsafe one; nothing is kept then
    """
    reader = qti_reading if filename.lower().endswith(".zip") else instrument_rows
    found = reader.read(data, filename)
    if not found.content.get("subtests"):
        raise Invalid("There is no test in %(filename)s. Nothing was changed.", filename=filename)
    draft = authoring.bring_in(session, actor, found.content, now)
    problems = tuple((one.file, one.line, one.at, one.message, dict(one.values)) for one in found.problems)
    return Brought(draft, problems, len(found.media))
