"""Drawings of results as SVG: pure functions of numbers and words, the same on screen and on paper.

One module holds one chart and one public function of its name. What it draws comes in as frozen values, its words in the
reader's language as a frozen `Words`, and the place where it is shown as a `Surface`. Every drawing carries the sentence
with its numbers as alternative text; the page puts a table beside it.
"""
