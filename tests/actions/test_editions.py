"""An edition's life: loaded and copied as a draft, published when complete, retired; each on record."""

from copy import deepcopy

import pytest
from django.core.exceptions import ValidationError
from django.utils import translation

from stations.actions.edition_content import content_of
from stations.actions.editions import (
    EditionDiffers,
    FileRefused,
    Loaded,
    completeness,
    copy_edition,
    load_edition,
    publish,
    retire,
)
from stations.actions.errors import ActionRefused, Incomplete
from stations.enums import EditionState
from stations.models import AuditEvent, Edition, Factor
from tests.libraries import countermeasure, factor, library_file, loaded, text
from tests.worlds import make_user

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def english():
    with translation.override("en"):
        yield


def actions():
    return list(AuditEvent.objects.order_by("pk").values_list("action", flat=True))


# Loading


def test_loaded_file_stands_in_the_rows_as_it_is():
    data = library_file()

    outcome = load_edition(data=data)

    assert outcome.loaded is Loaded.CREATED
    assert outcome.edition.state == EditionState.DRAFT
    assert content_of(outcome.edition) == data
    assert actions() == ["edition.load"]


def test_column_without_a_language_holds_the_chinese_text():
    edition = loaded()

    assert Factor.objects.filter(edition=edition).rewrite(False).values_list("title", flat=True)[0] == "因素S1"


def test_order_of_the_file_is_kept():
    data = library_file()
    data["factors"].reverse()

    edition = load_edition(data=data).edition

    assert [entry.code for entry in edition.factors.all()] == ["T1", "O1", "W1", "S1"]


def test_left_out_optional_texts_are_empty():
    data = library_file()
    del data["factors"][0]["exclusion"]
    data["sources"][0]["publication"] = {}

    edition = load_edition(data=data).edition

    assert content_of(edition)["factors"][0]["exclusion"] == text("", "")
    assert load_edition(data=data).loaded is Loaded.UNCHANGED


def test_loading_twice_changes_nothing():
    load_edition(data=library_file(), publishing=True)
    count = AuditEvent.objects.count()
    data = library_file()
    data["countermeasures"][0]["effects"].reverse()  # an order without a meaning

    outcome = load_edition(data=data, publishing=True)

    assert (outcome.loaded, outcome.was_published) == (Loaded.UNCHANGED, False)
    assert AuditEvent.objects.count() == count


def test_draft_is_brought_up_to_the_file():
    loaded()
    data = library_file()
    data["factors"][0]["title"]["en"] = "Better"
    data["factors"].append(factor("S2", "S"))
    del data["practice_models"][0]

    outcome = load_edition(data=data)

    assert outcome.loaded is Loaded.UPDATED
    assert content_of(outcome.edition) == data


def test_published_edition_that_differs_is_an_error_that_names_the_places():
    loaded(publishing=True)
    data = library_file()
    data["factors"][0]["title"]["en"] = "Better"
    data["countermeasures"].append(countermeasure("C3", "ST", {"S1": 4, "T1": 2}))

    with pytest.raises(EditionDiffers) as caught:
        load_edition(data=data)

    assert caught.value.gaps == ["factors/S1/title/en", "countermeasures/C3"]


def test_published_edition_in_another_order_differs():
    loaded(publishing=True)
    data = library_file()
    data["factors"].reverse()

    with pytest.raises(EditionDiffers) as caught:
        load_edition(data=data)

    assert caught.value.gaps == ["factors"]


def test_incomplete_file_is_not_published_and_not_kept():
    data = library_file()
    data["factors"][0]["title"]["en"] = ""

    with pytest.raises(Incomplete):
        load_edition(data=data, publishing=True)

    assert not Edition.objects.exists()


def break_(path, value):
    """A file with one thing put wrong, and the path as it stands in the sentence."""

    def broken():
        data = library_file()
        place = data
        for step in path[:-1]:
            place = place[step]
        place[path[-1]] = value
        return data

    return pytest.param(broken, "/".join(str(step) for step in path), id=f"{path}")


