"""The annex that lists evidence: where there is some, and nowhere else."""

from dataclasses import replace
from datetime import date

import pytest

from stations.reports.pdf import render_pdf
from stations.scorecards import EvidenceEntry, context_from_plain, context_to_plain
from tests.reports import records
from tests.reports.reading import document_texts, pages_of, squeezed

SUM = "0123456789abcdef" * 4
ENTRIES = (
    EvidenceEntry(
        factor="S1",
        name="IMG_2041.jpg",
        caption="2026年3月培训记录",
        media_type="image/jpeg",
        size=345_678,
        sha256=SUM,
        added_on=date(2026, 10, 8),
        rater="R2",
    ),
    EvidenceEntry(
        factor="T2",
        name="经费拨付凭证.pdf",
        caption="",
        media_type="application/pdf",
        size=3_400_000,
        sha256="f" * 64,
        added_on=date(2026, 10, 9),
        rater="",
    ),
)


def record_with_evidence():
    return records.make_record(evidence=ENTRIES)


def annex(document):
    return next(
        (section for section in document.annexes if section.title in {"List of evidence", "佐证材料清单"}), None
    )


def test_annex_lists_what_stood_there(written):
    found = annex(written(record_with_evidence(), "en"))

    first, second = found.blocks[0].rows
    assert first[1:] == ("2026年3月培训记录", "JPEG, 338\u00a0kB", SUM[:16], "8 October 2026")
    assert second[1:] == ("经费拨付凭证.pdf", "PDF, 3.2\u00a0MB", "f" * 16, "9 October 2026")
    assert first[0].endswith("(S1)")


def test_files_stand_in_the_order_of_the_factors_then_of_the_days(written):
    later = replace(ENTRIES[0], added_on=date(2026, 11, 1))
    record = records.make_record(evidence=(later, ENTRIES[1], replace(ENTRIES[1], factor="O3"), ENTRIES[0]))

    rows = annex(written(record, "en")).blocks[0].rows

    assert [(row[0][-3:-1], row[-1]) for row in rows] == [
        ("S1", "8 October 2026"),
        ("S1", "1 November 2026"),
        ("O3", "9 October 2026"),
        ("T2", "9 October 2026"),
    ]


def test_annex_is_the_third(written):
    assert annex(written(record_with_evidence(), "zh-hans")).number.strip("\u3000") == "附表3"


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_report_without_evidence_says_nothing_of_it(written, language):
    document = written(records.full_record(), language)

    assert annex(document) is None
    assert [text for text in document_texts(document) if "SHA-256" in text] == []


def test_annex_is_on_paper(written):
    document = written(record_with_evidence(), "zh-hans")
    document = replace(document, sections=(), annexes=(annex(document),))

    text = squeezed("".join(pages_of(render_pdf(document))))

    assert "附表3佐证材料清单" in text
    assert SUM[:16] in text
    assert "2026年10月8日" in text


def test_record_comes_back_from_its_json():
    context = record_with_evidence().context

    assert context_from_plain(context_to_plain(context)) == context


def test_record_from_before_there_was_evidence_is_read_and_written_the_same():
    plain = context_to_plain(records.full_record().context)
    assert "evidence" not in plain

    assert context_to_plain(context_from_plain(plain)) == plain
