"""The pictures children know themselves by: forty tiles for the class wall, nine secret pictures for a class."""

import random
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Tile:
    """A drawing in a dye before a window; a drawing used twice never differs by colour alone."""

    drawing: str
    dye: str
    window: str  # disc | arch | bloom
    flip: bool = False  # faces the other way
    tint: int = 1  # of the window, 1–5


TILES = (
    Tile("elephant", "stone", "disc", tint=1),
    Tile("cat", "rice", "arch", tint=3),
    Tile("frog", "leaf", "bloom", tint=5),
    Tile("rooster", "clay", "disc", tint=2),
    Tile("lotus", "lotus", "arch", tint=4),
    Tile("buffalo", "longan", "bloom", tint=2),
    Tile("butterfly", "indigo", "disc", tint=4),
    Tile("turtle", "leaf", "arch", tint=1),
    Tile("owl", "gold", "bloom", tint=3),
    Tile("fish", "indigo", "disc", tint=5),
    Tile("rabbit", "lotus", "arch", tint=3),
    Tile("lantern", "clay", "bloom", tint=5),
    Tile("rooster", "gold", "bloom", flip=True, tint=2),
    Tile("peacock", "teal", "arch", tint=4),
    Tile("cow", "rice", "bloom", tint=1),
    Tile("cat", "longan", "disc", flip=True, tint=4),
    Tile("kite", "clay", "arch", tint=1),
    Tile("elephant", "indigo", "bloom", flip=True, tint=3),
    Tile("frog", "gold", "disc", flip=True, tint=5),
    Tile("drum", "longan", "arch", tint=2),
    Tile("rabbit", "stone", "bloom", flip=True, tint=5),
    Tile("parasol", "lotus", "disc", tint=2),
    Tile("butterfly", "clay", "arch", flip=True, tint=4),
    Tile("fish", "clay", "bloom", flip=True, tint=1),
    Tile("turtle", "gold", "disc", flip=True, tint=3),
    Tile("owl", "teal", "arch", flip=True, tint=1),
    Tile("peacock", "indigo", "bloom", flip=True, tint=3),
    Tile("buffalo", "stone", "disc", flip=True, tint=5),
    Tile("cow", "longan", "arch", flip=True, tint=2),
    Tile("longan", "longan", "bloom", tint=4),
    Tile("kite", "indigo", "bloom", flip=True, tint=2),
    Tile("lantern", "gold", "disc", flip=True, tint=4),
    Tile("drum", "clay", "bloom", flip=True, tint=1),
    Tile("parasol", "teal", "arch", flip=True, tint=5),
    Tile("lotus", "gold", "disc", flip=True, tint=3),
    Tile("longan", "gold", "arch", flip=True, tint=1),
    Tile("elephant", "lotus", "arch", tint=2),
    Tile("cat", "stone", "bloom", tint=1),
    Tile("rabbit", "gold", "disc", tint=3),
    Tile("fish", "leaf", "arch", tint=4),
)

_DYES = {
    "longan": "longan",
    "lantern": "clay",
    "parasol": "lotus",
    "lotus": "lotus",
    "kratip": "gold",
    "drum": "longan",
    "kite": "indigo",
    "champa": "gold",
    "jar": "clay",
    "elephant": "stone",
    "cat": "rice",
    "frog": "leaf",
    "rooster": "clay",
    "buffalo": "longan",
    "butterfly": "indigo",
    "turtle": "leaf",
    "owl": "gold",
    "fish": "indigo",
    "rabbit": "lotus",
    "peacock": "teal",
}
PICTURES: tuple[str, ...] = tuple(_DYES)  # what the nine secret pictures of a class are chosen from


def tile_for(index: int) -> Tile:
    """Return the tile of a child's number; 0–39 are all different, 40 begins anew."""
    return TILES[index % len(TILES)]


def nine_pictures(seed: int) -> str:
    """Return nine different picture keys, comma-separated: a class's own, the same for the same seed."""
    return ",".join(random.Random(seed).sample(PICTURES, 9))


def dye_of(picture: str) -> str:
    """Return the colours a secret picture wears; they never change, so that it is always the same picture."""
    return _DYES.get(picture, "gold")
