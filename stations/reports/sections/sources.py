"""The papers that the library rests on, with the sections that are cited."""

from django.utils.translation import gettext as _

from stations import formats
from stations.reports.blocks import Block, Entries, Heading, Paragraph, Section
from stations.reports.material import Material
from stations.reports.texts import CitedSection, SourceText

ABSTRACT = "abstract"
"""What stands for the number of a part that has none; its title says the same in the report's language."""


def sources(material: Material) -> Section | None:
    if not material.texts.sources:
        return None
    blocks: list[Block] = [Paragraph(text=material.text([keys_sentence(material), codes_sentence()]))]
    for number, source in enumerate(material.texts.sources, start=1):
        blocks += source_blocks(source, str(number), material.language)
    return Section(level=1, title=_("Sources"), blocks=tuple(blocks))


def keys_sentence(material: Material) -> str:
    """What the short names stand for under which the library cites its sources."""
    names = [
        _("%(key)s is “%(title)s”") % {"key": source.key, "title": source.title} for source in material.texts.sources
    ]
    return _("The factor library cites its sources by short names: %(names)s.") % {"names": material.clauses(names)}


def codes_sentence() -> str:
    return _(
        "Under each source stand its sections that the library cites, and with each section the codes of what cites it: "
        "factors (S, W, O and T), countermeasures (C) and models of practice (M)."
    )


def source_blocks(source: SourceText, number: str, language: str) -> list[Block]:
    blocks: list[Block] = [
        Heading(
            number=number,
            title=_("%(key)s: %(authors)s, “%(title)s”")
            % {"key": source.key, "authors": source.authors, "title": source.title},
        )
    ]
    if source.publication:
        blocks.append(Paragraph(text=source.publication, role="lead"))
    return [*blocks, Entries(items=tuple(entry(section, language) for section in source.sections))]


def entry(section: CitedSection, language: str) -> str:
    """A section with the codes of what cites it; an abstract goes by its title alone."""
    name = section.title if section.number == ABSTRACT else f"{section.number} {section.title}"
    return _("%(name)s: %(codes)s") % {
        "name": name,
        "codes": (", " if formats.is_english(language) else "、").join(section.cited_by),
    }
