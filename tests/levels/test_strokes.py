"""How letters are written: every letter there is, inside its box, from where a child begins it."""

import re
from string import ascii_lowercase

import pytest

from phonics.errors import Invalid
from phonics.levels.loader import load
from phonics.levels.strokes import reach, read_strokes, strokes, trace

TALL, TAILED = set("bdfhklt"), set("gjpqy")


def _points(path: str) -> list[tuple[float, float]]:
    """Return the points a path goes through, and those that bend it."""
    numbers = [float(one) for one in re.findall(r"-?[\d.]+", path)]
    return list(zip(numbers[::2], numbers[1::2], strict=True))


def _all(letter: str) -> list[tuple[float, float]]:
    return [point for path in strokes()[letter].strokes for point in _points(path)]


def test_every_letter_stands_there_once() -> None:
    assert "".join(one.letter for one in read_strokes()) == ascii_lowercase
    assert all(one.how for one in read_strokes())


@pytest.mark.parametrize("letter", ascii_lowercase)
def test_a_letter_stands_on_the_line_as_tall_as_it_is(letter: str) -> None:
    down = [y for _, y in _all(letter)]
    assert 8 <= min(down) <= (22 if letter in TALL | set("ij") else 34)
    assert (84 <= max(down) <= 88) if letter in TAILED else (65 <= max(down) <= 69)
    assert all(-8 <= x <= 62 for x, _ in _all(letter))


@pytest.mark.parametrize(
    ("letter", "many", "start"),
    [  # of children's printing: round letters begin at one o'clock, straight ones at the top; dots and bars come last
        *((letter, 1, "upper right") for letter in "acgqso"),
        *((letter, 1, "upper left") for letter in "bhlmnpruvwz"),
        *((letter, 2, "upper left") for letter in "kxy"),
        *((letter, 2, "top") for letter in "ijt"),
        ("e", 1, "middle left"),
        ("d", 1, "middle right"),
        ("f", 2, "upper right"),
    ],
)
def test_a_letter_begins_where_a_child_begins_it(letter: str, many: int, start: str) -> None:
    assert len(strokes()[letter].strokes) == many
    first = _points(strokes()[letter].strokes[0])
    (x, y), across = first[0], [x for x, _ in _all(letter)]
    middle = (min(across) + max(across)) / 2
    high = min(y for _, y in first)
    assert (15 <= y - high <= 27) if "middle" in start else y - high <= 5
    assert {"left": x < middle or letter == "l", "right": x > middle}.get(start.rsplit(maxsplit=1)[-1], True)


def test_a_dot_or_a_bar_comes_after_the_stem() -> None:
    for letter, length in {"i": 3, "j": 3, "t": 22, "f": 20}.items():
        (x, y), (far, low) = _points(strokes()[letter].strokes[1])
        assert abs(far - x) + abs(low - y) <= length
        assert letter in "ij" or y == low


def test_every_grapheme_that_is_taught_can_be_traced() -> None:
    for row in load().correspondences.values():
        step = trace(row)
        assert "".join(one["letter"] for one in step.fields["letters"]) == row.grapheme.replace("_", "")
    step = trace(load().correspondences["sh=SH"])
    assert (step.kind, step.item, step.fields["sound"]) == ("trace", "gpc:sh=SH", ["sound", "SH"])
    assert [len(one["strokes"]) for one in step.fields["letters"]] == [1, 1]


def test_older_hands_keep_closer_to_the_line() -> None:
    far = [reach(grade) for grade in range(1, 16)]
    assert far == sorted(far, reverse=True)
    assert (reach(3), reach(4), reach(9)) == (10.0, 8.0, 6.5)


@pytest.mark.parametrize("path", ["", "M1 2", "m1 2l3 4", "M1 2L3 4Z"])
def test_what_is_no_path_is_refused(tmp_path, path: str) -> None:  # type: ignore[no-untyped-def]
    (tmp_path / "strokes.csv").write_text(f"letter,strokes,how\na,{path},round\n")
    with pytest.raises(Invalid, match="no stroke"):
        read_strokes(tmp_path)
