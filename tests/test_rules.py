"""Who may do what: every predicate asked about every person, in every state of an assessment."""

import pytest

from stations import rules
from stations.actions import assessments, sheets
from stations.enums import AppointmentRole
from stations.models import Appointment, Edition
from tests.worlds import approve, attach, declare, fill, make_edition, submit

pytestmark = pytest.mark.django_db


def draft(world):
    return world.assessment


def started(world):
    return assessments.start_review(assessment=submit(world), by=world.county_reviewer)


def returned(world):
    return assessments.return_for_revision(assessment=submit(world), reason="补充。", by=world.county_reviewer)


def withdrawn(world):
    return assessments.withdraw(assessment=submit(world), by=world.alice)


STATION, LEAD, REVIEWER = {"alice", "bob"}, {"alice"}, {"county_reviewer"}
OFFICIALS = REVIEWER | {"prefecture_viewer"}

# rule: {state of the assessment: who may}; in every other state nobody may
OF_AN_ASSESSMENT = {
    rules.can_rate: {draft: STATION, returned: STATION, withdrawn: STATION},
    rules.can_submit: {draft: LEAD, returned: LEAD, withdrawn: LEAD},
    rules.can_withdraw: {submit: LEAD},
    rules.can_start_review: {submit: REVIEWER},
    rules.can_decide: {submit: REVIEWER, started: REVIEWER},
    rules.can_reopen: {approve: REVIEWER},
    # Alice declared her sheet; Bob has none.
    rules.can_see_result: {
        submit: STATION | OFFICIALS,
        started: STATION | OFFICIALS,
        approve: STATION | OFFICIALS,
        returned: LEAD | OFFICIALS,
        withdrawn: LEAD,
    },
}


def allowed(world, rule, thing):
    return {name for name, user in world.cast.items() if rule(user, thing)}


@pytest.mark.parametrize("state", [draft, submit, started, returned, withdrawn, approve])
@pytest.mark.parametrize("rule", OF_AN_ASSESSMENT)
def test_rule_of_an_assessment_holds_for_whom_the_table_says(world, rule, state):
    assessment = state(world)

    assert allowed(world, rule, assessment) == OF_AN_ASSESSMENT[rule].get(state, set())


@pytest.mark.parametrize(
    ("rule", "people"),
    [
        (rules.is_member, STATION),
        (rules.is_lead, LEAD),
    ],
)
def test_places_at_a_station(world, rule, people):
    assert allowed(world, rule, world.station) == people


@pytest.mark.parametrize(
    ("rule", "people"),
    [
        (rules.is_official_of, OFFICIALS),
        (rules.is_reviewer_of, REVIEWER),
        (rules.can_open_cycle, REVIEWER),
    ],
)
def test_places_in_a_division(world, rule, people):
    assert allowed(world, rule, world.county) == people
    assert allowed(world, rule, world.station.division) == people


def test_official_of_a_county_has_no_say_above_it(world):
    assert allowed(world, rules.is_official_of, world.prefecture) == {"prefecture_viewer"}
    assert allowed(world, rules.can_open_cycle, world.prefecture) == set()


@pytest.mark.parametrize(
    ("rule", "person"),
    [(rules.can_curate, "curator"), (rules.can_administer, "administrator"), (rules.can_audit, "auditor")],
)
def test_each_desk_has_its_own_duty(world, rule, person):
    assert {name for name, user in world.cast.items() if rule(user)} == {person}


def test_curator_edits_drafts_alone(world):
    draft_edition = make_edition("draft", published=False)

    assert allowed(world, rules.can_edit_edition, draft_edition) == {"curator"}
    assert allowed(world, rules.can_edit_edition, world.edition) == set()


def test_rater_sees_a_draft_result_from_the_declaration_on(world):
    sheet = fill(world.assessment, world.bob)
    assert not rules.can_see_result(world.bob, world.assessment)

    sheets.declare(sheet=sheet, by=world.bob)

    assert allowed(world, rules.can_see_result, world.assessment) == {"bob"}


def test_official_who_rates_is_a_rater_first(world):
    Appointment.objects.create(user=world.bob, division=world.county, role=AppointmentRole.VIEWER)
    assessment = returned(world)

    assert not rules.can_see_result(world.bob, assessment)
    declare(assessment, world.bob)
    assert rules.can_see_result(world.bob, assessment)


def test_rules_answer_yes_or_no(world):
    asked = [
        *(rule(world.alice, world.assessment) for rule in OF_AN_ASSESSMENT),
        rules.can_edit_edition(world.curator, Edition.objects.get()),
    ]

    assert {type(answer) for answer in asked} == {bool}


def test_evidence_is_removed_by_who_added_it_and_by_the_lead(world):
    row = attach(world.assessment, world.bob)
    other = attach(world.assessment, world.alice, b"%PDF-2")

    assert allowed(world, rules.can_remove_evidence, row) == {"alice", "bob"}
    assert allowed(world, rules.can_remove_evidence, other) == {"alice"}


def test_submitted_evidence_is_removed_by_nobody(world):
    attach(world.assessment, world.bob)
    submit(world)

    assert allowed(world, rules.can_remove_evidence, world.assessment.evidence.get()) == set()
