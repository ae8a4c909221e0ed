"""The words that every chart needs, and the sentence that tells its numbers to a reader who does not see it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from stations.charts.text import clean
from stations.formats import is_english
from stations.scoring.vocabulary import Quadrant


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """Words in the reader's language; each chart adds its own."""

    title: str
    """What is drawn, without a full stop: it opens the sentence."""
    absent: str
    """What is said where there is no figure: "Not scored", 未评分. No zero is ever drawn for it."""
    language: str
    """Language code, for the punctuation of the sentence."""

    def sentence(self, facts: Iterable[str]) -> str:
        """The title and its facts as one sentence; a fact that is a sentence of its own loses its full stop."""
        colon, semicolon, stop = (": ", "; ", ".") if is_english(self.language) else ("：", "；", "。")
        told = [clean(fact).removesuffix(stop) for fact in facts]
        return clean(self.title) + (colon + semicolon.join(told) if told else "") + stop

    def listing(self, heading: str, items: Iterable[str]) -> str:
        """A heading and what belongs to it: "Not scored: O 2024, T 2024"."""
        colon = ": " if is_english(self.language) else "："
        return clean(heading) + colon + self.joined(items)

    def joined(self, items: Iterable[str]) -> str:
        """Items of one kind behind one another."""
        return (", " if is_english(self.language) else "、").join(clean(item) for item in items)

    def aside(self, text: str) -> str:
        """A text in brackets behind another."""
        return f" ({clean(text)})" if is_english(self.language) else f"（{clean(text)}）"


@dataclass(frozen=True, slots=True, kw_only=True)
class QuadrantWords(Words):
    """Words of a chart that shows the four quadrants."""

    quadrants: Mapping[Quadrant, str]
    """Name of each quadrant: Strengths, 优势."""

    def quadrant(self, quadrant: Quadrant) -> str:
        """Letter and name of a quadrant.

        >>> names = {quadrant: quadrant.name.title() for quadrant in Quadrant}
        >>> QuadrantWords(title="", absent="", language="en", quadrants=names).quadrant(Quadrant.THREATS)
        'T Threats'
        """
        return f"{quadrant.value} {clean(self.quadrants[quadrant])}"
