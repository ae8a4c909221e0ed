"""A record as a workbook: what every rater answered, and every figure at full precision, for one's own calculations."""

import io
import re
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime

from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter

from stations import enums, formats, scoring
from stations.models import Edition
from stations.reports.material import Material, rater_name
from stations.reports.texts import texts_of
from stations.scorecards import Record
from stations.scoring import Answer, FactorScore, Quadrant

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
Cell = str | int | float | None
Row = Sequence[Cell]
# Zip entries carry a time of day; a fixed one keeps the same workbook the same bytes.
EPOCH = (1980, 1, 1, 0, 0, 0)
MODIFIED = re.compile(rb"<dcterms:modified[^>]*>[^<]*</dcterms:modified>")
BOLD = Font(bold=True)
WIDEST = 40
FIRST_WIDE = "⺀"
# What XML has no place for; a workbook that held it could not be written, or not be opened.
UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def workbook_for(record: Record, edition: Edition, language: str) -> bytes:
    """The workbook as a file; the same record and language give the same bytes."""
    with translation.override(language):
        return workbook_of(Material(record=record, texts=texts_of(edition, language), language=language))


def workbook_of(material: Material) -> bytes:
    tables: dict[str, list[Row]] = {
        _("Factors"): [factor_head(), *factor_rows(material)],
        _("Ratings"): [rating_head(material), *rating_rows(material)],
        _("Figures"): [(_("Figure"), _("Symbol"), _("Value")), *figure_rows(material)],
        _("Countermeasures"): [countermeasure_head(), *countermeasure_rows(material)],
    }
    if material.context.checks:
        tables[_("Check ratings")] = [check_head(), *check_rows(material)]
    return steady(workbook(tables, material.record.context.taken_at))


def factor_head() -> Row:
    return (
        _("Code"),
        _("List"),
        _("Factor"),
        _("Mean"),
        _("Median"),
        _("Inter-quartile range"),
        _("Degrees given"),
        _("Not applicable"),
        _("Cannot judge"),
        _("Not answered"),
        _("Importance"),
        _("Weight"),
        _("Weighted degree"),
        _("Share of all factors"),
    )


def factor_rows(material: Material) -> Iterator[Row]:
    return (factor_row(material, factor) for factor in material.card.factors)


def factor_row(material: Material, factor: FactorScore) -> Row:
    return (
        factor.code,
        factor.quadrant.value,
        material.texts.factors[factor.code].title,
        factor.mean,
        factor.median,
        factor.iqr,
        factor.count,
        factor.not_applicable,
        factor.cannot_judge,
        factor.not_answered,
        factor.importance,
        factor.weight,
        factor.contribution,
        factor.salience,
    )


def rating_head(material: Material) -> Row:
    raters = [rater_name(sheet.rater) for sheet in material.record.panel.sheets]
    importances = [_("%(rater)s, importance") % {"rater": rater} for rater in raters]
    return (_("Code"), *raters, *importances)


def rating_rows(material: Material) -> Iterator[Row]:
    """A degree, or in words why there is none; an empty cell is an answer that was not given."""
    sheets = material.record.panel.sheets
    for factor in material.card.factors:
        answers = [sheet.answers.get(factor.code) for sheet in sheets]
        yield (
            factor.code,
            *(answer_cell(answer) for answer in answers),
            *(answer.importance if answer else None for answer in answers),
        )


def answer_cell(answer: Answer | None) -> Cell:
    if answer is None:
        return None
    return answer.degree or str(enums.AnswerKind(answer.kind.value).label)


def figure_rows(material: Material) -> Iterator[Row]:
    card = material.card
    for quadrant in Quadrant:
        label = str(enums.Quadrant(quadrant.value).label)
        yield label, quadrant.value, card.quadrant(quadrant).magnitude
    yield _("Centroid, X"), "X", card.position.x
    yield _("Centroid, Y"), "Y", card.position.y
    yield _("Strategic azimuth in radians"), "θ", card.position.azimuth
    yield _("Positive strength"), "U", card.strength.positive
    yield _("Negative strength"), "V", card.strength.negative
    yield _("Feasibility index"), "ρ", card.strength.coefficient
    yield _("Balance"), "β", card.strength.balance
    yield _("Coverage"), "", card.coverage.share
    yield from certainty_rows(material)


