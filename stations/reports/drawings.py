"""The drawings of a result, the same on screen and on paper but for fonts and width."""

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from stations import enums, formats
from stations.charts.contribution_bars import ContributionWords, FactorBar, contribution_bars
from stations.charts.magnitude_bars import MagnitudeWords, magnitude_bars
from stations.charts.plane import Place
from stations.charts.quadrant_map import MapWords, quadrant_map
from stations.charts.quadrilateral import QuadrilateralWords, quadrilateral
from stations.charts.quartile_boxes import BoxWords
from stations.charts.region import region_around
from stations.charts.svg import Drawing
from stations.reports.material import Material, rater_name
from stations.scorecards import PreviousResult
from stations.scoring import Quadrant, StrategyZone, rater_magnitudes

INTERNAL = (Quadrant.STRENGTHS, Quadrant.WEAKNESSES)
REGION = 0.9
EXTERNAL = (Quadrant.OPPORTUNITIES, Quadrant.THREATS)


def quadrants() -> dict[Quadrant, str]:
    return {quadrant: str(enums.Quadrant(quadrant.value).label) for quadrant in Quadrant}


def box_words(title: str, language: str) -> BoxWords:
    """The words of boxes over many stations, on the page of a division and in its report."""
    return BoxWords(
        title=title,
        absent=pgettext("stations", "Too few stations"),
        language=language,
        quadrants=quadrants(),
        key=_("Box: middle half of the stations (lower to upper quartile); bar: median"),
    )


def quadrilateral_of(material: Material) -> Drawing:
    card = material.card
    words = QuadrilateralWords(
        title=_("Strategic quadrilateral"),
        # Behind the list's name on one line.
        absent=pgettext("list", "(not scored)"),
        language=material.language,
        quadrants=quadrants(),
        point=_("Centroid P"),
    )
    magnitudes = {quadrant: card.quadrant(quadrant).magnitude for quadrant in Quadrant}
    return quadrilateral(magnitudes, card.position, words=words, surface=material.medium.narrow)


def magnitudes_of(material: Material) -> Drawing:
    """The four magnitudes with what each rater alone would say."""
    dots: dict[Quadrant, list[tuple[str, float]]] = {quadrant: [] for quadrant in Quadrant}
    for own in rater_magnitudes(material.record.panel, material.card):
        dots[own.quadrant].append((rater_name(own.rater), own.magnitude))
    words = MagnitudeWords(
        title=_("Magnitude of each list, and each rater’s own"),
        absent=pgettext("list", "Not scored"),
        language=material.language,
        quadrants=quadrants(),
        raters=_("Each dot is one rater"),
    )
    magnitudes = {quadrant: material.card.quadrant(quadrant).magnitude for quadrant in Quadrant}
    return magnitude_bars(magnitudes, words=words, dots=dots, surface=material.medium.wide)


def contributions_of(material: Material, lists: tuple[Quadrant, Quadrant]) -> Drawing:
    """The factors of two lists; a drawing of all four would be longer than a page, and no drawing breaks."""
    words = ContributionWords(
        title=_("Weighted degree of each factor"),
        absent=pgettext("factors", "Without a degree"),
        language=material.language,
        quadrants=quadrants(),
        internal=_("Internal factors"),
        external=_("External factors"),
    )
    bars = [
        FactorBar(
            code=factor.code,
            title=material.texts.factors[factor.code].title,
            quadrant=factor.quadrant,
            contribution=factor.contribution,
        )
        for factor in material.card.factors
        if factor.quadrant in lists
    ]
    # Both drawings share one scale, so that a bar in one can be held against a bar in the other.
    longest = max((factor.contribution or 0 for factor in material.card.factors), default=0)
    return contribution_bars(bars, words=words, longest=longest, surface=material.medium.wide)


def map_of(material: Material) -> Drawing:
    """The position with its region where its certainty is known, and last cycle's beside it."""
    card, previous = material.card, material.context.previous
    certainty = card.certainty.position if card.certainty else None
    words = MapWords(
        title=_("Position of the station"),
        absent=_("No position"),
        language=material.language,
        quadrants=quadrants(),
        zones={zone: str(enums.StrategyZone(zone.value).label) for zone in StrategyZone},
        point=_("Centroid P, this cycle"),
        previous=previous.cycle.name_in(material.language) if previous else "",
        region=_("Each dot is a possible position of P; the outline holds it with %(share)s confidence")
        % {"share": formats.percent(REGION)},
    )
    before = place_before(previous) if previous else None
    region = region_around(card.position, certainty, share=REGION) if certainty else None
    return quadrant_map(card.position, words=words, previous=before, region=region, surface=material.medium.narrow)


def place_before(previous: PreviousResult) -> Place:
    return Place(
        x=quarter_difference(previous.strengths, previous.weaknesses),
        y=quarter_difference(previous.opportunities, previous.threats),
    )


def quarter_difference(plus: float | None, minus: float | None) -> float | None:
    return None if plus is None or minus is None else (plus - minus) / 4
