"""Opening a cycle: what a reviewer may choose, and what the form answers to what cannot be."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from stations.actions.errors import ActionRefused
from stations.enums import CycleKind, EditionState
from stations.forms.cycles import CycleForm
from stations.models import Assessment, Cycle, Edition, Station
from tests.views.pages import sent_by, told
from tests.worlds import make_edition


@pytest.fixture
def reviewer(world, visit):
    return visit(world.county_reviewer)


@pytest.fixture
def url(world):
    return reverse("cycle_open", args=[world.county.pk])


@pytest.fixture
def fields(world):
    today = timezone.localdate()
    return {
        "edition": world.edition.pk,
        "kind": "annual",
        "year": today.year + 1,
        "quarter": "",
        "opens_on": today.isoformat(),
        "due_on": (today + timedelta(days=30)).isoformat(),
    }


def errors_after(reviewer, url, fields):
    """The form's errors, after making sure that nothing was opened."""
    count = Cycle.objects.count()
    page = reviewer.post(url, fields)
    assert (page.status_code, Cycle.objects.count()) == (422, count)
    return page.context["form"].errors


def test_page_proposes_this_year_and_the_published_editions(world, reviewer, url):
    make_edition("2027-draft", published=False)

    page = reviewer.get(url)

    assert sent_by(page)["year"] == str(timezone.localdate().year)
    assert list(page.context["form"].fields["edition"].queryset) == [world.edition]


def test_open_gives_every_station_below_an_assessment(world, reviewer, url, fields):
    response = reviewer.post(url, fields)

    cycle = Cycle.objects.get(division=world.county)
    assert response.url == cycle.get_absolute_url()
    assert told(response) == [f"{fields['year']} annual assessment is open, with 2 stations."]
    assert set(Assessment.objects.filter(cycle=cycle).values_list("station", flat=True)) == {
        world.station.pk,
        world.neighbour.pk,
    }


def test_due_date_before_the_opening_is_refused(reviewer, url, fields):
    fields["due_on"] = (timezone.localdate() - timedelta(days=1)).isoformat()

    errors = errors_after(reviewer, url, fields)

    assert errors == {"__all__": ["The due date must not lie before the opening date."]}


def test_due_date_on_the_opening_day_is_accepted(reviewer, url, fields):
    fields["due_on"] = fields["opens_on"]

    assert reviewer.post(url, fields).status_code == 302


@pytest.mark.parametrize(
    ("kind", "quarter"), [("quarterly", ""), ("quarterly", "0"), ("quarterly", "5"), ("annual", "1"), ("final", "4")]
)
def test_quarter_belongs_to_quarterly_monitoring_alone(reviewer, url, fields, kind, quarter):
    errors = errors_after(reviewer, url, fields | {"kind": kind, "quarter": quarter})

    assert errors == {"__all__": ["Quarterly monitoring needs a quarter from 1 to 4; no other kind has one."]}


@pytest.mark.parametrize("quarter", ["1", "4"])
def test_quarterly_monitoring_is_opened_with_its_quarter(world, reviewer, url, fields, quarter):
    reviewer.post(url, fields | {"kind": "quarterly", "quarter": quarter})

    assert str(Cycle.objects.get(division=world.county).quarter) == quarter


@pytest.mark.parametrize("again", [{"kind": "annual"}, {"kind": "quarterly", "quarter": "2"}])
def test_second_cycle_of_the_same_kind_and_period_is_refused(reviewer, url, fields, again):
    reviewer.post(url, fields | again)

    errors = errors_after(reviewer, url, fields | again)

    assert errors == {"__all__": ["This division already has such a cycle for this period."]}


def test_reviewer_who_was_overtaken_is_told_so(world, url, fields):
    forms = [CycleForm(fields, division=world.county) for _press in range(2)]
    assert [form.is_valid() for form in forms] == [True, True]
    forms[0].open(by=world.county_reviewer)

    with pytest.raises(ActionRefused, match=r"This division already has such a cycle for this period\."):
        forms[1].open(by=world.county_reviewer)


@pytest.mark.parametrize("state", [EditionState.DRAFT, EditionState.RETIRED])
def test_edition_that_is_not_published_cannot_be_forged(reviewer, url, fields, state):
    edition = make_edition("2027-1", published=state != EditionState.DRAFT)
    if state == EditionState.RETIRED:
        Edition.objects.filter(pk=edition.pk).update(state=state, retired_at=timezone.now())

    errors = errors_after(reviewer, url, fields | {"edition": edition.pk})

    assert list(errors) == ["edition"]


def test_edition_retired_in_the_meantime_is_refused_in_words(world, url, fields):
    form = CycleForm(fields, division=world.county)
    assert form.is_valid()
    Edition.objects.filter(pk=world.edition.pk).update(state=EditionState.RETIRED, retired_at=timezone.now())

    with pytest.raises(ActionRefused, match=r"^This edition of the factor library is not published\."):
        form.open(by=world.county_reviewer)


def test_division_without_a_station_at_work_is_refused(world, reviewer, url, fields):
    Station.objects.below(world.county).update(closed_on=timezone.localdate())

    errors = errors_after(reviewer, url, fields)

    assert errors == {"__all__": ["No station below this division is at work on the opening day."]}


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("edition", ""),
        ("edition", "x"),
        ("edition", "99999999999999999999"),
        ("kind", ""),
        ("kind", "weekly"),
        ("year", ""),
        ("year", "year"),
        ("year", "-1"),
        ("quarter", "x"),
        ("quarter", "-1"),
        ("opens_on", ""),
        ("opens_on", "2026-02-30"),
        ("opens_on", "\x00"),
        ("due_on", "tomorrow"),
    ],
)
def test_field_that_makes_no_sense_is_told_at_the_field(reviewer, url, fields, field, value):
    assert field in errors_after(reviewer, url, fields | {field: value})


@pytest.mark.parametrize("year", ["26", "1999", "2101", "9999"])
def test_year_out_of_range_is_refused(reviewer, url, fields, year):
    assert errors_after(reviewer, url, fields | {"year": year}) == {"__all__": ["Write the year with four digits."]}


def test_empty_form_names_every_field(reviewer, url):
    assert set(errors_after(reviewer, url, {})) == {"edition", "kind", "year", "opens_on", "due_on"}


def test_refused_form_keeps_what_was_typed_and_links_to_the_mistakes(reviewer, url, fields):
    page = reviewer.post(url, fields | {"due_on": "morgen"})

    assert sent_by(page)["due_on"] == "morgen"
    assert '<a href="#id_due_on">' in page.content.decode()


def test_division_cannot_be_forged(world, reviewer, url, fields):
    reviewer.post(url, fields | {"division": world.prefecture.pk, "opened_by": world.nobody.pk})

    cycle = Cycle.objects.latest("pk")
    assert (cycle.division, cycle.opened_by, cycle.kind) == (world.county, world.county_reviewer, CycleKind.ANNUAL)
