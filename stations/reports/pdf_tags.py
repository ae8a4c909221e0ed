"""What WeasyPrint leaves out of a page's tags: passages in the other language, and that running heads are no text.

A page is painted once, and its tags are written later from the same boxes. In between, this module notes which piece of
text belongs to which box; at the end it mends the tags.
"""

from functools import partial
from typing import Any

ARTIFACT = {"Type": "/Pagination"}


class Tags:
    """What is known of each page's pieces of text, by their numbers on it (MCID)."""

    def __init__(self, rendered: Any) -> None:
        self.language: str = rendered.metadata.lang
        self.passages: dict[tuple[int, int], str] = {}
        self.running: list[tuple[int, int]] = []
        for number, page in enumerate(rendered.pages):
            page.paint = partial(self.paint, page.paint, number, running_boxes(page._page_box))  # noqa: SLF001 -- no other way

    def paint(self, paint: Any, number: int, running: set[Any], stream: Any, scale: float = 1) -> None:
        paint(stream, scale)
        pieces = stream._tags  # noqa: SLF001 -- no other way
        for box, piece in pieces.items():
            if box in running:
                self.running.append((number, piece["mcid"]))
            elif box.style["lang"] and box.style["lang"] != self.language:
                self.passages[number, piece["mcid"]] = box.style["lang"]
        set_apart(stream, {pieces[box]["mcid"] for box in running if box in pieces})

    def mend(self, pdf: Any, text: Any) -> None:
        """Write the languages into the tags and take the running heads out; `text` makes a PDF string."""
        root = object_at(pdf, pdf.catalog["StructTreeRoot"])
        owners = owners_by_page(object_at(pdf, root["ParentTree"])["Nums"])
        for (page, piece), language in self.passages.items():
            object_at(pdf, owners[page][piece])["Lang"] = text(language)
        for page, piece in self.running:
            owners[page][piece] = "null"
        forget_unreachable(pdf, root)


def running_boxes(page_box: Any) -> set[Any]:
    """All boxes in the page's margins: running heads and page numbers."""
    margins = [child for child in page_box.children if hasattr(child, "at_keyword")]
    return {box for margin in margins for box in margin.descendants()}


def set_apart(stream: Any, pieces: set[int]) -> None:
    """Mark these pieces of a page as not belonging to its text."""
    for place, item in enumerate(stream.stream):
        if isinstance(item, dict) and item.get("MCID") in pieces and stream.stream[place + 1] == b"BDC":
            stream.stream[place - 1] = "/Artifact"
            stream.stream[place] = type(item)(ARTIFACT)


def owners_by_page(numbers: list[Any]) -> dict[int, Any]:
    """For each page the tags that own its pieces of text, in the order of the pieces."""
    return {page: owners for page, owners in zip(numbers[::2], numbers[1::2], strict=True) if isinstance(owners, list)}


def object_at(pdf: Any, reference: Any) -> Any:
    return pdf.objects[int(reference.split()[0])]


def forget_unreachable(pdf: Any, root: Any) -> None:
    """Empty the tags to which nothing leads; taking them out would renumber all objects."""
    known: set[int] = set()
    waiting = [int(reference.split()[0]) for reference in root["K"]]
    while waiting:
        number = waiting.pop()
        known.add(number)
        kids = pdf.objects[number].get("K", [])
        waiting += [int(kid.split()[0]) for kid in kids if isinstance(kid, bytes)]
    for number, item in enumerate(pdf.objects):
        if isinstance(item, dict) and item.get("Type") == "/StructElem" and number not in known:
            item.clear()
