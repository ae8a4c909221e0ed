"""How long it takes to score a large panel, beside the same uncertainty computed by plain loops.

Run from the project's root: PYTHONPATH=bin python -m tests.benchmarks scoring
"""

import os
import random
import statistics
import time
from collections.abc import Callable, Iterator

os.environ.setdefault("OMP_NUM_THREADS", "1")
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

from stations.scoring import (
    CUT_OFFS,
    Answer,
    AnswerKind,
    Countermeasure,
    Factor,
    Panel,
    Quadrant,
    Sheet,
    score,
)
from tests.benchmarks.rows import Row, load
from tests.scoring import plain_loop

FACTORS, RATERS, COUNTERMEASURES = 28, 10, 15
LIMIT = 0.050


def large_panel() -> Panel:
    """28 factors, 10 raters and 15 countermeasures, made up."""
    chance = random.Random(1)
    factors = [
        Factor(code=f"{quadrant}{number}", quadrant=quadrant)
        for quadrant in Quadrant
        for number in range(1, FACTORS // 4 + 1)
    ]
    codes = [factor.code for factor in factors]

    def answer() -> Answer:
        return Answer(kind=AnswerKind.DEGREE, degree=chance.randint(1, 5), importance=chance.randint(1, 5))

    return Panel(
        factors=factors,
        countermeasures=[
            Countermeasure(code=f"C{number}", effects={code: chance.randint(2, 4) for code in chance.sample(codes, 4)})
            for number in range(1, COUNTERMEASURES + 1)
        ],
        sheets=[
            Sheet(rater=f"R{number}", answers={code: answer() for code in codes}) for number in range(1, RATERS + 1)
        ],
    )


def seconds(work: Callable[[], object], times: int) -> float:
    """Median processor time of one run on one core, after a run that warms up."""
    work()
    taken = []
    for _ in range(times):
        start = time.process_time()
        work()
        taken.append(time.process_time() - start)
    return statistics.median(taken)


def measure(*, short: bool) -> Iterator[Row]:
    panel = large_panel()
    scoring = seconds(lambda: score(panel), 5 if short else 25)
    what = f"{FACTORS} factors, {RATERS} raters, {COUNTERMEASURES} countermeasures, {CUT_OFFS.draws:,} draws, one core"
    loops = seconds(lambda: plain_loop.octants_and_ranks(panel, seed=1, draws=CUT_OFFS.draws), 1)
    beside = f"at most {LIMIT * 1000:.0f} ms; plain loops, draws alone: {loops / scoring:.0f} × ({load()})"
    yield what, f"{scoring * 1000:.1f} ms", beside
