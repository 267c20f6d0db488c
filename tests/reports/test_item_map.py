"""The person–item map: items and children in their half logits."""

from phonics.reports.charts import Look
from phonics.reports.item_map import alt, item_map, stretches

LOWS = (-1.0, -0.5, 0.0, 0.5)


def test_items_lie_in_their_half_logit_the_hardest_on_top() -> None:
    scale = stretches((0.1, 0.4, 0.4, 0.1), LOWS, [("ship", -0.7), ("fish", -0.99), ("thack", 0.6), ("when", 0.0)])
    assert [(one.low, one.items) for one in scale] == [
        (0.5, ("thack",)),
        (0.0, ("when",)),
        (-0.5, ()),
        (-1.0, ("fish", "ship")),
    ]


def test_what_lies_beyond_the_scale_stands_at_its_end_and_empty_ends_are_cut() -> None:
    scale = stretches((0.0, 0.5, 0.5, 0.0), LOWS, [("hard", 9.0)])
    assert [(one.low, one.items) for one in scale] == [(0.5, ("hard",)), (0.0, ()), (-0.5, ())]
    assert stretches((0.0,) * 4, LOWS, [("easy", -9.0)])[0].items == ("easy",)


def test_the_same_map_is_the_same_bytes_and_can_be_heard() -> None:
    scale = stretches((0.1, 0.4, 0.4, 0.1), LOWS, [("ship", -0.7), ("thack", 0.6)])
    for size in ("middle", "narrow"):
        drawn = item_map(scale, Look("th", size, demo=True))
        assert drawn == item_map(scale, Look("th", size, demo=True))
        assert b"<svg" in drawn
    assert "thack" in alt(scale, "th")
    assert "Easiest: ship" in alt(scale, "en")
