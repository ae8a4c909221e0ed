"""The pages as pictures: nowhere stands the box that a typeface shows for a character that it does not have."""

import io
import subprocess
import tempfile
from pathlib import Path

import numpy as np
import pytest
from PIL import Image
from scipy import ndimage

from stations.reports.pdf import press

DPI = 120
PIXEL = 72 / DPI
SIZES = (8, 8.5, 9, 9.5, 10, 10.5, 11, 12, 12.5, 14, 15, 16, 18, 22, 26)
FAMILIES = ("Report Song", "Report Hei", "Report Serif", "Report Serif Strong")
ABSENT = "\ue000"
INK = 200
ALIKE = 0.9
"""No glyph of a report comes nearer to a box than 0.76."""


def pages_as_pixels(content):
    """Each page as an array, true where there is ink."""
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "file.pdf"
        source.write_bytes(content)
        subprocess.run(["pdftoppm", "-r", str(DPI), "-gray", source, Path(folder) / "page"], check=True)
        for picture in sorted(Path(folder).glob("page-*.pgm")):
            yield np.asarray(Image.open(io.BytesIO(picture.read_bytes()))) < INK


def shapes(page):
    """Every connected piece of ink."""
    labels, _count = ndimage.label(page, structure=np.ones((3, 3)))
    return [labels[place] == number for number, place in enumerate(ndimage.find_objects(labels), start=1)]


def is_alike(shape, box):
    if abs(shape.shape[0] - box.shape[0]) > 1 or abs(shape.shape[1] - box.shape[1]) > 1:
        return False
    height, width = (min(sides) for sides in zip(shape.shape, box.shape, strict=True))
    return np.mean(shape[:height, :width] == box[:height, :width]) > ALIKE


def asked_for_nothing(shift):
    """A page on which each typeface is asked, in every size that reports use, for a character that it does not have."""
    tools = press()
    lines = "".join(
        f'<p style="font:{size}pt {family};margin:0 0 20pt">{ABSENT}</p>' for family in FAMILIES for size in SIZES
    )
    style = f"<style>@page{{size:30cm 120cm}}body{{padding:{shift}pt}}</style>"
    html = f'<html lang="en"><title>T</title>{style}<body>{lines}'
    return tools.weasyprint.HTML(string=html, url_fetcher=tools.fetcher).write_pdf(
        stylesheets=[tools.styles], font_config=tools.fonts
    )


@pytest.fixture(scope="module")
def boxes():
    """A glyph is painted at one of four places of a pixel."""
    pages = [page for quarter in range(4) for page in pages_as_pixels(asked_for_nothing(shift=quarter * PIXEL / 4))]
    return list({(shape.shape, shape.tobytes()): shape for page in pages for shape in shapes(page)}.values())


def found(content, boxes):
    return [
        (number, shape.shape)
        for number, page in enumerate(pages_as_pixels(content), start=1)
        for shape in shapes(page)
        if any(is_alike(shape, box) for box in boxes)
    ]


def test_missing_characters_would_be_seen_wherever_they_fall_on_the_pixels(boxes):
    assert len(found(asked_for_nothing(shift=0.37), boxes)) == len(SIZES) * len(FAMILIES)


@pytest.mark.parametrize(
    ("name", "language"), [("full_record", "zh-hans"), ("full_record", "en"), ("long_record", "zh-hans")]
)
def test_no_page_shows_a_missing_character(printed, boxes, name, language):
    assert found(printed(name, language), boxes) == []
