"""Fills an empty database with a nation's stations, yearly cycles and ten million ratings, the same at every run.

Run from the project's root, on a database that is migrated and named as for the server (DATABASE_URL, or SWOT_DATA_DIR
for SQLite): python -m tests.benchmarks.world [--stations N] [--cycles N] [--no-ratings]
Every figure is computed from its ratings, and a sample of them is scored again by the product. Left out is what no page
of many stations reads: the ratings' histories and the documents in the snapshots.
"""

import argparse
import math
import os
import sys
import time

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "swot_app.settings")

import django

django.setup()

from django.db import connection  # noqa: E402 -- after the set-up, as all below

from stations import scoring  # noqa: E402
from stations.actions.results import figures_of  # noqa: E402
from stations.models import Assessment, Rating, Result, Sheet, Station  # noqa: E402
from stations.scorecards.rows import panel_of  # noqa: E402
from tests.benchmarks import bulk  # noqa: E402
from tests.benchmarks.nation import STATIONS, Nation, make_nation  # noqa: E402
from tests.benchmarks.year import add_year  # noqa: E402

CYCLES = 10
LAST_YEAR = 2025
SAMPLE = 40


def fill(*, stations: int = STATIONS, cycles: int = CYCLES, with_ratings: bool = True) -> Nation:
    """The whole world; the newest cycle's results are the stations' latest."""
    if Station.objects.exists():
        raise SystemExit("This database holds stations already. Name an empty one.")
    nation = make_nation(stations)
    with bulk.unchecked():
        for year in range(LAST_YEAR - cycles + 1, LAST_YEAR + 1):
            add_year(nation, year, is_latest=year == LAST_YEAR, with_ratings=with_ratings)
    bulk.settle()
    return nation


def check_sample() -> int:
    """Score some assessments from their ratings, and compare what is kept; how many there were."""
    keys = list(Assessment.objects.order_by("pk").values_list("pk", flat=True))
    chosen = keys[:: max(1, len(keys) // SAMPLE)]
    for assessment in Assessment.objects.filter(pk__in=chosen).select_related("edition"):
        require_same(assessment)
    return len(chosen)


def require_same(assessment: Assessment) -> None:
    sheets = list(Sheet.objects.declared().filter(assessment=assessment))
    ratings = list(Rating.objects.filter(sheet__in=sheets).select_related("factor"))
    computed = figures_of(scoring.score(panel_of(assessment.edition, sheets, ratings)))
    kept = Result.objects.get(assessment=assessment)
    amiss = [name for name, value in computed.items() if not is_same(value, getattr(kept, name))]
    if amiss:
        raise SystemExit(
            f"Assessment {assessment.pk} keeps other figures than its ratings come to: {', '.join(amiss)}."
        )


def is_same(one: object, other: object) -> bool:
    if isinstance(one, float) and isinstance(other, float):
        return math.isclose(one, other, abs_tol=1e-8)
    return one == other


def main() -> None:
    parser = argparse.ArgumentParser(description="Fill an empty database with a made-up nation.")
    parser.add_argument("--stations", type=int, default=STATIONS)
    parser.add_argument("--cycles", type=int, default=CYCLES)
    parser.add_argument("--no-ratings", action="store_true")
    options = parser.parse_args()
    started = time.monotonic()
    fill(stations=options.stations, cycles=options.cycles, with_ratings=not options.no_ratings)
    counts = [f"{Station.objects.count():,} stations", f"{Assessment.objects.count():,} assessments"]
    counts.append(f"{Rating.objects.count():,} ratings")
    if not options.no_ratings:
        counts.append(f"{check_sample()} scored again")
    sys.stdout.write(f"{connection.vendor}: {', '.join(counts)}, {time.monotonic() - started:.0f} s\n")


if __name__ == "__main__":
    main()
