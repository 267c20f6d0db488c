"""Every route, walked with real ids of unit 1 by people who have no business there: never a name, never a change."""

import io
import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import pytest
from cast import NOW, World
from flask import Flask
from flask.testing import FlaskClient
from PIL import Image
from sqlalchemy import Table, select
from sqlalchemy.orm import Session
from takes import file_of, take
from werkzeug.routing import Rule

from phonics.exchange import thai_rosters
from phonics.roles import Actor, Role
from phonics.services import (
    authoring,
    class_codes,
    groups,
    held_rosters,
    instruments,
    own_words,
    photos,
    read_aloud,
    recordings,
    sittings,
    tablets,
    voice_consent,
)
from phonics.services.kept_marks import IncomingMark
from phonics.services.promotions import current_suggestion
from phonics.services.sittings import Ending, NewSitting
from phonics.services.tablets import WAITS_FOR
from phonics.store.base import Base
from phonics.store.people import Staff, Student
from phonics.store.photos import Photo
from phonics.store.read_aloud import ReadAloud
from phonics.store.tablets import ClassTablet
from phonics.web.extensions import db

SignIn = Callable[[Actor], FlaskClient]
SECRET = "ลับเฉพาะ"  # stands in every text of unit 1 that tells who someone is

# Doors that are open to everyone, and why. Even there no one finds a name.
OPEN = {
    "auth.door": "the front door",
    "auth.sign_in": "the way in",
    "auth.try_password": "the way in",
    "auth.sign_out": "who is not in may leave",
    "language.choose": "the language is the reader's",
    "student.wall": "says how a class is opened, on a tablet that holds no class",
    "student.leave": "who is not in may leave",
    "opening.arrive": "asks for a class's code",
    "opening.ask": "a code is known or not; with it one may wait",
    "opening.state": "tells a tablet that asked what became of it",
    "opening.end": "who does not ask may stop asking",
    "dashboards.network": "the network's report is for everyone; groups under 10 are suppressed",
    "dashboards.network_chart": "the same, drawn",
    "dashboards.network_csv": "the same, as a file",
    "openapi.spec": "the description of the API",
    "static": "files of the program",
    "health": "says whether it works",
    "clips.shipped": "the voice that comes with the platform",
    "offline.manifest": "how the app is called",
    "offline.worker": "files of the program",
    "offline.alone": "a page that says nothing of anyone",
    "offline.tablet": "the same: the tablet itself fills it in",
    "second_tablet.arrive": "asks for the code of a test",
    "second_tablet.ask": "a code is known or not; with it one sees the items of a test and no one's name",
}
# Doors that no one has to sign in for, yet without the class's key there is nothing behind them.
ON_THE_WALL = {"student.secret", "student.try_secret", "clips.kept", "clips.of_class", "photos.picture"}
ON_THE_WALL |= {"second_tablet.card", "second_tablet.state", "second_tablet.leave"}  # or without the code of a test
READS_JSON = {"second_tablet.share", "second_tablet.turn"}  # beside the API
CLOSED = {"offline.class_pack"}  # the same, and 401 tells a tablet to forget the class
# Doors to things that are nobody's own: any teacher may come in.
SHARED = {
    "instruments.card": "a ready-made instrument comes with the platform",
    "item_analysis.page": "the same; the numbers are of the reader's own unit",
    "instruments.look": "the same",
    "instrument_files.take_out": "the same, as a file",
    "authoring.edit": "the same: whoever teaches may copy it",
    "curriculum.level": "the curriculum is everyone's who teaches",
    "curriculum.word": "the same",
    "curriculum.cards": "the same",
    "curriculum.sheet": "the same",
    "studio.line": "what can be said is everyone's; the recordings shown are the unit's own",
}
# What each outsider may see of unit 1 by its id, and why.
MAY = {
    "ek": {
        "dashboards.unit": "the office sees every unit's figures, no names",
        "dashboards.unit_chart": "the same, drawn",
        "dashboards.unit_csv": "the same, as a file",
        "item_analysis.page": "a test's figures over all units, no names, no group under ten",
        "clips.missed": "what a page lacks is told without a word about anyone",
        "curriculum.levels": "the curriculum is nobody's secret",
        "curriculum.level": "the same",
        "curriculum.word": "the same",
        "curriculum.cards": "the same",
        "curriculum.sheet": "the same",
        "curriculum.text": "a text is checked and not kept",
        "curriculum.check": "the same",
        "studio.wishes": "the office lets voices be heard in the whole network, and hears them all but the names",
        "studio.listen": "the same",
        "studio.opine": "the same",
        "studio.waiting": "the same",
        "studio.line": "the same",
    },
}


