"""The demonstration world as the tests read it: its file, and its stations by their short names."""

import json

from django.conf import settings

from stations import scorecards, scoring
from stations.models import Assessment

WORLD = json.loads((settings.BASE_DIR / "fixtures" / "demo_world.json").read_text(encoding="utf-8"))
PASSWORDS = {entry["username"]: "demo-swot-2026" for entry in WORLD["accounts"]}
STATIONS = {entry["key"]: entry["code"] for entry in WORLD["stations"]}
YEARS = (2024, 2025, 2026)
THIS_YEAR = YEARS[-1]


def assessment_of(station: str, year: int = THIS_YEAR) -> Assessment:
    return Assessment.objects.get(station__code=STATIONS[station], cycle__year=year)


def card_of(station: str, year: int = THIS_YEAR) -> scoring.Scorecard:
    """What was submitted."""
    snapshot = assessment_of(station, year).snapshot
    assert snapshot is not None
    return scorecards.record_from(snapshot).scorecard
