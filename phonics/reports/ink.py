"""Pen and paper of every chart: colours, Sarabun, a sheet measured in CSS pixels, and the bytes of the finished SVG.

Matplotlib's object API only. Text becomes outlines (`svg.fonttype = path`), so a chart looks the same in an `<img>`
without our fonts; a fixed salt and no date make the same figures the same bytes.
"""

from functools import lru_cache
from io import BytesIO
from threading import Lock

import fontpkg_sarabun
import matplotlib as mpl
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties
from matplotlib.patches import FancyBboxPatch, Rectangle
from matplotlib.textpath import text_to_path

INK, SOFT, RULE, EDGE, PAPER = "#1d2733", "#55606b", "#ddd7cd", "#8d8a85", "#fffaf2"
DATA = "#0072b2"
BAND_COLOURS = ("#cfe3f0", "#86bbdc", "#2f8bc2", "#0a4f7d")
TEXT = 14.4  # px, the smallest text anywhere

mpl.rcParams.update({"svg.fonttype": "path", "svg.hashsalt": "phonics", "hatch.linewidth": 0.8, "path.simplify": False})
_FILES = fontpkg_sarabun.ROOT / "files"
_REGULAR = FontProperties(fname=str(_FILES / "Sarabun-Regular.ttf"), size=TEXT)
_BOLD = FontProperties(fname=str(_FILES / "Sarabun-Bold.ttf"), size=TEXT)
_pen = Lock()  # matplotlib's caches are not made for several threads


class Sheet:
    """A transparent page; x runs right and y runs down, both in CSS pixels."""

    def __init__(self, width: int, height: int = 0) -> None:
        self._figure = Figure(dpi=72, facecolor="none")
        self._axes: Axes = self._figure.add_axes((0, 0, 1, 1))
        self._axes.set_axis_off()
        self.width, self.height = width, height
        if height:
            self.resize(height)

    def resize(self, height: int) -> None:
        """Cut the page to this height."""
        self.height = height
        self._figure.set_size_inches(self.width / 72, height / 72)
        self._axes.set(xlim=(0, self.width), ylim=(height, 0), autoscale_on=False)

    def text(self, x: float, y: float, words: str, *, end: bool = False, middle: bool = False, **look: object) -> None:
        """Write on the baseline `y`; `bold`, `colour` and `size` as wanted."""
        align = "right" if end else "center" if middle else "left"
        font = _BOLD if look.get("bold") else _REGULAR
        self._axes.text(
            x, y, words, ha=align, va="baseline", color=look.get("colour", INK), fontproperties=font,
            fontsize=look.get("size", TEXT), parse_math=False,
        )  # fmt: skip

    def bar(self, x: float, y: float, width: float, height: float, colour: str) -> None:
        self._axes.add_patch(Rectangle((x, y), width, height, facecolor=colour, edgecolor="none"))

    def frame(self, x: float, y: float, width: float, height: float, *, dashed: bool = False, hatch: str = "") -> None:
        style = (0, (3, 3)) if dashed else "solid"
        self._axes.add_patch(
            Rectangle((x, y), width, height, fill=False, edgecolor=EDGE, linewidth=1, linestyle=style, hatch=hatch)
        )

    def line(self, x1: float, y1: float, x2: float, y2: float, colour: str = RULE) -> None:
        self._axes.plot([x1, x2], [y1, y2], color=colour, linewidth=1, solid_capstyle="butt")

    def dot(self, x: float, y: float, colour: str = DATA) -> None:
        self._axes.plot([x], [y], marker="o", markersize=9, color=colour, markeredgecolor="none")

    def badge(self, x_end: float, y: float, words: str) -> None:
        """Put words in a dashed box that ends at `x_end`, on the baseline `y`."""
        width = width_of(words) + 16
        box = FancyBboxPatch(
            (x_end - width + 1, y - 16), width - 2, 22, boxstyle="round,pad=0,rounding_size=6", fill=False,
            edgecolor=EDGE, linewidth=1, linestyle=(0, (3, 3)),
        )  # fmt: skip
        self._axes.add_patch(box)
        self.text(x_end - width / 2, y, words, middle=True, colour=SOFT)

    def svg(self) -> bytes:
        out = BytesIO()
        with _pen:
            self._figure.savefig(out, format="svg", transparent=True, metadata={"Date": None, "Creator": None})
        return out.getvalue().replace(b'pt" height=', b'" height=', 1).replace(b'pt" viewBox', b'" viewBox', 1)


@lru_cache(maxsize=4096)
def width_of(words: str, *, bold: bool = False) -> float:
    """Return the width of a text in CSS pixels at the ordinary size."""
    with _pen:
        width, _, _ = text_to_path.get_text_width_height_descent(words, _BOLD if bold else _REGULAR, ismath=False)
    return float(width)


def fitted(words: str, most: float, *, bold: bool = False) -> str:
    """Return the words, cut with an ellipsis where they are wider than `most` pixels."""
    while words and width_of(words, bold=bold) > most:
        words = words.removesuffix("…")[:-1].rstrip("ัิีึืฺุู็่้๊๋์ํ๎ ") + "…"
    return words
