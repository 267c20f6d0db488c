"""Where things stand on the map: the places of the stones on the road, of the signs beside it, and of the friend."""

from collections.abc import Sequence
from dataclasses import dataclass

from phonics.services.paths import StoneView


@dataclass(frozen=True, slots=True)
class Place:
    """A place on the road: its middle, where the friend stands when it is the next one, where its sign stands.

    :param friend: left upper corner; the friend looks right, or left when `turned`
    """

    x: int
    y: int
    friend: tuple[int, int]
    sign: tuple[int, int]
    turned: bool = False


@dataclass(frozen=True, slots=True)
class Scene:
    """A drawing of the walk from the moat to the chedi; `name` is that of its template."""

    name: str
    width: int
    height: int
    places: tuple[Place, ...]


@dataclass(frozen=True, slots=True)
class Laid:
    """A scene with stones on its road."""

    scene: Scene
    stones: tuple[tuple[Place, StoneView], ...]


TALL = Scene(
    "tall",
    800,
    1280,
    (
        Place(112, 1134, (112, 994), (56, 1050), turned=True),
        Place(222, 1160, (236, 1010), (268, 1090), turned=True),
        Place(336, 1140, (186, 1006), (416, 1182)),
        Place(440, 1090, (296, 954), (516, 1136)),
        Place(556, 1044, (412, 908), (530, 1150)),
        Place(640, 966, (656, 826), (724, 996), turned=True),
        Place(560, 886, (416, 750), (628, 856)),
        Place(444, 862, (458, 724), (462, 796), turned=True),
        Place(318, 836, (332, 698), (346, 768), turned=True),
        Place(196, 748, (22, 598), (322, 738)),
        Place(298, 650, (154, 514), (312, 582)),
        Place(418, 620, (274, 484), (430, 552)),
        Place(538, 592, (394, 456), (716, 560)),
        Place(604, 480, (442, 344), (716, 560)),
        Place(522, 368, (540, 232), (606, 374), turned=True),
        Place(410, 354, (250, 218), (288, 356)),
    ),
)
LAND = Scene(
    "land",
    1280,
    800,
    (
        Place(90, 632, (184, 498), (142, 594), turned=True),
        Place(190, 662, (204, 520), (226, 600), turned=True),
        Place(292, 646, (148, 510), (386, 672)),
        Place(362, 572, (218, 436), (270, 548)),
        Place(388, 478, (228, 342), (272, 486)),
        Place(450, 402, (306, 266), (452, 326)),
        Place(550, 396, (406, 260), (604, 322)),
        Place(624, 462, (640, 326), (716, 552), turned=True),
        Place(644, 560, (484, 474), (716, 556)),
        Place(718, 640, (548, 606), (792, 556)),
        Place(828, 654, (684, 518), (800, 584)),
        Place(914, 612, (770, 476), (868, 534)),
        Place(1006, 566, (862, 430), (1040, 490)),
        Place(1102, 580, (958, 444), (1112, 512)),
        Place(1188, 536, (1044, 400), (1232, 478)),
        Place(1150, 450, (1006, 314), (1230, 440)),
    ),
)
SCENES = (TALL, LAND)


def lay(scene: Scene, stones: Sequence[StoneView]) -> Laid:
    """Return the scene with these stones on its road, spread evenly when they are fewer than its places."""
    gaps, last = max(len(stones) - 1, 1), len(scene.places) - 1
    places = (scene.places[round(number * last / gaps)] for number in range(len(stones)))
    return Laid(scene, tuple(zip(places, stones, strict=True)))
