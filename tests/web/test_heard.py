"""What is heard on a real tablet: names, what to do, words slowly, texts aloud; and what is told when it is missing."""

import http.cookiejar
import json
import shutil
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest
from haste import noting
from kinds import first_steps, serve
from playing import _STEPS, tap
from playwright.sync_api import Page, expect
from seats import Seat

from config import ROOT
from phonics.levels import texts
from phonics.services import voices
from phonics.services.demo import PASSWORD
from phonics.voice import library
from phonics.voice.instructions import instructions
from phonics.voice.library import COLUMNS

pytestmark = pytest.mark.browser

PACK = library.load(ROOT / "audio")
_STARTED = """
globalThis.begun = 0;
const start = AudioBufferSourceNode.prototype.start;
AudioBufferSourceNode.prototype.start = function () { begun += 1; start.call(this); };
"""
_SPEECH = """
globalThis.spoken = [];
globalThis.SpeechSynthesisUtterance = class extends EventTarget { constructor(words) { super(); this.words = words; } };
const voice = { lang: "th-TH", localService: %s };
const speech = {
  getVoices: () => [voice], cancel() {}, addEventListener() {},
  speak(said) {
    spoken.push([said.words, said.voice === voice]);
    setTimeout(() => said.dispatchEvent(new Event("end")), 30);
  },
};
Object.defineProperty(globalThis, "speechSynthesis", { value: speech });
"""

_LIT = noting(".cut .lit, [data-read] .lit")


class Online:
    """What the site's online voice has said."""

    def __init__(self, var: Path) -> None:
        self.folder = voices.online(var)
        self.folder.mkdir(parents=True, exist_ok=True)

    def put(self, kind: str, text: str, like: str, cues: str = "[]") -> str:
        """Put what a word of the pack sounds like under another name; return its file."""
        clip = PACK.find("word", like)
        assert clip is not None
        shutil.copy(PACK.path(clip), self.folder / clip.file)
        manifest = self.folder / "manifest.csv"
        head = "" if manifest.exists() else ",".join(COLUMNS) + "\n"
        with manifest.open("a", encoding="utf-8") as kept:
            kept.write(f'{head}{kind},{text},online,{clip.file},{clip.seconds},"{cues}",test,,x\n')
        return clip.file


@pytest.fixture
def online(site) -> Iterator[Online]:  # type: ignore[no-untyped-def]
    made = Online(Path(site.database.removeprefix("sqlite:///")).parent)
    yield made
    shutil.rmtree(made.folder)


@pytest.fixture
def teacher(seat: Seat, cookies) -> Page:  # type: ignore[no-untyped-def]
    """A teacher's browser at the curriculum."""
    seat.page.context.clear_cookies()
    seat.page.context.add_cookies(cookies("lead1"))
    return seat.page


# --- served -------------------------------------------------------------------------------------------------------


def test_parts_of_clips_are_served_by_the_real_server(site, online: Online) -> None:  # type: ignore[no-untyped-def]
    kept, shipped = online.put("word", "zzz", "cat"), next(iter(PACK)).file
    opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(http.cookiejar.CookieJar()))
    with pytest.raises(urllib.error.HTTPError, match="404"):
        opener.open(f"{site.url}/clips/{kept}")
    token = opener.open(f"{site.url}/sign-in").read().decode().split('name="csrf_token" value="')[1].split('"')[0]
    form = urllib.parse.urlencode({"csrf_token": token, "username": "lead1", "password": PASSWORD}).encode()
    opener.open(urllib.request.Request(f"{site.url}/sign-in", form, {"Referer": site.url})).close()
    for address, path in ((f"/clips/{kept}", online.folder / kept), (f"/audio/{shipped}", PACK.shelf / shipped)):
        ask = urllib.request.Request(site.url + address, headers={"Range": "bytes=10-19"})
        with opener.open(ask) as answer:
            assert (answer.status, answer.read()) == (206, path.read_bytes()[10:20])
            assert answer.headers["Content-Type"] == "audio/mpeg"
            assert answer.headers["Content-Range"] == f"bytes 10-19/{path.stat().st_size}"
            assert answer.headers["Accept-Ranges"] == "bytes"
            assert answer.headers["X-Content-Type-Options"] == "nosniff"
            assert {"public", "immutable"} <= {part.strip() for part in answer.headers["Cache-Control"].split(",")}


