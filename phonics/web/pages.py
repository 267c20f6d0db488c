"""All the doors, in one list."""

from flask import Flask

from phonics.web.account import account
from phonics.web.auth import auth
from phonics.web.authoring import authoring
from phonics.web.cards import cards
from phonics.web.clips import clips
from phonics.web.curriculum import curriculum
from phonics.web.dashboards import dashboards
from phonics.web.instrument_files import instrument_files
from phonics.web.instruments import instruments
from phonics.web.item_analysis import item_analysis
from phonics.web.offline import offline
from phonics.web.opening import opening
from phonics.web.own_words import own_words
from phonics.web.photos import photos
from phonics.web.promotions import promotions
from phonics.web.read_aloud import read_aloud
from phonics.web.rosters import rosters
from phonics.web.second_tablet import second_tablet
from phonics.web.sittings import sittings
from phonics.web.student import student
from phonics.web.studio import studio
from phonics.web.tablets import tablets
from phonics.web.teacher import teacher
from phonics.web.together import together
from phonics.web.verifying import verifying

BLUEPRINTS = (
    auth,
    student,
    opening,
    teacher,
    tablets,
    cards,
    read_aloud,
    photos,
    rosters,
    instruments,
    item_analysis,
    authoring,
    instrument_files,
    sittings,
    second_tablet,
    account,
    together,
    promotions,
    curriculum,
    own_words,
    dashboards,
    clips,
    offline,
    verifying,
    studio,
)


def register(app: Flask) -> None:
    """Hang every door."""
    for blueprint in BLUEPRINTS:
        app.register_blueprint(blueprint)
