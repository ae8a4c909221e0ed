"""Counties with as many submitted stations as a test wants, for what many stations come to."""

from stations.enums import DivisionLevel
from stations.models import Assessment, Cycle, Division, Result
from tests.worlds import World, make_station


def add_results(world: World, division: Division, count: int, *, cycle: Cycle | None = None, **figures: float) -> None:
    """So many stations in a division, all with the same figures."""
    shared = {"strengths": 3.0, "weaknesses": 2.0, "opportunities": 3.0, "threats": 2.0, "strength_coefficient": 0.7}
    for number in range(count):
        code = f"{division.code}{500 + number}"
        station = make_station(division, code, f"站{code}")
        assessment = Assessment.objects.create(station=station, cycle=cycle or world.cycle, edition=world.edition)
        Result.objects.create(
            assessment=assessment,
            station=station,
            cycle=cycle or world.cycle,
            division_path=station.division.path,
            settled_at=world.cycle.created_at,
            zone="SO",
            coverage=1,
            is_provisional=False,
            rater_count=3,
            is_latest=True,
            severities="W:W1:4.5\nW:W2:2.0\nT:T1:3.0",
            **shared | figures,
        )


def make_county(world: World, code: str, count: int) -> Division:
    county = Division.objects.plant(
        parent=world.prefecture, code=code, level=DivisionLevel.COUNTY, name=f"县{code}", name_latin=f"County {code}"
    )
    add_results(world, county, count)
    return county
