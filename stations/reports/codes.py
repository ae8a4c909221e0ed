"""The way from paper back to its check: an address as a QR code and in words."""

import segno
from django.conf import settings
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _

from stations.charts.svg import Drawing

QUIET = 4
"""Empty modules around a code; readers look for them."""


def qr_code(text: str, title: str) -> Drawing:
    """A code that can be read with a seventh of it damaged, and in words what it says."""
    rows = [list(row) for row in segno.make_qr(text, error="m").matrix]
    side = len(rows) + 2 * QUIET
    return Drawing(
        format_html(
            '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {0} {0}" width="100" height="100" role="img">'
            '<title>{1}</title><path stroke="#000" d="{2}"/></svg>',
            side,
            title,
            "".join(strokes(rows)),
        )
    )


def strokes(rows: list[list[int]]) -> list[str]:
    """A line as wide as a module, which is the width of a stroke, along each run of dark modules."""
    made = []
    for down, row in enumerate(rows, start=QUIET):
        across = 0
        while across < len(row):
            length = next(
                (step for step, module in enumerate(row[across:]) if module != row[across]), len(row) - across
            )
            if row[across]:
                made.append(f"M{across + QUIET} {down}.5h{length}")
            across += length
    return made


def check_address(code: str) -> str:
    """The page that checks a code; empty where the address of this installation is not known."""
    return settings.SITE_ADDRESS + reverse("verify_code", args=[code]) if settings.SITE_ADDRESS else ""


def code_of(code: str) -> Drawing:
    """What a reader scans: the address of the check, or the check code itself."""
    address = check_address(code)
    if address:
        return qr_code(address, _("QR code with the address %(address)s") % {"address": address})
    return qr_code(code, _("QR code with the check code %(code)s") % {"code": code})


def way_back(code: str) -> str:
    """The same in words."""
    if address := check_address(code):
        return "\n".join((_("To check that this report is genuine and current:"), address))
    return _("To check that this report is genuine and current, enter the check code on the page “Check a report”.")