@dataclass
class Unit1:
    """The real ids of unit 1, by the name a route gives them; query strings and bodies that name them."""

    ids: dict[str, str]
    child: UUID
    version: UUID
    queries: dict[str, dict[str, str]] = field(default_factory=dict)
    bodies: dict[str, dict[str, Any]] = field(default_factory=dict)


@pytest.fixture
def unit1(world: World, session: Session, app: Flask) -> Unit1:
    """Unit 1 with a test, a decision that waits, a group and a list in preview; all its names are secret."""
    child = world.children[1]
    for n, one in enumerate(world.children):
        one.given, one.family, one.nickname, one.number = (f"{SECRET}{kind}{n}" for kind in ("ก", "ข", "ค", "ง"))
    world.room.room = f"{SECRET}1"
    for staff in session.scalars(select(Staff).where(Staff.username.in_(["alice", "bob"]))):
        staff.name = SECRET
    version = next(v for v in instruments.offered(session, world.alice, "K3") if v.instrument.kind == "words")
    sitting = sittings.open_sitting(session, world.alice, NewSitting(uuid4(), child.id, NOW, version.id), NOW)
    mark = IncomingMark(uuid4(), 1, "1", "incorrect", 900)
    sittings.record_marks(session, world.alice, sitting.id, [mark], NOW)
    sittings.finish(session, world.alice, sitting.id, Ending(NOW, "finished", 61, 20), NOW)
    suggestion = current_suggestion(session, child.id)
    assert suggestion
    word = own_words.add(session, world.alice, "somjai", "S AO M JH AY", SECRET, NOW)
    said, data, var = ("name", str(child.id)), file_of(take()), Path(app.config["VAR"])
    recording = recordings.add(session, world.alice, uuid4(), *said, data, None, var, NOW)
    token = tablets.wait_for(session, world.room, "", datetime.now(UTC))
    asking = session.scalars(select(ClassTablet)).one()
    wanted = authoring.Wanted("K3", ("words",), title_th=SECRET, title_en=SECRET)
    draft = authoring.begin(session, world.alice, wanted, NOW)[0]
    assert token
    class_codes.renew(session, world.alice, world.room.id, datetime.now(UTC) - WAITS_FOR)
    heard = read_child(session, world, child, data, var)
    group = groups.start(session, world.alice, "K3", SECRET, date(2026, 11, 20))
    groups.add(session, world.alice, group.id, [child.id], date(2026, 11, 20))
    session.commit()
    roster = thai_rosters.read(f"ชั้น,ห้อง,เลขประจำตัว,ชื่อ,นามสกุล\nป.1,1,77,{SECRET},{SECRET}\n".encode(), "x.csv")
    held = held_rosters.Held(roster, world.unit.id, f"{SECRET}.csv")
    key = held_rosters.hold(Path(app.config["VAR"]) / "rosters", world.bob, held, datetime.now(UTC))
    new = {"student_id": str(child.id), "started_at": NOW.isoformat(), "version_id": str(version.id)}
    ending = {"ended_at": NOW.isoformat(), "ended_by": "finished", "seconds_used": 5, "last_item": 2}
    batch = {"marks": [{"id": str(uuid4()), "seq": 1, "item": "1", "outcome": "clear", "at_ms": 1}]}
    reading = {"id": str(uuid4()), "student": str(child.id), "sitting": str(sitting.id)}
    opinion = {"id": str(uuid4()), "file": recording.file, "opinion": "good"}
    answer = {"suggestion": str(suggestion.id), "action": "override", "to_level": "K4", "reason": "x"}
    return Unit1(
        ids={
            "student_id": str(child.id),
            "child_id": str(child.id),
            "classroom_id": str(world.room.id),
            "group_id": str(group.id),
            "version_id": str(version.id),
            "draft_id": str(draft.id),
            "shape": "xlsx",
            "sitting_id": str(sitting.id),
            "stone_key": "K3.1",
            "key": key,
            "code": world.unit.code,
            "name": "levels",
            "wanted": "en",
            "filename": "css/tokens.css",
            "number": "5",
            "word": "somjai",
            "word_id": str(word.id),
            "kind": "sound",
            "text": "TH",
            "recording_id": str(recording.id),
            "tablet_id": str(asking.id),
            "file": recording.file,
            "badge": child.badge,
            "read_aloud_id": str(heard.id),
            "photo_id": str(photo_of(session, world, child, var).id),
        },
        child=child.id,
        version=version.id,
        queries={
            "sittings.begin": {"child": str(child.id), "version": str(version.id)},
            "teacher.today": {"class": str(world.room.id)},
        },
        bodies={
            "authoring.edit": {"copy": "yes"},
            "authoring.change": {"revision": "1", "do": "undo"},
            "api.put_sitting": new,
            "second_tablet.share": {"student": str(child.id), "version": str(version.id)},
            "second_tablet.turn": {"part": 1},
            "api.post_marks": batch,
            "api.put_ending": ending,
            "promotions.decide": answer,
            "student.try_secret": {"shown": "3-7"},
            "verifying.answer": {"lesson": str(sitting.id), "answer": "confirmed"},
            "teacher.add_members": {"child": str(child.id)},
            "teacher.start_group": {"level": "K3", "name": "x"},
            "sittings.set_aside": {"reason": "x"},
            "curriculum.check": {"text": "Somjai sat.", "level": "5"},
            "own_words.add": {"word": "sanuk", "said": "S AE N AH K"},
            "cards.leave_after": {"minutes": "3"},
            "cards.move": {"child": str(world.children[2].id)},
            "read_aloud.keep": {**reading, "item": "aloud:ship", "file": (data, "take")},
            "read_aloud.rate": {"id": str(uuid4()), "rating": "fluent"},
            "read_aloud.consent": {"id": str(uuid4()), "given": "no"},
            "photos.consent": {"id": str(uuid4()), "given": "no"},
            "photos.put": {"id": str(uuid4()), "file": (a_face(), "x.jpg")},
            "studio.judge": {"id": str(uuid4()), "scope": "unit", "verdict": "approved"},
            "studio.opine": {**opinion, "kind": "sound", "text": "TH"},
        },
    )


