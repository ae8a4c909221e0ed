"""The weights that an edition brings along, from its rows to the panel that is scored."""

import pytest

from stations import scoring
from stations.enums import Weighting
from stations.models import Edition, Factor
from stations.scorecards import record_of
from stations.weights import edition_weights, pairs_of, quadrant_weights
from tests.panels import judge_all, make_expert
from tests.worlds import declare, degree, make_edition, make_world, open_cycle

pytestmark = pytest.mark.django_db

CONSISTENT = {"S1_S2": 2, "S1_S3": 4, "S2_S3": 2}
CIRCLE = {"S1_S2": 3, "S2_S3": 3, "S1_S3": -3}


@pytest.fixture
def edition():
    return make_edition("draft", factors=3, published=False)


def strengths(edition):
    return quadrant_weights(edition)[0]


def choose(edition, weighting):
    Edition.objects.filter(pk=edition.pk).update(weighting=weighting)
    edition.refresh_from_db()
    return edition


def close(weights):
    return pytest.approx(weights, abs=1e-9)


# What the arithmetic gets


def test_raters_importances_are_the_usual_weights(edition):
    assert edition.weighting == Weighting.RATERS
    assert edition_weights(edition) is None


def test_equal_weights_name_every_factor(edition):
    weights = edition_weights(choose(edition, Weighting.EQUAL))

    assert weights == dict.fromkeys(Factor.objects.filter(edition=edition).values_list("code", flat=True), 1.0)


def test_direct_weights_of_a_quadrant_are_all_there_or_none(edition):
    Factor.objects.filter(edition=edition, quadrant="S").update(weight="2.5")
    Factor.objects.filter(edition=edition, code="W1").update(weight=1)

    assert edition_weights(choose(edition, Weighting.DIRECT)) == {"S1": 2.5, "S2": 2.5, "S3": 2.5}


def test_experts_weights_are_those_of_the_group(edition):
    make_expert(edition, "Expert 1", S1_S2=2, S1_S3=8, S2_S3=4)
    make_expert(edition, "Expert 2", S1_S2=2, S1_S3=2, S2_S3=1)

    weights = edition_weights(choose(edition, Weighting.EXPERTS))

    assert weights == close({"S1": 4 / 7, "S2": 2 / 7, "S3": 1 / 7})  # geometric means 2, 4 and 2


def test_experts_without_judgements_weigh_nothing(edition):
    make_expert(edition)

    assert edition_weights(choose(edition, Weighting.EXPERTS)) is None


def test_expert_who_left_a_pair_out_counts_in_that_quadrant_not_at_all(edition):
    make_expert(edition, "Expert 1", **CONSISTENT)
    late = make_expert(edition, "Expert 2", S1_S2=9, S1_S3=9)
    judge_all(late, quadrants="W")

    part, weaknesses, *_others = quadrant_weights(edition)

    assert [judged.expert.label for judged in part.complete] == ["Expert 1"]
    assert part.group().by_code() == close({"S1": 4 / 7, "S2": 2 / 7, "S3": 1 / 7})
    assert [judged.expert.label for judged in weaknesses.complete] == ["Expert 2"]


def test_one_factor_alone_needs_an_expert_but_no_judgement():
    edition = make_edition("draft", factors=1, published=False)
    assert strengths(edition).group() is None

    make_expert(edition)

    assert strengths(edition).group().by_code() == {"S1": 1.0}


def test_other_order_of_the_factors_turns_the_judgements(edition):
    make_expert(edition, **CONSISTENT)
    Factor.objects.filter(edition=edition, code="S1").update(position=99)

    part = strengths(edition)

    assert part.experts[0].values == {("S2", "S3"): 2, ("S2", "S1"): -2, ("S3", "S1"): -4}
    assert part.group().by_code() == close({"S1": 4 / 7, "S2": 2 / 7, "S3": 1 / 7})


