"""Every chart drawn from the same sample, and ways to read a drawing back."""

from collections.abc import Iterator, Mapping
from xml.etree import ElementTree as ET

from stations.charts.contribution_bars import ContributionWords, FactorBar, contribution_bars
from stations.charts.countermeasure_bars import CountermeasureBar, CountermeasureWords, countermeasure_bars
from stations.charts.cycle_lines import CycleWords, cycle_lines
from stations.charts.magnitude_bars import MagnitudeWords, magnitude_bars
from stations.charts.marks import Pattern
from stations.charts.plane import Place
from stations.charts.quadrant_map import MapWords, quadrant_map
from stations.charts.quadrilateral import QuadrilateralWords, quadrilateral
from stations.charts.quartile_boxes import BoxedDivision, BoxWords, quartile_boxes
from stations.charts.region import Region, region_around
from stations.charts.stacked_bars import Kind, StackedBar, stacked_bars
from stations.charts.station_maps import StationPoint, station_maps
from stations.charts.svg import SCREEN, Drawing, Surface
from stations.charts.words import QuadrantWords, Words
from stations.scoring.certainty_results import PositionCertainty
from stations.scoring.vocabulary import Quadrant, StrategyZone

SVG = "{http://www.w3.org/2000/svg}"
STRENGTHS, WEAKNESSES, OPPORTUNITIES, THREATS = Quadrant

NAMES = {
    "en": {STRENGTHS: "Strengths", WEAKNESSES: "Weaknesses", OPPORTUNITIES: "Opportunities", THREATS: "Threats"},
    "zh-hans": {STRENGTHS: "优势", WEAKNESSES: "劣势", OPPORTUNITIES: "机会", THREATS: "威胁"},
}
ZONES = {
    "en": dict(zip(StrategyZone, ("Pioneering (SO)", "Striving", "Conservative", "Contending"), strict=True)),
    "zh-hans": dict(zip(StrategyZone, ("开拓型（SO）", "争取型", "保守型", "抗争型"), strict=True)),
}
TITLES = {
    "en": "Stable volunteers whose hours grow year by year and who run services for older people alone",
    "zh-hans": "志愿者队伍稳定，服务时长逐年增加，能独立组织为老服务（含上门探访与紧急救助）并带动邻里互助",
}
HOSTILE = "</title></svg><script>alert(1)</script>&amp;\"'\u202e\x00\x0b\ufffe\ud800 ]]>"
MAGNITUDES = {STRENGTHS: 3.6, WEAKNESSES: 2.4, OPPORTUNITIES: 3.9, THREATS: 2.9}
POSITION = Place(x=0.3, y=0.25)


def certainty(
    error_x: float = 0.1, error_y: float = 0.2, covariance: float = 0.0, degrees_of_freedom: int = 4
) -> PositionCertainty:
    """A certainty of which a region needs only the errors and the cloud."""
    return PositionCertainty(
        standard_error_x=error_x,
        standard_error_y=error_y,
        covariance_xy=covariance,
        degrees_of_freedom=degrees_of_freedom,
        zones=(),
        octants=(0, 0, 0, 0, 0, 0, 0, 0),
        centre=0,
        naming=None,
        cloud=((0.3, 0.25), (0.4, 0.1), (-1, 1)),
    )


def base(language: str, *, hostile: bool = False) -> dict[str, object]:
    """The words that every chart has."""
    return {
        "title": HOSTILE if hostile else {"en": "Liulin station", "zh-hans": "柳林镇社工站"}[language],
        "absent": HOSTILE if hostile else {"en": "Not scored", "zh-hans": "未评分"}[language],
        "language": language,
    }


def quadrants(language: str, *, hostile: bool = False) -> dict[str, Mapping[Quadrant, str]]:
    return {"quadrants": dict.fromkeys(Quadrant, HOSTILE) if hostile else NAMES[language]}


def factors(title: str, per_quadrant: int = 7) -> list[FactorBar]:
    """So many factors in each quadrant; the last of W nobody scored."""
    return [
        FactorBar(
            code=f"{quadrant}{place}",
            title=title[: 9 * place],
            quadrant=quadrant,
            contribution=None if (quadrant, place) == (WEAKNESSES, per_quadrant) else round(0.9 - 0.1 * place, 2),
        )
        for quadrant in Quadrant
        for place in range(1, per_quadrant + 1)
    ]


def drawings(language: str = "en", surface: Surface = SCREEN, *, hostile: bool = False) -> dict[str, Drawing]:
    """Each chart with all that it can show, and with all that can be missing."""
    return dict(_drawings(language, surface, hostile=hostile))