def read_child(session: Session, world: World, child: Student, data: bytes, var: Path) -> ReadAloud:
    """Return what a child has read aloud, whose parents agreed."""
    voice_consent.say(session, world.alice, uuid4(), child.id, True, var, NOW)
    reader = Actor(Role.STUDENT, child.id, child.unit_id)
    return read_aloud.keep(session, reader, None, uuid4(), child.id, uuid4(), "aloud:ship", data, var, NOW)


def photo_of(session: Session, world: World, child: Student, var: Path) -> Photo:
    """Return the photo of a child whose parents agreed."""
    now = datetime.now(UTC)
    photos.say(session, world.alice, uuid4(), child.id, True, var, now)
    return photos.put(session, world.alice, uuid4(), child.id, a_face(), var, now)


def a_face() -> bytes:
    face = io.BytesIO()
    Image.new("RGB", (99, 99)).save(face, "PNG")
    return face.getvalue()


@dataclass
class Visit:
    """What an outsider found behind one door."""

    rule: Rule
    method: str
    status: int
    text: str
    goal: str

    def __str__(self) -> str:
        return f"{self.method} {self.rule.rule} ({self.rule.endpoint}) -> {self.status} {self.goal}"

    @property
    def sent_to_sign_in(self) -> bool:
        return self.status == 302 and self.goal.partition("?")[0] in {"/sign-in", "/wall"}


def walk(app: Flask, unit1: Unit1, enter: Callable[[], FlaskClient]) -> Iterator[Visit]:
    """Yield a visit for every route and method, each entered afresh."""
    for rule in app.url_map.iter_rules():
        for method in sorted((rule.methods or set()) - {"HEAD", "OPTIONS"}):
            body = unit1.bodies.get(rule.endpoint, {})
            body = {name: (io.BytesIO(one[0]), one[1]) if isinstance(one, tuple) else one for name, one in body.items()}
            as_json = rule.endpoint.startswith("api.") or rule.endpoint in READS_JSON
            sent = {"json" if as_json else "data": body} if method != "GET" else {}
            with app.test_request_context():
                address = rule.build({name: unit1.ids[name] for name in rule.arguments}, append_unknown=False)
            assert address
            answer = enter().open(address[1], method=method, query_string=unit1.queries.get(rule.endpoint), **sent)
            told = answer.get_data().decode(errors="replace")
            answer.close()
            headers = " ".join(value for _, value in answer.headers)
            yield Visit(rule, method, answer.status_code, headers + told, answer.headers.get("Location", ""))


def tells(visit: Visit, unit1: Unit1) -> bool:
    """Return whether the answer names anyone of unit 1, plainly or escaped."""
    escaped = json.dumps(SECRET)[1:-1]
    return any(word in visit.text for word in (SECRET, escaped, SECRET.encode("unicode_escape").decode()))


