"""The cover: however long the registry lets names be, nothing on it stands over anything else."""

import io
from dataclasses import replace
from itertools import pairwise

import pytest
from pypdf import PdfReader

from stations.reports.pdf import render_pdf
from stations.scorecards import Name
from tests.reports import records
from tests.reports.reading import squeezed
from tests.reports.test_pages import ink

FOOT = 99
"""Points from the lower edge to the foot of the text: 35 mm."""
ABOVE_CODE = 30
"""Points from the last fact to the words beside the QR code, which are lower than the code's upper edge."""

CHINESE, LATIN = "埇鄠甪洣县社会工作服务站暨志愿服务站", "Yonghu Township Social Work Station "


def cover_alone(written, language, *, station, host, division):
    """A document that has nothing but its cover; each name as long as said."""
    own = records.STATION
    divisions = tuple(replace(each, name=long_name(division)) for each in own.divisions) if division else own.divisions
    record = records.make_record(
        station=replace(own, name=long_name(station), host=long_name(host), divisions=divisions)
    )
    return replace(written(record, language), summary=None, sections=(), annexes=(), contents_title="")


def long_name(length):
    return Name(zh_hans=(CHINESE * length)[:length], en=(LATIN * length)[:length].strip())


@pytest.mark.parametrize(
    ("language", "station", "host", "division", "size"),
    [
        ("zh-hans", 12, 12, 0, ""),
        ("zh-hans", 60, 50, 0, ""),
        ("zh-hans", 60, 60, 30, "cover-long"),
        ("zh-hans", 90, 90, 0, "cover-long"),
        ("zh-hans", 120, 120, 0, "cover-long"),
        ("zh-hans", 60, 60, 60, "cover-longest"),
        ("zh-hans", 120, 120, 120, "cover-longest"),
        ("en", 40, 40, 0, ""),
        ("en", 160, 160, 0, "cover-long"),
        ("en", 160, 160, 160, "cover-longest"),
    ],
)
def test_names_of_any_length_leave_each_line_of_the_cover_its_place(written, language, station, host, division, size):
    document = cover_alone(written, language, station=station, host=host, division=division)

    page = PdfReader(io.BytesIO(render_pdf(document))).pages[0]

    heights, texts = zip(*ink(page), strict=True)
    values = [value for _label, value in document.cover.facts]
    last = texts.index(values[-1])
    assert document.cover.type_size == size
    assert all(squeezed(value) in squeezed("".join(texts)) for value in values)
    assert all(upper >= lower - 1 for upper, lower in pairwise(heights)), "one text stands over another"
    assert heights[last] - heights[last + 1] >= ABOVE_CODE
    assert heights[-1] >= FOOT
