"""Does the interval hold what it promises? Panels are drawn from a known truth, and what was promised is counted.

Run from the project's root: python -m tests.scoring.simulation [panels per cell]

Design: 28 factors; the four quadrants' levels uniform on 2.2 to 3.8, their factors up to 0.6 from that; a rater's answer
is the level of the factor, plus the rater's own bias, plus a residual of SD 0.8, rounded into 1 to 5. Biases are none;
severity (one amount on all factors); optimism (one amount that lifts S and O and lowers W and T); or both. The truth is
ρ of an endless panel, rounding included, so it is computed and not drawn. Beside the method stands a plain percentile
bootstrap that draws raters with replacement.
"""

import sys
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from scipy.special import expit, ndtr

from stations.scoring import CUT_OFFS
from stations.scoring.chain import logit_of
from stations.scoring.leave_one_out import deviations, standard_error
from stations.scoring.student import probability_above_zero, quantile

RATERS = (2, 3, 4, 6, 10)
BIASES = {"none": (0.0, 0.0), "severity": (0.4, 0.0), "optimism": (0.0, 0.4), "both": (0.3, 0.3)}
"""SD of severity and of optimism between raters."""
FACTORS = 7
FOR_THE_STATION = np.array([1, -1, 1, -1])[:, None]
"""Which way optimism moves S, W, O and T."""
RESIDUAL = 0.8
RESAMPLES = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """What was counted for one number of raters and one kind of bias; shares are 0 to 1."""

    bias: str
    raters: int
    coverage: float
    """Intervals that hold the truth."""
    width: float
    """Median width of the interval of ρ."""
    bootstrap_coverage: float
    decisive: float
    """Verdicts of 可行 or 不可行."""
    wrong: float
    """Of these, verdicts whose truth lies on the other side of 0.5."""


def levels(generator: np.random.Generator, panels: int) -> np.ndarray:
    """True levels of the factors: panels × 4 quadrants × 7 factors."""
    quadrants = generator.uniform(2.2, 3.8, (panels, 4, 1))
    return quadrants + generator.uniform(-0.6, 0.6, (panels, 4, FACTORS))


def degrees(generator: np.random.Generator, level: np.ndarray, raters: int, bias: str) -> np.ndarray:
    """Answers of a panel's raters: panels × raters × 4 × 7, whole numbers 1 to 5."""
    severity, optimism = (generator.normal(0, sd, (len(level), raters, 1, 1)) for sd in BIASES[bias])
    residual = generator.normal(0, RESIDUAL, (len(level), raters, 4, FACTORS))
    return np.clip(np.rint(level[:, None] + severity + optimism * FOR_THE_STATION + residual), 1, 5)


def truth(level: np.ndarray, bias: str) -> np.ndarray:
    """logit ρ of an endless panel: the mean of a rounded normal answer is 1 + Σ P(answer > k + ½), k = 1 to 4."""
    spread = np.sqrt(RESIDUAL**2 + sum(sd**2 for sd in BIASES[bias]))
    mean = 1 + sum(ndtr((level - k - 0.5) / spread) for k in range(1, 5))
    return logit_of(mean.mean(axis=2).T)


def jackknife(answers: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Low and high end of the interval of logit ρ, and P(ρ > 0.5), of every panel, by the package's own functions."""
    raters = answers.shape[1]
    quadrants = answers.mean(axis=3)
    whole = logit_of(quadrants.mean(axis=1).T)
    without = logit_of(np.moveaxis((quadrants.sum(axis=1, keepdims=True) - quadrants) / (raters - 1), 2, 0))
    error = standard_error(deviations(without))
    half = quantile(CUT_OFFS.confidence, raters - 1) * error
    return whole - half, whole + half, probability_above_zero(whole, error, raters - 1)


def bootstrap(generator: np.random.Generator, answers: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Low and high end of the percentile interval of logit ρ, raters drawn with replacement."""
    panels, raters = answers.shape[:2]
    quadrants = answers.mean(axis=3)
    counts = generator.multinomial(raters, [1 / raters] * raters, (panels, RESAMPLES))
    logits = logit_of(np.moveaxis(counts @ quadrants / raters, 2, 0))
    tail = (1 - CUT_OFFS.confidence) / 2
    low, high = np.quantile(logits, [tail, 1 - tail], axis=1)
    return low, high


def simulate(bias: str, raters: int, panels: int, seed: int) -> Cell:
    """Draw panels of one cell and count."""
    generator = np.random.Generator(np.random.PCG64([seed, raters, list(BIASES).index(bias)]))
    level = levels(generator, panels)
    answers, true = degrees(generator, level, raters, bias), truth(level, bias)
    low, high, probability = jackknife(answers)
    bootstrap_low, bootstrap_high = bootstrap(generator, answers)
    decisive = np.maximum(probability, 1 - probability) >= CUT_OFFS.feasible
    wrong = decisive & ((probability > 0.5) != (true > 0))
    return Cell(
        bias=bias,
        raters=raters,
        coverage=float(np.mean((low <= true) & (true <= high))),
        width=float(np.median(expit(high) - expit(low))),
        bootstrap_coverage=float(np.mean((bootstrap_low <= true) & (true <= bootstrap_high))),
        decisive=float(np.mean(decisive)),
        wrong=float(wrong.sum() / max(decisive.sum(), 1)),
    )


def cells(panels: int, seed: int = 20) -> Iterator[Cell]:
    """All twenty cells."""
    for bias in BIASES:
        for raters in RATERS:
            yield simulate(bias, raters, panels, seed)


def table(panels: int) -> Iterator[str]:
    """The result as lines of a Markdown table."""
    yield "| raters differ by | raters | interval holds the truth | median width | bootstrap holds it | decisive verdicts | of these wrong |"
    yield "| --- | --- | --- | --- | --- | --- | --- |"
    for cell in cells(panels):
        yield (
            f"| {cell.bias} | {cell.raters} | {cell.coverage:.1%} | {cell.width:.2f} | {cell.bootstrap_coverage:.1%} "
            f"| {cell.decisive:.1%} | {cell.wrong:.1%} |"
        )


if __name__ == "__main__":
    sys.stdout.writelines(f"{line}\n" for line in table(int(sys.argv[1]) if len(sys.argv) > 1 else 4000))
