"""QR codes as drawings: the very modules that a QR code has, and where the code on a cover leads."""

import re

import segno

from stations.reports.codes import QUIET, qr_code
from tests.reports import records

STROKE = re.compile(r"M(\d+) (\d+)\.5h(\d+)")


def test_drawing_has_the_modules_of_the_code():
    text = "https://swot.example.cn/verify/0123-4567-89AB-CDEF/"
    expected = {
        (across + QUIET, down + QUIET)
        for down, row in enumerate(segno.make_qr(text, error="m").matrix)
        for across, module in enumerate(row)
        if module
    }

    drawn = [tuple(map(int, stroke)) for stroke in STROKE.findall(qr_code(text, "T"))]

    assert {(across + step, down) for across, down, length in drawn for step in range(length)} == expected


def test_title_is_escaped():
    assert "<title>&lt;b&gt;</title>" in qr_code("x", "<b>")


def test_cover_leads_to_the_check_where_the_address_is_known(written, settings):
    settings.SITE_ADDRESS = "https://swot.example.cn"
    address = "https://swot.example.cn/verify/0123-4567-89AB-CDEF/"

    cover = written(records.full_record(), "en").cover

    assert cover.way_back == f"To check that this report is genuine and current:\n{address}"
    assert cover.code == qr_code(address, f"QR code with the address {address}")


def test_cover_says_the_code_alone_where_no_address_is_known(written, settings):
    settings.SITE_ADDRESS = ""

    cover = written(records.full_record(), "en").cover

    assert cover.code == qr_code("0123-4567-89AB-CDEF", "QR code with the check code 0123-4567-89AB-CDEF")
    assert "“Check a report”" in cover.way_back


def test_a_draft_has_no_code(written):
    cover = written(records.empty_quadrant_record(), "en").cover

    assert (cover.code, cover.way_back) == (None, "")


def test_cover_says_it_in_chinese(written, settings):
    settings.SITE_ADDRESS = "https://swot.example.cn"

    way_back = written(records.full_record(), "zh-hans").cover.way_back

    assert way_back.splitlines() == [
        "查验本报告是否真实、是否现行：",
        "https://swot.example.cn/verify/0123-4567-89AB-CDEF/",
    ]
