"""The countermeasures in order of rank: how often each comes first, and which cannot be told apart."""

import dataclasses
from itertools import combinations

import pytest
from django.utils import translation

from stations import formats
from stations.reports.blocks import Figure, Table
from stations.reports.material import SCREEN, Material
from stations.reports.page import page_of
from stations.reports.sections import ranking
from tests.reports import records
from tests.reports.reading import paragraphs, section_named
from tests.reports.records import library_texts

ANNEX = "Countermeasures and their attractiveness"
RANK, FIRST, GROUP = 1, 3, 5


def screen(record, language="en"):
    with translation.override(language):
        return page_of(Material(record=record, texts=library_texts(language), language=language, medium=SCREEN)).ranking


def table_of(section):
    return next(block for block in section.blocks if isinstance(block, Table))


def with_pairs(record, is_separated):
    """The record with those countermeasures apart of which this says so."""
    card = record.scorecard
    pairs = tuple(dataclasses.replace(pair, is_separated=is_separated(pair)) for pair in card.certainty.pairs)
    certainty = dataclasses.replace(card.certainty, pairs=pairs)
    return dataclasses.replace(record, scorecard=dataclasses.replace(card, certainty=certainty))


def screen_order(record):
    return sorted(record.scorecard.countermeasures, key=lambda score: score.rank)


def test_page_and_paper_say_the_same_of_every_countermeasure(written):
    record = records.full_record()

    page, paper = table_of(screen(record)), table_of(section_named(written(record, "en"), ANNEX))

    assert page.rows == tuple(row[:-1] for row in paper.rows)
    assert len(page.rows) == len(record.scorecard.countermeasures)


def test_how_often_each_comes_first_is_what_scoring_found():
    record = records.full_record()
    sure = {entry.code: entry.ranks for entry in record.scorecard.certainty.countermeasures}

    rows = table_of(screen(record)).rows

    assert {row[0].split()[0]: row[FIRST] for row in rows} == {
        code: formats.chance(ranks[0]) for code, ranks in sure.items()
    }


def test_two_that_share_a_letter_cannot_be_separated():
    record = records.full_record()
    alike = {frozenset((pair.first, pair.second)) for pair in record.scorecard.certainty.pairs if not pair.is_separated}

    letters = {row[0].split()[0]: set(row[GROUP]) - {formats.DASH} for row in table_of(screen(record)).rows}

    sharing = {frozenset(two) for two in combinations(letters, 2) if letters[two[0]] & letters[two[1]]}
    assert sharing
    assert sharing <= alike


@pytest.mark.parametrize(("language", "words"), [("en", "share a letter"), ("zh-hans", "字母相同的对策")])
def test_the_letters_are_explained_with_the_cut_off_on_page_chart_and_paper(written, language, words):
    record = records.full_record()
    title = {"en": ANNEX, "zh-hans": "对策吸引力表"}[language]

    on_page, on_paper = screen(record, language), section_named(written(record, language), title)

    assert words in paragraphs(on_page)
    assert "80%" in paragraphs(on_page)
    assert paragraphs(on_page) == paragraphs(on_paper)
    drawing = next(block.drawing for block in on_page.blocks if isinstance(block, Figure))
    assert {"en": "The same letter at the right", "zh-hans": "右侧字母相同"}[language] in drawing


@pytest.mark.parametrize(
    ("is_separated", "sentence"),
    [
        (True, "With these raters each countermeasure can be told apart from the next."),
        (False, "With these raters no countermeasure can be told apart from any other."),
    ],
)
def test_all_apart_and_all_alike_are_said_in_one_sentence(is_separated, sentence):
    record = with_pairs(records.full_record(), lambda pair: is_separated)

    assert paragraphs(screen(record)) == sentence


def test_one_as_good_as_the_first_without_its_letter_is_named():
    record = records.full_record()
    first, second, third, fourth = [score.code for score in screen_order(record)[:4]]

    alike = with_pairs(record, lambda pair: (pair.first, pair.second) not in {(first, second), (first, fourth)})

    words = paragraphs(screen(alike))
    assert "The letters compare neighbours in rank alone." in words
    assert f"({fourth})" in words
    assert f"({second})" not in words, "It shares the first's letter."
    assert f"({third})" not in words


def test_one_rater_has_ranks_but_no_groups():
    section = screen(records.make_record(records.make_panel(1, records.a_degree)))

    assert paragraphs(section) == ""
    assert [column.title for column in table_of(section).columns] == ["Countermeasure", "Rank", "Attractiveness"]
    assert {len(row) for row in table_of(section).rows} == {3}


def test_letters_go_on_after_z():
    assert [ranking.group_letter(place) for place in (0, 25, 26, 27)] == ["a", "z", "aa", "bb"]