def _drawings(language: str, surface: Surface, *, hostile: bool) -> Iterator[tuple[str, Drawing]]:
    words, title = base(language, hostile=hostile), HOSTILE if hostile else TITLES[language]
    with_names = words | quadrants(language, hostile=hostile)
    zones = dict.fromkeys(StrategyZone, HOSTILE) if hostile else ZONES[language]

    map_words = MapWords(**with_names, zones=zones, point=title, previous=title, region=title)
    region = region_around(POSITION, certainty())
    before = Place(x=-0.3, y=-0.1)
    yield "map", quadrant_map(POSITION, words=map_words, previous=before, region=region, surface=surface)
    yield "map absent", quadrant_map(Place(x=None, y=0.2), words=map_words, previous=before, surface=surface)
    edge = quadrant_map(Place(x=1, y=-1), words=map_words, region=Region(draws=((1, 1),)), surface=surface)
    yield "map edge", edge

    corner_words = QuadrilateralWords(**with_names, point=title)
    yield "quadrilateral", quadrilateral(MAGNITUDES, POSITION, words=corner_words, surface=surface)
    gone = MAGNITUDES | {WEAKNESSES: None, OPPORTUNITIES: None}
    yield "quadrilateral absent", quadrilateral(gone, Place(x=None, y=None), words=corner_words, surface=surface)

    bar_words = ContributionWords(**with_names, internal=title, external=title)
    yield "contributions", contribution_bars(factors(title), words=bar_words, surface=surface)

    dots = {
        STRENGTHS: [(f"{title} {place}", 3 + place / 20) for place in range(12)],
        THREATS: [("R1", 1.0), ("R2", 5.0)],
    }
    yield (
        "magnitudes",
        magnitude_bars(
            {**MAGNITUDES, OPPORTUNITIES: None},
            words=MagnitudeWords(**with_names, raters=title),
            dots=dots,
            surface=surface,
        ),
    )

    yield "countermeasures", ranked_bars(title, CountermeasureWords(**words, families=zones, alike=title), surface)
    yield from _overviews(language, surface, hostile=hostile)


def ranked_bars(title: str, words: CountermeasureWords, surface: Surface) -> Drawing:
    """One countermeasure of each family with its groups, and one that has no figure."""
    families = zip(
        [*StrategyZone, StrategyZone.SO], (4.0, 2.9, 1.4, 1.0, None), ("a", "ab", "abc", "", ""), strict=True
    )
    bars = [
        CountermeasureBar(code=f"C{place}", title=title, family=family, attractiveness=value, rank=place, groups=groups)
        for place, (family, value, groups) in enumerate(families, start=1)
    ]
    return countermeasure_bars(bars, words=words, surface=surface)


def _overviews(language: str, surface: Surface, *, hostile: bool) -> Iterator[tuple[str, Drawing]]:
    """The drawings of many cycles and stations."""
    words, title = base(language, hostile=hostile), HOSTILE if hostile else TITLES[language]
    with_names = words | quadrants(language, hostile=hostile)

    cycles = [HOSTILE if hostile else name for name in ("2023", "2024年度评估", "2025 annual assessment", "2026")]
    series = {
        STRENGTHS: [1, 2, 3, 5],
        WEAKNESSES: [5, 4, None, 4.9],
        OPPORTUNITIES: [None, 2, 3, None],
        THREATS: [None] * 4,
    }
    yield "lines", cycle_lines(cycles, series, words=CycleWords(**with_names), surface=surface)

    stations = [
        StationPoint(code=f"LL-{place:03}", name=title[: 6 * place], x=(place - 4) / 4, y=0.2 if place % 3 else None)
        for place in range(1, 9)
    ]
    kinds = [Kind(name=title, pattern=pattern) for pattern in Pattern]
    bars = [StackedBar(name=title, counts=counts) for counts in ((23, 14, 2, 9, 1), (0, 0, 0, 0, 0), (1, 0, 0, 400, 0))]
    yield "stacked", stacked_bars(bars, kinds, words=Words(**words), surface=surface)

    boxed = [
        BoxedDivision(code=f"99010{place}", name=title[: 8 * place], quartiles={STRENGTHS: (1, 1 + place / 2, 5)})
        for place in range(1, 6)
    ]
    boxed.append(BoxedDivision(code="1", name=title, quartiles=dict.fromkeys(Quadrant, (2.0, 2.0, 2.0))))
    yield "boxes", quartile_boxes(boxed, words=BoxWords(**with_names, key=title), surface=surface)

    yield "stations", station_maps(stations, words=QuadrantWords(**with_names), surface=surface)


def parsed(drawing: str) -> ET.Element:
    return ET.fromstring(drawing)


def texts(drawing: str) -> list[str]:
    """The texts of a drawing, in its order, without the sentence."""
    return [text.text or "" for text in parsed(drawing).iter(f"{SVG}text")]


def sentence(drawing: str) -> str:
    """The sentence that stands for a drawing."""
    return parsed(drawing).findtext(f"{SVG}title") or ""


def text_element(drawing: str, text: str) -> ET.Element:
    """The one text element that reads so."""
    (found,) = [each for each in parsed(drawing).iter(f"{SVG}text") if each.text == text]
    return found


def circles(drawing: str, **attributes: str) -> list[tuple[float, float]]:
    """Middles of the circles that have these attributes and are no part of a key."""
    root = parsed(drawing)
    moved = {circle for group in root.iter(f"{SVG}g") if group.get("transform") for circle in group.iter()}
    return [
        (float(circle.get("cx", "nan")), float(circle.get("cy", "nan")))
        for circle in root.iter(f"{SVG}circle")
        if circle not in moved and attributes.items() <= circle.attrib.items()
    ]
