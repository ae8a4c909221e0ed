"""The closed lists of the domain, each value with its label; values that the arithmetic knows come from there."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from stations.files import kinds
from stations.scoring import vocabulary


class Quadrant(models.TextChoices):
    STRENGTHS = vocabulary.Quadrant.STRENGTHS.value, _("Strengths")
    WEAKNESSES = vocabulary.Quadrant.WEAKNESSES.value, _("Weaknesses")
    OPPORTUNITIES = vocabulary.Quadrant.OPPORTUNITIES.value, _("Opportunities")
    THREATS = vocabulary.Quadrant.THREATS.value, _("Threats")


class AnswerKind(models.TextChoices):
    """What a rater said of a factor; nothing said yet is an answer's absence, never a zero."""

    DEGREE = vocabulary.AnswerKind.DEGREE.value, _("a degree")
    NOT_APPLICABLE = vocabulary.AnswerKind.NOT_APPLICABLE.value, _("Not applicable")
    CANNOT_JUDGE = vocabulary.AnswerKind.CANNOT_JUDGE.value, _("Cannot judge")
    NOT_ANSWERED = "not_answered", _("Not answered")


class Degree(models.IntegerChoices):
    """How strongly a strength or an opportunity holds."""

    BARELY = 1, pgettext_lazy("degree", "Hardly at all")
    SLIGHTLY = 2, pgettext_lazy("degree", "Slightly")
    PARTLY = 3, pgettext_lazy("degree", "Partly")
    LARGELY = 4, pgettext_lazy("degree", "Largely")
    FULLY = 5, pgettext_lazy("degree", "Fully")


class Severity(models.IntegerChoices):
    """How severe a weakness or a threat is: the same degrees in other words."""

    NEGLIGIBLE = 1, pgettext_lazy("severity", "Hardly present")
    MILD = 2, pgettext_lazy("severity", "Mild")
    MODERATE = 3, pgettext_lazy("severity", "Moderate")
    SERIOUS = 4, pgettext_lazy("severity", "Serious")
    SEVERE = 5, pgettext_lazy("severity", "Very serious")


def degree_scale(quadrant: str) -> type[Degree] | type[Severity]:
    """The words for the degrees of a quadrant's factors: a threat does not “hold fully”, it is very serious."""
    return Severity if quadrant in vocabulary.ADVERSE else Degree


def degree_word(degree: int, quadrant: str) -> str:
    return str(degree_scale(quadrant)(degree).label)


class Importance(models.IntegerChoices):
    """How much a factor matters at this station."""

    UNIMPORTANT = 1, pgettext_lazy("importance", "Hardly matters")
    MINOR = 2, pgettext_lazy("importance", "Matters a little")
    MEDIUM = 3, pgettext_lazy("importance", "Matters")
    MAJOR = 4, pgettext_lazy("importance", "Matters much")
    VITAL = 5, pgettext_lazy("importance", "Decisive")


class DivisionLevel(models.TextChoices):
    NATION = "nation", _("Nation")
    PROVINCE = "province", _("Province")
    PREFECTURE = "prefecture", _("Prefecture")
    COUNTY = "county", _("County")
    TOWNSHIP = "township", _("Township")
    VILLAGE = "village", _("Village")


class StationKind(models.TextChoices):
    TOWNSHIP = "township", _("Township station")
    VILLAGE = "village", _("Village point")


class MembershipRole(models.TextChoices):
    WORKER = "worker", _("Social worker")
    LEAD = "lead", _("Station lead")


class AppointmentRole(models.TextChoices):
    REVIEWER = "reviewer", _("Reviewer")
    VIEWER = "viewer", _("Viewer")


class EditionState(models.TextChoices):
    DRAFT = "draft", pgettext_lazy("edition", "Draft")
    PUBLISHED = "published", pgettext_lazy("edition", "Published")
    RETIRED = "retired", pgettext_lazy("edition", "Retired")


class Weighting(models.TextChoices):
    """Where an edition takes the weights of its factors from."""

    RATERS = "raters", pgettext_lazy("weighting", "The raters’ importances")
    EQUAL = "equal", pgettext_lazy("weighting", "Equal weights")
    DIRECT = "direct", pgettext_lazy("weighting", "Weights set directly")
    EXPERTS = "experts", pgettext_lazy("weighting", "Experts’ pairwise judgements")


