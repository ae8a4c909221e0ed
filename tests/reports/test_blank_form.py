"""The form on paper: every factor with its boxes, no factor parted, the edition on every page, words as they are."""

import io
import logging
from datetime import date

import pikepdf
import pytest
from django.utils import translation
from pypdf import PdfReader

from stations.actions.editions import load_edition
from stations.enums import CycleKind, Degree, Severity, Weighting
from stations.models import Anchor, Assessment, Cycle, Division, Edition, Factor, Station
from stations.reports.blank_form import LETTERS, blank_form, blank_form_pdf, check_letters, facts
from stations.reports.fonts import GETA
from swot_app.accounts.models import User
from tests.reports.reading import pages_of, squeezed
from tests.reports.records import library, make_library_edition

pytestmark = pytest.mark.django_db

LANGUAGES = ("zh-hans", "en")
RARE = "埇鄠甪洣㘭𬒗"
CODES = [f"{quadrant}{number}" for quadrant in "SWOT" for number in range(1, 8)]
BOX = "□"


@pytest.fixture(autouse=True)
def no_warning(caplog):
    caplog.set_level(logging.WARNING, logger="weasyprint")
    yield
    assert [entry.getMessage() for entry in caplog.records if entry.name.startswith("weasyprint")] == []


@pytest.fixture
def edition():
    return make_library_edition()


@pytest.fixture
def assessment(edition):
    province = Division.objects.plant(code="990000", level="province", name="示例省", name_latin="Demo Province")
    county = Division.objects.plant(parent=province, code="990101", level="county", name=f"{RARE}县" + "长" * 60)
    name = f"{RARE}镇社会工作服务站" + "很长的站名" * 12
    station = Station.objects.create(division=county, code="SW1", name=name, name_latin="W" * 120)
    opens = date(2026, 10, 8)
    cycle = Cycle.objects.create(
        division=province,
        edition=edition,
        kind=CycleKind.ANNUAL,
        year=2026,
        opens_on=opens,
        due_on=date(2026, 12, 20),
        opened_by=User.objects.create_user("opener"),
    )
    return Assessment.objects.create(station=station, cycle=cycle, edition=edition)


def factors_on(pages, edition):
    """The codes whose title stands on each page, by the titles' own words."""
    titles = dict(Factor.objects.filter(edition=edition).values_list("code", "title_zh_hans"))
    return [[code for code, title in titles.items() if squeezed(f"{code} {title}") in page] for page in pages]


def test_every_factor_stands_whole_on_one_page_with_its_boxes(edition):
    pages = [squeezed(page) for page in pages_of(blank_form_pdf(edition, "zh-hans"))]

    assert 4 <= len(pages) <= 6
    placed = factors_on(pages, edition)
    assert [code for page in placed for code in page] == CODES
    for page, codes in zip(pages, placed, strict=True):
        # Five degrees, two answers without one and five importances; a reason and a note each.
        assert page.count(BOX) == 12 * len(codes)
        assert page.count("原因：") == page.count("评分说明：") == len(codes)
        for factor in Factor.objects.filter(edition=edition, code__in=codes).prefetch_related("anchors"):
            assert squeezed(factor.statement_zh_hans) in page
            assert [anchor.degree for anchor in factor.anchors.all()] == [1, 3, 5]
            assert all(squeezed(anchor.text_zh_hans) in page for anchor in factor.anchors.all())


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_page_names_edition_letters_rater_and_its_own_number(edition, language):
    pages = pages_of(blank_form_pdf(edition, language))

    for number, page in enumerate(pages, start=1):
        assert f"{edition.code}·{check_letters(edition)}" in squeezed(page).replace("・", "·")
        assert f"{number}/{len(pages)}" in squeezed(page)
        assert squeezed(page).count({"zh-hans": "评分人（编号或姓名）：", "en": "Rater(numberorname):"}[language]) == 1


IMPORTANCES = {
    "zh-hans": "1几乎不重要；2不太重要；3一般重要；4比较重要；5非常重要",
    "en": "1Hardlymatters;2Mattersalittle;3Matters;4Mattersmuch;5Decisive",
}


@pytest.mark.parametrize("language", LANGUAGES)
def test_importances_are_explained_once(edition, language):
    pages = [squeezed(page) for page in pages_of(blank_form_pdf(edition, language))]

    assert [page.count(IMPORTANCES[language]) for page in pages] == [1] + [0] * (len(pages) - 1)


def test_an_edition_with_weights_of_its_own_asks_for_no_importance():
    edition = load_edition(data=library()).edition
    edition.weighting = Weighting.EQUAL
    edition.save()

    pages = [squeezed(page) for page in pages_of(blank_form_pdf(edition, "zh-hans"))]

    assert sum(page.count(BOX) for page in pages) == 7 * 28
    assert not any("重要性：" in page or "非常重要" in page for page in pages)


