"""The words in a drawing set whole.

WeasyPrint sets them letter by letter, since SVG may place and turn each, and makes an object of every text that does not
begin at its place. Our drawings do neither, and without it a report takes a twentieth less time and room.
"""

from math import inf
from typing import Any

SHARES_BEFORE = {"start": 0.0, "middle": 0.5, "end": 1.0}
"""Which part of a text stands before its place, by its anchor."""


def set_words_whole() -> None:
    """Let every drawing of this process be set so."""
    from weasyprint.svg import TAGS  # noqa: PLC0415 -- slow import

    TAGS["text"] = words


def words(drawing: Any, node: Any, font_size: float) -> None:
    """Set a text at its place, as WeasyPrint asks for it; the place is that of its base line."""
    from weasyprint.css.properties import INITIAL_VALUES  # noqa: PLC0415 -- slow import
    from weasyprint.draw.text import draw_first_line  # noqa: PLC0415 -- slow import
    from weasyprint.matrix import Matrix  # noqa: PLC0415 -- slow import
    from weasyprint.svg.text import Style, TextBox  # noqa: PLC0415 -- slow import
    from weasyprint.text.line_break import split_first_line  # noqa: PLC0415 -- slow import

    if not node.text:
        return
    style = Style(INITIAL_VALUES, font_family=node.get("font-family", "sans-serif").split(","), font_size=font_size)
    style.font_config = drawing.font_config
    layout, _, _, width, _, _ = split_first_line(node.text, style, drawing.context, inf, 0)
    x, y = drawing.point(node.get("x"), node.get("y"), font_size)
    start = x - width * SHARES_BEFORE[node.get("text-anchor", "start")]
    fill, stroke = drawing.set_graphical_state(node, font_size)
    drawing.stream.begin_text()
    layout.reactivate(style)
    drawing.fill_stroke(fill, stroke, text=True)
    draw_first_line(drawing.stream, TextBox(layout, style), "none", "none", Matrix(d=-1, e=start, f=y))
    drawing.stream.end_text()
