"""What each named profile of the demonstration world promises is what the results show."""

import pytest

from stations import scorecards
from stations.enums import Quadrant
from stations.models import Snapshot
from stations.scoring import Figure, StrategyZone, Verdict
from tests.demonstration import STATIONS, YEARS, assessment_of, card_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demonstration")]


def magnitude(card, quadrant):
    return card.quadrant(quadrant).magnitude


def heaviest(card, quadrant):
    return max(card.factors_of(quadrant), key=lambda factor: factor.salience or 0)


def first_countermeasure(card):
    return min(card.countermeasures, key=lambda countermeasure: countermeasure.rank).code


def test_strong_young_station():
    card = card_of("bamboo")

    assert assessment_of("bamboo").station.assessments.count() == 2
    assert card.position.zone == StrategyZone.SO
    assert card.strength.coefficient > 0.7
    assert card.verdict == Verdict.FEASIBLE
    assert not card.is_provisional


def test_losing_people():
    cards = [card_of("plum", year) for year in YEARS]
    strengths = [magnitude(card, Quadrant.STRENGTHS) for card in cards]
    weaknesses = [magnitude(card, Quadrant.WEAKNESSES) for card in cards]
    workforce = [card.factor("W3").mean for card in cards]

    assert strengths == sorted(strengths, reverse=True)
    assert weaknesses == sorted(weaknesses)
    assert workforce == sorted(workforce)
    assert workforce[-1] == pytest.approx(5)
    assert [card.rater_count for card in cards] == [5, 4, 3]
    assert [card.position.zone for card in cards] == [StrategyZone.SO, StrategyZone.SO, StrategyZone.WO]
    assert heaviest(cards[-1], Quadrant.WEAKNESSES).code == "W3"
    assert first_countermeasure(cards[-1]) == "C4"
    assert cards[-1].strength.coefficient < 0.5


def test_tight_control():
    card = card_of("peach")

    assert card.factor("T1").mean == pytest.approx(5)
    assert heaviest(card, Quadrant.THREATS).code == "T1"
    assert card.position.zone == StrategyZone.ST
    assert first_countermeasure(card) == "C6"


def test_money_without_method():
    card = card_of("willow", 2025)

    assert card.factor("O3").mean > 4.5
    assert card.factor("T2").mean < 1.5
    assert magnitude(card, Quadrant.STRENGTHS) < 3 < magnitude(card, Quadrant.WEAKNESSES)
    assert card.position.zone == StrategyZone.WO
    assert [absence.subject for absence in card.absences_of(Figure.FACTOR_DEGREE)] == ["O5", "T6"]


def test_turning_round():
    cards = [card_of("apricot", year) for year in YEARS]
    coefficients = [card.strength.coefficient for card in cards]

    assert [card.position.zone for card in cards] == [StrategyZone.WT, StrategyZone.WO, StrategyZone.SO]
    assert coefficients == sorted(coefficients)
    assert coefficients[0] < 0.5 < coefficients[-1]
    assert [card.verdict for card in cards] == [Verdict.NOT_FEASIBLE, Verdict.UNDETERMINED, Verdict.FEASIBLE]


@pytest.mark.parametrize("year", YEARS)
def test_single_rater(year):
    card = card_of("locust", year)

    assert card.is_one_persons_view
    assert card.strength.coefficient is not None
    assert card.verdict is None
    assert card.certainty.index is None


def test_contradiction():
    card = card_of("maple")

    assert card.agreement.alpha < 0
    assert len(card.agreement.disputes) > len(card.factors) / 2
    assert card.agreement.flagged_raters == ("R1", "R2")
    assert card.verdict == Verdict.UNDETERMINED


def test_gaps():
    card = card_of("osmanthus")

    assert card.is_provisional
    assert card.coverage.share < 0.8
    assert card.coverage.not_answered == 0
    assert card.quadrant(Quadrant.THREATS).coverage.share < 0.6
    assert not card_of("osmanthus", 2025).is_provisional


@pytest.mark.parametrize("year", [2024, 2025])
def test_in_the_balance(year):
    card = card_of("tung", year)

    assert card.strength.coefficient == pytest.approx(0.5, abs=0.01)
    assert card.verdict == Verdict.UNDETERMINED


def test_remote():
    card = card_of("elm", 2025)

    assert card.position.zone == StrategyZone.WT
    assert card.factor("T7").mean == pytest.approx(5)
    assert card.verdict == Verdict.NOT_FEASIBLE


def test_steady():
    before, after = (card_of("pine", year).strength.coefficient for year in (2024, 2025))

    assert 0.5 < before < after < 0.6


def test_only_contradicting_raters_are_flagged():
    flagged = {
        snapshot.assessment.station.code
        for snapshot in Snapshot.objects.select_related("assessment__station")
        if (agreement := scorecards.record_from(snapshot).scorecard.agreement) and agreement.flagged_raters
    }

    assert flagged == {STATIONS["maple"]}