class Preference(models.IntegerChoices):
    """How much more important one factor is than another: Saaty's scale, on which 1 says that both are equal."""

    EQUAL = 1, pgettext_lazy("preference", "equally important")
    TWO = 2, pgettext_lazy("preference", "between 1 and 3")
    MODERATE = 3, pgettext_lazy("preference", "somewhat")
    FOUR = 4, pgettext_lazy("preference", "between 3 and 5")
    STRONG = 5, pgettext_lazy("preference", "strongly")
    SIX = 6, pgettext_lazy("preference", "between 5 and 7")
    VERY_STRONG = 7, pgettext_lazy("preference", "very strongly")
    EIGHT = 8, pgettext_lazy("preference", "between 7 and 9")
    EXTREME = 9, pgettext_lazy("preference", "extremely")


class StrategyFamily(models.TextChoices):
    SO = "SO", _("Growth strategies (SO)")
    WO = "WO", _("Turnaround strategies (WO)")
    ST = "ST", _("Diversification strategies (ST)")
    WT = "WT", _("Defensive strategies (WT)")


class StrategyZone(models.TextChoices):
    """Where the station stands in the plane (方位类型)."""

    SO = vocabulary.StrategyZone.SO.value, pgettext_lazy("zone", "Pioneering (SO)")
    WO = vocabulary.StrategyZone.WO.value, pgettext_lazy("zone", "Striving (WO)")
    WT = vocabulary.StrategyZone.WT.value, pgettext_lazy("zone", "Conservative (WT)")
    ST = vocabulary.StrategyZone.ST.value, pgettext_lazy("zone", "Contending (ST)")


class SubType(models.TextChoices):
    """The half-sector of a zone."""

    STRENGTH = vocabulary.SubType.STRENGTH.value, pgettext_lazy("sub-type", "strength-led")
    OPPORTUNITY = vocabulary.SubType.OPPORTUNITY.value, pgettext_lazy("sub-type", "opportunity-led")
    ENTERPRISING = vocabulary.SubType.ENTERPRISING.value, pgettext_lazy("sub-type", "enterprising")
    ADJUSTING = vocabulary.SubType.ADJUSTING.value, pgettext_lazy("sub-type", "adjusting")
    RETREATING = vocabulary.SubType.RETREATING.value, pgettext_lazy("sub-type", "retreating")
    AVOIDING = vocabulary.SubType.AVOIDING.value, pgettext_lazy("sub-type", "avoiding")


class StrengthType(models.TextChoices):
    """The side of 0.5 on which the index lies (强度类型); its words are never those of a zone alone."""

    PIONEERING = vocabulary.StrengthType.PIONEERING.value, pgettext_lazy("strength type", "Pioneering")
    NEUTRAL = vocabulary.StrengthType.NEUTRAL.value, pgettext_lazy("strength type", "Neutral")
    CONSERVATIVE = vocabulary.StrengthType.CONSERVATIVE.value, pgettext_lazy("strength type", "Conservative")


class Verdict(models.TextChoices):
    FEASIBLE = vocabulary.Verdict.FEASIBLE.value, _("Feasible")
    LEANING_FEASIBLE = vocabulary.Verdict.LEANING_FEASIBLE.value, _("Leaning feasible")
    UNDETERMINED = vocabulary.Verdict.UNDETERMINED.value, _("Undetermined")
    LEANING_NOT_FEASIBLE = vocabulary.Verdict.LEANING_NOT_FEASIBLE.value, _("Leaning not feasible")
    NOT_FEASIBLE = vocabulary.Verdict.NOT_FEASIBLE.value, _("Not feasible")


class ImportanceSource(models.TextChoices):
    """Where a factor's importance came from."""

    RATERS = vocabulary.ImportanceSource.RATERS.value, _("Raters")
    QUADRANT = vocabulary.ImportanceSource.QUADRANT.value, _("Mean of the list")
    DEFAULT = vocabulary.ImportanceSource.DEFAULT.value, _("Equal weights")
    EDITION = vocabulary.ImportanceSource.EDITION.value, pgettext_lazy("weighting", "The edition")


