"""Words for probabilities: the verdict, and how closely the position may be named."""

from collections.abc import Sequence

from stations.scoring.certainty_results import Naming
from stations.scoring.method import NEUTRAL, TOLERANCE, CutOffs
from stations.scoring.vocabulary import OCTANTS, NamingKind, StrategyZone, Verdict


def verdict_of(probability: float, cut_offs: CutOffs, *, at_centre: bool = False) -> Verdict:
    """The verdict by P(ρ > 0.5): P ≥ .90, ≥ .80, between, ≤ .20, ≤ .10; in the centre of the plane undetermined.

    The cut-offs are the project's own. A probability within 1e-9 of a cut-off counts as reaching it.

    >>> str(verdict_of(0.80, CutOffs())), str(verdict_of(0.10, CutOffs()))
    ('leaning_feasible', 'not_feasible')
    """
    certainty = max(probability, 1 - probability)
    if at_centre or certainty < cut_offs.leaning - TOLERANCE:
        return Verdict.UNDETERMINED
    is_clear = certainty >= cut_offs.feasible - TOLERANCE
    if probability > NEUTRAL:
        return Verdict.FEASIBLE if is_clear else Verdict.LEANING_FEASIBLE
    return Verdict.NOT_FEASIBLE if is_clear else Verdict.LEANING_NOT_FEASIBLE


def naming_of(octant: int | None, octants: Sequence[float], cut_offs: CutOffs) -> Naming:
    """How closely P may be named: by its octant's sub-type, else its zone, where these are probable enough (.80).

    Else it lies "near the boundary" of the two most probable zones; on equal probabilities the point's own zone leads.
    `octant` is that of the point, None in the centre; `octants` are the eight probabilities.

    >>> naming_of(0, [0.85, 0.15, 0, 0, 0, 0, 0, 0], CutOffs()).kind
    <NamingKind.SUB_TYPE: 'sub_type'>
    >>> [str(zone) for zone in naming_of(1, [0.2, 0.4, 0.3, 0.1, 0, 0, 0, 0], CutOffs()).zones]
    ['SO', 'WO']
    """
    zones = {zone: octants[2 * place] + octants[2 * place + 1] for place, zone in enumerate(StrategyZone)}
    own = None if octant is None else OCTANTS[octant][0]
    enough = cut_offs.naming - TOLERANCE
    if octant is not None and own is not None:
        if octants[octant] >= enough:
            return Naming(kind=NamingKind.SUB_TYPE, zones=(own,), octant=octant)
        if zones[own] >= enough:
            return Naming(kind=NamingKind.ZONE, zones=(own,), octant=None)
    likeliest = sorted(zones, key=lambda zone: (-zones[zone], zone != own))
    return Naming(kind=NamingKind.BOUNDARY, zones=tuple(likeliest[:2]), octant=None)
