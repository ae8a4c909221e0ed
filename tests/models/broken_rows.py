"""For every rule of a table a row that breaks this rule and, as far as that can be, no other."""

from datetime import date
from decimal import Decimal

from django.utils import timezone

from stations.models import Anchor, Countermeasure, Effect, Factor, PracticeModel, Source, SourceSection
from tests.models.rows import (
    appointment,
    assessment,
    assessment_of_its_own,
    audit_event,
    batch_report,
    check_rating,
    cycle,
    division,
    edition,
    effect_on_another_factor,
    evidence,
    expert,
    judgement,
    late_operation,
    membership,
    of_draft,
    operation,
    pair_turned_round,
    rating,
    rating_change,
    report_batch,
    result,
    same_cycle,
    same_evidence,
    same_factor,
    same_pair,
    same_quarter,
    same_rater,
    section_mark,
    sheet,
    snapshot,
    station,
    transition,
    user,
)

ANY = None  # Django's own sentence, for what no form of ours offers
DEGREE = "A degree is a whole number from 1 to 5."
WHY = "Say in a few words why."
PERIOD = "This division already has such a cycle for this period."
QUARTER = "Quarterly monitoring needs a quarter from 1 to 4; no other kind has one."
SCALE = "A judgement is a whole number from 1 to 9, told of one of the two factors."
YEAR = "Write the year with four digits."


def answer_rules(model, make):
    """A rating and each entry of its history obey the same rules."""
    return [
        (f"{model}_kind_known", make, {"kind": "unknown", "degree": None}, ANY),
        (f"{model}_degree_where_given", make, {"degree": 0}, ANY),
        (f"{model}_degree_where_given", make, {"degree": 6}, ANY),
        (f"{model}_degree_where_given", make, {"degree": None}, DEGREE),
        (f"{model}_degree_where_given", make, {"kind": "cannot_judge", "reason": "不了解"}, DEGREE),
        (f"{model}_degree_where_given", make, {"kind": "not_answered"}, DEGREE),
        (f"{model}_importance_in_range", make, {"importance": 0}, ANY),
        (f"{model}_importance_in_range", make, {"importance": 6}, ANY),
        (f"{model}_reason_where_needed", make, {"kind": "not_applicable", "degree": None}, WHY),
        (f"{model}_reason_where_needed", make, {"kind": "cannot_judge", "degree": None}, WHY),
    ]