def certainty_rows(material: Material) -> Iterator[Row]:
    certainty, agreement = material.card.certainty, material.card.agreement
    if certainty and certainty.index:
        share = {"share": formats.percent(material.card.cut_offs.confidence)}
        yield _("%(share)s interval of ρ, lower end") % share, "", certainty.index.low
        yield _("%(share)s interval of ρ, upper end") % share, "", certainty.index.high
        yield _("Probability that ρ exceeds 0.5"), "P", certainty.index.probability
    if agreement:
        yield _("Krippendorff’s alpha"), "α", agreement.alpha
        yield _("Kendall’s W"), "W", agreement.kendall_w


def check_head() -> Row:
    return (
        _("Reviewer"),
        pgettext("heading", "Level"),
        _("Code"),
        _("List"),
        _("Factor"),
        _("Station’s median"),
        _("Station’s mean"),
        _("Check rating"),
        _("Check rating minus mean"),
        pgettext("report", "Note"),
    )


def check_rows(material: Material) -> Iterator[Row]:
    """What each reviewer says of a factor; an empty cell is a degree that was not given."""
    for sheet in material.context.checks:
        found = {entry.factor: entry for entry in scoring.compare_with_check(material.card, sheet.degrees)}
        for entry in sheet.entries:
            factor, compared = material.card.factor(entry.factor), found.get(entry.factor)
            yield (
                sheet.reviewer,
                str(enums.DivisionLevel(sheet.level).label),
                factor.code,
                factor.quadrant.value,
                material.texts.factors[factor.code].title,
                factor.median,
                factor.mean,
                entry.degree,
                compared.difference if compared else None,
                entry.note or None,
            )


def countermeasure_head() -> Row:
    return (_("Rank"), _("Code"), _("Family"), _("Countermeasure"), _("Attractiveness"))


def countermeasure_rows(material: Material) -> Iterator[Row]:
    for score in material.proposals():
        text = material.texts.countermeasures[score.code]
        yield score.rank, score.code, text.family, text.title, score.attractiveness


def workbook(tables: Mapping[str, list[Row]], created: datetime) -> bytes:
    book = Workbook(write_only=True)
    for title, rows in tables.items():
        sheet = book.create_sheet(title)
        sheet.freeze_panes = "B2"
        for place, width in enumerate(widths(rows), start=1):
            sheet.column_dimensions[get_column_letter(place)].width = width
        for number, row in enumerate(rows):
            sheet.append([cell(sheet, value, is_head=number == 0) for value in row])
    # The format knows no time zones.
    book.properties.created = created.astimezone(UTC).replace(tzinfo=None)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def widths(rows: list[Row]) -> list[int]:
    """Room for the longest text of each column; a Chinese character takes two places."""
    texts = [["" if value is None else str(value)[:WIDEST] for value in row] for row in rows]
    return [
        min(WIDEST, 2 + max(sum(2 if letter >= FIRST_WIDE else 1 for letter in text) for text in column))
        for column in zip(*texts, strict=True)
    ]


def cell(sheet: object, value: Cell, *, is_head: bool) -> WriteOnlyCell:
    made = WriteOnlyCell(sheet, value=UNWRITABLE.sub("", value) if isinstance(value, str) else value)
    if isinstance(value, str):
        # A title that begins with = is a title, not a formula.
        made.data_type = "s"
    if is_head:
        made.font = BOLD
    return made


def steady(file: bytes) -> bytes:
    """The same zip without the moment of its making: entries of one fixed time, and no time of the last change."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(file)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            entry = zipfile.ZipInfo(name, date_time=EPOCH)
            entry.compress_type = zipfile.ZIP_DEFLATED
            new.writestr(entry, MODIFIED.sub(b"", old.read(name)) if name == "docProps/core.xml" else old.read(name))
    return out.getvalue()