class DisputeReason(models.TextChoices):
    """Why a factor counts as disputed."""

    INTERQUARTILE_RANGE = vocabulary.DisputeReason.INTERQUARTILE_RANGE.value, _("inter-quartile range above 1")
    FAR_FROM_MEDIAN = (
        vocabulary.DisputeReason.FAR_FROM_MEDIAN.value,
        _("under three quarters of degrees within 1 of the median"),
    )
    RANGE = vocabulary.DisputeReason.RANGE.value, _("lowest and highest 3 or more apart")


class CycleKind(models.TextChoices):
    ANNUAL = "annual", _("Annual assessment")
    MID_TERM = "mid_term", _("Mid-term assessment")
    FINAL = "final", _("Final assessment")
    QUARTERLY = "quarterly", _("Quarterly monitoring")


class AssessmentState(models.TextChoices):
    DRAFT = "draft", pgettext_lazy("assessment", "Draft")
    SUBMITTED = "submitted", _("Submitted")
    RETURNED = "returned", _("Returned for revision")
    APPROVED = "approved", _("Approved")


class AssessmentStep(models.TextChoices):
    """What moves an assessment through its life."""

    SUBMIT = "submit", pgettext_lazy("step", "Submitted")
    WITHDRAW = "withdraw", pgettext_lazy("step", "Withdrawn")
    START_REVIEW = "start_review", _("Review started")
    RETURN = "return", _("Returned for revision")
    APPROVE = "approve", pgettext_lazy("step", "Approved")
    REOPEN = "reopen", pgettext_lazy("step", "Reopened")


class SectionState(models.TextChoices):
    NOT_STARTED = "not_started", _("Not started")
    IN_PROGRESS = "in_progress", _("In progress")
    COMPLETED = "completed", _("Completed")
    PROBLEM = "problem", _("Problem")


class OperationKind(models.TextChoices):
    """What an operation of the form's outbox does, other than rating a factor."""

    MARK = "mark", _("Section marked")
    DECLARE = "declare", _("Sheet declared complete")
    SUBMIT = "submit", _("Submitted")


class LateState(models.TextChoices):
    """What has become of an answer that arrived after the submission."""

    WAITING = "waiting", _("Waiting for a decision")
    APPLIED = "applied", _("Applied")
    DISCARDED = "discarded", _("Discarded")


class MediaType(models.TextChoices):
    """What a piece of evidence is; the words are the same in every language."""

    PDF = kinds.MediaType.PDF.value, "PDF"
    JPEG = kinds.MediaType.JPEG.value, "JPEG"
    PNG = kinds.MediaType.PNG.value, "PNG"


class AuditOutcome(models.TextChoices):
    DONE = "done", _("Done")
    REFUSED = "refused", _("Refused")
    FAILED = "failed", _("Failed")


class ReportStanding(models.TextChoices):
    """What a check code comes to."""

    CURRENT = "current", _("This report is genuine and current.")
    SUPERSEDED = "superseded", _("This report is genuine, but no longer current.")
    UNKNOWN = "unknown", _("No report with this check code is known here.")


class FileStanding(models.TextChoices):
    """What a PDF file turns out to be."""

    UNCHANGED = "unchanged", _("This file was made by this system and has not been changed.")
    CHANGED = "changed", _("This file has been changed since this system made it. Do not rely on it.")
    FOREIGN = "foreign", _("This file bears no mark of a report of this system.")


class BatchState(models.TextChoices):
    """How far an order of reports has come."""

    PRINTING = "printing", _("Being made")
    BINDING = "binding", _("Being packed")
    FINISHED = "finished", _("Ready")
    FAILED = "failed", _("Failed")
    CANCELLED = "cancelled", _("Cancelled")
    EXPIRED = "expired", _("Expired")


class PrintState(models.TextChoices):
    """How far one report of an order has come."""

    WAITING = "waiting", _("Waiting")
    PRINTED = "printed", _("Done")
    FAILED = "failed", _("Failed")
