"""The simulation behind the README's table: a short run always, the whole of it on demand."""

import numpy as np
import pytest

from stations.scoring import score
from tests.scoring import simulation
from tests.scoring.builders import panel
from tests.scoring.test_readme import tables_after

PRINTED = tables_after("### Does the interval hold what it promises?")[0]


def test_interval_of_the_simulation_is_the_interval_of_the_package():
    generator = np.random.Generator(np.random.PCG64(3))
    answers = simulation.degrees(generator, simulation.levels(generator, 1), 4, "both")
    low, high, probability = simulation.jackknife(answers)
    codes = [f"{quadrant}{number}" for quadrant in "SWOT" for number in range(1, 8)]
    rows = answers[0].reshape(4, 28).astype(int).T.tolist()

    index = score(panel(dict(zip(codes, rows, strict=True)))).certainty.index

    assert simulation.expit([low[0], high[0]]) == pytest.approx([index.low, index.high], abs=1e-8)
    assert probability[0] == pytest.approx(index.probability, abs=1e-8)


def test_truth_is_the_result_of_an_endless_panel():
    generator = np.random.Generator(np.random.PCG64(4))
    level = simulation.levels(generator, 1)
    many = simulation.degrees(generator, level, 40_000, "both")

    found = simulation.logit_of(many.mean(axis=(1, 3)).T)

    assert found == pytest.approx(simulation.truth(level, "both"), abs=0.02)


@pytest.mark.parametrize("raters", [2, 6])
def test_interval_holds_nine_times_in_ten(raters):
    cell = simulation.simulate("optimism", raters, panels=1000, seed=1)

    assert 0.87 <= cell.coverage <= 0.93
    assert cell.bootstrap_coverage < cell.coverage - 0.05


@pytest.mark.slow
def test_whole_table_is_as_printed():
    cells = list(simulation.cells(4000))

    assert [(cell.bias, str(cell.raters)) for cell in cells] == [(row[0], row[1]) for row in PRINTED]
    for cell, row in zip(cells, PRINTED, strict=True):
        assert 0.87 <= cell.coverage <= 0.93
        printed = [float(text.rstrip("%")) for text in row[2:]]
        found = [cell.coverage * 100, cell.width, cell.bootstrap_coverage * 100, cell.decisive * 100, cell.wrong * 100]
        assert found == pytest.approx(printed, abs=3)
