"""The acceptance cases: published and independently computed results that must come out right."""

import json
import math
from pathlib import Path

import numpy as np
import pytest

from stations.scoring import OCTANTS, CutOffs, Panel, StrategyZone, StrengthType, SubType, score
from stations.scoring.attractiveness import attractiveness, named, ranks
from stations.scoring.position import directions, place, strength, strength_type
from stations.scoring.weights import normalised
from tests.scoring.builders import CJ, panel

VECTORS = Path(__file__).parent / "vectors"
ZONES = {
    "开拓型": StrategyZone.SO,
    "争取型": StrategyZone.WO,
    "保守型": StrategyZone.WT,
    "抗争型": StrategyZone.ST,
}
SUB_TYPES = {
    "实力型": SubType.STRENGTH,
    "机会型": SubType.OPPORTUNITY,
    "进取型": SubType.ENTERPRISING,
    "调整型": SubType.ADJUSTING,
    "退却型": SubType.RETREATING,
    "回避型": SubType.AVOIDING,
}


def vector(name: str) -> dict:
    return json.loads((VECTORS / f"{name}.json").read_text())


def sector(names: list[str] | None) -> tuple | None:
    return None if names is None else (ZONES[names[0]], SUB_TYPES[names[1]])


ENGINE = vector("engine_full_station_synthetic")
QUADRILATERAL = vector("strategic_quadrilateral_synthetic")


def engine_panel(with_importances: bool = True, without: int | None = None) -> Panel:
    kept = [rater for rater in range(ENGINE["input"]["raters"]) if rater != without]

    def columns(rows: dict) -> dict:
        return {code: [row[rater] for rater in kept] for code, row in rows.items()}

    ratings = {
        code: [CJ if degree is None else degree for degree in row]
        for code, row in columns(ENGINE["input"]["ratings"]).items()
    }
    importances = columns(ENGINE["input"]["importance"]) if with_importances else None
    return panel(ratings, importances, ENGINE["input"]["measures"])


@pytest.fixture(scope="module")
def card():
    return score(engine_panel(), cut_offs=CutOffs())


def approx(value):
    return pytest.approx(value, abs=ENGINE["tolerance"]["abs"])


@pytest.mark.parametrize(
    ("key", "field"),
    [
        ("factor_mean", "mean"),
        ("factor_median", "median"),
        ("factor_iqr_type7", "iqr"),
        ("local_weight", "weight"),
        ("salience", "salience"),
    ],
)
def test_engine_factors(card, key, field):
    assert {factor.code: getattr(factor, field) for factor in card.factors} == approx(ENGINE["expected"][key])


def assert_engine_figures(card, expected):
    shares = card.strength.shares
    assert {q.quadrant.value: q.magnitude for q in card.quadrants} == approx(expected["quadrant"])
    assert card.position.x == approx(expected["X"])
    assert card.position.y == approx(expected["Y"])
    assert card.position.azimuth == approx(expected["theta_rad"])
    assert math.degrees(card.position.azimuth) == pytest.approx(expected["theta_deg"], abs=1e-7)
    assert (card.position.zone, card.position.sub_type) == sector(expected["sector"])
    assert card.strength.positive == approx(expected["U"])
    assert card.strength.negative == approx(expected["V"])
    assert card.strength.coefficient == approx(expected["rho"])
    assert card.strength.balance == approx(expected["balance"])
    assert {zone: shares.of(StrategyZone(zone)) for zone in expected["tows_share"]} == approx(expected["tows_share"])


def test_engine_figures(card):
    assert_engine_figures(card, ENGINE["expected"])


def test_engine_figures_with_equal_weights():
    assert_engine_figures(score(engine_panel(with_importances=False)), ENGINE["expected_equal_weights"])


def test_engine_coverage(card):
    assert card.coverage.share == approx(ENGINE["expected"]["coverage"])


def test_engine_countermeasures(card):
    ranked = sorted(card.countermeasures, key=lambda countermeasure: countermeasure.rank)

    assert {c.code: c.attractiveness for c in ranked} == approx(ENGINE["expected"]["attractiveness"])
    assert [c.code for c in ranked] == ENGINE["expected"]["order"]


