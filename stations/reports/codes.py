"""QR codes as drawings, for paper."""

import segno
from django.utils.html import format_html

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
