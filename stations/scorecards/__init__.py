"""The only bridge between rows and the arithmetic: an assessment's rows become a record, and a snapshot gives one back."""

from stations.scorecards.checks import check_sheets
from stations.scorecards.context import (
    CheckEntry,
    CheckSheet,
    Context,
    CycleEntry,
    DivisionEntry,
    EvidenceEntry,
    Name,
    PreviousResult,
    Remark,
    SheetEntry,
    StationEntry,
    Step,
    context_from_plain,
    context_to_plain,
)
from stations.scorecards.record import Record, record_from, record_of, record_with_checks
from stations.scorecards.rows import panel_of, steps_of

__all__ = [
    "CheckEntry",
    "CheckSheet",
    "Context",
    "CycleEntry",
    "DivisionEntry",
    "EvidenceEntry",
    "Name",
    "PreviousResult",
    "Record",
    "Remark",
    "SheetEntry",
    "StationEntry",
    "Step",
    "check_sheets",
    "context_from_plain",
    "context_to_plain",
    "panel_of",
    "record_from",
    "record_of",
    "record_with_checks",
    "steps_of",
]
