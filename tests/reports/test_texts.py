"""An edition's words: both languages, by their own fields, in a handful of queries."""

import pytest

from stations.models import Factor
from stations.reports.document import document_of
from stations.reports.material import Material
from stations.reports.texts import texts_of
from tests.reports import records
from tests.worlds import make_edition

pytestmark = pytest.mark.django_db


@pytest.fixture
def edition():
    return records.make_library_edition()


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_texts_are_those_of_the_library_in_the_language(edition, language):
    texts, expected = texts_of(edition, language), records.library_texts(language)

    assert texts.factors == expected.factors
    assert list(texts.factors) == list(expected.factors)
    assert texts.countermeasures == expected.countermeasures
    assert texts.sources == expected.sources


def test_a_missing_translation_borrows_no_other_language():
    edition = make_edition(published=False)
    Factor.objects.filter(edition=edition, code="S1").update(title_en="")

    assert texts_of(edition, "en").factors["S1"].title == ""
    assert texts_of(edition, "zh-hans").factors["S1"].title == "因素S1"


def test_only_sections_that_something_cites_are_sources(edition):
    cited = {
        citation
        for kind in ("factors", "countermeasures", "practice_models")
        for entry in records.library()[kind]
        for citation in entry["citations"]
    }

    sources = texts_of(edition, "zh-hans").sources

    assert {f"{source.key} {section.number}" for source in sources for section in source.sections} == cited


def test_a_document_takes_seven_queries_whatever_the_raters(edition, django_assert_num_queries):
    one, many = records.one_rater_record(), records.full_record()

    for record in (one, many):
        with django_assert_num_queries(7):
            document_of(Material(record=record, texts=texts_of(edition, "en"), language="en"))
