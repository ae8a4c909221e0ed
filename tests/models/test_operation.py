"""What the outbox has applied stays written, so that its id is never taken for a new one."""

from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from stations.enums import OperationKind
from stations.models import Operation
from stations.models.guards import Rule, sentence

pytestmark = pytest.mark.django_db


@pytest.fixture
def operation(world):
    return Operation.objects.create(
        operation_id=uuid4(),
        kind=OperationKind.MARK,
        assessment=world.assessment,
        by=world.bob,
        applied_at=timezone.now(),
    )


@pytest.mark.parametrize("write", [lambda row: row.delete(), lambda row: row.save()], ids=["delete", "change"])
def test_applied_operation_is_never_changed_or_deleted(operation, write):
    operation.kind = OperationKind.SUBMIT

    with pytest.raises(IntegrityError) as caught, transaction.atomic():
        write(operation)

    assert sentence(caught.value) == str(Rule.APPEND_ONLY.label)
