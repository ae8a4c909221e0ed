"""One module per noun; the models are imported from here."""

from stations.models.appointment import Appointment
from stations.models.assessment import Assessment, Transition
from stations.models.audit_event import AuditEvent
from stations.models.check_rating import CheckRating
from stations.models.countermeasure import Countermeasure, Effect, PracticeModel
from stations.models.cycle import Cycle
from stations.models.division import Division
from stations.models.edition import Edition
from stations.models.evidence import Evidence
from stations.models.expert import Expert, Judgement
from stations.models.factor import Anchor, Factor
from stations.models.late_operation import LateOperation
from stations.models.membership import Membership
from stations.models.operation import Operation
from stations.models.rating import Rating, RatingChange
from stations.models.report_batch import BatchReport, ReportBatch
from stations.models.report_key import ReportKey
from stations.models.sheet import SectionMark, Sheet
from stations.models.snapshot import Result, Snapshot
from stations.models.source import Source, SourceSection
from stations.models.station import Station

__all__ = [
    "Anchor",
    "Appointment",
    "Assessment",
    "AuditEvent",
    "BatchReport",
    "CheckRating",
    "Countermeasure",
    "Cycle",
    "Division",
    "Edition",
    "Effect",
    "Evidence",
    "Expert",
    "Factor",
    "Judgement",
    "LateOperation",
    "Membership",
    "Operation",
    "PracticeModel",
    "Rating",
    "RatingChange",
    "ReportBatch",
    "ReportKey",
    "Result",
    "SectionMark",
    "Sheet",
    "Snapshot",
    "Source",
    "SourceSection",
    "Station",
    "Transition",
]