@pytest.mark.parametrize("expected", ENGINE["expected"]["leave_one_rater_out"], ids=lambda e: str(e["dropped"]))
def test_engine_scored_without_a_rater(expected):
    rest = score(engine_panel(without=expected["dropped"]))

    assert rest.strength.coefficient == approx(expected["rho"])
    assert (rest.position.zone, rest.position.sub_type) == sector(expected["sector"])
    assert math.degrees(rest.position.azimuth) == pytest.approx(expected["theta_deg"], abs=1e-7)


def quadrilateral_cases(present: str) -> list:
    return [pytest.param(case, id=case["name"]) for case in QUADRILATERAL["cases"] if present in case]


def exactly(value):
    return None if value is None else pytest.approx(value, abs=QUADRILATERAL["tolerance"]["abs"])


@pytest.mark.parametrize("case", quadrilateral_cases("S"))
def test_quadrilateral(case):
    magnitudes = [case[quadrant] for quadrant in "SWOT"]
    position, balance, expected = place(*magnitudes), strength(*magnitudes), case["expected"]
    found = {
        "X": position.x,
        "Y": position.y,
        "theta_rad": position.azimuth,
        "on_boundary": position.on_boundary,
        "sector": None if position.octant is None else OCTANTS[position.octant],
        "sector_halfopen": None if position.octant is None else OCTANTS[position.octant],
        "U": balance.positive,
        "V": balance.negative,
        "rho": balance.coefficient,
        "balance": balance.balance,
        "tows_share": balance.shares and {zone: balance.shares.of(StrategyZone(zone)) for zone in StrategyZone},
    }

    for key in expected.keys() & found.keys():
        wanted = sector(expected[key]) if key.startswith("sector") else exactly(expected[key])
        assert found[key] == wanted, key


def test_quadrilateral_vector_sectors_are_ours():
    names = QUADRILATERAL["convention"]["sector_names"]

    assert [sector(name) for name in names] == list(OCTANTS)


def test_quadrilateral_negative_zero_is_the_centre():
    position = place(-0.0, 0.0, 0.0, 0.0)

    assert (position.at_centre, position.azimuth, position.octant) == (True, None, None)


def test_quadrilateral_tiny_negative_angle_is_zero():
    azimuth, octant, on_boundary = directions(1.0, -1e-17)

    assert (float(azimuth), int(octant), bool(on_boundary)) == (0.0, 0, True)


@pytest.mark.parametrize(
    "case",
    [c for c in vector("strategic_quadrilateral_published_partial")["cases"] if "P" in c["given"]],
    ids=lambda c: c["name"],
)
def test_published_positions(case):
    azimuth, octant, _ = directions(*case["given"]["P"])

    assert float(azimuth) == pytest.approx(case["expected"]["theta_rad_computed"], abs=1e-9)
    assert int(octant) // 2 + 1 == case["expected"]["quadrant"]


def test_published_coefficients_are_pioneering():
    cases = vector("strategic_quadrilateral_published_partial")["cases"]

    found = [strength_type(case["given"]["rho"]) for case in cases if "rho" in case["given"]]

    assert found == [StrengthType.PIONEERING, StrengthType.PIONEERING]


def test_qspm_rows_without_scores_leave_for_all():
    case = vector("qspm_david_table6_7_partial")
    rows = case["input"]["rows"]
    effects = np.array([row["AS"] or [1, 1] for row in rows], float).T
    salience = np.array([[row["w"]] for row in rows])
    used = named(effects)

    attractions = attractiveness(effects, salience)[:, 0]

    assert [row["f"] for row, is_used in zip(rows, used, strict=True) if is_used] == list(case["expected"]["TAS"])
    assert attractions * salience[used].sum() == pytest.approx(case["expected"]["partial_sum_computed"], abs=1e-9)
    assert ranks(attractions) == (1, 2)


def test_direct_scores_with_a_zero():
    case = vector("ahp_consistent_3x3_and_scores")
    scores = np.array([[score] for score in case["input"]["scores"].values()], float)

    weights = normalised(scores, np.full(scores.shape, True))

    assert weights[:, 0] == pytest.approx(case["expected"]["score_priorities"], abs=1e-9)
