"""What rode along with a sign-in: given back as it was typed, and nothing where it is no form."""

import pytest

from swot_app.accounts.held import held_pairs


def test_held_form_comes_back_as_it_was_typed():
    assert held_pairs('[["S1-note", "两名\\r\\n👩‍⚕️"], ["end", "1"]]') == [("S1-note", "两名\r\n👩‍⚕️"), ("end", "1")]


@pytest.mark.parametrize(
    "text",
    ["", "x", "1", "null", "{}", '"text"', "[1]", '[["a"]]', '[["a", 1]]', '[["a", "b", "c"]]', "[" * 100_000],
)
def test_text_that_is_no_form_holds_nothing(text):
    assert held_pairs(text) == []


def test_half_a_character_cannot_be_shown_so_nothing_is_held():
    assert held_pairs('[["S1-note", "\\ud800"]]') == []
