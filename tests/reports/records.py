"""Records to print: edition 1 of the library, and stations with many raters, few, gaps, and hostile words."""

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime
from functools import cache
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from stations import scoring
from stations.actions.editions import load_edition
from stations.models import Edition
from stations.reports.texts import CitedSection, CountermeasureText, EditionTexts, FactorText, SourceText
from stations.scorecards import (
    Context,
    CycleEntry,
    DivisionEntry,
    Name,
    PreviousResult,
    Record,
    Remark,
    SheetEntry,
    StationEntry,
    Step,
)
from stations.scoring import Answer, AnswerKind, Panel, Sheet

LIBRARY = Path(__file__).resolve().parent.parent.parent / "fixtures" / "library_edition_1.json"
TAKEN_AT = datetime(2026, 11, 5, 9, 30, tzinfo=ZoneInfo("Asia/Shanghai"))


@cache
def library() -> Any:
    return json.loads(LIBRARY.read_text(encoding="utf-8"))


def make_library_edition() -> Edition:
    """Edition 1 as rows, published."""
    return load_edition(data=library(), publishing=True).edition


@cache
def library_texts(language: str) -> EditionTexts:
    """The words of edition 1, straight from its file: what reading its rows must give."""
    data, field = library(), "en" if language == "en" else "zh_hans"
    return EditionTexts(
        factors={entry["code"]: factor_text(entry, field) for entry in data["factors"]},
        countermeasures={entry["code"]: countermeasure_text(entry, field) for entry in data["countermeasures"]},
        sources=tuple(source_text(entry, field) for entry in data["sources"]),
    )


def factor_text(entry: Any, field: str) -> FactorText:
    return FactorText(
        code=entry["code"],
        quadrant=entry["quadrant"],
        title=entry["title"][field],
        statement=entry["statement"][field],
        anchors={int(degree): anchor[field] for degree, anchor in entry["anchors"].items()},
    )


def countermeasure_text(entry: Any, field: str) -> CountermeasureText:
    return CountermeasureText(
        code=entry["code"],
        family=entry["family"],
        title=entry["title"][field],
        description=entry["description"][field],
        steps=tuple(entry["steps"][field]),
        partners=entry["partners"][field],
        success_signs=entry["success_signs"][field],
        reasons={effect["factor"]: effect["reason"][field] for effect in entry["effects"]},
        models=tuple(
            model["name"][field] for model in library()["practice_models"] if entry["code"] in model["illustrates"]
        ),
    )


def source_text(entry: Any, field: str) -> SourceText:
    cited = (
        CitedSection(number=section["number"], title=section["title"][field], cited_by=citing(entry, section))
        for section in entry["sections"]
    )
    return SourceText(
        key=entry["key"],
        authors=entry["authors"][field],
        title=entry["title"][field],
        publication=entry["publication"][field],
        sections=tuple(section for section in cited if section.cited_by),
    )


def citing(source: Any, section: Any) -> tuple[str, ...]:
    citation = f"{source['key']} {section['number']}"
    return tuple(
        entry["code"]
        for kind in ("factors", "countermeasures", "practice_models")
        for entry in library()[kind]
        if citation in entry["citations"]
    )


LEVELS = {"S": 3, "W": 3, "O": 4, "T": 2}


