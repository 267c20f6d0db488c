"""The online voice as a site uses it: a server of ours stands for Translate, and fails in every way it can."""

import os
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from uuid import uuid4

import pytest
from cast import World
from translate import Answer, Translate, clip, serving, spoken

from config import ROOT
from phonics.errors import Invalid
from phonics.services import audio, online_voice
from phonics.services.online_voice import BACK_OFF_S, OnlineReport, build
from phonics.services.voices import Voices
from phonics.voice import gtts_source
from phonics.voice.instructions import instructions
from phonics.voice.wanted import Wanted

WORDS = ["bag", "cat", "dog", "fish", "hat", "ship", "sun", "van"]
TALE = (
    "The big brown buffalo went down to the river in the morning, and it lay down in the cool mud and slept until "
    "the children came to call it home."
)
OTHERS = [("sound", "SH"), ("letter", "a"), ("pseudo", "blim"), ("word", "read"), ("phrase", "Well done!")]


@pytest.fixture
def translate(monkeypatch: pytest.MonkeyPatch) -> Iterator[Translate]:
    names = [*(("word", word) for word in WORDS), ("sentence", TALE), *OTHERS]
    monkeypatch.setattr(audio, "wanted", lambda: tuple(Wanted(kind, text, "") for kind, text in names))
    with serving(monkeypatch) as server:
        yield server


@pytest.fixture
def waits() -> list[float]:
    return []


@pytest.fixture
def words(tmp_path: Path, waits: list[float], monkeypatch: pytest.MonkeyPatch):  # type: ignore[no-untyped-def]
    """Build the words: `words()`."""
    monkeypatch.setattr(gtts_source, "TIMEOUT_S", (2, 0.3))
    return partial(build, tmp_path, ("word",), wait=waits.append)


def voice_of(var: Path, kind: str, text: str) -> str:
    heard = Voices(None, None, ROOT / "audio", var).find(kind, text)
    return heard.voice if heard else ""