def test_long_names_and_rare_characters_are_printed_whole(assessment):
    first = squeezed(pages_of(blank_form_pdf(assessment.edition, "zh-hans", assessment))[0])

    assert assessment.station.name in first
    assert assessment.station.division.name in first
    assert "2026年度评估" in first
    assert "2026年12月20日" in first
    assert "不得写服务对象的姓名" in first
    assert GETA not in first


def test_latin_names_stand_on_the_english_form(assessment):
    first = squeezed(pages_of(blank_form_pdf(assessment.edition, "en", assessment))[0])

    assert "W" * 120 in first.replace("\u200b", "")
    assert "DemoProvince" in first
    assert "20December2026" in first
    assert "Namenoserviceuser" in first


@pytest.mark.parametrize("language", LANGUAGES)
def test_file_is_tagged_in_its_language_and_the_same_twice(assessment, language):
    content = blank_form_pdf(assessment.edition, language, assessment)

    assert blank_form_pdf(assessment.edition, language, assessment) == content
    with pikepdf.open(io.BytesIO(content)) as file:
        assert file.Root.MarkInfo.Marked is True
        assert str(file.Root.Lang) == {"zh-hans": "zh-Hans", "en": "en"}[language]
        roles = [str(item.S) for item in file.objects if isinstance(item, pikepdf.Dictionary) and "/S" in item]
        assert (roles.count("/H1"), roles.count("/H2"), roles.count("/H3")) == (1, 4, 28)
        fonts = {str(item.BaseFont).partition("+")[2] for item in file.objects if is_font(item)}
        assert fonts <= {"Report-Song", "Report-Hei", "Report-Serif", "Report-Serif-Strong"}


def is_font(item):
    return isinstance(item, pikepdf.Dictionary) and item.get("/Type") == "/Font" and "/BaseFont" in item


def test_copier_loses_nothing(edition):
    """Black on white alone: no grey, no colour, no picture."""
    content = blank_form_pdf(edition, "zh-hans")

    with pikepdf.open(io.BytesIO(content)) as file:
        colours = {
            tuple(float(value) for value in operands)
            for page in file.pages
            for operands, operator in pikepdf.parse_content_stream(page)
            if str(operator) in {"rg", "RG", "g", "G", "k", "K"}
        }
        assert colours <= {(0.0, 0.0, 0.0), (0.0,)}
        assert not any(item.get("/Subtype") == "/Image" for item in file.objects if isinstance(item, pikepdf.Stream))


@pytest.mark.parametrize(("quadrant", "scale"), [("S", Degree), ("W", Severity), ("O", Degree), ("T", Severity)])
def test_words_of_each_degree_stand_at_its_box(edition, quadrant, scale):
    with translation.override("zh-hans"):
        form = blank_form(edition, "zh-hans")
        words = [str(degree.label) for degree in scale]

    (section,) = [section for section in form.sections if section.letter == quadrant]
    assert words[0] in section.question
    factor = section.factors[0]
    assert [degree.word for degree in factor.degrees] == words
    assert [bool(degree.anchor) for degree in factor.degrees] == [True, False, True, False, True]


def test_check_letters_follow_the_factors_words_and_nothing_else(edition):
    letters = check_letters(edition)
    assert len(letters) == 4
    assert set(letters) <= set(LETTERS)

    copy = Edition.objects.create(code="2027-1", title_zh_hans="另一版")
    factor = Factor.objects.create(edition=copy, code="S1", quadrant="S", title_zh_hans="甲", statement_zh_hans="乙")
    first = check_letters(copy)
    copy.title_zh_hans = "另一版，改了标题"
    copy.save()
    assert check_letters(copy) == first
    Anchor.objects.create(factor=factor, degree=1, text_zh_hans="丙")
    assert check_letters(copy) != first


def test_a_draft_is_marked_on_every_page(edition):
    draft = Edition.objects.create(code="draft", title_zh_hans="草稿")
    Factor.objects.create(edition=draft, code="S1", quadrant="S", title_zh_hans="甲", statement_zh_hans="乙")

    pages = pages_of(blank_form_pdf(draft, "zh-hans"))

    assert all("草稿，不用于评分" in page for page in pages)
    assert len(PdfReader(io.BytesIO(blank_form_pdf(draft, "zh-hans"))).pages) == 1


@pytest.mark.parametrize(("language", "place"), [("zh-hans", "示例省甲县"), ("en", "甲县, Demo Province")])
def test_place_reads_as_in_the_reports(assessment, language, place):
    county = assessment.station.division
    city = Division.objects.plant(parent=county.parent, code="990100", level="prefecture", name="市辖区")
    assessment.station.division = Division.objects.plant(parent=city, code="990102", level="county", name="甲县")

    assert place in dict(facts(language, assessment)).values()
