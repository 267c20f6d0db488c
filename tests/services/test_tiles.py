"""The drawings that children and their secrets are known by."""

from config import ROOT
from phonics.services.tiles import PICTURES, TILES, dye_of, nine_pictures, tile_for


def test_forty_tiles_differ_and_never_by_colour_alone() -> None:
    assert len({(tile.drawing, tile.window, tile.flip) for tile in TILES}) == len(TILES) == 40
    assert tile_for(40) == tile_for(0)


def test_nine_pictures_are_different_drawings_that_exist() -> None:
    art = ROOT / "templates" / "student" / "art"
    for seed in range(25):
        nine = nine_pictures(seed).split(",")
        assert len(set(nine)) == 9
        assert nine_pictures(seed) == ",".join(nine)
    for name in {*PICTURES, *(tile.drawing for tile in TILES)}:
        assert (art / f"{name}.svg").is_file()
        assert dye_of(name)
