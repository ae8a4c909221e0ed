"""What keeps an edition's choice of weights from being followed, and what in the judgements does not agree."""

import pytest
from django.utils import translation

from stations.actions.editions import completeness, load_edition, publish
from stations.actions.errors import Incomplete
from stations.actions.weight_gaps import inconsistencies, repair_sentences, weight_gaps
from stations.enums import EditionState, Weighting
from stations.models import Edition, Factor
from stations.weights import quadrant_weights
from tests.libraries import factor, library_file, loaded
from tests.panels import judge, judge_all, make_expert
from tests.worlds import make_edition, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def english():
    with translation.override("en"):
        yield


def make_draft(weighting, *, factors=3):
    edition = make_edition("draft", factors=factors, published=False)
    Edition.objects.filter(pk=edition.pk).update(weighting=weighting)
    edition.refresh_from_db()
    return edition


# Gaps


@pytest.mark.parametrize("weighting", [Weighting.RATERS, Weighting.EQUAL])
def test_some_choices_need_nothing(weighting):
    assert weight_gaps(make_draft(weighting)) == []


def test_direct_weights_need_one_for_each_factor():
    edition = make_draft(Weighting.DIRECT, factors=1)
    Factor.objects.filter(edition=edition).exclude(code="W1").update(weight=1)

    assert weight_gaps(edition) == ["W1: its weight is missing, but this edition sets weights directly."]


def test_experts_weights_need_one_who_compared_every_pair_of_each_list():
    edition = make_draft(Weighting.EXPERTS)
    first, second = make_expert(edition, "Expert 1"), make_expert(edition, "Expert 2")
    judge_all(first, quadrants="SO")
    judge_all(second, quadrants="OT")
    judge(second, W1_W2=3, W1_W3=5)

    assert weight_gaps(edition) == ["“Weaknesses”: no expert has compared all pairs of factors yet."]


def test_experts_cannot_compare_a_long_list():
    edition = make_draft(Weighting.EXPERTS, factors=11)

    gaps = weight_gaps(edition)

    assert gaps[0] == "“Strengths” has 11 factors; experts can compare at most 10. Choose other weights."
    assert len(gaps) == 4


def test_empty_list_is_told_once_and_not_again_by_its_weights():
    edition = make_draft(Weighting.EXPERTS)
    Factor.objects.filter(edition=edition, quadrant="T").delete()
    judge_all(make_expert(edition), quadrants="SWO")

    assert [gap for gap in completeness(edition) if "Threats" in gap] == ["No factor belongs to “Threats”."]


def test_edition_is_published_only_when_its_choice_can_be_followed():
    edition, curator = loaded(), make_user("curator")
    Edition.objects.filter(pk=edition.pk).update(weighting=Weighting.EXPERTS)
    with pytest.raises(Incomplete) as refusal:
        publish(edition=edition, by=curator)
    assert len(refusal.value.gaps) == 4

    make_expert(edition)

    assert publish(edition=edition, by=curator).state == EditionState.PUBLISHED


def test_inconsistent_judgements_do_not_keep_an_edition_from_being_published():
    data = library_file()
    data["factors"] += [factor("S2", "S"), factor("S3", "S")]
    data["edition"]["weighting"] = "experts"
    edition = load_edition(data=data).edition
    make_expert(edition, S1_S2=9, S2_S3=9, S1_S3=-9)

    assert inconsistencies(edition) != []
    assert publish(edition=edition, by=make_user("curator")).state == EditionState.PUBLISHED


# What does not agree


def test_inconsistent_expert_and_group_are_named_with_the_comparison_that_hurts():
    edition = make_draft(Weighting.EXPERTS, factors=4)
    for label in ("Expert 1", "Expert 2"):
        judge_all(expert := make_expert(edition, label))
        judge(expert, S1_S2=2, S1_S3=4, S1_S4=8, S2_S3=2, S2_S4=4, S3_S4=-9)

    told = inconsistencies(edition)

    what = "The consistency ratio is 0.45, above 0.10. The comparison of S3 with S4 hurts it most."
    assert told == [
        f"“Strengths”, all experts together: {what}",
        f"“Strengths”, Expert 1: {what}",
        f"“Strengths”, Expert 2: {what}",
    ]


def test_expert_who_contradicts_himself_is_named_although_the_group_agrees():
    edition = make_draft(Weighting.EXPERTS)
    for number in range(1, 5):
        judge_all(make_expert(edition, f"Expert {number}"))
    judge(edition.experts.get(label="Expert 4"), S1_S2=3, S2_S3=3, S1_S3=-3)

    assert [sentence.partition(":")[0] for sentence in inconsistencies(edition)] == ["“Strengths”, Expert 4"]


def test_experts_who_do_not_weigh_are_not_told_of():
    edition = make_draft(Weighting.EQUAL)
    make_expert(edition, S1_S2=9, S2_S3=9, S1_S3=-9)

    assert inconsistencies(edition) == []


# What would mend it


def advice(**judged):
    codes = {code for names in judged for code in names.split("_")}
    edition = make_edition("draft", factors=len(codes), published=False)
    make_expert(edition, **judged)
    return repair_sentences(quadrant_weights(edition)[0].experts[0])


def test_advice_says_what_was_judged_and_what_the_others_speak_for():
    assert advice(S1_S2=2, S1_S3=4, S1_S4=8, S2_S3=2, S2_S4=4, S3_S4=-9) == [
        (
            "What hurts most is the judgement that S4 is 9 times as important as S3. "
            "The other comparisons speak for this: S3 is 2 times as important as S4."
        ),
        "With that judgement the ratio would be 0.00.",
    ]


def test_advice_says_where_one_change_is_not_enough():
    told = advice(S1_S2=9, S2_S3=9, S1_S3=-9, S1_S4=-9, S2_S4=9, S3_S4=9)

    assert told[-1] == "More than one comparison needs a second look."


def test_no_advice_where_judgements_agree():
    assert advice(S1_S2=2, S1_S3=4, S2_S3=2) == []
