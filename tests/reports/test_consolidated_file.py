"""The consolidated report as a file: what lies in it, how it is read aloud, and that nothing in it is left to chance."""

import io
import json
import logging
import subprocess
import sys
from dataclasses import replace
from hashlib import sha256
from os import environ

import openpyxl
import pikepdf
import pytest

from stations.reports.blocks import Figure
from stations.reports.consolidated.attachments import plain, workbook_of
from stations.reports.consolidated.document import document_of
from stations.reports.consolidated.report import print_report
from stations.reports.pdf import render_pdf
from stations.scorecards import Name
from tests.reports.consolidated import (
    consolidated_file,
    in_language,
    make_material,
    make_result,
    make_results,
    missing_entry,
)
from tests.reports.reading import pages_of, squeezed
from tests.reports.structure import structure_of
from tests.reports.test_hostile_text import HOSTILE as TEXTS

LANGUAGES = ("zh-hans", "en")
HOSTILE = [text.replace("\ud800", "") for text in TEXTS]
"""No database holds half a character."""


@pytest.fixture(scope="module")
def tree():
    trees = {}

    def read(language):
        if language not in trees:
            trees[language] = structure_of(consolidated_file(language))
        return trees[language]

    return read


def document(language):
    return in_language(language, document_of, make_material(language, count=6, missing=1))


# How it is read aloud


@pytest.mark.parametrize("language", LANGUAGES)
def test_headings_are_read_in_the_order_of_the_contents(tree, language):
    made = document(language)
    wanted = [section.number + section.title for section in (*made.sections, *made.annexes)]

    heads = [squeezed(tag.text) for tag in tree(language).named("H2", "H3")]

    assert [head for head in heads if head in {squeezed(text) for text in wanted}] == [
        squeezed(text) for text in wanted
    ]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_drawing_is_told_in_words(tree, language):
    made = document(language)
    drawn = [block for section in made.sections for block in section.blocks if isinstance(block, Figure)]

    told = [tag.alternative for tag in tree(language).named("Figure")]

    assert len(told) == len(drawn) + 1  # the QR code on the cover
    assert all(told)
    assert any("SW990101001" in text for text in told)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_table_has_heads_for_rows_and_columns(tree, language):
    tables = [table for table in tree(language).named("Table") if table.named("Caption")]

    assert len(tables) > 8
    assert {row.kids[0].kind for table in tables for row in table.named("TR")} == {"TH"}


def test_names_in_the_other_language_are_told_apart():
    name = Name(zh_hans="东乡社工站")
    content = in_language("en", print_report, make_material("en", results=[make_result(0, name=name)]))

    passages = {tag.text for tag in structure_of(content).walk() if tag.language == "zh-Hans"}

    assert "东乡社工站" in passages


@pytest.mark.parametrize(("language", "contents"), [("zh-hans", "目录"), ("en", "Contents")])
def test_summary_takes_one_page(language, contents):
    whole = in_language(language, document_of, make_material(language, count=12, missing=3))
    beginning = replace(whole, sections=whole.sections[:1], annexes=())

    assert contents in in_language(language, lambda document: pages_of(render_pdf(document))[2], beginning)


# What lies in it


def test_attachments_hold_the_figures_of_every_station():
    with pikepdf.open(io.BytesIO(consolidated_file("en"))) as file:
        files = {name: spec.get_file().read_bytes() for name, spec in file.attachments.items()}
        kinds = {str(spec.UF): str(spec.AFRelationship) for spec in file.Root.AF}

    data = json.loads(files["stations.json"])
    assert kinds == {"stations.json": "/Source", "tables.xlsx": "/Data"}
    assert data == plain(make_material("en", count=6, missing=1))
    assert [station["code"] for station in data["stations"]] == [result.code for result in make_results(6)]
    first, card = data["stations"][0], make_results(6)[0].card
    assert first["figures"]["strength_coefficient"] == card.strength.coefficient
    assert first["medians"]["W3"] == card.factor("W3").median
    assert data["without_result"] == ["SW990101901"]


def test_workbook_holds_the_tables_as_numbers():
    material = make_material("en", count=6, missing=1)
    book = openpyxl.load_workbook(io.BytesIO(in_language("en", workbook_of, material)))

    assert book.sheetnames == ["Stations", "Weaknesses and threats", "Medians", "Without a result"]
    rows = list(book["Stations"].iter_rows(values_only=True))
    assert rows[1][10] == pytest.approx(material.results[0].card.strength.coefficient)
    assert len(rows) == 7
    assert book["Weaknesses and threats"].max_column == 15
    assert book["Medians"].max_row == 6


def test_workbook_of_few_holds_no_medians():
    book = openpyxl.load_workbook(io.BytesIO(in_language("en", workbook_of, make_material("en", count=4))))

    assert book["Medians"].max_row == 1


def test_name_that_looks_like_a_formula_stays_a_name():
    results = [make_result(0, name=Name(zh_hans="=1+1", en="=1+1"))]
    book = openpyxl.load_workbook(io.BytesIO(in_language("en", workbook_of, make_material("en", results=results))))

    assert [cell.data_type for cell in book["Stations"][2] if cell.value == "=1+1"] == ["s"]


# Chance and harm


def test_same_results_give_the_same_bytes_in_another_process():
    """Another process has another order of hashes and another clock."""
    script = (
        "import django; django.setup(); import hashlib\n"
        "from tests.reports.consolidated import consolidated_file\n"
        "print(hashlib.sha256(consolidated_file('en')).hexdigest())"
    )
    settings = {"DJANGO_SETTINGS_MODULE": "tests.settings", "PYTHONHASHSEED": "7", "TZ": "America/Lima"}
    told = run(script, settings)

    assert told == sha256(consolidated_file("en")).hexdigest()


def run(script, settings):
    done = subprocess.run([sys.executable, "-c", script], env={**environ, **settings}, capture_output=True, check=True)
    return done.stdout.decode().strip()


def test_hostile_names_neither_break_the_page_nor_reach_anything(caplog):
    caplog.set_level(logging.WARNING, logger="weasyprint")
    results = [
        make_result(number, raters=1, has_previous=False, name=Name(zh_hans=text, en=text))
        for number, text in enumerate(HOSTILE)
    ]
    gone = [missing_entry(place, Name(zh_hans=text, en=text)) for place, text in enumerate(HOSTILE)]

    content = in_language("en", print_report, make_material("en", results=results, gone=gone))

    assert [entry.getMessage() for entry in caplog.records] == []
    assert "Consolidated report" in pages_of(content)[0]
    assert squeezed("<style>*{display:none}</style>") in squeezed("".join(pages_of(content)))
    with pikepdf.open(io.BytesIO(content)) as file:
        assert not any(isinstance(item, pikepdf.Stream) and item.get("/Subtype") == "/Image" for item in file.objects)
