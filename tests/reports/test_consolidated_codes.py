"""Genuine, current, superseded: what a consolidated report's check code and file come to while its cycle lives on."""

import io

import pytest
from django.core.management import CommandError, call_command

from stations.actions import assessments
from stations.enums import DivisionLevel, FileStanding, ReportStanding
from stations.models import Assessment, Cycle, Division, ReportKey, Station
from stations.reports import shelf
from stations.reports.consolidated.codes import LENGTH, claim_of, digits_for, key_digits
from stations.reports.consolidated.document import number_of
from stations.reports.consolidated.report import consolidated_report, filename_for, material_of, order_for
from stations.reports.consolidated.roster import roster_of
from stations.reports.document import in_groups
from stations.reports.verification import digits_of, examine, find_report
from stations.rollups import rollup_of
from tests.worlds import (
    make_member,
    make_station,
    open_cycle,
    resubmit,
    submit,
    submit_for,
)

pytestmark = pytest.mark.django_db
CURRENT, SUPERSEDED, UNKNOWN = ReportStanding


def order(world):
    return order_for(world.county, world.cycle)


def standing(code):
    return find_report(code, "en").standing


def neighbour_submits(world):
    lead = make_member("dora", world.neighbour, "lead")
    return submit_for(world.neighbour.assessments.get(cycle=world.cycle), lead)


def test_roster_takes_two_queries_whatever_the_number_of_stations(world, django_assert_num_queries):
    cycle = Cycle.objects.select_related("division").get(pk=world.cycle.pk)
    for number in range(3):
        with django_assert_num_queries(2):
            assert len(roster_of(world.county, cycle).entries) == 2 + number
        station = make_station(world.county, f"99010101{number}", f"新{number}乡")
        Assessment.objects.create(station=station, cycle=world.cycle, edition=world.edition)


# What the code says


def test_code_tells_division_cycle_and_day_and_nothing_else(world):
    submit(world)

    found = find_report(order(world).digits, "zh-hans")

    assert (found.standing, found.station, found.is_consolidated) == (CURRENT, "示例省示例市甲县", True)
    assert found.cycle.endswith("年度评估")
    assert found.day


def test_code_is_superseded_by_another_submission_and_by_every_return(world):
    submit(world)
    first = order(world).digits
    neighbour_submits(world)
    second = order(world).digits
    assert (standing(first), standing(second)) == (SUPERSEDED, CURRENT)

    resubmit(world)
    assert (standing(second), standing(order(world).digits)) == (SUPERSEDED, CURRENT)


def test_approval_changes_nothing(world):
    submit(world)
    code = order(world).digits

    assessments.approve(assessment=world.assessment, by=world.county_reviewer)

    assert standing(code) == CURRENT


def test_what_is_taken_back_supersedes_until_the_same_counts_again(world):
    empty = order(world).digits
    submit(world)
    code = order(world).digits
    assessments.withdraw(assessment=world.assessment, by=world.alice)

    assert (standing(code), standing(empty)) == (SUPERSEDED, CURRENT)
    assert find_report(code, "en").day == ""


def test_other_counties_and_other_cycles_are_other_reports(world):
    submit(world)
    code = order(world).digits
    earlier = open_cycle(world, world.prefecture, year=2024)
    submit_for(world.foreign_assessment, world.charlie)

    others = {order_for(world.county, earlier).digits, order_for(world.other_county, world.cycle).digits}

    assert len({code} | others) == 3
    assert {standing(each) for each in others} == {CURRENT}
    assert standing(code) == CURRENT


def test_new_name_supersedes_no_report_but_prints_it_anew(world):
    submit(world)
    before = order(world)
    Station.objects.filter(pk=world.neighbour.pk).update(name="新西乡社工站")
    after = order(world)

    assert standing(before.digits) == CURRENT
    assert before.digits == after.digits
    assert shelf.place_of(before.roster.digest, "en") != shelf.place_of(after.roster.digest, "en")


# Whether it is ours


def test_code_that_was_not_given_here_is_unknown(world):
    submit(world)
    code = order(world).digits
    changed = [code[:place] + ("0" if code[place] != "0" else "1") + code[place + 1 :] for place in range(LENGTH)]

    assert {standing(each) for each in changed} == {UNKNOWN}
    assert standing("f" * LENGTH) == standing("0" * LENGTH) == UNKNOWN


