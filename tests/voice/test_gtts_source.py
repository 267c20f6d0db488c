"""The online voice against a server of ours that answers as Translate does, well and badly."""

import time
from collections.abc import Iterator

import pytest
from translate import Translate, clip, serving, spoken

from phonics.errors import Invalid, Unavailable
from phonics.voice import gtts_source
from phonics.voice.online import NoConnection


@pytest.fixture
def translate(monkeypatch: pytest.MonkeyPatch) -> Iterator[Translate]:
    with serving(monkeypatch) as server:
        yield server


def test_a_word_comes_back_as_mp3(translate: Translate) -> None:
    assert gtts_source.fetch("ship", "en") == clip()
    assert translate.asked == [("ship", "en")]


def test_thai_is_asked_for_in_thai(translate: Translate) -> None:
    gtts_source.fetch("ฟังนะ", "th")
    assert translate.asked == [("ฟังนะ", "th")]


@pytest.mark.parametrize("status", [429, 403, 500])
def test_a_refusal_is_unavailable_and_not_asked_again(translate: Translate, status: int) -> None:
    translate.answer = lambda text: (status, b"")
    with pytest.raises(Unavailable, match="does not answer") as told:
        gtts_source.fetch("ship", "en")
    assert not isinstance(told.value, NoConnection)
    assert str(status) in told.value.details["reason"]
    assert len(translate.asked) == 1


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"<html>please sign in</html>",
        b'["jQ1olc",null]',
        b"\xff\xfe\x00",
        spoken(b"not sound"),
        spoken(b"\xff\xf3\x64\xc4" + bytes(500)[:100]),
        spoken(clip()[:-1]),
        spoken(clip()[:400] + b"<html>" + clip()[400:]),
        spoken(b"ID3\x04\x00\x00\x00\x00\x00\x00"),
        b'jQ1olc","[\\"%%%\\"]',
    ],
    ids=[
        "nothing",
        "a page",
        "no sound",
        "not text",
        "not mp3",
        "half a frame",
        "a torn end",
        "a torn middle",
        "only a tag",
        "not base64",
    ],
)
def test_garbage_is_unavailable(translate: Translate, body: bytes) -> None:
    translate.answer = lambda text: (200, body)
    with pytest.raises(Unavailable):
        gtts_source.fetch("ship", "en")


def test_silence_ends_after_the_timeout(translate: Translate, monkeypatch: pytest.MonkeyPatch) -> None:
    translate.answer = lambda text: None
    monkeypatch.setattr(gtts_source, "TIMEOUT_S", (2, 0.2))
    started = time.monotonic()
    with pytest.raises(Unavailable) as told:
        gtts_source.fetch("ship", "en")
    assert not isinstance(told.value, NoConnection)
    assert told.value.details["reason"] == "too slow"
    assert time.monotonic() - started < 10


def test_an_answer_that_stops_in_the_middle_is_slow_not_away(
    translate: Translate, monkeypatch: pytest.MonkeyPatch
) -> None:
    translate.stalls = True
    monkeypatch.setattr(gtts_source, "TIMEOUT_S", (2, 0.2))
    with pytest.raises(Unavailable) as told:
        gtts_source.fetch("ship", "en")
    assert not isinstance(told.value, NoConnection)
    assert told.value.details["reason"] == "too slow"


def test_no_server_at_all_is_no_connection(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("gtts.tts._translate_url", lambda **_: "http://127.0.0.1:9/")
    monkeypatch.setattr("urllib.request.getproxies", dict)
    with pytest.raises(NoConnection):
        gtts_source.fetch("ship", "en")


@pytest.mark.parametrize(("text", "lang"), [("", "en"), (" ", "en"), ("a" * 101, "en"), ("ship", "xx")])
def test_what_it_cannot_say_is_never_sent(translate: Translate, text: str, lang: str) -> None:
    with pytest.raises(Invalid):
        gtts_source.fetch(text, lang)
    assert translate.asked == []
