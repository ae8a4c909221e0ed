"""Who may do what: one predicate a verb, asked by views, templates and the admin alike.

What a person may not even see is decided before, by `visible_to` of each queryset.
"""

from django.utils import timezone

from stations.enums import AppointmentRole, AssessmentState, MembershipRole
from stations.models import Appointment, Assessment, Division, Edition, Evidence, Membership, Sheet, Station
from swot_app.accounts.models import User


def is_member(user: User, station: Station) -> bool:
    return Membership.objects.current().filter(user=user, station=station).exists()


def is_lead(user: User, station: Station) -> bool:
    return Membership.objects.current().filter(user=user, station=station, role=MembershipRole.LEAD).exists()


def is_official_of(user: User, division: Division) -> bool:
    """Reviewer or viewer of the division or of one that holds it."""
    return Appointment.objects.covering(division).filter(user=user).exists()


def is_reviewer_of(user: User, division: Division) -> bool:
    return Appointment.objects.covering(division).filter(user=user, role=AppointmentRole.REVIEWER).exists()


def can_rate(user: User, assessment: Assessment) -> bool:
    """The station's own people, from the opening day on, while the assessment is open for writing."""
    return assessment.is_open_on(timezone.localdate()) and is_member(user, assessment.station)


def can_remove_evidence(user: User, evidence: Evidence) -> bool:
    """Who added it, and the lead, as long as ratings can be written."""
    assessment = evidence.assessment
    return can_rate(user, assessment) and (evidence.added_by_id == user.pk or is_lead(user, assessment.station))


def can_submit(user: User, assessment: Assessment) -> bool:
    return assessment.is_writable and is_lead(user, assessment.station)


def can_withdraw(user: User, assessment: Assessment) -> bool:
    """The lead, until a reviewer begins."""
    return (
        assessment.state == AssessmentState.SUBMITTED
        and assessment.review_started_at is None
        and is_lead(user, assessment.station)
    )


def can_start_review(user: User, assessment: Assessment) -> bool:
    return (
        assessment.state == AssessmentState.SUBMITTED
        and assessment.review_started_at is None
        and is_reviewer_of(user, assessment.station.division)
    )


def can_decide(user: User, assessment: Assessment) -> bool:
    """Return or approve what was submitted."""
    return assessment.state == AssessmentState.SUBMITTED and is_reviewer_of(user, assessment.station.division)


def can_check(user: User, assessment: Assessment) -> bool:
    """Give own check ratings: a reviewer, while the review lasts, but nobody who works or rated at the station."""
    is_under_review = assessment.state == AssessmentState.SUBMITTED and assessment.review_started_at is not None
    return is_under_review and is_reviewer_of(user, assessment.station.division) and not is_party(user, assessment)


def is_party(user: User, assessment: Assessment) -> bool:
    """Who works at the station or rated there has no outside view of it."""
    return is_member(user, assessment.station) or Sheet.objects.filter(assessment=assessment, rater=user).exists()


def can_reopen(user: User, assessment: Assessment) -> bool:
    return assessment.state == AssessmentState.APPROVED and is_reviewer_of(user, assessment.station.division)


def can_see_result(user: User, assessment: Assessment) -> bool:
    """Officials see what was submitted. Raters see a result once their own sheet is declared, so that all judge alone:
    one that was begun and not declared may go on after a return. Who does not rate sees it after submission.
    """
    if is_member(user, assessment.station):
        sheet = Sheet.objects.filter(assessment=assessment, rater=user).first()
        return assessment.is_settled if sheet is None else sheet.is_declared
    return assessment.snapshot_id is not None and is_official_of(user, assessment.station.division)


def can_open_cycle(user: User, division: Division) -> bool:
    return is_reviewer_of(user, division)


def can_edit_edition(user: User, edition: Edition) -> bool:
    return user.is_curator and edition.is_draft


def can_curate(user: User) -> bool:
    return user.is_curator


def can_administer(user: User) -> bool:
    return user.is_administrator


def can_audit(user: User) -> bool:
    return user.is_auditor
