"""Slips with one-time links, each with a code that a phone reads, for a page and for paper."""

from collections.abc import Iterable
from dataclasses import dataclass

import segno
from django.conf import settings
from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from stations.actions.registry.slips import Slip
from stations.reports.pdf import print_sheets

STYLES = settings.BASE_DIR / "static" / "css" / "slips.css"
TEMPLATE = "reports/slips.html"


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintedSlip:
    slip: Slip
    link: str
    code: SafeString


def printed(slips: Iterable[Slip], *, base_url: str) -> list[PrintedSlip]:
    """The slips with their full addresses."""
    base = base_url.rstrip("/")
    return [PrintedSlip(slip=slip, link=base + slip.path, code=code_of(base + slip.path)) for slip in slips]


def code_of(link: str) -> SafeString:
    drawing: str = segno.make(link, error="l", micro=False).svg_inline(omitsize=True, border=2, svgclass="slip-code")
    return mark_safe(drawing)  # noqa: S308 -- segno draws it out of numbers


def slips_pdf(slips: Iterable[Slip], *, base_url: str) -> bytes:
    context = {
        "slips": printed(slips, base_url=base_url),
        "address": base_url.rstrip("/"),
        "language": get_language(),
    }
    return print_sheets(render_to_string(TEMPLATE, context), STYLES.read_text(encoding="utf-8"))
