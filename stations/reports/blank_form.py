"""The form on paper: an edition's factors with boxes to tick, for a station that cannot reach the server."""

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from hashlib import sha256
from typing import ClassVar

from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from stations import formats
from stations.enums import Importance, Quadrant, Weighting, degree_scale
from stations.models import Assessment, Division, Edition, Factor, Station
from stations.models.division import place_in_text
from stations.reports.fonts import breakable
from stations.reports.pdf import render_pdf
from stations.reports.texts import FactorText, Reader, factor_texts

LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ"
"""Without I and O, which a hand writes like 1 and 0."""
LETTER_COUNT = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """One box to tick, with what a visitor would see where it holds."""

    value: int
    word: str
    anchor: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class BlankFactor:
    code: str
    title: str
    statement: str
    degrees: tuple[Choice, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class BlankSection:
    letter: str
    title: str
    question: str
    factors: tuple[BlankFactor, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class BlankForm:
    """One rater's empty sheet in one language; the printer's fixed words stand in its template."""

    template: ClassVar[str] = "reports/blank_form.html"

    language: str
    title: str
    author: str
    subject: str
    created: datetime
    edition: str
    """The edition's code with its check letters, as it stands on every page."""
    is_draft: bool
    facts: tuple[tuple[str, str], ...]
    """What the form is for; a fact without a value is a line to write on."""
    sections: tuple[BlankSection, ...]
    importances: tuple[Choice, ...]
    """Empty where the edition brings its own weights."""

    @property
    def language_tag(self) -> str:
        return "en" if self.language == "en" else "zh-Hans"

    @property
    def created_text(self) -> str:
        return self.created.replace(microsecond=0).isoformat()

    @property
    def importance_words(self) -> str:
        """What each importance means, in one line: at the factors there is room for the figures alone."""
        return formats.clauses((f"{point.value} {point.word}" for point in self.importances), self.language)

    @property
    def identifier(self) -> str:
        """The same form has the same one, whenever it is printed."""
        return sha256(json.dumps(asdict(self), default=str, sort_keys=True).encode()).hexdigest()


def blank_form_pdf(edition: Edition, language: str, assessment: Assessment | None = None) -> bytes:
    """The edition's form for one assessment, or with lines for the station's name where it is for any."""
    with translation.override(language):
        return render_pdf(blank_form(edition, language, assessment))


def blank_form(edition: Edition, language: str, assessment: Assessment | None = None) -> BlankForm:
    """Written in the language that is active."""
    texts = list(factor_texts(edition, Reader(language)))
    asks_importance = edition.weighting == Weighting.RATERS
    station = assessment.station.name_in(language) if assessment else ""
    return BlankForm(
        language=language,
        title=_("Rating sheet") if not station else _("Rating sheet: %(station)s") % {"station": station},
        author=station or _("Factor library"),
        subject=_("Edition %(edition)s of the factor library, to be filled in by hand") % {"edition": edition.code},
        created=edition.published_at or timezone.now().replace(hour=0, minute=0, second=0, microsecond=0),
        edition=f"{edition.code} · {check_letters(edition)}",
        is_draft=edition.is_draft,
        facts=tuple((label, breakable(value)) for label, value in facts(language, assessment)),
        sections=tuple(section for quadrant in Quadrant if (section := section_of(quadrant, texts)).factors),
        importances=tuple(Choice(value=point.value, word=str(point.label)) for point in Importance)
        if asks_importance
        else (),
    )


def facts(language: str, assessment: Assessment | None) -> list[tuple[str, str]]:
    """Station, place, cycle and due date: known for an assessment, left to the hand for an edition in general."""
    station = assessment.station if assessment else None
    cycle = assessment.cycle if assessment else None
    return [
        (pgettext("report", "Station"), station.name_in(language) if station else ""),
        (_("Administrative division"), place_of(station, language) if station else ""),
        (pgettext("report", "Cycle"), cycle.name_in(language) if cycle else ""),
        (_("Due"), formats.day(cycle.due_on, language) if cycle else ""),
    ]


def place_of(station: Station, language: str) -> str:
    """As the report has it."""
    return place_in_text(Division.objects.above(station.division), language)


def section_of(quadrant: Quadrant, texts: Sequence[FactorText]) -> BlankSection:
    return BlankSection(
        letter=quadrant.value,
        title=str(quadrant.label),
        question=question_of(quadrant),
        factors=tuple(blank_factor(text) for text in texts if text.quadrant == quadrant.value),
    )


def question_of(quadrant: Quadrant) -> str:
    if quadrant in (Quadrant.WEAKNESSES, Quadrant.THREATS):
        return _("How severe is each of these at your station today? 1 means hardly present, 5 means very serious.")
    return _("How strongly does each of these hold at your station today? 1 means hardly at all, 5 means fully.")


def blank_factor(text: FactorText) -> BlankFactor:
    return BlankFactor(
        code=text.code,
        title=breakable(text.title),
        statement=breakable(text.statement),
        degrees=tuple(
            Choice(value=degree.value, word=str(degree.label), anchor=breakable(text.anchors.get(degree.value, "")))
            for degree in degree_scale(text.quadrant)
        ),
    )


def check_letters(edition: Edition) -> str:
    """Four letters from the words of the edition's factors, the same in every language.

    They tell at the keyboard that the paper and the screen ask the same, whatever installation printed the paper.
    """
    factors = Factor.objects.filter(edition=edition).prefetch_related("anchors")
    content = [edition.code, edition.weighting, *(factor_words(factor) for factor in factors)]
    number = int.from_bytes(sha256(json.dumps(content, ensure_ascii=False).encode()).digest())
    return "".join(LETTERS[number // len(LETTERS) ** place % len(LETTERS)] for place in range(LETTER_COUNT))


def factor_words(factor: Factor) -> list[object]:
    languages = [Reader("zh-hans"), Reader("en")]
    words = [reader.text(factor, name) for reader in languages for name in ("title", "statement")]
    anchors = [
        [anchor.degree, *(reader.text(anchor, "text") for reader in languages)] for anchor in factor.anchors.all()
    ]
    return [factor.code, factor.quadrant, *words, *anchors]