def a_degree(code: str, rater: int) -> Answer:
    """A degree that varies with factor and rater, the same on every machine."""
    seed = sum(code.encode()) * 7919 + int(code[1:]) * 104729 + rater * 15485863
    wave = (0, 1, -1, 0, 1, 0, -1, 0, 2, 0, -2)[(seed // 13) % 11]
    degree = min(5, max(1, LEVELS[code[0]] + (sum(code.encode()) * 3) % 4 - 1 + wave))
    importance = 1 + seed // 7 % 5 if seed % 3 else None
    return Answer(kind=AnswerKind.DEGREE, degree=degree, importance=importance)


Answering = Callable[[str, int], Answer | None]


def make_panel(raters: int = 4, answering: Answering = a_degree) -> Panel:
    codes = {entry["code"]: entry["quadrant"] for entry in library()["factors"]}
    sheets = [
        Sheet(
            rater=f"R{rater}",
            answers={code: answer for code in codes if (answer := answering(code, rater)) is not None},
        )
        for rater in range(1, raters + 1)
    ]
    return Panel(
        factors=[scoring.Factor(code=code, quadrant=quadrant) for code, quadrant in codes.items()],
        countermeasures=[
            scoring.Countermeasure(
                code=entry["code"], effects={effect["factor"]: effect["effect"] for effect in entry["effects"]}
            )
            for entry in library()["countermeasures"]
        ],
        sheets=sheets,
    )


STATION = StationEntry(
    code="SW990101001",
    kind="township",
    name=Name(zh_hans="甲县东乡社会工作服务站", en="Dongxiang Township Social Work Station"),
    host=Name(zh_hans="甲县同心社会工作服务中心", en="Tongxin Social Work Service Centre"),
    opened_on=date(2020, 3, 1),
    divisions=(
        DivisionEntry(code="990000", level="province", name=Name(zh_hans="示例省", en="Example Province")),
        DivisionEntry(code="990100", level="prefecture", name=Name(zh_hans="示例市", en="Example City")),
        DivisionEntry(code="990101", level="county", name=Name(zh_hans="甲县", en="Jia County")),
        DivisionEntry(code="990101001", level="township", name=Name(zh_hans="东乡", en="Dongxiang Township")),
    ),
)
CYCLE = CycleEntry(kind="annual", year=2026, quarter=None, opens_on=date(2026, 10, 1), due_on=date(2026, 11, 30))
LAST_YEAR = PreviousResult(
    cycle=CycleEntry(kind="annual", year=2025, quarter=None, opens_on=date(2025, 10, 1), due_on=date(2025, 11, 30)),
    strengths=3.1,
    weaknesses=3.4,
    opportunities=3.3,
    threats=3.2,
    strength_coefficient=0.48,
    zone="WO",
)


def make_record(panel: Panel | None = None, *, is_draft: bool = False, **context: Any) -> Record:
    """A record as submission leaves it; `context` replaces parts of the context."""
    panel = panel or make_panel()
    entries = {
        "number": 1,
        "taken_at": TAKEN_AT,
        "edition_code": library()["edition"]["code"],
        "edition_title": Name(**library()["edition"]["title"]),
        "station": STATION,
        "cycle": CYCLE,
        "sheets": tuple(
            SheetEntry(rater=sheet.rater, declared_on=date(2026, 11, 1 + place), changed_after=False)
            for place, sheet in enumerate(panel.sheets)
        ),
        "remarks": (),
        "steps": (),
        "previous": None,
    }
    return Record(
        context=Context(**entries | context),
        panel=panel,
        scorecard=scoring.score(panel),
        digest="0123456789abcdef" * 4,
        is_draft=is_draft,
    )


def full_record() -> Record:
    """Four raters, every factor, notes, a last cycle and a history."""
    return make_record(
        remarks=(
            Remark(rater="R2", factor="W3", kind="degree", reason="", note="今年走了两名持证社工，新来的还在备考。"),
            Remark(rater="R3", factor="T2", kind="degree", reason="", note="第二季度经费到八月才拨付。"),
        ),
        steps=(
            Step(step="submit", on=date(2026, 11, 3), reason=""),
            Step(step="return", on=date(2026, 11, 4), reason="请补充T2的评分说明。"),
            Step(step="submit", on=date(2026, 11, 5), reason=""),
        ),
        previous=LAST_YEAR,
    )


def gaps(code: str, rater: int) -> Answer | None:
    """Answers of all four kinds."""
    if code in {"O3", "O5"} and rater > 1:
        return Answer(kind=AnswerKind.CANNOT_JUDGE)
    if code[0] == "T" and rater in {2, 3} and int(code[1:]) > 2:
        return None
    if code == "S7":
        return Answer(kind=AnswerKind.NOT_APPLICABLE)
    return a_degree(code, rater)


def gaps_record() -> Record:
    reasons = tuple(
        Remark(rater=f"R{rater}", factor=code, kind=kind, reason=reason, note="")
        for code, rater, kind, reason in (
            ("O3", 2, "cannot_judge", "不掌握全县站点建设和投入的数字。"),
            ("O3", 3, "cannot_judge", "到岗不足三个月，不了解情况。"),
            ("S7", 1, "not_applicable", "本站尚未开展健康、教育、搬迁专项服务。"),
        )
    )
    return make_record(make_panel(3, gaps), remarks=reasons)


def one_rater_record() -> Record:
    return make_record(make_panel(1))


def no_threats(code: str, rater: int) -> Answer | None:
    return None if code.startswith("T") else a_degree(code, rater)


def empty_quadrant_record() -> Record:
    return make_record(make_panel(2, no_threats), is_draft=True)


def long_record() -> Record:
    """Long names, and notes as long as the form lets them be."""
    name = Name(
        zh_hans="示例省示例市示例自治县埇鄠甪洣㘭𬒗镇（街道）社会工作服务站暨未成年人保护工作站暨志愿服务指导站",
        en="Yonghu Luzhi Mi'ao Township (Subdistrict) Social Work Station, Child Protection Post and Volunteering Centre",
    )
    note = "本站服务的六个行政村都在山区，" * 14
    codes = [entry["code"] for entry in library()["factors"]]
    remarks = tuple(
        Remark(rater=f"R{1 + place % 4}", factor=code, kind="degree", reason="", note=note[:200])
        for place, code in enumerate(codes)
    )
    return make_record(station=replace(STATION, name=name, host=name), remarks=remarks, previous=LAST_YEAR)
