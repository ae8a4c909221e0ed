"""The papers that the library rests on, with the sections that are cited."""

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from stations.reports.blocks import Block, Column, Heading, Paragraph, Section, Table
from stations.reports.material import Material
from stations.reports.texts import SourceText


def sources(material: Material) -> Section | None:
    if not material.texts.sources:
        return None
    blocks: list[Block] = []
    for number, source in enumerate(material.texts.sources, start=1):
        blocks += source_blocks(source, str(number))
    return Section(level=1, title=_("Sources"), blocks=tuple(blocks))


def source_blocks(source: SourceText, number: str) -> list[Block]:
    table = Table(
        caption=_("Sections cited: %(source)s") % {"source": source.key},
        columns=(
            Column(title=pgettext("report", "Section"), width=12),
            Column(title=pgettext("report", "Title"), width=44),
            Column(title=_("Cited by"), width=44),
        ),
        rows=tuple((section.number, section.title, ", ".join(section.cited_by)) for section in source.sections),
    )
    blocks: list[Block] = [
        Heading(number=number, title=_("%(authors)s: %(title)s") % {"authors": source.authors, "title": source.title})
    ]
    if source.publication:
        blocks.append(Paragraph(text=source.publication))
    return [*blocks, table]
