"""What every section of a report is written from: the record, the edition's words, and how things are called."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from stations import formats
from stations.charts.svg import SCREEN_FONTS, Surface
from stations.reports.texts import EditionTexts
from stations.scorecards import Context, Name, Record
from stations.scoring import CountermeasureScore, FactorScore, Quadrant, Scorecard

PROBLEM_DEGREE = 3.0
"""A weakness or threat is listed among the problems from this mean degree on; the project's own cut-off."""

MAIN = 3
"""Problems and proposals on the summary page."""

DETAILED = 6
"""Problems and proposals that are written out; the others stand in the annexes."""


class Wording:
    """How a report of any kind words things: in its language, with the titles of its edition."""

    texts: EditionTexts
    language: str

    def listed(self, items: list[str]) -> str:
        return formats.listed(items, self.language)

    def clauses(self, parts: list[str]) -> str:
        """Parts of one sentence that may hold commas themselves."""
        return formats.clauses(parts, self.language)

    def text(self, sentences: list[str]) -> str:
        """Sentences as one paragraph: Chinese sentences follow one another without a blank."""
        return (" " if formats.is_english(self.language) else "").join(sentence for sentence in sentences if sentence)

    def factor(self, code: str) -> str:
        """A factor's title with its code."""
        return titled(self.texts.factors[code].title, code)

    def countermeasure(self, code: str) -> str:
        return titled(self.texts.countermeasures[code].title, code)


@dataclass(frozen=True, slots=True, kw_only=True)
class Medium:
    """What drawings are made for: square ones are narrow, bars are wide."""

    narrow: Surface
    wide: Surface


PAPER_FONTS = "Report Hei,Report Song"
PAPER = Medium(narrow=Surface(width=300, font_family=PAPER_FONTS), wide=Surface(width=480, font_family=PAPER_FONTS))
SCREEN = Medium(narrow=Surface(width=328, font_family=SCREEN_FONTS), wide=Surface(width=328, font_family=SCREEN_FONTS))


@dataclass(frozen=True, slots=True, kw_only=True)
class Material(Wording):
    record: Record
    texts: EditionTexts
    language: str
    medium: Medium = PAPER

    @property
    def card(self) -> Scorecard:
        return self.record.scorecard

    @property
    def context(self) -> Context:
        return self.record.context

    def name(self, name: Name) -> str:
        return name.in_language(self.language)

    def problems(self) -> list[FactorScore]:
        return problems_of(self.card)

    def proposals(self) -> list[CountermeasureScore]:
        return proposals_of(self.card)


def problems_of(card: Scorecard) -> list[FactorScore]:
    """Weaknesses and threats that hold to a degree of 3 or more, the one that weighs most first."""
    negative = (*card.factors_of(Quadrant.WEAKNESSES), *card.factors_of(Quadrant.THREATS))
    held = [factor for factor in negative if factor.mean is not None and factor.mean >= PROBLEM_DEGREE]
    return sorted(held, key=lambda factor: -(factor.salience or 0))


def proposals_of(card: Scorecard) -> list[CountermeasureScore]:
    """Countermeasures in order of rank; none where no attractiveness could be computed."""
    ranked = [score for score in card.countermeasures if score.rank is not None]
    return sorted(ranked, key=lambda score: score.rank or 0)


def titled(title: str, code: str) -> str:
    return _("%(title)s (%(code)s)") % {"title": title, "code": code}


def rater_name(rater: str) -> str:
    """R1 as a reader says it."""
    return _("Rater %(number)s") % {"number": rater.removeprefix("R")}
