"""Which words are told apart as being in the other language."""

import pytest

from stations.reports.passages import with_languages


@pytest.mark.parametrize(
    ("typed", "marked"),
    [
        ("Weak (W3)", "Weak (W3)"),
        ("at 甲县东乡 station", "at [甲县东乡] station"),
        ("note “留不住人，2026年走了两名。” here", "note “[留不住人，2026年走了两名。]” here"),
        ("《办法》 of 2026", "[《办法》] of 2026"),
        ("𬒗埇", "[𬒗埇]"),
        ("ρ = 0.5 — “yes”", "ρ = 0.5 — “yes”"),
    ],
)
def test_chinese_in_english(typed, marked):
    assert with_languages(f"<p>{typed}</p>", "en") == f"<p>{spans(marked, 'zh-Hans')}</p>"


@pytest.mark.parametrize(
    ("typed", "marked"),
    [
        ("方位类型为争取型（WO），SWOT分析，因素S1", "方位类型为争取型（WO），SWOT分析，因素S1"),
        ("克里彭多夫 Krippendorff&#x27;s alpha 系数", "克里彭多夫 [Krippendorff&#x27;s alpha] 系数"),
        ("A &amp; B 与 research &amp; practice", "A &amp; B 与 [research &amp; practice]"),
        ("&lt;script&gt;", "&lt;[script]&gt;"),
        ("甲&quot;乙&quot;", "甲&quot;乙&quot;"),
    ],
)
def test_english_in_chinese(typed, marked):
    assert with_languages(f"<p>{typed}</p>", "zh-Hans") == f"<p>{spans(marked, 'en')}</p>"


def test_drawings_titles_and_attributes_are_left_alone():
    html = '<title>甲县</title><p title="甲县"></p><svg aria-label="甲"><title>甲</title><text>乙</text></svg>'

    assert with_languages(html, "en") == html
    assert with_languages(f"{html}<p>甲</p>", "en") == f'{html}<p><span lang="zh-Hans">甲</span></p>'


def spans(marked, language):
    return marked.replace("[", f'<span lang="{language}">').replace("]", "</span>")
