"""The uncertainty of a result as plain loops over raters and draws: slow, short, and written without the package's own code.

It stands beside the vectorised code as an independent second opinion, in tests and in the benchmark.
"""

import math

import numpy as np
from scipy import stats

from stations.scoring import Panel

QUADRANTS = "SWOT"


def results(panel: Panel, sheets: list) -> dict:
    """X, Y, logit ρ and every A of some sheets, from dictionaries alone; None where a quadrant has no degree."""
    degrees, weights, magnitude = {}, {}, {}
    for quadrant in QUADRANTS:
        codes = sorted(factor.code for factor in panel.factors if factor.quadrant == quadrant)
        given = {
            code: [s.answers[code].degree for s in sheets if code in s.answers and s.answers[code].degree]
            for code in codes
        }
        scored = [code for code in codes if given[code]]
        if not scored:
            return None
        importances = {}
        for code in scored:
            values = [s.answers[code].importance for s in sheets if code in s.answers and s.answers[code].importance]
            importances[code] = np.mean(values) if values else None
        present = [value for value in importances.values() if value is not None]
        filler = np.mean(present) if present else 1
        final = {code: filler if value is None else value for code, value in importances.items()}
        if panel.edition_weights and scored[0] in panel.edition_weights:
            final = {code: panel.edition_weights[code] for code in scored}
        for code in scored:
            degrees[code], weights[code] = np.mean(given[code]), final[code] / sum(final.values())
        magnitude[quadrant] = sum(weights[code] * degrees[code] for code in scored)
    s, w, o, t = (magnitude[quadrant] for quadrant in QUADRANTS)
    values = {"x": (s - w) / 4, "y": (o - t) / 4, "logit": math.log(s * o / (w * t))}
    named = {
        code for c in panel.countermeasures for code, effect in c.effects.items() if effect > 1 and code in degrees
    }
    total = sum(weights[code] * degrees[code] for code in named)
    for countermeasure in panel.countermeasures:
        lifted = sum(weights[code] * degrees[code] * countermeasure.effects.get(code, 1) for code in named)
        values[countermeasure.code] = lifted / total if named else None
    return values


def jackknife(panel: Panel) -> tuple[dict, dict]:
    """The results of the whole panel, and for each of them the deviations d_i of the results without one rater."""
    whole = results(panel, list(panel.sheets))
    without = [results(panel, [other for other in panel.sheets if other is not sheet]) for sheet in panel.sheets]
    present = [key for key in whole if whole[key] is not None]
    return whole, {key: [r[key] - np.mean([q[key] for q in without]) for r in without] for key in present}


def standard_error(deviations: list) -> float:
    n = len(deviations)
    return math.sqrt((n - 1) / n * sum(d * d for d in deviations))


def interval(panel: Panel, confidence: float = 0.90) -> tuple[float, float, float]:
    """Low and high end of the interval of ρ, and P(ρ > 0.5)."""
    whole, deviations = jackknife(panel)
    n, theta, se = len(panel.sheets), whole["logit"], standard_error(deviations["logit"])
    t = stats.t.ppf((1 + confidence) / 2, n - 1)
    low, high = (1 / (1 + math.exp(-(theta + sign * t * se))) for sign in (-1, 1))
    return low, high, float(stats.t.cdf(theta / se, n - 1))


def octants_and_ranks(panel: Panel, seed: int, draws: int) -> tuple[list[float], dict[str, list[float]]]:
    """Shares of the draws in each octant and of each rank of each countermeasure, one draw at a time."""
    whole, deviations = jackknife(panel)
    generator, n = np.random.RandomState(seed), len(panel.sheets)
    codes = [countermeasure.code for countermeasure in panel.countermeasures]
    octants, ranks = [0] * 8, {code: [0] * len(codes) for code in codes}
    for _ in range(draws):
        normal = generator.standard_normal(n)
        scale = math.sqrt((n - 1) / n) / math.sqrt(generator.chisquare(n - 1) / (n - 1))
        drawn = {
            key: whole[key] + scale * sum(g * d for g, d in zip(normal, deviations[key], strict=True)) for key in whole
        }
        octants[int(math.atan2(drawn["y"], drawn["x"]) % (2 * math.pi) // (math.pi / 4)) % 8] += 1
        for code in codes:
            ranks[code][sum(drawn[other] > drawn[code] + 1e-9 for other in codes)] += 1
    return [count / draws for count in octants], {code: [c / draws for c in row] for code, row in ranks.items()}