def test_what_was_said_is_kept_for_the_site_and_heard(translate: Translate, words, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    assert voice_of(tmp_path, "word", "cat") == "pack"
    assert words() == OnlineReport(made=8, kept=0, failed=(), left=0, stopped_because="")
    assert translate.asked == [(word, "en") for word in WORDS]
    assert voice_of(tmp_path, "word", "cat") == "online"


def test_a_second_build_asks_for_nothing(translate: Translate, words) -> None:  # type: ignore[no-untyped-def]
    words()
    translate.asked.clear()
    assert words() == OnlineReport(0, 8, (), 0, "")
    assert translate.asked == []


def test_there_is_a_pause_before_every_call_but_the_first(translate: Translate, words, waits: list[float]) -> None:  # type: ignore[no-untyped-def]
    words()
    assert len(waits) == 7
    assert all(0.7 <= pause <= 1.0 for pause in waits)


TROUBLES: dict[str, Answer | None] = {
    "429": (429, b""),
    "403": (403, b"no"),
    "500": (500, b""),
    "garbage": (200, b"<html>please sign in</html>"),
    "not sound": (200, spoken(b"nothing to hear")),
    "silence": None,
}


@pytest.mark.parametrize("trouble", TROUBLES.values(), ids=TROUBLES)
def test_trouble_stops_the_build_and_the_next_one_goes_on(  # type: ignore[no-untyped-def]
    translate: Translate, words, waits: list[float], tmp_path: Path, trouble: Answer | None
) -> None:
    good = translate.answer
    translate.answer = lambda text: good(text) if text in WORDS[:2] else trouble
    report = words()
    assert (report.made, report.left) == (2, 3)
    assert [sentence.partition(":")[0] for sentence in report.failed] == ["word dog", "word fish", "word hat"]
    assert report.stopped_because
    assert tuple(waits[-2:]) == BACK_OFF_S
    assert voice_of(tmp_path, "word", "dog") == "pack"
    assert voice_of(tmp_path, "word", "bag") == "online"
    translate.answer = good
    translate.asked.clear()
    assert words() == OnlineReport(6, 2, (), 0, "")
    assert translate.texts == WORDS[2:]


def test_one_bad_answer_costs_one_clip(translate: Translate, words, waits: list[float]) -> None:  # type: ignore[no-untyped-def]
    good = translate.answer
    translate.answer = lambda text: (200, b"") if text in {"cat", "fish", "ship"} else good(text)
    report = words()
    assert (report.made, len(report.failed), report.left, report.stopped_because) == (5, 3, 0, "")
    assert waits.count(BACK_OFF_S[0]) == 3
    assert BACK_OFF_S[1] not in waits


def test_without_internet_it_stops_at_the_first_call(words, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:  # type: ignore[no-untyped-def]
    monkeypatch.setattr("gtts.tts._translate_url", lambda **_: "http://127.0.0.1:9/")
    monkeypatch.setattr("urllib.request.getproxies", dict)
    report = build(tmp_path, ("word",), fetch=gtts_source.fetch, wait=pytest.fail)
    assert (report.made, len(report.failed)) == (0, 1)
    assert report.left > 5000
    assert "no connection" in report.stopped_because
    assert voice_of(tmp_path, "word", "ship") == "pack"


def test_an_interrupted_build_keeps_what_it_has(translate: Translate, words, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    def stop(done: int, of: int) -> None:
        assert of == len(WORDS)
        if done == 3:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        words(on_progress=stop)
    assert words().kept == 3
    assert translate.texts == WORDS


def test_a_build_that_is_killed_loses_no_more_than_a_few(  # type: ignore[no-untyped-def]
    translate: Translate, words, monkeypatch: pytest.MonkeyPatch
) -> None:
    saved = []
    monkeypatch.setattr(online_voice.online, "save", lambda folder, clips: saved.append(len(list(clips))))
    words()
    assert saved == [5, 3]


def test_a_job_asks_for_no_more_than_it_should(translate: Translate, words) -> None:  # type: ignore[no-untyped-def]
    assert words(most=3) == OnlineReport(3, 0, (), 5, "")
    assert words(most=3) == OnlineReport(3, 3, (), 2, "")


def test_a_build_behind_a_text_begins_there_after_a_pause_and_comes_round(  # type: ignore[no-untyped-def]
    translate: Translate, words, waits: list[float]
) -> None:
    words(most=3, after=("word", "ship"))
    assert translate.texts == ["sun", "van", "bag"]
    assert len(waits) == 3


def test_a_build_that_made_nothing_does_not_go_on(translate: Translate, words) -> None:  # type: ignore[no-untyped-def]
    good = translate.answer
    translate.answer = lambda text: (200, b"") if text in WORDS[:2] else good(text)
    assert not words(most=2).goes_on
    assert words(most=2, after=("word", "cat")).goes_on


def test_a_manifest_that_cannot_be_read_is_set_aside_and_all_is_fetched_again(  # type: ignore[no-untyped-def]
    translate: Translate, words, tmp_path: Path
) -> None:
    words()
    manifest = tmp_path / "voice" / "online" / "manifest.csv"
    manifest.write_bytes(b"\xff\xfe")
    assert words().made == len(WORDS)
    assert manifest.with_name("manifest.csv.damaged").read_bytes() == b"\xff\xfe"
    assert voice_of(tmp_path, "word", "cat") == "online"


def test_a_full_build_sweeps_what_no_row_names_any_more(translate: Translate, words, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    stray = tmp_path / "voice" / "online" / ("0" * 20 + ".mp3")
    stray.parent.mkdir(parents=True)
    stray.write_bytes(b"x")
    os.utime(stray, (1, 1))
    words()
    assert stray.exists()
    build(tmp_path, wait=lambda _s: None)
    assert not stray.exists()


def test_everything_is_asked_for_in_order_of_need(translate: Translate, tmp_path: Path) -> None:
    report = build(tmp_path, wait=lambda _s: None)
    thai = [one.th for one in instructions().values()]
    assert report.made == len(thai) + 1 + 1 + len(WORDS)
    assert translate.asked[: len(thai)] == [(text, "th") for text in thai]
    assert translate.asked[len(thai)] == ("Well done!", "en")
    assert voice_of(tmp_path, "instruction", "hear") == "online"


def test_a_long_sentence_is_asked_for_in_parts_and_kept_as_one(translate: Translate, tmp_path: Path) -> None:
    build(tmp_path, ("sentence",), wait=lambda _s: None)
    assert len(translate.asked) > 1
    assert " ".join(translate.texts) == TALE
    (file,) = (tmp_path / "voice" / "online").glob("*.mp3")
    assert file.read_bytes() == clip() * len(translate.asked)


def test_a_sentence_of_which_a_part_fails_is_not_kept(translate: Translate, tmp_path: Path) -> None:
    good = translate.answer
    translate.answer = lambda text: (429, b"") if text.endswith("home.") else good(text)
    report = build(tmp_path, ("sentence",), wait=lambda _s: None)
    assert (report.made, len(report.failed)) == (0, 1)
    assert voice_of(tmp_path, "sentence", TALE) == ""


def test_one_text_can_be_asked_for(translate: Translate, tmp_path: Path) -> None:
    assert build(tmp_path, ("word:ship",)).made == 1
    assert build(tmp_path, ("word:ship",)).kept == 1
    assert translate.asked == [("ship", "en")]


@pytest.mark.parametrize(
    "only", [("name",), ("sound",), ("pseudo:blim",), ("letter",), ("word:read",), ("word", "name")]
)
def test_what_it_never_says_is_refused_before_anything_is_sent(
    translate: Translate, tmp_path: Path, only: tuple[str, ...]
) -> None:
    with pytest.raises(Invalid):
        build(tmp_path, only)
    assert translate.asked == []


@pytest.mark.parametrize("kind", ["name", "word", "phrase", "sentence", "instruction"])
def test_a_childs_name_is_never_sent(translate: Translate, tmp_path: Path, world: World, kind: str) -> None:
    for text in (str(world.dao.id), str(uuid4()), "มะลิ", "Mali", "Nong Mali is here."):
        with pytest.raises(Invalid):
            build(tmp_path, (f"{kind}:{text}",))
    assert translate.bodies == []


def test_all_that_is_ever_sent_is_printed_in_this_product(translate: Translate, tmp_path: Path, world: World) -> None:
    build(tmp_path, wait=lambda _s: None)
    printed = {*WORDS, "Well done!", *(one.th for one in instructions().values())}
    assert all(text in printed or text in TALE for text in translate.texts)
    assert len(translate.bodies) == len(translate.asked)


def test_the_whole_curriculum_is_english_but_for_the_instructions() -> None:
    everything = list(online_voice.wanted())
    assert {kind for kind, _text in everything} == {"instruction", "phrase", "sentence", "word"}
    assert len(everything) > 5000
    assert not [text for kind, text in everything if kind != "instruction" and not text.isascii() and text >= "ก"]
