"""The recording studio: what needs a voice, one recording at a time, what waits for approval, all sounds to hear."""

from datetime import UTC, datetime
from typing import Any
from uuid import UUID, uuid4

from flask import Blueprint, flash, jsonify, redirect, render_template, request, url_for
from flask_babel import gettext as _

from phonics.errors import Invalid, NotFound
from phonics.roles import Action
from phonics.services import kept_voices, listening, recordings, verdicts
from phonics.services import studio as wanted
from phonics.web import studio_lists, studio_words
from phonics.web.access import current_actor, may_somewhere, staff_may
from phonics.web.extensions import reading, unit_of_work
from phonics.web.hearing import audio_dir, var, voices
from phonics.web.links import local_path

studio = Blueprint("studio", __name__, url_prefix="/studio")

_SHOWN = 20  # lines of a reason; the rest unfold
_AT_ONCE = 60  # recordings on the page of those that wait


@studio.context_processor
def words() -> dict[str, Any]:
    """Give the pages the names of voices and states."""
    return {
        "voice_name": studio_words.voice_name,
        "state_name": studio_words.state_name,
        "silence_told": studio_words.silence_told,
        "records": may_somewhere(current_actor(), Action.RECORD),
        "opinions_told": studio_words.opinions_told,
        "new_id": uuid4,
    }


def _page(template: str, **shown: Any) -> str:
    return render_template(template, rooms=studio_lists.rooms(reading(), current_actor()), **shown)


@studio.get("")
@staff_may(Action.RECORD, Action.APPROVE_VOICE)
def wishes() -> Any:
    """Show what most needs a human voice, and why."""
    section = _section()
    lines = wanted.wishlist(reading(), current_actor(), voices(), audio_dir(), section)
    return _page("studio/wishes.html", room=studio_lists.room(section, lines), section=section, shown=_SHOWN)


def _section() -> str:
    """Return the list that is asked for.

    :raises NotFound: if there is no such list
    """
    section = request.values.get("section", wanted.SOUNDS)
    if section not in wanted.SECTIONS:
        raise NotFound("This page does not exist.")
    return section


@studio.get("/listen")
@staff_may(Action.RECORD, Action.APPROVE_VOICE)
def listen() -> Any:
    """Show all sounds of English, to be heard and judged."""
    return _page("studio/listen.html", sounds=studio_lists.sounds(reading(), current_actor(), voices()))


@studio.get("/waiting")
@staff_may(Action.APPROVE_VOICE)
def waiting() -> Any:
    """Show the recordings that wait for this actor's word."""
    versions = verdicts.waiting(reading(), current_actor())
    lines = studio_lists.waiting(reading(), current_actor(), versions[:_AT_ONCE], voices())
    return _page("studio/waiting.html", lines=lines, n=len(versions))


@studio.get("/<kind>/<path:text>")
@staff_may(Action.RECORD, Action.APPROVE_VOICE)
def line(kind: str, text: str) -> Any:
    """Show one clip: what to say, how it sounds now, the recorder, every version."""
    try:
        versions = verdicts.versions(reading(), current_actor(), kind, text)
    except Invalid as error:
        raise NotFound("This page does not exist.") from error
    section, heard = _section(), voices()
    lines = wanted.wishlist(reading(), current_actor(), heard, audio_dir(), section)
    return _page(
        "studio/line.html",
        kind=kind,
        text=text,
        section=section,
        saying=studio_lists.saying_of(reading(), current_actor(), kind, text),
        heard=heard.find(kind, text),
        versions=versions,
        place=studio_lists.place(lines, kind, text),
    )


@studio.post("/recordings")
@staff_may(Action.RECORD)
def keep() -> Any:
    """Keep a take, levelled; sending it again is harmless."""
    with unit_of_work() as work:
        kept = recordings.add(work, current_actor(), _id(), *_clip(), *_take(), var(), _now())
        facts = {"id": str(kept.id), "seconds": kept.seconds, "lufs": kept.lufs, "peak_db": kept.peak_db}
        address = f"/clips/{kept.file}"
    approves = may_somewhere(current_actor(), Action.APPROVE_VOICE)
    said = _("Saved. Approve it below, and the children hear it.") if approves else _("Saved. It waits for approval.")
    return jsonify(**facts, url=address, said=said)


@studio.post("/previews")
@staff_may(Action.RECORD)
def preview() -> Any:
    """Return a take as children would hear it; nothing is kept."""
    made = recordings.preview(*_take(), request.form.get("kind", ""))
    return made.mp3, {"Content-Type": "audio/mpeg"}


def _id() -> UUID:
    try:
        return UUID(request.form.get("id", ""))
    except ValueError as error:
        raise Invalid("This could not be read. Nothing was changed.") from error


def _clip() -> tuple[str, str]:
    return request.form.get("kind", ""), request.form.get("text", "")


def _take() -> tuple[bytes, tuple[float, float] | None]:
    """Return the bytes that were sent, and the trim in seconds, None where the server is to find it."""
    file, start, end = request.files.get("file"), request.form.get("start", ""), request.form.get("end", "")
    try:
        trim = (float(start), float(end)) if start and end else None
    except ValueError as error:
        raise Invalid("This could not be read. Nothing was changed.") from error
    return file.read() if file else b"", trim


@studio.post("/recordings/<uuid:recording_id>/verdicts")
@staff_may(Action.RECORD, Action.APPROVE_VOICE)
def judge(recording_id: UUID) -> Any:
    """Let a recording in or take it back; the last word holds."""
    scope, verdict = request.form.get("scope", ""), request.form.get("verdict", "")
    with unit_of_work() as work:
        verdicts.give_verdict(work, current_actor(), _id(), recording_id, scope, verdict, _now())
    flash(studio_words.verdict_told(scope, verdict), "yes")
    return redirect(local_path(request.form.get("back") or url_for("studio.waiting")), 303)


@studio.post("/names/<uuid:student_id>/forget")
@staff_may(Action.RECORD)
def forget(student_id: UUID) -> Any:
    """Delete every recording of a child's name, as when a parent asks for it; the trail keeps who did."""
    with unit_of_work() as work:
        kept_voices.forget_name(work, current_actor(), student_id, var(), _now())
    flash(_("The recorded name is deleted."), "yes")
    return redirect(url_for("teacher.child", student_id=student_id))


@studio.post("/opinions")
@staff_may(Action.RECORD, Action.APPROVE_VOICE)
def opine() -> Any:
    """Keep what a listener thinks of a sound; their last word holds."""
    file, opinion = request.form.get("file", ""), request.form.get("opinion", "")
    kind, text = _clip()
    with unit_of_work() as work:
        listening.add_opinion(work, current_actor(), _id(), kind, text, file, opinion, _now())
    counts = listening.opinions_by_file(reading(), (kind, text)).get((kind, text, file), {})
    return jsonify(said=studio_words.opinions_told(counts))


def _now() -> datetime:
    return datetime.now(UTC)
