"""The writer: names, numbers, escaping, and what it refuses."""

import pytest

from stations.charts.svg import ChartError, Drawing, Surface, drawing, element, number, path


@pytest.mark.parametrize(
    ("value", "written"),
    [(0, "0"), (-0.0, "0"), (-0.004, "0"), (1.005, "1"), (10.0, "10"), (2.5, "2.5"), (-3.14159, "-3.14"), (100, "100")],
)
def test_number_has_two_places_at_most(value, written):
    assert number(value) == written


@pytest.mark.parametrize("value", [float("nan"), float("inf"), float("-inf")])
def test_number_refuses_what_is_none(value):
    with pytest.raises(ChartError):
        number(value)


def test_element_writes_names_with_hyphens_and_leaves_out_none():
    assert str(element("rect", stroke_width=2, class_="bar", fill=None)) == '<rect stroke-width="2" class="bar"/>'


def test_element_escapes_text_and_attributes():
    written = str(element("text", "<b> & \"q\" 'a'", font_family='a"b'))

    assert written == '<text font-family="a&quot;b">&lt;b&gt; &amp; &quot;q&quot; &#x27;a&#x27;</text>'


@pytest.mark.parametrize("name", ["style", "style_", "onclick", "onload"])
def test_element_refuses_what_the_content_policy_forbids(name):
    with pytest.raises(ChartError):
        element("rect", **{name: "x"})


def test_path_closes_where_asked():
    assert path((0, 0), (1, 1)) == "M0 0L1 1"
    assert path((0, 0), (1, 1), closed=True) == "M0 0L1 1Z"


def test_drawing_is_taken_by_a_page_as_it_is():
    whole = drawing(height=10, sentence="a < b", ink="#000000", surface=Surface(width=300, font_family="A, B C ,D"))

    assert isinstance(whole, Drawing)
    assert whole.__html__() == whole
    assert whole == (
        '<svg xmlns="http://www.w3.org/2000/svg" class="chart" role="img" viewBox="0 0 300 10" width="300" height="10"'
        ' font-family="A,B C,D" font-size="12" fill="#000000"><title>a &lt; b</title></svg>'
    )


def test_surface_refuses_a_width_that_no_chart_fits():
    with pytest.raises(ChartError):
        Surface(width=279)
