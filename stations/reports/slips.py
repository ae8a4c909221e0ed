"""Slips with one-time links, each with a code that a phone reads, for a page and for paper."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.conf import settings
from django.template.loader import render_to_string
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from stations import formats
from stations.actions.registry.slips import Slip
from stations.charts.svg import Drawing
from stations.reports.codes import qr_code
from stations.reports.pdf import print_sheets

STYLES = settings.BASE_DIR / "static" / "css" / "slips.css"
TEMPLATE = "reports/slips.html"


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintedSlip:
    slip: Slip
    places: tuple[str, ...]
    """Each line once: two of a person’s stations may bear the same name."""
    link: str
    code: Drawing


def printed(slips: Iterable[Slip], *, base_url: str) -> list[PrintedSlip]:
    """The slips with their full addresses."""
    base = base_url.rstrip("/")
    return [
        PrintedSlip(
            slip=slip, places=tuple(dict.fromkeys(slip.places)), link=base + slip.path, code=code_of(base + slip.path)
        )
        for slip in slips
    ]


def code_of(link: str) -> Drawing:
    return qr_code(link, _("QR code with the address %(address)s") % {"address": link})


def slips_pdf(slips: Iterable[Slip], *, base_url: str) -> bytes:
    """The slips on sheets of A4, in the language in which they are asked for."""
    language = "en" if formats.is_english(get_language()) else "zh-Hans"
    context = {"slips": printed(slips, base_url=base_url), "address": base_url.rstrip("/"), "language": language}
    return print_sheets(render_to_string(TEMPLATE, context), STYLES.read_text(encoding="utf-8"), language)
