"""Countermeasure bars: order, length above 1, families, and those without a figure."""

from dataclasses import replace

import pytest

from stations.charts.countermeasure_bars import CountermeasureBar, CountermeasureWords, countermeasure_bars
from stations.charts.svg import ChartError
from stations.scoring.vocabulary import StrategyZone
from tests.charts.samples import SVG, parsed, sentence, text_element, texts

FAMILIES = dict(
    zip(StrategyZone, ("Growth strategies (SO)", "Turnaround", "Defensive", "Diversification"), strict=True)
)
WORDS = CountermeasureWords(title="Liulin", absent="Without a figure", language="en", families=FAMILIES)
LEFT, UNIT = 52, 80


def bar(code: str, attractiveness: float | None, rank: int | None = 1, family: str = "SO") -> CountermeasureBar:
    return CountermeasureBar(
        code=code, title="Title", family=StrategyZone(family), attractiveness=attractiveness, rank=rank
    )


def lengths(drawing: str) -> list[float]:
    rects = parsed(drawing).iter(f"{SVG}rect")
    return [float(rect.get("width", "")) for rect in rects if rect.get("x") == str(LEFT)]


def test_bars_begin_at_one_the_most_attractive_first():
    drawing = countermeasure_bars([bar("C1", 1.5, 3), bar("C2", 4, 1), bar("C3", 2, 2)], words=WORDS)

    assert lengths(drawing) == [3 * UNIT, UNIT, UNIT / 2]
    assert [text for text in texts(drawing) if text in "123"][:3] == ["1", "2", "3"]
    assert sentence(drawing) == "Liulin: C2 Title (SO) 4.00; C3 Title (SO) 2.00; C1 Title (SO) 1.50."


def test_equal_ones_stand_in_the_order_of_their_codes():
    drawing = countermeasure_bars([bar("C10", 2), bar("C2", 2)], words=WORDS)

    assert [text for text in texts(drawing) if text.endswith("Title")] == ["C2 Title", "C10 Title"]


def test_families_that_occur_are_explained_once():
    drawing = countermeasure_bars([bar("C1", 2), bar("C2", 2, family="WT"), bar("C3", 1, family="WT")], words=WORDS)

    assert texts(drawing)[-2:] == ["Growth strategies (SO)", "WT Defensive"]


def test_those_without_a_figure_are_listed_and_not_drawn():
    drawing = countermeasure_bars([bar("C1", 2), bar("C2", None, None, "ST")], words=WORDS)

    assert len(lengths(drawing)) == 1
    assert texts(drawing)[-1] == "C2 Title"
    assert sentence(drawing) == "Liulin: C1 Title (SO) 2.00; Without a figure: C2 Title."


def test_letters_of_groups_stand_at_the_right_and_are_explained():
    words = replace(WORDS, alike="Same letter: alike.")
    bars = [replace(bar("C1", 3), groups="a"), replace(bar("C2", 2), groups="ab"), bar("C3", 1)]

    drawing = countermeasure_bars(bars, words=words)

    assert [text for text in texts(drawing) if text in {"a", "ab"}] == ["a", "ab"]
    assert text_element(drawing, "ab").get("x") == "328"
    assert texts(drawing)[-1] == "Same letter: alike."
    assert sentence(drawing) == (
        "Liulin: C1 Title (SO) 3.00 a; C2 Title (SO) 2.00 ab; C3 Title (SO) 1.00; Same letter: alike."
    )


def test_without_groups_nothing_is_said_of_letters():
    drawing = countermeasure_bars([bar("C1", 3), bar("C2", 2)], words=replace(WORDS, alike="Same letter: alike."))

    assert "alike" not in " ".join([*texts(drawing), sentence(drawing)])


def test_none_at_all_has_no_scale():
    assert texts(countermeasure_bars([bar("C1", None, None)], words=WORDS))[0].startswith("Without a figure")


@pytest.mark.parametrize("value", [0.9, 4.1, float("nan")])
def test_an_attractiveness_out_of_range_is_refused(value):
    with pytest.raises(ChartError):
        countermeasure_bars([bar("C1", value)], words=WORDS)
