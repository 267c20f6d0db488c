"""A backup holds the whole site, goes from either database to either, and is taken back whole or not at all."""

import json
import stat
import zipfile
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from uuid import UUID, uuid4

import pytest
from cast import NOW, World, make_world
from sqlalchemy import Engine, create_engine, select, text
from sqlalchemy.orm import Session

from phonics.errors import Conflict, Invalid
from phonics.services import (
    backup,
    class_codes,
    instruments,
    kept_voices,
    listening,
    moves,
    own_words,
    sittings,
    tablets,
    verdicts,
    verifications,
)
from phonics.services.kept_marks import IncomingMark
from phonics.services.promotions import Answer, current_suggestion, decide
from phonics.services.sittings import Ending, NewSitting
from phonics.services.voices import recorded
from phonics.store.analyses import ItemAnalysisRow
from phonics.store.base import Base, prepare
from phonics.store.drafts import Draft, Share
from phonics.store.people import GroupMember, PhonicsGroup, Unit
from phonics.store.photos import Photo, PhotoConsent
from phonics.store.programme import SiteFact, Term
from phonics.store.progress import Rollup
from phonics.store.read_aloud import ReadAloud, ReadAloudRating, VoiceConsent
from phonics.store.second_tablets import SharedTest
from phonics.store.voice import Recording
from phonics.voice.shelving import file_name


@pytest.fixture
def empty(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Callable[[str], Engine]]:
    """Make an empty, up-to-date database of a kind: `empty("sqlite")`."""
    made: list[Engine] = []

    def make(kind: str) -> Engine:
        if kind == "postgresql":
            engine = request.getfixturevalue("postgres")
        else:
            engine = prepare(create_engine(f"sqlite:///{tmp_path}/{uuid4()}.db"))
            Base.metadata.create_all(engine)
        with engine.begin() as connection:
            connection.execute(text("create table alembic_version (version_num varchar(32) not null)"))
            connection.execute(text("insert into alembic_version values ('0001')"))
        made.append(engine)
        return engine

    yield make
    for engine in made:
        with engine.begin() as connection:
            connection.execute(text("drop table alembic_version"))
            for table in reversed(Base.metadata.sorted_tables):
                connection.execute(table.delete())
        engine.dispose()


VOICE = b"\xff\xf3 a voice"


def live(session: Session, var: Path) -> None:
    """Let a site live a little, so that every table holds something."""
    world = make_world(session)
    child = world.children[0]
    version = next(v for v in instruments.offered(session, world.alice, "K3") if v.instrument.kind == "words")
    test = sittings.open_sitting(session, world.alice, NewSitting(uuid4(), child.id, NOW, version_id=version.id), NOW)
    mark = IncomingMark(uuid4(), 1, "1", "incorrect", 900, choice="ธัญญา ☂", latency_ms=700)
    sittings.record_marks(session, world.alice, test.id, [mark], NOW)
    sittings.finish(session, world.alice, test.id, Ending(NOW, "finished", 61.3, 20), NOW)
    suggestion = current_suggestion(session, child.id)
    assert suggestion
    decide(session, world.bob, child.id, suggestion.id, Answer("override", "อ่านได้คล่อง", to_level="K4"), NOW)
    group = PhonicsGroup(unit_id=world.unit.id, name="กลุ่ม 1", level="K3", year_be=2569)
    session.add_all([group, SiteFact(name="made", value="x")])
    session.flush()
    session.add(GroupMember(unit_id=world.unit.id, group_id=group.id, student_id=child.id, since=date(2026, 5, 18)))
    own_words.add(session, world.alice, "somjai", "S AO M JH AY", "สมใจ", NOW)
    tablets.open_here(session, world.alice, world.room.id, "", NOW)
    class_codes.renew(session, world.alice, world.room.id, NOW)
    term = session.scalars(select(Term)).first()
    assert term
    counts = {"children": 5, "tested": 1, "rose": 1, "refreshed_at": NOW}
    session.add(Rollup(term_id=term.id, unit_id=world.unit.id, level=3, **counts))
    new = NewSitting(uuid4(), child.id, NOW, stone="K3.1", verified=False)
    lesson = sittings.open_sitting(session, world.dao, new, NOW)
    verifications.answer(session, world.alice, [lesson.id], "confirmed", NOW)
    moves.move(session, world.alice, lesson.id, world.children[1].id, NOW)
    speak(session, world, var)
    read_aloud(session, world)
    photo(session, world)
    own_test(session, world, version.id)
    session.commit()