@pytest.mark.parametrize(
    ("broken", "place"),
    [
        break_(("factors",), None),
        break_(("edition",), []),
        break_(("edition", "code"), "with blanks"),
        break_(("edition", "title"), "not by language"),
        break_(("edition", "title"), {"fr": "titre"}),
        break_(("surprise",), 1),
        break_(("factors", 0), "S1"),
        break_(("factors", 0, "surprise"), 1),
        break_(("factors", 0, "code"), "far too long a code"),
        break_(("factors", 0, "code"), ""),
        break_(("factors", 0, "quadrant"), "X"),
        break_(("factors", 0, "title", "en"), "x" * 81),
        break_(("factors", 0, "title", "en"), 5),
        break_(("factors", 0, "statement", "en"), "zero \x00"),
        break_(("factors", 0, "anchors", "7"), text("七", "seven")),
        break_(("factors", 0, "anchors"), []),
        break_(("factors", 0, "evidence_examples", "en"), "one text"),
        break_(("factors", 0, "evidence_examples", "en"), ["two\nlines"]),
        break_(("factors", 0, "evidence_examples", "en"), [" blank "]),
        break_(("factors", 0, "citations"), "LZ 2.1"),
        break_(("factors", 0, "citations"), ["LZ 2.1", "LZ 2.1"]),
        break_(("countermeasures", 0, "family"), "SX"),
        break_(("countermeasures", 0, "effects", 0, "effect"), 5),
        break_(("countermeasures", 0, "effects", 0, "effect"), True),
        break_(("countermeasures", 0, "effects", 0, "effect"), "3"),
        break_(("countermeasures", 0, "effects", 0, "factor"), None),
        break_(("sources", 0, "sections", 0, "number"), 2.1),
        break_(("practice_models", 0, "illustrates"), [["C1"]]),
    ],
)
def test_file_of_a_wrong_shape_is_refused_at_its_place(broken, place):
    with pytest.raises(FileRefused) as caught:
        load_edition(data=broken())

    assert [gap.partition(": ")[0].removesuffix("/7") for gap in caught.value.gaps] == [place.removesuffix("/7")]
    assert not Edition.objects.exists()


@pytest.mark.parametrize("data", [None, [], {}, {"schema": "swot-library/2"}])
def test_what_is_no_library_is_refused(data):
    with pytest.raises(FileRefused):
        load_edition(data=data)


@pytest.mark.parametrize(
    ("change", "gap"),
    [
        (lambda data: data["factors"][1].update(code="S1"), "factors: S1 stands there twice."),
        (
            lambda data: data["sources"][0]["sections"][1].update(number="2.1"),
            "sources: LZ 2.1 stands there twice.",
        ),
        (
            lambda data: data["factors"][0].update(citations=["LZ 9"]),
            "factors/S1/citations: LZ 9 names nothing in this file.",
        ),
        (
            lambda data: data["countermeasures"][0]["effects"][0].update(factor="S9"),
            "countermeasures/C1/effects: S9 names nothing in this file.",
        ),
        (
            lambda data: data["countermeasures"][0]["effects"][0].update(factor="S1"),
            "countermeasures/C1/effects: S1 stands there twice.",
        ),
        (
            lambda data: data["practice_models"][0].update(illustrates=["C9"]),
            "practice_models/M1/illustrates: C9 names nothing in this file.",
        ),
    ],
)
def test_file_whose_parts_name_nothing_or_twice_is_refused(change, gap):
    data = library_file()
    change(data)

    with pytest.raises(FileRefused) as caught:
        load_edition(data=data)

    assert gap in caught.value.gaps


# Copying


def test_copy_is_a_draft_with_everything():
    original = loaded(publishing=True)
    curator = make_user("curator", is_curator=True)

    draft = copy_edition(edition=original, code="2031-1", title_zh_hans="新版", title_en="New", by=curator)

    expected = content_of(original)
    expected["edition"] |= {"code": "2031-1", "title": text("新版", "New")}
    assert content_of(draft) == expected
    assert draft.state == EditionState.DRAFT
    event = AuditEvent.objects.get(action="edition.copy")
    assert (event.actor, event.detail) == (curator, {"edition": "2031-1", "copy_of": "2030-1"})


@pytest.mark.parametrize("code", ["2030-1", "", "with blanks", "x" * 21])
def test_copy_needs_a_code_of_its_own(code):
    original = loaded()

    with pytest.raises(ValidationError) as caught:
        copy_edition(edition=original, code=code, title_zh_hans="新版", title_en="New", by=None)

    assert list(caught.value.message_dict) == ["code"]


def test_change_of_a_copy_leaves_the_original_alone():
    original = loaded(publishing=True)
    before = content_of(original)
    draft = copy_edition(edition=original, code="2031-1", title_zh_hans="新版", title_en="New", by=None)

    draft.factors.update(title_en="Changed")
    draft.delete()

    assert content_of(original) == before


# Publishing and retiring


def test_publishing_a_complete_draft():
    curator = make_user("curator", is_curator=True)

    edition = publish(edition=loaded(), by=curator)

    assert (edition.state, edition.published_at is not None) == (EditionState.PUBLISHED, True)
    assert AuditEvent.objects.get(action="edition.publish").actor == curator


