"""What holds for every drawing: its form, its bounds, its bytes, and what hostile words cannot do."""

import doctest
import importlib
import os
import pkgutil
import re
import subprocess
import sys
from itertools import combinations
from xml.etree import ElementTree as ET

import pytest

import stations.charts
from stations.charts.placing import Box
from stations.charts.svg import SCREEN_FONTS, Surface
from stations.charts.text import text_width
from tests.charts.samples import SVG, drawings, parsed, sentence

TAGS = {"svg", "title", "g", "path", "rect", "circle", "ellipse", "text"}
ATTRIBUTES = {
    *("xmlns", "class", "role", "viewBox", "width", "height", "font-family", "font-size", "fill", "stroke"),
    *(
        "stroke-width",
        "stroke-dasharray",
        "stroke-linecap",
        "text-anchor",
        "transform",
        "d",
        "x",
        "y",
        "rx",
        "ry",
        "cx",
        "cy",
        "r",
    ),
}
CASES = [(language, width) for language in ("en", "zh-hans") for width in (328, 480)]


@pytest.fixture(scope="module", params=CASES, ids=lambda case: f"{case[0]}-{case[1]}")
def case(request):
    language, width = request.param
    return language, Surface(width=width)


@pytest.fixture(scope="module")
def charts(case):
    return drawings(*case)


@pytest.fixture(scope="module")
def hostile_charts(case):
    return drawings(*case, hostile=True)


def test_drawings_have_one_form(charts):
    for drawing in charts.values():
        root = parsed(drawing)
        assert (root.tag, root.get("role"), root.get("class")) == (f"{SVG}svg", "img", "chart")
        assert root.get("font-family") == SCREEN_FONTS
        assert root.get("viewBox") == f"0 0 {root.get('width')} {root.get('height')}"
        assert root[0].tag == f"{SVG}title"
        assert len(sentence(drawing)) > 10


def test_drawings_hold_elements_and_presentation_attributes_alone(charts, hostile_charts):
    for drawing in (*charts.values(), *hostile_charts.values()):
        found = list(parsed(drawing).iter())
        assert {each.tag.removeprefix(SVG) for each in found} <= TAGS
        assert {name for each in found for name in each.attrib} <= ATTRIBUTES


def test_colours_are_opaque_and_written_out(charts):
    for drawing in charts.values():
        colours = {each.get(name, "none") for each in parsed(drawing).iter() for name in ("fill", "stroke")}
        assert all(colour == "none" or re.fullmatch("#[0-9a-fA-F]{6}", colour) for colour in colours)


def test_letters_are_never_small(charts):
    for drawing in charts.values():
        sizes = {float(each.get("font-size", 12)) for each in parsed(drawing).iter()}
        assert min(sizes) >= 11


def test_text_stays_inside(charts, hostile_charts):
    for name, drawing in (*charts.items(), *hostile_charts.items()):
        page = page_of(drawing)
        outside = [text for text, box in text_boxes(drawing) if box.overlap(page) < box.area - 0.01]
        assert (name, outside) == (name, [])


def test_texts_do_not_touch(charts):
    for name, drawing in charts.items():
        pairs = combinations(text_boxes(drawing), 2)
        touching = [(one, other) for (one, first), (other, second) in pairs if first.overlap(second) > 0.01]
        assert (name, touching) == (name, [])


def test_shapes_stay_inside(charts, hostile_charts):
    for name, drawing in (*charts.items(), *hostile_charts.items()):
        page = page_of(drawing)
        outside = [
            (x, y)
            for x, y in shape_points(drawing)
            if not (-0.5 <= x <= page.width + 0.5 and -0.5 <= y <= page.height + 0.5)
        ]
        assert (name, outside) == (name, [])


def test_hostile_words_stay_words(hostile_charts):
    for drawing in hostile_charts.values():
        assert "<script" not in drawing
        assert drawing.count("<svg") == drawing.count("</svg>") == 1
        assert not set(drawing) & {"\u202e", "\x00", "\x0b", "\ufffe", "\ud800", "\n"}
        assert "</title></svg><script>alert(1)</script>&amp;" in sentence(drawing)


def test_hostile_fonts_stay_in_their_attribute():
    for drawing in drawings(surface=Surface(font_family='A"><script>, B')).values():
        assert parsed(drawing).get("font-family") == 'A"><script>,B'


def test_same_input_gives_same_bytes_in_another_process():
    script = "import hashlib; from tests.charts.samples import drawings; print(hashlib.sha256(repr(drawings()).encode()).hexdigest())"
    runs = {
        subprocess.run(
            [sys.executable, "-c", script],
            env=os.environ | {"PYTHONHASHSEED": seed, "TZ": zone},
            check=True,
            capture_output=True,
        ).stdout
        for seed, zone in (("1", "UTC"), ("2", "Asia/Shanghai"))
    }

    assert len(runs) == 1


@pytest.mark.parametrize("name", [module.name for module in pkgutil.iter_modules(stations.charts.__path__)])
def test_examples_run(name):
    module = importlib.import_module(f"stations.charts.{name}")

    assert doctest.testmod(module).failed == 0


def page_of(drawing: str) -> Box:
    root = parsed(drawing)
    return Box(0, 0, float(root.get("width", "")), float(root.get("height", "")))


def text_boxes(drawing: str) -> list[tuple[str, Box]]:
    """Each text with the box that its letters fill: from the height of capitals to the baseline."""
    return [(each.text or "", text_box(each)) for each in parsed(drawing).iter(f"{SVG}text") if each.text]


def text_box(each: ET.Element) -> Box:
    size = float(each.get("font-size", 12))
    width = text_width(each.text or "", size)
    share = {"middle": 0.5, "end": 1}.get(each.get("text-anchor", ""), 0)
    return Box(float(each.get("x", "")) - width * share, float(each.get("y", "")) - 0.75 * size, width, 0.8 * size)


def shape_points(drawing: str) -> list[tuple[float, float]]:
    """Corners of paths and rectangles and the outermost points of circles, moved as their group is."""
    return list(points_in(parsed(drawing), 0, 0))


def points_in(element: ET.Element, right: float, down: float):
    moved = re.findall(r"-?[\d.]+", element.get("transform", "")) or (0, 0)
    right, down = right + float(moved[0]), down + float(moved[1])
    yield from ((x + right, y + down) for x, y in own_points(element))
    for child in element:
        yield from points_in(child, right, down)


def own_points(element: ET.Element) -> list[tuple[float, float]]:
    match element.tag.removeprefix(SVG):
        case "path":
            return [(float(x), float(y)) for x, y in re.findall(r"(-?[\d.]+) (-?[\d.]+)", element.get("d", ""))]
        case "rect":
            x, y, width, height = (float(element.get(name, "")) for name in ("x", "y", "width", "height"))
            return [(x, y), (x + width, y + height)]
        case "circle":
            x, y, radius = (float(element.get(name, "0")) for name in ("cx", "cy", "r"))
            return [(x - radius, y - radius), (x + radius, y + radius)]
        case _:
            return []
