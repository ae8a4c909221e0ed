"""The dense page for entering from paper: one's own sheet, as it stands, in the fields of the rating pages."""

import re

import pytest
from django.urls import reverse
from django.utils import timezone

from stations.enums import EditionState, Weighting
from stations.models import Edition, Sheet
from stations.reports.blank_form import check_letters
from tests.views.pages import writes_nothing
from tests.worlds import fill, make_edition, open_cycle

pytestmark = pytest.mark.django_db


def enter(browser, world):
    return browser.get(reverse("sheet_enter", args=[world.assessment.pk]))


def chosen(page):
    return re.findall(r'name="(\w+)-answer" value="(\w+)" checked', page)


def test_page_shows_every_factor_of_the_edition_and_opens_no_sheet(world, visit):
    browser = visit(world.bob)

    with writes_nothing():
        page = enter(browser, world).content.decode()

    assert re.findall(r'data-factor="(\w+)"', page) == ["S1", "S2", "W1", "W2", "O1", "O2", "T1", "T2"]
    assert chosen(page) == []
    assert f"{world.edition.code} · {check_letters(world.edition)}" in page
    assert not Sheet.objects.exists()


def test_page_shows_ones_own_answers_alone(world, visit):
    fill(world.assessment, world.alice, 5)
    fill(world.assessment, world.bob, {"S": 1, "W": 2, "O": 3, "T": 4})

    page = enter(visit(world.bob), world).content.decode()

    assert chosen(page) == [
        (code, degree)
        for code, degree in zip(["S1", "S2", "W1", "W2", "O1", "O2", "T1", "T2"], "11223344", strict=True)
    ]
    assert world.bob.name in page


def test_page_asks_for_importances_where_the_edition_does(world, visit):
    edition = make_edition("2027-1", published=False)
    Edition.objects.filter(pk=edition.pk).update(
        weighting=Weighting.EQUAL, state=EditionState.PUBLISHED, published_at=timezone.now()
    )
    edition.refresh_from_db()
    cycle = open_cycle(world, world.prefecture, year=2024, edition=edition)
    other = world.station.assessments.get(cycle=cycle)
    browser = visit(world.bob)

    page = browser.get(reverse("sheet_enter", args=[other.pk])).content.decode()

    assert "S1-importance" in enter(browser, world).content.decode()
    assert "S1-answer" in page
    assert "S1-importance" not in page
    assert "importance-too" not in page


def test_each_sections_form_goes_to_the_sections_own_page(world, visit):
    browser = visit(world.bob)
    page = enter(browser, world).content.decode()
    addresses = re.findall(r'<form method="post" class="entry-section" novalidate action="([^"]+)"', page)

    response = browser.post(addresses[0], {"S1-base_revision": "0", "S1-answer": "4", "later": "1", "end": "1"})

    assert addresses == [reverse("rate_section", args=[world.assessment.pk, letter]) for letter in "SWOT"]
    assert response.url == world.assessment.get_absolute_url()
    assert ("S1", "4") in chosen(enter(browser, world).content.decode())


def test_queries_do_not_grow_with_the_answers(world, visit, django_assert_num_queries):
    browser = visit(world.bob)
    fill(world.assessment, world.bob)

    with django_assert_num_queries(12):
        enter(browser, world)