# --- names --------------------------------------------------------------------------------------------------------


def test_a_touched_tile_says_the_picture_and_no_voice_ever_says_a_name(seat: Seat) -> None:
    page = seat.page
    page.add_init_script(_STARTED + _SPEECH % "true")
    page.goto(f"{seat.url}/wall")
    tile = page.locator("li:last-child .kid")
    name, clip = tile.inner_text().strip(), tile.get_attribute("data-name")
    assert name
    assert clip
    assert clip.startswith("/audio/")
    with page.expect_request(f"**{clip}"):
        page.reload()
    tap(page.locator(".ask [data-told]"))
    page.locator(".over-all").wait_for(state="detached", timeout=10_000)
    assert page.evaluate("spoken") == [[instructions()["who-are-you"].th, True]]
    with page.expect_navigation():
        page.evaluate("addEventListener('pagehide', () => sessionStorage.setItem('begun', begun))")
        tap(tile)
    assert page.evaluate("sessionStorage.getItem('begun')") == "1"  # the picture's word, before the page leads on
    tap(page.locator(".again"))
    page.locator(".over-all").wait_for(state="attached")
    page.locator(".over-all").wait_for(state="detached", timeout=10_000)
    assert page.evaluate("spoken") == [[instructions()["secret-pictures"].th, True]]
    assert name not in json.dumps(page.evaluate("spoken"), ensure_ascii=False)


# --- what to do ---------------------------------------------------------------------------------------------------


def test_each_kind_of_step_is_shown_once_before_it_is_asked(seat: Seat) -> None:
    seat.place("K2")
    serve(seat.page, *first_steps())
    seat.page.add_init_script(_SPEECH % "true")
    plan = seat.open("K2.1")
    for step in plan["steps"][:3]:
        new = plan["told"][step["told"]]["th"] not in [words for words, _ in seat.page.evaluate("spoken")]
        if new:
            expect(seat.page.locator(f".demo .of-{plan['told'][step['told']]['picture']}")).to_be_visible(
                timeout=10_000
            )
        _STEPS[step["kind"]](seat.page, step, False)
    codes = list(dict.fromkeys(step["told"] for step in plan["steps"][:3]))
    said = [words for words, _ in seat.page.evaluate("spoken")]
    assert said[: len(codes)] == [instructions()[code].th for code in codes]


def test_a_touch_passes_over_what_is_shown(seat: Seat) -> None:
    seat.place("K2")
    seat.open("K2.1")
    tap(seat.page.locator(".demo"))
    expect(seat.page.locator(".hears")).to_be_visible(timeout=1000)


def test_a_voice_of_the_network_says_nothing(seat: Seat) -> None:
    seat.place("K2")
    seat.page.add_init_script(_SPEECH % "false")
    seat.open("K2.1")
    expect(seat.page.locator(".demo")).to_be_visible()
    expect(seat.page.locator(".hears")).to_be_visible(timeout=10_000)
    assert seat.page.evaluate("spoken") == []


def test_a_clip_says_what_to_do_before_the_tablets_own_voice(seat: Seat, online: Online) -> None:
    file = online.put("instruction", "hear", "elephant")
    seat.place("K2")
    seat.page.add_init_script(_STARTED + _SPEECH % "true")
    with seat.page.expect_response(f"**/clips/{file}") as answer:
        seat.open("K2.1")
    assert answer.value.status == 200
    expect(seat.page.locator(".demo")).to_be_visible()
    seat.page.wait_for_function("begun === 1")
    assert seat.page.evaluate("spoken") == []


def test_a_child_may_be_told_in_english(seat: Seat, teacher: Page, site) -> None:  # type: ignore[no-untyped-def]
    teacher.goto(f"{site.url}/teacher/children/{seat.child}")
    expect(teacher.locator(".told [value=th]")).to_have_attribute("aria-pressed", "true")
    with teacher.expect_navigation():
        tap(teacher.locator(".told [value=en]"))
    expect(teacher.locator(".told [value=en]")).to_have_attribute("aria-pressed", "true")
    assert seat.ask("select instructions from student where id = ?", seat.child.hex) == [("en",)]
    with teacher.expect_navigation():
        tap(teacher.locator(".told [value=th]"))
    assert seat.ask("select instructions from student where id = ?", seat.child.hex) == [("th",)]


