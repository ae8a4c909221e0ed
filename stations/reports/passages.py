"""Passages in the other language, told apart for whoever has a page read out: Chinese in English text and the reverse.

A report holds words of both languages wherever a person typed them, so the languages are known by their scripts.
"""

import re
from collections.abc import Iterator

from stations.reports.line_ends import with_line_ends

PIECES = re.compile(r"(<[^>]*>)")
KEPT = re.compile(r"<(title|style|svg)\b")
"""Elements whose text is no text of the page; drawings are read out by their alternative text."""

HAN = r"[\u2e80-\u2fdf\u3005-\u3007\u3021-\u3029\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]"
BETWEEN = r"[0-9\u2014\u2018-\u201d\u2026\u3000-\u303f\uff00-\uffef]"
BEFORE, AFTER = r"[\u3008-\u3011\u3014-\u3017\uff08]", r"[\u3001-\u3003\u3008-\u3011\u3014-\u3017\uff00-\uffef]"
CHINESE = re.compile(rf"{BEFORE}*{HAN}(?:(?:{HAN}|{BETWEEN})*{HAN})?{AFTER}*")

ENTITY = r"&\#?\w+;"
WORD = r"[A-Za-z\u00c0-\u024f](?:[A-Za-z\u00c0-\u024f]|(?:['\u2019-]|&\#x27;)(?=[A-Za-z]))*"
ENGLISH = re.compile(rf"{WORD}(?:(?:[ ,;:/()]|&amp;)+{WORD})*|{ENTITY}")
SPOKEN = re.compile(r"[a-z\u00e0-\u024f]{3}")
"""Codes and symbols such as S1, SWOT or ρ are read out as they stand in any language."""


def with_languages(html: str, language: str) -> str:
    """The page with `lang` on every passage in the language that is not its own.

    >>> with_languages("<p>Rater 1: 今年走了两名社工。</p>", "en")
    '<p>Rater 1: <span lang="zh-Hans">今年走了两名社工。</span></p>'
    >>> with_languages("<p>肯德尔 Kendall&#x27;s W 与 SWOT 分析</p>", "zh-Hans")
    '<p>肯德尔 <span lang="en">Kendall&#x27;s W</span> 与 SWOT 分析</p>'
    """
    return "".join(pieces(html, language))


def pieces(html: str, language: str) -> Iterator[str]:
    """Tags as they are, and the text between them marked, but for elements that are kept as they are."""
    kept = ""
    for piece in PIECES.split(html):
        if piece.startswith("<"):
            kept = opened_or_closed(piece, kept)
            yield piece
        elif kept or not piece.strip():
            yield piece
        else:
            yield marked(with_line_ends(piece), language)


def opened_or_closed(tag: str, kept: str) -> str:
    """Which kept element we are in after this tag."""
    if kept:
        return "" if tag.startswith(f"</{kept}") else kept
    opened = KEPT.match(tag)
    return opened[1] if opened else ""


def marked(text: str, language: str) -> str:
    if language == "en":
        return CHINESE.sub(r'<span lang="zh-Hans">\g<0></span>', text)
    return ENGLISH.sub(spoken, text)


def spoken(found: re.Match[str]) -> str:
    passage = found[0]
    if passage.startswith("&") or not SPOKEN.search(passage.replace("&#x27;", "'").replace("&amp;", "&")):
        return passage
    return f'<span lang="en">{passage}</span>'
