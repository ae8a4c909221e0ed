"""An answer written in one statement on PostgreSQL, where nothing stands in its way; `ratings` does all that is not plain.

What `ratings` finds out step by step under its lock is a condition here, so each answer is one way to the database and
back instead of six. Where nothing was written, `ratings` finds out why.
"""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import connection
from django.utils import timezone

from stations.actions.ratings import AnswerValue, Outcome, RateResult
from stations.enums import AnswerKind
from stations.models import Factor, Sheet
from stations.models.assessment import WRITABLE
from swot_app.accounts.models import User

# Whoever declares or submits holds the assessment alone, so neither comes between the check and the writing; raters share
# it with each other. Whoever had to wait sees both rows as they have become, not as they were at the statement's start.
STATEMENT = """
    WITH held AS (
        SELECT sheet.id
        FROM stations_assessment assessment
        JOIN stations_sheet sheet ON sheet.assessment_id = assessment.id
        JOIN stations_cycle cycle ON cycle.id = assessment.cycle_id
        WHERE sheet.id = %(sheet)s AND sheet.declared_at IS NULL AND assessment.state = ANY(%(writable)s)
        AND assessment.edition_id = %(edition)s AND cycle.opens_on <= %(today)s
        AND NOT EXISTS (SELECT FROM stations_ratingchange WHERE operation_id = %(operation)s)
        FOR SHARE OF assessment, sheet
    ), written AS (
        INSERT INTO stations_rating AS standing
            (sheet_id, factor_id, kind, degree, importance, reason, note, changed_at, revision)
        SELECT id, %(factor)s, %(kind)s, %(degree)s, %(importance)s, %(reason)s, %(note)s, %(now)s, 1 FROM held
        ON CONFLICT (sheet_id, factor_id) DO UPDATE
        SET kind = excluded.kind, degree = excluded.degree, importance = excluded.importance,
            reason = excluded.reason, note = excluded.note, changed_at = excluded.changed_at,
            revision = standing.revision + 1
        WHERE standing.revision = %(base)s
        AND (standing.kind, standing.degree, standing.importance, standing.reason, standing.note) IS DISTINCT FROM
            (excluded.kind, excluded.degree, excluded.importance, excluded.reason, excluded.note)
        RETURNING *
    )
    INSERT INTO stations_ratingchange
        (rating_id, kind, degree, importance, reason, note, changed_at, revision, operation_id, changed_by_id, client_time)
    SELECT id, kind, degree, importance, reason, note, changed_at, revision, %(operation)s, %(by)s, %(client_time)s
    FROM written
    RETURNING revision
"""


def rate(
    *,
    sheet: Sheet,
    factor: Factor,
    value: AnswerValue,
    base_revision: int,
    operation_id: UUID,
    by: User,
    client_time: datetime | None = None,
) -> RateResult | None:
    """As `ratings.rate`; nothing where the answer was not written, for whatever reason."""
    if connection.vendor != "postgresql" or value.kind == AnswerKind.NOT_ANSWERED:
        # An answer that is taken back takes its section's mark along.
        return None
    now = timezone.now()
    given: dict[str, Any] = {
        "sheet": sheet.pk,
        "factor": factor.pk,
        "edition": factor.edition_id,
        "kind": value.kind.value,
        "degree": value.degree,
        "importance": value.importance,
        "reason": value.reason,
        "note": value.note,
        "base": base_revision,
        "operation": operation_id,
        "by": by.pk,
        "client_time": client_time,
        "now": now,
        "today": timezone.localdate(now),
        "writable": [state.value for state in WRITABLE],
    }
    with connection.cursor() as cursor:
        cursor.execute(STATEMENT, given)
        row = cursor.fetchone()
    return row and RateResult(outcome=Outcome.APPLIED, revision=row[0], value=value, changed_at=now)
