"""A small factor library in the form of its files: complete, in both languages, cheap to load."""

from typing import Any

from stations.actions.editions import load_edition
from stations.models import Edition


def text(chinese: str, english: str) -> dict[str, str]:
    return {"zh_hans": chinese, "en": english}


def library_file(code: str = "2030-1") -> dict[str, Any]:
    return {
        "schema": "swot-library/1",
        "edition": {"code": code, "title": text(f"{code}版", f"Edition {code}"), "summary": text("说明", "About")},
        "sources": [
            {
                "key": "LZ",
                "authors": text("作者", "Authors"),
                "title": text("论文", "Paper"),
                "publication": text("期刊", "Journal"),
                "sections": [
                    {"number": "2.1", "title": text("优势", "Strengths")},
                    {"number": "3.1", "title": text("对策", "Countermeasures")},
                ],
            }
        ],
        "factors": [factor(f"{quadrant}1", quadrant) for quadrant in "SWOT"],
        "countermeasures": [
            countermeasure("C1", "SO", {"O1": 2, "S1": 4}),
            countermeasure("C2", "WT", {"T1": 3, "W1": 3}),
        ],
        "practice_models": [
            {
                "code": "M1",
                "name": text("模式", "Model"),
                "description": text("说法", "As told"),
                "illustrates": ["C1"],
                "citations": ["LZ 3.1"],
            }
        ],
    }


def factor(code: str, quadrant: str) -> dict[str, Any]:
    return {
        "code": code,
        "quadrant": quadrant,
        "title": text(f"因素{code}", f"Factor {code}"),
        "statement": text(f"看得到{code}。", f"{code} can be seen."),
        "anchors": {degree: text(f"{degree}分的样子", f"Looks like {degree}") for degree in "135"},
        "evidence_examples": {"zh_hans": ["台账", "照片"], "en": ["Ledger", "Photographs"]},
        "exclusion": text("不含其他", "Nothing else"),
        "citations": ["LZ 2.1"],
    }


def countermeasure(code: str, family: str, effects: dict[str, int]) -> dict[str, Any]:
    return {
        "code": code,
        "family": family,
        "title": text(f"对策{code}", f"Countermeasure {code}"),
        "description": text("做法。", "What to do."),
        "steps": {"zh_hans": ["第一步", "第二步"], "en": ["Step one", "Step two"]},
        "partners": text("乡镇", "Township"),
        "success_signs": text("有变化", "Something changed"),
        "effects": [
            {"factor": factor, "effect": effect, "reason": text("理由。", "Because.")}
            for factor, effect in effects.items()
        ],
        "citations": ["LZ 3.1"],
    }


def loaded(code: str = "2030-1", *, publishing: bool = False) -> Edition:
    return load_edition(data=library_file(code), publishing=publishing).edition
