"""The proof that a child really signed in: given to their pages, kept by the tablet, sent along with what they did.

A lesson may reach the server days later, when someone else is signed in; its age never makes it void.
"""

from uuid import UUID

from flask import current_app, g
from itsdangerous import BadSignature, URLSafeSerializer

from phonics.roles import Actor, Role
from phonics.web.access import current_actor


def proof_of(actor: Actor) -> str:
    """Return the proof for a child's own page; empty on a page that is packed for a tablet."""
    if actor.role is not Role.STUDENT or g.get("packing"):
        return ""
    return str(_signer().dumps(str(actor.id)))


def is_proven(proof: str, student_id: UUID) -> bool:
    """Return whether a lesson is this child's without doubt: they are signed in, or were when it began."""
    actor = current_actor()
    if actor.role is Role.STUDENT and actor.id == student_id:
        return True
    try:
        return bool(_signer().loads(proof) == str(student_id))
    except BadSignature:
        return False


def _signer() -> URLSafeSerializer:
    return URLSafeSerializer(current_app.config["SECRET_KEY"], salt="a child who signed in")
