"""The server is killed, its reply is lost, and it comes back: everything was done once, and the child goes on."""

import random
import shutil
import threading
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest
from kinds import first_steps, serve
from line import Cut, Line
from playing import _STEPS, tap
from playwright.sync_api import Browser, expect
from posting import Classroom, Post
from seats import Seat
from serving import Server
from tablets import TABLET

pytestmark = pytest.mark.browser

NAMES = ("sitting", "marks", "ending", "reading", "missed", "opening", "secret")
OF_THE_MOMENT = {"opening", "secret"}  # their answer is a cookie: a tablet that did not get it asks anew


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory, demo: Path) -> Iterator[Server]:
    var = tmp_path_factory.mktemp("killed") / "var"
    shutil.copytree(demo, var)
    made = Server(var)
    try:
        made.start()
        yield made
    finally:
        made.kill()


@pytest.fixture(scope="module")
def line(server: Server) -> Iterator[Line]:
    with Line(server.port) as made:
        yield made
        made.shutdown()


@pytest.fixture(scope="module")
def room(server: Server, line: Line) -> Classroom:
    return Classroom(line.url, server.database)


def _send(posts: Sequence[Post]) -> list[threading.Thread]:
    """Send all of them at once, and return who waits for the answers."""
    waiting = [threading.Thread(target=post.send) for post in posts]
    for one in waiting:
        one.start()
    return waiting


def _cut(line: Line, cut: Cut, posts: Sequence[Post]) -> list[threading.Thread]:
    """Send all of them over a line that is cut; return when each has come as far as it does."""
    line.cut, before = cut, len(line.held)
    waiting = _send(posts)
    line.holds(before + len(posts))
    return waiting


def _kill(server: Server, line: Line, waiting: Sequence[threading.Thread]) -> None:
    server.kill()
    line.let_go()
    for one in waiting:
        one.join()


def _again(posts: Sequence[Post]) -> None:
    for one in _send(posts):
        one.join()
    for post in posts:
        assert post.answered, post.name
        assert post.answered[0] in {200, 204}, (post.name, post.answered[0])


def test_whatever_a_tablet_sends_is_there_once_after_the_server_was_killed(
    server: Server, line: Line, room: Classroom
) -> None:
    """One of each kind has not reached the server when it dies, another has, but its answer never comes back."""
    early, late = room.everything(0), room.everything(1)
    assert tuple(post.name for post in early) == NAMES
    waiting = [*_cut(line, "before", early), *_cut(line, "after", late)]
    _kill(server, line, waiting)
    assert [post.answered for post in (*early, *late)] == [None] * len(early + late)
    server.start()
    lasting = [post for post in (*early, *late) if post.name not in OF_THE_MOMENT]
    for post in lasting:
        assert (post.look() == post.so) is (post in late), post.name
    _again([*early, *late])
    for post in (*early, *late):
        assert post.look() == post.so, post.name
    _again(lasting)  # and whatever comes once more changes nothing
    assert [post.look() for post in lasting] == [post.so for post in lasting]


@pytest.mark.full
def test_a_server_killed_at_any_moment_of_forty_deliveries_has_each_whole_or_not_at_all(
    server: Server, line: Line, room: Classroom
) -> None:
    rng = random.Random(1)
    for _round in range(3):
        posts = [room.marks() for _ in range(40)]
        waiting = _send(posts)
        time.sleep(rng.uniform(0.02, 0.4))
        _kill(server, line, waiting)
        assert {post.look() for post in posts} <= {(0, 0, 0), (5, 5, 5)}
        assert all(post.look() == (5, 5, 5) for post in posts if post.answered and post.answered[0] == 200)
        server.start()
        _again(posts)
        assert {post.look() for post in posts} == {(5, 5, 5)}


def test_a_child_learns_on_while_the_server_dies_and_comes_back(
    server: Server, line: Line, room: Classroom, browser: Browser
) -> None:
    child = room.children[2]
    came_in = room.secret(child)
    came_in.send()
    context = browser.new_context(**TABLET, service_workers="block")
    context.add_cookies([{"name": c.name, "value": c.value or "", "url": line.url} for c in came_in.tablet.jar])
    seat = Seat(context.new_page(), line.url, str(server.database), child)
    seat.place("K2")
    serve(seat.page, *first_steps()[:3])
    hear, find, other = seat.open("K2.1")["steps"]
    expect(seat.page.locator(".hears")).to_be_visible(timeout=20_000)
    seat.page.wait_for_load_state("networkidle")

    line.cut, before = "after", len(line.held)
    _STEPS["hear"](seat.page, hear, False)
    _until_held(seat, line, before + 1)  # the answer is in the database, and the tablet waits to hear of it
    _kill(server, line, [])
    assert seat.marks("K2.1") == [("hear", "correct")]
    _STEPS["find"](seat.page, find, False)  # nobody answers, and the child does not notice
    back = threading.Thread(target=server.start)
    back.start()
    _STEPS["find"](seat.page, other, True)
    back.join()
    expect(seat.page.locator("main.ends")).to_be_visible(timeout=20_000)
    made = [("hear", "correct"), ("find", "correct"), ("find", "incorrect"), ("find", "correct")]
    seat.page.evaluate("dispatchEvent(new Event('online'))")  # else it tries again within a minute
    seat.wait_for_marks("K2.1", made)
    query = "select status, count(*) from sitting where student_id = ? and stone = 'K2.1' group by 1"
    for _ in range(100):
        if seat.ask(query, child.hex) == [("finished", 1)]:
            break
        seat.page.wait_for_timeout(100)
    assert seat.ask(query, child.hex) == [("finished", 1)]
    tap(seat.page.locator("main.ends .onward"))
    seat.page.wait_for_url("**/learn?fresh=*")
    context.close()


def _until_held(seat: Seat, line: Line, n: int) -> None:
    for _ in range(300):
        if len(line.held) >= n:
            return
        seat.page.wait_for_timeout(100)  # its routes must go on
    raise AssertionError(line.held)
