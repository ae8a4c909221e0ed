"""Read a file's structure tree back, as a screen reader does: tags in order, each with its text, language and more."""

import io
import re
from dataclasses import dataclass, field

import pikepdf

NUMBERS = re.compile(rb"<([0-9a-f]{4})> <([0-9a-f]+)>")
UNKNOWN = "\ufffd"


@dataclass
class Tag:
    kind: str
    language: str
    alternative: str
    kids: list = field(default_factory=list)
    """Tags, and texts as they are shown on the page."""

    @property
    def text(self) -> str:
        return "".join(kid if isinstance(kid, str) else kid.text for kid in self.kids)

    def walk(self):
        yield self
        for kid in self.kids:
            if isinstance(kid, Tag):
                yield from kid.walk()

    def leaves(self):
        """The tags that hold text themselves."""
        return [tag for tag in self.walk() if any(isinstance(kid, str) for kid in tag.kids)]

    def named(self, *kinds):
        return [tag for tag in self.walk() if tag.kind in kinds]


@dataclass(frozen=True)
class Shown:
    """One piece of text on a page: by which glyphs of which font."""

    mark: str
    number: int | None
    font: str
    glyphs: tuple[tuple[int, str], ...]
    """Each by its number and with the characters that it stands for."""

    @property
    def text(self) -> str:
        return "".join(characters for _code, characters in self.glyphs)


def structure_of(content: bytes) -> Tag:
    """The tree's top tag, with everything below it."""
    with pikepdf.open(io.BytesIO(content)) as file:
        texts = {page.obj.objgen: texts_by_number(page) for page in file.pages}
        return tag_from(file.Root.StructTreeRoot.K[0], texts)


def tag_from(element, texts):
    made = Tag(str(element.S)[1:], str(element.get("/Lang", "")), str(element.get("/Alt", "")))
    for kid in element.get("/K", []):
        if isinstance(kid, int):
            made.kids.append(texts[element.Pg.objgen].get(kid, ""))
        elif "/S" in kid:
            made.kids.append(tag_from(kid, texts))
    return made


def texts_by_number(page):
    texts = {}
    for piece in shown_on(page):
        if piece.number is not None:
            texts[piece.number] = texts.get(piece.number, "") + piece.text
    return texts


def shown_on(page):
    """Every piece of text on a page, in the order of painting."""
    maps = {name: unicode_map(font) for name, font in page.Resources.Font.items()}
    marks, font = [], ""
    for operands, operator in pikepdf.parse_content_stream(page, "BDC BMC EMC Tf Tj TJ"):
        match str(operator):
            case "BDC" | "BMC":
                properties = operands[1] if len(operands) > 1 else {}
                marks.append((str(operands[0])[1:], properties.get("/MCID") if len(operands) > 1 else None))
            case "EMC":
                marks.pop()
            case "Tf":
                font = str(operands[0])
            case "Tj" | "TJ":
                strings = operands[0] if str(operator) == "TJ" else [operands[0]]
                glyphs = tuple((code, maps[font].get(code, UNKNOWN)) for string in strings for code in codes_of(string))
                mark, number = marks[-1] if marks else ("", None)
                number = next((known for _mark, known in reversed(marks) if known is not None), number)
                yield Shown(mark, number, font, glyphs)


def codes_of(string):
    if not isinstance(string, pikepdf.String):
        return []
    content = bytes(string)
    return [int.from_bytes(content[place : place + 2], "big") for place in range(0, len(content), 2)]


def unicode_map(font):
    pairs = NUMBERS.findall(font.ToUnicode.read_bytes())
    return {int(code, 16): bytes.fromhex(text.decode()).decode("utf-16-be") for code, text in pairs}
