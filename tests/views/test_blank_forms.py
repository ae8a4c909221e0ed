"""The form on paper as a download, and the ways that lead to it."""

import io

import pytest
from django.urls import reverse
from pypdf import PdfReader

from tests.reports.reading import squeezed
from tests.worlds import make_edition, submit

pytestmark = pytest.mark.django_db


def first_page(response):
    return squeezed(PdfReader(io.BytesIO(response.content)).pages[0].extract_text())


def test_form_of_an_assessment_names_station_and_cycle(world, visit):
    response = visit(world.bob).get(reverse("assessment_blank", args=[world.assessment.pk, "zh-hans"]))

    assert response["Content-Type"] == "application/pdf"
    assert response["Content-Disposition"].startswith("attachment")
    assert "东乡社工站" in first_page(response)
    assert str(world.cycle.year) in first_page(response)


def test_form_of_an_edition_leaves_them_to_the_hand(world, visit):
    response = visit(world.nobody).get(reverse("library_blank", args=[world.edition.code, "en"]))

    assert "Ratingsheet" in first_page(response)
    assert "东乡" not in first_page(response)


def test_form_speaks_the_language_of_its_address(world, visit):
    browser = visit(world.bob)

    pages = {
        language: first_page(browser.get(reverse("assessment_blank", args=[world.assessment.pk, language])))
        for language in ("zh-hans", "en")
    }

    assert "评分表" in pages["zh-hans"]
    assert "Ratingsheet" not in pages["zh-hans"]
    assert "Ratingsheet" in pages["en"]


@pytest.mark.parametrize("language", ["fr", "zh", "EN"])
def test_no_other_language_has_one(world, visit, language):
    browser = visit(world.bob)

    addresses = [
        reverse("assessment_blank", args=[world.assessment.pk, language]),
        reverse("library_blank", args=[world.edition.code, language]),
    ]

    assert [browser.get(address).status_code for address in addresses] == [404, 404]


def test_assessment_and_library_lead_to_it(world, visit):
    make_edition("2027-1")
    browser = visit(world.bob)

    task_list = browser.get(reverse("assessment", args=[world.assessment.pk])).content.decode()
    library = browser.get(reverse("library", args=["2027-1"])).content.decode()

    for language in ("zh-hans", "en"):
        assert reverse("assessment_blank", args=[world.assessment.pk, language]) in task_list
        assert reverse("library_blank", args=["2027-1", language]) in library
    assert reverse("sheet_enter", args=[world.assessment.pk]) in task_list


def test_settled_work_offers_no_paper(world, visit):
    submit(world)

    page = visit(world.bob).get(reverse("assessment", args=[world.assessment.pk])).content.decode()

    assert "blank/" not in page
    assert reverse("sheet_enter", args=[world.assessment.pk]) not in page
