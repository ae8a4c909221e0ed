"""Print, as JSON, each change that the history of one assessment's ratings holds: `python -m tests.e2e.history ID`."""

import json
import sys

import django

django.setup()

from stations.models import RatingChange  # noqa: E402 -- after the set-up

if __name__ == "__main__":
    changes = RatingChange.objects.filter(rating__sheet__assessment=sys.argv[1], changed_by__username="worker")
    rows = changes.order_by("rating", "revision").values_list("rating__factor__code", "revision", "operation_id")
    sys.stdout.write(json.dumps([[code, revision, str(operation)] for code, revision, operation in rows]))