def test_judgement_across_quadrants_is_left_alone(edition):
    make_expert(edition, **CONSISTENT)
    Factor.objects.filter(edition=edition, code="S3").update(quadrant="W")

    part, weaknesses, *_others = quadrant_weights(edition)

    assert part.experts[0].values == {("S1", "S2"): 2}
    assert part.group().by_code() == close({"S1": 2 / 3, "S2": 1 / 3})
    assert weaknesses.experts[0].values == {}


def test_list_too_long_for_the_random_index_is_never_complete():
    edition = make_edition("draft", factors=11, published=False)
    expert = make_expert(edition)
    judge_all(expert, quadrants="S")

    part = strengths(edition)

    assert (len(part.experts[0].values), part.complete, part.group()) == (55, [], None)
    assert part.experts[0].weights() is None


def test_weights_take_three_queries_however_many_experts(edition, django_assert_num_queries):
    for number in range(3):
        judge_all(make_expert(edition, f"Expert {number}"))

    with django_assert_num_queries(3):
        quadrant_weights(edition)


# As it goes


def test_pairs_bring_each_factor_after_those_before_it():
    assert pairs_of(["A", "B", "C"]) == [("A", "B"), ("A", "C"), ("B", "C")]
    assert pairs_of(["A", "B", "C", "D"])[3:] == [("A", "D"), ("B", "D"), ("C", "D")]


def test_consistency_is_told_of_what_is_compared_in_full():
    edition = make_edition("draft", factors=4, published=False)
    make_expert(edition, **CIRCLE, S1_S4=2)

    judged = strengths(edition).experts[0]

    assert judged.compared == ("S1", "S2", "S3")
    assert not judged.is_complete
    whole = scoring.comparison_matrix(["S1", "S2", "S3"], {("S1", "S2"): 3, ("S2", "S3"): 3, ("S1", "S3"): 1 / 3})
    assert judged.weights() == scoring.expert_weights([whole])


def test_no_judgement_has_no_consistency(edition):
    make_expert(edition)

    judged = strengths(edition).experts[0]

    assert (judged.compared, judged.weights(), judged.repair()) == (("S1",), None, None)


def test_repair_names_the_judgement_that_hurts_and_what_would_mend_it():
    edition = make_edition("draft", factors=4, published=False)
    make_expert(edition, S1_S2=2, S1_S3=4, S1_S4=8, S2_S3=2, S2_S4=4, S3_S4=-9)

    judged = strengths(edition).experts[0]
    repair = judged.repair()

    assert (repair.first, repair.second, repair.given, repair.suggested) == ("S3", "S4", -9, 2)
    assert repair.ratio == pytest.approx(0, abs=1e-6)
    assert repair.is_enough


def test_consistent_judgements_need_no_repair(edition):
    make_expert(edition, **CONSISTENT)

    assert strengths(edition).experts[0].repair() is None


# In a result


def test_choice_replaces_the_raters_importances_in_the_result():
    world = make_world()
    edition = make_edition("2027-1", published=False)
    judge_all(make_expert(edition), 3)
    Edition.objects.filter(pk=edition.pk).update(
        weighting=Weighting.EXPERTS, state="published", published_at="2026-01-01T00:00Z"
    )
    cycle = open_cycle(world, world.county, year=2025, edition=Edition.objects.get(pk=edition.pk))
    assessment = world.station.assessments.get(cycle=cycle)
    declare(assessment, world.alice)
    sheet = assessment.sheets.get()
    sheet.ratings.filter(factor__code="S2").update(importance=5, degree=degree(5).degree)

    record = record_of(assessment, at=assessment.sheets.get().declared_at)

    assert record.panel.edition_weights == close(
        {f"{quadrant}{number}": {1: 0.75, 2: 0.25}[number] for quadrant in "SWOT" for number in (1, 2)}
    )
    assert record.scorecard.factor("S2").weight == close(0.25)
    assert record.scorecard.factor("S2").importance_source == scoring.ImportanceSource.EDITION
    assert record.scorecard.quadrant(scoring.Quadrant.STRENGTHS).magnitude == close(0.75 * 3 + 0.25 * 5)
