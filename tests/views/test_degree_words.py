"""A weakness or a threat is said to be serious, never to “hold largely”, wherever its degree is told in words."""

import pytest
from django.urls import reverse
from django.utils.translation import override

from stations.api.outcomes import conflict_sentence
from stations.enums import Degree, Severity, degree_word
from stations.forms.ratings import describe
from stations.models import Factor
from tests.views.test_rating_section import section
from tests.worlds import degree, fill

SEVERITIES = ["几乎没有", "较轻", "一般", "较重", "很重"]
STRENGTHS = ["几乎没有", "较弱", "一般", "较强", "很强"]


@pytest.fixture
def chinese(world, visit):
    browser = visit(world.bob)
    browser.cookies["django_language"] = "zh-hans"
    return browser


@pytest.mark.parametrize(
    ("quadrant", "words"), [("S", STRENGTHS), ("W", SEVERITIES), ("O", STRENGTHS), ("T", SEVERITIES)]
)
def test_words_of_a_quadrant(quadrant, words):
    with override("zh-hans"):
        assert [degree_word(value, quadrant) for value in range(1, 6)] == words


def test_both_scales_have_the_same_degrees():
    assert Degree.values == Severity.values


@pytest.mark.parametrize(("quadrant", "words"), [("W", SEVERITIES), ("O", STRENGTHS)])
def test_form_asks_in_the_words_of_its_quadrant(world, chinese, quadrant, words):
    page = chinese.get(section(world, quadrant))

    assert [choice.word for choice in page.context["rows"][0].degrees] == words
    assert f"5分为{words[-1]}" in page.content.decode()


def test_check_page_answers_in_them(world, chinese):
    fill(world.assessment, world.bob, {"S": 4, "W": 4, "O": 5, "T": 5})

    page = chinese.get(reverse("sheet_check", args=[world.assessment.pk])).content.decode()

    assert [page.count(word) for word in ("4 较强", "4 较重", "5 很强", "5 很重")] == [2, 2, 2, 2]


def test_conflict_and_late_answer_are_told_in_them(world):
    strength, threat = (Factor.objects.get(edition=world.edition, code=code) for code in ("S1", "T1"))

    with override("en"):
        said = [describe(degree(5), factor) for factor in (strength, threat)]

    assert said == ["5 Fully", "5 Very serious"]


def test_conflict_of_the_outbox_is_told_in_them(world):
    class Standing:
        value = degree(4)
        changed_at = None

    with override("en"):
        sentence = conflict_sentence(Standing, Factor.objects.get(edition=world.edition, code="W1"))

    assert "“4 Serious”" in sentence


def test_library_names_the_anchors_in_them(world, visit):
    page = visit(world.bob).get(reverse("library_factor", args=[world.edition.code, "T1"])).content.decode()

    assert "Degree 5: Very serious" in page
