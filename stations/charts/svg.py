"""Write SVG: elements with presentation attributes alone, so that a strict content security policy lets them through."""

from dataclasses import dataclass
from html import escape
from math import isfinite

SCREEN_FONTS = (
    "system-ui,-apple-system,Segoe UI,Roboto,PingFang SC,Microsoft YaHei,Noto Sans SC,Noto Sans CJK SC,sans-serif"
)
LEAST_WIDTH = 280


class ChartError(ValueError):
    """A drawing was asked for with values that no result can have."""


class Drawing(str):
    """A finished drawing: `<svg>…</svg>`. Every word in it is escaped, so a page takes it as it is."""

    __slots__ = ()

    def __html__(self) -> str:
        return str(self)


@dataclass(frozen=True, slots=True, kw_only=True)
class Surface:
    """Where a drawing is shown. It scales with its place; its proportions and line breaks are made for `width`."""

    width: int = 328
    """User units across, at least 280. Letters are 11 to 14 units high: 328 is a phone, 480 suits 16 cm of paper."""
    font_family: str = SCREEN_FONTS
    """Font families, best first; text in a drawing does not take the font of its page."""

    def __post_init__(self) -> None:
        if self.width < LEAST_WIDTH:
            raise ChartError(f"width must be at least {LEAST_WIDTH}, not {self.width}")


SCREEN = Surface()


@dataclass(frozen=True, slots=True)
class Element:
    """One element of a drawing."""

    tag: str
    attributes: tuple[tuple[str, str], ...]
    children: tuple["Element | str", ...]

    def __str__(self) -> str:
        start = "".join([self.tag, *(f' {name}="{escape(value)}"' for name, value in self.attributes)])
        if not self.children:
            return f"<{start}/>"
        inside = "".join(str(child) if isinstance(child, Element) else escape(child) for child in self.children)
        return f"<{start}>{inside}</{self.tag}>"


def element(tag: str, *children: Element | str, **attributes: str | float | None) -> Element:
    """An element; an underscore in a name stands for a hyphen, and an attribute that is None is left out.

    >>> str(element("text", "a < b", x=1.0, text_anchor="end", fill=None))
    '<text x="1" text-anchor="end">a &lt; b</text>'
    """
    named = tuple(
        (_attribute_name(name), value if isinstance(value, str) else number(value))
        for name, value in attributes.items()
        if value is not None
    )
    return Element(tag, named, children)


def group(*children: Element, **attributes: str | float | None) -> Element:
    """Elements that share attributes."""
    return element("g", *children, **attributes)


def _attribute_name(name: str) -> str:
    plain = name.rstrip("_").replace("_", "-")
    if plain == "style" or plain.startswith("on"):
        raise ChartError(f"attribute {plain!r} is not allowed in a drawing")
    return plain


def number(value: float) -> str:
    """A coordinate with at most two places; nan and infinity raise ChartError.

    >>> number(12.0), number(0.125), number(-0.001)
    ('12', '0.12', '0')
    """
    if not isfinite(value):
        raise ChartError(f"not a coordinate: {value}")
    written = f"{value:.2f}".rstrip("0").rstrip(".")
    return "0" if written == "-0" else written


def path(*points: tuple[float, float], closed: bool = False) -> str:
    """The data of a path through points.

    >>> path((0, 0), (4, 2.5), closed=True)
    'M0 0L4 2.5Z'
    """
    return "M" + "L".join(f"{number(x)} {number(y)}" for x, y in points) + ("Z" if closed else "")


def drawing(*children: Element, height: float, sentence: str, ink: str, surface: Surface) -> Drawing:
    """The whole, with the sentence that stands for it where it cannot be seen."""
    fonts = ",".join(family.strip() for family in surface.font_family.split(","))
    return Drawing(
        element(
            "svg",
            element("title", sentence),
            *children,
            xmlns="http://www.w3.org/2000/svg",
            class_="chart",
            role="img",
            viewBox=f"0 0 {number(surface.width)} {number(height)}",
            width=surface.width,
            height=height,
            font_family=fonts,
            font_size=12,
            fill=ink,
        )
    )