def kept(session: Session, unit_id: int) -> dict[str, list[str]]:
    """Return every row of a unit, table by table."""
    tables: list[Table] = [table for table in Base.metadata.sorted_tables if "unit_id" in table.c]
    return {t.name: sorted(map(repr, session.execute(select(t).where(t.c.unit_id == unit_id)))) for t in tables}


def endpoint(visit: Visit) -> str:
    return visit.rule.endpoint


@pytest.fixture
def before(session: Session, unit1: Unit1, world: World) -> dict[str, list[str]]:
    return kept(session, world.unit.id)


def test_the_public_finds_the_way_to_sign_in_and_no_name(
    app: Flask, client: FlaskClient, unit1: Unit1, world: World, before: dict[str, list[str]]
) -> None:
    def enter() -> FlaskClient:
        client.delete_cookie("session")
        return client

    visits = list(walk(app, unit1, enter))
    assert not [str(v) for v in visits if tells(v, unit1)]
    for visit in (v for v in visits if endpoint(v) not in OPEN):
        if endpoint(visit) in ON_THE_WALL:
            assert visit.status == 404, visit
        elif endpoint(visit) in CLOSED:
            assert visit.status == 401, visit
        else:  # a 404 would be the service's: the guard itself was forgotten
            assert visit.sent_to_sign_in or visit.status == 403, visit
    assert kept(db.session(), world.unit.id) == before
    assert {endpoint(v) for v in visits} > set(OPEN), "a door in the list of open ones is gone"


def test_a_teacher_of_another_unit_finds_nothing_of_unit_1(
    app: Flask, sign_in: SignIn, unit1: Unit1, world: World, before: dict[str, list[str]]
) -> None:
    visits = list(walk(app, unit1, lambda: sign_in(world.charlie)))
    assert not [str(v) for v in visits if tells(v, unit1) or v.status >= 500]
    named = [v for v in visits if v.rule.arguments - {"wanted", "filename"} or endpoint(v) in unit1.queries]
    foreign = [v for v in named if endpoint(v) not in OPEN | SHARED | dict.fromkeys(CLOSED)]
    assert len(foreign) > 15
    assert not [str(v) for v in foreign if v.status != 404 and not v.sent_to_sign_in]
    assert kept(db.session(), world.unit.id) == before


def test_a_child_opens_no_page_of_the_staff_and_no_other_childs(
    app: Flask, sign_in: SignIn, unit1: Unit1, world: World, before: dict[str, list[str]]
) -> None:
    own = {"student.path", "student.lesson", "clips.missed"}  # what a page lacks is told without a word about anyone
    own |= {"student.stickers", "clips.kept"}  # the names of one's class are said on its wall
    world.children[0].nickname = world.children[0].given = "Dao"
    db.session.commit()
    visits = list(walk(app, unit1, lambda: sign_in(world.dao)))
    assert not [str(v) for v in visits if tells(v, unit1) or v.status >= 500]
    closed = [v for v in visits if endpoint(v) not in OPEN | dict.fromkeys(own | CLOSED)]
    assert not [str(v) for v in closed if not (v.sent_to_sign_in or v.status in {403, 404})]
    assert kept(db.session(), world.unit.id) == {**before, "student": kept(db.session(), world.unit.id)["student"]}


def test_the_office_sees_figures_and_no_child(
    app: Flask, sign_in: SignIn, unit1: Unit1, world: World, before: dict[str, list[str]]
) -> None:
    visits = list(walk(app, unit1, lambda: sign_in(world.ek)))
    assert not [str(v) for v in visits if tells(v, unit1) or v.status >= 500]
    closed = [v for v in visits if endpoint(v) not in OPEN | MAY["ek"] | dict.fromkeys(CLOSED)]
    assert not [str(v) for v in closed if not (v.sent_to_sign_in or v.status in {403, 404})]
    assert {endpoint(v) for v in visits if v.status == 200} >= set(MAY["ek"]) - {"clips.missed"}
    assert kept(db.session(), world.unit.id) == before


def test_the_walk_itself_would_notice_a_name(app: Flask, sign_in: SignIn, unit1: Unit1, world: World) -> None:
    """Bob belongs here: what he finds is what the others must not."""
    telling = {endpoint(v) for v in walk(app, unit1, lambda: sign_in(world.bob)) if tells(v, unit1)}
    assert telling >= {"teacher.today", "teacher.child", "sittings.begin", "promotions.decision", "rosters.preview"}