def test_publishing_twice_is_refused():
    edition = loaded(publishing=True)

    with pytest.raises(ActionRefused):
        publish(edition=edition, by=None)


def test_complete_edition_has_no_gap():
    assert completeness(loaded()) == []


@pytest.mark.parametrize(
    ("change", "gap"),
    [
        (lambda data: data["edition"]["title"].update(en=""), "2030-1: “title” is missing in English."),
        (lambda data: data["edition"].update(summary={"zh_hans": "说明"}), "2030-1: “summary” is missing in English."),
        (lambda data: data["sources"][0]["authors"].update(zh_hans=""), "LZ: “authors” is missing in Chinese."),
        (
            lambda data: data["sources"][0]["sections"][0].update(title={"zh_hans": "节"}),
            "LZ 2.1: “title” is missing in English.",
        ),
        (lambda data: data["factors"][0].update(quadrant="W"), "No factor belongs to “Strengths”."),
        (lambda data: data["factors"][0]["statement"].update(en=" "), "S1: “statement” is missing in English."),
        (
            lambda data: data["factors"][0]["exclusion"].update(en=""),
            "S1: “what does not belong here” is missing in English.",
        ),
        (lambda data: data["factors"][0]["anchors"].pop("3"), "S1: the anchor for degree 3 is missing."),
        (lambda data: data["factors"][0]["anchors"]["5"].update(en=""), "S1 · 5: “description” is missing in English."),
        (
            lambda data: data["factors"][0].update(evidence_examples={}),
            "S1: “examples of supporting evidence” is missing in Chinese.",
        ),
        (
            lambda data: data["factors"][0]["evidence_examples"].update(en=["Ledger"]),
            "S1: “examples of supporting evidence” has 2 lines in Chinese and 1 in English.",
        ),
        (lambda data: data["factors"][0].update(citations=[]), "S1: no section of a source is cited."),
        (lambda data: data["countermeasures"][0].update(citations=[]), "C1: no section of a source is cited."),
        (
            lambda data: data["countermeasures"][0]["effects"][0]["reason"].update(en=""),
            "C1 → O1: “reason” is missing in English.",
        ),
        (
            lambda data: data["countermeasures"][0]["effects"].pop(),
            "The effects above 1 must add up to the same for every countermeasure; now they add up to: C1 1, C2 4.",
        ),
        (
            lambda data: [entry.update(effects=[]) for entry in data["countermeasures"]],
            "C2: no effect on any factor is named.",
        ),
        (lambda data: data["practice_models"][0].update(citations=[]), "M1: no section of a source is cited."),
        (
            lambda data: data["practice_models"][0].update(illustrates=[]),
            "M1: no countermeasure that it illustrates is named.",
        ),
        (
            lambda data: data.update(countermeasures=[], practice_models=[]),
            "The edition has no countermeasure.",
        ),
    ],
)
def test_gap_keeps_an_edition_from_being_published(change, gap):
    data = deepcopy(library_file())
    change(data)
    edition = load_edition(data=data).edition

    with pytest.raises(Incomplete) as caught:
        publish(edition=edition, by=None)

    assert gap in caught.value.gaps
    assert Edition.objects.get().state == EditionState.DRAFT


def test_empty_draft_lists_every_gap():
    edition = Edition.objects.create(code="empty")

    assert completeness(edition) == [
        "empty: “title” is missing in Chinese.",
        "empty: “title” is missing in English.",
        "No factor belongs to “Strengths”.",
        "No factor belongs to “Weaknesses”.",
        "No factor belongs to “Opportunities”.",
        "No factor belongs to “Threats”.",
        "The edition has no countermeasure.",
    ]


def test_completeness_takes_as_many_queries_for_a_large_edition(django_assert_num_queries):
    small, large = loaded("small"), library_file("large")
    large["factors"] += [factor(f"S{number}", "S") for number in range(2, 9)]
    large["countermeasures"] += [countermeasure(f"C{number}", "SO", {"S1": 4, "S2": 2}) for number in range(3, 9)]
    large = load_edition(data=large).edition

    for edition in (small, large):
        with django_assert_num_queries(12):
            assert completeness(edition) == []


def test_retiring_a_published_edition():
    edition = retire(edition=loaded(publishing=True), by=None)

    assert (edition.state, edition.retired_at is not None) == (EditionState.RETIRED, True)
    assert actions() == ["edition.load", "edition.publish", "edition.retire"]


def test_draft_and_retired_editions_are_not_retired():
    draft, retired = loaded("draft"), retire(edition=loaded("old", publishing=True), by=None)

    for edition in (draft, retired):
        with pytest.raises(ActionRefused):
            retire(edition=edition, by=None)
