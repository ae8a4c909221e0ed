"""The files that stood beside the factors when the result was recorded, each with the sum by which it is known."""

from django.utils.translation import gettext as _

from stations import enums, formats
from stations.reports.blocks import Column, Section, Table
from stations.reports.fonts import breakable
from stations.reports.material import Material
from stations.scorecards import EvidenceEntry

SUM_LENGTH = 16


def evidence_annex(material: Material) -> Section | None:
    places = {factor.code: place for place, factor in enumerate(material.card.factors)}
    ordered = sorted(material.context.evidence, key=lambda entry: (places[entry.factor], entry.added_on))
    rows = tuple(evidence_row(material, entry) for entry in ordered)
    if not rows:
        return None
    columns = (
        Column(title=_("Factor"), width=24),
        Column(title=_("What it shows"), width=26),
        Column(title=_("Type, size"), width=12),
        Column(title=_("SHA-256, first 16 characters"), width=22),
        Column(title=_("Added on"), width=16),
    )
    table = Table(caption=_("Evidence by factor"), columns=columns, rows=rows)
    return Section(level=1, title=_("List of evidence"), blocks=(table,))


def evidence_row(material: Material, entry: EvidenceEntry) -> tuple[str, ...]:
    return (
        material.factor(entry.factor),
        breakable(entry.caption or entry.name),
        _("%(type)s, %(size)s")
        % {"type": enums.MediaType(entry.media_type).label, "size": formats.file_size(entry.size)},
        entry.sha256[:SUM_LENGTH],
        formats.day(entry.added_on, material.language),
    )
