"""An edition's weights as a curator sets them, and as every reader of the library finds them."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from stations.enums import Weighting
from stations.models import Edition, Factor
from tests.panels import judge, judge_all, make_expert
from tests.views.pages import told
from tests.worlds import make_edition, make_user

pytestmark = pytest.mark.django_db
OVERVIEW = reverse("weights", args=["draft"])


@pytest.fixture
def edition():
    return make_edition("draft", factors=3, published=False)


@pytest.fixture
def curating(visit):
    return visit(make_user("curator", is_curator=True))


def content(response):
    return " ".join(response.content.decode().split())


def choose(edition, weighting):
    Edition.objects.filter(pk=edition.pk).update(weighting=weighting)


# The choice


def test_choice_is_saved(curating, edition):
    response = curating.post(reverse("weights_choose", args=["draft"]), {"weighting": "equal"})

    edition.refresh_from_db()
    assert response.url == OVERVIEW
    assert told(response) == ["Saved: Equal weights."]
    assert edition.weighting == Weighting.EQUAL


@pytest.mark.parametrize("data", [{}, {"weighting": "luck"}])
def test_choice_that_is_none_is_told_with_a_link_to_the_field(curating, edition, data):
    response = curating.post(reverse("weights_choose", args=["draft"]), data)

    assert response.status_code == 422
    assert 'href="#id_weighting_0"' in content(response)
    assert 'id="id_weighting_0"' in content(response)


def test_choice_that_cannot_be_followed_yet_says_why(curating, edition):
    choose(edition, Weighting.DIRECT)
    Factor.objects.filter(edition=edition).exclude(code="W1").update(weight=1)

    text = content(curating.get(OVERVIEW))

    assert "This edition cannot be published with its present choice." in text
    assert "W1: its weight is missing" in text


# Side by side


def test_choices_stand_side_by_side_whatever_is_chosen(curating, edition):
    Factor.objects.filter(edition=edition, code="S1").update(weight=2)
    Factor.objects.filter(edition=edition, code__in=["S2", "S3"]).update(weight=1)
    judge(make_expert(edition), S1_S2=2, S1_S3=4, S2_S3=2)

    strengths = curating.get(OVERVIEW).context["comparisons"][0]

    assert [(row[0].code, *(round(share, 3) for share in row[1:])) for row in strengths.rows] == [
        ("S1", 0.333, 0.5, 0.571),
        ("S2", 0.333, 0.25, 0.286),
        ("S3", 0.333, 0.25, 0.143),
    ]


def test_overview_names_experts_how_far_they_are_and_who_contradicts_himself(curating, edition):
    expert = make_expert(edition)
    judge(expert, S1_S2=3, S2_S3=3, S1_S3=-3, W1_W2=2)

    text = content(curating.get(OVERVIEW))

    assert "4 of 12 comparisons" in text
    assert "Judgements of 1 expert; consistency ratio" in text
    assert "“Strengths”, Expert 1: The consistency ratio is" in text


def test_overview_asks_as_often_for_three_experts_as_for_one(curating, edition):
    judge_all(make_expert(edition, "Expert 0"))
    with CaptureQueriesContext(connection) as once:
        curating.get(OVERVIEW)

    for number in (1, 2):
        judge_all(make_expert(edition, f"Expert {number}"))

    with CaptureQueriesContext(connection) as thrice:
        curating.get(OVERVIEW)
    assert len(thrice) == len(once)


# Experts and direct weights


def test_expert_joins_under_the_label_that_is_offered(curating, edition):
    make_expert(edition, "Expert 1")
    offered = curating.get(OVERVIEW).context["newcomer"]["label"].value()

    response = curating.post(reverse("weights_expert_add", args=["draft"]), {"label": offered})

    expert = edition.experts.get(label="Expert 2")
    assert response.url == reverse("weights_expert", args=["draft", expert.pk])


@pytest.mark.parametrize("label", ["", " ", "Expert 1", "x" * 41, "a\x00b"])
def test_label_that_does_not_do_is_told(curating, edition, label):
    make_expert(edition, "Expert 1")

    response = curating.post(reverse("weights_expert_add", args=["draft"]), {"label": label})

    assert response.status_code == 422
    assert 'href="#id_label"' in content(response)
    assert edition.experts.count() == 1


def field(edition, code):
    return f"weight-{edition.factors.get(code=code).pk}"


def test_direct_weights_are_saved_as_far_as_they_are_written(curating, edition):
    data = {field(edition, "S1"): "2.5", field(edition, "S2"): " 10 ", field(edition, "S3"): ""}

    response = curating.post(reverse("weights_direct", args=["draft"]), data)

    assert told(response) == ["The weights are saved."]
    assert [str(factor.weight) for factor in edition.factors.filter(quadrant="S")] == ["2.500", "10.000", "None"]


def test_direct_weights_are_shown_as_they_were_written(curating, edition):
    Factor.objects.filter(edition=edition).update(weight=10)
    Factor.objects.filter(edition=edition, code="S1").update(weight="2.5")

    form = curating.get(reverse("weights_direct", args=["draft"])).context["form"]

    assert [form[field(edition, code)].value() for code in ("S1", "S2")] == ["2.5", "10"]


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("two", "S1: write a number, such as 2 or 0.5."),
        ("nan", "S1: write a number, such as 2 or 0.5."),
        ("0", "S1: write a number of at least 0.001."),
        ("-1", "S1: write a number of at least 0.001."),
        ("0.0001", "S1: write a number below 10000 with at most three decimal places."),
        ("10000", "S1: write a number below 10000 with at most three decimal places."),
        ("1e9", "S1: write a number below 10000 with at most three decimal places."),
    ],
)
def test_weight_that_does_not_do_is_told_and_stays_as_typed(curating, edition, typed, sentence):
    data = {field(edition, "S1"): typed, field(edition, "S2"): "7"}

    response = curating.post(reverse("weights_direct", args=["draft"]), data)

    text = content(response)
    assert response.status_code == 422
    assert f'<a href="#id_{field(edition, "S1")}">{sentence}</a>' in text
    assert f'value="{typed}"' in text
    assert 'value="7"' in text
    assert not Factor.objects.filter(edition=edition, weight__isnull=False).exists()


# The library


def library(browser, name="library"):
    return content(browser.get(reverse(name, args=["draft"])))


@pytest.mark.parametrize("name", ["library", "library_print"])
@pytest.mark.parametrize(
    ("weighting", "sentence"),
    [
        ("raters", "The weights follow from the importances that the raters of each station give."),
        ("equal", "All factors of a list count alike;"),
        ("direct", "This edition sets the weights, for all stations alike;"),
        ("experts", "The weights follow from experts’ pairwise judgements, for all stations alike;"),
    ],
)
def test_library_says_where_the_weights_come_from(curating, edition, name, weighting, sentence):
    choose(edition, weighting)

    assert sentence in library(curating, name)


def test_reader_of_a_published_edition_finds_its_weights_and_what_contradicts(visit, edition):
    judge(make_expert(edition), S1_S2=2, S1_S3=4, S2_S3=2)
    judge(make_expert(edition, "Expert 2"), S1_S2=3, S2_S3=3, S1_S3=-3)
    Edition.objects.filter(pk=edition.pk).update(
        weighting=Weighting.EXPERTS, state="published", published_at="2026-01-01T00:00Z"
    )

    text = library(visit(make_user("reader")))

    assert "Judgements of 2 experts taken together; consistency ratio" in text
    assert "“Strengths”, Expert 2: The consistency ratio is" in text
    assert '<th scope="row">S1 Factor S1</th><td class="number">' in text
    assert reverse("weights", args=["draft"]) not in text


def test_curator_finds_the_way_from_a_draft_to_its_weights(curating, edition):
    assert f'href="{OVERVIEW}"' in library(curating)
    assert f'href="{OVERVIEW}"' in content(curating.get(reverse("admin:stations_edition_change", args=[edition.pk])))


def test_publishing_page_tells_what_contradicts(curating, edition):
    judge(make_expert(edition), S1_S2=3, S2_S3=3, S1_S3=-3)
    choose(edition, Weighting.EXPERTS)

    response = curating.get(reverse("admin:stations_edition_publish", args=[edition.pk]))

    assert response.context["inconsistencies"][0].startswith("“Strengths”, Expert 1: The consistency ratio is")