def speak(session: Session, world: World, var: Path) -> None:
    """Let a teacher record, a lead teacher approve and mark, and a page miss a clip."""
    name, row = file_name(VOICE), {"unit_id": world.unit.id, "kind": "sound", "text": "TH", "by_id": world.alice.id}
    figures = {"seconds": 0.624, "trim_start": 0.1, "trim_end": 0.7, "lufs": -18.02, "peak_db": -1.5, "at": NOW}
    recording = Recording(id=uuid4(), file=name, **row, **figures)
    forgotten = Recording(id=uuid4(), file="", **(row | {"kind": "name", "text": str(uuid4())}), **figures)
    session.add_all([recording, forgotten])
    session.flush()
    kept_voices.shelve(var, name, VOICE)
    verdicts.give_verdict(session, world.bob, uuid4(), recording.id, "unit", "approved", NOW)
    listening.add_opinion(session, world.bob, uuid4(), "sound", "TH", name, "good", NOW)
    listening.note_missing(session, world.dao, [("word", "sun")], NOW)


def read_aloud(session: Session, world: World) -> None:
    """Let a child be heard, whose parents agreed; the voice itself is in no backup."""
    who = {"unit_id": world.unit.id, "student_id": world.children[0].id, "at": NOW}
    heard = ReadAloud(id=uuid4(), sitting_id=uuid4(), item="aloud:ship", file="a.mp3", seconds=1.5, **who)
    session.add_all([VoiceConsent(id=uuid4(), given=True, by_id=world.alice.id, **who), heard])
    session.flush()
    rated = {"unit_id": world.unit.id, "by_id": world.alice.id, "at": NOW}
    session.add(ReadAloudRating(id=uuid4(), read_aloud_id=heard.id, rating="helped", **rated))


def photo(session: Session, world: World) -> None:
    """Let a child have a photo, to which the parents agreed; the picture itself is in no backup."""
    of = {"unit_id": world.unit.id, "student_id": world.children[0].id, "by_id": world.alice.id, "at": NOW}
    session.add(PhotoConsent(id=uuid4(), given=True, until=date(2027, 5, 15), **of))
    session.add(Photo(id=uuid4(), file="a.jpg", **of))


def own_test(session: Session, world: World, version_id: UUID) -> None:
    """Let a teacher write a test and offer one, and let its items have been looked at."""
    session.add(
        Draft(
            unit_id=world.unit.id,
            author_id=world.alice.id,
            content={"title_th": "คำของเรา"},
            created_at=NOW,
            saved_at=NOW,
        )
    )
    session.add(
        SharedTest(
            unit_id=world.unit.id,
            sitting_id=uuid4(),
            student_id=world.children[0].id,
            version_id=version_id,
            staff_id=world.alice.id,
            code="12345678",
            expires_at=NOW,
        )
    )
    session.add(Share(unit_id=world.unit.id, version_id=version_id, scope="unit", by_id=world.bob.id, at=NOW))
    session.add(
        ItemAnalysisRow(version_id=version_id, scope="network", content={}, sittings=1, newest=NOW, made_at=NOW)
    )


def contents(engine: Engine) -> dict[str, list[dict[str, object]]]:
    """Return every row of every table, in an order of their own."""
    with engine.connect() as connection:
        return {
            table.name: sorted((dict(row) for row in connection.execute(select(table)).mappings()), key=repr)
            for table in Base.metadata.sorted_tables
        }


