"""All the doors, in one list."""

from flask import Flask

from phonics.web.auth import auth
from phonics.web.clips import clips
from phonics.web.curriculum import curriculum
from phonics.web.dashboards import dashboards
from phonics.web.instruments import instruments
from phonics.web.own_words import own_words
from phonics.web.promotions import promotions
from phonics.web.read_aloud import read_aloud
from phonics.web.rosters import rosters
from phonics.web.sittings import sittings
from phonics.web.student import student
from phonics.web.studio import studio
from phonics.web.teacher import teacher

BLUEPRINTS = (
    auth,
    student,
    teacher,
    read_aloud,
    rosters,
    instruments,
    sittings,
    promotions,
    curriculum,
    own_words,
    dashboards,
    clips,
    studio,
)


def register(app: Flask) -> None:
    """Hang every door."""
    for blueprint in BLUEPRINTS:
        app.register_blueprint(blueprint)