# --- missing ------------------------------------------------------------------------------------------------------


def test_a_missing_clip_is_seen_and_told_once(seat: Seat) -> None:
    seat.place("K2")
    page, told = seat.page, list[dict]()
    page.on("request", lambda r: r.url.endswith("/api/clips/missing") and told.append(json.loads(r.post_data)))

    def silent(route) -> None:  # type: ignore[no-untyped-def]
        answer = route.fetch()
        plan = answer.text()
        sound = plan.index('"sound": {"cues"')
        url = plan.index('"url": "', sound)
        route.fulfill(response=answer, body=plan[:url] + '"url": null' + plan[plan.index('"', url + 8) + 1 :])

    page.route("**/learn/K2.1", silent)
    query = "select count(*) from missed_clip where kind = 'sound' and text = ?"
    for visit in range(2):
        plan = seat.open("K2.1")
        sound = plan["steps"][0]["sound"]
        assert sound["url"] is None
        expect(page.locator("#mute")).to_be_visible(timeout=20_000)
        tap(page.locator(".hears .g-tile"))
        for _try in range(300 if visit == 0 else 0):  # until the server knows
            if seat.ask(query, sound["text"]) == [(1,)]:
                break
            page.wait_for_timeout(100)
    page.wait_for_timeout(3500)  # longer than a tablet waits before it tells
    names = [tuple(name) for body in told for name in body["clips"]]
    assert names.count((sound["kind"], sound["text"])) == 1
    assert seat.ask(query, sound["text"]) == [(1,)]


# --- words slowly, texts aloud ------------------------------------------------------------------------------------


def test_a_word_is_heard_sound_by_sound_and_its_letters_light_up(teacher: Page, site) -> None:  # type: ignore[no-untyped-def]
    teacher.add_init_script(_LIT)
    teacher.goto(f"{site.url}/levels/7/words/cake")
    tap(teacher.locator("[data-parts]"))
    expect(teacher.locator("[data-parts].on")).to_have_count(0, timeout=15_000)
    assert teacher.evaluate("lit")[:3] == ["c", "ae", "k"]
    assert len(teacher.evaluate("lit")) > 3  # and the whole word after them
    expect(teacher.locator(".cut .lit")).to_have_count(0)


def test_slowly_is_slower_at_the_same_pitch(teacher: Page, site) -> None:  # type: ignore[no-untyped-def]
    teacher.add_init_script(_LIT)
    teacher.add_init_script("""
    const play = HTMLMediaElement.prototype.play;
    HTMLMediaElement.prototype.play = function () {
      globalThis.pace = [this.playbackRate, this.preservesPitch]; return play.call(this);
    };""")
    teacher.goto(f"{site.url}/levels/7/words/cake")
    tap(teacher.locator("[data-slow]"))
    teacher.wait_for_function("globalThis.pace")
    assert teacher.evaluate("pace") == [0.7, True]
    expect(teacher.locator("[data-slow].on")).to_have_count(0, timeout=10_000)
    assert "ae" in teacher.evaluate("lit")  # as its cues say, at the slower pace


def test_a_sentence_lights_its_words_and_a_touched_word_is_heard(teacher: Page, site, online: Online) -> None:  # type: ignore[no-untyped-def]
    text = texts.sentences("K3")[0].text
    first, second = text.split()[:2]
    places = [list(range(len(first))), list(range(len(first) + 1, len(first) + 1 + len(second)))]
    online.put("sentence", text, "elephant", f"[[0.0,0.25,{places[0]}],[0.25,0.7,{places[1]}]]")
    teacher.add_init_script(_LIT)
    teacher.goto(f"{site.url}/levels/3")
    line = teacher.locator("[data-piece]").filter(has_text=text)
    tap(line.locator("[data-aloud]"))
    expect(line.locator("[data-aloud].on")).to_have_count(0, timeout=10_000)
    assert teacher.evaluate("lit") == [first, second]
    expect(line.locator(".lit")).to_have_count(0)
    with teacher.expect_response("**/audio/*.mp3"):
        line.locator("[data-at]").last.tap()