def put_away(engine: Engine, file: Path) -> int:
    with Session(engine) as session:
        return backup.write(session, file, file.parent)


def take_back(engine: Engine, file: Path, var: Path | None = None) -> int:
    with Session(engine) as session, session.begin():
        return backup.restore(session, file, var or file.parent / "new")


def voices(var: Path) -> dict[str, bytes]:
    """Return the recordings on a site's shelf."""
    return {file.name: file.read_bytes() for file in recorded(var).glob("*")}


@pytest.mark.parametrize(
    ("source", "target"), [("sqlite", "sqlite"), ("sqlite", "postgresql"), ("postgresql", "sqlite")]
)
def test_everything_comes_back(empty: Callable[[str], Engine], tmp_path: Path, source: str, target: str) -> None:
    old, new = empty(source), empty(target)
    with Session(old) as session:
        live(session, tmp_path)
    kept = contents(old)
    assert {name for name, rows in kept.items() if not rows} <= {"lockout"}
    rows = put_away(old, tmp_path / "site.zip")
    assert rows == sum(len(rows) for rows in kept.values())
    assert take_back(new, tmp_path / "site.zip") == rows
    assert contents(new) == kept
    assert voices(tmp_path / "new") == {file_name(VOICE): VOICE}
    with Session(new) as session:
        session.add(Unit(code="later", name_th="ใหม่", name_en="New", kind="network"))
        session.add(SiteFact(name="after", value="x"))
        session.add(Term(year_be=2600, number=1, starts_on=date(2057, 5, 16), ends_on=date(2057, 10, 11)))
        session.commit()  # numbers go on from the highest that came back


def test_only_its_owner_reads_a_backup_and_nothing_half_stays(empty: Callable[[str], Engine], tmp_path: Path) -> None:
    put_away(empty("sqlite"), tmp_path / "site.zip")
    assert stat.S_IMODE((tmp_path / "site.zip").stat().st_mode) == 0o600
    assert not list(tmp_path.glob("*.part"))


def test_a_backup_that_cannot_be_written_leaves_the_last_one(empty: Callable[[str], Engine], tmp_path: Path) -> None:
    with pytest.raises(Invalid, match="cannot be written"):
        put_away(empty("sqlite"), tmp_path / "no such folder" / "site.zip")


@pytest.fixture
def site(empty: Callable[[str], Engine], tmp_path: Path) -> Path:
    """A backup of a small site."""
    engine = empty("sqlite")
    with Session(engine) as session:
        live(session, tmp_path)
    put_away(engine, tmp_path / "site.zip")
    return tmp_path / "site.zip"


def test_a_database_in_use_is_not_touched(empty: Callable[[str], Engine], site: Path) -> None:
    engine = empty("sqlite")
    with Session(engine) as session:
        session.add(SiteFact(name="made", value="x"))
        session.commit()
    before = contents(engine)
    with pytest.raises(Conflict, match="not empty"):
        take_back(engine, site)
    assert contents(engine) == before


def rewritten(site: Path, name: str, change: Callable[[bytes], bytes | None]) -> Path:
    """Return the backup with one of its files changed, or left out."""
    other = site.with_name("changed.zip")
    with zipfile.ZipFile(site) as source, zipfile.ZipFile(other, "w") as target:
        for one in source.namelist():
            data = change(source.read(one)) if one == name else source.read(one)
            if data is not None:
                target.writestr(one, data)
    return other