def test_code_of_an_older_key_still_counts(world):
    submit(world)
    old = order(world).digits
    ReportKey.objects.create(secret="ab" * 32)

    assert order(world).digits != old
    assert (standing(old), standing(order(world).digits)) == (CURRENT, CURRENT)


def test_code_of_a_division_that_is_no_more_is_unknown(world):
    secret = ReportKey.objects.all().secrets()[0]
    gone = Division.objects.plant(parent=world.prefecture, code="990199", level=DivisionLevel.COUNTY, name="丁县")
    code = digits_for(roster_of(gone, world.cycle), secret)
    gone.delete()

    assert claim_of(code, [secret])
    assert standing(code) == UNKNOWN


def test_code_is_read_however_it_is_typed():
    code = "0123456789abcdef0123456789ab"

    assert digits_of("0123-4567 89AB–CDEF-0123-4567-８９ＡＢ") == code
    assert digits_of(code[:20]) == ""


def test_keys_that_no_code_can_hold_are_refused():
    with pytest.raises(ValueError, match="too large"):
        key_digits(16**6)


def test_number_tells_states_and_openers_apart(world):
    first = number_of(order(world).roster)
    submit(world)
    second = number_of(order(world).roster)
    own = open_cycle(world, world.county)

    assert first.startswith(f"SWOT-{world.cycle.year}C-990101-")
    assert number_of(order_for(world.county, own).roster).startswith(f"SWOT-{own.year}-990101-")
    assert first != second


# The figures are those of the division's page


def test_figures_are_those_of_the_roll_up(world):
    submit(world, {"S": 5, "W": 2, "O": 4, "T": 1})
    neighbour_submits(world)
    for number in range(3, 7):
        station = make_station(world.county, f"99010100{number}", f"站{number}")
        own = world.cycle.assessments.create(station=station, edition=world.edition)
        submit_for(own, make_member(f"lead{number}", station, "lead"), {"S": number % 5 + 1, "W": 3, "O": 3, "T": 4})

    whole = material_of(order(world), "en").whole
    page = rollup_of(world.county).whole

    assert whole.count == page.count == 6
    assert dict(whole.zones) == dict(page.zones)
    assert whole.weights == page.weights
    for figure, cuts in page.figures.items():
        found = whole.figures[figure]
        assert (found.lower, found.median, found.upper) == pytest.approx((cuts.lower, cuts.median, cuts.upper))


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_edition_is_named_as_in_the_stations_reports(world, language):
    submit(world)
    material = material_of(order(world), language)
    context = material.results[0].context

    assert material.edition == f"{context.edition_title.in_language(language)} · {context.edition_code}"


# The file


def test_file_stays_ours_while_it_is_overtaken_and_is_found_out_when_changed(world):
    submit(world)
    content = consolidated_report(order(world), "en").content

    fresh = examine(content, "en")
    neighbour_submits(world)
    overtaken = examine(content, "en")
    changed = examine(content + b"\n", "en")

    assert (fresh.standing, fresh.report.standing) == (FileStanding.UNCHANGED, CURRENT)
    assert (overtaken.standing, overtaken.report.standing) == (FileStanding.UNCHANGED, SUPERSEDED)
    assert (changed.standing, changed.report.standing) == (FileStanding.CHANGED, SUPERSEDED)


def test_command_makes_the_current_one_and_knows_it_again(world, tmp_path, settings):
    settings.FILES_DIR = tmp_path / "files"
    submit(world)
    code, place, words = order(world).digits, tmp_path / "county.pdf", io.StringIO()

    call_command("report", "make", code, str(place), "--in", "en", stdout=words)
    call_command("report", "verify", str(place), stdout=words)

    assert place.read_bytes() == shelf.consolidated(order(world), "en")
    assert in_groups(code) in words.getvalue()
    neighbour_submits(world)
    with pytest.raises(SystemExit) as refusal:
        call_command("report", "verify", str(place), stdout=words)
    assert refusal.value.code == 3
    with pytest.raises(CommandError, match="superseded"):
        call_command("report", "make", code, str(place))


def test_filename_says_what_is_inside_and_keeps_what_file_systems_take(world):
    Division.objects.filter(pk=world.county.pk).update(name='甲/县\\:*?"<>|')
    made = order(world)

    name = filename_for(made, "zh-hans")

    assert name == f"甲 县社工站评估专项报告（{world.cycle.name_in('zh-hans')}）.pdf"
    assert filename_for(made, "en").endswith("annual assessment.pdf")