PEOPLE = [
    (
        "accounts_user_administrator_is_no_auditor",
        user,
        {"is_administrator": True, "is_auditor": True},
        "One person cannot be both system administrator and auditor. Choose one.",
    ),
    ("stations_membership_once_at_a_time", membership, {}, "This person already works at this station."),
    ("stations_membership_role_known", membership, {"role": "x", "ended_at": timezone.now()}, ANY),
    ("stations_appointment_once_at_a_time", appointment, {}, "This person is already appointed to this division."),
    ("stations_appointment_role_known", appointment, {"role": "x", "ended_at": timezone.now()}, ANY),
]
PLACES = [
    (
        "stations_division_validity_in_order",
        division,
        {"valid_from": date(2026, 1, 2), "valid_until": date(2026, 1, 1)},
        "The last day of validity must not lie before the first.",
    ),
    ("stations_division_level_known", division, {"level": "x"}, ANY),
    (
        "stations_division_code_unique_while_valid",
        division,
        {"code": "990101"},
        "Another division in force has this code.",
    ),
    ("stations_station_kind_known", station, {"kind": "x"}, ANY),
]
CYCLES = [
    ("stations_cycle_once_per_year", same_cycle, {}, PERIOD),
    ("stations_cycle_once_per_quarter", same_quarter, {}, PERIOD),
    (
        "stations_cycle_dates_in_order",
        cycle,
        {"opens_on": date(2030, 2, 2), "due_on": date(2030, 2, 1)},
        "The due date must not lie before the opening date.",
    ),
    ("stations_cycle_quarter_where_quarterly", cycle, {"kind": "quarterly"}, QUARTER),
    ("stations_cycle_quarter_where_quarterly", cycle, {"kind": "quarterly", "quarter": 0}, QUARTER),
    ("stations_cycle_quarter_where_quarterly", cycle, {"kind": "quarterly", "quarter": 5}, QUARTER),
    ("stations_cycle_quarter_where_quarterly", cycle, {"quarter": 1}, QUARTER),
    ("stations_cycle_year_in_range", cycle, {"year": 1999}, YEAR),
    ("stations_cycle_year_in_range", cycle, {"year": 2101}, YEAR),
]
ASSESSMENTS = [
    ("stations_assessment_once_per_cycle", assessment, {}, ANY),
    ("stations_assessment_state_known", assessment_of_its_own, {"state": "x"}, ANY),
    ("stations_assessment_settled_with_snapshot", assessment_of_its_own, {"state": "submitted"}, ANY),
    ("stations_assessment_settled_with_snapshot", assessment_of_its_own, {"state": "approved"}, ANY),
    ("stations_transition_step_known", transition, {"step": "x"}, ANY),
    ("stations_snapshot_number_unique", snapshot, {}, ANY),
    ("stations_result_one_latest_per_station", result, {}, ANY),
    ("stations_result_coefficient_in_range", result, {"is_latest": False, "strength_coefficient": -0.01}, ANY),
    ("stations_result_coefficient_in_range", result, {"is_latest": False, "strength_coefficient": 1.01}, ANY),
    ("stations_result_zone_known", result, {"is_latest": False, "zone": "XX"}, ANY),
    ("stations_auditevent_outcome_known", audit_event, {"outcome": "x"}, ANY),
    ("stations_reportbatch_state_known", report_batch, {"state": "x"}, ANY),
    ("stations_reportbatch_finished_expires", report_batch, {"state": "finished"}, ANY),
    ("stations_batchreport_once", batch_report, {"place": 2}, ANY),
    ("stations_batchreport_place_unique", batch_report, {}, ANY),
    ("stations_batchreport_state_known", batch_report, {"place": 2, "state": "x"}, ANY),
]
SHEETS = [
    ("stations_sheet_one_per_rater", same_rater, {}, ANY),
    ("stations_sheet_number_unique", sheet, {"number": 1}, ANY),
    (
        "stations_sheet_changed_after_declared",
        sheet,
        {"declared_at": None, "changed_after_at": timezone.now()},
        ANY,
    ),
    ("stations_sectionmark_once", section_mark, {}, ANY),
    ("stations_sectionmark_quadrant_known", section_mark, {"quadrant": "X"}, ANY),
    ("stations_rating_one_per_factor", same_factor, {}, ANY),
    ("stations_ratingchange_revision_unique", rating_change, {"revision": 1}, ANY),
    *answer_rules("stations_rating", rating),
    *answer_rules("stations_ratingchange", rating_change),
    ("stations_operation_kind_known", operation, {"kind": "x"}, ANY),
    *answer_rules("stations_lateoperation", late_operation),
    ("stations_lateoperation_state_known", late_operation, {"state": "x", "settled_at": timezone.now()}, ANY),
    ("stations_lateoperation_settled_with_time", late_operation, {"settled_at": timezone.now()}, ANY),
    ("stations_lateoperation_settled_with_time", late_operation, {"state": "applied"}, ANY),
]
CHECKS = [
    ("stations_checkrating_revision_unique", check_rating, {"revision": 1}, ANY),
    ("stations_checkrating_level_known", check_rating, {"level": "x"}, ANY),
    ("stations_checkrating_degree_in_range", check_rating, {"degree": 0}, ANY),
    ("stations_checkrating_degree_in_range", check_rating, {"degree": 6}, ANY),
]
EVIDENCE = [
    ("stations_evidence_media_type_known", evidence, {"media_type": "image/svg+xml"}, ANY),
    ("stations_evidence_size_in_range", evidence, {"size": 0}, ANY),
    ("stations_evidence_size_in_range", evidence, {"size": 10 * 1024 * 1024 + 1}, ANY),
    ("stations_evidence_removed_by_somebody", evidence, {"removed_at": timezone.now()}, ANY),
    ("stations_evidence_once_per_factor", same_evidence, {}, "This file stands at this factor already."),
]
LIBRARY = [
    ("stations_edition_state_known", edition, {"state": "x", "published_at": timezone.now()}, ANY),
    ("stations_edition_published_with_date", edition, {"published_at": timezone.now()}, ANY),
    ("stations_edition_weighting_known", edition, {"weighting": "x"}, ANY),
    (
        "stations_factor_code_unique",
        of_draft(Factor),
        {},
        "This edition already has a factor with this code.",
    ),
    ("stations_factor_quadrant_known", of_draft(Factor), {"code": "X1", "quadrant": "X"}, ANY),
    ("stations_factor_weight_positive", of_draft(Factor), {"code": "X1", "weight": Decimal(0)}, ANY),
    ("stations_factor_weight_positive", of_draft(Factor), {"code": "X1", "weight": Decimal(-1)}, ANY),
    ("stations_anchor_degree_unique", of_draft(Anchor), {}, "This factor already has an anchor for this degree."),
    ("stations_anchor_degree_in_range", of_draft(Anchor), {"degree": 0}, DEGREE),
    ("stations_anchor_degree_in_range", of_draft(Anchor), {"degree": 6}, DEGREE),
    (
        "stations_countermeasure_code_unique",
        of_draft(Countermeasure),
        {},
        "This edition already has a countermeasure with this code.",
    ),
    ("stations_countermeasure_family_known", of_draft(Countermeasure), {"code": "X1", "family": "XX"}, ANY),
    (
        "stations_effect_factor_unique",
        of_draft(Effect),
        {},
        "This countermeasure already has an effect on this factor.",
    ),
    ("stations_effect_in_range", effect_on_another_factor, {"effect": 1}, ANY),
    ("stations_effect_in_range", effect_on_another_factor, {"effect": 5}, ANY),
    (
        "stations_practicemodel_code_unique",
        of_draft(PracticeModel),
        {},
        "This edition already has a practice model with this code.",
    ),
    ("stations_source_key_unique", of_draft(Source), {}, "This edition already has a source with this key."),
    (
        "stations_sourcesection_number_unique",
        of_draft(SourceSection),
        {},
        "This source already has a section with this number.",
    ),
]
EXPERTS = [
    ("stations_expert_label_unique", expert, {}, "This edition already has an expert with this label."),
    ("stations_judgement_one_per_pair", same_pair, {}, ANY),
    ("stations_judgement_pair_in_order", pair_turned_round, {}, ANY),
    *[("stations_judgement_value_on_scale", judgement, {"value": value}, SCALE) for value in (0, -1, 10, -10)],
]

BROKEN = [*PEOPLE, *PLACES, *CYCLES, *ASSESSMENTS, *SHEETS, *CHECKS, *EVIDENCE, *LIBRARY, *EXPERTS]