DAMAGES: dict[str, tuple[str, Callable[[bytes], bytes | None]]] = {
    "a table is missing": ("mark.jsonl", lambda _: None),
    "the label is missing": ("about.json", lambda _: None),
    "the label is a list": ("about.json", lambda _: b"[]"),
    "a row is cut short": ("student.jsonl", lambda data: data[:-20]),
    "a row is no object": ("student.jsonl", lambda data: data + b"7\n"),
    "a row has a strange column": ("student.jsonl", lambda data: data.replace(b'"given"', b'"gift"', 1)),
    "a row lacks its column": ("student.jsonl", lambda data: data.replace(b'"given"', b'"title"', 1)),
    "an id is none": ("student.jsonl", lambda data: data.replace(b'"id": "', b'"id": "x', 1)),
    "a child has no unit": ("unit.jsonl", lambda _: b""),
    "a row stands twice": ("student.jsonl", lambda data: data + data),
    "a voice is missing": (f"voice/recorded/{file_name(VOICE)}", lambda _: None),
    "a voice is another one": (f"voice/recorded/{file_name(VOICE)}", lambda data: data + b"!"),
    "a voice lies elsewhere": ("recording.jsonl", lambda data: data.replace(file_name(VOICE).encode(), b"../../x.mp3")),
    "the label does not say what was lost": ("about.json", lambda data: data.replace(b'"lost"', b'"last"')),
    "bytes are no text": ("student.jsonl", lambda _: b"\xff\xfe\n"),
}


@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
@pytest.mark.parametrize("damage", DAMAGES)
def test_a_damaged_backup_changes_nothing(empty: Callable[[str], Engine], site: Path, damage: str, kind: str) -> None:
    engine = empty(kind)
    with pytest.raises(Invalid, match="Nothing was changed"):
        take_back(engine, rewritten(site, *DAMAGES[damage]))
    assert not any(contents(engine).values())
    assert voices(site.parent / "new") == {}


def test_a_flipped_byte_or_a_torn_end_is_found(empty: Callable[[str], Engine], site: Path) -> None:
    engine, data = empty("sqlite"), site.read_bytes()
    torn = site.with_name("torn.zip")
    for damaged in (data[: len(data) // 2], data[:2000] + bytes([data[2000] ^ 255]) + data[2001:], b"", b"%PDF-1.7"):
        torn.write_bytes(damaged)
        with pytest.raises(Invalid):
            take_back(engine, torn)
        assert not any(contents(engine).values())


def test_a_lost_voice_is_named_and_keeps_nothing_else_from_being_kept(
    empty: Callable[[str], Engine], tmp_path: Path
) -> None:
    old, new = empty("sqlite"), empty("sqlite")
    with Session(old) as session:
        live(session, tmp_path)
    (recorded(tmp_path) / file_name(VOICE)).unlink()
    put_away(old, tmp_path / "site.zip")
    with zipfile.ZipFile(tmp_path / "site.zip") as archive:
        assert json.loads(archive.read("about.json"))["lost"] == [file_name(VOICE)]
    take_back(new, tmp_path / "site.zip")
    assert contents(new) == contents(old)
    assert voices(tmp_path / "new") == {}


def test_what_the_online_voice_said_is_not_carried(empty: Callable[[str], Engine], tmp_path: Path) -> None:
    (tmp_path / "voice" / "online").mkdir(parents=True)
    (tmp_path / "voice" / "online" / file_name(b"x")).write_bytes(b"x")
    put_away(empty("sqlite"), tmp_path / "site.zip")
    with zipfile.ZipFile(tmp_path / "site.zip") as archive:
        assert not [name for name in archive.namelist() if name.startswith("voice/")]


def test_a_backup_of_other_tables_says_which(empty: Callable[[str], Engine], site: Path) -> None:
    newer = rewritten(site, "about.json", lambda _: json.dumps({"format": 1, "revision": "0007"}).encode())
    with pytest.raises(Conflict) as refused:
        take_back(empty("sqlite"), newer)
    assert refused.value.details["revision"] == "0007"


def test_a_moment_keeps_its_instant(empty: Callable[[str], Engine], site: Path) -> None:
    engine = empty("sqlite")
    take_back(engine, site)
    with Session(engine) as session:
        assert session.scalars(select(Rollup.refreshed_at)).one() == datetime(2026, 11, 20, 3, 0, tzinfo=UTC)
