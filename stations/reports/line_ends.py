"""Where a line may end and where not, as far as a layout by Unicode's general rules does not know it."""

import re

JOINER = "\u2060"
BREAK = "\u200b"

RANGE = re.compile(r"(?<=[\d%])([～–])(?=[\d−])")
QUOTATION = re.compile(r"(?<=[\u3001-\u303f\u4e00-\u9fff\uff00-\uffef])(?=“)|(?<=”)(?=[\u4e00-\u9fff（])")


def with_line_ends(text: str) -> str:
    """A range stays on its line, and a Chinese line may end before and behind a quotation.

    >>> with_line_ends("0.60～0.64") == "0.60\u2060～\u20600.64", with_line_ends("选“是”的") == "选\u200b“是”\u200b的"
    (True, True)
    """
    return QUOTATION.sub(BREAK, RANGE.sub(rf"{JOINER}\1{JOINER}", text))
