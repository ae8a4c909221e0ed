"""The sentence that stands for a drawing, in the punctuation of its language."""

import pytest

from stations.charts.words import Words

ENGLISH = Words(title="Liulin, 2026", absent="Not scored", language="en")
CHINESE = Words(title="柳林2026年", absent="未评分", language="zh-hans")


@pytest.mark.parametrize(
    ("words", "facts", "sentence"),
    [
        (ENGLISH, ["S 3.6", "W 2.4"], "Liulin, 2026: S 3.6; W 2.4."),
        (CHINESE, ["S 3.6", "W 2.4"], "柳林2026年：S 3.6；W 2.4。"),
        (ENGLISH, [], "Liulin, 2026."),
        (ENGLISH, ["There is none.", "X = 1"], "Liulin, 2026: There is none; X = 1."),
        (CHINESE, ["没有评分。"], "柳林2026年：没有评分。"),
        (CHINESE, [" a\nb "], "柳林2026年：a b。"),
    ],
)
def test_sentence_joins_title_and_facts(words, facts, sentence):
    assert words.sentence(facts) == sentence


def test_listing_and_aside_follow_the_language():
    assert ENGLISH.listing("Not scored", ["W3", "O1"]) + ENGLISH.aside("SO") == "Not scored: W3, O1 (SO)"
    assert CHINESE.listing("未评分", ["W3", "O1"]) + CHINESE.aside("SO") == "未评分：W3、O1（SO）"
