"""The doors of a tablet that works without the network: what installs it, what it keeps, what it shows when alone."""

import gzip
import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from uuid import UUID

from flask import Blueprint, Response, current_app, jsonify, render_template, request, url_for
from flask_babel import gettext as _

from phonics.errors import NotFound
from phonics.services import accounts, packs
from phonics.web import shell
from phonics.web.access import open_room
from phonics.web.extensions import reading
from phonics.web.i18n import lang
from phonics.web.packing import pack
from phonics.web.proofs import proof_of

offline = Blueprint("offline", __name__)
offline.app_template_global("proof_of")(proof_of)
offline.app_template_global("imported_by")(lambda entry: shell.imported_by(Path(current_app.static_folder), entry))

_ALONE = ("/offline", "/tablet")  # pages that say nothing of anyone: kept with the shell


@offline.get("/manifest.webmanifest")
def manifest() -> Any:
    """Say how the app is called and looks on a home screen."""
    icons = [
        {"src": url_for("static", filename=f"art/icon-{name}.png"), "sizes": f"{size}x{size}", "type": "image/png"}
        | ({"purpose": "maskable"} if "maskable" in name else {})
        for name, size in (("192", 192), ("512", 512), ("maskable-512", 512))
    ]
    told = {
        "id": "/wall",
        "name": _("Lamphun Phonics"),
        "short_name": _("Phonics"),
        "description": _("Letters and sounds of English, for children"),
        "lang": lang(),
        "start_url": "/wall",
        "scope": "/",
        "display": "standalone",
        "background_color": "#fffaf2",
        "theme_color": "#fffaf2",
        "categories": ["education", "kids"],
        "icons": icons,
    }
    return Response(json.dumps(told, ensure_ascii=False), mimetype="application/manifest+json")


@offline.get("/sw.js")
def worker() -> Any:
    """Start the service worker of this build: its rules, and what it keeps."""
    files = [[url_for("static", filename=name), size] for name, size in shell.files(Path(current_app.static_folder))]
    rules = url_for("static", filename="js/worker/rules.js")
    told = ", ".join(json.dumps(one) for one in (_build(), _ALONE, files))
    answer = Response(f'import {{ serve }} from "{rules}";\nserve({told});\n', mimetype="text/javascript")
    answer.cache_control.no_cache = True
    return answer


@offline.get("/offline")
def alone() -> Any:
    """Show what a tablet shows when there is neither a network nor a class on it."""
    return render_template("student/alone.html")


@offline.get("/tablet")
def tablet() -> Any:
    """Show a teacher what this tablet keeps; the tablet itself fills it in."""
    return render_template("tablet/kept.html")


@offline.get("/api/class/<uuid:classroom_id>/pack")
def class_pack(classroom_id: UUID) -> Any:
    """Give the class that is open on this tablet to take along; 304 while nothing has changed.

    :raises NotFound: if another class is open here
    """
    room = open_room()
    if room is None:
        return jsonify(error=_("This class is not open on this tablet."), reason="closed"), 401
    if room.id != classroom_id:
        raise NotFound("This class is not open on this tablet.")
    children, now = accounts.classmates(reading(), room), datetime.now(UTC)
    etag = f'"{packs.fingerprint(reading(), room, children, now, _build(), lang())}"'
    if request.headers.get("If-None-Match") == etag:
        return Response(status=304, headers={"ETag": etag})
    told = json.dumps(pack(room, children, _build(), now), ensure_ascii=False, default=str, separators=(",", ":"))
    answer = Response(mimetype="application/json", headers={"ETag": etag, "Vary": "Accept-Encoding, Cookie"})
    body = told.encode()
    if "gzip" in request.headers.get("Accept-Encoding", ""):
        body = gzip.compress(body, 5)
        answer.headers["Content-Encoding"] = "gzip"
    answer.set_data(body)
    return answer


def _build() -> str:
    """Return the name of these static files, as it stands in their addresses."""
    return str(current_app.static_url_path).rsplit("/", 1)[-1]
